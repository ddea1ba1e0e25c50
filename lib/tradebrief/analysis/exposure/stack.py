"""What every row of a table owes on one day: the stack of ``applied.combine``, for all rows at once.

A measure applies to a *part* of each row's value, written as coefficients of (whole, steel, aluminium, copper); what yields to it is left
with the rest. A component then owes ``rate × part`` for a duty that adds, and ``(rate - MFN duty) × part`` for one that tops up to an
all-in rate, on rows whose MFN duty lies below it. Both are sums over the row's moments, so a row of many lines owes what its lines owe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import product

import numpy as np

from tradebrief.analysis.exposure.scopes import fingerprint
from tradebrief.analysis.exposure.table import KINDS, TradeTable
from tradebrief.errors import ask_error
from tradebrief.law.charge import Verb
from tradebrief.law.duty import Duty
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.stacking import Rule
from tradebrief.trade.convention import METALS

Claims = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The open numbers of a question: metal shares (``None``: by line), parts of single duties, how often conditions are claimed, units, doubtful scopes.

    ``quantity`` gives the units of the year by name of the unit; ``unsure`` whether scopes that the lists leave open are taken to hold.
    """

    metal: Mapping[str, float | None] = field(default_factory=lambda: dict.fromkeys(METALS))
    on_part: Mapping[str, float] = field(default_factory=dict)
    claimed: Mapping[str, float] = field(default_factory=dict)
    quantity: Mapping[str, float] = field(default_factory=dict)
    by_chapter: Mapping[str, Mapping[tuple[str, str], float]] = field(default_factory=dict)
    """How often a condition is claimed, by origin and chapter, where that is known; ``claimed`` then says what it is for other goods."""
    unsure: bool = False
    provisions: bool = False

    @cached_property
    def key(self) -> str:
        """What makes two sets of terms lie alike, as text (whose hash is worked out once)."""
        named = (self.metal, self.on_part, self.quantity)
        return repr((*(sorted(one.items(), key=str) for one in named), self.unsure, self.provisions))

    def ways(self, claims: Iterable[str], table: TradeTable) -> list[tuple[Claims, float | np.ndarray]]:
        """Every combination of claimed conditions with its weight, for all rows or for each; conditions are taken to be independent."""
        shares = {name: self._share(name, table) for name in claims}
        always = {name for name in claims if self.claimed.get(name, 0.0) >= 1}
        partly = [name for name in claims if 0 < self.claimed.get(name, 0.0) < 1]
        found = []
        for chosen in product((False, True), repeat=len(partly)):
            weight: float | np.ndarray = 1.0
            for name, yes in zip(partly, chosen, strict=True):
                weight = weight * (shares[name] if yes else 1 - shares[name])
            found.append((frozenset(always | {name for name, yes in zip(partly, chosen, strict=True) if yes}), weight))
        return found

    def _share(self, name: str, table: TradeTable) -> float | np.ndarray:
        """How often a condition is claimed for the rows of a table."""
        whole, known = self.claimed.get(name, 0.0), self.by_chapter.get(name)
        if not known:
            return whole
        return np.array([known.get((table.origin, chapter), whole) for chapter in table.chapter])


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasureDuty:
    """What one measure takes from each row: duty in dollars, and the value it applies to."""

    rule: Rule
    duty: np.ndarray
    on_value: np.ndarray


@dataclass(frozen=True, kw_only=True, eq=False)
class RowDuties:
    """What the rows of a table owe on one day, measure by measure, beyond the MFN duty; ``left_out`` what no share of value can say."""

    owed: tuple[MeasureDuty, ...]
    left_out: tuple[tuple[Rule, float], ...] = ()

    def total(self, rows: int) -> np.ndarray:
        """The additional duty of each row."""
        return sum((one.duty for one in self.owed), np.zeros(rows))


