"""The gaps of one negotiation summed up: each as a number with its rounds, and every statistic that so many gaps define."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from tradebrief.analysis.cadence.gap_statistics import (
    MAD_TO_SIGMA,
    burstiness,
    burstiness_corrected,
    greenwood,
    greenwood_lower,
    local_variation,
    mad,
    median,
    memory,
    variation,
)
from tradebrief.analysis.cadence.trend_tests import memory_upper
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.steps import event_step, event_steps


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


def gap_steps(rounds: Sequence[KnownEvent], gaps: Sequence[int]) -> list[Quantity]:
    """Each gap in days, from the start of a round to the start of the next, by the day that counts of each."""
    first_days = [event_step(one) for one in rounds]
    days = [step.value for step in first_days if isinstance(step.value, date)]
    if list(gaps) != [(after - before).days for before, after in pairwise(days)]:  # counted by another day of each round than its first
        return [given(gap, "{} from one round to the next", "days", rests=event_steps(rounds)) for gap in gaps]
    return [
        derive("days_between(start, next)", f"{one.event.says} to {other.event.says}", "days", start=start, next=following)
        for (one, other), (start, following) in zip(pairwise(rounds), pairwise(first_days), strict=True)
    ]
