"""A question of the explorer: what its controls say at one moment.

What each control takes, with its bounds and its help, is the contract of the notebook ``explore``: it is read from there, so that the controls,
the command line and a recipe agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tradebrief.errors import ask_error
from tradebrief.period import read_day
from tradebrief.render.parameters import Contract, contract_of
from tradebrief.render.recipe import by_name
from tradebrief.wording import long_day
from tradebrief.words.named_parties import party
from tradebrief.workbook.workbook import Workbook

ALL, ASSUMED, LATEST = "all", "assumed", "latest"
"""The words for every group of products, for what the workbook assumes and for everything that is known."""

NOTEBOOK = "explore"


@dataclass(frozen=True, kw_only=True)
class ExplorerQuestion:
    """What is asked, in the words of the notebook's parameters.

    ``known_by`` is a day or *latest*, ``group`` the name of a product group or *all*; ``pass_through`` is the share of the duty that reaches
    the buyer, ``elasticity`` the elasticity of demand (without sign), both for every group, or *assumed*. Series run from ``first`` to ``last``.
    """

    as_of: str
    known_by: str = LATEST
    scenarios: tuple[str, ...] = ()
    group: str = ALL
    convention: str = "legal"
    pass_through: float | str = ASSUMED
    elasticity: float | str = ASSUMED
    talks: str = ""
    first: str = ""
    last: str = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The question as parameters of the notebook ``explore``."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


@cache
def contract() -> Contract:
    """The contract of the notebook ``explore``."""
    return contract_of(by_name("notebooks", ".ipynb")[NOTEBOOK])


def question_of(book: Workbook, **given: Any) -> ExplorerQuestion:
    """The question that parameters make; an ``AskError`` where one is unknown, or where the days are not in order."""
    values = contract().check(given, lambda: book, book.own)
    asked = {name: values[name] for name in ExplorerQuestion.__dataclass_fields__}
    if asked["last"] <= asked["first"]:
        raise ask_error("-p last", "is not after the first day", asked["last"], f"Give a day after {asked['first']}.")
    return ExplorerQuestion(**{**asked, "scenarios": tuple(asked["scenarios"])})


def in_words(book: Workbook, question: ExplorerQuestion, needs: Iterable[str]) -> str:
    """What is asked, on one line, as far as it matters to a view that needs these fields."""
    said = {
        "as_of": f"as of {long_day(read_day(question.as_of))}",
        "known_by": "known by the latest day" if question.known_by == LATEST else f"known by {long_day(read_day(question.known_by))}",
        "scenarios": _scenarios(book, question),
        "group": f"{'all goods' if question.group == ALL else book.groups[question.group].title.lower()} from {party(book.origin_asked(None))}",
        "convention": f"rates: {book.conventions[question.convention].title}",
        "pass_through": "" if question.pass_through == ASSUMED else f"pass-through {100 * float(question.pass_through):g}%",
        "elasticity": "" if question.elasticity == ASSUMED else f"elasticity {question.elasticity:g}",
        "talks": book.talks[question.talks].title,
    }
    order = ("talks", "group", "as_of", "known_by", "convention", "scenarios", "pass_through", "elasticity")
    line = "; ".join(said[name] for name in order if name in set(needs) and said[name])
    return line[:1].upper() + line[1:] + "."


def _scenarios(book: Workbook, question: ExplorerQuestion) -> str:
    titles = " and ".join(book.scenarios[name].title for name in question.scenarios)
    if not titles:
        return ""
    bound = book.conventions[question.convention].law
    return f"scenario left out, for this convention reads the law its own way: {titles}" if bound else f"scenario: {titles}"
