"""Tests for a trend in recurring events: do the rounds come faster?

Rounds at days t_1 < ... < t_N after an origin. *Event-truncated*: the record ends with the last round, which
says nothing of its own, so m = N - 1 days enter. *Time-truncated*: it ends at a day fixed in advance, m = N.
Articles appear after rounds, so their day is not fixed in advance and time truncation finds trends that are not there:
it is computed only to be shown as the trap it is. Formulas: Cox and Lewis 1966, Ascher and Feingold 1984, MIL-HDBK-189C, Crow 1974.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from tradebrief.analysis.cadence.gap_statistics import LONGEST_ENUMERATED, Floats, days_of, memory, reordered, variation
from tradebrief.provenance.formulas import formula_function

Truncation = Literal["event", "time"]


@dataclass(frozen=True, kw_only=True)
class TrendTests:
    """All tests of one series under one truncation; ``None`` where too few rounds leave a test without meaning.

    ``m`` is the number of days that enter. ``laplace`` above 0 and ``mil_p_lower`` near 0 point to rounds coming faster;
    ``laplace_p_upper`` is exact under a Poisson process, ``laplace_p2_normal`` the usual approximation. ``beta`` above 1 is
    Crow-AMSAA's growing rate with its 90% interval, ``gap_now`` the mean gap in days it implies at the end, ``spread`` the sample
    coefficient of variation of the gaps.
    """

    truncation: Truncation
    origin: str
    end: float
    m: int
    laplace: float | None = None
    laplace_p2_normal: float | None = None
    laplace_p_upper: float | None = None
    mil_chi2: float | None = None
    mil_df: int = 0
    mil_p_lower: float | None = None
    beta: float | None = None
    beta_unbiased: float | None = None
    beta_low: float | None = None
    beta_high: float | None = None
    rate: float | None = None
    gap_now: float | None = None
    lewis_robinson: float | None = None
    spread: float | None = None


@dataclass(frozen=True, kw_only=True)
class OrderTests:
    """What the order of the gaps alone can say, whatever process made them.

    ``p_faster`` is the share of orders in which the rounds come at least as early-loaded towards the end as they did (one-sided);
    ``tau`` and ``p_tau`` are Mann-Kendall's, ``best_p_tau`` the smallest two-sided p that n gaps can give at all.
    """

    n: int
    p_faster: float | None = None
    orders: int = 0
    enumerated: bool = True
    tau: float | None = None
    p_tau: float | None = None
    best_p_tau: float | None = None


def laplace(days: ArrayLike, end: ArrayLike) -> Floats:
    """U = (mean(t) - end/2) / (end / √(12 m)); above 0 the days lie late, so rounds come faster. ``days`` are the m days that enter."""
    days, end = np.asarray(days, dtype=float), np.asarray(end, dtype=float)
    return (days.mean(axis=-1) - end / 2) / (end / sqrt(12 * days.shape[-1]))


def laplace_upper(days: ArrayLike, end: float) -> float:
    """P(U at least as large) exactly: under a Poisson process Σt/end is a sum of m uniform shares (Irwin-Hall)."""
    days = np.asarray(days, dtype=float)
    return float(irwin_hall_upper(float(days.sum()) / end, len(days)))


def irwin_hall_upper(x: float, m: int) -> float:
    """P(sum of m uniform numbers ≥ x), by the alternating sum; of more than 20 the normal law, then exact to the figures shown."""
    if m > 20:
        return float(stats.norm.sf((x - m / 2) / sqrt(m / 12)))
    low = min(x, m - x)
    k = np.arange(m + 1)
    terms = (-1.0) ** k * special.comb(m, k) * np.clip(low - k, 0, None) ** m
    lower = float(np.clip(terms.sum() / special.factorial(m), 0, 1))
    return 1 - lower if x <= m - x else lower


def mil_hdbk(days: ArrayLike, end: ArrayLike) -> Floats:
    """X = 2 Σ ln(end / t_i), chi-square with 2m degrees of freedom under a Poisson process; small where rounds come faster."""
    days, end = np.asarray(days, dtype=float), np.asarray(end, dtype=float)
    return 2 * np.log(end[..., None] / days).sum(axis=-1)


def mil_hdbk_lower(x: float, m: int) -> float:
    """P(X ≤ x) = 1 - e^(-x/2) Σ_(j<m) (x/2)^j / j!."""
    return float(special.gammainc(m, x / 2))


def amsaa_beta(days: ArrayLike, end: ArrayLike, events: int) -> Floats:
    """Crow-AMSAA's β = N / Σ ln(end / t_i), most likely where rounds come at a rate λβt^(β-1); N counts every round, ``days`` those that enter."""
    return events / (mil_hdbk(days, end) / 2)


def lewis_robinson(days: ArrayLike, end: ArrayLike, gaps: ArrayLike) -> Floats:
    """Laplace's U over the sample coefficient of variation of the gaps, so that the null is any renewal process and not only Poisson."""
    return laplace(days, end) / variation(gaps, ddof=1)


