"""Counts, days and differences as every sentence, table and figure writes them, which do not know of each other."""

from __future__ import annotations

import re
from datetime import date

LANGUAGES = {"en": "en_GB", "ja": "ja_JP"}
"""The languages of reports, each with the locale whose rules it follows."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def tight(text: str) -> str:
    """A text with its per cents as English writes them.

    >>> tight("adds 25 % on 40 % of the value")
    'adds 25% on 40% of the value'
    """
    return _SPACED.sub("%", text) if " %" in text else text


_SPACED = re.compile(r"(?<=\d) %")


def number_of(count: float, one: str, many: str = "") -> str:
    """A count with its noun: *1 fact*, *3 facts*.

    >>> number_of(1, "fact"), number_of(0, "fact")
    ('1 fact', '0 facts')
    """
    return f"{int(count):,} {one if count == 1 else many or one + 's'}"


def long_day(day: date) -> str:
    """A day in words: *14 June 2025*.

    >>> long_day(date(2025, 6, 14))
    '14 June 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def change(value: float, places: int = 2) -> str:
    """A difference with its sign, as text of a table has it; no sign on what rounds to nothing.

    >>> change(-3.51), change(-0.001), change(1234.64, 1)
    ('-3.51', '0.00', '+1,234.6')
    """
    text = f"{value:+z,.{places}f}"
    return text if text.strip("+0.") else text[1:]
