"""Sentences of the law: the tariffs of selected goods, and what is scheduled. The words stand in ``en/rates.ftl``."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.words.messages import WithTrace, say
from tradebrief.words.sentence import Sentence


def goods(found: Sequence[CurrentDuty]) -> Sentence:
    """The tariff of each good, since when, and what it was before."""
    if not found:
        return say("goods-none")
    duty = found[0].duty
    return say("goods", day=duty.as_of, known_by=duty.known_by, goods=[_good(one) for one in found])


def _good(one: CurrentDuty) -> Sentence:
    rate = one.duty.rate()
    if one.last is None or one.last.old is None:
        return say("good", name=one.name, rate=rate)
    why = one.last.trace(one.before)
    return say("good-changed", name=one.name, rate=rate, before=WithTrace(float(one.last.old), why), until=WithTrace(one.last.day, why))


def ahead(found: Sequence[CurrentDuty]) -> Sentence:
    """What the law published by then has in store."""
    coming = [_coming(one) for one in found if one.ahead and one.ahead.new is not None]
    return say("ahead", goods=coming) if coming else say("ahead-none")


def _coming(one: CurrentDuty) -> Sentence:
    change = one.ahead
    assert change is not None
    assert change.new is not None
    why = change.trace(one.then)
    return say("good-ahead", name=one.name, rate=WithTrace(float(change.new), why), day=WithTrace(change.day, why))
