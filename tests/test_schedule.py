"""The schedule: two dates, what it refuses, its conflicts and histories, and toyland's law in the head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import tradebrief as tb
from conftest import TOYLAND

BOOK = tb.load()


@pytest.fixture(scope="module")
def schedule():
    return BOOK.schedule("USA")


@pytest.fixture(scope="module")
def toy():
    return tb.load(TOYLAND).schedule("FRE")


def test_the_law_of_a_day_is_frozen_hashable_and_made_once(schedule):
    """It can stand in a set, cannot be changed, and is the same object when asked for again."""
    law = schedule.as_at("2025-12-01", "2025-06-14")
    assert law is schedule.as_at(date(2025, 12, 1), date(2025, 6, 14))
    assert len({law, schedule.as_at("2025-12-01")}) == 2
    with pytest.raises(AttributeError):
        law.as_of = date(2025, 1, 1)
    with pytest.raises(AttributeError):
        law.duty("8703.23.01", "JPN").total = Decimal(0)


@pytest.mark.parametrize(
    ("day", "known", "total"),
    [
        ("2031-01-31", "2031-12-31", "0.05"),
        ("2031-02-01", "2031-12-31", "0.15"),
        ("2031-03-01", "2031-12-31", "0.31"),
        ("2031-04-01", "2031-05-01", "0.37"),
        ("2031-04-01", "2031-05-02", "0.292"),
        ("2031-12-31", "2031-12-31", "0.292"),
        ("2032-01-01", "2031-12-31", "0.12"),
    ],
)
def test_toylands_law_can_be_checked_in_the_head(toy, day, known, total):
    """5; 5+10; 5+20+0.6x10; 5+20+0.6x20; 5+20+0.6x7; and 12 all-in once the paper duty has ended."""
    assert toy.as_at(day, known).duty("6505.00", "SYL").total == Decimal(total)


def test_toylands_specific_duty_needs_a_unit_value(toy):
    """Ten cents on a piece of two florins are 5%."""
    assert toy.as_at("2031-02-01").duty("9505.00", "SYL", unit_value=Decimal(2)).total == Decimal("0.05")
    with pytest.raises(tb.AskError, match=r"depends on what one unit is worth\. Give the value with --unit-value"):
        toy.as_at("2031-02-01").duty("9505.00", "SYL")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda s: s.as_at("2024-12-30"), "The law of USA is known from 2024-12-31 to 2027-12-31"),
        (lambda s: s.as_at("tomorrow"), "as_of: is not a day (got tomorrow). Write it as 2025-06-14 or 14 June 2025."),
        (lambda s: s.as_at("2025-06-14", "2027-01-01"), "Acts are known from 2024-12-31 to 2026-10-31"),
        (lambda s: s.as_at("2025-06-14").duty("9999", "JPN"), "names no chapter of the Harmonized System"),
        (lambda s: s.as_at("2025-06-14").duty("car", "JPN"), "code: is not an HS code (got car). Ask with one of these codes: "),
        (lambda s: s.as_at("2025-06-14").duty("8703.99.00", "JPN"), "code: has no base duty known to the seeds on 2025-06-14 (got 8703.99.00). Known nearby: 8703.10"),
        (lambda s: s.as_at("2025-06-14").duty("0406.99.00", "JPN"), "Or give its column 1 rate with --mfn"),
        (lambda s: s.as_at("2025-06-14").duty("8703", "JPN"), "is too short: usa-232-autos (Proc. 10908) covers part of it (got 8703)"),
        (lambda s: s.as_at("2025-06-14").duty("8708", "JPN"), "is too short to tell which rate is meant (got 8708)"),
        (lambda s: s.as_at("2025-06-14").duty("8703.23.01", "XXX"), "origin: is no origin whose duties are known (got XXX). Known: AFG, AGO, ARE, ARG, AUS,"),
        (lambda s: s.as_at("2025-06-14").duty("8703.23.01", "USA"), "is no origin whose duties are known"),
        (lambda s: s.as_at("2025-06-14").duty("8703.23.01", "JPN", claims=["civil-aircraf"]), "Did you mean 'civil-aircraft'?"),
        (lambda s: s.as_at("2025-06-14").duty("8703.23.01", "JPN", quantity=-5), "quantity: is not above zero (got -5)"),
        (lambda s: s.as_at("2025-09-01").duty("2106.90.98", "JPN", mfn=Decimal("0.064"), claims=["in-steel-container"]), "Give it with --share metal-content-container=40%"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_an_error_that_names_what_is_known(schedule, ask, message):
    """Never a zero: the message says where, what is wrong, what was asked and what to do."""
    with pytest.raises(tb.AskError) as refused:
        ask(schedule)
    assert message in str(refused.value)


def test_an_importer_without_measures_is_an_error():
    """Only the importers of the seeds have a schedule."""
    with pytest.raises(tb.AskError, match="is no importer with measures"):
        tb.load().schedule("JPN")


def test_a_heading_of_which_an_act_takes_part_is_answered_with_and_without_it(schedule):
    """Proc. 10962 takes some wire of 8544.49: 3.5 and half of 50 on aluminium and half of 11.5 without, 3.5 and half of 50 twice with it."""
    law = schedule.as_at("2025-08-20")
    found = law.duty("8544.49.20", "JPN")
    assert (found.total, found.low, found.high) == (Decimal("0.3425"), Decimal("0.3425"), Decimal("0.535"))
    assert any("usa-232-copper-derivatives) takes some lines" in caveat for caveat in found.caveats)
    with pytest.raises(tb.AskError, match="takes some lines only, and the full list 'usa-232-copper-derivatives' is not here"):
        law.duty("8544.49.20", "JPN", strict=True)
    before = schedule.as_at("2025-03-01").duty("8544.49.20", "JPN", strict=True)
    assert before.total == before.low == before.high == Decimal("0.035")


def test_a_users_full_list_settles_what_the_short_one_leaves_open(tmp_path):
    """The line is in the user's list, so that the reciprocal duty gives way; the answer says which list was used, and nothing else is on it."""
    (tmp_path / "usa-reciprocal-annex-ii.csv").write_text("hts8\n2918.29.75\n")
    law = tb.load(lists=tmp_path).schedule("USA").as_at("2025-06-14")
    found = law.duty("2918.29.75", "JPN", mfn=Decimal("0.055"))
    assert found.total == Decimal("0.055")
    assert "usa-reciprocal-annex-ii is the user's full list" in found.caveats
    assert law.duty("2711.11.00", "JPN", mfn=Decimal(0)).total == Decimal("0.1")


