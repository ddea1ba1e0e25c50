"""What customs collected, month by month, beside what the law asks for, with the gap between them split.

``timing``: a month has days under different rules, and an act counts for collection from the day it is published. ``coverage``: goods of the month are not
those of the year of the trade table; vehicles, parts and aircraft are weighed against all others. ``rest``: what remains, among it goods on
the way, preferences, reliefs that nobody counts, and the metal share of mixed goods.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under
from tradebrief.analysis.exposure.parts import ExposureQuery
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.series import series
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import exchange_of, trade_table, year_of
from tradebrief.errors import ask_error
from tradebrief.given import day_given
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.provenance.steps import table_figure
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet
from tradebrief.workbook.workbook import Workbook

MONTHLY = "collected-monthly-{origin}"

VEHICLES = ("cars", "heavy-vehicles", "car-parts", "aircraft")
"""The groups of products that answer to transport equipment (NAICS 336) in the monthly figures."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """What was imported and collected in a month, in dollars, and the share of transport equipment in it."""

    first: date
    value: float
    duty: float
    vehicles: float
    source: str
    sheet: Sheet | None = field(default=None, repr=False, compare=False)

    def amount(self, of: Literal["duty", "value"]) -> Quantity:
        """The duty or the customs value, by its row and column."""
        column = {"duty": "duty_usd", "value": "customs_value_usd"}[of]
        says = f"{column} {{}}: row {self.first:%Y-%m}"
        value = getattr(self, of)
        return table_figure(self.sheet, value, says, "USD", to="collected") if self.sheet else given(value, says, "USD")

    @cached_property
    def rate(self) -> Quantity:
        """Duty collected over customs value."""
        inputs = {"duty": self.amount("duty"), "customs_value": self.amount("value")}
        return derive("duty / customs_value", f"what customs collected in {self.first:%B %Y}", "ratio", to="collected", using=inputs)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])


@dataclass(frozen=True, kw_only=True, repr=False)
class Gap(Result):
    """A month's rate by the law of its last day, what timing and coverage take from it, what was collected, and the rest."""

    month: Month
    statutory: Quantity
    timing: Quantity
    coverage: Quantity

    _frames: ClassVar[Mapping[str, Frame]] = {"month": Frame("", "month=month.first statutory timing coverage rest collected")}
    _headlines: ClassVar[Mapping[str, str]] = {"by the law of its last day": "statutory", "collected": "collected", "not explained": "rest"}
    _heading: ClassVar[str] = "Law and collection in {0.month.first:%B %Y}"

    @property
    def collected(self) -> Quantity:
        """The rate customs collected."""
        return self.month.rate

    @cached_property
    def rest(self) -> Quantity:
        """What neither timing nor coverage explains."""
        inputs = {"collected": self.collected, "statutory": self.statutory, "timing": self.timing, "coverage": self.coverage}
        return derive(
            "collected - statutory - timing - coverage", "what neither timing nor coverage explains", "points", to="collected", using=inputs
        )


def months(book: Workbook, origin: str) -> tuple[Month, ...]:
    """Every month of which the seeds hold what was collected."""
    name = MONTHLY.format(origin=origin.lower())
    if name not in book.figures:
        return ()
    figures = book.figures[name]
    return tuple(
        Month(
            first=date.fromisoformat(f"{row['month']}-01"),
            value=float(row["customs_value_usd"]),
            duty=float(row["duty_usd"]),
            vehicles=float(row["transport_equipment_usd"]) / float(row["customs_value_usd"]),
            source=figures.about.source,
            sheet=figures.about,
        )
        for row in figures.rows
    )


def collected_in(book: Workbook, origin: str, day: date) -> Month | None:
    """The month of a day, if what was collected in it is known."""
    return next((one for one in months(book, origin) if one.first <= day <= one.last), None)


def collected_exposure(book: Workbook, how: Convention, as_of: date, known_by: date, origin: str, table: TradeTable) -> Exposure:
    """What customs collected in the month of a day, as an exposure without groups or measures; a month not known is an ``AskError``.

    The MFN duty is taken at the rate of the year of the trade table, for customs does not tell it apart.
    """
    month = collected_in(book, origin, as_of)
    if month is None:
        known = months(book, origin)
        told = f"Months known: {known[0].first:%Y-%m} to {known[-1].first:%Y-%m}." if known else "No month is known."
        raise ask_error("as_of", f"lies in a month of which it is not known what was collected from {origin}", as_of, told)
    mfn = month.value * float(table.duty[:, 0].sum() / table.value[:, 0].sum())
    return Exposure(
        as_of=as_of,
        known_by=known_by,
        origin=origin,
        scenario=(),
        convention=how,
        trade=MONTHLY.format(origin=origin.lower()),
        customs_value=month.amount("value"),
        duty=month.amount("duty"),
        mfn_duty=mfn,
        covered_value=None,
        low=month.rate,
        high=month.rate,
        by_group=(),
        by_measure=(),
        swings={},
        left_out=(),
        caveats=("customs does not tell the MFN duty apart; it is taken at the rate of the year of the trade table",),
        sources=(month.source, f"convention: {how.source}"),
        table=table,
        additional=np.zeros(len(table)),
        exchange=exchange_of(book),
        currency=book.about.currency or "",
        trade_year=year_of(book, table),
        kept=month.sheet,
    )


