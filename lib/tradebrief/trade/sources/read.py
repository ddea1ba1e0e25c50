"""A file of trade statistics as lines of one origin, whatever its layout: columns found, totals and notes dropped, lost zeros put back, all of it told.

What cannot be settled without guessing is refused with its reason: levels that contain each other, columns that could be several, exports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import polars as pl
from pydantic import Field

from tradebrief.errors import ask_error, near, shown
from tradebrief.given import party
from tradebrief.records.record import Record
from tradebrief.trade.sources import census, comtrade, dataweb, estat, own, usa_trade_online
from tradebrief.trade.sources.grid import read as read_grids
from tradebrief.trade.sources.layout import ROLES, Grid, Layout, Role
from tradebrief.trade.sources.levels import one_level
from tradebrief.trade.sources.mapping import remembered
from tradebrief.trade.sources.schedule_c import SCHEDULE_C

LAYOUTS: tuple[Layout, ...] = (dataweb.LAYOUT, census.LAYOUT, comtrade.LAYOUT, usa_trade_online.LAYOUT, estat.LAYOUT, own.LAYOUT)

LARGEST = 400 << 20
"""Bytes of the largest file that is read."""

_AMOUNT = r"^-?\d+(?:\.\d+)?$"
_GROUPED = r"^(-?\d{1,3})((?:,\d{3})+)(\.\d+)?$"
_TOTALS = r"(?i)^(?:total\b.*|grand total.*|all commodities.*|all|-|合計|総額|総計.*|計)$"
_ALL_PARTNERS = r"(?i)^(?:0|-|w00|wld|world|world total|all|all countries|total.*|世界|合計|総額)$"
_THOUSANDS = re.compile(r"(?i)\b(?:in )?(?:1,000|thousands?)\b(?: of)?(?: us| u\.s\.)? ?(?:dollars|\$|yen)?|千円|千ドル")


class Summary(Record):
    """What was read of a file, to be looked at before it is used: amounts are in whole units of ``currency``."""

    file: str
    layout: str
    columns: dict[str, str]
    rows: int = Field(ge=0)
    digits: int = Field(ge=0, le=10)
    value: Decimal = Field(allow_inf_nan=False)
    duty: Decimal | None = Field(default=None, allow_inf_nan=False)
    currency: str = Field(pattern="^[A-Z]{3}$")
    dropped: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The summary in words, a line for each thing."""
        duty = f", duty {self.duty:,}" if self.duty is not None else ", no duty given"
        columns = ", ".join(f"{role} from '{name}'" for role, name in self.columns.items())
        return [
            f"{self.file}: {self.layout}, {self.rows:,} lines of {self.digits} digits, value {self.value:,} {self.currency}{duty} ({columns}).",
            *(f"Dropped: {one}." for one in self.dropped),
            *(f"Warning: {one}." for one in self.repaired),
            *(f"Note: {one}." for one in self.notes),
        ]


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeFile:
    """A file that was read: its summary and its lines, ``line``, ``code``, ``value`` and ``duty`` (where it has one) as text, not yet checked."""

    summary: Summary
    frame: pl.DataFrame


