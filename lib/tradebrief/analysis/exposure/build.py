"""Adds lines of trade together into a table, keeping apart what the law may ever treat apart.

The same code reads a user's lines for an analysis and makes the small table that is shipped, so the two can only
differ in the file they start from.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from tradebrief.analysis.exposure.base_paid import BaseRule
from tradebrief.analysis.exposure.lines import Lines, TradeWarning, read_lines
from tradebrief.analysis.exposure.lists import Lists
from tradebrief.analysis.exposure.scopes import PROVISIONS, codes_print, concerned, fingerprint, held
from tradebrief.analysis.exposure.table import COLUMNS, KINDS, TradeTable, group_of
from tradebrief.errors import ask_error
from tradebrief.law.charge import Charge
from tradebrief.law.goods import Scope
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.schedule import TariffSchedule
from tradebrief.trade.convention import METALS
from tradebrief.trade.datasets import Group
from tradebrief.trade.sources.read import TradeFile

Held = dict[str, np.ndarray]


@dataclass(frozen=True, kw_only=True, eq=False)
class Treated:
    """Lines with what the law makes of them: in which scopes each is (1, 0, -1 not told), its moments, its row in the table."""

    lines: Lines
    held: Held
    value: np.ndarray
    duty: np.ndarray
    rate: np.ndarray
    row: np.ndarray
    table: TradeTable


def floors_of(schedule: TariffSchedule, origin: str) -> tuple[float, ...]:
    """Every all-in rate that a measure or a scenario may ever set for goods of an origin."""
    charges: list[Charge] = []
    expected: set[float] = set()
    for measure in schedule.measures:
        if measure.origins.holds(origin):
            for entries in measure.for_origin(origin).duties.values():
                for entry in entries:
                    charges += [entry, *((entry.quota.in_, entry.quota.out) if entry.quota else ())]
                    if entry.expected and entry.expected.verb == "tops up to":
                        expected.add(float(entry.expected.duty.rate()))
    for scenario in schedule.scenarios.values():
        for change in scenario.change.values():
            charges += [change, *((change.quota.in_, change.quota.out) if change.quota else ())]
    stated = {float(charge.tops_up_to.rate()) for charge in charges if charge.tops_up_to is not None}
    return tuple(sorted(stated | expected))


def treat(
    path: str | Path | TradeFile,
    schedules: Sequence[TariffSchedule],
    origin: str,
    groups: Mapping[str, Group],
    lists: Lists,
    fallback: TradeTable | None = None,
    base: BaseRule | None = None,
) -> Treated:
    """The lines of a file with their treatment; ``base`` finds the base duty inside the duty on them.

    Where the lists leave open whether a scope holds a code, and metal shares are not given, the rows of ``fallback`` that hold the same codes tell.
    """
    lines = read_lines(path, origin)
    prepared = [one for schedule in schedules for one in concerned(schedule.prepared, origin)]
    found, prints = scopes_holding(lines.codes, prepared, lists)
    rows = _rows_holding(lines.codes, fallback) if fallback is not None else None
    if fallback is not None and rows is not None:
        found = {name: _settled(told, name, rows, fallback) for name, told in found.items()}
    if not lines.has_duty:
        lines = _with_duty(lines, rows, fallback)
    if base and lines.has_duty:
        lines = replace(lines, duty=base(lines.codes, lines.value, lines.duty))
    value, duty = _moments(lines, lists, rows, fallback)
    groups_of_lines = group_of(groups, lines.codes, {name: told == 1 for name, told in found.items()})
    return _added(
        lines,
        found,
        value,
        duty,
        groups_of_lines,
        tuple(sorted({floor for schedule in schedules for floor in floors_of(schedule, origin)})),
        prints,
        origin,
    )


def scopes_holding(codes: Sequence[str], prepared: Sequence[PreparedMeasure], lists: Lists) -> tuple[Held, dict[str, str]]:
    """For each measure what its scope says of each of some sorted codes (1, 0, -1 where nobody tells), and the fingerprint of the scope."""
    goods = np.array([code[:2] not in PROVISIONS for code in codes], dtype=bool)
    first, last = (int(np.argmax(goods)), len(goods) - int(np.argmax(goods[::-1]))) if goods.any() else (0, 0)
    prints = {one.measure.id: fingerprint(one.scope) for one in prepared}
    told: Held = {}
    for one in prepared:
        mark = prints[one.measure.id]
        if mark not in told:
            told[mark] = np.zeros(len(goods), dtype=np.int8)
            told[mark][first:last] = held(one.scope, codes[first:last], lists.full)
    return {name: told[mark] for name, mark in prints.items()}, prints


def _rows_holding(codes: tuple[str, ...], table: TradeTable) -> np.ndarray:
    """The row of a table whose prefixes hold each code, longest first; -1 where none does."""
    by_prefix = {prefix: number for number, prefixes in enumerate(table.codes) for prefix in prefixes.split()}
    return np.array([next((by_prefix[code[:size]] for size in (10, 8, 6, 4, 2) if code[:size] in by_prefix), -1) for code in codes])


def _settled(told: np.ndarray, name: str, rows: np.ndarray, table: TradeTable) -> np.ndarray:
    """What the lists leave open, as the table has it for the rows that hold the same codes."""
    if name not in table.inside or not (told == -1).any():
        return told
    known = (told == -1) & (rows >= 0)
    answer = np.where(table.unsure[name], -1, table.inside[name].astype(np.int8))
    return np.where(known, answer[rows], told)


def _with_duty(lines: Lines, rows: np.ndarray | None, table: TradeTable | None) -> Lines:
    """Lines of a file that gives no duty, with the MFN duty at the average rate of the table's rows that hold their codes."""
    if rows is None or table is None:
        raise ask_error(lines.name, "gives no duty, and no table here tells the MFN rates of its codes", remedy="Add a column duty_usd.")
    rates = np.divide(table.duty[:, 0], table.value[:, 0], out=np.zeros(len(table)), where=table.value[:, 0] > 0)
    duty = np.where(rows >= 0, rates[rows], 0.0) * lines.value
    unknown = int((rows < 0).sum())
    told = f"MFN duty estimated at the average rates of {table.name}, since {lines.name} gives none"
    told += (
        f"; {unknown} lines worth {float(lines.value[rows < 0].sum()):,.0f} USD have no rate there and are counted with none"
        if unknown
        else ""
    )
    warnings.warn(told, TradeWarning, stacklevel=3)
    return replace(lines, duty=duty, total_duty=Decimal(str(round(float(duty.sum()), 2))), told=told)


