"""Sentences come from message files in ``en/*.ftl`` (Project Fluent), which an editor changes without Python.

``say`` fills a message with named values: a number or day with its chain stays a part that can be followed. How a number is written is said in the
message, by the functions below (``PERCENT``, ``MONEY``, …); digits, dates, lists and plurals follow the language's own rules, from Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax.ast import BaseNode, VariableReference

from tradebrief.provenance.quantity import Quantity, Step
from tradebrief.words.sentence import Part, Piece, Sentence, Strong

LANGUAGES = {"en": "en_GB"}
"""The languages there are, each with the locale whose rules it follows."""

LANGUAGE: ContextVar[str] = ContextVar("language", default="en")
"""The language that sentences are said in."""

_TOKEN = re.compile("\ue000(\\d+)\ue001")
_MINUS = str.maketrans({"-": "−"})


@dataclass(frozen=True)
class WithTrace:
    """A value that leads to a chain: a number, a day, words, or a range of two numbers."""

    value: Any
    trace: Step


class Numeral(FluentType):
    """A number in a message, of which the text written for it leads to its chain; a range where ``high`` is given.

    Fluent would turn a float into a number of its own, without the chain, so this is none; a selector finds its plural form by comparing.
    """

    def __init__(self, value: float, pieces: list[Piece], locale: Locale, trace: Step | None = None, high: float | None = None) -> None:
        self.value, self.pieces, self.locale, self.trace, self.high = float(value), pieces, locale, trace, high

    def __eq__(self, other: object) -> bool:
        return self.locale.plural_form(self.value) == other

    __hash__ = None  # type: ignore[assignment]

    def write(self, form: Callable[[float], str]) -> str:
        """The number as ``form`` writes it, a range with a dash; as a mark for the part of the sentence that it becomes."""
        return self.whole(lambda value, high: form(value) if high is None else _range(form(value), form(high)))

    def whole(self, form: Callable[[float, float | None], str]) -> str:
        """The same, where ``form`` writes both ends of a range."""
        text = form(self.value, self.high)
        return text if self.trace is None else _mark(Part(text, trace=self.trace), self.pieces)

    def format(self, locale: Locale) -> str:
        """As a whole number with separators."""
        return self.write(lambda value: format_decimal(value, locale=locale, format="#,##0.######"))


def _range(low: str, high: str) -> str:
    """Two numbers with a dash, the sign of per cent at the last alone."""
    return f"{low.removesuffix('%')}–{high}"


class Written(FluentType):
    """A day or words in a message."""

    def __init__(self, value: Any, pieces: list[Piece], trace: Step | None = None, to: str = "") -> None:
        self.value, self.pieces, self.trace, self.to = value, pieces, trace, to

    def write(self, text: str) -> str:
        """The text, as a mark where it leads somewhere."""
        return _mark(Part(text, self.to, self.trace), self.pieces) if self.trace is not None or self.to else text

    def format(self, locale: Locale) -> str:
        """A day in words, words as they are."""
        return self.write(format_date(self.value, format="long", locale=locale) if isinstance(self.value, date) else str(self.value))


def _mark(piece: Piece, pieces: list[Piece]) -> str:
    pieces.append(piece)
    return f"\ue000{len(pieces) - 1}\ue001"


def say(name: str, /, **values: Any) -> Sentence:
    """A message with its values as a sentence whose numbers can be followed.

    Values are quantities, ``WithTrace`` values, days, parts, sentences, lists of those, or plain text and numbers. ``KeyError`` for a message that is not
    there, ``ValueError`` for a variable or function that is not.

    >>> say("checks-failed", names=["the matrix", "the totals"])
    Not all checks hold: the matrix and the totals.
    """
    pieces: list[Piece] = []
    language = LANGUAGE.get()
    bundle, locale = _bundle(language), Locale.parse(LANGUAGES[language])
    arguments = {key: _argument(value, pieces, locale) for key, value in values.items()}
    pattern = bundle.get_message(name).value
    if pattern is None:
        raise LookupError(name)
    if idle := values.keys() - _variables(language, name):
        raise ValueError(f"{name}: is given what it does not use (got {', '.join(sorted(idle))})")
    text, errors = bundle.format_pattern(pattern, arguments)
    if errors:
        raise ValueError(f"{name}: {errors[0]}")
    return Sentence(*_split(str(text), pieces))


def joined(*sentences: Sentence | None) -> Sentence:
    """Sentences one after the other, those that there are."""
    parts: list[Piece] = []
    for one in filter(None, sentences):
        parts += [*([" "] if parts else []), *one.parts]
    return Sentence(*parts)


def _split(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    for number, stretch in enumerate(_TOKEN.split(text)):
        if number % 2:
            yield pieces[int(stretch)]
        elif stretch:
            yield from (Strong(text) if place % 2 else text for place, text in enumerate(stretch.split("**")) if text)


def _argument(value: Any, pieces: list[Piece], locale: Locale) -> Any:
    """A value as a message takes it."""
    if isinstance(value, WithTrace):
        inner = value.value
        if isinstance(inner, tuple):
            return Numeral(inner[0], pieces, locale, value.trace, inner[1])
        return Numeral(inner, pieces, locale, value.trace) if isinstance(inner, int | float) else Written(inner, pieces, value.trace)
    if isinstance(value, Quantity):
        return Numeral(value, pieces, locale, value)
    if isinstance(value, Part):
        return Written(value.text, pieces, value.trace, value.to)
    if isinstance(value, Sentence):
        return "".join(_mark(part, pieces) if isinstance(part, Part) else part for part in value.parts)
    if isinstance(value, list | tuple):
        return format_list([_text(_argument(one, pieces, locale), locale) for one in value], locale=locale)
    return Written(value, pieces) if isinstance(value, date) else value


def _text(value: Any, locale: Locale) -> str:
    return value.format(locale) if isinstance(value, FluentType) else str(value)


# --- how messages write numbers -----------------------------------------------------


@cache
def _variables(language: str, name: str) -> frozenset[str]:
    """The variables that a message names, also in its branches."""
    found: set[str] = set()

    def look(node: Any) -> None:
        if isinstance(node, VariableReference):
            found.add(node.id.name)
        for child in vars(node).values() if isinstance(node, BaseNode) else ():
            for one in child if isinstance(child, list) else [child]:
                look(one)

    look(_bundle(language).get_message(name).value)
    return frozenset(found)


@cache
def _bundle(language: str) -> FluentBundle:
    """The messages of a language, read once."""
    locale = Locale.parse(LANGUAGES[language])
    bundle = FluentBundle([LANGUAGES[language].replace("_", "-")], use_isolating=False, functions=_functions(locale, language))
    for path in sorted((Path(__file__).parent / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _functions(locale: Locale, language: str) -> dict[str, Callable[..., Any]]:
    """How messages write numbers, by the names that messages call."""

    def percent(number: Numeral, digits: Any = 1) -> str:
        return number.write(lambda value: format_percent(value, locale=locale, format=f"{_digits(digits)}%").translate(_MINUS))

    def rate(number: Numeral) -> str:
        return number.write(lambda value: format_percent(round(value, 6), locale=locale, format="#,##0.##%").translate(_MINUS))

    def points(number: Numeral, digits: Any = 1, sign: str = "") -> str:
        return number.write(lambda value: _fixed(100 * value, locale, digits, sign))

    def decimal(number: Numeral, digits: Any = 1, sign: str = "") -> str:
        return number.write(lambda value: _fixed(value, locale, digits, sign))

    def money(number: Numeral, unit: str = "usd", digits: Any = 1, sign: str = "") -> str:
        return number.whole(lambda value, high: _money(value, high, locale, language, unit, int(digits), sign))

    def month(day: Written) -> str:
        return day.write(format_date(day.value, format="LLLL y", locale=locale))

    return {"PERCENT": percent, "RATE": rate, "POINTS": points, "DECIMAL": decimal, "MONEY": money, "MONTH": month}


def _digits(digits: Any) -> str:
    return f"#,##0{'.' * (digits > 0)}{'0' * int(digits)}"


def _fixed(value: float, locale: Locale, digits: Any, sign: str) -> str:
    """A number with so many digits; no sign on what rounds to nothing."""
    text = format_decimal(value, locale=locale, format=_digits(digits))
    nothing = not text.strip("-0.,")
    return ("+" if sign and value > 0 and not nothing else "") + text.removeprefix("-" if nothing else "").translate(_MINUS)


def _money(value: float, high: float | None, locale: Locale, language: str, unit: str, digits: int, sign: str) -> str:
    """An amount in the words of its size, as the message of its unit writes it; of a range the size is said once."""
    amounts = [
        format_compact_decimal(abs(one), format_type="long", locale=locale, fraction_digits=digits)
        for one in (value, high)
        if one is not None
    ]
    sizes = [amount.lstrip("0123456789.,") for amount in amounts]
    if len(set(sizes)) == 1:
        amounts[:-1] = [amount.removesuffix(sizes[0]) for amount in amounts[:-1]]
    pattern = _bundle(language).get_message(unit).value
    assert pattern is not None
    return ("−" if value < 0 else "+" if sign else "") + str(_bundle(language).format_pattern(pattern, {"amount": "–".join(amounts)})[0])
