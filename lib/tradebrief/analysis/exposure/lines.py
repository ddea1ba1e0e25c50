"""Lines of trade for an exposure: a file in any layout that ``trade.sources`` reads, held to what the law can be laid on.

A line is a national code of ten digits, its customs value and the duty calculated on it, both in whole or decimal dollars. Everything
that is wrong is reported at once; nothing is guessed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from tradebrief.errors import AskError, Problem, ask_error, shown
from tradebrief.trade.sources.read import TradeFile, read_trade

DIGITS = 10
"""Digits of a line of the tariff schedule for statistics."""

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
    has_duty: bool = True
    """Whether the file gives a duty; without one ``duty`` is zero until it is estimated, and ``told`` says how."""
    told: str = ""


class TradeWarning(UserWarning):
    """Something in a file of trade that was put right or left out, and that its reader should know."""


def read_lines(path: str | Path | TradeFile, origin: str | None = None) -> Lines:
    """The lines of a file, or of one that was read; an ``AskError`` with every problem (twenty at most) when one cannot be used.

    Of a file that is read here what was repaired, dropped or noted is a ``TradeWarning``.
    """
    given = isinstance(path, TradeFile)
    found = path if isinstance(path, TradeFile) else read_trade(path, origin=origin)
    where, told = Path(found.summary.file if given else str(path)), found.summary
    for one in () if given else (*told.repaired, *told.dropped, *told.notes):
        warnings.warn(f"{where.name}: {one}", TradeWarning, stacklevel=2)
    if told.currency != "USD":
        remedy = "'tradebrief trade read' sums it up; a duty needs dollars and lines of the tariff schedule."
        raise ask_error(str(where), f"is in {told.currency}, with the codes of {told.layout}", f"{told.rows:,} lines", remedy)
    frame = found.frame.sort("code")
    if frame["code"].str.contains(r"^\d+$").all() and not (frame["code"].str.len_chars() == DIGITS).any() and len(frame) > 1:
        remedy = "Ask the source for lines of ten digits (HTS-10, COMM_LVL=HS10); 'tradebrief trade read' sums this file up."
        raise ask_error(str(where), f"holds codes of {told.digits} digits, and duties are set by ten", frame["code"][0], remedy)
    problems = list(_problems(where, frame.sort("line"), told.columns))
    if problems:
        more = [Problem(file=str(where), wrong=f"has {len(problems) - MOST} more lines that are wrong")] if len(problems) > MOST else []
        raise AskError(*problems[:MOST], *more)
    value = [Decimal(text) for text in frame["value"]]
    duty = [Decimal(text) for text in frame["duty"]] if "duty" in frame.columns else [Decimal(0)] * len(value)
    return Lines(
        name=where.name,
        codes=tuple(frame["code"]),
        value=np.array(value, dtype=float),
        duty=np.array(duty, dtype=float),
        total_value=sum(value, Decimal(0)),
        total_duty=sum(duty, Decimal(0)),
        has_duty="duty" in frame.columns,
    )


def _problems(path: Path, frame: pl.DataFrame, columns: Mapping[str, str]) -> Iterable[Problem]:
    """Codes that are none, codes that stand twice, amounts that are none or below zero."""
    code = columns["code"]
    bad = frame.filter(~pl.col("code").str.contains(r"^\d{10}$"))
    yield from _told(path, bad, "code", f"'{code}' is not a code of ten digits", "Write ten digits as text: 8703230190.")
    twice = frame.filter(pl.col("code").is_duplicated() & pl.col("code").str.contains(r"^\d{10}$") & ~pl.col("code").is_first_distinct())
    yield from _told(path, twice, "code", f"'{code}' stands twice", "Add the lines together or remove one.")
    amounts = [name for name in ("value", "duty") if name in frame.columns]
    for name in amounts:
        number = pl.col(name).str.contains(r"^-?\d+(\.\d+)?$")
        yield from _told(
            path, frame.filter(~number), name, f"'{columns[name]}' is not a number", "Write dollars in digits, without separators."
        )
        yield from _told(
            path, frame.filter(number & pl.col(name).str.starts_with("-")), name, f"'{columns[name]}' is below zero", "Correct the amount."
        )
    if "duty" not in amounts:
        return
    typed = frame.with_columns(pl.col(amounts).cast(pl.Float64, strict=False))
    owed = typed.filter((pl.col("duty") > 0) & (pl.col("value") <= 0)).select("line", pl.col("duty").cast(pl.String))
    yield from _told(path, owed, "duty", f"'{columns['duty']}' is owed on goods of no value", "Correct the line.")


def _told(path: Path, rows: pl.DataFrame, name: str, wrong: str, remedy: str) -> Iterable[Problem]:
    for line, got in rows.select("line", name).iter_rows():
        yield Problem(file=str(path), line=line, wrong=wrong, got=shown(got) or "nothing", remedy=remedy)


def check_totals(lines: Lines, value: Decimal | None, duty: Decimal | None) -> None:
    """An ``AskError`` when the lines do not add up to the control totals to the last dollar."""
    for name, wanted, found in (("customs value", value, lines.total_value), ("duty", duty, lines.total_duty)):
        if wanted is not None and wanted != found:
            raise ask_error(
                lines.name,
                f"does not add up to the control total of {name}, {wanted:,}",
                f"{found:,}, {found - wanted:+,} off",
                "Correct the file or the control total.",
            )
