"""Cadence: all check values worked out by a second route, the statistics at their edges, the ladder, the bounds."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from itertools import pairwise, permutations
from math import factorial
from pathlib import Path
from statistics import mean

import numpy as np
import pytest
from scipy import stats
from surpyval.recurrent import CrowAMSAA
from surpyval.recurrent import laplace as surpyval_laplace
from surpyval.recurrent import mil_hdbk_189c as surpyval_mil_hdbk

from tradebrief.analysis.cadence.backtest import backtest
from tradebrief.analysis.cadence.bounds import date_sets
from tradebrief.analysis.cadence.cadence import cadence
from tradebrief.analysis.cadence.deadline_effect import by_deadline
from tradebrief.analysis.cadence.fitted import Exponential, fitted_power_law
from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.gap_statistics import (
    burstiness,
    burstiness_corrected,
    greenwood,
    greenwood_lower,
    mad,
    memory,
    orders,
    variation,
)
from tradebrief.analysis.cadence.gap_summary import gap_statistics
from tradebrief.analysis.cadence.ladder import LADDER, ladder
from tradebrief.analysis.cadence.predictive import by, log_marginal, quantile
from tradebrief.analysis.cadence.reference_class import gaps_known
from tradebrief.analysis.cadence.scores import crps
from tradebrief.analysis.cadence.survival import jeffreys_share, share_at, time_to_deal
from tradebrief.analysis.cadence.trend_tests import irwin_hall_upper, laplace, order_tests, poisson_log_likelihood, trend_tests
from tradebrief.errors import AskError
from tradebrief.period import When
from tradebrief.talks.chronicle import joined
from tradebrief.workbook.loader import read

CHECKS = json.loads((Path(__file__).parent / "check_values_cadence.json").read_text())
JUNE = date(2025, 6, 14)
NINTH = date(2025, 7, 9)
GAPS = (15, 22, 7, 6, 8)

TESTS = {
    "laplace_U": "laplace", "laplace_p2_normal": "laplace_p2_normal", "laplace_p_upper_exact": "laplace_p_upper", "mil_chi2": "mil_chi2",
    "mil_p_lower": "mil_p_lower", "mil_df": "mil_df", "amsaa_beta": "beta", "amsaa_lambda": "rate", "amsaa_beta_unbiased": "beta_unbiased",
    "amsaa_inst_gap": "gap_now", "lewis_robinson": "lewis_robinson", "amsaa_beta_lo90": "beta_low", "amsaa_beta_hi90": "beta_high",
}  # fmt: skip


@lru_cache
def book():
    """The shipped seeds; what is wrong in other folders is the business of other tests."""
    return read()[0]


@lru_cache
def computed() -> dict[str, float]:
    """Every check value as the library gives it, from the shipped seeds where the seeds hold the case."""
    return {**_statistics(), **_trends(), **_models(), **_scores(), **_deals(), **_rolled(), **_bounds()}


def _statistics():
    found = cadence(book(), as_of=JUNE, known_by=JUNE)
    one, order = found.statistics, found.order
    later = cadence(book(), as_of=date(2025, 7, 23))
    return {
        "gap_mean": one.mean, "gap_median": one.median, "gap_mad": one.mad, "gap_mad_scaled": one.mad_scaled, "cv_pop": one.variation,
        "cv_sample": float(variation(found.gaps, ddof=1)), "burstiness_B": one.burstiness, "burstiness_A_gaps": one.corrected,
        "burstiness_A_events": one.corrected_events, "memory_M": one.memory, "memory_perm_p_upper": one.p_memory, "local_variation_Lv": one.local_variation,
        "greenwood_G": one.greenwood, "greenwood_p_lower": one.p_as_regular, "perm_trend_p_one_sided": order.p_faster, "mann_kendall_tau": order.tau,
        "mann_kendall_p2_exact": order.p_tau, "hind_perm_trend_p_one_sided": later.order.p_faster,
        "poisson_loglik_6_in_59": poisson_log_likelihood(len(found.rounds), found.time.end),
    }  # fmt: skip


def _trends():
    found, later = cadence(book(), as_of=JUNE, known_by=JUNE), cadence(book(), as_of=date(2025, 7, 23))
    named = {
        "evt_R1": found.event,
        "time_R1": found.time,
        "evt_pause": found.event_from_clock,
        "time_pause": found.time_from_clock,
        "hind_evt_R1": later.event,
    }
    return {f"{case}_{name}": getattr(tests, field) for case, tests in named.items() for name, field in TESTS.items()}


def _models():
    made = forecast(book(), as_of=JUNE, known_by=JUNE, before=[NINTH])
    model = {one.name: one.predictive for one in made.models}
    named = {
        "M0_reference_only": "reference class only", "M1_k1_m2": "shrunk, shape 1", "M1_k2_m2": "shrunk", "M1_k3_m2": "shrunk, shape 3",
        "M4_own_only_k1": "own gaps only",
    }  # fmt: skip
    found = {}
    for name, key in named.items():
        found[f"{name}_P_gap_le25_given_gt1"] = made.headline.models[key]
        found[f"{name}_P_gap_le25.5_given_gt1.5"] = by(model[key], 25.5, 1.5)
        found[f"{name}_pred_mean_uncond"] = model[key].mean
        found |= {f"{name}_q{q}_given_gt1": quantile(model[key], q / 100, 1) for q in (10, 50, 90)}
    average = model["averaged over shapes"]
    found |= {f"bma_weight_k{k}": weight for weight, k, _ in average.parts}
    found |= {f"log_marginal_k{k}": log_marginal(GAPS, k=k, weight=2, prior_gap=28) for k in range(1, 5)}
    weibull, gamma = model["plug-in Weibull"], model["plug-in gamma"]
    june28 = forecast(book(), as_of=date(2025, 6, 28), before=[date(2025, 7, 9), date(2025, 7, 22), date(2025, 8, 1)])
    return found | {
        "M1_k2_m2_P_gap_le25_mixture": by(model["shrunk"], 25),
        "M2_bma_P_gap_le25_given_gt1": made.headline.models["averaged over shapes"],
        "M2_bma_median_given_gt1": quantile(average, 0.5, 1),
        "weibull_shape": weibull.shape, "weibull_scale": weibull.scale, "gamma_shape_mle": gamma.k,
        "plugin_exp_P25": made.headline.models["plug-in exponential"], "plugin_weibull_P25": made.headline.models["plug-in Weibull"],
        "plugin_gamma_P25": made.headline.models["plug-in gamma"], "plugin_amsaa_P25": made.headline.models["plug-in Crow-AMSAA"],
        "plugin_amsaa_median_gap": quantile(model["plug-in Crow-AMSAA"], 0.5),
    } | dict(zip([f"origin0628_P_gap_le{days}_given_gt1" for days in (11, 24, 34)], [one.p for one in june28.horizons], strict=True))  # fmt: skip


def _scores():
    made = forecast(book(), as_of=JUNE, before=[NINTH])
    after, lomax = made.outcome, {one.name: one.predictive for one in made.models}
    _, brier, log_score = after.events[NINTH]
    return {
        "M1_logpdf_y14": after.log_score, "M1_PIT_y14": after.pit, "M1_CRPS_y14": after.crps, "lomax_a7_b114_CRPS_y14": crps(lomax["shrunk, shape 1"], 14),
        "lomax_a5_b58_CRPS_y14": crps(lomax["own gaps only"], 14), "exp_mean11.6_CRPS_y14": crps(Exponential(11.6), 14),
        "brier_round_before_0709": brier, "log_round_before_0709": log_score,
    }  # fmt: skip


def _deals():
    june, july = time_to_deal(book(), as_of=JUNE, before=[NINTH, date(2025, 8, 1)]), time_to_deal(book(), as_of=date(2025, 7, 31))
    last, effect = july.steps[-1], july.effect
    found = {f"km_S{time}": share_at(july.steps, time) for time in (29, 84, 97, 104, 109, 112)}
    return found | {
        "km_S112_lo95": last.low, "km_S112_hi95": last.high, "km_S112_greenwood_se": last.error,
        "partner_class_P_deal_within_25": june.horizons[0].p, "partner_class_P_deal_within_48": june.horizons[1].p,
        "fta_mean_months": mean(june.agreements), "fta_median_months": float(np.median(june.agreements)), "fta_S18": share_at(june.agreement_steps, 18),
        "fta_S12": share_at(june.agreement_steps, 12), "fta_jeffreys_P_le_3m": june.horizons[0].p_agreements,
        "deadline_lag_chi2": effect.lag_chi2, "deadline_lag_p_upper": effect.p_lags, "deadline_irwinhall_p_lower": effect.p_lags_sum,
        "deadline_rate_ratio": effect.ratio, "deadline_rr_p_one_sided": effect.p_one_sided, "deadline_near_days": effect.near_days,
        "deadline_far_days": effect.far_days, "hindsight_P_deal_by_0801": by_deadline(effect, far_days=27, near_days=20),
    }  # fmt: skip


def _rolled():
    found = {}
    for one in backtest(book()).summary():
        found |= {
            f"roll_{one.model}_origins": one.origins,
            f"roll_{one.model}_mean_log": one.mean_log,
            f"roll_{one.model}_mean_crps": one.mean_crps,
        }
    return found


def _bounds():
    ranges = cadence(book(), as_of=JUNE, known_by=JUNE).bounds.ranges
    named = {"B": "burstiness", "A": "corrected", "evt_laplace": "laplace", "time_laplace": "laplace_time", "evt_beta": "beta"}
    return {f"seeds_{name}_{end}": ranges[field][place] for name, field in named.items() for place, end in enumerate(("min", "max"))}


def tolerance(name: str) -> dict[str, float]:
    """As the check values were given: nine digits for closed forms, six for fitted numbers, eight decimals for the ranges."""
    if name.startswith(("weibull", "gamma_shape", "plugin_weibull", "plugin_gamma")):
        return {"rel": 1e-6}
    return {"abs": 1e-8} if name.startswith("seeds_") else {"rel": 1e-9}


@pytest.mark.parametrize("name", CHECKS)
def test_the_library_gives_each_check_value(name):
    """Each of the 202 numbers worked out by two other routes comes out to its stated tolerance."""
    assert computed()[name] == pytest.approx(CHECKS[name], **tolerance(name))


def test_there_are_202_check_values():
    """None of the check values was left out."""
    assert len(CHECKS) == 202


def test_the_talks_hold_the_gaps_of_the_story():
    """Eight rounds in Washington, 15, 22, 7, 6, 8, 14 and 24 days apart."""
    found = cadence(book(), as_of=date(2025, 12, 31))
    assert found.gaps == (15, 22, 7, 6, 8, 14, 24)
    assert [one.event.number for one in found.rounds] == list(range(1, 9))


def test_a_week_later_start_of_round_five_changes_nothing_material():
    """By the last day of each round the fifth is on 6 June: the gaps are 15, 22, 7, 7, 7 and the two coefficients as worked out."""
    found = cadence(book(), as_of=JUNE, round_rule="last day")
    assert found.gaps == (15, 22, 7, 7, 7)
    assert (found.statistics.burstiness, found.statistics.corrected) == pytest.approx((-0.314217, -0.323022), abs=5e-7)
    assert found.statistics.mad == 0


def test_only_rounds_with_the_treasury_secretary_may_be_counted():
    """The third round went without him, so the second and the fourth stand next to each other, 29 days apart."""
    assert cadence(book(), as_of=JUNE, round_rule="with treasury").gaps == (15, 29, 6, 8)


def test_an_unknown_round_rule_is_refused_with_the_nearest_name():
    """A slip of the pen is answered with the rule that was meant."""
    with pytest.raises(AskError, match="Did you mean 'start'"):
        cadence(book(), as_of=JUNE, round_rule="stert")


# --- other routes to the same numbers -----------------------------------------


def test_surpyval_agrees_on_laplace_and_the_handbook():
    """An independent package gives the same two statistics, event-truncated: the last round ends the record and does not enter."""
    days, ours = np.cumsum(GAPS), trend_tests(GAPS)
    assert surpyval_laplace(days[:-1], T=58).statistic == pytest.approx(ours.laplace, rel=1e-9)
    assert surpyval_mil_hdbk(days[:-1], T=58).statistic == pytest.approx(ours.mil_chi2, rel=1e-9)


@pytest.mark.parametrize("n", [2, 3, 4, 6, 7, 9])
def test_greenwoods_law_agrees_with_draws(n):
    """The exact lower tail agrees with 200,000 random cuts at five places, to four standard errors."""
    cuts = (np.random.default_rng(n).dirichlet(np.ones(n), 200_000) ** 2).sum(axis=1)
    for share in (0.02, 0.2, 0.5, 0.8, 0.98):
        at = float(np.quantile(cuts, share))
        assert greenwood_lower(at, n) == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 200_000) + 2e-5)


def test_greenwoods_law_ends_at_nought_and_one():
    """No cut is more even than equal parts, none more uneven than one part taking all; between it only rises."""
    assert greenwood_lower(1 / 6, 6) == 0
    assert greenwood_lower(1.0, 6) == 1
    tail = [greenwood_lower(g, 6) for g in np.linspace(1 / 6, 1, 60)]
    assert all(a <= b + 1e-9 for a, b in pairwise(tail))


def test_the_closed_form_and_the_integral_meet_where_the_caps_begin_to_touch():
    """Both ways to Greenwood's law give the same at 1/(n-2)."""
    for n in (5, 6, 8):
        assert greenwood_lower(1 / (n - 2) + 1e-7, n) == pytest.approx(greenwood_lower(1 / (n - 2), n), abs=2e-5)


