"""Levels of the Harmonized System in one file: chapters, headings and lines that contain each other must not be added up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

from tradebrief.errors import ask_error


def one_level(where: Path, frame: pl.DataFrame, level: int | None, totals: Sequence[str] = ()) -> tuple[pl.DataFrame, list[str]]:
    """The lines of one level, and what was dropped.

    A level that is asked for is kept alone. Else, where codes contain others, the longer ones are kept if they add up to the shorter ones exactly;
    if they do not, some lines stand at one level only, and the file is refused: ``AskError`` names the levels and what they hold.
    """
    is_code = pl.col("code").str.contains(r"^\d+$")
    sizes = frame.filter(is_code)["code"].str.len_chars().unique().sort().to_list()
    if level is not None:
        kept = frame.filter(is_code & (pl.col("code").str.len_chars() == level))
        if kept.is_empty():
            raise ask_error(
                str(where), f"holds no codes of {level} digits", ", ".join(map(str, sizes)), "Choose one of these with --level."
            )
        return kept, [f"{len(frame) - len(kept)} rows of other levels than {level} digits"] if len(kept) < len(frame) else []
    inside = _contained(frame, sizes)
    if len(sizes) < 2 or not inside:
        return frame, []
    sums = {size: _sum(frame.filter(pl.col("code").str.len_chars() == size)) for size in sizes}
    if len(set(sums.values())) == 1:
        kept = frame.filter(pl.col("code").str.len_chars() == sizes[-1])
        shorter = " and ".join(map(str, sizes[:-1]))
        return kept, [f"{len(frame) - len(kept)} rows of {shorter} digits, which are the sums of those of {sizes[-1]}"]
    told = ", ".join(f"{size} digits: {total:,}" for size, total in sums.items())
    wrong = f"holds levels that contain each other ({', '.join((*totals, *inside))}), so trade would be counted up to {len(sizes) + bool(totals)} times"
    raise ask_error(str(where), wrong, told, f"Choose one with --level: {', '.join(map(str, sizes))}.")


def _contained(frame: pl.DataFrame, sizes: list[int]) -> list[str]:
    """The first code that contains others, and the chain of those in it."""
    codes = frame.filter(pl.col("code").str.contains(r"^\d+$"))["code"].unique()
    for size in sizes[:-1]:
        shorter = set(codes.filter(codes.str.len_chars() == size))
        longer = next((code for code in codes.filter(codes.str.len_chars() > size).sort() if code[:size] in shorter), None)
        if longer:
            chain = [code for code in codes.sort() if longer.startswith(code) or code.startswith(longer)]
            return sorted(set(chain), key=lambda code: (len(code), code))[:5]
    return []


def _sum(frame: pl.DataFrame) -> Decimal:
    try:
        return sum(map(Decimal, frame["value"]), Decimal(0))
    except InvalidOperation:
        return Decimal("NaN")
