"""The shipped facts: all stand where they say, all contradictions are found, nothing is known before its day."""

import re
import subprocess
import sys
from datetime import date

import pytest

import tradebrief as tb
from conftest import PAGES, ROOT, needs_pages
from tradebrief.analysis.verification import verify
from tradebrief.workbook.loader import read_page

BOOK = tb.load()
READINGS = {reading.key: reading for reading in BOOK.readings()}


#: Sentences that need no fact: items on other matters, headlines over a text that is covered, the page's own furniture.
ELSEWHERE = re.compile(r"Iran|Israel|Air India|plane|missile|passenger|^- |News Digest|an hour ago")


@needs_pages
def test_every_fact_stands_exactly_where_it_says():
    """Against the pages, each of the anchors is EXACT, and each fact of a page has one."""
    found = verify(BOOK, PAGES)
    assert {one.check.status for one in found} == {"EXACT"}
    assert len(found) == len(BOOK.facts()) > 230
    assert all(one.same_page for one in found)


@needs_pages
def test_every_token_was_found_in_its_passage():
    """The figures a fact claims stand in the passage it names."""
    assert all(one.check.tokens_found == one.check.anchor.tokens for one in verify(BOOK, PAGES))


@needs_pages
@pytest.mark.parametrize("page", sorted(path.name for path in PAGES.glob("*.txt")) if PAGES.is_dir() else [])
def test_hardly_a_sentence_of_an_article_is_left_without_a_fact(page):
    """Of the sentences of the parts on a page that our texts cover, at least 97 in a hundred carry a fact."""
    text = read_page(PAGES / page).text
    parts = [article for article in BOOK.articles.values() if article.source.page == page and not article.source.side_bar_of]
    places = [fact.at for article in BOOK.articles.values() if article.source.page == page for fact in article.facts]
    sentences = []
    for article in parts:
        start, end = article.source.part
        sentences += [
            (start + m.start(), start + m.end()) for m in re.finditer(r"\S.*?[.!?](?=[\"')]*\s|$)", text[start:end]) if len(m.group()) > 50
        ]
    bare = [text[a:b] for a, b in sentences if not any(c < b and a < d for c, d in places)]
    telling = [sentence for sentence in bare if not ELSEWHERE.search(sentence)]
    assert len(telling) <= 0.03 * len(sentences), telling


