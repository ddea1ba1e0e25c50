"""The days a sentence names, in EDTF, counted from the day of publication where they must be.

Full days are read by dateparser with the day of publication as its base, so that nothing reads the clock. Weekdays, weeks
and parts of a month are counted here: a text of a Thursday that says *Thursday* means that day, and *next week* stays a week.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from tradebrief.curate import japanese, japanese_days
from tradebrief.curate.mark import Mark
from tradebrief.errors import needs
from tradebrief.period import When

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
_WEEKDAYS: str = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_YEAR = r"(?:19|20)\d\d"

#: Words before a month without a day or year; without one of them *May* is a verb.
_AFTER = (
    "(?:" + "|".join(rf"(?<=\b{word} )" for word in ("in", "of", "by", "since", "until", "last", "ending", "ended", "and", "between")) + ")"
)

_DAY = re.compile(
    rf"(?P<iso>\b{_YEAR}[-/]\d\d?[-/]\d\d?\b)"
    rf"|\b(?P<full>(?:{_MONTHS}) \d{{1,2}}(?!\d|:)(?:st|nd|rd|th)?(?:,? {_YEAR})?\b|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})(?:,? {_YEAR})?\b)"
    rf"|\b(?P<part>(?P<third>early|mid|late)[- ](?P<third_of>{_MONTHS})(?:,? (?P<third_year>{_YEAR}))?)\b"
    rf"|\b(?P<month>(?:{_MONTHS}),? {_YEAR}\b|{_AFTER}(?:{_MONTHS})(?=\W|$))"
    rf"|\b(?P<weekday>{_WEEKDAYS})\b"
    r"|\b(?P<span>(?:early |later )?(?:next|this|last) (?:week|month|year|summer|spring|autumn|winter))\b"
    r"|\b(?P<near>yesterday|today|tomorrow)\b"
    rf"|(?<![\d$,.])(?P<year>\b{_YEAR})\b(?![,.]?\d| (?:cars|units|percent|yen|dollars))"
)


def days_in(sentence: str, published: When | None = None) -> Iterator[Mark]:
    """Each day or span of days a sentence names, counted from the day of publication where it must be."""
    if japanese.WIDE.search(sentence):
        yield from japanese_days.days_in(sentence, published)
        return
    for found in _DAY.finditer(sentence):
        sort = found.lastgroup if found.lastgroup and not found.lastgroup.startswith("third") else "part"
        ahead = _looks_ahead(sentence[max(0, found.start() - 60) : found.start()])
        value, basis = _days(sort, found, published, ahead)
        yield Mark(sort="day", start=found.start(), end=found.end(), text=found.group(), value=value, basis=basis)


_AHEAD = re.compile(
    r"\b(?:will|next|to (?:be|meet|visit|take|leave|begin|start|hold)|is set to|scheduled|beginning|starting|from|expire|until|by|planned)\b"
)


_CLAUSE = re.compile(r"[,;] |\b(?:said|says|told|announced|reported)\b")


def _looks_ahead(before: str) -> bool:
    """Whether the words just before a day speak of what is to come."""
    return bool(_AHEAD.search(_CLAUSE.split(before)[-1]))


def _days(sort: str, found: re.Match[str], published: When | None, ahead: bool) -> tuple[str, str]:
    """Days in EDTF and how they were counted; nothing where there is no day to count from."""
    text = found.group()
    base = published.latest if published else None
    if sort == "iso":
        try:
            return date(*map(int, re.split("[-/]", text))).isoformat(), ""
        except ValueError:
            return "", ""
    if sort in {"full", "near"}:
        day = _read_day(text, base)
        return (day.isoformat(), "" if re.search(_YEAR, text) else _from(published)) if day else ("", "")
    if sort == "year":
        return text, ""
    if sort == "month":
        month = _month_of(text, base)
        return (f"{month:%Y-%m}", "" if re.search(_YEAR, text) else _from(published)) if month else ("", "")
    if sort == "part":
        return _third_of_month(found, base), f"the part of the month it names, {_from(published)}" if base else ""
    if published is None:
        return "", ""
    count = (lambda day: _weekday(text, day, ahead).isoformat()) if sort == "weekday" else (lambda day: _span(text, day))
    return _between(count(published.earliest), count(published.latest)), _from(published)


def _between(first: str, last: str) -> str:
    """Days counted from the first and from the last day on which a text may have come out."""
    if first == last:
        return first
    days = (When.read(first), When.read(last))
    return f"[{min(day.earliest for day in days)}..{max(day.latest for day in days)}]"


def _from(published: When | None) -> str:
    return f"counted from the day of publication, {published}" if published else ""


@lru_cache(maxsize=512)
def _read_day(text: str, base: date | None) -> date | None:
    """A day by dateparser: the nearest to ``base`` where the year is left out; ``None`` without either."""
    dateparser = needs("dateparser", "curate", "tradebrief new")
    parts = ["year", "month", "day"] if base is None else ["month", "day"]
    relative = text.lower() in {"yesterday", "today", "tomorrow"}
    if base is None and (relative or not re.search(_YEAR, text)):
        return None
    settings = {"RELATIVE_BASE": datetime(*(base or date(2000, 1, 1)).timetuple()[:3]), "RETURN_AS_TIMEZONE_AWARE": False}
    if not relative:
        settings["REQUIRE_PARTS"] = parts
    read = [dateparser.parse(text, languages=["en"], settings={**settings, "PREFER_DATES_FROM": way}) for way in ("past", "future")]
    days = [one.date() for one in read if one]
    return min(days, key=lambda day: abs((day - base).days) if base else 0, default=None)


def _month_of(text: str, base: date | None) -> date | None:
    """The first day of the month named: the nearest to ``base`` where the year is left out."""
    name = re.match(rf"(?:{_MONTHS})", text)
    year = re.search(_YEAR, text)
    if not name or not (base or year):
        return None
    number = [one[:3] for one in calendar.month_name].index(name.group()[:3])
    if year:
        return date(int(year.group()), number, 1)
    assert base is not None
    return min((date(base.year + shift, number, 1) for shift in (-1, 0, 1)), key=lambda day: abs((day - base).days))


def _third_of_month(found: re.Match[str], base: date | None) -> str:
    month = _month_of(" ".join(filter(None, (found.group("third_of"), found.group("third_year")))), base)
    if month is None:
        return ""
    last = calendar.monthrange(month.year, month.month)[1]
    first, until = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[found.group("third")]
    return f"[{month.replace(day=first)}..{month.replace(day=until)}]"


def _weekday(text: str, base: date, ahead: bool) -> date:
    """The last such weekday up to the day of publication, or the next one after it."""
    number = _WEEKDAYS.split("|").index(text)
    back = (base.weekday() - number) % 7
    return base + timedelta(days=7 - back) if ahead and back else base - timedelta(days=back)


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}


def _span(text: str, base: date) -> str:
    """A week, month, season or year named by its place before or after the day of publication."""
    *_, which, unit = text.split()
    shift = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        first = max(monday, base + timedelta(days=1)) if text.startswith("later") else monday
        return f"[{first}..{max(first, monday + timedelta(days=6))}]"
    if unit == "month":
        months = base.year * 12 + base.month - 1 + shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "year":
        return str(base.year + shift)
    first_month, last_month = _SEASONS[unit]
    year = base.year + shift
    return f"[{year}-{first_month:02d}-01..{year}-{last_month:02d}-{calendar.monthrange(year, last_month)[1]}]"
