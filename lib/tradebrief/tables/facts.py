"""Tables of the fact book."""

from __future__ import annotations

import re

from tradebrief.analysis.factbook import FactBook
from tradebrief.facts.evidence import GRADES, Evidence, shown_value
from tradebrief.facts.readings import Answer, Reading
from tradebrief.facts.records import Article
from tradebrief.tables.exposure import held
from tradebrief.tables.table import Link, Marked, Table, table
from tradebrief.words.messages import text, translated
from tradebrief.words.phrases import days, set_apart, side_by_side


def coverage(found: FactBook) -> Table:
    """How many facts of each kind each text gives."""
    kinds = found.kinds
    counts = {article.id: dict.fromkeys(kinds, 0) for article in found.articles}
    for one in found.facts:
        counts[one.article.id][one.fact.kind] += 1
    rows = [
        (kind, *(counts[article.id][kind] or "" for article in found.articles), sum(row[kind] for row in counts.values())) for kind in kinds
    ]
    rows.append((text("all-kinds"), *(sum(counts[article.id].values()) for article in found.articles), len(found.facts)))
    heads = [*(text("text-number", number=number) for number, _ in enumerate(found.articles, start=1)), text("all-kinds")]
    texts = set_apart(f"{number} {short_name(article)}" for number, article in enumerate(found.articles, start=1))
    return table("coverage", rows, more=heads, texts=texts)


#: How much a reader should care, most first.
_WEIGHT = (
    "conflict", "differs from the law", "resolved", "drift in a copy", "weaker copy", "definitions differ", "changed over time", "planned, then held", "compatible",
    "lists differ", "texts of different days",
)  # fmt: skip


def readings(found: FactBook) -> Table:
    """Questions that got different answers: the values side by side, how they compare, which we use and why."""
    differing = sorted((one for one in found.readings if one.verdict in _WEIGHT), key=lambda one: (_WEIGHT.index(one.verdict), one.key))
    return table("readings", [_reading(one, found) for one in differing], name="readings")


def _reading(one: Reading, found: FactBook) -> tuple[object, ...]:
    answers = [_answer(answer, found) for answer in one.answers]
    why = text("reason-cited", why=one.reason, cite=one.cite) if one.cite else one.reason
    return (Marked(one.key, found.places[one.key]), answers, one.verdict, grouped(one.preferred or ""), one.grade, why)


def _answer(answer: Answer, found: FactBook) -> object:
    told = text("with-source", says=_value(answer), source=_agencies(answer.origins, found))
    shown = next((found.places[fact] for fact in answer.facts if fact in found.places), "")
    return Link(told, shown) if shown else told


def _agencies(origins: tuple[str, ...], found: FactBook) -> str:
    """Whose reporting it is, in short: agencies instead of the ids of origins."""
    return side_by_side(dict.fromkeys(translated(found.origins[name].agency) if name in found.origins else name for name in origins))


def agreed(found: FactBook) -> Table:
    """Questions on which independent origins give the same answer."""
    rows = [
        (
            Marked(one.key, found.places[one.key]),
            _value(one.answers[0]),
            len(one.origins),
            one.texts,
            one.grade,
            _agencies(one.origins, found),
        )
        for one in found.readings
        if one.verdict == "agree"
    ]
    return table("agreed", rows, numbers={"origins", "texts"})


def _value(answer: Answer) -> str:
    return amount(answer.value, answer.unit, answer.sense)


def amount(value: str, unit: str | None, sense: str | None) -> str:
    """A value with its unit and, of a rate, what it counts."""
    if unit and re.fullmatch(r"[A-Z]{3}", unit) and re.fullmatch(r"-?\d{5,}", value):
        told = text("value-money", value=float(value), currency=unit)
    else:
        told = text("value", value=grouped(value), unit=unit) if unit else str(translated(grouped(value)))
    return text("value-sense", value=told, sense=sense) if sense else told


