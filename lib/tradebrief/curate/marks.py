"""What can be marked in a sentence without understanding it: figures with their units, and hedges; days come from ``day_marks``.

Numbers in words are read by text2num. It loads no model, and figures stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from tradebrief.curate import japanese
from tradebrief.curate.day_marks import days_in
from tradebrief.curate.mark import Mark
from tradebrief.errors import needs
from tradebrief.period import When

text_to_num = needs("text_to_num", "curate", "tradebrief new")


def marks_in(sentence: str, published: When | None = None) -> tuple[Mark, ...]:
    """The days, figures and hedges of a sentence, in order of place; days come first where two would overlap."""
    days = list(days_in(sentence, published))
    taken = [(mark.start, mark.end) for mark in days]
    figures = [mark for mark in figures_in(sentence) if not any(a < mark.end and mark.start < b for a, b in taken)]
    return tuple(sorted((*days, *figures, *hedges_in(sentence)), key=lambda mark: (mark.start, mark.sort)))


# --- figures --------------------------------------------------------------------

_SCALES = {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "percentage points": "%", "percentage point": "%", "yen": "JPY", "won": "KRW", "yuan": "CNY", "euros": "EUR",
    "dollars": "USD", "pounds": "GBP", "metric tons": "tonnes", "tons": "tonnes", "tonnes": "tonnes", "units": "units",
}  # fmt: skip
_PLAIN = sorted(_UNITS, key=len, reverse=True)

_FIGURE = re.compile(
    r"(?P<money>US\$|[$€£¥₩])?(?<![A-Za-z0-9_.,:])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[ -]?(?P<scale>trillion|billion|million|thousand|bn|mn|tn)\b)?"
    rf"(?:[ -]?(?P<unit>{'|'.join(re.escape(name) for name in _PLAIN)})(?![a-z]))?"
    r"(?P<ordinal>st|nd|rd|th)?(?![\d:])(?!\.[A-Z])"
)

#: What is counted: nouns that make a number in words a figure, and the order number of a thing a place in a row.
_COUNTED = re.compile(
    r"round|talks|trip|visit|meeting|session|call|time|day|week|month|year|hour|minute|source|official|partner|countr|supplier|maker|car|vehicle|unit|ship|plant|job|"
    r"point|nation|member|item|term|summit|seat|case"
)
_MULTIPLES = {
    "double": 2,
    "doubled": 2,
    "triple": 3,
    "tripled": 3,
    "twofold": 2,
    "threefold": 3,
    "halve": Decimal("0.5"),
    "halved": Decimal("0.5"),
}


def figures_in(sentence: str) -> Iterator[Mark]:
    """Each figure of a sentence in digits or words, exact, with its unit as far as the words after it tell."""
    if japanese.WIDE.search(sentence):
        yield from japanese.figures_in(sentence)
        return
    found = list(_in_digits(sentence))
    taken = [(mark.start, mark.end) for mark in found]
    yield from found
    for mark in _in_words(sentence):
        if not any(a < mark.end and mark.start < b for a, b in taken):
            yield mark


def _in_digits(sentence: str) -> Iterator[Mark]:
    for found in _FIGURE.finditer(sentence):
        number = Decimal(found["number"].replace(",", "")).scaleb(_SCALES.get(found["scale"] or "", 0))
        unit, end = _UNITS.get(found["unit"] or "", ""), found.end()
        if found["money"]:
            unit = _SYMBOLS[found["money"]]
        elif not unit or unit == "tonnes":
            unit, end = _unit_after(sentence, found.end(), unit)
        if found["ordinal"] and not _COUNTED.match(unit):
            continue
        yield Mark(sort="figure", start=found.start(), end=end, text=sentence[found.start() : end], value=_plain(number), unit=_many(unit))


def _plain(number: Decimal) -> Decimal:
    """The number without an exponent."""
    return Decimal(f"{number:f}")


_BETWEEN = (
    r"additional|more|new|tariff|trade|straight|unnamed|ministerial-level|foreign|high-level|consecutive|U\.S\.|US|Japanese|American|trading|phone|major|other|"
    "such|[A-Z][a-z]+(?:ish|ese|an)|of the|of"
)
_NOUN = re.compile(rf"[ -](?:(?:{_BETWEEN}) )*(?P<noun>[a-z]{{3,}})")
_PER = re.compile(r"(?: of [A-Z]+)? (?:per|a|each) (year|month|week|day)\b| annually\b")
_NO_UNIT = frozenset(
    {
        "and",
        "the",
        "for",
        "with",
        "from",
        "per",
        "that",
        "which",
        "who",
        "was",
        "were",
        "has",
        "have",
        "had",
        "are",
        "its",
        "their",
        "under",
        "over",
        "into",
        "covering",
        "told",
    }
)


def _unit_after(sentence: str, end: int, unit: str = "") -> tuple[str, int]:
    """What is counted, by the words after a number, and where they end: *cars a year*, *days*."""
    noun = None if unit else _NOUN.match(sentence, end)
    if noun and noun["noun"] not in _NO_UNIT:
        unit, end = noun["noun"], noun.end()
    per = _PER.match(sentence, end) if unit else None
    return (f"{unit} a {per.group(1) or 'year'}", per.end()) if per else (unit, end)


def _many(unit: str) -> str:
    """A unit in the plural, as facts write it: *rounds*, *cars a year*."""
    head, _, rest = unit.partition(" ")
    if head and head.islower() and not head.endswith("s"):
        head = head[:-1] + "ies" if head.endswith("ry") else head + "s"
    return f"{head} {rest}".strip()


class _Word(text_to_num.Token):
    """A word as text2num takes it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self.start, self.end = text, start, end

    def text(self) -> str:
        """The word in small letters."""
        return self._text


