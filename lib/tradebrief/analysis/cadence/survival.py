"""How long talks take to a deal: partners still at risk, the curve of those without a deal, and the pull of deadlines.

Two classes that are not the same animal: partners under the threat of one pause, and free trade agreements. The choice
between them moves the answer more than anything else, so both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import exp, log, sqrt

from scipy import stats

from tradebrief.analysis.cadence.reference_class import ClassPartner, class_of, near_and_far, partners_known
from tradebrief.analysis.cadence.scores import scored
from tradebrief.analysis.cadence.trend_tests import irwin_hall_upper
from tradebrief.talks.chronicle import KnownEvent, day_given, days_asked
from tradebrief.talks.classes import ReferenceClass
from tradebrief.workbook.workbook import Workbook

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""

DAYS_A_MONTH = 365.25 / 12

WINDOW = 10
"""Days before a deadline that count as near it; chosen after the fact, like everything about the deadline effect."""


@dataclass(frozen=True, kw_only=True)
class SurvivalStep:
    """A step of the Kaplan-Meier curve: the share without a deal after ``time``, its Greenwood error and 95 % interval (log-log)."""

    time: float
    at_risk: int
    deals: int
    share: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class DeadlineEffect:
    """Deals near a deadline against deals far from one. Hindsight: the window was chosen after the deals were known, and they moved each other.

    ``ratio`` is the ratio of the rates with its exact conditional 95 % interval; ``p_one_sided`` asks for as many near deals by chance.
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


@dataclass(frozen=True, kw_only=True)
class DealHorizon:
    """The chance of a deal by a day (that day included): by the partners, and, for contrast, by free trade agreements.

    ``agreements_within`` is how many of those took no longer from launch to signing than from our first round to the day.
    """

    by: date
    days: int
    p: float | None
    p_agreements: float | None
    outcome: bool | None
    brier: float | None
    log_score: float | None
    agreements_within: int | None = None


@dataclass(frozen=True, kw_only=True)
class DealClock:
    """Time to a deal as it could be judged on a day, by both classes; ``effect`` and outcomes come from what is known later.

    ``classes`` are the two: the partners, and the agreements of ``agreements``.
    """

    talks: str
    as_of: date
    known_by: date
    origin: date | None
    partners: tuple[ClassPartner, ...]
    steps: tuple[SurvivalStep, ...]
    agreements: tuple[float, ...]
    agreement_steps: tuple[SurvivalStep, ...]
    first_round: date | None
    deal: KnownEvent | None
    horizons: tuple[DealHorizon, ...]
    effect: DeadlineEffect | None
    classes: tuple[ReferenceClass, ...] = field(default=(), repr=False, compare=False)

    @property
    def deals(self) -> int:
        """How many partners had a deal."""
        return sum(one.dealt for one in self.partners)

    @property
    def exposure(self) -> int:
        """Partner-days watched."""
        return sum(one.days for one in self.partners)


def kaplan_meier(times: Sequence[float], dealt: Sequence[bool]) -> tuple[SurvivalStep, ...]:
    """S(t) = Π (1 - d/n) over the times of deals, with Greenwood's variance and the log-log interval exp(-exp(ln(-ln S) ± 1.96 √V / ln S)).

    Assumes that those still waiting are no different from those who are not watched any longer.
    """
    share, variance = 1.0, 0.0
    steps = []
    for time in sorted({time for time, over in zip(times, dealt, strict=True) if over}):
        at_risk = sum(other >= time for other in times)
        deals = sum(over and other == time for other, over in zip(times, dealt, strict=True))
        share *= 1 - deals / at_risk
        variance += deals / (at_risk * (at_risk - deals)) if at_risk > deals else 0.0
        low, high = log_log(share, variance)
        steps.append(SurvivalStep(time=time, at_risk=at_risk, deals=deals, share=share, error=share * sqrt(variance), low=low, high=high))
    return tuple(steps)


