"""Tables of the fact book."""

from __future__ import annotations

from collections.abc import Mapping

from tradebrief.evidence import GRADES, Evidence, shown_value
from tradebrief.factbook import FactBook
from tradebrief.provenance import Article
from tradebrief.readings import Answer, Reading
from tradebrief.tables.table import Link, Marked, Table


def coverage(found: FactBook) -> Table:
    """How many facts of each kind each text gives."""
    kinds = found.kinds
    counts = {article.id: dict.fromkeys(kinds, 0) for article in found.articles}
    for one in found.facts:
        counts[one.article.id][one.fact.kind] += 1
    rows = [
        (kind, *(counts[article.id][kind] or "" for article in found.articles), sum(row[kind] for row in counts.values())) for kind in kinds
    ]
    rows.append(("all", *(sum(counts[article.id].values()) for article in found.articles), len(found.facts)))
    columns = ("kind", *(short_name(article) for article in found.articles), "all")
    return Table(caption="Facts by kind and text", columns=columns, rows=tuple(rows), numbers=frozenset(columns[1:]))


def readings(found: FactBook, *, contested: bool = False) -> Table:
    """Questions with more than one value or origin: the values side by side, how they compare, which we use and why."""
    chosen = [one for one in found.readings if one.contested or not contested]
    return Table(
        name="readings",
        caption="What stays contested" if contested else "Answers side by side",
        columns=("question", "answers", "verdict", "we use", "grade", "why"),
        rows=tuple(_reading(one, found.places) for one in chosen),
        note="Origins count, not texts: a copy has no vote. A text that does not mention something does not deny it.",
    )


def _reading(one: Reading, places: Mapping[str, str]) -> tuple[object, ...]:
    answers = [_answer(answer, places) for answer in one.answers]
    why = one.reason + (f" [{one.cite}]" if one.cite else "")
    return (Marked(one.key, places[one.key]), answers, one.verdict, one.preferred or "", one.grade, why)


def _answer(answer: Answer, places: Mapping[str, str]) -> object:
    text = " ".join(filter(None, (answer.value, answer.unit, answer.sense))) + f" ({', '.join(answer.origins)})"
    shown = next((places[fact] for fact in answer.facts if fact in places), "")
    return Link(text, shown) if shown else text


def additions(found: FactBook) -> Table:
    """What each text brought when it came out."""
    rows = tuple(
        (
            one.known_from.isoformat(),
            short_name(one.article),
            one.facts,
            len(one.new),
            len(one.confirms),
            len(one.differs),
            ", ".join(one.differs),
        )
        for one in found.additions
    )
    columns = ("known from", "text", "facts", "new questions", "confirmed", "answered otherwise", "which")
    return Table(caption="What each text added", columns=columns, rows=rows, numbers=frozenset(columns[2:6]))


def evidence(found: FactBook) -> Table:
    """Every fact: what is said, its grade and origins, whether it is contested, where it stands and whether that was checked."""
    return Table(
        name="evidence",
        caption="The evidence, fact by fact",
        columns=("question", "what the text says", "value", "about", "known from", "grade", "origins", "mark", "place", "anchor"),
        rows=tuple(_fact(one, found) for one in found.facts),
        numbers=frozenset({"origins"}),
        note="Place: code points of the passage in the normalised text of the page. Grades: "
        + "; ".join(f"{name} {text}" for name, text in GRADES.items())
        + ".",
    )


def _fact(one: Evidence, found: FactBook) -> tuple[object, ...]:
    fact, places, status = one.fact, found.places, found.status.get(one.fact.id, "NOT_CHECKED")
    value = " ".join(filter(None, (shown_value(fact) if fact.value is not None else "", fact.unit, fact.sense)))
    start, end = fact.at or ("", "")
    contested = places.get(fact.key) or places.get(fact.question, "readings")
    mark: object = Link(one.mark, contested) if one.mark else ""
    place = [Link(short_name(one.article), places[one.article.id]), f"{start}–{end}"]
    return (
        Marked(fact.key, places[fact.id]), fact.says, value, str(fact.on or ""), one.known_from.isoformat(),
        one.grade, len(one.origins), mark, place, status.replace("_", " ").lower(),
    )  # fmt: skip


def sources(found: FactBook) -> Table:
    """The texts behind the facts: who wrote and carried them, when they were out, on what basis that is known."""
    rows = tuple(
        (
            Marked(short_name(article), found.places[article.id]),
            article.source.title,
            article.source.wire + (f" via {article.source.carrier}" if article.source.carrier != article.source.wire else ""),
            " ".join(filter(None, (str(article.source.published), article.source.time, article.source.zone))),
            article.source.basis,
            article.source.origin,
            article.source.derives_from or "",
            article.source.page or "",
        )
        for article in found.articles
    )
    columns = ("text", "about", "by", "published", "dated by", "origin", "made from", "page")
    return Table(name="sources", caption="Sources", columns=columns, rows=rows)


def checks(found: FactBook) -> Table:
    """What the book checks about itself."""
    rows = tuple((name, "holds" if holds else "FAILS", numbers) for name, holds, numbers in found.checks)
    return Table(caption="Checks", columns=("check", "result", "numbers"), rows=rows)


def short_name(article: Article) -> str:
    """A text as columns and cells name it: its publisher and day."""
    name = article.source.carrier if article.source.derives_from else article.source.wire
    side = " side-bar" if article.source.side_bar_of else ""
    time = f" {article.source.time}" if article.source.time else ""
    return f"{name}{side} {article.source.published}{time}"
