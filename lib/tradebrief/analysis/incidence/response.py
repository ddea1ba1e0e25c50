"""What trade does about a duty: prices, volumes and the duty that is left, by group of products, with bands and a tornado.

Rates are means of each group; every open number is an assumption of the seeds. The bands come from a million draws
in which all open numbers move at once, the tornado moves one at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.incidence.draws import COUNT, SEED, Range, band, ranges
from tradebrief.analysis.incidence.formulas import (
    customs_value,
    deadweight_loss,
    group_response,
    pass_through,
    price_wedge,
    uniform_equivalents,
)
from tradebrief.analysis.incidence.result import OUTCOMES, Response
from tradebrief.errors import ask_error
from tradebrief.results.missing import tells_gaps
from tradebrief.workbook.workbook import Workbook

CHUNK = 32_768
"""Draws worked on at once, so that they stay in the memory nearest to the processor."""

SUPPLY = "export-supply"


@dataclass(frozen=True, kw_only=True)
class Sectors:
    """Groups of products as the response works on them: customs value, MFN rate, rate now, and the names of their open numbers."""

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


@tells_gaps
def incidence(
    book: Workbook, found: Exposure, *, supply: bool = False, spread: Mapping[str, Range] | None = None, count: int = COUNT
) -> Response:
    """Who pays the duty: prices, volumes and duty once trade has responded; with ``supply`` pass-through follows from demand and export supply.

    ``spread`` takes the place of the ranges of single assumptions. A group without an elasticity or a pass-through is an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        found: the exposure it is about, from ``tb.exposure``
        supply: let supply answer too, in place of an assumed pass-through
        spread: open numbers with other ranges than the assumptions give
        count: how many draws

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> tb.incidence(book, found, count=1000).exporter_share
        51.0596%
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
        draw=lambda: draw(sectors, open_numbers, supply, count),
    )


def sectors_of(book: Workbook, found: Exposure) -> Sectors:
    """The groups of an exposure with the names of their open numbers, MFN rates inside."""
    parts = [part for part in found.by_group if part.customs_value > 0]
    for part in parts:
        group = book.groups.get(part.name)
        if group is None or not group.elasticity or not group.pass_through:
            raise ask_error(f"group {part.name}", "has no elasticity or no pass-through", remedy="Name them in seeds/codes/groups.yaml.")
    table = found.table
    rows = ~np.isin(table.chapter, list(found.convention.without_chapters))
    mfn = {part.name: float(table.duty[rows & (table.group == part.name), 0].sum()) for part in parts}
    value = np.array([part.customs_value for part in parts])
    base = np.array([mfn[part.name] for part in parts])
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
