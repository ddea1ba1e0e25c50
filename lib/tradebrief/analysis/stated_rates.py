"""Checks every rate that an article states against the tariff schedule on its day.

A rate told as in force must be what the schedule charges on that day by the acts known when the text was
out (27.5 = 2.5 + 25). A rate told as announced, suspended or threatened must stand in a reading that had been told of by then,
whether it is in force or not (24 = 10 + 14). What differs is a reading of its own with a reason, never hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from tradebrief.facts.evidence import Evidence, shown_value
from tradebrief.facts.readings import Answer, Reading
from tradebrief.facts.records import Fact
from tradebrief.law.charge import DutyEntry
from tradebrief.law.duty import HUNDRED, percent
from tradebrief.law.schedule import TariffSchedule
from tradebrief.law.seeds import RateKey
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result, listed
from tradebrief.workbook.workbook import Workbook

#: States that say a rate is charged on its day; the others say that it was told of.
CHARGED = frozenset({"in force", "ended"})


@dataclass(frozen=True, kw_only=True, repr=False)
class RateCheck(Result):
    """One rate of an article beside the law: what the law has, whether they agree, and why or why not."""

    evidence: Evidence
    expected: str
    agrees: bool
    reason: str

    _frames: ClassVar[Mapping[str, Frame]] = {
        "check": Frame(
            "",
            "fact=evidence.fact.id key=evidence.fact.key says=evidence.fact.says value=evidence.fact.value other=expected agrees reason",
        ),
    }


@dataclass(frozen=True, kw_only=True)
class KnownReading:
    """A reading of a measure that could be known: its day in force, the entry, its rate as the sense of the fact counts it."""

    day: date
    entry: DutyEntry
    rate: Decimal


@listed("Rates that texts state, beside the law", RateCheck)
def check_rates(book: Workbook, importer: str | None = None) -> tuple[RateCheck, ...]:
    """Every rate whose key stands in codes/rates.yaml, beside the law of its day; days are those of the importer.

    Args:
        book: the workbook, from ``tb.load()``
        importer: whose tariffs, by code or name; without one, the workbook's importer

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.check_rates(book)
        Rates that texts state, beside the law
        40 rows: .to_frame()
    """
    schedule = book.schedule(importer)
    rated = [one for one in book.evidence(clock="importer", questions=book.rate_keys) if one.fact.unit == "%" and one.fact.sense]
    return tuple(_checked(schedule, one, book.rate_keys[one.fact.question]) for one in rated)


def differences(book: Workbook, known_by: date, importer: str | None = None) -> list[Reading]:
    """The rates told by ``known_by`` that are not the law's, each as a reading of its own beside what the law has."""
    importer = book.importer_asked(importer)
    if not book.rate_keys or importer not in {measure.importer for measure in book.measures.values()}:
        return []
    off = [one for one in check_rates(book, importer) if not one.agrees and one.evidence.known_from <= known_by]
    return [_reading(one) for one in off]


def _reading(check: RateCheck) -> Reading:
    """A rate of an article beside the schedule's, which decides."""
    one = check.evidence
    told = Answer(
        value=shown_value(one.fact), unit=one.fact.unit or "", sense=one.fact.sense or "", grade=one.grade, origins=one.origins, facts=(one.fact.id,)
    )  # fmt: skip
    law = Answer(value=check.expected, unit="", sense="by the tariff schedule", grade="A", origins=("tariff schedule",), facts=())
    return Reading(
        key=f"law.{one.fact.question}", answers=(told, law), origins=(*one.origins, "tariff schedule"), texts=1, grade="A",
        verdict="differs from the law", reason=check.reason, preferred=check.expected,
    )  # fmt: skip


