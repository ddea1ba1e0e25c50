"""Sentences on what comes next: a round, a deal, the pull of deadlines, and how good the forecasts were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebrief.analysis.cadence.backtest import BackTest, Summary
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock, DealHorizon
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.steps import event_step
from tradebrief.wording import long_day, number_of
from tradebrief.words.sentence import Part, Piece, Sentence, counted, linked

CENTRAL = Trace(kind="convention", says="the interval with a tenth of the default's probability below it and a tenth above")


EXACT = Trace(kind="convention", says="the exact conditional interval (Clopper-Pearson on the share of deals near a deadline)")


def next_round(found: Forecast) -> Sentence:
    """The default forecast with its range over models, which is the result."""
    head = found.headline
    if found.note or head is None or found.median is None or found.interval80 is None:
        return Sentence(found.note or "Nothing can be forecast.")
    if found.n < 5:
        share = found.prior_share
        said = f"With {number_of(found.n, 'gap')} a forecast would be the reference class speaking ({100 * share:.0f} % of its weight), and is left to the table."
        return Sentence(*linked(said, share))
    return Sentence(
        f"As of {long_day(found.as_of)} a next round before ",
        Part(long_day(head.before), trace=found.day_asked(head.before)),
        " has a probability of ",
        Part(f"{head.p:.3f}", trace=found.probability),
        "; across the models one might fit it runs from ",
        Part(f"{head.low:.3f} to {head.high:.3f}", trace=found.model_range()),
        ", across those with their own uncertainty from ",
        Part(f"{head.bayesian[0]:.3f} to {head.bayesian[1]:.3f}", trace=found.model_range(bayesian=True)),
        ". The median gap is ",
        *_middle(found),
        ".",
    )


def _middle(found: Forecast) -> list[Piece]:
    """The median gap, its day, and the interval about it."""
    (low, high), middle = found.interval80 or (0.0, 0.0), found.median or 0.0
    return [
        Part(f"{middle:.1f} days", trace=found.gap_at(0.5)),
        " (",
        Part(long_day(found.median_day.value), trace=found.median_day) if isinstance(found.median_day.value, date) else "no day",
        ")",
        ", the ",
        Part("80 %", trace=CENTRAL),
        " interval ",
        Part(f"{low:.1f} to {high:.1f} days", trace=found.interval_width),
        " (",
        Part(f"n = {found.n}", trace=found.gap_count),
        ")",
    ]


def leaning(found: Forecast) -> Sentence:
    """What the forecast leans on, and how much hangs on it."""
    reference, head = found.reference, found.headline
    whole = Part(f"{found.prior.gap:g} days", trace=found.prior_gap)
    basis: list[Piece] = {
        "class": [
            counted(reference.gap_count, "gap"),
            " of other talks known that day, ",
            Part(f"{found.prior.gap:.1f} days on average", trace=found.prior_gap),
        ],
        "given": ["a given gap of ", whole],
        "assumed": ["an assumed gap of ", whole, ", since no gap of other talks was known that day"],
    }[found.prior.basis]
    other: list[Piece] = []
    if head and found.n >= 5:
        low, high = head.sensitivity
        other = [
            " Under other weights, gaps and shapes worth trying it runs from ",
            Part(f"{low:.3f} to {high:.3f}", trace=found.sensitivity_range),
            ".",
        ]
    return Sentence(
        "The forecast leans on ",
        *basis,
        ", ",
        Part(f"worth {found.prior.weight:g} gaps", trace=found.prior_weight),
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
        Part(f"{brier or 0:.3f}", trace=found.score("(p - came) ** 2", "Brier score")),
        Part(f"{log_score or 0:.3f}", trace=found.score("ln(p if came else 1 - p)", "log score")),
    )
    if after.next_round is None or after.gap is None:
        told = "no round came before that day" if came is False else "no further round is known"
        return Sentence(
            f"As known by {long_day(after.known_by)} {told}", *([] if brier is None else [" (Brier ", one, ", log ", other, ")"]), "."
        )
    return Sentence(
        "The next round began on ",
        Part(long_day(after.next_round.start), trace=found.next_round),
        ", ",
        counted(found.gap_that_came, "day"),
        f" after the last, {'inside' if after.in_interval80 else 'outside'} the ",
        Part("80 % interval", trace=CENTRAL),
        *([] if brier is None else ["; the probability scores ", one, " (Brier) and ", other, " (log)"]),
        ". One draw proves no forecast.",
    )


def deal(found: DealClock) -> Sentence:
    """Time to a deal by both classes; the choice of class moves it most."""
    if found.deal:
        return Sentence("The talks had ended in a deal on ", Part(long_day(found.deal.start), trace=event_step(found.deal)), ".")
    told = [horizon for horizon in found.horizons if horizon.p is not None]
    if not told or not found.deals:
        return Sentence("No partner had yet come to a deal, so nothing is said of the time to one.")
    last = told[-1]
    contrast: list[Piece] = []
    if last.p_agreements is not None:
        slow = Part(f"{last.p_agreements:.3f}", trace=found.chance_by_agreements(last))
        contrast = [" Judged by how long free trade agreements took, the last would be ", slow, ": the choice of class matters most."]
    return Sentence(
        counted(found.deals, "deal"),
        " in ",
        counted(found.exposure, "partner-days", "partner-days"),
        " put the chance of a deal at ",
        *(piece for number, one in enumerate(told) for piece in (" and " if number else "", *_chance(found, one))),
        ".",
        *contrast,
    )


def _chance(found: DealClock, horizon: DealHorizon) -> list[Piece]:
    """The chance of a deal by a day."""
    why = found.chance(horizon)
    return [Part(f"{horizon.p:.3f}", trace=why), " by ", Part(long_day(horizon.by), trace=why)]


def deadlines(found: DealClock) -> Sentence:
    """The pull of deadlines, labelled as the hindsight it is."""
    effect = found.effect
    if effect is None or effect.ratio is None or effect.low is None or effect.high is None:
        return Sentence("Of a pull of deadlines nothing can be said: too few deals are known.")
    bunched: list[Piece] = []
    if effect.p_lags and effect.p_lags >= 0.05:
        why = Part(f"p = {effect.p_lags:.2f}", trace=effect.bunching_p)
        bunched = ["; whether deals bunched at the end of the last window is not shown (", why, ")"]
    return Sentence(
        "In hindsight deals came ",
        Part(f"{effect.ratio:.1f} times as often", trace=effect.times_as_often),
        " ",
        Part(f"within {effect.window} days", trace=effect.days_near),
        " of a deadline (",
        Part("95 %", trace=EXACT),
        " interval ",
        Part(f"{effect.low:.1f} to {effect.high:.0f}", trace=effect.interval_width),
        ", ",
        counted(effect.deal_count, "deal"),
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
        counted(found.gap_count, "gap"),
        " the default's mean log score is ",
        Part(f"{default.mean_log:.3f}", trace=found.mean_score("log_score")),
        ", its mean CRPS ",
        Part(f"{default.mean_crps:.2f} days", trace=found.mean_score("crps")),
        ", and ",
        counted(found.hits),
        " of ",
        counted(found.rounds_of(default.model), "gaps", "gaps"),
        " fell inside its ",
        Part("80 % interval", trace=CENTRAL),
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
    worth: list[Piece] = ["the difference is noise."]
    if lead >= 2 * error:
        worth = ["from ", counted(found.rounds_of(best.model), "gap"), " it cannot carry a choice of model."]
    return [
        f"The best is {best.model}, {best.about}, ahead by ",
        Part(f"{lead:.2f}", trace=found.lead(best.model)),
        " with a standard error of ",
        Part(f"{error:.2f}", trace=found.lead_error(best.model)),
        ": ",
        *worth,
    ]
