"""A page of this package taken apart again: its elements, and their words as other documents can hold them."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_CELL_OR_ROW = re.compile(r"<t[dhr]\b")
_NEVER_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def elements_of(markup: str) -> BeautifulSoup:
    """The elements of a page; its cells and rows go without their ends, as HTML allows, and this parser wants them."""
    ended = _CELL_OR_ROW.sub(lambda start: f"</td>{'</tr>' if start[0] == '<tr' else ''}{start[0]}", markup)
    return BeautifulSoup(ended, "html.parser")


def text_of(element: Tag) -> str:
    """All text in an element, on one line."""
    return " ".join(element.get_text().split())


def in_xml(text: str) -> str:
    """A text without the signs that no XML can hold.

    >>> in_xml("a\\x00b\\x1f\\ufffec\\n")
    'abc\\n'
    """
    return _NEVER_IN_XML.sub("", text)


def grid_of(table: Tag) -> tuple[list[dict[int, Tag]], int]:
    """The cells of a table by row and column, one that spans several in each of them; and how many rows are its head."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    grid: list[dict[int, Tag]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while column in grid[number]:
                column += 1
            down, across = (span_of(cell, name) for name in ("rowspan", "colspan"))
            for place in range(column, column + across):
                for line in grid[number : number + down]:
                    line.setdefault(place, cell)
            column += across
    return grid, sum(row.parent is not None and row.parent.name == "thead" for row in rows)


def span_of(cell: Tag, name: str) -> int:
    """How many columns (``colspan``) or rows (``rowspan``) a cell spans; no more than a page can mean."""
    told = str(cell.get(name, "1"))
    return min(max(int(told), 1), 1000) if told.isascii() and told.isdigit() else 1
