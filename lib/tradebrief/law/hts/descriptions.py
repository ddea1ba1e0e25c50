"""Descriptions of the tariff schedule, kept for the user who gave its file: in the folder of the user's data, never with the seeds.

A line reads only with the headings above it (*Other* of what), so each is kept with them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from platformdirs import user_data_path

from tradebrief.errors import ask_error
from tradebrief.files import write_whole

Description = tuple[str, str, str]
"""Code, its own description, and the headings above it."""

HEADINGS = " > "
"""What parts the headings above a description."""


def kept_file() -> Path:
    """Where the descriptions of the user's file are kept."""
    return user_data_path("tradebrief") / "hts-descriptions.json.gz"


def keep(descriptions: Iterable[Description]) -> Path:
    """Keep descriptions in place of those kept before; where."""
    path = kept_file()
    write_whole(path, gzip.compress(json.dumps(list(descriptions), ensure_ascii=False).encode(), mtime=0))
    return path


def kept_descriptions() -> Iterator[Description]:
    """The descriptions that were given, none where no file was; an ``AskError`` where they cannot be read."""
    path = kept_file()
    if not path.exists():
        return
    try:
        for code, text, above in json.loads(gzip.decompress(path.read_bytes())):
            yield str(code), str(text), str(above)
    except (OSError, EOFError, ValueError, TypeError) as bad:
        raise ask_error(str(path), "cannot be read", bad, "Give the file of the schedule again: tradebrief goods --hts FILE.") from bad
