"""When and why what a good owes changes, and where two readings of the law differ.

A change point is a day on which the total differs from the day before, as known by one day. Each names the act
that caused it and the days that led to it: announced, signed, published, in force. A gap below zero is a retroactive act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from tradebrief.errors import AskError
from tradebrief.law.answer import answer, read_question
from tradebrief.law.applied_duty import AppliedDuty, Component
from tradebrief.law.charge import DutyEntry
from tradebrief.law.duty import percent, plain
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.scenario import change_days
from tradebrief.law.schedule import LawOfDay, Schedules, TariffSchedule
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, repr=False)
class RateChange(Result):
    """One change of the total: the day, the rates before and after, the cause, and the four days of the act behind it.

    ``new`` is ``None`` where the rate cannot be told from that day on; ``cause`` then says what is lacking.
    """

    day: date
    old: Decimal | None
    new: Decimal | None
    cause: str
    measure: str = ""
    act: str = ""
    cite: str | None = None
    announced: date | None = None
    signed: date | None = None
    published: date | None = None

    _frames: ClassVar[Mapping[str, Frame]] = {
        "change": Frame("", "first_day=day old_rate=old new_rate=new cause measure act cite announced signed published days_to_force"),
    }

    @property
    def days_to_force(self) -> int | None:
        """Days from announcement to force."""
        return self.days_between["announced to in force"]

    def trace(self, duty: AppliedDuty | None) -> Trace:
        """The act that changes the rate, and what is owed on one side of it, where that is asked for."""
        act = ", ".join(filter(None, (self.act, self.cite)))
        told = f"{act}, published {self.published}" if act else self.cause
        old, new = ("unknown" if rate is None else percent(rate) for rate in (self.old, self.new))
        return Trace(
            kind="act",
            says=f"from {self.day} on {new} instead of {old}: {told}",
            value=None if duty is None else float(duty.total),
            unit="ratio",
            of=() if duty is None else (duty.rate(placed=False).trace,),
            cite=citations.act(self) or self.cause,
        )

    @property
    def days_between(self) -> dict[str, int | None]:
        """Days from each of the four to the next; below zero where the later one came first."""
        return {
            "announced to signed": _days(self.announced, self.signed),
            "signed to published": _days(self.signed, self.published),
            "published to in force": _days(self.published, self.day if self.act else None),
            "announced to in force": _days(self.announced, self.day if self.act else None),
        }

    def _parts(self) -> dict[str, Any]:
        """A change as JSON has it."""
        return {
            "day": self.day.isoformat(),
            "old": None if self.old is None else plain(self.old),
            "new": None if self.new is None else plain(self.new),
            "cause": self.cause,
            "measure": self.measure,
            "act": self.act,
            "cite": self.cite,
            "announced": self.announced and self.announced.isoformat(),
            "signed": self.signed and self.signed.isoformat(),
            "published": self.published and self.published.isoformat(),
            "in_force": self.day.isoformat() if self.act else None,
            "days": {name.replace(" ", "_"): days for name, days in self.days_between.items()},
        }


def _days(first: date | None, then: date | None) -> int | None:
    return None if first is None or then is None else (then - first).days


@tells_gaps
@listed("Changes of the rate", RateChange)
def history(
    book: Schedules,
    code: str,
    *,
    known_by: date | str | None = None,
    origin: str | None = None,
    scenario: Iterable[str] | str = (),
    importer: str | None = None,
    **asked: Any,
) -> tuple[RateChange, ...]:
    """Every change of what a good owes, from the first known day to the last; ``asked`` as in ``LawOfDay.duty``.

    ``tb.history(tb.load(), "8703.23.01")`` has 3 April 2025 (2.5 to 27.5%) and 16 September 2025 (27.5 to 15%).

    Args:
        book: the workbook, from ``tb.load()``
        code: HS code of 8 or 10 digits as text, with or without points
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        scenario: one scenario or several, laid over the law
        importer: whose tariffs, by code or name; without one, the workbook's importer
        asked: as in ``LawOfDay.duty``: ``quantity``, ``unit_value``, ``claims``, ``shares``, ``mfn``

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> [(str(one.day), one.new) for one in tb.history(book, "8703.23.01")]
        [('2025-04-03', Decimal('0.275')), ('2025-09-16', Decimal('0.150'))]
    """
    origin = book.origin_asked(origin)
    schedule, names = book.schedule(importer), one_or_several(scenario)
    known, chosen = schedule.known_day(known_by), schedule.chosen(names)
    question = read_question(schedule, code, **asked)
    relevant = [
        one.for_origin(origin)
        for one in schedule.prepared
        if one.measure.origins.holds(origin) and (one.measure.is_base or one.scope.holds(question.code) is not False)
    ]

    def owed(day: date) -> AppliedDuty | AskError:
        law = LawOfDay(schedule=schedule, as_of=day, known_by=known, scenarios=names, chosen=chosen)
        try:
            return answer(law, schedule.rules(relevant, origin, day, known, chosen), origin, question)
        except AskError as bad:
            return bad

    first, last = schedule.law.first_day, schedule.law.last_day
    also = [*change_days(list(chosen)), *_rate_days(relevant, question.code)]
    days = [day for day in break_days(relevant, known, also) if first < day <= last]
    found: list[RateChange] = []
    before = owed(first)
    if isinstance(before, AskError):
        raise before
    for day in days:
        after = owed(day)
        if _total(after) != _total(before):
            found.append(_change(day, before, after, schedule))
        before = after
    return tuple(found)


def break_days(prepared: Iterable[PreparedMeasure], known_by: date, also: Iterable[date] = ()) -> list[date]:
    """The days on which something known may start, change or end."""
    days = set(also)
    for one in prepared:
        days.update(day for day, entries in one.readings if any(entry.published <= known_by for entry in entries))
        if one.measure.last_day and one.measure.last_day < date.max:
            days.add(one.measure.last_day + DAY)
    return sorted(days)


def _rate_days(relevant: Iterable[PreparedMeasure], code: str) -> list[date]:
    """The days on which the rate of a line in a schedule becomes another."""
    lines = [one.scope.line(code) for one in relevant if one.measure.is_base]
    return [rate.last_day + DAY for line in lines if line for rate in line.before]


def _total(owed: AppliedDuty | AskError) -> Decimal | None:
    return owed.total if isinstance(owed, AppliedDuty) else None


def _change(day: date, before: AppliedDuty | AskError, after: AppliedDuty | AskError, schedule: TariffSchedule) -> RateChange:
    if isinstance(after, AskError):
        return RateChange(day=day, old=_total(before), new=None, cause=f"cannot be told from here on: {after.problems[0].wrong}")
    old = before.components if isinstance(before, AppliedDuty) else ()
    began = [one for one in after.components if not any(_same(one, other) for other in old)]
    ended = [one for one in old if not any(one.measure == other.measure for other in after.components)]
    lead = next((one for one in began if one.in_force == day), began[0] if began else None)
    said = [one.says for one in began] + [f"{one.measure} ends" for one in ended]
    told = _act_of(lead, after, schedule) if lead else _ending(ended, after, schedule)
    return RateChange(day=day, old=_total(before), new=after.total, cause="; ".join(said), **told)


def _same(one: Component, other: Component) -> bool:
    return (one.measure, one.verb, one.rate, one.share) == (other.measure, other.verb, other.rate, other.share)


def _act_of(lead: Component, owed: AppliedDuty, schedule: TariffSchedule) -> dict[str, Any]:
    """The measure and act behind a component that began; without days where it began by a scenario or as something else gave way."""
    named = {"measure": lead.measure, "act": lead.act, "cite": lead.cite}
    entries = schedule.by_id[lead.measure].for_origin(owed.origin).measure.duties.get(lead.in_force, ())
    entry = next((one for one in entries if one.act == lead.act and one.published == lead.published), None)
    return named | _days_of(entry) if entry and lead.in_force == owed.as_of else named | {"act": lead.act}


def _ending(ended: Sequence[Component], owed: AppliedDuty, schedule: TariffSchedule) -> dict[str, Any]:
    """The act that ended the first measure that is gone: a later one that says so, or its own last day."""
    for one in ended:
        found = schedule.by_id[one.measure].for_origin(owed.origin).reading(owed.as_of, owed.known_by)
        if found:
            return {"measure": one.measure, "act": found[1].act, "cite": found[1].cite} | _days_of(found[1])
    return {}


def _days_of(entry: DutyEntry) -> dict[str, Any]:
    return {"announced": entry.first_told, "signed": entry.signed, "published": entry.published}
