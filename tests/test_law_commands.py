"""``rate``, ``history`` and ``conflicts`` on the command line."""

from __future__ import annotations

import json

import pytest


@pytest.fixture()
def answer(run):
    """Asks for JSON and reads it."""

    def ask(*words: str):
        outcome = run(*words, "--json")
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return ask


def test_a_rate_as_json_holds_the_whole_answer(answer):
    """On 14 June 2025 a car entering in December was expected to owe 27.5%."""
    found = answer("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-12-01", "--known-by", "2025-06-14")
    assert {"code", "origin", "as_of", "known_by", "scenario", "total", "components", "gave_way", "sources"} <= set(found)
    assert (found["code"], found["origin"], found["as_of"], found["known_by"], found["scenario"]) == (
        "8703.23.01",
        "JPN",
        "2025-12-01",
        "2025-06-14",
        [],
    )
    assert found["total"] == "0.275"
    car = found["components"][1]
    assert {name: car[name] for name in ("measure", "verb", "rate", "share", "act", "cite", "in_force", "published")} == {
        "measure": "usa-232-autos",
        "verb": "adds",
        "rate": "0.25",
        "share": "1",
        "act": "Proc. 10908",
        "cite": "90 FR 14705",
        "in_force": "2025-04-03",
        "published": "2025-03-26",
    }
    assert found["gave_way"] == [
        {"measure": "usa-reciprocal-jpn", "to": ["usa-232-autos"], "share": "1", "reason": "yields to usa-232-autos (EO 14257 s. 3(b))"}
    ]
    assert "Proc. 10908, 90 FR 14705" in found["sources"]


def test_known_by_is_everything_where_it_is_left_out(answer):
    """The last day up to which acts were searched, not the day of the clock."""
    assert answer("rate", "8481.80.50", "--origin", "JPN", "--as-of", "2025-08-20")["known_by"] == "2026-10-31"


def test_scenarios_and_a_quantity_are_options(answer):
    """Several scenarios can be given apart or with commas; the quantity fills a quota."""
    quota = answer(
        "rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-06-14", "--scenario", "uk-style-quota", "--quantity", "1,370,000"
    )
    assert quota["scenario"] == ["uk-style-quota"]
    assert quota["total"].startswith("0.26222627")
    assert quota["last_unit"] == "0.275"
    apart = answer("rate", "8481.80.50", "--origin", "JPN", "--as-of", "2025-08-15", "--scenario", "cars-exempt", "--scenario", "letter-25")
    joined = answer("rate", "8481.80.50", "--origin", "JPN", "--as-of", "2025-08-15", "--scenario", "cars-exempt,letter-25")
    assert apart == joined
    assert apart["total"] == "0.28"


def test_what_the_seeds_lack_can_be_given(answer):
    """The column 1 rate, the value of a unit, the share of a metal, a claim."""
    rate = ("rate", "--origin", "JPN")
    assert answer(*rate, "8431.31.00", "--as-of", "2025-06-04", "--mfn", "0%", "--share", "metal-content-steel=40%")["total"] == "0.26"
    assert answer(*rate, "9608.10.00", "--as-of", "2026-03-01", "--unit-value", "0.40")["total"] == "0.174"
    assert answer(*rate, "8481.80.50", "--as-of", "2025-10-01", "--claim", "civil-aircraft")["total"] == "0.03"


def test_a_rate_for_people_is_a_table_with_what_gave_way_and_notes(run):
    """The total stands first, each part with its act below it."""
    shown = run("rate", "8429.52.10", "--origin", "JPN", "--as-of", "2025-08-18").out
    assert "8429.52.10 (excavators) from JPN on 2025-08-18" in shown
    assert "usa-reciprocal-jpn gives way on 50% of the value" in shown
    assert "Note: metal-content-steel is taken as 50% of the value." in shown


def test_a_history_lists_each_change_with_its_days(run, answer):
    """Day, old, new, cause and the days between announced, signed, published and in force."""
    found = answer("history", "8703.23.01", "--origin", "JPN")
    first = found["changes"][0]
    assert (first["day"], first["old"], first["new"]) == ("2025-04-03", "0.025", "0.275")
    assert "Proc. 10908" in first["cause"]
    assert first["days"] == {"announced_to_signed": 0, "signed_to_published": 0, "published_to_in_force": 8, "announced_to_in_force": 8}
    assert "EO 14345" in run("history", "8703.23.01", "--origin", "JPN").out


def test_conflicts_list_days_readings_and_reasons(run, answer):
    """The retroactive rewriting of August 2025 is among them."""
    found = answer("conflicts")
    rewritten = next(one for one in found if one["kind"] == "rewritten")
    assert (rewritten["measure"], rewritten["first_day"], rewritten["other"]) == ("usa-reciprocal-jpn", "2025-08-07", "adds 15%")
    assert "28 days after" in rewritten["why"]
    assert "Global Trade Alert" in run("conflicts").out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2035-01-01"), "The law of USA is known from 2024-12-31 to 2027-12-31."),
        (("rate", "8703.23.01", "--origin", "JAP", "--as-of", "2025-06-14"), "--origin: is no origin whose duties are known (got JAP)"),
        (("rate", "8703.2", "--origin", "JPN", "--as-of", "2025-06-14"), "code: is not an HS code (got 8703.2)"),
        (("rate", "0406.99.00", "--origin", "JPN", "--as-of", "2025-06-14"), "has no base duty known to the seeds"),
        (("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-06-14", "--mfn", "3"), "--mfn: has no unit"),
        (
            ("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-06-14", "--quantity", "many"),
            "--quantity: is not a number (got many)",
        ),
        (("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-06-14", "--share", "steel=lots"), "--share: is not a named share"),
        (("rate", "8703.23.01", "--origin", "JPN", "--as-of", "2025-06-14", "--scenario", "snapback"), "Did you mean 'snapback-24'?"),
        (("history", "8703.23.01", "--origin", "JPN", "--known-by", "2030-01-01"), "Acts are known from 2024-12-31 to 2026-10-31."),
    ],
)
def test_a_question_that_cannot_be_answered_fails_with_one_clear_line(run, args, message):
    """Exit code 1, the message on standard error, no traceback and nothing on standard output."""
    done = run(*args)
    assert done.code == 1
    assert message in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert done.out == ""
