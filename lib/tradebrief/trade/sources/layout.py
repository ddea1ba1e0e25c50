"""What a layout is: how a publisher's file is recognised and which of its columns says what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

Role = Literal["code", "value", "duty", "partner", "period"]
ROLES: tuple[Role, ...] = ("code", "value", "duty", "partner", "period")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table as it stands in a file: every cell as text, what stands above it, and the line of its first row."""

    frame: pl.DataFrame
    above: str = ""
    titles: int = 0
    first_line: int = 2
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A publisher's layout.

    ``digits`` is the length of a national line; ``reporter`` whose statistics they are. ``marks`` are names of columns by which it is recognised,
    all of one group; ``columns`` gives for each role the names it may have, as regular expressions for the whole name in small letters, the best
    first. ``flow`` says how exports are told, which are not used. ``prepare`` turns what is peculiar to it into one row for each code.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[Role, tuple[str, ...]]
    currency: str = "USD"
    digits: int = 10
    reporter: str = "USA"
    thousands: bool = False
    flow: tuple[str, str] | None = None
    prepare: Callable[[Grid], Grid] = lambda grid: grid

    def fits(self, names: Iterable[str]) -> bool:
        """Whether a table with columns of these names is in this layout."""
        there = {plain(name) for name in names}
        return any(group <= there for group in self.marks)

    def column(self, role: Role, names: Iterable[str]) -> tuple[str, ...]:
        """The columns that may have a role, those with the best name only."""
        named = list(names)
        for pattern in self.columns.get(role, ()):
            if found := tuple(name for name in named if re.fullmatch(pattern, plain(name))):
                return found
        return ()


def plain(name: str) -> str:
    """A column's name in small letters, white space single."""
    return " ".join(name.lower().replace("\ufeff", "").split())
