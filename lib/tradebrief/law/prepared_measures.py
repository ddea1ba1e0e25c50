"""Measures made ready to be asked: who beats whom, which reading stands on a day, what a scenario makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from tradebrief.errors import ask_error
from tradebrief.law.charge import DutyEntry, Quota, Verb
from tradebrief.law.duty import Duty
from tradebrief.law.goods import CodeList, Scope, scope_of
from tradebrief.law.measure import Measure
from tradebrief.law.scenario import Scenario
from tradebrief.law.stacking import Rule
from tradebrief.records.record import Day, Party, Record, Text


class KnownLaw(Record):
    """How far the law of an importer is known: the first day it can be asked for, the day up to which acts were searched, the last day any act names."""

    first_day: Day
    known_to: Day
    last_day: Day


class PartyRecord(Record):
    """A party to trade: its name and, for an importer, how far its law is known.

    ``said`` is the name as it stands in a sentence, where that differs; ``missing`` says what an answer about its goods leaves out; it is printed with every answer.
    """

    id: Party
    name: Text
    said: Text | None = None
    missing: tuple[Text, ...] = ()
    within: Party | None = None
    """The customs union it is a member of: the law on the union's goods is the law on its own."""
    census: Text | None = None
    """Its name in the trade files of the US Census Bureau."""
    law: KnownLaw | None = None


@dataclass(frozen=True, kw_only=True)
class PreparedMeasure:
    """A measure made ready: its scope, what beats it, and its readings by day, latest first."""

    measure: Measure
    scope: Scope
    beaten_by: frozenset[str]
    readings: tuple[tuple[date, tuple[DutyEntry, ...]], ...]
    _own: dict[str, PreparedMeasure] = field(default_factory=dict, init=False, repr=False, compare=False)

    def for_origin(self, origin: str) -> PreparedMeasure:
        """The measure as goods of one origin meet it."""
        if origin not in self.measure.partners:
            return self
        if origin not in self._own:
            measure = self.measure.for_origin(origin)
            self._own[origin] = replace(self, measure=measure, readings=_latest_first(measure))
        return self._own[origin]

    def reading(self, as_of: date, known_by: date) -> tuple[date, DutyEntry] | None:
        """The last reading under the latest day not after ``as_of`` of which anything was published by ``known_by``."""
        for day, entries in self.readings:
            if day <= as_of:
                for entry in reversed(entries):
                    if entry.published <= known_by:
                        return day, entry
        return None

    def is_over(self, as_of: date, known_by: date) -> bool:
        """Whether it has ended: by its own last day or by a later act."""
        if self.measure.last_day and as_of > self.measure.last_day:
            return True
        found = self.reading(as_of, known_by)
        return found is not None and found[1].ends is True


def make_ready(measures: Sequence[Measure], lists: Mapping[str, CodeList]) -> tuple[PreparedMeasure, ...]:
    """The measures with their scopes and relations, those that nothing beats first."""
    beaten, known = beaten_by(measures), dict(lists)
    by_id = {measure.id: measure for measure in measures}
    return tuple(
        PreparedMeasure(
            measure=by_id[name],
            scope=scope_of(by_id[name].goods, name, known),
            beaten_by=beaten[name],
            readings=_latest_first(by_id[name]),
        )
        for name in strongest_first(beaten)
    )


def _latest_first(measure: Measure) -> tuple[tuple[date, tuple[DutyEntry, ...]], ...]:
    found = ((day, tuple(entry for entry in measure.duties[day] if not entry.expected)) for day in sorted(measure.duties, reverse=True))
    return tuple((day, entries) for day, entries in found if entries)


def beaten_by(measures: Sequence[Measure]) -> dict[str, frozenset[str]]:
    """For each measure the ids of those that take its place: those it yields to and those that supersede it."""
    found: dict[str, set[str]] = {measure.id: set() for measure in measures}
    for measure in measures:
        found[measure.id].update(strong.id for strong in named_by(measure.yields_to, measure, measures))
        for weak in named_by(measure.supersedes, measure, measures):
            found[weak.id].add(measure.id)
    return {name: frozenset(strong) for name, strong in found.items()}


