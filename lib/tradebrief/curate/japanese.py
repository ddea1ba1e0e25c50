"""Japanese as papers print it: its figures and hedges, and the words that tell kinds and speakers; its days are in ``japanese_days``.

Texts are in the normal form J1, so digits and per cent signs are plain and no white space stands between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tradebrief.curate.mark import Mark

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