def trend_tests(gaps: ArrayLike, *, truncation: Truncation = "event", end: float | None = None, origin: str = "first round") -> TrendTests:
    """Every test of one series of gaps from an origin; ``end`` is the day the record ends under time truncation.

    The first gap runs from the origin to the next round. Fewer than two days give no test at all.
    """
    gaps = np.asarray(gaps, dtype=float)
    days = days_of(gaps)
    last = float(days[-1]) if truncation == "event" and len(days) else float(end or 0)
    used = days[:-1] if truncation == "event" else days
    m = len(used)
    if m < 1 or last <= 0 or (used <= 0).any() or (used > last).any():
        return TrendTests(truncation=truncation, origin=origin, end=last, m=m)
    u, x = float(laplace(used, last)), float(mil_hdbk(used, last))
    return TrendTests(
        truncation=truncation,
        origin=origin,
        end=last,
        m=m,
        laplace=u,
        laplace_p2_normal=float(2 * stats.norm.sf(abs(u))),
        laplace_p_upper=laplace_upper(used, last),
        mil_chi2=x,
        mil_df=2 * m,
        mil_p_lower=mil_hdbk_lower(x, m),
        lewis_robinson=float(lewis_robinson(used, last, gaps)) if len(set(gaps.tolist())) > 1 else None,
        spread=float(variation(gaps, ddof=1)) if len(set(gaps.tolist())) > 1 else None,
        **_amsaa(x, m, len(gaps), last, truncation),
    )


def _amsaa(x: float, m: int, events: int, end: float, truncation: Truncation) -> dict[str, float | None]:
    """β with its unbiased form and 90% interval (Xβ is chi-square with 2m degrees), λ, and the gap implied at the end."""
    if x <= 0:
        return {}
    beta = events / (x / 2)
    less = 2 if truncation == "event" else 1
    low, high = stats.chi2.ppf([0.05, 0.95], 2 * m) / x
    return {
        "beta": beta,
        "beta_unbiased": (events - less) / (x / 2) if events > less else None,
        "beta_low": float(low),
        "beta_high": float(high),
        "rate": exp(log(events) - beta * log(end)),
        "gap_now": end / (events * beta),
    }


def order_tests(gaps: ArrayLike) -> OrderTests:
    """Permutation and Mann-Kendall tests of the order of the gaps; exact, by looking at every order, up to eight gaps."""
    gaps = np.asarray(gaps, dtype=float)
    n = len(gaps)
    if n < 2:
        return OrderTests(n=n)
    every, enumerated = reordered(gaps)
    tau, p_tau = mann_kendall(gaps, every)
    return OrderTests(
        n=n,
        p_faster=share_as_fast(gaps, every),
        orders=len(every),
        enumerated=enumerated,
        tau=tau,
        p_tau=p_tau,
        best_p_tau=float(2 / special.factorial(n)),
    )


@formula_function
def permutation_p(gaps: Sequence[float]) -> float | None:
    """The one-sided p of the permutation test: see ``share_as_fast``."""
    return order_tests(gaps).p_faster


@formula_function
def kendall_tau(gaps: Sequence[float]) -> float | None:
    """Kendall's τ_b of the gaps against their order."""
    return order_tests(gaps).tau


@formula_function
def kendall_p(gaps: Sequence[float]) -> float | None:
    """The two-sided p of Kendall's τ_b."""
    return order_tests(gaps).p_tau


@formula_function
def lewis_robinson_event(gaps: Sequence[float]) -> float | None:
    """The Lewis-Robinson statistic of a record that ends with the last round."""
    return trend_tests(gaps).lewis_robinson


@formula_function
def lewis_robinson_time(gaps: Sequence[float], end: float) -> float | None:
    """The Lewis-Robinson statistic of a record that ends ``end`` days after its origin."""
    return trend_tests(gaps, truncation="time", end=end).lewis_robinson


def share_as_fast(gaps: ArrayLike, every: Floats) -> float:
    """The share of orders whose Σ_(i<n) t_i is at least that of the order observed: large sums mean long gaps first.

    Exact for exchangeable gaps, of whatever law: the one to headline.
    """
    gaps = np.asarray(gaps, dtype=float)
    weights = np.arange(len(gaps) - 1, -1, -1, dtype=float)
    return float((every @ weights >= gaps @ weights - 1e-9).mean())


def mann_kendall(gaps: ArrayLike, every: Floats) -> tuple[float | None, float | None]:
    """Kendall's τ_b of gap against order and its two-sided p: the share of orders as far from balance; negative where gaps shrink."""
    gaps = np.asarray(gaps, dtype=float)
    n = len(gaps)
    tau = _finite(_kendall(n, gaps)[0])
    if tau is None:
        return None, None
    if n > LONGEST_ENUMERATED and len(set(gaps.tolist())) == n:
        return tau, _kendall(n, gaps, method="exact")[1]
    return tau, float((np.abs(_balance(every)) >= abs(float(_balance(gaps)))).mean())


def _kendall(n: int, gaps: NDArray[np.float64], method: Literal["auto", "exact"] = "auto") -> tuple[float, float]:
    found: Any = stats.kendalltau(np.arange(n), gaps, method=method)
    return float(found.statistic), float(found.pvalue)


def _balance(gaps: NDArray[np.float64]) -> Floats:
    """Pairs in rising order less pairs in falling order."""
    n = gaps.shape[-1]
    total = np.zeros(gaps.shape[:-1])
    for first in range(n - 1):
        total = total + np.sign(gaps[..., first + 1 :] - gaps[..., first : first + 1]).sum(axis=-1)
    return total


def memory_upper(gaps: ArrayLike) -> float | None:
    """The share of orders with a memory coefficient at least as large as the one observed; ``None`` for fewer than four gaps."""
    gaps = np.asarray(gaps, dtype=float)
    if len(gaps) < 4 or not np.isfinite(observed := float(memory(gaps))):
        return None
    every, _ = reordered(gaps)
    return float((memory(every) >= observed - 1e-12).mean())


def poisson_log_likelihood(events: int, days: float) -> float:
    """Log-likelihood of events at a steady rate over so many days, N ln(N/T) - N: what a self-exciting (Hawkes) fit of few rounds falls back to."""
    return float(events * np.log(events / days) - events)


def _finite(value: ArrayLike) -> float | None:
    number = float(np.asarray(value))
    return number if np.isfinite(number) else None
