"""A file of trade statistics as lines of one origin, whatever its layout: columns found, totals and notes dropped, lost zeros put back, all of it told.

What cannot be settled without guessing is refused with its reason: levels that contain each other, columns that could be several, exports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl
from pydantic import Field

from tradebrief.errors import ask_error
from tradebrief.records.record import Record
from tradebrief.trade.sources import census, comtrade, dataweb, estat, own, usa_trade_online
from tradebrief.trade.sources.columns import columns_of, joined
from tradebrief.trade.sources.grid import read as read_grids
from tradebrief.trade.sources.layout import Grid, Layout, Role
from tradebrief.trade.sources.levels import one_level
from tradebrief.trade.sources.rows import AMOUNT, imports, of_partner, one_period, plain_cells, repaired, without_totals

LAYOUTS: tuple[Layout, ...] = (dataweb.LAYOUT, census.LAYOUT, comtrade.LAYOUT, usa_trade_online.LAYOUT, estat.LAYOUT, own.LAYOUT)

LARGEST = 400 << 20
"""Bytes of the largest file that is read."""

_THOUSANDS = re.compile(r"(?i)\b(?:in )?(?:1,000|thousands?)\b(?: of)?(?: us| u\.s\.)? ?(?:dollars|\$|yen)?|千円|千ドル")


class TradeSummary(Record):
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

    summary: TradeSummary
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
    layout, grid = _table(where)
    names, notes = columns_of(where, grid, layout, columns)
    frame = grid.frame.with_row_index("line", offset=grid.first_line)
    frame, dropped = imports(where, frame, layout)
    frame = frame.select("line", **{role: pl.col(name).str.strip_chars() for role, name in names.items()})
    if frame.is_empty():
        raise ask_error(str(where), "holds no lines", remedy="Give a file with one row for each code.")
    frame, rest, totals = without_totals(plain_cells(frame))
    frame, others = of_partner(where, frame, origin if origin != layout.reporter else None)
    frame, put_back = repaired(where, frame, layout.digits)
    frame, levels = one_level(where, frame, level, totals)
    frame, periods = one_period(frame, names)
    frame, scaled = _scaled(frame, grid, layout, names)
    titles = [f"{grid.titles} title rows"] if grid.titles else []
    summary = TradeSummary(
        file=where.name,
        layout=layout.name,
        columns={str(role): name for role, name in names.items()},
        rows=len(frame),
        digits=min(10, int(str(frame["code"].str.len_chars().mode()[0]))) if len(frame) else 0,
        value=_total(frame, "value"),
        duty=_total(frame, "duty") if "duty" in names else None,
        currency=layout.currency,
        dropped=(*titles, *dropped, *rest, *others, *levels, *periods),
        repaired=tuple(put_back),
        notes=(*grid.notes, *notes, *scaled),
    )
    return TradeFile(summary=summary, frame=frame)


def _table(where: Path) -> tuple[Layout, Grid]:
    """The layout of a file and its table."""
    grids = read_grids(_bytes(where), str(where), _is_head)
    if not grids:
        remedy = "Name a sheet's heads as DataWeb does, or save the table as CSV."
        raise ask_error(str(where), "holds no table with a column of codes", remedy=remedy)
    layout = next((one for one in LAYOUTS if one.fits(grids[0].frame.columns)), own.LAYOUT)
    return layout, layout.prepare(joined(grids, layout))


def _is_head(row: Sequence[str]) -> bool:
    """Whether a row holds the heads of columns: more than one, and a code's among them."""
    return sum(map(bool, row)) > 1 and any(one.column("code", row) for one in LAYOUTS)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ask_error(
                str(path), "is too large to be read", f"{path.stat().st_size >> 20:,} MB", "Ask the source for one origin and year."
            )
        return path.read_bytes()
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name a CSV, XLSX, JSON or Parquet file of trade lines.") from bad


def _scaled(frame: pl.DataFrame, grid: Grid, layout: Layout, names: Mapping[Role, str]) -> tuple[pl.DataFrame, list[str]]:
    """Amounts in whole units, where the layout, the title or the column says that they are in thousands."""
    said = _THOUSANDS.search(f"{names['value']} {grid.above}")
    if not layout.thousands and not said:
        return frame, []
    amounts = [_thousandfold(frame, name) for name in ("value", "duty") if name in frame.columns]
    return frame.with_columns(amounts), [
        f"amounts are in thousands ({said.group().strip() if said else layout.name}) and multiplied by 1,000"
    ]


def _thousandfold(frame: pl.DataFrame, name: str) -> pl.Series:
    texts = [f"{(Decimal(text) * 1000).normalize():f}" if re.match(AMOUNT, text) else text for text in frame[name]]
    return pl.Series(name, texts, dtype=pl.String)


def _total(frame: pl.DataFrame, name: str) -> Decimal:
    numbers = frame.filter(pl.col(name).str.contains(AMOUNT))[name]
    return sum(map(Decimal, numbers), Decimal(0))
