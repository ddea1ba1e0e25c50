"""Statistics of the gaps between rounds: days from start to start.

Every function takes gaps along the last axis of an array, so the same formula serves one series of gaps
and thousands of possible ones. ``n`` is the number of gaps throughout, one less than the number of rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise, permutations
from math import factorial, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from tradebrief.provenance.formulas import formula_function

Floats = NDArray[np.float64]

LONGEST_ENUMERATED = 8
"""Gaps up to which every order is looked at: 8! = 40,320 orders."""


def gaps_of(starts: Sequence[date]) -> tuple[int, ...]:
    """Whole days from each start to the next.

    >>> gaps_of([date(2025, 4, 16), date(2025, 5, 1), date(2025, 5, 23)])
    (15, 22)
    """
    return tuple((after - before).days for before, after in pairwise(starts))


def days_of(gaps: ArrayLike) -> Floats:
    """Days from the origin to each round: the running sum of the gaps."""
    return np.cumsum(np.asarray(gaps, dtype=float), axis=-1)


def median(gaps: ArrayLike) -> Floats:
    """The middle gap; the mean of the two middle ones where n is even."""
    return np.median(np.asarray(gaps, dtype=float), axis=-1)


def mad(gaps: ArrayLike) -> Floats:
    """Median absolute deviation from the median, in days (Rousseeuw and Croux 1993); times 1.482602 for a scale like a standard deviation.

    It is 0 when most gaps are equal, as on a lattice of weeks.
    """
    gaps = np.asarray(gaps, dtype=float)
    return np.median(np.abs(gaps - np.median(gaps, axis=-1, keepdims=True)), axis=-1)


@formula_function
def median_deviation(gaps: Sequence[float]) -> float:
    """``mad`` of one series of gaps, in days."""
    return float(mad(gaps))


MAD_TO_SIGMA = 1.482602218505602
"""1 / the third quartile of the standard normal distribution."""


def variation(gaps: ArrayLike, ddof: int = 0) -> Floats:
    """Coefficient of variation, sd / mean: population sd with ``ddof=0`` (burstiness), sample sd with ``ddof=1`` (Lewis-Robinson)."""
    gaps = np.asarray(gaps, dtype=float)
    return gaps.std(axis=-1, ddof=ddof) / gaps.mean(axis=-1)


def burstiness(gaps: ArrayLike) -> Floats:
    """B = (r - 1) / (r + 1) with r = population sd / mean (Goh and Barabási 2008, EPL 81:48002).

    -1 is a clock, 0 a Poisson process *in the long run*; of few gaps B is below 0 even for a Poisson process.
    """
    r = variation(gaps)
    return (r - 1) / (r + 1)


def burstiness_corrected(gaps: ArrayLike, n: int | None = None) -> Floats:
    """A = (√(n+1)·r - √(n-1)) / ((√(n+1) - 2)·r + √(n-1)), corrected for few gaps (Kim and Jo 2016, PRE 94:032311).

    ``n`` is the number of gaps that enter r: only then A is 1 for the most clustered gaps and 0 where r² is
    what a Poisson process has on average. Some published code puts the number of events there; give ``n`` to see that value.
    """
    gaps = np.asarray(gaps, dtype=float)
    count = int(gaps.shape[-1]) if n is None else n
    r = variation(gaps)
    return (sqrt(count + 1) * r - sqrt(count - 1)) / ((sqrt(count + 1) - 2) * r + sqrt(count - 1))


def greenwood(gaps: ArrayLike) -> Floats:
    """Greenwood's G = Σ (gap / sum of gaps)²: 1/n when all gaps are equal, 1 when one takes all. r² = n·G - 1."""
    gaps = np.asarray(gaps, dtype=float)
    return ((gaps / gaps.sum(axis=-1, keepdims=True)) ** 2).sum(axis=-1)