@needs_pages
def test_no_tracked_file_repeats_the_articles():
    """No run of nine words of a source stands in the project."""
    tool = PAGES.parent / "tools" / "no_copied_text.py"
    done = subprocess.run([sys.executable, str(tool), str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]


def test_one_story_in_two_texts_has_one_origin():
    """The rewrite of the Reuters story has no vote; Kyodo's parts on the talks are one origin."""
    origins = {article.id: article.source.origin for article in BOOK.articles.values()}
    reuters = [name for name in origins if name.startswith("2025-05-15") and not BOOK.articles[name].is_outside]
    kyodo = [name for name in origins if "-kyodo-" in name and not BOOK.articles[name].is_outside]
    assert len({origins[name] for name in reuters}) == 1
    assert len(kyodo) == 3
    assert len({origins[name] for name in kyodo}) == 1


def test_a_side_bar_of_september_does_not_date_the_story_of_may():
    """On 15 May the story is known and nothing of the teasers beside it."""
    then = {one.article.id for one in BOOK.facts(known_by="2025-05-15")}
    assert "2025-05-15-reuters-third-round-trip" in then
    assert "2025-09-newsmaker23-teasers" not in then
    assert READINGS["page.000/published"].verdict == "texts of different days"


@pytest.mark.parametrize(
    ("page", "known_from"),
    [("000", "2025-05-15"), ("001", "2025-05-15"), ("002", "2025-06-09"), ("004", "2025-04-16")],
)
def test_each_article_is_known_from_the_day_it_was_published(page, known_from):
    """The body of each page, by the publisher's own day."""
    days = {one.known_from.isoformat() for one in BOOK.facts(article=page) if not one.article.source.side_bar_of}
    assert days == {known_from}


def test_kyodo_s_june_piece_was_out_a_day_earlier_in_washington():
    """09:53 on 14 June in Tokyo was still 13 June on the other side."""
    [kyodo] = [name for name in BOOK.find_articles("003") if BOOK.articles[name].source.time == "09:53"]
    assert {one.known_from for one in BOOK.facts(article=kyodo, clock="washington")} == {date(2025, 6, 13)}
    assert {one.known_from for one in BOOK.facts(article=kyodo, clock="tokyo")} == {date(2025, 6, 14)}


#: The contradictions that research into the texts found, as keys and what the program must make of them.
CONTRADICTIONS = {
    "g7-summit.days": {"definitions differ"},  # three days or two
    "g7-summit.start": {"definitions differ"},  # the fifteenth or Monday
    "us-car-tariff.rate": {"definitions differ"},  # 25 on top, 27.5 in all
    "us-reciprocal-japan.rate": {"definitions differ"},  # 24, or 10 and 14
    "us-reciprocal-japan.start": {"definitions differ", "resolved"},  # July, or one day in April
    "us-reciprocal.april-2": {"resolved"},  # imposed or announced
    "us-reciprocal-baseline.exceptions/china": {"resolved"},
    "us-reciprocal.pause-partners": {"definitions differ", "resolved"},  # 60 or 57
    "us-reciprocal.pause-end": {"changed over time"},  # 9 July, later 1 August
    "mazda.outlook": {"resolved", "drift in a copy"},
    "japan.review-request": {"weaker copy"},  # the copy drops the reciprocal tariffs
    "round-1.participants": {"resolved", "lists differ"},
    "round-2.participants": {"resolved", "lists differ"},
    "round-3.day": {"planned, then held", "compatible"},
    "round-6.day": {"planned, then held", "compatible", "resolved"},
    "us-steel-tariff.rate": {"changed over time"},  # 25, from June 50
    "japan-deal.stacking": {"resolved"},
    "japan-deal.day": {"definitions differ", "resolved"},  # mid-June or 22 July
    "page.000/published": {"texts of different days"},
    "page.003/published": {"texts of different days"},
    "page.004/published": {"texts of different days"},
}


@pytest.mark.parametrize("key", CONTRADICTIONS)
def test_the_program_finds_each_known_contradiction(key):
    """From the facts alone, with the verdict and a reason, and never as an average."""
    assert READINGS[key].verdict in CONTRADICTIONS[key]
    assert READINGS[key].reason
    assert len(READINGS[key].answers) > 1


@pytest.mark.parametrize(
    "key", ["mazda.outlook", "us-reciprocal.april-2", "us-car-tariff.rate", "us-reciprocal-japan.rate", "g7-summit.days"]
)
def test_contradictions_within_the_articles_are_found_without_any_outside_claim(key):
    """As far as the articles alone go, they contradict each other on the same keys."""
    from tradebrief.facts.readings import read_all

    inside = [one for one in BOOK.evidence() if not one.article.is_outside]
    found = {reading.key: reading for reading in read_all(inside, people=BOOK.people, resolutions=[], known_by=BOOK.latest_known)}
    assert found[key].verdict in {"definitions differ", "conflict", "drift in a copy"}


def test_a_rate_that_is_not_the_law_s_on_its_day_is_a_reading():
    """Reuters has the 10% laid on 2 April; the schedule charges it from 5 April, and the reading says so."""
    from tradebrief.analysis.stated_rates import all_readings

    found = [reading for reading in all_readings(BOOK, date(2025, 5, 15)) if reading.verdict == "differs from the law"]
    assert [reading.key for reading in found] == ["law.us-reciprocal-baseline.rate"]
    assert "starts on 2025-04-05 by EO 14257" in found[0].reason


def test_every_other_rate_of_the_articles_agrees_with_the_schedule():
    """27.5 = 2.5 + 25, 24 = 10 + 14, the 10% baseline: each on its day, by the acts known when the text was out."""
    checks = tb.check_rates(BOOK)
    rates = {one.fact.id for one in BOOK.facts(kind="tariff rate") if one.fact.unit == "%"}
    assert len(checks) >= 30
    assert rates <= {one.evidence.fact.id for one in checks}
    assert sum(not one.agrees for one in checks) == 1


def test_no_dispute_is_left_open_without_a_file_or_a_reason():
    """What the program cannot explain has a resolution."""
    assert [reading.key for reading in BOOK.readings() if reading.verdict == "conflict"] == []


@pytest.mark.parametrize(
    ("key", "earliest", "latest"),
    [
        ("round-1.day", "2025-04-16", "2025-04-16"),
        ("round-2.day", "2025-05-01", "2025-05-01"),
        ("round-3.day", "2025-05-19", "2025-05-25"),
        ("round-6.day", "2025-06-13", "2025-06-13"),
    ],
)
def test_rounds_have_the_days_the_texts_allow(key, earliest, latest):
    """Days by the table of rounds; what the articles leave open stays open."""
    from tradebrief.facts.evidence import as_days

    days = [as_days(one.fact.value) for one in BOOK.facts(key=key)]
    tightest = min(days, key=lambda when: when.latest - when.earliest)
    assert date.fromisoformat(earliest) <= tightest.earliest
    assert tightest.latest <= date.fromisoformat(latest)


#: Figures that a reader of the pages knows are there: key, value, unit.
FIGURES = [
    ("mazda.net-profit-change", "-45.1", "%"),
    ("japan.cars-exported-to-us", "1370000", "cars"),
    ("us-uk-deal.quota", "100000", None),
    ("us-uk-deal.in-quota-rate", "10", "%"),
    ("us-reciprocal.pause-days", "90", "days"),
    ("us-reciprocal-baseline.rate", "10", "%"),
    ("us-car-tariff.rate", "27.5", "%"),
    ("us-car-tariff.rate", "2.5", "%"),
    ("us-reciprocal-japan.rate", "14", "%"),
    ("akazawa.trips-in-a-row", "4", None),
]


@pytest.mark.parametrize(("key", "value", "unit"), FIGURES)
def test_the_figures_of_the_pages_are_there(key, value, unit):
    """Each under the key that other texts use for the same question."""
    from tradebrief.facts.evidence import plain_value

    answers = {(plain_value(one.fact.value), one.fact.unit) for one in BOOK.facts(key=key)}
    assert any(found == value and (unit is None or found_unit == unit) for found, found_unit in answers), answers
