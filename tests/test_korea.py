"""A second, real workbook: small because nearly all is shared, and nothing in it is of another negotiation."""

import csv
import re

import pytest

import tradebrief as tb
from conftest import DATA, ROOT, needs_data
from tradebrief.period import read_day

NAME = "us-korea-2025"
FOLDER = ROOT / "workbooks" / NAME


@pytest.fixture(scope="module")
def book():
    return tb.load(NAME)


def test_it_is_listed_and_loaded_by_name(book):
    """With Japan's, and without the workbooks that only hold seeds to include."""
    assert tb.workbooks().to_frame()["workbook"].tolist() == ["japan-us-2025", NAME]
    assert (book.about.partner, book.about.talks) == ("KOR", NAME)


def test_sixty_facts_from_eight_public_texts_are_cited(book):
    """Each by its act, page or address; none from memory, none of Japan's articles."""
    facts = [(article, fact) for article in book.articles.values() for fact in article.facts]
    assert len(facts) >= 60
    assert len({article.source.cite for article, _ in facts}) >= 8
    assert all(article.is_outside and fact.cite for article, fact in facts)
    assert {article.source.origin for article, _ in facts} == set(book.origins)


def test_nearly_all_of_it_is_shared(book):
    """The law, its lists and the trade are read where they lie."""
    assert not (FOLDER / "seeds" / "measures").exists()
    assert not (FOLDER / "seeds" / "trade").exists()
    assert book.measures["usa-232-autos"] == tb.load().measures["usa-232-autos"]
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.yaml")) < 100_000


def test_its_own_talks_take_the_place_of_the_shared_ones(book):
    """The days of rounds that texts tell come from those texts."""
    view = book.chronicle(known_by="2025-07-31")
    rounds = view.rounds(read_day("2025-07-31"))
    assert [str(one.start) for one in rounds] == ["2025-04-24", "2025-05-16", "2025-06-22", "2025-07-05", "2025-07-24", "2025-07-29"]
    assert view.ended(read_day("2025-07-31")).start == read_day("2025-07-30")
    assert rounds[0].met["bessent"] == 85
    assert "greer" in rounds[0].met


@needs_data
def test_its_rates_are_those_that_are_published(book):
    """Ten increases over 2024 for country 5800 of the Census Bureau, exact to 0.01 points but where a cause is named."""
    with (DATA / "published_partner_rates_waugh.csv").open() as file:
        published = {row["date"]: float(row["increase_pct"]) for row in csv.DictReader(file) if row["country_name"] == "KOREA, SOUTH"}
    assert len(published) == 10
    named = book.conventions["waugh"].residuals
    for day, increase in published.items():
        found = tb.exposure(book, as_of=day, convention="waugh")
        known = [float(one.points) for one in named if one.concerns("KOR", read_day(day))]
        assert abs(100 * found.increase_over_mfn - increase) <= max([0.01, *known]), day


def test_rates_that_its_texts_state_are_those_of_the_law(book):
    """15% for cars from November, 15% of July, 25% of the letter."""
    checked = {one.evidence.fact.key: one.agrees for one in tb.check_rates(book)}
    assert set(checked) >= {"korea-deal.car-rate", "korea-deal.reciprocal-rate", "korea-deal.reciprocal-floor"}
    assert [key for key, agrees in checked.items() if not agrees and key != "us-letter-korea.rate"] == []


def test_all_its_reports_render_and_name_no_other_party(run, tmp_path):
    """Every recipe in English; Japan is named only where it is a partner compared with or a case that forecasts learn from."""
    outcome = run("--workbook", NAME, "sweep", "--out", tmp_path)
    assert outcome.code == 0, outcome.out
    for page in tmp_path.glob("briefing*.html"):
        body = re.sub(r"<(script|style|nav).*?</\1>|<[^>]+>", " ", page.read_text(encoding="utf-8").partition("<body")[2], flags=re.DOTALL)
        body = body.rpartition("Where the numbers come from")[0]  # chains name the cases that forecasts learn from
        assert not re.search(r"\bJapan\b|Tokyo|\byen\b|Akazawa", body), page.name
        assert "Korea" in body
