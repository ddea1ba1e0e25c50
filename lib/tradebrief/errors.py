"""What can be wrong, said so that a reader knows where to look and what to do.

Every message has one grammar: *where: what is wrong (got what). What to do.*
This module imports nothing of the project, so every floor can raise from it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """One thing that is wrong: the file, the place in it, what, what was found, what to do.

    >>> print(Problem(file="seeds/measures/x.yaml", place="duties, 2025-04-03", wrong="'adds' has no unit", got="25", remedy="Write '25%'."))
    seeds/measures/x.yaml, duties, 2025-04-03: 'adds' has no unit (got 25). Write '25%'.
    """

    file: str
    line: int = 0
    place: str = ""
    wrong: str
    got: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place, f"line {self.line}" if self.line else "") if part)
        got = f" (got {self.got})" if self.got else ""
        return f"{where}: {self.wrong}{got}." + (f" {self.remedy}" if self.remedy else "")


class TradebriefError(Exception):
    """Anything this library refuses to do; carries one or more problems."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class SeedError(TradebriefError):
    """A record that breaks its rules."""


class AskError(TradebriefError):
    """A question that cannot be answered: an unknown name, a day outside the known days."""


def ask_error(where: str, wrong: str, got: object = "", remedy: str = "") -> AskError:
    """One problem with a question, ready to raise.

    >>> str(ask_error("known_by", "is not a day", "tomorrow", "Write 2025-06-14."))
    'known_by: is not a day (got tomorrow). Write 2025-06-14.'
    """
    return AskError(Problem(file=where, wrong=wrong, got=shown(got), remedy=remedy))


def needs(module: str, extra: str, where: str) -> Any:
    """A library that an extra of the package brings, imported now; an ``AskError`` that says how to install it where it is missing."""
    try:
        return import_module(module)
    except ImportError as missing:
        wrong, remedy = f"needs {module.partition('.')[0]}, which is not installed", f"Install it: pip install 'tradebrief[{extra}]'."
        raise ask_error(where, wrong, remedy=remedy) from missing


def shown(value: object, most: int = 80) -> str:
    """A value as an error shows it: on one line, cut when long.

    >>> shown("a" * 100)[-3:]
    '...'
    """
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 3] + "..."


def near(name: str, known: Iterable[str]) -> str:
    """The remedy for an unknown name: the nearest known one, or a few that are known.

    >>> near("kyodoo", ["kyodo", "nhk"])
    "Did you mean 'kyodo'?"
    >>> near("zzz", ["kyodo", "nhk"])
    'Known: kyodo, nhk.'
    """
    names = sorted(set(known))
    match = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if match:
        return f"Did you mean '{match[0]}'?"
    if not names:
        return "None are known."
    return "Known: " + ", ".join(names[:12]) + (f" and {len(names) - 12} more." if len(names) > 12 else ".")
