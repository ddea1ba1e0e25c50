"""Days, codes and parties as people write them; what could mean two things is refused."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import tradebrief as tb
from tradebrief.given import day_given, party

DAY = dt.date(2025, 6, 14)


@pytest.fixture(scope="module")
def book() -> tb.Workbook:
    return tb.load()


@pytest.mark.parametrize(
    "given",
    [
        "2025-06-14", DAY, dt.datetime(2025, 6, 14, 9, 30), pd.Timestamp("2025-06-14"), np.datetime64("2025-06-14"), "14 June 2025", "June 14, 2025",
        "14 Jun 2025", "2025/6/14", "2025.06.14", "2025年6月14日", "14/06/2025", "06/14/2025", "2025-06-14T09:30",
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_given(given):
    """Whatever holds one day."""
    assert day_given(given) == DAY


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("06/07/2025", r"can be read as two days \(got 06/07/2025\). Write 2025-06-07 or 2025-07-06"),
        ("June 2025", "is not a day"), ("14 June", "is not a day"), ("tomorrow", "is not a day"), ("", "is not a day"), ("2025-02-30", "is not a day"),
        ("31 June 2025", "is not a day"), (20250614, "is not a day"), (None, "is not a day"), (pd.NaT, "is not a day"), (np.datetime64("NaT"), "is not a day"),
    ],
)  # fmt: skip
def test_what_is_no_one_day_is_refused(given, says):
    """With both readings where there are two."""
    with pytest.raises(tb.AskError, match=f"^as_of: {says}"):
        day_given(given)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("JPN", "JPN"), ("jpn", "JPN"), ("jp", "JPN"), ("Japan", "JPN"), ("japan", "JPN"), ("South Korea", "KOR"), ("Korea, South", "KOR"), ("uk", "GBR"),
        ("Viet Nam", "VNM"), ("Switzerland", "CHE"), ("EU", "EU"), ("eu", "EU"), ("European Union", "EU"), ("Taiwan", "TWN"), ("Burma", "MMR"),
        ("and", "AND"), ("QAT", "QAT"), ("Rep. of Korea", "KOR"), ("Korea, Republic of", "KOR"), ("Korea, Democratic People's Republic of", "PRK"), ("U.S.A.", "USA"),
        ("CONGO (KINSHASA)", "COD"), ("Congo, Rep.", "COG"), ("Congo, Dem. Rep.", "COD"), ("Iran, Islamic Rep.", "IRN"), ("Micronesia, Fed. Sts.", "FSM"),
        ("Côte d'Ivoire", "CIV"), ("Cote D Ivoire", "CIV"), ("Türkiye", "TUR"), ("Turkey", "TUR"),
        ("Federal Republic of Germany", "DEU"), ("United Republic of Tanzania", "TZA"), ("Trinidad & Tobago", "TTO"), ("St. Lucia", "LCA"),
        ("Hong Kong, China", "HKG"), ("Taiwan, Province of China", "TWN"), ("Bolivia (Plurinational State of)", "BOL"), ("日本", "JPN"), ("アメリカ合衆国", "USA"),
    ],
)  # fmt: skip
def test_a_party_goes_by_its_code_or_name(given, code):
    """In any case; a customs office's spelling too."""
    assert party(given) == code


@pytest.mark.parametrize("given", ["Zorro", "", "J", 5, None, "World", "Total", "Asia", "Republic of", "the", "(nes)"])
def test_what_is_no_party_is_refused(given):
    """In words of the argument."""
    with pytest.raises(tb.AskError, match=r"^origin: names no country or union"):
        party(given)


def test_every_question_takes_natural_arguments(book):
    """The same answer from text, timestamps and names."""
    plain = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14", origin="JPN")
    assert tb.exposure(book, as_of=pd.Timestamp("2025-06-14"), known_by="14 June 2025", origin="Japan").duty == plain.duty
    assert tb.exposure(book, as_of="14 June 2025", known_by=np.datetime64("2025-06-14")).duty == plain.duty
    assert tb.cadence(book, as_of=pd.Timestamp(DAY), known_by="14 June 2025").gaps == tb.cadence(book, as_of=DAY, known_by=DAY).gaps
    assert tb.cadence(book, as_of="latest").as_of == book.chronicle().known_by
    assert book.facts(known_by=pd.Timestamp("2025-05-01")) == book.facts(known_by="2025-05-01")
    assert book.schedule("usa") is book.schedule()
    assert tb.history(book, "87032301", origin="jp") == tb.history(book, "8703.23.01")
    assert tb.forecast(book, as_of=DAY, known_by=DAY, before=["21 June 2025"]).horizons[0].before == dt.date(2025, 6, 21)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda b: tb.current_duties(b, 87032301, as_of=DAY), "code: is a number, which loses a code's leading zeros"),
        (lambda b: tb.current_duties(b, ["8703.23.01", 87032301], as_of=DAY), "code: is a number"),
        (lambda b: tb.history(b, ["8703.23.01"]), "code: is several codes"),
        (lambda b: tb.history(b, "8703.23.01", origin="Zorro"), "origin: names no country"),
        (lambda b: tb.exposure(b, as_of="06/07/2025"), "as_of: can be read as two days"),
        (lambda b: tb.exposure(b, as_of=DAY, known_by="soon"), "known_by: is not a day"),
        (lambda b: tb.exposure(b, as_of=DAY, convention="waug"), "convention: is no convention .* Did you mean 'waugh'"),
        (lambda b: tb.exposure(b, as_of=DAY, scenario="snapback"), "scenario: is no scenario .* Did you mean 'snapback-24'"),
        (lambda b: tb.cadence(b, "japan-us", as_of=DAY), "talks: names no negotiation .* Did you mean 'japan-us-2025'"),
        (lambda b: b.facts(kind="tarif rate"), "kind: is no kind of fact .* Did you mean 'tariff rate'"),
        (lambda b: tb.series(b, first="2025-06-14", last="2025-06-01"), "last: is before the first day"),
        (lambda b: tb.forecast(b, as_of=DAY, before=["2025-06-01"]), "before: does not lie after the day asked for"),
    ],
)
def test_natural_mistakes_get_an_error_that_helps(book, ask, says):
    """It names the argument of Python, what is wrong and what to do."""
    with pytest.raises(tb.AskError, match=f"^{says}"):
        ask(book)


def test_codes_may_be_one_or_several_with_or_without_points(book):
    """In the order asked."""
    asked = tb.current_duties(book, ["87032301", "7208.10.15"], as_of=DAY)
    assert [one.duty.code for one in asked] == ["8703.23.01", "7208.10.15"]
    assert tb.current_duties(book, "87032301", as_of=DAY)[0].duty == asked[0].duty


def test_the_command_line_speaks_of_options(run):
    """The same mistakes there name the option."""
    assert run("exposure", "--as-of", "06/07/2025").err.startswith("--as-of: can be read as two days")
    assert run("series", "--from", "2025-06-14", "--to", "2025-06-01").err.startswith("--to: is before the first day")
    assert run("rate", "8703.23.01", "--as-of", "14 June 2025", "--origin", "Zorro").err.startswith("--origin: names no country")
    assert run("rate", "8703.23.01", "--as-of", "14 June 2025", "--json").json["origin"] == "JPN"
