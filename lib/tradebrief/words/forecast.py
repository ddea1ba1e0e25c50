"""Sentences on what comes next: a round, a deal, the pull of deadlines, and how good the forecasts were. The words stand in ``en/forecast.ftl``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebrief.analysis.cadence.backtest import BackTest, Summary
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock, DealHorizon
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.steps import event_step
from tradebrief.words.messages import WithTrace, joined, say
from tradebrief.words.sentence import Sentence

CENTRAL = Trace(kind="convention", says="the interval with a tenth of the default's probability below it and a tenth above")

EXACT = Trace(kind="convention", says="the exact conditional interval (Clopper-Pearson on the share of deals near a deadline)")

LIKELIHOODS = (
    (0.04, "almost-none"), (0.20, "very-unlikely"), (0.45, "unlikely"), (0.55, "even"), (0.80, "likely"), (0.95, "very-likely"), (1.0, "almost-certain"),
)  # fmt: skip
"""Up to which probability a word of likelihood goes."""


def likelihood(p: float) -> Sentence:
    """The word for a probability."""
    return say("likelihood", level=next(level for most, level in LIKELIHOODS if round(p, 2) <= most))


def _central() -> WithTrace:
    return WithTrace(str(say("next-round-central")), CENTRAL)


def next_round(found: Forecast) -> Sentence:
    """The default forecast with its range over models, which is the result."""
    head = found.headline
    if found.ended:
        return say("next-round-after-deal")
    if found.note or head is None or found.median is None or found.interval80 is None:
        return say("next-round-none")
    if found.n < 5:
        return say("next-round-few", n=found.gap_count, share=found.prior_share)
    middle = found.median_day.value
    return say(
        "next-round",
        day=found.as_of,
        before=WithTrace(head.before, found.day_asked(head.before)),
        likelihood=likelihood(head.p),
        p=found.probability,
        models=WithTrace((head.low, head.high), found.model_range()),
        bayesian=WithTrace(head.bayesian, found.model_range(bayesian=True)),
        median=found.gap_at(0.5),
        median_day=WithTrace(middle if isinstance(middle, date) else "", found.median_day),
        central=_central(),
        interval=WithTrace(found.interval80, found.interval_width),
        n=found.gap_count,
    )


def next_round_in_short(found: Forecast) -> Sentence:
    """The same with its range over all models, and nothing else; in full where there is no such number."""
    head = found.headline
    if found.note or head is None or found.n < 5:
        return next_round(found)
    before, models = WithTrace(head.before, found.day_asked(head.before)), WithTrace((head.low, head.high), found.model_range())
    return say("next-round-in-short", before=before, likelihood=likelihood(head.p), p=found.probability, models=models)


def leaning(found: Forecast) -> Sentence:
    """What the forecast leans on, and how much depends on it."""
    weights = {"mean": found.prior_gap, "weight": found.prior_weight}
    basis = found.prior.basis
    first = say("leaning-class", gaps=found.reference.gap_count, **weights) if basis == "class" else say(f"leaning-{basis}", **weights)
    head = found.headline
    wide = head.sensitivity if head and found.n >= 5 else None
    return joined(first, say("leaning-sensitivity", range=WithTrace(wide, found.sensitivity_range)) if wide else None)


def outcome(found: Forecast) -> Sentence:
    """How it turned out, with the scores: one draw."""
    after, head = found.outcome, found.headline
    if found.ended:
        return say("outcome-after-deal")
    if after is None or head is None:
        return say("outcome-unknown", known_by=found.known_by)
    came, brier, _ = after.events[head.before]
    scores = say("outcome-single")
    if brier is not None:
        both = {"brier": found.score("(p - came) ** 2", "Brier score"), "log": found.score("ln(p if came else 1 - p)", "log score")}
        scores = say("outcome-scores", **both)
    if after.next_round is None or after.gap is None:
        told = say("outcome-no-round" if came is False else "outcome-no-further", known_by=after.known_by)
        return joined(told, scores if brier is not None else None)
    first = say(
        "outcome",
        day=WithTrace(after.next_round.start, found.next_round),
        gap=found.gap_that_came,
        inside="yes" if after.in_interval80 else "no",
        central=_central(),
    )
    return joined(first, scores)


def deal(found: DealClock) -> Sentence:
    """Time to a deal by both classes; the choice of class moves it most."""
    if found.deal:
        return say("deal-made", day=WithTrace(found.deal.start, event_step(found.deal)))
    told = [horizon for horizon in found.horizons if horizon.p is not None]
    if not told or not found.deals:
        return say("deal-none")
    chances = say("deal", chances=[_chance(found, one) for one in told], deals=found.deals, days=found.exposure)
    slow = None if told[-1].p_agreements is None else say("deal-agreements", p=found.chance_by_agreements(told[-1]))
    return joined(_capital(chances), slow)


def _chance(found: DealClock, horizon: DealHorizon) -> Sentence:
    """The chance of a deal by a day."""
    why = found.chance(horizon)
    return say("deal-chance", day=WithTrace(horizon.by, why), likelihood=likelihood(why), p=why)


def _capital(sentence: Sentence) -> Sentence:
    """A sentence that begins with a capital letter."""
    first, *rest = sentence.parts
    return Sentence(first[:1].upper() + first[1:], *rest) if isinstance(first, str) else sentence


def deadlines(found: DealClock) -> Sentence:
    """The pull of deadlines, labelled as the hindsight it is."""
    effect = found.effect
    if effect is None or effect.ratio is None or effect.low is None or effect.high is None:
        return say("deadlines-none")
    first = say(
        "deadlines",
        ratio=effect.times_as_often,
        window=WithTrace(effect.window, effect.days_near),
        level=WithTrace(str(say("deadlines-level")), EXACT),
        interval=WithTrace((effect.low, effect.high), effect.interval_width),
        deals=effect.deal_count,
    )
    bunched = say("deadlines-bunching", p=effect.bunching_p) if effect.p_lags and effect.p_lags >= 0.05 else None
    return joined(first, bunched, say("deadlines-caveat"))


def back_test(found: BackTest) -> Sentence:
    """Which model did best, and that the differences are noise."""
    summary = found.summary()
    if not summary:
        return say("back-test-none")
    default = next(one for one in summary if one.model == "M1")
    scores = {"log": found.mean_score("log_score"), "crps": found.mean_score("crps")}
    first = say("back-test", gaps=found.gap_count, hits=found.hits, rounds=found.rounds_of(default.model), central=_central(), **scores)
    return joined(first, _best(found, summary))


def _best(found: BackTest, summary: Sequence[Summary]) -> Sentence:
    """The model furthest ahead of the default on the rounds both foretold, and what such a lead is worth."""
    better = [one for one in summary if one.ahead_of_default is not None and one.error is not None and one.ahead_of_default > 0]
    if not better:
        return say("back-test-no-better")
    best = max(better, key=lambda one: one.ahead_of_default or 0)
    told = {"model": best.model, "about": best.about, "lead": found.lead(best.model), "error": found.lead_error(best.model)}
    if (best.ahead_of_default or 0) >= 2 * (best.error or 0):
        return say("back-test-few", rounds=found.rounds_of(best.model), **told)
    return say("back-test-noise", **told)
