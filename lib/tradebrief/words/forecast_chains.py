"""Chains from what is likely next down to formulas, gaps, reference classes, texts and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tradebrief.analysis.cadence.backtest import DEFAULT, BackTest, BacktestRound, Summary
from tradebrief.analysis.cadence.forecast import Forecast, ForecastOutcome, Horizon
from tradebrief.analysis.cadence.reference_class import ClassGap, ClassPartner
from tradebrief.analysis.cadence.survival import DAYS_A_MONTH, DeadlineEffect, DealClock, DealHorizon
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.records.assumption import Assumption
from tradebrief.words.steps import counted, formula, of_assumption, some
from tradebrief.words.talk_chains import of_deadline, of_gaps, of_round, of_rounds

# --- a next round -----------------------------------------------------------------------------


def of_forecast(made: Forecast) -> Trace:
    """The default's probability: its closed form, the gaps it counts, the class and the assumptions it leans on."""
    head = made.headline
    asked = f"P(gap ≤ {head.days} | gap > {made.elapsed}) = {head.p:.6f}" if head else "nothing asked"
    return formula(f"{asked}, {_law(made)}", *_basis(made), to="forecast")


def _law(made: Forecast) -> str:
    """The distribution of the next gap, in words that can be worked out anew."""
    prior, n, total = made.prior, made.n, sum(made.gaps)
    a, b = prior.shape * (prior.weight + n), prior.weight * prior.gap + total
    return (
        f"gap / {b:g} ~ beta prime ({prior.shape}, {a:g}): a = {prior.shape} ({prior.weight:g} + {n}), "
        f"b = {prior.weight:g} · {prior.gap:g} + {total}"
    )


def _basis(made: Forecast) -> tuple[Trace, ...]:
    """The gaps of our own, the class and the assumptions."""
    own = (of_gaps(made.rounds, made.gaps),) if made.gaps else of_rounds(made.rounds)
    return *own, class_in_short(made), *_assumed(made)


def class_in_short(made: Forecast) -> Trace:
    """The mean gap the default leans on."""
    if made.prior.basis == "class":
        says = f"{made.reference.title}, known by {made.reference.known_by}: mean of {', '.join(map(str, made.reference.days))} = {made.prior.gap:.6g}"
        return Trace(kind="table", says=f"{says}; seeds/classes/{made.reference.id}.yaml", to="reference", cite=_cite_class(made))
    if made.prior.basis == "assumed" and "prior-gap" in made.assumed:
        return of_assumption(made.assumed["prior-gap"])
    return Trace(kind="assumption", says=f"asked: a mean gap of {made.prior.gap:g} days")


def _cite_class(made: Forecast) -> str:
    return f"{made.reference.title}, seeds/classes/{made.reference.id}.yaml"


def of_class(made: Forecast) -> Trace:
    """The gaps of other talks: their mean, and the texts that tell of them."""
    if made.prior.basis != "class":
        return class_in_short(made)
    gaps = [_of_gap(gap) for gap in made.reference.gaps]
    days = made.reference.days
    says = f"({' + '.join(map(str, days))}) / {len(days)} = {made.prior.gap:.4f}: days from round to round of other talks, known by {made.reference.known_by}"
    return formula(
        says, *some(gaps, shown=f"The reference class as known by {made.reference.known_by}", to="reference", most=6), to="reference"
    )


def _of_gap(gap: ClassGap) -> Trace:
    """A gap of other talks, and the texts that tell of both its rounds."""
    texts = (Trace(kind="text", says=cite, cite=cite) for cite in gap.cites)
    return Trace(kind="fact", says=f"{gap.days} days: {gap.title}, {gap.start} to {gap.end}", of=tuple(texts))


def _assumed(made: Forecast) -> tuple[Trace, ...]:
    return of_weight(made), _prior(made.assumed, "gap-shape", made.prior.shape, "gamma gaps of shape")


