"""The steps that events and deadlines give to a chain: the day, and the text that settles it with the place of its passage."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import some
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.event_rows import Row
from tradebrief.talks.known_event import KnownEvent


def event_step(one: KnownEvent, *, placed: bool = True) -> Trace:
    """An event with its first day; ``placed`` where the page has a row for each round."""
    told = _settling(one)
    more = sum(row.status == one.status for row in one.rows) - 1
    also = f", and by {more} more" if more else ""
    says = f"{one.event.says}: {one.when}, reported on {one.settled_from}{also}"
    place = f"round-{one.event.number}" if placed and one.kind == "round" else ""
    return Trace(kind="fact", says=says, value=one.start, to=place, of=(row_step(told),))


def event_steps(events: Sequence[KnownEvent], *, placed: bool = True) -> tuple[Trace, ...]:
    """A step for each event; of many the first, the others by the table of rounds."""
    return some([event_step(one, placed=placed) for one in events], table="The rounds", to="rounds")


def _settling(one: KnownEvent) -> Row:
    """The row that gives the day: one that stands in an article, whose passage can be found, before all others."""
    told = [row for row in one.rows if row.status == one.status and row.on]
    return next((row for row in told if row.place and row.in_article), one.settled)


def row_step(row: Row) -> Trace:
    """What a text says of an event: the place of its passage, where it has one, and the text."""
    text = Trace(kind="text", says=f"{row.source}, out by {row.known_from}" + (f" ({row.fact})" if row.fact else ""), cite=row.cite)
    return Trace(kind="passage", says=row.place, of=(text,)) if row.place else text


def deadline_step(one: DeadlineState) -> Trace:
    """A deadline: what set or moved it, and the text that tells of it."""
    says = f"{one.says}: {one.stands}, by {one.by}, reported on {one.known_from}"
    source = Trace(kind="text", says=one.source, cite=citations.named(one.source))
    return Trace(kind="fact", says=says, value=one.stands, of=(source,))
