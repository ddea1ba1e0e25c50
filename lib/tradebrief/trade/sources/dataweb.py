"""USITC DataWeb, CSV or XLSX.

Title rows (``USITC DataWeb``, ``Report: …``), then ``HTS Number``, ``Description``, ``Country`` and a column for each period (``2024``, ``Year 2024``,
``January 2024``), then ``Total:`` and notes. ``Data Type`` tells customs value from calculated duties where both were asked for; in XLSX each stands on a
sheet of its own, whose title above the table names it. Amounts have thousands separators; ``in thousands`` above or below the table scales them.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from tradebrief.trade.sources.layout import Grid, Layout, plain

_KEYS = ("hts number", "hts 10", "country", "description")
_PERIOD = r"(?:year |annual )?(?:19|20)\d\d(?: annual| year)?|(?:january|february|march|april|may|june|july|august|september|october|november|december),? (?:19|20)\d\d"


def prepare(grid: Grid) -> Grid:
    """Value and duty side by side, where ``Data Type`` puts one below the other."""
    frame = grid.frame
    kind = next((name for name in frame.columns if plain(name) == "data type"), "")
    if not kind:
        return grid
    keys = [name for name in frame.columns if plain(name) in _KEYS]
    periods = LAYOUT.column("value", frame.columns)
    is_duty = pl.col(kind).str.to_lowercase().str.contains("calculated dut")
    is_value = pl.col(kind).str.to_lowercase().str.contains("customs value")
    duty = frame.filter(is_duty).select(*keys, *(pl.col(name).alias(f"duty {name}") for name in periods))
    joined = frame.filter(is_value | ~is_value & ~is_duty).join(duty, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return replace(grid, frame=joined.fill_null(""))


LAYOUT = Layout(
    name="USITC DataWeb",
    marks=(frozenset({"hts number"}), frozenset({"hts 10"})),
    columns={
        "code": ("hts number", "hts 10"),
        "value": ("customs value.*", _PERIOD),
        "duty": ("calculated dut.*", f"duty (?:{_PERIOD})"),
        "partner": ("country",),
    },
    prepare=prepare,
)
