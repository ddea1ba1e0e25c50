"""Imported once before many reports are forked: reads the seeds and draws a figure, for what that leaves in caches of fonts, patterns and code."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from tradebrief.errors import TradebriefError
from tradebrief.figures import style
from tradebrief.workbook.loader import load

with suppress(TradebriefError, OSError):
    load()
with style.canvas(2) as (_figure, _axes):
    _axes.plot([date(2025, 1, 1), date(2025, 6, 1)], [1, 2], marker="o")
    _axes.set_title("Aa 1")
    _axes.text(0.5, 0.5, "– ● ◇", transform=_axes.transAxes)
    style.day_axis(_axes)
    style.quiet(_axes)
    style.finish(_figure, "stack", code="", origin="", day="", known_by="", rate=0.0, parts="")
