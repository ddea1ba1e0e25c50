"""When the next round is likely: a shrunk gamma renewal, and beside it every other model one might fit.

The default leans on a reference class worth a few gaps. What it says depends on the number of gaps and on the
span from the first round to the last only; what the models say together, lowest to highest, is the result.
Everything is computed from what was known on the day asked for; what came afterwards is kept apart as the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from statistics import mean

from tradebrief.analysis.cadence.gap_statistics import gaps_of
from tradebrief.analysis.cadence.predictive import (
    Exponential,
    Predictive,
    averaged,
    by,
    fitted_gamma,
    fitted_power_law,
    fitted_weibull,
    own_only,
    quantile,
    shrunk,
)
from tradebrief.analysis.cadence.reference_class import PRIORS, GapClass, gaps_known
from tradebrief.analysis.cadence.scores import came_before, crps, scored
from tradebrief.errors import ask_error
from tradebrief.records.assumption import Assumption
from tradebrief.talks.chronicle import Chronicle, KnownEvent, Support, day_given, days_asked, one_a_day, sources_of, starts_by
from tradebrief.talks.records import DeadlineState
from tradebrief.workbook.workbook import Workbook

DEFAULT = "shrunk"
"""The name of the model the headline is taken from."""

Gaps = tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Prior:
    """What the default leans on: a class worth ``weight`` gaps of mean ``gap`` days, and gaps of shape ``shape``.

    ``basis`` says where the mean comes from: *class* (computed from what was known), *given*, or *assumed* where no class was known.
    """

    gap: float
    weight: float
    shape: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model of the next gap: its name, what it is, whether it carries its own uncertainty (*bayesian*) or takes a fit for the truth."""

    name: str
    about: str
    bayesian: bool
    predictive: Predictive


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """The chance of a next round before a day (that day not included), by every model.

    ``p`` is the default's in whole days; ``midday`` counts from noon to noon, so that chances of single days add up. ``low`` and ``high``
    span all models, ``bayesian`` those with their own uncertainty, ``sensitivity`` the default under other priors.
    """

    before: date
    days: int
    p: float
    midday: float
    models: Mapping[str, float]
    bayesian: tuple[float, float]
    sensitivity: tuple[float, float]

    @property
    def low(self) -> float:
        """The lowest of the models."""
        return min(self.models.values())

    @property
    def high(self) -> float:
        """The highest of the models."""
        return max(self.models.values())


@dataclass(frozen=True, kw_only=True)
class ForecastOutcome:
    """How it turned out, as known later: the next round, the scores of the default on the gap, and of each probability.

    ``events`` holds for each day asked whether a round came before it, with Brier and log score; ``None`` where that was not yet known.
    """

    known_by: date
    next_round: KnownEvent | None
    gap: int | None
    log_score: float | None
    pit: float | None
    crps: float | None
    in_interval80: bool | None
    events: Mapping[date, tuple[bool | None, float | None, float | None]]


@dataclass(frozen=True, kw_only=True)
class Forecast:
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

    @property
    def n(self) -> int:
        """How many gaps of our own."""
        return len(self.gaps)

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
        """The default's central 80 %."""
        return self._between(0.1, 0.9)

    @cached_property
    def interval50(self) -> tuple[float, float] | None:
        """The default's central 50 %."""
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


def forecast(
    book: Workbook,
    talks: str = "japan-us-2025",
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    before: Sequence[date] = (),
    clock: str = "publisher",
    round_rule: str = "start",
    prior_gap: float | str | None = None,
    prior_weight: float | None = None,
    shape: int | None = None,
    support: Support = "all",
) -> Forecast:
    """The forecast of a next round, as of a day, for each day in ``before`` (without any: the legal deadlines then ahead).

    The class and the deadlines are those known by the earlier of ``as_of`` and ``known_by``; ``prior_gap``, ``prior_weight``
    and ``shape`` take the place of the class mean (*class*) and of the assumptions.
    """
    as_of, view = day_given(as_of), book.chronicle(talks, known_by=known_by, clock=clock, support=support)
    until = min(as_of, view.known_by)
    rounds = one_a_day(view.rounds(as_of, round_rule))
    starts = starts_by(rounds, round_rule)
    gaps, last = gaps_of(starts), starts[-1] if starts else None
    reference = gaps_known(book, on=until, without=talks, clock=clock)
    prior = prior_of(book, reference, gap=prior_gap, weight=prior_weight, shape=shape)
    models = models_of(gaps, prior) if last else ()
    elapsed = max((until - last).days, 0) if last else 0
    ahead = book.chronicle(talks, known_by=until, clock=clock).ahead(as_of)
    days = days_asked(before, as_of, ahead)
    default = next((model.predictive for model in models if model.name == DEFAULT), None)
    horizons = tuple(_horizon(day, last, elapsed, models, gaps, prior, book) for day in days) if last else ()
    return Forecast(
        talks=talks,
        as_of=as_of,
        known_by=view.known_by,
        round_rule=round_rule,
        rounds=rounds,
        gaps=gaps,
        last=last,
        elapsed=elapsed,
        prior=prior,
        reference=reference,
        deadlines=ahead,
        models=models,
        horizons=horizons,
        ended=view.ended(as_of),
        outcome=_outcome(view, as_of, last, default, horizons, round_rule, elapsed),
        assumed={name: book.assumptions[name] for name in PRIORS if name in book.assumptions},
    )


