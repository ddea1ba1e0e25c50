"""Several negotiations on one page: cadence, stage, terms and tariffs, each as its own workbook tells it."""

from datetime import date

import pytest

import tradebrief as tb


@pytest.fixture(scope="module")
def found():
    return tb.side_by_side(as_of="2025-07-31")


def test_workbooks_come_first_then_other_recent_talks(found):
    """Talks of 2018 and 2019 are not recent."""
    names = [one.talks for one in found.negotiations]
    assert names[:2] == ["japan-us-2025", "us-korea-2025"]
    assert set(names[2:]) == {"us-china-2025", "us-eu-2025", "us-uk-2025", "us-vietnam-2025"}


def test_each_row_is_what_its_own_workbook_answers(found):
    """Rounds, intervals, deal and average tariff are those of the single questions."""
    for one in found.negotiations[:2]:
        book = tb.load(one.workbook)
        alone = tb.cadence(book, as_of="2025-07-31", known_by="2025-07-31")
        assert one.rounds.gaps == alone.gaps
        assert one.deal_day == alone.ended.start
        assert one.effective_rate == float(tb.exposure(book, as_of="2025-07-31", known_by="2025-07-31").effective_rate)


def test_a_stage_is_that_of_the_day():
    """On 30 June 2025 the United Kingdom alone had a deal; in January 2025 Japan's talks had not begun."""
    june = {one.talks: one.stage for one in tb.side_by_side(as_of="2025-06-30").negotiations}
    assert {name for name, stage in june.items() if stage == "deal reached"} == {"us-uk-2025"}
    assert (june["japan-us-2025"], june["us-korea-2025"]) == ("under way", "under way")
    january = tb.side_by_side(["japan-us-2025"], as_of="2025-01-31").negotiations[0]
    assert (january.stage, january.last_round, january.median) == ("not begun", None, None)


def test_terms_are_what_was_agreed_by_the_day(found):
    """Korea's investment of 30 July; nothing of November."""
    korea = found.negotiations[1]
    assert "Investment of 350 billion dollars" in korea.terms
    assert "Purchase of aircraft" not in korea.terms
    assert korea.deal_day == date(2025, 7, 30)


def test_an_unknown_workbook_is_refused():
    """With the nearest name."""
    with pytest.raises(tb.AskError, match="Did you mean 'us-korea-2025'"):
        tb.side_by_side(["us-korea-2026"], as_of="2025-07-31")
