"""A table of a page as a table of Word: its head on every page, its cells merged as they span, its columns as wide as they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import east_asian_width

from bs4 import Tag
from docx.oxml.ns import qn
from docx.shared import Mm

from tradebrief.render.docx_looks import Line
from tradebrief.render.docx_styles import ACROSS
from tradebrief.render.docx_xml import node
from tradebrief.render.elements import grid_of, span_of, text_of

Grid = list[dict[int, Tag]]
Fill = Callable[[Tag, Any, bool], None]
"""Writes what a cell of the page says into one of the document; whether it stands in the head."""

MOST_COLUMNS = 63
"""Columns that a table of Word may have; what has more goes on in a second table."""

SIGN, LONGEST_WORD, LONGEST_TEXT = 104, 16, 120
"""Room for a sign of a table in twentieths of a point, and signs up to which a word and a text ask for more room."""

_BREAKS = re.compile(r"\s+|(?<=[a-z])[-/.]")


def tables_of(table: Tag, title: str, fill: Fill) -> Iterator[Any]:
    """The tables of Word that a table of the page becomes: one, or as many as its columns need."""
    grid, heads = grid_of(table)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    for start in range(0, width, MOST_COLUMNS):
        columns = range(start, min(start + MOST_COLUMNS, width))
        widths = dict(zip(columns, _widths(grid, columns), strict=True))
        look = node("w:tblLook", firstRow=1, firstColumn=1, lastRow=0, lastColumn=0, noHBand=1, noVBand=1)
        how = [node("w:tblStyle", val="ReportTable"), node("w:tblW", w=sum(widths.values()), type="dxa"), look]
        how += [node("w:tblCaption", val=title)] if title else []
        made = node("w:tbl", node("w:tblPr", *how), node("w:tblGrid", *(node("w:gridCol", w=one) for one in widths.values())))
        for number in range(len(grid)):
            head = [node("w:tblHeader")] if number < heads else []
            row = node("w:tr", node("w:trPr", node("w:cantSplit"), *head))
            made.append(row)
            row.extend(_cells(grid, number, widths, fill, head=number < heads))
        yield made


def _cells(grid: Grid, number: int, widths: dict[int, int], fill: Fill, *, head: bool) -> Iterator[Any]:
    """The cells of a row; one that spans columns once, one that spans rows in each of them, with its words in the first."""
    row, above, below = (grid[near] if 0 <= near < len(grid) else {} for near in (number, number - 1, number + 1))
    column, stop = min(widths), max(widths) + 1
    while column < stop:
        cell = row.get(column)
        end = next((one for one in range(column + 1, stop) if cell is None or row.get(one) is not cell), stop)
        goes_on = cell is not None and above.get(column) is cell
        spans = goes_on or (cell is not None and below.get(column) is cell)
        how = [node("w:tcW", w=sum(widths[one] for one in range(column, end)), type="dxa")]
        how += [node("w:gridSpan", val=end - column)] if end - column > 1 else []
        how += [node("w:vMerge", val="continue" if goes_on else "restart")] if spans else []
        made = node("w:tc", node("w:tcPr", *how))
        if cell is not None and not goes_on:
            fill(cell, made, head)
        if made[-1].tag != qn("w:p"):
            made.append(Line(style="TableText").paragraph())  # which a cell has to end with
        yield made
        column = end


def _widths(grid: Grid, columns: range) -> list[int]:
    """The widths of columns in twentieths of a point: room for the longest word of each, and what is left to those with more to read."""
    words, texts = dict.fromkeys(columns, 2), dict.fromkeys(columns, 1)
    for row in grid:
        for column, cell in row.items():
            if column in words and span_of(cell, "colspan") == 1:
                text = text_of(cell)
                words[column] = max(words[column], *(min(_room(word), LONGEST_WORD) for word in _BREAKS.split(text)))
                texts[column] = max(texts[column], min(_room(text), LONGEST_TEXT))
    across, least = Mm(ACROSS.mm).twips, {column: SIGN * word + 160 for column, word in words.items()}
    left = across - sum(least.values())
    if left < 0:
        return [int(width * across / sum(least.values())) for width in least.values()]
    return [int(least[column] + left * text / sum(texts.values())) for column, text in texts.items()]


def _room(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
