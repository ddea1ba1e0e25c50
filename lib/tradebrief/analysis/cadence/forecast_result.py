"""The next round as it could be forecast on a day: the numbers, their chains, and how it turned out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar, Literal

from tradebrief.analysis.cadence.gap_summary import gap_steps
from tradebrief.analysis.cadence.horizons import ForecastOutcome, Horizon
from tradebrief.analysis.cadence.models import DEFAULT, Model, Prior
from tradebrief.analysis.cadence.predictive import (
    quantile,
)
from tradebrief.analysis.cadence.reference_class import GapClass
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, computed, count, derive, given
from tradebrief.provenance.steps import assumption
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.talks.chronicle import sources_of
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.steps import deadline_step, event_step, event_steps


@dataclass(frozen=True, kw_only=True, repr=False)
class Forecast(Result):
    """The next round as it could be forecast on a day.

    Days of ``median`` and the intervals count from the start of the last round, given that none has come for ``elapsed`` days.
    Without a round there is nothing to count from: ``last`` and the numbers are then ``None`` and ``note`` says so. After a deal
    (``ended``) the numbers only carry the gaps on. ``assumed`` are the assumptions behind the prior, by name.
    """

    talks: str
    as_of: date
    known_by: date
    round_rule: str
    rounds: tuple[KnownEvent, ...]
    gaps: tuple[int, ...]
    last: date | None
    elapsed: int
    prior: Prior
    reference: GapClass
    deadlines: tuple[DeadlineState, ...]
    models: tuple[Model, ...]
    horizons: tuple[Horizon, ...]
    ended: KnownEvent | None
    outcome: ForecastOutcome | None
    assumed: Mapping[str, Assumption] = field(default_factory=dict, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "horizon": Frame("horizons", "by_day=before days probability=p low high"),
        "model": Frame("model_rows", "model by_day probability"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {
        "chance of a round before the first day asked": "first_chance",
        "median gap": "median_gap",
        "note": "note",
    }
    _next: ClassVar[Sequence[str]] = ("tb.figures.talks.forecast(found)", "tb.backtest(book)", "tradebrief render negotiation_cadence")
    _heading: ClassVar[str] = "When the next round may come"

    @property
    def n(self) -> int:
        """How many gaps of our own."""
        return len(self.gaps)

    @cached_property
    def gap_steps(self) -> list[Quantity]:
        """Each gap of our own in days, from its rounds."""
        return gap_steps(self.rounds, self.gaps)

    @property
    def gap_count(self) -> Quantity:
        """How many gaps of our own."""
        return count(self.gap_steps, f"gaps known by {self.known_by}", table="The rounds", to="rounds")

    @cached_property
    def prior_gap(self) -> Quantity:
        """The mean gap the default leans on, in days: of the class, assumed, or asked for."""
        if self.prior.basis == "class" and self.reference.mean_gap is not None:
            return self.reference.mean_gap
        return self._assumed("prior-gap", self.prior.gap, "a mean gap of", "days")

    @cached_property
    def prior_weight(self) -> Quantity:
        """How many gaps of our own the class is worth."""
        return self._assumed("prior-weight", self.prior.weight, "the class is worth as many gaps as", "")

    def _assumed(self, name: str, used: float, what: str, unit: str) -> Quantity:
        """A number of the prior: the assumption, or what was asked for in its place."""
        if name in self.assumed and float(self.assumed[name].central) == used:
            return assumption(self.assumed[name])
        return given(used, f"asked: {what} {{}}", unit, kind="assumption")

    @cached_property
    def _law(self) -> dict[str, Quantity]:
        """The closed form of the default: gap / b is beta prime BP(k, a)."""
        k = self._assumed("gap-shape", self.prior.shape, "gamma gaps of shape", "")
        n = count(self.gap_steps, "gaps of our own") if self.gaps else given(0, "{} gaps of our own", rests=event_steps(self.rounds))
        total = (
            derive("sum(gaps)", "days from the first round to the last", "days", gaps=self.gap_steps)
            if self.gaps
            else given(0, "{} days of gaps")
        )
        a = derive("k * (weight + n)", "a: shape of the posterior", k=k, weight=self.prior_weight, n=n)
        b = derive(
            "weight * prior_gap + total",
            "b: scale of the posterior",
            "days",
            weight=self.prior_weight,
            prior_gap=self.prior_gap,
            total=total,
        )
        return {"k": k, "a": a, "b": b}

    @cached_property
    def _elapsed(self) -> Quantity:
        return given(self.elapsed, f"{{}} days without a round by {min(self.as_of, self.known_by)}")

    @cached_property
    def probability(self) -> Quantity:
        """The default's probability of a next round before the first day asked for."""
        head = self.headline
        assert head is not None
        days = given(head.days, f"{{}} days from the last round to the day before {head.before}", rests=[self.day_asked(head.before)])
        formula = "1 - gap_longer_than(days, k, a, b) / gap_longer_than(elapsed, k, a, b)"
        says = f"probability of a round before {head.before}, gap / b being beta prime BP(k, a)"
        return derive(formula, says, to="forecast", low=head.low, high=head.high, days=days, elapsed=self._elapsed, using=self._law)

    @property
    def first_chance(self) -> Quantity | None:
        """That probability; ``None`` where there is nothing to count from."""
        return self.probability if self.headline and self.last else None

    @property
    def median_gap(self) -> Quantity | None:
        """The median gap in days; ``None`` where there is nothing to count from."""
        return self.gap_at(0.5) if self.default and self.last else None

    @property
    def model_rows(self) -> list[tuple[str, date, float]]:
        """Each model's probability of a next round before each day asked for."""
        return [(model, one.before, p) for one in self.horizons for model, p in one.models.items()]

    def gap_at(self, share: float) -> Quantity:
        """The gap in days that is not exceeded with a probability of ``share``, given the days that have passed."""
        asked = given(share, "{} of the probability", kind="convention")
        says = f"gap not exceeded with a probability of {share:g}, gap / b being beta prime BP(k, a)"
        return derive(
            "gap_quantile(share, elapsed, k, a, b)", says, "days", to="forecast", share=asked, elapsed=self._elapsed, using=self._law
        )

    @property
    def median_day(self) -> Trace:
        """The day so many days after the last round as the median gap has."""
        return computed(
            "days_after(last, round(gap))", "day of the median gap", to="forecast", last=event_step(self.rounds[-1]), gap=self.gap_at(0.5)
        )

    @property
    def interval_width(self) -> Quantity:
        """How far apart the ends of the central 80% lie, in days."""
        return derive("upper - lower", "width of the central 80%", "days", to="forecast", upper=self.gap_at(0.9), lower=self.gap_at(0.1))

    def model_range(self, *, bayesian: bool = False) -> Quantity:
        """How far apart the lowest and the highest probability lie, over all models or those with their own uncertainty."""
        head = self.headline
        assert head is not None
        names = [model.name for model in self.models if model.bayesian or not bayesian]
        what = "with their own uncertainty" if bayesian else "one might fit"
        ends = {end: pick(names, key=head.models.__getitem__) for end, pick in (("lower", min), ("upper", max))}
        steps = {end: given(head.models[name], f"{{}} ({name})", kind="simulation", rests=[self.probability]) for end, name in ends.items()}
        return derive("upper - lower", f"lowest and highest of {len(names)} models {what}", to="forecast", using=steps)

    @property
    def sensitivity_range(self) -> Quantity:
        """How far apart the lowest and the highest probability of the default lie, over every prior worth trying."""
        low, high = self.headline.sensitivity if self.headline else (0.0, 0.0)
        under = "the default under the low, used and high end of mean gap, weight and shape"
        rests = [assumption(one) for one in self.assumed.values()]
        lower = given(low, f"{{}}: lowest, {under}", kind="simulation", rests=rests)
        return derive("upper - lower", under, lower=lower, upper=given(high, f"{{}}: highest, {under}", kind="simulation"))

    @property
    def prior_share(self) -> Quantity:
        """The share of the class in the forecast."""
        says = "gaps the class is worth, of all"
        return derive(
            "weight / (weight + gaps)",
            says,
            "ratio",
            weight=self.prior_weight,
            gaps=given(self.n, "{} gaps of our own", rests=event_steps(self.rounds)),
        )

    def day_asked(self, day: date) -> Trace:
        """The day before which a round is asked for: a deadline ahead, or four weeks on where none is known."""
        known = next((one for one in self.deadlines if one.stands == day), None)
        if known:
            return deadline_step(known)
        weeks = f"{self.as_of} + 28 days = {day}, for no deadline was known to lie ahead"
        return Trace(kind="convention", says=weeks if (day - self.as_of).days == 28 else f"asked: a round before {day}", value=day)

    @property
    def next_round(self) -> Trace:
        """The round that came, as known later."""
        assert self.outcome
        assert self.outcome.next_round
        return event_step(self.outcome.next_round, placed=False)

    @property
    def gap_that_came(self) -> Quantity:
        """The days from the last round to the one that came."""
        return derive("days_between(last, next)", "gap that came", "days", last=event_step(self.rounds[-1]), next=self.next_round)

    def score(self, formula: Literal["(p - came) ** 2", "ln(p if came else 1 - p)"], says: str) -> Quantity:
        """A score of the probability, once it was known what came."""
        after, head = self.outcome, self.headline
        assert after
        assert head
        came = after.events[head.before][0]
        told = f"{{}}: {'a' if came else 'no'} round came before {head.before}, as known by {after.known_by}"
        happened = given(int(bool(came)), told, kind="fact", rests=[self.next_round] if after.next_round else [])
        return derive(formula, says, p=self.probability, came=happened)

    @property
    def note(self) -> str:
        """Why the numbers are missing, or are only carried on; empty where they mean what they say."""
        if self.ended:
            return "After the deal no next round is to be expected; the numbers only carry the gaps on."
        return "" if self.last else "No round had begun: there is no day to count a next gap from."

    @property
    def default(self) -> Model | None:
        """The model the headline is taken from."""
        return next((model for model in self.models if model.name == DEFAULT), None)

    @cached_property
    def median(self) -> float | None:
        """The default's median gap in days from the last round."""
        return quantile(self.default.predictive, 0.5, self.elapsed) if self.default else None

    @cached_property
    def interval80(self) -> tuple[float, float] | None:
        """The default's central 80%."""
        return self._between(0.1, 0.9)

    @cached_property
    def interval50(self) -> tuple[float, float] | None:
        """The default's central 50%."""
        return self._between(0.25, 0.75)

    def _between(self, low: float, high: float) -> tuple[float, float] | None:
        model = self.default.predictive if self.default else None
        return (quantile(model, low, self.elapsed), quantile(model, high, self.elapsed)) if model else None

    @property
    def headline(self) -> Horizon | None:
        """The first day asked for."""
        return self.horizons[0] if self.horizons else None

    @property
    def sources(self) -> tuple[tuple[str, str, str, str], ...]:
        """What the rounds rest on: event, source, where, known from."""
        return sources_of(self.rounds)

    def day(self, gap: float) -> date | None:
        """The day so many days after the last round."""
        return self.last + timedelta(days=round(gap)) if self.last else None

    def _parts(self) -> dict[str, Any]:
        """The forecast: probabilities by day, the default's quantiles, every model, what it leans on, and what came of it."""
        head = self.headline
        return {
            "n": self.n,
            "last_round": self.last,
            "elapsed": self.elapsed,
            "p_before": {str(one.before): one.p for one in self.horizons},
            "p_before_midday": {str(one.before): one.midday for one in self.horizons},
            "median": self.median,
            "median_day": self.day(self.median) if self.median is not None else None,
            "interval80": list(self.interval80) if self.interval80 else None,
            "interval50": list(self.interval50) if self.interval50 else None,
            "models": dict(head.models) if head else {},
            "models_by_date": {str(one.before): dict(one.models) for one in self.horizons},
            "range": {str(one.before): [one.low, one.high] for one in self.horizons},
            "range_bayesian": {str(one.before): list(one.bayesian) for one in self.horizons},
            "sensitivity": {str(one.before): list(one.sensitivity) for one in self.horizons},
            "prior": asdict(self.prior),
            "reference_class": self.reference.to_dict(),
            "note": self.note,
            "outcome": self.outcome.to_dict() if self.outcome else None,
        }
