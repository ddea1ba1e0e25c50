"""The page's tables as an Excel workbook, by openpyxl: a sheet a table, its numbers and days to calculate with, the parameters first and the sources last.

A number is the one that the page shows, with its places, signs and unit; text is never a formula, whatever it starts with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import get_month_names
from bs4 import Tag
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tradebrief.render.archive import settled
from tradebrief.render.elements import elements_of, grid_of, in_xml, text_of

SOURCES = {"en": "Sources", "ja": "出典"}
"""What the sheet of sources is called."""

LONGEST, DIGITS, FIRST = 32_767, 15, date(1900, 3, 1)
"""Signs of a cell, digits of a number and the first day that Excel keeps."""

HEAD = Font(name="Calibri", size=11, bold=True)
LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
GROUND = PatternFill("solid", fgColor="F2F2F2")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NUMBER = re.compile(
    r"(?P<sign>[+\-−]?)(?P<money>[$€£¥]?)(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<places>\d+))?(?:e(?P<power>[+-]\d+))?"
    r"\s?(?P<unit>%|[^\W\d_](?:[^\W\d_]|[ /.\-]){0,20})?"
)
_MONTHS = {name: number for number, name in get_month_names("wide", locale="en").items()}
_DAYS = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"), "yyyy-mm-dd"),
    (re.compile(rf"(?P<d>\d\d?) (?P<m>{'|'.join(_MONTHS)}) (?P<y>\d{{4}})"), "d mmmm yyyy"),
    (re.compile(r"(?P<y>\d{4})年(?P<m>\d\d?)月(?P<d>\d\d?)日"), 'yyyy"年"m"月"d"日"'),
)


def xlsx(html: str) -> bytes:
    """The bytes of the workbook; the same page gives the same bytes."""
    page = elements_of(html)
    book = Workbook()
    book.properties.title, book.properties.creator = in_xml(text_of(page.h1))[:255] if page.h1 else "", "tradebrief"
    first, parameters = book.worksheets[0], page.select_one("footer table")
    first.title = _free_name(text_of(parameters.caption) if parameters and parameters.caption else "Parameters", book)
    sources = _sources(book, page)
    told = [_sheet(book, table) for table in page.find_all("table") if table is not parameters]
    for sheet in sources:
        book.move_sheet(sheet, len(told))  # it had the first choice of a name
        told.append((sheet, "", ""))
    _front(first, page, parameters, told)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _sources(book: Workbook, page: Tag) -> list[Worksheet]:
    """The sheet of the sources by their numbers; none where the page cites none."""
    notes = [(Figure(number, "0"), text_of(note)) for number, note in enumerate(page.select(".footnotes li"), start=1)]
    language = str(page.html.get("lang")) if page.html else ""
    name = SOURCES.get(language, SOURCES["en"])
    return [_filled(_named(book, name), [["#", name], *notes], heads=1)] if notes else []


def _front(sheet: Worksheet, page: Tag, parameters: Tag | None, told: Sequence[tuple[Worksheet, str, str]]) -> None:
    """The first sheet: what was asked, what the page was made from, and the way to the other sheets."""
    asked = (
        [[day_in(text_of(cell)) or text_of(cell) for cell in row.values()] for row in grid_of(parameters)[0]]
        if parameters
        else [["", "", ""]]
    )
    made = [[text_of(head), text_of(said)] for head, said in zip(page.select("footer dt"), page.select("footer dd"), strict=False)]
    _filled(sheet, [[text_of(page.h1) if page.h1 else ""], *asked, [], *made, []], heads=1)
    for head in sheet[2]:
        head.font = HEAD
    for other, caption, note in told:
        _row(sheet, sheet.max_row + 1, [other.title, caption, note])
        link = sheet.cell(sheet.max_row, 1)
        place = other.title.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{place}'!A1")
        link.font = LINK
    sheet.freeze_panes = None
    sheet.auto_filter.ref = None


def _sheet(book: Workbook, table: Tag) -> tuple[Worksheet, str, str]:
    """The sheet of a table, its caption and the note below it."""
    heading = table.find_previous(["h2", "h3", "h4"])
    caption = text_of(table.caption) if table.caption else text_of(heading) if isinstance(heading, Tag) else ""
    around = table.parent if table.parent and "table" in table.parent.get_attribute_list("class") else table
    note = around.find_next_sibling()
    grid, heads = grid_of(table)
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    columns = [_column([row.get(place) for row in grid], heads) for place in range(width)]
    sheet = _filled(_named(book, caption), list(zip(*columns, strict=True)), heads=heads)
    return sheet, caption, text_of(note) if isinstance(note, Tag) and "note" in note.get_attribute_list("class") else ""


# --- values -----------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A number or day with the format that shows it as the page does, and the unit that stands behind it."""

    value: float | int | date
    format: str
    unit: str = ""