def of_weight(made: Forecast) -> Trace:
    """How many gaps the class is worth."""
    return _prior(made.assumed, "prior-weight", made.prior.weight, "the class is worth as many gaps as")


def _prior(assumed: Mapping[str, Assumption], name: str, used: float, what: str) -> Trace:
    """A number of the prior: the assumption, or what was asked for in its place."""
    if name in assumed and float(assumed[name].central) == used:
        return of_assumption(assumed[name])
    return Trace(kind="assumption", says=f"asked: {what} {used:g}")


def of_weights(made: Forecast) -> Trace:
    """The share of the class in the forecast."""
    weight, n = made.prior.weight, made.n
    share = 100 * weight / (weight + n)
    return formula(
        f"{weight:g} / ({weight:g} + {n}) = {share:.4f} %: gaps the class is worth, of all", of_weight(made), *of_rounds(made.rounds)
    )


def of_models(made: Forecast, names: Sequence[str], what: str) -> Trace:
    """The lowest and the highest probability among some models."""
    head = made.headline
    assert head is not None
    ordered = sorted(names, key=lambda name: head.models[name])
    ends = " to ".join(f"{head.models[name]:.4f} ({name})" for name in (ordered[0], ordered[-1]))
    return formula(f"{ends}: lowest and highest of {len(names)} models {what}", *_basis(made), to="forecast")


def of_sensitivity(made: Forecast) -> Trace:
    """The default under every prior worth trying."""
    head = made.headline
    low, high = head.sensitivity if head else (0.0, 0.0)
    says = f"{low:.4f} to {high:.4f}: the default under the low, used and high end of mean gap, weight and shape"
    own = [of_gaps(made.rounds, made.gaps)] if made.gaps else []
    return formula(says, *own, *map(of_assumption, made.assumed.values()))


def of_day(made: Forecast, day: date) -> Trace:
    """The day before which a round is asked for: a deadline ahead, or four weeks on where none is known."""
    known = next((one for one in made.deadlines if one.stands == day), None)
    if known:
        return of_deadline(known)
    weeks = f"{made.as_of} + 28 days = {day}, for no deadline was known to lie ahead"
    return Trace(kind="convention", says=weeks if (day - made.as_of).days == 28 else f"asked: a round before {day}")


def of_median(made: Forecast) -> Trace:
    """The gap that is as likely to be passed as not, and its day."""
    middle = made.median or 0.0
    return _quantiles(made, f"P(gap ≤ {middle:.4f}) = 1/2, and {made.last} + {round(middle)} days = {made.day(middle)}")


def of_interval80(made: Forecast) -> Trace:
    """The gaps between which four fifths of the probability lie."""
    low, high = made.interval80 or (0.0, 0.0)
    return _quantiles(made, f"P(gap ≤ {low:.4f}) = 1/10, P(gap ≤ {high:.4f}) = 9/10")


def _quantiles(made: Forecast, says: str) -> Trace:
    """Days read off the default's distribution."""
    given = f", given that none has come for {made.elapsed} days" if made.elapsed else ""
    return formula(f"{says}{given}; {_law(made)}", *_basis(made), to="forecast")


def of_outcome(made: Forecast, after: ForecastOutcome) -> Trace:
    """The gap that came."""
    assert after.next_round is not None
    last = made.rounds[-1]
    return formula(f"{after.next_round.start} - {made.last} = {after.gap} days", of_round(last), of_next(after))


def of_next(after: ForecastOutcome) -> Trace:
    """The round that came."""
    assert after.next_round is not None
    return of_round(after.next_round, placed=False)


def of_score(made: Forecast, after: ForecastOutcome) -> Trace:
    """The Brier score of the probability."""
    (came, brier, _), head = _came(made, after)
    return _scored(made, after, f"({head.p:.6f} - {int(bool(came))})² = {brier or 0:.6f}")


