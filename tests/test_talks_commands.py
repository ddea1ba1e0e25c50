"""The commands on talks: what they print, what they refuse."""

from __future__ import annotations

import json

import pytest

JAPAN = ("cadence", "--talks", "japan-us-2025")
FIELDS = {"rounds", "gaps", "median", "mad", "trend", "forecast", "deal", "may_say", "sources"}


@pytest.fixture()
def june(run):
    return run(*JAPAN, "--as-of", "2025-06-14", "--known-by", "2025-06-14", "--before", "2025-07-09", "--json").json


def test_cadence_prints_what_a_program_needs(june):
    """Rounds with days, place and counterparts; gaps; the forecast with its models; what may be said; sources."""
    assert set(june) >= FIELDS
    assert june["gaps"] == [15, 22, 7, 6, 8]
    assert (june["median"], june["mad"]) == (8, 2)
    third, fifth = june["rounds"][2], june["rounds"][4]
    assert (third["n"], third["start"], third["place"], third["counterparts"]) == (3, "2025-05-23", "Washington", ["lutnick", "greer"])
    assert (fifth["start"], fifth["end"]) == ("2025-06-05", "2025-06-06")


def test_cadence_prints_the_forecast_and_its_spread(june):
    """The default's probability, median and interval, and the probability of each model."""
    made = june["forecast"]
    assert made["p_before"] == {"2025-07-09": pytest.approx(0.779217447328, rel=1e-9)}
    assert (made["median"], *made["interval80"]) == pytest.approx((14.1071958367, 4.43350781932, 35.2262744666), rel=1e-9)
    assert min(made["models"].values()) == pytest.approx(0.487967, abs=5e-7)
    assert max(made["models"].values()) == pytest.approx(0.997486, abs=5e-7)
    assert (made["reference_class"]["n"], made["reference_class"]["mean"]) == (15, 28)


def test_cadence_says_that_acceleration_is_not_shown(june):
    """At five gaps neither the word 'accelerating' nor 'bursty' may stand in a sentence."""
    said = " ".join(june["may_say"])
    assert "cannot be distinguished from chance" in said
    assert "accelerating" not in said
    assert "bursty" not in said
    assert "p = 0.12" in said


def test_cadence_gives_what_the_articles_alone_allow(june):
    """125 sets of dates, the bounds, and the same probability."""
    alone = june["articles_alone"]
    assert alone["date_sets"] == 125
    assert alone["bounds"]["burstiness"] == pytest.approx([-0.475081, -0.277499], abs=5e-7)
    assert alone["bounds"]["laplace_time"] == pytest.approx([1.194717, 1.509807], abs=5e-7)
    assert alone["p_before"]["2025-07-09"] == pytest.approx(june["forecast"]["p_before"]["2025-07-09"], rel=1e-12)


def test_articles_only_counts_nothing_else(run):
    """Without outside reports the forecast is the same and rounds three to five are marked as not precise."""
    found = run(*JAPAN, "--as-of", "2025-06-14", "--articles-only", "--before", "2025-07-09", "--json").json
    assert [one["precise"] for one in found["rounds"]] == [True, True, False, False, False, True]
    assert found["forecast"]["p_before"]["2025-07-09"] == pytest.approx(0.779217447328, rel=1e-9)


def test_cadence_warns_of_the_trap(june):
    """The time-truncated tests carry their warning; the others do not."""
    assert "warning" in june["trend"]["time_truncated"]
    assert "warning" not in june["trend"]["event_truncated"]


def test_a_later_known_by_adds_the_outcome_and_changes_no_forecast(run, june):
    """Asked in August how the June forecast did."""
    later = run(*JAPAN, "--as-of", "2025-06-14", "--known-by", "2025-08-01", "--before", "2025-07-09", "--json").json
    assert later["forecast"]["p_before"] == june["forecast"]["p_before"]
    assert (june["forecast"]["outcome"], later["forecast"]["outcome"]["gap"]) == (None, 14)


def test_several_days_may_be_asked_for(run):
    """Each gets its probability; later days are likelier."""
    found = run(*JAPAN, "--as-of", "2025-06-28", "--before", "2025-07-09", "--before", "2025-08-01", "--json").json
    assert found["forecast"]["p_before"] == {
        "2025-07-09": pytest.approx(0.389457, abs=5e-7),
        "2025-08-01": pytest.approx(0.898677, abs=5e-7),
    }


def test_a_day_before_the_first_round_is_reported_on(run):
    """What can be said: nothing had begun, what the class held, what lay ahead."""
    outcome = run(*JAPAN, "--as-of", "2025-04-10", "--known-by", "2025-04-10", "--json")
    assert outcome.code == 0
    assert (outcome.json["rounds"], outcome.json["median"]) == ([], None)
    assert any("no round had begun" in one for one in outcome.json["may_say"])
    assert any("9 July 2025" in one for one in outcome.json["may_say"])


