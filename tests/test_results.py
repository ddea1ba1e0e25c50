"""Every public result can be picked up: a card in a cell, a DataFrame with a contract, JSON; its numbers open their chains."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

import tradebrief as tb
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.opened import as_links
from tradebrief.results.contract import COLUMNS
from tradebrief.results.frames import DTYPES
from tradebrief.results.result import Listing, Result

DAY = "2025-06-14"


@cache
def book() -> tb.Workbook:
    return tb.load()


@cache
def exposure():
    return tb.exposure(book(), as_of=DAY, known_by=DAY)


@cache
def partners():
    return tb.partners(book(), as_of=DAY, known_by=DAY)


#: One answer of every public function, and what hangs on one.
ANSWERS: dict[str, Callable[[], object]] = {
    "load": book,
    "workbooks": tb.workbooks,
    "side_by_side": lambda: tb.side_by_side(as_of="2025-07-31"),
    "facts": lambda: book().facts(),
    "a fact": lambda: book().facts()[0],
    "evidence": lambda: book().evidence(),
    "readings": lambda: book().readings(),
    "a reading": lambda: book().readings()[0],
    "chronicle": lambda: book().chronicle(),
    "an event": lambda: book().chronicle().events[0],
    "schedule": lambda: book().schedule(),
    "law of a day": lambda: book().schedule().as_at(DAY),
    "duty": lambda: book().schedule().as_at(DAY).duty("8703.23.01", "JPN"),
    "fact_book": lambda: tb.fact_book(book()),
    "diff": lambda: tb.diff(book(), from_known="2025-05-15", to_known=DAY),
    "rate_path": lambda: tb.rate_path(book(), "8703.23.01"),
    "history": lambda: tb.history(book(), "8703.23.01"),
    "conflicts": lambda: tb.conflicts(book()),
    "goods": lambda: tb.goods(book(), "passenger cars"),
    "current_duties": lambda: tb.current_duties(book(), ["8703.23.01", "7208.10.15"], as_of=DAY),
    "check_rates": lambda: tb.check_rates(book()),
    "exposure": exposure,
    "series": lambda: tb.series(book(), first="2025-03-01", last="2025-08-31"),
    "bridge": lambda: tb.bridge(book(), as_of=DAY, start="legal", end="waugh"),
    "collected_vs_statutory": lambda: tb.collected_vs_statutory(book(), first="2025-01-01", last="2025-12-31"),
    "compare_scenarios": lambda: tb.compare_scenarios(book(), exposure()),
    "suspended": lambda: tb.suspended(book(), exposure()),
    "partners": partners,
    "partner_panel": lambda: tb.partner_panel(book(), first="2025-04-01", last="2025-04-12", only=["KOR", "EU"]),
    "partner_mix": lambda: tb.partner_mix(partners(), "JPN", ["EU", "KOR"]),
    "terms_compared": lambda: tb.terms_compared(book(), partners(), "JPN", ["GBR", "EU"]),
    "deals": lambda: tb.deals(book(), as_of="2025-12-31"),
    "published_rates": lambda: tb.published_rates(book()),
    "exposure_checks": lambda: tb.exposure_checks(book(), exposure()),
    "check_claims": lambda: tb.check_claims(book()),
    "guidance": lambda: tb.guidance(book()),
    "incidence": lambda: tb.incidence(book(), exposure(), count=2000),
    "quota_case": lambda: tb.quota_case(book(), exposure(), volume=100_000, inside_rate=0.025, outside_rate=0.15),
    "divert_cars": lambda: tb.divert_cars(book(), party="JPN", before=0.025, after=0.275, eps=1.5, sigma=3),
    "negotiating_positions": lambda: tb.negotiating_positions(book(), as_of=DAY),
    "cadence": lambda: tb.cadence(book(), as_of=DAY),
    "forecast": lambda: tb.forecast(book(), as_of=DAY, known_by=DAY, before=["2025-06-21"]),
    "forecast before any round": lambda: tb.forecast(book(), as_of="2025-03-01", known_by="2025-03-01"),
    "time_to_deal": lambda: tb.time_to_deal(book(), as_of=DAY, before=["2025-07-09"]),
    "backtest": lambda: tb.backtest(book()),
    "briefing": lambda: tb.briefing(book(), as_of=DAY, known_by=DAY, since="2025-05-15"),
    "ledger": lambda: tb.ledger(book()),
    "help": lambda: tb.help("who pays"),
    "scenario": lambda: tb.scenario(book(), "mine", off="usa-232-autos"),
}

NO_RESULTS = {"describe", "desk", "explorer", "find_passage", "set_language", "why"}
"""Public functions that give no result of an analysis."""


def answers() -> Iterator[tuple[str, object]]:
    yield from ((name, make()) for name, make in ANSWERS.items())


def test_every_public_function_is_asked_here():
    """A new public function gets a card and a frame, or is named as an exception."""
    functions = {name for name in tb.__all__ if callable(getattr(tb, name)) and not isinstance(getattr(tb, name), type)}
    assert functions - ANSWERS.keys() == NO_RESULTS


@pytest.mark.parametrize("name", ANSWERS)
def test_a_result_is_shown_on_a_card(name):
    """At most ten lines of text and 20 kB of HTML, which says what was asked and how to go on."""
    result = ANSWERS[name]()
    text, html = repr(result), result._repr_html_()
    assert 1 <= len(text.splitlines()) <= 10
    assert max(map(len, text.splitlines())) < 400
    assert len(html.encode()) <= 20_000
    assert "tb-card" in html
    assert "<script" not in html
    assert result.heading in text
    assert all(value in text or len(value) > 60 for value in result.question.values())


@pytest.mark.parametrize("name", ANSWERS)
def test_every_frame_keeps_the_contract(name):
    """Columns of the contract with the dtype of their kind, in full precision; the question, units and meanings beside them."""
    result = ANSWERS[name]()
    assert isinstance(result, Result)
    assert result._frames, "no frame"
    for which, told in result._frames.items():
        frame = result.to_frame(which)
        assert tuple(frame.columns) == told.names
        for column in frame:
            assert str(frame[column].dtype) == DTYPES[COLUMNS[column].kind], column
        assert frame.attrs["question"] == result.question
        assert set(frame.attrs["meaning"]) == set(frame.columns)
        assert len(frame) == len(told.of(result))
    if isinstance(result, Listing):
        assert len(result.to_frame()) == len(result)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_result_goes_through_json(name):
    """What ``to_dict`` gives is plain: it comes back from JSON as it went in."""
    plain = ANSWERS[name]().to_dict()
    assert json.loads(json.dumps(plain)) == plain


def test_names_of_columns_are_said_once_and_used():
    """Snake case, a meaning each, and none that no frame has."""
    used = {name for _, result in answers() for frame in result._frames.values() for name in frame.names}
    rows = {
        name
        for cls in _classes(Result)
        if isinstance(getattr(cls, "_frames", None), dict)
        for frame in cls._frames.values()
        for name in frame.names
    }
    assert [name for name in COLUMNS if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []
    assert used | rows <= COLUMNS.keys()
    assert (
        COLUMNS.keys()
        - used
        - rows
        - {"company", "disclosed_on", "period", "metric", "billions_low", "billions_high", "currency", "basis", "note"}
        == set()
    )
    assert COLUMNS.keys() - used - rows == set()
    assert all(column.says for column in COLUMNS.values())


def _classes(cls: type) -> Iterator[type]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _classes(sub)


def test_frames_hold_what_the_results_say():
    """The frame by group adds up to the exposure, the daily one holds each day, the events their days."""
    found = exposure()
    groups, measures, lines = (found.to_frame(which) for which in ("group", "measure", "line"))
    assert groups["duty"].sum() == pytest.approx(found.duty)
    assert groups["customs_value"].sum() == pytest.approx(found.customs_value)
    assert measures["duty"].sum() + found.mfn_duty == pytest.approx(found.duty)
    assert (lines["mfn_duty"] + lines["additional_duty"]).sum() == pytest.approx(found.duty)
    daily = tb.series(book(), first="2025-04-01", last="2025-04-30", known_by=DAY).to_frame("day")
    assert len(daily) == 30
    assert daily["first_day"].iloc[0] == pd.Timestamp("2025-04-01")
    facts = book().facts(known_by=DAY).to_frame()
    assert facts["known_from"].max() <= pd.Timestamp(DAY)
    assert facts["value"].notna().sum() == sum(not isinstance(one.fact.value, str | None) for one in book().facts(known_by=DAY))
    drawn = tb.incidence(book(), found, count=500).to_frame("draw")
    assert len(drawn) == 500
    assert drawn["duty"].between(0, found.duty * 1.5).all()


def test_a_frame_goes_where_pandas_goes(tmp_path):
    """To CSV, Excel and Parquet and back, without a loss."""
    frame = exposure().to_frame("measure")
    if find_spec("pyarrow"):
        frame.to_parquet(tmp_path / "a.parquet")
        assert pd.read_parquet(tmp_path / "a.parquet")["duty"].tolist() == frame["duty"].tolist()
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    assert pd.read_excel(tmp_path / "a.xlsx")["duty"].to_numpy() == pytest.approx(frame["duty"].to_numpy())
    frame.to_csv(tmp_path / "a.csv", index=False)
    assert pd.read_csv(tmp_path / "a.csv")["duty"].tolist() == frame["duty"].tolist()


def test_a_frame_that_is_not_there_is_named_with_those_that_are():
    """The near name is offered."""
    with pytest.raises(tb.AskError, match=r"has no frame of Exposure \(got groups\). Did you mean 'group'\?"):
        exposure().to_frame("groups")


def test_a_slice_of_a_listing_is_a_listing():
    """It keeps its card and its frame; a listing is a tuple in all else."""
    facts = book().facts()
    assert isinstance(facts[:3], Listing)
    assert len(facts[:3].to_frame()) == 3
    assert facts[:3] == tuple(facts)[:3]
    assert facts[0] is next(iter(facts))


def test_a_number_opens_its_chain_where_it_stands():
    """In a sentence and on a card, by an element that needs no script; a page has links to its own list of chains instead."""
    sentence = tb.words.exposure.owed(exposure())
    html = sentence._repr_html_()
    opened = re.findall(r'<details class="tb-why" data-trace="([^"]+)"><summary title="[^"]+">', html)
    assert opened == [trace.name for _, trace in sentence.traces()]
    assert "<details" in exposure()._repr_html_()
    assert re.findall(r'<a href="#([^"]+)">', as_links(html)) == opened
    assert "<style" not in as_links(html)
    assert "<details" not in as_links(html)


def test_hostile_text_is_escaped_on_cards():
    """A record's words are text, wherever they are shown."""
    bad = tb.Quantity(1, "", Trace(kind="text", says="<script>alert(1)</script>"))
    assert "<script>" not in bad._repr_html_()


