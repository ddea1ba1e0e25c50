"""The course of what a good owes: the rate day by day in force, and beside it the rates that were told of and did not hold.

A reading that a later act overtook before it began was *suspended*; one that was in force until an act went back before it was *first
published*; one that was announced and never enacted is *threatened*. Each is the whole rate that a good would have owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Literal

from tradebrief.errors import AskError
from tradebrief.law.changes import break_days, history
from tradebrief.law.conflicts import Conflict, conflicts
from tradebrief.law.duty import percent
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.schedule import LawOfDay, Schedules, TariffSchedule
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result

DAY = timedelta(days=1)

State = Literal["in force", "suspended", "first published", "threatened"]


@dataclass(frozen=True, kw_only=True)
class RatePeriod:
    """A rate on the days from ``first`` to ``last``, the state it was in, and the act it comes from; no rate where it cannot be told."""

    first: date
    last: date
    rate: Decimal | None
    state: State
    act: str


@dataclass(frozen=True, kw_only=True, repr=False)
class RatePath(Result):
    """The steps of one good from one day to another, as known by a day, and the deals announced on the way."""

    code: str
    origin: str
    known_by: date
    steps: tuple[RatePeriod, ...]
    beside: tuple[RatePeriod, ...]
    deals: tuple[tuple[date, str], ...]

    _frames: ClassVar[Mapping[str, Frame]] = {
        "period": Frame("steps", "first_day=first last_day=last rate state act"),
        "not_in_force": Frame("beside", "first_day=first last_day=last rate state act"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"rate at the end": "final_rate"}
    _next: ClassVar[Sequence[str]] = ("tb.figures.rates.path(path)",)
    _heading: ClassVar[str] = "How the rate on {0.code} changed"

    @property
    def final_rate(self) -> str:
        """The rate at the end, as text."""
        return "cannot be told" if self.last_rate is None else percent(self.last_rate)

    @property
    def last_rate(self) -> Decimal | None:
        """The rate at the end."""
        return self.steps[-1].rate


@tells_gaps
def rate_path(
    book: Schedules,
    code: str,
    *,
    known_by: date | str | None = None,
    origin: str | None = None,
    until: date | str | None = None,
    importer: str | None = None,
    **asked: Any,
) -> RatePath:
    """The course of a good's rate from the first known day until a day (default: the last one known); ``asked`` as in ``LawOfDay.duty``.

    Args:
        book: the workbook, from ``tb.load()``
        code: HS code of 8 or 10 digits as text, with or without points
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        until: the last day of the path; without one, the last day known
        importer: whose tariffs, by code or name; without one, the workbook's importer
        asked: as in ``LawOfDay.duty``: ``quantity``, ``unit_value``, ``claims``, ``shares``, ``mfn``

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.rate_path(book, "8703.23.01", known_by="2025-06-14").last_rate
        Decimal('0.275')
    """
    origin = book.origin_asked(origin)
    schedule = book.schedule(importer)
    known = schedule.known_day(known_by)
    end = schedule.day(until) if until else min(known, schedule.law.last_day)
    changes = [one for one in history(book, code, known_by=known, origin=origin, importer=importer, **asked) if one.day <= end]
    starts = [schedule.law.first_day, *(one.day for one in changes)]
    rates = [schedule.as_at(schedule.law.first_day, known).duty(code, origin, **asked).total, *(one.new for one in changes)]
    ends = [*(day - DAY for day in starts[1:]), end]
    acts = ["", *(one.act or one.cause for one in changes)]
    steps = [
        RatePeriod(first=first, last=last, rate=rate, state="in force", act=act)
        for first, last, rate, act in zip(starts, ends, rates, acts, strict=True)
    ]
    return RatePath(
        code=code,
        origin=origin,
        known_by=known,
        steps=tuple(steps),
        beside=tuple(
            one
            for one in _beside(schedule, conflicts(book, known_by=known, origin=origin, importer=importer), code, origin, known, end, asked)
            if one.rate not in (None, _rate_on(steps, one.first))
        ),
        deals=tuple(_deals(changes)),
    )


def _rate_on(steps: list[RatePeriod], day: date) -> Decimal | None:
    return next((one.rate for one in steps if one.first <= day <= one.last), None)


def _deals(changes: Iterable[Any]) -> Iterator[tuple[date, str]]:
    """Announcements that went before their act: the day and the act that came of it."""
    for one in changes:
        if one.announced and one.signed and (one.signed - one.announced).days > 7:
            yield one.announced, one.act


def _beside(
    schedule: TariffSchedule, differing: Iterable[Conflict], code: str, origin: str, known: date, end: date, asked: dict[str, Any]
) -> Iterator[RatePeriod]:
    relevant = {name for name in schedule.finder.covering(code.replace(".", "")) if schedule.by_id[name].measure.origins.holds(origin)}
    for one in differing:
        if one.measure not in relevant or one.kind == "disputed" or one.first_day > end:
            continue
        measure = schedule.by_id[one.measure].for_origin(origin).measure
        used = [entry for entry in measure.duties[one.first_day] if not entry.expected and entry.published <= known][-1]
        before = _total(schedule.as_at(one.first_day, used.published - DAY), code, origin, asked)
        state: State = "suspended" if one.kind == "postponed" else "first published"
        last = min(one.last_day or end, end) if one.kind == "postponed" else min(used.published - DAY, end)
        yield RatePeriod(first=one.first_day, last=last, rate=before, state=state, act=one.other_by.partition(",")[0])
    for name in sorted(relevant):
        yield from _threats(schedule, schedule.by_id[name].for_origin(origin), code, origin, known, end, asked)


def _threats(
    schedule: TariffSchedule, prepared: PreparedMeasure, code: str, origin: str, known: date, end: date, asked: dict[str, Any]
) -> Iterator[RatePeriod]:
    """Expected entries: the rate if the measure charged what was announced, until its next own day."""
    measure, days = prepared.measure, break_days([prepared], known)
    for day in measure.days():
        entry = measure.expectation(day)
        if entry and entry.expected and entry.published <= known and schedule.law.first_day <= day <= end:
            rate = _with(schedule.as_at(day, known), measure.id, entry.expected.verb, entry.expected.duty.rate(), code, origin, asked)
            following = next((later for later in days if later > day), end + DAY)
            yield RatePeriod(first=day, last=min(following - DAY, end), rate=rate, state="threatened", act=entry.act)


def _with(law: LawOfDay, measure: str, verb: str, rate: Decimal, code: str, origin: str, asked: dict[str, Any]) -> Decimal | None:
    """The total with the duty of one measure replaced by another, on the share of the value it applies to."""
    try:
        owed = law.duty(code, origin, **asked)
    except AskError:
        return None
    own = [one for one in owed.components if one.measure == measure]
    if not own:
        return None
    share = sum((one.share for one in own), Decimal(0))
    instead = max(rate - owed.base, Decimal(0)) if verb == "tops up to" else rate
    return owed.total - sum((one.duty for one in own), Decimal(0)) + instead * share


def _total(law: LawOfDay, code: str, origin: str, asked: dict[str, Any]) -> Decimal | None:
    try:
        return law.duty(code, origin, **asked).total
    except AskError:
        return None
