"""Trade made ready for the law: rows whose goods are treated alike, whatever the day and the scenario.

Two lines are treated alike when they lie in one chapter and one group of products, in the same scopes of measures, and on the same side of every
all-in rate ("floor"). What they owe is then linear in their customs values, their MFN duties and the parts of both that lie on
metal, so adding them together loses nothing. The small table that is shipped holds those sums; lines are added up
the same way when they are read. A scope or floor that cuts through a row is an error that asks for the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from tradebrief.errors import AskError, ask_error
from tradebrief.law.goods import Scope
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.trade.convention import METALS
from tradebrief.trade.datasets import Figures, Group

KINDS = len(METALS) + 1
"""Columns of moments: the whole value, then the part of it on each metal."""

COLUMNS = {
    "row": "number of the row",
    "chapter": "chapter of the Harmonized System",
    "product_group": "group of products, see seeds/codes/groups.yaml",
    "lines": "ten-digit lines added together",
    "mfn_low": "lowest MFN duty among them, as a share of customs value",
    "mfn_high": "highest MFN duty among them",
    "customs_value_usd": "customs value, imports for consumption",
    "mfn_duty_usd": "MFN duty calculated by customs",
    **{
        f"{metal}_{what}_usd": f"{words} on the {metal} content by the input-output accounts"
        for metal in METALS
        for what, words in (("value", "customs value"), ("duty", "MFN duty"))
    },
    "scopes": "measures whose scope holds the row, ? where the lists leave it open",
    "codes": "the codes of the row as the shortest prefixes that hold no other line",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeTable:
    """Rows of trade with one treatment each.

    ``value`` and ``duty`` are arrays rows × (whole, steel, aluminium, copper) in dollars. ``inside`` and ``unsure`` say for each
    measure which rows its scope holds, or may hold; ``prints`` the fingerprints of the scopes they were told by.
    """

    name: str
    origin: str
    chapter: np.ndarray
    group: np.ndarray
    lines: np.ndarray
    mfn_low: np.ndarray
    mfn_high: np.ndarray
    value: np.ndarray
    duty: np.ndarray
    inside: Mapping[str, np.ndarray]
    unsure: Mapping[str, np.ndarray]
    prints: Mapping[str, str]
    codes: tuple[str, ...]
    of_lines: bool = False
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    memory: dict[object, object] = field(default_factory=dict, repr=False)
    """What was worked out for these rows once and stays the same: never a result, only its parts."""

    def __len__(self) -> int:
        return len(self.chapter)

    @cached_property
    def goods(self) -> np.ndarray:
        """Which rows are goods and not provisions of chapters 98 and 99."""
        return ~np.isin(self.chapter, ["98", "99"])

    def only(self, group: str) -> TradeTable:
        """The rows of one group of products; what they owe is the same as within the whole table."""
        here = self.group == group
        columns = {name: getattr(self, name)[here] for name in ("chapter", "group", "lines", "mfn_low", "mfn_high", "value", "duty")}
        codes = tuple(code for code, kept in zip(self.codes, here, strict=True) if kept)
        inside, unsure = ({name: rows[here] for name, rows in marked.items()} for marked in (self.inside, self.unsure))
        return replace(self, **columns, codes=codes, inside=inside, unsure=unsure, memory={})

    def within(self, prepared: PreparedMeasure, fingerprint: str, *, unsure: bool = False) -> np.ndarray:
        """Which rows the scope of a measure holds (or may hold, where the lists leave it open).

        A scope the table was not made with is read against the codes of each row; one that cuts through a row is an ``AskError``.
        """
        name = prepared.measure.id
        if self.prints.get(name) == fingerprint:
            return (self.unsure if unsure else self.inside).get(name, np.zeros(len(self), dtype=bool))
        return self._judged(prepared, fingerprint, unsure)

    def _judged(self, prepared: PreparedMeasure, fingerprint: str, unsure: bool) -> np.ndarray:
        key = (prepared.measure.id, fingerprint)
        if key not in self.memory:
            self.memory[key] = np.array([self._judge(number, prepared) for number in range(len(self))], dtype=bool)
        found: np.ndarray = self.memory[key]  # type: ignore[assignment]
        return np.zeros(len(self), dtype=bool) if unsure else found

    def _judge(self, number: int, prepared: PreparedMeasure) -> bool:
        if self.chapter[number] in ("98", "99"):
            return False
        said = {_surely(prepared.scope, prefix) for prefix in self.codes[number].split()}
        if len(said) == 1 and None not in said:
            return said.pop() is True
        raise cut(self, number, f"the scope of {prepared.measure.id}")

    def side(self, floor: float, rows: np.ndarray) -> np.ndarray:
        """Which of some rows lie below an all-in rate; a rate that cuts through one of them is an ``AskError``."""
        below = self.mfn_low < floor
        across = rows & below & (self.mfn_high > floor)
        if across.any():
            raise cut(self, int(np.argmax(across)), f"the all-in rate of {100 * floor:g}%")
        return below


def _surely(scope: Scope, prefix: str) -> bool | None:
    return scope.holds(prefix)


def cut(table: TradeTable, number: int, what: str) -> AskError:
    """The error for a scope or floor that divides a row."""
    row = f"row {number + 1} of {table.name} (chapter {table.chapter[number]}, {int(table.lines[number])} lines)"
    return ask_error(
        row,
        f"is cut through by {what}",
        f"{table.value[number, 0]:,.0f} USD",
        "Give the lines themselves: --trade FILE, with --lists DIR where lists are short.",
    )


@lru_cache(maxsize=1)
def table_of(figures: Figures) -> TradeTable:
    """The trade table kept in a CSV of the seeds."""
    rows, about = figures.rows, figures.about

    def column(name: str, kind: type = float) -> np.ndarray:
        return np.array([row[name] for row in rows]).astype(kind)

    marks = [row["scopes"].split() for row in rows]
    return TradeTable(
        name=about.id,
        origin=about.origin or "",
        chapter=column("chapter", str),
        group=column("product_group", str),
        lines=column("lines", int),
        mfn_low=column("mfn_low"),
        mfn_high=column("mfn_high"),
        value=np.column_stack([column("customs_value_usd"), *(column(f"{metal}_value_usd") for metal in METALS)]),
        duty=np.column_stack([column("mfn_duty_usd"), *(column(f"{metal}_duty_usd") for metal in METALS)]),
        inside=_marked(marks, about.scopes, ""),
        unsure=_marked(marks, about.scopes, "?"),
        prints=about.scopes,
        codes=tuple(row["codes"] for row in rows),
        sources=(f"{about.source}; {about.licence}",),
        caveats=(about.note,) if about.note else (),
    )


def _marked(marks: list[list[str]], names: Iterable[str], sign: str) -> dict[str, np.ndarray]:
    sets = [set(row) for row in marks]
    return {name: np.array([f"{sign}{name}" in row for row in sets], dtype=bool) for name in names}


def group_of(groups: Mapping[str, Group], codes: tuple[str, ...], inside: Mapping[str, np.ndarray]) -> np.ndarray:
    """The first group that holds each code, by prefix or by scope; ``other`` where none does."""
    found = np.full(len(codes), "other", dtype=object)
    for name, group in reversed(list(groups.items())):
        if not group.codes and not group.within:
            found[:] = name
            continue
        here = np.array([code.startswith(group.codes) for code in codes]) if group.codes else np.zeros(len(codes), dtype=bool)
        for measure in group.within:
            here |= inside.get(measure, False)
        found[here] = name
    return found.astype(str)
