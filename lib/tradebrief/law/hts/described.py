"""The descriptions of an exported schedule, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tradebrief.errors import ask_error
from tradebrief.law.hts.build import NOTES, read_schedule
from tradebrief.law.hts.descriptions import HEADINGS, Description
from tradebrief.law.hts.export import ExportRow, read_export
from tradebrief.law.hts.repair import code_of

_TAG = re.compile(r"</?\w+[^>]*>")


def descriptions_of(path: str | Path) -> list[Description]:
    """What each line of a file is called; an ``AskError`` for a file that ``hts build`` would refuse, or one without descriptions."""
    read_schedule(path)
    found = list(_described(read_export(Path(path))[0]))
    if not any(text for _, text, _ in found):
        raise ask_error(str(path), "has no descriptions", remedy="Export the schedule with all its columns.")
    return found


def _described(rows: list[ExportRow]) -> Iterator[Description]:
    above: list[str] = []
    for row in rows:
        code = code_of(row.number) if row.number else ""
        text = " ".join(_TAG.sub("", row.description).split()).rstrip(": ")
        above = [*above[: int(row.indent) if row.indent.isdigit() else 0], text]
        if code and code[:2] not in NOTES:
            yield code[:8] if code[8:] == "00" else code, text, HEADINGS.join(above[:-1])
