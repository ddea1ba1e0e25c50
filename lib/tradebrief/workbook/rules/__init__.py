"""The rules every folder of seeds keeps, one function each: on ``one_text``, on ``texts`` together and their ``answers``, on the ``law`` and on the ``talks``.

The first line of a rule's docstring is the rule, the message when it is broken, its entry in
``seeds/README.md`` and the docstring of the test of the same name; the second paragraph is what to do.
Rules see records that were read; what cannot be read at all is reported by ``seeds``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from tradebrief.errors import Problem
from tradebrief.workbook.rules import answers, law, one_text, talks, texts
from tradebrief.workbook.rules.breach import Rule, remedy, sentence
from tradebrief.workbook.workbook import Workbook

__all__ = ["broken", "remedy", "rules", "sentence"]


def rules() -> list[Rule]:
    """Every rule in the order in which they stand; the public functions of the five modules are the list."""
    return [
        value
        for module in (one_text, texts, answers, law, talks)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]


def broken(
    book: Workbook, spoken: Callable[[tuple[str | int, ...]], str], line_of: Callable[..., int], settled: Collection[str] = ()
) -> list[Problem]:
    """Every breach of every rule as a problem, sorted by file, but for workbooks of which a part is included; ``spoken`` and ``line_of`` tell places and lines.

    ``settled`` are ids of articles that keep the rules on one text for sure.
    """
    unsettled = replace(book, articles={name: one for name, one in book.articles.items() if name not in settled})
    found = [(breach, rule) for rule in rules() for breach in rule(unsettled if rule.__module__ == one_text.__name__ else book)]
    return sorted(
        Problem(
            file=f"{label}/{breach.file}",
            line=line_of(root / breach.file, breach.place) if breach.place else 0,
            place=spoken(breach.place),
            wrong=sentence(rule),
            got=breach.got,
            remedy=breach.remedy or remedy(rule),
        )
        for breach, rule in sorted(found, key=lambda pair: pair[0].file)  # file by file, so that each is looked into once
        for label, root in [_home(book, breach.file)]
        if label not in book.parts
    )


def _home(book: Workbook, file: str) -> tuple[str, Path]:
    """Which folder of seeds holds a file, with what messages call it."""
    return next(((label, root) for label, root in book.roots.items() if (root / file).exists()), (book.root.name, book.root))
