"""The schedule as the seeds keep it: one line of a CSV for each eight-digit line, read when the first good is asked about.

``seeds/hts/usa-2026-4.csv`` holds the lines of a revision, ``usa-2026-4.special.csv`` the sets of special rates that lines share, ``usa-2026-4.yaml`` where
they come from, ``usa-earlier.csv`` the rates that a later revision changed, each with its last day. Eleven thousand lines are seldom needed, so a workbook
keeps their text and reads a line when it is asked for.
"""

from __future__ import annotations

import csv
import hashlib
import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from tradebrief.errors import ask_error
from tradebrief.law.duty import read_duty
from tradebrief.law.goods import CodeLine, CodeList, EarlierRate
from tradebrief.law.hts.lines import TariffLine
from tradebrief.period import read_day
from tradebrief.records.record import Name, Number, Party, Record, Text
from tradebrief.records.strict_yaml import NotPlainError, plain

LINES, SPECIAL, EARLIER = "{}.csv", "{}.special.csv", "{}-earlier.csv"
COLUMNS = ("code", "general", "unit", "special", "column2")
EARLIER_COLUMNS = ("code", "rate_of", "rate", "last_day", "published", "act", "confidence")
GENERAL, COLUMN2 = "general", "column 2"


class ScheduleRevision(Record):
    """What a revision of the schedule says of itself: whose, which, from which file, under which licence, and how it was made."""

    id: Name
    title: Text
    importer: Party
    revision: Text
    source: Text
    licence: Text
    where: Text | None = None
    sha256: Text
    made_by: Text
    lines: Number
    kept: Text
    """The hash of the two tables beside it, so that an edit by hand is seen without reading them."""
    note: Text | None = None

    @property
    def order(self) -> tuple[int, ...]:
        """Its place among revisions: year, then number."""
        return tuple(int(part) for part in self.revision.split("-") if part.isdigit())


def list_name(importer: str, rate_of: str = GENERAL) -> str:
    """The name of the list of codes that gives a rate: ``usa-mfn``, ``usa-special-jp``, ``usa-special-a-plus``."""
    if rate_of == GENERAL:
        return f"{importer.lower()}-mfn"
    if rate_of == COLUMN2:
        return f"{importer.lower()}-column-2"
    return f"{importer.lower()}-special-" + rate_of.lower().replace("+", "-plus").replace("*", "-star")


