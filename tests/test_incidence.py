"""Who bears a duty: known sums, limits, and draws that answer to closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

import tradebrief as tb
from tradebrief.analysis.incidence import formulas
from tradebrief.analysis.incidence.draws import Range
from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.response import draw, incidence, outcomes, sectors_of
from tradebrief.analysis.incidence.result import OUTCOMES
from tradebrief.errors import AskError


@pytest.fixture(scope="module")
def book():
    return tb.load()


@pytest.fixture(scope="module")
def june(book):
    return tb.exposure(book, as_of="2025-06-14")


# --- formulas ---------------------------------------------------------------------------


def test_where_the_buyer_pays_all_the_exporters_price_is_unchanged():
    """rho = 1."""
    x = formulas.price_wedge(0.025, 0.275)
    assert formulas.exporter_price(x, 1.0) == 1.0
    assert formulas.buyer_price(x, 1.0) == pytest.approx(1.275 / 1.025)


def test_where_the_exporter_pays_all_the_buyers_price_is_unchanged():
    """rho = 0: the price before duty falls by the whole wedge."""
    x = formulas.price_wedge(0.025, 0.275)
    assert formulas.buyer_price(x, 0.0) == 1.0
    assert formulas.exporter_price(x, 0.0) == pytest.approx(1.025 / 1.275)


def test_without_elasticity_the_volume_is_unchanged():
    """eps = 0, whatever the pass-through."""
    assert formulas.volume(0.2, 0.7, 0.0) == 1.0


def test_customs_value_is_price_times_volume():
    """The factors on price and quantity make up the factor on value."""
    x, rho, eps = 0.2, 0.7, 3.0
    assert formulas.customs_value(100.0, x, rho, eps) == pytest.approx(100 * formulas.exporter_price(x, rho) * formulas.volume(x, rho, eps))


def test_a_price_a_fifth_lower_leaves_the_duty_paid_price_of_a_car_where_it_was():
    """A duty of 27.5% in place of 2.5% on a price 20% lower: half a per cent less, as worked out by hand."""
    change = 1.275 * 0.80 / 1.025 - 1
    assert change == pytest.approx(-0.005, abs=0.0005)
    x = formulas.price_wedge(0.025, 0.275)
    rho = 1 + math.log(0.8) / x
    assert formulas.exporter_price(x, rho) == pytest.approx(0.8)
    assert rho == pytest.approx(-0.022, abs=0.001)


def test_pass_through_goes_to_one_as_supply_gets_elastic_and_to_zero_as_it_gets_rigid():
    """mu / (mu + eps) at its limits."""
    assert formulas.pass_through(4.0, 1e12) == pytest.approx(1)
    assert formulas.pass_through(4.0, 1e-12) == pytest.approx(0)


def test_the_triangle_of_a_single_rate():
    """1/2 x 2 x 100 x 0.25^2 / 1.25 = 5."""
    assert formulas.deadweight_loss(np.array([100.0]), np.array([0.25]), np.array([2.0])) == pytest.approx(5)


def test_one_rate_is_its_own_uniform_equivalent_and_spread_lifts_tri_above_the_mean():
    """TRI is a mean of squares, so 0% and 20% on equal trade are worth 14.14%, their mean 10%."""
    assert formulas.uniform_equivalents([3.0, 5.0], [0.1, 0.1], [1.0, 2.0]) == pytest.approx((0.1, 0.1))
    assert formulas.uniform_equivalents([1.0, 1.0], [0.0, 0.2], [2.0, 2.0]) == pytest.approx((math.sqrt(0.02), 0.1))


def test_smart_creates_and_diverts_by_hand():
    """100 of trade, eps 2, from 0 to 25%: creation -50; relative price down by a fifth, sigma 1, others 300: -100 x 300 x 0.2 / (400 - 20)."""
    assert formulas.trade_creation(100.0, 0.0, 0.25, 2.0) == pytest.approx(-50)
    assert formulas.trade_creation(100.0, 0.0, 0.25, 2.0, 2.0) == pytest.approx(-25)
    assert formulas.trade_diversion(100.0, 300.0, 0.0, 0.25, 1.0) == pytest.approx(-100 * 300 * 0.2 / 380)


def test_diversion_never_exceeds_the_trade_there_is():
    """A prohibitive duty can divert all of an origin's trade and no more."""
    assert formulas.trade_diversion(100.0, 300.0, 0.0, 9.0, 20.0) >= -100


