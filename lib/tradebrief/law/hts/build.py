"""From the rows of an export to the lines of the schedule: every eight-digit line with its rates, in the form of the seeds.

A rate that is kept at ten digits moves up to its eight-digit line. Everything that is wrong is told at once with its line; nothing is guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tradebrief.errors import AskError, Problem, shown
from tradebrief.law.goods import CHAPTERS, dotted
from tradebrief.law.hts.export import ExportRow, read_export
from tradebrief.law.hts.lines import Special, TariffLine
from tradebrief.law.hts.rate_text import rate_text, tidy
from tradebrief.law.hts.repair import Repairs, code_of, mixed, repaired

MOST = 20
"""How many problems of one file are told."""

_SYMBOLS = "A A+ A* AU B BH C CA CL CO D E E* IL J J* J+ JO JP K KR L MA MX N NP OM P P+ PA PE R S S+ SG"
PROGRAMMES = frozenset(_SYMBOLS.split(" "))
"""The programmes of general note 3(c) by their symbols."""

NOTES = frozenset({"98", "99"})
"""Chapters of provisions at the end of every export."""

_GROUP = re.compile(r"\s*(?P<rate>[^()]*?)\s*\((?P<names>[^)]*)\)")
_SEE = re.compile(r"see (?P<where>.*)", re.I)
_NAMED = re.compile(r"(\d{4})[_ -]?(?:revision|rev)[_ .-]?(\d+)", re.I)


Tell = Callable[[int, str, object, str], None]
"""Notes a problem: line, what is wrong, what was found, what to do."""


@dataclass(frozen=True, kw_only=True)
class ReadSchedule:
    """The lines of one revision by code, the hash of its file, and what was repaired."""

    lines: dict[str, TariffLine]
    sha256: str
    repairs: Repairs


def read_schedule(path: str | Path, revision: str | None = None) -> ReadSchedule:
    """The lines of an exported file; an ``AskError`` with every problem (twenty at most) when one cannot be used."""
    where = Path(path)
    rows, data = read_export(where)
    other = mixed(rows)
    rows, repairs = repaired(rows)
    problems: list[Problem] = []

    def wrong(line: int, what: str, got: object, remedy: str) -> None:
        problems.append(Problem(file=str(where), line=line, wrong=what, got=shown(got), remedy=remedy))

    _check_revision(where, revision, wrong)
    if other is not None:
        what = "writes percentages otherwise than the lines above: one as exported and one as a spreadsheet saved it are mixed"
        wrong(other.line, what, other.general, "Export one revision anew.")
    coded = list(_coded(rows, wrong))
    _check_order(coded, wrong)
    lines = {line.code: line for line in _lines(coded, wrong)}
    if problems:
        problems.sort(key=lambda one: one.line)
        more = [Problem(file=str(where), wrong=f"has {len(problems) - MOST} more problems")] if len(problems) > MOST else []
        raise AskError(*problems[:MOST], *more)
    return ReadSchedule(lines=lines, sha256=hashlib.sha256(data).hexdigest(), repairs=repairs)


def _check_revision(path: Path, revision: str | None, wrong: Tell) -> None:
    named = _NAMED.search(path.name)
    if named and revision and f"{named[1]}-{int(named[2])}" != revision:
        wrong(0, f"names another revision than {revision}", f"{named[1]}-{int(named[2])}", "Give the revision the file is of.")


def _coded(rows: Iterable[ExportRow], wrong: Tell) -> Iterator[ExportRow]:
    """The rows that have a code, with its digits."""
    for row in rows:
        if not row.number:
            continue
        try:
            yield replace(row, number=code_of(row.number))
        except ValueError as bad:
            if row.number.casefold() in ("hts number", "htsno"):
                wrong(
                    row.line,
                    "is a header in the middle of the file: two exports stand one after the other",
                    row.number,
                    "Give one of them.",
                )
            else:
                what, _, rest = str(bad).partition(" (got ")
                wrong(row.line, what, row.number, rest.partition("). ")[2])


def _check_order(rows: list[ExportRow], wrong: Tell) -> None:
    """Codes ascend, each once, through every chapter to the provisions at the end."""
    seen: dict[str, ExportRow] = {}
    last = ""
    for row in rows:
        before = seen.get(row.number)
        if before is not None:
            same = (before.general, before.special, before.column2) == (row.general, row.special, row.column2)
            other = "with the same rates" if same else "with other rates: two revisions are mixed"
            wrong(
                row.line, f"{dotted(row.number)} stands twice, as on line {before.line}, {other}", row.general, "Export one revision anew."
            )
        elif row.number < last:
            wrong(
                row.line, f"{dotted(row.number)} stands after {dotted(last)}: lines of two files are mixed", "", "Export one revision anew."
            )
        seen.setdefault(row.number, row)
        last = max(last, row.number)
    chapters = {code[:2] for code in seen}
    missing = sorted((CHAPTERS | NOTES) - chapters)
    if missing and rows:
        end = max(rows, key=lambda row: row.line)
        at_end = all(chapter > end.number[:2] for chapter in missing)
        what = f"is cut off: the file ends in chapter {end.number[:2]}" if at_end else "lacks whole chapters"
        wrong(end.line, what, f"without {', '.join(missing[:6])}", "Download the file again.")


def _lines(rows: list[ExportRow], wrong: Tell) -> Iterator[TariffLine]:
    """The eight-digit lines; rates at ten digits moved up, where all that are given agree."""
    under: dict[str, list[ExportRow]] = {}
    for row in rows:
        if len(row.number) >= 8 and row.number[:2] != "99":
            under.setdefault(row.number[:8], []).append(row)
        elif row.general and row.number[:2] not in NOTES:
            wrong(row.line, f"{dotted(row.number)} is no line of eight digits and has a rate", row.general, "Export the file anew.")
    for code, here in under.items():
        first = _rated(code, here, wrong)
        if first is not None:
            try:
                yield _line(code, here, first)
            except ValueError as bad:
                what, _, rest = str(bad).partition(" (got ")
                wrong(
                    first.line, f"the rate of {dotted(code)} {what}", rest.removesuffix(")"), "Correct the cell, or tell of a new wording."
                )


def _rated(code: str, rows: list[ExportRow], wrong: Tell) -> ExportRow | None:
    """The row that states the rates of an eight-digit line; nothing for a provision that only points to other lines."""
    rated, provision = [row for row in rows if row.general], code[:2] in NOTES
    if not rated:
        if not provision:
            wrong(rows[0].line, f"{dotted(code)} has no general rate", "", "Export the file anew: every eight-digit line has one.")
        return None
    first = rated[0]
    for row in rated[1:]:
        if tidy(row.general) != tidy(first.general):
            what = f"{dotted(row.number)} has another rate than {dotted(first.number)} of the same line"
            wrong(row.line, what, f"{row.general}, not {first.general}", "Export the file anew.")
    if not provision and not first.column2:
        wrong(first.line, f"{dotted(code)} has a general rate and none in column 2", first.general, "Export the file anew.")
    return first


def _line(code: str, rows: list[ExportRow], first: ExportRow) -> TariffLine:
    return TariffLine(
        code=code,
        general=rate_text(first.general),
        unit=_units(rows),
        special=() if code[:2] in NOTES else _special(first.special),
        column2=rate_text(first.column2) if first.column2 else "",
        at=first.line,
    )


def _units(rows: list[ExportRow]) -> str:
    """The units of quantity of a line and of those below it, each once."""
    found: dict[str, None] = {}
    for row in rows:
        try:
            units = json.loads(row.units) if row.units.startswith("[") else [row.units]
        except json.JSONDecodeError:
            units = [row.units]
        found |= dict.fromkeys(unit.replace("²", "2").replace("³", "3").strip() for unit in units if unit and unit.strip())
    return ";".join(found)


def _special(text: str) -> Special:
    """The special rates of a line, each with the programmes it is for; a ``ValueError`` for what nobody has seen.

    >>> _special("Free (A,AU) 3% (JP) See 9822.05.20 (P+)")
    (('free', ('A', 'AU')), ('3%', ('JP',)), ('as for 9822.05.20', ('P+',)))
    """
    said = tidy(text)
    if not said:
        return ()
    found, at = list[tuple[str, tuple[str, ...]]](), 0
    for group in _GROUP.finditer(said):
        if group.start() != at:
            break
        at = group.end()
        see = _SEE.fullmatch(group["rate"].strip())
        rate = f"as for {see['where']}" if see else rate_text(group["rate"].strip())
        names = tuple(dict.fromkeys(re.split(r"[\s,.(]+", group["names"].strip(" ,."))))
        for name in names:
            if name not in PROGRAMMES:
                raise ValueError(f"names a programme nobody has seen, {name!r} (got {text!r})")
        found.append((rate, names))
    if said[at:].strip():
        raise ValueError(f"has special rates nobody has seen (got {said[at:]!r})")
    return tuple(found)
