"""What the trade of an origin owes on a day: the answer of ``account.expose``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.records.assumption import Assumption
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What the trade of an origin owes on ``as_of`` by the acts known on ``known_by``, at the trade of one year (duty on static trade).

    ``duty`` and ``ordinary`` are in dollars, both over ``customs_value``; ``low`` and ``high`` are the effective rate with every open number at the
    end that lowers or raises it; ``swings`` the rate at both ends of each one alone. ``coverage`` is the share of trade
    that owes an additional duty, ``None`` where that is not told. ``ask`` is the question made ready, ``None`` for what customs collected,
    which stands in the table ``kept``.
    """

    as_of: date
    known_by: date
    origin: str
    scenario: tuple[str, ...]
    convention: Convention
    trade: str
    customs_value: float
    duty: float
    ordinary: float
    coverage: float | None
    low: float
    high: float
    yen_per_dollar: float
    by_group: tuple[ExposurePart, ...]
    by_measure: tuple[ExposurePart, ...]
    swings: Mapping[str, tuple[float, float]]
    left_out: tuple[str, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]
    table: TradeTable = field(repr=False, compare=False)
    additional: np.ndarray = field(repr=False, compare=False)
    exchange: Assumption | None = field(default=None, repr=False, compare=False)
    ask: ExposureQuery | None = field(default=None, repr=False, compare=False)
    kept: Sheet | None = field(default=None, repr=False, compare=False)

    @property
    def effective_rate(self) -> float:
        """Duty over customs value, without the ordinary duty where the convention leaves it out."""
        return self.duty / self.customs_value if self.customs_value else 0.0

    @property
    def increase_over_mfn(self) -> float:
        """The additional duty over customs value."""
        return (self.duty - (self.ordinary if self.convention.mfn == "in" else 0.0)) / self.customs_value if self.customs_value else 0.0

    @property
    def duty_yen(self) -> float:
        """The duty in yen at the mean rate of exchange of the year of trade."""
        return self.duty * self.yen_per_dollar

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The rows behind it: chapter, group, customs value, ordinary and additional duty in dollars."""
        table = self.table
        return pd.DataFrame(
            {
                "chapter": table.chapter,
                "group": table.group,
                "lines": table.lines,
                "customs_value_usd": table.value[:, 0],
                "ordinary_duty_usd": table.duty[:, 0],
                "additional_duty_usd": self.additional,
            }
        )
