"""Random draws of open numbers: each triangular between its low and high with its peak at the central value.

Numbers are drawn by turning uniform draws round (inverse of the distribution function), from a fixed seed, so that the same question has the
same answer to the last digit. A number whose low, central and high are one is that number in every draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tradebrief.records.assumption import Assumption

SEED = 20250614
COUNT = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Range:
    """The ends and the peak of an open number."""

    low: float
    central: float
    high: float

    @classmethod
    def of(cls, one: Assumption) -> Range:
        """The range of an assumption."""
        return cls(low=float(one.low), central=float(one.central), high=float(one.high))

    @property
    def mean(self) -> float:
        """The mean of the triangular distribution: a third of the sum of its corners."""
        return (self.low + self.central + self.high) / 3

    def narrow(self) -> Range:
        """The same without spread."""
        return Range(low=self.central, central=self.central, high=self.central)

    def at(self, uniform: np.ndarray) -> np.ndarray | float:
        """The number for uniform draws between 0 and 1 (written over them to spare memory); a plain number where there is no spread."""
        width = self.high - self.low
        if width <= 0:
            return self.central
        turn = (self.central - self.low) / width
        left, right = np.sqrt(width * (self.central - self.low)), np.sqrt(width * (self.high - self.central))
        below = uniform < turn
        np.subtract(1.0, uniform, out=uniform, where=~below)
        np.sqrt(uniform, out=uniform)
        return np.where(below, self.low + left * uniform, self.high - right * uniform)


@dataclass(frozen=True, kw_only=True)
class Band:
    """A result with its spread: the 5th and 95th hundredth of the draws, their mean, and the run at central values."""

    low: float
    central: float
    high: float
    mean: float

    def __iter__(self) -> object:
        return iter((self.low, self.central, self.high))


def band(values: np.ndarray, central: float) -> Band:
    """The band of a result; the hundredths are told from a sixteenth of the draws, the mean from all of them."""
    some = values[:: max(1, len(values) // 65_536)]
    low, high = (float(one) for one in np.quantile(some, [0.05, 0.95]))
    return Band(low=low, central=central, high=high, mean=float(values.mean()))


def ranges(assumptions: Mapping[str, Assumption], names: set[str]) -> dict[str, Range]:
    """The ranges of some assumptions, by name."""
    return {name: Range.of(assumptions[name]) for name in sorted(names)}
