"""Forecasts: the default and its range, what it leans on, what is refused, and how it turned out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import exp, log

import numpy as np
import pytest
import scoringrules
from scipy import stats

from conftest import TOYLAND
from tradebrief.analysis.cadence.fitted import Exponential, Gamma, LogNormal, PowerLaw, Weibull, fitted_gamma
from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.predictive import averaged, by, own_only, quantile, shrunk
from tradebrief.analysis.cadence.scores import came_before, crps, scored
from tradebrief.errors import AskError
from tradebrief.workbook.loader import read

JUNE, NINTH = date(2025, 6, 14), date(2025, 7, 9)
GAPS = (15.0, 22.0, 7.0, 6.0, 8.0)


@lru_cache
def book():
    return read()[0]


def made(**asked):
    return forecast(book(), **{"as_of": JUNE, "known_by": JUNE, "before": [NINTH], **asked})


# --- the default ----------------------------------------------------------------


def test_the_range_over_models_is_printed_with_the_default():
    """From the class alone to the trend carried on: 0.488 to 0.997; with their own uncertainty 0.488 to 0.819."""
    head = made().headline
    assert (head.low, head.high) == pytest.approx((0.487967, 0.997486), abs=5e-7)
    assert head.bayesian == pytest.approx((0.487967, 0.818503), abs=5e-7)


def test_the_default_hangs_on_its_prior_from_0562_to_0920():
    """Over weights 1, 2, 4, gaps 14, 28, 42 and shapes 1, 2, 3."""
    assert made().headline.sensitivity == pytest.approx((0.562, 0.920), abs=5e-4)


def test_the_articles_alone_give_the_same_forecast():
    """Rounds three to five dated by the week only: the count and the span are the same, and so is the probability."""
    alone = made(support="articles")
    assert alone.gaps != made().gaps
    assert alone.headline.p == pytest.approx(made().headline.p, rel=1e-12)


def test_before_a_day_means_by_the_day_before():
    """Before 9 July is by 8 July, 25 days after 13 June."""
    assert made().headline.days == 25


def test_without_days_the_legal_deadline_ahead_is_asked_for():
    """On 14 June that was 9 July; the summit of that week is an occasion and no deadline of law."""
    assert [one.before for one in made(before=()).horizons] == [NINTH]
    assert [one.before for one in made(before=(), as_of=date(2025, 7, 10), known_by=date(2025, 7, 10)).horizons] == [date(2025, 8, 1)]


def test_the_prior_is_the_class_as_known_on_the_day():
    """On 14 June fifteen gaps with mean 28; before London was known fourteen; a given gap takes the place of both."""
    assert (made().prior.gap, made().prior.basis) == (28, "class")
    early = made(as_of=date(2025, 5, 24), known_by=date(2025, 5, 24))
    assert early.prior.gap == pytest.approx(390 / 14)
    assert (made(prior_gap=20).prior.gap, made(prior_gap=20).prior.basis) == (20, "given")


def test_where_no_class_was_known_the_assumption_stands_in_and_says_so():
    """In 2017 none of the other talks had begun."""
    found = forecast(book(), "nafta-2017", as_of=date(2017, 12, 1), before=[date(2018, 1, 31)])
    assert (found.prior.basis, found.prior.gap, found.reference.gaps) == ("assumed", 28, ())


def test_the_first_round_is_forecast_from_nothing_but_the_class():
    """With one round there is no gap: the default and the class alone say the same."""
    found = made(as_of=date(2025, 4, 20), known_by=date(2025, 4, 20))
    assert (found.n, found.elapsed) == (0, 4)
    assert found.headline.models["shrunk"] == found.headline.models["reference class only"]


def test_before_the_first_round_there_is_nothing_to_count_from():
    """No number, a note, and the class that was known."""
    found = made(as_of=date(2025, 4, 10), known_by=date(2025, 4, 10))
    assert (found.last, found.horizons, found.median) == (None, (), None)
    assert "No round had begun" in found.note
    assert len(found.reference.gaps) == 14


def test_after_the_deal_the_numbers_are_marked_as_carried_on():
    """A next round is not to be expected once the talks have ended."""
    found = made(as_of=date(2025, 8, 10), known_by=None, before=[date(2025, 9, 1)])
    assert "no next round is to be expected" in found.note
    assert found.ended.start == date(2025, 7, 22)
    assert made().note == ""


def test_days_count_from_the_last_round_and_not_from_today():
    """The longer nothing happens, the later the median."""
    medians = [made(as_of=date(2025, 6, day), known_by=date(2025, 6, day)).median for day in (14, 18, 24)]
    assert medians == sorted(medians)


def test_whole_days_and_midday_differ_as_stated():
    """From noon to noon the probability is 0.785759."""
    assert made().headline.midday == pytest.approx(0.785759, abs=5e-7)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"before": [JUNE]}, "does not lie after the day asked for"),
        ({"prior_gap": 0}, "is no gap in days"),
        ({"prior_gap": float("nan")}, "is no gap in days"),
        ({"prior_weight": -1}, "is no number of gaps"),
        ({"shape": 0}, "is no shape"),
        ({"round_rule": "weekly"}, "is not known"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, says):
    """Each with what is wrong and what to do."""
    with pytest.raises(AskError, match=says):
        made(**asked)


def test_a_missing_assumption_is_named():
    """Toyland has talks and a class but no assumptions."""
    with pytest.raises(AskError, match="prior-gap"):
        forecast(read(TOYLAND)[0], "toy-talks", as_of=date(2031, 3, 5))


# --- how it turned out ------------------------------------------------------------


def test_on_the_day_itself_no_outcome_is_known():
    """Known by the day asked for, nothing is scored."""
    assert made().outcome is None


def test_with_a_later_day_the_outcome_is_scored_and_the_forecast_stays():
    """The next round came on 27 June, 14 days on: the probability is the same and scores 0.049."""
    later = made(known_by=date(2025, 7, 10))
    assert later.headline.p == made().headline.p
    assert later.outcome.gap == 14
    assert later.outcome.events[NINTH][:2] == (True, pytest.approx(0.048745, abs=5e-7))


def test_an_outcome_is_open_until_its_day_has_passed():
    """Known by 20 June, nobody can say whether a round comes before 9 July."""
    assert made(known_by=date(2025, 6, 20)).outcome.events[NINTH] == (None, None, None)


def test_that_no_round_came_is_known_when_the_day_has_come():
    """A deadline passes without a round."""
    assert came_before(None, NINTH, date(2025, 7, 8)) is None
    assert came_before(None, NINTH, NINTH) is False
    assert came_before(NINTH, NINTH, NINTH) is False


def test_scores_of_a_probability():
    """Brier (p - o)², log score of the side that came true."""
    assert scored(0.25, False) == (False, 0.0625, log(0.75))
    assert scored(0.0, True)[2] == float("-inf")


# --- other routes to the distributions ----------------------------------------------


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_the_default_is_scipys_beta_prime(k):
    """Survival, density and quantile agree with the law of a ratio of gammas."""
    model, theirs = shrunk(GAPS, k=k, weight=2, prior_gap=28), stats.betaprime(k, k * 7, scale=114)
    for x in (0.5, 7, 14, 40, 200):
        assert model.survival(x) == pytest.approx(theirs.sf(x), rel=1e-9)
        assert model.log_density(x) == pytest.approx(theirs.logpdf(x), rel=1e-9)
    assert quantile(model, 0.9) == pytest.approx(theirs.ppf(0.9), rel=1e-9)


def test_the_lomax_scores_agree_with_scoringrules():
    """Own gaps only is a generalised Pareto law of shape 1/a and scale b/a."""
    for gaps, y in (((15.0, 22.0), 7), (GAPS, 14), ((*GAPS, 14.0), 24)):
        a, b = len(gaps), sum(gaps)
        assert crps(own_only(gaps), y) == pytest.approx(float(scoringrules.crps_gpd(y, 1 / a, 0, b / a, 0)), rel=1e-6)


def test_the_exponential_and_lognormal_scores_agree_with_scoringrules():
    """Two more laws, scored by an independent package."""
    assert crps(Exponential(11.6), 14) == pytest.approx(float(scoringrules.crps_exponential(14, 1 / 11.6)), rel=1e-9)
    assert crps(LogNormal(8.0), 14) == pytest.approx(float(scoringrules.crps_lognormal(14, log(8), 0.5)), rel=1e-6)


def test_fitted_laws_agree_with_scipy():
    """Gamma and Weibull survival and density."""
    for model, theirs in ((Gamma(4.07, 2.85), stats.gamma(4.07, scale=2.85)), (Weibull(2.07, 13.2), stats.weibull_min(2.07, scale=13.2))):
        for x in (3, 14, 30):
            assert model.survival(x) == pytest.approx(theirs.sf(x), rel=1e-9)
            assert model.log_density(x) == pytest.approx(theirs.logpdf(x), rel=1e-9)


def test_the_trend_carried_on_is_a_power_law_of_time():
    """With β = 1 it is a steady rate; a far day does not overflow."""
    steady = PowerLaw(1.0, 58.0, 5.0)
    assert steady.survival(14) == pytest.approx(exp(-14 * 5 / 58), rel=1e-12)
    assert PowerLaw(200.0, 10.0, 5.0).survival(1e6) == 0.0
    assert Weibull(127.0, 52.7).survival(1e6) == 0.0


def test_the_average_over_shapes_is_a_mixture():
    """Its survival is the weighted sum of its parts, and the weights sum to one."""
    model = averaged(GAPS, weight=2, prior_gap=28)
    parts = [(weight, shrunk(GAPS, k=k, weight=2, prior_gap=28)) for weight, k, _ in model.parts]
    assert sum(weight for weight, _ in parts) == pytest.approx(1)
    assert model.survival(20) == pytest.approx(sum(weight * part.survival(20) for weight, part in parts))


def test_plug_in_intervals_are_too_narrow():
    """Of gamma gaps fitted to five, the nominal 80% interval holds some 64 to 65% of the next ones (4,000 draws)."""
    draws = np.random.default_rng(5).gamma(2.0, 10.0, (4000, 6))
    hits = []
    for row in draws:
        model = fitted_gamma(tuple(row[:5]))
        hits.append(0.1 <= by(model, float(row[5])) <= 0.9)
    assert np.mean(hits) == pytest.approx(0.645, abs=0.03)
