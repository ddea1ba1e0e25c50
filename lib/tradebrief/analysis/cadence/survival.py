"""How long talks take to a deal: partners still at risk, the curve of those without a deal, and the pull of deadlines.

Two classes that are not the same animal: partners under the threat of one pause, and free trade agreements. The choice
between them moves the answer more than anything else, so both are shown.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from math import sqrt
from typing import Any, ClassVar

import numpy as np
from scipy import stats

from tradebrief.analysis.cadence.deadline_effect import DeadlineEffect, deadline_effect
from tradebrief.analysis.cadence.reference_class import ClassPartner, class_of, class_steps, deal_count, deal_steps, partners_known
from tradebrief.analysis.cadence.scores import scored
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.talks.chronicle import day_asked, days_asked
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.known_event import KnownEvent
from tradebrief.workbook.workbook import Workbook

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True)
class SurvivalStep:
    """A step of the Kaplan-Meier curve: the share without a deal after ``time``, its Greenwood error and 95% interval (log-log)."""

    time: float
    at_risk: int
    deals: int
    share: float
    error: float
    low: float
    high: float


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


@dataclass(frozen=True, kw_only=True, repr=False)
class DealClock(Result):
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

    _frames: ClassVar[Mapping[str, Frame]] = {
        "horizon": Frame("horizons", "by_day=by days probability=p probability_agreements=p_agreements outcome brier log_score"),
        "partner": Frame("partners", "party=id days hit=dealt last_day=deal source confidence"),
        "step": Frame("steps", "days=time at_risk deals hazard_share=share low high"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"partners with a deal": "deals", "days watched": "exposure"}
    _next: ClassVar[Sequence[str]] = ("tb.figures.deals.survival(found)",)
    _heading: ClassVar[str] = "Time to a deal"

    @cached_property
    def deals(self) -> Quantity:
        """How many partners had a deal."""
        return deal_count(self.partners)

    @cached_property
    def exposure(self) -> Quantity:
        """Partner-days watched, as the sum over the partners."""
        days = [
            given(one.days, f"{{}} of {one.id.replace('-', ' ')}, without a deal or up to it", "days", to="partners")
            for one in self.partners
        ]
        says = f"days of {len(self.partners)} partners without a deal or up to it"
        return derive(
            "sum(days)", says, "days", to="partners", days=days, rests=[*class_steps(self.classes[:1]), *deal_steps(self.partners)[:4]]
        )

    def chance(self, horizon: DealHorizon) -> Quantity:
        """The chance of a deal by a day from the partners' days and deals."""
        rate = Trace(kind="convention", says="a steady rate with Jeffreys' prior, Gamma(1/2, 0)")
        left = given(horizon.days, f"{{}} days from {self.as_of} to {horizon.by}")
        formula, says = "1 - (days / (days + left)) ** (deals + 1 / 2)", f"chance of a deal by {horizon.by}"
        return derive(formula, says, to="deal", days=self.exposure, left=left, deals=self.deals, rests=[rate])

    def chance_by_agreements(self, horizon: DealHorizon) -> Quantity:
        """The chance of a deal by the time that free trade agreements took."""
        first = self.first_round
        months = (horizon.by - first).days / DAYS_A_MONTH if first else 0.0
        says = f"{{}} agreements signed within {months:.1f} months of their launch, as {horizon.by} is of {first}"
        within = given(horizon.agreements_within or 0, says, rests=class_steps(self.classes[1:]))
        n = given(len(self.agreements), "{} agreements of the class")
        return derive("(within + 1 / 2) / (n + 1)", "share of agreements, with Jeffreys' prior", to="deal", within=within, n=n)

    def _parts(self) -> dict[str, Any]:
        """Time to a deal by both classes."""
        return {
            "deal": self.deal.start if self.deal else None,
            "p_by": {str(one.by): one.p for one in self.horizons},
            "p_by_agreements": {str(one.by): one.p_agreements for one in self.horizons},
            "outcomes": {str(one.by): {"came": one.outcome, "brier": one.brier, "log": one.log_score} for one in self.horizons},
            "partners": {
                "origin": self.origin,
                "n": len(self.partners),
                "deals": int(self.deals),
                "partner_days": int(self.exposure),
                "survival": [asdict(step) for step in self.steps],
                "members": [asdict(one) for one in self.partners],
            },
            "agreements": {
                "n": len(self.agreements),
                "months": list(self.agreements),
                "survival": [asdict(step) for step in self.agreement_steps],
            },
            "deadline_effect_in_hindsight": asdict(self.effect) if self.effect else None,
        }


def kaplan_meier(times: Sequence[float], dealt: Sequence[bool]) -> tuple[SurvivalStep, ...]:
    """S(t) = Π (1 - d/n) over the times of deals, with Greenwood's error and the 95% interval on the scale of ln(-ln S).

    Assumes that those still waiting are no different from those who are not watched any longer.
    """
    when, over = np.array(times, dtype=float), np.array(dealt, dtype=bool)
    if not over.any():
        return ()
    curve = stats.ecdf(stats.CensoredData(uncensored=when[over], right=when[~over])).sf
    with warnings.catch_warnings():  # a share of 0 or 1 has no interval but itself
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = curve.confidence_interval(0.95, method="log-log")
    steps, variance = [], 0.0
    for time in sorted({time for time, dealt_then in zip(times, dealt, strict=True) if dealt_then}):
        at_risk, deals = int((when >= time).sum()), int((over & (when == time)).sum())
        share = float(curve.evaluate(time))
        variance += deals / (at_risk * (at_risk - deals)) if at_risk > deals else 0.0
        low, high = (float(end.evaluate(time)) if 0 < share < 1 else share for end in (interval.low, interval.high))
        steps.append(SurvivalStep(time=time, at_risk=at_risk, deals=deals, share=share, error=share * sqrt(variance), low=low, high=high))
    return tuple(steps)


def share_at(steps: Sequence[SurvivalStep], time: float) -> float:
    """The share without a deal at a time."""
    return next((step.share for step in reversed(steps) if step.time <= time), 1.0)


def jeffreys_within(deals: int, exposure: float, horizon: float) -> float:
    """P(deal within the horizon) = 1 - (E/(E + h))^(d + ½): d deals in E partner-days at a steady rate with the prior Gamma(½, 0)."""
    return 1 - (exposure / (exposure + horizon)) ** (deals + 0.5)


def jeffreys_share(inside: int, n: int) -> float:
    """(x + ½)/(n + 1): the mean share when x of n were inside, with Jeffreys' prior; never 0 for want of examples."""
    return (inside + 0.5) / (n + 1)


@tells_gaps
def time_to_deal(
    book: Workbook,
    talks: str | None = None,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    before: Sequence[date] = (),
    clock: str = "publisher",
) -> DealClock:
    """Time to a deal by both classes as known on the day, and, from what is known later, the outcome and the pull of deadlines.

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        before: days by which a next round or a deal may come; without any, the deadlines ahead
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.time_to_deal(book, as_of="2025-06-14", known_by="2025-06-14", before=["2025-07-09"]).deals
        1
    """
    talks = book.talks_asked(talks)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    as_of = day_asked(as_of, view)
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
