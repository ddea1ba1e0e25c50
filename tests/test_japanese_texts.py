"""Japanese texts: their days, hours, numbers, people, publishers, hedges and kinds; and how far candidates agree with a person, in both languages."""

from decimal import Decimal

import pytest

import tradebrief as tb
from coded import LANGUAGES, SORTS, measured
from conftest import ROOT
from tradebrief.curate.day_marks import days_in
from tradebrief.curate.japanese import kanji_number
from tradebrief.curate.marks import figures_in, hedges_in
from tradebrief.curate.page_parts import parts_of, sentences
from tradebrief.curate.suggest import suggest
from tradebrief.facts.anchors import Page, Verifier, make_anchor, stands_in
from tradebrief.facts.normalise import norm_of, normalise
from tradebrief.period import When

BOOK = tb.load()
HANDED = ROOT.parent / "shared" / "handed" / "texts" / "japanese.txt"
BODY = "赤沢経済再生担当相は27日、ワシントンでラトニック商務長官と関税をめぐる7回目の閣僚協議を行った。"


def suggested(raw, **asked):
    return suggest(BOOK, Page.read("new.txt", raw.encode()), raw, **asked).texts[0]


# --- the normal form ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("２５％の\n　追加関税", "25%の追加関税"),
        ("８兆６，０００億円、３．９％減。", "8兆6,000億円、3.9%減。"),
        ("関税，自動車．", "関税、自動車。"),
        ("ﾜｼﾝﾄﾝのﾄﾞﾙ", "ワシントンのドル"),
        ("１００億㌦、２５㌫", "100億ドル、25パーセント"),
        ("4～6月、10〜15日", "4〜6月、10〜15日"),
        ("NHK  World は 7 時", "NHK Worldは7時"),
        ("は\u3099んこく", "ばんこく"),
        ("ー―—", "ー-"),
    ],
)
def test_what_is_printed_otherwise_is_the_same_text(printed, normal):
    """Check vectors of J1, written down from its rule; normalising twice changes nothing."""
    assert normalise(printed, "J1") == normal
    assert normalise(normal, "J1") == normal


@pytest.mark.parametrize(
    ("text", "norm"), [("関税の撤廃を求めた", "J1"), ("The word 関税 means tariff", "N1"), ("美国对日本加征关税", "N1"), ("", "N1")]
)
def test_a_text_is_japanese_by_its_kana(text, norm):
    """A few Japanese words in an English text, or Chinese, change nothing."""
    assert norm_of(text) == norm


def test_a_passage_is_found_again_in_a_page_that_is_wrapped_otherwise():
    """An anchor names its rule; full-width figures and line breaks do not count, another figure does."""
    page = Page.read("a.txt", BODY.encode())
    mark = make_anchor(page, fact="x#y.z", part="x", start=0, end=len(page.text), tokens=["7回目", "27日"])
    assert mark.norm == "J1"
    wrapped = BODY.replace("7", "７").replace("、", "、\n\u3000")
    assert Verifier(Page.read("a.txt", wrapped.encode(), norm=mark.norm)).check(mark).status == "EXACT"
    assert Verifier(Page.read("a.txt", BODY.replace("7回", "8回").encode())).check(mark).status != "EXACT"


@pytest.mark.parametrize(
    ("token", "passage", "stands"),
    [
        ("赤沢", "赤沢氏は", True),
        ("6回目", "16回目", False),
        ("25", "25万台", False),
        ("三回", "十三回", False),
        ("NHK", "NHKによると", True),
        ("8兆", "8兆6000億円", False),
    ],
)
def test_a_token_needs_no_space_about_it_and_is_never_part_of_a_number(token, passage, stands):
    """In scripts without spaces every place is a word's end."""
    assert stands_in(token, passage, "J1") is stands


# --- days, figures, hedges ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2025年6月13日に会談した", "2025-06-13"),
        ("令和7年7月1日", "2025-07-01"),
        ("令和元年5月", "2019"),
        ("13日に会談した", "2025-06-13"),
        ("30日に会談する予定だ", "2025-06-30"),
        ("6月13日", "2025-06-13"),
        ("1月20日に就任した", "2025-01-20"),
        ("来月9日に期限を迎える", "2025-07-09"),
        ("15～17日にカナダで", "2025-06-15/2025-06-17"),
        ("7月上旬にも", "[2025-07-01..2025-07-10]"),
        ("25年5月の輸出", "2025-05"),
        ("昨年12月", "2024-12"),
        ("2024年度の", "2024-04-01/2025-03-31"),
        ("26年3月期の", "2025-04-01/2026-03-31"),
        ("4～6月期", "2025-04-01/2025-06-30"),
        ("来週", "[2025-06-30..2025-07-06]"),
        ("昨年は", "2024"),
        ("きのう", "2025-06-27"),
        ("金曜日に", "2025-06-27"),
        ("2025/06/28", "2025-06-28"),
    ],
)
def test_japanese_days_are_counted_from_the_day_of_publication(words, value):
    """A text of Saturday 28 June 2025."""
    assert [str(mark.value) for mark in days_in(normalise(words, "J1"), When.read("2025-06-28"))][:1] == [value]