def of_log_score(made: Forecast, after: ForecastOutcome) -> Trace:
    """The log score of the probability."""
    (came, _, logarithm), head = _came(made, after)
    return _scored(made, after, f"ln({head.p if came else 1 - head.p:.6f}) = {logarithm or 0:.6f}")


def _came(made: Forecast, after: ForecastOutcome) -> tuple[tuple[bool | None, float | None, float | None], Horizon]:
    assert made.headline is not None
    return after.events[made.headline.before], made.headline


def _scored(made: Forecast, after: ForecastOutcome, says: str) -> Trace:
    (came, _, _), head = _came(made, after)
    told = f"{says}: {'a' if came else 'no'} round came before {head.before}, as known by {after.known_by}"
    return formula(told, of_forecast(made), *([of_next(after)] if after.next_round else []))


# --- a deal -----------------------------------------------------------------------------------


def of_deals(found: DealClock) -> Trace:
    """How many partners had come to a deal."""
    return counted("partners with a deal", found.deals, _dealt(found.partners), shown="Partners under the pause", to="partners")


def _dealt(partners: Sequence[ClassPartner]) -> list[Trace]:
    return [
        Trace(kind="text", says=f"{one.id.replace('-', ' ')}: deal on {one.deal}; {one.source}", cite=cites.named(one.source))
        for one in partners
        if one.dealt
    ]


def of_exposure(found: DealClock) -> Trace:
    """The days for which partners were watched."""
    says = f"{' + '.join(str(one.days) for one in found.partners)} = {found.exposure:,} days of {len(found.partners)} partners without a deal or up to it"
    return formula(says, *_classes(found)[:1], *_dealt(found.partners)[:4], to="partners")


def _classes(found: DealClock) -> list[Trace]:
    """Both classes, as tables of the seeds."""
    return [
        Trace(
            kind="table",
            says=f"{one.title}; seeds/classes/{one.id}.yaml",
            to="partners" if one.origin else "",
            cite=cites.named(one.source) if one.source else f"{one.title}, seeds/classes/{one.id}.yaml",
        )
        for one in found.classes
    ]


def of_deal(found: DealClock, horizon: DealHorizon) -> Trace:
    """The chance of a deal by a day from the partners' days and deals."""
    says = f"1 - ({found.exposure} / ({found.exposure} + {horizon.days}))^({found.deals} + 1/2) = {horizon.p:.6f}"
    rate = Trace(kind="convention", says="a steady rate with Jeffreys' prior, Gamma(1/2, 0)")
    return formula(says, of_exposure(found), of_deals(found), rate, to="deal")


def of_agreements(found: DealClock, horizon: DealHorizon) -> Trace:
    """The chance of a deal by the time that free trade agreements took."""
    first = found.first_round
    months = (horizon.by - first).days / DAYS_A_MONTH if first else 0.0
    n = len(found.agreements)
    says = (
        f"({horizon.agreements_within} + 1/2) / ({n} + 1) = {horizon.p_agreements:.6f}: agreements signed within {months:.1f} months of their launch, "
        f"as {horizon.by} is of {first}"
    )
    return formula(says, *_classes(found)[1:], to="deal")


def of_made(found: DealClock) -> Trace:
    """The deal that ended the talks."""
    assert found.deal is not None
    return of_round(found.deal)


def of_window(effect: DeadlineEffect) -> Trace:
    """The days that count as near a deadline."""
    says = f"the {effect.window} days before {', '.join(map(str, effect.deadlines))} count as near; chosen after the deals were known"
    return Trace(kind="convention", says=says)


def of_ratio(found: DealClock, effect: DeadlineEffect) -> Trace:
    """How many times as often deals came near a deadline."""
    says = f"({effect.near_deals} / {effect.near_days}) / ({effect.far_deals} / {effect.far_days}) = {effect.ratio:.4f}: deals a partner-day, near and far"
    return formula(says, of_window(effect), *_dealt(effect.partners), *_classes(found)[:1])


