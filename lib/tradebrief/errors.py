"""What can be wrong, said so that a reader knows where to look and what to do.

Every message has one grammar: *where: what is wrong (got what). What to do.*
This module imports nothing of the project, so every floor can raise from it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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


def told(problems: Sequence[Problem], most: int = 20) -> list[str]:
    """Problems in lines: the first ``most``, and where there are more how often each thing is wrong.

    >>> told([Problem(file=f"{n}.yaml", wrong="is empty") for n in range(3)], most=1)
    ['0.yaml: is empty.', "And 2 more; 'tradebrief check --all' shows each. All 3 by what is wrong:", '      3  is empty']
    """
    lines = [str(problem) for problem in problems[:most]]
    if len(problems) > most:
        counts = Counter(problem.wrong for problem in problems).most_common()
        lines.append(f"And {len(problems) - most:,} more; 'tradebrief check --all' shows each. All {len(problems):,} by what is wrong:")
        lines += [f"{count:7,}  {wrong}" for wrong, count in counts[:most]]
        lines += [f"{sum(count for _, count in counts[most:]):7,}  {len(counts) - most:,} other things"] if len(counts) > most else []
    return lines


class TradebriefError(Exception):
    """Anything this library refuses to do; carries one or more problems."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(told(self.problems)))


class SeedError(TradebriefError):
    """A record that breaks its rules."""


class AskError(TradebriefError):
    """A question that cannot be answered: an unknown name, a day outside the known days."""


LACKS = {
    "talks": ("negotiation", "Add its file as seeds/talks/NAME.yaml and name it as 'talks' in workbook.yaml."),
    "measures": ("measure", "Add one as seeds/measures/NAME.yaml, or include a workbook that has them."),
    "trade": ("table of trade", "Make one of its lines: tradebrief trade build --lines FILE --out seeds/trade."),
    "conventions": ("convention", "Add one as seeds/conventions/NAME.yaml, or include the workbook 'methods'."),
    "classes": ("reference class", "Add one as seeds/classes/NAME.yaml, or include the workbook 'methods'."),
    "assumptions": ("assumption", "Add it as seeds/assumptions/NAME.yaml with low, central and high."),
    "figures": ("table", "Add its CSV with a sidecar in seeds/trade, seeds/companies or seeds/benchmarks."),
    "goods": ("good to show", "Name HS codes as 'goods' in workbook.yaml, or give one."),
    "articles": ("text", "Draft one with tradebrief new article."),
}
"""What a workbook can lack: what one of it is called, and how to add one."""


class LackError(AskError):
    """A question that cannot be answered yet, because the workbook has no record of the kind it needs; ``kind`` is its folder, ``got`` the name."""

    def __init__(self, kind: str, got: str = "") -> None:
        self.kind, self.got = kind, got
        noun, remedy = LACKS[kind]
        super().__init__(Problem(file="workbook", wrong=f"has no {noun} yet", got=got, remedy=remedy))


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
    """A value as an error shows it: on one line, cut when long, signs that steer a terminal replaced.

    >>> shown("a" * 100)[-3:], shown("red: \\x1b[31m")
    ('...', 'red: \ufffd[31m')
    """
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(str(value).split()))
    return text if len(text) <= most else text[: most - 3] + "..."


class Names:
    """Known names among which near ones are looked for again and again, without a look at each of very many."""

    FEW = 200
    """How many are looked at for one name; of more, those that have its rarest letters in common with it."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known

    @cached_property
    def all(self) -> list[str]:
        """Every name once, in order."""
        return sorted(set(self._known))

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def _holding(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.all:
            for letters in _threes(name):
                found.setdefault(letters, []).append(name)
        return found

    def like(self, name: str) -> list[str]:
        """The names worth a look, never the one that was typed."""
        if len(self.all) <= self.FEW:
            return [one for one in self.all if one != name]
        chosen: dict[str, None] = {}
        for holding in sorted((self._holding[letters] for letters in _threes(name) if letters in self._holding), key=len):
            chosen |= dict.fromkeys(holding[: self.FEW - len(chosen)])
        return [one for one in sorted(chosen) if one != name]


def _threes(name: str) -> set[str]:
    return {name[place : place + 3] for place in range(max(len(name) - 2, 1))}


def near(name: str, known: Iterable[str] | Names) -> str:
    """The remedy for an unknown name: the nearest known one, or a few that are known; never what was typed.

    >>> near("kyodoo", ["kyodo", "nhk"])
    "Did you mean 'kyodo'?"
    >>> near("zzz", ["kyodo", "nhk"])
    'Known: kyodo, nhk.'
    """
    names = known if isinstance(known, Names) else Names(known)
    match = difflib.get_close_matches(name, names.like(name), n=1, cutoff=0.6)
    if match:
        return f"Did you mean '{match[0]}'?"
    some, count = [one for one in names.all[:13] if one != name][:12], len(names)
    if not some:
        return "None are known."
    return "Known: " + ", ".join(some) + (f" and {count - 12} more." if count > 12 else ".")
