"""How good a forecast was: log score, Brier score, CRPS, and whether an event came at all (Gneiting and Raftery 2007).

One forecast scored is one draw. Differences between models over a handful of gaps are noise.
"""

from __future__ import annotations

from datetime import date
from math import log
from typing import Protocol


class Scorable(Protocol):
    """A distribution of a gap that cannot be negative, with the two integrals of its survival S that the CRPS needs."""

    def survival_until(self, y: float) -> float:
        """∫₀^y S."""
        ...

    def survival_squared(self) -> float:
        """∫₀^∞ S²."""
        ...


def crps(model: Scorable, y: float) -> float:
    """Continuous ranked probability score of an outcome y in days, ∫(F - 1[x ≥ y])² = y - 2·∫₀^y S + ∫₀^∞ S²; 0 is perfect."""
    return y - 2 * model.survival_until(y) + model.survival_squared()


def came_before(following: date | None, day: date, known_by: date) -> bool | None:
    """Whether a next round came before a day; ``None`` while that was not known: a report needs a day."""
    if following is not None:
        return following < day
    return False if known_by >= day else None


def scored(p: float, came: bool | None) -> tuple[bool | None, float | None, float | None]:
    """What came of a probability: whether it happened, the Brier score (p - o)², the log score of the side that came true.

    >>> scored(0.75, True)[:2]
    (True, 0.0625)
    """
    if came is None:
        return None, None, None
    right = p if came else 1 - p
    return came, (p - float(came)) ** 2, log(right) if right > 0 else float("-inf")
