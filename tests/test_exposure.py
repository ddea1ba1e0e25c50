"""Exposure adds up, agrees between lines and table, follows the law day by day, and lands near what others publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

import tradebrief as tb
from conftest import DATA, needs_data
from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.bridge import asked, benchmarks
from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.series import points, series
from tradebrief.analysis.exposure.trade import shipped_table
from tradebrief.errors import AskError
from tradebrief.law.duty import Duty
from tradebrief.law.goods import CodeLine, CodeList, Scope
from tradebrief.law.stacking import Asked, combine
from tradebrief.trade.convention import METALS

LINES = DATA / "us_imports_from_japan_2024_hs10.csv"


@pytest.fixture(scope="module")
def book():
    return tb.load()


@pytest.fixture(scope="module")
def law(book):
    return book.schedule("USA")


@pytest.fixture(scope="module")
def treated(book):
    return treat(LINES, laws(book), "JPN", book.groups, read_lists(DATA / "rule_lists", book.published_lists))


def group(found, name):
    return next(part for part in found.by_group if part.name == name)


# --- known sums -------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "billion"), [("2025-03-01", 1.04), ("2025-06-14", 11.46), ("2025-11-14", 6.25)])
def test_cars_owe_what_the_rates_make_of_the_trade_of_2024(book, day, billion):
    """41.656 bn USD of cars and light trucks at 2.5%, 27.5% and 15%."""
    cars = group(exposure(book, as_of=day), "cars")
    assert cars.customs_value / 1e9 == pytest.approx(41.656, abs=0.001)
    assert round(cars.duty / 1e9, 2) == billion


def test_the_ordinary_duty_is_what_customs_calculated(book):
    """Without any additional duty the rate is 1.508% on all trade."""
    found = exposure(book, as_of="2025-06-14", scenario="all-removed")
    assert 100 * found.effective_rate == pytest.approx(1.508, abs=0.0005)
    assert found.increase_over_mfn == pytest.approx(0, abs=1e-12)
    assert found.duty == pytest.approx(2282216944)


@pytest.mark.parametrize("day", ["2025-01-01", "2025-04-09", "2025-06-14", "2025-11-14", "2026-03-01", "2026-09-01"])
@pytest.mark.parametrize("convention", ["legal", "as-published", "waugh", "tpc", "yale-tracker", "yale-etrs", "gta"])
def test_groups_add_up_to_the_whole_and_measures_to_what_is_additional(book, day, convention):
    """Components add up under every convention."""
    found = exposure(book, as_of=day, convention=convention)
    assert sum(part.customs_value for part in found.by_group) == pytest.approx(found.customs_value, rel=1e-12)
    assert sum(part.duty for part in found.by_group) == pytest.approx(found.duty, rel=1e-12)
    added = found.increase_over_mfn * found.customs_value
    assert sum(part.duty for part in found.by_measure) == pytest.approx(added, rel=1e-9, abs=1)
    assert found.low <= found.effective_rate <= found.high


def test_the_day_at_twenty_four_per_cent_stands_alone(book):
    """On 9 April 2025 fourteen points more lie on the goods the reciprocal duty reaches, and only on that day."""
    rates = {day: exposure(book, as_of=f"2025-04-{day:02d}") for day in (8, 9, 10)}
    assert rates[8].effective_rate == rates[10].effective_rate
    reached = next(part for part in rates[8].by_measure if part.name == "usa-reciprocal-jpn").customs_value
    assert rates[9].duty - rates[8].duty == pytest.approx(0.14 * reached)


def test_what_was_known_in_august_differs_from_what_was_owed(book):
    """On 20 August 2025 the 15% stood on top of the MFN duty by what was published then, and within it by what was published in September."""
    then = exposure(book, as_of="2025-08-20", known_by="2025-08-20")
    now = exposure(book, as_of="2025-08-20", known_by="2025-09-30")
    assert then.duty > now.duty
    assert exposure(book, as_of="2025-08-20", convention="as-published").duty == pytest.approx(then.duty)


def test_a_measure_alone_is_worth_what_the_total_falls_by_without_it(book):
    """Marginal and stacked contributions differ by what takes the place of a measure: without the car duty the reciprocal one reaches cars."""
    found = exposure(book, as_of="2025-06-14")
    cars = next(part for part in found.by_measure if part.name == "usa-232-autos")
    assert cars.duty == pytest.approx(0.25 * cars.customs_value)
    assert cars.marginal == pytest.approx(0.15 * cars.customs_value, rel=1e-9)


def test_a_scenario_changes_what_it_names(book):
    """With cars exempt nothing is left on them but the MFN duty; light trucks, a measure of their own, stay as they are."""
    found = exposure(book, as_of="2025-06-14", scenario="cars-exempt")
    cars = group(found, "cars")
    trucks = next((part.duty for part in found.by_measure if part.name == "usa-232-light-trucks"), 0.0)
    assert cars.duty == pytest.approx(cars.mfn_duty + trucks, rel=1e-9)
    assert sum(part.duty for part in found.by_measure if part.name == "usa-232-autos") == 0


def test_the_quota_is_shared_out_over_the_cars_of_a_year(book):
    """100,000 of 1.37 million cars at 10% and the others at 27.5%."""
    cars = group(exposure(book, as_of="2025-11-14", scenario="uk-style-quota"), "cars")
    share = 100_000 / 1_370_000
    added = share * 0.075 + (1 - share) * 0.25
    assert (cars.duty - cars.mfn_duty) / cars.customs_value == pytest.approx(added, rel=1e-3)


def test_the_yen_are_the_dollars_at_the_rate_of_the_year(book):
    """150.97 yen to the dollar."""
    found = exposure(book, as_of="2025-06-14")
    assert found.duty_in_currency == pytest.approx(150.97 * found.duty)


# --- the small table and the lines ------------------------------------------------------


@needs_data
def test_the_small_table_and_the_lines_agree_on_every_change_point_and_scenario(book, law, treated):
    """To a billionth, for every day on which something changes, under every scenario and none."""
    small = shipped_table(book, "JPN")
    for names in [(), *((name,) for name in book.scenarios)]:
        for day in points(law, "JPN", law.law.first_day, date(2026, 12, 31), law.law.known_to, names):
            one, other = (expose_quick(book, day, names, table) for table in (small, treated.table))
            assert one == pytest.approx(other, rel=1e-9), (names, day)


def expose_quick(book, day, names, table):
    """The duty of a day without bands and parts."""
    return float(series(book, first=day, last=day, scenario=names, trade=table).lines["duty_usd"].iloc[0])


@needs_data
def test_lines_without_lists_take_the_treatment_of_the_shipped_rows(book, treated):
    """What the short lists leave open is settled by the rows that hold the same codes, metal shares included."""
    bare = treat(LINES, laws(book), "JPN", book.groups, Lists(), shipped_table(book, "JPN")).table
    for day in ("2025-04-03", "2025-08-20", "2025-11-14", "2026-05-01", "2026-09-01"):
        assert expose_quick(book, day, (), bare) == pytest.approx(expose_quick(book, day, (), treated.table), rel=1e-9)


@needs_data
@pytest.mark.parametrize("day", ["2025-04-05", "2025-08-20", "2025-11-14", "2026-03-01", "2026-06-10", "2026-08-01"])
def test_the_rows_owe_what_the_schedule_makes_of_every_single_line(book, law, treated, day):
    """Each of 10,052 lines is put through the schedule's own stacking, in exact decimals, and added up."""
    unclaimed = book.conventions["legal"].model_copy(update={"claimed": {}})
    plain = replace(book, conventions={"plain": unclaimed})
    base = [rule for rule in law.as_at(day).rules("JPN") if rule.measure.type == "mfn duty"]  # the duty of the line is given
    rules = [rule for rule in law.as_at(day).rules("JPN") if rule.measure.if_claimed is None and not rule.measure.is_base]
    shares = read_lists(DATA / "rule_lists", book.published_lists).shares
    total = Decimal(0)
    for number, code in enumerate(treated.lines.codes):
        if code[:2] in ("98", "99"):
            continue
        value, duty = Decimal(str(treated.lines.value[number])), Decimal(str(treated.lines.duty[number]))
        mine = [rule for rule in rules if treated.held[rule.id][number] == 1]
        parts = zip(METALS, shares.get(code, (Decimal(0),) * 3), strict=True)
        asked = Asked(shares={f"metal-content-{metal}": part for metal, part in parts}, mfn=duty / value if value else Decimal(0))
        stack = combine([*base, *mine], lambda rule: Duty(), asked)
        total += value * sum((one.duty for one in stack.components if one.type != "mfn duty"), Decimal(0))
    found = exposure(plain, as_of=day, convention="plain", trade=treated.table)
    assert found.increase_over_mfn * found.customs_value == pytest.approx(float(total), rel=1e-9)


