"""Chains from the numbers on rounds and their gaps down to formulas, rounds and the texts that tell of them."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.trend_tests import TrendTests
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.chronicle import KnownEvent
from tradebrief.talks.event_rows import Row
from tradebrief.talks.records import DeadlineState
from tradebrief.words.steps import counted, formula, some

# --- rounds ---------------------------------------------------------------------------------


def of_rounds(rounds: Sequence[KnownEvent], *, placed: bool = True) -> tuple[Trace, ...]:
    """A step for each round: its day, and the text that settles it; ``placed`` where the page has a row for each."""
    return some([of_round(one, placed=placed) for one in rounds], shown="The rounds", to="rounds")


def of_round(one: KnownEvent, *, placed: bool = True) -> Trace:
    """An event: its days, since when they are known, and the text that settles them."""
    told = _settling(one)
    more = sum(row.status == one.status for row in one.rows) - 1
    also = f", and by {more} more" if more else ""
    says = f"{one.event.says}: {one.when}, known from {one.settled_from}{also}"
    return Trace(kind="fact", says=says, to=f"round-{one.event.number}" if placed and one.kind == "round" else "", of=(of_row(told),))


def _settling(one: KnownEvent) -> Row:
    """The row that gives the day: one that stands in an article, whose passage can be found, before all others."""
    told = [row for row in one.rows if row.status == one.status and row.on]
    return next((row for row in told if row.place and row.in_article), one.settled)


def of_row(row: Row) -> Trace:
    """What a text says of an event: the place of its passage, where it has one, and the text."""
    text = Trace(kind="text", says=f"{row.source}, out by {row.known_from}" + (f" ({row.fact})" if row.fact else ""), cite=row.cite)
    return Trace(kind="passage", says=row.place, of=(text,)) if row.place else text


def of_deadline(one: DeadlineState) -> Trace:
    """A deadline: what set or moved it, and the text that tells of it."""
    says = f"{one.says}: {one.stands}, by {one.by}, known from {one.known_from}"
    return Trace(kind="fact", says=says, of=(Trace(kind="text", says=one.source, cite=cites.named(one.source)),))


def of_count(found: Cadence) -> Trace:
    """How many rounds."""
    says = f"{len(found.rounds)} counted: rounds begun by {found.as_of}, known by {found.known_by}"
    return formula(says, *of_rounds(found.rounds), to="rounds")


def of_gaps(rounds: Sequence[KnownEvent], gaps: Sequence[int]) -> Trace:
    """The days from each round to the next."""
    says = f"{', '.join(map(str, gaps))} = days from each of the {len(rounds)} rounds to the next, by the day that counts of each"
    return formula(says, *of_rounds(rounds), to="rounds")


def of_n(found: Cadence) -> Trace:
    """How many gaps."""
    if not found.rounds:
        return counted("gaps, for no round had begun", 0, [])
    return formula(f"{len(found.rounds)} - 1 = {found.n}: gaps between the rounds", *of_rounds(found.rounds), to="rounds")


# --- their gaps -----------------------------------------------------------------------------


def of_median(found: Cadence) -> Trace:
    """The middle gap."""
    ordered = ", ".join(map(str, sorted(found.gaps)))
    return formula(f"the middle of {ordered} = {found.statistics.median:g}", of_gaps(found.rounds, found.gaps))


def of_mad(found: Cadence) -> Trace:
    """How far from the middle gap half of them lie."""
    middle = found.statistics.median or 0.0
    off = ", ".join(f"{one:g}" for one in sorted(abs(gap - middle) for gap in found.gaps))
    return formula(f"the middle of {off} = {found.statistics.mad:g}: distances from {middle:g}", of_gaps(found.rounds, found.gaps))


def of_order(found: Cadence) -> Trace:
    """The permutation p."""
    order, p = found.order, found.order.p_faster or 0.0
    which = "all orders" if order.enumerated else "orders drawn"
    says = (
        f"{round(p * order.orders):,} / {order.orders:,} = {100 * p:.4f} %: of {which} of the {found.n} gaps {', '.join(map(str, found.gaps))} those whose sum of "
        "round days is at least that of the order observed"
    )
    return formula(says, of_gaps(found.rounds, found.gaps), to="trend")


def of_tau(found: Cadence) -> Trace:
    """Mann-Kendall's tau and its p."""
    order = found.order
    says = f"tau = {order.tau:.4f}, p = {order.p_tau:.4f}: rank correlation of {', '.join(map(str, found.gaps))} with their order, two-sided, over {order.orders:,} orders"
    return formula(says, of_gaps(found.rounds, found.gaps), to="trend")


def of_trend(found: Cadence, tests: TrendTests) -> Trace:
    """The Lewis-Robinson statistic of a record that ends in one way."""
    ends = "at the last round" if tests.truncation == "event" else "on the day of asking"
    says = (
        f"{tests.laplace:.4f} / {tests.spread:.4f} = {tests.lewis_robinson:.4f}: Laplace's U of a record that ends {ends}, {tests.end:g} days after the "
        "first round, over the sample coefficient of variation of the gaps"
    )
    return formula(says, of_gaps(found.rounds, found.gaps), to="trend")


# --- what the articles alone leave open -------------------------------------------------------


def of_open(found: Cadence) -> Trace:
    """The rounds whose day the articles leave open."""
    steps = of_rounds(found.bounds.open_rounds)
    return formula(f"{len(found.bounds.open_rounds)} counted: rounds that the articles date by a span only", *steps, to="bounds")


def of_sets(found: Cadence) -> Trace:
    """How many sets of dates the articles allow."""
    choices = " · ".join(map(str, found.bounds.choices))
    says = f"{found.bounds.sets:,} of {choices} sets of weekdays: those in which each round begins after the one before"
    return formula(says, *of_rounds(found.bounds.rounds), to="bounds")


def of_range(found: Cadence, name: str, what: str) -> Trace:
    """The range of a statistic over those sets."""
    low, high = found.bounds.ranges[name]
    return formula(f"{low:g} to {high:g}: lowest and highest {what} over {found.bounds.sets:,} sets of dates", of_sets(found), to="bounds")
