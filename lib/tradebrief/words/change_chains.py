"""Chains from what changed between two days of knowing down to the texts and acts that came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradebrief.analysis.changes import Difference, Differences
from tradebrief.provenance.lineage import Trace
from tradebrief.words.steps import counted

TABLE, CAME_OUT = "changes", "change-sources"
"""The places of a page that show every row and every source."""

#: Kinds of rows whose cause names the texts or acts that told it, and what those are.
_TOLD_BY = {"measure": "act", "event": "text", "deadline": "text", "proposal": "text"}


def of_sources(found: Differences) -> Trace:
    """How many texts and acts came out."""
    steps = [Trace(kind="text", says=f"{one.id}: {one.what}, out on {one.published}", cite=one.cite) for one in found.sources]
    return counted("texts and acts that came out in between", len(steps), steps, shown="What came out in between", to=CAME_OUT)


def of_rows(what: str, rows: Sequence[Difference]) -> Trace:
    """How many things of one kind differ; what told each stands in the table of what changed."""
    return counted(f"{what} that differ", len(rows), [_step(row) for row in rows], shown="What changed", to=TABLE)


def of_act(measures: Sequence[Difference], cite: str) -> Trace:
    """What one act made charge otherwise, of some measures."""
    rows = [row for row in measures if cite in row.cites]
    act = Trace(kind="act", says=cite, cite=cite)
    return counted(
        f"measures that charge otherwise by {cite}",
        len(rows),
        [replace(_step(row), of=(act,)) for row in rows],
        shown="What changed",
        to=TABLE,
    )


def of_row(row: Difference) -> Trace:
    """One thing that differs, and what told it."""
    return replace(_step(row), of=tuple(_causes(row)))


def _step(row: Difference) -> Trace:
    return Trace(kind="fact", says=f"{row.title or row.id}: {row.before or 'not known before'} → {row.after or 'gone'}", to=TABLE)


def _causes(row: Difference) -> Iterator[Trace]:
    """The texts or acts that told it; where it was counted or compared, how."""
    if kind := _TOLD_BY.get(row.what):
        yield from (Trace(kind=kind, says=one, cite=one) for one in row.cites)
    elif row.cause:
        yield Trace(kind="table", says=row.cause, to=TABLE)
