"""Everything a briefing says of one day, asked once: which stage the talks are in decides what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import ClassVar, Literal

from tradebrief.analysis.cadence.cadence import Cadence, cadence
from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock, time_to_deal
from tradebrief.analysis.exposure.account import exposure, rate_on
from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult, compare_scenarios, suspended
from tradebrief.analysis.exposure.trade import known_trade
from tradebrief.analysis.position_result import Positions
from tradebrief.analysis.positions import negotiating_positions
from tradebrief.given import day_given
from tradebrief.provenance.quantity import Quantity, count, derive
from tradebrief.results.frames import Frame
from tradebrief.results.missing import missing_in
from tradebrief.results.result import Result
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.steps import event_steps
from tradebrief.workbook.workbook import Workbook

Stage = Literal["before the talks", "talks", "after a deal"]

FEW = 10
"""Intervals, or comparable deals, under which confidence in a forecast is low."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Briefing(Result):
    """The answers of a briefing: tariffs now, on the day of the last briefing, on the first day of the law and before a deal; talks, outlook, positions.

    ``stage`` decides which findings are worth a reader's time.
    """

    as_of: date
    known_by: date
    since: date
    now: Exposure
    last: Exposure
    first: Exposure
    before_deal: Exposure | None
    held_back: tuple[ExposurePart, ...]
    scenarios: tuple[ScenarioResult, ...]
    rounds: Cadence
    forecast: Forecast
    deals: DealClock
    positions: Positions
    beside: tuple[tuple[str, Quantity], ...] = ()
    """The average tariff on the goods of other partners, under the same law."""

    _heading: ClassVar[str] = "Briefing ({0.stage})"
    _frames: ClassVar[Mapping[str, Frame]] = {"scenario": Frame("with_effect", ScenarioResult._frames["scenario"].columns)}
    _headlines: ClassVar[Mapping[str, str]] = {
        "average tariff": "now.effective_rate",
        "since the last briefing": "change",
        "rounds": "rounds.round_count",
    }
    _next: ClassVar[Sequence[str]] = ("tb.words.brief.bottom_line(brief)", "tradebrief render briefing")

    @property
    def stage(self) -> Stage:
        """Where the talks stand."""
        return "after a deal" if self.rounds.ended else "talks" if self.rounds.rounds else "before the talks"

    @cached_property
    def change(self) -> Quantity:
        """How far the average tariff moved since the last briefing, as each day's law was known."""
        if (gap := missing_in(self.now, self.last)) is not None:
            return gap  # type: ignore[return-value]
        says = f"average tariff on {self.as_of} less that on {self.since}"
        return derive("now - before", says, "points", now=self.now.effective_rate, before=self.last.effective_rate)

    @cached_property
    def rate_if_lapsed(self) -> Quantity | None:
        """The average tariff if what is suspended took effect at once; ``None`` where nothing is."""
        later = self.now.suspended_duty(self.held_back) if self.held_back else None
        if not later:
            return None
        inputs = {"duty": self.now.duty, "suspended": later, "customs_value": self.now.customs_value}
        return derive("(duty + suspended) / customs_value", "average tariff if the pause lapses", "ratio", using=inputs)

    @property
    def legal_deadline(self) -> DeadlineState | None:
        """The nearest day on which the law changes by itself."""
        return next((one for one in self.rounds.deadlines if one.sort == "legal"), None)

    @property
    def new_rounds(self) -> tuple[KnownEvent, ...]:
        """The rounds since the last briefing."""
        return tuple(one for one in self.rounds.rounds if one.start > self.since)

    @property
    def new_round_count(self) -> Quantity:
        """How many rounds there were since the last briefing."""
        return count(event_steps(self.new_rounds), f"rounds since {self.since}", to="rounds")

    @property
    def with_effect(self) -> tuple[ScenarioResult, ...]:
        """Scenarios that change what is due on the day."""
        return tuple(one for one in self.scenarios if round(one.difference / 1e6))

    @property
    def without_effect(self) -> tuple[ScenarioResult, ...]:
        """Scenarios that change nothing on the day."""
        return tuple(one for one in self.scenarios if not round(one.difference / 1e6))

    @property
    def confidence(self) -> Literal["low", "moderate"]:
        """How far the outlook can be trusted, by how much it rests on."""
        return "low" if self.forecast.n < FEW or self.deals.deals < FEW else "moderate"


def briefing(
    book: Workbook,
    talks: str | None = None,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    since: date | str,
    scenario: str | Sequence[str] = (),
    clock: str = "publisher",
) -> Briefing:
    """Everything a briefing says of a day, and of how things stood on the day of the last one.

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        since: the day of the last briefing
        scenario: one scenario or several, laid over the law
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.briefing(book, as_of="2025-06-14", known_by="2025-06-14", since="2025-05-15").stage
        'talks'
    """
    now = exposure(book, as_of=as_of, known_by=known_by, scenario=scenario)
    day, known = now.as_of or book.known_day(as_of), now.known_by or book.known_day(known_by)
    asked = {"as_of": day, "known_by": known_by, "clock": clock}
    rounds, law = cadence(book, talks, **asked), now and book.schedule().law
    last_day = day_given(since, "since")
    deal = rounds.ended
    return Briefing(
        as_of=day,
        known_by=known,
        since=book.schedule().day(since) if now else last_day,
        now=now,
        last=exposure(book, as_of=last_day, known_by=max(last_day, law.first_day)) if now else now,
        first=exposure(book, as_of=law.first_day, known_by=known) if now else now,
        before_deal=exposure(book, as_of=deal.start - timedelta(days=1), known_by=known) if deal and now else None,
        held_back=tuple(suspended(book, now)),
        scenarios=tuple(one for one in compare_scenarios(book, now) if book.scenarios[one.name].named or book.scenarios[one.name].off),
        rounds=rounds,
        forecast=forecast(book, talks, **asked),
        deals=time_to_deal(book, talks, **asked),
        positions=negotiating_positions(book, talks, **asked),
        beside=_beside(book, now) if now else (),
    )


def _beside(book: Workbook, now: Exposure) -> tuple[tuple[str, Quantity], ...]:
    """The average tariffs on the goods of the partners that the workbook compares with, as far as their trade is known."""
    others = [one for one in book.about.beside if one != now.origin and one in known_trade(book)]
    return tuple((one, rate_on(book, one, now.as_of, now.known_by)) for one in others)
