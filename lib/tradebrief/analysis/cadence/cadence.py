"""Cadence: how often the sides meet, what the gaps can and cannot show, and what the dates left open would change.

Gaps run from start to start in whole days. With few gaps most named statistics say nothing; ``ladder`` holds what may be
claimed at which number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from math import prod

import numpy as np

from tradebrief.analysis.cadence.gap_statistics import (
    MAD_TO_SIGMA,
    Floats,
    burstiness,
    burstiness_corrected,
    gaps_of,
    greenwood,
    greenwood_lower,
    local_variation,
    mad,
    median,
    memory,
    variation,
)
from tradebrief.analysis.cadence.trend_tests import (
    OrderTests,
    TrendTests,
    amsaa_beta,
    days_of,
    laplace,
    memory_upper,
    order_tests,
    trend_tests,
)
from tradebrief.errors import ask_error
from tradebrief.talks.chronicle import Chronicle, KnownEvent, Support, day_given, one_a_day, sources_of, starts_by, weekdays
from tradebrief.talks.records import DeadlineState
from tradebrief.workbook.workbook import Workbook

MOST_DATE_SETS = 200_000
"""Sets of dates looked at, at most; six rounds of which three are known by the week make 125."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """What may be said at a number of gaps, and what may not."""

    least: int
    allowed: tuple[str, ...]
    not_allowed: tuple[str, ...]


LADDER: tuple[Rung, ...] = (
    Rung(least=0, allowed=("the gaps themselves",), not_allowed=("any statistic with a name",)),
    Rung(
        least=5,
        allowed=("the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models"),
        not_allowed=("accelerating", "bursty", "p from a normal approximation", "plug-in intervals"),
    ),
    Rung(
        least=8,
        allowed=(
            "the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models",
            "Crow-AMSAA and Weibull with their intervals", "Mann-Kendall",
        ),
        not_allowed=("memory", "PIT histogram"),
    ),
    Rung(
        least=15,
        allowed=(
            "the gaps themselves", "median", "permutation p", "shrunk forecast with its range over models",
            "Crow-AMSAA and Weibull with their intervals", "Mann-Kendall", "memory", "local variation", "calibration plot",
        ),
        not_allowed=("Hawkes",),
    ),
    Rung(least=50, allowed=("all of these", "Hawkes", "covariates"), not_allowed=()),
)  # fmt: skip


def ladder(n: int) -> Rung:
    """The rung n gaps stand on.

    >>> ladder(5).not_allowed[0]
    'accelerating'
    """
    return max((rung for rung in LADDER if rung.least <= n), key=lambda rung: rung.least)


@dataclass(frozen=True, kw_only=True)
class GapStatistics:
    """Statistics of n gaps; ``None`` where n is too small for one to be defined. See the functions of the same names in ``gaps``.

    ``corrected`` counts gaps as n, ``corrected_events`` events, as some published code does. ``p_as_regular`` is the
    chance of gaps as regular as these or more so if they were Poisson (Greenwood's test, exact).
    """

    n: int
    total: int
    mean: float | None = None
    median: float | None = None
    mad: float | None = None
    mad_scaled: float | None = None
    variation: float | None = None
    burstiness: float | None = None
    corrected: float | None = None
    corrected_events: float | None = None
    greenwood: float | None = None
    p_as_regular: float | None = None
    memory: float | None = None
    p_memory: float | None = None
    local_variation: float | None = None


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The range of each statistic over all dates that the articles alone leave open: ``{name: (lowest, highest)}``.

    ``sets`` is how many sets of dates were looked at, ``open_rounds`` the rounds without an exact day; weekdays only.
    """

    sets: int
    rounds: tuple[KnownEvent, ...]
    ranges: Mapping[str, tuple[float, float]]

    @property
    def open_rounds(self) -> tuple[KnownEvent, ...]:
        """Rounds whose day the articles leave open."""
        return tuple(one for one in self.rounds if not one.precise)

    @property
    def choices(self) -> tuple[int, ...]:
        """On how many weekdays each round can have begun."""
        return tuple(1 if one.precise else len(weekdays(one.when)) for one in self.rounds)


@dataclass(frozen=True, kw_only=True)
class MeasureChange:
    """A change of a measure that the talks are about: the day it starts, since when that could be known, what it does and by which act."""

    day: date
    published: date
    measure: str
    title: str
    says: str
    act: str


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """The rounds of one negotiation up to a day, as known by a day, and what their gaps show.

    ``chronicle`` is the view by ``known_by``, ``on_the_day`` what could be known on ``as_of`` itself: plans and deadlines are read from it.
    ``event`` and ``event_from_clock`` are the tests to read (event-truncated, from the first round and from the act that started
    the clock); ``time`` and ``time_from_clock`` treat the asked day as fixed in advance and are kept as a warning.
    """

    chronicle: Chronicle
    on_the_day: Chronicle
    as_of: date
    known_by: date
    round_rule: str
    rounds: tuple[KnownEvent, ...]
    gaps: tuple[int, ...]
    statistics: GapStatistics
    order: OrderTests
    event: TrendTests
    time: TrendTests
    event_from_clock: TrendTests | None
    time_from_clock: TrendTests | None
    bounds: Bounds
    acts: tuple[MeasureChange, ...]

    @property
    def n(self) -> int:
        """How many gaps."""
        return len(self.gaps)

    @property
    def rung(self) -> Rung:
        """What may be said at this number of gaps."""
        return ladder(self.n)

    @property
    def ended(self) -> KnownEvent | None:
        """The deal that ended the talks by ``as_of``, if one did."""
        return self.chronicle.ended(self.as_of)

    @property
    def planned(self) -> tuple[KnownEvent, ...]:
        """What was planned, as known on the day, and could still come."""
        return tuple(one for one in self.on_the_day.events if one.status == "planned" and one.when.latest >= self.as_of)

    @property
    def deadlines(self) -> tuple[DeadlineState, ...]:
        """Deadlines ahead of ``as_of`` as they stood on the day, the nearest first."""
        return self.on_the_day.ahead(self.as_of)

    @cached_property
    def sources(self) -> tuple[tuple[str, str, str, str], ...]:
        """What the rounds rest on: event, source, where, known from."""
        return sources_of(self.rounds)


def cadence(
    book: Workbook,
    talks: str = "japan-us-2025",
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    clock: str = "publisher",
    round_rule: str = "start",
    support: Support = "all",
) -> Cadence:
    """The cadence of a negotiation: rounds begun by ``as_of``, known by ``known_by`` (everything, without one).

    ``support="articles"`` counts nothing but what the articles say; a round they date by the week is put on its middle weekday.
    A day before the first round is no error: the result then holds no gap, what was planned, and the deadlines ahead.
    """
    as_of, view = day_given(as_of), book.chronicle(talks, known_by=known_by, clock=clock, support=support)
    rounds = one_a_day(view.rounds(as_of, round_rule))
    starts, first_clock = starts_by(rounds, round_rule), view.negotiation.clock_starts
    gaps, until = gaps_of(starts), min(as_of, view.known_by)
    from_clock = gaps_of((first_clock, *starts)) if first_clock and starts and starts[0] > first_clock else ()
    return Cadence(
        chronicle=view,
        on_the_day=book.chronicle(talks, known_by=until, clock=clock, support=support),
        as_of=as_of,
        known_by=view.known_by,
        round_rule=round_rule,
        rounds=rounds,
        gaps=gaps,
        statistics=gap_statistics(gaps),
        order=order_tests(gaps),
        event=trend_tests(gaps),
        time=trend_tests(gaps, truncation="time", end=(until - starts[0]).days if starts else 0),
        event_from_clock=trend_tests(from_clock, origin=str(first_clock)) if from_clock else None,
        time_from_clock=trend_tests(from_clock, truncation="time", end=(until - first_clock).days, origin=str(first_clock))
        if from_clock and first_clock
        else None,
        bounds=bounds(book.chronicle(talks, known_by=until, clock=clock, support="articles"), as_of),
        acts=acts_known(book, talks, view.known_by),
    )


def acts_known(book: Workbook, talks: str, known_by: date) -> tuple[MeasureChange, ...]:
    """Every change of a measure the talks are about, as the law was published by a day; what changes nothing is left out."""
    found: list[MeasureChange] = []
    for measure in (book.measures[name] for name in book.talks[talks].about if name in book.measures):
        before = ""
        for day, entries in sorted(measure.duties.items()):
            known = [one for one in entries if one.published <= known_by and not one.expected]
            if known and known[-1].says != before:
                before, last = known[-1].says, known[-1]
                found.append(
                    MeasureChange(day=day, published=last.published, measure=measure.id, title=measure.title, says=last.says, act=last.act)
                )
    return tuple(sorted(found, key=lambda act: (act.day, act.measure)))


def gap_statistics(gaps: tuple[int, ...]) -> GapStatistics:
    """Every statistic that so many gaps define."""
    n, total = len(gaps), sum(gaps)
    if n == 0:
        return GapStatistics(n=0, total=0)
    one = GapStatistics(
        n=n, total=total, mean=total / n, median=float(median(gaps)), mad=float(mad(gaps)), mad_scaled=float(mad(gaps)) * MAD_TO_SIGMA
    )
    if n == 1:
        return one
    g, remembered = float(greenwood(gaps)), float(memory(gaps)) if n > 2 else float("nan")
    return GapStatistics(
        **{name: getattr(one, name) for name in ("n", "total", "mean", "median", "mad", "mad_scaled")},
        variation=float(variation(gaps)),
        burstiness=float(burstiness(gaps)),
        corrected=float(burstiness_corrected(gaps)),
        corrected_events=float(burstiness_corrected(gaps, n + 1)),
        greenwood=g,
        p_as_regular=greenwood_lower(g, n),
        memory=remembered if np.isfinite(remembered) else None,
        p_memory=memory_upper(gaps),
        local_variation=float(local_variation(gaps)),
    )


# --- what the articles alone leave open ---------------------------------------


def date_sets(rounds: tuple[KnownEvent, ...]) -> Floats:
    """Every set of start days the rounds can have had, as day numbers, one set a row: each on a weekday and after the one before."""
    choices = [[one.start.toordinal()] if one.precise else [day.toordinal() for day in weekdays(one.when)] for one in rounds]
    if prod(map(len, choices)) > MOST_DATE_SETS:
        raise ask_error(
            "dates",
            "leave too many sets open",
            prod(map(len, choices)),
            f"At most {MOST_DATE_SETS:,} are looked at; give some rounds a narrower span.",
        )
    sets = np.array(list(product(*choices)), dtype=float).reshape(-1, len(choices))
    return sets[(np.diff(sets, axis=1) > 0).all(axis=1)]


def _span(gaps: Floats) -> Floats:
    return gaps.sum(axis=-1)


def _event_laplace(gaps: Floats) -> Floats:
    days = days_of(gaps)
    return laplace(days[..., :-1], days[..., -1])


def _event_beta(gaps: Floats) -> Floats:
    days = days_of(gaps)
    return amsaa_beta(days[..., :-1], days[..., -1], gaps.shape[-1])


#: Each bounded statistic: its name, the gaps it needs at least, its function over sets of gaps.
BOUNDED: tuple[tuple[str, int, Callable[[Floats], Floats]], ...] = (
    ("span", 1, _span),
    ("median", 1, median),
    ("burstiness", 2, burstiness),
    ("corrected", 2, burstiness_corrected),
    ("laplace", 2, _event_laplace),
    ("beta", 2, _event_beta),
)


def bounds(view: Chronicle, as_of: date) -> Bounds:
    """The range of each statistic over every set of dates that a view (of the articles alone) leaves open."""
    rounds = view.rounds(as_of)
    if len(rounds) < 2:
        return Bounds(sets=min(len(rounds), 1), rounds=rounds, ranges={})
    sets = date_sets(rounds)
    gaps = np.diff(sets, axis=1)
    ranges = {name: _range(function(gaps)) for name, least, function in BOUNDED if gaps.shape[1] >= least and len(gaps)}
    if len(gaps) and gaps.shape[1] >= 2:
        days, end = days_of(gaps), (min(as_of, view.known_by).toordinal() - sets[:, 0])
        ranges["laplace_time"] = _range(laplace(days, end))
    return Bounds(sets=len(sets), rounds=rounds, ranges=ranges)


def _range(values: Floats) -> tuple[float, float]:
    return float(values.min()), float(values.max())
