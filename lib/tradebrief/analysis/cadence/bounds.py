"""What the dates that the articles alone leave open would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Any

import numpy as np

from tradebrief.analysis.cadence.gap_statistics import (
    Floats,
    burstiness,
    burstiness_corrected,
    days_of,
    median,
)
from tradebrief.analysis.cadence.trend_tests import (
    amsaa_beta,
    laplace,
)
from tradebrief.errors import ask_error
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.talks.chronicle import Chronicle
from tradebrief.talks.known_event import KnownEvent, weekdays
from tradebrief.talks.steps import event_step, event_steps

MOST_DATE_SETS = 200_000
"""Sets of dates looked at, at most; six rounds of which three are known by the week make 125."""


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
    def open_count(self) -> Quantity:
        """How many rounds the articles date by a span only."""
        steps = [event_step(one) for one in self.open_rounds]
        return count(steps, "rounds that the articles date by a span only", table="The rounds", to="bounds")

    @property
    def set_count(self) -> Quantity:
        """How many sets of dates the articles allow."""
        choices = " · ".join(map(str, self.choices))
        says = f"{{}} of {choices} sets of weekdays: those in which each round begins after the one before"
        return given(self.sets, says, kind="simulation", to="bounds", rests=event_steps(self.rounds))

    def range_of(self, name: str, what: str) -> Quantity:
        """How far apart the lowest and the highest value of a statistic lie over those sets; ``what`` names it."""
        low, high = self.ranges[name]
        over = f"{what} over {self.sets:,} sets of dates"
        lower = given(low, f"{{}}: lowest {over}", kind="simulation", rests=[self.set_count])
        upper = given(high, f"{{}}: highest {over}", kind="simulation")
        return derive("upper - lower", f"range of the {what}", "days", to="bounds", upper=upper, lower=lower)

    @property
    def choices(self) -> tuple[int, ...]:
        """On how many weekdays each round can have begun."""
        return tuple(1 if one.precise else len(weekdays(one.when)) for one in self.rounds)

    def to_dict(self) -> dict[str, Any]:
        """What the articles alone leave open."""
        return {
            "date_sets": self.sets,
            "open_rounds": [one.id for one in self.open_rounds],
            "bounds": {name: list(ends) for name, ends in self.ranges.items()},
        }


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
