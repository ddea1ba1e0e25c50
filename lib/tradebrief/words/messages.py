"""Words come from message files, ``en/*.ftl`` and ``ja/*.ftl`` (Project Fluent), which an editor changes without Python.

``say`` fills a message, or a part of one (``name.part``), with named values: a number or day with its chain stays a part that can be followed. How a
number is written is said in the message, by the functions of ``numerals`` (``PERCENT``, ``MONEY``, …); digits, dates, lists and plurals follow the language's own
rules, from Babel. Texts of records are said in the language where the workbook has them in it, and else in English, marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel import Locale
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax.ast import BaseNode, MessageReference, VariableReference

from tradebrief import parties
from tradebrief.errors import LackError, ask_error, near
from tradebrief.provenance.quantity import Quantity, Step
from tradebrief.results.missing import Missing
from tradebrief.wording import LANGUAGES, tight
from tradebrief.words.numerals import Numeral, Written, currency_words, functions, lower_first, mark
from tradebrief.words.numerals import WithTrace as WithTrace
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
    if book is not None:
        parties.know(book.party_names)
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
        return tight(words)
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
    for joint, message in (("; ", "between-answers"), (", ", "between-parts"), (" and ", "between-parts")):
        row = _row(words.split(joint)) if joint in words else []
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
    """A text of a record as it stands inside a sentence: its first letter small, unless it begins a name in capitals."""
    return lower_first(translated(words))


_LETTERS, _SLUG = re.compile("[A-Za-z]{2}"), re.compile("[^a-z0-9]+")
_OTHER_SCRIPT = re.compile("[\u3000-\u9fff\uff00-\uffef]")
"""Kana, kanji and signs as wide as they: a text that holds them is in the language already, whatever names in Latin letters it holds."""


def _word(language: str, slug: str) -> str:
    """A word of a fixed list, as a verdict or a kind of event; nothing where the language has none."""
    bundle = _bundle(language)
    pattern = bundle.get_message(f"word-{slug}").value if slug and bundle.has_message(f"word-{slug}") else None
    return str(bundle.format_pattern(pattern)[0]) if pattern is not None else ""


_TOKEN = re.compile("\ue000(\\d+)\ue001")
_NO_MARKS = {0xE000: None, 0xE001: None}


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
    """The same as plain text, of the values that the message uses: a label, a head, a title."""
    return str(say(name, **{key: values[key] for key in values.keys() & _variables(language(), name)}))


def has_message(name: str) -> bool:
    """Whether the language has a message."""
    return _bundle(language()).has_message(name)


def parts_of(name: str) -> list[str]:
    """A message's parts in their order."""
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


def _split(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    for number, stretch in enumerate(_TOKEN.split(text)):
        if number % 2:
            yield pieces[int(stretch)]
        elif stretch:
            yield from (Strong(text) if place % 2 else text for place, text in enumerate(stretch.split("**")) if text)


def _argument(value: Any, pieces: list[Piece], locale: Locale) -> Any:
    """A value as a message takes it; a gap is told as what is lacking."""
    if isinstance(value, Missing):
        raise LackError(value.kind, value.got)
    if isinstance(value, WithTrace):
        inner = value.value
        if isinstance(inner, tuple):
            return Numeral(inner[0], pieces, locale, value.trace, inner[1])
        return Numeral(inner, pieces, locale, value.trace) if isinstance(inner, int | float) else _written(inner, pieces, value.trace)
    if isinstance(value, Quantity):
        return Numeral(value, pieces, locale, value)
    if isinstance(value, Part):
        return _written(value.text, pieces, value.trace, value.to)
    if isinstance(value, Sentence):
        return "".join(mark(part, pieces) if isinstance(part, Part | Foreign) else part for part in value.parts)
    if isinstance(value, list | tuple):
        return format_list(
            [one.format(locale) if isinstance(one, FluentType) else str(one) for one in (_argument(one, pieces, locale) for one in value)],
            locale=locale,
        )
    if isinstance(value, float):
        return Numeral(value, pieces, locale)
    return _written(value, pieces) if isinstance(value, date | str) else value


def _written(value: Any, pieces: list[Piece], trace: Step | None = None, to: str = "") -> Written:
    """A day, or words in the language, without the signs of marks, which a text from outside must not bring."""
    if isinstance(value, date):
        return Written(value, pieces, trace, to)
    words = value.translate(_NO_MARKS) if type(value) is str else value
    return Written(words, pieces, trace, to, translated(words) if isinstance(words, str) else str(words))


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
    bundle = FluentBundle(
        [LANGUAGES[language].replace("_", "-")], use_isolating=False, functions=functions(locale, partial(_in_unit, language))
    )
    for source in _sources(language):
        bundle.add_resource(FluentResource(source))
    return bundle


def _in_unit(language: str, unit: str, amount: str) -> str:
    """An amount as the message of its unit writes it; a currency without one by its sign or name in the locale."""
    known = _bundle(language).has_message(unit)
    values = {"amount": amount} if known else currency_words(unit, LANGUAGES[language], amount)
    return str(_bundle(language).format_pattern(_pattern(language, unit if known else "currency"), values)[0])
