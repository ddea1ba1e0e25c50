"""What differs between two days of knowing: one thing, all of them, and what told them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Literal

from tradebrief.law.measure import Origins
from tradebrief.period import When
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result

TABLE = "changes"
"""The place of a page that shows every difference."""

#: Kinds of differences whose cause names the texts or acts that told it, and what those are.
_TOLD_BY = {"measure": "act", "event": "text", "deadline": "text", "proposal": "text"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Difference(Result):
    """One thing that is known otherwise: what it is, how it was told before and after, what told it, and the day it is about or came out.

    ``title`` is what people call it. Of an event, ``sort`` and ``status`` tell what it is and whether it took place, ``when`` its days as
    far as they are known at the end; of a measure, ``origins`` are those it is laid on. ``cites`` are the sources behind
    ``cause`` as footnotes name them.
    """

    what: str
    id: str
    change: Literal["new", "changed", "gone"]
    before: str
    after: str
    cause: str
    day: date | None
    title: str = ""
    when: When | None = None
    status: str = ""
    sort: str = ""
    origins: Origins | None = None
    cites: tuple[str, ...] = ()

    _frames: ClassVar[Mapping[str, Frame]] = {
        "difference": Frame("", "what id title change before_text=before after_text=after cause first_day=day"),
    }

    @property
    def step(self) -> Trace:
        """The difference as a step of a chain."""
        return Trace(kind="fact", says=f"{self.title or self.id}: {self.before or 'not known before'} → {self.after or 'gone'}", to=TABLE)

    @property
    def trace(self) -> Trace:
        """The difference, and the texts or acts that told it; where it was counted or compared, how."""
        if kind := _TOLD_BY.get(self.what):
            causes = tuple(Trace(kind=kind, says=one, cite=one) for one in self.cites)
        else:
            causes = (Trace(kind="table", says=self.cause, to=TABLE),) if self.cause else ()
        return replace(self.step, of=causes)

    @property
    def plain(self) -> dict[str, str | None]:
        """The difference as plain data, without what only sentences need."""
        names = ("what", "id", "title", "change", "before", "after", "cause")
        return {name: getattr(self, name) for name in names} | {"day": self.day and self.day.isoformat()}


@dataclass(frozen=True, kw_only=True)
class Span:
    """The two days of knowing, the day asked about, and the clock by which texts were out."""

    from_known: date
    to_known: date
    as_of: date | None = None
    clock: str = "publisher"

    def brings(self, day: date) -> bool:
        """Whether what came out on ``day`` is known at the end and was not at the start."""
        return self.from_known < day <= self.to_known


@dataclass(frozen=True, kw_only=True)
class Came:
    """A text or act that came out: its id, what it is, the day it was out, and how it is cited."""

    id: str
    what: str
    published: str
    cite: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Differences(Result):
    """Everything that differs between two days of knowing, in order of kind and day; ``sources`` are the texts and acts that made it so."""

    span: Span
    rows: tuple[Difference, ...]
    sources: tuple[Came, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {"difference": Frame("rows", Difference._frames["difference"].columns)}
    _headlines: ClassVar[Mapping[str, str]] = {"texts and acts that came out": "source_count"}
    _next: ClassVar[Sequence[str]] = ("tb.tables.changes.changed(found)", "tradebrief diff --from-known … --to-known …")
    _heading: ClassVar[str] = "What changed from {0.span.from_known} to {0.span.to_known}"

    def of(self, what: str) -> tuple[Difference, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.what == what)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind, in the order of kinds."""
        kinds = dict.fromkeys(row.what for row in self.rows)
        return {what: len(self.of(what)) for what in kinds}

    @property
    def source_count(self) -> Quantity:
        """How many texts and acts came out."""
        steps = [Trace(kind="text", says=f"{one.id}: {one.what}, out on {one.published}", cite=one.cite) for one in self.sources]
        return count(steps, "texts and acts that came out in between", table="What came out in between", to="change-sources")


def count_of(what: str, rows: Sequence[Difference]) -> Quantity:
    """How many things of one kind differ; what told each stands in the table of what changed."""
    return count([row.step for row in rows], f"{what} that differ", table="What changed", to=TABLE)


def cited_act(cite: str) -> Trace:
    """An act that came out."""
    return Trace(kind="act", says=cite, cite=cite)


def count_by_act(measures: Sequence[Difference], cite: str) -> Quantity:
    """How many measures charge otherwise by one act."""
    steps = [replace(row.step, of=(cited_act(cite),)) for row in measures if cite in row.cites]
    return count(steps, f"measures that charge otherwise by {cite}", table="What changed", to=TABLE)


def differs(what: str, name: str, before: str, after: str, cause: str, day: date | None = None, **more: Any) -> Difference:
    """A difference; what was nothing before is *new*, what is nothing after is *gone*."""
    change: Literal["new", "changed", "gone"] = "changed" if before and after else "new" if after else "gone"
    return Difference(what=what, id=name, change=change, before=before, after=after, cause=cause, day=day, **more)