def read_trade(
    path: str | Path, *, origin: str | None = None, columns: Mapping[str, str] | None = None, level: int | None = None
) -> TradeFile:
    """The lines of a file.

    ``origin`` keeps the rows of one party where the file names partners; ``columns`` says which column is the ``code``, ``value``, ``duty``,
    ``partner`` or ``period`` and is remembered for files with the same heads in the same folder; ``level`` keeps codes of so many digits.
    ``AskError`` with the reason where the file cannot be used.
    """
    where = Path(path)
    data = _bytes(where)
    grids = read_grids(
        data, str(where), lambda row: any(one.column("code", row) and len([cell for cell in row if cell]) > 1 for one in LAYOUTS)
    )
    if not grids:
        raise ask_error(
            str(where), "holds no table with a column of codes", remedy="Name a sheet's heads as DataWeb does, or save the table as CSV."
        )
    layout = next((one for one in LAYOUTS if one.fits(grids[0].frame.columns)), own.LAYOUT)
    grid = layout.prepare(_joined(grids, layout))
    names, notes = _columns(where, grid, layout, columns)
    frame = grid.frame.with_row_index("line", offset=grid.first_line)
    frame, flow = _imports(where, frame, layout)
    frame = frame.select("line", **{role: pl.col(name).str.strip_chars() for role, name in names.items()})
    if frame.is_empty():
        raise ask_error(str(where), "holds no lines", remedy="Give a file with one row for each code.")
    frame, dropped, totals = _without_totals(_plain(frame))
    frame, others = _of_partner(where, frame, origin if origin != layout.reporter else None) if "partner" in names else (frame, [])
    frame, repaired = _repaired(where, frame, layout.digits)
    frame, levels = one_level(where, frame, level, totals)
    frame, periods = _one_period(frame, names)
    scale, told = _scale(grid, layout, names)
    if scale:
        frame = frame.with_columns(_thousandfold(frame, name) for name in ("value", "duty") if name in frame.columns)
    sizes = frame["code"].str.len_chars()
    summary = Summary(
        file=where.name,
        layout=layout.name,
        columns={str(role): name for role, name in names.items()},
        rows=len(frame),
        digits=min(10, int(str(sizes.mode()[0]))) if len(frame) else 0,
        value=_total(frame, "value"),
        duty=_total(frame, "duty") if "duty" in names else None,
        currency=layout.currency,
        dropped=(*([f"{grid.titles} title rows"] if grid.titles else []), *flow, *dropped, *others, *levels, *periods),
        repaired=tuple(repaired),
        notes=(*grid.notes, *notes, *told),
    )
    return TradeFile(summary=summary, frame=frame)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ask_error(
                str(path), "is too large to be read", f"{path.stat().st_size >> 20:,} MB", "Ask the source for one origin and year."
            )
        return path.read_bytes()
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name a CSV, XLSX, JSON or Parquet file of trade lines.") from bad


# --- columns ------------------------------------------------------------------------------


def _joined(grids: list[Grid], layout: Layout) -> Grid:
    """The sheets of a workbook as one table: where one holds customs values and another duties, side by side."""
    titled = {kind: grid for kind in ("customs value", "calculated dut") for grid in grids if kind in grid.above.lower()}
    if len(titled) < 2 or len({id(grid) for grid in titled.values()}) < 2:
        more = [f"{len(grids) - 1} other sheets with tables are not read"] if len(grids) > 1 else []
        return replace(grids[0], notes=(*grids[0].notes, *more))
    value, duty = titled["customs value"], titled["calculated dut"]
    keys = [name for name in value.frame.columns if name in duty.frame.columns and name not in layout.column("value", value.frame.columns)]
    amounts = layout.column("value", duty.frame.columns)
    beside = duty.frame.select(*keys, *(pl.col(name).alias(f"duty {name}") for name in amounts))
    beside = beside.unique(subset=keys, keep="first", maintain_order=True)
    return replace(value, frame=value.frame.join(beside, on=keys, how="left", nulls_equal=True, maintain_order="left").fill_null(""))


def _columns(where: Path, grid: Grid, layout: Layout, given: Mapping[str, str] | None) -> tuple[dict[Role, str], list[str]]:
    """Which column has which role: as given, as remembered, by its name, by what stands in it; a code and a value there must be."""
    frame = grid.frame
    chosen = remembered(where, frame.columns, given)
    found: dict[Role, str] = {}
    notes = []
    for role in ROLES:
        if role in chosen:
            found[role] = chosen[role]
        elif names := layout.column(role, frame.columns):
            found[role] = names[-1]
            if len(names) > 1:
                notes.append(f"'{names[-1]}' is taken for {role}, the last of {', '.join(names)}; choose another with --column {role}=NAME")
    if "code" not in found and (name := _by_content(frame)):
        found["code"] = name
        notes.append(f"'{name}' is taken for code, since codes stand in it")
    for role in ("code", "value"):
        if role not in found:
            wanted = " or ".join(f"'{name}'" for name in own.LAYOUT.columns[role][:4])
            remedy = f"{near(own.LAYOUT.columns[role][0], frame.columns)} Say which it is with --column {role}=NAME."
            raise ask_error(str(where), f"has no column {wanted}", ", ".join(frame.columns), remedy)
    return found, notes


