"""Chains from counts of facts, texts and questions down to the texts, answers and passages that were counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tradebrief.analysis.factbook import Addition, FactBook
from tradebrief.facts.readings import Reading
from tradebrief.facts.records import Article
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.words.sentence import number_of
from tradebrief.words.steps import counted, formula, some

EVIDENCE, SIDE_BY_SIDE = "The evidence, fact by fact", "Different answers side by side"
"""Tables of the page that hold every fact and every question whose answers differ."""


def texts(found: FactBook) -> Trace:
    """How many texts."""
    return counted(f"texts known by {found.known_by}", len(found.articles), _texts(found))


def claims(found: FactBook) -> Trace:
    """How many claims, text by text."""
    counts = Counter(one.article.id for one in found.facts)
    if not counts:
        return counted("claims, for no text was known", 0, [])
    sums = " + ".join(str(counts[article.id]) for article in found.articles)
    return formula(f"{sums} = {len(found.facts):,}: the claims of each text", *_texts(found))


def _texts(found: FactBook) -> list[Trace]:
    counts = Counter(one.article.id for one in found.facts)
    return [of_text(article, counts[article.id], found.places.get(article.id, "")) for article in found.articles]


def of_text(article: Article, count: int, to: str = "") -> Trace:
    """A text with how many claims it makes."""
    source = article.source
    says = f"{source.title}, {source.wire}, {source.published}: {number_of(count, 'claim')}"
    return Trace(kind="text", says=says, to=to, cite=cites.text(source))


def origins(found: FactBook) -> Trace:
    """How many independent origins."""
    counts = Counter(one.origin for one in found.facts)
    steps = [Trace(kind="origin", says=f"{name}: {number_of(count, 'claim')}") for name, count in sorted(counts.items())]
    return counted("origins of these texts", len(counts), steps)


def outside(found: FactBook) -> Trace:
    """How many claims of texts known by citation only."""
    steps = [of_text(article, count) for article, count in found.beyond]
    return counted(f"claims of {len(steps)} outside texts known by {found.known_by}", found.outside, steps, most=6)


def graded(found: FactBook, grade: str, count: int) -> Trace:
    """How many claims have a grade, and which share of all they are."""
    total = len(found.facts)
    rows = Trace(kind="table", says=f"rows of grade {grade} in the table '{EVIDENCE}'", to="evidence")
    return formula(f"{count:,} / {total:,} = {100 * count / total:.4f} %: claims graded {grade}, of all", rows)


# --- questions --------------------------------------------------------------------------------


def questions(found: FactBook) -> Trace:
    """How many questions have several answers or origins."""
    counts = Counter(reading.verdict for reading in found.readings)
    sums = " + ".join(str(count) for _, count in sorted(counts.items()))
    rows = Trace(kind="table", says=f"rows of the table '{SIDE_BY_SIDE}', and of those on which origins agree", to="readings")
    return formula(f"{sums or 0} = {len(found.readings)}: questions by verdict, {', '.join(sorted(counts))}", rows, to="readings")


def read_as(found: FactBook, verdict: str) -> Trace:
    """How many questions are read in one way."""
    readings = [one for one in found.readings if one.verdict == verdict]
    steps = [_question(found, one) for one in readings]
    return counted(f"questions read as '{verdict}'", len(readings), steps, shown=SIDE_BY_SIDE, to="readings", most=2)


def _question(found: FactBook, one: Reading) -> Trace:
    answers = "; ".join(f"{answer.value} ({', '.join(answer.origins)})" for answer in one.answers[:3])
    more = f"; {len(one.answers) - 3} more" if len(one.answers) > 3 else ""
    return Trace(kind="fact", says=f"{one.key}: {answers}{more}", to=found.places.get(one.key, ""))


def disputed(found: FactBook, one: Reading) -> Trace:
    """A question with every fact that answers it."""
    named = {name for answer in one.answers for name in answer.facts}
    facts = [found.trace(fact) for fact in found.facts if fact.fact.id in named]
    says = f"{one.key}: {len(one.answers)} answers, {one.verdict}; {one.reason}"
    place = found.places.get(one.key, "")
    return Trace(kind="fact", says=says, to=place, of=some(facts, shown=SIDE_BY_SIDE, to=place, most=6))


# --- what a text added --------------------------------------------------------------------------


def added(found: FactBook, last: Addition, keys: Sequence[str], what: str) -> Trace:
    """How many questions a text answers in one way."""
    text = of_text(last.article, last.facts, found.places.get(last.article.id, ""))
    return counted(f"questions {what}", len(keys), [text, *_keys(found, last, keys)], shown="What each text added", to="additions", most=4)


def _keys(found: FactBook, last: Addition, keys: Sequence[str]) -> Iterator[Trace]:
    for key in keys:
        fact = next((one for one in found.facts if one.fact.key == key and one.article.id == last.article.id), None)
        if fact:
            yield Trace(kind="fact", says=f"{key}: {fact.fact.says}", to=found.places.get(fact.fact.id, ""))


def known_from(found: FactBook, last: Addition) -> Trace:
    """Since when a text was known."""
    source = last.article.source
    text = of_text(last.article, last.facts, found.places.get(last.article.id, ""))
    return formula(f"{last.known_from} = last day of {source.published} by the clock of the {found.clock}: {source.basis}", text)


def checks(found: FactBook) -> Trace:
    """How many checks the book makes of itself."""
    steps = [Trace(kind="table", says=f"{name}: {numbers}", to="checks") for name, _, numbers in found.checks]
    return counted("checks, each a row of the table", len(steps), steps, to="checks")
