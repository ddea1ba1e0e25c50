"""The tariff schedule of one importer: every measure, readable as at any day and as known by any day.

``as_of`` is the day of entry (Washington) and ``known_by`` the day up to which acts count as published. The two are
free of each other: what was owed in August as known in September; what a car entering in December was expected to owe in June.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Protocol

from tradebrief.errors import ask_error, near
from tradebrief.given import day_given, is_latest, party, says_latest
from tradebrief.law.answer import answer, read_question
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.goods import CodeList
from tradebrief.law.goods_words import GoodsNames
from tradebrief.law.hts.equivalents import Equivalents
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import Finder, KnownLaw, PartyRecord, PreparedMeasure, make_ready, rule_on
from tradebrief.law.scenario import Scenario, contradictions, on_terms_of, terms_partner
from tradebrief.law.stacking import Rule
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result

Chosen = tuple[Scenario, ...]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class TariffSchedule(Result):
    """All measures of one importer. Hashed by identity; ask it ``as_at`` a day."""

    importer: str
    measures: tuple[Measure, ...]
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    partners: Mapping[str, PartyRecord] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    equivalents: Equivalents | None = field(default=None, repr=False)
    goods_names: GoodsNames | None = field(default=None, repr=False)
    _laws: dict[Any, LawOfDay] = field(default_factory=dict, init=False, repr=False)

    _frames: ClassVar[Mapping[str, Frame]] = {"measure": Frame("measures", "measure=id title type last_day")}
    _next: ClassVar[Sequence[str]] = ('schedule.as_at("2025-06-14")', "tb.current_duties(book, code, as_of=…)")
    _heading: ClassVar[str] = "Tariff schedule of {0.importer}"

    @cached_property
    def prepared(self) -> tuple[PreparedMeasure, ...]:
        """The measures made ready, those that nothing beats first."""
        return make_ready(self.measures, self.lists)

    @cached_property
    def by_id(self) -> Mapping[str, PreparedMeasure]:
        """The measures made ready, by id."""
        return {one.measure.id: one for one in self.prepared}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.by_id)}

    def place_of(self, rule: Rule) -> int:
        """The place of a rule's measure from strong to weak."""
        return self._places[rule.id]

    @cached_property
    def finder(self) -> Finder:
        """Finds the measures beyond the base duty that cover a code; base rates are looked up line by line."""
        return Finder([one for one in self.prepared if not one.measure.is_base])

    @cached_property
    def law(self) -> KnownLaw:
        """How far the law is known: as the seeds say, or from the first to the last day any measure names."""
        stated = self.partners[self.importer].law if self.importer in self.partners else None
        if stated:
            return stated
        if not self.measures:
            raise ask_error(f"schedule of {self.importer}", "holds no measure", remedy="Write one into seeds/measures.")
        days = [day for measure in self.measures for day in (*measure.duties, *filter(None, (measure.last_day,)))]
        told = [entry.published for measure in self.measures for entries in measure.duties.values() for entry in entries]
        return KnownLaw(first_day=min(days), known_to=max(told), last_day=max([*days, *told]))

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The conditions an importer can claim."""
        return tuple(sorted({name for measure in self.measures for name in (measure.if_claimed, measure.unless_claimed) if name}))

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The origins whose goods can be asked about: those the seeds name, or every one a measure names."""
        named = set(self.partners) or {party for measure in self.measures for party in measure.origins.only}
        return tuple(sorted(named - {self.importer}))

    def as_at(self, as_of: date | str, known_by: date | str | None = None, scenario: Iterable[str] | str = ()) -> LawOfDay:
        """The law on the day ``as_of`` by what was public on the day ``known_by`` (default: all that is known), under scenarios.

        Days outside those known, unknown scenarios and scenarios that contradict each other are an ``AskError``.
        """
        names = one_or_several(scenario)
        key = (self.day(as_of), self.known_day(known_by), names)
        if key not in self._laws:
            self._laws[key] = LawOfDay(schedule=self, as_of=key[0], known_by=key[1], scenarios=names, chosen=self.chosen(names))
        return self._laws[key]

    def day(self, as_of: date | str) -> date:
        """A day of entry within the days whose law is known."""
        day = self.law.last_day if says_latest(as_of) else day_given(as_of, "as_of")
        if not self.law.first_day <= day <= self.law.last_day:
            raise ask_error(
                "as_of",
                "is outside the days whose law is known",
                day,
                f"The law of {self.importer} is known from {self.law.first_day} to {self.law.last_day}.",
            )
        return day

    def known_day(self, known_by: date | str | None) -> date:
        """A day of knowing; ``None`` or ``latest`` is the last day up to which acts were searched."""
        if is_latest(known_by):
            return self.law.known_to
        day = day_given(known_by, "known_by")
        if not self.law.first_day <= day <= self.law.known_to:
            raise ask_error(
                "known_by",
                "is outside the days whose acts are known",
                day,
                f"Acts are known from {self.law.first_day} to {self.law.known_to}.",
            )
        return day

    def chosen(self, names: Iterable[str]) -> Chosen:
        """The scenarios of these names, once it is sure that no two contradict each other."""
        found = tuple(self._scenario(name) for name in dict.fromkeys(names))
        base = frozenset(measure.id for measure in self.measures if measure.is_base)
        for one, other, measure, here, there in contradictions(list(found), base):
            raise ask_error(
                f"scenarios {one.id} and {other.id}", f"contradict each other on {measure}", f"{here} and {there}", "Leave one of them out."
            )
        return found

    def _scenario(self, name: str) -> Scenario:
        """A scenario of the seeds, or the terms of a partner."""
        if name in self.scenarios and self.scenarios[name].importer in (None, self.importer):
            return self.scenarios[name]
        partner = terms_partner(name)
        if partner in self.origins:
            known = self.partners.get(partner)
            return on_terms_of(partner, known.name if known else partner, self.law.first_day, self.importer)
        raise ask_error("scenario", "is no scenario", name, near(name, self.scenarios))

    def rules(self, prepared: Iterable[PreparedMeasure], origin: str, as_of: date, known_by: date, chosen: Chosen) -> list[Rule]:
        """The measures in force for an origin, strongest first, with the scenarios laid over them; an unknown origin is an ``AskError``."""
        if origin not in self.origins:
            raise ask_error("origin", "is no origin whose duties are known", origin, near(origin, self.origins))
        active = [one for one in chosen if as_of in one.period and one.meets(origin)]
        terms = next((one.terms_of for one in active if one.terms_of), origin)
        whose = ((one, origin if one.measure.is_base else terms) for one in prepared)
        found = (rule_on(one.for_origin(each), as_of, known_by, active) for one, each in whose if one.measure.origins.holds(each))
        return [rule for rule in found if rule is not None]