class KeptSchedule:
    """The lines of one revision, by code, and the earlier rates; parsed as they are asked for."""

    def __init__(self, about: ScheduleRevision, folder: Path) -> None:
        self.about, self.folder = about, folder
        self._lines: dict[str, TariffLine] = {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Each line as it is written, by code."""
        _, *rows = self._read(LINES.format(self.about.id))
        return {row[:8]: row for row in rows}

    @cached_property
    def sets(self) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """The sets of special rates by number."""
        rows = csv.reader(self._read(SPECIAL.format(self.about.id))[1:])
        return {number: tuple(_group(group) for group in rates.split("; ")) for number, rates in rows}

    @cached_property
    def earlier(self) -> dict[str, list[tuple[str, EarlierRate]]]:
        """Rates that were changed, by code: whose rate, and what it was until when; the latest last."""
        name = EARLIER.format(self.about.importer.lower())
        found: dict[str, list[tuple[str, EarlierRate]]] = {}
        rows = csv.reader(self._read(name)[1:] if (self.folder / name).exists() else ())
        for code, rate_of, rate, last_day, published, act, _ in rows:
            duty = read_duty(rate) if rate else None
            earlier = EarlierRate(duty=duty, last_day=read_day(last_day), published=read_day(published), act=act)
            found.setdefault(code, []).append((rate_of, earlier))
        for rates in found.values():
            rates.sort(key=lambda one: one[1].last_day)
        return found

    @cached_property
    def codes(self) -> list[str]:
        """Every code it knows, in order."""
        return sorted({*self._texts, *self.earlier})

    def line(self, code: str) -> TariffLine | None:
        """The line of an eight-digit code, if it has one."""
        if code not in self._lines and code in self._texts:
            self._lines[code] = self._parsed(self._texts[code])
        return self._lines.get(code)

    def lines(self) -> Iterator[TariffLine]:
        """Every line."""
        return (self._parsed(text) for text in self._texts.values())

    def lists(self, programmes: Iterable[str]) -> Iterator[ScheduleList]:
        """The lists of codes that measures name: the general rates, those of programmes, column 2."""
        return (ScheduleList(self, rate_of) for rate_of in (GENERAL, COLUMN2, *programmes))

    def faults(self) -> Iterator[tuple[str, int, str, str]]:
        """What is wrong with its files: name, line, what, got. The tables are read only where their hash tells of an edit."""
        tables = [self._path(name) for name in (LINES, SPECIAL)]
        try:
            if self.about.kept == kept_hash(*(path.read_text(encoding="utf-8") for path in tables)):
                self.earlier  # noqa: B018  read, so that a bad row is told
                return
            found = list(self._misread())
        except (OSError, ValueError, csv.Error) as bad:
            found = [(self._path(LINES).name, 0, "or a table beside it cannot be read", str(bad))]
        yield from found

    def _misread(self) -> Iterator[tuple[str, int, str, str]]:
        name, last, found = self._path(LINES).name, "", False
        rows = list(csv.reader(self._read(name)))
        if rows[:1] != [list(COLUMNS)] or len(rows) - 1 != self.about.lines:
            found = True
            yield name, 1, f"holds other columns or another number of lines than {self.about.lines}", f"{len(rows) - 1} lines"
        for number, row in enumerate(rows[1:], start=2):
            try:
                code, general, _, special, column2 = row
                if not (len(code) == 8 and code.isdigit() and code > last and (not special or special in self.sets)):
                    raise ValueError("is no line of eight digits in order")
                _ = read_duty(general), read_duty(column2 or "free")
                last = code
            except ValueError as bad:
                found = True
                yield name, number, str(bad).partition(" (got ")[0], ",".join(row)
        if not found:
            yield name, 0, "or the table of special rates beside it was changed by hand", self.about.kept[:12]

    def _path(self, name: str) -> Path:
        return self.folder / name.format(self.about.id)

    def _parsed(self, text: str) -> TariffLine:
        code, general, unit, special, column2 = next(csv.reader([text]))
        return TariffLine(code=code, general=general, unit=unit, special=self.sets[special] if special else (), column2=column2)

    def _read(self, name: str) -> list[str]:
        try:
            return (self.folder / name).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as bad:
            raise ask_error(str(self.folder / name), "cannot be read", bad, "Make it anew: tradebrief hts build.") from bad


class ScheduleList(CodeList):
    """The rates of one kind in a schedule, as a list of codes that reads its lines when they are asked for."""

    def __init__(self, schedule: KeptSchedule, rate_of: str) -> None:
        for name, value in (
            ("name", list_name(schedule.about.importer, rate_of)),
            ("full", False),
            ("stand_ins", frozenset()),
            ("_of", schedule),
            ("_rate_of", rate_of),
        ):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_known", {})

    @property
    def schedule(self) -> KeptSchedule:
        """The schedule it is part of."""
        return self._of  # type: ignore[attr-defined]

    @property
    def lines(self) -> tuple[CodeLine, ...]:  # type: ignore[override]
        """Every line that has a rate of this kind."""
        return tuple(filter(None, map(self._line, self.schedule.codes)))

    def line(self, code: str) -> CodeLine | None:
        """The line of a code of eight or ten digits."""
        return self._line(code[:8]) if len(code) >= 8 else None

    def below(self, code: str) -> tuple[CodeLine, ...]:
        """The lines below a shorter code."""
        if len(code) >= 8:
            return ()
        codes = self.schedule.codes
        here = codes[bisect_left(codes, code) : bisect_left(codes, f"{code}:")]
        return tuple(filter(None, map(self._line, here)))

    def holds(self, code: str) -> bool | None:
        """Whether a code has a rate of this kind; ``None`` for a code too short to tell."""
        return self.line(code) is not None if len(code) >= 8 else None if self.below(code) else False

    def touched(self) -> frozenset[str]:
        """The prefixes near which it has lines."""
        return frozenset(line.code[:size] for line in self.lines for size in (2, 4, 6, 8))

    def _line(self, code: str) -> CodeLine | None:
        known: dict[str, CodeLine | None] = self._known  # type: ignore[attr-defined]
        if code not in known:
            known[code] = self._made(code, self._rate_of)  # type: ignore[attr-defined]
        return known[code]

    def _made(self, code: str, rate_of: str) -> CodeLine | None:
        line = self.schedule.line(code)
        text = line.rates().get(rate_of) if line else None
        before = tuple(rate for kind, rate in self.schedule.earlier.get(code, ()) if kind == rate_of)
        if text is None and not before:
            return None
        return CodeLine(code=code, duty=read_duty(text) if text else None, basis=self.schedule.about.title, before=before)


def _group(text: str) -> tuple[str, tuple[str, ...]]:
    """``free: A AU`` as a rate and its programmes."""
    rate, _, names = text.partition(": ")
    return rate, tuple(names.split())


def kept_hash(lines: str, special: str) -> str:
    """The hash of the two tables of a revision."""
    return hashlib.sha256(f"{lines}{special}".encode()).hexdigest()


def written(lines: Iterable[TariffLine]) -> tuple[str, str]:
    """The texts of the CSV of lines and of the CSV of sets of special rates."""
    sets: dict[str, int] = {}
    rows = []
    for line in lines:
        rates = "; ".join(f"{rate}: {' '.join(names)}" for rate, names in line.special)
        number = str(sets.setdefault(rates, len(sets) + 1)) if rates else ""
        rows.append((line.code, line.general, line.unit, number, line.column2))
    return as_csv(COLUMNS, rows), as_csv(("special", "rates"), ((number, rates) for rates, number in sets.items()))


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as the text of a CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(tuple(columns))
    writer.writerows(rows)
    return out.getvalue()


def kept(path: Path) -> KeptSchedule:
    """A revision from the file of its lines, with the sidecar beside it; an ``AskError`` where that is none."""
    try:
        tree = plain(path.with_suffix(".yaml").read_text(encoding="utf-8"))
        return KeptSchedule(ScheduleRevision.model_validate({**tree, "id": path.stem}), path.parent)
    except (OSError, NotPlainError, ValueError, TypeError) as bad:
        raise ask_error(str(path), "is no kept revision of the schedule", bad, "Make it anew: tradebrief hts build.") from bad
