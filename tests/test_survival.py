"""Time to a deal: the curve against lifelines, the classes as known on a day, the pull of deadlines as hindsight."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from scipy import stats

from tradebrief.analysis.cadence.deadline_effect import deadline_effect, rate_ratio
from tradebrief.analysis.cadence.reference_class import partners_known
from tradebrief.analysis.cadence.survival import jeffreys_share, jeffreys_within, kaplan_meier, share_at, time_to_deal
from tradebrief.workbook.loader import read

JUNE = date(2025, 6, 14)


@lru_cache
def book():
    return read()[0]


@pytest.mark.parametrize(
    ("times", "dealt"),
    [
        ((29, 84, 97, 104, 104, 109, 112, 113, 113, 113, 113, 113), (True,) * 7 + (False,) * 5),
        ((3, 3, 5, 8, 8, 9), (True, False, True, True, False, True)),
        ((4, 6, 7, 10, 13, 14, 15, 16, 18, 18), (True,) * 10),
    ],
)
def test_lifelines_draws_the_same_curve(times, dealt):
    """Shares and the log-log interval agree at every step."""
    theirs = KaplanMeierFitter().fit(times, dealt)
    low, high = theirs.confidence_interval_.iloc[:, 0], theirs.confidence_interval_.iloc[:, 1]
    for step in kaplan_meier(times, dealt):
        assert step.share == pytest.approx(float(theirs.predict(step.time)), abs=1e-12)
        if 0 < step.share < 1:
            assert (step.low, step.high) == pytest.approx((float(low[step.time]), float(high[step.time])), rel=1e-6)


def test_in_june_one_partner_of_twelve_had_a_deal():
    """755 partner-days, one deal on day 29; the curve has one step."""
    found = time_to_deal(book(), as_of=JUNE, known_by=JUNE)
    assert (len(found.partners), found.deals, found.exposure) == (12, 1, 755)
    assert [(step.time, step.share) for step in found.steps] == [(29, pytest.approx(11 / 12))]


def test_at_the_end_of_july_seven_had_one():
    """The days to each deal as listed."""
    found = partners_known(book(), on=date(2025, 7, 31))
    assert sorted(one.days for one in found if one.dealt) == [29, 84, 97, 104, 104, 109, 112]
    assert [one.days for one in found if not one.dealt] == [113] * 5


def test_a_deal_counts_from_the_day_it_is_known():
    """The deal with Japan was announced in the evening of 22 July in Washington; known by the 21st it is still to come."""
    by_day = {
        day: next(one for one in partners_known(book(), on=day) if one.id == "japan") for day in (date(2025, 7, 21), date(2025, 7, 22))
    }
    assert [one.dealt for one in by_day.values()] == [False, True]


def test_nobody_is_watched_beyond_the_last_day():
    """A year on the five without a deal are still censored at day 113: nobody looked."""
    assert max(one.days for one in partners_known(book(), on=date(2026, 7, 31))) == 113


def test_before_the_pause_the_class_is_empty():
    """There is nothing to say, and no error."""
    found = time_to_deal(book(), as_of=date(2025, 3, 1), known_by=date(2025, 3, 1))
    assert (found.partners, found.steps) == ((), ())
    assert all(one.p is None for one in found.horizons)


def test_the_choice_of_class_moves_the_answer():
    """By 1 August 0.088 among partners, 0.024 among free trade agreements; the deal came, and both looked poor."""
    last = time_to_deal(book(), as_of=JUNE, before=[date(2025, 8, 1)]).horizons[-1]
    assert (last.p, last.p_agreements) == pytest.approx((0.088310, 0.023810), abs=5e-7)
    assert (last.outcome, last.brier) == (True, pytest.approx(0.831178, abs=5e-7))


def test_a_deal_that_was_made_is_not_forecast():
    """After 22 July the question is answered."""
    found = time_to_deal(book(), as_of=date(2025, 7, 25))
    assert found.deal.start == date(2025, 7, 22)
    assert all(one.p is None for one in found.horizons)


def test_the_pull_of_deadlines_is_known_only_in_hindsight():
    """In June one deal was known and no pull could be seen; in August fifteen times the rate, with a wide interval."""
    assert deadline_effect(book(), known_by=JUNE) is None
    effect = deadline_effect(book(), known_by=date(2025, 8, 5))
    assert (effect.near_days, effect.near_deals, effect.far_days, effect.far_deals) == (171, 5, 1033, 2)
    assert (effect.low, effect.high) == pytest.approx((2.47, 158.6), rel=2e-3)
    assert effect.lags == (17, 10, 10, 5, 2)


def test_the_rate_ratio_interval_is_clopper_pearson():
    """Near deals among all deals are binomial given their number; scipy's exact interval carried over."""
    exact = stats.binomtest(5, 7).proportion_ci(0.95, method="exact")
    ratio, low, high = rate_ratio(5, 171, 2, 1033)
    scale = 1033 / 171
    assert (ratio, low, high) == pytest.approx(
        (2.5 * scale, exact.low / (1 - exact.low) * scale, exact.high / (1 - exact.high) * scale), rel=1e-9
    )
    assert rate_ratio(0, 171, 2, 1033) == (None, None, None)


def test_the_chance_of_a_deal_is_the_mean_over_rates():
    """The closed form is the average of 1 - e^(-rate·h) over the rates the prior leaves (a million draws)."""
    rates = np.random.default_rng(3).gamma(1.5, 1 / 755, 1_000_000)
    assert jeffreys_within(1, 755, 48) == pytest.approx(float((1 - np.exp(-rates * 48)).mean()), abs=3e-4)


def test_shares_at_the_ends_have_no_width():
    """A curve that has not stepped, or has come to nought, is where it is."""
    assert kaplan_meier([3, 4], [False, False]) == ()
    nought = kaplan_meier([3, 4], [True, True])[-1]
    assert (nought.share, nought.low, nought.high) == (0.0, 0.0, 0.0)
    assert share_at((), 12) == 1.0
    assert jeffreys_share(20, 20) == pytest.approx(20.5 / 21)
