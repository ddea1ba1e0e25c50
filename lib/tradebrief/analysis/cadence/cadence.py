"""Cadence: how often the sides meet, what the gaps can and cannot show, and what the dates left open would change.

Gaps run from start to start in whole days. With few gaps most named statistics say nothing; ``ladder`` holds what may be
claimed at which number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

from tradebrief.analysis.cadence.bounds import Bounds, bounds
from tradebrief.analysis.cadence.gap_statistics import (
    gaps_of,
)
from tradebrief.analysis.cadence.gap_summary import GapStatistics, gap_statistics, gap_steps
from tradebrief.analysis.cadence.ladder import Rung, ladder
from tradebrief.analysis.cadence.measure_changes import MeasureChange, acts_known
from tradebrief.analysis.cadence.trend_tests import (
    OrderTests,
    TrendTests,
    order_tests,
    trend_tests,
)
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.talks.chronicle import Chronicle, Support, day_asked, one_a_day, sources_of, starts_by
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.steps import event_step
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class Cadence(Result):
    """The rounds of one negotiation up to a day, as known by a day, and what their gaps show.

    ``chronicle`` is the view by ``known_by``, ``on_the_day`` what could be known on ``as_of`` itself: plans and deadlines are read from it.
    ``event`` and ``event_from_clock`` are the tests to read (event-truncated, from the first round and from the act that started
    the clock); ``time`` and ``time_from_clock`` treat the asked day as fixed in advance and are kept as a warning.
    """

    chronicle: Chronicle
    on_the_day: Chronicle
    as_of: date
    known_by: date
    round_rule: str
    rounds: tuple[KnownEvent, ...]
    gaps: tuple[int, ...]
    statistics: GapStatistics
    order: OrderTests
    event: TrendTests
    time: TrendTests
    event_from_clock: TrendTests | None
    time_from_clock: TrendTests | None
    bounds: Bounds
    acts: tuple[MeasureChange, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {
        "round": Frame("rounds", KnownEvent._frames["event"].columns),
        "interval": Frame("gap_rows", "number event first_day=start gap"),
        "statistic": Frame("statistic_rows", "quantity value"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"rounds": "round_count", "median gap": "median_gap", "from first to last": "span"}
    _next: ClassVar[Sequence[str]] = (
        "tb.figures.talks.rounds(found)",
        "tb.forecast(book, as_of=…)",
        "tradebrief render negotiation_cadence",
    )
    _heading: ClassVar[str] = "Cadence of {0.chronicle.negotiation.title}"

    @property
    def gap_rows(self) -> list[tuple[int, str, date, int]]:
        """Each interval between two rounds: its number, the round that ends it, that round's day, and its days."""
        return [
            (number, one.id, one.start, gap) for number, (one, gap) in enumerate(zip(self.rounds[1:], self.gaps, strict=False), start=1)
        ]

    @property
    def statistic_rows(self) -> list[tuple[str, float | None]]:
        """Each statistic of the gaps that is defined."""
        return [(name, value) for name, value in asdict(self.statistics).items() if value is not None]

    @property
    def n(self) -> int:
        """How many gaps."""
        return len(self.gaps)

    @property
    def round_count(self) -> Quantity:
        """How many rounds had begun."""
        steps = [event_step(one) for one in self.rounds]
        return count(steps, f"rounds begun by {self.as_of}, known by {self.known_by}", table="The rounds", to="rounds")

    @cached_property
    def gap_steps(self) -> list[Quantity]:
        """Each gap in days, from the round before it and the round after it."""
        return gap_steps(self.rounds, self.gaps)

    @property
    def span(self) -> Quantity:
        """The days from the first round to the last: the sum of the gaps."""
        return derive("sum(gaps)", "days from the first round to the last", "days", to="rounds", gaps=self.gap_steps)

    @property
    def gap_count(self) -> Quantity:
        """How many gaps, one less than rounds."""
        if not self.rounds:
            return count([], "gaps, for no round had begun")
        return derive("rounds - 1", "gaps between the rounds", to="rounds", rounds=self.round_count)

    @property
    def median_gap(self) -> Quantity:
        """The median gap in days."""
        return derive("median(gaps)", "median gap", "days", gaps=self.gap_steps)

    @property
    def gap_deviation(self) -> Quantity:
        """The median absolute deviation of the gaps from their median, in days."""
        return derive("median_deviation(gaps)", "median distance from the median gap", "days", gaps=self.gap_steps)

    @property
    def order_count(self) -> Quantity:
        """How many orders of the gaps the permutation test looked at."""
        which = "all orders of the gaps" if self.order.enumerated else "orders of the gaps drawn"
        return given(self.order.orders, f"{{}}: {which}", to="trend", rests=[self.gap_count])

    @property
    def permutation_p(self) -> Quantity:
        """The share of orders of the gaps whose sum of round days is at least that of the order observed."""
        says = "share of the orders whose sum of round days is at least that of the order observed"
        return derive("permutation_p(gaps)", says, "", to="trend", gaps=self.gap_steps)

    def kendall(self, which: Literal["tau", "p"]) -> Quantity:
        """Mann-Kendall: the rank correlation of the gaps with their order, or its two-sided p."""
        says = {"tau": "rank correlation of the gaps with their order", "p": "two-sided p of that correlation"}[which]
        return derive(f"kendall_{which}(gaps)", says, to="trend", gaps=self.gap_steps)

    @property
    def lewis_robinson(self) -> Quantity:
        """Laplace's U over the variation of the gaps, of a record that ends with the last round."""
        return derive(
            "lewis_robinson_event(gaps)",
            "Laplace's U over the variation of the gaps, ended at the last round",
            to="trend",
            gaps=self.gap_steps,
        )

    @property
    def lewis_robinson_fixed(self) -> Quantity:
        """The same as if the day asked for had been fixed in advance, which it was not."""
        end = given(self.time.end, "{} days from the first round to the day of asking", "")
        says = "Laplace's U over the variation of the gaps, ended on the day of asking"
        return derive("lewis_robinson_time(gaps, end)", says, to="trend", gaps=self.gap_steps, end=end)

    @property
    def rung(self) -> Rung:
        """What may be said at this number of gaps."""
        return ladder(self.n)

    @property
    def ended(self) -> KnownEvent | None:
        """The deal that ended the talks by ``as_of``, if one did."""
        return self.chronicle.ended(self.as_of)

    @property
    def planned(self) -> tuple[KnownEvent, ...]:
        """What was planned, as known on the day, and could still come."""
        return tuple(one for one in self.on_the_day.events if one.status == "planned" and one.when.latest >= self.as_of)

    @property
    def deadlines(self) -> tuple[DeadlineState, ...]:
        """Deadlines ahead of ``as_of`` as they stood on the day, the nearest first."""
        return self.on_the_day.ahead(self.as_of)

    @cached_property
    def sources(self) -> tuple[tuple[str, str, str, str], ...]:
        """What the rounds rest on: event, source, where, known from."""
        return sources_of(self.rounds)

    def _trend_dict(self) -> dict[str, Any]:
        """All trend tests; those under ``time_truncated`` are the trap and say so."""
        trap = "takes the day asked for as fixed in advance, which it is not: reports follow rounds"
        return {
            "order": asdict(self.order),
            "event_truncated": asdict(self.event),
            "event_truncated_from_clock": asdict(self.event_from_clock) if self.event_from_clock else None,
            "time_truncated": asdict(self.time) | {"warning": trap},
            "time_truncated_from_clock": asdict(self.time_from_clock) | {"warning": trap} if self.time_from_clock else None,
        }


