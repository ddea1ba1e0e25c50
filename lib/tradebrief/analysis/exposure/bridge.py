"""From one published rate to another on one day, convention by convention; what no convention explains is shown as the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from tradebrief.analysis.exposure.collected import collected_in
from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under
from tradebrief.analysis.exposure.parts import ExposureQuery
from tradebrief.analysis.exposure.series import points
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table
from tradebrief.errors import LackError
from tradebrief.provenance import citations
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Benchmark, filled
from tradebrief.workbook.workbook import Workbook

#: The choices a walk changes one by one: what each is called, and the fields of a convention that make it.
CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("MFN duty in the rate", ("mfn",)),
    ("trade in the denominator", ("without_chapters",)),
    ("duty on goods under chapters 98 and 99", ("provisions",)),
    ("metal share of mixed goods", ("metal", "on_part")),
    ("conditions claimed, as for civil aircraft", ("claimed",)),
    ("days of effect or of publication", ("dates",)),
    ("reading of the law", ("law",)),
)


@dataclass(frozen=True, kw_only=True)
class BridgeStep:
    """One choice changed: how the rate was made before and after, and the rates."""

    name: str
    before: str
    after: str
    rate_before: Quantity
    rate_after: Quantity

    @cached_property
    def change(self) -> Quantity:
        """What the choice is worth, as a share of customs value."""
        says = f"{self.name}, {self.before} → {self.after}"
        return derive("after - before", says, "points", to="bridge", after=self.rate_after, before=self.rate_before)


@dataclass(frozen=True, kw_only=True)
class End:
    """One end of a walk: the convention, its rate as worked out here, and the rate that was published, where one was for these days."""

    convention: str
    title: str
    computed: Quantity
    published: float | None
    published_on: date | None = None
    source: str = ""
    unstated: str = ""

    @cached_property
    def rest(self) -> Quantity | None:
        """What was published less what is worked out here."""
        if self.published is None:
            return None
        read = given(self.published, f"{self.title}: {{}} published", "ratio", to="bridge", cite=citations.named(self.source))
        return derive("published - computed", f"{self.title}, published less replicated", "points", published=read, computed=self.computed)

    def to_dict(self) -> dict[str, Any]:
        """One end of a walk for programs."""
        return {
            "convention": self.convention,
            "title": self.title,
            "computed": self.computed,
            "published": self.published,
            "published_on": self.published_on,
            "rest": self.rest,
            "unstated": self.unstated,
            "source": self.source,
        }


@dataclass(frozen=True, kw_only=True, repr=False)
class Bridge(Result):
    """A walk from one rate to another: rest of the first, the choices in order, rest of the second."""

    as_of: date
    known_by: date
    origin: str
    scenario: tuple[str, ...]
    start: End
    end: End
    steps: tuple[BridgeStep, ...]
    trade: str
    sources: tuple[str, ...] = field(default=())

    _frames: ClassVar[Mapping[str, Frame]] = {
        "step": Frame(
            "steps",
            "title=name before_text=before after_text=after old_rate=rate_before new_rate=rate_after change_points=change",
        ),
    }
    _headlines: ClassVar[Mapping[str, str]] = {
        "first rate": "start.computed",
        "second rate": "end.computed",
        "not explained": "unexplained",
    }
    _next: ClassVar[Sequence[str]] = ("tb.figures.benchmarks.bridge(found)", "tb.tables.exposure.bridge(found)")
    _heading: ClassVar[str] = "From {0.start.title} to {0.end.title}"

    @cached_property
    def unexplained(self) -> Quantity | None:
        """What the difference of the published rates has beyond the steps."""
        if self.start.rest is None or self.end.rest is None:
            return None
        return derive("at_end - at_start", "what no choice explains", "points", to="bridge", at_end=self.end.rest, at_start=self.start.rest)

    def _parts(self) -> dict[str, Any]:
        """A walk for programs."""
        return {
            "as_of": self.as_of,
            "known_by": self.known_by,
            "origin": self.origin,
            "from": self.start.to_dict(),
            "to": self.end.to_dict(),
            "steps": [
                {
                    "name": step.name,
                    "before": step.before,
                    "after": step.after,
                    "rate_before": step.rate_before,
                    "rate_after": step.rate_after,
                    "change": step.change,
                }
                for step in self.steps
            ],
            "unexplained": self.unexplained,
            "trade": self.trade,
            "sources": list(self.sources),
        }


@tells_gaps
def bridge(
    book: Workbook,
    *,
    as_of: date | str,
    start: str,
    end: str,
    known_by: date | str | None = None,
    origin: str | None = None,
    trade: str | Path | TradeTable | None = None,
    lists: str | Path | None = None,
) -> Bridge:
    """Walk from the rate of one convention to that of another on a day; unknown conventions and days are an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        start: convention whose rate the walk starts from
        end: convention whose rate it leads to
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        trade: lines of trade (a file or a ``TradeTable``) in place of the shipped table
        lists: a folder with full lists of codes in place of the short ones of the seeds

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.bridge(book, as_of="2025-06-14", start="legal", end="waugh", known_by="2025-06-14")
        From Current law to Waugh's tariff tracker
        as_of 2025-06-14, known_by 2025-06-14, origin JPN, trade us-imports-from-jpn-2024, start legal, end waugh
        first rate: 16.2457%
        second rate: 16.532%
        5 rows: .to_frame()
    """
    if "published-rates" not in book.figures:
        raise LackError("figures", "published-rates")
    origin = book.origin_asked(origin)
    first, last = convention_of(book, start, origin), convention_of(book, end, origin)
    schedule = law_under(book, convention_of(book, "legal", origin))
    day, known = schedule.day(as_of), schedule.known_day(known_by)
    table = trade_table(book, origin, trade, lists)

    def rate(how: Convention) -> Quantity:
        return asked(book, how, day, known, origin, table).effective_rate

    here, there = _stated(book, first, origin), _stated(book, last, origin)
    steps = tuple(_walk(here, there, rate))
    ends = tuple(_end(book, how, asked(book, _stated(book, how, origin), day, known, origin, table)) for how in (first, last))
    return Bridge(
        as_of=day,
        known_by=known,
        origin=origin,
        scenario=(),
        start=ends[0],
        end=ends[1],
        steps=steps,
        trade=table.name,
        sources=tuple(dict.fromkeys(filter(None, (ends[0].source, ends[1].source, first.source, last.source, *table.sources)))),
    )


def asked(book: Workbook, how: Convention, as_of: date, known_by: date, origin: str, table: TradeTable) -> ExposureQuery:
    """The question of what an origin's trade owes on a day under a convention, made ready."""
    schedule = law_under(book, how)
    law = schedule.as_at(as_of, known_on(how, as_of, known_by))
    return ExposureQuery(book=book, how=how, schedule=schedule, law=law, table=table, origin=origin)


