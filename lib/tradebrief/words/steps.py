"""Steps that the chains of every subject are made of: formulas, counts, acts, tables, assumptions, and no more of them than a reader follows."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.records.assumption import Assumption
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet

MOST = 12
"""Steps of one kind that a chain shows; what is over is counted."""


def formula(says: str, *of: Trace, to: str = "") -> Trace:
    """A number as it is made of others."""
    return Trace(kind="formula", says=says, to=to, of=of)


def counted(what: str, count: int, steps: Sequence[Trace], *, shown: str = "", to: str = "", most: int = MOST) -> Trace:
    """A count, down to what was counted; ``shown`` names the table of the page that holds all of it, at ``to``."""
    return formula(f"{count:,} counted: {what}", *some(steps, shown=shown, to=to, most=most), to=to)


def some(steps: Sequence[Trace], *, shown: str = "", to: str = "", most: int = MOST) -> tuple[Trace, ...]:
    """The first steps; the others counted, with the table that holds them."""
    rest = len(steps) - most
    if rest <= 0:
        return tuple(steps)
    where = f", in the table '{shown}'" if shown else ""
    return (*steps[:most], Trace(kind="table", says=f"and {rest} more{where}", to=to))


def of_act(one: cites.CitedAct, says: str) -> Trace:
    """An act, and what is to be said of it."""
    return Trace(kind="act", says=f"{says} ({', '.join(filter(None, (one.act, one.cite)))})", cite=cites.act(one))


def of_sheet(about: Sheet, says: str, to: str = "") -> Trace:
    """A figure of a table of the seeds: what it is, with its column, and the file."""
    return Trace(kind="table", says=f"{says} of {about.id}.csv", to=to, cite=cites.table(about))


def of_assumption(one: Assumption, says: str = "") -> Trace:
    """An assumption with its range and source."""
    unit = "" if one.unit.partition(" ")[0] in one.title.lower() else f" {one.unit}"
    span = f"{one.central:,}{unit}" + (f" ({one.low:,} to {one.high:,})" if one.low != one.high else "")
    return Trace(kind="assumption", says=f"{one.title}: {span}; {says or cites.short(one.source)}", cite=cites.chosen(one))


def of_convention(one: Convention) -> Trace:
    """A convention and its source."""
    return Trace(kind="convention", says=f"{one.title}: {one.source}", cite=cites.chosen(one))


def dollars(amount: float) -> str:
    """Dollars to the dollar."""
    return f"{amount:,.0f} USD"
