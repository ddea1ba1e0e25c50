"""The course of a rate, and the figures and tables that show the law."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.figures import rates as figures
from tradebrief.law.rate_path import rate_path
from tradebrief.tables import rates as tables

BOOK = tb.load()


@pytest.fixture(scope="module")
def schedule():
    return BOOK.schedule("USA")


def test_the_steps_of_a_course_cover_every_day_once(schedule):
    """From the first known day to the last, without gap or overlap."""
    found = rate_path(BOOK, "8481.80.50")
    assert found.steps[0].first == date(2024, 12, 31)
    assert found.steps[-1].last == date(2026, 10, 31)
    for before, after in pairwise(found.steps):
        assert (after.first - before.last).days == 1


def test_rates_that_did_not_hold_stand_beside_the_course(schedule):
    """Suspended 3 + 24, first published 3 + 15, threatened 3 + 25 of the letter and 3 + 15 of the surcharge."""
    beside = {(one.first.isoformat(), one.state): (one.rate, one.last.isoformat()) for one in rate_path(BOOK, "8481.80.50").beside}
    assert beside == {
        ("2025-07-09", "suspended"): (Decimal("0.27"), "2025-07-31"),
        ("2025-08-01", "suspended"): (Decimal("0.27"), "2025-08-06"),
        ("2025-08-07", "first published"): (Decimal("0.18"), "2025-09-03"),
        ("2025-08-01", "threatened"): (Decimal("0.28"), "2025-08-06"),
        ("2026-02-24", "threatened"): (Decimal("0.18"), "2026-07-23"),
    }


def test_a_car_has_nothing_beside_its_course_and_one_deal(schedule):
    """The reciprocal duty never lay on it; the deal of 22 July went before its order."""
    found = rate_path(BOOK, "8703.23.01")
    assert found.beside == ()
    assert [day.isoformat() for day, _ in found.deals] == ["2025-07-22"]


def test_a_course_as_known_by_a_day_knows_nothing_later(schedule):
    """In June 2025 the letter and the order of August were not yet there."""
    found = rate_path(BOOK, "8481.80.50", known_by="2025-06-14", until="2025-12-31")
    assert found.beside == ()
    assert found.last_rate == Decimal("0.27")


def test_toylands_course_can_be_checked_in_the_head():
    """15%, 31 with the paper duty, 29.2 with the truce; first published 37 and threatened 49."""
    found = rate_path(tb.load(TOYLAND), "6505.00", origin="SYL", importer="FRE")
    assert [one.rate for one in found.steps] == [Decimal(text) for text in ("0.05", "0.15", "0.31", "0.292")]
    assert {(one.state, one.rate) for one in found.beside} == {("first published", Decimal("0.37")), ("threatened", Decimal("0.49"))}


def drawn(schedule) -> list[tuple[str, object]]:
    law = schedule.as_at("2025-08-20")
    return [
        ("27% suspended", figures.rate_path(rate_path(BOOK, "8481.80.50"))),
        ("gives way: usa-reciprocal-jpn on 50% of the value", figures.stack(law.duty("8429.52.10", "JPN"))),
        ("EO 14345 s. 2", figures.gaps(tb.history(BOOK, "8481.80.50"))),
    ]


def test_the_figures_are_drawings_with_words(schedule):
    """Each is valid XML with its text as text, has an alternative text with its finding, and the rows it shows."""
    for words, figure in drawn(schedule):
        texts = " ".join(element.text or "" for element in ET.fromstring(figure.svg).iter() if element.tag.endswith("}text"))
        assert words in texts
        assert len(figure.alt) > 60
        assert figure.rows
        assert all(len(row) == len(figure.columns) for row in figure.rows)


def test_a_figure_is_the_same_bytes_each_time(schedule):
    """Nothing of the day or the machine is in it."""
    assert [figure.svg for _, figure in drawn(schedule)] == [figure.svg for _, figure in drawn(schedule)]


def test_the_alternative_text_of_a_course_tells_its_finding(schedule):
    """Start, end, highest and what did not hold, with their numbers."""
    alt = figures.rate_path(rate_path(BOOK, "8481.80.50")).alt
    for words in (
        "3% on 31 December 2024, 12.5% on 31 October 2026",
        "highest 27% from 9 April 2025",
        "18% first published from 7 August 2025",
    ):
        assert words in alt


def test_the_table_of_the_schedule_links_to_its_acts(schedule):
    """Every act named in the table of measures has its place in the table of acts."""
    law = schedule.as_at("2025-10-01")
    measures, acts = tables.schedule(law, "JPN"), tables.acts(law, "JPN")
    places = {row[0].name for row in acts.rows}
    assert {row[-1].to for row in measures.rows} == places
    assert "90 FR 44638" in acts._repr_html_()


def test_the_table_of_a_duty_adds_up(schedule):
    """The parts stand above the total, what gave way below."""
    table = tables.components(schedule.as_at("2025-06-14").duty("8703.23.01", "JPN"))
    assert [row[4] for row in table.rows] == ["2.5%", "25%", "27.5%"]
    assert "usa-reciprocal-jpn gives way on 100% of the value" in table.note


def test_tables_of_changes_and_conflicts_hold_a_row_for_each(schedule):
    """One row to a change, one to a conflict."""
    changes, conflicts = tb.history(BOOK, "8703.23.01"), tb.conflicts(BOOK)
    assert [row[:3] for row in tables.history("8703.23.01", changes).rows] == [
        ("2025-04-03", "2.5%", "27.5%"),
        ("2025-09-16", "27.5%", "15%"),
    ]
    assert len(tables.conflicts(conflicts).rows) == len(conflicts)