def _checked(schedule: TariffSchedule, one: Evidence, about: RateKey) -> RateCheck:
    said = Decimal(str(one.fact.value)) / HUNDRED
    known = min(max(one.known_from, schedule.law.first_day), schedule.law.known_to)
    told = list(_told(schedule, one.fact, about, known))
    if one.fact.state in CHARGED:
        day = _day(one.fact, schedule)
        found = _charged(schedule, one.fact, about, day, known)
        agrees, expected = found == said, f"{percent(found)} on {day}"
        reason = f"charged on {day} by the acts known on {known}" if agrees else _instead(said, told, day)
    else:
        match = _nearest(said, told, _day(one.fact, schedule))
        agrees, expected = (
            match is not None,
            " or ".join(dict.fromkeys(f"{percent(reading.rate)} from {reading.day}" for reading in told)) or "nothing told yet",
        )
        reason = f"told of by {match.entry.act}, {match.entry.first_told}, for {match.day}" if match else _instead(said, told, known)
    return RateCheck(evidence=one, expected=expected, agrees=agrees, reason=reason)


def _day(fact: Fact, schedule: TariffSchedule) -> date:
    """The day a rate is true of: the first allowed one, or the last where it has ended."""
    day = (fact.on.latest if fact.state == "ended" else fact.on.earliest) if fact.on else schedule.law.first_day
    return min(max(day, schedule.law.first_day), schedule.law.last_day)


def _charged(schedule: TariffSchedule, fact: Fact, about: RateKey, day: date, known: date) -> Decimal:
    """What the schedule charges on a day, counted as the fact counts."""
    owed = schedule.as_at(day, known).duty(about.code, about.origin)
    own = sum((one.duty for one in owed.components if one.measure in about.measures), Decimal(0))
    if fact.sense == "base":
        return owed.base
    return owed.total if fact.sense == "total" and about.whole == "everything" else own


def _told(schedule: TariffSchedule, fact: Fact, about: RateKey, known: date) -> Iterator[KnownReading]:
    """The readings of the measures a key is about that had been told of by a day, expected ones too."""
    base = schedule.as_at(schedule.law.first_day).duty(about.code, about.origin).base
    readings = [
        (day, entry)
        for name in about.measures
        for day, entries in sorted(schedule.by_id[name].for_origin(about.origin).measure.duties.items())
        for entry in entries
        if entry.first_told <= known
    ]
    rates = [(day, entry, rate) for day, entry in readings if (rate := _rate(entry, base)) is not None]
    baseline = rates[0][2] if rates else Decimal(0)
    for day, entry, rate in rates:
        if fact.sense == "country part":
            yield KnownReading(day=day, entry=entry, rate=rate - baseline)
        elif fact.sense == "total" and about.whole == "everything":
            yield KnownReading(day=day, entry=entry, rate=base + rate)
        else:
            yield KnownReading(day=day, entry=entry, rate=rate)


def _rate(entry: DutyEntry, base: Decimal) -> Decimal | None:
    """What an entry adds to a base duty; for a quota the duty within it."""
    expected = (entry.expected.verb, entry.expected.duty) if entry.expected else None
    verb, duty = expected or (entry.quota.in_.stated if entry.quota else None) or entry.charged or (None, None)
    if duty is None:
        return None
    return max(duty.rate() - base, Decimal(0)) if verb == "tops up to" else duty.rate()


def _nearest(said: Decimal, told: list[KnownReading], day: date) -> KnownReading | None:
    """The reading of this rate whose day is nearest to the day asked about."""
    return min((reading for reading in told if reading.rate == said), key=lambda reading: abs(reading.day - day), default=None)


def _instead(said: Decimal, told: list[KnownReading], day: date) -> str:
    """Why a rate is not the law's: when it is, or that no act says so."""
    match = _nearest(said, told, day)
    if match is None:
        return f"no act told of by then says {percent(said)}"
    if match.day > day:
        return f"{percent(said)} starts on {match.day} by {match.entry.act}, published {match.entry.published}"
    return f"{percent(said)} stands under {match.day} by {match.entry.act} and is not charged on {day}"


def all_readings(book: Workbook, known_by: date, clock: str = "publisher") -> list[Reading]:
    """Texts beside each other, and their rates beside the law, as known by a day."""
    against_law = differences(book, known_by) if book.measures else []  # a workbook of texts alone has none
    return sorted([*book.readings(known_by=known_by, clock=clock), *against_law], key=lambda reading: reading.key)