def test_a_bad_list_of_the_user_is_refused_with_its_line(tmp_path):
    """The file, the line and what to write are named."""
    (tmp_path / "anything.csv").write_text("code\n2918.2\n")
    with pytest.raises(tb.AskError, match=r"anything.csv, line 2: .*is not an HS code"):
        tb.load(lists=tmp_path)
    with pytest.raises(tb.AskError, match="lists: is no folder"):
        tb.load(lists=tmp_path / "nowhere")


def test_the_history_of_a_car_has_two_changes_with_their_gaps(schedule):
    """Eight days from the proclamation to the duty; 56 from the announcement of the deal to the lower one."""
    first, second = tb.history(BOOK, "8703.23.01")
    assert (first.day, first.old, first.new) == (date(2025, 4, 3), Decimal("0.025"), Decimal("0.275"))
    assert first.days_between["announced to in force"] == 8
    assert (second.day, second.new) == (date(2025, 9, 16), Decimal("0.15"))
    assert second.days_between["announced to in force"] == 56
    assert second.days_between["announced to signed"] == 44


def test_the_history_of_an_ordinary_good_has_six_changes_one_of_them_retroactive(schedule):
    """5, 9 and 10 April, 7 August (published 28 days after it was in force), 24 February and 24 July."""
    found = tb.history(BOOK, "8481.80.50")
    assert [one.day.isoformat() for one in found] == ["2025-04-05", "2025-04-09", "2025-04-10", "2025-08-07", "2026-02-24", "2026-07-24"]
    assert found[3].act == "EO 14345 s. 2"
    assert found[3].days_between["published to in force"] == -28


def test_the_history_as_known_in_june_ends_with_the_snapback(schedule):
    """By the acts then published the country rate comes back on 9 July and stays."""
    last = tb.history(BOOK, "8481.80.50", known_by="2025-06-14")[-1]
    assert (last.day, last.new, last.act) == (date(2025, 7, 9), Decimal("0.27"), "EO 14266")


def test_the_history_says_from_when_on_nothing_can_be_told(schedule):
    """From 4 December 2026 a minimum price may lie on some wafers of 3818; asked strictly, nothing can be told from then on."""
    last = tb.history(BOOK, "3818.00.00", strict=True)[-1]
    assert (last.day, last.new) == (date(2026, 12, 4), None)
    assert "cannot be told" in last.cause


