"""Tables as people and screen readers need them: a caption, column heads and row heads that say what they head.

A table is plain rows under named columns; it escapes what it shows, and a page takes its style out,
so the page decides how it looks on paper, on a phone and in the dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from tradebrief.provenance.lineage import Trace
from tradebrief.templates import filled
from tradebrief.words.messages import gap, parts_of, text, translated
from tradebrief.words.phrases import set_apart, side_by_side
from tradebrief.words.sentence import Foreign

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


class Number(str):
    """A number as a table shows it, which keeps its value in the unit of its column.

    >>> Number("16.25", 16.2457).value
    16.2457
    """

    __slots__ = ("value",)

    value: float

    def __new__(cls, text: str, value: float) -> Number:
        """The text and the value behind it."""
        made = super().__new__(cls, text)
        made.value = float(value)
        return made


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under named columns with a caption; the first cell of a row heads it.

    ``numbers`` names the columns that hold figures, which are set to the right, ``tight`` those whose cells are not broken over lines on paper;
    ``name`` is what links lead to.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: Collection[str] = ()
    tight: Collection[str] = ()
    note: str = ""
    name: str = ""

    def _repr_html_(self) -> str:
        heads = [(name, self._head(place)) for place, name in enumerate(self.columns)]
        kinds = [self._kind(name) for name in self.columns]
        rows = [list(zip(kinds, map(cell, row), strict=True)) for row in self.rows]
        return filled("tables/table.html.j2", table=self, heads=heads, rows=rows, empty=text("table-empty"))

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """The rows whose head carries its lineage."""
        yield from ((row[0].text, row[0].why) for row in self.rows if row and isinstance(row[0], Marked) and row[0].why)

    def _kind(self, name: str) -> str:
        return "number" if name in self.numbers else "tight" if name in self.tight else ""

    def _head(self, place: int) -> str:
        """The classes of a head: what its cells are, and how wide the longest of them wants its column."""
        name, cells = self.columns[place], [str(plain(row[place])) for row in self.rows]
        room = _room(cells) if cells and name not in self.numbers else ""
        return f"{self._kind(name)} {room}".strip()

    def __repr__(self) -> str:
        return f"{self.caption}: {len(self.rows)} rows of {', '.join(self.columns)}"

    @property
    def frame(self) -> pd.DataFrame:
        """The same rows as a DataFrame: columns of figures hold numbers in the unit that the head names, the others text."""
        import pandas as pd

        columns = {name: [row[place] for row in self.rows] for place, name in enumerate(self.columns)}
        return pd.DataFrame({name: pd.Series(self._values(name, cells)) for name, cells in columns.items()}, columns=pd.Index(self.columns))

    def to_frame(self) -> pd.DataFrame:
        """The same, by the name it has on results."""
        return self.frame

    def _values(self, name: str, cells: Sequence[object]) -> list[Any]:
        """The cells of a column as a frame holds them: all as numbers where each that says something is one."""
        numbers = [number(cell) for cell in cells] if name in self.numbers else []
        told = [plain(cell) not in ("", None) for cell in cells]
        if numbers and all(value is not None for value, says in zip(numbers, told, strict=True) if says):
            return [float("nan") if value is None else value for value in numbers]
        return [plain(cell) for cell in cells]


def table(
    message: str,
    rows: Iterable[Sequence[object]],
    *,
    name: str = "",
    numbers: Collection[str] = (),
    tight: Collection[str] = (),
    more: Sequence[str] = (),
    notes: Sequence[str] = ("note",),
    without: Collection[str] = (),
    **values: Any,
) -> Table:
    """A table whose words stand in the message ``table-…``: its caption, its heads as the parts in their order, and notes.

    ``numbers`` and ``tight`` name parts; ``more`` are heads that depend on what is shown and come last, as figures; ``notes`` are the parts that are said
    below it, where the message has them; ``without`` are parts that this table leaves out.
    """
    whole = f"table-{message}"
    there = parts_of(whole)
    parts = [part for part in there if not part.startswith("note")]
    heads = {part: text(f"{whole}.{part}", **values) for part in parts if part not in without}
    said = [text(f"{whole}.{note}", **values) for note in notes if note in there]
    return Table(
        name=name,
        caption=text(whole, **values),
        columns=(*heads.values(), *more),
        rows=tuple(tuple(map(worded, row)) for row in rows),
        numbers={*(heads[part] for part in numbers), *more},
        tight={heads[part] for part in tight},
        note=gap().join(said),
    )


def worded(value: object) -> object:
    """A cell with its words in the language that is said."""
    if isinstance(value, Link | Marked):
        return replace(value, text=translated(value.text))
    if isinstance(value, list | tuple):
        return type(value)(map(worded, value))
    return translated(value) if type(value) is str else value


_FIGURE = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?")


def number(cell: object) -> float | None:
    """The number that a cell shows, in the unit it is shown in; ``None`` where it shows none.

    >>> number("1,234.5%"), number("−3"), number("16 to 17")
    (1234.5, -3.0, None)
    """
    value = plain(cell)
    if isinstance(value, Number):
        return value.value
    if isinstance(value, int | float | Decimal):
        return float(value)
    text = str(value or "").removesuffix("%").strip()
    return float(text.replace(",", "").replace("−", "-")) if _FIGURE.fullmatch(text) else None


PHRASE, CLAUSE = 24, 40
"""Signs up to which a cell is a phrase that stays in few lines, and from which it is a clause that needs a column to read in."""


def _room(cells: Sequence[str]) -> str:
    """The room a column needs: for a day where days or phrases may be torn apart, for a few words, or to read clauses in."""
    longest = max(map(len, cells))
    if longest > PHRASE:
        return "long" if longest > CLAUSE else "middle"
    return "short" if any(sign in text for text in cells for sign in " -") else ""


_UNIT = re.compile(r"(?<=\d) %")
"""The space between a number and its sign, at which no line may break."""


def cell(value: object) -> Markup:
    """A cell as HTML, escaped; a tuple as parts of one cell, a list as several answers."""
    if isinstance(value, Link):
        return Markup('<a href="#{}">{}</a>').format(value.to, cell(value.text))
    if isinstance(value, Marked):
        return Markup('<span id="{}">{}</span>').format(value.name, cell(value.text))
    if isinstance(value, list | tuple):
        return escape(_between(value)(("", ""))).join(map(cell, value))
    shown = escape("" if value is None else _UNIT.sub("\u00a0%", str(value)))
    return Markup('<span lang="en">{}</span>').format(shown) if isinstance(value, Foreign) else shown


def plain(value: object) -> Any:
    """A cell as its bare value."""
    if isinstance(value, Link | Marked):
        return value.text
    if isinstance(value, list | tuple):
        return _between(value)(plain(one) for one in value)
    return value


def _between(parts: list[Any] | tuple[Any, ...]) -> Callable[[Iterable[object]], str]:
    """How answers are set in a row, which may hold commas of their own, and parts of one."""
    return set_apart if isinstance(parts, list) else side_by_side
