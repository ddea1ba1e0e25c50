"""Values of parameters whose declaration says in words what they take: read as the words say, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import tradebrief
from tradebrief import facts
from tradebrief.errors import ask_error, near
from tradebrief.given import day_given
from tradebrief.wording import LANGUAGES
from tradebrief.workbook.own import OWN

Scalar = str | int | float | bool

#: What a parameter can name out of a workbook: the words of the type and where its names are found.
LISTINGS: dict[str, Callable[[tradebrief.Workbook], Iterable[str]]] = {
    "article": lambda book: book.articles,
    "measure": lambda book: book.measures,
    "scenario": lambda book: book.scenarios,
    "convention": lambda book: book.conventions,
    "negotiation": lambda book: book.talks,
    "clock": lambda book: book.clocks,
    "product group": lambda book: book.groups,
    "importer": lambda book: {measure.importer for measure in book.measures.values()},
    "origin": lambda book: {origin for measure in book.measures.values() for origin in (*measure.origins.only, *measure.origins.except_)},
}


def _kinds() -> Iterable[str]:
    return facts.records.KINDS


#: The same for names that need no workbook.
FIXED: dict[str, Callable[[], Iterable[str]]] = {"kind of fact": _kinds, "language": lambda: LANGUAGES}


def choices(takes: str, book: tradebrief.Workbook) -> list[str]:
    """What can be chosen where a parameter takes one of some names, or a list of them; nothing where it takes anything else."""
    base, *words = takes.removeprefix("list of ").split(" or ")
    if base.startswith("one of: "):
        names = [name.strip() for name in base.removeprefix("one of: ").split(",")]
    elif base in FIXED:
        names = list(FIXED[base]())
    else:
        names = sorted(LISTINGS[base](book)) if base in LISTINGS else []
    return [*names, *(word for word in words if names and word != "nothing")]


def value(raw: Any, takes: str, *, where: str, book: Callable[[], tradebrief.Workbook]) -> Any:
    """A value as its words say; given as text (from the command line or a recipe) or as the literal it is."""
    if raw == OWN and takes.endswith(f" or {OWN}"):
        return raw
    if takes.startswith("list of "):
        items = raw if isinstance(raw, list) else [item.strip() for item in str(raw).split(",") if item.strip()]
        return [value(item, takes.removeprefix("list of "), where=where, book=book) for item in items]
    base, *words = takes.split(" or ")
    if takes != "yes or no" and raw in ["" if word == "nothing" else word for word in words]:
        return raw
    if takes == "yes or no":
        return _yes(raw, where)
    return _single(raw, base, where, book)


def _single(raw: Any, base: str, where: str, book: Callable[[], tradebrief.Workbook]) -> Scalar:
    text = str(raw) if not isinstance(raw, bool) else str(raw).lower()
    if isinstance(raw, list | dict):
        raise ask_error(where, f"takes {_article(base)}, not several values", raw, "Give one value.")
    if base == "date":
        return _date(text, where)
    if base.startswith(("whole number", "number")):
        return _number(text, base, where)
    if base.startswith("one of: "):
        return _choice(text, [name.strip() for name in base.removeprefix("one of: ").split(",")], where)
    if base in FIXED:
        return _choice(text, list(FIXED[base]()), where)
    if base in LISTINGS:
        return _listed(text, base, where, book())
    if base == "text":
        return text
    raise ask_error(
        where,
        "is declared with a type nobody knows",
        base,
        near(base, ["date", "text", "number", "whole number", "yes or no", *FIXED, *LISTINGS]),
    )


def _article(base: str) -> str:
    return f"{'an' if base[:1] in 'aeiou' else 'a'} {base}"


def _date(text: str, where: str) -> str:
    return day_given(text, where).isoformat()


def _number(text: str, base: str, where: str) -> int | float:
    whole = base.startswith("whole")
    bounds = base.removeprefix("whole ").removeprefix("number").strip()
    try:
        value = int(text) if whole else float(text)
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError
    except ValueError:
        raise ask_error(
            where, f"takes {_article(base.split(' ')[0] + ' number' if whole else 'number')}", text, "Write digits, as 1 or 0.5."
        ) from None
    if bounds:
        low, _, high = bounds.partition("..")
        if not float(low) <= value <= float(high):
            raise ask_error(where, f"lies outside {low} to {high}", text, f"Give a number from {low} to {high}.")
    return value


def _yes(raw: Any, where: str) -> bool:
    known = {"yes": True, "true": True, "no": False, "false": False}
    if str(raw).lower() not in known:
        raise ask_error(where, "takes yes or no", raw, "Write yes or no.")
    return known[str(raw).lower()]


def _choice(text: str, names: list[str], where: str) -> str:
    if text not in names:
        raise ask_error(where, "is none of the choices", text, near(text, names))
    return text


def _listed(text: str, listing: str, where: str, book: tradebrief.Workbook) -> str:
    if listing == "article":
        book.find_articles(text)
        return text
    return _choice(text, list(LISTINGS[listing](book)), where)
