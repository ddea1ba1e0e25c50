"""The tariff schedule of one importer: every measure, readable as at any day and as known by any day.

``as_of`` is the day of entry (Washington) and ``known_by`` the day up to which acts count as published. The two are
free of each other: what was owed in August as known in September; what a car entering in December was expected to owe in June.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tradebrief.applied import AppliedDuty, Asked, Rule, Stack, combine
from tradebrief.changes import Change, Conflict, conflicts_in, history_of
from tradebrief.duty import Duty, percent
from tradebrief.errors import AskError, ask_error, near
from tradebrief.goods import CodeList, Line, Scope, dotted, examples, read_code
from tradebrief.measure import Measure
from tradebrief.period import read_day
from tradebrief.scenario import Scenario, contradictions
from tradebrief.standing import Finder, KnownLaw, Partner, Standing, make_ready, rule_on

Chosen = tuple[Scenario, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class TariffSchedule:
    """All measures of one importer. Hashed by identity; ask it ``as_at`` a day."""

    importer: str
    measures: tuple[Measure, ...]
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    _laws: dict[Any, LawOfDay] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The measures made ready, those that nothing beats first."""
        return make_ready(self.measures, self.lists)

    @cached_property
    def by_id(self) -> Mapping[str, Standing]:
        """The measures made ready, by id."""
        return {one.measure.id: one for one in self.standings}

    @cached_property
    def finder(self) -> Finder:
        """Finds the measures that cover a code."""
        return Finder(self.standings)

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

    def as_at(self, as_of: date | str, known_by: date | str | None = None, scenarios: Iterable[str] | str = ()) -> LawOfDay:
        """The law on the day ``as_of`` by what was public on the day ``known_by`` (default: all that is known), under scenarios.

        Days outside those known, unknown scenarios and scenarios that contradict each other are an ``AskError``.
        """
        names = (scenarios,) if isinstance(scenarios, str) else tuple(scenarios)
        key = (self.day(as_of), self.known_day(known_by), names)
        if key not in self._laws:
            self._laws[key] = LawOfDay(schedule=self, as_of=key[0], known_by=key[1], scenarios=names, chosen=self.chosen(names))
        return self._laws[key]

    def history(self, code: str, origin: str, known_by: date | str | None = None, scenarios: Iterable[str] | str = (), **asked: Any) -> tuple[Change, ...]:
        """Every change of what a good owes, with its cause and the days that led to it; ``asked`` as in ``LawOfDay.duty``."""
        return history_of(self, code, origin, known_by, scenarios, **asked)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The days on which two readings of the law differ, and why."""
        return conflicts_in(self.measures, self.law.last_day)

    def day(self, as_of: date | str) -> date:
        """A day of entry within the days whose law is known."""
        day = _read(as_of, "--as-of")
        if not self.law.first_day <= day <= self.law.last_day:
            raise ask_error("--as-of", "is outside the days whose law is known", day, f"The law of {self.importer} is known from {self.law.first_day} to {self.law.last_day}.")
        return day

    def known_day(self, known_by: date | str | None) -> date:
        """A day of knowing; ``None`` or ``latest`` is the last day up to which acts were searched."""
        if known_by is None or known_by in {"", "latest"}:
            return self.law.known_to
        day = _read(known_by, "--known-by")
        if not self.law.first_day <= day <= self.law.known_to:
            raise ask_error("--known-by", "is outside the days whose acts are known", day, f"Acts are known from {self.law.first_day} to {self.law.known_to}.")
        return day

    def chosen(self, names: Iterable[str]) -> Chosen:
        """The scenarios of these names, once it is sure that no two contradict each other."""
        for name in names:
            if name not in self.scenarios or self.scenarios[name].importer != self.importer:
                raise ask_error("--scenario", "is no scenario", name, near(name, self.scenarios))
        found = tuple(self.scenarios[name] for name in dict.fromkeys(names))
        base = frozenset(measure.id for measure in self.measures if measure.is_base)
        for one, other, measure, here, there in contradictions(list(found), base):
            raise ask_error(f"scenarios {one.id} and {other.id}", f"contradict each other on {measure}", f"{here} and {there}", "Leave one of them out.")
        return found

    def rules(self, standings: Iterable[Standing], origin: str, as_of: date, known_by: date, chosen: Chosen) -> list[Rule]:
        """The measures in force for an origin, strongest first, with the scenarios laid over them; an unknown origin is an ``AskError``."""
        if origin not in self.origins:
            raise ask_error("--origin", "is no origin whose duties are known", origin, near(origin, self.origins))
        active = [one for one in chosen if as_of in one.period and one.meets(origin)]
        found = (rule_on(one, as_of, known_by, active) for one in standings if one.measure.origins.holds(origin))
        return [rule for rule in found if rule is not None]


@dataclass(frozen=True, kw_only=True)
class LawOfDay:
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

    def rules(self, origin: str) -> list[Rule]:
        """The measures in force for goods of an origin, strongest first; an unknown origin is an ``AskError``."""
        if origin not in self._rules:
            self._rules[origin] = self.schedule.rules(self.schedule.standings, origin, self.as_of, self.known_by, self.chosen)
        return self._rules[origin]

    def duty(self, code: str, origin: str, **asked: Any) -> AppliedDuty:
        """What a good of ``origin`` owes, as a fraction of its customs value with every component.

        ``code`` is the HS code of a line (8 or 10 digits). Of ``asked``, ``quantity`` is the number of units in the quota's period, ``unit_value`` what
        one unit is worth (for specific duties), ``claims`` conditions the importer claims, ``shares`` how large the parts of the value are
        that a duty lies on, ``mfn`` the column 1 rate of a line whose rate is not in the seeds. What cannot be answered is an ``AskError``.
        """
        if asked:
            return answer(self, self.rules(origin), origin, read_question(self.schedule, code, **asked))
        if (code, origin) not in self._answers:
            self._answers[code, origin] = answer(self, self.rules(origin), origin, read_question(self.schedule, code))
        return self._answers[code, origin]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A good as it is asked about: its digits, what is claimed, what is given."""

    code: str
    claims: frozenset[str]
    given: Asked


