"""The top of the briefing: which findings are shown on which day is decided by rules over the results."""

from functools import cache

import pytest

import tradebrief as tb
from tradebrief.analysis.briefing import Briefing

#: Days from before the talks to long after the deal, each with the day of the last briefing and the stage it falls in.
DAYS = {
    "2025-02-01": ("2025-01-01", "before the talks"),
    "2025-04-11": ("2025-04-01", "before the talks"),
    "2025-04-20": ("2025-04-11", "talks"),
    "2025-05-15": ("2025-04-20", "talks"),
    "2025-06-14": ("2025-05-15", "talks"),
    "2025-07-25": ("2025-07-08", "after a deal"),
    "2025-09-20": ("2025-08-01", "after a deal"),
    "2026-03-01": ("2026-01-15", "after a deal"),
    "2026-10-31": ("2026-07-01", "after a deal"),
}

FINDINGS = ("bottom_line", "tariffs_now", "since", "stands", "outlook", "watch")


@cache
def book() -> tb.Workbook:
    return tb.load()


@cache
def brief(day: str) -> Briefing:
    return tb.briefing(book(), as_of=day, known_by=day, since=DAYS[day][0])


@cache
def said(day: str) -> dict[str, str]:
    return {name: str(getattr(tb.words.brief, name)(brief(day))) for name in FINDINGS}


@pytest.mark.parametrize("day", DAYS)
def test_the_stage_of_the_talks_decides_what_is_said(day):
    """Before the first round what is at stake, during the talks the outlook, after a deal its follow-up."""
    stage = DAYS[day][1]
    assert brief(day).stage == stage
    told = said(day)
    assert told["bottom_line"].startswith("Bottom line: ")
    assert ("have not begun" in told["bottom_line"]) == (stage == "before the talks")
    assert ("not produced a deal" in told["bottom_line"]) == (stage == "talks")
    assert ("The deal of 22 July 2025" in told["bottom_line"]) == (stage == "after a deal")
    assert told["stands"].startswith("Follow-up:" if stage == "after a deal" else "Positions:")
    assert ("A further round" not in told["outlook"]) or stage == "talks"
    assert ("if the pause lapses" in told["bottom_line"].lower()) == (brief(day).rate_if_lapsed is not None and stage != "after a deal")


def test_the_briefing_of_14_june_2025_says_what_was_worked_out_by_hand():
    """The numbers of a model briefing written by hand from the tables: the average now and after the pause, cars, rounds, chances."""
    told = said("2025-06-14")
    assert "6 ministerial rounds since 16 April 2025" in told["bottom_line"]
    assert "47% of the tariff bill" in told["bottom_line"]
    assert "on 9 July 2025, the average US tariff on imports from Japan rises from 16.2% to 22.4%" in told["bottom_line"]
    assert "16.2–17.0%" in told["tariffs_now"]
    assert "1.5%" in told["tariffs_now"]
    assert "$24.6 billion" in told["tariffs_now"]
    assert "84% of trade" in told["tariffs_now"]
    assert "up 0.8 points; 4 ministerial rounds" in told["since"]
    assert "likely (78%; 49–" in told["outlook"]
    assert "very unlikely (5%)" in told["outlook"]
    assert "Confidence is low (5 intervals between rounds, 1 comparable deal)" in told["outlook"]
    assert "17 June 2025" in told["watch"]
    assert "$10.4 billion a year" in told["watch"]


@pytest.mark.parametrize("day", DAYS)
def test_scenarios_without_effect_are_named_and_not_tabled(day):
    """Each scenario stands in one place, the baseline in none."""
    found = brief(day)
    tabled = [row[0] for row in tb.tables.brief.scenarios(found.with_effect).rows]
    named = str(tb.words.brief.without_effect(found))
    assert all(round(one.difference / 1e6) for one in found.with_effect)
    assert [one.title for one in found.without_effect if one.title in tabled or one.title not in named] == []
    assert "baseline" not in named + " ".join(map(str, tabled))


@pytest.mark.parametrize("day", DAYS)
def test_findings_are_short_and_end_as_sentences(day):
    """At most five below the bottom line, none longer than a short paragraph."""
    for text in said(day).values():
        assert text.endswith(".")
        assert len(text) < 600
        assert "  " not in text
        assert "None" not in text.removesuffix("None is further along than when first reported.")


def test_one_statement_fills_one_row():
    """Demands that one statement carries share its row; what an agreement superseded is shown by its latest status."""
    table = tb.tables.brief.positions(brief("2025-06-14").positions)
    statements = [(row[0], row[3]) for row in table.rows]
    assert len(statements) == len(set(statements))
    assert any("; " in str(row[1]) for row in table.rows)
    later = tb.tables.brief.positions(brief("2026-03-01").positions)
    assert any(str(row[2]).startswith(("agreed", "in effect")) for row in later.rows)


def test_a_consequence_is_said_as_a_condition():
    """A table of days ahead tells no outcome that was not known."""
    table = tb.tables.brief.ahead(brief("2025-06-14").rounds, ())
    assert "if missed, or from then on" in table.columns
    assert not any("part without an agreement" in str(row) for row in table.rows)
