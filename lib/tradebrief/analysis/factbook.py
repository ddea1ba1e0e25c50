"""What the articles say and how far it can be trusted, as known by a day: the result the fact book shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tradebrief.analysis.stated_rates import differences
from tradebrief.errors import ask_error
from tradebrief.facts.anchors import Anchor, AnchorCheck, Status, Verifier
from tradebrief.facts.evidence import Evidence
from tradebrief.facts.follow import of_fact
from tradebrief.facts.readings import Reading
from tradebrief.facts.records import KINDS, Article, Origin
from tradebrief.provenance.lineage import Trace
from tradebrief.uses import looked_for
from tradebrief.workbook.loader import read_page
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What one text brought when it came: keys nobody had answered, keys it confirms, keys it answers otherwise."""

    article: Article
    known_from: date
    facts: int
    new: tuple[str, ...]
    confirms: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FactBook:
    """Facts, their grades and readings as known by a day; narrowed to a text or a kind where asked.

    ``facts`` are the chosen facts of articles, ``readings`` those that touch them,
    ``status`` says for each fact whether its passage was found in the texts given, ``beyond`` how many claims each text makes that is
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

    @property
    def outside(self) -> int:
        """How many claims of acts and reports are known by citation only."""
        return sum(count for _, count in self.beyond)

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
        for one in self.facts:
            yield one.fact.id, self.trace(one)
            yield one.fact.key, self.trace(one)

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
    """
    day = book.known_day(known_by)
    everything = book.evidence(known_by=day, clock=clock)
    chosen = book.facts(known_by=day, article=article or None, kind=kind or None, clock=clock)
    names = {one.fact.id for one in chosen} | {one.article.id for one in chosen}
    return FactBook(
        known_by=day,
        clock=clock,
        facts=tuple(sorted(chosen, key=lambda one: (one.known_from, one.article.id, one.fact.at or (0, 0)))),
        readings=tuple(reading for reading in all_readings(book, day, clock) if _touches(reading, names)),
        additions=tuple(_additions([one for one in everything if not one.article.is_outside], {one.article.id for one in chosen})),
        status={one.check.anchor.anchor_id: one.check.status for one in verify(book, _folder(texts))},
        origins=book.origins,
        beyond=tuple(_beyond(everything)),
    )


def _beyond(everything: list[Evidence]) -> Iterator[tuple[Article, int]]:
    """The texts known by citation only with the number of their claims, in the order in which they were known."""
    outside = sorted((one for one in everything if one.article.is_outside), key=lambda one: (one.known_from, one.article.id))
    counts = Counter(one.article.id for one in outside)
    articles = {one.article.id: one.article for one in outside}
    yield from ((articles[name], count) for name, count in counts.items())


def all_readings(book: Workbook, known_by: date, clock: str = "publisher") -> list[Reading]:
    """Texts beside each other, and their rates beside the law, as known by a day."""
    return sorted([*book.readings(known_by=known_by, clock=clock), *differences(book, known_by)], key=lambda reading: reading.key)


def _folder(texts: str | Path) -> Path | None:
    if texts and not Path(texts).is_dir():
        raise ask_error("texts", "is no folder", texts, "Name the folder that holds the pages, or leave it empty.")
    return Path(texts) if texts else None


def _touches(reading: Reading, names: set[str]) -> bool:
    return any(name in names for answer in reading.answers for name in answer.facts)


def _additions(everything: list[Evidence], chosen: set[str]) -> list[Addition]:
    """What each text added, told in the order in which the texts came out."""
    texts: dict[str, list[Evidence]] = {}
    for one in sorted(everything, key=lambda one: (one.known_from, one.derived, one.article.id)):
        texts.setdefault(one.article.id, []).append(one)
    said: dict[str, set[tuple[object, ...]]] = {}
    found = []
    for name, group in texts.items():
        addition = _addition(group, said)
        for one in group:
            said.setdefault(one.fact.key, set()).add(one.answer)
        if name in chosen:
            found.append(addition)
    return found


def _addition(group: list[Evidence], said: Mapping[str, set[tuple[object, ...]]]) -> Addition:
    keys = {one.fact.key for one in group}
    confirms = {one.fact.key for one in group if one.answer in said.get(one.fact.key, ())}
    known = {key for key in keys if key in said}
    return Addition(
        article=group[0].article,
        known_from=group[0].known_from,
        facts=len(group),
        new=tuple(sorted(keys - known)),
        confirms=tuple(sorted(confirms)),
        differs=tuple(sorted(known - confirms)),
    )


@dataclass(frozen=True, kw_only=True)
class Verified:
    """One anchor checked against the texts; ``same_page`` when the page is byte for byte the one that was anchored."""

    article: Article
    check: AnchorCheck
    same_page: bool = False


def verify(book: Workbook, folder: Path | None) -> list[Verified]:
    """Each anchored fact against the text of its page in ``folder``; NOT_CHECKED where there is none."""
    verifiers: dict[str, Verifier | None] = {}
    found = []
    for article in book.articles.values():
        for anchor in book.anchors.get(article.id, ()):
            if anchor.source_id not in verifiers:
                path = folder / anchor.source_id if folder else None
                verifiers[anchor.source_id] = Verifier(read_page(path)) if path and looked_for(path).is_file() else None
            found.append(_verified(article, anchor, verifiers[anchor.source_id]))
    return found


def _verified(article: Article, anchor: Anchor, verifier: Verifier | None) -> Verified:
    if verifier is None:
        return Verified(article=article, check=AnchorCheck(anchor=anchor, status="NOT_CHECKED"))
    return Verified(article=article, check=verifier.check(anchor), same_page=verifier.page.raw_sha256 == anchor.doc_sha256_raw)