def test_the_exact_sum_of_uniforms_agrees_with_scipy():
    """The Irwin-Hall tail agrees with scipy's own law."""
    for m in (1, 2, 4, 5, 9, 14):
        for x in (0.1 * m, 0.4 * m, 0.5 * m, 0.77 * m):
            assert irwin_hall_upper(x, m) == pytest.approx(float(stats.irwinhall.sf(x, m)), rel=1e-9)


def test_mann_kendall_without_ties_agrees_with_scipys_table():
    """Counting every order gives the exact two-sided p of scipy's table."""
    for gaps in (GAPS, (3, 1, 4, 15, 9, 2, 6), (30, 20, 25, 10)):
        theirs = stats.kendalltau(range(len(gaps)), gaps, method="exact")
        ours = order_tests(gaps)
        assert (ours.tau, ours.p_tau) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-12)


def test_the_permutation_test_counts_what_a_plain_loop_counts():
    """Sums of event days over all orders, counted one by one."""
    for gaps in (GAPS, (7, 7, 9, 12), (15, 22, 7, 7, 7)):
        sums = [sum(np.cumsum(order)[:-1]) for order in permutations(gaps)]
        assert order_tests(gaps).p_faster == pytest.approx(sum(one >= sum(np.cumsum(gaps)[:-1]) for one in sums) / len(sums))