def _moments(lines: Lines, lists: Lists, rows: np.ndarray | None, table: TradeTable | None) -> tuple[np.ndarray, np.ndarray]:
    """Customs values and duties: the whole and the part on each metal, by line."""
    value, duty = (np.zeros((len(lines.codes), KINDS)) for _ in range(2))
    value[:, 0], duty[:, 0] = lines.value, lines.duty
    given = {number: lists.shares[code] for number, code in enumerate(lines.codes) if code in lists.shares}
    for moments, kept in ((value, table.value if table else None), (duty, table.duty if table else None)):
        share = np.zeros((len(lines.codes), len(METALS)))
        if kept is not None and rows is not None:
            average = np.divide(kept[:, 1:], kept[:, :1], out=np.zeros_like(kept[:, 1:]), where=kept[:, :1] > 0)
            share = np.where((rows >= 0)[:, None], average[rows], 0.0)
        if given:
            share[list(given)] = [[float(part) for part in parts] for parts in given.values()]
        moments[:, 1:] = share * moments[:, :1]
    return value, duty


def _added(
    lines: Lines,
    found: Held,
    value: np.ndarray,
    duty: np.ndarray,
    groups: np.ndarray,
    floors: tuple[float, ...],
    prints: dict[str, str],
    origin: str,
) -> Treated:
    """Lines with one treatment added together."""
    rate = np.divide(lines.duty, lines.value, out=np.zeros_like(lines.duty), where=lines.value > 0)
    chapter = np.array([code[:2] for code in lines.codes])
    _, treatment = np.unique(np.column_stack([*found.values()] or [np.zeros(len(chapter))]), axis=0, return_inverse=True)
    keys = np.rec.fromarrays([chapter, groups, np.searchsorted(floors, rate, side="right"), treatment])
    _, firsts, row = np.unique(keys, return_index=True, return_inverse=True)
    count = len(firsts)

    def total(moments: np.ndarray) -> np.ndarray:
        return np.column_stack([np.bincount(row, weights=moments[:, kind], minlength=count) for kind in range(KINDS)])

    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, row, rate)
    np.maximum.at(high, row, rate)
    table = TradeTable(
        name=lines.name,
        origin=origin,
        chapter=chapter[firsts],
        group=groups[firsts],
        lines=np.bincount(row, minlength=count),
        mfn_low=low,
        mfn_high=high,
        value=total(value),
        duty=total(duty),
        inside={name: told[firsts] == 1 for name, told in found.items()},
        unsure={name: told[firsts] == -1 for name, told in found.items()},
        prints=prints,
        codes=("",) * count,
        of_lines=True,
        sources=(f"lines of {lines.name}", *((lines.told,) if lines.told else ())),
    )
    return Treated(lines=lines, held=found, value=value, duty=duty, rate=rate, row=row, table=table)


