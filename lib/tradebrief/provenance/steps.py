"""The steps that records of the seeds give to a chain: an act, a table of figures, an assumption, a convention."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, given


class CitedTable(citations.Sourced, Protocol):
    """What of a table of the seeds is needed to cite it: its id is its file's name."""

    @property
    def id(self) -> str:
        """Its file's name."""
        ...


class Assumed(citations.Sourced, Protocol):
    """What of an assumption is needed to cite it."""

    @property
    def central(self) -> Decimal:
        """The value used."""
        ...

    @property
    def low(self) -> Decimal:
        """The lowest value worth trying."""
        ...

    @property
    def high(self) -> Decimal:
        """The highest value worth trying."""
        ...

    @property
    def unit(self) -> str:
        """Its unit."""
        ...


def act_step(act: citations.CitedAct, says: str, value: float | None = None, unit: str = "", *, to: str = "") -> Trace:
    """An act and what is to be said of it; ``{}`` in ``says`` is where the number stands, if there is one."""
    cited = f"{says} ({', '.join(filter(None, (act.act, act.cite)))})"
    return Trace(kind="act", says=cited, value=value, unit=unit, to=to, cite=citations.act(act))


def table_figure(about: CitedTable, value: float, says: str, unit: str = "", *, to: str = "") -> Quantity:
    """A figure of a table of the seeds, or a sum over its rows: what it is, with its columns; the file is added."""
    return given(value, f"{says} of {about.id}.csv", unit, to=to, cite=citations.table(about))


def assumption(one: Assumed, says: str = "") -> Quantity:
    """The central value of an assumption, with its range and its source, or what is to be said in the source's place."""
    unit = "" if one.unit.partition(" ")[0] in one.title.lower() else f" {one.unit}"
    span = f" ({one.low:,} to {one.high:,})" if one.low != one.high else ""
    told = f"{one.title}: {one.central:,}{unit}{span}; {says or citations.short(one.source)}"
    trace = Trace(kind="assumption", says=told, value=float(one.central), unit=one.unit, cite=citations.chosen(one))
    return Quantity(float(one.central), one.unit, trace, float(one.low), float(one.high))


def convention(one: citations.Sourced) -> Trace:
    """A convention and its source."""
    return Trace(kind="convention", says=f"{one.title}: {one.source}", cite=citations.chosen(one))
