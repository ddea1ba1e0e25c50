"""Full lists of codes that settle what the short lists of the seeds leave open, and the metal shares of single lines.

A folder of lists holds either NAME.csv files as the schedule reads them, or the files of the public tariff-rate tracker; how a
list is drawn from those is said in ``seeds/codes/published-lists.yaml``, not here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from tradebrief.errors import ask_error
from tradebrief.law.goods import CodeLine, CodeList
from tradebrief.law.seeds import users_lists
from tradebrief.trade.convention import METALS
from tradebrief.trade.datasets import PublishedList, Selection

SHARES = ("metal_content_shares_bea_hs10.csv", "metal_content_shares_bea_japan_lines.csv")
"""The tracker's files of metal shares by line, from the input-output accounts of the Bureau of Economic Analysis; the fullest first."""

_SPELT = {"aluminum": "aluminium"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Lists:
    """What a folder gives: full lists by name, metal shares by line (steel, aluminium, copper), lists that stand in for others."""

    full: Mapping[str, CodeList] = field(default_factory=dict)
    shares: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)


def read_lists(folder: str | Path | None, published: Mapping[str, PublishedList]) -> Lists:
    """The lists of a folder; without one, nothing. A folder or file that cannot be read is an ``AskError``."""
    if folder is None:
        return Lists()
    where = Path(folder)
    there = {path.name for path in where.iterdir()} if where.is_dir() else set()
    if not any(part.file in there for one in published.values() for part in one.rows):
        return Lists(full={one.name: one for one in users_lists(folder)})
    known = {name: one for name, one in published.items() if all(part.file in there for part in one.rows)}
    return Lists(
        full={name: _drawn(where, one) for name, one in known.items()},
        shares=_shares(next((where / name for name in SHARES if name in there), where / SHARES[0])),
        stand_ins={name: one.stands_in for name, one in known.items() if one.stands_in},
    )


def _drawn(folder: Path, one: PublishedList) -> CodeList:
    rows = (code for part in one.rows for code in _selected(folder / part.file, part) if code not in one.without)
    codes = [*one.codes, *rows]
    return CodeList(name=one.id, lines=tuple(CodeLine(code=code) for code in dict.fromkeys(codes)), full=True)


def _selected(path: Path, part: Selection) -> Iterator[str]:
    for row in _rows(path):
        if part.column not in row:
            raise ask_error(str(path), f"has no column '{part.column}'", ", ".join(row), "Give the tracker's file as published.")
        if all(row.get(column, "") in allowed for column, allowed in part.where.items()):
            yield row[part.column][:10]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        lines = [line for line in path.read_bytes().decode("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
        yield from ({key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as bad:
        raise ask_error(str(path), "cannot be read", bad, "Save the list as CSV in UTF-8.") from bad


def _shares(path: Path) -> dict[str, tuple[Decimal, ...]]:
    """The share of each metal in the value of each line.

    Input-output accounts count metal used all along the chain, so a few lines of metal ores and mill products have more of it than
    they are worth; their shares are scaled down to the whole.
    """
    found = {}
    for row in _rows(path):
        by_metal = {_SPELT.get(name.removesuffix("_share"), name.removesuffix("_share")): value for name, value in row.items()}
        shares = tuple(Decimal(by_metal[metal]) for metal in METALS)
        if min(shares) < 0:
            raise ask_error(str(path), f"gives {row['hs10']} a metal share below zero", shares, "Correct the line.")
        whole = max(sum(shares, Decimal(0)), Decimal(1))
        found[row["hs10"]] = tuple(share / whole for share in shares)
    return found
