"""What customs collected, month by month, beside what the law asks for, with the gap between them split.

``timing``: a month has days under different rules, and an act counts for collection from the day it is published. ``coverage``: goods of the month are not
those of the year of the trade table; vehicles, parts and aircraft are weighed against all others. ``rest``: what remains, among it goods on
the way, preferences, reliefs that nobody counts, and the metal share of mixed goods.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under
from tradebrief.analysis.exposure.parts import ExposureQuery
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.series import series
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import RATE_OF_EXCHANGE, trade_table
from tradebrief.errors import ask_error
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

    @property
    def rate(self) -> float:
        """Duty collected over customs value."""
        return self.duty / self.value

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A month's rate by the law of its last day, what timing and coverage take from it, what was collected, and the rest.

    ``usual`` is the share of transport equipment in the year of the trade table, ``on_vehicles`` and ``on_others`` are the rates as published on
    it and on all else; ``ask`` is the question of the month's last day made ready.
    """

    month: Month
    statutory: float
    timing: float
    coverage: float
    usual: float = 0.0
    on_vehicles: float = 0.0
    on_others: float = 0.0
    ask: ExposureQuery | None = field(default=None, repr=False, compare=False)

    @property
    def collected(self) -> float:
        """The rate customs collected."""
        return self.month.rate

    @property
    def rest(self) -> float:
        """What neither timing nor coverage explains."""
        return self.collected - self.statutory - self.timing - self.coverage


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

    The ordinary duty is taken at the rate of the year of the trade table, for customs does not tell it apart.
    """
    month = collected_in(book, origin, as_of)
    if month is None:
        known = months(book, origin)
        told = f"Months known: {known[0].first:%Y-%m} to {known[-1].first:%Y-%m}." if known else "No month is known."
        raise ask_error("--as-of", f"lies in a month of which it is not known what was collected from {origin}", as_of, told)
    ordinary = month.value * float(table.duty[:, 0].sum() / table.value[:, 0].sum())
    return Exposure(
        as_of=as_of,
        known_by=known_by,
        origin=origin,
        scenario=(),
        convention=how,
        trade=MONTHLY.format(origin=origin.lower()),
        customs_value=month.value,
        duty=month.duty,
        ordinary=ordinary,
        coverage=None,
        low=month.rate,
        high=month.rate,
        yen_per_dollar=book.assumed(RATE_OF_EXCHANGE),
        by_group=(),
        by_measure=(),
        swings={},
        left_out=(),
        caveats=("customs does not tell the ordinary duty apart; it is taken at the rate of the year of the trade table",),
        sources=(month.source, f"convention: {how.source}"),
        table=table,
        additional=np.zeros(len(table)),
        exchange=book.assumptions[RATE_OF_EXCHANGE],
        kept=month.sheet,
    )


def collected_vs_statutory(
    book: Workbook, *, first: date, last: date, origin: str = "JPN", trade: str | Path | TradeTable | None = None
) -> tuple[Gap, ...]:
    """Statutory beside collected for each month that lies between two days."""
    table = trade_table(book, origin, trade)
    return tuple(_gap(book, month, origin, table) for month in months(book, origin) if first <= month.first and month.last <= last)


def _gap(book: Workbook, month: Month, origin: str, table: TradeTable) -> Gap:
    ask = _asked(book, "legal", month.last, origin, table)
    in_force = ask.rate()
    daily = series(book, first=month.first, last=month.last, origin=origin, convention="as-published", trade=table).lines
    mean = float(daily["effective_rate"].mean())
    vehicles, others = _two_rates(_asked(book, "as-published", month.last, origin, table), table)
    usual = float(table.value[np.isin(table.group, VEHICLES), 0].sum() / table.value[:, 0].sum())
    return Gap(
        month=month,
        statutory=in_force,
        timing=mean - in_force,
        coverage=(month.vehicles - usual) * (vehicles - others),
        usual=usual,
        on_vehicles=vehicles,
        on_others=others,
        ask=ask,
    )


def _asked(book: Workbook, convention: str, day: date, origin: str, table: TradeTable) -> ExposureQuery:
    """The question of a day under a convention, by all acts that are known or published by then."""
    how = convention_of(book, convention)
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