@pytest.mark.parametrize(("beta", "power"), [(1.5, 0.082), (2, 0.168), (3, 0.397)])
def test_five_gaps_have_little_power(beta, power):
    """Of rounds that truly speed up, Laplace's two-sided 5% test finds 8, 17 and 40% (200,000 draws): given the last day, the others are powers of uniforms."""
    days = np.random.default_rng(7).random((200_000, 4)) ** (1 / beta)
    assert float((np.abs(laplace(days, np.float64(1.0))) > 1.959964).mean()) == pytest.approx(power, abs=0.005)


def test_orders_are_all_of_them():
    """Six gaps have 720 orders, each once."""
    assert len({tuple(row) for row in orders(6).tolist()}) == factorial(6)


def test_the_best_mann_kendall_p_is_two_of_all_orders():
    """Five gaps can at best give 2/120, by a perfect order, and five gaps in perfect order give it."""
    falling = order_tests((50, 40, 30, 20, 10))
    assert falling.best_p_tau == pytest.approx(2 / 120)
    assert falling.p_tau == pytest.approx(2 / 120)


@pytest.mark.parametrize("gaps", [GAPS, (12, 9, 17, 4, 8, 21, 6, 5, 11)])
def test_surpyval_agrees_on_crow_amsaa(gaps):
    """An independent package finds the same exponent of growth by searching for the likeliest one."""
    assert CrowAMSAA.fit(np.cumsum(gaps)).params[1] == pytest.approx(fitted_power_law(tuple(map(float, gaps))).beta, rel=1e-5)


