"""Scenarios: overlays that can be combined as long as they agree."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.law.scenario import Scenario, change_days, contradictions

BASE = {"id": "one", "title": "One", "why": "to try it", "from": "2031-02-01"}


def scenario(name: str = "one", **fields) -> Scenario:
    return Scenario.model_validate({**BASE, "id": name, **fields})


def said(*chosen: Scenario) -> list[str]:
    return [measure for _, _, measure, _, _ in contradictions(list(chosen), frozenset({"mfn"}))]


def test_scenarios_that_say_different_things_of_a_measure_contradict_each_other():
    """Off and changed, or changed in two ways, cannot both be."""
    off, five, six = (
        scenario(off=["hats"]),
        scenario("two", change={"hats": {"adds": "5%"}}),
        scenario("three", change={"hats": {"adds": "6%"}}),
    )
    assert said(off, five) == said(five, six) == ["hats"]
    assert said(off, scenario("two", off=["hats"])) == []


def test_scenarios_of_other_days_or_origins_do_not_meet():
    """They contradict each other only where both lie over the law."""
    early = scenario(off=["hats"], last_day="2031-02-28")
    assert said(early, scenario("two", **{"from": "2031-03-01"}, change={"hats": {"adds": "5%"}})) == []
    assert said(scenario(off=["hats"], origins=["SYL"]), scenario("two", origins=["FRE"], change={"hats": {"adds": "5%"}})) == []


def test_everything_off_contradicts_any_duty_but_spares_the_base():
    """Nothing but column 1 is left, so that another scenario's duty cannot be."""
    assert said(scenario(off="everything"), scenario("two", change={"hats": {"adds": "5%"}})) == ["hats"]
    assert said(scenario(off="everything"), scenario("two", change={"mfn": {"adds": "5%"}})) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"change": {"hats": {}}},
        {"change": {"hats": {"adds": "5"}}},
        {"off": "some"},
        {"last_day": "2031-01-01"},
        {"expect": {"hats": "soon"}},
    ],
)
def test_a_scenario_that_says_nothing_clear_is_refused(fields):
    """A change has one duty with a unit, days are days, what is off is named."""
    with pytest.raises(ValidationError):
        scenario(**fields)


def test_a_scenario_begins_and_ends():
    """The law changes on its first day and on the day after its last."""
    assert change_days([scenario(last_day="2031-02-28")]) == [date(2031, 2, 1), date(2031, 3, 1)]


@pytest.mark.parametrize(
    ("day", "total"), [("2031-05-31", "0.292"), ("2031-06-01", "0.49"), ("2031-06-30", "0.49"), ("2031-07-01", "0.292")]
)
def test_an_expected_duty_is_owed_only_while_its_scenario_lasts(day, total):
    """Toyland: 5 + 20 + 0.6 x 7 before and after, 5 + 20 + 0.6 x 40 in June 2031."""
    owed = tb.load(TOYLAND).schedule("FRE").as_at(day, scenario="hats-40").duty("6505.00", "SYL")
    assert str(owed.total.normalize()) == total


def test_a_scenario_is_about_its_importer():
    """A scenario of another importer's law is none here."""
    with pytest.raises(tb.AskError, match="is no scenario"):
        tb.load().schedule("USA").as_at("2025-06-14", scenario=["no-hats"])
