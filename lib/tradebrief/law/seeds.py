"""Reads the law of a folder of seeds: measures, scenarios, the lists of codes beside them, parties and names of goods.

A list of codes is a CSV whose first column is the code; the columns ``covers`` (all, part, none), ``duty``, ``label`` and
``basis`` are read where they stand. A user's own full list, NAME.csv in a folder of his, stands in for the short one shipped as
NAME.codes.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from tradebrief.errors import ask_error
from tradebrief.facts.records import Key
from tradebrief.law.duty import read_duty
from tradebrief.law.goods import CodeLine, CodeList, HSCode, Label, read_code
from tradebrief.law.hts.equivalents import Equivalents, PaidDuties
from tradebrief.law.hts.programmes import Programme, preference_measures
from tradebrief.law.hts.store import KeptSchedule, ScheduleRevision
from tradebrief.law.measure import Measure
from tradebrief.law.partner_rates import with_partner_rates
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.law.scenario import Scenario
from tradebrief.records.reader import RecordReader, Wrong, note_lines
from tradebrief.records.record import Name, Party, Record

T = TypeVar("T", bound=BaseModel)

COVERS = ("all", "part", "none")


class RateKey(Record):
    """What a key about a rate asks of the schedule: a good, its origin and the measures meant.

    ``whole`` says what a *total* is told of: of ``everything`` a good owes, or of the ``measure`` alone.
    """

    id: Key
    code: HSCode
    origin: Party
    measures: tuple[Name, ...]
    whole: Literal["everything", "measure"] = "everything"


def read_law(reader: RecordReader, lists: str | Path | None = None) -> dict[str, Any]:
    """The fields of a workbook that hold the law; ``lists`` is a folder with a user's own full lists of codes."""
    shipped: dict[str, CodeList] = {found.name: found for found in _shipped_lists(reader)}
    partners = reader.listing("codes/parties.yaml", PartyRecord)
    programmes = reader.listing("hts/programmes.yaml", Programme)
    revisions = _revisions(reader)
    preferences = [pair for importer in revisions for pair in preference_measures(programmes, partners, importer)]
    shipped = {found.name: found for one in revisions.values() for found in one.lists(programmes)} | shipped
    measures = {**reader.records("measures", Measure), **dict(preferences)}
    return {
        "measures": with_partner_rates(reader, "measures", measures, partners),
        "scenarios": reader.records("scenarios", Scenario),
        "partners": partners,
        "programmes": programmes,
        "revisions": revisions,
        "equivalents": dict(_equivalents(reader)),
        "labels": reader.listing("codes/goods.yaml", Label),
        "rate_keys": reader.listing("codes/rates.yaml", RateKey),
        "lists": shipped | {found.name: found for found in users_lists(lists)},
    }


def _revisions(reader: RecordReader) -> dict[str, KeptSchedule]:
    """The latest revision of the schedule of each importer; its lines are read when they are asked for."""
    paths = [path for path in reader.files("hts", ".yaml") if path.match("*-*-*.yaml")]
    found = [(reader.record(path, ScheduleRevision, {"id": path.stem}), path.parent) for path in paths]
    for path in reader.files("hts", ".csv"):
        reader.text(path)  # not kept, but what passed the rules hangs on it
    latest = sorted(((one, folder) for one, folder in found if one), key=lambda pair: pair[0].order)
    return {one.importer: KeptSchedule(one, folder) for one, folder in latest}


def _equivalents(reader: RecordReader) -> Iterator[tuple[str, Equivalents]]:
    for path in (one for one in reader.files("hts", ".yaml") if one.match("*-paid.yaml")):
        about = reader.record(path, PaidDuties, {"id": path.stem})
        if about:
            yield about.importer, Equivalents(about, path.with_suffix(".csv"))


def _shipped_lists(reader: RecordReader) -> Iterator[CodeList]:
    beside = (
        reader.files("measures", ".codes.csv"),
        *(reader.files(f"publisher_law/{name}", ".codes.csv") for name in reader.folders("publisher_law")),
    )
    for path in chain.from_iterable(beside):
        lines = reader.kept(path, "codes", partial(_noted_lines, reader, path))
        if lines is not None:
            yield CodeList(name=path.name.removesuffix(".codes.csv"), lines=lines)


def _noted_lines(reader: RecordReader, path: Path, text: str) -> tuple[CodeLine, ...]:
    """The lines of a list; what is wrong with others is noted with the reader."""
    lines, bad = read_lines(text)
    note_lines(reader, path, bad)
    return lines


def users_lists(folder: str | Path | None) -> Iterator[CodeList]:
    """The full lists in a user's folder, one to a ``NAME.csv``; what cannot be read is an ``AskError``."""
    if folder is None:
        return
    where = Path(folder)
    if not where.is_dir():
        raise ask_error("lists", "is no folder", folder, "Name a folder that holds full lists of codes as NAME.csv.")
    for path in sorted(where.glob("*.csv")):
        try:
            lines, bad = read_lines(path.read_bytes().decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, csv.Error) as failed:
            raise ask_error(str(path), "cannot be read", failed, "Save the list as CSV in UTF-8.") from failed
        for number, wrong, got, remedy in bad[:1]:
            raise ask_error(f"{path}, line {number}", wrong, got, remedy)
        yield CodeList(name=path.name.removesuffix(".csv").removesuffix(".codes"), lines=lines, full=True)


def read_lines(text: str) -> tuple[tuple[CodeLine, ...], list[Wrong]]:
    """The lines of a list and what is wrong with others: line number, what, got, remedy."""
    reader = csv.DictReader(text.splitlines())
    first = (reader.fieldnames or [""])[0]
    lines: list[CodeLine] = []
    bad: list[Wrong] = []
    seen: set[str] = set()
    for number, row in enumerate(reader, start=2):
        try:
            line = _line(row, first)
        except ValueError as wrong:
            what, _, rest = str(wrong).partition(" (got ")
            bad.append((number, f"'{first}' or a column beside it {what}", rest.partition("). ")[0], rest.partition("). ")[2]))
            continue
        if line.code in seen:
            bad.append((number, "the code stands twice", row[first], "Keep one of the lines."))
        seen.add(line.code)
        lines.append(line)
    return tuple(lines), bad


def _line(row: dict[str, str], first: str) -> CodeLine:
    covers = (row.get("covers") or "all").strip()
    if covers not in COVERS:
        raise ValueError(f"says how much is covered in no known word (got {covers}). Write all, part or none.")
    duty = (row.get("duty") or "").strip()
    return CodeLine(
        code=read_code((row[first] or "").strip()),
        covers=covers,  # type: ignore[arg-type]
        duty=read_duty(duty) if duty else None,
        label=(row.get("label") or "").strip(),
        basis=(row.get("basis") or "").strip(),
    )
