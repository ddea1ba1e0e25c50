"""A question about one good on one day, and its answer: which measures cover it, what they come to, what is not known.

A scope can leave open whether it covers a code: an act takes some lines of a heading and the full list is not here, or
the code is too short. Such a measure is tried both ways; only where the answer hangs on it the question is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from tradebrief.errors import AskError, ask_error, near
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.duty import Duty, percent
from tradebrief.law.goods import CodeLine, Scope, dotted, examples, read_code
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import Finder, PartyRecord, PreparedMeasure
from tradebrief.law.stacking import Asked, Rule, StackedDuty, combine


class _Measures(Protocol):
    """What an answer needs of a tariff schedule: its measures made ready, how to find them, and what the seeds say of parties and shares."""

    @cached_property
    def by_id(self) -> Mapping[str, PreparedMeasure]: ...
    @cached_property
    def finder(self) -> Finder: ...
    @property
    def partners(self) -> Mapping[str, PartyRecord]: ...
    @property
    def shares(self) -> Mapping[str, Decimal]: ...
    @cached_property
    def claims(self) -> tuple[str, ...]: ...
    def place_of(self, rule: Rule) -> int: ...


class _Day(Protocol):
    """What an answer needs of the law of a day."""

    @property
    def schedule(self) -> _Measures: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_by(self) -> date: ...
    @property
    def scenarios(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsQuestion:
    """A good as it is asked about: its digits, what is claimed, what is given."""

    code: str
    claims: frozenset[str]
    given: Asked


def read_question(
    schedule: _Measures,
    code: str,
    *,
    quantity: Decimal | int | None = None,
    unit_value: Decimal | None = None,
    claims: Iterable[str] = (),
    shares: Mapping[str, Decimal] | None = None,
    mfn: Decimal | None = None,
) -> GoodsQuestion:
    """A question, read; an ``AskError`` for what is no code, no number above zero or nothing that can be claimed."""
    try:
        digits = read_code(code)
    except ValueError as bad:
        wrong, _, rest = str(bad).partition(" (got ")
        raise ask_error("code", wrong, code, rest.partition("). ")[2]) from bad
    claimed = frozenset(claims)
    for name in claimed.difference(schedule.claims) if claimed else ():
        raise ask_error("claim", "is nothing an importer can claim", name, near(name, schedule.claims))
    given = Asked(
        quantity=_above_zero("quantity", quantity),
        unit_value=_above_zero("unit_value", unit_value),
        shares={**schedule.shares, **{name: _exact(share) for name, share in shares.items()}} if shares else schedule.shares,
        mfn=None if mfn is None else _exact(mfn),
    )
    return GoodsQuestion(code=digits, claims=claimed, given=given)


def answer(law: _Day, rules: list[Rule], origin: str, question: GoodsQuestion) -> AppliedDuty:
    """The duty by the measures that surely cover a good, once it is sure that those which may cover it change nothing."""
    lines = {rule.id: _base_line(law.schedule.by_id[rule.id].scope, question.code) for rule in rules if rule.is_base}
    if question.given.mfn is None and not any(lines.values()):
        raise _uncovered(law, [rule for rule in rules if rule.is_base], question.code)
    sure, doubtful = _covering(law, rules, lines, question)
    stack = _settled(law, sure, doubtful, lines, question)
    return AppliedDuty(
        code=dotted(question.code),
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


def _covering(law: _Day, rules: list[Rule], lines: Mapping[str, CodeLine | None], question: GoodsQuestion) -> tuple[list[Rule], list[Rule]]:
    """The rules that surely cover a good and those that may, as far as their conditions are met; strongest first."""
    known = {**law.schedule.finder.covering(question.code)}
    known.update({name: line is not None or question.given.mfn is not None for name, line in lines.items()})
    near_by = [rule for rule in rules if rule.id in known and _is_claimed(rule.measure, question.claims)]
    return [rule for rule in near_by if known[rule.id]], [rule for rule in near_by if known[rule.id] is None]


def _settled(
    law: _Day, sure: list[Rule], doubtful: list[Rule], lines: Mapping[str, CodeLine | None], question: GoodsQuestion
) -> StackedDuty:
    """What the sure rules come to; an ``AskError`` where one that may cover the good would change it."""
    code, given = question.code, question.given
    duties = {name: line.duty or Duty() for name, line in lines.items() if line}
    stack = _combined(sure, duties, given, code)
    _refuse_what_cannot_be_said(sure, stack, code)
    deciding = []
    for rule in doubtful:
        tried = sorted([*sure, rule], key=law.schedule.place_of)
        if not _same_charges(_combined(tried, duties, given, code), stack):
            deciding.append((rule, law.schedule.by_id[rule.id].scope))
    if deciding:
        raise _undecided(deciding, code)
    return stack


def _combined(rules: list[Rule], duties: Mapping[str, Duty], given: Asked, code: str) -> StackedDuty:
    """The stack of some rules; what it lacks, a unit value or a share, is an ``AskError``."""
    try:
        return combine([rule for rule in rules if not rule.entry.cannot_be_said], lambda rule: duties.get(rule.id, Duty()), given)
    except ValueError as bad:
        raise ask_error(
            dotted(code), f"owes a duty that {str(bad).partition(' (got ')[0]}", remedy="Give the value with --unit-value, as 10 or 0.40."
        ) from bad
    except LookupError as bad:
        raise ask_error(
            dotted(code),
            f"owes a duty on part of its value, and the share '{bad.args[0]}' is not known",
            remedy=f"Give it with --share {bad.args[0]}=40%.",
        ) from bad


def _same_charges(one: StackedDuty, other: StackedDuty) -> bool:
    """Whether two stacks charge the same, whatever else is named beside it."""
    return [part for part in one.components if part.duty] == [part for part in other.components if part.duty]


def _is_claimed(measure: Measure, claims: frozenset[str]) -> bool:
    return (measure.if_claimed is None or measure.if_claimed in claims) and (
        measure.unless_claimed is None or measure.unless_claimed not in claims
    )


def _base_line(scope: Scope, code: str) -> CodeLine | None:
    """The line that gives the base duty: the longest above the code, or those below it where all have one rate."""
    below = [line for one in scope.inside for line in one.below(code)]
    found = scope.line(code)
    if not below:
        return found if found and found.covers == "all" else None
    rates = {str(line.duty) for line in [*below, *([found] if found else [])]}
    return below[0] if len(rates) == 1 and all(line.covers == "all" for line in below) else None


def _uncovered(law: _Day, base: list[Rule], code: str) -> AskError:
    scopes = [law.schedule.by_id[rule.id].scope for rule in base]
    below = [line for scope in scopes for one in scope.inside for line in one.below(code)]
    if below:
        return ask_error("code", "is too short to tell which rate is meant", dotted(code), f"Write a longer code, as {examples(below)}.")
    known = [line for scope in scopes for one in scope.inside for line in one.lines]
    close = [line for size in (6, 4, 2) for line in known if line.code.startswith(code[:size]) and len(code) >= size]
    remedy = f"Known nearby: {examples(dict.fromkeys(close))}." if close else f"Known: {len(known)} lines, as {examples(known)}."
    return ask_error(
        "code",
        f"has no base duty known to the seeds on {law.as_of}",
        dotted(code),
        f"{remedy} Or give its column 1 rate with --mfn '2.5%'.",
    )


def _undecided(open_scopes: list[tuple[Rule, Scope]], code: str) -> AskError:
    """Scopes that cannot tell whether they cover a code, where the answer depends on them: told of one that a longer code would settle, if any."""
    told = [(rule, found) for rule, scope in open_scopes if (found := scope.doubtful(code))]
    rule, open_list = next(((rule, found) for rule, found in told if found.below(code)), told[0])
    below = open_list.below(code)
    if below:
        return ask_error(
            "code",
            f"is too short: {rule.id} ({rule.entry.act}) covers part of it",
            dotted(code),
            f"Write a longer code, as {examples(below)}.",
        )
    name = open_list.name
    wrong = f"is in a heading of which {rule.entry.act} ({rule.id}) takes some lines only, and the full list '{name}' is not here"
    return ask_error("code", wrong, dotted(code), f"Give the folder that holds {name}.csv with --lists DIR.")


def _refuse_what_cannot_be_said(rules: list[Rule], stack: StackedDuty, code: str) -> None:
    """A charge that is no share of the value is refused where nothing stronger takes its place."""
    charged = {one.measure for one in stack.components}
    for rule in rules:
        if rule.entry.cannot_be_said and not charged & rule.beaten_by:
            raise ask_error(
                dotted(code),
                f"owes what is no share of its value under {rule.id} ({rule.entry.act})",
                rule.entry.cannot_be_said,
                "Work it out by the act.",
            )


def _about_sources(law: _Day, rules: list[Rule], lines: Mapping[str, CodeLine | None], question: GoodsQuestion, origin: str) -> list[str]:
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


def _exact(number: Decimal | float) -> Decimal:
    """A rate or share as the digits it is written with."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


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
