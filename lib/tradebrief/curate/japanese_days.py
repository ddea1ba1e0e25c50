"""The days a Japanese sentence names, in EDTF, counted from the day of publication where they must be.

``13日`` alone is of the month of publication, or of the one before where it would lie too far ahead; era years are counted from the era's first.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from tradebrief.curate.mark import Mark
from tradebrief.period import When

#: The year before the first of each era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_WEEKDAYS = "月火水木金土日"
_YEAR = r"(?:(?P<era>令和|平成|昭和)(?P<era_year>元|\d{1,2})|(?P<year>(?:19|20)\d\d)|(?P<short>2\d)(?=年\d{1,2}月))年"
_DAY = re.compile(
    rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})(?:(?:[〜~-]|日から)(?:(?P<until_month>\d{{1,2}})月)?(?P<until>\d{{1,2}}))?日(?!間)"
    rf"|(?:(?P<of_year>(?:19|20)\d\d)年|(?P<short_year>2\d)年(?=\d)|(?P<which_year>昨|去|今|来)年)?(?P<third_of>\d{{1,2}})月(?P<third>上旬|中旬|下旬|初め|半ば|末)"
    r"|(?P<first_month>\d{1,2})[〜~-](?P<last_month>\d{1,2})月期"
    r"|(?:(?P<month_year>(?:19|20)\d\d)年|(?P<short_month_year>2\d)年(?=\d)|(?P<year_said>昨|去|今|来|同)年)?(?<!\d)(?P<only_month>\d{1,2})月(?![\d連ご])(?P<quarter>期)?"
    r"|(?<![\d年])(?P<fiscal>(?:19|20)\d\d)年度"
    rf"|{_YEAR.replace('<era>', '<era_only>').replace('<era_year>', '<era_only_year>').replace('<year>', '<only_year>').replace('<short>', '<only_short>')}(?![間度])"
    r"|(?P<month_said>来月|今月|先月)(?P<day_said>\d{1,2})(?:[〜~-](?P<until_said>\d{1,2}))?日(?!間)"
    r"|(?<![\d月,.])(?P<alone>\d{1,2})(?:[〜~](?P<alone_until>\d{1,2}))?日(?!間|本|米(?!国))"
    r"|(?P<span>来週|今週|先週|来月|今月|先月|来年|今年|昨年|去年)(?!度)"
    r"|(?P<near>きょう|今日|本日|きのう|昨日|おととい|一昨日|あす|明日|あさって)"
    rf"|(?P<weekday>[{_WEEKDAYS}])曜日?"
    r"|(?P<slash>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})"
)
_COMING = re.compile(
    r"予定|見通し|方針|見込み|見込ん|計画|調整|方向|期限|迎え|までに|検討|目指|開かれる|行われる|開く|始まる|始める|出席する|訪問する|訪れる|会談する|発効する|発動する|実施する"
)
_SHIFT = {"来": 1, "今": 0, "先": -1, "昨": -1, "去": -1, "同": 0}
_NEAR = {"きょう": 0, "今日": 0, "本日": 0, "きのう": -1, "昨日": -1, "おととい": -2, "一昨日": -2, "あす": 1, "明日": 1, "あさって": 2}


def days_in(sentence: str, published: When | None = None) -> Iterator[Mark]:
    """Each day or span a sentence names in Japanese, counted from the day of publication where it must be; ``13日`` alone among them."""
    named: date | None = None
    for found in _DAY.finditer(sentence):
        base = published.latest if published else None
        if found["alone"] and named and int(found["alone"]) > named.day and (day := _with_day(named, int(found["alone"]))):
            value = _lasting(day, found["alone_until"], None)  # of the month that was just named: 7月3日公示、20日投開票
            yield Mark(sort="day", start=found.start(), end=found.end(), text=found.group(), value=value)
            continue
        coming = bool(_COMING.search(sentence[found.end() : found.end() + 60]))
        try:
            value, counted = _days(found, base, coming)
        except ValueError:  # the 31st of a month that has none
            continue
        basis = f"counted from the day of publication, {published}" if counted and value else ""
        if counted and published and not published.exact and value:
            value = _either(found, published, coming, value)
        if (found["month"] or found["month_said"]) and value:
            named = When.read(value).latest
        yield Mark(sort="day", start=found.start(), end=found.end(), text=found.group(), value=value, basis=basis)


def _with_day(month: date, day: int) -> date | None:
    return month.replace(day=day) if day <= calendar.monthrange(month.year, month.month)[1] else None


def _either(found: re.Match[str], published: When, coming: bool, last: str) -> str:
    """Days counted from the first and from the last day on which the text may have come out."""
    first, _ = _days(found, published.earliest, coming)
    one, other = When.read(first), When.read(last)
    return last if first == last else f"[{min(one.earliest, other.earliest)}..{max(one.latest, other.latest)}]"


def _days(found: re.Match[str], base: date | None, coming: bool) -> tuple[str, bool]:
    """Days in EDTF, and whether they were counted from ``base``; nothing where they must be and there is none."""
    said = {name: text for name, text in found.groupdict().items() if text}
    if "slash" in said:
        return date(*map(int, re.split("[-/.]", said["slash"]))).isoformat(), False
    if year := _year(said, "era", "era_year", "year", "short") if "month" in said else 0:
        return _lasting(date(year, int(said["month"]), int(said["day"])), said.get("until"), said.get("until_month")), False
    if "fiscal" in said:
        return f"{said['fiscal']}-04-01/{int(said['fiscal']) + 1}-03-31", False
    if year := _year(said, "era_only", "era_only_year", "only_year", "only_short"):
        return str(year), False
    if "third" in said and (year := _year(said, "", "", "of_year", "short_year")):
        return _third(year, int(said["third_of"]), said["third"]), False
    if "only_month" in said and (year := _year(said, "", "", "month_year", "short_month_year")):
        if "quarter" in said:  # the business year that ends with the month
            return f"{_in_month(date(year, int(said['only_month']), 1), -11, 1)}/{_month_end(year, int(said['only_month']))}", False
        return date(year, int(said["only_month"]), 1).isoformat()[:7], False
    return (_counted_from(said, base, coming), True) if base else ("", True)


def _counted_from(said: dict[str, str], base: date, coming: bool) -> str:
    """Days that are told by their place before or after the day of publication."""
    if "month" in said:
        return _lasting(_nearest(int(said["month"]), int(said["day"]), base), said.get("until"), said.get("until_month"))
    if "first_month" in said:
        year = _nearest(int(said["last_month"]), 15, base).year
        return f"{date(year, int(said['first_month']), 1)}/{_month_end(year, int(said['last_month']))}"
    if "third" in said:
        year = base.year + _SHIFT[said["which_year"]] if "which_year" in said else _nearest(int(said["third_of"]), 15, base).year
        return _third(year, int(said["third_of"]), said["third"])
    if "only_month" in said:
        year = base.year + _SHIFT[said["year_said"]] if "year_said" in said else _nearest(int(said["only_month"]), 15, base).year
        return date(year, int(said["only_month"]), 1).isoformat()[:7]
    if "month_said" in said:
        return _lasting(_in_month(base, _SHIFT[said["month_said"][0]], int(said["day_said"])), said.get("until_said"), None)
    if "alone" in said:
        return _lasting(_alone(int(said["alone"]), base, coming), said.get("alone_until"), None)
    if "span" in said:
        return _span(said["span"], base)
    if "near" in said:
        return (base + timedelta(days=_NEAR[said["near"]])).isoformat()
    back = (base.weekday() - _WEEKDAYS.index(said["weekday"])) % 7
    return (base + timedelta(days=7 - back) if coming and back else base - timedelta(days=back)).isoformat()


def _year(said: dict[str, str], era: str, era_year: str, year: str, short: str) -> int:
    if era in said:
        return _ERAS[said[era]] + (1 if said[era_year] == "元" else int(said[era_year]))
    return int(said[year]) if year in said else 2000 + int(said[short]) if short in said else 0


def _nearest(month: int, day: int, base: date) -> date:
    """The day of a month, without its year, that lies nearest to the day of publication."""
    years = [base.year + shift for shift in (-1, 0, 1)]
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    return min(days, key=lambda one: abs((one - base).days))


def _in_month(base: date, shift: int, day: int) -> date:
    months = base.year * 12 + base.month - 1 + shift
    return date(months // 12, months % 12 + 1, day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _alone(day: int, base: date, coming: bool) -> date:
    """A day of the month alone: of this month up to the day of publication, or where it is to come; else the nearest."""
    if day <= base.day or coming:
        return _in_month(base, 0, day)
    days = []
    for shift in (-1, 0):
        months = base.year * 12 + base.month - 1 + shift
        if day <= calendar.monthrange(months // 12, months % 12 + 1)[1]:
            days.append(_in_month(base, shift, day))
    return min(days, key=lambda one: abs((one - base).days))


def _lasting(first: date, until: str | None, month: str | None) -> str:
    if not until:
        return first.isoformat()
    last = date(first.year + (bool(month) and int(month or 0) < first.month), int(month) if month else first.month, int(until))
    return f"{first}/{last}" if last > first else first.isoformat()


def _third(year: int, month: int, third: str) -> str:
    last = calendar.monthrange(year, month)[1]
    first, until = {"上旬": (1, 10), "初め": (1, 10), "中旬": (11, 20), "半ば": (11, 20), "下旬": (21, last), "末": (last - 6, last)}[third]
    return f"[{date(year, month, first)}..{date(year, month, until)}]"


def _span(span: str, base: date) -> str:
    shift = _SHIFT[span[0]]
    if span.endswith("週"):
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=shift)
        return f"[{monday}..{monday + timedelta(days=6)}]"
    return _in_month(base, shift, 1).isoformat()[:7] if span.endswith("月") else str(base.year + shift)