def greenwood_lower(g: float, n: int) -> float:
    """P(G ≤ g) when n gaps cut their sum at random (Poisson, given the sum): how often gaps are as regular as these or more so.

    G ≤ g is the part of the simplex of shares within √(g - 1/n) of its centre: a ball of n - 1 dimensions,
    less n caps once it reaches the sides at 1/(n-1). The caps meet at 1/(n-2); beyond that the last share
    is integrated out, G_n = s² + (1-s)² G_(n-1) with s ~ Beta(1, n-1), from grids good to about 1e-6.
    """
    if n < 2 or g <= 1 / n:
        return 0.0 if n > 1 else float(g >= 1)
    if g >= 1:
        return 1.0
    if g <= 1 / max(n - 2, 1):
        return float(_ball_less_caps(np.array([g]), n)[0])
    return float(_integrated_out(np.array([g]), n)[0])


def _ball_less_caps(g: Floats, n: int) -> Floats:
    m = n - 1
    radius = np.sqrt(np.clip(g - 1 / n, 0, None))
    simplex = sqrt(n) / factorial(m)
    ball = pi ** (m / 2) / special.gamma(m / 2 + 1) * radius**m
    height = 1 / sqrt(n * m)
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = np.where(radius > height, 1 - (height / radius) ** 2, 0.0)
    cap = ball / 2 * special.betainc((m + 1) / 2, 0.5, np.clip(beyond, 0, 1))
    return np.clip((ball - n * cap) / simplex, 0, 1)


def _integrated_out(g: Floats, n: int) -> Floats:
    """P(G_n ≤ g) from the grid of n - 1, by Gauss-Legendre over the last share."""
    nodes, weights = np.polynomial.legendre.leggauss(160)
    top = np.sqrt(np.clip(g, 0, 1))[:, None]
    share = (nodes + 1) / 2 * top
    left = (g[:, None] - share**2) / (1 - share) ** 2
    inner = _lower_of(np.clip(left, 0, 1), n - 1)
    return np.clip((top[:, 0] / 2) * (weights * (n - 1) * (1 - share) ** (n - 2) * inner).sum(axis=1), 0, 1)


def _lower_of(g: Floats, n: int) -> Floats:
    known = _ball_less_caps(np.minimum(g, 1 / max(n - 2, 1)), n)
    if n <= 3:
        return np.where(g >= 1, 1.0, known)
    at, law = _greenwood_grid(n)
    return np.where(g <= 1 / (n - 2), known, np.interp(g, at, law))


@lru_cache(maxsize=64)
def _greenwood_grid(n: int) -> tuple[Floats, Floats]:
    at = np.linspace(1 / (n - 2), 1, 1201)
    return at, _integrated_out(at, n)


def memory(gaps: ArrayLike) -> Floats:
    """Memory coefficient: the correlation of each gap with the next over n - 1 pairs (Goh and Barabási 2008); not a number for n < 3."""
    gaps = np.asarray(gaps, dtype=float)
    first, second = gaps[..., :-1], gaps[..., 1:]
    first = first - first.mean(axis=-1, keepdims=True)
    second = second - second.mean(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (first * second).sum(axis=-1) / np.sqrt((first**2).sum(axis=-1) * (second**2).sum(axis=-1))


def local_variation(gaps: ArrayLike) -> Floats:
    """Shinomoto's Lv = 3/(n-1) · Σ ((g_i - g_(i+1)) / (g_i + g_(i+1)))²: 1 for a Poisson process, little moved by a drift of the rate."""
    gaps = np.asarray(gaps, dtype=float)
    first, second = gaps[..., :-1], gaps[..., 1:]
    return 3 / (gaps.shape[-1] - 1) * (((first - second) / (first + second)) ** 2).sum(axis=-1)


@lru_cache(maxsize=LONGEST_ENUMERATED + 1)
def orders(n: int) -> NDArray[np.intp]:
    """Every order of n gaps, one a row."""
    return np.array(list(permutations(range(n))), dtype=np.intp)


def reordered(gaps: ArrayLike, *, draws: int = 50_000) -> tuple[Floats, bool]:
    """The gaps in every order, and whether that is all of them.

    Beyond ``LONGEST_ENUMERATED`` gaps, ``draws`` orders from a fixed start stand for all.
    """
    gaps = np.asarray(gaps, dtype=float)
    n = gaps.shape[-1]
    if n <= LONGEST_ENUMERATED:
        return gaps[orders(n)], True
    return np.random.default_rng(n).permuted(np.tile(gaps, (draws, 1)), axis=1), False
