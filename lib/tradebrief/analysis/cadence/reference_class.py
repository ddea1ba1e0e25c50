"""Reference classes as known on a day: the gaps of other talks, and how long other partners took to a deal.

Only what had happened by the day and was published by it enters, so a class asked for June 2025 holds nothing of July.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import mean, median
from typing import Any

from tradebrief.errors import ask_error, near
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given, leading
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.records import CONFIDENCES
from tradebrief.workbook.workbook import Workbook

PRIORS = ("prior-gap", "prior-weight", "gap-shape")
"""The assumptions that a forecast leans on where nothing else is given."""


@dataclass(frozen=True, kw_only=True)
class ClassGap:
    """One gap of another negotiation: from the start of a round to the start of the next, known once both were; ``cites`` are the texts that tell of both."""

    talks: str
    title: str
    start: date
    end: date
    known_from: date
    confidence: str
    cites: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """Start to start."""
        return (self.end - self.start).days


@dataclass(frozen=True, kw_only=True)
class GapClass:
    """The gaps of a class as known on a day; ``why`` gives the reason for each member, ``left_out`` for each case that is none."""

    id: str
    title: str
    known_by: date
    gaps: tuple[ClassGap, ...]
    why: dict[str, str]
    left_out: dict[str, str]

    @property
    def days(self) -> tuple[int, ...]:
        """The gaps as days."""
        return tuple(gap.days for gap in self.gaps)

    @property
    def gap_count(self) -> Quantity:
        """How many gaps."""
        return count(self._steps, "gaps of other talks", table=f"The reference class as known by {self.known_by}", to="reference", most=6)

    @cached_property
    def mean_gap(self) -> Quantity | None:
        """Their mean in days with its trace; ``None`` while no gap is known."""
        if not self.gaps:
            return None
        gaps, n = leading(self._steps, "more gaps of other talks", most=4), given(len(self.gaps), "{} gaps of other talks")
        source = Trace(
            kind="table",
            says=f"{self.title}; seeds/classes/{self.id}.yaml",
            to="reference",
            cite=f"{self.title}, seeds/classes/{self.id}.yaml",
        )
        says = f"mean days from round to round of other talks, known by {self.known_by}"
        return derive("sum(gaps) / n", says, "days", to="reference", gaps=gaps, n=n, rests=[source])

    @property
    def _steps(self) -> list[Trace]:
        return [
            Trace(
                kind="fact",
                says=f"{{}}: {gap.title}, {gap.start} to {gap.end}",
                value=gap.days,
                unit="days",
                of=tuple(Trace(kind="text", says=cite, cite=cite) for cite in gap.cites),
            )
            for gap in self.gaps
        ]

    @property
    def mean(self) -> float | None:
        """Their mean; ``None`` while no gap is known."""
        return mean(self.days) if self.gaps else None

    @property
    def median(self) -> float | None:
        """Their median; ``None`` while no gap is known."""
        return median(self.days) if self.gaps else None

    @property
    def mad(self) -> float | None:
        """Their median absolute deviation; ``None`` while no gap is known."""
        middle = self.median
        return None if middle is None else median(abs(day - middle) for day in self.days)

    def to_dict(self) -> dict[str, Any]:
        """The class for programs: its gaps with their days, and what they come to."""
        summed = {name: getattr(self, name) for name in ("mean", "median", "mad")}
        gaps = [asdict(gap) | {"days": gap.days} for gap in self.gaps]
        return {"id": self.id, "known_by": self.known_by, "n": len(self.gaps), **summed, "gaps": gaps}


@dataclass(frozen=True, kw_only=True)
class ClassPartner:
    """One partner of a class as known on a day: days watched since the origin, and whether a deal ended them.

    Without a deal the days are those watched so far: it may still come (censored).
    """

    id: str
    why: str
    days: int
    dealt: bool
    deal: date | None
    source: str
    confidence: str


def class_of(book: Workbook, name: str, sort: str) -> ReferenceClass:
    """A reference class by name; ``AskError`` when there is none of that name and sort."""
    known = {one.id: one for one in book.classes.values() if one.of == sort}
    if name not in known:
        raise ask_error("reference class", "is not known", name, near(name, known))
    return known[name]


def gaps_known(book: Workbook, *, on: date, without: str = "", name: str = "rounds", clock: str = "publisher") -> GapClass:
    """The gaps of a class whose second round had begun and was known by ``on``; the talks asked about are left out."""
    cls = class_of(book, name, "gaps")
    found: list[ClassGap] = []
    for member in cls.members.values():
        if member.talks and member.talks != without:
            found += _gaps(book, member.talks, on, clock)
    return GapClass(
        id=cls.id,
        title=cls.title,
        known_by=on,
        gaps=tuple(found),
        why={member.id: member.why for member in cls.members.values() if member.talks != without},
        left_out=dict(cls.left_out),
    )


def _gaps(book: Workbook, talks: str, on: date, clock: str) -> list[ClassGap]:
    view = book.chronicle(talks, known_by=on, clock=clock)
    rounds = view.rounds(on)
    return [
        ClassGap(
            talks=talks,
            title=view.negotiation.title,
            start=first.start,
            end=second.start,
            known_from=max(first.settled_from, second.settled_from),
            confidence=max((first.confidence, second.confidence), key=CONFIDENCES.index),
            cites=tuple(dict.fromkeys(one.settled.cite for one in (first, second))),
        )
        for first, second in itertools.pairwise(rounds)
        if second.start > first.start
    ]


def partners_known(book: Workbook, *, on: date, name: str = "partners", clock: str = "publisher") -> tuple[ClassPartner, ...]:
    """Every partner of a class as known by ``on``; empty before the class's origin.

    Deals stand in the partner's talks, or with the member where it has none. Nobody is watched beyond the class's last day.
    """
    cls = class_of(book, name, "time to deal")
    if cls.origin is None or on <= cls.origin:
        return ()
    last = min(on, cls.watched_to or on)
    found = []
    for member in cls.members.values():
        deal, source, confidence = member.deal, member.source or "", member.confidence
        if member.talks:
            made = book.chronicle(member.talks, known_by=on, clock=clock).ended(last)
            deal, source, confidence = (made.start, made.rows[0].source, made.confidence) if made else (None, "", "high")
        elif deal and (deal > last or (member.known_from or deal) > on):
            deal = None
        days = ((deal or last) - cls.origin).days
        found.append(
            ClassPartner(id=member.id, why=member.why, days=days, dealt=deal is not None, deal=deal, source=source, confidence=confidence)
        )
    return tuple(found)


def near_and_far(partners: tuple[ClassPartner, ...], origin: date, deadlines: tuple[date, ...], window: int) -> tuple[int, int, int, int]:
    """Partner-days and deals within ``window`` days before a deadline (its own day not counted), and all others: near days, near deals, far days, far deals."""
    close = {(deadline - timedelta(days=back) - origin).days for deadline in deadlines for back in range(1, window + 1)}
    near_days = sum(day in close for one in partners for day in range(1, one.days + 1))
    near_deals = sum(one.dealt and one.days in close for one in partners)
    return near_days, near_deals, sum(one.days for one in partners) - near_days, sum(one.dealt for one in partners) - near_deals


def deal_steps(partners: Sequence[ClassPartner]) -> list[Trace]:
    """The deals of partners, each with its source."""
    return [
        Trace(kind="text", says=f"{one.id.replace('-', ' ')}: deal on {one.deal}; {one.source}", cite=citations.named(one.source))
        for one in partners
        if one.dealt
    ]


def deal_count(partners: Sequence[ClassPartner]) -> Quantity:
    """How many partners came to a deal."""
    return count(deal_steps(partners), "partners with a deal", table="Partners under the pause", to="partners")


def class_steps(classes: Sequence[ReferenceClass]) -> list[Trace]:
    """Reference classes, as tables of the seeds."""
    return [
        Trace(
            kind="table",
            says=f"{one.title}; seeds/classes/{one.id}.yaml",
            to="partners" if one.origin else "",
            cite=citations.named(one.source) if one.source else f"{one.title}, seeds/classes/{one.id}.yaml",
        )
        for one in classes
    ]
