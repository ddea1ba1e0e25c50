"""A card: a result as it is shown in a cell, in a few lines of text or as HTML that can be read in light and dark and asks for no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from tradebrief.errors import shown as cut
from tradebrief.period import FIRST_DAY, LAST_DAY
from tradebrief.provenance.lineage import shown
from tradebrief.provenance.opened import opens, style
from tradebrief.provenance.quantity import Quantity
from tradebrief.results.contract import COLUMNS
from tradebrief.results.frames import several
from tradebrief.templates import filled


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a card shows; ``rows`` are the first of ``count``."""

    MOST: ClassVar[int] = 8
    """Rows shown."""
    LINES: ClassVar[int] = 10
    """Lines of the card in text, at most."""

    heading: str
    asked: Mapping[str, str]
    numbers: tuple[tuple[str, Any], ...] = ()
    caveats: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    count: int = 0
    frames: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The card in at most ten lines."""
        lines = [
            self.heading,
            *([cut("  " + ", ".join(f"{name} {value}" for name, value in self.asked.items()), 160)] if self.asked else []),
        ]
        lines += [cut(f"{words}: {number_in_text(value)}", 160) for words, value in self.numbers if value is not None]
        return "\n".join([*lines[: self.LINES - 1], self.size])

    @property
    def size(self) -> str:
        """How many rows there are and how they are taken."""
        if not self.columns:
            return ".to_dict() has its parts"
        ways = f", or .to_frame({' | '.join(map(repr, self.frames))})" if len(self.frames) > 1 else ""
        return f"{self.count:,} row{'s' * (self.count != 1)}: .to_frame(){ways}"

    @property
    def html(self) -> Markup:
        """The card as HTML."""
        heads = [(name, COLUMNS[name]) for name in self.columns]
        rows = [[shown_cell(value, name) for value, name in zip(row, self.columns, strict=True)] for row in self.rows]
        return filled(
            "results/card.html.j2",
            card=self,
            style=style(),
            heads=heads,
            rows=rows,
            numbers=[(words, number_in_html(value)) for words, value in self.numbers if value is not None],
            caveats=[cut(one, 300) for one in self.caveats[:6]],
        )


def shown_cell(value: Any, name: str) -> str:
    """A value of a column as a card shows it: rates in per cent, dollars whole, long text cut."""
    if value is None or value in (FIRST_DAY, LAST_DAY):
        return ""
    column = COLUMNS[name]
    if column.kind == "number":
        return shown(float(value), column.unit) if isinstance(value, int | float | Decimal) else ""
    return cut(value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else several(value), 90)


def number_in_text(value: Any) -> str:
    """A number with its range, or words."""
    if isinstance(value, Quantity):
        return repr(value)
    return several(value)


def number_in_html(value: Any) -> Markup:
    """A number that opens its chain where it stands; without one, the words."""
    return opens(number_in_text(value), value.trace) if isinstance(value, Quantity) else Markup("{}").format(number_in_text(value))
