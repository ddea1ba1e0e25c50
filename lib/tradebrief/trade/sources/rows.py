"""What is done to the rows of a table before they are lines: exports, totals, notes and other partners dropped, zeros put back, periods made one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tradebrief.errors import ask_error, shown
from tradebrief.parties import code_of
from tradebrief.trade.sources.layout import Layout, Role
from tradebrief.trade.sources.schedule_c import SCHEDULE_C

AMOUNT = r"^-?\d+(?:\.\d+)?$"
"""A number as amounts are written: digits and a point."""

_GROUPED = r"^(-?\d{1,3})((?:,\d{3})+)(\.\d+)?$"
_TOTALS = r"(?i)^(?:total\b.*|grand total.*|all commodities.*|all|-|合計|総額|総計.*|計)$"
_ALL_PARTNERS = r"(?i)^(?:0|-|w00|wld|world|world total|all|all countries|total.*|世界|合計|総額)$"


def imports(where: Path, frame: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    """The rows of imports where a file tells both flows apart."""
    if layout.flow is None:
        return frame, []
    column, imports = layout.flow
    name = next((name for name in frame.columns if re.fullmatch(column, name.lower().strip())), "")
    if not name:
        return frame, []
    kept = frame.filter(pl.col(name).str.contains(f"^(?:{imports})$"))
    if kept.is_empty():
        raise ask_error(
            str(where), "holds no imports", ", ".join(frame[name].unique().sort().to_list()), "Ask the source for imports (flowCode M)."
        )
    return kept, [f"{len(frame) - len(kept)} rows of exports"] if len(kept) < len(frame) else []


def plain_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """Codes without quotes, points and description; amounts without thousands separators and signs of currency."""
    code = pl.col("code").str.strip_chars("'\"= ").str.replace(r"^(\d{4,10})\s*[-–:]?\s+\D.*$", "$1").str.replace(r"^(\d+)\.0$", "$1")
    code = (
        pl.when(code.str.contains(r"^\d{4}(?:\.\d{2}){1,2}(?:\.?\d{2,4})?$"))
        .then(code.str.replace_all(".", "", literal=True))
        .otherwise(code)
    )
    amounts = [
        pl.when(pl.col(name).str.strip_chars("$¥ ").str.contains(_GROUPED))
        .then(pl.col(name).str.strip_chars("$¥ ").str.replace_all(",", "", literal=True))
        .otherwise(pl.col(name).str.replace(r"^[$¥]\s*", ""))
        for name in ("value", "duty")
        if name in frame.columns
    ]
    return frame.with_columns(code, *amounts)


def without_totals(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str], list[str]]:
    """The rows of goods, what was dropped and the names of the totals among it; notes have a text and no amount."""
    total = pl.col("code").str.contains(_TOTALS)
    is_note = ~pl.col("code").str.contains(r"^\d") & (pl.col("value") == "") | (pl.col("code") == "") & (pl.col("value") == "")
    totals, notes = frame.filter(total & ~is_note), frame.filter(is_note)
    dropped = [f"{len(totals)} total rows ({shown(', '.join(totals['code'].unique().sort().to_list()), 60)})"] if len(totals) else []
    dropped += [f"{len(notes)} rows that hold notes"] if len(notes) else []
    return frame.filter(~total & ~is_note), dropped, totals["code"].unique().sort().to_list()


def of_partner(where: Path, frame: pl.DataFrame, origin: str | None) -> tuple[pl.DataFrame, list[str]]:
    """The rows of one partner; totals over partners and other partners dropped and counted."""
    if "partner" not in frame.columns:
        return frame, []
    everyone = frame["partner"].str.contains(_ALL_PARTNERS)
    named = frame.filter(~everyone)
    dropped = [f"{int(everyone.sum())} rows of all partners together"] if int(everyone.sum()) > 0 and len(named) else []
    partners = named["partner"].unique().sort().to_list()
    if not partners:
        return frame, dropped
    if origin is None:
        return named, dropped
    codes = {name: party_of(name) for name in partners}
    mine = [name for name, code in codes.items() if code == origin]
    if not mine:
        raise ask_error(
            str(where), f"holds no rows of {origin}", ", ".join(partners), "Give the file of that origin, or name another with --origin."
        )
    kept = named.filter(pl.col("partner").is_in(mine))
    return kept, [*dropped, *([f"{len(named) - len(kept)} rows of other partners"] if len(kept) < len(named) else [])]


def party_of(name: str) -> str:
    """A partner as ISO 3166: by Schedule C, by its code or name; nothing for groups and the unknown."""
    if name in SCHEDULE_C or name.isdigit():
        return SCHEDULE_C.get(name, "")
    return code_of(name)


def repaired(where: Path, frame: pl.DataFrame, digits: int) -> tuple[pl.DataFrame, list[str]]:
    """Codes with the zero put back that a spreadsheet took: one digit short of a national line, or of a level that the file has."""
    size = pl.col("code").str.len_chars()
    levels = {digits, *(frame["code"].str.len_chars().unique().to_list() if digits % 2 == 0 else ())}
    lost = pl.col("code").str.contains(r"^[1-9]\d*$") & (size + 1).is_in([one for one in levels if one % 2 == digits % 2])
    if (bad := frame.filter(pl.col("code").str.contains(r"^\d(?:\.\d+)?[eE]\+?\d+$"))).height:
        raise ask_error(
            f"{where}, line {bad['line'][0]}",
            "holds a code as a spreadsheet rounds it, its last digits are lost",
            bad["code"][0],
            "Export the file anew, with codes as text.",
        )
    found = frame.filter(lost)
    if found.is_empty():
        return frame, []
    lines = ", ".join(map(str, found["line"].head(10).to_list())) + (" and more" if len(found) > 10 else "")
    told = f"{len(found)} codes had lost their first zero, as spreadsheets take it: put back on line {lines} ({found['code'][0]} is 0{found['code'][0]})"
    return frame.with_columns(pl.when(lost).then(pl.lit("0") + pl.col("code")).otherwise(pl.col("code")).alias("code")), [told]


def one_period(frame: pl.DataFrame, names: Mapping[Role, str]) -> tuple[pl.DataFrame, list[str]]:
    """One row for each code: months of one year added up, of running totals the last, of several years the last."""
    if "period" not in names or frame["period"].n_unique() < 2:
        return frame, []
    last = str(frame["period"].max())
    year = frame.filter(pl.col("period").str.starts_with(last[:4]))
    running = names["value"].lower().endswith("_yr")
    kept = year.filter(pl.col("period") == last) if running else year
    dropped = [f"{len(frame) - len(kept)} rows before {last if running else last[:4]}"] if len(kept) < len(frame) else []
    months = kept["period"].n_unique()
    if months < 2 or not kept["code"].is_duplicated().any() or not _all_numbers(kept):
        return kept, dropped
    amounts = [
        pl.col(name).str.to_decimal(scale=2).sum().cast(pl.String).str.replace(r"\.?0+$", "")
        for name in ("value", "duty")
        if name in kept.columns
    ]
    added = kept.group_by("code", maintain_order=True).agg(pl.col("line").first(), *amounts)
    return added, [*dropped, f"nothing, but {months} periods of {last[:4]} are added up"]


def _all_numbers(frame: pl.DataFrame) -> bool:
    return all(frame[name].str.contains(AMOUNT).all() for name in ("value", "duty") if name in frame.columns)
