"""What a few telling goods owe on a day: the rate now, the change that led to it, and the one that the law of the day holds next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.changes import RateChange, history
from tradebrief.law.goods import name_of
from tradebrief.law.schedule import LawOfDay, TariffSchedule
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class CurrentDuty(Result):
    """One good on a day: what it owes and what it is made of, the last change and the next one as published by ``known_by``.

    ``before`` is what it owed on the day before the last change, ``then`` what it owes from the next one on, where that can be told.
    """

    code: str
    name: str
    duty: AppliedDuty
    last: RateChange | None
    ahead: RateChange | None
    before: AppliedDuty | None = field(default=None, repr=False, compare=False)
    then: AppliedDuty | None = field(default=None, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "good": Frame(
            "",
            "code title=name rate=duty.total old_rate=last.old first_day=last.day new_rate=ahead.new in_force=ahead.day act=acts",
        ),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"rate of duty": "duty.rate"}
    _heading: ClassVar[str] = "{0.name} ({0.code}) on {0.duty.as_of}"

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts behind the parts that charge something."""
        return tuple(dict.fromkeys(part.act for part in self.duty.components if part.duty))


@tells_gaps
@listed("Tariffs on selected goods", CurrentDuty)
def current_duties(
    book: Workbook,
    code: str | Iterable[str],
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    origin: str | None = None,
    importer: str | None = None,
) -> tuple[CurrentDuty, ...]:
    """What a code owes, or each of several, on a day by the acts known on another, in the order asked; ``AskError`` for a code that cannot be answered.

    Args:
        book: the workbook, from ``tb.load()``
        code: HS code of 8 or 10 digits as text, with or without points
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        importer: whose tariffs, by code or name; without one, the workbook's importer

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.current_duties(book, ["8703.23.01", "7208.10.15"], as_of="2025-06-14").to_frame()[["code", "rate"]]
                 code   rate
        0  8703.23.01  0.275
        1  7208.10.15  0.500
    """
    origin = book.origin_asked(origin)
    schedule = book.schedule(importer)
    law = schedule.as_at(as_of, known_by)
    return tuple(_owed(book, schedule, one, origin, law) for one in one_or_several(code))


def _owed(book: Workbook, schedule: TariffSchedule, code: str, origin: str, law: LawOfDay) -> CurrentDuty:
    changes = history(book, code, known_by=law.known_by, origin=origin, importer=schedule.importer)
    last = max((one for one in changes if one.day <= law.as_of), key=lambda one: one.day, default=None)
    ahead = min((one for one in changes if one.day > law.as_of), key=lambda one: one.day, default=None)

    def on(day: date) -> AppliedDuty:
        return schedule.as_at(day, law.known_by).duty(code, origin)

    return CurrentDuty(
        code=code,
        name=name_of(code.replace(".", ""), book.labels.values()) or code,
        duty=law.duty(code, origin),
        last=last,
        ahead=ahead,
        before=on(last.day - timedelta(days=1)) if last and last.old is not None else None,
        then=on(ahead.day) if ahead and ahead.new is not None else None,
    )