@dataclass(frozen=True, kw_only=True, repr=False)
class LawOfDay(Result):
    """The law of one day as known by one day: ask it for the duty on a good.

    ``tb.load().schedule("USA").as_at("2025-06-14").duty("8703.23.01", "JPN").total`` is ``Decimal('0.275')``.
    """

    schedule: TariffSchedule
    as_of: date
    known_by: date
    scenarios: tuple[str, ...] = ()
    chosen: Chosen = field(default=(), repr=False, compare=False)
    _rules: dict[str, list[Rule]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _answers: dict[tuple[str, str], AppliedDuty] = field(default_factory=dict, init=False, repr=False, compare=False)
    _frames: ClassVar[Mapping[str, Frame]] = {"measure": Frame("in_force", "measure title says act cite published in_force confidence")}
    _heading: ClassVar[str] = "The law of {0.as_of}, as known by {0.known_by}"

    @property
    def in_force(self) -> list[tuple[Any, ...]]:
        """Every measure that charges something that day, of whatever origin, without scenarios: what it says, and the act."""
        found = (
            (one, one.reading(self.as_of, self.known_by)) for one in self.schedule.prepared if not one.is_over(self.as_of, self.known_by)
        )
        return [
            (one.measure.id, one.measure.title, entry.says, entry.act, entry.cite, entry.published, day, entry.confidence)
            for one, (day, entry) in ((one, found) for one, found in found if found)
        ]

    def rules(self, origin: str) -> list[Rule]:
        """The measures in force for goods of an origin, strongest first; an unknown origin is an ``AskError``."""
        origin = party(origin)
        if origin not in self._rules:
            self._rules[origin] = self.schedule.rules(self.schedule.prepared, origin, self.as_of, self.known_by, self.chosen)
        return self._rules[origin]

    @tells_gaps
    def duty(self, code: str, origin: str, **asked: Any) -> AppliedDuty:
        """What a good of ``origin`` owes, as a fraction of its customs value with every component.

        ``code`` is the HS code of a line (8 or 10 digits). Of ``asked``, ``quantity`` is the number of units in the quota's period, ``unit_value`` what
        one unit is worth (for specific duties), ``claims`` conditions the importer claims, ``shares`` how large the parts of the value are
        that a duty applies to, ``mfn`` the column 1 rate of a line whose rate is not in the seeds, ``preference`` whether preferential rates are taken
        as claimed (they are), ``strict`` whether a line of which an act may take a part is refused instead of answered with ``low`` and ``high``.
        What cannot be answered is an ``AskError``.
        """
        origin = party(origin)
        if asked:
            return answer(self, self.rules(origin), origin, read_question(self.schedule, code, **asked))
        if (code, origin) not in self._answers:
            self._answers[code, origin] = answer(self, self.rules(origin), origin, read_question(self.schedule, code))
        return self._answers[code, origin]


class Schedules(Protocol):
    """Anything that holds tariff schedules by importer, as a workbook does."""

    def schedule(self, importer: str | None = None) -> TariffSchedule:
        """The schedule of an importer."""
        ...

    def origin_asked(self, origin: str | None) -> str:
        """Whose goods are asked about."""
        ...
