"""When the next round is likely: a shrunk gamma renewal, and beside it every other model one might fit.

The default leans on a reference class worth a few gaps. What it says depends on the number of gaps and on the
span from the first round to the last only; what the models say together, lowest to highest, is the result.
Everything is computed from what was known on the day asked for; what came afterwards is kept apart as the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product

from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.gap_statistics import gaps_of
from tradebrief.analysis.cadence.horizons import ForecastOutcome, Horizon
from tradebrief.analysis.cadence.models import DEFAULT, Model, Prior, models_of
from tradebrief.analysis.cadence.predictive import (
    Predictive,
    by,
    shrunk,
)
from tradebrief.analysis.cadence.reference_class import PRIORS, GapClass, gaps_known
from tradebrief.analysis.cadence.scores import came_before, crps, scored
from tradebrief.errors import ask_error
from tradebrief.results.missing import tells_gaps
from tradebrief.talks.chronicle import Chronicle, Support, day_asked, days_asked, one_a_day, starts_by
from tradebrief.workbook.workbook import Workbook


@tells_gaps
def forecast(
    book: Workbook,
    talks: str | None = None,
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

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        before: days by which a next round or a deal may come; without any, the deadlines ahead
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone
        round_rule: what counts as a round: ``start``, ``last day``, ``with treasury`` or ``contacts``
        prior_gap: mean gap to lean on, in days; without one, that of the reference class
        prior_weight: how many gaps of our own that is worth
        shape: shape of the gamma gaps
        support: ``articles`` to use nothing but what the articles say

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.forecast(book, as_of="2025-06-14", known_by="2025-06-14", before=["2025-06-21"]).first_chance
        0.208335 (0.0955531 to 0.716988)
    """
    talks = book.talks_asked(talks)
    view = book.chronicle(talks, known_by=known_by, clock=clock, support=support)
    as_of = day_asked(as_of, view)
    until = min(as_of, view.known_by)
    rounds = one_a_day(view.rounds(as_of, round_rule))
    gaps, last = gaps_of(starts := starts_by(rounds, round_rule)), starts[-1] if starts else None
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
    book: Workbook, reference: GapClass, *, gap: float | str | None = None, weight: float | None = None, shape: int | None = None
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