def test_a_scope_that_cuts_through_a_row_asks_for_the_lines(book):
    """No part of a row is guessed: the error names the row and says what to give."""
    table = shipped_table(book, "JPN")
    cars = book.schedule("USA").by_id["usa-232-autos"]
    narrow = replace(cars, scope=Scope(all=False, inside=(CodeList(name="n", lines=(CodeLine(code="87032301"),)),), outside=()))
    with pytest.raises(AskError, match=r"is cut through by the scope of usa-232-autos .*--trade FILE"):
        table.within(narrow, "a scope the table was not made with")


def test_a_scope_that_takes_whole_rows_is_read_from_their_codes(book):
    """A changed scope that cuts no row needs no new table."""
    table = shipped_table(book, "JPN")
    cars = book.schedule("USA").by_id["usa-232-autos"]
    whole = replace(cars, scope=Scope(all=False, inside=(CodeList(name="n", lines=(CodeLine(code="88"),)),), outside=()))
    assert np.array_equal(table.within(whole, "another scope"), table.chapter == "88")


def test_an_all_in_rate_that_cuts_through_a_row_asks_for_the_lines(book):
    """Lines of one row that lie on both sides of a new floor cannot be told apart."""
    table = shipped_table(book, "JPN")
    with pytest.raises(AskError, match=r"is cut through by the all-in rate of 3%"):
        table.side(0.03, np.ones(len(table), dtype=bool))


