"""The editions of a folder: each in a folder of its own by its day, with a record of what was asked and of what was known then."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tradebrief.analysis.since_last import Known
from tradebrief.errors import ask_error
from tradebrief.render.job import DOCUMENTS
from tradebrief.wording import LANGUAGES

RECORD, MAIL = "edition.json", "edition.eml"
"""What the record of an edition and its mail are called, in its folder."""

PARTS = ("briefing", "changes")
"""What an edition consists of, in each of its languages and formats."""

FOLDER = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([1-9]\d*))?")
"""The name of an edition's folder: its day, and a number where the day has several."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition: the name and place of its folder, the days it asks about, what was asked otherwise, and what was known then.

    ``headlines`` and ``summaries`` are by language, the first one first; ``since`` is the day it tells changes from.
    """

    name: str
    folder: Path
    as_of: date
    known_by: date
    since: date
    headlines: Mapping[str, str]
    summaries: Mapping[str, str]
    known: Known

    @property
    def number(self) -> int:
        """Which edition of its day it is, counted from one."""
        return number_of(self.name)

    @property
    def languages(self) -> list[str]:
        """Its languages, the main one first."""
        return list(self.headlines)

    def file(self, part: str, language: str, suffix: str) -> Path:
        """The place of one of its files."""
        return self.folder / f"{part}_{self.known_by}_{language}.{suffix}"

    def formats(self, part: str, language: str) -> list[str]:
        """The formats in which a part of it is there."""
        return [suffix for suffix in ("html", *DOCUMENTS) if self.file(part, language, suffix).is_file()]

    @property
    def files(self) -> list[Path]:
        """Its pages and documents, by language."""
        return [
            self.file(part, language, suffix)
            for language in self.languages
            for part in PARTS
            for suffix in self.formats(part, language)
        ]  # fmt: skip

    def text(self) -> str:
        """Its record as a file holds it."""
        days = {name: getattr(self, name).isoformat() for name in ("as_of", "known_by", "since")}
        told = {"headlines": dict(self.headlines), "summaries": dict(self.summaries), "known": dict(self.known)}
        return json.dumps({**days, **told}, ensure_ascii=False, indent=1) + "\n"


def number_of(name: str) -> int:
    """Which edition of its day a folder is.

    >>> number_of("2025-06-14"), number_of("2025-06-14-2")
    (1, 2)
    """
    found = FOLDER.fullmatch(name)
    return int(found[2]) if found and found[2] else 1


def editions(out: Path) -> list[Edition]:
    """All editions of a folder, the newest first; ``AskError`` for a record that cannot be read, so that none is taken for missing."""
    folders = (
        [path for path in out.iterdir() if FOLDER.fullmatch(path.name) and path.is_dir() and not path.is_symlink()] if out.is_dir() else []
    )
    found = [_read(path) for path in folders if (path / RECORD).is_file()]
    return sorted(found, key=lambda one: (one.known_by, one.number), reverse=True)


def _read(folder: Path) -> Edition:
    where = folder / RECORD
    try:
        told = json.loads(where.read_text(encoding="utf-8"))
        as_of, known_by, since = (date.fromisoformat(told[name]) for name in ("as_of", "known_by", "since"))
        headlines, summaries, then = (_texts(told[name]) for name in ("headlines", "summaries", "known"))
        if not headlines or headlines.keys() - LANGUAGES.keys():
            raise ValueError("it names no language of reports")
        if not folder.name.startswith(known_by.isoformat()):
            raise ValueError(f"it is that of {known_by}")
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as bad:
        raise ask_error(str(where), "is no record of this edition", bad, "Put it back as it was, or move the folder away.") from bad
    days = {"as_of": as_of, "known_by": known_by, "since": since}
    return Edition(name=folder.name, folder=folder, **days, headlines=headlines, summaries=summaries, known=then)


def _texts(given: Any) -> dict[str, str]:
    if not all(isinstance(value, str) for value in given.values()):
        raise ValueError("a text is missing")
    return dict(given)
