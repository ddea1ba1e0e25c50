"""Deadlines as they stood on a day."""

from __future__ import annotations

from datetime import date

from tradebrief.records.record import Name, Record, Text
from tradebrief.talks.records import Deadline


class DeadlineState(Record):
    """A deadline as known on a day: due when, moved when, to when."""

    id: Name
    sort: str
    says: Text
    set_on: date
    due: date
    moved_on: date | None = None
    moved_to: date | None = None
    by: str
    consequence: str
    known_from: date
    source: str
    earlier: tuple[date, ...] = ()

    @property
    def stands(self) -> date:
        """The day that counts."""
        return self.moved_to or self.due


def deadline_known(deadline: Deadline, by: date, clock: str = "publisher") -> DeadlineState | None:
    """A deadline as known by a day: the last move published by then counts; ``None`` while it was not known at all."""
    if deadline.known_on(clock) > by:
        return None
    moves = sorted((move for move in deadline.moves if move.known_on(clock) <= by), key=lambda move: (move.moved_on, move.known_on(clock)))
    last = moves[-1] if moves else None
    return DeadlineState(
        id=deadline.id,
        sort=deadline.sort,
        says=deadline.says,
        set_on=deadline.set_on,
        due=deadline.due,
        moved_on=last.moved_on if last else None,
        moved_to=last.moved_to if last else None,
        by=last.by if last else deadline.set_by,
        consequence=deadline.consequence,
        known_from=last.known_on(clock) if last else deadline.known_on(clock),
        source=last.source if last else deadline.source,
        earlier=(deadline.due, *(move.moved_to for move in moves[:-1])) if last else (),
    )
