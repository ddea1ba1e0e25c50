"""The base duty of a good: the general rate of its line, or the preferential rate that is taken as claimed, each as of the day.

A preferential rate is taken where the origin has one for the line, it is lower than the general one and states a rate; a rate that stands in
another line with a quota, or that hangs on a claim which decides more than the rate, is told of and not taken. Duties by unit come to a share of the value by
what a unit is worth, or else by what such goods paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from tradebrief.errors import ask_error
from tradebrief.law.duty import Duty
from tradebrief.law.goods import CodeLine, Scope, dotted, examples
from tradebrief.law.hts.equivalents import Equivalent, Equivalents
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.stacking import Asked, Rule

GENERAL = "mfn duty"


class _Measures(Protocol):
    @cached_property
    def by_id(self) -> Mapping[str, PreparedMeasure]: ...
    @property
    def equivalents(self) -> Equivalents | None: ...


class _Day(Protocol):
    @property
    def schedule(self) -> _Measures: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_by(self) -> date: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsQuestion:
    """A good as it is asked about: its digits, what is claimed, what is given."""

    code: str
    claims: frozenset[str]
    given: Asked
    preference: bool = True
    strict: bool = False


@dataclass(frozen=True, kw_only=True)
class BaseDuties:
    """The base duties of a good by measure, which of them apply, what duties by unit come to, and what to say of it."""

    duties: Mapping[str, Duty] = field(default_factory=dict)
    applying: tuple[str, ...] = ()
    equivalents: Mapping[str, Decimal] = field(default_factory=dict)
    lines: tuple[CodeLine, ...] = ()
    caveats: tuple[str, ...] = ()


def is_claimed(measure: Measure, claims: frozenset[str]) -> bool:
    """Whether the conditions of a measure are met by what the importer claims."""
    return (measure.if_claimed is None or measure.if_claimed in claims) and (
        measure.unless_claimed is None or measure.unless_claimed not in claims
    )


def base_duties(law: _Day, rules: list[Rule], origin: str, question: GoodsQuestion) -> BaseDuties:
    """The base duties of a good of an origin on the day of a law."""
    general = {rule.id for rule in rules if rule.measure.type == GENERAL}
    if question.given.mfn is not None:
        return BaseDuties(applying=tuple(general))
    found = {rule: line for rule in rules if (line := rate_line(law.schedule.by_id[rule.id].scope, question.code, law.as_of, law.known_by))}
    duties = {rule.id: line.duty_on(law.as_of, law.known_by) or Duty() for rule, line in found.items()}
    if not general & duties.keys():
        return BaseDuties()
    mfn = next(duties[name] for name in general if name in duties)
    told = _Equivalents(law, question, origin, mfn)
    said = list[str]()
    best: Rule | None = None
    for rule in found:
        if rule.id not in general:
            words = _not_taken(rule, duties[rule.id], mfn, told, question)
            if words is None and (best is None or _lower(told.rate(duties[rule.id]), told.rate(duties[best.id]))):
                best = rule
            said += [words] if words else []
    taken = {*general, best.id} if best else general
    said += [_as_claimed(best, duties[best.id], mfn)] if best else []
    _refuse_short(law, rules, found, question)
    rates = {name: one for name in ([best.id] if best else taken) if name in duties and (one := told.of(duties[name]))}
    return BaseDuties(
        duties=duties,
        applying=tuple(name for name in taken if name in duties),
        equivalents={name: one.rate for name, one in rates.items()},
        lines=tuple(line for rule, line in found.items() if rule.id in general),
        caveats=(*said, *(one.says for one in rates.values())),
    )


class _Equivalents:
    """What duties by unit come to for one question."""

    def __init__(self, law: _Day, question: GoodsQuestion, origin: str, general: Duty) -> None:
        self.table, self.code, self.origin, self.general = law.schedule.equivalents, question.code, origin, general
        self.unit_value = question.given.unit_value

    def of(self, duty: Duty) -> Equivalent | None:
        """The share of the value, where the value of a unit does not tell it."""
        if duty.is_ad_valorem or (self.unit_value and duty.specific and not duty.further) or self.table is None:
            return None
        return self.table.of(self.code, self.origin, duty, self.general)

    def rate(self, duty: Duty) -> Decimal | None:
        """The rate, where it can be told."""
        found = self.of(duty)
        try:
            return duty.rate(self.unit_value, found.rate if found else None)
        except ValueError:
            return None


def rate_line(scope: Scope, code: str, as_of: date, known_by: date) -> CodeLine | None:
    """The line that gives a rate on a day: the longest above the code, or those below it where all have one rate."""

    def stands(line: CodeLine | None) -> bool:
        return line is not None and not (line.before and line.duty_on(as_of, known_by) is None)

    below = [line for one in scope.inside for line in one.below(code) if stands(line)]
    found = scope.line(code)
    if not below:
        return found if found and found.covers == "all" and stands(found) else None
    rates = {str(line.duty_on(as_of, known_by)) for line in [*below, *([found] if found else [])]}
    return below[0] if len(rates) == 1 and all(line.covers == "all" for line in below) else None


def _not_taken(rule: Rule, duty: Duty, general: Duty, told: _Equivalents, question: GoodsQuestion) -> str | None:
    """Why a preferential rate is not taken, in words or in none; nothing where it is."""
    name = rule.measure.title
    if duty.reference:
        return f"{name}: the rate of this line stands elsewhere ({duty.reference.removeprefix('as for ')}) and is not taken"
    before, after = told.rate(general), told.rate(duty)
    if duty == general or (before is not None and after is not None and after >= before):
        return ""
    if not question.preference:
        return f"{name}: {duty} is not claimed"
    if not is_claimed(rule.measure, question.claims):
        return f"{name}: {duty} applies where the importer claims '{rule.measure.if_claimed}'"
    return None


def _lower(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and (other is None or one < other)


def _as_claimed(rule: Rule, duty: Duty, general: Duty) -> str:
    return f"{rule.measure.title}: {duty} is taken as claimed in place of {general} in column 1 general"


def _refuse_short(law: _Day, rules: list[Rule], found: Mapping[Rule, CodeLine], question: GoodsQuestion) -> None:
    """A code so short that a preference holds for some of its lines only, or at several rates, is refused."""
    if len(question.code) >= 8 or not question.preference:
        return
    below = {rule: [line for one in law.schedule.by_id[rule.id].scope.inside for line in one.below(question.code)] for rule in rules}
    lines = max((len(here) for rule, here in below.items() if rule.measure.type == GENERAL), default=0)
    for rule, here in below.items():
        if rule.measure.type != GENERAL and here and (rule not in found or len(here) < lines):
            wrong, remedy = f"is too short to tell whether '{rule.measure.title}' covers it", f"Write a longer code, as {examples(here)}."
            raise ask_error("code", wrong, dotted(question.code), remedy)
