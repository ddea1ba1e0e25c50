"""Days, periods, uncertain days and the two clocks."""

from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebrief.period import Period, When, day_on, each_day, read_day

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-06-13", date(2025, 6, 13), date(2025, 6, 13)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025-04-16?", date(2025, 4, 16), date(2025, 4, 16)),
        ("2025-06-05/2025-06-06", date(2025, 6, 5), date(2025, 6, 6)),
        ("[2025-05-19..2025-05-25]", date(2025, 5, 19), date(2025, 5, 25)),
        ("[..2025-05-25]", date(1, 1, 1), date(2025, 5, 25)),
        ("[2025-05-19..]", date(2025, 5, 19), date(9999, 12, 31)),
    ],
)
def test_each_form_of_edtf_allows_the_days_it_names(text, earliest, latest):
    """The six forms give their first and last allowed day."""
    when = When.read(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@given(DAYS, DAYS, st.sampled_from(["{a}", "{a}?", "{a}~", "{m}", "{y}", "{a}/{b}"]))
def test_our_reader_agrees_with_the_edtf_library(one, two, form):
    """Where another implementation reads the same text, both allow the same days."""
    first, last = min(one, two), max(one, two)
    text = form.format(a=first, b=last, m=f"{first:%Y-%m}", y=f"{first:%Y}")
    other = edtf.parse_edtf(text)
    ours = When.read(text)
    assert tuple(other.lower_strict()[:3]) == (ours.earliest.year, ours.earliest.month, ours.earliest.day)
    assert tuple(other.upper_strict()[:3]) == (ours.latest.year, ours.latest.month, ours.latest.day)


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-13", "2025-02-30", "2025/06/13", "[2025-05-25..2025-05-19]", "[..]", "13.6.2025", "2025-06-13T09:00"]
)
def test_what_is_no_day_is_refused_with_what_was_got(text):
    """Text that is no EDTF day is a ValueError, never a guess."""
    with pytest.raises(ValueError, match=r"got|before"):
        When.read(text)


def test_a_period_includes_both_ends_and_an_open_end_goes_on():
    """Same start and end is one day; no end is still in force."""
    one_day = Period(start=date(2025, 4, 9), end=date(2025, 4, 9))
    assert one_day.days == 1
    assert date(2025, 4, 9) in one_day
    assert date(2025, 4, 10) not in one_day
    assert date(2099, 1, 1) in Period(start=date(2025, 9, 16))


def test_a_period_that_ends_before_it_starts_is_refused():
    """The last day cannot lie before the first."""
    with pytest.raises(ValueError, match="before the first day"):
        Period(start=date(2025, 4, 10), end=date(2025, 4, 9))


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_what_a_day_by_day_count_says(a, b, c, d):
    """Two periods overlap exactly when they share a day."""
    one, two = Period(start=min(a, b), end=max(a, b)), Period(start=min(c, d), end=max(c, d))
    assert one.overlaps(two) == (max(one.start, two.start) <= min(one.end, two.end))


def test_a_tokyo_morning_is_the_day_before_in_washington():
    """09:53 on 14 June in Tokyo is 20:53 on 13 June in Washington."""
    assert day_on("America/New_York", When.read("2025-06-14"), "09:53", "Asia/Tokyo") == date(2025, 6, 13)
    assert day_on("Asia/Tokyo", When.read("2025-06-14"), "09:53", "Asia/Tokyo") == date(2025, 6, 14)


def test_without_an_hour_the_later_day_is_taken():
    """A Washington text without an hour may have come when it was already tomorrow in Tokyo."""
    assert day_on("Asia/Tokyo", When.read("2025-07-22"), None, "America/New_York") == date(2025, 7, 23)
    assert day_on("publisher", When.read("[2025-06-12..2025-06-13]"), None, "Asia/Tokyo") == date(2025, 6, 13)


def test_a_day_is_written_one_way():
    """Exact days are ISO; anything else is refused with what to write."""
    assert read_day("2025-06-14") == date(2025, 6, 14)
    for text in ("14.6.2025", "2025-6-14", "20250614", "2025-06-31"):
        with pytest.raises(ValueError, match="2025-06-14"):
            read_day(text)


def test_each_day_counts_both_ends():
    """From the ninth to the eleventh are three days."""
    assert [day.day for day in each_day(date(2025, 4, 9), date(2025, 4, 11))] == [9, 10, 11]
