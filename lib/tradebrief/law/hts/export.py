"""The rows of the schedule as the United States International Trade Commission exports it: CSV, JSON or XLSX, gzipped or not."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from tradebrief.errors import ask_error

COLUMNS = {
    "number": ("hts number", "htsno", "hts no", "hts"),
    "units": ("unit of quantity", "units", "unit"),
    "general": ("general rate of duty", "general"),
    "special": ("special rate of duty", "special"),
    "column2": ("column 2 rate of duty", "other", "column 2"),
}
"""What is read of an export, and the names under which the formats have it."""

WORDS = {"indent": ("indent",), "description": ("description",)}
"""What is read where an export has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportRow:
    """One row with the line of the file it begins on; every cell as text."""

    line: int
    number: str
    units: str
    general: str
    special: str
    column2: str
    indent: str = ""
    description: str = ""


def read_export(path: Path) -> tuple[list[ExportRow], bytes]:
    """The rows of an export and the bytes of the file; one that is cut off or is no export is an ``AskError`` with the line."""
    try:
        data = path.read_bytes()
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name the file as the ITC exports it.") from bad
    rows = list(_rows(path, _unpacked(path, data)))
    if not rows:
        raise ask_error(str(path), "holds no rows of the schedule", remedy="Export it anew from hts.usitc.gov, as CSV, JSON or XLSX.")
    return rows, data


def _unpacked(path: Path, data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (EOFError, OSError, zlib.error) as bad:
        raise ask_error(str(path), "is cut off or damaged within its compression", bad, "Download it again.") from bad


def _rows(path: Path, data: bytes) -> Iterator[ExportRow]:
    if data[:4] == b"PK\x03\x04":
        return _table(path, _sheet(path, data))
    text = _text(path, data)
    if text.lstrip()[:1] in "[{":
        return _objects(path, text)
    return _table(path, _cells(path, text))


def _text(path: Path, data: bytes) -> str:
    """UTF-8, or else the code page in which Windows saves a CSV: the cent sign tells that one for sure."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        if b"\xa2/" in data and b"\xc2\xa2/" not in data:
            return data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, bad.start) + 1
        raise ask_error(f"{path}, line {line}", "is not UTF-8 text", f"byte 0x{data[bad.start]:02x}", "Save the file as UTF-8.") from bad


def _cells(path: Path, text: str) -> Iterator[tuple[int, list[Any]]]:
    """The records of a CSV with the line each begins on."""
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=first.count)
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as bad:
        raise ask_error(f"{path}, line {line}", "is cut off or no CSV", bad, "Download the file again.") from bad


def _sheet(path: Path, data: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        for line, row in enumerate(sheet.iter_rows(), start=1):
            yield line, [_shown(cell) for cell in row]
    except (OSError, ValueError, KeyError, IndexError, zlib.error, BadZipFile) as bad:
        raise ask_error(str(path), "is cut off or no XLSX", bad, "Download the file again.") from bad


def _shown(cell: Any) -> str:
    """A cell as text; a number under a percent format is the rate it shows: 0.068 is 6.8%."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(str(value))
        if "%" in (cell.number_format or ""):
            return f"{(round(exact * 100, 6)).normalize():f}%"
        return f"{exact.normalize():f}"
    return "" if value is None else str(value)


def _table(path: Path, records: Iterator[tuple[int, list[Any]]]) -> Iterator[ExportRow]:
    header: dict[str, int] = {}
    names: list[str] = []
    for line, record in records:
        cells = [str(cell).strip() for cell in record]
        if not header:
            names = [cell.casefold().lstrip("\ufeff") for cell in cells]
            header = _columns(path, names)
            continue
        if not any(cells):
            continue
        if len(cells) <= max(header.values()):
            raise ask_error(
                f"{path}, line {line}",
                f"has {len(cells)} cells where the header has {len(names)}",
                ", ".join(cells)[:60],
                "The file is cut off here.",
            )
        yield ExportRow(line=line, **{name: cells[place] for name, place in header.items()})


def _columns(path: Path, names: list[str]) -> dict[str, int]:
    found = _places(names, COLUMNS)
    missing = [COLUMNS[name][0] for name, place in found.items() if place < 0]
    if missing:
        raise ask_error(f"{path}, line 1", f"has no column '{missing[0]}'", ", ".join(names), "Export the schedule with all its columns.")
    return {name: place for name, place in (found | _places(names, WORDS)).items() if place >= 0}


def _places(names: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return {name: next((names.index(one) for one in known if one in names), -1) for name, known in columns.items()}


def _objects(path: Path, text: str) -> Iterator[ExportRow]:
    """The objects of a JSON list, each with the line it begins on."""
    decoder, at, line, seen = json.JSONDecoder(), text.index("[") + 1 if "[" in text else 0, 1, 0
    while True:
        while at < len(text) and text[at] in ", \r\n\t":
            at += 1
        line, seen = line + text.count("\n", seen, at), at
        if text[at : at + 1] == "]":
            return
        try:
            found, at = decoder.raw_decode(text, at)
            words = {name: known for name, known in WORDS.items() if known[0] in found}
            yield ExportRow(line=line, **{name: _of_object(found, known) for name, known in (COLUMNS | words).items()})
        except (json.JSONDecodeError, AttributeError, KeyError) as bad:
            raise ask_error(
                f"{path}, line {line}", "is cut off or no JSON of the schedule", text[at : at + 40], "Download the file again."
            ) from bad


def _of_object(found: dict[str, Any], known: tuple[str, ...]) -> str:
    name = next((one for one in known if one in found), None)
    if name is None:
        raise KeyError(known[0])
    value = found[name]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else "" if value is None else str(value).strip()
