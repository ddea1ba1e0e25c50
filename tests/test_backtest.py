"""The back-test and the ledger: scores by round, what was out of sample, what the forecasts kept came to."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from statistics import mean

import pytest
import scoringrules

from conftest import TOYLAND
from tradebrief.analysis.cadence.backtest import backtest
from tradebrief.analysis.cadence.ledger import ledger
from tradebrief.errors import AskError
from tradebrief.workbook.loader import read

M3_CRPS = (10.004695, 6.581778, 8.155848, 6.715794, 4.705739, 3.734233, 6.944541)


@lru_cache
def book():
    return read()[0]


@lru_cache
def found():
    return backtest(book())


def model(name):
    return [one for one in found().origins if one.model == name]


def test_each_origin_of_the_lomax_scores_as_worked_out():
    """The seven CRPS of the shape-1 model, from two other routes."""
    assert [one.crps for one in model("M3")] == pytest.approx(M3_CRPS, abs=5e-7)


def test_the_lomax_scores_agree_with_scoringrules():
    """Each origin once more by an independent package: a = 2 + j, b = 56 + the sum so far."""
    for j, one in enumerate(model("M3")):
        a, b = 2 + j, 56 + (one.origin - date(2025, 4, 16)).days
        assert one.crps == pytest.approx(float(scoringrules.crps_gpd(one.gap, 1 / a, 0, b / a, 0)), rel=1e-6)


@pytest.mark.parametrize(
    ("name", "hits", "origins"), [("M0", 5, 7), ("M1", 7, 7), ("M2", 6, 7), ("M3", 7, 7), ("M5", 6, 6), ("M6", 5, 6), ("M7", 3, 5)]
)
def test_the_hits_of_the_80_percent_interval(name, hits, origins):
    """As counted in the table of the rolling origins."""
    assert (sum(one.hit for one in model(name)), len(model(name))) == (hits, origins)


@pytest.mark.parametrize(
    ("name", "log_score", "crps", "hits"),
    [("M0", -3.885871, 7.305689, 2), ("M1", -3.676525, 4.253957, 2), ("M2", -3.598850, 4.081549, 2), ("M3", -4.018092, 5.339387, 2),
     ("M5", -4.071404, 6.393864, 2), ("M6", -3.738034, 4.773598, 2), ("M7", -5.132015, 11.149457, 0)],
)  # fmt: skip
def test_the_last_two_gaps_were_out_of_sample_for_readers_of_the_articles(name, log_score, crps, hits):
    """After the last article the trend carried on missed both; the default did not."""
    one = next(one for one in found().summary(out_of_sample=True) if one.model == name)
    assert (one.mean_log, one.mean_crps) == pytest.approx((log_score, crps), abs=5e-7)
    assert (one.hits, one.origins) == (hits, 2)


def test_the_default_on_the_later_origins_alone():
    """From the second origin on -3.568487 and 5.749838; from the third on -3.510984 and 5.993682."""
    for least, log_score, crps in ((1, -3.568487, 5.749838), (2, -3.510984, 5.993682)):
        later = model("M1")[least:]
        assert (mean(one.log_score for one in later), mean(one.crps for one in later)) == pytest.approx((log_score, crps), abs=5e-7)


def test_the_lead_of_the_best_is_within_its_error():
    """The last gap over again is ahead by 0.166 with a standard error of 0.356: noise."""
    best = max(found().summary(), key=lambda one: one.mean_log)
    assert best.model == "M6"
    assert (best.ahead_of_default, best.error) == pytest.approx((0.166, 0.356), abs=5e-4)


def test_the_trend_carried_on_was_surprised_twice():
    """Its PIT after the sixth and the seventh round: 0.956 and 0.984."""
    assert [one.pit for one in model("M7")[-2:]] == pytest.approx([0.956, 0.984], abs=5e-4)


def test_the_class_as_known_on_each_day_is_scored_beside_the_fixed_prior():
    """Until London was known the class had fourteen gaps: the default then differs a little, the same from there on."""
    as_known = {one.after: one for one in found().as_known if one.model == "M1"}
    fixed = {one.after: one for one in model("M1")}
    assert as_known["round-1"].log_score != fixed["round-1"].log_score
    assert as_known["round-7"].log_score == fixed["round-7"].log_score


def test_a_back_test_knows_no_later_gap():
    """Known by 14 June there are five gaps to score."""
    assert len([one for one in backtest(book(), known_by="2025-06-14").origins if one.model == "M1"]) == 5


def test_talks_without_gaps_give_an_empty_back_test():
    """No rounds, no scores, no error."""
    assert backtest(book(), "us-uk-2025").summary() == ()


def test_the_ledger_holds_what_was_forecast_and_what_came():
    """Five claims with probability, outcome and Brier score as worked out."""
    rows = [(one.p, one.outcome, one.brier) for one in ledger(book())]
    expected = [
        (0.779217, True, 0.048745),
        (0.047690, False, 0.002274),
        (0.088310, True, 0.831178),
        (0.389457, False, 0.151677),
        (0.898677, True, 0.010266),
    ]
    assert [came for _, came, _ in rows] == [came for _, came, _ in expected]
    assert [value for p, _, brier in rows for value in (p, brier)] == pytest.approx(
        [value for p, _, brier in expected for value in (p, brier)], abs=5e-7
    )


def test_the_ledger_on_its_day_has_no_outcome():
    """Known by 14 June the three claims of that day are open, and those of 28 June are not yet made."""
    entries = ledger(book(), known_by="2025-06-14")
    assert len(entries) == 3
    assert all(one.outcome is None and one.brier is None for one in entries)
    assert entries[0].p == ledger(book())[0].p


def test_the_ledger_says_since_when_an_outcome_was_known():
    """The round of 27 June was in the papers on the 28th; that no deal came by 9 July was known on the 10th."""
    entries = ledger(book())
    assert entries[0].outcome_known_from == date(2025, 6, 28)
    assert entries[1].outcome_known_from == date(2025, 7, 10)


def test_unknown_talks_are_refused():
    """With the nearest name."""
    with pytest.raises(AskError, match="toy-talks"):
        ledger(read(TOYLAND)[0], "toy-talk")
