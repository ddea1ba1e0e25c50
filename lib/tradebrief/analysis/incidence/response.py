"""What trade does about a duty: prices, volumes and the duty that is left, by group of products, with bands and a tornado.

Rates are means of each group; every open number is an assumption of the seeds. The bands come from a million draws
in which all open numbers move at once, the tornado moves one at a time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.incidence.draws import COUNT, SEED, Band, Range, band, ranges
from tradebrief.analysis.incidence.formulas import (
    customs_value,
    deadweight_loss,
    group_response,
    pass_through,
    price_wedge,
    uniform_equivalents,
)
from tradebrief.errors import ask_error
from tradebrief.provenance.quantity import Quantity, Step, derive, given, some
from tradebrief.provenance.steps import assumption
from tradebrief.records.assumption import Assumption
from tradebrief.workbook.workbook import Workbook

CHUNK = 32_768
"""Draws worked on at once, so that they stay in the memory nearest to the processor."""

SUPPLY = "export-supply"

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


@dataclass(frozen=True, kw_only=True)
class Sectors:
    """Groups of products as the response works on them: customs value, ordinary rate, rate now, and the names of their open numbers."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    value: np.ndarray
    before: np.ndarray
    after: np.ndarray
    elasticity: tuple[str, ...]
    pass_through: tuple[str, ...]

    @property
    def wedge(self) -> np.ndarray:
        """The change of one plus the rate, in logarithms."""
        return np.asarray(price_wedge(self.before, self.after))


@dataclass(frozen=True, kw_only=True)
class Response:
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
        return derive(f"{_FUNCTIONS[name]}(v, t0, t1, p, e)", row["title"], "USD", to="response-groups", **asked)

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
        return derive("upper - lower", "swing of the duty left, the others at their centre", "USD", rests=rests, **duties)

    @property
    def row(self) -> dict[str, Any]:
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


def incidence(
    book: Workbook, found: Exposure, *, supply: bool = False, spread: Mapping[str, Range] | None = None, count: int = COUNT
) -> Response:
    """The response to an exposure; with ``supply`` pass-through follows from demand and export supply.

    ``spread`` takes the place of the ranges of single assumptions. A group without an elasticity or a pass-through is an ``AskError``.
    """
    sectors = sectors_of(book, found)
    names = {*sectors.elasticity, *([SUPPLY] if supply else sectors.pass_through)}
    open_numbers = ranges(book.assumptions, names) | dict(spread or {})
    central = {name: one.central for name, one in open_numbers.items()}
    run = outcomes(sectors, central, supply)
    drawn = draw(sectors, open_numbers, supply, count)
    eps = np.array([central[name] for name in sectors.elasticity])
    tri, mtri = uniform_equivalents(sectors.value, sectors.after, eps)
    return Response(
        static_duty=float((sectors.value * sectors.after).sum()),
        static_value=float(sectors.value.sum()),
        bands={name: band(drawn[number], float(run[number])) for number, name in enumerate(OUTCOMES)},
        tornado=tornado(sectors, open_numbers, supply),
        loss=deadweight_loss(sectors.value, sectors.after, eps),
        tri=tri,
        mtri=mtri,
        with_supply=supply,
        count=count,
        sources=tuple(book.assumptions[name].source for name in sorted(names)),
        lines=_by_group(sectors, central, supply),
        assumed={name: book.assumptions[name] for name in sorted(names)},
        exposure=found,
    )


def assumption_titles(book: Workbook) -> dict[str, str]:
    """What each assumption is called."""
    return {name: one.title for name, one in book.assumptions.items()}


def sectors_of(book: Workbook, found: Exposure) -> Sectors:
    """The groups of an exposure with the names of their open numbers, ordinary rates inside."""
    parts = [part for part in found.by_group if part.customs_value > 0]
    for part in parts:
        group = book.groups.get(part.name)
        if group is None or not group.elasticity or not group.pass_through:
            raise ask_error(f"group {part.name}", "has no elasticity or no pass-through", remedy="Name them in seeds/codes/groups.yaml.")
    table = found.table
    rows = ~np.isin(table.chapter, list(found.convention.without_chapters))
    ordinary = {part.name: float(table.duty[rows & (table.group == part.name), 0].sum()) for part in parts}
    value = np.array([part.customs_value for part in parts])
    base = np.array([ordinary[part.name] for part in parts])
    more = np.array([part.duty - part.mfn_duty for part in parts])
    return Sectors(
        names=tuple(part.name for part in parts),
        titles=tuple(part.title for part in parts),
        value=value,
        before=base / value,
        after=(base + more) / value,
        elasticity=tuple(str(book.groups[part.name].elasticity) for part in parts),
        pass_through=tuple(str(book.groups[part.name].pass_through) for part in parts),
    )


def outcomes(sectors: Sectors, numbers: Mapping[str, Any], supply: bool) -> list[Any]:
    """The outcomes of ``OUTCOMES``, summed over the groups, for numbers or for arrays of draws."""
    totals: list[Any] = [0.0] * len(OUTCOMES)
    for sector, rates in enumerate(zip(sectors.value, sectors.before, sectors.after, strict=True)):
        eps = numbers[sectors.elasticity[sector]]
        rho = pass_through(eps, numbers[SUPPLY]) if supply else numbers[sectors.pass_through[sector]]
        value, before, after = map(float, rates)
        for number, amount in enumerate(group_response(value, before, after, rho, eps)):
            totals[number] = totals[number] + amount
    return totals


def draw(sectors: Sectors, open_numbers: Mapping[str, Range], supply: bool, count: int) -> np.ndarray:
    """The outcomes in each of ``count`` draws, outcomes × draws, in pieces that fit the processor's memory."""
    generator = np.random.default_rng(SEED)
    found = np.empty((len(OUTCOMES), count))
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        numbers = {name: one.at(generator.random(size)) for name, one in open_numbers.items()}
        for number, amount in enumerate(outcomes(sectors, numbers, supply)):
            found[number, start : start + size] = amount
    return found


def tornado(sectors: Sectors, open_numbers: Mapping[str, Range], supply: bool) -> dict[str, tuple[float, float]]:
    """The duty left with one open number at its low and its high end, the others in the middle; the widest first."""
    central = {name: one.central for name, one in open_numbers.items()}
    pairs = {
        name: tuple(float(outcomes(sectors, central | {name: end}, supply)[1]) for end in (one.low, one.high))
        for name, one in open_numbers.items()
    }
    return {name: (pair[0], pair[1]) for name, pair in sorted(pairs.items(), key=lambda item: -abs(item[1][1] - item[1][0]))}


def _by_group(sectors: Sectors, central: Mapping[str, float], supply: bool) -> pd.DataFrame:
    eps = np.array([central[name] for name in sectors.elasticity])
    rho = pass_through(eps, central[SUPPLY]) if supply else np.array([central[name] for name in sectors.pass_through])
    new_value = customs_value(sectors.value, sectors.wedge, rho, eps)
    return pd.DataFrame(
        {
            "group": sectors.names,
            "title": sectors.titles,
            "customs_value_usd": sectors.value,
            "rate_before": sectors.before,
            "rate_after": sectors.after,
            "pass_through": rho,
            "elasticity": eps,
            "exporter_price": np.exp((rho - 1) * sectors.wedge) - 1,
            "buyer_price": np.exp(rho * sectors.wedge) - 1,
            "volume": np.exp(-eps * rho * sectors.wedge) - 1,
            "customs_value_after_usd": new_value,
            "duty_static_usd": sectors.value * sectors.after,
            "duty_after_usd": new_value * sectors.after,
        }
    )
