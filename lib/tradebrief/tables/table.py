"""Tables as people and screen readers need them: a caption, column heads and row heads that say what they head.

A table is plain rows under named columns; it escapes what it shows, and a page takes its style out,
so the page decides how it looks on paper, on a phone and in the dark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tradebrief.provenance.lineage import Trace

if TYPE_CHECKING:
    import pandas as pd


IN_A_LAB = (
    "<style>.jp-RenderedHTMLCommon .table :is(th,td,caption){text-align:left;vertical-align:top}"
    ".jp-RenderedHTMLCommon .table .number{text-align:right}.jp-RenderedHTMLCommon .table tbody th{font-weight:500}"
    ".jp-RenderedHTMLCommon .table .short{min-width:11ch}.jp-RenderedHTMLCommon .table .middle{min-width:16ch}.jp-RenderedHTMLCommon .table .long{min-width:22ch}</style>"
)
"""How a table stands in JupyterLab, which sets every cell to the right; a page takes it out and has a style of its own."""


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

    ``numbers`` names the columns that hold figures, which are set to the right, ``tight`` those whose cells are not broken over lines on paper;
    ``name`` is what links lead to.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: frozenset[str] = frozenset()
    tight: frozenset[str] = frozenset()
    note: str = ""
    name: str = ""

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col"{self._head(place)}>{html.escape(name)}</th>' for place, name in enumerate(self.columns))
        body = "".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        note = f'<p class="note">{html.escape(self.note)}</p>' if self.note else ""
        caption = html.escape(self.caption)
        name = f' id="{html.escape(self.name)}"' if self.name else ""
        empty = f'<tr><td colspan="{len(self.columns)}">Nothing to show.</td></tr>'
        return (
            f'<div class="table"{name} role="region" tabindex="0" aria-label="{caption}">{IN_A_LAB}<table><caption>{caption}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{body or empty}</tbody></table></div>{note}"
        )

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """The rows whose head carries its lineage."""
        yield from ((row[0].text, row[0].why) for row in self.rows if row and isinstance(row[0], Marked) and row[0].why)

    def _row(self, row: Sequence[object]) -> str:
        head = f'<th scope="row"{self._class(self.columns[0])}>{cell(row[0])}</th>'
        return head + "".join(f"<td{self._class(name)}>{cell(value)}</td>" for name, value in zip(self.columns[1:], row[1:], strict=True))

    def _class(self, name: str) -> str:
        return ' class="number"' if name in self.numbers else ' class="tight"' if name in self.tight else ""

    def _head(self, place: int) -> str:
        """The class of a head: what its cells are, and how wide the longest of them wants its column."""
        name, cells = self.columns[place], [str(plain(row[place])) for row in self.rows]
        kinds = [kind for kind, names in (("number", self.numbers), ("tight", self.tight - self.numbers)) if name in names]
        kinds += [_room(cells)] if cells and name not in self.numbers else []
        return f' class="{" ".join(filter(None, kinds))}"' if any(kinds) else ""

    def __repr__(self) -> str:
        return f"{self.caption}: {len(self.rows)} rows of {', '.join(self.columns)}"

    @property
    def frame(self) -> pd.DataFrame:
        """The same rows as a DataFrame, for calculating on."""
        import pandas as pd

        return pd.DataFrame([[plain(value) for value in row] for row in self.rows], columns=list(self.columns))


PHRASE, CLAUSE = 24, 40
"""Signs up to which a cell is a phrase that stays in few lines, and from which it is a clause that needs a column to read in."""


def _room(cells: Sequence[str]) -> str:
    """The room a column needs: for a day where days or phrases may be torn apart, for a few words, or to read clauses in."""
    longest = max(map(len, cells))
    if longest > PHRASE:
        return "long" if longest > CLAUSE else "middle"
    return "short" if any(sign in text for text in cells for sign in " -") else ""


_DAYS = re.compile(r"\[(\d[\d-]*)\.\.(\d[\d-]*)\]|(\d[\d-]*)/(\d[\d-]*)")
_BY = re.compile(r"\[\.\.(\d[\d-]*)\]")


def days(when: object) -> str:
    """Days that are uncertain or last as a table tells them; nothing for none.

    >>> days("[2025-04-18..2025-04-27]"), days("2025-06-05/2025-06-06"), days("[..2025-04-16]"), days("2025-05-15~"), days(None)
    ('2025-04-18 to 2025-04-27', '2025-06-05 to 2025-06-06', 'by 2025-04-16', 'about 2025-05-15', '')
    """
    text = "" if when is None else str(when)
    text = _BY.sub(r"by \1", _DAYS.sub(lambda found: " to ".join(filter(None, found.groups())), text))
    return f"about {text[:-1]}" if text.endswith("~") else text


def number_of(count: int, one: str) -> str:
    """A count with its noun: *1 gap*, *5 gaps*."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def named(name: str) -> str:
    """The id of an event or a topic in words; a day in it stays whole.

    >>> named("round-1"), named("deal-2025-07-22")
    ('round 1', 'deal 2025-07-22')
    """
    return re.sub(r"(?<!\d)-|-(?!\d)", " ", name)


_UNIT = re.compile(r"(?<=\d) %")
"""The space between a number and its sign, at which no line may break."""


def cell(value: object) -> str:
    """A cell as HTML, escaped; a tuple as parts of one cell, a list as several answers."""
    if isinstance(value, Link):
        return f'<a href="#{html.escape(value.to)}">{cell(value.text)}</a>'
    if isinstance(value, Marked):
        return f'<span id="{html.escape(value.name)}">{html.escape(value.text)}</span>'
    if isinstance(value, list | tuple):
        return _between(value).join(cell(one) for one in value)
    return "" if value is None else _UNIT.sub("\u00a0%", html.escape(str(value)))


def plain(value: object) -> Any:
    """A cell as its bare value."""
    if isinstance(value, Link | Marked):
        return value.text
    if isinstance(value, list | tuple):
        return _between(value).join(str(plain(one)) for one in value)
    return value


def _between(parts: list[Any] | tuple[Any, ...]) -> str:
    """What stands between answers, which may hold commas of their own, and between parts of one."""
    return "; " if isinstance(parts, list) else ", "
