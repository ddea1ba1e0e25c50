"""Tables as people and screen readers need them: a caption, column heads and row heads that say what they head.

A table is plain rows under named columns; it escapes what it shows and carries no style of its own,
so the page decides how it looks on paper, on a phone and in the dark.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tradebrief.lineage import Trace

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Link:
    """A cell, or a part of one, that leads to a place in the page."""

    text: str
    to: str


@dataclass(frozen=True)
class Marked:
    """A cell that other places link to by ``name``; ``why`` is the lineage of its row."""

    text: str
    name: str
    why: Trace | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under named columns with a caption; the first cell of a row heads it.

    ``numbers`` names the columns that hold figures, which are set to the right; ``name`` is what links lead to.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: frozenset[str] = frozenset()
    note: str = ""
    name: str = ""

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col"{self._class(name)}>{html.escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        note = f'<p class="note">{html.escape(self.note)}</p>' if self.note else ""
        caption = html.escape(self.caption)
        name = f' id="{html.escape(self.name)}"' if self.name else ""
        empty = f'<tr><td colspan="{len(self.columns)}">Nothing to show.</td></tr>'
        return (
            f'<div class="table"{name} role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body or empty}</tbody></table></div>{note}"
        )

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """The rows whose head carries its lineage."""
        yield from ((row[0].text, row[0].why) for row in self.rows if row and isinstance(row[0], Marked) and row[0].why)

    def _row(self, row: Sequence[object]) -> str:
        head = f'<th scope="row"{self._class(self.columns[0])}>{cell(row[0])}</th>'
        return head + "".join(f"<td{self._class(name)}>{cell(value)}</td>" for name, value in zip(self.columns[1:], row[1:], strict=True))

    def _class(self, name: str) -> str:
        return ' class="number"' if name in self.numbers else ""

    def __repr__(self) -> str:
        return f"{self.caption}: {len(self.rows)} rows of {', '.join(self.columns)}"

    @property
    def frame(self) -> pd.DataFrame:
        """The same rows as a DataFrame, for calculating on."""
        import pandas as pd

        return pd.DataFrame([[plain(value) for value in row] for row in self.rows], columns=list(self.columns))


def cell(value: object) -> str:
    """A cell as HTML, escaped; a list of cells one after the other."""
    if isinstance(value, Link):
        return f'<a href="#{html.escape(value.to)}">{html.escape(value.text)}</a>'
    if isinstance(value, Marked):
        return f'<span id="{html.escape(value.name)}">{html.escape(value.text)}</span>'
    if isinstance(value, list | tuple):
        return ", ".join(cell(one) for one in value)
    return "" if value is None else html.escape(str(value))


def plain(value: object) -> Any:
    """A cell as its bare value."""
    if isinstance(value, Link | Marked):
        return value.text
    if isinstance(value, list | tuple):
        return ", ".join(str(plain(one)) for one in value)
    return value
