"""What the articles say and how far it can be trusted, as known by a day: the result the fact book shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal

from tradebrief.analysis.additions import Addition, additions
from tradebrief.analysis.stated_rates import all_readings
from tradebrief.analysis.verification import verify
from tradebrief.errors import LackError, ask_error
from tradebrief.facts.anchors import Status
from tradebrief.facts.evidence import Evidence
from tradebrief.facts.follow import of_fact
from tradebrief.facts.readings import Reading
from tradebrief.facts.records import KINDS, Article, Origin
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given, leading, some
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.wording import number_of
from tradebrief.workbook.workbook import Workbook

EVIDENCE, READINGS = "The evidence, fact by fact", "Different answers side by side"
"""Titles of the tables that hold every fact and every question whose answers differ."""

_ANSWERED = {
    "new": "no earlier text answers",
    "confirms": "with an answer an earlier text gave",
    "differs": "with none of the earlier answers",
}


def text_step(article: Article, claims: int, to: str = "") -> Trace:
    """A text with how many claims it makes."""
    source = article.source
    says = f"{source.title}, {source.wire}, {source.published}: {number_of(claims, 'claim')}"
    return Trace(kind="text", says=says, value=claims, to=to, cite=citations.text(source))


@dataclass(frozen=True, kw_only=True, repr=False)
class FactBook(Result):
    """Facts, their grades and readings as known by a day; narrowed to a text or a kind where asked.

    ``facts`` are the chosen facts of articles, ``readings`` those that touch them,
    ``status`` says for each fact whether its passage was found in the texts given, if any, ``beyond`` how many claims each text makes that is
    known by citation only.
    """

    known_by: date
    clock: str
    facts: tuple[Evidence, ...]
    readings: tuple[Reading, ...]
    additions: tuple[Addition, ...]
    status: Mapping[str, Status]
    origins: Mapping[str, Origin]
    beyond: tuple[tuple[Article, int], ...]

    _frames: ClassVar[Mapping[str, Frame]] = {
        "fact": Frame("facts", Evidence._frames["fact"].columns),
        "reading": Frame("readings", Reading._frames["reading"].columns),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"texts": "text_count", "independent origins": "origin_count", "claims": "claim_count"}
    _next: ClassVar[Sequence[str]] = ("tb.figures.facts.timeline(found)", "tb.tables.facts.facts(found)", "tradebrief render fact_book")
    _heading: ClassVar[str] = "What the texts say"

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The texts that hold the chosen facts, in the order in which they could be known."""
        first: dict[str, tuple[date, Article]] = {}
        for one in self.facts:
            first.setdefault(one.article.id, (one.known_from, one.article))
        return tuple(article for _, article in sorted(first.values(), key=lambda pair: (pair[0], pair[1].id)))

    @cached_property
    def places(self) -> dict[str, str]:
        """Where in a page each fact, text and reading is shown: short names that links lead to."""
        facts = {one.fact.id: f"f{number}" for number, one in enumerate(self.facts, start=1)}
        texts = {article.id: f"s{number}" for number, article in enumerate(self.articles, start=1)}
        return facts | texts | {reading.key: f"r{number}" for number, reading in enumerate(self.readings, start=1)}

    def trace(self, one: Evidence) -> Trace:
        """A fact down to the place of its passage, its text and the reporting behind that."""
        return of_fact(one, origins=self.origins, places=self.places)

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """Each fact by its id, and by its key, with its lineage."""
        yield from ((name, self.trace(one)) for one in self.facts for name in (one.fact.id, one.fact.key))

    @cached_property
    def _text_steps(self) -> list[Trace]:
        """Each text with how many of the chosen claims it makes."""
        counts = Counter(one.article.id for one in self.facts)
        return [text_step(article, counts[article.id], self.places.get(article.id, "")) for article in self.articles]

    @cached_property
    def text_count(self) -> Quantity:
        """How many texts hold the chosen facts."""
        return count(self._text_steps, f"texts known by {self.known_by}")

    @cached_property
    def origin_count(self) -> Quantity:
        """How many independent origins stand behind these texts."""
        counts = sorted(Counter(one.origin for one in self.facts).items())
        return count(
            [Trace(kind="origin", says=f"{name}: {number_of(number, 'claim')}", value=number) for name, number in counts],
            "origins of these texts",
        )

    @cached_property
    def claim_count(self) -> Quantity:
        """How many claims the texts make, as the sum over the texts."""
        if not self.facts:
            return count([], "claims, for no text was known")
        return derive("sum(claims)", "the claims of each text", claims=self._text_steps)

    @cached_property
    def outside(self) -> Quantity:
        """How many claims of acts and reports are known by citation only."""
        says = f"claims of {len(self.beyond)} outside texts known by {self.known_by}"
        if not self.beyond:
            return count([], says)
        steps = [text_step(article, number) for article, number in self.beyond]
        return derive("sum(claims)", says, claims=leading(steps, "more texts"))

    def share_graded(self, grade: str) -> Quantity:
        """The share of the chosen claims that have a grade."""
        rows = given(self.grades[grade], f"{{}} rows of grade {grade} in the table '{EVIDENCE}'", to="evidence")
        return derive("claims / total", f"claims graded {grade}, of all", "ratio", claims=rows, total=self.claim_count)

    @cached_property
    def question_count(self) -> Quantity:
        """How many questions got several answers or have several origins, as the sum over verdicts."""
        if not self.readings:
            return count([], "questions that several texts or origins answer", to="readings")
        counts = sorted(Counter(reading.verdict for reading in self.readings).items())
        steps = [
            given(number, f"{{}} read as '{verdict}' in the table '{READINGS}' or agreed on", to="readings") for verdict, number in counts
        ]
        return derive("sum(verdicts)", "questions by verdict", to="readings", verdicts=steps)

    def read_as(self, verdict: str) -> Quantity:
        """How many questions are read in one way."""
        steps = [self._question(one) for one in self.readings if one.verdict == verdict]
        return count(steps, f"questions read as '{verdict}'", table=READINGS, to="readings", most=2)

    def _question(self, one: Reading) -> Trace:
        answers = "; ".join(f"{answer.value} ({', '.join(answer.origins)})" for answer in one.answers[:3])
        more = f"; {len(one.answers) - 3} more" if len(one.answers) > 3 else ""
        return Trace(kind="fact", says=f"{one.key}: {answers}{more}", to=self.places.get(one.key, ""))

    def question_trace(self, one: Reading) -> Trace:
        """A question with every fact that answers it."""
        named = {name for answer in one.answers for name in answer.facts}
        facts = [self.trace(fact) for fact in self.facts if fact.fact.id in named]
        place = self.places.get(one.key, "")
        says = f"{one.key}: {len(one.answers)} answers, {one.verdict}; {one.reason}"
        return Trace(kind="fact", says=says, to=place, of=some(facts, table=READINGS, to=place, most=6))

    @cached_property
    def latest(self) -> Addition | None:
        """What the latest text brought."""
        return self.additions[-1] if self.additions else None

    def known_from(self, last: Addition) -> Trace:
        """The day from which a text was known."""
        source = last.article.source
        says = f"{{}} = last day of {source.published} by the clock of the {self.clock}: {source.basis}"
        return Trace(kind="fact", says=says, value=last.known_from, of=(self._text_of(last),))

    def answered(self, last: Addition, how: Literal["new", "confirms", "differs"]) -> Quantity:
        """How many questions a text answers for the first time, with an earlier answer, or otherwise than before."""
        facts = {one.fact.key: one.fact for one in self.facts if one.article.id == last.article.id}
        steps = [
            Trace(
                kind="fact",
                says=f"{key}: {facts[key].says}" if key in facts else key,
                to=self.places.get(facts[key].id, "") if key in facts else "",
            )
            for key in getattr(last, how)
        ]
        return count(
            steps, f"questions {_ANSWERED[how]}", table="What each text added", to="additions", most=4, rests=[self._text_of(last)]
        )

    def _text_of(self, last: Addition) -> Trace:
        return text_step(last.article, last.facts, self.places.get(last.article.id, ""))

    @cached_property
    def check_count(self) -> Quantity:
        """How many checks the book makes of itself."""
        steps = [Trace(kind="table", says=f"{name}: {numbers}", to="checks") for name, _, numbers in self.checks]
        return count(steps, "checks, each a row of the table", to="checks")

    @cached_property
    def matrix(self) -> dict[tuple[str, str], int]:
        """How many facts of each kind each origin gives: ``{(kind, origin): count}``."""
        return dict(Counter((one.fact.kind, one.origin) for one in self.facts))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that occur, in the order of the list of kinds."""
        there = {one.fact.kind for one in self.facts}
        return tuple(kind for kind in KINDS if kind in there)

    @cached_property
    def grades(self) -> dict[str, int]:
        """How many facts have each grade."""
        return dict(sorted(Counter(one.grade for one in self.facts).items()))

    @property
    def contested(self) -> tuple[Reading, ...]:
        """Readings that a report must mark: texts that contradict each other, copies that drift, lists that differ."""
        return tuple(reading for reading in self.readings if reading.contested)

    @property
    def checks(self) -> tuple[tuple[str, bool, str], ...]:
        """What the book checks about itself: the check, whether it holds, the numbers."""
        total = len(self.facts)
        in_matrix, in_grades = sum(self.matrix.values()), sum(self.grades.values())
        placed = sum(one.fact.at is not None for one in self.facts)
        late = sum(one.known_from > self.known_by for one in self.facts)
        return (
            ("the matrix counts every fact once", in_matrix == total, f"{in_matrix} of {total}"),
            ("every fact has a grade", in_grades == total and "" not in self.grades, f"{in_grades} of {total}"),
            ("every fact can be followed to a passage", placed == total, f"{placed} of {total}"),
            ("nothing was published after the day asked for", late == 0, f"{late} later"),
        )


@tells_gaps
def fact_book(
    book: Workbook,
    *,
    known_by: date | str | None = None,
    article: str = "",
    kind: str = "",
    clock: str = "publisher",
    texts: str | Path = "",
) -> FactBook:
    """The fact book as known by a day, narrowed to one ``article`` or ``kind`` where given.

    ``texts`` names a folder with the pages, to check the passages against; without it they are not checked.

    Args:
        book: the workbook, from ``tb.load()``
        known_by: use nothing published later; without one, everything
        article: id of a text, the start of one, or the number of a page
        kind: kind of fact, as ``tariff rate``
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone
        texts: folder with the texts themselves, to find the passages in

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.fact_book(book, known_by="2025-05-15").claim_count
        213
    """
    if not book.articles:
        raise LackError("articles")
    day = book.known_day(known_by)
    everything = book.evidence(known_by=day, clock=clock)
    chosen = book.facts(known_by=day, article=article or None, kind=kind or None, clock=clock)
    names = {one.fact.id for one in chosen} | {one.article.id for one in chosen}
    return FactBook(
        known_by=day,
        clock=clock,
        facts=tuple(sorted(chosen, key=lambda one: (one.known_from, one.article.id, one.fact.at or (0, 0)))),
        readings=tuple(reading for reading in all_readings(book, day, clock) if _touches(reading, names)),
        additions=tuple(additions([one for one in everything if not one.article.is_outside], {one.article.id for one in chosen})),
        status={one.check.anchor.anchor_id: one.check.status for one in verify(book, _folder(texts))} if texts else {},
        origins=book.origins,
        beyond=tuple(_beyond(everything)),
    )


def _beyond(everything: Sequence[Evidence]) -> Iterator[tuple[Article, int]]:
    """The texts known by citation only with the number of their claims, in order."""
    outside = sorted((one for one in everything if one.article.is_outside), key=lambda one: (one.known_from, one.article.id))
    counts = Counter(one.article.id for one in outside)
    articles = {one.article.id: one.article for one in outside}
    yield from ((articles[name], count) for name, count in counts.items())


def _folder(texts: str | Path) -> Path:
    if not Path(texts).is_dir():
        raise ask_error("texts", "is no folder", texts, "Name the folder that holds the pages, or leave it empty.")
    return Path(texts)


def _touches(reading: Reading, names: set[str]) -> bool:
    return any(name in names for answer in reading.answers for name in answer.facts)