def named_by(names: Iterable[str], owner: Measure, measures: Sequence[Measure]) -> list[Measure]:
    """The other measures that a relation names: by id, by type or by legal ground."""
    wanted = set(names)
    return [
        one
        for one in measures
        if one.id != owner.id and one.importer == owner.importer and not wanted.isdisjoint((one.id, one.type, one.basis))
    ]


def strongest_first(beaten: Mapping[str, frozenset[str]]) -> list[str]:
    """The names so that each comes after all that beat it; a circle is an ``AskError``."""
    sorter, ordered = TopologicalSorter(beaten), list[str]()
    try:
        sorter.prepare()
    except CycleError as found:
        raise ask_error(
            "measures", "yield to each other in a circle", ", ".join(found.args[1][1:]), "Remove one of the relations."
        ) from found
    while free := sorted(sorter.get_ready()):
        ordered += free
        sorter.done(*free)
    return ordered


def rule_on(prepared: PreparedMeasure, as_of: date, known_by: date, scenarios: Sequence[Scenario]) -> Rule | None:
    """The measure as a rule of one day under the scenarios that then lie over it, or nothing when it charges nothing."""
    measure = prepared.measure
    found = None if measure.last_day and as_of > measure.last_day else prepared.reading(as_of, known_by)
    for one in scenarios:
        if measure.id in one.expect and not prepared.is_over(as_of, known_by):
            return _expected(prepared, one)
        if one.says(measure.id, base=measure.is_base) == "off":
            return None
        if measure.id in one.change and found and not found[1].ends:
            return _changed(prepared, found, one)
    if found is None or found[1].ends:
        return None
    day, entry = found
    return _rule(prepared, day, entry, entry.charged, entry.quota)


def _rule(
    prepared: PreparedMeasure,
    day: date,
    entry: DutyEntry,
    charged: tuple[Verb, Duty] | None,
    quota: Quota | None = None,
    scenario: str = "",
) -> Rule:
    measure = prepared.measure
    return Rule(
        id=measure.id,
        measure=measure,
        is_base=measure.is_base,
        in_force=day,
        entry=entry,
        charged=charged,
        quota=quota,
        on=entry.on,
        beaten_by=prepared.beaten_by,
        scenario=scenario,
    )


def _changed(prepared: PreparedMeasure, found: tuple[date, DutyEntry], scenario: Scenario) -> Rule:
    """The measure with another duty; its act stays that of the measure it changes."""
    change = scenario.change[prepared.measure.id]
    return _rule(prepared, max(found[0], scenario.from_), found[1], change.charged, change.quota, scenario.id)


def _expected(prepared: PreparedMeasure, scenario: Scenario) -> Rule:
    """The measure with the duty that was announced for a day."""
    measure, day = prepared.measure, scenario.expect[prepared.measure.id]
    entry = measure.expectation(day)
    if entry is None or entry.expected is None:
        known = ", ".join(str(one) for one in measure.duties if measure.expectation(one)) or "none"
        raise ask_error(f"scenario {scenario.id}", f"expects a duty of {measure.id} that is not there", day, f"Expected entries: {known}.")
    return _rule(prepared, day, entry, (entry.expected.verb, entry.expected.duty), scenario=scenario.id)


class Finder:
    """Finds the measures that cover a code or may cover it, by the prefixes their scopes name; remembers what it found."""

    def __init__(self, prepared: Sequence[PreparedMeasure]) -> None:
        self._scopes = {one.measure.id: one.scope for one in prepared}
        self._always = [name for name, scope in self._scopes.items() if scope.all]
        self._near: dict[str, list[str]] = {}
        self._found: dict[str, dict[str, bool | None]] = {}
        for name, scope in self._scopes.items():
            for prefix in scope.touched() or ():
                self._near.setdefault(prefix, []).append(name)

    def covering(self, code: str) -> Mapping[str, bool | None]:
        """For each measure that covers a code ``True``, for each that may cover it ``None``; the others are left out."""
        if code not in self._found:
            names = [*self._always, *(name for size in range(2, len(code) + 1, 2) for name in self._near.get(code[:size], ()))]
            said = {name: self._scopes[name].holds(code) for name in dict.fromkeys(names)}
            self._found[code] = {name: holds for name, holds in said.items() if holds is not False}
        return self._found[code]
