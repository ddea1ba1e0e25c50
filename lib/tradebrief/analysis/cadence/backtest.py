"""Rolling-origin back-test: at each round, every model foretells the next gap from the gaps so far, and is scored on what came.

Two priors stand side by side. *Fixed* is the assumption throughout, so that models differ in nothing else; *as known* is the
class as it was known on the day of each round. Few gaps, few scores: read the differences with their errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from math import sqrt
from statistics import mean, stdev
from typing import Any, ClassVar, Literal

from tradebrief.analysis.cadence.fitted import Exponential, LogNormal, fitted_power_law
from tradebrief.analysis.cadence.gap_statistics import gaps_of
from tradebrief.analysis.cadence.predictive import Predictive, averaged, by, own_only, quantile, shrunk
from tradebrief.analysis.cadence.reference_class import PRIORS, gaps_known
from tradebrief.analysis.cadence.scores import crps
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, Step, count, derive, given
from tradebrief.provenance.steps import assumption
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.talks.chronicle import Chronicle, one_a_day
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.steps import event_steps
from tradebrief.workbook.workbook import Workbook

Gaps = tuple[float, ...]
Maker = Callable[[Gaps, float, float, int], Predictive | None]

#: Each model: its short name, what it is, the gaps it needs, and how it is made from gaps, prior gap, prior weight and shape.
MODELS: tuple[tuple[str, str, int, Maker], ...] = (
    ("M0", "reference class only", 0, lambda gaps, mu, m, k: shrunk((), k=k, weight=m, prior_gap=mu)),
    ("M1", "shrunk: the default", 0, lambda gaps, mu, m, k: shrunk(gaps, k=k, weight=m, prior_gap=mu)),
    ("M2", "averaged over shapes 1 to 4", 0, lambda gaps, mu, m, k: averaged(gaps, weight=m, prior_gap=mu)),
    ("M3", "shrunk, shape 1", 0, lambda gaps, mu, m, k: shrunk(gaps, k=1, weight=m, prior_gap=mu)),
    ("M4", "own gaps only, Lomax", 1, lambda gaps, mu, m, k: own_only(gaps)),
    ("M5", "plug-in exponential", 1, lambda gaps, mu, m, k: Exponential(mean(gaps))),
    ("M6", "the last gap again, lognormal", 1, lambda gaps, mu, m, k: LogNormal(gaps[-1])),
    ("M7", "plug-in Crow-AMSAA", 2, lambda gaps, mu, m, k: fitted_power_law(gaps)),
)
DEFAULT = "M1"


@dataclass(frozen=True, kw_only=True)
class BacktestRound:
    """One model at one round: the gap that followed and how the model did on it."""

    model: str
    after: str
    origin: date
    gap: int
    log_score: float
    crps: float
    pit: float
    low80: float
    high80: float
    next_known_from: date

    @property
    def hit(self) -> bool:
        """Whether the gap fell inside the 80% interval."""
        return self.low80 <= self.gap <= self.high80


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One model over its origins: mean scores, hits of the 80% interval, and the mean difference of its log score from the default's."""

    model: str
    about: str
    origins: int
    mean_log: float
    mean_crps: float
    hits: int
    ahead_of_default: float | None
    error: float | None