@tells_gaps
def cadence(
    book: Workbook,
    talks: str | None = None,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    clock: str = "publisher",
    round_rule: str = "start",
    support: Support = "all",
) -> Cadence:
    """The cadence of a negotiation: rounds begun by ``as_of``, known by ``known_by`` (everything, without one).

    ``support="articles"`` counts nothing but what the articles say; a round they date by the week is put on its middle weekday.
    A day before the first round is no error: the result then holds no gap, what was planned, and the deadlines ahead.

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone
        round_rule: what counts as a round: ``start``, ``last day``, ``with treasury`` or ``contacts``
        support: ``articles`` to use nothing but what the articles say

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.cadence(book, as_of="2025-06-14", known_by="2025-06-14").median_gap
        8 days
    """
    talks = book.talks_asked(talks)
    view = book.chronicle(talks, known_by=known_by, clock=clock, support=support)
    as_of = day_asked(as_of, view)
    rounds = one_a_day(view.rounds(as_of, round_rule))
    starts, first_clock = starts_by(rounds, round_rule), view.negotiation.clock_starts
    gaps, until = gaps_of(starts), min(as_of, view.known_by)
    from_clock = gaps_of((first_clock, *starts)) if first_clock and starts and starts[0] > first_clock else ()
    return Cadence(
        chronicle=view,
        on_the_day=book.chronicle(talks, known_by=until, clock=clock, support=support),
        as_of=as_of,
        known_by=view.known_by,
        round_rule=round_rule,
        rounds=rounds,
        gaps=gaps,
        statistics=gap_statistics(gaps),
        order=order_tests(gaps),
        event=trend_tests(gaps),
        time=trend_tests(gaps, truncation="time", end=(until - starts[0]).days if starts else 0),
        event_from_clock=trend_tests(from_clock, origin=str(first_clock)) if from_clock else None,
        time_from_clock=trend_tests(from_clock, truncation="time", end=(until - first_clock).days, origin=str(first_clock))
        if from_clock and first_clock
        else None,
        bounds=bounds(book.chronicle(talks, known_by=until, clock=clock, support="articles"), as_of),
        acts=acts_known(book, talks, view.known_by),
    )
