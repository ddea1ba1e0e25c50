"""The keys that are asked already, and which of them a new passage seems to answer.

A key is known by its own words and by those in which its facts were put down. A passage fits it when it
shares words that few keys have, the more so when value, unit or kind agree too.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from tradebrief.facts.evidence import as_days, plain_value
from tradebrief.facts.records import Fact
from tradebrief.workbook.workbook import Workbook

Relation = Literal["agrees", "conflicts", "adds"]

LEAST = 1.0
"""The score from which a key is suggested; below it a passage more often answers another question."""


MOST_AGREES = 1.3
"""What a value that agrees and a kind that agrees add to a score."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A key a passage may answer, how its answer stands to those known, and what they are."""

    key: str
    relation: Relation
    score: float
    known: str
    fact: Fact
    article: str


@dataclass(frozen=True, kw_only=True)
class KnownKeys:
    """Every key of a workbook with its facts and the words it is known by."""

    facts: Mapping[str, tuple[tuple[str, Fact], ...]]
    words: Mapping[str, frozenset[str]]
    rarity: Mapping[str, float]
    own: Mapping[str, frozenset[str]]
    """The words of each key's own name."""
    by_word: Mapping[str, frozenset[str]]
    """The keys whose own name has a word."""

    @classmethod
    def of(cls, book: Workbook) -> KnownKeys:
        """The keys of all articles and outside claims of a workbook."""
        facts: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
        for article in book.articles.values():
            for fact in article.facts:
                facts[fact.key].append((article.id, fact))
        words = {key: frozenset(_words_of(key, [fact for _, fact in group])) for key, group in facts.items()}
        count = Counter(word for known in words.values() for word in known)
        rarity = {word: math.log(1 + len(words) / number) for word, number in count.items()}
        own = {key: stems(_spaced(key)) or words[key] for key in facts}
        by_word: dict[str, set[str]] = defaultdict(set)
        for key, named in own.items():
            for word in named:
                by_word[word].add(key)
        held = {word: frozenset(keys) for word, keys in by_word.items()}
        return cls(facts={key: tuple(group) for key, group in facts.items()}, words=words, rarity=rarity, own=own, by_word=held)

    def relevance(self, passage: str) -> float:
        """How much of what is known a passage speaks of: its words that known keys have, the rare ones counting more."""
        return sum(self.rarity.get(word, 0.0) for word in stems(passage))

    def fits(self, passage: str, *, value: Decimal | str | None, unit: str, kind: str, sense: str = "", most: int = 3) -> tuple[Fit, ...]:
        """The keys a passage may answer, best first."""
        told = stems(passage)
        named = {key for word in told for key in self.by_word.get(word, ())}
        scored = ((self._score(key, told, value, unit, kind), key) for key in named)
        best = sorted(((score, key) for score, key in scored if score >= LEAST), key=lambda pair: (-pair[0], pair[1]))[:most]
        return tuple(self._fit(key, score, value, unit, sense) for score, key in best)

    def _score(self, key: str, told: frozenset[str], value: Decimal | str | None, unit: str, kind: str) -> float:
        """The share of the key's own words that stand in the passage, other shared words by rarity, and what else agrees."""
        shared = self.words[key] & told
        own = self.own[key]
        likeness = 1.3 * self._weight(own & told) / self._weight(own)
        likeness += min(1.0, self._weight(shared - own) / 12)
        if likeness + MOST_AGREES < LEAST:
            return 0.0
        facts = [fact for _, fact in self.facts[key]]
        is_number = isinstance(value, Decimal)
        if is_number != any(isinstance(fact.value, Decimal) for fact in facts):
            likeness *= 0.4
        if value is not None and any(_same(fact, value, unit) for fact in facts):
            likeness += MOST_AGREES - 0.3
        elif unit and any(fact.unit == unit for fact in facts):
            likeness += 0.3
        return likeness + 0.3 * any(fact.kind == kind for fact in facts)

    def _weight(self, words: Iterable[str]) -> float:
        return sum([self.rarity.get(word, 1.0) for word in words])

    def _fit(self, key: str, score: float, value: Decimal | str | None, unit: str, sense: str) -> Fit:
        group = self.facts[key]
        same = next(((name, fact) for name, fact in group if value is not None and _same(fact, value, unit)), None)
        other = next(((name, fact) for name, fact in group if value is not None and _differs(fact, value, unit, sense)), None)
        name, fact = same or other or group[0]
        relation: Relation = "agrees" if same else "conflicts" if other else "adds"
        known = "; ".join(
            dict.fromkeys(
                " ".join(filter(None, (plain_value(one.value), one.unit, one.sense))) for _, one in group if one.value is not None
            )
        )
        return Fit(key=key, relation=relation, score=round(score, 2), known=known, fact=fact, article=name)


def _same(fact: Fact, value: Decimal | str, unit: str) -> bool:
    """Whether a known fact gives this answer; days agree when one allows the other, a fall may be written without its sign."""
    if isinstance(value, Decimal) and isinstance(fact.value, Decimal):
        return abs(fact.value) == abs(value) and (not unit or not fact.unit or fact.unit == unit)
    mine, theirs = as_days(value), as_days(fact.value)
    return bool(mine and theirs and mine.allows(theirs)) if mine or theirs else value == fact.value


def _differs(fact: Fact, value: Decimal | str, unit: str, sense: str) -> bool:
    """Whether a known fact gives another answer of the same sort: another number of the unit, other days."""
    if isinstance(value, Decimal) and isinstance(fact.value, Decimal):
        return fact.unit == unit and (not sense or not fact.sense or fact.sense == sense)
    return bool(as_days(value) and as_days(fact.value))


def _words_of(key: str, facts: Iterable[Fact]) -> Iterable[str]:
    yield from stems(_spaced(key))
    for fact in facts:
        yield from stems(f"{fact.says} {fact.scope or ''} {' '.join(fact.tokens)}")


def _spaced(key: str) -> str:
    return re.sub(r"[./-]", " ", key)


_IDLE = frozenset(
    [
        "rate",
        "day",
        "start",
        "number",
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "in",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "s",
        "she",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "told",
        "tells",
        "was",
        "were",
        "which",
        "who",
        "will",
        "with",
    ]
)
_SAME = {
    "us": "americ",
    "u.s": "americ",
    "usa": "americ",
    "united": "americ",
    "tokyo": "japan",
    "auto": "car",
    "automo": "car",
    "vehicl": "car",
    "britai": "uk",
    "levy": "tariff",
    "duty": "tariff",
    "duties": "tariff",
    "import": "import",
}


def stems(text: str) -> frozenset[str]:
    """The words of a text, short: small letters, the first six, a few names for one thing made one."""
    return frozenset(filter(None, map(_stem, set(re.findall(r"[a-z][a-z.]*[a-z]|\d[\d.,]*\d|\d", text.lower())))))


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """A word's beginning; nothing for one that tells nothing."""
    word = word.strip(".").removesuffix("s") if len(word) > 3 else word
    return "" if word in _IDLE else _SAME.get(word[:6], word[:6])