# --- meaning at the edges -----------------------------------------------------


def test_the_correction_is_one_for_the_most_clustered_gaps_only_when_gaps_are_counted():
    """With n the number of gaps, A reaches 1 when one gap takes all; with the number of events it stops short at 0.866."""
    clustered = np.array([1e-12, 1e-12, 1e-12, 1e-12, 1.0])
    assert float(burstiness_corrected(clustered)) == pytest.approx(1, abs=1e-9)
    assert float(burstiness_corrected(clustered, 6)) == pytest.approx(0.866158, abs=5e-7)


def test_equal_gaps_are_as_regular_as_gaps_can_be():
    """B is -1 and Greenwood's statistic 1/n."""
    assert float(burstiness((7, 7, 7, 7))) == -1
    assert float(greenwood((7, 7, 7, 7))) == pytest.approx(0.25)
    assert gap_statistics((7, 7, 7, 7)).memory is None


def test_statistics_of_sets_of_gaps_are_those_of_each():
    """A function over many series gives for each what it gives alone."""
    many = np.array([GAPS, (15, 20, 8, 7, 8), (10, 12, 14, 16, 6)])
    for function in (mad, burstiness, memory, greenwood):
        assert function(many) == pytest.approx([float(function(row)) for row in many])


def test_time_truncation_finds_a_trend_that_event_truncation_does_not():
    """The day after the last round taken for a fixed end raises every statistic: the trap."""
    found = cadence(book(), as_of=JUNE)
    assert found.time.lewis_robinson > 1.96 > found.event.lewis_robinson
    assert found.time.laplace > found.event.laplace


