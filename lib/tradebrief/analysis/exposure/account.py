"""Exposure: what trade owes on a day under a convention, by product group and by measure, with its bands and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under, laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.parts import Inquiry, Part, bands, by_group, by_measure, loose
from tradebrief.analysis.exposure.stack import Stack
from tradebrief.analysis.exposure.table import TradeTable, table_of
from tradebrief.errors import ask_error, near
from tradebrief.records.assumption import Assumption
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet
from tradebrief.workbook.workbook import Workbook

RATE_OF_EXCHANGE = "yen-per-dollar"

SHIPPED = "us-imports-from-{origin}-2024"
"""The name of the small table of trade of an origin."""


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
    by_group: tuple[Part, ...]
    by_measure: tuple[Part, ...]
    swings: Mapping[str, tuple[float, float]]
    left_out: tuple[str, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]
    table: TradeTable = field(repr=False, compare=False)
    additional: np.ndarray = field(repr=False, compare=False)
    exchange: Assumption | None = field(default=None, repr=False, compare=False)
    ask: Inquiry | None = field(default=None, repr=False, compare=False)
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


def expose(
    book: Workbook,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    origin: str = "JPN",
    scenario: Iterable[str] | str = (),
    convention: str = "legal",
    trade: str | Path | TradeTable | None = None,
    lists: str | Path | None = None,
) -> Exposure:
    """The exposure of an origin's trade on a day.

    ``trade`` is a file of lines, or a ``TradeTable``; without one the shipped table is used. A small table built of lines is asked by laying it into
    ``seeds/trade/``. Unknown days, names,
    scenarios and conventions, and scopes that cut through a row of a small table, are an ``AskError``.
    """
    how = convention_of(book, convention)
    schedule = law_under(book, how)
    table = trade_table(book, origin, trade, lists)
    day = schedule.day(as_of)
    known = known_on(how, day, schedule.known_day(known_by))
    if how.kind == "collected":
        from tradebrief.analysis.exposure.collected import collected_exposure

        return collected_exposure(book, how, day, known, origin, table)
    law = schedule.as_at(day, known, scenario if how.law is None else ())
    return _exposure(Inquiry(book=book, how=how, schedule=schedule, law=law, table=table, origin=origin))


def trade_table(book: Workbook, origin: str, trade: str | Path | TradeTable | None = None, lists: str | Path | None = None) -> TradeTable:
    """The rows of trade to work on: the shipped table of an origin, or a file of lines treated by the law."""
    if isinstance(trade, TradeTable):
        return trade
    if trade is None:
        return shipped_table(book, origin)
    fallback = shipped_table(book, origin) if SHIPPED.format(origin=origin.lower()) in book.figures else None
    return treat(trade, laws(book), origin, book.groups, read_lists(lists, book.published_lists) if lists else Lists(), fallback).table


_TABLES: dict[int, tuple[object, TradeTable]] = {}


def shipped_table(book: Workbook, origin: str) -> TradeTable:
    """The small table of trade that comes with the seeds; an origin without one is an ``AskError``."""
    name = SHIPPED.format(origin=origin.lower())
    if name not in book.figures:
        known = [one.about.origin for one in book.figures.values() if one.about.scopes and one.about.origin]
        raise ask_error(
            "--origin", "has no table of trade in the seeds", origin, f"{near(origin, known)} Or give its lines with --trade FILE."
        )
    figures = book.figures[name]
    if _TABLES.get(0, (None,))[0] is not figures:
        _TABLES[0] = (figures, table_of(figures))
    return _TABLES[0][1]


def _exposure(ask: Inquiry) -> Exposure:
    table, law = ask.table, ask.law
    found = ask.stack()
    additional = found.total(len(table))
    swings, low, high = bands(ask.rate, loose(ask.book, ask.how, table))
    return Exposure(
        as_of=law.as_of,
        known_by=law.known_by,
        origin=ask.origin,
        scenario=law.scenarios,
        convention=ask.how,
        trade=table.name,
        customs_value=ask.value,
        duty=ask.inside + float(additional[ask.rows].sum()),
        ordinary=ask.ordinary,
        coverage=float(table.value[ask.rows & (additional > 0), 0].sum()) / ask.value if ask.value else 0.0,
        low=low,
        high=high,
        yen_per_dollar=ask.book.assumed(RATE_OF_EXCHANGE),
        by_group=by_group(ask, additional),
        by_measure=by_measure(ask, found),
        swings=swings,
        left_out=tuple(f"{rule.id} on {worth:,.0f} USD of trade: {rule.entry.cannot_be_said}" for rule, worth in found.left_out if worth),
        caveats=_caveats(ask),
        sources=_sources(ask, found),
        table=table,
        additional=additional,
        exchange=ask.book.assumptions[RATE_OF_EXCHANGE],
        ask=ask,
        kept=ask.sheet,
    )


def _caveats(ask: Inquiry) -> tuple[str, ...]:
    said = [f"{ask.how.title}: {ask.how.unstated}"] if ask.how.unstated else []
    said += [
        f"{name} is taken to be claimed for {100 * share:g} % of the goods it may free"
        for name, share in ask.terms.claimed.items()
        if share
    ]
    mine = {measure.id for measure in ask.schedule.measures}
    doubt = sorted(name for name, rows in ask.table.unsure.items() if rows.any() and name in mine)
    if doubt:
        said.append(
            f"which lines {', '.join(doubt)} hold is not told for some goods; they are taken not to, and the band shows the other case"
        )
    return (*said, *ask.table.caveats)


def _sources(ask: Inquiry, found: Stack) -> tuple[str, ...]:
    acts = dict.fromkeys(
        f"{one.rule.entry.act}, {one.rule.entry.cite}" if one.rule.entry.cite else one.rule.entry.act
        for one in found.owed
        if one.duty.any()
    )
    return (*acts, *ask.table.sources, f"convention: {ask.how.source}")