def prior_of(
    book: Workbook, reference: GapClass, *, gap: float | None = None, weight: float | None = None, shape: int | None = None
) -> Prior:
    """The prior: what is given, else the mean of the class as known, else the assumption."""
    gap = None if gap == "class" else gap
    if gap is not None and not (isinstance(gap, int | float) and 0 < gap < 10_000):
        raise ask_error("prior_gap", "is no gap in days", gap, "Give a number above 0, as 28, or 'class'.")
    if weight is not None and not 0 < weight < 1_000:
        raise ask_error("prior_weight", "is no number of gaps", weight, "Give a number above 0, as 2.")
    if shape is not None and shape not in range(1, 11):
        raise ask_error("shape", "is no shape of the gaps", shape, "Give a whole number from 1 to 10, as 2.")
    basis = "given" if gap is not None else "class" if reference.gaps else "assumed"
    return Prior(
        gap=float(gap) if gap is not None else reference.mean or book.assumed("prior-gap"),
        weight=weight if weight is not None else book.assumed("prior-weight"),
        shape=shape if shape is not None else int(book.assumed("gap-shape")),
        basis=basis,
    )


def models_of(gaps: Sequence[int], prior: Prior) -> tuple[Model, ...]:
    """Every model that so many gaps allow, the class alone first, the boldest last."""
    own = tuple(float(gap) for gap in gaps)
    lean = {"weight": prior.weight, "prior_gap": prior.gap}
    found: list[tuple[str, str, bool, Predictive | None]] = [
        ("reference class only", "gamma gaps, our own left out", True, shrunk((), k=prior.shape, **lean)),
        (DEFAULT, f"gamma gaps of shape {prior.shape}, shrunk to the class: the default", True, shrunk(own, k=prior.shape, **lean)),
    ]
    found += [(f"shrunk, shape {k}", f"the same with shape {k}", True, shrunk(own, k=k, **lean)) for k in (1, 2, 3) if k != prior.shape]
    found.append(("averaged over shapes", "shapes 1 to 4, weighted by how well they foretold our gaps", True, averaged(own, **lean)))
    found += _own_models(own)
    return tuple(
        Model(name=name, about=about, bayesian=bayesian, predictive=model) for name, about, bayesian, model in found if model is not None
    )


def _own_models(own: Gaps) -> list[tuple[str, str, bool, Predictive | None]]:
    """The models that need gaps of our own."""
    if not own:
        return []
    return [
        ("own gaps only", "exponential gaps, no class", True, own_only(own)),
        ("plug-in exponential", "the mean so far taken for the truth", False, Exponential(mean(own))),
        ("plug-in gamma", "the likeliest gamma taken for the truth", False, fitted_gamma(own)),
        ("plug-in Weibull", "the likeliest Weibull taken for the truth", False, fitted_weibull(own)),
        ("plug-in Crow-AMSAA", "the likeliest trend carried on", False, fitted_power_law(own)),
    ]


def _horizon(day: date, last: date, elapsed: int, models: Sequence[Model], gaps: Sequence[int], prior: Prior, book: Workbook) -> Horizon:
    """Before a day means by the day before it."""
    days = (day - last).days - 1
    each = {model.name: by(model.predictive, days, elapsed) for model in models}
    default = next(model.predictive for model in models if model.name == DEFAULT)
    bayesian = [each[model.name] for model in models if model.bayesian]
    return Horizon(
        before=day,
        days=days,
        p=each[DEFAULT],
        midday=by(default, days + 0.5, elapsed + 0.5),
        models=each,
        bayesian=(min(bayesian), max(bayesian)),
        sensitivity=sensitivity(book, gaps, prior, lambda model: by(model, days, elapsed)),
    )


def sensitivity(book: Workbook, gaps: Sequence[int], prior: Prior, asked: Callable[[Predictive], float]) -> tuple[float, float]:
    """The lowest and highest answer of the default over every prior worth trying: low, used and high of gap, weight and shape."""
    own = tuple(float(gap) for gap in gaps)
    tried = [
        sorted({book.assumed(name, "low"), used, book.assumed(name, "high")})
        for name, used in (("prior-gap", prior.gap), ("prior-weight", prior.weight), ("gap-shape", float(prior.shape)))
    ]
    answers = [asked(shrunk(own, k=int(k), weight=weight, prior_gap=gap)) for gap, weight, k in product(*tried)]
    return min(answers), max(answers)


def _outcome(
    view: Chronicle, as_of: date, last: date | None, default: Predictive | None, horizons: Sequence[Horizon], rule: str, elapsed: int
) -> ForecastOutcome | None:
    """What the view knows of the time after ``as_of``; ``None`` when it knows nothing of it."""
    if view.known_by <= as_of or last is None or default is None:
        return None
    later = [one for one in one_a_day(view.rounds(view.known_by, rule)) if starts_by((one,), rule)[0] > as_of]
    following = starts_by((later[0],), rule)[0] if later else None
    gap = (following - last).days if following else None
    share = by(default, gap) if gap else None
    given = by(default, gap, elapsed) if gap else None
    return ForecastOutcome(
        known_by=view.known_by,
        next_round=later[0] if later else None,
        gap=gap,
        log_score=default.log_density(gap) if gap else None,
        pit=share,
        crps=crps(default, gap) if gap else None,
        in_interval80=None if given is None else 0.1 <= given <= 0.9,
        events={one.before: scored(one.p, came_before(following, one.before, view.known_by)) for one in horizons},
    )
