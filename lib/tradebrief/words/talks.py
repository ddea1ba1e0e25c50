"""Sentences on the talks. The ladder of ``cadence`` decides what a sentence may claim at a number of gaps; the words stand in ``en/talks.ftl``."""

from __future__ import annotations

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.steps import deadline_step, event_step
from tradebrief.words.days import in_words
from tradebrief.words.forecast import deal, leaning, next_round, outcome
from tradebrief.words.messages import WithTrace, joined, lowered, say
from tradebrief.words.phrases import listed
from tradebrief.words.sentence import Sentence


def rounds(found: Cadence) -> Sentence:
    """How many rounds there were, and the intervals between them, which need no summary."""
    if not found.rounds:
        planned = [
            say("rounds-planned", says=lowered(one.event.says), day=WithTrace(in_words(one.when), event_step(one)))
            for one in found.planned
            if one.kind == "round"
        ]
        return say("rounds-none-planned", day=found.as_of, planned=planned) if planned else say("rounds-none", day=found.as_of)
    first, last = (WithTrace(one.start, event_step(one)) for one in (found.rounds[0], found.rounds[-1]))
    if not found.gaps:
        return say("rounds-one", day=found.as_of, count=found.round_count, first=first)
    gaps = WithTrace(listed(list(map(str, found.gaps)), most=20), found.span)
    return say("rounds", day=found.as_of, count=found.round_count, first=first, last=last, n=found.gap_count, gaps=gaps)


def median(found: Cadence) -> Sentence:
    """The median interval, from five intervals on."""
    if "median" not in found.rung.allowed or found.statistics.median is None:
        return say("median-none", gaps=found.gap_count)
    return say("median", median=found.median_gap, gaps=found.gap_count, deviation=found.gap_deviation)


def cadence(found: Cadence) -> Sentence:
    """Whether the rounds come faster: never more than the number of intervals allows."""
    p, order = found.order.p_faster, found.order
    if "permutation p" not in found.rung.allowed or p is None:
        return say("cadence-none", gaps=found.gap_count)
    test = say("permutation-exact" if order.enumerated else "permutation-drawn", orders=found.order_count, p=found.permutation_p)
    if p >= 0.05 and 1 - p >= 0.05:
        if 0.25 < p < 0.75:
            return say("cadence-even", test=test, gaps=found.gap_count)
        turn = WithTrace(str(say("cadence-faster" if p < 0.5 else "cadence-slower")), found.permutation_p)
        return say("cadence-chance", turn=turn, gaps=found.gap_count, test=test)
    if "Mann-Kendall" not in found.rung.allowed:
        return say("cadence-few", test=test, gaps=found.gap_count)
    turn = say("cadence-closer" if p < 0.5 else "cadence-apart")
    return say("cadence-trend", turn=turn, test=test, tau=found.kendall("tau"), p_tau=found.kendall("p"))


def trap(found: Cadence) -> Sentence:
    """What the wrong test would have said: reports follow rounds, so the day of a report is not fixed in advance."""
    if found.n < 5 or found.time.lewis_robinson is None or found.event.lewis_robinson is None:
        return say("trap-none")
    return say("trap", wrong=found.lewis_robinson_fixed, right=found.lewis_robinson)


def articles_alone(found: Cadence) -> Sentence:
    """What the articles alone leave open, and what it would change."""
    bounds = found.bounds
    if not bounds.ranges:
        return say("articles-none")
    (low, high), (short, long) = bounds.ranges["median"], bounds.ranges["span"]
    span, middle = bounds.range_of("span", "days from the first round to the last"), bounds.range_of("median", "median interval")
    return joined(
        _left_open(found),
        say("articles-median", sets=bounds.set_count, median=WithTrace((low, high), middle)),
        say("articles-span", span=WithTrace(short if short == long else (short, long), span)),
    )


def _left_open(found: Cadence) -> Sentence:
    rounds = found.bounds.open_rounds
    if not rounds:
        return say("articles-dated")
    why = found.bounds.open_count
    numbers = listed([str(one.event.number) for one in rounds], most=20)
    trace = Trace(kind="fact", says=why.trace.says, to="bounds", of=why.trace.of)
    return say("articles-open", count=why, numbers=WithTrace(numbers, trace))


def may_say(found: Cadence, made: Forecast, deals: DealClock) -> list[str]:
    """Everything a report may say at this number of gaps, a sentence each."""
    told = [rounds(found), median(found), cadence(found)] if found.rounds else [rounds(found)]
    told += [next_round(made), leaning(made)] if made.last else [leaning(made)]
    if not found.rounds and found.deadlines:
        lie = [say("rounds-planned", says=lowered(one.says), day=WithTrace(one.stands, deadline_step(one))) for one in found.deadlines]
        told.append(say("deadlines-ahead", deadlines=lie))
    told.append(deal(deals))
    if made.outcome and made.headline and made.n >= 5 and not made.ended:
        told.append(outcome(made))
    return [str(one) for one in told]
