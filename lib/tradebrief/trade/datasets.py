"""Tables of figures as the seeds keep them: a CSV of numbers and beside it a YAML that says where they come from.

The sidecar names every column, the source and its licence, and the *control totals* its columns must add up to, to the last unit. A
table of trade holds lines with one treatment added together; which scopes hold a row stands beside it, see ``exposure.table``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from tradebrief.law.goods import HSCode
from tradebrief.records.reader import RecordReader, Wrong, note_lines
from tradebrief.records.record import Day, Name, Number, Record, Text
from tradebrief.results.frames import Frame

T = TypeVar("T", bound=BaseModel)

Column = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]


class Sheet(Record):
    """What a table of figures says of itself: source, licence, units, valuation, columns, control totals, how it was made.

    ``scopes`` gives for each measure the fingerprint of the scope by which the rows of a trade table were told apart,
    ``codes`` the fingerprint of the line codes it was made from. A table ``by_origin`` holds rows of many origins, is read when one is asked for, and
    ``kept`` is the hash of its files.
    """

    id: Name
    title: Text
    source: Text
    licence: Text
    where: Text | None = None
    unit: Text
    valuation: Text | None = None
    period: Text | None = None
    origin: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    made_by: Text | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    note: Text | None = None
    columns: dict[Column, Text]
    totals: dict[Column, Number] = Field(default_factory=dict)
    lines: Number | None = None
    codes: Text | None = None
    scopes: dict[Name, Text] = Field(default_factory=dict)
    by_origin: Annotated[bool, Field(strict=False)] = False
    kept: Text | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """A table of figures: its sidecar and its rows, every cell as text."""

    about: Sheet
    rows: tuple[Mapping[str, str], ...]
    path: Path | None = None
    """The file of a table by origin, which is read when it is asked for."""

    def numbers(self, column: str) -> list[float]:
        """A column as floats."""
        return [float(row[column]) for row in self.rows]


class Group(Record):
    """A group of products in a report: by HS prefix, or by the scope of measures; the first group that holds a line takes it.

    ``elasticity`` and ``pass_through`` name the assumptions by which its trade reacts to a duty.
    """

    id: Name
    title: Text
    codes: tuple[Annotated[str, Field(pattern=r"^\d{2}(\d{2}){0,4}$")], ...] = ()
    within: tuple[Name, ...] = ()
    elasticity: Name | None = None
    pass_through: Name | None = None


class Selection(Record):
    """Rows of one file that make up a list: the column that holds codes, and what other columns must say."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$")]
    column: Text
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class PublishedList(Record):
    """How a full list of codes is drawn from the files of a published tracker; ``stands_in`` says why another act's list is used.

    ``without`` names what the file holds by mistake, as a heading that a description mentions; ``codes`` what it should hold beside its rows.
    """

    id: Name
    rows: tuple[Selection, ...] = ()
    codes: tuple[HSCode, ...] = ()
    without: tuple[HSCode, ...] = ()
    stands_in: Text | None = None


class Guidance(Record):
    """What a company said of tariffs on a day: for which period, which figure in billions, before or after its own measures."""

    id: Name
    company: Text
    disclosed_on: Text
    period: Text
    metric: Text
    low: Number | None = None
    high: Number | None = None
    basis: Literal["gross", "net", "maximum", "as reported", "mixed", "not stated"]
    kind: Literal["guidance", "actual"]
    source: Text
    confidence: Literal["high", "medium", "low", "memory"]
    note: Text | None = None
    currency: str = ""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "figure": Frame(
            "", "company disclosed_on period metric billions_low=low billions_high=high currency basis kind source confidence note"
        )
    }


class Benchmark(Record):
    """A rate somebody published for an origin on a day, and by which convention it was made, as far as that is told."""

    id: Name
    day: Day
    value: Number
    convention: Name
    concept: Literal["level", "increase", "collected"]
    stated: Literal["fully", "in part", "not"]
    source: Text
    where: Text
    confidence: Text


