"""Makes the table of what duties by unit came to, out of lines of trade of many origins.

Counted is what paid the general rate: not the goods of an origin that has a preference for the line, not those that paid nothing, not those of origins whose
duty holds other duties (section 301 on China) or column 2.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from tradebrief.errors import ask_error
from tradebrief.law.hts.equivalents import COLUMNS, EVERYONE
from tradebrief.law.hts.lines import TariffLine
from tradebrief.parties import code_of
from tradebrief.trade.sources import own

ORIGIN = ("origin", "iso3", "cty_name", "country")
QUANTITY, UNIT = ("quantity", "gen_qy1_yr", "con_qy1_yr"), ("unit", "unit_qy1")

COLUMN_2 = frozenset({"RUS", "BLR", "CUB", "PRK"})
"""Origins whose goods pay column 2."""

OTHERWISE = COLUMN_2 | {"CHN"}
"""Origins whose duty is not that of column 1 alone: section 301, column 2."""

LEAST = 10_000
"""Customs value in dollars below which the duty of an origin is too rounded to tell a rate."""


def paid_table(
    path: Path,
    by_unit: Mapping[str, TariffLine],
    programmes: Mapping[str, frozenset[str]],
    members: Collection[str] = (),
    origin: str | None = None,
) -> str:
    """The text of the table: for each line with a duty by unit what origins paid, and ``*`` for all of them together.

    ``by_unit`` are the lines whose general rate is no share of the value, ``programmes`` the origins of each programme,
    ``members`` those of the European Union, so that a table which has both it and them counts them once.
    """
    frame = _frame(path, origin).filter(pl.col("code").is_in(list(by_unit)))
    keyed = {(row["code"], row["origin"]): row for row in frame.iter_rows(named=True)}
    rows: list[tuple[str, str, dict[str, float]]] = []
    for (code, whose), row in keyed.items():
        has_preference = any(whose in programmes.get(name, ()) for _, names in by_unit[code].special for name in names)
        if whose not in OTHERWISE and not has_preference and row["duty"] > 0 and row["value"] >= LEAST:
            rows.append((code, whose, row))
    return _written(rows, members if any(whose == "EU" for _, whose, _ in rows) else ())


def _written(rows: list[tuple[str, str, dict[str, float]]], members: Collection[str]) -> str:
    total: dict[str, dict[str, float]] = {}
    for code, whose, row in rows:
        if whose not in members:
            whole = total.setdefault(code, {"value": 0, "duty": 0})
            whole["value"] += row["value"]
            whole["duty"] += row["duty"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    everyone = [(code, EVERYONE, {**row, "quantity": None, "unit": ""}) for code, row in total.items()]
    for code, whose, row in sorted([*rows, *everyone], key=lambda one: one[:2]):
        quantity = "" if row["quantity"] is None else f"{row['quantity']:g}"
        writer.writerow((code, whose, f"{row['value']:.0f}", f"{row['duty']:.0f}", quantity, row["unit"] or ""))
    return out.getvalue()


def _frame(path: Path, origin: str | None) -> pl.DataFrame:
    """The lines at eight digits by origin: value, duty, and quantity where the file gives one unit for all of a line."""
    try:
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as bad:
        raise ask_error(str(path), "cannot be read as lines of trade", bad, "Give CSV or Parquet.") from bad
    columns = {
        name: _column(path, frame, known) for name, known in ((role, own.LAYOUT.columns[role]) for role in ("code", "value", "duty"))
    }
    whose = next((name for name in ORIGIN if name in frame.columns), None)
    if whose is None and origin is None:
        raise ask_error(str(path), "names no origin", ", ".join(frame.columns), "Give a column 'origin', or --origin.")
    quantity, unit = (next((name for name in known if name in frame.columns), None) for known in (QUANTITY, UNIT))
    read = frame.select(
        code=pl.col(columns["code"]).cast(pl.String).str.slice(0, 8),
        origin=pl.col(whose).cast(pl.String) if whose else pl.lit(origin),
        value=pl.col(columns["value"]).cast(pl.Float64),
        duty=pl.col(columns["duty"]).cast(pl.Float64),
        quantity=pl.col(quantity).cast(pl.Float64) if quantity and unit else pl.lit(None, dtype=pl.Float64),
        unit=pl.col(unit).cast(pl.String) if quantity and unit else pl.lit(""),
    )
    names = {name: code_of(name) for name in read["origin"].unique().drop_nulls()}
    one_unit = pl.col("unit").n_unique() == 1
    return (
        read.with_columns(pl.col("origin").replace(names))
        .filter(pl.col("origin") != "")
        .group_by("code", "origin")
        .agg(
            pl.col("value", "duty").sum(),
            quantity=pl.when(one_unit & pl.col("quantity").is_not_null().all()).then(pl.col("quantity").sum()),
            unit=pl.when(one_unit).then(pl.col("unit").first()).otherwise(pl.lit("")),
        )
    )


def _column(path: Path, frame: pl.DataFrame, known: tuple[str, ...]) -> str:
    found = next((name for name in known if name in frame.columns), None)
    if found is None:
        raise ask_error(str(path), f"has no column '{known[0]}'", ", ".join(frame.columns), f"Name one of its columns {known[0]}.")
    return found