def of_interval(found: DealClock, effect: DeadlineEffect) -> Trace:
    """The exact interval of that ratio."""
    says = (
        f"{effect.low:.4f} to {effect.high:.4f}: 95 % (Clopper-Pearson) of the share {effect.near_deals} of {effect.near_deals + effect.far_deals}, "
        f"as odds · {effect.far_days} / {effect.near_days}"
    )
    return formula(says, of_window(effect), *_dealt(effect.partners), *_classes(found)[:1])


def of_effect_deals(effect: DeadlineEffect) -> Trace:
    """How many deals there were."""
    return counted("deals of the partners", effect.near_deals + effect.far_deals, _dealt(effect.partners))


def of_lags(effect: DeadlineEffect) -> Trace:
    """Whether deals bunched at the end of the last window."""
    lags = ", ".join(map(str, effect.lags))
    says = (
        f"P(χ² with {2 * len(effect.lags)} degrees of freedom > {effect.lag_chi2:.4f}) = {effect.p_lags:.4f}: -2 Σ ln(days to the deadline / {effect.between}), "
        f"days {lags}"
    )
    return formula(says, of_window(effect), *_dealt(effect.partners))


# --- how good the forecasts were -----------------------------------------------------------------


def of_tested(found: BackTest) -> Trace:
    """How many gaps were foretold."""
    return formula(
        f"{len(found.rounds)} - 1 = {len(found.rounds) - 1} gaps of the rounds known by {found.known_by}",
        *of_rounds(found.rounds, placed=False),
    )


def of_mean(found: BackTest, what: str, value: float) -> Trace:
    """The mean of a score of the default; ``what`` is ``log_score`` or ``crps``."""
    scores = [getattr(one, what) for one in _origins(found, DEFAULT)]
    total = " + ".join(f"({score:.4f})" for score in scores)
    says = f"({total}) / {len(scores)} = {value:.4f}: mean of the {what.replace('_', ' ')} at each round"
    return formula(says, *_tested(found), to="back-test")


def of_hits(found: BackTest) -> Trace:
    """How many gaps fell inside the default's interval."""
    told = "; ".join(f"{one.gap} in {one.low80:.1f} to {one.high80:.1f}" for one in _origins(found, DEFAULT))
    hits = sum(one.hit for one in _origins(found, DEFAULT))
    return formula(f"{hits} counted: gaps inside the 80 % interval: {told}", *_tested(found), to="back-test")


def of_lead(found: BackTest, best: Summary) -> Trace:
    """How far a model is ahead of the default."""
    leads = _leads(found, best.model)
    total = " + ".join(f"({lead:.4f})" for lead in leads)
    says = f"({total}) / {len(leads)} = {best.ahead_of_default:.4f}: log score of {best.model} less that of {DEFAULT}, at each round both foretold"
    return formula(says, *_tested(found), to="back-test")


def of_error(found: BackTest, best: Summary) -> Trace:
    """The standard error of that lead."""
    leads = _leads(found, best.model)
    says = (
        f"spread / √{len(leads)} = {best.error:.4f}: the sample standard deviation of the {len(leads)} leads, over the root of their number"
    )
    return formula(says, of_lead(found, best), to="back-test")


def _leads(found: BackTest, model: str) -> list[float]:
    default = {one.after: one.log_score for one in _origins(found, DEFAULT)}
    return [one.log_score - default[one.after] for one in _origins(found, model) if one.after in default]


def _origins(found: BackTest, model: str) -> list[BacktestRound]:
    return [one for one in found.origins if one.model == model]


def _tested(found: BackTest) -> Sequence[Trace]:
    priors = {"prior-gap": found.prior_gap, "prior-weight": found.prior_weight, "gap-shape": float(found.shape)}
    return [of_tested(found), *(_prior(found.assumed, name, used, name.replace("-", " ")) for name, used in priors.items())]
