"""A file as tables of text: CSV in any common encoding, XLSX, JSON or Parquet, with title rows above the heads told apart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import polars as pl

from tradebrief.errors import ask_error
from tradebrief.guarded import guarded
from tradebrief.texts.encoding import decoded
from tradebrief.trade.sources.layout import Grid, plain

TITLES = 60
"""Rows above the heads of the columns that are looked at."""

IsHead = Callable[[Sequence[str]], bool]


def read(data: bytes, where: str, is_head: IsHead) -> list[Grid]:
    """The tables of a file; ``is_head`` knows the names of columns. ``AskError`` when it holds none."""
    try:
        if data[:4] == b"PAR1" or where.lower().endswith(".parquet"):
            return [Grid(frame=pl.read_parquet(io.BytesIO(data)).with_columns(pl.all().cast(pl.String).fill_null("")))]
        if data[:4] == b"PK\x03\x04":
            sheets = guarded("tradebrief.trade.sources.xlsx:read", data, where)
            return [grid for sheet in sheets for grid in _of_rows(sheet["rows"], is_head, sheet["name"])]
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{"):
            return [_of_json(data, where)]
        return [_of_csv(_text(data, where), is_head)]
    except (pl.exceptions.PolarsError, OSError, csv.Error) as bad:
        raise ask_error(where, "cannot be read as a table", bad, "Save it again as CSV or Parquet; the file may be cut off.") from bad


def _text(data: bytes, where: str) -> str:
    """A file's text; Shift-JIS where a head in Japanese says so, since tables have too few words to tell."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp932")
        if any(word in text[:4000] for word in ("品目", "金額", "価額", "千円", "年月", "輸出", "輸入")):
            return text
    except UnicodeDecodeError:
        pass
    return decoded(data, where)[0]


def _of_csv(text: str, is_head: IsHead) -> Grid:
    """A CSV: its heads are the first row that holds known names, else the first row."""
    mark = _separator(text)
    reader = csv.reader(io.StringIO(text[:200_000]), delimiter=mark)
    rows = []
    for row in islice(reader, TITLES):
        rows.append((reader.line_num, row))
    at = next((number for number, (_, row) in enumerate(rows) if is_head(row)), 0)
    line = rows[at - 1][0] if at else 0
    body = text if not line else "\n".join(text.split("\n")[line:])
    frame = pl.read_csv(body.encode(), separator=mark, infer_schema=False, truncate_ragged_lines=True).fill_null("")
    return Grid(frame=frame, above=" ".join(" ".join(row) for _, row in rows[:at]), titles=at, first_line=line + 2)


def _separator(text: str) -> str:
    """Comma, semicolon or tab: whichever the first lines have most of."""
    head = "".join(text.splitlines(keepends=True)[:TITLES][:10])
    return max(",;\t", key=head.count)


def _of_rows(rows: Sequence[Sequence[str]], is_head: IsHead, name: str) -> list[Grid]:
    """A sheet as a table; a sheet without heads that are known holds none."""
    at = next((number for number, row in enumerate(rows[:TITLES]) if is_head(row)), None)
    if at is None:
        return []
    heads = [cell.strip() or f"column {number}" for number, cell in enumerate(rows[at], 1)]
    heads = [head if heads.index(head) == number else f"{head} ({number + 1})" for number, head in enumerate(heads)]
    frame = pl.DataFrame([list(row) for row in rows[at + 1 :]], schema=dict.fromkeys(heads, pl.String), orient="row").fill_null("")
    above = " ".join([name, *(" ".join(row) for row in rows[:at])])
    return [Grid(frame=frame, above=" ".join(above.split()), titles=at, first_line=at + 2)]


def _of_json(data: bytes, where: str) -> Grid:
    """An array of arrays with its heads first, or a list of objects, also below ``data``."""
    try:
        tree: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise ask_error(where, "is no JSON", str(bad), "Save the answer of the interface whole.") from None
    rows = next((tree[name] for name in ("data", "dataset") if name in tree), None) if isinstance(tree, dict) else tree
    if not isinstance(rows, list) or not rows:
        raise ask_error(where, "holds no rows", tree, "Save the answer of the interface whole; it may be a message of an error.")
    if all(isinstance(row, list) for row in rows):
        heads = [str(name) for name in rows[0]]
        wide = next((number for number, row in enumerate(rows, 1) if len(row) != len(heads)), 0)
        if wide or len(set(map(plain, heads))) < len(heads):
            heads = [head if heads.index(head) == number else f"{head} ({number + 1})" for number, head in enumerate(heads)]
        if wide:
            raise ask_error(
                f"{where}, row {wide}",
                "has another number of cells than heads",
                len(rows[wide - 1]),
                "Save the answer of the interface whole.",
            )
        cells = [[_cell(cell) for cell in row] for row in rows[1:]]
    elif all(isinstance(row, dict) for row in rows):
        heads = list(dict.fromkeys(str(name) for row in rows for name in row))
        cells = [[_cell(row.get(name)) for name in heads] for row in rows]
    else:
        raise ask_error(where, "holds neither rows nor objects", rows[0], "Save the answer of the interface whole.")
    return Grid(frame=pl.DataFrame(cells, schema=dict.fromkeys(heads, pl.String), orient="row"))


def _cell(value: Any) -> str:
    """A cell as text; a float that is whole without its point."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
