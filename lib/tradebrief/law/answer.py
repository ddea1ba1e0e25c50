"""A question about one good on one day, and its answer: which measures cover it, what they come to, what is not known.

A scope can leave open whether it covers a code: an act takes some lines of a heading and the full list is not here, or
the code is too short. Such a measure is tried both ways; where the answer hangs on it, a code that is too short is refused, and
for a whole one the lowest and the highest total are given beside the total without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from tradebrief.errors import AskError, ask_error, near
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.base_duty import BaseDuties, GoodsQuestion, base_duties, is_claimed
from tradebrief.law.duty import Duty, percent
from tradebrief.law.goods import Scope, dotted, examples, read_code
from tradebrief.law.goods_words import GoodsNames
from tradebrief.law.hts.equivalents import Equivalents
from tradebrief.law.prepared_measures import Finder, PartyRecord, PreparedMeasure
from tradebrief.law.stacking import Asked, Rule, StackedDuty, combine


class _Measures(Protocol):
    """What an answer needs of a tariff schedule: its measures made ready, how to find them, and what the seeds say of parties and shares."""

    @cached_property
    def by_id(self) -> Mapping[str, PreparedMeasure]: ...
    @cached_property
    def finder(self) -> Finder: ...
    @property
    def importer(self) -> str: ...
    @property
    def partners(self) -> Mapping[str, PartyRecord]: ...
    @property
    def shares(self) -> Mapping[str, Decimal]: ...
    @property
    def equivalents(self) -> Equivalents | None: ...
    @property
    def goods_names(self) -> GoodsNames | None: ...
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


def read_question(
    schedule: _Measures,
    code: str,
    *,
    quantity: Decimal | int | None = None,
    unit_value: Decimal | None = None,
    claims: Iterable[str] = (),
    shares: Mapping[str, Decimal] | None = None,
    mfn: Decimal | None = None,
    preference: bool = True,
    strict: bool = False,
) -> GoodsQuestion:
    """A question, read; an ``AskError`` for what is no code, no number above zero or nothing that can be claimed."""
    try:
        digits = read_code(code)
    except ValueError as bad:
        wrong, _, rest = str(bad).partition(" (got ")
        in_words = isinstance(code, str) and code.strip()[:1].isalpha()
        hint = schedule.goods_names.hint(code) if in_words and schedule.goods_names else rest.partition("). ")[2]
        raise ask_error("code", wrong, code, hint) from bad
    claimed = frozenset(claims)
    for name in claimed.difference(schedule.claims) if claimed else ():
        raise ask_error("claim", "is nothing an importer can claim", name, near(name, schedule.claims))
    given = Asked(
        quantity=_above_zero("quantity", quantity),
        unit_value=_above_zero("unit_value", unit_value),
        shares={**schedule.shares, **{name: _exact(share) for name, share in shares.items()}} if shares else schedule.shares,
        mfn=None if mfn is None else _exact(mfn),
    )
    return GoodsQuestion(code=digits, claims=claimed, given=given, preference=preference, strict=strict)


def answer(law: _Day, rules: list[Rule], origin: str, question: GoodsQuestion) -> AppliedDuty:
    """The duty by the measures that surely cover a good, with its range over those which may cover it."""
    base = base_duties(law, [rule for rule in rules if rule.is_base], origin, question)
    if question.given.mfn is None and not base.duties:
        raise _uncovered(law, [rule for rule in rules if rule.is_base], question.code)
    sure, doubtful = _covering(law, [rule for rule in rules if not rule.is_base or rule.id in base.applying], base, question)
    given = replace(question.given, equivalents=base.equivalents)
    stack, spread = _settled(law, sure, doubtful, base.duties, replace(question, given=given))
    together = (
        [_combined(sorted([*sure, *spread], key=law.schedule.place_of), base.duties, given, question.code)] if len(spread) > 1 else []
    )
    totals = [_total(one) for one in (stack, *spread.values(), *together)]
    return AppliedDuty(
        code=dotted(question.code),
        origin=origin,
        as_of=law.as_of,
        known_by=law.known_by,
        scenario=law.scenarios,
        total=totals[0],
        low=min(totals),
        high=max(totals),
        last_unit=stack.last_unit,
        components=stack.components,
        gave_way=stack.gave_way,
        caveats=(*stack.caveats, *base.caveats, *map(_open, spread), *_about_sources(law, sure, rules, base, question, origin)),
    )


def _total(stack: StackedDuty) -> Decimal:
    return sum((one.duty for one in stack.components), Decimal(0))


def _open(rule: Rule) -> str:
    act = rule.entry.act
    return f"{act} ({rule.id}) takes some lines of this heading and nobody tells which; the total is without it, low and high are with and without"


def _covering(law: _Day, rules: list[Rule], base: BaseDuties, question: GoodsQuestion) -> tuple[list[Rule], list[Rule]]:
    """The rules that surely cover a good and those that may, as far as their conditions are met; strongest first."""
    known: dict[str, bool | None] = {**law.schedule.finder.covering(question.code), **dict.fromkeys(base.applying, True)}
    near_by = [rule for rule in rules if rule.id in known and (rule.is_base or is_claimed(rule.measure, question.claims))]
    return [rule for rule in near_by if known[rule.id]], [rule for rule in near_by if known[rule.id] is None]


def _settled(
    law: _Day, sure: list[Rule], doubtful: list[Rule], duties: Mapping[str, Duty], question: GoodsQuestion
) -> tuple[StackedDuty, dict[Rule, StackedDuty]]:
    """What the sure rules come to, and what it would be with each that may cover the good and changes it.

    An ``AskError`` where a longer code would tell, or where the question is strict.
    """
    code, given = question.code, question.given
    stack = _combined(sure, duties, given, code)
    _refuse_what_cannot_be_said(sure, stack, code)
    deciding: dict[Rule, StackedDuty] = {}
    for rule in doubtful:
        tried = _combined(sorted([*sure, rule], key=law.schedule.place_of), duties, given, code)
        if not _same_charges(tried, stack):
            deciding[rule] = tried
    scopes = [(rule, law.schedule.by_id[rule.id].scope) for rule in deciding]
    if scopes and (question.strict or any((found := scope.doubtful(code)) and found.below(code) for _, scope in scopes)):
        raise _undecided(scopes, code)
    for rule in deciding:
        _refuse_what_cannot_be_said([rule], stack, code)
    return stack, deciding


def _combined(rules: list[Rule], duties: Mapping[str, Duty], given: Asked, code: str) -> StackedDuty:
    """The stack of some rules; what it lacks, a unit value or a share, is an ``AskError``."""
    try:
        return combine([rule for rule in rules if not rule.entry.cannot_be_said], lambda rule: duties.get(rule.id, Duty()), given)
    except ValueError as bad:
        raise ask_error(
            dotted(code),
            f"owes a duty that {str(bad).partition(' (got ')[0]}",
            remedy="Give the value with --unit-value, as 10 or 0.40, or the column 1 rate with --mfn '3%'.",
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


def _uncovered(law: _Day, base: list[Rule], code: str) -> AskError:
    scopes = [law.schedule.by_id[rule.id].scope for rule in base if rule.measure.type == "mfn duty"]
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


def _about_sources(law: _Day, rules: list[Rule], in_force: list[Rule], base: BaseDuties, question: GoodsQuestion, origin: str) -> list[str]:
    """What an answer should say of its own sources: rates given or remembered, lists in short form, what its origin leaves out."""
    said = []
    for line in base.lines:
        if question.given.mfn is None and line.basis == "memory":
            said.append(f"the column 1 rate of {dotted(line.code)} is cited from memory")
    if question.given.mfn is not None:
        said.append(f"the column 1 rate of {percent(question.given.mfn)} is the asker's")
    for rule in rules:
        scope = law.schedule.by_id[rule.id].scope
        said += [f"{one.name} is the user's full list" for one in scope.inside if one.full and one.holds(question.code)]
    for rule in in_force:
        if any(question.code[:4] in one.stand_ins for one in law.schedule.by_id[rule.id].scope.inside):
            said.append(
                f"which lines of this heading {rule.id} holds is told by another act's list that stands in for its own, which was not read"
            )
    return [*said, *(f"left out: {thing}" for thing in (*left_out(law.schedule, origin), *left_out(law.schedule, law.schedule.importer)))]


def left_out(schedule: _Measures, party: str) -> tuple[str, ...]:
    """What the law on goods of a party, or of an importer on all goods, leaves out here."""
    known = schedule.partners.get(party)
    return known.missing if known else ()


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
