"""An exposure beside others: what scenarios cost or save, what is suspended, how published rates compare, and the checks a report makes of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.bridge import asked, benchmarks
from tradebrief.analysis.exposure.collected import collected_in
from tradebrief.analysis.exposure.conventions import law_under
from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery, scenario_step
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table
from tradebrief.law.schedule import LawOfDay
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result, listed
from tradebrief.trade.datasets import Benchmark
from tradebrief.workbook.workbook import Workbook

SNAPBACK = "snapback-24"
"""The scenario that says what comes back when a suspension ends."""

ALLOWED = {"fully": 0.0005, "in part": 0.006}
"""How far a published rate may lie off, as a share of customs value, by how far its convention is told."""


@dataclass(frozen=True, kw_only=True, repr=False)
class ScenarioResult(Result):
    """A scenario on the day of an exposure: its own exposure and what it costs (above zero) or saves in dollars."""

    name: str
    title: str
    why: str
    exposure: Exposure
    difference: Quantity

    frames: ClassVar[Mapping[str, Frame]] = {
        "scenario": Frame(
            "",
            "scenario=name title effective_rate=exposure.effective_rate low=exposure.low high=exposure.high "
            "duty=exposure.duty difference why",
        ),
    }
    headlines: ClassVar[Mapping[str, str]] = {"effective rate": "exposure.effective_rate", "against the law": "difference"}
    heading_template: ClassVar[str] = "{0.title}"


@dataclass(frozen=True, kw_only=True, repr=False)
class Compared(Result):
    """A published rate and the rate worked out here under its convention; ``allowed`` is ``None`` where the convention is not told."""

    benchmark: Benchmark
    title: str
    published: Quantity
    computed: Quantity
    allowed: float | None

    frames: ClassVar[Mapping[str, Frame]] = {
        "rate": Frame(
            "",
            "convention=benchmark.convention title first_day=benchmark.day published_rate=published computed off holds "
            "source=benchmark.where",
        ),
    }
    headlines: ClassVar[Mapping[str, str]] = {"published": "published", "computed": "computed", "off": "off"}
    heading_template: ClassVar[str] = "{0.title} on {0.benchmark.day}"

    @cached_property
    def off(self) -> Quantity:
        """The rate worked out less the published one."""
        return derive("computed - published", "worked out here less published", "points", computed=self.computed, published=self.published)

    @property
    def holds(self) -> bool | None:
        """Whether it lies as near as its convention is told; ``None`` where that cannot be asked."""
        return None if self.allowed is None else abs(self.off) <= self.allowed


@dataclass(frozen=True, kw_only=True, repr=False)
class ReportCheck(Result):
    """Something a report checks about itself: what, whether it holds, the numbers."""

    name: str
    holds: bool
    numbers: str

    frames: ClassVar[Mapping[str, Frame]] = {
        "check": Frame("", "title=name holds numbers"),
    }


@listed("Scenarios beside the law", ScenarioResult)
def compare_scenarios(book: Workbook, found: Exposure, scenario: str | Iterable[str] = ()) -> tuple[ScenarioResult, ...]:
    """Each scenario on the day of an exposure, the most expensive first; without a name every scenario whose days hold that day."""
    chosen = list(one_or_several(scenario)) or [
        name for name, one in book.scenarios.items() if one.importer == "USA" and found.as_of in one.period and one.meets(found.origin)
    ]
    done = []
    for name in chosen:
        other = exposure(
            book,
            as_of=found.as_of,
            known_by=found.known_by,
            origin=found.origin,
            scenario=name,
            convention=found.convention.id,
            trade=found.table,
        )
        told = book.scenarios[name]
        says = "duty under the scenario less duty without it"
        difference = derive("under - without", says, "USD", to="scenarios", under=other.duty, without=found.duty)
        done.append(ScenarioResult(name=name, title=told.title, why=told.why, exposure=other, difference=difference))
    return tuple(sorted(done, key=lambda one: (-one.difference, one.name)))


@listed("What is suspended", ExposurePart)
def suspended(book: Workbook, found: Exposure) -> tuple[ExposurePart, ...]:
    """What would come back if a suspension in force on the day ended at once: the measure, the trade it applies to, and the duty on top."""
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


@listed("Published rates, and the same computed here", Compared)
def published_rates(
    book: Workbook, *, origin: str | None = None, known_by: date | str | None = None, trade: str | Path | TradeTable | None = None
) -> tuple[Compared, ...]:
    """Every published rate beside the one worked out here, in order of days."""
    origin = book.origin_asked(origin)
    table = trade_table(book, origin, trade)
    law = book.schedule().law
    known = book.schedule().known_day(known_by)
    done = []
    for one in sorted(benchmarks(book), key=lambda one: (one.day, one.id)):
        how = book.conventions[one.convention]
        month = collected_in(book, origin, one.day) if how.kind == "collected" else None
        if not law.first_day <= one.day <= law.last_day or (how.kind == "collected" and month is None):
            continue
        computed = month.rate if month else asked(book, how, one.day, known, origin, table).effective_rate
        done.append(
            Compared(benchmark=one, title=how.title, published=_read(one, how.title), computed=computed, allowed=ALLOWED.get(one.stated))
        )
    return tuple(one for one in done if one.benchmark.id != "c01")


def _read(one: Benchmark, title: str) -> Quantity:
    """A published rate and where it was read."""
    says = f"{title} on {one.day}: {{}}, {one.where}; row {one.id} of published-rates.csv"
    return given(float(one.value) / 100, says, "ratio", to="published", cite=citations.named(f"{one.source}, {one.where}"))


def told_rates(found: Sequence[Compared]) -> Quantity:
    """How many published rates tell of their convention."""
    steps = [one.published for one in found if one.holds is not None]
    table = "Published rates and the same worked out here"
    return count(steps, "published rates whose convention is told in full or in part", table=table, to="published", most=4)


def near_rates(found: Sequence[Compared]) -> Quantity:
    """How many published rates lie as near as their convention is told."""
    allowed = ", ".join(f"{100 * points:g} points where it is told {how}" for how, points in ALLOWED.items())
    steps = [one.published for one in found if one.holds]
    table = "Published rates and the same worked out here"
    return count(steps, f"those no further off than {allowed}", table=table, to="published", most=4)


def scenario_count(found: Sequence[ScenarioResult]) -> Quantity:
    """How many scenarios begin by the day."""
    steps = [scenario_step(one) for what in found if what.exposure.ask for one in what.exposure.ask.law.chosen]
    return count(steps, "scenarios of the workbook whose days hold the day")


def check_count(found: Sequence[ReportCheck]) -> Quantity:
    """How many checks a report makes of itself."""
    steps = [Trace(kind="table", says=f"{one.name}: {one.numbers}", to="checks") for one in found]
    return count(steps, "checks, each a row of the table", to="checks")


@listed("Checks of the report", ReportCheck)
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
