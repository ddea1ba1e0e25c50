"""What changed between two days of knowing, with the sentences that reports would have said on each.

Sentences are made by the same functions that the notebooks call, once for each day; a sentence that is said anew on both is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from tradebrief.analysis.cadence.cadence import cadence
from tradebrief.analysis.changes import differences
from tradebrief.analysis.difference import Difference, Differences, Span, differs
from tradebrief.analysis.factbook import fact_book
from tradebrief.errors import AskError
from tradebrief.results.missing import tells_gaps
from tradebrief.words import facts as fact_words
from tradebrief.words import talks as talk_words
from tradebrief.workbook.workbook import Workbook

Asked = Callable[[Workbook, Span, date], Any]


def _facts(book: Workbook, span: Span, known_by: date) -> Any:
    return fact_book(book, known_by=known_by, clock=span.clock)


def _cadence(book: Workbook, span: Span, known_by: date) -> Any:
    return cadence(book, _main_talks(book), as_of=span.as_of or known_by, known_by=known_by, clock=span.clock)


def _main_talks(book: Workbook) -> str:
    """The negotiation of which most is recorded."""
    return max(book.talks, key=lambda name: (len(book.talks[name].events), name), default="")


#: The sentences that are compared, by where a report says them: what they are about, and who says them.
SAID: dict[str, tuple[Asked, Callable[[Any], object]]] = {
    "facts, coverage": (_facts, fact_words.coverage),
    "facts, trust": (_facts, fact_words.trust),
    "facts, disputes": (_facts, fact_words.disputes),
    "talks, rounds": (_cadence, talk_words.rounds),
    "talks, pace": (_cadence, talk_words.cadence),
}


def sentences(book: Workbook, span: Span) -> Iterator[Difference]:
    """The sentences that a report says otherwise on the second day; one that cannot be said on a day is missing there."""
    made = cache(lambda asked, day: asked(book, span, day))

    def said(asked: Asked, word: Callable[[Any], object], day: date) -> str:
        try:
            return str(word(made(asked, day)))
        except AskError:
            return ""

    for name, how in SAID.items():
        before, after = said(*how, span.from_known), said(*how, span.to_known)
        if _bare(before, span.from_known) != _bare(after, span.to_known):
            yield differs("sentence", name, before, after, "")


def _bare(sentence: str, day: date) -> str:
    """A sentence without the day it is said on, which differs without anything having changed."""
    return sentence.replace(f"{day.day} {day:%B %Y}", "")


@tells_gaps
def diff(
    book: Workbook,
    *,
    from_known: date | str,
    to_known: date | str,
    as_of: date | str | None = None,
    clock: str = "publisher",
    also: Iterable[Callable[[Workbook, Span], Iterable[Difference]]] = (),
) -> Differences:
    """What changed between two days of knowing: facts, readings, law, events, numbers and sentences that are new or otherwise by ``to_known``.

    ``as_of`` asks both days about the law and the events of one day; without it every day counts of which something was published.

    Args:
        book: the workbook, from ``tb.load()``
        from_known: the earlier day of knowing
        to_known: the later day of knowing
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone
        also: further comparisons to make

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.diff(book, from_known="2025-05-15", to_known="2025-06-14").source_count
        14
    """
    return differences(book, from_known=from_known, to_known=to_known, as_of=as_of, clock=clock, also=(sentences, *also))
