"""What holds for every good on every day, tried on days and goods at random."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tradebrief as tb
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.changes import break_days
from tradebrief.law.measure import BASES, Measure

FIRST, LAST, KNOWN = date(2024, 12, 31), date(2027, 12, 31), date(2026, 10, 31)
GOODS = (
    "8703.23.01", "8704.31.01", "8481.80.50", "7208.39.00", "7606.12.30", "7318.15.80", "7408.11.60", "8429.52.10", "8418.10.00",
    "8544.42.90", "8708.30.50", "8471.30.01", "0902.10.90", "6109.10.00", "9401.61.40.11", "8702.30", "8411.91.90", "1904.90.01",
)  # fmt: skip
ORIGINS = ("JPN", "GBR", "CHN", "CAN", "MEX", "AUS", "SGP")

days = st.dates(FIRST, LAST)
knowing = st.dates(FIRST, KNOWN)
goods = st.sampled_from(GOODS)
origins = st.sampled_from(ORIGINS)

BOOK = tb.load()


@pytest.fixture(scope="module")
def schedule():
    found = BOOK.schedule("USA")
    found.as_at("2025-06-14").duty("8703.23.01", "JPN")  # lists and lines are read once, outside the clock of the trials
    return found


def owed(schedule, code: str, origin: str, day: date, known: date | None = None, **asked) -> AppliedDuty | None:
    """The answer, or nothing where the schedule says that it cannot tell."""
    try:
        return schedule.as_at(day, known).duty(code, origin, **asked)
    except tb.AskError:
        return None


@given(code=goods, origin=origins, day=days, known=knowing)
def test_the_total_is_the_sum_of_the_components(schedule, code, origin, day, known):
    """Every part of the total is shown, and nothing else is in it."""
    found = owed(schedule, code, origin, day, known)
    if found:
        assert found.total == sum(one.rate * one.share for one in found.components)
        assert found.total == found.base + found.additional
        assert all(0 <= one.share <= 1 and one.rate >= 0 for one in found.components)


@given(code=goods, origin=origins, day=days, known=knowing, extra=st.integers(1, 90))
@settings(max_examples=60)
def test_a_measure_that_yields_to_all_changes_nothing_where_another_applies(schedule, code, origin, day, known, extra):
    """It adds its rate where only the base duty applies to a good, and nothing to a good that another measure takes whole."""
    weak = Measure.model_validate(
        {
            "id": "weakest",
            "title": "A duty that yields to every other",
            "type": "reciprocal duty",
            "basis": "section 321",
            "importer": "USA",
            "origins": {"all": "true"},
            "goods": {"all": "true"},
            "yields_to": [*(ground for ground in BASES if ground not in ("column 1", "trade agreement")), "exemption"],  # not to base rates
            "duties": {"2024-12-31": {"adds": f"{extra} %", "published": "2024-12-31", "act": "none"}},
        }
    )
    before, after = (
        owed(schedule, code, origin, day, known),
        owed(with_measures(schedule, (*schedule.measures, weak)), code, origin, day, known),
    )
    if before is None or after is None:
        assert before is after
    elif len(before.components) > 1 and sum(one.share for one in before.components[1:]) >= 1:
        assert after.total == before.total
    elif len(before.components) == 1:
        assert after.total == before.total + Decimal(extra) / 100


@given(code=goods, origin=origins, day=days, known=knowing)
def test_the_law_is_constant_between_its_change_points(schedule, code, origin, day, known):
    """A day owes what the last change point before it owes."""
    points = sorted({FIRST, *break_days(schedule.prepared, known)})
    before = points[bisect_right(points, day) - 1]
    here, there = owed(schedule, code, origin, day, known), owed(schedule, code, origin, max(before, FIRST), known)
    assert (here and here.total) == (there and there.total)


@given(code=goods, origin=origins, day=days, one=knowing, other=knowing)
def test_knowing_more_never_removes_a_published_act(schedule, code, origin, day, one, other):
    """An answer changes only through an act published in between; without one it stays."""
    early, late = min(one, other), max(one, other)
    here, there = owed(schedule, code, origin, day, early), owed(schedule, code, origin, day, late)
    between = [
        entry
        for measure in schedule.measures
        for entries in measure.duties.values()
        for entry in entries
        if early < entry.published <= late
    ]
    if not between:
        assert (here and here.components) == (there and there.components)
    for found, known in ((here, early), (there, late)):
        assert all(component.published <= known for component in (found.components if found else ()))
    if here and there and here.total != there.total:
        assert any(entry.published > early for entry in between)


@given(seed=st.integers(0, 10**6), code=goods, origin=origins, day=days)
@settings(max_examples=25)
def test_the_order_in_which_files_are_read_does_not_matter(schedule, seed, code, origin, day):
    """Shuffled measures give the same answer, part by part."""
    shuffled = list(schedule.measures)
    Random(seed).shuffle(shuffled)
    here, there = owed(schedule, code, origin, day), owed(with_measures(schedule, tuple(shuffled)), code, origin, day)
    assert here == there


@given(day=st.dates(date(2025, 8, 18), date(2026, 4, 5)), share=st.integers(0, 100))
def test_what_lies_on_part_of_a_value_leaves_the_rest_to_the_others(schedule, day, share):
    """The metal duty and the duty that yields to it share the value without gap or overlap."""
    found = schedule.as_at(day).duty("8429.52.10", "JPN", shares={"metal-content-steel": Decimal(share) / 100})
    parts = {one.measure: one.share for one in found.components if one.type != "mfn duty"}
    assert sum(parts.values()) == 1
    assert parts.get("usa-232-steel-inclusions", 0) == Decimal(share) / 100


@given(day=st.dates(date(2025, 9, 16), LAST), mfn=st.integers(0, 400))
def test_an_all_in_rate_is_never_undercut_and_never_adds_above_itself(schedule, day, mfn):
    """A car of Japan owes the higher of 15% and its own column 1 rate."""
    rate = Decimal(mfn) / 1000
    assert schedule.as_at(day).duty("8703.23.01", "JPN", mfn=rate).total == max(rate, Decimal("0.15"))


@given(code=goods, origin=origins, known=knowing)
@settings(max_examples=40)
def test_the_history_tells_every_change_and_nothing_else(schedule, code, origin, known):
    """Its days are days on which the total differs from the day before, and they link up."""
    try:
        found = tb.history(BOOK, code, known_by=known, origin=origin)
    except tb.AskError:
        return
    for change, following in pairwise(found):
        assert change.new == following.old
    for change in found:
        assert change.old != change.new
        today, yesterday = (owed(schedule, code, origin, day, known) for day in (change.day, change.day - timedelta(days=1)))
        assert (today and today.total) == change.new
        assert (yesterday and yesterday.total) == change.old


def with_measures(schedule, measures: tuple[Measure, ...]):
    """The same schedule with other measures."""
    return replace(schedule, measures=measures)
