"""Worked cases of the law: each file in tests/cases is a list that a lawyer can extend."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import tradebrief as tb
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.records.strict_yaml import plain

FOLDER = Path(__file__).parent / "cases"
FIELDS = {"name", "why", "as_of", "known_by", "given", "expect"}
CASES: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}: {case['name']}", case) for path in sorted(FOLDER.glob("*.yaml")) for case in plain(path.read_text("utf-8"))
]


@pytest.fixture(scope="module")
def schedule():
    return tb.load().schedule("USA")


def rate(text: str) -> Fraction:
    """``27.5%`` or, for a mean, ``35925000/1370000%`` as an exact fraction of the value."""
    upper, _, lower = text.removesuffix("%").strip().partition("/")
    return Fraction(upper) / (Fraction(lower) if lower else 1) / 100


def question(given: dict[str, Any]) -> dict[str, Any]:
    """What a case gives beside code, origin and scenarios, as the schedule takes it."""
    read = {"quantity": Decimal, "unit_value": Decimal, "mfn": lambda text: Decimal(text.removesuffix(" %")) / 100, "claims": tuple}
    asked = {name: read[name](value) for name, value in given.items() if name in read}
    if "preference" in given:
        asked["preference"] = given["preference"] != "no"
    if "shares" in given:
        asked["shares"] = {name: Decimal(text.removesuffix(" %")) / 100 for name, text in given["shares"].items()}
    return asked


def answered(schedule: tb.TariffSchedule, case: dict[str, Any]) -> AppliedDuty:
    given = case["given"]
    law = schedule.as_at(case["as_of"], case.get("known_by"), given.get("scenarios", ()))
    return law.duty(given["code"], given["origin"], **question(given))


def same(found: Decimal, expected: str) -> bool:
    """Equal, up to the last of the 28 digits that a mean over units is worked out with."""
    return abs(Fraction(found) - rate(expected)) < Fraction(1, 10**24)


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_a_worked_case_comes_out_as_worked_by_hand(schedule, case):
    """A worked case comes out as worked by hand: total, parts, acts, what gave way, or the error it must be."""
    expect = case["expect"]
    if "error" in expect:
        with pytest.raises(tb.AskError) as refused:
            answered(schedule, case)
        assert expect["error"] in str(refused.value)
        return
    owed = answered(schedule, case)
    if "total" in expect:
        assert same(owed.total, expect["total"]), owed.says
    if "last_unit" in expect:
        assert same(owed.last_unit, expect["last_unit"]), owed.says
    for measure, duty in expect.get("components", {}).items():
        assert same(owed.component(measure).duty, duty), owed.says
    for measure, share in expect.get("shares", {}).items():
        assert same(owed.component(measure).share, share), owed.says
    assert set(expect.get("gave_way", ())) <= {one.measure for one in owed.gave_way}, owed.gave_way
    assert set(expect.get("acts", ())) <= {one.act for one in owed.components}, owed.says
    assert set(expect.get("cites", ())) <= {one.cite for one in owed.components}, owed.says
    assert expect.get("caveat", "") in " ".join(owed.caveats)


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_a_worked_case_says_why_and_expects_something(case):
    """A worked case says why, expects something and holds no field that no test reads."""
    assert set(case) <= FIELDS
    assert case["why"]
    assert set(case["expect"]) <= {"total", "last_unit", "components", "shares", "gave_way", "acts", "cites", "caveat", "error"}
    assert case["expect"]


def test_there_are_enough_worked_cases_and_none_twice():
    """The three goods have their 33 cells, and at least 80 further cases stand beside them."""
    names = [name for name, _ in CASES]
    assert len(names) == len(set(names))
    cells = [case for name, case in CASES if name.startswith("1-three-goods") and "total" in case["expect"]]
    assert len(cells) == 33
    assert len(names) - len(cells) >= 80