@pytest.mark.parametrize("day", ["2025-04-20", "2025-05-16", "2025-05-31"])
def test_under_five_gaps_only_the_gaps_are_told(run, day):
    """No sentence names a statistic: no median, no p, no probability of a round."""
    said = " ".join(run(*JAPAN, "--as-of", day, "--known-by", day, "--json").json["may_say"])
    assert "middle gap" not in said
    assert "p =" not in said
    assert "has a probability of" not in said
    assert "worth trying it runs" not in said


def test_people_get_tables_and_sentences(run):
    """Rounds, models and what may be said, without a traceback or a raw record."""
    out = run(*JAPAN, "--as-of", "2025-06-14").out
    assert "plug-in Crow-AMSAA" in out
    assert "cannot be distinguished from chance" in out
    assert "KnownEvent" not in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("cadence", "--as-of", "yesterday"), "--as-of: is not a day (got yesterday)"),
        (("cadence", "--as-of", "2025-06-14", "--before", "soon"), "--before: is not a day"),
        (("cadence", "--as-of", "2025-06-14", "--before", "2025-06-01"), "does not lie after the day asked for"),
        (("cadence", "--talks", "japan-us", "--as-of", "2025-06-14"), "names no negotiation"),
        (("cadence", "--as-of", "2025-06-14", "--known-by", "never"), "--known-by: is not a day"),
        (("cadence", "--as-of", "2025-06-14", "--round-rule", "weekly"), "round rule: is not known"),
        (("cadence", "--as-of", "2025-06-14", "--prior-gap", "-3"), "is no gap in days"),
        (("events", "--kind", "rounds"), "Did you mean 'round'"),
        (("events", "--clock", "moscow"), "is no clock"),
        (("backtest", "--talks", "x"), "names no negotiation"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(run, words, says):
    """Where, what is wrong, what was got: and no traceback."""
    outcome = run(*words)
    assert outcome.code == 1
    assert says in outcome.err
    assert "Traceback" not in outcome.err


def test_events_lists_what_was_known(run):
    """Six rounds by 14 June, the seventh not among them; each with status, code, both clocks and support."""
    rows = run("events", "--as-of", "2025-06-14", "--kind", "round", "--json").json
    assert [row["n"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row["status"] for row in rows} == {"occurred"}
    assert rows[0]["plover"] == {"category": "CONSULT", "mode": "visit", "context": "economic"}
    assert all(row["support"] and row["known_from"] <= row["status_known_from"] for row in rows)


def test_events_name_who_sat_there(run):
    """Side, office and role of everyone named; whoever stayed away is marked."""
    third = run("events", "--as-of", "2025-06-14", "--kind", "round", "--json").json[2]
    people = {one["id"]: one for one in third["participants"]}
    assert (people["akazawa"]["side"], people["akazawa"]["role"]) == ("JPN", "lead")
    assert (people["lutnick"]["side"], people["lutnick"]["role"], people["lutnick"]["minutes"]) == ("USA", "counterpart", 90)
    assert people["bessent"]["present"] is False


def test_events_known_by_a_day_hold_plans_as_plans(run):
    """On 10 June the sixth round was planned for the week."""
    row = run("events", "--known-by", "2025-06-10", "--kind", "round", "--json").json[-1]
    assert (row["n"], row["status"], row["plover"]["category"]) == (6, "planned", "AGREE")


def test_events_of_other_talks(run):
    """Any file of talks can be listed."""
    assert len(run("events", "--talks", "korus-2018", "--kind", "round", "--json").json) == 3


def test_events_for_people(run):
    """A table with what happened in words."""
    assert "Deal announced" in run("events", "--kind", "deal").out


def test_backtest_prints_scores_and_the_ledger(run):
    """Every model with its scores; the forecasts kept with what came of them."""
    found = run("backtest", "--json").json
    scores = {one["model"]: one for one in found["summary"]}
    assert scores["M1"]["mean_log"] == pytest.approx(-3.597401951, rel=1e-9)
    assert scores["M7"]["mean_crps"] == pytest.approx(5.555169381, rel=1e-9)
    assert [one["outcome"] for one in found["ledger"]] == [True, False, True, False, True]
    assert "noise" in found["may_say"][0]
    assert "M1" in run("backtest").out


def test_json_is_json(run):
    """No NaN and no Infinity, which JSON does not know."""
    for words in ((*JAPAN, "--as-of", "2025-04-20", "--json"), ("backtest", "--talks", "korus-2018", "--json"), ("events", "--json")):
        json.loads(run(*words).out, parse_constant=pytest.fail)
