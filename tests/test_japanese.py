"""The Japanese edition: records, days, amounts and people as Japanese reports write them, and what has no words in it stays marked English."""

import io
from datetime import date

import pytest
from matplotlib.figure import Figure

import tradebrief as tb
from tradebrief.errors import AskError
from tradebrief.figures.titles import signs
from tradebrief.period import When
from tradebrief.provenance.quantity import given
from tradebrief.words.days import in_words
from tradebrief.words.messages import in_language, joined, say, translated
from tradebrief.words.phrases import days, in_row, listed, named, person
from tradebrief.words.sentence import Foreign, Part, Sentence

BOOK = tb.load()


@pytest.fixture
def japanese():
    with in_language("ja", BOOK):
        yield


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("EO 14257 s. 3(b)", "大統領令14257号第3条(b)"),
        ("Proc. 10976 cl. 5", "布告10976号第5項"),
        ("EO 14257 Annex I, published 2025-04-02", "大統領令14257号付属書I、2025-04-02公表"),
        ("Proc. 10908, 90 FR 14705", "布告10908号、90 FR 14705"),
        ("adds 10 %", "10%を上乗せ"),
        ("27.5 %", "27.5%"),
        ("adds 10%", "10%を上乗せ"),
        ("a deal by 2025-07-09", "2025-07-09までに合意"),
        ("akazawa, bessent", "赤沢亮正経済再生担当相、ベッセント財務長官"),
        ("usa-232-autos", "usa-232-autos"),
        ("関税率表（HTSUS）", "関税率表（HTSUS）"),
    ],
)
def test_what_is_put_together_in_english_is_said_by_its_parts(japanese, english, said):
    """Acts by number, duties, days, rows of names; ids and citations stay as they are."""
    found = translated(english)
    assert found == said
    assert not isinstance(found, Foreign)


@pytest.mark.parametrize("english", ["no such words", "adds a feather", "EO 14257, and no such words"])
def test_what_has_a_part_without_words_stays_english_and_is_marked(japanese, english):
    """Never half of one and half of the other."""
    assert translated(english) == english
    assert isinstance(translated(english), Foreign)


def test_days_rows_events_and_people(japanese):
    """By the rules of the language."""
    assert in_words(When.read("2025-06-05/2025-06-06")) == "2025年6月5日～6日"
    assert in_words(When.read("[2025-05-30..2025-06-02]"), year=2025) == "5月30日～6月2日のいずれかの日"
    assert days("[..2025-04-16]") == "2025-04-16まで"
    assert (named("round-7"), named("deal-2025-07-22"), named("supply-chains")) == ("第7回協議", "合意（2025-07-22）", "供給網")
    assert person("lutnick") == "ラトニック商務長官"
    assert listed("甲乙丙丁", most=2) == "甲、乙、ほか2件"
    assert [str(piece) for piece in in_row([])] == ["なし"]


def test_sentences_follow_without_a_space_and_money_counts_in_its_own_sizes(japanese):
    """億 and 兆 with three figures, the size of a range once."""
    one = say("bottom-announced", duty=given(9.26e9, "d", "USD"))
    assert str(joined(one, one)) == "さらに年92.6億ドル分の関税が停止中であるさらに年92.6億ドル分の関税が停止中である"
    assert [str(say("bottom-announced", duty=given(value, "d", "USD"))) for value in (24.586e9, 1.2345e12)] == [
        "さらに年246億ドル分の関税が停止中である",
        "さらに年1.2兆ドル分の関税が停止中である",
    ]
    assert str(say("deal-chance", day=date(2025, 7, 9), likelihood=say("likelihood", level="very-unlikely"), p=0.05)) == (
        "2025年7月9日までに合意する可能性は非常に低い（5%）"
    )


def test_an_item_that_leads_somewhere_keeps_its_chain(japanese):
    """In a row too."""
    row = Sentence(*in_row([Part("甲", to="a"), Part("乙", to="b")]))
    assert [part.to for part in row.parts if isinstance(part, Part)] == ["a", "b"]


def test_wide_signs_take_the_room_of_two():
    """So that labels are broken and set apart by what they cover."""
    assert (signs("cars"), signs("自動車"), signs("232条")) == (4, 6, 5)


def test_a_pdf_embeds_the_font_and_reads_nothing_else(monkeypatch, tmp_path):
    """Where the package has no font, one clear error; a picture from a file stays out."""
    pdf = pytest.importorskip("tradebrief.render.pdf")
    pytest.importorskip("weasyprint")
    pypdf = pytest.importorskip("pypdf")
    secret = tmp_path / "secret.png"
    Figure().savefig(secret)
    whole = pdf.pdf(
        f'<html lang="ja"><body style="font-family:IPAexGothic"><p>日米関税協議</p><img src="{secret.as_uri()}" alt="x"></body>'
    )
    page = pypdf.PdfReader(io.BytesIO(whole)).pages[0]
    assert [font["/BaseFont"].endswith("IPAexGothic") for font in (one.get_object() for one in page["/Resources"]["/Font"].values())] == [
        True
    ]
    assert page.extract_text().startswith("日米関税協議")
    assert list(page.images) == []
    monkeypatch.setattr(pdf, "japanese_font", lambda: None)
    with pytest.raises(AskError, match="has no font with Japanese glyphs"):
        pdf.pdf('<html lang="ja"><p>日</p>')
