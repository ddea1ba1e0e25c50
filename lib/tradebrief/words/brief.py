"""Sentences of the briefing that no other report needs: the bottom line and the findings. The words stand in ``en/brief.ftl``."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.briefing import Briefing
from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.factbook import FactBook
from tradebrief.provenance.quantity import derive
from tradebrief.results.missing import missing_in
from tradebrief.talks.steps import deadline_step, event_step
from tradebrief.words import forecast, named_parties, positions, rates
from tradebrief.words.facts import still_open
from tradebrief.words.gaps import gap_said
from tradebrief.words.messages import WithTrace, joined, lowered, say
from tradebrief.words.sentence import Sentence

LEAST = 0.0005
"""The least difference of two rates that is told, as a fraction."""

AHEAD = 2
"""Deadlines that a finding names."""


def bottom_line(found: Briefing) -> Sentence:
    """What a minister can repeat: where the talks stand, what is at stake, and when the law changes by itself."""
    now, origin, importer = found.now, named_parties.party(found.now.origin), named_parties.adjective("importer")
    later = now.suspended_duty(found.held_back) if found.held_back else None
    if found.stage == "after a deal" and found.rounds.ended and found.before_deal:
        day = WithTrace(found.rounds.ended.start, event_step(found.rounds.ended))
        before = found.before_deal.effective_rate
        if abs(now.effective_rate - before) < LEAST:
            return say("bottom-deal-unchanged", day=day, origin=origin, importer=importer, rate=now.effective_rate)
        return say("bottom-deal", day=day, origin=origin, importer=importer, rate=now.effective_rate, before=before)
    if (gap := missing_in(found.rounds)) is not None:
        return joined(say("bottom-no-talks", origin=origin, importer=importer, rate=now.effective_rate), gap_said(gap))
    if found.stage == "before the talks":
        announced = say("bottom-announced", duty=later) if later else say("bottom-nothing-announced")
        return joined(
            say("bottom-before-talks", origin=origin, importer=importer, rate=now.effective_rate, announced=announced), _lapse(found)
        )
    first = found.rounds.rounds[0]
    goods = now.by_group[0]
    talks = say(
        "bottom-talks",
        rounds=found.rounds.round_count,
        first=WithTrace(first.start, event_step(first)),
        goods=goods.title,
        share=now.group_share(goods, "duty"),
    )
    return joined(talks, _lapse(found))


def _lapse(found: Briefing) -> Sentence | None:
    """What the average tariff becomes if a pause lapses on the day it ends."""
    then, deadline = found.rate_if_lapsed, found.legal_deadline
    if then is None or deadline is None:
        return None
    day, origin = WithTrace(deadline.stands, deadline_step(deadline)), named_parties.party(found.now.origin)
    importer = named_parties.adjective("importer")
    return say("bottom-lapse", day=day, origin=origin, importer=importer, rate=found.now.effective_rate, then=then)


def tariffs_now(found: Briefing) -> Sentence:
    """The average tariff now, with its range, against the first day of the law."""
    now = found.now
    first = say(
        "tariffs-now",
        rate=now.effective_rate,
        spread="yes" if now.high - now.low >= LEAST else "no",
        range=WithTrace((float(now.low), float(now.high)), now.range),
        first=found.first.effective_rate,
        first_day=WithTrace(found.first.as_of, found.first.effective_rate),
        duty=now.duty,
        year=WithTrace(now.trade_year, now.customs_value),
    )
    coverage = say("tariffs-coverage", share=now.coverage) if now.coverage is not None and now.coverage >= 0.005 else None
    others = [say("tariffs-other", name=named_parties.party(name), rate=rate) for name, rate in found.beside]
    return joined(first, coverage, say("tariffs-beside", others=others) if others else None)


def since(found: Briefing) -> Sentence:
    """What moved since the last briefing: the average tariff and the rounds."""
    change = found.change
    moved = "no" if abs(change) < LEAST else "up" if change > 0 else "down"
    size = change if change >= 0 else derive("0 - change", "the same as a fall", "points", change=change)
    more = (
        ""
        if found.stage == "after a deal" or missing_in(found.rounds) is not None
        else say("since-rounds", count=found.new_round_count)
        if found.new_rounds
        else say("since-no-round")
    )
    return say("since", day=found.since, moved=moved, change=size, more=more)


def stands(found: Briefing) -> Sentence:
    """How far demands and offers have come; after a deal, what became of them."""
    offers = positions.offers(found.positions)
    return say("positions-agreed" if found.stage == "after a deal" else "positions-open", offers=offers)


def outlook(found: Briefing, owed: Sequence[CurrentDuty] = ()) -> Sentence:
    """What is likely next, and how far that can be trusted; after a deal, what the law has in store."""
    if found.stage == "after a deal":
        return say("outlook-deal", ahead=rates.ahead(owed))
    next_round, deal = forecast.next_round_in_short(found.forecast), forecast.deal(found.deals)
    if found.stage == "before the talks":
        return say("outlook-before", round=forecast.next_round(found.forecast))
    confidence = say("confidence", level=found.confidence)
    return say("outlook", round=next_round, deal=deal, confidence=confidence, intervals=found.forecast.gap_count, deals=found.deals.deals)


def watch(found: Briefing) -> Sentence:
    """The next deadlines, and the scenarios that would cost or save most."""
    ahead = [
        say("watch-deadline", day=WithTrace(one.stands, deadline_step(one)), says=lowered(one.says))
        for one in found.rounds.deadlines[:AHEAD]
    ]
    costly = next((one for one in found.with_effect if one.difference > 0), None)
    saving = next((one for one in reversed(found.with_effect) if one.difference < 0), None)
    return say(
        "watch",
        deadlines=ahead or say("watch-no-deadline"),
        costly=_would("watch-costly", costly) if costly else "",
        saving=_would("watch-saving", saving) if saving else "",
    )


def _would(message: str, one: ScenarioResult) -> Sentence:
    size = (
        one.difference if one.difference > 0 else derive("0 - difference", "duty saved", "USD", to="scenarios", difference=one.difference)
    )
    return say(message, title=one.title, difference=size)


def without_effect(found: Briefing) -> Sentence:
    """The scenarios that change nothing on the day."""
    return (
        say("without-effect", titles=[say("quoted", name=one.title) for one in found.without_effect])
        if found.without_effect
        else Sentence()
    )


def contested(found: FactBook) -> Sentence:
    """How many questions the sources answer side by side, how many agree or are settled, and which stay open."""
    if not found.readings:
        return say("contested-none")
    numbers = {"count": found.question_count, "agree": found.read_as("agree"), "resolved": found.read_as("resolved")}
    return joined(say("contested", **numbers), still_open(found, "contested"))
