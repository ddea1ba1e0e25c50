"""Sentences of the fact book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tradebrief.factbook import FactBook
from tradebrief.lineage import Trace
from tradebrief.texts.evidence import GRADES
from tradebrief.texts.provenance import Article
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of


def coverage(found: FactBook) -> Sentence:
    """How much is known, from how many texts and how many independent origins."""
    origins = Counter(one.origin for one in found.facts)
    texts = Counter(one.article.id for one in found.facts)
    steps = tuple(_text_step(found, article, texts[article.id]) for article in found.articles)
    known = found.known_by.isoformat()
    return Sentence(
        f"As known by {long_day(found.known_by)}, ",
        Part(number_of(len(found.articles), "text"), "sources", _counted(f"texts known by {known}", len(found.articles), *steps)),
        " of ",
        Part(number_of(len(origins), "independent origin"), "", _counted("origins of these texts", len(origins), *_origin_steps(origins))),
        " makes " if len(found.articles) == 1 else " make ",
        Part(
            number_of(len(found.facts), "checkable claim"), "evidence", _counted("the claims of each text, added", len(found.facts), *steps)
        ),
        ". Beside them stand ",
        Part(number_of(found.outside, "claim"), "", _counted(f"claims of outside texts known by {known}", found.outside)),
        " of acts and reports known by citation only.",
    )


def _counted(what: str, count: int, *steps: Trace) -> Trace:
    """A count as a step of a lineage."""
    return Trace(kind="formula", says=f"{count:,} counted: {what}", of=steps)


def _text_step(found: FactBook, article: Article, count: int) -> Trace:
    source = article.source
    return Trace(
        kind="text", says=f"{source.title}, {source.wire}, {source.published}: {number_of(count, 'claim')}", to=found.places[article.id]
    )


def _origin_steps(origins: Counter[str]) -> Iterator[Trace]:
    yield from (Trace(kind="origin", says=f"{name}: {number_of(count, 'claim')}") for name, count in sorted(origins.items()))


def _rows(caption: str, place: str) -> Trace:
    return Trace(kind="table", says=caption, to=place)


def trust(found: FactBook) -> Sentence:
    """How well the claims are supported: the share of each grade, best first."""
    parts: list[str | Part] = []
    for grade, count in found.grades.items():
        parts += ["; " if parts else "", _share(found, grade, count), f" are graded {grade}, {GRADES[grade]}"]
    return Sentence("Of these claims ", *(parts or ["none is graded"]), ".")


def _share(found: FactBook, grade: str, count: int) -> Part:
    total = len(found.facts)
    says = f"{count:,} claims graded {grade} of {total:,}, in hundredths, rounded"
    return Part(
        f"{count} ({round(100 * count / total)} %)",
        "",
        Trace(kind="formula", says=says, of=(_rows("The evidence, fact by fact", "evidence"),)),
    )


def disputes(found: FactBook) -> Sentence:
    """What the texts contradict each other on, and what is settled."""
    verdicts = Counter(reading.verdict for reading in found.readings)
    open_keys = [reading.key for reading in found.readings if reading.verdict == "conflict"]
    counted = [f"{count} × {verdict}" for verdict, count in sorted(verdicts.items(), key=lambda pair: (-pair[1], pair[0]))]
    steps = [_counted(f"questions read as '{verdict}'", count) for verdict, count in sorted(verdicts.items())]
    asked = _counted("questions with several answers or origins", len(found.readings), *steps, _rows("Answers side by side", "readings"))
    return Sentence(
        Part(number_of(len(found.readings), "question"), "readings", asked),
        " got more than one answer or more than one origin: ",
        listed(counted, most=12),
        ". ",
        f"Still open between the texts: {listed(open_keys)}." if open_keys else "None is left open without an explanation.",
    )


def newest(found: FactBook) -> Sentence:
    """What the latest text brought."""
    if not found.additions:
        return Sentence("No text was known by then.")
    last = found.additions[-1]
    text = _text_step(found, last.article, last.facts)
    return Sentence(
        f"The latest text is of {long_day(last.known_from)} ({last.article.source.wire}): it answers ",
        Part(number_of(len(last.new), "question"), "", _counted("questions no earlier text answers", len(last.new), text)),
        " for the first time, confirms ",
        Part(str(len(last.confirms)), "", _counted("questions with an answer an earlier text gave", len(last.confirms), text)),
        " and answers ",
        Part(str(len(last.differs)), "", _counted("questions with none of the earlier answers", len(last.differs), text)),
        " otherwise than before.",
    )


def checks(found: FactBook) -> Sentence:
    """Whether the book's checks of itself hold."""
    failed = [name for name, holds, _ in found.checks if not holds]
    return Sentence(f"All {len(found.checks)} checks hold." if not failed else f"Not all checks hold: {listed(failed)}.")