def test_a_day_alone_belongs_to_the_month_just_named_or_to_the_month_before():
    """*7月3日公示、20日投開票* is 20 July; the 30th in a text of the 1st is yesterday."""
    assert [mark.value for mark in days_in("7月3日公示、20日投開票の参院選", When.read("2025-06-28"))] == ["2025-07-03", "2025-07-20"]
    assert [mark.value for mark in days_in("30日、記者団に述べた", When.read("2025-07-01"))] == ["2025-06-30"]


@pytest.mark.parametrize("words", ["日本の3日間の日程", "日米の協議", "7時12分", "本日米国", "関税の撤廃"])
def test_what_is_no_day_is_not_marked(words):
    """Spans, countries and hours."""
    assert [mark.text for mark in days_in(words, When.read("2025-06-28"))] in ([], ["本日"])


def test_days_without_a_day_of_publication_stay_open_in_japanese():
    """Only a full day needs none."""
    assert [mark.value for mark in days_in("13日と2025年5月1日", None)] == ["", "2025-05-01"]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("8兆6000億円の赤字", "8600000000000", "JPY"),
        ("自動車137万台", "1370000", "cars"),
        ("２５％の関税", "25", "%"),
        ("三回目の協議", "3", "rounds"),
        ("第6回会合", "6", "rounds"),
        ("二十五か国", "25", "countries"),
        ("2割減", "20", "%"),
        ("1億2,345万ドル", "123450000", "USD"),
        ("1.5兆円", "1500000000000", "JPY"),
        ("90日間の停止", "90", "days"),
        ("年10万台の枠", "100000", "units a year"),
        ("約30分会談した", "30", "minutes"),
        ("34万6000トン", "346000", "tonnes"),
    ],
)
def test_japanese_figures_are_exact_and_carry_their_unit(words, value, unit):
    """Scales of ten thousand, counters, kanji."""
    assert [(mark.value, mark.unit) for mark in figures_in(normalise(words, "J1"))] == [(Decimal(value), unit)]


def test_a_range_gives_both_its_ends():
    """With the unit, and the scale, that stand behind the second."""
    assert [(mark.value, mark.unit) for mark in figures_in("10〜15%、2〜3兆円")] == [
        (Decimal(10), "%"),
        (Decimal(15), "%"),
        (Decimal(2_000_000_000_000), "JPY"),
        (Decimal(3_000_000_000_000), "JPY"),
    ]


@pytest.mark.parametrize(
    "words", ["G7サミット", "通商拡大法232条", "午後3時半", "1台あたりの単価", "二国間", "第一生命", "三菱", "数千億円", "一部の一致点"]
)
def test_what_is_no_figure_in_japanese_is_not_marked(words):
    """Sections of laws, hours, names."""
    assert list(figures_in(words)) == []


@pytest.mark.parametrize(("text", "number"), [("三", 3), ("十", 10), ("二十五", 25), ("百三", 103), ("二〇二五", 2025), ("千二百", 1200)])
def test_numbers_in_kanji(text, number):
    """By place or with tens, hundreds and thousands."""
    assert kanji_number(text) == number


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("再会談する見通しだ", "expects"),
        ("延長を検討している", "considers"),
        ("提案したという。", "says"),
        ("課される可能性がある", "might"),
        ("訪米する方針だ", "plans"),
    ],
)
def test_a_japanese_hedge_says_how_firmly_a_claim_is_put(words, strength):
    """Each has a strength of the list that facts use."""
    assert [mark.value for mark in hedges_in(words)] == [strength]


# --- the text --------------------------------------------------------------------------------


def test_a_sentence_goes_on_behind_a_quotation():
    """A full stop before a closing bracket ends no sentence when と follows."""
    raw = "石破首相は「国益をかけた交渉だ。急いで譲ることはしない。」と記者団に述べた。次の協議の日程は決まっていない。"
    [part] = parts_of(raw, Page.read("a.txt", raw.encode()))
    assert [words for _, _, words in sentences(part)] == [raw[: raw.index("次の")], raw[raw.index("次の") :]]


