"""Sentences on the talks. The ladder of ``cadence`` decides what a sentence may claim at a number of gaps."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import inside
from tradebrief.talks.steps import deadline_step, event_step
from tradebrief.wording import long_day, number_of
from tradebrief.words.forecast import deal, leaning, next_round, outcome
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row, listed


def rounds(found: Cadence) -> Sentence:
    """How many rounds there were, and the gaps between them, which need no summary."""
    day = long_day(found.as_of)
    if not found.rounds:
        return Sentence(f"By {day} no round had begun", *_planned(found), ".")
    return Sentence(
        f"By {day} there had been ",
        counted(found.round_count, "round"),
        *_days(found.rounds),
        *_gaps(found),
        ".",
    )


def _days(rounds: Sequence[KnownEvent]) -> list[Piece]:
    first, last = (Part(long_day(one.start), trace=event_step(one)) for one in (rounds[0], rounds[-1]))
    return [", on ", first] if len(rounds) == 1 else [", from ", first, " to ", last]


def _gaps(found: Cadence) -> list[Piece]:
    if not found.gaps:
        return []
    took = f"; from start to start {'it' if found.n == 1 else 'they'} took "
    told = f"{listed(list(map(str, found.gaps)), most=20)} days"
    return [took, Part(told, trace=found.span)]


def _planned(found: Cadence) -> list[Piece]:
    planned = [
        (f"{inside(one.event.says)} (", Part(str(one.when), trace=event_step(one)), ")") for one in found.planned if one.kind == "round"
    ]
    return ["; planned was ", *in_row(planned)] if planned else []


def median(found: Cadence) -> Sentence:
    """The middle gap, from five gaps on."""
    value = found.statistics.median
    if "median" not in found.rung.allowed or value is None:
        few = counted(found.gap_count, "gap")
        return Sentence("Of ", few, " no summary is given: under five gaps no statistic with a name says anything.")
    return Sentence(
        "The middle gap is ",
        Part(f"{value:g} days", trace=found.median_gap),
        " (",
        Part(f"n = {found.n}", trace=found.gap_count),
        "), half of the gaps lie ",
        Part(f"within {found.statistics.mad:g} days", trace=found.gap_deviation),
        " of it.",
    )


def cadence(found: Cadence) -> Sentence:
    """Whether the rounds come faster: never more than the number of gaps allows."""
    p, order = found.order.p_faster, found.order
    if "permutation p" not in found.rung.allowed or p is None:
        return Sentence(counted(found.gap_count, "gap"), " cannot show whether the rounds come faster.")
    why = found.permutation_p
    share: list[Piece] = [
        "of all " if order.enumerated else "of ",
        counted(found.order_count),
        " orders of these " if order.enumerated else " orders drawn of these ",
        counted(found.gap_count),
        " gaps ",
        Part(f"{100 * p:.3g} %", trace=why),
        " put the long ones as early as they came, or earlier (p = ",
        Part(f"{p:.3f}", trace=why),
        ")",
    ]
    if p >= 0.05 and 1 - p >= 0.05:
        return Sentence("Acceleration ", Part("is not shown", trace=why), ": ", *share, ".")
    if "Mann-Kendall" not in found.rung.allowed:
        few = Part(f"{found.n} gaps are too few", trace=found.gap_count)
        return Sentence("The order of the gaps is unusual, ", *share, ", but ", few, " ", Part("to call it a trend", trace=why), ".")
    turn = "closer together" if p < 0.5 else "further apart"
    tau, p_tau = Part(f"{order.tau:.2f}", trace=found.kendall("tau")), Part(f"{order.p_tau:.3f}", trace=found.kendall("p"))
    return Sentence(f"The rounds came {turn}: ", *share, "; Mann-Kendall's tau is ", tau, " (p = ", p_tau, ").")


def trap(found: Cadence) -> Sentence:
    """What the wrong test would have said: reports follow rounds, so the day of a report is not fixed in advance."""
    wrong, right = found.time, found.event
    if found.n < 5 or wrong.lewis_robinson is None or right.lewis_robinson is None:
        return Sentence("The trap of taking the day of asking for a fixed end needs five gaps to be shown.")
    return Sentence(
        "Were the day of asking fixed in advance, the Lewis-Robinson statistic would be ",
        Part(f"{wrong.lewis_robinson:.2f}", trace=found.lewis_robinson_fixed),
        "; ended at the last round, as it must be, it is ",
        Part(f"{right.lewis_robinson:.2f}", trace=found.lewis_robinson),
        ". Reports follow rounds, so the day of a report is not fixed in advance.",
    )


def articles_alone(found: Cadence) -> Sentence:
    """What the articles alone leave open, and what it would change."""
    bounds = found.bounds
    if not bounds.ranges:
        return Sentence("The articles alone do not yet tell of two rounds.")
    (low, high), (short, long) = bounds.ranges["median"], bounds.ranges["span"]
    span = ("is ", f"{short:g} days", " throughout") if short == long else ("from ", f"{short:g} to {long:g} days", "")
    return Sentence(
        "The articles alone ",
        *_left_open(found),
        ". Over ",
        Part(f"all {number_of(bounds.sets, 'set')} of dates", trace=bounds.set_count),
        " that this allows the middle gap runs from ",
        Part(f"{low:g} to {high:g} days", trace=bounds.range_of("median", "middle gap")),
        f"; the span from the first round to the last {span[0]}",
        Part(span[1], trace=bounds.range_of("span", "days from the first round to the last")),
        f"{span[2]}.",
    )


def _left_open(found: Cadence) -> list[Piece]:
    rounds = found.bounds.open_rounds
    if not rounds:
        return ["give the day of every round"]
    numbers = listed([str(one.event.number) for one in rounds], most=20)
    why = found.bounds.open_count
    return [
        "leave the day of ",
        counted(why, "round"),
        " open (",
        Part(f"number {numbers}", trace=Trace(kind="fact", says=why.trace.says, to="bounds", of=why.trace.of)),
        ")",
    ]


def may_say(found: Cadence, made: Forecast, deals: DealClock) -> list[str]:
    """Everything a report may say at this number of gaps, a sentence each."""
    told = [rounds(found), median(found), cadence(found)] if found.rounds else [rounds(found)]
    told += [next_round(made), leaning(made)] if made.last else [leaning(made)]
    if not found.rounds and found.deadlines:
        lie = [(f"{inside(one.says)} (", Part(long_day(one.stands), trace=deadline_step(one)), ")") for one in found.deadlines]
        told.append(Sentence("Ahead lie ", *in_row(lie), "."))
    told.append(deal(deals))
    if made.outcome and made.headline and made.n >= 5 and not made.ended:
        told.append(outcome(made))
    return [str(one) for one in told]
