"""How the measures on one good combine: what each adds, what gives way to what, every part kept.

First the base duty (column 1, or what replaces it). Then each measure on the part of
the value that nothing stronger has taken: ``adds`` its rate, ``tops up to`` what is missing between the base duty and its
all-in rate. A measure takes the whole value, or its share of it, away from those that yield to it, even where
its own rate comes to nothing (Proclamation 10984, clause 9: goods stay subject to a duty that is reduced to zero).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from tradebrief.law.applied_duty import Component, GaveWay
from tradebrief.law.charge import AS_LISTED, DutyEntry, PartOfValue, Quota, Verb
from tradebrief.law.duty import NONE, ONE, Duty, percent, plain
from tradebrief.law.measure import Measure


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Rule:
    """A measure as it stands on one day: its reading, what it charges, what beats it; ``scenario`` names who changed it."""

    id: str
    measure: Measure
    is_base: bool
    in_force: date
    entry: DutyEntry
    charged: tuple[Verb, Duty] | None
    quota: Quota | None
    on: PartOfValue | None
    beaten_by: frozenset[str]
    scenario: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the asker adds to a code and an origin: quantity, value of one unit, shares of the value, the base rate of the line."""

    quantity: Decimal | None = None
    unit_value: Decimal | None = None
    shares: Mapping[str, Decimal]
    mfn: Decimal | None = None
    equivalents: Mapping[str, Decimal] = field(default_factory=dict)
    """What duties by unit come to where the value of a unit is not given, by measure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StackedDuty:
    """The parts of an answer before it is dated and named."""

    components: tuple[Component, ...]
    gave_way: tuple[GaveWay, ...]
    caveats: tuple[str, ...]
    last_unit: Decimal


def combine(rules: list[Rule], listed: Callable[[Rule], Duty], asked: Asked) -> StackedDuty:
    """The components of the rules on one good; ``rules`` come strongest first, ``listed`` gives the duty beside a code."""
    taken: dict[str, Decimal] = {}
    parted = NONE
    gave_way: list[GaveWay] = []
    applying: list[tuple[Rule, Decimal]] = []
    for rule in rules:
        left, stronger = _left(rule, taken)
        if stronger:
            gave_way.append(_yielded(rule, stronger, ONE - left, rules))
        if left > 0:
            share = left * _share(rule, asked.shares, ONE - parted)
            parted += share if rule.on else NONE
            taken[rule.id] = ONE if rule.on is None or rule.on.rest == "shielded" else share
            applying.append((rule, share))
    return _stack(applying, gave_way, listed, asked)


def _left(rule: Rule, taken: dict[str, Decimal]) -> tuple[Decimal, tuple[str, ...]]:
    """Which share of the value is left to a rule, and to which others the rest went."""
    stronger = tuple(name for name in taken if name in rule.beaten_by) if taken else ()
    left = ONE
    for name in stronger:
        left -= taken[name]
    return max(left, NONE), stronger


def _share(rule: Rule, shares: Mapping[str, Decimal], most: Decimal) -> Decimal:
    """On which share of the value a rule lies: the asker's or the book's assumption, or what the record takes; parts of one value never exceed it."""
    if rule.on is None:
        return ONE
    share = shares.get(rule.on.share, rule.on.otherwise)
    if share is None:
        raise LookupError(rule.on.share)
    return min(share, most)


def _yielded(rule: Rule, stronger: tuple[str, ...], share: Decimal, rules: list[Rule]) -> GaveWay:
    reasons = [reason_between(rule.measure, one.measure) for one in rules if one.id in stronger]
    return GaveWay(measure=rule.id, to=stronger, share=min(share, ONE), reason="; ".join(dict.fromkeys(reasons)))


def reason_between(weak: Measure, strong: Measure) -> str:
    """Why one measure gives way to another, in words, by the record that states the relation."""
    if not {weak.id, weak.type, weak.basis}.isdisjoint(strong.supersedes):
        return f"{strong.id} supersedes it" + (f" ({strong.supersedes_by})" if strong.supersedes_by else "")
    return f"yields to {strong.id}" + (f" ({weak.yields_by})" if weak.yields_by else "")


def _stack(applying: list[tuple[Rule, Decimal]], gave_way: list[GaveWay], listed: Callable[[Rule], Duty], asked: Asked) -> StackedDuty:
    base = [pair for pair in applying if pair[0].is_base]
    replaced = [rule for rule, _ in applying if rule.charged and rule.charged[0] == "replaces"]
    if replaced:
        gave_way += [
            GaveWay(measure=rule.id, to=(replaced[0].id,), share=ONE, reason=f"{replaced[0].id} replaces it")
            for rule, _ in base
            if rule not in replaced
        ]
        base = [pair for pair in base if pair[0] in replaced] or [pair for pair in applying if pair[0] in replaced]
    found: list[Component] = []
    for rule, share in base:
        found.append(_component(rule, share, _base_rate(rule, listed, asked), _stated(rule, listed, asked)))
    base_rate = sum((one.duty for one in found), NONE)
    last_unit = base_rate
    for rule, share in applying:
        if not rule.is_base and rule not in replaced:
            parts, last = _charged(rule, share, base_rate, asked)
            found += parts
            last_unit += last
    return StackedDuty(components=tuple(found), gave_way=tuple(gave_way), caveats=_caveats(applying, asked), last_unit=last_unit)


def _base_rate(rule: Rule, listed: Callable[[Rule], Duty], asked: Asked) -> Decimal:
    return (
        asked.mfn
        if asked.mfn is not None and rule.measure.type == "mfn duty"
        else _own(rule, listed).rate(asked.unit_value, asked.equivalents.get(rule.id))
    )


def _own(rule: Rule, listed: Callable[[Rule], Duty]) -> Duty:
    """The duty of a rule, looked up beside the code where the record says so."""
    duty = rule.charged[1] if rule.charged else Duty()
    return listed(rule) if duty == AS_LISTED else duty


def _stated(rule: Rule, listed: Callable[[Rule], Duty], asked: Asked) -> str:
    return percent(asked.mfn) if asked.mfn is not None and rule.measure.type == "mfn duty" else str(_own(rule, listed))


def _charged(rule: Rule, share: Decimal, base: Decimal, asked: Asked) -> tuple[list[Component], Decimal]:
    """The components of a rule that stands on the base duty, and what it adds for the last unit."""
    if rule.quota is None:
        assert rule.charged is not None
        one = _of_charge(rule, rule.charged, share, base, asked)
        return [one], one.duty
    inside, outside = rule.quota.parts(asked.quantity)
    parts = [(rule.quota.in_.stated, inside), (rule.quota.out.stated, outside)]
    found = [_of_charge(rule, charged, share * part, base, asked) for charged, part in parts if part > 0]
    return found, found[-1].rate * share


def _of_charge(rule: Rule, charged: tuple[Verb, Duty], share: Decimal, base: Decimal, asked: Asked) -> Component:
    verb, duty = charged
    stated = duty.rate(asked.unit_value)
    rate = max(stated - base, NONE) if verb == "tops up to" else stated
    return _component(rule, share, rate, str(duty), verb)


@lru_cache(maxsize=4096)
def _component(rule: Rule, share: Decimal, rate: Decimal, stated: str, verb: Verb | None = None) -> Component:
    entry = rule.entry
    return Component(
        measure=rule.id,
        type=rule.measure.type,
        verb=verb or (rule.charged[0] if rule.charged else "adds"),
        stated=stated,
        rate=rate,
        share=share,
        act=f"{entry.act}, changed by scenario {rule.scenario}" if rule.scenario and not entry.expected else entry.act,
        cite=entry.cite,
        in_force=rule.in_force,
        published=entry.published,
        confidence=entry.confidence,
        scenario=rule.scenario,
        of="units" if rule.quota else "value",
    )


def _caveats(applying: list[tuple[Rule, Decimal]], asked: Asked) -> tuple[str, ...]:
    """What the answer takes for granted: shares by assumption, quotas without a quantity, conditions presumed, remembered acts."""
    said: list[str] = []
    for rule, _ in applying:
        if rule.on is not None:
            share = asked.shares.get(rule.on.share, rule.on.otherwise)
            said.append(f"{rule.on.share} is taken as {percent(share or NONE)} of the value")
        if rule.quota is not None and asked.quantity is None:
            said.append(
                f"{rule.id} is a quota of {plain(rule.quota.volume)} {rule.quota.unit} per {rule.quota.per}; the duty within it is shown"
            )
        if rule.measure.unless_claimed:
            said.append(f"{rule.id} applies unless the importer claims '{rule.measure.unless_claimed}'")
        if rule.entry.confidence == "memory" and rule.measure.type != "mfn duty":
            said.append(f"{rule.entry.act} ({rule.id}) is cited from memory")
    return tuple(dict.fromkeys(said))
