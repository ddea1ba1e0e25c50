"""Sentences on the talks. The ladder of ``cadence`` decides what a sentence may claim at a number of gaps."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.cadence.backtest import BackTest, Summary
from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast import Forecast
from tradebrief.analysis.cadence.survival import DealClock, DealHorizon
from tradebrief.talks.chronicle import KnownEvent
from tradebrief.talks.records import inside
from tradebrief.words import forecast_chains as ahead
from tradebrief.words import talk_chains as chains
from tradebrief.words.sentence import Part, Piece, Sentence, in_row, linked, listed, long_day, number_of


def rounds(found: Cadence) -> Sentence:
    """How many rounds there were, and the gaps between them, which need no summary."""
    day = long_day(found.as_of)
    if not found.rounds:
        return Sentence(f"By {day} no round had begun", *_planned(found), ".")
    return Sentence(
        f"By {day} there had been ",
        Part(number_of(len(found.rounds), "round"), "rounds", chains.of_count(found)),
        *_days(found.rounds),
        *_gaps(found),
        ".",
    )


def _days(rounds: Sequence[KnownEvent]) -> list[Piece]:
    first, last = (Part(long_day(one.start), "rounds", chains.of_round(one)) for one in (rounds[0], rounds[-1]))
    return [", on ", first] if len(rounds) == 1 else [", from ", first, " to ", last]


def _gaps(found: Cadence) -> list[Piece]:
    if not found.gaps:
        return []
    took = f"; from start to start {'it' if found.n == 1 else 'they'} took "
    told = f"{listed(list(map(str, found.gaps)), most=20)} days"
    return [took, Part(told, "rounds", chains.of_gaps(found.rounds, found.gaps))]


def _planned(found: Cadence) -> list[Piece]:
    planned = [
        (f"{inside(one.event.says)} (", Part(str(one.when), why=chains.of_round(one)), ")") for one in found.planned if one.kind == "round"
    ]
    return ["; planned was ", *in_row(planned)] if planned else []


def median(found: Cadence) -> Sentence:
    """The middle gap, from five gaps on."""
    value = found.statistics.median
    if "median" not in found.rung.allowed or value is None:
        few = Part(number_of(found.n, "gap"), "rounds", chains.of_n(found))
        return Sentence("Of ", few, " no summary is given: under five gaps no statistic with a name says anything.")
    return Sentence(
        "The middle gap is ",
        Part(f"{value:g} days", "rounds", chains.of_median(found)),
        " (",
        Part(f"n = {found.n}", "rounds", chains.of_n(found)),
        "), half of the gaps lie ",
        Part(f"within {found.statistics.mad:g} days", "rounds", chains.of_mad(found)),
        " of it.",
    )


def pace(found: Cadence) -> Sentence:
    """Whether the rounds come faster: never more than the number of gaps allows."""
    p, order = found.order.p_faster, found.order
    if "permutation p" not in found.rung.allowed or p is None:
        few = Part(number_of(found.n, "gap"), "rounds", chains.of_n(found))
        return Sentence(few, " cannot show whether the rounds come faster.")
    why = chains.of_order(found)
    how = f"of all {order.orders:,} orders" if order.enumerated else f"of {order.orders:,} orders drawn"
    share = list(
        linked(f"{how} of these {found.n} gaps {100 * p:.3g} % put the long ones as early as they came, or earlier (p = {p:.3f})", why)
    )
    if p >= 0.05 and 1 - p >= 0.05:
        return Sentence("Acceleration ", Part("is not shown", "trend", why), ": ", *share, ".")
    if "Mann-Kendall" not in found.rung.allowed:
        few = Part(f"{found.n} gaps are too few", "rounds", chains.of_n(found))
        return Sentence("The order of the gaps is unusual, ", *share, ", but ", few, " ", Part("to call it a trend", "trend", why), ".")
    turn = "closer together" if p < 0.5 else "further apart"
    tau = linked(f"Mann-Kendall's tau is {order.tau:.2f} (p = {order.p_tau:.3f})", chains.of_tau(found))
    return Sentence(f"The rounds came {turn}: ", *share, "; ", *tau, ".")


def trap(found: Cadence) -> Sentence:
    """What the wrong test would have said: reports follow rounds, so the day of a report is not fixed in advance."""
    wrong, right = found.time, found.event
    if found.n < 5 or wrong.lewis_robinson is None or right.lewis_robinson is None:
        return Sentence("The trap of taking the day of asking for a fixed end needs five gaps to be shown.")
    return Sentence(
        "Were the day of asking fixed in advance, the Lewis-Robinson statistic would be ",
        Part(f"{wrong.lewis_robinson:.2f}", "trend", chains.of_trend(found, wrong)),
        "; ended at the last round, as it must be, it is ",
        Part(f"{right.lewis_robinson:.2f}", "trend", chains.of_trend(found, right)),
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
        Part(f"all {number_of(bounds.sets, 'set')} of dates", "bounds", chains.of_sets(found)),
        " that this allows the middle gap runs from ",
        Part(f"{low:g} to {high:g} days", "bounds", chains.of_range(found, "median", "middle gap")),
        f"; the span from the first round to the last {span[0]}",
        Part(span[1], "bounds", chains.of_range(found, "span", "days from the first round to the last")),
        f"{span[2]}.",
    )


def _left_open(found: Cadence) -> list[Piece]:
    rounds = found.bounds.open_rounds
    if not rounds:
        return ["give the day of every round"]
    numbers = listed([str(one.event.number) for one in rounds], most=20)
    why = chains.of_open(found)
    return [
        "leave the day of ",
        Part(number_of(len(rounds), "round"), "bounds", why),
        " open (",
        Part(f"number {numbers}", "bounds", why),
        ")",
    ]


def next_round(found: Forecast) -> Sentence:
    """The default forecast with its range over models, which is the result."""
    head = found.headline
    if found.note or head is None or found.median is None or found.interval80 is None:
        return Sentence(found.note or "Nothing can be forecast.")
    if found.n < 5:
        share = found.prior.weight / (found.prior.weight + found.n)
        why = ahead.of_weights(found)
        said = f"With {number_of(found.n, 'gap')} a forecast would be the reference class speaking ({100 * share:.0f} % of its weight), and is left to the table."
        return Sentence(*linked(said, why))
    bayesian = [model.name for model in found.models if model.bayesian]
    return Sentence(
        f"As of {long_day(found.as_of)} a next round before ",
        Part(long_day(head.before), why=ahead.of_day(found, head.before)),
        " has a probability of ",
        Part(f"{head.p:.3f}", "forecast", ahead.of_forecast(found)),
        "; across the models one might fit it runs from ",
        Part(f"{head.low:.3f} to {head.high:.3f}", "forecast", ahead.of_models(found, list(head.models), "one might fit")),
        ", across those with their own uncertainty from ",
        Part(
            f"{head.bayesian[0]:.3f} to {head.bayesian[1]:.3f}", "forecast", ahead.of_models(found, bayesian, "with their own uncertainty")
        ),
        ". The median gap is ",
        *_middle(found),
        ".",
    )


def _middle(found: Forecast) -> list[Piece]:
    """The median gap, its day, and the interval about it."""
    (low, high), middle = found.interval80 or (0.0, 0.0), found.median or 0.0
    return [
        Part(f"{middle:.1f} days ({long_day(found.day(middle))})", "forecast", ahead.of_median(found)),
        ", the ",
        Part(f"80 % interval {low:.1f} to {high:.1f} days", "forecast", ahead.of_interval80(found)),
        " (",
        Part(f"n = {found.n}", "rounds", chains.of_gaps(found.rounds, found.gaps)),
        ")",
    ]


def leaning(found: Forecast) -> Sentence:
    """What the forecast leans on, and how much hangs on it."""
    reference, head = found.reference, found.headline
    basis = {
        "class": f"{number_of(len(reference.gaps), 'gap')} of other talks known that day, {found.prior.gap:.1f} days on average",
        "given": f"a given gap of {found.prior.gap:g} days",
        "assumed": f"an assumed gap of {found.prior.gap:g} days, since no gap of other talks was known that day",
    }[found.prior.basis]
    other: list[Piece] = []
    if head and found.n >= 5:
        low, high = head.sensitivity
        other = [
            " Under other weights, gaps and shapes worth trying it runs from ",
            Part(f"{low:.3f} to {high:.3f}", why=ahead.of_sensitivity(found)),
            ".",
        ]
    return Sentence(
        "The forecast leans on ",
        Part(basis, "reference", ahead.of_class(found)),
        ", ",
        Part(f"worth {found.prior.weight:g} gaps", why=ahead.of_weight(found)),
        " of our own.",
        *other,
    )


def outcome(found: Forecast) -> Sentence:
    """How it turned out, with the scores: one draw."""
    after, head = found.outcome, found.headline
    if found.ended:
        return Sentence("After a deal there is no next round whose coming could be scored.")
    if after is None or head is None:
        return Sentence(f"What came of it is not known as of {long_day(found.known_by)}.")
    came, brier, log_score = after.events[head.before]
    one, other = (
        Part(f"{brier or 0:.3f}", why=ahead.of_score(found, after)),
        Part(f"{log_score or 0:.3f}", why=ahead.of_log_score(found, after)),
    )
    if after.next_round is None or after.gap is None:
        told = "no round came before that day" if came is False else "no further round is known"
        return Sentence(
            f"As known by {long_day(after.known_by)} {told}", *([] if brier is None else [" (Brier ", one, ", log ", other, ")"]), "."
        )
    return Sentence(
        "The next round began on ",
        Part(long_day(after.next_round.start), why=ahead.of_next(after)),
        ", ",
        Part(number_of(after.gap, "day"), why=ahead.of_outcome(found, after)),
        f" after the last, {'inside' if after.in_interval80 else 'outside'} the ",
        Part("80 % interval", "forecast", ahead.of_interval80(found)),
        *([] if brier is None else ["; the probability scores ", one, " (Brier) and ", other, " (log)"]),
        ". One draw proves no forecast.",
    )


def deal(found: DealClock) -> Sentence:
    """Time to a deal by both classes; the choice of class moves it most."""
    if found.deal:
        return Sentence("The talks had ended in a deal on ", Part(long_day(found.deal.start), why=ahead.of_made(found)), ".")
    told = [horizon for horizon in found.horizons if horizon.p is not None]
    if not told or not found.deals:
        return Sentence("No partner had yet come to a deal, so nothing is said of the time to one.")
    last = told[-1]
    contrast: list[Piece] = []
    if last.p_agreements is not None:
        slow = Part(f"{last.p_agreements:.3f}", "deal", ahead.of_agreements(found, last))
        contrast = [" Judged by how long free trade agreements took, the last would be ", slow, ": the choice of class matters most."]
    return Sentence(
        Part(number_of(found.deals, "deal"), "partners", ahead.of_deals(found)),
        " in ",
        Part(f"{found.exposure:,} partner-days", "partners", ahead.of_exposure(found)),
        " put the chance of a deal at ",
        *(piece for number, one in enumerate(told) for piece in (" and " if number else "", *_chance(found, one))),
        ".",
        *contrast,
    )


def _chance(found: DealClock, horizon: DealHorizon) -> list[Piece]:
    """The chance of a deal by a day."""
    why = ahead.of_deal(found, horizon)
    return [Part(f"{horizon.p:.3f}", "deal", why), " by ", Part(long_day(horizon.by), "deal", why)]


def deadlines(found: DealClock) -> Sentence:
    """The pull of deadlines, labelled as the hindsight it is."""
    effect = found.effect
    if effect is None or effect.ratio is None or effect.low is None or effect.high is None:
        return Sentence("Of a pull of deadlines nothing can be said: too few deals are known.")
    bunched: list[Piece] = []
    if effect.p_lags and effect.p_lags >= 0.05:
        why = Part(f"p = {effect.p_lags:.2f}", why=ahead.of_lags(effect))
        bunched = ["; whether deals bunched at the end of the last window is not shown (", why, ")"]
    return Sentence(
        "In hindsight deals came ",
        Part(f"{effect.ratio:.1f} times as often", why=ahead.of_ratio(found, effect)),
        " ",
        Part(f"within {effect.window} days", why=ahead.of_window(effect)),
        " of a deadline (",
        Part(f"95 % interval {effect.low:.1f} to {effect.high:.0f}", why=ahead.of_interval(found, effect)),
        ", ",
        Part(f"{effect.near_deals + effect.far_deals} deals", why=ahead.of_effect_deals(effect)),
        ")",
        *bunched,
        ". The window was chosen afterwards and each deal moved the others: it is no forecast.",
    )


def back_test(found: BackTest) -> Sentence:
    """Which model did best, and that the differences are noise."""
    summary = found.summary()
    if not summary:
        return Sentence("There are too few rounds to test a forecast on.")
    default = next(one for one in summary if one.model == "M1")
    return Sentence(
        "Over ",
        Part(number_of(len(found.rounds) - 1, "gap"), "back-test", ahead.of_tested(found)),
        " the default's mean log score is ",
        Part(f"{default.mean_log:.3f}", "back-test", ahead.of_mean(found, "log_score", default.mean_log)),
        ", its mean CRPS ",
        Part(f"{default.mean_crps:.2f} days", "back-test", ahead.of_mean(found, "crps", default.mean_crps)),
        ", and ",
        Part(f"{default.hits} of {default.origins} gaps", "back-test", ahead.of_hits(found)),
        " fell inside its ",
        Part("80 % interval", "back-test", ahead.of_hits(found)),
        ". ",
        *_best(found, summary),
    )


def _best(found: BackTest, summary: Sequence[Summary]) -> list[Piece]:
    """The model furthest ahead of the default on the rounds both foretold, and what such a lead is worth."""
    better = [one for one in summary if one.ahead_of_default is not None and one.error is not None and one.ahead_of_default > 0]
    if not better:
        return ["No model is ahead of it."]
    best = max(better, key=lambda one: one.ahead_of_default or 0)
    lead, error = best.ahead_of_default or 0, best.error or 0
    why = ahead.of_lead(found, best)
    worth: list[Piece] = ["the difference is noise."]
    if lead >= 2 * error:
        worth = ["from ", Part(number_of(best.origins, "gap"), "back-test", why), " it cannot carry a choice of model."]
    return [
        f"The best is {best.model}, {best.about}, ahead by ",
        Part(f"{lead:.2f}", "back-test", why),
        " with a standard error of ",
        Part(f"{error:.2f}", "back-test", ahead.of_error(found, best)),
        ": ",
        *worth,
    ]


def may_say(found: Cadence, made: Forecast, deals: DealClock) -> list[str]:
    """Everything a report may say at this number of gaps, a sentence each."""
    told = [rounds(found), median(found), pace(found)] if found.rounds else [rounds(found)]
    told += [next_round(made), leaning(made)] if made.last else [leaning(made)]
    if not found.rounds and found.deadlines:
        lie = [(f"{inside(one.says)} (", Part(long_day(one.stands), why=chains.of_deadline(one)), ")") for one in found.deadlines]
        told.append(Sentence("Ahead lie ", *in_row(lie), "."))
    told.append(deal(deals))
    if made.outcome and made.headline and made.n >= 5 and not made.ended:
        told.append(outcome(made))
    return [str(one) for one in told]