FOLDERS = ("trade", "companies", "benchmarks")


def read_figures(reader: RecordReader) -> dict[str, Figures]:
    """Every table of figures of a folder of seeds, by name; what is wrong is noted with the reader."""
    return dict(_each(reader))


def _each(reader: RecordReader) -> Iterator[tuple[str, Figures]]:
    for folder in FOLDERS:
        for path in reader.files(folder, ".yaml"):
            about = reader.record(path, Sheet, {"id": path.stem})
            table = path.with_suffix(".csv")
            if about is not None and about.by_origin:
                yield path.stem, Figures(about=about, rows=(), path=table)
                continue
            rows = reader.kept(table, f"rows of {path.stem} {about!r}", partial(_noted_rows, reader, table, about)) if about else None
            if about is not None and rows is not None:
                yield path.stem, Figures(about=about, rows=rows)


def _noted_rows(reader: RecordReader, table: Path, about: Sheet, text: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table; what is wrong with them is noted with the reader."""
    rows, wrong = rows_of(text, about)
    wrong = wrong or [*_misfits(rows, ROWS.get(table.stem))]
    note_lines(reader, table, wrong)
    return rows


ROWS: dict[str, type[Record]] = {"tariff-costs": Guidance, "published-rates": Benchmark}
"""Tables whose rows are records, and which."""

NUMBERS = ("lines", "mfn_low", "mfn_high")
"""Columns of a table of trade that are amounts without being added up."""


def _misfits(rows: tuple[Mapping[str, str], ...], model: type[Record] | None) -> Iterator[Wrong]:
    """Rows that are not the records they should be."""
    for number, row in enumerate(rows if model else (), start=2):
        try:
            assert model is not None
            model.model_validate(filled(row))
        except ValidationError as bad:
            for error in bad.errors(include_url=False):
                yield (
                    number,
                    f"'{error['loc'][0] if error['loc'] else 'row'}' {error['msg'].removeprefix('Value error, ')}",
                    str(error.get("input", "")),
                    "Correct the cell.",
                )


def filled(row: Mapping[str, str]) -> dict[str, str]:
    """A row without its empty cells."""
    return {name: value for name, value in row.items() if value != ""}


def rows_of(text: str, about: Sheet) -> tuple[tuple[Mapping[str, str], ...], list[Wrong]]:
    """The rows of a table and what is wrong with them: line, what, got, remedy."""
    reader = csv.DictReader(text.splitlines(), strict=True)
    if list(reader.fieldnames or ()) != list(about.columns):
        return (), [
            (1, "has other columns than its sidecar names", ", ".join(reader.fieldnames or ()), f"Write {', '.join(about.columns)}.")
        ]
    rows: list[Mapping[str, str]] = []
    wrong: list[Wrong] = []
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            wrong.append((number, "has another number of cells than columns", "", "Correct the row."))
            continue
        rows.append(row)
        amounts = [*about.totals, *(NUMBERS if about.scopes else ())]
        wrong += [(number, f"'{column}' {what}", row[column], remedy) for column in amounts for what, remedy in _amount(row[column])]
    return tuple(rows), wrong or [*_totals(rows, about)]


def _amount(text: str) -> Iterator[tuple[str, str]]:
    try:
        number = Decimal(text)
    except ArithmeticError:
        yield "is not a number", "Write digits with a point."
        return
    if not number.is_finite() or number < 0:
        yield "is below zero or no finite number", "Write an amount of zero or more."


def _totals(rows: list[Mapping[str, str]], about: Sheet) -> Iterator[Wrong]:
    for column, total in about.totals.items():
        found = sum((Decimal(row[column]) for row in rows), Decimal(0))
        if found != total:
            yield (
                0,
                f"'{column}' does not add up to its control total {total:,}",
                f"{found:,}, {found - total:+,} off",
                "Make the table anew or correct the total.",
            )
