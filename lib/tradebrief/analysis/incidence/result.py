"""The response of trade to a duty: outcomes with their range, and the chain behind each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd

from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.incidence.draws import SEED, Band
from tradebrief.provenance.quantity import Quantity, Step, derive, given, some
from tradebrief.provenance.steps import assumption
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result

#: What is told of a response, and in which words.
OUTCOMES = {
    "customs_value_usd": "customs value after prices and volumes have moved",
    "duty_usd": "duty on what is left of it",
    "exporter_usd": "what exporters lose on what they still ship",
    "buyer_usd": "what buyers pay more for it",
    "lost_trade_usd": "customs value, at old prices, of what is no longer shipped",
}


_FUNCTIONS = dict(zip(OUTCOMES, ("value_after", "duty_after", "borne_by_exporters", "borne_by_buyers", "lost_trade"), strict=True))


#: What stands for what in the formulas of a group: the column, its words, its unit.
_SYMBOLS = {
    "v": ("customs_value_usd", "customs value", "USD"),
    "t0": ("rate_before", "rate before", "ratio"),
    "t1": ("rate_after", "rate after", "ratio"),
    "p": ("pass_through", "pass-through", ""),
    "e": ("elasticity", "elasticity of demand", ""),
}


GROUPS = "Prices and volumes by product group, central run"
"""The title of the table that holds rates, pass-through and elasticity of each group."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Response(Result):
    """The response of trade to a duty. ``bands`` by outcome, ``tornado`` the duty left at both ends of each open number, ``lines`` by group.

    ``static_duty`` is the duty with nothing moved; ``loss`` the deadweight loss and ``tri``, ``mtri`` the uniform equivalents of the rates there are.
    ``assumed`` are the open numbers by name, ``exposure`` what it is a response to.
    """

    static_duty: float
    static_value: float
    bands: Mapping[str, Band]
    tornado: Mapping[str, tuple[float, float]]
    loss: float
    tri: float
    mtri: float
    with_supply: bool
    count: int
    sources: tuple[str, ...]
    lines: pd.DataFrame = field(repr=False, compare=False)
    assumed: Mapping[str, Assumption] = field(default_factory=dict, repr=False, compare=False)
    exposure: Exposure | None = field(default=None, repr=False, compare=False)
    draw: Callable[[], Any] | None = field(default=None, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "group": Frame(
            "lines",
            "group title customs_value=customs_value_usd old_rate=rate_before new_rate=rate_after pass_through "
            "elasticity value_after=customs_value_after_usd duty=duty_static_usd",
        ),
        "outcome": Frame("outcome_rows", "quantity low central high mean"),
        "draw": Frame("draws", "draw customs_value duty exporter_pays buyer_pays lost_trade"),
        "swing": Frame("swing_rows", "quantity low high"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {
        "share that exporters bear": "exporter_share",
        "deadweight loss": "deadweight_loss",
        "uniform equivalent": "uniform_equivalent",
    }
    _next: ClassVar[Sequence[str]] = (
        "tb.figures.incidence.bands(found)",
        "tb.tables.incidence.outcomes(found)",
        "tradebrief render tariff_exposure",
    )
    _heading: ClassVar[str] = "Who bears the duty"

    @property
    def draws(self) -> pd.DataFrame:
        """Every draw: the outcomes in dollars, in the order in which the open numbers were drawn."""
        columns = ("customs_value", "duty", "exporter_pays", "buyer_pays", "lost_trade")
        drawn = self.draw() if self.draw else [[] for _ in columns]
        return pd.DataFrame({"draw": range(1, len(drawn[0]) + 1), **dict(zip(columns, drawn, strict=True))})

    @property
    def outcome_rows(self) -> list[tuple[str, float, float, float, float]]:
        """Each outcome in dollars: low, central, high and mean over the draws."""
        return [(name, one.low, one.central, one.high, one.mean) for name, one in self.bands.items()]

    @property
    def swing_rows(self) -> list[tuple[str, float, float]]:
        """The duty left at both ends of each open number, in dollars."""
        return [(name, *pair) for name, pair in self.tornado.items()]

    def outcome(self, name: str) -> Quantity:
        """One outcome of the central run in dollars, with its range over the draws: the sum over the groups, the two largest by their formula."""
        one = self.bands[name]
        steps = [self._group(row, name) for row in self._largest]
        rest = given(
            one.central - math.fsum(steps),
            f"{len(self.lines) - len(steps)} more groups in the table '{GROUPS}': {{}}",
            "USD",
            to="response-groups",
        )
        parts = [*steps, rest] if len(self.lines) > len(steps) else steps
        return derive("sum(groups)", OUTCOMES[name], "USD", to="response", low=one.low, high=one.high, groups=parts, rests=self._basis)

    @cached_property
    def _largest(self) -> list[dict[str, Any]]:
        """The groups on which most duty is charged."""
        rows: list[dict[str, Any]] = self.lines.nlargest(2, "duty_static_usd").to_dict("records")
        return rows

    def _group(self, row: Mapping[str, Any], name: str) -> Quantity:
        """One outcome of one group, from its value, its rates, and its open numbers."""
        asked = {
            symbol: given(float(row[column]), f"{symbol} = {{}}: {words} of {row['title']}", unit, to="response-groups")
            for symbol, (column, words, unit) in _SYMBOLS.items()
        }
        return derive(f"{_FUNCTIONS[name]}(v, t0, t1, p, e)", row["title"], "USD", to="response-groups", using=asked)

    @cached_property
    def _basis(self) -> list[Step]:
        """The open numbers on which most hangs, and the duty while nothing has moved."""
        numbers = [assumption(self.assumed[name]) for name in self.tornado if name in self.assumed]
        return [*([self.exposure.duty] if self.exposure else []), *some(numbers, table=GROUPS, to="response-groups", most=3)]

    def spread(self, name: str) -> Quantity:
        """How far apart the ends of an outcome lie over the draws."""
        one = self.bands[name]
        drawn = f"hundredth of {self.count:,} draws (seed {SEED}), each open number triangular from low over central to high"
        lower = given(one.low, f"{{}}: 5th {drawn}", "USD", kind="simulation", rests=self._basis)
        upper = given(one.high, f"{{}}: 95th {drawn}", "USD", kind="simulation")
        return derive("upper - lower", f"range of the {OUTCOMES[name]}", "USD", to="response", upper=upper, lower=lower)

    @cached_property
    def duty_before(self) -> Quantity:
        """The duty while nothing has moved: rate times value, over the groups."""
        steps = [
            derive(
                "t1 * v", row["title"], "USD", to="response-groups",
                t1=given(float(row["rate_after"]), f"t1 = {{}}: rate on {row['title']}", "ratio"),
                v=given(float(row["customs_value_usd"]), f"v = {{}}: customs value of {row['title']}", "USD"),
            )
            for row in self._largest
        ]  # fmt: skip
        rest = given(
            self.static_duty - math.fsum(steps), f"{len(self.lines) - len(steps)} more groups in the table '{GROUPS}': {{}}", "USD"
        )
        parts = [*steps, rest] if len(self.lines) > len(steps) else steps
        return derive("sum(groups)", "duty at unchanged prices and volumes", "USD", to="response-groups", groups=parts)

    @cached_property
    def exporter_share(self) -> Quantity:
        """The share of the added duty, on goods still shipped, that exporters bear."""
        exporters, buyers = self.outcome("exporter_usd"), self.outcome("buyer_usd")
        formula = "exporters / (exporters + buyers) if exporters + buyers else 0"
        return derive(formula, "share that exporters bear", "ratio", to="response", exporters=exporters, buyers=buyers)

    @cached_property
    def deadweight_loss(self) -> Quantity:
        """The triangle of lost trade (Harberger), in dollars."""
        says = f"Σ ½ · e · v · t1² / (1 + t1) over {len(self.lines)} groups = {{}}: deadweight loss (Harberger triangle)"
        return given(self.loss, says, "USD", to="response-groups", rests=self._basis)

    @cached_property
    def uniform_equivalent(self) -> Quantity:
        """The one rate that would cost as much welfare as the rates there are."""
        weights = self.lines["elasticity"] * self.lines["customs_value_usd"]
        over = f"over {len(self.lines)} groups"
        squares = given(
            float((weights * self.lines["rate_after"] ** 2).sum()), f"{{}} = Σ e · v · t1² {over}", to="response-groups", rests=self._basis
        )
        total = given(float(weights.sum()), f"{{}} = Σ e · v {over}", to="response-groups")
        says = "trade restrictiveness index (Kee, Nicita and Olarreaga 2009)"
        return derive("sqrt(squares / weights) if weights else 0", says, "ratio", to="response-groups", squares=squares, weights=total)

    def swing(self, name: str) -> Quantity:
        """How far the duty left goes from one end of an open number to the other, the others at their centre."""
        ends = zip(("lower", "upper"), self.tornado[name], strict=True)
        says = f"{{}}: {OUTCOMES['duty_usd']} with it at its"
        duties = {end: given(duty, f"{says} {end} end", "USD", kind="simulation", rests=self._basis[:1]) for end, duty in ends}
        rests = [assumption(self.assumed[name])]
        return derive("upper - lower", "swing of the duty left, the others at their centre", "USD", rests=rests, using=duties)

    def _parts(self) -> dict[str, Any]:
        """The response for programs."""
        return {
            "static_duty_usd": self.static_duty,
            "static_customs_value_usd": self.static_value,
            "bands": {name: [one.low, one.central, one.high] for name, one in self.bands.items()},
            "means": {name: one.mean for name, one in self.bands.items()},
            "tornado_duty_usd": {name: list(pair) for name, pair in self.tornado.items()},
            "deadweight_loss_usd": self.loss,
            "tri": self.tri,
            "mtri": self.mtri,
            "with_supply": self.with_supply,
            "draws": self.count,
            "by_group": self.lines.to_dict("records"),
            "sources": list(self.sources),
        }
