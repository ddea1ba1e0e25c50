"""What people give as a day or a party, read as they write it; what could mean two things is refused with both readings."""

from __future__ import annotations

import re
from datetime import date, datetime

from tradebrief.errors import ask_error
from tradebrief.parties import code_of

LATEST = "latest"

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_FORMS = "Write it as 2025-06-14 or 14 June 2025."


def says_latest(value: object) -> bool:
    """Whether a day is given as the word *latest*."""
    return isinstance(value, str) and value.strip().lower() == LATEST


def is_latest(value: object) -> bool:
    """Whether a day is left open: not given, or the word *latest*."""
    return value is None or value == "" or says_latest(value)


def day_given(value: object, where: str = "as_of") -> date:
    """A day: a ``date``, ``datetime``, timestamp of pandas or numpy, or text with day, month and year.

    ``AskError`` for what is no day, has no year, or can be read as two days.

    >>> day_given("14 June 2025"), day_given("2025-06-14"), day_given("2025年6月14日")
    (datetime.date(2025, 6, 14), datetime.date(2025, 6, 14), datetime.date(2025, 6, 14))
    """
    if isinstance(value, str):
        return _in_words(value.strip(), where)
    if type(value).__name__ == "datetime64":
        value = value.astype("datetime64[D]").item()  # type: ignore[attr-defined]
    if isinstance(value, datetime) and value == value:
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ask_error(where, "is not a day", value, _FORMS)


def _in_words(text: str, where: str) -> date:
    if match := _YEAR_FIRST.match(text):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day)
        except ValueError as bad:
            raise ask_error(where, "is not a day", text, _FORMS) from bad
    readings = _readings(text) if re.search(r"\d{4}", text) else []
    if len(readings) == 2:
        raise ask_error(where, "can be read as two days", text, f"Write {readings[0]} or {readings[1]}.")
    if not readings:
        raise ask_error(where, "is not a day", text, _FORMS)
    return readings[0]


def _readings(text: str) -> list[date]:
    """The days a text with a year can mean, with the month or the day first; none where a part is lacking."""
    from dateutil.parser import ParserError, parse

    found = set()
    for day_first in (True, False):
        try:  # what is lacking would be taken from the default, so two defaults tell
            read = {parse(text, dayfirst=day_first, default=default).date() for default in (datetime(2000, 1, 1), datetime(2004, 2, 2))}
        except (ParserError, OverflowError):
            return []
        found |= read if len(read) == 1 else set()
    return sorted(found)


def party(value: object, where: str = "origin") -> str:
    """A party as ISO 3166 alpha-3 (``EU`` for the European Union) from its code of two or three letters or its name, in any case.

    ``AskError`` for what names no party.

    >>> party("JPN"), party("eu"), party("Korea, South"), party("Republic of Türkiye")
    ('JPN', 'EU', 'KOR', 'TUR')
    """
    text = value.strip() if isinstance(value, str) else ""
    if code := code_of(text):
        return code
    raise ask_error(where, "names no country or union", value, "Write its ISO code or its name: FRA, fr or France.")