@dataclass(frozen=True, kw_only=True, repr=False)
class BackTest(Result):
    """All models at all rounds of one negotiation, as known by a day.

    ``since`` splits off the origins whose next round could not be known by that day: those alone are out of sample for its reader.
    """

    talks: str
    known_by: date
    since: date | None
    prior_gap: float
    prior_weight: float
    shape: int
    rounds: tuple[KnownEvent, ...]
    origins: tuple[BacktestRound, ...]
    as_known: tuple[BacktestRound, ...]
    assumed: Mapping[str, Assumption] = field(default_factory=dict, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "model": Frame("summary", "model about n=origins mean_log_score=mean_log mean_crps ahead_of_default error"),
        "round": Frame("origins", "model event=after first_day=origin gap log_score crps pit low80 high80 hit known_from=next_known_from"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"gaps foretold": "gap_count", "inside the 80% interval": "hits"}
    _next: ClassVar[Sequence[str]] = ("tb.tables.talks.backtest(found)",)
    _heading: ClassVar[str] = "How the models would have done"

    def of(self, model: str) -> list[BacktestRound]:
        """One model at each round."""
        return [one for one in self.origins if one.model == model]

    @property
    def gap_count(self) -> Quantity:
        """How many gaps were foretold, one less than rounds."""
        rounds = count(event_steps(self.rounds, placed=False), "rounds")
        return derive(
            "rounds - 1", f"gaps of the rounds known by {self.known_by}", rounds=given(len(self.rounds), "{} rounds", rests=rounds.trace.of)
        )

    def mean_score(self, of: Literal["log_score", "crps"]) -> Quantity:
        """The mean of a score of the default over the rounds."""
        name = of.replace("_", " ")
        scores = [given(getattr(one, of), f"{{}}: {name} after {one.after}, gap of {one.gap} days") for one in self.of(DEFAULT)]
        return derive("sum(scores) / len(scores)", f"mean of the {name} at each round", to="back-test", scores=scores, rests=self._basis)

    @property
    def hits(self) -> Quantity:
        """How many gaps fell inside the default's 80% interval."""
        inside = [
            Trace(kind="table", says=f"{one.gap} in {one.low80:.1f} to {one.high80:.1f}", to="back-test")
            for one in self.of(DEFAULT)
            if one.hit
        ]
        return count(inside, "gaps inside the 80% interval", to="back-test", rests=self._basis)

    def lead(self, model: str) -> Quantity:
        """How far a model's log score is ahead of the default's, on the mean of the rounds that both foretold."""
        says = f"log score of {model} less that of {DEFAULT}, at each round both foretold"
        return derive("sum(leads) / len(leads)", says, to="back-test", leads=self._leads(model), rests=self._basis)

    def lead_error(self, model: str) -> Quantity:
        """The standard error of that lead."""
        says = "sample standard deviation of the leads, over the root of their number"
        return derive("stdev(leads) / sqrt(len(leads))", says, to="back-test", leads=self._leads(model), rests=self._basis)

    def rounds_of(self, model: str) -> Quantity:
        """How many rounds a model foretold."""
        steps = [Trace(kind="table", says=f"gap of {one.gap} days after {one.after}", to="back-test") for one in self.of(model)]
        return count(steps, f"gaps that {model} foretold", to="back-test")

    def _leads(self, model: str) -> list[Quantity]:
        default = {one.after: one.log_score for one in self.of(DEFAULT)}
        return [given(one.log_score - default[one.after], f"{{}} after {one.after}") for one in self.of(model) if one.after in default]

    @property
    def _basis(self) -> list[Step]:
        """The rounds, and the numbers of the prior."""
        priors = {"prior-gap": self.prior_gap, "prior-weight": self.prior_weight, "gap-shape": float(self.shape)}
        return [
            self.gap_count,
            *(
                assumption(self.assumed[name])
                if name in self.assumed and float(self.assumed[name].central) == used
                else given(used, f"asked: {name.replace('-', ' ')} {{}}", kind="assumption")
                for name, used in priors.items()
            ),
        ]

    def summary(self, *, out_of_sample: bool = False) -> tuple[Summary, ...]:
        """The models over all origins, or over those out of sample only."""
        return summarised([one for one in self.origins if not out_of_sample or (self.since and one.next_known_from > self.since)])

    @property
    def summary_as_known(self) -> tuple[Summary, ...]:
        """The models that lean on the class, with the class as known at each round."""
        return summarised(self.as_known)

    def _parts(self) -> dict[str, Any]:
        """The back-test for programs: every score by round, the means of each model, and what may be said."""
        return {
            "talks": self.talks,
            "known_by": self.known_by,
            "prior": {"gap": self.prior_gap, "weight": self.prior_weight, "shape": self.shape},
            "summary": [asdict(one) for one in self.summary()],
            "out_of_sample_since": self.since,
            "summary_out_of_sample": [asdict(one) for one in self.summary(out_of_sample=True)],
            "summary_as_known": [asdict(one) for one in self.summary_as_known],
            "origins": [asdict(one) | {"hit": one.hit} for one in self.origins],
        }


@tells_gaps
def backtest(
    book: Workbook,
    talks: str | None = None,
    *,
    known_by: date | str | None = None,
    clock: str = "publisher",
    prior_gap: float | None = None,
    prior_weight: float | None = None,
    shape: int | None = None,
) -> BackTest:
    """Back-test every model at every round known by a day, from the first one on.

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        known_by: use nothing published later; without one, everything
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone
        prior_gap: mean gap to lean on, in days; without one, that of the reference class
        prior_weight: how many gaps of our own that is worth
        shape: shape of the gamma gaps

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.backtest(book, known_by="2025-06-14").hits
        5
    """
    talks = book.talks_asked(talks)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    rounds = one_a_day(view.rounds(view.known_by))
    mu = prior_gap if prior_gap is not None else book.assumed("prior-gap")
    m = prior_weight if prior_weight is not None else book.assumed("prior-weight")
    k = shape if shape is not None else int(book.assumed("gap-shape"))
    means = {one.start: gaps_known(book, on=one.start, without=talks, clock=clock).mean or mu for one in rounds[:-1]}
    return BackTest(
        talks=talks,
        known_by=view.known_by,
        since=_articles_end(view),
        prior_gap=mu,
        prior_weight=m,
        shape=k,
        rounds=rounds,
        origins=tuple(_rolled(rounds, lambda _: mu, m, k, MODELS)),
        as_known=tuple(_rolled(rounds, means.__getitem__, m, k, MODELS[:4])),
        assumed={name: book.assumptions[name] for name in PRIORS if name in book.assumptions},
    )


def _rolled(
    rounds: Sequence[KnownEvent], prior_gap: Callable[[date], float], m: float, k: int, models: Sequence[tuple[str, str, int, Maker]]
) -> list[BacktestRound]:
    gaps = tuple(float(gap) for gap in gaps_of([one.start for one in rounds]))
    found = []
    for name, _, least, make in models:
        for j in range(least, len(gaps)):
            model = make(gaps[:j], prior_gap(rounds[j].start), m, k)
            if model is not None:
                found.append(_origin(name, model, rounds[j], rounds[j + 1]))
    return found


def _origin(name: str, model: Predictive, origin: KnownEvent, following: KnownEvent) -> BacktestRound:
    gap = (following.start - origin.start).days
    return BacktestRound(
        model=name,
        after=origin.id,
        origin=origin.start,
        gap=gap,
        log_score=model.log_density(gap),
        crps=crps(model, gap),
        pit=by(model, gap),
        low80=quantile(model, 0.1),
        high80=quantile(model, 0.9),
        next_known_from=following.settled_from,
    )


def summarised(origins: Sequence[BacktestRound]) -> tuple[Summary, ...]:
    """Each model's means over the origins given; differences from the default are paired by origin, with their standard error."""
    default = {one.after: one.log_score for one in origins if one.model == DEFAULT}
    found = []
    for name, about, _, _ in MODELS:
        own = [one for one in origins if one.model == name]
        if not own:
            continue
        paired = [one.log_score - default[one.after] for one in own if one.after in default]
        found.append(
            Summary(
                model=name,
                about=about,
                origins=len(own),
                mean_log=mean(one.log_score for one in own),
                mean_crps=mean(one.crps for one in own),
                hits=sum(one.hit for one in own),
                ahead_of_default=mean(paired) if paired and name != DEFAULT else None,
                error=stdev(paired) / sqrt(len(paired)) if len(paired) > 1 and name != DEFAULT else None,
            )
        )
    return tuple(found)


def _articles_end(view: Chronicle) -> date | None:
    """The day the last article that tells of a round was out."""
    days = [row.known_from for event in view.events if event.kind == "round" for row in event.rows if row.in_article]
    return max(days, default=None)
