"""Phrases that sentences, tables and figures share: names in a row, events and people by their ids, days as a table writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from babel import Locale

from tradebrief.provenance.quantity import Quantity, Step, derive, given
from tradebrief.wording import LANGUAGES
from tradebrief.words.messages import language, say, text, translated
from tradebrief.words.numerals import between
from tradebrief.words.sentence import Part, Piece, Sentence


def in_row(items: Sequence[Iterable[Piece] | Part], *, most: int = 6, more: Step | None = None) -> list[Piece]:
    """Pieces of sentences in a row as the language lists them, each item a part, or pieces that stand together; ``none`` of none.

    What is over ``most`` is counted, and ``more`` is the lineage of that count.
    """
    rest = len(items) - most
    row: list[Any] = [item if isinstance(item, Part) else Sentence(*item) for item in items[:most]]
    row += [Part(text("more", count=rest), trace=_left(len(items), most, more))] if rest > 0 else []
    return list(say("row", items=row).parts) if row else [text("none")]


def _left(items: int, told: int, more: Step | None) -> Quantity:
    """How many items a sentence does not tell one by one."""
    everything = given(items, "{} in all", rests=[] if more is None else [more])
    return derive("all - told", "not told one by one", all=everything, told=given(told, "{} told in the sentence"))


def listed(names: Iterable[str], *, most: int = 6) -> str:
    """Names in a row: *a*, *a and b*, *a, b and c*; what is over ``most`` is counted.

    >>> listed(["a", "b", "c"]), listed([]), listed("abcde", most=2)
    ('a, b and c', 'none', 'a, b and 3 more')
    """
    return "".join(map(str, in_row([Part(name) for name in names], most=most)))


def named(name: str) -> str:
    """The id of an event or a topic in words; a day in it stays whole.

    >>> named("round-1"), named("deal-2025-07-22"), named("non-tariff-measures")
    ('round 1', 'deal 2025-07-22', 'non tariff measures')
    """
    if number := _NUMBERED.fullmatch(name):
        return text("round", number=number[1])
    dated = _DATED.fullmatch(name)
    what, day = dated.groups() if dated else (name, "")
    words = translated(re.sub(r"(?<!\d)-|-(?!\d)", " ", what))
    return text("event-on", what=words, day=day) if day else words


_NUMBERED, _DATED = re.compile(r"round-(\d+)"), re.compile(r"(.+)-(\d{4}-\d\d-\d\d)")


def person(name: str) -> str:
    """Somebody by an id of ``codes/people.yaml``, as reports name who is known: by family name, in Japanese with the office."""
    return str(translated(name.replace("-", " ").title()))


_SPAN = re.compile(r"\[(\d[\d-]*)\.\.(\d[\d-]*)\]|(\d[\d-]*)/(\d[\d-]*)")
_BY = re.compile(r"\[\.\.(\d[\d-]*)\]")


def days(when: object) -> str:
    """Days that are uncertain or last as a table tells them; nothing for none.

    >>> days("[2025-04-18..2025-04-27]"), days("2025-06-05/2025-06-06"), days("[..2025-04-16]"), days("2025-05-15~"), days(None)
    ('2025-04-18 to 2025-04-27', '2025-06-05 to 2025-06-06', 'by 2025-04-16', 'about 2025-05-15', '')
    """
    said = "" if when is None else str(when)
    said = _SPAN.sub(lambda found: text("days-from-to", first=found[1] or found[3], last=found[2] or found[4]), said)
    said = _BY.sub(lambda found: text("days-by", last=found[1]), said)
    return text("days-about", day=said[:-1]) if said.endswith("~") else said


def ranged(low: str, high: str) -> str:
    """From one number to another, both as they are written."""
    return between(low, high, Locale.parse(LANGUAGES[language()]))


def side_by_side(parts: Iterable[object]) -> str:
    """Parts of one cell or remark in a row.

    >>> side_by_side(["EO 14257", "EO 14266"])
    'EO 14257, EO 14266'
    """
    return text("between-parts").join(map(str, parts))


def set_apart(parts: Iterable[object]) -> str:
    """Answers, or remarks that may hold commas of their own, in a row.

    >>> set_apart(["3 days", "2 days"])
    '3 days; 2 days'
    """
    return text("between-answers").join(map(str, parts))