@pytest.mark.parametrize(
    ("raw", "wire", "day", "time"),
    [
        (f"{BODY}\nNHK 2025年6月28日 7時12分", "NHK", "2025-06-28", "07:12"),
        (f"赤沢氏、7回目の閣僚協議を終える\n日本経済新聞 2025年6月28日 午後6:30\n{BODY}{BODY}", "Nikkei", "2025-06-28", "18:30"),
        (f"2025年6月28日\n【ワシントン共同】{BODY}{BODY}", "Kyodo News", "2025-06-28", ""),
        (f"[ワシントン 27日 ロイター] - {BODY}{BODY}", "Reuters", "None", ""),
        (f"関税交渉の行方は見通せず\n読売新聞オンライン\n令和7年6月28日\n{BODY}{BODY}", "Yomiuri", "2025-06-28", ""),
        (f"{BODY}{BODY}（時事）\n2025/06/28-09:15", "Jiji", "2025-06-28", "09:15"),
        (f"朝日新聞の取材に応じた。{BODY}{BODY}", "Asahi", "None", ""),
    ],
)
def test_publisher_day_and_hour_are_found_where_japanese_papers_print_them(raw, wire, day, time):
    """Beside the day, in brackets at either end, above the text."""
    found = suggested(raw)
    assert (found.publisher.wire, str(found.dating.published), found.dating.time) == (wire, day, time)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("赤沢亮正経済再生担当相とスコット・ベッセント財務長官が9日に会談した。", ["akazawa", "bessent"]),
        ("米商務長官は9日、日本の首相と会談した。", ["ishiba", "lutnick"]),
        ("カナダのカーニー首相は9日、韓国の外相と会談した。", []),
        ("トランプ政権は9日、関税の引き上げを発表した。", []),
        ("グリア米通商代表は9日、加藤財務大臣とは会わなかった。", ["greer", "kato"]),
    ],
)
def test_people_are_known_by_japanese_names_and_offices(words, people):
    """An office behind another name is somebody else's, an administration is nobody."""
    found = suggested(words, published="2025-06-10").candidates
    assert sorted({person for one in found for person in one.people}) == people


@pytest.mark.parametrize(
    ("words", "kind", "by"),
    [
        ("赤沢氏は自動車関税の撤廃を改めて求めた。", "demand", "akazawa"),
        ("石破首相は国益を守る立場を伝えたと述べた。", "position", "ishiba"),
        ("相互関税の停止は7月9日に期限を迎える。", "deadline", ""),
        ("トランプ大統領は4日、鉄鋼関税を引き上げた。", "tariff act", ""),
        ("米国と英国は8日、貿易協定で合意した。", "third-country deal", ""),
        ("石破首相は9日、トランプ大統領と電話で会談した。", "call", ""),
        ("赤沢氏は13日に訪米し、閣僚協議に臨む予定だ。", "planned meeting", ""),
    ],
)
def test_kinds_and_speakers_follow_from_japanese_verbs(words, kind, by):
    """Asked for, conveyed, agreed, raised."""
    one = suggested(words, published="2025-06-10").candidates[0]
    assert (one.kind, one.by) == (kind, by)


@pytest.mark.skipif(not HANDED.is_file(), reason="the handed text is not here")
def test_the_handed_text_gives_what_a_person_finds_in_it():
    """NHK, day and hour, both ministers, the round, the rate, the exports in yen and in cars."""
    found = suggested(HANDED.read_text(encoding="utf-8"))
    assert (found.publisher.wire, found.publisher.zone, str(found.dating.published), found.dating.time) == (
        "NHK",
        "Asia/Tokyo",
        "2025-06-28",
        "07:12",
    )
    told = {(str(one.value), one.unit) for one in found.candidates}
    assert told == {("2025-06-27", ""), ("7", "rounds"), ("25", "%"), ("2024", ""), ("6000000000000", "JPY"), ("1370000", "cars")}
    assert {person for one in found.candidates for person in one.people} == {"akazawa", "lutnick"}


# --- against a person --------------------------------------------------------------------------

ENOUGH = {
    "english": {"days": 0.9, "figures": 0.9, "people": 0.8, "kinds": 0.8},
    "japanese": {"days": 0.8, "figures": 0.8, "people": 0.7, "kinds": 0.7},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_agree_with_a_person_on_the_coded_texts(language):
    """Precision and recall of days, figures, people and kinds on ten texts a language; the benchmark prints them."""
    scores = measured(language)
    short = {sort: scores[sort] for sort in SORTS if min(scores[sort][:2]) < ENOUGH[language][sort]}
    assert short == {}
