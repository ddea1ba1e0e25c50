"""The sources that a page's sentences rest on, numbered as footnotes in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tradebrief.provenance.lineage import Trace
from tradebrief.templates import filled
from tradebrief.words.messages import text


class Footnotes:
    """Gives each source its number when it is first cited, and the same one afterwards."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def sources(self) -> list[str]:
        """The sources in the order of their numbers."""
        return list(self._numbers)

    def after(self, sentence: str, chains: Iterable[Trace]) -> str:
        """A sentence's HTML with the numbers of the sources of the chains behind it at its end."""
        cited = dict.fromkeys(cite for trace in chains for cite in trace.cited)
        numbers = sorted({self._numbers.setdefault(cite, len(self._numbers) + 1) for cite in cited})
        before, end, rest = sentence.rpartition("</p>")
        marks = filled("render/notes.html.j2", runs=runs(numbers), t=text)
        return f"{before}{marks}{end}{rest}" if numbers and end else sentence


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in a row as first and last of each run; a run of two stays two numbers.

    >>> list(runs([1, 2, 3, 5, 6, 9]))
    [(1, 3), (5, 5), (6, 6), (9, 9)]
    """
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield from [(run[0], run[-1])] if len(run) > 2 else [(number, number) for number in run]
