"""Words come from message files, ``en/*.ftl`` and ``ja/*.ftl`` (Project Fluent), which an editor changes without Python.

``say`` fills a message, or a part of one (``name.part``), with named values: a number or day with its chain stays a part that can be followed. How a
number is written is said in the message, by the functions below (``PERCENT``, ``MONEY``, …); digits, dates, lists and plurals follow the language's own
rules, from Babel. Texts of records are said in the language where the workbook has them in it, and else in English, marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
from fluent.syntax.ast import BaseNode, MessageReference, VariableReference

from tradebrief.errors import ask_error, near
from tradebrief.provenance.quantity import Quantity, Step
from tradebrief.wording import LANGUAGES
from tradebrief.words.sentence import Foreign, Part, Piece, Sentence, Strong


@dataclass(frozen=True)
class Speech:
    """The language that words are said in, and the texts of records in it by their English."""

    language: str = "en"
    translations: Mapping[str, str] | None = None


_SPEECH: list[Speech] = [Speech()]
"""What ``set_language`` chose: a process has one, since each cell of a notebook may run in a context of its own."""

_WITHIN: ContextVar[Speech | None] = ContextVar("speech", default=None)


def set_language(language: str = "en", book: Any = None) -> None:
    """Say sentences, tables and figures in a language from now on.

    Args:
        language: ``en`` or ``ja``
        book: the workbook whose texts are said in it, from ``tb.load()``; what it does not have in it stays English, marked as such

    Examples:
        >>> tb.set_language("ja", tb.load())  # doctest: +SKIP
    """
    if language not in LANGUAGES:
        raise ask_error("language", "is no language of the reports", language, near(language, LANGUAGES))
    _SPEECH[0] = Speech(language, book.translations.get(language) if book is not None else None)


@contextmanager
def in_language(language: str, book: Any = None) -> Iterator[None]:
    """Say what is said inside in a language."""
    token = _WITHIN.set(Speech(language, book.translations.get(language) if book is not None else None))
    try:
        yield
    finally:
        _WITHIN.reset(token)


def _speech() -> Speech:
    return _WITHIN.get() or _SPEECH[0]


def language() -> str:
    """The language that words are said in."""
    return _speech().language


def translated(words: str) -> str:
    """A text of a record or a word of a fixed list in the language, ``Foreign`` where there is none; in English, its per cent without a space."""
    speech = _speech()
    if type(words) is not str:
        return words
    if speech.language == "en" or not _LETTERS.search(words) or _OTHER_SCRIPT.search(words):
        return _SPACED.sub("%", words) if " %" in words else words
    known = (speech.translations or {}).get(words) or _word(speech.language, _SLUG.sub("-", words.lower()).strip("-"))
    return known or (words if _SAME.fullmatch(words) else _formed(words) or Foreign(words))


_SAME = re.compile(
    r"https?://\S+|[\w-]+([-./@_][\w-]+)+|[A-Z0-9&]{2,6}|(\d+ )?FR [\d-]+|([a-z]{3} |\S+\.\S+ )?\S*\d\S*|[\w./-]+ ?@ ?\w+(, [\w./-]+)?",
    re.ASCII,
)
"""What is the same in every language: addresses, ids, abbreviations, places in the Federal Register."""


def _formed(words: str) -> str:
    """A text that was put together of known parts, by the first form that fits it or as a row of such texts; nothing where a part is not known."""
    for pattern, name in _forms(language()):
        if found := pattern.fullmatch(words):
            parts = {key: translated(value.strip()) for key, value in found.groupdict("").items()}
            if not any(isinstance(part, Foreign) for part in parts.values()):
                return text(name, **parts)
    for between, message in (("; ", "between-answers"), (", ", "between-parts"), (" and ", "between-parts")):
        row = _row(words.split(between)) if between in words else []
        if row:
            return text(message).join(row)
    return ""


def _row(parts: Sequence[str]) -> list[str]:
    """Every part in the language; none where one is not known."""
    row: list[str] = []
    for part in parts:
        said = translated(part)
        if isinstance(said, Foreign):
            return []
        row.append(said)
    return row


@cache
def _forms(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The English that each message ``word-form-…`` says in the language, which stands in its part ``of``, in the order of the file."""
    names = re.findall(r"^(word-form-[a-z-]+) =", "\n".join(_sources(language)), re.MULTILINE)
    return [(re.compile(str(_bundle(language).format_pattern(_pattern(language, f"{name}.of"))[0])), name) for name in names]


def _sources(language: str) -> list[str]:
    """The files of a language."""
    return [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / language).glob("*.ftl"))]