def read_question(
    schedule: TariffSchedule,
    code: str,
    *,
    quantity: Decimal | int | None = None,
    unit_value: Decimal | None = None,
    claims: Iterable[str] = (),
    shares: Mapping[str, Decimal] | None = None,
    mfn: Decimal | None = None,
) -> Question:
    """A question, read; an ``AskError`` for what is no code, no number above zero or nothing that can be claimed."""
    try:
        digits = read_code(code)
    except ValueError as bad:
        wrong, _, rest = str(bad).partition(" (got ")
        raise ask_error("code", wrong, code, rest.partition("). ")[2]) from bad
    claimed = frozenset(claims)
    for name in claimed - set(schedule.claims):
        raise ask_error("--claim", "is nothing an importer can claim", name, near(name, schedule.claims))
    given = Asked(
        quantity=_above_zero("--quantity", quantity),
        unit_value=_above_zero("--unit-value", unit_value),
        shares={**schedule.shares, **shares} if shares else schedule.shares,
        mfn=mfn,
    )
    return Question(code=digits, claims=claimed, given=given)


def answer(law: LawOfDay, rules: list[Rule], origin: str, question: Question) -> AppliedDuty:
    """The duty by the measures that surely cover a good, once it is sure that those which may cover it change nothing."""
    code, given, by_id = question.code, question.given, law.schedule.by_id
    covering = law.schedule.finder.covering(code)
    lines = {rule.id: _base_line(by_id[rule.id].scope, code) for rule in rules if rule.measure.is_base}
    if given.mfn is None and not any(lines.values()):
        raise _uncovered(law, [rule for rule in rules if rule.measure.is_base], code)
    known = {**covering, **{name: line is not None or given.mfn is not None for name, line in lines.items()}}
    near_by = [rule for rule in rules if rule.id in known and _is_claimed(rule.measure, question.claims)]
    duties = {name: line.duty or Duty() for name, line in lines.items() if line}
    sure = [rule for rule in near_by if known[rule.id]]
    stack = _combined(sure, duties, given, code)
    doubtful = [rule for rule in near_by if known[rule.id] is None]
    deciding = [rule for rule in doubtful if not _same_charges(_combined([one for one in near_by if one in sure or one is rule], duties, given, code), stack)]
    if deciding:
        raise _undecided([(rule, by_id[rule.id].scope) for rule in deciding], code)
    _refuse_what_cannot_be_said(sure, stack, code)
    return AppliedDuty(
        code=dotted(code),
        origin=origin,
        as_of=law.as_of,
        known_by=law.known_by,
        scenario=law.scenarios,
        total=sum((one.duty for one in stack.components), Decimal(0)),
        last_unit=stack.last_unit,
        components=stack.components,
        gave_way=stack.gave_way,
        caveats=(*stack.caveats, *_about_sources(law, sure, lines, question, origin)),
    )


def _combined(rules: list[Rule], duties: Mapping[str, Duty], given: Asked, code: str) -> Stack:
    """The stack of some rules; what it lacks, a unit value or a share, is an ``AskError``."""
    try:
        return combine([rule for rule in rules if not rule.entry.cannot_be_said], lambda rule: duties.get(rule.id, Duty()), given)
    except ValueError as bad:
        raise ask_error(dotted(code), f"owes a duty that {str(bad).partition(' (got ')[0]}", remedy="Give the value with --unit-value, as 10 or 0.40.") from bad
    except LookupError as bad:
        raise ask_error(dotted(code), f"owes a duty on part of its value, and the share '{bad.args[0]}' is not known", remedy=f"Give it with --share {bad.args[0]}=40 %.") from bad


