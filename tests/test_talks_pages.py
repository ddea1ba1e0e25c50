"""What pages show of the talks: figures with alternative texts made from the numbers, tables, sentences, the notebooks."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from functools import lru_cache

import pytest

import tradebrief as tb
from conftest import ROOT
from tradebrief.wording import long_day
from tradebrief.workbook.loader import read

JUNE = {"as_of": "2025-06-14", "known_by": "2025-06-14"}
EARLY = {"as_of": "2025-03-01", "known_by": "2025-03-01"}
LATE = {"as_of": "2025-07-31", "known_by": "2025-09-30"}


@lru_cache
def book():
    return read()[0]


@lru_cache
def results(as_of: str, known_by: str):
    asked = {"as_of": as_of, "known_by": known_by}
    return {
        "cadence": tb.cadence(book(), **asked),
        "forecast": tb.forecast(book(), **asked),
        "alone": tb.forecast(book(), **asked, support="articles"),
        "deals": tb.time_to_deal(book(), **asked),
        "moved": tb.negotiating_positions(book(), **asked),
        "tested": tb.backtest(book(), known_by=known_by),
        "kept": tb.ledger(book(), known_by=known_by),
    }


FIGURES = {
    "talks.swim_lanes": ("cadence",),
    "talks.gaps": ("cadence", "forecast"),
    "talks.spread": ("forecast",),
    "deals.time_to_deal": ("deals",),
    "deals.time_to_signing": ("deals",),
    "positions.offers_and_demands": ("moved",),
    "positions.who_met_whom": ("moved",),
}
TABLES = {
    "talks.rounds": ("cadence",), "talks.contacts": ("cadence",), "talks.deadlines": ("cadence",), "talks.trend": ("cadence",), "talks.bounds": ("cadence",),
    "talks.models": ("forecast",), "talks.reference": ("forecast",), "talks.partners": ("deals",), "talks.deals": ("deals",), "talks.back_test": ("tested",),
    "talks.ledger": ("kept",), "talks.checks": ("cadence", "forecast", "alone"), "talks.sources": ("cadence",), "positions.statements": ("moved",),
    "positions.topics": ("moved",), "positions.hedges": ("moved",), "positions.accounts": ("moved",), "positions.remarks": ("moved",),
}  # fmt: skip
SENTENCES = {
    "talks.rounds": ("cadence",), "talks.median": ("cadence",), "talks.cadence": ("cadence",), "talks.trap": ("cadence",), "talks.articles_alone": ("cadence",),
    "forecast.next_round": ("forecast",), "forecast.leaning": ("forecast",), "forecast.outcome": ("forecast",), "forecast.deal": ("deals",),
    "forecast.deadlines": ("deals",), "forecast.back_test": ("tested",), "positions.offers": ("moved",), "positions.lone_sources": ("moved",), "positions.meetings": ("moved",),
    "positions.topics": ("moved",), "positions.accounts": ("moved",), "positions.remarks": ("moved",), "positions.hedging": ("moved",),
}  # fmt: skip


def shown(kind: str, name: str, needs: tuple[str, ...], asked: dict[str, str]):
    """What a function of a module shows of the results for two days."""
    module, function = name.split(".")
    found = results(**asked)
    return getattr(getattr(getattr(tb, kind), module), function)(*(found[one] for one in needs))


@pytest.mark.parametrize("asked", [JUNE, EARLY, LATE], ids=["june", "early", "late"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_an_alternative_text_with_counts_and_the_day(name, asked):
    """Made from the numbers: what chart, of how many what, as of which day; before the first round too."""
    drawn = shown("figures", name, FIGURES[name], asked)
    assert re.search(r"\b\d+ [a-z]|[Ee]mpty", drawn.alt)
    assert long_day(date.fromisoformat(asked["as_of"])) in drawn.alt
    assert re.match(r"[A-Z][a-z-]+ ([a-z-]+ )*(chart|plot|map|matrix|curve)", drawn.alt)
    assert drawn.svg.startswith("<svg")


KEY_NUMBERS = [
    ("talks.gaps", "p = 0.12"),
    ("talks.gaps", "80% interval 4–35"),
    ("talks.spread", "gives 78%"),
    ("talks.spread", "from 49% to 100%"),
    ("deals.time_to_deal", "9 July 2025 is 5%"),
    ("talks.swim_lanes", "15, 22, 7, 6, 8"),
    ("positions.who_met_whom", "Lutnick 6, Bessent 5"),
]


@pytest.mark.parametrize(("name", "number"), KEY_NUMBERS)
def test_the_alternative_text_holds_the_key_number(name, number):
    """As of 14 June 2025."""
    assert number in shown("figures", name, FIGURES[name], JUNE).alt


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_each_time(name):
    """The same numbers give the same bytes."""
    assert shown("figures", name, FIGURES[name], JUNE).svg == shown("figures", name, FIGURES[name], JUNE).svg


@pytest.mark.parametrize("asked", [JUNE, EARLY, LATE], ids=["june", "early", "late"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_shown(name, asked):
    """Each row has as many cells as there are columns, and no cell shows a record as it lies in memory."""
    table = shown("tables", name, TABLES[name], asked)
    assert all(len(row) == len(table.columns) for row in table.rows)
    html = table._repr_html_()
    assert "object at 0x" not in html
    assert "nan" not in re.sub(r"[a-z]*nan[a-z]+|[a-z]+nan[a-z]*", "", html.lower())


@pytest.mark.parametrize("asked", [JUNE, EARLY, LATE], ids=["june", "early", "late"])
@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_ends_and_names_no_missing_number(name, asked):
    """A full stop at its end; never *None* or *nan* in it."""
    said = str(shown("words", name, SENTENCES[name], asked))
    assert said.endswith(".")
    assert not re.search(r"\bNone\b|\bnan\b|\binf\b", said)


def test_no_sentence_says_more_than_the_ladder_allows():
    """At five gaps the forbidden words stand in no sentence, and acceleration is said not to be shown."""
    said = " ".join(str(shown("words", name, SENTENCES[name], JUNE)) for name in SENTENCES)
    assert not any(word in said for word in results(**JUNE)["cadence"].rung.not_allowed)
    assert "cannot be distinguished from chance" in said


def test_at_eight_gaps_a_trend_may_be_named():
    """With eight falling gaps in perfect order the sentence says so, with both tests."""
    from dataclasses import replace

    from tradebrief.analysis.cadence.trend_tests import order_tests

    gaps = (80, 70, 60, 50, 40, 30, 20, 10)
    found = replace(results(**JUNE)["cadence"], gaps=gaps, order=order_tests(gaps))
    assert "closer together" in str(tb.words.talks.cadence(found))
    rising = replace(found, gaps=gaps[::-1], order=order_tests(gaps[::-1]))
    assert "further apart" in str(tb.words.talks.cadence(rising))
    few = replace(found, gaps=gaps[:5], order=order_tests(gaps[:5]))
    assert "too few to call it a trend" in str(tb.words.talks.cadence(few))


def test_the_probability_can_be_followed_to_the_texts():
    """From the number to its formula, from there to rounds, texts, class and assumptions."""
    trace = tb.why(tb.words.forecast.next_round(results(**JUNE)["forecast"]), "78%")
    chain = str(trace)
    assert {name: step.value for name, step in zip(trace.inputs, trace.of, strict=False)} == {
        "days": 25,
        "elapsed": 1,
        "k": 2,
        "a": 14,
        "b": 114,
    }
    assert "#round-6.day" in chain
    assert "code points 8654 to 8717 of page 003_8a803897b3b0c229.txt" in chain
    days = (16, 22, 18, 35, 69, 33, 26, 43, 10, 30, 19, 15, 34, 20, 30)
    assert f"16 + 22 + 18 + 35 + {sum(days[4:])}) / {len(days)} = 28 days: mean days from round to round of other talks" in chain


def test_the_report_checks_itself():
    """Every check holds in June."""
    table = shown("tables", "talks.checks", TABLES["talks.checks"], JUNE)
    assert [row[1] for row in table.rows] == ["holds"] * 4


def test_without_outside_texts_the_articles_give_the_forecast(tmp_path):
    """With the folder of outside claims gone the June forecast is the same, and the third to fifth round are dated by the week."""
    seeds = shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.rmtree(seeds / "outside")
    bare = read(seeds)[0]
    made = tb.forecast(bare, as_of=date(2025, 6, 14), known_by="2025-06-14", before=[date(2025, 7, 9)])
    assert made.headline.p == pytest.approx(0.779217447328, rel=1e-9)
    assert tb.cadence(bare, as_of=date(2025, 6, 14), known_by="2025-06-14").bounds.sets == 125


@pytest.mark.parametrize("name", ["negotiation_cadence", "offers_and_demands"])
def test_the_notebooks_hold_the_sentences_they_make(name):
    """Each checked cell stores one sentence; the parameters are those of the plan."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    checked = [cell for cell in notebook["cells"] if "nbval-check-output" in cell["metadata"].get("tags", [])]
    assert checked
    assert all(cell["outputs"] for cell in checked)
    source = "".join(next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))["source"])
    wanted = {"as_of", "known_by", "talks", "clock", "language"} | (
        {"round_rule", "prior_weight", "prior_gap"} if name == "negotiation_cadence" else set()
    )
    assert wanted == set(re.findall(r"^(\w+):", source, re.MULTILINE))
