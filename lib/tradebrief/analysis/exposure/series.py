"""What trade owes day by day: the law is worked out on the days on which it may change and holds until the next."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under
from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table, year_of
from tradebrief.errors import ask_error
from tradebrief.law.changes import break_days
from tradebrief.law.scenario import change_days
from tradebrief.law.schedule import LawOfDay, TariffSchedule
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given, later, leading
from tradebrief.provenance.steps import act_step
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.trade.convention import Convention
from tradebrief.workbook.workbook import Workbook

LITTLE = 0.5
"""Share of a step's largest shift below which another is of little weight beside it."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What one measure took before a step and takes from it on, in dollars a year, and the act that made it so."""

    title: str
    short: str
    before: float
    after: float
    act: str
    cite: str | None

    @property
    def change(self) -> Quantity:
        """What it takes more (below zero: less), by the act."""
        says = f"{self.title}: {self.before:,.0f} to {self.after:,.0f} USD, {{}}"
        return later(self.after - self.before, "USD", lambda: act_step(self, says, self.after - self.before, "USD"))


@dataclass(frozen=True, kw_only=True, repr=False)
class Series(Result):
    """The daily duty and effective rate from one day to another; ``steps`` are the days on which they change.

    ``lines`` has one row for each day: customs value, duty in dollars, effective rate, increase over the MFN duty. ``asks`` are the
    questions made ready behind each step: that of the day before, where there is one, and that of the day itself.
    """

    first: date
    last: date
    known_by: date
    origin: str
    scenario: tuple[str, ...]
    convention: str
    trade: str
    trade_year: str
    steps: tuple[tuple[date, float, float], ...]
    lines: pd.DataFrame = field(repr=False, compare=False)
    asks: tuple[tuple[ExposureQuery | None, ExposureQuery], ...] = field(default=(), repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "step": Frame("steps", "first_day duty effective_rate"),
        "day": Frame("lines", "first_day=day customs_value=customs_value_usd duty=duty_usd effective_rate increase_over_mfn"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"days with another rate than the day before": "step_count"}
    _next: ClassVar[Sequence[str]] = ("tb.figures.exposure.over_time(found, on)", "tb.tables.exposure.steps(found)")
    _heading: ClassVar[str] = "The effective rate day by day"

    def step(self, number: int) -> Quantity:
        """The rate from a step on: the duty before it, and what each measure takes more or less from that day on."""
        day, total, _ = self.steps[number]
        now = self.asks[number][1]
        if not number:
            return now.effective_rate
        before = self.steps[number - 1]
        shifts = [one.change for one in self.shifts(number)]
        old = now.of_rows(before[1], f"{{}}: duty before {day}")
        small = given(total - before[1] - math.fsum(shifts), "{}: what single measures of no weight add", "USD")
        says, moved = f"from {day} on", leading(shifts, "more measures", most=4)
        inputs = {
            "before": old,
            "shifts": [*moved, *([small] if abs(small) > 0.01 or not moved else [])],
            "customs_value": now.customs_value,
        }
        return derive("(before + sum(shifts)) / customs_value if customs_value else 0", says, "ratio", to="steps", using=inputs)

    def change(self, number: int) -> Quantity:
        """What a step changes the rate by."""
        before = self.asks[number][0]
        assert before is not None
        return derive(
            "after - before",
            f"change on {self.steps[number][0]}",
            "points",
            to="steps",
            after=self.step(number),
            before=before.effective_rate,
        )

    @property
    def step_count(self) -> Quantity:
        """How many days have another rate than the day before, the first one with them; each with the act that moves most."""
        says = f"days from {self.first} to {self.last} with another rate than the day before"
        steps = [self._in_short(number, day) for number, (day, _, _) in enumerate(self.steps)]
        return count(steps, says, table="Days on which the average tariff changes", to="steps", most=8)

    def _in_short(self, number: int, day: date) -> Trace:
        largest = self.shifts(number)[:1] if number else ()
        return act_step(largest[0], f"{day}: {largest[0].title}") if largest else self.asks[number][1].customs_value.trace

    def causes_of(self, day: date) -> list[str]:
        """In a word or two, the measures that took more or less from a day on, the largest shift first; those of little weight beside it are left out."""
        number = next((number for number, step in enumerate(self.steps) if step[0] == day), 0)
        if not number:
            return []
        found = self.shifts(number)
        return list(dict.fromkeys(one.short for one in found if abs(one.change) >= LITTLE * abs(found[0].change)))

    def shifts(self, number: int) -> tuple[Shift, ...]:
        """What each measure takes more or less from a step on, the largest shift first."""
        before, now = self.asks[number]
        old = {part.name: part for part in before.charged} if before else {}
        new = {part.name: part for part in now.charged}
        found = [_shift(old.get(name), new.get(name), now) for name in dict.fromkeys([*new, *old])]
        return tuple(sorted((one for one in found if abs(one.change) > 0.5), key=lambda one: (-abs(one.change), one.title)))


def _shift(old: ExposurePart | None, new: ExposurePart | None, now: ExposureQuery) -> Shift:
    """One measure before and after; where it is gone, the act that ended it."""
    part = new or old
    assert part is not None
    ended = None if new else now.schedule.by_id[part.name].for_origin(now.origin).reading(now.law.as_of, now.law.known_by)
    act = ended[1] if ended else part
    short = now.schedule.by_id[part.name].measure.short or part.title
    return Shift(title=part.title, short=short, before=old.duty if old else 0.0, after=new.duty if new else 0.0, act=act.act, cite=act.cite)


@tells_gaps
def series(
    book: Workbook,
    *,
    first: date | str,
    last: date | str,
    known_by: date | str | None = None,
    origin: str | None = None,
    scenario: Iterable[str] | str = (),
    convention: str = "legal",
    trade: str | Path | TradeTable | None = None,
    lists: str | Path | None = None,
) -> Series:
    """The daily series between two days, both included. Days outside the known law, or in the wrong order, are an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        first: the first day
        last: the last day
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        scenario: one scenario or several, laid over the law
        convention: how the rate is made, as ``legal``, ``waugh`` or ``tpc``
        trade: lines of trade (a file or a ``TradeTable``) in place of the shipped table
        lists: a folder with full lists of codes in place of the short ones of the seeds

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.series(book, first="2025-04-01", last="2025-04-10", known_by="2025-06-14").to_frame("step")[["first_day", "effective_rate"]].round(4)
           first_day  effective_rate
        0 2025-04-01          0.0204
        1 2025-04-03          0.0893
        2 2025-04-05          0.1391
        3 2025-04-09          0.2089
        4 2025-04-10          0.1391
    """
    origin = book.origin_asked(origin)
    how = convention_of(book, convention, origin)
    if how.kind == "collected":
        wrong, remedy = "is made of what customs collected in whole months", "Ask 'tradebrief exposure' for the month of a day."
        raise ask_error("convention", wrong, convention, remedy)
    schedule = law_under(book, how)
    names = () if how.law else one_or_several(scenario)
    start, end = schedule.day(first), schedule.day(last)
    if end < start:
        raise ask_error("last", "is before the first day", end, f"Give a day from {start} on.")
    known = schedule.known_day(known_by)
    table = trade_table(book, origin, trade, lists, terms=any(one.terms_of for one in schedule.chosen(names)))
    days = points(schedule, origin, start, end, known, names, publication=how.dates == "publication")
    asks = [_on(book, how, schedule, schedule.as_at(day, known_on(how, day, known), names), table, origin) for day in days]
    added = [ask.added() for ask in asks]
    value, inside = asks[0].value, asks[0].inside
    changes = [number for number in range(len(days)) if number == 0 or added[number] != added[number - 1]]
    return Series(
        first=start,
        last=end,
        known_by=known,
        origin=origin,
        scenario=names,
        convention=how.id,
        trade=table.name,
        trade_year=year_of(book, table),
        steps=tuple((days[number], inside + added[number], (inside + added[number]) / value if value else 0.0) for number in changes),
        lines=_daily(days, end, np.array(added), inside, value),
        asks=tuple((asks[number - 1] if number else None, asks[number]) for number in changes),
    )


def _on(book: Workbook, how: Convention, schedule: TariffSchedule, law: LawOfDay, table: TradeTable, origin: str) -> ExposureQuery:
    return ExposureQuery(book=book, how=how, schedule=schedule, law=law, table=table, origin=origin)


def points(
    schedule: TariffSchedule,
    origin: str,
    first: date,
    last: date,
    known_by: date,
    scenarios: Iterable[str] = (),
    *,
    publication: bool = False,
) -> list[date]:
    """The first day and every later day to ``last`` on which what is owed may change; with dates of publication also the days of the acts."""
    chosen = schedule.chosen(scenarios)
    whose = {origin, *(one.terms_of for one in chosen if one.terms_of)}
    about = [one.for_origin(each) for one in schedule.prepared for each in whose if one.measure.origins.holds(each)]
    days = set(break_days(about, known_by, change_days(list(chosen))))
    if publication:
        days |= {entry.published for one in about for _, entries in one.readings for entry in entries}
    return [first, *sorted(day for day in days if first < day <= last)]


def _daily(days: list[date], last: date, added: np.ndarray, inside: float, value: float) -> pd.DataFrame:
    lengths = [(following - day).days for day, following in zip(days, [*days[1:], last + timedelta(days=1)], strict=True)]
    duty = np.repeat(inside + added, lengths)
    return pd.DataFrame(
        {
            "day": pd.date_range(days[0], last, freq="D"),
            "customs_value_usd": value,
            "duty_usd": duty,
            "effective_rate": duty / value if value else 0.0,
            "increase_over_mfn": np.repeat(added, lengths) / value if value else 0.0,
        }
    )