def stack(
    table: TradeTable, rules: Sequence[Rule], prepared: Mapping[str, PreparedMeasure], claims: Iterable[str], terms: Terms
) -> RowDuties:
    """The stack of a day: the weighted mean over the ways in which conditions are claimed."""
    found = ((rule.id, rows_of(table, prepared[rule.id], terms)) for rule in rules if not rule.measure.is_base)
    held = {name: rows for name, rows in found if rows is not None}
    here = [rule for rule in rules if rule.id in held]
    mentioned = {name for rule in here for name in (rule.measure.if_claimed, rule.measure.unless_claimed) if name}
    parts = [
        (_one_way(table, [rule for rule in here if _is_claimed(rule, chosen)], held, terms), weight)
        for chosen, weight in terms.ways(sorted(mentioned & set(claims)), table)
    ]
    if len(parts) == 1:
        return parts[0][0]
    by_measure: dict[str, list[tuple[MeasureDuty, float | np.ndarray]]] = {}
    for one, weight in parts:
        for owed in one.owed:
            by_measure.setdefault(owed.rule.id, []).append((owed, weight))
    return RowDuties(owed=tuple(map(_weighted, by_measure.values())), left_out=parts[0][0].left_out)


def _weighted(found: Sequence[tuple[MeasureDuty, float | np.ndarray]]) -> MeasureDuty:
    """One measure over the ways in which conditions are claimed."""
    first = found[0][0]
    if len(found) > 1 and all(one.duty is first.duty for one, _ in found):
        whole = sum(weight for _, weight in found)
        return (
            first
            if np.all(np.abs(np.asarray(whole) - 1) < 1e-12)
            else MeasureDuty(rule=first.rule, duty=whole * first.duty, on_value=whole * first.on_value)
        )
    duty, on_value = np.zeros(len(first.duty)), np.zeros(len(first.duty))
    for one, weight in found:
        duty += weight * one.duty
        on_value += weight * one.on_value
    return MeasureDuty(rule=first.rule, duty=duty, on_value=on_value)


def rows_of(table: TradeTable, prepared: PreparedMeasure, terms: Terms) -> np.ndarray | None:
    """The rows a measure's scope holds under the terms of the question; ``None`` where it holds none."""
    key = ("rows", prepared.measure.id, prepared.scope, terms.unsure, terms.provisions)
    if key not in table.memory:
        mark = fingerprint(prepared.scope)
        rows = table.within(prepared, mark).copy()
        if terms.unsure:
            rows |= table.within(prepared, mark, unsure=True)
        rows = (rows | ~table.goods) if terms.provisions and prepared.scope.all else rows & table.goods
        table.memory[key] = rows if rows.any() else None
    return table.memory[key]  # type: ignore[return-value]