def test_tables_are_numeric_too():
    """A column of figures can be averaged; what is no number stays text."""
    frame = tb.tables.exposure.by_group(exposure()).frame
    rates = frame["average tariff, %"]
    assert rates.dtype == np.float64
    assert rates.iloc[-1] == pytest.approx(100 * exposure().effective_rate)
    assert frame["product group"].iloc[-1] == "All trade"


def test_figures_are_matplotlib(tmp_path):
    """A figure has axes; what is changed on them shows, in the format that is asked for."""
    drawn = tb.figures.exposure.by_group(exposure())
    before = drawn.svg
    assert drawn.svg is before
    drawn.axes.set_title("Another title")
    drawn.axes.patches[0].set_facecolor("tradebrief:importer")
    assert "Another title" in drawn.svg
    assert "#d55e00" in drawn.svg.lower()
    assert drawn.save(tmp_path / "a.png", dpi=60).read_bytes()[:4] == b"\x89PNG"
    assert drawn.save(tmp_path / "b.svg").read_text() == drawn.svg
    assert drawn.save(tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"
    with pytest.raises(tb.AskError, match="has no ending of a figure"):
        drawn.save(tmp_path / "a.xyz")
    assert len(drawn.to_frame()) == len(exposure().by_group)


def test_every_figure_draws_into_axes_of_ones_own():
    """Given axes, a figure leaves the rest of the caller's figure alone."""
    import matplotlib.pyplot as plt

    whole, (left, right) = plt.subplots(1, 2, layout="constrained")
    drawn = tb.figures.exposure.by_group(exposure(), ax=left)
    assert drawn.axes is left
    assert drawn.figure is whole
    assert left.get_title(loc="left")
    assert not right.has_data()
    gaps = tb.figures.talks.gaps(tb.cadence(book(), as_of=DAY), tb.forecast(book(), as_of=DAY), ax=right)
    assert gaps.figure is whole
    assert right.child_axes
    plt.close(whole)


def test_the_style_and_its_colours_go_by_name():
    """``plt.style.use("tradebrief")`` works once the package is imported."""
    import matplotlib.pyplot as plt
    from matplotlib.colors import to_hex

    with plt.style.context("tradebrief"):
        assert plt.rcParams["axes.titlelocation"] == "left"
    assert to_hex("tradebrief:partner") == "#0072b2"


def test_completion_shows_what_there_is():
    """No imported module or constant among the names, no inner part of the workbook."""
    assert set(dir(tb)) == set(tb.__all__)
    assert dir(tb.figures.exposure) == ["by_group", "by_sector", "over_time", "scenarios", "waterfall"]
    for room in (tb.figures, tb.tables, tb.words):
        for name in room.__all__:
            module = getattr(room, name)
            assert all(getattr(module, one).__module__ == module.__name__ for one in dir(module)) if not isinstance(module, type) else True
    public = [name for name in dir(book()) if not name.startswith("_")]
    assert "facts" in public
    assert not {"origin_asked", "unread", "frames"} & set(public)


@pytest.mark.parametrize(
    ("get", "hint"),
    [
        (lambda: tb.exposur, "exposure"),
        (lambda: tb.figures.exposures, "exposure"),
        (lambda: book().fact, "facts"),
        (lambda: exposure().effective_rat, "effective_rate"),
    ],
)
def test_an_unknown_name_suggests_a_near_one(get, hint):
    """As every other error does."""
    with pytest.raises(AttributeError, match=f"Did you mean '{hint}'"):
        get()


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("who pays", "tb.incidence"),
        ("restyle a figure", "docs/how-to/figure.md"),
        ("next round", "tb.forecast"),
        ("what changed between two days", "tb.diff"),
    ],
)
def test_help_finds_by_words(words, call):
    """Functions and how-tos, the best first."""
    assert call in [one.call for one in tb.help(words)]


