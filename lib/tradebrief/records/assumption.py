"""Numbers that neither the law nor the articles give: each with its range, its source and why it was chosen."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from tradebrief.records.reader import RecordReader, note_lines
from tradebrief.records.record import Name, Number, Party, Record, Text


class ByChapter(Record):
    """A number of one origin in one chapter of the Harmonized System: the value used, the lowest and highest worth trying."""

    origin: Party
    chapter: str = Field(pattern=r"^\d\d$")
    low: Number
    central: Number
    high: Number


class Assumption(Record):
    """One number we assume: the value used, the lowest and highest worth trying, its unit and where it comes from; the file's name is its id."""

    id: Name
    title: Text
    low: Number
    central: Number
    high: Number
    unit: Text
    source: Text
    why: Text
    cite: Text | None = None
    confidence: Literal["high", "medium", "low", "memory"] = "medium"
    by_chapter: tuple[ByChapter, ...] = ()
    """The same by origin and chapter, from ID.csv beside the record; what stands above is their mean."""

    @model_validator(mode="after")
    def _in_order(self) -> Assumption:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"is not in order (got low {self.low}, central {self.central}, high {self.high}). Write the lowest first")
        return self


def read_assumptions(reader: RecordReader) -> dict[str, Assumption]:
    """The assumptions of a folder of seeds, each with the table beside it; what is wrong is noted with the reader."""
    found = reader.records("assumptions", Assumption)
    for path in reader.files("assumptions", ".csv"):
        if path.stem in found:
            rows = reader.kept(path, "numbers by chapter", partial(_rows, reader, path))
            found[path.stem] = found[path.stem].model_copy(update={"by_chapter": rows or ()})
    return found


def _rows(reader: RecordReader, path: Path, text: str) -> tuple[ByChapter, ...]:
    rows: list[ByChapter] = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            rows.append(ByChapter.model_validate(_whole(row)))
        except (ValidationError, ValueError) as bad:
            wrong = bad.errors(include_url=False)[0]["msg"] if isinstance(bad, ValidationError) else str(bad)
            remedy = "Write origin, chapter, low, central and high."
            note_lines(reader, path, [(number, wrong, str(list(row.values())), remedy)])
    return tuple(rows)


def _whole(row: Mapping[str | None, object]) -> Mapping[str | None, object]:
    if None in row:
        raise ValueError("has more cells than columns")
    return row
