"""Sentences of the law: what telling goods owe, and what its readings leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.law.duty import percent
from tradebrief.wording import long_day
from tradebrief.words.sentence import Part, Piece, Sentence


def goods(found: Sequence[CurrentDuty]) -> Sentence:
    """What each good owes, since when, and what it owed before."""
    if not found:
        return Sentence("No goods were asked about.")
    duty = found[0].duty
    parts: list[Piece] = [f"On {long_day(duty.as_of)}, by the acts known on {long_day(duty.known_by)}: "]
    for number, one in enumerate(found):
        parts += ["; " if number else "", *_good(one)]
    return Sentence(*parts, ".")


def _good(one: CurrentDuty) -> Iterator[Piece]:
    yield f"{one.name} "
    yield Part(percent(one.duty.total), trace=one.duty.rate())
    if one.last and one.last.old is not None:
        why = one.last.trace(one.before)
        yield " ("
        yield Part(percent(one.last.old), trace=why)
        yield " until "
        yield Part(long_day(one.last.day), trace=why)
        yield ")"


def ahead(found: Sequence[CurrentDuty]) -> Sentence:
    """What the law published by then has in store."""
    coming = [one for one in found if one.ahead and one.ahead.new is not None]
    if not coming:
        return Sentence("By the acts published then no further change of these rates was set.")
    parts: list[Piece] = ["Set to change without a new act: "]
    for number, one in enumerate(coming):
        parts += ["; " if number else "", *_coming(one)]
    return Sentence(*parts, ".")


def _coming(one: CurrentDuty) -> Iterator[Piece]:
    change = one.ahead
    if change and change.new is not None:
        why = change.trace(one.then)
        yield f"{one.name} to "
        yield Part(percent(change.new), trace=why)
        yield " on "
        yield Part(long_day(change.day), trace=why)
