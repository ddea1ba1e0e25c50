"""Goods found by words: in our own labels, and in descriptions of the tariff schedule where a user gave them.

Words are compared without case, order, plural or spelling (tyre, tire); a word that nobody used stands for the nearest ones. Japanese has no spaces, so
its texts are compared by pairs of letters.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from tradebrief.errors import Names
from tradebrief.law.goods import Label, dotted
from tradebrief.law.hts.descriptions import HEADINGS, Description

LIKE = 0.75
"""How like a known word (difflib's ratio) one must be that stands for it."""

BEGINS, NEAR, ALSO, ABOVE = 0.8, 0.8, 0.95, 0.5
"""What a word counts that only begins as another, or is like it; that is a second name; that stands in the headings above."""

LEAST = 0.35
"""The score of a find, up to 1, below which it is none; so is what scores less than half of the best."""

_RUNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]+|[a-z0-9]+(?:\.[0-9]+)?")
_IDLE = frozenset(
    ["a", "an", "and", "by", "for", "from", "in", "its", "not", "of", "on", "or", "other", "than", "that", "the", "their", "to", "with"]
)
_SPELT = {
    "aluminum": "aluminium",
    "center": "centre",
    "color": "colour",
    "fiber": "fibre",
    "gray": "grey",
    "mold": "mould",
    "tire": "tyre",
    "whiskey": "whisky",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedGoods:
    """Goods with what they are called: our label, other names in any language, and the description with the headings above it."""

    code: str
    label: str = ""
    other: tuple[str, ...] = ()
    description: str = ""
    above: str = ""

    @property
    def name(self) -> str:
        """The label, or else the description with its headings."""
        return self.label or self.described

    @property
    def described(self) -> str:
        """The description, read with its headings."""
        return HEADINGS.join(filter(None, (self.above, self.description)))

    def texts(self) -> Iterator[tuple[float, str, str]]:
        """Each name with what it counts and the headings it is read with."""
        if self.label:
            yield 1.0, self.label, ""
        yield from ((ALSO, text, "") for text in self.other)
        if self.description:
            yield ALSO, self.description, self.above


class GoodsNames:
    """What goods are called, ready to be searched; read and indexed at the first question."""

    def __init__(self, labels: Iterable[Label], translations: Mapping[str, Mapping[str, str]]) -> None:
        self._labels, self._translations = labels, translations

    @cached_property
    def own(self) -> tuple[NamedGoods, ...]:
        """The goods we have labels for."""
        return tuple(self._named(one) for one in self._labels)

    def _named(self, label: Label) -> NamedGoods:
        said = (texts.get(label.name) for texts in self._translations.values())
        return NamedGoods(code=label.id, label=label.name, other=(*filter(None, said), *label.also))

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(self.own)

    def with_descriptions(self, descriptions: Iterable[Description]) -> WordIndex:
        """The labels and a user's descriptions, one entry a code."""
        entries = {one.code: one for one in self.own}
        for code, text, above in descriptions:
            own = entries.get(code)
            label, other = (own.label, own.other) if own else ("", ())
            entries[code] = NamedGoods(code=code, label=label, other=other, description=text, above=above)
        return WordIndex(entries.values())

    def find(self, words: str) -> list[tuple[float, NamedGoods]]:
        """Labelled goods that words mean, best first, each with its score."""
        return self._index.find(words)

    def hint(self, words: str, most: int = 5) -> str:
        """What to ask instead of words, where a code is asked for: the codes that they may mean."""
        found = [f"{dotted(one.code)} ({one.label})" for _, one in self.find(words)[:most]]
        if not found:
            return f"Look for its code: tradebrief goods '{words.strip()}'."
        return f"Ask with one of these codes: {', '.join(found)}."


class WordIndex:
    """Goods by the words of their names."""

    def __init__(self, goods: Iterable[NamedGoods]) -> None:
        self._texts: list[tuple[NamedGoods, float, str]] = []
        self._places: dict[str, dict[int, float]] = {}
        for one in goods:
            for counts, text, above in one.texts():
                self._add(one, counts, text, above)

    def _add(self, one: NamedGoods, counts: float, text: str, above: str) -> None:
        place, words = len(self._texts), list(words_of(text))
        self._texts.append((one, counts, f" {' '.join(words)} "))
        for part in above.split(HEADINGS) if above else ():
            for word in _searched(part):
                self._places.setdefault(word, {})[place] = ABOVE
        joined = () if above else (first + then for first, then in pairwise(words))  # soy sauce, soysauce
        for word in (*joined, *_searched(text)):
            self._places.setdefault(word, {})[place] = 1.0

    @cached_property
    def _names(self) -> Names:
        return Names(self._places)

    def find(self, words: str) -> list[tuple[float, NamedGoods]]:
        """Goods that words mean, best first, each with its score up to 1: the rarer a word, the more it counts."""
        asked = dict.fromkeys(words_of(words))
        phrase = f" {' '.join(asked)} "
        scores, counted, total = Counter[int](), Counter[int](), 0.0
        for word in asked:
            places = self._holding(word)
            weight = math.log(1 + len(self._texts) / max(len(places), 1))
            total += weight
            for place, counts in places.items():
                scores[place] += weight * counts
                counted[place] += 1
        best: dict[str, tuple[float, NamedGoods]] = {}
        for place, score in scores.items():
            one, counts, text = self._texts[place]
            whole = counted[place] / max(text.count(" ") - 1, len(asked))  # of two that hold every word, the shorter name
            worth = round(counts * score / total * (0.7 + 0.25 * whole + 0.05 * (phrase in text)), 3)
            if worth > best.get(one.code, (0.0, one))[0]:
                best[one.code] = (worth, one)
        least = max([LEAST, *(worth / 2 for worth, _ in best.values())])
        return sorted((pair for pair in best.values() if pair[0] >= least), key=lambda pair: (-pair[0], pair[1].code))

    def _holding(self, word: str) -> dict[int, float]:
        """The texts that hold a word, one that begins with it or, where there is none, one like it; each with what that counts."""
        found = dict(self._places.get(word, {}))
        for known, counts in self._like(word) if word.isascii() else ():
            for place, weight in self._places[known].items():
                found[place] = max(found.get(place, 0.0), weight * counts)
        return found

    def _like(self, word: str) -> list[tuple[str, float]]:
        begun = [(known, BEGINS) for known in self._places if len(word) >= 4 and known != word and known.startswith(word)]
        if begun or word in self._places or len(word) < 4:
            return begun
        close = difflib.get_close_matches(word, self._names.like(word), n=3, cutoff=LIKE)
        return [(known, NEAR * difflib.SequenceMatcher(None, word, known).ratio()) for known in close]


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are compared.

    >>> list(words_of("Passenger Cars, tires and batteries")), list(words_of("乗用車"))
    (['passenger', 'car', 'tyr', 'batteri'], ['乗用', '用車'])
    """
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text).casefold().replace("'s", "").replace("’s", "")):
        if not run[0].isascii():
            yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        elif run not in _IDLE:
            yield _stem(run)


@lru_cache(maxsize=2048)
def _searched(text: str) -> frozenset[str]:
    """The words of a text that is searched, kept for headings that many lines share: of Japanese also each letter, for a question of one."""
    return frozenset((*words_of(text), *(letter for letter in text if "\u3040" <= letter <= "\u9fff")))


@lru_cache(maxsize=32768)
def _stem(word: str) -> str:
    """A word without plural, in one spelling; several words may share one."""
    spelt = next((ours + word[len(theirs) :] for theirs, ours in _SPELT.items() if word.startswith(theirs)), word)
    bare = spelt.rstrip("es") if len(spelt) > 2 else spelt
    return (f"{bare[:-1]}i" if bare.endswith("y") else bare) or spelt
