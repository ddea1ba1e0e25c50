"""Several negotiations on one day, from several workbooks: how often the sides met, where the talks stand, what was agreed, which tariff applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Literal

from tradebrief.analysis.cadence.cadence import Cadence, cadence
from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.positions import negotiating_positions
from tradebrief.errors import AskError
from tradebrief.given import day_given, party
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.talks.records import Negotiation
from tradebrief.workbook.known import workbooks
from tradebrief.workbook.loader import load
from tradebrief.workbook.workbook import Workbook

Stage = Literal["not begun", "under way", "deal reached"]

RECENT = timedelta(days=366)
"""How long before the day asked about a negotiation must have had an event to be shown beside those that workbooks are about."""

AGREED = 5
"""The firmness from which an offer or demand counts as agreed."""


@dataclass(frozen=True, kw_only=True, repr=False)
class NegotiationState(Result):
    """One negotiation on a day: its stage and rounds, its agreed terms, and the average tariff on the partner's goods then and when the law began.

    ``now`` and ``first`` are ``None`` where the workbook has no law or no trade for the partner.
    """

    workbook: str
    talks: str
    title: str
    partner: str
    stage: Stage
    rounds: Cadence = field(repr=False)
    terms: tuple[str, ...]
    now: Exposure | None = field(repr=False)
    first: Exposure | None = field(repr=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "negotiation": Frame("", "workbook talks title partner status=stage last_round deal_day median_gap=median effective_rate")
    }
    _heading: ClassVar[str] = "{0.title}"

    @property
    def last_round(self) -> date | None:
        """The first day of the last round."""
        return self.rounds.rounds[-1].start if self.rounds.rounds else None

    @property
    def deal_day(self) -> date | None:
        """The day of the deal, where there is one."""
        return self.rounds.ended.start if self.rounds.ended else None

    @property
    def median(self) -> float | None:
        """The median interval between rounds, in days; ``None`` where there is none."""
        return float(self.rounds.median_gap) if self.rounds.gaps else None

    @property
    def effective_rate(self) -> float | None:
        """The average tariff on the day."""
        return float(self.now.effective_rate) if self.now else None


@dataclass(frozen=True, kw_only=True, repr=False)
class SideBySide(Result):
    """Negotiations beside each other, those of the workbooks first, as of one day and known by one day."""

    as_of: date
    known_by: date
    negotiations: tuple[NegotiationState, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {"negotiation": Frame("negotiations", NegotiationState._frames["negotiation"].columns)}
    _heading: ClassVar[str] = "Negotiations side by side"


def side_by_side(
    books: Sequence[str | Workbook] = (), *, as_of: date | str, known_by: date | str | None = None, clock: str = "publisher"
) -> SideBySide:
    """Where every negotiation stands on a day: those that workbooks are about, and the other recent ones that the first of them holds.

    Args:
        books: workbooks, or their names; without any, all that ``tb.workbooks()`` lists
        as_of: the day asked about: ``2025-06-14`` or a date
        known_by: use nothing published later; without one, nothing after the day asked about
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone

    Examples:
        >>> import tradebrief as tb
        >>> tb.side_by_side(as_of="2025-07-31").to_frame()[["talks", "status"]].head(2)
                   talks        status
        0  japan-us-2025  deal reached
        1  us-korea-2025  deal reached
    """
    day = day_given(as_of, "as_of")
    known = day_given(known_by, "known_by") if known_by else day
    opened = [load(one) if isinstance(one, str) else one for one in (books or [each.name for each in workbooks()])]
    asked = {"as_of": day, "known_by": known, "clock": clock}
    mains = [(book, book.talks_asked(None)) for book in opened if book.talks]
    rest = [(opened[0], name) for name in _recent(opened[0], day) if name not in {talks for _, talks in mains}] if opened else []
    return SideBySide(as_of=day, known_by=known, negotiations=tuple(_state(book, talks, asked) for book, talks in (*mains, *rest)))


def _recent(book: Workbook, day: date) -> Iterator[str]:
    """Negotiations with the importer of which an event is recent, in order of name."""
    for name, one in book.talks.items():
        starts = [event.start for event in book.chronicle(name).until(day)]
        if book.about.importer in one.parties and starts and max(starts) > day - RECENT:
            yield name


def _state(book: Workbook, talks: str, asked: Mapping[str, date | str]) -> NegotiationState:
    found = cadence(book, talks, **asked)  # type: ignore[arg-type]
    placed = negotiating_positions(book, talks, **asked)  # type: ignore[arg-type]
    agreed = {proposal for (proposal, _), cell in placed.cells.items() if cell.firmness >= AGREED}
    negotiation, partner = book.talks[talks], _partner(book, book.talks[talks])
    law = {"now": asked["as_of"], "first": book.schedule().law.first_day} if book.measures else {}
    rates = {name: _rate(book, partner, day, asked["known_by"]) for name, day in law.items()}
    return NegotiationState(
        workbook=book.about.name or book.root.parent.name,
        talks=talks,
        title=negotiation.title,
        partner=partner,
        stage="deal reached" if found.ended else "under way" if found.rounds else "not begun",
        rounds=found,
        terms=tuple(one.title for one in placed.proposals if one.id in agreed),
        now=rates.get("now"),
        first=rates.get("first"),
    )


def _partner(book: Workbook, one: Negotiation) -> str:
    """The party whose goods pay."""
    return next((party(code) for code in one.parties if code != book.about.importer), one.parties[0])


def _rate(book: Workbook, origin: str, day: date | str, known_by: date | str) -> Exposure | None:
    """The exposure of a partner's trade; ``None`` where law or trade are lacking."""
    first = book.schedule().law.first_day
    try:
        return exposure(book, as_of=day, known_by=max(day_given(known_by), first), origin=origin)
    except AskError:
        return None
