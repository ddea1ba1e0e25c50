"""Trade of every origin in one small table: rows of one origin and one *treatment*, and what each treatment is in a table beside it.

A treatment is a set of codes in one chapter, one group of products and the same scopes of measures, whatever the origin; so it is written once. A row holds the lines of an
origin under one treatment that lie on one side of every all-in rate. What an origin owes by these rows is what its lines owe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl

from tradebrief.analysis.exposure.scopes import PROVISIONS, fingerprint
from tradebrief.analysis.exposure.table import KINDS, TradeTable
from tradebrief.errors import ask_error, near
from tradebrief.law.goods import Scope
from tradebrief.law.hts.store import kept_hash
from tradebrief.trade.convention import METALS
from tradebrief.trade.datasets import Sheet

PARTNERS = "us-imports-2024"
TREATMENTS = ".treatments.csv"

COLUMNS = {
    "origin": "ISO 3166 alpha-3, or EU",
    "treatment": "number of the treatment, see the table beside this one",
    "lines": "ten-digit lines added together",
    "mfn_low": "lowest base duty among them, as a share of customs value",
    "mfn_high": "highest base duty among them",
    "customs_value_usd": "customs value, imports for consumption",
    "mfn_duty_usd": "base duty: what customs calculated, without duties of chapter 99",
    **{
        f"{metal}_{what}_usd": f"{words} on the {metal} content by the input-output accounts, where a measure applies to it"
        for metal in METALS
        for what, words in (("value", "customs value"), ("duty", "base duty"))
    },
}
ALL = fingerprint(Scope(all=True, inside=(), outside=()))
"""The mark of a scope that holds every good."""

AMOUNTS = tuple(name for name in COLUMNS if name.endswith("_usd"))
TREATMENT_COLUMNS = ("treatment", "chapter", "product_group", "scopes", "codes")


@dataclass(frozen=True, kw_only=True, eq=False)
class PartnerTrade:
    """The table as it is kept: its sidecar, and rows that are read when an origin is asked for."""

    about: Sheet
    path: Path

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Every row; a file that is not as it was made is an ``AskError``."""
        frame = self._read(self.path, dict.fromkeys(COLUMNS, pl.Float64) | {"origin": pl.String, "treatment": pl.Int32, "lines": pl.Int32})
        if (found := self._hash()) != self.about.kept:
            raise ask_error(str(self.path), "or the table of treatments beside it is not as it was made", found[:12], _ANEW)
        return frame

    def _hash(self) -> str:
        return kept_hash(*(path.read_text(encoding="utf-8") for path in (self.path, self.path.with_suffix(TREATMENTS))))

    @cached_property
    def treatments(self) -> pl.DataFrame:
        """What each treatment is: chapter, group, scopes and codes, in the order of their numbers."""
        text = dict.fromkeys(TREATMENT_COLUMNS, pl.String) | {"treatment": pl.Int32}
        return self._read(self.path.with_suffix(TREATMENTS), text)

    def _read(self, path: Path, schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
        try:
            found = pl.read_csv(path, schema=dict(schema)).with_columns(pl.col(pl.String).fill_null(""))
        except (OSError, pl.exceptions.PolarsError) as bad:
            raise ask_error(str(path), "cannot be read as a table of trade", str(bad).splitlines()[0], _ANEW) from bad
        return found

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The origins it holds."""
        return tuple(self.rows["origin"].unique().sort())

    @cached_property
    def _marks(self) -> dict[str, np.ndarray]:
        """For each scope which treatments it holds (1), or may hold (-1); a scope of all goods is not written."""
        goods = (~self.treatments["chapter"].is_in(list(PROVISIONS))).to_numpy().astype(np.int8)
        count, marks = len(self.treatments), {name: goods for name, mark in self.about.scopes.items() if mark == ALL}
        for number, names in enumerate(self.treatments["scopes"]):
            for name in names.split():
                plain = name.removeprefix("?")
                marks.setdefault(plain, np.zeros(count, dtype=np.int8))[number] = 1 if name == plain else -1
        return marks

    def of(self, origin: str) -> TradeTable:
        """The rows of an origin; one that it does not hold is an ``AskError``."""
        if origin not in self.origins:
            remedy = f"{near(origin, self.origins)} Or give its lines with --trade FILE."
            raise ask_error("origin", "has no table of trade in the seeds", origin, remedy)
        rows = self.rows.filter(pl.col("origin") == origin)
        which = rows["treatment"].to_numpy() - 1
        about, held = self.about, {name: marks[which] for name, marks in self._marks.items()}
        chapter, group, codes = (self.treatments[name].to_numpy()[which] for name in ("chapter", "product_group", "codes"))
        moments = (np.column_stack([rows[name].to_numpy() for name in AMOUNTS[place::2]]) for place in (0, 1))
        value, duty = (np.nan_to_num(kind) for kind in moments)
        return TradeTable(
            name=f"{about.id} ({origin})",
            origin=origin,
            chapter=chapter.astype(str),
            group=group.astype(str),
            lines=rows["lines"].to_numpy(),
            mfn_low=rows["mfn_low"].to_numpy(),
            mfn_high=rows["mfn_high"].to_numpy(),
            value=value,
            duty=duty,
            inside={name: marks == 1 for name, marks in held.items()},
            unsure={name: marks == -1 for name, marks in held.items()},
            prints=about.scopes,
            codes=tuple(codes),
            sources=(f"{about.source}; {about.licence}",),
            caveats=(about.note,) if about.note else (),
        )


_ANEW = "Make the table anew: tradebrief trade build --all-origins."


def written(
    tables: Mapping[str, TradeTable], treatments: Mapping[str, np.ndarray], about: list[tuple[str, str, str, str]]
) -> tuple[str, str]:
    """The texts of the two tables; ``treatments`` gives the number of each row of each origin, ``about`` chapter, group, scopes and codes of each."""
    rows = chain.from_iterable(_rows(origin, table, treatments[origin]) for origin, table in sorted(tables.items()))
    numbered = ((number, *one) for number, one in enumerate(about, start=1))
    return _csv(COLUMNS, rows), _csv(TREATMENT_COLUMNS, numbered)


def _rows(origin: str, table: TradeTable, treatments: np.ndarray) -> Iterator[tuple[object, ...]]:
    for number in range(len(table)):
        amounts = [_dollars(moments[number, kind]) for kind in range(KINDS) for moments in (table.value, table.duty)]
        yield (origin, treatments[number], table.lines[number], f"{table.mfn_low[number]:.8f}", f"{table.mfn_high[number]:.8f}", *amounts)


def _dollars(amount: float) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".") if amount else ""


def _csv(columns: Mapping[str, str] | tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