def _is_claimed(rule: Rule, claims: Claims) -> bool:
    measure = rule.measure
    return (measure.if_claimed is None or measure.if_claimed in claims) and (
        measure.unless_claimed is None or measure.unless_claimed not in claims
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Lain:
    """A measure laid on the rows: the part of each row it takes, the value and MFN duty of that part, what it takes away from weaker ones.

    ``number`` tells it from every other lain on the table.
    """

    rows: np.ndarray
    share: np.ndarray
    on_value: np.ndarray
    on_duty: np.ndarray
    away: np.ndarray
    number: int


def _one_way(table: TradeTable, rules: Sequence[Rule], held: Mapping[str, np.ndarray], terms: Terms) -> RowDuties:
    """The stack where each condition is claimed for all goods or for none."""
    taken: dict[str, Lain] = {}
    found: list[MeasureDuty] = []
    left_out: list[tuple[Rule, float]] = []
    for rule in rules:
        if rule.entry.cannot_be_said and not rule.scenario:
            left_out.append((rule, float(table.value[held[rule.id], 0].sum())))
            continue
        lain = _lay(table, rule, held, taken, terms)
        if lain is not None:
            taken[rule.id] = lain
            found.append(MeasureDuty(rule=rule, duty=_owed(table, rule, lain, terms), on_value=lain.on_value))
    return RowDuties(owed=tuple(found), left_out=tuple(left_out))


def _lay(table: TradeTable, rule: Rule, held: Mapping[str, np.ndarray], taken: Mapping[str, Lain], terms: Terms) -> Lain | None:
    """A rule laid on what stronger ones leave; remembered with the table, for it is the same on most days."""
    stronger = [taken[name] for name in sorted(taken.keys() & rule.beaten_by) if meet(table, rule.id, name, held)]
    on = (rule.on.share, rule.on.otherwise, rule.on.rest) if rule.on else None
    sign = ("laid", rule.id, on, terms.key, tuple(one.number for one in stronger))
    if sign not in table.memory:
        table.memory[sign] = _laid(table, rule, held[rule.id], stronger, terms, len(table.memory))
    return table.memory[sign]  # type: ignore[return-value]


def meet(table: TradeTable, one: str, other: str, held: Mapping[str, np.ndarray]) -> bool:
    """Whether some row lies in both scopes."""
    key = ("meet", one, other, id(held[one]), id(held[other]))
    if key not in table.memory:
        table.memory[key] = bool((held[one] & held[other]).any())
    return table.memory[key]  # type: ignore[return-value]


def _laid(table: TradeTable, rule: Rule, rows: np.ndarray, stronger: Sequence[Lain], terms: Terms, number: int) -> Lain | None:
    left = rows[:, None] * _WHOLE
    for one in stronger:
        left -= rows[:, None] * one.away
    left[left[:, 0] < 1e-12] = 0.0
    if not left.any():
        return None
    share = _own_part(rule, left, terms)
    whole = (rule.on is None and rule.id not in terms.on_part) or (rule.on is not None and rule.on.rest == "shielded")
    return Lain(
        rows=np.any(share, axis=1),
        share=share,
        on_value=np.einsum("rk,rk->r", share, table.value),
        on_duty=np.einsum("rk,rk->r", share, table.duty),
        away=np.any(left, axis=1)[:, None] * _WHOLE if whole else share,
        number=number,
    )


_WHOLE = np.array([1.0] + [0.0] * (KINDS - 1))


def _own_part(rule: Rule, left: np.ndarray, terms: Terms) -> np.ndarray:
    """The part of what is left on which a duty lies: all of it, a flat share, or the metal in each line."""
    if rule.id in terms.on_part:
        return left * terms.on_part[rule.id]
    if rule.on is None:
        return left
    metal = rule.on.share.removeprefix("metal-content-")
    if metal in METALS and terms.metal[metal] is None:
        return _on_metal(rule, left, 1 + METALS.index(metal))
    flat = terms.metal[metal] if metal in METALS else rule.on.otherwise
    if flat is None:
        raise ask_error(
            rule.id, f"lies on part of the value, and the share '{rule.on.share}' is not known", remedy="Write it into seeds/assumptions."
        )
    return left * float(flat)


def _on_metal(rule: Rule, left: np.ndarray, kind: int) -> np.ndarray:
    if left[:, 1:].any():
        raise ask_error(
            rule.id, "lies on one metal in what another metal leaves of a line", remedy="Use a flat metal share: --convention tpc."
        )
    part = np.zeros_like(left)
    part[:, kind] = left[:, 0]
    return part


def _owed(table: TradeTable, rule: Rule, lain: Lain, terms: Terms) -> np.ndarray:
    """What a rule takes from each row, within a quota and above it; remembered like the part it applies to."""
    if rule.quota is None:
        assert rule.charged is not None
        return _charged(table, rule.charged, lain, rule.id)
    units = terms.quantity.get(rule.quota.unit)
    inside, outside = (float(part) for part in rule.quota.parts(None if units is None else Decimal(str(units))))
    duty = inside * _charged(table, rule.quota.in_.stated, lain, rule.id)
    return duty + outside * _charged(table, rule.quota.out.stated, lain, rule.id) if outside else duty


def _charged(table: TradeTable, charged: tuple[Verb, Duty], lain: Lain, name: str) -> np.ndarray:
    key = ("charged", charged, lain.number)
    if key not in table.memory:
        table.memory[key] = _charge(table, *charged, lain, name)
    return table.memory[key]  # type: ignore[return-value]


def _charge(table: TradeTable, verb: Verb, duty: Duty, lain: Lain, name: str) -> np.ndarray:
    if verb == "replaces" or not duty.is_ad_valorem:
        raise ask_error(
            name, "owes what cannot be worked out from customs values", f"{verb} {duty}", "Ask for a single good: tradebrief rate."
        )
    rate = float(duty.rate())
    if verb != "tops up to":
        return rate * lain.on_value
    return np.where(lain.rows & table.side(rate, lain.rows), rate * lain.on_value - lain.on_duty, 0.0)
