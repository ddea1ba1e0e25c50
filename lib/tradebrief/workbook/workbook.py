"""The workbook: every record of a folder of seeds, and the questions asked of all of them.

A workbook is frozen. It is read by ``seeds.load``; nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal

from tradebrief.errors import LackError, ask_error, near
from tradebrief.facts.anchors import Anchor
from tradebrief.facts.evidence import Evidence, graded
from tradebrief.facts.readings import Reading, read_all
from tradebrief.facts.records import KINDS, Article, Origin, Person, Resolution
from tradebrief.files import many_objects
from tradebrief.given import is_latest
from tradebrief.law.goods import CodeList, Label
from tradebrief.law.goods_words import GoodsNames
from tradebrief.law.hts.equivalents import Equivalents
from tradebrief.law.hts.programmes import Programme
from tradebrief.law.hts.store import KeptSchedule
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.law.scenario import Scenario
from tradebrief.law.schedule import TariffSchedule
from tradebrief.law.seeds import RateKey
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.talks.chronicle import Chronicle, Support, chronicle
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.deal_terms import DealTerms
from tradebrief.talks.event_rows import EventFacts, Row, all_rows, facts_by_event
from tradebrief.talks.records import Event, Negotiation, latest_row
from tradebrief.trade.claim_check import ClaimCheck, Term
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Figures, Group, PublishedList
from tradebrief.workbook.about import About
from tradebrief.workbook.defaults import Defaults


@dataclass(frozen=True, kw_only=True, repr=False)
class Workbook(Defaults, Result):
    """All records by id, the folder they came from, and the questions that need more than one of them."""

    root: Path
    roots: Mapping[str, Path] = field(default_factory=dict)
    """The folders its records lie in by what messages call them, its own first."""
    parts: frozenset[str] = frozenset()
    """Those of which only a part is included: what their records refer to is for their own workbook to check."""
    about: About = field(default_factory=lambda: About(id="workbook"))
    articles: Mapping[str, Article] = field(default_factory=dict)
    anchors: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    partners: Mapping[str, PartyRecord] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    rate_keys: Mapping[str, RateKey] = field(default_factory=dict)
    deal_terms: Mapping[str, DealTerms] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    revisions: Mapping[str, KeptSchedule] = field(default_factory=dict)
    equivalents: Mapping[str, Equivalents] = field(default_factory=dict)
    talks: Mapping[str, Negotiation] = field(default_factory=dict)
    classes: Mapping[str, ReferenceClass] = field(default_factory=dict)
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    conventions: Mapping[str, Convention] = field(default_factory=dict)
    publisher_law: Mapping[str, Mapping[str, Measure]] = field(default_factory=dict)
    figures: Mapping[str, Figures] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    published_lists: Mapping[str, PublishedList] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    claim_checks: Mapping[str, ClaimCheck] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Texts of records by language and by their English."""
    gaps: Literal["refused", "told"] = "refused"
    """Whether a question that lacks records is refused, or answered by the gap, which pages show."""
    unread: frozenset[str] = frozenset()
    """Ids of records that could not be read, so that rules do not report what hangs on them."""

    _frames: ClassVar[Mapping[str, Frame]] = {"records": Frame("contents", "kind records")}
    _headlines: ClassVar[Mapping[str, str]] = {"holds": "size", "known up to": "latest_known", "negotiations": "talks"}
    _next: ClassVar[Sequence[str]] = ("book.facts()", "tb.exposure(book, as_of=…)", "tb.cadence(book, as_of=…)", 'tb.help("who pays")')
    _heading: ClassVar[str] = "Workbook of {0.root}"

    @cached_property
    def strict(self) -> Workbook:
        """The same workbook, of which questions that lack records are refused."""
        return replace(self, gaps="refused")

    def __dir__(self) -> list[str]:
        """What an analyst asks it; what other modules ask is left out."""
        inner = {
            "about",
            "strict",
            "assumed",
            "goods_names",
            "event_rows",
            "known_day",
            "party_names",
            "translations",
            "unread",
            "importer_asked",
            "origin_asked",
            "talks_asked",
            "clock_asked",
        }
        return [name for name in super().__dir__() if name not in inner]

    @property
    def contents(self) -> list[tuple[str, int]]:
        """How many records of each kind it holds."""
        kinds = {one.name: getattr(self, one.name) for one in fields(self)}
        return [
            (name.replace("_", " "), len(records))
            for name, records in kinds.items()
            if isinstance(records, Mapping) and records and name not in {"translations", "roots"}
        ]

    def _parts(self) -> dict[str, Any]:
        """How many records of each kind it holds, for programs."""
        return {"root": str(self.root), "known_up_to": self.latest_known.isoformat(), "records": dict(self.contents)}

    @listed("Facts", Evidence)
    def facts(
        self,
        *,
        known_by: date | str | None = None,
        article: str | None = None,
        kind: str | None = None,
        key: str | None = None,
        clock: str = "publisher",
        outside: bool = False,
    ) -> list[Evidence]:
        """What the articles say, as far as it was published by ``known_by`` on the given clock.

        Each fact carries the grade of its claim and the origins that support it as known by
        that day. ``article`` is an id, the start of one, or the number of a page; ``key`` a key, or the start
        of one up to a point or slash. ``outside`` adds the claims known by citation only. Unknown names are an ``AskError``.
        """
        chosen = self.find_articles(article) if article else None
        if kind and kind not in KINDS:
            raise ask_error("kind", "is no kind of fact", kind, near(kind, KINDS))
        wanted = self._key_filter(key)
        return [
            one
            for one in self.evidence(known_by=known_by, clock=clock)
            if (outside or not one.article.is_outside)
            and (chosen is None or one.article.id in chosen)
            and (kind is None or one.fact.kind == kind)
            and wanted(one.fact.key)
        ]

    @listed("Facts, claims known by citation included", Evidence)
    def evidence(
        self, *, known_by: date | str | None = None, clock: str = "publisher", questions: Collection[str] | None = None
    ) -> list[Evidence]:
        """Every fact of every text published by ``known_by``, outside claims included, graded and marked; of some ``questions`` where these are given."""
        day = self.known_day(known_by)
        if questions is not None:  # facts are compared with others of their question only
            return list(self._compare(day, self.clock_asked(clock), questions)[0])
        return list(self._compared(day, clock)[0])

    @listed("Readings", Reading)
    def readings(self, *, known_by: date | str | None = None, clock: str = "publisher") -> list[Reading]:
        """Keys with more than one value or origin, lists that differ, pages that mix days: compared, as known by a day."""
        day = self.known_day(known_by)
        return list(self._compared(day, clock)[1])

    @tells_gaps
    def schedule(self, importer: str | None = None) -> TariffSchedule:
        """The tariff schedule of an importer (the workbook's own without one), made once; one without measures is an ``AskError``."""
        importer = self.importer_asked(importer)
        if not self._schedules or (importer == self.about.importer and importer not in self._schedules):
            raise LackError("measures", importer)
        if importer not in self._schedules:
            raise ask_error("schedule", "is no importer with measures", importer, near(importer, self._schedules))
        return self._schedules[importer]

    @cached_property
    def _schedules(self) -> dict[str, TariffSchedule]:
        return {
            importer: TariffSchedule(
                importer=importer,
                measures=tuple(one for one in self.measures.values() if one.importer == importer),
                lists=self.lists,
                partners=self.partners,
                scenarios=self.scenarios,
                shares={one.id: one.central for one in self.assumptions.values() if one.unit == "share of value"},
                equivalents=self.equivalents.get(importer),
                goods_names=self.goods_names,
            )
            for importer in sorted({measure.importer for measure in self.measures.values()})
        }

    @cached_property
    def goods_names(self) -> GoodsNames:
        """What goods are called, to be searched by words."""
        return GoodsNames(self.labels.values(), self.translations)

    def chronicle(
        self, talks: str | None = None, *, known_by: date | str | None = None, clock: str = "publisher", support: Support = "all"
    ) -> Chronicle:
        """One negotiation as known by a day; without one, everything in the workbook is known."""
        talks, clock = self.talks_asked(talks), self.clock_asked(clock)
        day = self.known_day(known_by) if not is_latest(known_by) else max(self.latest_known, latest_row(self.talks))
        return chronicle(self.talks[talks], self.event_rows(talks, clock), known_by=day, clock=clock, support=support)

    def event_rows(self, talks: str, clock: str = "publisher") -> tuple[tuple[Event, tuple[Row, ...]], ...]:
        """Every event of a negotiation with every row that tells of it, made once for a clock."""
        clock = self.clock_asked(clock)
        if (talks, clock) not in self._rows:
            self._rows[talks, clock] = all_rows(self.talks[talks], self._event_facts, clock)
        return self._rows[talks, clock]

    @cached_property
    def _event_facts(self) -> EventFacts:
        return facts_by_event(self.articles.values())

    @cached_property
    def _rows(self) -> dict[tuple[str, str], tuple[tuple[Event, tuple[Row, ...]], ...]]:
        """Rows of talks by clock, made when first asked for."""
        return {}

    @tells_gaps
    def figure(self, what: str) -> Figures:
        """The table that reports show as ``what``, as ``exports``: the one ``workbook.yaml`` names; a ``LackError`` without one."""
        if (name := self.about.tables.get(what, "")) not in self.figures:
            raise LackError("figures", name or what)
        return self.figures[name]

    def assumed(self, name: str, which: str = "central") -> float:
        """The ``central``, ``low`` or ``high`` value of an assumption; ``AskError`` when it is not written down."""
        if name not in self.assumptions:
            raise LackError("assumptions", name)
        return float(getattr(self.assumptions[name], which))

    @property
    def size(self) -> str:
        """What was read, in words: how many texts and facts."""
        texts, facts = len(self.articles), sum(len(article.facts) for article in self.articles.values())
        return f"{texts:,} text{'s' * (texts != 1)} with {facts:,} fact{'s' * (facts != 1)}"

    def find_articles(self, name: str) -> set[str]:
        """The articles a name means: an id, the start of ids, or the number of a page (``003``)."""
        if name in self.articles:
            return {name}
        found = {
            article.id for article in self.articles.values() if article.id.startswith(name) or (article.source.page or "").startswith(name)
        }
        if not found:
            raise ask_error("article", "names no article", name, near(name, self.articles))
        return found

    def _key_filter(self, key: str | None) -> Callable[[str], bool]:
        if not key:
            return lambda _: True
        keys = {fact.key for article in self.articles.values() for fact in article.facts}
        found = {one for one in keys if one == key or one.startswith((f"{key}.", f"{key}/"))}
        if not found:
            raise ask_error("key", "is asked by no fact", key, near(key, keys))
        return found.__contains__

    def _compared(self, day: date, clock: str) -> tuple[tuple[Evidence, ...], tuple[Reading, ...]]:
        """All evidence with its marks, and the readings the marks come from: compared once for a day and clock."""
        clock = self.clock_asked(clock)
        if (day, clock) not in self._comparisons:
            with many_objects():
                self._comparisons[day, clock] = self._compare(day, clock)
        return self._comparisons[day, clock]

    def _compare(self, day: date, clock: str, questions: Collection[str] | None = None) -> tuple[tuple[Evidence, ...], tuple[Reading, ...]]:
        evidence = [
            Evidence(fact=fact, article=article, known_from=known)
            for article in self.articles.values()
            for fact, known in article.known_days(clock)
            if known <= day and (questions is None or fact.question in questions)
        ]
        found = graded(evidence, self.people)
        readings = read_all(found, people=self.people, resolutions=self.resolutions.values(), known_by=day)
        marks = {fact: one.verdict for one in readings if one.contested for answer in one.answers for fact in answer.facts}
        return tuple(replace(one, mark=marks[one.fact.id]) if one.fact.id in marks else one for one in found), tuple(readings)

    @cached_property
    def _comparisons(self) -> dict[tuple[date, str], tuple[tuple[Evidence, ...], tuple[Reading, ...]]]:
        """Evidence and readings by day and clock, made when first asked for."""
        return {}
