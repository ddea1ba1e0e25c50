"""What may be claimed of gaps at which number of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rung:
    """What may be said at a number of gaps, and what may not."""

    least: int
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]


LADDER: tuple[Rung, ...] = (
    Rung(least=0, allowed=("the gaps themselves",), not_allowed=("any statistic with a name",)),
    Rung(
        least=5,
        allowed=("the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models"),
        not_allowed=("accelerating", "bursty", "p from a normal approximation", "plug-in intervals"),
    ),
    Rung(
        least=8,
        allowed=(
            "the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models",
            "Crow-AMSAA and Weibull with their intervals", "Mann-Kendall",
        ),
        not_allowed=("memory", "PIT histogram"),
    ),
    Rung(
        least=15,
        allowed=(
            "the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models",
            "Crow-AMSAA and Weibull with their intervals", "Mann-Kendall", "memory", "local variation", "calibration plot",
        ),
        not_allowed=("Hawkes",),
    ),
    Rung(least=50, allowed=("all of these", "Hawkes", "covariates"), not_allowed=()),
)  # fmt: skip


def ladder(n: int) -> Rung:
    """The rung n gaps stand on.

    >>> ladder(5).not_allowed[0]
    'accelerating'
    """
    return max((rung for rung in LADDER if rung.least <= n), key=lambda rung: rung.least)
