"""Rows: what is said of an event, one row for each fact that names it and each report, with the day it could be known from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tradebrief.facts.evidence import as_days
from tradebrief.facts.follow import passage_of
from tradebrief.facts.records import Article, Fact
from tradebrief.period import When
from tradebrief.provenance import citations
from tradebrief.talks.records import Event, EventReport, Negotiation, Status

#: What of an article's fact says that its event took place, or was to.
FACT_STATUS: dict[str, Status] = {"meeting": "occurred", "call": "occurred", "planned meeting": "planned"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing said of an event, with the day from which it could be known on the asked clock.

    ``fact`` names the fact it was read from, if any; ``in_article`` says that the fact stands in one of the articles
    and not in a text known by citation only.
    """

    known_from: date
    status: Status | None
    on: When | None
    source: str
    confidence: str
    url: str = ""
    fact: str = ""
    in_article: bool = False
    met: Mapping[str, int | None] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    tone: str = ""
    account: str = ""
    says: str = ""
    alternative: str = ""
    corrects: bool = False
    told: tuple[Article, Fact] | None = field(default=None, repr=False, compare=False)

    @property
    def cite(self) -> str:
        """The text as it is cited."""
        return citations.text(self.told[0].source) if self.told else citations.named(self.source)

    @property
    def place(self) -> str:
        """Where in its text it stands; nothing for a report."""
        return passage_of(*self.told) if self.told else ""


EventFacts = Mapping[str, Sequence[tuple[Article, Fact]]]
"""Facts of articles by the event they name, ``negotiation/event``."""


def facts_by_event(articles: Iterable[Article]) -> EventFacts:
    """The facts that name an event, in the order of the articles."""
    found: dict[str, list[tuple[Article, Fact]]] = defaultdict(list)
    for article in articles:
        for fact in article.facts:
            if fact.event:
                found[fact.event].append((article, fact))
    return found


def all_rows(negotiation: Negotiation, facts: EventFacts, clock: str = "publisher") -> tuple[tuple[Event, tuple[Row, ...]], ...]:
    """Every event with every row that tells of it, whenever it was out: first the facts of articles, then the reports."""
    return tuple(
        (
            event,
            (*_fact_rows(facts.get(f"{negotiation.id}/{event.id}", ()), clock), *(_of_report(report, clock) for report in event.reports)),
        )
        for event in negotiation.events.values()
    )


def _fact_rows(facts: Sequence[tuple[Article, Fact]], clock: str) -> Iterator[Row]:
    """Each fact of an event as a row: its day where the key asks for the day, who met and for how long where it says so."""
    for article, fact in facts:
        question = fact.question.partition(".")[2]
        told = fact.strength in {"certain", "says"}
        minutes = int(fact.value) if fact.unit == "minutes" and isinstance(fact.value, Decimal) and told else None
        present = fact.kind == "participant" and told and fact.value != "absent"
        yield Row(
            known_from=article.known_from(fact, clock),
            status=FACT_STATUS.get(fact.kind) if question == "day" else None,
            on=as_days(fact.value) if question == "day" else None,
            source=f"{article.source.wire}: {article.source.title}",
            confidence="high",
            url=fact.cite or article.source.cite or "",
            fact=fact.id,
            in_article=not article.is_outside,
            met={fact.item: None} if present else {},
            spent={fact.item: minutes} if minutes and fact.item else {},
            absent=(fact.item,) if fact.kind == "participant" and fact.value == "absent" else (),
            minutes=minutes if not fact.item else None,
            tone=str(fact.value) if fact.kind == "tone" else "",
            says=fact.says,
            told=(article, fact),
        )


def _of_report(report: EventReport, clock: str) -> Row:
    return Row(
        known_from=report.known_on(clock),
        status=report.status,
        on=report.on,
        source=report.source,
        confidence=report.confidence,
        url=report.url or "",
        met=report.met,
        absent=report.absent,
        minutes=report.minutes,
        topics=report.topics,
        tone=report.tone or "",
        account=report.account or "",
        says=report.says or "",
        alternative=report.alternative or "",
        corrects=report.corrects,
    )