@tells_gaps
@listed("Collected and statutory rates by month", Gap)
def collected_vs_statutory(
    book: Workbook, *, first: date | str, last: date | str, origin: str | None = None, trade: str | Path | TradeTable | None = None
) -> tuple[Gap, ...]:
    """Statutory beside collected for each month that lies between two days.

    Args:
        book: the workbook, from ``tb.load()``
        first: the first day
        last: the last day
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        trade: lines of trade (a file or a ``TradeTable``) in place of the shipped table

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.collected_vs_statutory(book, first="2025-05-01", last="2025-06-30").to_frame()[["month", "statutory", "collected"]].round(4)
               month  statutory  collected
        0 2025-05-01     0.1548     0.1410
        1 2025-06-01     0.1625     0.1589
    """
    origin = book.origin_asked(origin)
    table = trade_table(book, origin, trade)
    first, last = day_given(first, "first"), day_given(last, "last")
    return tuple(_gap(book, month, origin, table) for month in months(book, origin) if first <= month.first and month.last <= last)


def _gap(book: Workbook, month: Month, origin: str, table: TradeTable) -> Gap:
    ask = _asked(book, "legal", month.last, origin, table)
    daily = series(book, first=month.first, last=month.last, origin=origin, convention="as-published", trade=table).lines
    mean = given(
        float(daily["effective_rate"].mean()),
        "{}: mean of the month's days by the acts published by then",
        "ratio",
        rests=[ask.effective_rate],
    )
    published = _asked(book, "as-published", month.last, origin, table)
    return Gap(
        month=month,
        statutory=ask.effective_rate,
        timing=derive(
            "mean - last_day",
            "days under other rules, and acts published late",
            "points",
            to="collected",
            mean=mean,
            last_day=ask.effective_rate,
        ),
        coverage=_coverage(month, published, table),
    )


def _coverage(month: Month, ask: ExposureQuery, table: TradeTable) -> Quantity:
    """What other goods than those of the year of the table make of a month."""
    vehicles, others = _two_rates(ask, table)
    usual = float(table.value[np.isin(table.group, VEHICLES), 0].sum() / table.value[:, 0].sum())
    says = "{}: share of transport equipment in the imports of the month"
    told = table_figure(month.sheet, month.vehicles, says, "ratio") if month.sheet else given(month.vehicles, says, "ratio")
    return derive(
        "(share - usual_share) * (rate_on_vehicles - rate_on_others)",
        "share of transport equipment beyond that of the year of the table, by what its rate is above that of other goods",
        "points",
        to="collected",
        share=told,
        usual_share=given(usual, "{}: share of transport equipment in the year of the trade table", "ratio", rests=[ask.customs_value]),
        rate_on_vehicles=given(vehicles, "{}: rate on transport equipment by the acts as published", "ratio"),
        rate_on_others=given(others, "{}: rate on all other goods by the acts as published", "ratio"),
    )


def _asked(book: Workbook, convention: str, day: date, origin: str, table: TradeTable) -> ExposureQuery:
    """The question of a day under a convention, by all acts that are known or published by then."""
    how = convention_of(book, convention, origin)
    schedule = law_under(book, how)
    law = schedule.as_at(day, known_on(how, day, schedule.known_day(None)))
    return ExposureQuery(book=book, how=how, schedule=schedule, law=law, table=table, origin=origin)


def _two_rates(ask: ExposureQuery, table: TradeTable) -> tuple[float, float]:
    """The rate on transport equipment and on the rest of trade."""
    duty = ask.stack().total(len(table)) + table.duty[:, 0]
    here = np.isin(table.group, VEHICLES)

    def rate(chosen: np.ndarray) -> float:
        value = table.value[chosen, 0].sum()
        return float(duty[chosen].sum() / value) if value else 0.0

    return rate(ask.rows & here), rate(ask.rows & ~here)
