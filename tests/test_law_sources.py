"""The rates and lists of the law beside the public data they were drawn up from."""

from __future__ import annotations

import csv

import pytest

import tradebrief as tb
from conftest import DATA, needs_data

RULES = DATA / "rule_lists"


@pytest.fixture(scope="module")
def book():
    return tb.load()


@needs_data
@pytest.mark.parametrize(
    ("name", "file", "left_out"),
    [
        ("usa-232-auto-parts", "s232_auto_parts.txt", {"8471"}),
        ("usa-232-heavy-vehicle-parts", "s232_mhd_parts.txt", set()),
        ("usa-232-pharmaceuticals", "s232_pharma_products.csv", set()),
    ],
)
def test_a_short_list_of_an_annex_is_whole(book, name, file, left_out):
    """Every code of the annex is held, and nothing is listed that lies outside it."""
    codes = {word for line in (RULES / file).read_text(encoding="utf-8").splitlines() if (word := line.split(",")[0].strip('"')).isdigit()}
    listed = book.lists[name]
    assert all(listed.holds(code) for code in codes - left_out)
    assert {line.code for line in listed.lines} == {code[:8] if code[8:] == "00" else code for code in codes - left_out}


@needs_data
@pytest.mark.parametrize(
    ("measure", "file", "column", "wanted"),
    [
        ("usa-section-122-exempt", "s122_exempt_products.csv", "", ""),
        ("usa-232-steel-inclusions", "s232_derivative_products.csv", "derivative_type", "steel"),
        ("usa-232-metals-i-a", "s232_annex_products.csv", "annex", "1a"),
        ("usa-232-metals-i-b", "s232_annex_products.csv", "annex", "1b"),
        ("usa-232-metals-i-c", "s232_annex_products.csv", "annex", "1c"),
    ],
)
def test_a_short_form_never_takes_a_line_of_its_annex_for_outside(book, measure, file, column, wanted):
    """What the full list holds, the short form holds or leaves open; goods of the surcharge's list that are free for aircraft only are left out."""
    scope = book.schedule("USA").by_id[measure].scope
    with (RULES / file).open(encoding="utf-8") as text:
        reader = csv.DictReader(text)
        first = (reader.fieldnames or [""])[0]
        rows = [row for row in reader if not column or row[column] == wanted]
    chapters = {line.code[:4] for one in scope.inside for line in one.lines}
    later = (
        {row[first] for row in rows if row.get("effective_date", "").startswith("2026-06")} if measure != "usa-232-metals-i-c" else set()
    )
    aircraft = {"84", "85", "88", "90"} if measure == "usa-section-122-exempt" else set()
    codes = [row[first] for row in rows if row[first][:4] in chapters and row[first] not in later and row[first][:2] not in aircraft]
    assert len(codes) > 20
    missed = [code for code in codes if len(code) >= 8 and scope.holds(code) is False]
    assert missed == []
