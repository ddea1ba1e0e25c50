"""Days in words, as a sentence tells them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_interval

from tradebrief.period import When
from tradebrief.wording import LANGUAGES
from tradebrief.words.messages import language, text


def in_words(when: When, *, year: int | None = None) -> str:
    """What is known of a day or of days; the ``year`` a reader has in mind already is left out.

    >>> in_words(When.read("2025-06-05/2025-06-06")), in_words(When.read("2025-05-23"), year=2025)
    ('5 to 6 June 2025', '23 May')
    >>> in_words(When.read("[2025-05-22..2025-05-25]")), in_words(When.read("2025-05-21?"))
    ('a day from 22 to 25 May 2025', '21 May 2025, day uncertain')
    """
    said = _span(when.earliest, when.latest, year)
    if when.inferred:
        return text("day-uncertain", day=said)
    return said if when.exact or when.lasts else text("day-within", days=said)


def _span(first: date, last: date, year: int | None) -> str:
    end = short_day(last, year=year)
    if first == last:
        return end
    if language() != "en":
        return format_interval(first, last, "MMMMd" if year == last.year else "yMMMMd", locale=LANGUAGES[language()])
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else short_day(first, year=last.year)
    return text("days-from-to", first=start, last=end)


def short_day(day: date, *, year: int | None = None) -> str:
    """A day in words, without its year where that is ``year``."""
    return text("day-month" if day.year == year else "day-long", day=day)