def lowered(words: str) -> str:
    """A text of a record as it stands inside a sentence: its first letter small, unless it begins a name in capitals.

    >>> lowered("End of the pause"), lowered("G7 summit")
    ('end of the pause', 'G7 summit')
    """
    said = translated(words)
    return type(said)(said[:1].lower() + said[1:]) if said[1:2].islower() or said[1:2] == " " else said


_SPACED, _LETTERS, _SLUG = re.compile(r"(?<=\d) %"), re.compile("[A-Za-z]{2}"), re.compile("[^a-z0-9]+")
_OTHER_SCRIPT = re.compile("[\u3000-\u9fff\uff00-\uffef]")
"""Kana, kanji and signs as wide as they: a text that holds them is in the language already, whatever names in Latin letters it holds."""


def _word(language: str, slug: str) -> str:
    """A word of a fixed list, as a verdict or a kind of event; nothing where the language has none."""
    bundle = _bundle(language)
    pattern = bundle.get_message(f"word-{slug}").value if slug and bundle.has_message(f"word-{slug}") else None
    return str(bundle.format_pattern(pattern)[0]) if pattern is not None else ""


_TOKEN = re.compile("\ue000(\\d+)\ue001")
_NO_MARKS = {0xE000: None, 0xE001: None}
"""The signs of marks, which a text from outside must not bring."""

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
    return ranged(low.removesuffix("%"), high)


class Written(FluentType):
    """A day or words in a message."""

    def __init__(self, value: Any, pieces: list[Piece], trace: Step | None = None, to: str = "") -> None:
        self.value, self.pieces, self.trace, self.to = value, pieces, trace, to

    def __eq__(self, other: object) -> bool:
        return self.value == other

    __hash__ = None  # type: ignore[assignment]

    def write(self, text: str) -> str:
        """The text, as a mark where it leads somewhere or is in another language."""
        if self.trace is not None or self.to:
            return _mark(Part(text, self.to, self.trace), self.pieces)
        return _mark(text, self.pieces) if isinstance(text, Foreign) else text

    def format(self, locale: Locale) -> str:
        """A day in words, words as they are."""
        return self.write(
            format_date(self.value, format="long", locale=locale) if isinstance(self.value, date) else translated(str(self.value))
        )


def _mark(piece: Piece, pieces: list[Piece]) -> str:
    pieces.append(piece)
    return f"\ue000{len(pieces) - 1}\ue001"


def say(name: str, /, **values: Any) -> Sentence:
    """A message, or a part of one, with its values as a sentence whose numbers can be followed.

    Values are quantities, ``WithTrace`` values, days, parts, sentences, lists of those, or plain text and numbers. ``LookupError`` for a message that is
    not there, ``ValueError`` for a variable or function that is not.

    >>> say("checks-failed", names=["the matrix", "the totals"])
    Not all checks hold: the matrix and the totals.
    """
    if idle := values.keys() - _variables(language(), name):
        raise ValueError(f"{name}: is given what it does not use (got {', '.join(sorted(idle))})")
    pieces: list[Piece] = []
    bundle, locale = _bundle(language()), Locale.parse(LANGUAGES[language()])
    arguments = {key: _argument(value, pieces, locale) for key, value in values.items()}
    text, errors = bundle.format_pattern(_pattern(language(), name), arguments)
    if errors:
        raise ValueError(f"{name}: {errors[0]}")
    return Sentence(*_split(str(text), pieces))


def text(name: str, /, **values: Any) -> str:
    """The same as plain text, of the values that the message uses: a label, a head, a title.

    >>> text("likelihood", level="likely")
    'is likely'
    """
    return str(say(name, **{key: values[key] for key in values.keys() & _variables(language(), name)}))


def has_message(name: str) -> bool:
    """Whether the language has a message."""
    return _bundle(language()).has_message(name)


def parts_of(name: str) -> list[str]:
    """The names of a message's parts in their order."""
    return list(_bundle(language()).get_message(name).attributes)


def _pattern(language: str, name: str) -> Any:
    message, _, part = name.partition(".")
    found = _bundle(language).get_message(message)
    pattern = found.attributes.get(part) if part else found.value
    if pattern is None:
        raise LookupError(name)
    return pattern


def joined(*sentences: Sentence | None) -> Sentence:
    """Sentences one after the other, those that there are."""
    parts: list[Piece] = []
    for one in filter(None, sentences):
        parts += [*(filter(None, [gap()]) if parts else []), *one.parts]
    return Sentence(*parts)


def gap() -> str:
    """What stands between two sentences: a space where the language has one."""
    return " " if language() == "en" else ""