def _stated(book: Workbook, how: Convention, origin: str) -> Convention:
    """The convention whose rate is worked out: for collected duty the law as published, of which customs collects what it can."""
    return how if how.kind == "statutory" else convention_of(book, "as-published", origin)


def _walk(first: Convention, last: Convention, rate: Callable[[Convention], Quantity]) -> list[BridgeStep]:
    steps = []
    now, value = first, rate(first)
    for name, fields in CHOICES:
        update = {field: getattr(last, field) for field in fields if getattr(last, field) != getattr(now, field)}
        if not update:
            continue
        following = now.model_copy(update=update)
        after = rate(following)
        steps.append(BridgeStep(name=name, before=_said(now, fields), after=_said(following, fields), rate_before=value, rate_after=after))
        now, value = following, after
    return steps


_WORDS: dict[str, Callable[[Any], str]] = {
    "mfn": lambda mfn: {"in": "inside", "out": "left out"}[mfn],
    "without_chapters": lambda chapters: f"without {' and '.join(chapters)}" if chapters else "all chapters",
    "provisions": lambda said: said,
    "metal": lambda shares: (
        ", ".join(f"{name} {_share(share)}" for name, share in shares.items())
        if len(set(shares.values())) > 1
        else _share(next(iter(shares.values())))
    ),
    "on_part": lambda shares: "; ".join(f"{name} {_share(share)}" for name, share in shares.items()),
    "claimed": lambda shares: ", ".join(f"{name} {_share(share)}" for name, share in shares.items()) or "none",
    "dates": lambda said: f"days of {said}",
    "law": lambda name: f"as read by {name}" if name else "the acts",
}


def _said(how: Convention, fields: tuple[str, ...]) -> str:
    return "; ".join(filter(None, (_WORDS[field](getattr(how, field)) for field in fields)))


def _share(share: Any) -> str:
    if isinstance(share, str):
        return "by line" if share == "input-output" else "as assumed"
    return f"{float(share) * 100:g}%"


def _end(book: Workbook, how: Convention, ask: ExposureQuery) -> End:
    if how.kind == "collected":
        month = collected_in(book, ask.origin, ask.law.as_of)
        published, day, source = (month.rate, month.first, month.source) if month else (None, None, "")
    else:
        found = benchmark_for(book, how, ask.law.as_of, ask.law.known_by, ask.origin)
        published, day, source = (float(found.value) / 100, found.day, f"{found.source} ({found.where})") if found else (None, None, "")
    return End(
        convention=how.id,
        title=how.title,
        computed=ask.effective_rate,
        published=published,
        published_on=day,
        source=source,
        unstated=how.unstated or "",
    )


def benchmarks(book: Workbook) -> tuple[Benchmark, ...]:
    """Every published rate in the seeds."""
    return (
        tuple(Benchmark.model_validate(filled(row)) for row in book.figures["published-rates"].rows)
        if "published-rates" in book.figures
        else ()
    )


def benchmark_for(book: Workbook, how: Convention, as_of: date, known_by: date, origin: str) -> Benchmark | None:
    """The published rate of a convention for a day: of that day, or of the nearest day between which and it nothing changes."""
    schedule = law_under(book, how)
    mine = [one for one in benchmarks(book) if one.convention == how.id and schedule.law.first_day <= one.day <= schedule.law.last_day]
    for one in sorted(mine, key=lambda one: (abs((one.day - as_of).days), one.day)):
        first, last = sorted((one.day, as_of))
        if len(points(schedule, origin, first, last, known_by, publication=how.dates == "publication")) == 1:
            return one
    return None