def test_help_that_finds_nothing_says_so():
    """And does not list the whole dictionary."""
    with pytest.raises(tb.AskError, match="finds nothing"):
        tb.help("zzqqxx")


def test_public_functions_say_their_arguments_and_an_example():
    """Each with parameters and an example that runs (the examples are tests of their modules)."""
    for name in set(ANSWERS) & set(tb.__all__):
        doc = getattr(tb, name).__doc__ or ""
        assert "Args:" in doc or name == "workbooks", name
        assert ">>> " in doc, name


def test_importing_costs_little():
    """Neither pandas nor matplotlib is imported with the package."""
    ask = "import sys, tradebrief; print(sorted({'pandas', 'matplotlib', 'numpy'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_scenario_of_ones_own_is_laid_over_the_law():
    """Cars at 10% instead of 25: fifteen points less on the trade that the measure applies to; the book itself stays as it was."""
    other = tb.scenario(book(), "cars-at-10", change={"usa-232-autos": "adds 10%"})
    assert "cars-at-10" not in book().scenarios
    found = tb.exposure(other, as_of=DAY, known_by=DAY, scenario="cars-at-10")
    applies = next(part.customs_value for part in exposure().by_measure if part.name == "usa-232-autos")
    assert exposure().duty - found.duty == pytest.approx(0.15 * applies)
    assert other.scenarios["cars-at-10"].from_ < date(2025, 4, 3)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"off": "usa-232-auto"}, "names no measure"),
        ({"change": {"usa-232-autos": "adds 10"}}, "has no unit"),
        ({"off": "usa-232-autos", "change": {"usa-232-autos": "adds 10%"}}, "says two things of one measure"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused(asked, says):
    """In one line that names it."""
    with pytest.raises(tb.AskError, match=says) as refused:
        tb.scenario(book(), "mine", **asked)
    assert "scenario 'mine'" in str(refused.value)