@pytest.mark.parametrize(("n", "may", "may_not"), [(4, "the gaps themselves", "any statistic with a name"), (5, "median", "accelerating"), (7, "permutation p", "bursty"),
                                                   (8, "Mann-Kendall", "memory"), (15, "memory", "Hawkes"), (50, "Hawkes", "")])  # fmt: skip
def test_the_ladder_says_what_may_be_said(n, may, may_not):
    """At each number of gaps the ladder allows and forbids as laid down."""
    rung = ladder(n)
    assert may in rung.allowed
    assert may not in rung.not_allowed
    assert not may_not or may_not in rung.not_allowed


def test_the_rungs_of_the_ladder_rise():
    """Each rung allows what the one below allows."""
    for below, above in pairwise(LADDER[:-1]):
        assert set(below.allowed) <= set(above.allowed)


# --- what the articles alone leave open ---------------------------------------


def test_the_articles_alone_leave_125_sets_of_dates():
    """Three rounds known by the week, five weekdays each; over all of them the middle gap runs from 7 to 11."""
    bounds = cadence(book(), as_of=JUNE, known_by=JUNE).bounds
    assert bounds.sets == 125
    assert [one.event.number for one in bounds.open_rounds] == [3, 4, 5]
    assert bounds.ranges["median"] == (7, 11)
    assert bounds.ranges["span"] == (58, 58)


def test_date_sets_put_every_round_after_the_one_before():
    """Sets in which two open rounds would fall on one day, or the wrong way round, are left out."""
    rounds = cadence(book(), as_of=JUNE, known_by=JUNE).bounds.rounds
    sets = date_sets(rounds)
    assert (np.diff(sets, axis=1) > 0).all()
    assert all(date.fromordinal(int(day)).weekday() < 5 for day in np.unique(sets))