def test_a_list_that_stands_in_for_another_is_told(schedule):
    """The annex of July 2026 was not read; another act's list frees chips, and the answer says so."""
    found = schedule.as_at("2026-08-01").duty("8542.31.00", "JPN")
    assert found.total == 0
    assert any("usa-301-exempt holds is told by another act's list" in caveat for caveat in found.caveats)
    assert not any("stands in" in caveat for caveat in schedule.as_at("2026-07-01").duty("8542.31.00", "JPN").caveats)


@pytest.mark.parametrize(
    ("measure", "day", "kind", "other", "by"),
    [
        ("usa-reciprocal-jpn", "2025-08-07", "rewritten", "adds 15%", "EO 14326"),
        ("usa-reciprocal-jpn", "2025-07-09", "postponed", "adds 24%", "EO 14266"),
        ("usa-reciprocal-jpn", "2025-08-01", "postponed", "adds 24%", "EO 14316"),
        ("usa-section-122", "2026-02-24", "disputed", "adds 15%", "notes of law firms"),
        ("usa-232-autos-jpn", "2025-08-07", "disputed", "tops up to 15%", "ETRX"),
        ("usa-232-heavy-vehicles", "2025-11-01", "disputed", "15% all-in for Japan", "Global Trade Alert"),
        ("usa-232-auto-parts-jpn", "2025-11-01", "disputed", "headings 9903.94.44", "9903.94.54"),
        ("usa-reciprocal-jpn", "2025-04-05", "disputed", "EO 14257 stands at 90 FR 15269", "Budget Lab"),
        ("usa-232-aluminium", "2024-12-31", "disputed", "0% for Japan", "Budget Lab"),
        ("usa-reciprocal", "2025-04-10", "disputed", "60 partners", "Kyodo"),
    ],
)
def test_conflicting_readings_are_listed_with_their_reason(schedule, measure, day, kind, other, by):
    """A rewriting names the act that was replaced, a dispute the source that holds otherwise."""
    found = [one for one in tb.conflicts(BOOK) if (one.measure, one.first_day.isoformat(), one.kind) == (measure, day, kind)]
    assert any(other in one.other and by in one.other_by and one.why for one in found), found


def test_the_pause_lasts_ninety_days():
    """From 10 April to the day before 9 July 2025."""
    assert (date(2025, 7, 9) - date(2025, 4, 10)).days == 90
    duties = tb.load().measures["usa-reciprocal-jpn"].duties
    assert date(2025, 4, 10) in duties
    assert duties[date(2025, 7, 9)][0].act == "EO 14266"


def test_what_the_importer_pays_without_a_quantity_is_the_duty_within_the_quota(schedule):
    """The answer says so and how large the quota is."""
    found = schedule.as_at("2026-01-01").duty("8703.23.01", "GBR")
    assert found.total == Decimal("0.1")
    assert any("100000 cars per year; the duty within it is shown" in caveat for caveat in found.caveats)


def test_a_scenario_is_named_in_what_it_changes(schedule):
    """The act of a changed component is not passed off as its source."""
    component = schedule.as_at("2025-06-14", scenario="car-tariff-30").duty("8703.23.01", "JPN").component("usa-232-autos")
    assert component.scenario == "car-tariff-30"
    assert "changed by scenario car-tariff-30" in component.act


def test_remembered_sources_are_told(schedule):
    """An answer that rests on memory says so."""
    found = schedule.as_at("2025-02-10").duty("8481.80.50", "CHN")
    assert "EO 14195 (usa-emergency-chn) is cited from memory" in found.caveats


def test_what_differs_is_told_as_known_by_the_day_and_for_the_origin():
    """By June 2025 nothing of September's retroactive order is told, and a measure on China is none of Japan's."""
    schedule = tb.load().schedule("USA")
    early = tb.conflicts(BOOK, known_by="2025-06-14", origin="JPN")
    assert early
    assert max(one.first_day for one in early).year == 2025
    assert not any("published 2025-0" + str(month) in one.used_by for one in early for month in (7, 8, 9))
    assert all(schedule.by_id[one.measure].measure.origins.holds("JPN") for one in early)
    late = tb.conflicts(BOOK, origin="JPN")
    assert {one.kind for one in late} - {one.kind for one in early} or len(late) > len(early)
    assert set(early) != set(late)
