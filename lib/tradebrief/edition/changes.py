"""What changed since the last edition: differences of knowledge, duties that took effect, numbers with causes, and what was recorded late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import tradebrief as tb
from tradebrief.analysis.briefing import Briefing
from tradebrief.analysis.difference import Difference, Differences
from tradebrief.analysis.since_last import KeyNumber, Known, corrections, key_numbers, known, took_effect
from tradebrief.compare.causes import Cause, causes
from tradebrief.facts.evidence import Evidence
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days that an edition asks about: whose law and events, and nothing published later."""

    as_of: date
    known_by: date


@dataclass(frozen=True, kw_only=True)
class NumberMoved:
    """A number of the briefing before and after, either of which may be missing, and why it moved."""

    before: KeyNumber | None
    after: KeyNumber | None
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed from the last edition's days to this one's; without an edition before, from a day."""

    book: Workbook
    last: Days
    now: Days
    found: Differences
    effective: tuple[Difference, ...]
    corrected: tuple[Difference, ...]

    def __bool__(self) -> bool:
        """Whether anything is new: what moves with the days alone, as a chance does, is not."""
        return bool(self.found.rows or self.effective or self.corrected)

    @property
    def claims(self) -> list[Evidence]:
        """The claims that came out in between."""
        new = {row.id for row in self.found.of("fact")}
        return [one for one in self.book.evidence(known_by=self.now.known_by) if one.fact.id in new]

    @cached_property
    def numbers(self) -> list[NumberMoved]:
        """The numbers of both briefings that are there in one only or differ, each with its causes."""
        before, after = (key_numbers(self._briefing(days)) for days in (self.last, self.now))
        pairs = [(before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])]
        return [
            NumberMoved(before=old, after=new, causes=causes(old.number.trace, new.number.trace) if old and new else ())
            for old, new in pairs
            if not (old and new and float(old.number) == float(new.number))
        ]

    def _briefing(self, days: Days) -> Briefing:
        return tb.briefing(self.book, as_of=days.as_of, known_by=days.known_by, since=min(self.last.known_by, days.as_of))


def changes(book: Workbook, last: Days, now: Days, then: Known | None) -> Changes:
    """What changed from one edition to another; ``then`` is what was known when the earlier one was made, if there was one."""
    found = tb.diff(book, from_known=last.known_by, to_known=now.known_by)
    told = {(row.id, row.day) for row in found.of("measure")}
    effective = took_effect(book, first=last.as_of, last=now.as_of, known_by=now.known_by)
    return Changes(
        book=book,
        last=last,
        now=now,
        found=found,
        effective=tuple(row for row in effective if (row.id, row.day) not in told),
        corrected=() if then is None else tuple(corrections(then, known(book, last.known_by))),
    )
