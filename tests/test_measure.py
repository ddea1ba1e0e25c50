"""Measures as seeds state them: readings in order of publication, verbs, expected entries, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from tradebrief.law.charge import DutyEntry, Quota
from tradebrief.law.measure import Measure
from tradebrief.workbook.loader import read

HATS = {
    "id": "hats",
    "title": "Duty on hats",
    "type": "reciprocal duty",
    "basis": "emergency powers",
    "importer": "FRE",
    "origins": ["SYL"],
    "goods": {"codes": ["65"]},
    "duties": {
        "2031-02-01": {"adds": "10%", "published": "2031-01-20", "act": "Hat Act"},
        "2031-04-01": [
            {"adds": "20%", "published": "2031-01-20", "act": "Hat Act"},
            {"tops up to": "12%", "published": "2031-05-02", "act": "Hat Truce"},
            {"expected": "tops up to 40%", "published": "2031-05-03", "act": "speech"},
        ],
        "2031-09-01": {"ends": "true", "published": "2031-08-01", "act": "Hat Peace"},
    },
}


def hats(**changed) -> Measure:
    return Measure.model_validate({**HATS, **changed})


@pytest.mark.parametrize(
    ("as_of", "known_by", "says"),
    [
        ("2031-01-31", "2031-12-31", None),
        ("2031-02-01", "2031-01-20", "adds 10%"),
        ("2031-02-01", "2031-01-19", None),
        ("2031-04-01", "2031-05-01", "adds 20%"),
        ("2031-04-01", "2031-05-02", "tops up to 12%"),
        ("2031-08-31", "2031-12-31", "tops up to 12%"),
        ("2031-09-01", "2031-08-01", None),
        ("2031-09-01", "2031-07-31", "tops up to 12%"),
    ],
)
def test_the_reading_of_a_day_is_the_last_one_published(as_of, known_by, says):
    """A retroactive reading stands under its old day and counts from its publication on; what is expected counts never."""
    found = hats().entry_on(date.fromisoformat(as_of), date.fromisoformat(known_by))
    assert (found and found[1].says) == says


def test_an_expected_entry_is_known_and_inert():
    """It can be found under its day and says what it would charge."""
    entry = hats().expectation(date(2031, 4, 1))
    assert entry.says == "expected: tops up to 40%"
    assert entry.expected.verb == "tops up to"
    assert entry.first_told == date(2031, 5, 3)
    assert hats().expectation(date(2031, 2, 1)) is None


def test_readings_of_one_day_stand_in_order_of_publication():
    """A later act above an earlier one is refused with both days."""
    turned = {"2031-04-01": list(reversed(HATS["duties"]["2031-04-01"]))}
    with pytest.raises(ValidationError, match="has readings out of order under 2031-04-01"):
        hats(duties=turned)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"adds": "25"}, "has no unit"),
        ({"adds": "25%", "tops up to": "15%"}, "says not one thing"),
        ({}, "says not one thing"),
        ({"ends": "yes"}, "is not 'true'"),
        ({"adds": "25%", "signed": "2031-02-02"}, "is published before it was signed"),
        ({"adds": "25%", "on": {"share": "paper", "otherwise": "140%"}}, "is not a share"),
        ({"expected": "soon"}, "is not a duty"),
        ({"quota": {"volume": "100", "unit": "hats", "per": "year", "in": {"adds": "free"}, "out": {}}}, "states not one duty"),
        ({"tops_up": "15%"}, "Extra inputs"),
    ],
)
def test_an_entry_that_is_not_one_clear_charge_is_refused(entry, wrong):
    """One verb, a unit, days in order, no unknown field."""
    with pytest.raises(ValidationError, match=wrong):
        DutyEntry.model_validate({"published": "2031-02-01", "act": "Act", **entry})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "tariff"),
        ("basis", "whim"),
        ("importer", "Freedonia"),
        ("origins", {"all": "true", "only": ["SYL"]}),
        ("duties", {"soon": {"adds": "5%"}}),
        ("yields_to", ["Not A Name"]),
    ],
)
def test_a_measure_in_unknown_words_is_refused(field, value):
    """Types, grounds, parties and relations have fixed forms."""
    with pytest.raises(ValidationError):
        hats(**{field: value})


def test_a_quota_parts_a_quantity():
    """All within up to the volume; above it the volume's share and the rest."""
    quota = Quota.model_validate({"volume": "100000", "unit": "cars", "per": "year", "in": {"adds": "7.5%"}, "out": {"adds": "25%"}})
    assert quota.parts(None) == quota.parts(Decimal(100000)) == (1, 0)
    assert quota.parts(Decimal(400000)) == (Decimal("0.25"), Decimal("0.75"))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "measures/fre-hats.yaml",
            "{adds: 10%,",
            "{adds: 10,",
            "duties, 2031-02-01 1, adds, line 10: 'adds' has no unit (got 10). Write '10%' or '1.20 EUR/kg'.",
        ),
        ("measures/fre-hats.yaml", "type: reciprocal duty", "type: reciprocal tariff", "Did you mean 'reciprocal duty'?"),
        ("measures/fre-hats.yaml", "2031-02-01:", "2031-02-31:", "is not a day"),
        ("measures/fre-hats.yaml", "codes: [65]", "codes: [653]", "is not an HS code (got '653')"),
        ("measures/fre-hats.yaml", "yields_to:", "gives_way_to:", "'gives_way_to' is not a field"),
        ("measures/fre-mfn.codes.csv", "6504,3%", "6504,3", "has no unit"),
        ("measures/fre-mfn.codes.csv", "6504,3%", "hats,3%", "is not an HS code"),
        ("scenarios/no-hats.yaml", "off: [fre-hats]", "off: [fre-hats]\nchange: {fre-hats: {adds: 5 %}}", "says two things of one measure"),
        ("scenarios/hats-40.yaml", "last_day: 2031-06-30", "last_day: 2031-05-30", "has a last day before its first"),
        ("codes/parties.yaml", "name: Sylvania", "nmae: Sylvania", "'nmae' is not a field"),
    ],
)
def test_a_bad_seed_of_the_law_is_told_with_its_file_and_place(edit, file, old, new, message):
    """Each problem names the file, the place, what is wrong, what was found and what to write."""
    _, problems = read(_root(edit(file, old, new)))
    said = [str(problem) for problem in problems]
    assert any(file in one and message in one for one in said), said


def _root(path: Path) -> Path:
    return next(parent for parent in (path, *path.parents) if (parent / "measures").is_dir())