def _by_content(frame: pl.DataFrame) -> str:
    """The one column of which nine cells in ten are codes of 8 to 10 digits."""
    head = frame.head(1000)
    codes = [
        name for name in frame.columns if len(head) and head[name].str.contains(r"^'?\d{4}\.?\d{2}\.?\d{2}\.?(?:\d{2})?'?$").mean() > 0.9
    ]  # type: ignore[operator]
    return codes[0] if len(codes) == 1 else ""


# --- rows ---------------------------------------------------------------------------------


def _imports(where: Path, frame: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
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


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
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


def _without_totals(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str], list[str]]:
    """The rows of goods, what was dropped and the names of the totals among it; notes have a text and no amount."""
    total = pl.col("code").str.contains(_TOTALS)
    is_note = ~pl.col("code").str.contains(r"^\d") & (pl.col("value") == "") | (pl.col("code") == "") & (pl.col("value") == "")
    totals, notes = frame.filter(total & ~is_note), frame.filter(is_note)
    dropped = [f"{len(totals)} total rows ({shown(', '.join(totals['code'].unique().sort().to_list()), 60)})"] if len(totals) else []
    dropped += [f"{len(notes)} rows that hold notes"] if len(notes) else []
    return frame.filter(~total & ~is_note), dropped, totals["code"].unique().sort().to_list()


def _of_partner(where: Path, frame: pl.DataFrame, origin: str | None) -> tuple[pl.DataFrame, list[str]]:
    """The rows of one partner; totals over partners and other partners dropped and counted."""
    everyone = frame["partner"].str.contains(_ALL_PARTNERS)
    named = frame.filter(~everyone)
    dropped = [f"{int(everyone.sum())} rows of all partners together"] if int(everyone.sum()) > 0 and len(named) else []
    partners = named["partner"].unique().sort().to_list()
    if not partners:
        return frame, dropped
    if origin is None:
        return named, dropped
    codes = {name: _party(name) for name in partners}
    mine = [name for name, code in codes.items() if code == origin]
    if not mine:
        raise ask_error(
            str(where), f"holds no rows of {origin}", ", ".join(partners), "Give the file of that origin, or name another with --origin."
        )
    kept = named.filter(pl.col("partner").is_in(mine))
    return kept, [*dropped, *([f"{len(named) - len(kept)} rows of other partners"] if len(kept) < len(named) else [])]


def _party(name: str) -> str:
    """A partner as ISO 3166: by Schedule C, by its code or name; nothing for groups and the unknown."""
    if name in SCHEDULE_C or name.isdigit():
        return SCHEDULE_C.get(name, "")
    try:
        return party(name)
    except ValueError:
        return ""
    except Exception as refused:
        if type(refused).__name__ == "AskError":
            return ""
        raise


def _repaired(where: Path, frame: pl.DataFrame, digits: int) -> tuple[pl.DataFrame, list[str]]:
    """Codes with the zero put back that a spreadsheet took: an odd number of digits that makes a chapter 01 to 09 with it."""
    odd = r"^[1-9]\d{2}(?:\d{2}){0,3}$" if digits % 2 == 0 else rf"^[1-9]\d{{{digits - 2}}}$"
    lost = pl.col("code").str.contains(odd)
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


def _one_period(frame: pl.DataFrame, names: Mapping[Role, str]) -> tuple[pl.DataFrame, list[str]]:
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
    return all(frame[name].str.contains(_AMOUNT).all() for name in ("value", "duty") if name in frame.columns)


def _scale(grid: Grid, layout: Layout, names: Mapping[Role, str]) -> tuple[bool, list[str]]:
    """Whether amounts are in thousands, as the layout, the title or the column says."""
    said = _THOUSANDS.search(f"{names['value']} {grid.above}")
    if not layout.thousands and not said:
        return False, []
    return True, [f"amounts are in thousands ({said.group().strip() if said else layout.name}) and multiplied by 1,000"]


def _thousandfold(frame: pl.DataFrame, name: str) -> pl.Series:
    texts = [f"{(Decimal(text) * 1000).normalize():f}" if re.match(_AMOUNT, text) else text for text in frame[name]]
    return pl.Series(name, texts, dtype=pl.String)


def _total(frame: pl.DataFrame, name: str) -> Decimal:
    numbers = frame.filter(pl.col(name).str.contains(_AMOUNT))[name]
    return sum(map(Decimal, numbers), Decimal(0))
