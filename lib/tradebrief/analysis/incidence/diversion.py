"""What other origins gain when the duty on one origin's cars changes and theirs does not: SMART's creation and diversion, and CES shares.

Only for cars, where the seeds hold imports by origin; the rates of the other origins stay as they were, which the law of 2025 did not grant them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tradebrief.analysis.incidence.formulas import ces_shares, trade_creation, trade_diversion
from tradebrief.errors import ask_error, near
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class Diversion(Result):
    """The change of one origin's trade in dollars: ``creation`` (all of it lost or won), ``diversion`` (to or from others), and shares before and after."""

    party: str
    own: float
    others: float
    before: float
    after: float
    creation: float
    diversion: float
    share_before: float
    share_after: float
    gains: tuple[tuple[str, float], ...]

    _frames: ClassVar[Mapping[str, Frame]] = {"partner": Frame("gains", "title gain")}
    _heading: ClassVar[str] = "Cars from {0.party}: lost, and won by others"


@tells_gaps
def divert_cars(
    book: Workbook, *, party: str, before: float, after: float, eps: float, sigma: float, mu: float = float("inf")
) -> Diversion:
    """Cars of an origin whose rate goes from ``before`` to ``after``; an origin the table does not hold is an ``AskError``.

    ``eps`` is the elasticity of import demand, ``sigma`` that of substitution between origins, ``mu`` that of export supply. What is diverted is shared
    among the other origins by their trade.

    Args:
        book: the workbook, from ``tb.load()``
        party: whose cars, ISO alpha-3
        before: the rate before, as a fraction
        after: the rate after, as a fraction
        eps: elasticity of import demand
        sigma: elasticity of substitution between origins
        mu: elasticity of export supply

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.divert_cars(book, party="JPN", before=0.025, after=0.275, eps=1.5, sigma=3).to_frame().head(1)["title"].item()
        'European Union'
    """
    rows = book.figure("cars").rows
    parties = [row["party"] for row in rows if row["party"]]
    if party not in parties:
        raise ask_error("origin", "is no origin of the table of cars", party, near(party, parties))
    if min(before, after) < 0 or eps < 0 or sigma < 0 or mu <= 0:
        raise ask_error("diversion", "needs rates and elasticities of zero or more", f"{before:g}, {after:g}, {eps:g}, {sigma:g}, {mu:g}")
    value = np.array([float(row["customs_value_usd"]) for row in rows])
    mine = np.array([row["party"] == party for row in rows])
    own, others = float(value[mine].sum()), float(value[~mine].sum())
    diverted = float(trade_diversion(own, others, before, after, sigma))
    rates = np.where(mine, after, before)
    shares = ces_shares(value / value.sum(), np.full(len(value), before), rates, sigma)
    gains = sorted(
        ((row["origin_name"], -diverted * amount / others) for row, amount, same in zip(rows, value, mine, strict=True) if not same),
        key=lambda pair: -abs(pair[1]),
    )
    return Diversion(
        party=party,
        own=own,
        others=others,
        before=before,
        after=after,
        creation=float(trade_creation(own, before, after, eps, mu)),
        diversion=diverted,
        share_before=own / (own + others),
        share_after=float(shares[mine].sum()),
        gains=tuple(gains[:8]),
    )