def log_log(share: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of a survival share; the share itself at its ends."""
    if not 0 < share < 1:
        return share, share
    middle, width = log(-log(share)), Z95 * sqrt(variance) / log(share)
    return exp(-exp(middle - width)), exp(-exp(middle + width))


def share_at(steps: Sequence[SurvivalStep], time: float) -> float:
    """The share without a deal at a time."""
    return next((step.share for step in reversed(steps) if step.time <= time), 1.0)


def jeffreys_within(deals: int, exposure: float, horizon: float) -> float:
    """P(deal within the horizon) = 1 - (E/(E + h))^(d + ½): d deals in E partner-days at a steady rate with the prior Gamma(½, 0)."""
    return 1 - (exposure / (exposure + horizon)) ** (deals + 0.5)


def jeffreys_share(inside: int, n: int) -> float:
    """(x + ½)/(n + 1): the mean share when x of n were inside, with Jeffreys' prior; never 0 for want of examples."""
    return (inside + 0.5) / (n + 1)


def time_to_deal(
    book: Workbook,
    talks: str = "japan-us-2025",
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    before: Sequence[date] = (),
    clock: str = "publisher",
) -> DealClock:
    """Time to a deal by both classes as known on the day, and, from what is known later, the outcome and the pull of deadlines."""
    as_of, view = day_given(as_of), book.chronicle(talks, known_by=known_by, clock=clock)
    until = min(as_of, view.known_by)
    ahead = book.chronicle(talks, known_by=until, clock=clock).ahead(as_of)
    cls, agreements = class_of(book, "partners", "time to deal"), class_of(book, "free-trade-agreements", "time to deal")
    partners = partners_known(book, on=until, clock=clock)
    months = tuple(float(value) for value in agreements.values if agreements.known_from is None or agreements.known_from <= until)
    rounds = view.rounds(as_of)
    first = rounds[0].start if rounds else None
    made = view.ended(view.known_by)
    return DealClock(
        talks=talks,
        as_of=as_of,
        known_by=view.known_by,
        origin=cls.origin,
        partners=partners,
        steps=kaplan_meier([one.days for one in partners], [one.dealt for one in partners]),
        agreements=months,
        agreement_steps=kaplan_meier(months, [True] * len(months)),
        first_round=first,
        deal=view.ended(as_of),
        horizons=tuple(_horizon(day, as_of, partners, months, first, made, view.known_by) for day in days_asked(before, as_of, ahead)),
        effect=deadline_effect(book, talks, known_by=view.known_by, clock=clock),
        classes=(cls, agreements),
    )


def _horizon(
    day: date,
    as_of: date,
    partners: Sequence[ClassPartner],
    months: Sequence[float],
    first: date | None,
    made: KnownEvent | None,
    known_by: date,
) -> DealHorizon:
    days = (day - as_of).days
    deals, exposure = sum(one.dealt for one in partners), sum(one.days for one in partners)
    p = jeffreys_within(deals, exposure, days) if exposure and not (made and made.start <= as_of) else None
    came = None
    if known_by > as_of and p is not None:
        came = made.start <= day if made else (False if known_by > day else None)
    _, brier, log_score = scored(p, came) if p is not None else (None, None, None)
    within = _agreements(first, day, months)
    return DealHorizon(
        by=day,
        days=days,
        p=p,
        p_agreements=None if within is None else jeffreys_share(within, len(months)),
        outcome=came,
        brier=brier,
        log_score=log_score,
        agreements_within=within,
    )


def _agreements(first: date | None, day: date, months: Sequence[float]) -> int | None:
    """How many agreements took no longer from launch to signing than from our first round to a day."""
    if first is None or not months:
        return None
    return sum(value <= (day - first).days / DAYS_A_MONTH for value in months)


def deadline_effect(
    book: Workbook, talks: str = "japan-us-2025", *, known_by: date | str | None = None, clock: str = "publisher"
) -> DeadlineEffect | None:
    """The pull of deadlines among the partners, from everything known by a day; ``None`` with fewer than two deals. Hindsight only."""
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
    chi2 = -2 * sum(log(lag / between) for lag in lags) if lags and all(lags) else None
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
        p_lags=float(stats.chi2.sf(chi2, 2 * len(lags))) if chi2 is not None else None,
        p_lags_sum=1 - irwin_hall_upper(sum(lags) / between, len(lags)) if lags and between else None,
        partners=partners,
        deadlines=tuple(legal),
    )


def rate_ratio(near: int, near_days: int, far: int, far_days: int) -> tuple[float | None, float | None, float | None]:
    """The ratio of two rates of deals with its exact conditional 95 % interval (Clopper-Pearson on the share of near deals)."""
    deals, scale = near + far, far_days / near_days
    if not far or not near:
        return None, None, None
    low, high = stats.beta.ppf(0.025, near, far + 1), stats.beta.ppf(0.975, near + 1, far)
    return near / far * scale, float(low / (1 - low) * scale), float(high / (1 - high) * scale) if deals else None


def _lags(partners: Sequence[ClassPartner], origin: date, deadlines: Sequence[date]) -> tuple[tuple[int, ...], int]:
    """Days from each deal inside the last window between two deadlines to its end, and the length of that window."""
    if len(deadlines) < 2:
        return (), 0
    start, end = (deadlines[-2] - origin).days, (deadlines[-1] - origin).days
    return tuple(end - one.days for one in partners if one.dealt and start < one.days <= end), end - start


def by_deadline(effect: DeadlineEffect, far_days: int, near_days: int) -> float:
    """P(deal) = 1 - exp(-(far rate · far days + near rate · near days)): an illustration in hindsight, never a forecast of its day."""
    return 1 - exp(-(far_days * effect.far_deals / effect.far_days + near_days * effect.near_deals / effect.near_days))
