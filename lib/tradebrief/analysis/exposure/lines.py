"""Reads a user's own file of trade lines: CSV (with or without a byte-order mark, commas or semicolons) or Parquet.

A line is a national code of ten digits, its customs value and the duty calculated on it, both in whole or decimal dollars. Everything
that is wrong is reported at once; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from tradebrief.errors import AskError, Problem, ask_error, near, shown

CODE = ("hs10", "code", "hts10", "commodity")
VALUE = ("imports_usd", "customs_value_usd", "con_val_yr")
DUTY = ("calculated_duty_usd", "mfn_duty_usd", "duty_usd", "cal_dut_yr")

MOST = 20
"""How many problems of one file are told; a file that is wrong throughout is wrong in the same way."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines:
    """Lines of trade in the order of their codes: customs value and duty in dollars, exact to the cent as decimals and as floats."""

    name: str
    codes: tuple[str, ...]
    value: np.ndarray
    duty: np.ndarray
    total_value: Decimal
    total_duty: Decimal


def read_lines(path: str | Path) -> Lines:
    """The lines of a file; an ``AskError`` with every problem (twenty at most) when one cannot be used."""
    where = Path(path)
    frame = _text_frame(where)
    columns = {name: _column(where, frame, known) for name, known in (("code", CODE), ("value", VALUE), ("duty", DUTY))}
    frame = frame.select(**{name: pl.col(column).str.strip_chars() for name, column in columns.items()}).with_row_index("line", offset=2)
    if frame.is_empty():
        raise ask_error(str(where), "holds no lines", remedy="Give a file with one row for each code.")
    problems = list(_problems(where, frame, columns))
    if problems:
        more = [Problem(file=str(where), wrong=f"has {len(problems) - MOST} more lines that are wrong")] if len(problems) > MOST else []
        raise AskError(*problems[:MOST], *more)
    frame = frame.sort("code")
    value, duty = ([Decimal(text) for text in frame[name]] for name in ("value", "duty"))
    return Lines(
        name=where.name,
        codes=tuple(frame["code"]),
        value=np.array(value, dtype=float),
        duty=np.array(duty, dtype=float),
        total_value=sum(value, Decimal(0)),
        total_duty=sum(duty, Decimal(0)),
    )


def is_parquet(data: bytes) -> bool:
    """Whether a file begins as Parquet does."""
    return data[:4] == b"PAR1"


def _text_frame(path: Path) -> pl.DataFrame:
    """The file with every cell as text."""
    try:
        data = path.read_bytes()
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name a CSV or Parquet file of trade lines.") from bad
    try:
        if is_parquet(data) or path.suffix == ".parquet":
            return _cast(path, pl.read_parquet(path))
        text = data.decode("utf-8-sig")
        head = text.partition("\n")[0]
        return pl.read_csv(text.encode(), separator=";" if head.count(";") > head.count(",") else ",", infer_schema=False).fill_null("")
    except UnicodeDecodeError as bad:
        raise ask_error(str(path), "is not UTF-8", f"byte 0x{bad.object[bad.start]:02x} at {bad.start}", "Save it as UTF-8.") from bad
    except (pl.exceptions.PolarsError, OSError, ValueError) as bad:
        raise ask_error(str(path), "cannot be read as a table", bad, "Save it again as CSV or Parquet; the file may be cut off.") from bad


def _cast(path: Path, frame: pl.DataFrame) -> pl.DataFrame:
    """A typed table as text; codes that are kept as numbers are refused, for they have lost their leading zeros."""
    for name in frame.columns:
        if name.lower() in CODE and frame[name].dtype.is_numeric():
            raise ask_error(str(path), f"keeps '{name}' as numbers, which lose leading zeros", frame[name].dtype, "Save the codes as text.")
    return frame.with_columns(pl.all().cast(pl.String).fill_null(""))


def _column(path: Path, frame: pl.DataFrame, known: Iterable[str]) -> str:
    names = {name.strip().lower(): name for name in frame.columns}
    found = next((names[name] for name in known if name in names), None)
    if found is None:
        wanted = " or ".join(f"'{name}'" for name in known)
        raise ask_error(str(path), f"has no column {wanted}", ", ".join(frame.columns), near(next(iter(known)), names))
    return found


def _problems(path: Path, frame: pl.DataFrame, columns: dict[str, str]) -> Iterable[Problem]:
    """Codes that are none, codes that stand twice, amounts that are none or below zero."""
    code = columns["code"]
    bad = frame.filter(~pl.col("code").str.contains(r"^\d{10}$"))
    yield from _told(path, bad, "code", f"'{code}' is not a code of ten digits", "Write ten digits as text: 8703230190.")
    twice = frame.filter(pl.col("code").is_duplicated() & pl.col("code").str.contains(r"^\d{10}$") & ~pl.col("code").is_first_distinct())
    yield from _told(path, twice, "code", f"'{code}' stands twice", "Add the lines together or remove one.")
    for name in ("value", "duty"):
        number = pl.col(name).str.contains(r"^-?\d+(\.\d+)?$")
        yield from _told(
            path, frame.filter(~number), name, f"'{columns[name]}' is not a number", "Write dollars in digits, without separators."
        )
        yield from _told(
            path, frame.filter(number & pl.col(name).str.starts_with("-")), name, f"'{columns[name]}' is below zero", "Correct the amount."
        )
    amounts = frame.with_columns(pl.col("value", "duty").cast(pl.Float64, strict=False))
    owed = amounts.filter((pl.col("duty") > 0) & (pl.col("value") <= 0)).select("line", pl.col("duty").cast(pl.String))
    yield from _told(path, owed, "duty", f"'{columns['duty']}' is owed on goods of no value", "Correct the line.")


def _told(path: Path, rows: pl.DataFrame, name: str, wrong: str, remedy: str) -> Iterable[Problem]:
    for line, got in rows.select("line", name).iter_rows():
        yield Problem(file=str(path), line=line, wrong=wrong, got=shown(got) or "nothing", remedy=remedy)