def test_spans_are_joined_to_the_days_all_of_them_allow():
    """A month's middle and a planned Wednesday make the Wednesday, marked as inferred; a span that disagrees changes nothing."""
    middle, planned = When.read("[2025-04-11..2025-04-20]"), When.read("2025-04-16")
    assert str(joined([middle, planned])) == "2025-04-16?"
    assert joined([middle, When.read("2025-05-01")]) == middle


# --- other days, other talks --------------------------------------------------


def test_before_the_first_round_there_is_a_report_and_no_error():
    """No rounds, no gaps, no statistic, the deadline ahead."""
    found = cadence(book(), as_of=date(2025, 4, 10), known_by=date(2025, 4, 10))
    assert (found.rounds, found.gaps, found.statistics.median, found.order.p_faster) == ((), (), None, None)
    assert [one.stands for one in found.deadlines] == [date(2025, 7, 9)]


def test_a_round_is_counted_from_the_day_it_is_known():
    """On 13 June the sixth round was a plan for those who read the news; the day after it was held."""
    before = cadence(book(), as_of=date(2025, 6, 13), known_by=date(2025, 6, 13))
    after = cadence(book(), as_of=date(2025, 6, 13), known_by=date(2025, 6, 14))
    assert (len(before.rounds), len(after.rounds)) == (5, 6)
    assert "round-6" in [one.id for one in before.planned]


def test_the_class_of_june_is_the_fifteen_gaps():
    """Other talks known on 14 June 2025 give fifteen gaps with mean 28, median 26 and MAD 8."""
    found = gaps_known(book(), on=JUNE, without="japan-us-2025")
    assert (len(found.gaps), sum(found.days), found.mean, found.median, found.mad) == (15, 420, 28, 26, 8)


@pytest.mark.parametrize(
    ("day", "count", "total"),
    [(date(2025, 6, 8), 14, 390), (date(2025, 7, 27), 15, 420), (date(2025, 7, 31), 16, 469), (date(2025, 9, 20), 17, 517)],
)
def test_the_class_holds_only_gaps_known_that_day(day, count, total):
    """The gaps of the talks with China of 30, 49 and 48 days enter one after the other, when their second round is known."""
    found = gaps_known(book(), on=day, without="japan-us-2025")
    assert (len(found.gaps), sum(found.days)) == (count, total)
    assert all(gap.known_from <= day and gap.end <= day for gap in found.gaps)


def test_talks_are_never_their_own_example():
    """Asked about the talks with China, the class holds Japan's gaps and not China's."""
    members = {gap.talks for gap in gaps_known(book(), on=JUNE, without="us-china-2025").gaps}
    assert "us-china-2025" not in members
    assert "japan-us-2025" in members


@pytest.mark.parametrize(
    ("talks", "gaps"),
    [("nafta-2017", (16, 22, 18, 35, 69, 33)), ("korus-2018", (26, 43)), ("usjta-2019", (10, 30, 19, 15, 34, 20)), ("us-china-2025", (30, 49, 48, 41)),
     ("us-eu-2025", (36, 20, 51, 28, 14)), ("us-korea-2025", (21, 38, 13, 19, 5)), ("us-vietnam-2025", (12, 21))],
)  # fmt: skip
def test_other_talks_have_the_gaps_of_their_dates(talks, gaps):
    """Start to start, up to the deal."""
    assert cadence(book(), talks, as_of=date(2026, 3, 1)).gaps == gaps


def test_nothing_is_counted_after_the_deal():
    """Rounds after an agreement are another matter: the talks with China met again, and it does not count."""
    found = cadence(book(), "us-china-2025", as_of=date(2026, 4, 1))
    assert found.rounds[-1].start < found.ended.start


def test_unknown_talks_are_refused_with_the_nearest_name():
    """A slip of the pen is answered with the talks that were meant."""
    with pytest.raises(AskError, match="japan-us-2025"):
        cadence(book(), "japan-us-2024", as_of=JUNE)


def test_shares_by_jeffreys_are_never_nought():
    """None of twenty gives half of one in twenty-one."""
    assert jeffreys_share(0, 20) == pytest.approx(0.5 / 21)