def _column(cells: Sequence[Tag | None], heads: int) -> list[str | Figure]:
    """The values of a column, with the unit in its head where all of its numbers have the same."""
    texts = [text_of(cell) if cell else "" for cell in cells]
    marked = any(cell and {"number", "tb-number"} & set(cell.get_attribute_list("class")) for cell in cells)
    found = [number_in(text) for text in texts[heads:]]
    # Without a mark a column holds numbers only where each of its cells is one: codes, names and counted things are text.
    counts = marked or all(one and not one.unit for one, text in zip(found, texts[heads:], strict=True) if text)
    values: list[str | Figure] = [day_in(text) or (one if counts and one else text) for text, one in zip(texts[heads:], found, strict=True)]
    units = {one.unit for one in values if isinstance(one, Figure) and not isinstance(one.value, date)}
    head: list[str | Figure] = list(texts[:heads])
    if len(units) == 1 and (unit := units.pop()) and heads:
        head[-1] = texts[heads - 1] if unit in texts[heads - 1] else f"{texts[heads - 1]}, {unit}"
        return [*head, *values]
    return [*head, *(_with_unit(one) if isinstance(one, Figure) and one.unit else one for one in values)]


def _with_unit(figure: Figure) -> Figure:
    return Figure(figure.value, ";".join(f'{part}" {figure.unit}"' for part in figure.format.split(";")))


def number_in(text: str) -> Figure | None:
    """The number that a text is, per cent as a share; ``None`` for any other text, and for one that a number would not keep.

    >>> number_in("−1,234.50 USD"), number_in("+16.2%"), number_in("0101"), number_in("16 to 17")
    (Figure(value=-1234.5, format='#,##0.00', unit='USD'), Figure(value=0.162, format='+0.0%;-0.0%', unit=''), None, None)
    """
    found = _NUMBER.fullmatch(text)
    if not found or len(re.sub(r"\D", "", f"{found['whole']}{found['places'] or ''}")) > DIGITS:
        return None
    written = f"{'-' if found['sign'] in {'-', '−'} else ''}{found['whole'].replace(',', '')}"
    percent = found["unit"] == "%"
    power = int(found["power"] or 0) - (2 if percent else 0)
    value = float(f"{written}.{found['places'] or 0}e{power}")
    if abs(value) > 1e300:
        return None
    form = ("#,##0" if "," in found["whole"] else "0") + (f".{'0' * len(found['places'])}" if found["places"] else "")
    form += "E+00" if found["power"] else "%" if percent else ""
    form = f"+{form};-{form}" if found["sign"] == "+" else form
    unit = "" if percent else f"{found['money']} {found['unit'] or ''}".strip()
    return Figure(int(value) if not found["places"] and not found["power"] and not percent else value, form, unit)


def day_in(text: str) -> Figure | None:
    """The day that a text is; ``None`` where it is none that Excel keeps.

    >>> day_in("2025-06-14"), day_in("14 June 2025").format, day_in("2025-02-30"), day_in("1850-01-01")
    (Figure(value=datetime.date(2025, 6, 14), format='yyyy-mm-dd', unit=''), 'd mmmm yyyy', None, None)
    """
    for pattern, form in _DAYS:
        if found := pattern.fullmatch(text):
            try:
                day = date(int(found["y"]), _MONTHS.get(found["m"]) or int(found["m"]), int(found["d"]))
            except ValueError:
                return None
            return Figure(day, form) if day >= FIRST else None
    return None


# --- sheets -----------------------------------------------------------------------


def _filled(sheet: Worksheet, rows: Iterable[Sequence[str | Figure]], *, heads: int) -> Worksheet:
    """The sheet with rows of values, its heads in sight and set to filter, as wide as what it says."""
    for number, row in enumerate(rows, start=1):
        _row(sheet, number, row, head=number <= heads)
    for place, column in enumerate(sheet.iter_cols(), start=1):
        longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, 9), 60)
    if heads and sheet.max_row > heads:
        sheet.freeze_panes = f"A{heads + 1}"
        sheet.auto_filter.ref = f"A{heads}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        sheet.print_title_rows = f"1:{heads}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    return sheet


def _row(sheet: Worksheet, number: int, row: Sequence[str | Figure], *, head: bool = False) -> None:
    for place, value in enumerate(row, start=1):
        cell: Any = sheet.cell(number, place)
        if isinstance(value, Figure):
            cell.value, cell.number_format = value.value, value.format
        elif value:
            write_text(cell, value)
        if head:
            cell.font, cell.fill = HEAD, GROUND
        cell.alignment = Alignment(vertical="top", wrap_text=not isinstance(value, Figure))


def write_text(cell: Cell, text: str) -> None:
    """Put text into a cell as text: what looks like a formula or an error is none, now and after somebody edits it."""
    cell.value = in_xml(text)[:LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA)  # type: ignore[assignment]


def _named(book: Workbook, name: str) -> Worksheet:
    return book.create_sheet(_free_name(name, book))


def _free_name(name: str, book: Workbook) -> str:
    """A name for a sheet that Excel takes: 31 signs, none that means something, none that is taken already or kept for itself."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", in_xml(name)).split()).strip("'") or "1"
    taken = {one.casefold() for one in book.sheetnames} | {"history"}
    number, free = 1, _cut(plain, 31)
    while free.casefold() in taken:
        number += 1
        free = f"{_cut(plain, 30 - len(str(number)))} {number}"
    return free


def _cut(text: str, most: int) -> str:
    """The start of a text, counted as Excel counts, without a blank or quote at its end."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip(" '")