# --- the small table as a file ----------------------------------------------------------


def prefixes(codes: Sequence[str], row: np.ndarray, scopes: Sequence[Scope]) -> list[list[str]]:
    """For each row the shortest prefixes that hold its lines and no others, and of which every scope says one thing for sure."""
    found: list[list[str]] = [[] for _ in range(int(row.max()) + 1)]

    def descend(members: Sequence[int], size: int) -> None:
        prefix = codes[members[0]][:size]
        alike = len({int(row[number]) for number in members}) == 1
        if size == 10 or (size and alike and (prefix[:2] in PROVISIONS or all(scope.holds(prefix) is not None for scope in scopes))):
            found[row[members[0]]].append(prefix)
            return
        start = 0
        for end in range(1, len(members) + 1):
            if end == len(members) or codes[members[end]][: size + 2] != codes[members[start]][: size + 2]:
                descend(members[start:end], size + 2)
                start = end

    descend(range(len(codes)), 0)
    return found


def small_table(treated: Treated, schedules: Sequence[TariffSchedule]) -> str:
    """The text of the CSV that holds a table; amounts are exact decimals."""
    prepared = [one for schedule in schedules for one in concerned(schedule.prepared, treated.table.origin)]
    scopes = list({fingerprint(one.scope): one.scope for one in prepared}.values())
    held_by = prefixes(treated.lines.codes, treated.row, scopes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    table = treated.table
    for number in range(len(table)):
        marks = [name for name in sorted(table.inside) if table.inside[name][number]] + [
            f"?{name}" for name in sorted(table.unsure) if table.unsure[name][number]
        ]
        amounts = [text for kind in range(1, KINDS) for text in (_dollars(table.value[number, kind]), _dollars(table.duty[number, kind]))]
        writer.writerow(
            [
                number + 1,
                table.chapter[number],
                table.group[number],
                table.lines[number],
                f"{table.mfn_low[number]:.8f}",
                f"{table.mfn_high[number]:.8f}",
                _dollars(table.value[number, 0]),
                _dollars(table.duty[number, 0]),
                *amounts,
                " ".join(marks),
                " ".join(held_by[number]),
            ]
        )
    return out.getvalue()


def _dollars(amount: float) -> str:
    """Dollars to a ten-thousandth of a cent, without needless zeros."""
    text = f"{amount:.4f}".rstrip("0").rstrip(".")
    return text or "0"


def sidecar(treated: Treated, text: str, about: Mapping[str, str]) -> str:
    """The text of the sidecar of a small table: what the user says of it, its columns, control totals and fingerprints."""
    made = {"origin": treated.table.origin, "lines": str(len(treated.lines.codes)), "codes": codes_print(treated.lines.codes)}
    return sidecar_of(text, about, made, COLUMNS, treated.table.prints)


def sidecar_of(text: str, about: Mapping[str, str], made: Mapping[str, str], columns: Mapping[str, str], prints: Mapping[str, str]) -> str:
    """The text of a sidecar: what is said of the table, what it was made of, its columns, control totals and fingerprints."""
    rows = list(csv.DictReader(text.splitlines()))
    totals = {name: str(sum((Decimal(row[name] or 0) for row in rows), Decimal(0))) for name in columns if name.endswith("_usd")}
    lines = [f"{name}: {_quoted(value)}" for name, value in about.items() if value]
    lines += [f"{name}: {value}" for name, value in made.items()]
    for title, block in (("columns", columns), ("totals", totals), ("scopes", dict(sorted(prints.items())))):
        lines += [f"{title}:", *(f"  {name}: {_quoted(value) if title == 'columns' else value}" for name, value in block.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
