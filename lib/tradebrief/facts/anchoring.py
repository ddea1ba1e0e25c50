"""Anchors an article: every fact's passage in its page, and the file that keeps them, written and read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tradebrief.errors import Problem, shown
from tradebrief.facts.anchors import Anchor, Page, make_anchor
from tradebrief.facts.records import Article, Fact
from tradebrief.records.strict_yaml import line_of


def anchored(article: Article, page: Page, root: Path) -> tuple[tuple[Anchor, ...], list[Problem]]:
    """The anchors of an article's facts, and a problem for each that does not stand in its text.

    ``root`` is the folder of seeds; ``page`` goes by the name the article knows it by.
    """
    named = replace(page, name=article.source.page or page.name)
    found, problems = [], []
    for number, fact in enumerate(article.facts):
        if fact.at is None:
            continue
        try:
            found.append(_anchor(article, fact, fact.at, named))
        except ValueError as bad:
            problems.append(_problem(article, number, str(bad), root))
    return tuple(found), problems


def _anchor(article: Article, fact: Fact, at: tuple[int, int], page: Page) -> Anchor:
    first, last = article.source.part or (0, len(page.text))
    if not first <= at[0] < at[1] <= last:
        raise ValueError(
            f"the passage lies outside the text (got [{at[0]}, {at[1]}] in a text at [{first}, {last}]). Correct 'at' or 'part'."
        )
    return make_anchor(page, fact=fact.id, part=article.id, start=at[0], end=at[1], tokens=fact.tokens)


def _problem(article: Article, number: int, said: str, root: Path) -> Problem:
    """What a passage's refusal says, at its place in the article's file."""
    wrong, _, rest = said.partition(" (got ")
    got, _, remedy = rest.partition("). ")
    path = root / "articles" / f"{article.id}.yaml"
    return Problem(
        file=f"{root.name}/articles/{path.name}",
        line=line_of(path, ("facts", number, "at")),
        place=f"facts {number + 1}, at",
        wrong=wrong,
        got=got,
        remedy=remedy,
    )


def anchors_csv(anchors: Iterable[Anchor]) -> str:
    """Anchors as the text of an ``.anchors.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Anchor._fields)
    writer.writerows(anchors)
    return out.getvalue()


_NUMBERS = ("start", "end", "len", "len_loose", "prefix_len", "suffix_len")
_PLACES = tuple(map(Anchor._fields.index, _NUMBERS))


def read_anchors(text: str) -> Iterator[Anchor | tuple[int, Exception]]:
    """The rows of an anchors file; in place of one that is none, its line and why."""
    rows, number = csv.reader(text.splitlines()), 0
    try:
        names, number = next(rows, []), 1
        ordered = tuple(names) == Anchor._fields  # as ``tradebrief anchor`` writes it
        for number, row in enumerate(filter(None, rows), start=2):
            try:
                if ordered and len(row) == len(names):
                    cells: list[Any] = row
                    for place in _PLACES:
                        cells[place] = int(cells[place])
                    yield Anchor._make(cells)
                else:
                    named: dict[str, Any] = {"norm": "N1", **dict(zip(names, row, strict=True))}
                    named |= {name: int(named[name]) for name in _NUMBERS}
                    yield Anchor(**named)
            except (TypeError, ValueError, KeyError) as bad:
                yield number, bad
    except csv.Error as bad:  # no rows can be told apart from here on
        yield number + 1, bad


class AnchorFiles(Mapping[str, tuple[Anchor, ...]]):
    """The anchors of each article, read from the UTF-8 text of its file when they are asked for: few questions need any, and all fill much memory."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def __getitem__(self, article: str) -> tuple[Anchor, ...]:
        return tuple(row for row in read_anchors(self._texts[article].decode("utf-8-sig")) if isinstance(row, Anchor))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def anchor_problems(file: str, text: str) -> list[Problem]:
    """What is wrong with the rows of an anchors file, which messages call ``file``."""
    wrong, remedy = "is not a row of anchors", "Write the file anew: 'tradebrief anchor'."
    found = (row for row in read_anchors(text) if not isinstance(row, Anchor))
    return [Problem(file=file, line=line, wrong=wrong, got=shown(bad), remedy=remedy) for line, bad in found]