def test_ces_shares_add_up_and_leave_equals_alone():
    """Shares sum to one; where all rates change alike they stay."""
    found = formulas.ces_shares(np.array([0.2, 0.3, 0.5]), 0.0, np.array([0.25, 0.0, 0.0]), 4.0)
    assert found.sum() == pytest.approx(1)
    assert found[0] == pytest.approx(0.2 * 1.25**-3 / (0.2 * 1.25**-3 + 0.8))
    assert formulas.ces_shares(np.array([0.2, 0.8]), 0.0, np.array([0.1, 0.1]), 4.0) == pytest.approx([0.2, 0.8])


# --- draws ------------------------------------------------------------------------------


def test_the_draws_have_the_mean_of_their_triangle():
    """A third of the sum of the corners, to the accuracy of a million draws."""
    wide = Range(low=1.84, central=4.47, high=8.92)
    drawn = wide.at(np.random.default_rng(3).random(1_000_000))
    assert drawn.mean() == pytest.approx((1.84 + 4.47 + 8.92) / 3, abs=0.01)
    assert drawn.min() >= 1.84
    assert drawn.max() <= 8.92


def test_the_draws_lie_below_the_peak_as_often_as_the_triangle_says():
    """The share below the central value is (central - low) / (high - low)."""
    wide = Range(low=0.0, central=0.1, high=0.6)
    drawn = wide.at(np.random.default_rng(3).random(1_000_000))
    assert (drawn < 0.1).mean() == pytest.approx(1 / 6, abs=0.002)


def test_the_mean_of_a_linear_case_is_the_closed_form():
    """A cost linear in three open numbers has the mean of the cost at their means."""
    numbers = [Range(low=0, central=1, high=2), Range(low=1, central=1, high=4), Range(low=-2, central=0, high=5)]
    weights = [3.0, -2.0, 0.5]
    generator = np.random.default_rng(5)
    drawn = sum(weight * one.at(generator.random(1_000_000)) for weight, one in zip(weights, numbers, strict=True))
    assert drawn.mean() == pytest.approx(sum(weight * one.mean for weight, one in zip(weights, numbers, strict=True)), abs=0.01)


def test_draws_without_spread_are_the_central_run(book, june):
    """Every draw, and so mean and band, equals the run at central values."""
    sectors = sectors_of(book, june)
    central = {name: Range.of(book.assumptions[name]).narrow() for name in {*sectors.elasticity, *sectors.pass_through}}
    found = incidence(book, june, spread=central, count=1000)
    run = outcomes(sectors, {name: one.central for name, one in central.items()}, False)
    for number, name in enumerate(OUTCOMES):
        one = found.bands[name]
        assert (one.low, one.central, one.high, one.mean) == pytest.approx((run[number],) * 4, rel=1e-12)


def test_the_same_question_has_the_same_draws(book, june):
    """The seed is fixed."""
    sectors = sectors_of(book, june)
    wide = {name: Range.of(book.assumptions[name]) for name in {*sectors.elasticity, *sectors.pass_through}}
    assert np.array_equal(draw(sectors, wide, False, 50_000), draw(sectors, wide, False, 50_000))


# --- the response -----------------------------------------------------------------------


def held_at(book, sectors, **fixed):
    return {name: Range(low=value, central=value, high=value) for kind, value in fixed.items() for name in {*getattr(sectors, kind)}}


def test_with_full_pass_through_and_no_elasticity_nothing_moves(book, june):
    """The duty left is the static duty, the exporter loses nothing, the buyer pays what is new."""
    still = held_at(book, sectors_of(book, june), elasticity=0.0, pass_through=1.0)
    found = incidence(book, june, spread=still, count=10)
    assert found.bands["duty_usd"].central == pytest.approx(june.duty, rel=1e-12)
    assert found.bands["customs_value_usd"].central == pytest.approx(june.customs_value, rel=1e-12)
    assert found.bands["exporter_usd"].central == pytest.approx(0, abs=1)
    assert found.bands["buyer_usd"].central == pytest.approx(june.duty - june.mfn_duty, rel=1e-9)
    assert set(found.lines["exporter_price"].round(12)) == {0.0}
    assert set(found.lines["volume"].round(12)) == {0.0}


def test_what_exporters_and_buyers_bear_is_the_duty_that_is_new(book, june):
    """On the trade that is left, duty afterwards less MFN duty before is borne by one side or the other."""
    found = incidence(book, june, count=10)
    lines = found.lines
    quantity = (1 + lines["volume"]) * lines["customs_value_usd"]
    new = lines["duty_after_usd"].sum() - (lines["rate_before"] * quantity).sum()
    assert found.bands["exporter_usd"].central + found.bands["buyer_usd"].central == pytest.approx(new, rel=1e-9)


