"""Rules on keys and what answers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from tradebrief.errors import Names, near
from tradebrief.facts.evidence import plain_value
from tradebrief.facts.records import Article
from tradebrief.workbook.rules.breach import Breach, each_fact, file_of
from tradebrief.workbook.workbook import Workbook


def keys_are_not_misspelt(book: Workbook) -> Iterator[Breach]:
    """Keys of one subject do not differ by a slip of the pen.

    Use one spelling of the key everywhere, or make the keys clearly different.
    """
    first: dict[str, tuple[Article, int]] = {}
    for article, number, fact in each_fact(book):
        first.setdefault(fact.key, (article, number))
    for _, keys in groupby(sorted(first), key=lambda key: key.partition(".")[0]):
        for one, two in _slips(keys):
            article, number = first[two]
            yield Breach(file_of(article), ("facts", number, "key"), f"{two}, and {one} elsewhere")


def _slips(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Keys that differ by a slip of the pen from one before them, each with the first of those."""
    before: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        likely = {one for trait in _traits(key) for one in before[trait]}
        if found := min((one for one in likely if _slip(one, key)), default=None):
            yield found, key
        for trait in _traits(key):
            before[trait].append(key)


def _traits(key: str) -> set[str]:
    """What two keys have in common when one is a slip of the other: the key, without its final *s*, or without one letter."""
    return {key, key.rstrip("s"), *(key[:place] + key[place + 1 :] for place, letter in enumerate(key) if letter.isalpha())}


def _slip(one: str, two: str) -> bool:
    """Whether two long keys are one letter apart or differ by a final *s*; digits are never slips."""
    if one.rstrip("s") == two.rstrip("s"):
        return True
    if abs(len(one) - len(two)) > 1 or len(one) <= 12:
        return False
    head = _shared(one, two)
    tail = _shared(one[head:][::-1], two[head:][::-1])
    left = one[head : len(one) - tail] + two[head : len(two) - tail]
    return max(len(one), len(two)) - head - tail == 1 and left.isalpha()


def _shared(one: str, two: str) -> int:
    """How many letters two words begin with in common."""
    return next((place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two)))


def resolutions_settle_a_dispute(book: Workbook) -> Iterator[Breach]:
    """A resolution answers a key or list that some text answers, and prefers an answer that was given.

    Correct 'key', or write in 'prefer' a value that one of the texts gives.
    """
    given: dict[str, set[str]] = {}
    for _, _, fact in each_fact(book):
        given.setdefault(fact.key, set()).add(plain_value(fact.value))
        given.setdefault(fact.question, set()).add(fact.item)
    known = Names(given)
    for resolution in () if book.unread else book.resolutions.values():
        file = f"resolutions/{resolution.id}.yaml"
        if resolution.key not in given:
            yield Breach(file, ("key",), resolution.key, near(resolution.key, known))
        elif resolution.prefer is not None and plain_value(resolution.prefer) not in given[resolution.key]:
            yield Breach(file, ("prefer",), plain_value(resolution.prefer), near(plain_value(resolution.prefer), given[resolution.key]))


def one_resolution_to_a_key(book: Workbook) -> Iterator[Breach]:
    """A key has one resolution.

    Join the two files.
    """
    seen: dict[str, str] = {}
    for resolution in book.resolutions.values():
        if resolution.key in seen:
            yield Breach(f"resolutions/{resolution.id}.yaml", ("key",), f"{resolution.key}, settled in {seen[resolution.key]}.yaml")
        seen.setdefault(resolution.key, resolution.id)
