"""Trade of every origin in one small table: rows of one origin and one *treatment*, and what each treatment is in a table beside it.

A treatment is a set of codes in one chapter, one group of products and the same scopes of measures, whatever the origin; so it is written once. A row holds the lines of an
origin under one treatment that lie on one side of every all-in rate. What an origin owes by these rows is what its lines owe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from tradebrief.analysis.exposure.scopes import PROVISIONS, fingerprint
from tradebrief.analysis.exposure.table import TradeTable
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
    """The table with its sidecar: rows that are read from ``path`` when an origin is asked for, or rows and treatments that were just ``made``."""

    about: Sheet
    path: Path
    made: tuple[pl.DataFrame, pl.DataFrame] | None = None

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Every row; a file that is not as it was made is an ``AskError``."""
        if self.made:
            return self.made[0]
        frame = self._read(self.path, dict.fromkeys(COLUMNS, pl.Float64) | {"origin": pl.String, "treatment": pl.Int32, "lines": pl.Int32})
        if (found := self._hash()) != self.about.kept:
            raise ask_error(str(self.path), "or the table of treatments beside it is not as it was made", found[:12], _ANEW)
        return frame

    def _hash(self) -> str:
        return kept_hash(*(path.read_text(encoding="utf-8") for path in (self.path, self.path.with_suffix(TREATMENTS))))

    @cached_property
    def treatments(self) -> pl.DataFrame:
        """What each treatment is: chapter, group, scopes and codes, in the order of their numbers."""
        if self.made:
            return self.made[1]
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

    @lru_cache(maxsize=64)  # noqa: B019  the tables live as long as the workbook that reads them
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


def written(rows: pl.DataFrame, treatments: pl.DataFrame) -> tuple[str, str]:
    """The texts of the two tables."""
    money = pl.col(AMOUNTS)
    cents = pl.when(money != 0).then(money.round(2).cast(pl.Decimal(20, 2)).cast(pl.String).str.replace(r"\.?0+$", ""))
    rates = pl.col("mfn_low", "mfn_high").round(8).cast(pl.Decimal(20, 8)).cast(pl.String)
    return rows.with_columns(cents, rates).write_csv(), treatments.write_csv()