def test_a_lower_price_shrinks_the_base_of_the_duty(book, june):
    """With no volume moved, cars whose price falls by the whole wedge owe 1.025 / 1.275 of the static duty."""
    still = held_at(book, sectors_of(book, june), elasticity=0.0, pass_through=0.0)
    cars = incidence(book, june, spread=still, count=10).lines.set_index("group").loc["cars"]
    assert cars["duty_after_usd"] / cars["duty_static_usd"] == pytest.approx((1 + cars["rate_before"]) / (1 + cars["rate_after"]))


def test_each_elasticity_comes_from_an_assumption_with_a_source(book):
    """No open number stands in the code."""
    for group in book.groups.values():
        assert book.assumptions[group.elasticity].source
        assert book.assumptions[group.pass_through].source


def test_with_supply_asked_for_pass_through_follows_from_both_sides(book, june):
    """mu / (mu + eps) takes the place of the assumption."""
    found = incidence(book, june, supply=True, count=10)
    cars = found.lines.set_index("group").loc["cars"]
    assert cars["pass_through"] == pytest.approx(5 / (5 + 4.47))
    assert found.with_supply


def test_the_tornado_is_sorted_and_holds_the_central_run_between_its_ends(book, june):
    """The widest swing first; the duty falls or rises through the central run."""
    found = incidence(book, june, count=10)
    widths = [abs(high - low) for low, high in found.tornado.values()]
    assert widths == sorted(widths, reverse=True)
    centre = found.bands["duty_usd"].central
    assert all(min(pair) - 1 <= centre <= max(pair) + 1 for pair in found.tornado.values())


# --- quota and diversion ----------------------------------------------------------------


@pytest.mark.parametrize(("units", "rate"), [(99_999, 0.10), (100_000, 0.10), (200_000, 0.1875), (1_370_000, 0.262226)])
def test_the_mean_duty_of_a_quota(units, rate):
    """100,000 cars at 10%, the others at 27.5%: at 1.37 million cars 26.22%."""
    case = QuotaCase(units=units, volume=100_000, inside_rate=0.10, outside_rate=0.275, customs_value=41.656e9)
    assert case.rate == pytest.approx(rate, abs=1e-6)


def test_a_place_within_the_quota_is_worth_the_duty_not_paid():
    """100,000 cars at 30,406 USD and 17.5 points: 532 million USD."""
    case = QuotaCase(units=1_370_000, volume=100_000, inside_rate=0.10, outside_rate=0.275, customs_value=41.656e9)
    assert case.unit_value == pytest.approx(30_406, abs=1)
    assert case.worth == pytest.approx(100_000 * 41.656e9 / 1_370_000 * 0.175)
    assert case.duty == pytest.approx(0.275 * 41.656e9 - case.worth)


def test_the_quota_that_equals_the_deal():
    """15% all-in needs (27.5 - 15) / 17.5 of all cars within the quota; at that volume the mean duty is 15%."""
    case = QuotaCase(units=1_370_000, volume=100_000, inside_rate=0.10, outside_rate=0.275, customs_value=41.656e9)
    even = case.break_even(0.15)
    assert even == pytest.approx(1_370_000 * 0.125 / 0.175)
    assert QuotaCase(units=1_370_000, volume=even, inside_rate=0.10, outside_rate=0.275, customs_value=1).rate == pytest.approx(0.15)


def test_a_mean_duty_that_a_quota_cannot_reach_is_refused():
    """Neither below the duty within nor above the one outside."""
    case = QuotaCase(units=1000, volume=100, inside_rate=0.10, outside_rate=0.275, customs_value=1)
    with pytest.raises(AskError, match=r"Ask between 10% and 27\.5%"):
        case.break_even(0.05)


def test_what_japan_loses_in_cars_others_gain(book):
    """Diversion is shared among the other origins by their trade, and bounded by Japan's."""
    found = tb.divert_cars(book, party="JPN", before=0.025, after=0.275, eps=4.47, sigma=4.0)
    assert found.own == pytest.approx(41.904e9, rel=1e-3)
    assert found.share_before == pytest.approx(0.187, abs=0.0005)
    assert found.creation < 0
    assert -found.own <= found.diversion < 0
    assert sum(gain for _, gain in found.gains) <= -found.diversion
    assert found.gains[0][0] == "European Union"
    assert found.share_after < found.share_before


def test_diversion_for_an_origin_without_cars_is_refused(book):
    """The error names the origins there are."""
    with pytest.raises(AskError, match="is no origin of the table of cars"):
        tb.divert_cars(book, party="JPX", before=0.0, after=0.1, eps=1.0, sigma=1.0)
