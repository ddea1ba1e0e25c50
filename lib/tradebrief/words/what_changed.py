"""What changed between two days of knowing, with the sentences that reports would have said on each.

Sentences are made by the same functions that the notebooks call, once for each day; a sentence that is said anew on both is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tradebrief.analysis.cadence.cadence import cadence
from tradebrief.analysis.changes import differences
from tradebrief.analysis.difference import Difference, Differences, Span, differs
from tradebrief.analysis.factbook import fact_book
from tradebrief.errors import AskError
from tradebrief.results.missing import tells_gaps
from tradebrief.words import facts as fact_words
from tradebrief.words import talks as talk_words
from tradebrief.workbook.workbook import Workbook

Saying = Callable[[Workbook, Span, date], str]


def _of_facts(word: Callable[..., object]) -> Saying:
    return lambda book, span, known_by: str(word(fact_book(book, known_by=known_by, clock=span.clock)))


def _of_talks(word: Callable[..., object]) -> Saying:
    def say(book: Workbook, span: Span, known_by: date) -> str:
        talks = _main_talks(book)
        return str(word(cadence(book, talks, as_of=span.as_of or known_by, known_by=known_by, clock=span.clock))) if talks else ""

    return say


def _main_talks(book: Workbook) -> str:
    """The negotiation of which most is recorded."""
    return max(book.talks, key=lambda name: (len(book.talks[name].events), name), default="")


#: The sentences that are compared, by where a report says them.
SAID: dict[str, Saying] = {
    "facts, coverage": _of_facts(fact_words.coverage),
    "facts, trust": _of_facts(fact_words.trust),
    "facts, disputes": _of_facts(fact_words.disputes),
    "talks, rounds": _of_talks(talk_words.rounds),
    "talks, pace": _of_talks(talk_words.cadence),
}


def sentences(book: Workbook, span: Span) -> Iterator[Difference]:
    """The sentences that a report says otherwise on the second day; one that cannot be said on a day is missing there."""
    for name, say in SAID.items():
        before, after = _said(say, book, span, span.from_known), _said(say, book, span, span.to_known)
        if _bare(before, span.from_known) != _bare(after, span.to_known):
            yield differs("sentence", name, before, after, "")


def _said(say: Saying, book: Workbook, span: Span, known_by: date) -> str:
    try:
        return say(book, span, known_by)
    except AskError:
        return ""


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
