"""An exposure beside others: what scenarios cost or save, what is suspended, how published rates compare, and the checks a report makes of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tradebrief.analysis.exposure.account import expose
from tradebrief.analysis.exposure.bridge import asked, benchmarks
from tradebrief.analysis.exposure.collected import Month, collected_in
from tradebrief.analysis.exposure.conventions import law_under
from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table
from tradebrief.law.schedule import LawOfDay
from tradebrief.trade.datasets import Benchmark
from tradebrief.workbook.workbook import Workbook

SNAPBACK = "snapback-24"
"""The scenario that says what comes back when a suspension ends."""

ALLOWED = {"fully": 0.0005, "in part": 0.006}
"""How far a published rate may lie off, as a share of customs value, by how far its convention is told."""


@dataclass(frozen=True, kw_only=True)
class ScenarioResult:
    """A scenario on the day of an exposure: its own exposure and what it costs (above zero) or saves in dollars."""

    name: str
    title: str
    why: str
    exposure: Exposure
    difference: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A published rate and the rate worked out here under its convention; ``allowed`` is ``None`` where the convention is not told.

    ``ask`` is the question made ready by which it was worked out, ``month`` the month of which the duty was collected: one of the two.
    """

    benchmark: Benchmark
    title: str
    published: float
    computed: float
    allowed: float | None
    ask: ExposureQuery | None = field(default=None, repr=False, compare=False)
    month: Month | None = field(default=None, repr=False, compare=False)

    @property
    def off(self) -> float:
        """The rate worked out less the published one."""
        return self.computed - self.published

    @property
    def holds(self) -> bool | None:
        """Whether it lies as near as its convention is told; ``None`` where that cannot be asked."""
        return None if self.allowed is None else abs(self.off) <= self.allowed


@dataclass(frozen=True, kw_only=True)
class ReportCheck:
    """Something a report checks about itself: what, whether it holds, the numbers."""

    name: str
    holds: bool
    numbers: str


def compare_scenarios(book: Workbook, found: Exposure, names: Iterable[str] = ()) -> tuple[ScenarioResult, ...]:
    """Each scenario on the day of an exposure, the most expensive first; without names every scenario whose days hold that day."""
    chosen = list(names) or [
        name for name, one in book.scenarios.items() if one.importer == "USA" and found.as_of in one.period and one.meets(found.origin)
    ]
    done = []
    for name in chosen:
        other = expose(
            book,
            as_of=found.as_of,
            known_by=found.known_by,
            origin=found.origin,
            scenario=name,
            convention=found.convention.id,
            trade=found.table,
        )
        scenario = book.scenarios[name]
        done.append(ScenarioResult(name=name, title=scenario.title, why=scenario.why, exposure=other, difference=other.duty - found.duty))
    return tuple(sorted(done, key=lambda one: (-one.difference, one.name)))


def suspended(book: Workbook, found: Exposure) -> tuple[ExposurePart, ...]:
    """What would come back if a suspension in force on the day ended at once: the measure, the trade it lies on, and the duty on top."""
    schedule = law_under(book, found.convention)
    if found.convention.law or SNAPBACK not in book.scenarios:
        return ()
    scenario = book.scenarios[SNAPBACK]
    parts = [
        part
        for part in found.by_measure
        if part.name in scenario.named and _is_suspended(schedule.by_id[part.name].reading(found.as_of, found.known_by))
    ]
    if not parts:
        return ()
    moved = scenario.model_copy(update={"from_": found.as_of, "last_day": None})
    law = LawOfDay(schedule=schedule, as_of=found.as_of, known_by=found.known_by, scenarios=(SNAPBACK,), chosen=(moved,))
    ask = ExposureQuery(book=book, how=found.convention, schedule=schedule, law=law, table=found.table, origin=found.origin)
    then = {one.rule.id: float(one.duty[ask.rows].sum()) for one in ask.stack().owed}
    return tuple(
        replace(part, duty=then[part.name] - part.duty, title=f"{part.title}, suspended part", scenario=SNAPBACK) for part in parts
    )


def _is_suspended(reading: tuple[date, object] | None) -> bool:
    """Whether the reading in force says that a higher rate is suspended."""
    note = getattr(reading[1], "note", None) if reading else None
    return bool(note) and "suspen" in str(note)


def published_rates(
    book: Workbook, *, origin: str = "JPN", known_by: date | None = None, trade: str | Path | TradeTable | None = None
) -> tuple[Compared, ...]:
    """Every published rate beside the one worked out here, in order of days."""
    table = trade_table(book, origin, trade)
    law = book.schedule("USA").law
    known = known_by or law.known_to
    done = []
    for one in sorted(benchmarks(book), key=lambda one: (one.day, one.id)):
        how = book.conventions[one.convention]
        month = collected_in(book, origin, one.day) if how.kind == "collected" else None
        if not law.first_day <= one.day <= law.last_day or (how.kind == "collected" and month is None):
            continue
        ask = None if month else asked(book, how, one.day, known, origin, table)
        computed = ask.rate() if ask else month.rate if month else 0.0
        published, allowed = float(one.value) / 100, ALLOWED.get(one.stated)
        done.append(Compared(benchmark=one, title=how.title, published=published, computed=computed, allowed=allowed, ask=ask, month=month))
    return tuple(one for one in done if one.benchmark.id != "c01")


def exposure_checks(book: Workbook, found: Exposure, published: Iterable[Compared] = ()) -> tuple[ReportCheck, ...]:
    """What a report on exposure checks about itself."""
    added = found.increase_over_mfn * found.customs_value
    groups, measures = (sum(part.duty for part in parts) for parts in (found.by_group, found.by_measure))
    told = [one for one in published if one.holds is not None]
    near = [one for one in told if one.holds]
    totals = next((one.about.totals for one in book.figures.values() if one.about.id == found.table.name), {})
    value, duty = (float(found.table.value[:, 0].sum()), float(found.table.duty[:, 0].sum()))
    return (
        ReportCheck(
            name="groups of products add up to the duty",
            holds=_same(groups, found.duty),
            numbers=f"{groups:,.0f} and {found.duty:,.0f} USD",
        ),
        ReportCheck(
            name="measures add up to what is additional", holds=_same(measures, added), numbers=f"{measures:,.0f} and {added:,.0f} USD"
        ),
        ReportCheck(
            name="control totals of the trade table are met",
            holds=_same(value, float(totals.get("customs_value_usd", value))) and _same(duty, float(totals.get("mfn_duty_usd", duty))),
            numbers=f"{value:,.0f} and {duty:,.0f} USD",
        ),
        ReportCheck(
            name="the band holds the rate",
            holds=found.low <= found.effective_rate <= found.high,
            numbers=f"{100 * found.low:.2f} to {100 * found.high:.2f} about {100 * found.effective_rate:.2f} %",
        ),
        ReportCheck(
            name="published rates lie as near as their conventions are told",
            holds=len(near) == len(told),
            numbers=f"{len(near)} of {len(told)}",
        ),
    )


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1.0)
