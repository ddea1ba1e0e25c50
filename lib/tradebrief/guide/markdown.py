"""The few forms of Markdown that generated pages are made of."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

WRITTEN = "*Written from the code by `tradebrief accept --docs`; a test compares. Change the docstring or the record, not this page.*"


def page(title: str, about: str, parts: Iterable[str]) -> str:
    """A page: its title, what it is about, that it is generated, and its parts."""
    return "\n\n".join([f"# {title}", about, WRITTEN, *parts]) + "\n"


def section(title: str, *parts: str, level: int = 2) -> str:
    """A heading with what stands under it; empty parts are left out."""
    return "\n\n".join([f"{'#' * level} {title}", *filter(None, parts)])


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; nothing where there are no rows, so that no empty table is shown.

    >>> print(table(("a", "b"), [("1", "x")]))
    | a | b |
    | --- | --- |
    | 1 | x |
    """
    body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(columns)} |", "| " + " | ".join("---" for _ in columns) + " |", *body]) if body else ""


def code(text: str, language: str = "python") -> str:
    """A fenced block."""
    return f"```{language}\n{text}\n```"


def cell(text: str) -> str:
    """Text that may stand in a cell: on one line, without a bar that would end the cell, code or not.

    >>> cell("float | None")
    'float \\\\| None'
    """
    return " ".join(text.split()).replace("|", "\\|")


def prose(described: object) -> str:
    """A docstring as Markdown: code marked once, examples set apart as what they are.

    Examples of docstrings run where they stand, so a page fences them as ``pycon`` and not as its own.
    """
    paragraphs = re.split(r"\n\s*\n", inspect.getdoc(described) or "")
    return "\n\n".join(code(one, "pycon") if one.startswith(">>>") else marked(one) for one in paragraphs)


def first_line(described: object) -> str:
    """The sentence a docstring opens with, fit for a cell."""
    return cell(marked((inspect.getdoc(described) or "").partition("\n\n")[0]))


def marked(text: str) -> str:
    """Text with code marked as Markdown does: one backtick, not two."""
    return text.replace("``", "`")


def slug(heading: str) -> str:
    """The name under which a heading can be linked to.

    >>> slug("Step (exposure.bridge)")
    'step-exposurebridge'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
