"""How messages write numbers, days and words: what is given to a message keeps its chain, and is written as the message says, by Babel's locale data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name, get_currency_symbol
from fluent.runtime.types import FluentType

from tradebrief.provenance.quantity import Step
from tradebrief.words.sentence import Foreign, Part, Piece

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
        return self.whole(lambda value, high: form(value) if high is None else between(form(value), form(high), self.locale))

    def whole(self, form: Callable[[float, float | None], str]) -> str:
        """The same, where ``form`` writes both ends of a range."""
        text = form(self.value, self.high)
        return text if self.trace is None else mark(Part(text, trace=self.trace), self.pieces)

    def format(self, locale: Locale) -> str:
        """As a whole number with separators."""
        return self.write(lambda value: format_decimal(value, locale=locale, format="#,##0.######"))


def between(low: str, high: str, locale: Locale) -> str:
    """From one number to another as the language writes it, the sign of per cent at the last alone."""
    return f"{low.removesuffix('%')}{_DASHES.get(locale.language, '–')}{high}"


_DASHES = {"ja": "～"}
"""The sign between the ends of a range, where it is no dash."""


class Written(FluentType):
    """A day or words in a message; ``said`` are the words in the language."""

    def __init__(self, value: Any, pieces: list[Piece], trace: Step | None = None, to: str = "", said: str = "") -> None:
        self.value, self.pieces, self.trace, self.to, self.said = value, pieces, trace, to, said or str(value)

    def __eq__(self, other: object) -> bool:
        return self.value == other

    __hash__ = None  # type: ignore[assignment]

    def write(self, text: str) -> str:
        """The text, as a mark where it leads somewhere or is in another language."""
        if self.trace is not None or self.to:
            return mark(Part(text, self.to, self.trace), self.pieces)
        return mark(text, self.pieces) if isinstance(text, Foreign) else text

    def format(self, locale: Locale) -> str:
        """A day in words, words as they are."""
        return self.write(format_date(self.value, format="long", locale=locale) if isinstance(self.value, date) else self.said)


def mark(piece: Piece, pieces: list[Piece]) -> str:
    """What stands in a message for a part of the sentence that it becomes."""
    pieces.append(piece)
    return f"\ue000{len(pieces) - 1}\ue001"


def functions(locale: Locale, in_unit: Callable[[str, str], str]) -> dict[str, Callable[..., Any]]:
    """How messages write numbers, by the names that messages call; ``in_unit`` writes an amount with the name of its unit."""

    def percent(number: Numeral, digits: Any = 1) -> str:
        return number.write(lambda value: format_percent(value, locale=locale, format=f"{_digits(digits)}%").translate(_MINUS))

    def rate(number: Numeral) -> str:
        return number.write(lambda value: format_percent(round(value, 6), locale=locale, format="#,##0.##%").translate(_MINUS))

    def points(number: Numeral, digits: Any = 1, sign: str = "") -> str:
        return number.write(lambda value: _fixed(100 * value, locale, digits, sign))

    def decimal(number: Numeral, digits: Any = 1, sign: str = "") -> str:
        return number.write(lambda value: _fixed(value, locale, digits, sign))

    def money(number: Numeral, unit: Any = "usd", digits: Any = 1, sign: str = "") -> str:
        return number.whole(
            lambda value, high: _money(value, high, locale, int(digits), sign, lambda amount: in_unit(_named(unit), amount))
        )

    def dated(form: str) -> Callable[[Written], str]:
        return lambda day: day.write(format_date(day.value, format=form, locale=locale))

    def lower(words: Written) -> str:
        return words.write(lower_first(words.said))

    months = (
        {"MONTH": "LLLL y", "DAYMONTH": "d MMMM", "SHORTDAY": "d MMM y", "SHORTMONTH": "MMM"}
        if locale.language == "en"
        else _DAYS[locale.language]
    )
    named = {"PERCENT": percent, "RATE": rate, "POINTS": points, "DECIMAL": decimal, "MONEY": money, "LOWER": lower}
    return {**named, **{name: dated(form) for name, form in months.items()}}


_DAYS = {"ja": {"MONTH": "y年M月", "DAYMONTH": "M月d日", "SHORTDAY": "y年M月d日", "SHORTMONTH": "M月"}}
"""How the functions of days write them, where a language has no space between their parts."""


def _named(unit: Any) -> str:
    """A unit as a message gives it: its name, or a word that holds it."""
    return (unit.value if isinstance(unit, Written) else str(unit)).lower()


def currency_words(unit: str, locale: str, amount: str) -> dict[str, str]:
    """An amount with the sign of its currency, one of letters with a space; where the sign follows the amount, with its name."""
    code = unit.upper()
    if not locale.startswith("en"):
        return {"sign": get_currency_name(code, locale=locale), "amount": amount}
    sign = get_currency_symbol(code, locale)
    return {"sign": f"{sign}\u00a0" if sign[-1:].isalpha() else sign, "amount": amount}


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


def _money(value: float, high: float | None, locale: Locale, digits: int, sign: str, in_unit: Callable[[str], str]) -> str:
    """An amount in the words of its size, as the message of its unit writes it; of a range the size is said once."""
    amounts = [_compact(abs(one), locale, digits if locale.language == "en" else None) for one in (value, high) if one is not None]
    sizes = [amount.lstrip("0123456789.,") for amount in amounts]
    if len(set(sizes)) == 1:
        amounts[:-1] = [amount.removesuffix(sizes[0]) for amount in amounts[:-1]]
    whole = amounts[0] if high is None else between(amounts[0], amounts[1], locale)
    return ("−" if value < 0 else "+" if sign else "") + in_unit(whole)


def lower_first(said: str) -> str:
    """Words as they stand inside a sentence: their first letter small, unless they begin with a name in capitals.

    >>> lower_first("End of the pause"), lower_first("G7 summit")
    ('end of the pause', 'G7 summit')
    """
    return type(said)(said[:1].lower() + said[1:]) if said[1:2].islower() or said[1:2] == " " else said
