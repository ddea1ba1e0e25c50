"""Sentences on the talks. The ladder of ``cadence`` decides what a sentence may claim at a number of gaps."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.pace.backtest import BackTest, Summary
from tradebrief.pace.cadence import Cadence
from tradebrief.pace.forecast import Forecast
from tradebrief.pace.survival import DealClock
from tradebrief.talks.records import inside
from tradebrief.words import talk_chains as chains
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of


def rounds(found: Cadence) -> Sentence:
    """How many rounds there were, and the gaps between them, which need no summary."""
    day = long_day(found.as_of)
    if not found.rounds:
        return Sentence(f"By {day} no round had begun", _planned(found), ".")
    first, last = found.rounds[0], found.rounds[-1]
    when = f"on {long_day(first.start)}" if first is last else f"from {long_day(first.start)} to {long_day(last.start)}"
    gaps = (
        f"; from start to start {'it' if found.n == 1 else 'they'} took {listed(list(map(str, found.gaps)), most=20)} days"
        if found.gaps
        else ""
    )
    return Sentence(
        f"By {day} there had been ", Part(number_of(len(found.rounds), "round"), "rounds", chains.of_count(found)), f", {when}{gaps}."
    )


def _planned(found: Cadence) -> str:
    planned = [f"{inside(one.event.says)} ({one.when})" for one in found.planned if one.kind == "round"]
    return f"; planned was {listed(planned)}" if planned else ""


def median(found: Cadence) -> Sentence:
    """The middle gap, from five gaps on."""
    value = found.statistics.median
    if "median" not in found.rung.allowed or value is None:
        return Sentence(f"Of {number_of(found.n, 'gap')} no summary is given: under five gaps no statistic with a name says anything.")
    return Sentence(f"The middle gap is {value:g} days (n = {found.n}), half of the gaps lie within {found.statistics.mad:g} days of it.")


def pace(found: Cadence) -> Sentence:
    """Whether the rounds come faster: never more than the number of gaps allows."""
    p, order = found.order.p_faster, found.order
    if "permutation p" not in found.rung.allowed or p is None:
        return Sentence(f"Whether the rounds come faster cannot be asked of {number_of(found.n, 'gap')}.")
    how = f"of all {order.orders:,} orders" if order.enumerated else f"of {order.orders:,} orders drawn"
    share = f"{how} of these {found.n} gaps {100 * p:.3g} % put the long ones as early as they came, or earlier (p = {p:.3f})"
    if p >= 0.05 and 1 - p >= 0.05:
        return Sentence("Acceleration ", Part("is not shown", "trend", chains.of_order(found)), f": {share}.")
    if "Mann-Kendall" not in found.rung.allowed:
        return Sentence(
            f"The order of the gaps is unusual, {share}, but {found.n} gaps are too few ",
            Part("to call it a trend", "trend", chains.of_order(found)),
            ".",
        )
    return Sentence(
        f"The rounds came {'closer together' if p < 0.5 else 'further apart'}: {share}; Mann-Kendall's tau is {order.tau:.2f} (p = {order.p_tau:.3f})."
    )


def trap(found: Cadence) -> Sentence:
    """What the wrong test would have said: reports follow rounds, so the day of a report is not fixed in advance."""
    wrong, right = found.time, found.event
    if found.n < 5 or wrong.lewis_robinson is None or right.lewis_robinson is None:
        return Sentence("The trap of taking the day of asking for a fixed end needs five gaps to be shown.")
    return Sentence(
        f"Were the day of asking fixed in advance, the Lewis-Robinson statistic would be {wrong.lewis_robinson:.2f}; ended at the last round, as it must be, ",
        f"it is {right.lewis_robinson:.2f}. Reports follow rounds, so the day of a report is not fixed in advance.",
    )


def articles_alone(found: Cadence) -> Sentence:
    """What the articles alone leave open, and what it would change."""
    bounds = found.bounds
    if not bounds.ranges:
        return Sentence("The articles alone do not yet tell of two rounds.")
    numbers = listed([str(one.event.number) for one in bounds.open_rounds], most=20)
    left = (
        f"leave the day of {number_of(len(bounds.open_rounds), 'round')} open (number {numbers})"
        if bounds.open_rounds
        else "give the day of every round"
    )
    (low, high), (short, long) = bounds.ranges["median"], bounds.ranges["span"]
    span = f"is {short:g} days throughout" if short == long else f"from {short:g} to {long:g} days"
    return Sentence(
        f"The articles alone {left}. Over all {number_of(bounds.sets, 'set')} of dates that this allows the middle gap runs from {low:g} to {high:g} days; ",
        f"the span from the first round to the last {span}.",
    )


def next_round(found: Forecast) -> Sentence:
    """The default forecast with its range over models, which is the result."""
    head = found.headline
    if found.note or head is None or found.median is None or found.interval80 is None:
        return Sentence(found.note or "Nothing can be forecast.")
    if found.n < 5:
        share = found.prior.weight / (found.prior.weight + found.n)
        return Sentence(
            f"With {number_of(found.n, 'gap')} a forecast would be the reference class speaking ({100 * share:.0f} % of its weight), and is left to the table."
        )
    (low, high), day = found.interval80, found.day(found.median)
    return Sentence(
        f"As of {long_day(found.as_of)} a next round before {long_day(head.before)} has a probability of ",
        Part(f"{head.p:.3f}", "forecast", chains.of_forecast(found)),
        f"; across the models one might fit it runs from {head.low:.3f} to {head.high:.3f}, ",
        f"across those with their own uncertainty from {head.bayesian[0]:.3f} to {head.bayesian[1]:.3f}. ",
        f"The median gap is {found.median:.1f} days ({long_day(day)}), the 80 % interval {low:.1f} to {high:.1f} days (n = {found.n}).",
    )


def leaning(found: Forecast) -> Sentence:
    """What the forecast leans on, and how much hangs on it."""
    reference, head = found.reference, found.headline
    basis = {
        "class": f"{number_of(len(reference.gaps), 'gap')} of other talks known that day, {found.prior.gap:.1f} days on average",
        "given": f"a given gap of {found.prior.gap:g} days",
        "assumed": f"an assumed gap of {found.prior.gap:g} days, since no gap of other talks was known that day",
    }[found.prior.basis]
    other = (
        f" Under other weights, gaps and shapes worth trying it runs from {head.sensitivity[0]:.3f} to {head.sensitivity[1]:.3f}."
        if head and found.n >= 5
        else ""
    )
    return Sentence(
        "The forecast leans on ",
        Part(basis, "reference", chains.of_class(found)),
        f", worth {found.prior.weight:g} gaps of our own.{other}",
    )


def outcome(found: Forecast) -> Sentence:
    """How it turned out, with the scores: one draw."""
    after, head = found.outcome, found.headline
    if found.ended:
        return Sentence("After a deal there is no next round whose coming could be scored.")
    if after is None or head is None:
        return Sentence(f"What came of it is not known as of {long_day(found.known_by)}.")
    came, brier, log_score = after.events[head.before]
    if after.next_round is None or after.gap is None:
        told = "no round came before that day" if came is False else "no further round is known"
        score = f" (Brier {brier:.3f}, log {log_score:.3f})" if brier is not None else ""
        return Sentence(f"As known by {long_day(after.known_by)} {told}{score}.")
    score = f"; the probability scores {brier:.3f} (Brier) and {log_score:.3f} (log)" if brier is not None else ""
    return Sentence(
        f"The next round began on {long_day(after.next_round.start)}, {number_of(after.gap, 'day')} after the last, ",
        f"{'inside' if after.in_interval80 else 'outside'} the 80 % interval{score}. One draw proves no forecast.",
    )


def deal(found: DealClock) -> Sentence:
    """Time to a deal by both classes; the choice of class moves it most."""
    if found.deal:
        return Sentence(f"The talks had ended in a deal on {long_day(found.deal.start)}.")
    told = [horizon for horizon in found.horizons if horizon.p is not None]
    if not told or not found.deals:
        return Sentence("No partner had yet come to a deal, so nothing is said of the time to one.")
    parts: list[str | Part] = [f"{number_of(found.deals, 'deal')} in {found.exposure:,} partner-days put the chance of a deal at "]
    for number, horizon in enumerate(told):
        parts += [
            " and " if number else "",
            Part(f"{horizon.p:.3f}", "deal", chains.of_deal(found, horizon)),
            f" by {long_day(horizon.by)}",
        ]
    agreements = told[-1].p_agreements
    contrast = (
        f" By the time that free trade agreements took the last would be {agreements:.3f}: the class moves the answer most."
        if agreements is not None
        else ""
    )
    return Sentence(*parts, f".{contrast}")


def deadlines(found: DealClock) -> Sentence:
    """The pull of deadlines, labelled as the hindsight it is."""
    effect = found.effect
    if effect is None or effect.ratio is None or effect.low is None or effect.high is None:
        return Sentence("Of a pull of deadlines nothing can be said: too few deals are known.")
    bunched = (
        f"; whether deals bunched at the end of the last window is not shown (p = {effect.p_lags:.2f})"
        if effect.p_lags and effect.p_lags >= 0.05
        else ""
    )
    return Sentence(
        f"In hindsight deals came {effect.ratio:.1f} times as often within {effect.window} days of a deadline (95 % interval {effect.low:.1f} to {effect.high:.0f}, "
        f"{effect.near_deals + effect.far_deals} deals){bunched}. The window was chosen afterwards and each deal moved the others: it is no forecast."
    )


def back_test(found: BackTest) -> Sentence:
    """Which model did best, and that the differences are noise."""
    summary = found.summary()
    if not summary:
        return Sentence("There are too few rounds to test a forecast on.")
    default = next(one for one in summary if one.model == "M1")
    return Sentence(
        f"Over {number_of(len(found.rounds) - 1, 'gap')} the default's mean log score is {default.mean_log:.3f}, its mean CRPS {default.mean_crps:.2f} days, ",
        f"and {default.hits} of {default.origins} gaps fell inside its 80 % interval. {_best(summary)}",
    )


def _best(summary: Sequence[Summary]) -> str:
    """The model furthest ahead of the default on the rounds both foretold, and what such a lead is worth."""
    ahead = [one for one in summary if one.ahead_of_default is not None and one.error is not None and one.ahead_of_default > 0]
    if not ahead:
        return "No model is ahead of it."
    best = max(ahead, key=lambda one: one.ahead_of_default or 0)
    lead, error = best.ahead_of_default or 0, best.error or 0
    worth = "noise" if lead < 2 * error else f"from {number_of(best.origins, 'gap')} it cannot carry a choice of model"
    return f"Furthest ahead of it is {best.model}, {best.about}, by {lead:.2f} with a standard error of {error:.2f}: {worth}."


def may_say(found: Cadence, made: Forecast, deals: DealClock) -> list[str]:
    """Everything a report may say at this number of gaps, a sentence each."""
    told = [rounds(found), median(found), pace(found)] if found.rounds else [rounds(found)]
    told += [next_round(made), leaning(made)] if made.last else [leaning(made)]
    if not found.rounds and found.deadlines:
        told.append(Sentence("Ahead lie " + listed([f"{inside(one.says)} ({long_day(one.stands)})" for one in found.deadlines]) + "."))
    told.append(deal(deals))
    if made.outcome and made.headline and made.n >= 5 and not made.ended:
        told.append(outcome(made))
    return [str(one) for one in told]
