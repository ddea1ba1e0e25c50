"""Rates of one measure that differ by partner only: ``NAME.partners.csv`` beside the measure, a row for each partner and day.

The columns are ``partner`` (ISO 3166 alpha-3, or ``EU``), ``from`` (the first day in force), ``rate`` and ``act`` (a name under ``acts`` of the measure);
``heading``, ``confidence`` and ``note`` may follow. A rate is ``25%``, ``tops up to 15%``, ``expected 25%`` or ``ends``. What is said of a union holds for its
members.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from tradebrief.errors import near
from tradebrief.law.charge import DutyEntry
from tradebrief.law.measure import Duties, Measure
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.period import read_day
from tradebrief.records.reader import RecordReader, Wrong, note_lines

SUFFIX = ".partners.csv"
COLUMNS = ("partner", "from", "rate", "act")
MORE = ("heading", "confidence", "note")
VERBS = ("tops up to", "expected")

Rows = dict[str, Duties]


def with_partner_rates(
    reader: RecordReader, folder: str, measures: Mapping[str, Measure], parties: Mapping[str, PartyRecord]
) -> dict[str, Measure]:
    """The measures with the rates of single partners, and with every union written out as its members."""
    found = dict(measures)
    for path in reader.files(folder, SUFFIX):
        name = path.name.removesuffix(SUFFIX)
        if name in measures:
            rows = reader.kept(path, f"partners {measures[name].acts!r}", partial(_noted, reader, path, measures[name]))
            found[name] = measures[name].model_copy(update={"partners": measures[name].partners | (rows or {})})
    unions = {one.within for one in parties.values() if one.within}
    members: dict[str, tuple[str, ...]] = {union: tuple(one.id for one in parties.values() if one.within == union) for union in unions}
    return {name: one.with_members(members) for name, one in found.items()}


def _noted(reader: RecordReader, path: Path, measure: Measure, text: str) -> Rows:
    """The rows of a table; what is wrong with others is noted with the reader."""
    rows, bad = read_rows(text, measure)
    note_lines(reader, path, bad)
    return rows


def read_rows(text: str, measure: Measure) -> tuple[Rows, list[Wrong]]:
    """The duties by partner and day, and what is wrong with others: line number, what, got, remedy."""
    reader = csv.DictReader(text.splitlines())
    names = tuple(reader.fieldnames or ())
    if names[: len(COLUMNS)] != COLUMNS or not set(names) <= {*COLUMNS, *MORE}:
        return {}, [
            (
                1,
                "has other columns than a table of partners",
                ", ".join(names),
                f"Write {', '.join(COLUMNS)}; then any of {', '.join(MORE)}.",
            )
        ]
    found: dict[str, dict] = {}
    bad: list[Wrong] = []
    for number, row in enumerate(reader, start=2):
        wrong = list(_wrong(row, measure))
        try:
            if not wrong:
                entry = _entry(row, measure)
                found.setdefault(row["partner"], {}).setdefault(read_day(row["from"]), []).append(entry)
        except (ValidationError, ValueError) as failed:
            wrong = [("'rate' or 'from' cannot be read", f"{row['from']}, {row['rate']}", _reason(failed))]
        bad += [(number, *one) for one in wrong]
    ordered = {
        partner: {day: tuple(sorted(entries, key=lambda one: one.published)) for day, entries in sorted(days.items())}
        for partner, days in found.items()
    }
    return ordered, bad


def _wrong(row: Mapping[str, str | None], measure: Measure) -> Iterator[tuple[str, str, str]]:
    if None in row or None in row.values():
        yield "has another number of cells than columns", "", "Correct the row."
        return
    if row["act"] not in measure.acts:
        yield f"'act' is none of the acts of {measure.id}", str(row["act"]), near(str(row["act"]), measure.acts)


def _entry(row: Mapping[str, str], measure: Measure) -> DutyEntry:
    rate, act = row["rate"].strip(), measure.acts[row["act"]]
    verb = next((one for one in VERBS if rate.startswith(f"{one} ")), "adds")
    charged = {"ends": "true"} if rate == "ends" else {verb: rate.removeprefix(f"{verb} ")}
    more = {name: row[name] for name in MORE if row.get(name)}
    return DutyEntry.model_validate({**act.model_dump(exclude_none=True), **charged, **more})


def _reason(failed: ValidationError | ValueError) -> str:
    text = failed.errors(include_url=False)[0]["msg"].removeprefix("Value error, ") if isinstance(failed, ValidationError) else str(failed)
    return text[:1].upper() + text[1:]