def _in_words(sentence: str) -> Iterator[Mark]:
    """Numbers in words: places in a row (*third round*) and counts (*two sources*) of things that are counted."""
    for stretch in re.finditer(r"[A-Za-z]+(?:[ -][A-Za-z]+)*", sentence):  # a number in words ends where digits or a comma stand
        words: list[Any] = [
            _Word(word.group().lower(), stretch.start() + word.start(), stretch.start() + word.end())
            for word in re.finditer(r"[A-Za-z]+", stretch.group())
        ]
        yield from _numbers(words, sentence)


def _numbers(words: Sequence[Any], sentence: str) -> Iterator[Mark]:
    found: Any = text_to_num.find_numbers(words, "en", threshold=0)
    for one in found:
        start, end = words[one.start].start, words[one.end - 1].end
        unit, until = _unit_after(sentence, end)
        number = re.sub(r"\D+$", "", one.text)
        group = sentence[:start].endswith("Group of ")
        if _COUNTED.match(unit) and number.isdigit() and not group and not (number == "1" and one.is_ordinal and "round" not in unit):
            yield Mark(sort="figure", start=start, end=until, text=sentence[start:until], value=Decimal(number), unit=_many(unit))
    for word in words:
        if word.text() in _MULTIPLES:
            yield Mark(
                sort="figure",
                start=word.start,
                end=word.end,
                text=sentence[word.start : word.end],
                value=Decimal(_MULTIPLES[word.text()]),
                unit="times",
            )


# --- hedges -----------------------------------------------------------------------

#: Words that soften a claim, and how firmly a claim so worded is put. The longest that fits wins.
HEDGES: tuple[tuple[str, str], ...] = (
    (
        "considers",
        r"could include|potentially|(?:is|are|was|were) (?:considering|contemplating|weighing|mulling)|consider(?:s|ing)?|contemplat(?:es|ing)|"
        "weigh(?:s|ing)|mull(?:s|ing)|eye",
    ),
    (
        "expects",
        r"(?:is|are|was|were) (?:widely )?(?:expected|believed|likely|forecast)(?: to)?|expected|expects?|anticipat(?:es|ed)|likely",
    ),
    (
        "plans",
        r"(?:is|are|was|were) (?:now )?(?:set|due|scheduled|slated|poised|going|preparing|planning|arranging|about) to|"
        r"(?:is|are) (?:now )?(?:set|arranging|preparing|planning|seeking|aiming)|plan(?:s|ned|ning)?|envision(?:s|ed)|schedul(?:ed|ing)|"
        r"aim(?:s|ed)? (?:to|at)|agree(?:d|ing) to meet|to meet|eyes|will involve|target|goal|intend(?:s|ed)?|will|would",
    ),
    ("hopes", r"hop(?:e|es|ed|ing|efully)|(?:is|are) hoping|some sort of|want(?:s|ed)"),
    (
        "might",
        r"could|may|might|possib(?:le|ly)|perhaps|potential|hints?|as early as|at the earliest|opening the way|up in the air|unclear|"
        r"uncertain(?:ty)?|if|unless",
    ),
    (
        "says",
        r"will seek|will be focused on|(?:is|are) urging|urg(?:es|ed|ing)|pledg(?:es|ed|e)|has pushed for|emphasi[sz](?:es|ed)|"
        r"(?:strongly )?denied|has lobbied|press(?:es|ed|ing)|calls? (?:on|for)|seeks?",
    ),
)
_WORDS = [(strength, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for strength, pattern in HEDGES]


def hedges_in(sentence: str) -> Iterator[Mark]:
    """Each word that softens a claim; where two overlap, the longer one."""
    if japanese.WIDE.search(sentence):
        yield from japanese.hedges_in(sentence)
        return
    found = [
        (one.start(), one.end(), strength)
        for strength, pattern in _WORDS
        for one in pattern.finditer(sentence)
        if not one.group().startswith(("May", "Will"))
    ]
    for start, end, strength in found:
        if not any((a <= start and end <= b) and (b - a) > (end - start) for a, b, _ in found):
            yield Mark(sort="hedge", start=start, end=end, text=sentence[start:end], value=strength)


def firmest_first(marks: Sequence[Mark]) -> Mark | None:
    """The hedge that weighs most: the softest word of a sentence decides how firmly it is put."""
    order = ["might", "hopes", "considers", "expects", "plans", "says"]
    hedges = [mark for mark in marks if mark.sort == "hedge"]
    return min(hedges, key=lambda mark: (order.index(str(mark.value)), mark.start), default=None)