# --- against what others publish --------------------------------------------------------


PUBLISHED = {"fully": 0.05, "in part": 0.6}


def test_published_rates_are_met_as_closely_as_their_conventions_are_told(book, law):
    """Within 0.05 points where the convention is told in full, within 0.6 where a part is not."""
    table = shipped_table(book, "JPN")
    off = {}
    for one in benchmarks(book):
        if one.convention != "collected" and one.stated in PUBLISHED:
            rate = 100 * asked(book, book.conventions[one.convention], one.day, law.law.known_to, "JPN", table).effective_rate
            off[one.id] = abs(rate - float(one.value)) - PUBLISHED[one.stated]
    assert len(off) >= 14
    assert max(off.values()) <= 0, off


def test_collected_rates_are_met_exactly(book):
    """What customs collected is a quotient of two totals, to the third place as published."""
    from tradebrief.analysis.exposure.collected import collected_in

    for one in benchmarks(book):
        if one.convention == "collected" and one.id != "c01":
            month = collected_in(book, "JPN", one.day)
            assert round(100 * month.rate, 3) == float(one.value), one.id


def test_collected_is_the_month_of_the_day(book):
    """Asked for a day in August 2025 the convention gives the 16.915% of that month."""
    found = exposure(book, as_of="2025-08-20", convention="collected")
    assert round(100 * found.effective_rate, 3) == 16.915
    assert found.low == found.high == found.effective_rate


# --- series -----------------------------------------------------------------------------


def test_the_series_has_one_row_for_each_day_and_steps_where_the_law_changes(book):
    """690 days; each day's rate is that of the question asked for that day alone."""
    found = series(book, first="2025-01-01", last="2026-11-21")
    assert len(found.lines) == 690
    for day in ("2025-04-02", "2025-04-09", "2025-08-06", "2025-08-07", "2026-02-23", "2026-02-24", "2026-07-23"):
        row = found.lines[found.lines["day"] == day].iloc[0]
        assert row["duty_usd"] == pytest.approx(exposure(book, as_of=day).duty, rel=1e-12)


def test_a_series_that_runs_backwards_is_refused(book):
    """The last day may not come before the first."""
    with pytest.raises(AskError, match="last: is before the first day"):
        series(book, first="2025-06-14", last="2025-06-13")


# --- what cannot be asked ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "2024-01-01"}, "as_of: is outside the days whose law is known"),
        ({"as_of": "soon"}, "as_of: is not a day"),
        ({"as_of": "2025-06-14", "convention": "yale"}, "convention: is no convention"),
        ({"as_of": "2026-06-14", "convention": "collected"}, "Months known: 2019-01 to 2025-11"),
        ({"as_of": "2025-06-14", "origin": "ISL"}, "origin: has no table of trade"),
        ({"as_of": "2025-06-14", "scenario": "nothing"}, "scenario: is no scenario"),
        ({"as_of": "2025-06-14", "trade": "nowhere.csv"}, "nowhere.csv: cannot be read"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_with_what_is_known(book, asked, said):
    """Unknown days, names and files are errors, never a silent zero."""
    with pytest.raises(AskError) as refused:
        exposure(book, **asked)
    assert said in str(refused.value)
