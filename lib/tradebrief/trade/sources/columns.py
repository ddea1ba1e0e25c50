"""Which column of a table says what: as given, as remembered, by its name, by what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from tradebrief.errors import ask_error, near
from tradebrief.trade.sources import own
from tradebrief.trade.sources.layout import ROLES, Grid, Layout, Role
from tradebrief.trade.sources.mapping import remembered

_CODE = r"^'?\d{4}\.?\d{2}\.?\d{2}\.?(?:\d{2})?'?$"


def joined(grids: list[Grid], layout: Layout) -> Grid:
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


def columns_of(where: Path, grid: Grid, layout: Layout, given: Mapping[str, str] | None) -> tuple[dict[Role, str], list[str]]:
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
    codes = [name for name in frame.columns if 10 * head[name].str.contains(_CODE).sum() > 9 * len(head) > 0]
    return codes[0] if len(codes) == 1 else ""
