"""The pull of deadlines among partners at the table: deals near a deadline against deals far from one. Hindsight only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, fsum, log

from scipy import stats

from tradebrief.analysis.cadence.reference_class import ClassPartner, class_of, deal_steps, near_and_far, partners_known
from tradebrief.analysis.cadence.trend_tests import irwin_hall_upper
from tradebrief.provenance.formulas import formula_function
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.workbook.workbook import Workbook

WINDOW = 10
"""Days before a deadline that count as near it; chosen after the fact, like everything about the deadline effect."""


@dataclass(frozen=True, kw_only=True)
class DeadlineEffect:
    """Deals near a deadline against deals far from one. Hindsight: the window was chosen after the deals were known, and they moved each other.

    ``ratio`` is the ratio of the rates with its exact conditional 95% interval; ``p_one_sided`` asks for as many near deals by chance.
    ``p_lags`` and ``p_lags_sum`` ask the more careful question whether deals bunch at the end of the last window: ``lag_chi2`` = -2 Σ ln(lag / window).
    ``partners`` are those watched, ``deadlines`` the days that count.
    """

    window: int
    near_days: int
    near_deals: int
    far_days: int
    far_deals: int
    ratio: float | None
    low: float | None
    high: float | None
    p_one_sided: float
    lags: tuple[int, ...]
    between: int
    lag_chi2: float | None
    p_lags: float | None
    p_lags_sum: float | None
    partners: tuple[ClassPartner, ...] = ()
    deadlines: tuple[date, ...] = ()

    @property
    def days_near(self) -> Trace:
        """The days that count as near a deadline."""
        says = f"the {{}} days before {', '.join(map(str, self.deadlines))} count as near; chosen after the deals were known"
        return Trace(kind="convention", says=says, value=self.window)

    @property
    def _counts(self) -> dict[str, Quantity]:
        """Deals and days, near deadlines and far from them."""
        near = f"partner-days within {self.window} days of a deadline"
        return {
            "near_deals": given(self.near_deals, "{} deals near a deadline", rests=[self.days_near, *deal_steps(self.partners)]),
            "near_days": given(self.near_days, f"{{}} {near}"),
            "far_deals": given(self.far_deals, "{} deals far from one"),
            "far_days": given(self.far_days, "{} other partner-days"),
        }

    @property
    def times_as_often(self) -> Quantity:
        """How many times as often deals came near a deadline."""
        formula, says = "near_deals / near_days / (far_deals / far_days)", "deals a partner-day, near and far"
        return derive(formula, says, low=self.low, high=self.high, using=self._counts)

    @property
    def interval_width(self) -> Quantity:
        """How far apart the ends of its exact 95% interval lie."""
        ends = {
            end: derive(
                f"rate_ratio_{end}(near_deals, near_days, far_deals, far_days)",
                f"{end} end of the ratio, 95% (Clopper-Pearson)",
                using=self._counts,
            )
            for end in ("lower", "upper")
        }
        return derive("upper - lower", "width of the 95% interval", using=ends)

    @property
    def deal_count(self) -> Quantity:
        """How many deals there were."""
        return count(deal_steps(self.partners), "deals of the partners")

    @property
    def bunching_p(self) -> Quantity:
        """The p of the test whether deals bunched at the end of the last window."""
        lags = [given(lag, "{} days from a deal to the deadline") for lag in self.lags]
        window = given(self.between, "{} days between the last two deadlines", rests=[self.days_near, *deal_steps(self.partners)[:4]])
        says = "P(χ² above -2 Σ ln(days to the deadline / days between deadlines))"
        return derive("bunching_p(lags, window)", says, lags=lags, window=window)


def deadline_effect(
    book: Workbook, talks: str | None = None, *, known_by: date | str | None = None, clock: str = "publisher"
) -> DeadlineEffect | None:
    """The pull of deadlines among the partners, from everything known by a day; ``None`` with fewer than two deals. Hindsight only."""
    talks = book.talks_asked(talks)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    cls = class_of(book, "partners", "time to deal")
    legal = sorted({day for one in view.deadlines if one.sort == "legal" for day in (*one.earlier, one.stands)})
    partners = partners_known(book, on=view.known_by, clock=clock)
    if cls.origin is None or not legal or sum(one.dealt for one in partners) < 2:
        return None
    near_days, near_deals, far_days, far_deals = near_and_far(partners, cls.origin, tuple(legal), WINDOW)
    if not near_days or not far_days:
        return None
    deals, share = near_deals + far_deals, near_days / (near_days + far_days)
    ratio, low, high = rate_ratio(near_deals, near_days, far_deals, far_days)
    lags, between = _lags(partners, cls.origin, legal)
    chi2 = bunching(lags, between) if lags and all(lags) else None
    return DeadlineEffect(
        window=WINDOW,
        near_days=near_days,
        near_deals=near_deals,
        far_days=far_days,
        far_deals=far_deals,
        ratio=ratio,
        low=low,
        high=high,
        p_one_sided=float(stats.binom.sf(near_deals - 1, deals, share)),
        lags=lags,
        between=between,
        lag_chi2=chi2,
        p_lags=None if chi2 is None else bunching_p(lags, between),
        p_lags_sum=1 - irwin_hall_upper(sum(lags) / between, len(lags)) if lags and between else None,
        partners=partners,
        deadlines=tuple(legal),
    )


def rate_ratio(near: int, near_days: int, far: int, far_days: int) -> tuple[float | None, float | None, float | None]:
    """The ratio of two rates of deals with its exact conditional 95% interval (Clopper-Pearson on the share of near deals)."""
    deals, scale = near + far, far_days / near_days
    if not far or not near:
        return None, None, None
    low, high = stats.beta.ppf(0.025, near, far + 1), stats.beta.ppf(0.975, near + 1, far)
    return near / far * scale, float(low / (1 - low) * scale), float(high / (1 - high) * scale) if deals else None


@formula_function
def rate_ratio_lower(near_deals: float, near_days: float, far_deals: float, far_days: float) -> float | None:
    """The lower end of the interval of ``rate_ratio``."""
    return rate_ratio(int(near_deals), int(near_days), int(far_deals), int(far_days))[1]


@formula_function
def rate_ratio_upper(near_deals: float, near_days: float, far_deals: float, far_days: float) -> float | None:
    """The upper end of the interval of ``rate_ratio``."""
    return rate_ratio(int(near_deals), int(near_days), int(far_deals), int(far_days))[2]


def bunching(lags: Sequence[float], window: float) -> float:
    """-2 Σ ln(lag / window): chi-square with two degrees for each lag where deals fall evenly over the window; large where they bunch at its end."""
    return -2 * fsum(log(lag / window) for lag in lags)


@formula_function
def bunching_p(lags: Sequence[float], window: float) -> float:
    """P(χ² at least as large) of ``bunching``."""
    return float(stats.chi2.sf(bunching(lags, window), 2 * len(lags)))


def _lags(partners: Sequence[ClassPartner], origin: date, deadlines: Sequence[date]) -> tuple[tuple[int, ...], int]:
    """Days from each deal inside the last window between two deadlines to its end, and the length of that window."""
    if len(deadlines) < 2:
        return (), 0
    start, end = (deadlines[-2] - origin).days, (deadlines[-1] - origin).days
    return tuple(end - one.days for one in partners if one.dealt and start < one.days <= end), end - start


def by_deadline(effect: DeadlineEffect, far_days: int, near_days: int) -> float:
    """P(deal) = 1 - exp(-(far rate · far days + near rate · near days)): an illustration in hindsight, never a forecast of its day."""
    return 1 - exp(-(far_days * effect.far_deals / effect.far_days + near_days * effect.near_deals / effect.near_days))
