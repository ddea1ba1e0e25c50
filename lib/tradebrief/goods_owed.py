"""What a few telling goods owe on a day: the rate now, the change that led to it, and the one that the law of the day holds next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tradebrief.law.applied import AppliedDuty
from tradebrief.law.changes import Change, history
from tradebrief.law.goods import name_of
from tradebrief.period import read_day
from tradebrief.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One good on a day: what it owes and what it is made of, the last change and the next one as published by ``known_by``."""

    code: str
    name: str
    duty: AppliedDuty
    last: Change | None
    ahead: Change | None

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts behind the parts that charge something."""
        return tuple(dict.fromkeys(part.act for part in self.duty.components if part.duty))


def owed(
    book: Workbook,
    codes: Iterable[str],
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    origin: str = "JPN",
    importer: str = "USA",
) -> tuple[Owed, ...]:
    """What each code owes on a day by the acts known on another, in the order asked; ``AskError`` for a code that cannot be answered."""
    schedule = book.schedule(importer)
    day = as_of if isinstance(as_of, date) else read_day(as_of)
    known = schedule.known_day(None if known_by in {None, "", "latest"} else known_by)
    law = schedule.as_at(day, known)
    found = []
    for code in codes:
        changes = history(schedule, code, origin, known)
        found.append(
            Owed(
                code=code,
                name=name_of(code.replace(".", ""), book.labels.values()) or code,
                duty=law.duty(code, origin),
                last=max((one for one in changes if one.day <= day), key=lambda one: one.day, default=None),
                ahead=min((one for one in changes if one.day > day), key=lambda one: one.day, default=None),
            )
        )
    return tuple(found)
