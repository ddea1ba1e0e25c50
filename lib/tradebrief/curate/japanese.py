"""Japanese as papers print it: its days, figures and hedges, and the words that tell kinds and speakers.

Texts are in the normal form J1, so digits and per cent signs are plain and no white space stands between words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tradebrief.curate.mark import Mark
from tradebrief.period import When

WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

# --- numbers --------------------------------------------------------------------------

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"兆": 12, "億": 8, "万": 4, "千": 3}
_KANJI = "[〇一二三四五六七八九十百千]+"


def kanji_number(text: str) -> int:
    """A number in kanji, by place (``二五``) or with its tens and hundreds (``二十五``).

    >>> kanji_number("二十五"), kanji_number("百三"), kanji_number("二五")
    (25, 103, 25)
    """
    if not set(text) & set(_TENS):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    whole, digit = 0, 0
    for sign in text:
        whole, digit = (whole + (digit or 1) * _TENS[sign], 0) if sign in _TENS else (whole, _DIGITS[sign])
    return whole + digit


#: Counters and what facts call them; money and per cent among them.
_UNITS = {
    "%": "%", "パーセント": "%", "ポイント": "%", "円": "JPY", "ドル": "USD", "ユーロ": "EUR", "ポンド": "GBP", "ウォン": "KRW", "人民元": "CNY", "元": "CNY",
    "トン": "tonnes", "台": "units", "隻": "ships", "機": "aircraft", "頭": "head", "バレル": "barrels", "人": "people", "社": "companies", "件": "cases", "品目": "items",
    "項目": "items", "議席": "seats", "票": "votes", "か国": "countries", "カ国": "countries", "ヵ国": "countries", "ヶ国": "countries", "か月": "months", "カ月": "months",
    "ヵ月": "months", "ヶ月": "months", "日間": "days", "週間": "weeks", "年間": "years", "年ぶり": "years", "時間": "hours", "分間": "minutes", "分": "minutes",
    "回目": "rounds", "度目": "rounds", "回": "times", "倍": "times", "割": "%", "月連続": "months",
}  # fmt: skip
_COUNTERS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_EACH = "(?!あたり|当たり)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = rf"(?:(?:{_NUMBER})(?:[兆億万千](?!分)(?:{_NUMBER})?)*)"
_FIGURE = re.compile(
    rf"第(?P<nth>\d+|{_KANJI})回"
    rf"|(?<![A-Za-z0-9_.,:第/])(?P<number>{_AMOUNT})(?:(?:か|カ|ヵ|ヶ)(?=月連続))?(?:[〜~-](?P<until>{_AMOUNT}))?(?P<unit>(?:{_COUNTERS}){_EACH})?"
    rf"|(?P<kanji>{_KANJI})(?P<counter>回目|度目|か国|カ国|ヵ国|日間|か月|カ月|週間|年間|時間|社|割|倍|隻)"
)
_NO_FIGURE = re.compile(r"[年月日条号期項次版位面丁章]|.{1,2}(?:あたり|当たり)|時(?!間)|代|歳|世|州|者")
_TALKS = re.compile(r"協議|会談|交渉|会合|訪米|訪問")
_YEARLY = re.compile(r"(?:年間?|毎年)(?:約|およそ|計)?$")


def figures_in(sentence: str) -> Iterator[Mark]:
    """Each figure of a sentence, exact, with what it counts: ``8兆6000億円``, ``137万台``, ``三割``, ``7回目``."""
    for found in _FIGURE.finditer(sentence):
        if found["kanji"] or found["nth"]:
            yield _counted(found, sentence)
            continue
        after = sentence[found.end("until" if found["until"] else "number") :]
        unit = found["unit"] or ""
        if not unit and (_NO_FIGURE.match(after) or (found["number"].isdigit() and len(found["number"]) == 1)):
            continue
        if unit == "分" and sentence[: found.start()].endswith("時"):
            continue
        numbers = [_exact(found["number"]), *([_exact(found["until"])] if found["until"] else [])]
        if found["until"] and len(numbers) == 2 and found["until"][-1] in _SCALES and found["number"][-1].isdigit():
            numbers[0] = numbers[0].scaleb(_SCALES[found["until"][-1]])
        for number, group in zip(numbers, ("number", "until"), strict=False):
            start, end = found.span(group)
            end = found.end() if group == "until" or not found["until"] else end
            value = number * 10 if unit == "割" else number
            yield Mark(
                sort="figure", start=start, end=end, text=sentence[start:end], value=_plain(value), unit=_unit(unit, found, sentence)
            )


def _counted(found: re.Match[str], sentence: str) -> Mark:
    """A number in kanji with its counter, or the place of a meeting in a row."""
    if found["nth"]:
        value = Decimal(found["nth"]) if found["nth"].isdigit() else Decimal(kanji_number(found["nth"]))
        return Mark(
            sort="figure", start=found.start(), end=found.end(), text=found.group(), value=value, unit=_unit("回目", found, sentence)
        )
    value, unit = Decimal(kanji_number(found["kanji"])), found["counter"]
    value = value * 10 if unit == "割" else value
    return Mark(
        sort="figure", start=found.start(), end=found.end(), text=found.group(), value=_plain(value), unit=_unit(unit, found, sentence)
    )


def _exact(text: str) -> Decimal:
    """An amount with its scales: ``8兆6000億`` is 8.6 trillion."""
    parts = re.findall(rf"({_NUMBER})([兆億万千]*)", text)
    return sum((Decimal(number.replace(",", "")).scaleb(sum(_SCALES[one] for one in scale)) for number, scale in parts), Decimal(0))


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def _unit(unit: str, found: re.Match[str], sentence: str) -> str:
    name = _UNITS.get(unit, "")
    if unit == "台" and "車" in sentence:
        name = "cars"
    if unit in {"回目", "度目"} and not _TALKS.search(sentence):
        name = "times"
    yearly = name in {"cars", "units", "tonnes", "JPY", "USD"} and _YEARLY.search(sentence[: found.start()])
    return f"{name} a year" if yearly and name in {"cars", "units", "tonnes"} else name


# --- days -----------------------------------------------------------------------------

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


# --- hedges, kinds, speakers ---------------------------------------------------------------

#: Words that soften a claim, and how firmly a claim so worded is put.
HEDGES: tuple[tuple[str, str], ...] = (
    ("might", r"可能性|かもしれない|おそれ|恐れ|あり得る|ありうる|早ければ|不透明|示唆"),
    ("considers", r"検討|模索|探って|探る|視野に|浮上"),
    ("expects", r"見通し|見込み|見込ん|見込まれ|とみられ|とみてい|予想|予測"),
    ("plans", r"予定|方針|計画|調整して|調整に入|調整を進め|方向で|目指(?:す|し)|意向|構え"),
    ("hopes", r"期待|望(?:む|んで|まし)|(?:し|き|ち|り|み|べ|め)たい(?:と|考え|。|」)"),
    ("says", r"という(?:。|$)|との(?:こと|情報|見方)|らしい|だそうだ"),
)
_HEDGES = [(strength, re.compile(pattern)) for strength, pattern in HEDGES]


def hedges_in(sentence: str) -> Iterator[Mark]:
    """Each word that softens a claim."""
    for strength, pattern in _HEDGES:
        for found in pattern.finditer(sentence):
            yield Mark(sort="hedge", start=found.start(), end=found.end(), text=found.group().rstrip("。"), value=strength)


#: Words that tell the kind of a claim, asked in this order.
KINDS: tuple[tuple[str, str], ...] = (
    ("deadline", r"期限|失効|猶予期間.{0,8}(?:終|切れ)"),
    ("call", r"電話(?:で|首脳)?(?:会談|協議|話)|電話で"),
    ("threat", r"報復|対抗措置|脅|警告|引き上げ.{0,12}(?:可能性|示唆)"),
    (
        "third-country deal",
        r"(?:英国|イギリス|米英|中国|米中|EU|欧州連合|ベトナム|韓国|インドネシア|フィリピン)[^。]{0,40}(?:合意|協定|休戦)",
    ),
    ("politics", r"選挙|参院選|衆院選|与党|野党|国会|自民党|閣議"),
    ("demand", r"求め|要求|要請|迫(?:っ|る)|申し入れ"),
    ("offer", r"提案|提示|譲歩|打診|輸入(?:の|を)?拡大|投資(?:の|を)?(?:拡大|増|する|約束)|購入(?:の|を)?(?:拡大|増)"),
    ("trade figure", r"貿易(?:赤字|黒字|収支)|(?:輸出|輸入)(?:額|量|台数)?[はが]|対米(?:自動車)?輸出|輸出額|輸入額|輸出台数"),
    ("company figure", r"純利益|営業利益|最終利益|売上|決算|自社株|減益|増益|通期|業績"),
    ("condition", r"条件|なければ|ない限り|場合(?:は|には)|前提"),
    ("role", r"交渉役|首席交渉官|交渉の責任者|担当相を務"),
    ("tone", r"遺憾|進展|前進|建設的|率直|隔たり|溝が|楽観|悲観|歩み寄り|五里霧中|残念"),
    ("position", r"立場|国益|姿勢|優先|主張|譲れな|変わらない|考えを伝え|伝え(?:た|、)"),
)
TARIFF_ACT = re.compile(r"発動|課(?:す|し|した)|賦課|引き上げ|引き下げ|停止|撤回|署名|発表|発効|適用")
SAID_ON = re.compile(r"述べ|語っ|明らかにし|会見|表明|強調し|説明し|投稿|発言|話し")
HELD = re.compile(
    r"会談し|協議し|協議を行|会談を行|会合を(?:開|行)|面会し|会っ|協議に臨|訪(?:れ|問し)|開(?:い|かれ)た|行(?:っ|われ)た|出席し"
    r"|開かれ|行われ|開く|行う|会談する|訪問する"
)
SPOKEN = re.compile(r"述べ|語っ|語り|強調|表明|明らかに|説明|伝え|求め|主張|示し|発言|指摘|訴え|話し|投稿|発表")
ANONYMOUS = re.compile(r"関係者|消息筋|情報筋|政府高官|同筋|複数の政府")
BODY = re.compile(r"(?:政府|省|庁|ホワイトハウス|通商代表部|当局|事務局|委員会)(?:は|が|によると)")

#: What the words of trade talks are called in the keys, so that a passage finds the questions it answers.
GLOSSARY = {
    "関税": "tariff", "自動車": "car", "部品": "parts", "鉄鋼": "steel", "アルミ": "aluminium", "銅": "copper",
    "医薬品": "pharma", "半導体": "semiconductors", "相互": "reciprocal", "追加": "additional", "一律": "baseline", "撤廃": "removal",
    "見直し": "review", "協議": "round talks", "交渉": "talks", "会談": "meeting", "首脳": "summit leaders", "電話": "call",
    "期限": "deadline", "停止": "pause", "赤字": "deficit", "黒字": "surplus", "輸出": "exports", "輸入": "imports",
    "コメ": "rice", "農産物": "farm", "大豆": "soybeans", "投資": "investment", "造船": "shipbuilding", "安全基準": "safety standards",
    "防衛": "defence", "為替": "currency", "合意": "deal", "米国": "us", "日本": "japan", "中国": "china",
    "英国": "uk",
}  # fmt: skip


def translated(text: str) -> str:
    """The English words of the keys for those Japanese terms that stand in a text."""
    return " ".join(english for word, english in GLOSSARY.items() if word in text)