def _same_charges(one: Stack, other: Stack) -> bool:
    """Whether two stacks charge the same, whatever else is named beside it."""
    return [part for part in one.components if part.duty] == [part for part in other.components if part.duty]


def _is_claimed(measure: Measure, claims: frozenset[str]) -> bool:
    return (measure.if_claimed is None or measure.if_claimed in claims) and (measure.unless_claimed is None or measure.unless_claimed not in claims)


def _base_line(scope: Scope, code: str) -> Line | None:
    """The line that gives the base duty: the longest above the code, or those below it where all have one rate."""
    below = [line for one in scope.inside for line in one.below(code)]
    found = scope.line(code)
    if not below:
        return found if found and found.covers == "all" else None
    rates = {str(line.duty) for line in [*below, *([found] if found else [])]}
    return below[0] if len(rates) == 1 and all(line.covers == "all" for line in below) else None


def _uncovered(law: LawOfDay, base: list[Rule], code: str) -> AskError:
    scopes = [law.schedule.by_id[rule.id].scope for rule in base]
    below = [line for scope in scopes for one in scope.inside for line in one.below(code)]
    if below:
        return ask_error("code", "is too short to tell which rate is meant", dotted(code), f"Write a longer code, as {examples(below)}.")
    known = [line for scope in scopes for one in scope.inside for line in one.lines]
    close = [line for size in (6, 4, 2) for line in known if line.code.startswith(code[:size]) and len(code) >= size]
    remedy = f"Known nearby: {examples(dict.fromkeys(close))}." if close else f"Known: {len(known)} lines, as {examples(known)}."
    return ask_error("code", f"has no base duty known to the seeds on {law.as_of}", dotted(code), f"{remedy} Or give its column 1 rate with --mfn '2.5 %'.")


def _undecided(open_scopes: list[tuple[Rule, Scope]], code: str) -> AskError:
    """Scopes that cannot tell whether they cover a code, where the answer depends on them: told of one that a longer code would settle, if any."""
    told = [(rule, found) for rule, scope in open_scopes if (found := scope.doubtful(code))]
    rule, open_list = next(((rule, found) for rule, found in told if found.below(code)), told[0])
    below = open_list.below(code)
    if below:
        return ask_error("code", f"is too short: {rule.id} ({rule.entry.act}) covers part of it", dotted(code), f"Write a longer code, as {examples(below)}.")
    name = open_list.name
    wrong = f"is in a heading of which {rule.entry.act} ({rule.id}) takes some lines only, and the full list '{name}' is not here"
    return ask_error("code", wrong, dotted(code), f"Give the folder that holds {name}.csv with --lists DIR.")


def _refuse_what_cannot_be_said(rules: list[Rule], stack: Stack, code: str) -> None:
    """A charge that is no share of the value is refused where nothing stronger takes its place."""
    charged = {one.measure for one in stack.components}
    for rule in rules:
        if rule.entry.cannot_be_said and not charged & rule.beaten_by:
            raise ask_error(dotted(code), f"owes what is no share of its value under {rule.id} ({rule.entry.act})", rule.entry.cannot_be_said, "Work it out by the act.")


def _about_sources(law: LawOfDay, rules: list[Rule], lines: Mapping[str, Line | None], question: Question, origin: str) -> list[str]:
    """What an answer should say of its own sources: rates given or remembered, lists in short form, what its origin leaves out."""
    said = []
    for line in filter(None, lines.values()):
        if question.given.mfn is None and line.basis == "memory":
            said.append(f"the column 1 rate of {dotted(line.code)} is cited from memory")
    if question.given.mfn is not None:
        said.append(f"the column 1 rate of {percent(question.given.mfn)} is the asker's")
    for rule in rules:
        scope = law.schedule.by_id[rule.id].scope
        said += [f"{one.name} is the user's full list" for one in scope.inside if one.full and one.holds(question.code)]
    partner = law.schedule.partners.get(origin)
    return [*said, *(f"left out: {thing}" for thing in (partner.missing if partner else ()))]


def _read(day: date | str, where: str) -> date:
    if isinstance(day, date):
        return day
    try:
        return read_day(day)
    except ValueError as bad:
        raise ask_error(where, "is not a day", day, "Write it as 2025-06-14.") from bad


def _above_zero(where: str, number: Any) -> Decimal | None:
    if number is None:
        return None
    try:
        found = Decimal(number)
    except (ArithmeticError, TypeError, ValueError) as bad:
        raise ask_error(where, "is not a number", number, "Write digits with a point.") from bad
    if not found.is_finite() or found <= 0:
        raise ask_error(where, "is not above zero", number, "Leave it out or give a number above zero.")
    return found
