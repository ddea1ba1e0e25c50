"""A rule and its breach: what a rule sees, what it finds, and how both are told."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tradebrief.facts.records import Article, Fact
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True)
class Breach:
    """Where a rule is broken and by what: the file below the folder of seeds, the place in it, what stands there."""

    file: str
    place: tuple[str | int, ...] = ()
    got: str = ""
    remedy: str = ""


Rule = Callable[[Workbook], Iterator[Breach]]


def sentence(rule: Rule) -> str:
    """A rule in one sentence, as the first line of its docstring has it."""
    first = (inspect.getdoc(rule) or "").partition("\n")[0].rstrip(".")
    return first[:1].lower() + first[1:]


def remedy(rule: Rule) -> str:
    """What to do when it is broken: the second paragraph of its docstring."""
    return " ".join((inspect.getdoc(rule) or "").partition("\n\n")[2].split())


def file_of(article: Article) -> str:
    """The file of an article, below the folder of seeds."""
    return f"{'outside' if article.is_outside else 'articles'}/{article.id}.yaml"


def each_fact(book: Workbook) -> Iterator[tuple[Article, int, Fact]]:
    """Every fact with its article and its number in it."""
    for article in book.articles.values():
        for number, fact in enumerate(article.facts):
            yield article, number, fact
