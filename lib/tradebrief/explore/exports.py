"""Figures, tables and recipes as files below one folder: never outside it, never over a file that stands.

A file is written by the kernel, for that works alike in JupyterLab and in Voilà, and keeps what was saved beside the notebook; the message that tells
of it carries the same bytes as a link, for a reader whose browser runs on another machine.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from markupsafe import Markup

from tradebrief.errors import ask_error
from tradebrief.explore.answers import Answers
from tradebrief.explore.question import ExplorerQuestion
from tradebrief.explore.views import View
from tradebrief.render.recipe import inside
from tradebrief.tables.table import Table

KINDS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv", "yaml": "application/yaml", "html": "text/html"}
"""What can be saved, by the ending of the file, with its media type."""

MOST_CARRIED = 8_000_000
"""Bytes above which a message carries no link: the file is there, and a page should not hold it twice."""


def pictured(view: View, answers: Answers, question: ExplorerQuestion) -> bytes:
    """The figure of a view in pixels."""
    return view.figure(answers, question).png()


def as_csv(table: Table) -> bytes:
    """A table as CSV in UTF-8: its columns, then its rows as they are shown."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([table.columns, *table.rows])
    return out.getvalue().encode()


def keep(folder: Path, name: str, kind: str, content: bytes) -> tuple[Path, bool]:
    """The file that holds ``content``, and whether it was written now: under ``name``, or where that holds something else under the next free number.

    An ``AskError`` where the name would lead out of the folder or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _names(folder, name, kind):
            try:
                with path.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                if path.is_file() and path.read_bytes() == content:
                    return path, False
            else:
                return path, True
    except OSError as failed:
        raise ask_error(str(folder), "cannot be written to", failed.strerror or failed, "Name another folder in 'out'.") from failed
    raise AssertionError("numbers never run out")


def free_name(folder: Path, name: str) -> str:
    """The name, or the name with the next number, under which no file of any kind stands in the folder."""
    taken = {path.name.partition(".")[0] for path in folder.glob("*")} if folder.is_dir() else set()
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _names(folder: Path, name: str, kind: str) -> Iterator[Path]:
    yield inside(folder, name, f".{kind}")
    yield from (inside(folder, f"{name}-{number}", f".{kind}") for number in count(2))


def carried(path: Path) -> Markup:
    """A link that holds the file itself, as HTML; nothing where the file is large."""
    content = path.read_bytes()
    if len(content) > MOST_CARRIED:
        return Markup()
    media = KINDS.get(path.suffix.removeprefix("."), "application/octet-stream")
    address = f"data:{media};base64,{base64.b64encode(content).decode()}"
    return Markup('<a class="tb-carried" download="{0}" href="{1}">Download {0}</a>').format(path.name, address)
