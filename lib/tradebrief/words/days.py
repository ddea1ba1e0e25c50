"""Days in words, as a sentence tells them."""

from __future__ import annotations

from datetime import date

from tradebrief.period import When
from tradebrief.wording import long_day


def in_words(when: When, *, year: int | None = None) -> str:
    """What is known of a day or of days; the ``year`` a reader has in mind already is left out.

    >>> in_words(When.read("2025-06-05/2025-06-06")), in_words(When.read("2025-05-23"), year=2025)
    ('5 to 6 June 2025', '23 May')
    >>> in_words(When.read("[2025-05-22..2025-05-25]")), in_words(When.read("2025-05-21?"))
    ('a day from 22 to 25 May 2025', '21 May 2025, day uncertain')
    """
    said = _span(when.earliest, when.latest, year)
    if when.inferred:
        return f"{said}, day uncertain"
    return said if when.exact or when.lasts else f"a day from {said}"


def _span(first: date, last: date, year: int | None) -> str:
    end = short_day(last, year=year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    return f"{short_day(first, year=last.year)} to {end}"


def short_day(day: date, *, year: int | None = None) -> str:
    """A day in words, without its year where that is ``year``."""
    return long_day(day).removesuffix(f" {year}")