def large() -> float:
    """The unit that large amounts of dollars are counted in where a column or an axis names it: billions in English, hundreds of millions in Japanese."""
    return 1e9 if language() == "en" else 1e8


def ranged(low: str, high: str) -> str:
    """From one number to another, both as they are written."""
    return text("range", low=low, high=high)


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
        return "".join(_mark(part, pieces) if isinstance(part, Part | Foreign) else part for part in value.parts)
    if isinstance(value, list | tuple):
        return format_list([_text(_argument(one, pieces, locale), locale) for one in value], locale=locale)
    if isinstance(value, float):
        return Numeral(value, pieces, locale)
    if isinstance(value, str):
        return Written(type(value)(value.translate(_NO_MARKS)) if type(value) is str else value, pieces)
    return Written(value, pieces) if isinstance(value, date) else value


def _text(value: Any, locale: Locale) -> str:
    return value.format(locale) if isinstance(value, FluentType) else str(value)


# --- how messages write numbers -----------------------------------------------------


@cache
def _variables(language: str, name: str) -> frozenset[str]:
    """The variables that a message or part of one names, also in its branches and in the messages it names."""
    found: set[str] = set()

    def look(node: Any) -> None:
        if isinstance(node, VariableReference):
            found.add(node.id.name)
        elif isinstance(node, MessageReference):
            found.update(_variables(language, f"{node.id.name}.{node.attribute.name}" if node.attribute else node.id.name))
        for child in vars(node).values() if isinstance(node, BaseNode) else ():
            for one in child if isinstance(child, list) else [child]:
                look(one)

    look(_pattern(language, name))
    return frozenset(found)


@cache
def _bundle(language: str) -> FluentBundle:
    """The messages of a language, read once."""
    locale = Locale.parse(LANGUAGES[language])
    bundle = FluentBundle([LANGUAGES[language].replace("_", "-")], use_isolating=False, functions=_functions(locale, language))
    for source in _sources(language):
        bundle.add_resource(FluentResource(source))
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

    def dated(form: str) -> Callable[[Written], str]:
        return lambda day: day.write(format_date(day.value, format=form, locale=locale))

    def lower(words: Written) -> str:
        return words.write(lowered(str(words.value)))

    months = {"MONTH": "LLLL y", "DAYMONTH": "d MMMM", "SHORTDAY": "d MMM y", "SHORTMONTH": "MMM"} if language == "en" else _DAYS[language]
    return {
        "PERCENT": percent,
        "RATE": rate,
        "POINTS": points,
        "DECIMAL": decimal,
        "MONEY": money,
        "LOWER": lower,
        **{name: dated(form) for name, form in months.items()},
    }


_DAYS = {"ja": {"MONTH": "y年M月", "DAYMONTH": "M月d日", "SHORTDAY": "y年M月d日", "SHORTMONTH": "M月"}}
"""How the functions of days write them, where a language has no space between their parts."""


def _digits(digits: Any) -> str:
    return f"#,##0{'.' * (digits > 0)}{'0' * int(digits)}"


def _fixed(value: float, locale: Locale, digits: Any, sign: str) -> str:
    """A number with so many digits; no sign on what rounds to nothing."""
    text = format_decimal(value, locale=locale, format=_digits(digits))
    nothing = not text.strip("-0.,")
    return ("+" if sign and value > 0 and not nothing else "") + text.removeprefix("-" if nothing else "").translate(_MINUS)


def _compact(value: float, locale: Locale, digits: int | None) -> str:
    """A number in the words of its size with so many digits; without ``digits``, with three figures, as a language counts whose sizes are ten thousands."""
    if digits is None:
        digits = 1 - min(1, max(0, len(format_compact_decimal(value, locale=locale).rstrip("兆億万")) - 2))
    return format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=digits)


def _money(value: float, high: float | None, locale: Locale, language: str, unit: str, digits: int, sign: str) -> str:
    """An amount in the words of its size, as the message of its unit writes it; of a range the size is said once."""
    amounts = [_compact(abs(one), locale, digits if language == "en" else None) for one in (value, high) if one is not None]
    sizes = [amount.lstrip("0123456789.,") for amount in amounts]
    if len(set(sizes)) == 1:
        amounts[:-1] = [amount.removesuffix(sizes[0]) for amount in amounts[:-1]]
    pattern = _bundle(language).get_message(unit).value
    assert pattern is not None
    return ("−" if value < 0 else "+" if sign else "") + str(
        _bundle(language).format_pattern(pattern, {"amount": ranged(*amounts) if len(amounts) == 2 else amounts[0]})[0]
    )
