"""Days, periods, uncertain days and the two clocks.

A *period* includes both its ends; a missing end is open. An *uncertain day* is
written in EDTF (Library of Congress, ISO 8601-2), of which six forms are used:

``2025-06-13``, ``2025-06`` or ``2025``, ``2025-06-13?`` or ``2025-06-13~``
(inferred, about), ``2025-06-05/2025-06-06`` (lasted from, to),
``[2025-05-19..2025-05-25]`` (one day within) and its open forms ``[..2025-05-25]``, ``[2025-05-19..]``.

Nothing here reads the clock of the machine.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)

PUBLISHER = "publisher"
"""The clock that leaves each text the day its publisher printed; every other clock is a time zone."""


@dataclass(frozen=True, kw_only=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included; an end of ``None`` is open.

    >>> Period(start=date(2025, 4, 9), end=date(2025, 4, 9)).days
    1
    >>> date(2026, 1, 1) in Period(start=date(2025, 9, 16))
    True
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the last day {self.end} is before the first day {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether one day at least lies in both."""
        return self.start <= (other.end or LAST_DAY) and other.start <= (self.end or LAST_DAY)

    @property
    def days(self) -> int | None:
        """How many days, or ``None`` when the end is open."""
        return None if self.end is None else (self.end - self.start).days + 1


@dataclass(frozen=True, kw_only=True)
class When:
    """What is known of a day or of days: the EDTF text and what it allows.

    ``earliest`` and ``latest`` bound the days it allows; ``lasts`` says that it
    names all days between them (``a/b``) and not one of them (``[a..b]``).

    >>> When.read("[2025-05-19..2025-05-25]").exact
    False
    >>> When.read("2025-05-01").day
    datetime.date(2025, 5, 1)
    """

    edtf: str
    earliest: date
    latest: date
    lasts: bool = False
    inferred: bool = False

    @classmethod
    def read(cls, text: str) -> When:
        """Read one of the six EDTF forms above; anything else is a ``ValueError``."""
        return _read_when(text)

    @property
    def exact(self) -> bool:
        """Whether it is one day and no other."""
        return self.earliest == self.latest

    @property
    def day(self) -> date:
        """Its first allowed day: *the* day when exact, the start when it lasted."""
        return self.earliest

    def allows(self, other: When) -> bool:
        """Whether both can be true of the same thing: some day is allowed by both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def within(self, other: When) -> bool:
        """Whether this one says the same more narrowly."""
        return other.earliest <= self.earliest and self.latest <= other.latest

    def __str__(self) -> str:
        return self.edtf


_DAY = r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)"
_ONE = re.compile(_DAY)
_LASTS = re.compile(rf"{_DAY}/{_DAY}")
_WITHIN = re.compile(rf"\[(?:{_DAY})?\.\.(?:{_DAY})?\]")
FORMS = "Write 2025-06-13, 2025-06, 2025-06-13? (inferred), 2025-06-05/2025-06-06 (lasted) or [2025-05-19..2025-05-25] (one day within)."


@lru_cache(maxsize=4096)
def _read_when(text: str) -> When:
    if match := _ONE.fullmatch(text):
        first, last, inferred = _bounds(match.groups())
        return When(edtf=text, earliest=first, latest=last, inferred=inferred)
    if match := _LASTS.fullmatch(text):
        first, _, a = _bounds(match.groups()[:4])
        _, last, b = _bounds(match.groups()[4:])
        return _ordered(text, first, last, lasts=True, inferred=a or b)
    if (match := _WITHIN.fullmatch(text)) and text != "[..]":
        first = _bounds(match.groups()[:4])[0] if match.group(1) else FIRST_DAY
        last = _bounds(match.groups()[4:])[1] if match.group(5) else LAST_DAY
        return _ordered(text, first, last)
    raise ValueError(f"is not a day in EDTF (got {text[:60]!r}). {FORMS}")


def _ordered(text: str, first: date, last: date, *, lasts: bool = False, inferred: bool = False) -> When:
    if last < first:
        raise ValueError(f"the last day {last} is before the first day {first}. Put the earlier day first")
    return When(edtf=text, earliest=first, latest=last, lasts=lasts, inferred=inferred)


def _bounds(parts: tuple[str | None, ...]) -> tuple[date, date, bool]:
    year, month, day, mark = parts
    try:
        first = date(int(year or 0), int(month or 1), int(day or 1))
        if day:
            return first, first, bool(mark)
        last_month = int(month) if month else 12
        return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1]), bool(mark)
    except ValueError as bad:
        raise ValueError(f"is no day of the calendar (got {'-'.join(filter(None, (year, month, day)))}: {bad}). {FORMS}") from None


def read_day(text: str) -> date:
    """One exact day, ``2025-06-14``; anything else is a ``ValueError`` that says so."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"is not a day (got {text[:40]!r}). Write it as 2025-06-14.") from None


@lru_cache(maxsize=4096)
def day_on(clock: str, when: When, time: str | None, zone: str) -> date:
    """The calendar day at ``clock`` by which a text published ``when`` (at ``time``, in ``zone``) was surely out.

    With a time the instant is carried over exactly. Without one the text may
    have come as late as midnight at home, so the later of the possible days is given:
    what is not surely out yet must not be known.

    >>> day_on("America/New_York", When.read("2025-06-14"), "09:53", "Asia/Tokyo")
    datetime.date(2025, 6, 13)
    >>> day_on("America/New_York", When.read("2025-06-14"), None, "Asia/Tokyo")
    datetime.date(2025, 6, 14)
    """
    if clock in (PUBLISHER, zone):
        return when.latest
    there = datetime.fromisoformat(f"{when.latest}T{time or '23:59'}").replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(ZoneInfo(clock)).date()


def first_apart(days: Sequence[When]) -> tuple[int, int] | None:
    """The places of the first two that cannot be true of the same thing; nothing where each two allow each other, and so all have a day in common.

    >>> first_apart([When.read("2025-06"), When.read("2025-06-13"), When.read("2025-06-14")])
    (1, 2)
    """
    start, end = max((one.earliest for one in days), default=FIRST_DAY), min((one.latest for one in days), default=LAST_DAY)
    if start <= end:
        return None
    first = next(place for place, one in enumerate(days) if one.latest < start or one.earliest > end)
    return first, next(place for place in range(first + 1, len(days)) if not days[first].allows(days[place]))


def each_day(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