def grouped(value: str) -> str:
    """A value, with its thousands set apart where it is a number of five digits or more.

    >>> grouped("83500000000"), grouped("2025"), grouped("[2025-06-12..2025-06-13]"), grouped("no rush")
    ('83,500,000,000', '2025', '2025-06-12 to 2025-06-13', 'no rush')
    """
    return f"{int(value):,}" if re.fullmatch(r"-?\d{5,}", value) else days(value)


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
            side_by_side(one.differs),
        )
        for one in found.additions
    )
    return table("additions", rows, name="additions", numbers={"facts", "new", "confirmed", "differing"})


def evidence(found: FactBook) -> Table:
    """Every fact: what is said, its grade and origins, whether it is contested, where it stands and whether that was checked."""
    return table(
        "evidence",
        [_fact(one, found) for one in found.facts],
        name="evidence",
        numbers={"origins"},
        without=() if _checked(found) else {"anchor"},
        grades=set_apart(f"{name} {translated(meaning)}" for name, meaning in GRADES.items()),
    )


def _checked(found: FactBook) -> bool:
    """Whether passages were held against the texts: where none was, there is nothing to show of it."""
    return bool(set(found.status.values()) - {"NOT_CHECKED"})


def _fact(one: Evidence, found: FactBook) -> tuple[object, ...]:
    fact, places = one.fact, found.places
    checked = (found.status.get(fact.id, "NOT_CHECKED").replace("_", " ").lower(),) if _checked(found) else ()
    value = amount(shown_value(fact), fact.unit, fact.sense) if fact.value is not None else " ".join(filter(None, (fact.unit, fact.sense)))
    start, end = fact.at or ("", "")
    contested = places.get(fact.key) or places.get(fact.question, "readings")
    mark: object = Link(one.mark, contested) if one.mark else ""
    place = (Link(short_name(one.article), places[one.article.id]), f"{start}–{end}")
    return (
        Marked(fact.key, places[fact.id], found.trace(one)), fact.says, value, days(fact.on), one.known_from.isoformat(),
        one.grade, len(one.origins), mark, place, *checked,
    )  # fmt: skip


def sources(found: FactBook) -> Table:
    """The texts behind the facts: who wrote and carried them, when they were out, on what basis that is known."""
    rows = tuple(
        (
            Marked(short_name(article), found.places[article.id]),
            article.source.title,
            text("carried-by", wire=article.source.wire, carrier=article.source.carrier)
            if article.source.carrier != article.source.wire
            else article.source.wire,
            _published(article),
            article.source.basis,
            article.source.origin,
            article.source.derives_from or "",
            article.source.page or "",
        )
        for article in found.articles
    )
    return table("texts", rows, name="sources")


def _published(article: Article) -> str:
    """When a text was out, by whose clock."""
    source = article.source
    day = " ".join(filter(None, (days(source.published), source.time)))
    return text("day-zone", day=day, zone=source.zone) if source.zone else day


def checks(found: FactBook) -> Table:
    """What the book checks about itself."""
    return table("checks", [(name, held(holds), numbers) for name, holds, numbers in found.checks], name="checks")


def short_name(article: Article) -> str:
    """A text as columns and cells name it: its publisher and day."""
    name = article.source.carrier if article.source.derives_from else article.source.wire
    side = f" {text('side-bar')}" if article.source.side_bar_of else ""
    time = f" {article.source.time}" if article.source.time else ""
    return text("publisher-day", name=f"{translated(name)}{side}", day=f"{days(article.source.published)}{time}")


def contested(found: FactBook) -> Table:
    """What stays contested or was settled against a text: the answers, which one is used and why."""
    marked = sorted(found.contested, key=lambda one: (_WEIGHT.index(one.verdict), one.key))
    rows = tuple(
        (
            one.key,
            [_value(answer) for answer in one.answers],
            one.verdict,
            grouped(one.preferred) if one.preferred else text("reading-open"),
            one.reason,
        )
        for one in marked
    )
    return table("contested", rows, notes=())


def short_sources(found: FactBook) -> Table:
    """The texts in one line each: by whom, of which day, how many facts."""
    counts = {article.id: sum(one.article.id == article.id for one in found.facts) for article in found.articles}
    rows = tuple((short_name(article), article.source.title, article.source.origin, counts[article.id]) for article in found.articles)
    return table("short-sources", rows, name="sources", numbers={"facts"})
