"""A walk between published rates adds up, and the gap between law and collection is split without remainder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import tradebrief as tb
from tradebrief.analysis.exposure.bridge import benchmark_for
from tradebrief.errors import AskError


@pytest.fixture(scope="module")
def book():
    return tb.load()


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2025-11-14", "tpc", "waugh"),
        ("2025-04-17", "waugh", "yale-tracker"),
        ("2026-01-17", "gta", "yale-etrs"),
        ("2025-10-17", "collected", "tpc"),
        ("2026-03-01", "legal", "gta"),
    ],
)
def test_the_steps_lead_from_one_rate_to_the_other(book, day, start, end):
    """Each step begins where the one before ended, and all of them make up the difference."""
    found = tb.bridge(book, as_of=day, start=start, end=end)
    rates = [found.start.computed, *(step.rate_after for step in found.steps)]
    assert [step.rate_before for step in found.steps] == rates[:-1]
    assert rates[-1] == pytest.approx(found.end.computed, abs=1e-12)


def test_rests_and_steps_make_up_the_difference_of_the_published_rates(book):
    """Published less published is the steps plus what no step explains."""
    found = tb.bridge(book, as_of="2025-11-14", start="tpc", end="waugh")
    assert (found.start.published, found.end.published) == (0.1317, 0.1433)
    steps = sum(step.change for step in found.steps)
    assert steps + found.unexplained == pytest.approx(0.1433 - 0.1317, abs=1e-12)


def test_walking_back_is_the_same_way_with_other_signs(book):
    """From a to b and from b to a the ends are the same and the sum turns its sign."""
    there = tb.bridge(book, as_of="2025-11-14", start="tpc", end="waugh")
    back = tb.bridge(book, as_of="2025-11-14", start="waugh", end="tpc")
    assert (there.start, there.end) == (back.end, back.start)
    assert sum(step.change for step in there.steps) == pytest.approx(-sum(step.change for step in back.steps))


def test_a_convention_beside_itself_takes_no_step(book):
    """Nothing differs, nothing is walked."""
    assert tb.bridge(book, as_of="2025-06-14", start="legal", end="legal").steps == ()


def test_a_published_rate_counts_only_for_days_under_the_same_law(book):
    """TPC's rate of 17 November is shown on the 20th, when nothing has changed, and not on 1 November, when farm goods still paid."""
    how = book.conventions["tpc"]
    known = book.schedule("USA").law.known_to
    assert benchmark_for(book, how, date(2025, 11, 20), known, "JPN").value == Decimal("13.17")
    assert benchmark_for(book, how, date(2025, 11, 1), known, "JPN") is None


def test_an_unknown_convention_is_refused(book):
    """The error names those that are near."""
    with pytest.raises(AskError, match="Did you mean 'waugh'"):
        tb.bridge(book, as_of="2025-11-14", start="wough", end="tpc")


def test_the_gap_between_law_and_collection_is_split_without_remainder(book):
    """Statutory, timing, coverage and rest are the collected rate, month by month."""
    found = tb.collected_vs_statutory(book, first=date(2025, 1, 1), last=date(2025, 11, 30))
    assert len(found) == 11
    for one in found:
        assert one.statutory + one.timing + one.coverage + one.rest == pytest.approx(one.month.duty / one.month.value, abs=1e-12)


def test_the_retroactive_weeks_are_timing(book):
    """In September 2025 customs still collected the rates that the order and the notice took back: timing lifts the month above the law of its last day."""
    september = next(one for one in tb.collected_vs_statutory(book, first=date(2025, 9, 1), last=date(2025, 9, 30)))
    assert september.timing > 0.02
    assert abs(september.rest) < 0.01
