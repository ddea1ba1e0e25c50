"""Scenarios beside the law of a day, and what would come back if a suspension ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.conventions import law_under
from tradebrief.analysis.exposure.parts import ExposurePart, ExposureQuery, scenario_step
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.law.schedule import LawOfDay
from tradebrief.provenance.quantity import Quantity, count, derive
from tradebrief.records.record import one_or_several
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.workbook.workbook import Workbook

SNAPBACK = "snapback-24"


@dataclass(frozen=True, kw_only=True, repr=False)
class ScenarioResult(Result):
    """A scenario on the day of an exposure: its own exposure and what it costs (above zero) or saves in dollars."""

    name: str
    title: str
    why: str
    exposure: Exposure
    difference: Quantity

    _frames: ClassVar[Mapping[str, Frame]] = {
        "scenario": Frame(
            "",
            "scenario=name title effective_rate=exposure.effective_rate low_rate=exposure.low high_rate=exposure.high "
            "duty=exposure.duty difference why",
        ),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"effective rate": "exposure.effective_rate", "against the law": "difference"}
    _heading: ClassVar[str] = "{0.title}"


@tells_gaps
@listed("Scenarios beside the law", ScenarioResult)
def compare_scenarios(book: Workbook, found: Exposure, scenario: str | Iterable[str] = ()) -> tuple[ScenarioResult, ...]:
    """Each scenario on the day of an exposure, the most expensive first; without a name every scenario whose days hold that day.

    Args:
        book: the workbook, from ``tb.load()``
        found: the exposure it is about, from ``tb.exposure``
        scenario: one scenario or several, laid over the law

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> tb.compare_scenarios(book, found, "snapback-24")[0].difference
        0 USD
    """
    chosen = list(one_or_several(scenario)) or [
        name
        for name, one in book.scenarios.items()
        if one.importer in (None, book.importer_asked()) and found.as_of in one.period and one.meets(found.origin)
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
        told = book.schedule().chosen([name])[0]
        says = "duty under the scenario less duty without it"
        difference = derive("under - without", says, "USD", to="scenarios", under=other.duty, without=found.duty)
        done.append(ScenarioResult(name=name, title=told.title, why=told.why, exposure=other, difference=difference))
    return tuple(sorted(done, key=lambda one: (-one.difference, one.name)))


@tells_gaps
@listed("What is suspended", ExposurePart)
def suspended(book: Workbook, found: Exposure) -> tuple[ExposurePart, ...]:
    """What would come back if a suspension in force on the day ended at once: the measure, the trade it applies to, and the duty on top.

    Args:
        book: the workbook, from ``tb.load()``
        found: the exposure it is about, from ``tb.exposure``

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> tb.suspended(book, found)
        What is suspended
        1 row: .to_frame()
    """
    schedule = law_under(book, found.convention)
    if found.convention.law or SNAPBACK not in book.scenarios:
        return ()
    scenario = book.scenarios[SNAPBACK]
    parts = [
        part
        for part in found.by_measure
        if part.name in scenario.named
        and _is_suspended(schedule.by_id[part.name].for_origin(found.origin).reading(found.as_of, found.known_by))
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


def scenario_count(found: Sequence[ScenarioResult]) -> Quantity:
    """How many scenarios begin by the day."""
    steps = [scenario_step(one) for what in found if what.exposure.ask for one in what.exposure.ask.law.chosen]
    return count(steps, "scenarios of the workbook whose days hold the day")
