"""Sentences of the law: what telling goods owe, and what its readings leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradebrief.goods_owed import Owed
from tradebrief.law.applied import AppliedDuty
from tradebrief.law.duty import percent
from tradebrief.lineage import Trace
from tradebrief.words.sentence import Part, Sentence, long_day


def goods(found: Sequence[Owed]) -> Sentence:
    """What each good owes, since when, and what it owed before."""
    if not found:
        return Sentence("No goods were asked about.")
    duty = found[0].duty
    parts: list[str | Part] = [f"On {long_day(duty.as_of)}, by the acts known on {long_day(duty.known_by)}: "]
    for number, one in enumerate(found):
        parts += ["; " if number else "", *_good(one)]
    return Sentence(*parts, ".")


def _good(one: Owed) -> Iterator[str | Part]:
    yield f"{one.name} "
    yield Part(percent(one.duty.total), why=chain(one.duty))
    if one.last and one.last.old is not None:
        yield f" ({percent(one.last.old)} until {long_day(one.last.day)})"


def ahead(found: Sequence[Owed]) -> Sentence:
    """What the law published by then has in store."""
    coming = [one for one in found if one.ahead and one.ahead.new is not None]
    if not coming:
        return Sentence("By the acts published then no further change of these rates was set.")
    parts: list[str | Part] = ["Set to change without a new act: "]
    for number, one in enumerate(coming):
        change = one.ahead
        if change is None or change.new is None:
            continue
        act = Trace(kind="act", says=", ".join(filter(None, (change.act, change.cite or ""))) or change.cause)
        parts += ["; " if number else "", f"{one.name} to ", Part(percent(change.new), why=act), f" on {long_day(change.day)}"]
    return Sentence(*parts, ".")


def chain(duty: AppliedDuty) -> Trace:
    """From a rate down to the acts of its parts."""
    total = " + ".join(percent(part.duty) for part in duty.components) + f" = {percent(duty.total)} on {duty.code} of {duty.origin}"
    acts = tuple(
        Trace(
            kind="act",
            says=f"{part.measure} {part.verb} {part.stated}: {', '.join(filter(None, (part.act, part.cite)))}, published {part.published}",
        )
        for part in duty.components
    )
    return Trace(kind="formula", says=total, of=acts)
