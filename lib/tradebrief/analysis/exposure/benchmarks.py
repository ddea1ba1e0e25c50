"""An exposure beside others: what scenarios cost or save, what is suspended, how published rates compare, and the checks a report makes of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from tradebrief.analysis.exposure.bridge import asked, benchmarks
from tradebrief.analysis.exposure.collected import collected_in
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table
from tradebrief.errors import LackError
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.trade.datasets import Benchmark
from tradebrief.workbook.workbook import Workbook

"""The scenario that says what comes back when a suspension ends."""

ALLOWED = {"fully": 0.0005, "in part": 0.006}
"""How far a published rate may lie off, as a share of customs value, by how far its convention is told."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Compared(Result):
    """A published rate and the rate worked out here under its convention; ``allowed`` is ``None`` where the convention is not told."""

    benchmark: Benchmark
    title: str
    published: Quantity
    computed: Quantity
    allowed: float | None

    _frames: ClassVar[Mapping[str, Frame]] = {
        "rate": Frame(
            "",
            "convention=benchmark.convention title first_day=benchmark.day published_rate=published computed off holds "
            "source=benchmark.where",
        ),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"published": "published", "computed": "computed", "off": "off"}
    _heading: ClassVar[str] = "{0.title} on {0.benchmark.day}"

    @cached_property
    def off(self) -> Quantity:
        """The rate worked out less the published one."""
        return derive("computed - published", "replicated less published", "points", computed=self.computed, published=self.published)

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

    _frames: ClassVar[Mapping[str, Frame]] = {"check": Frame("", "title=name holds numbers")}


@tells_gaps
@listed("Published rates, and the same computed here", Compared)
def published_rates(
    book: Workbook, *, origin: str | None = None, known_by: date | str | None = None, trade: str | Path | TradeTable | None = None
) -> tuple[Compared, ...]:
    """Every published rate beside the one worked out here, in order of days.

    Args:
        book: the workbook, from ``tb.load()``
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        known_by: use nothing published later; without one, everything
        trade: lines of trade (a file or a ``TradeTable``) in place of the shipped table

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.published_rates(book)[0]
        Budget Lab at Yale, tariff-rate tracker on 2025-01-01
        published: 1.55%
        computed: 1.5842%
        off: +0.0342 points
        1 row: .to_frame()
    """
    if "published-rates" not in book.figures:
        raise LackError("figures", "published-rates")
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
    table = "Published rates and their replication"
    return count(steps, "published rates whose convention is told in full or in part", table=table, to="published", most=4)


def near_rates(found: Sequence[Compared]) -> Quantity:
    """How many published rates lie as near as their convention is told."""
    allowed = ", ".join(f"{100 * points:g} points where it is told {how}" for how, points in ALLOWED.items())
    steps = [one.published for one in found if one.holds]
    table = "Published rates and their replication"
    return count(steps, f"those no further off than {allowed}", table=table, to="published", most=4)


def check_count(found: Sequence[ReportCheck]) -> Quantity:
    """How many checks a report makes of itself."""
    steps = [Trace(kind="table", says=f"{one.name}: {one.numbers}", to="checks") for one in found]
    return count(steps, "checks, each a row of the table", to="checks")


@tells_gaps
@listed("Checks of the report", ReportCheck)
def exposure_checks(book: Workbook, found: Exposure, published: Iterable[Compared] = ()) -> tuple[ReportCheck, ...]:
    """What a report on exposure checks about itself.

    Args:
        book: the workbook, from ``tb.load()``
        found: the exposure it is about, from ``tb.exposure``
        published: published rates, from ``tb.published_rates``

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> all(one.holds for one in tb.exposure_checks(book, found))
        True
    """
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
            name="the range across data assumptions holds the rate",
            holds=found.low <= found.effective_rate <= found.high,
            numbers=f"{100 * found.low:.2f} to {100 * found.high:.2f} about {100 * found.effective_rate:.2f}%",
        ),
        ReportCheck(
            name="published rates lie as near as their conventions are told",
            holds=len(near) == len(told),
            numbers=f"{len(near)} of {len(told)}",
        ),
    )


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1.0)
