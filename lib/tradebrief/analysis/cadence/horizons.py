"""What a forecast says of a day, and how it turned out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tradebrief.talks.known_event import KnownEvent


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

    def to_dict(self) -> dict[str, Any]:
        """What came of a forecast."""
        return {
            "known_by": self.known_by,
            "next_round": self.next_round.start if self.next_round else None,
            "gap": self.gap,
            "log_score": self.log_score,
            "pit": self.pit,
            "crps": self.crps,
            "in_interval80": self.in_interval80,
            "events": {str(day): dict(zip(("came", "brier", "log"), scores, strict=True)) for day, scores in self.events.items()},
        }
