"""The explorer answers what its controls say, keeps what did not change, writes a question down, and takes figures along."""

import asyncio
import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import ipywidgets
import pytest
from PIL import Image

import tradebrief as tb
from conftest import ROOT
from tradebrief.compare.read_back import told
from tradebrief.explore.answers import Answers
from tradebrief.explore.debounce import Debouncer
from tradebrief.explore.exports import free_name, keep
from tradebrief.explore.question import ExplorerQuestion, question_of
from tradebrief.explore.reproduce import reproduce
from tradebrief.explore.views import VIEWS
from tradebrief.render.parameters import contract_of
from tradebrief.render.recipe import by_name
from tradebrief.render.values import choices


@pytest.fixture(scope="module")
def book():
    return tb.load()


@pytest.fixture()
def explorer(book, tmp_path):
    """An explorer outside any notebook: each move is answered on the spot."""
    made = tb.explorer(book, out=str(tmp_path / "exports"))
    made.debouncer.call()
    return made


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# --- questions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"as_of": "14 June"}, "is not a day (got 14 June)"),
        ({"group": "car"}, "Did you mean 'cars'?"),
        ({"scenarios": ["deal-51"]}, "Did you mean 'deal-15'?"),
        ({"pass_through": 1.5}, "lies outside 0 to 1 (got 1.5)"),
        ({"know_by": "2025-06-14"}, "Did you mean 'known_by'?"),
        ({"view": "measure"}, "Did you mean 'measures'?"),
        ({"last": "2024-12-31"}, "is not after the first day"),
    ],
)
def test_a_question_that_cannot_be_is_refused_with_a_near_match(book, given, said):
    """The controls, the command line and a recipe share one contract."""
    with pytest.raises(tb.AskError, match=re.escape(said)):
        tb.explorer(book, **given)


def test_a_question_is_the_parameters_of_the_notebook(book):
    """Read from parameters and written as parameters, a question stays the same."""
    asked = question_of(book, as_of="2025-09-01", scenarios=["deal-15"], group="cars", elasticity=2.5)
    assert question_of(book, **asked.parameters) == asked
    assert set(asked.parameters) | {"view", "out"} == {
        one.name for one in contract_of(by_name("notebooks", ".ipynb")["explore"]).parameters
    }


# --- answers -------------------------------------------------------------------------------

MOVES = {
    "as_of": "2025-09-20",
    "known_by": "2025-06-14",
    "scenarios": ("cars-exempt",),
    "group": "steel",
    "convention": "tpc",
    "pass_through": 0.4,
    "elasticity": 2.0,
    "talks": "us-china-2025",
    "last": "2026-03-31",
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_hangs_on_the_fields_it_names_and_on_no_others(book, view):
    """Worked out from nothing, a view is the same after a control moved that it does not name, and another after one that it does."""
    one, start = VIEWS[view], question_of(book, as_of="2025-06-14")

    def shown(question):
        fresh = Answers(book)
        return one.told(fresh, question), one.table(fresh, question), one.figure(fresh, question).svg

    before = shown(start)
    for name, value in MOVES.items():
        assert (shown(replace(start, **{name: value})) != before) == (name in one.needs), name


def test_what_does_not_change_is_not_worked_out_again(explorer):
    """Each control runs the analyses that hang on it and no others; going back runs none."""
    explorer.open("bearers")
    runs = explorer.answers.runs

    def ran(**move):
        before = runs.copy()
        explorer.ask(**move)
        return {name for name in runs - before if ":" not in name}

    assert ran(elasticity=3.0) == {"response"}
    assert ran(talks="us-china-2025") == set()
    assert ran(as_of="2025-09-20") == {"exposure", "response"}
    assert ran(elasticity="assumed") == {"response"}
    assert ran(as_of="2025-06-14") == set()
    explorer.open("talks")
    assert ran(group="cars", convention="tpc", scenarios=["deal-15"]) == set()
    assert ran(known_by="2025-06-14") == {"cadence"}


def test_the_groups_of_products_add_up_to_all_goods(book):
    """One group asked alone owes what it owes among all, and all groups together what all goods owe."""
    answers, question = Answers(book), ExplorerQuestion(as_of="2025-09-20", convention="legal")
    whole = answers.exposure(question)
    alone = [answers.exposure(replace(question, group=name)) for name in book.groups]
    assert sum(one.duty for one in alone) == pytest.approx(whole.duty, rel=1e-12)
    assert sum(one.customs_value for one in alone) == pytest.approx(whole.customs_value, rel=1e-12)
    rates = {part.name: part.rate for part in whole.by_group}
    assert {one.by_group[0].name: one.effective_rate for one in alone} == pytest.approx(rates)


@pytest.mark.parametrize(("passed", "bearer"), [(1.0, "exporter_usd"), (0.0, "buyer_usd")])
def test_pass_through_decides_who_bears_the_duty(book, passed, bearer):
    """When all of it reaches the buyer exporters bear nothing, and the other way round; without any elasticity no trade is lost."""
    answers = Answers(book)
    found = answers.response(ExplorerQuestion(as_of="2025-06-14", pass_through=passed, elasticity=0.0))
    assert found.bands[bearer].central == pytest.approx(0, abs=1)
    assert found.bands["lost_trade_usd"].central == pytest.approx(0, abs=1)
    assert (found.lines["pass_through"] == passed).all()


def test_the_scenarios_view_compares_the_chosen_ones_with_the_law_as_it_is(book):
    """Each alone, not laid on one another: two that contradict each other can be compared."""
    answers, question = Answers(book), ExplorerQuestion(as_of="2025-06-14", scenarios=("car-tariff-30", "car-tariff-50"))
    bare = tb.exposure(book, as_of="2025-06-14").duty
    found = {one.name: one.difference for one in answers.others(question)}
    assert found == {name: pytest.approx(tb.exposure(book, as_of="2025-06-14", scenario=name).duty - bare) for name in question.scenarios}


def test_answers_forget_what_was_used_longest_ago(book):
    """It holds a fixed number of answers, and no refusal."""
    answers = Answers(book, most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert answers.kept("upper", name, name.upper) == name.upper()
    assert answers.runs["upper"] == 4
    with pytest.raises(ZeroDivisionError):
        answers.kept("upper", "d", lambda: 1 / 0)
    assert answers.kept("upper", "d", lambda: "D") == "D"


# --- showing -------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_says_what_was_asked_in_words_table_and_figure(explorer, view):
    """The figure carries the question at its foot and an alternative text."""
    explorer.open(view)
    explorer.ask(as_of="2025-09-20")
    pane = explorer.panes[view]
    assert "as of 20 September 2025" in text_of(pane.told.value)
    assert "as of 20 September 2025" in text_of(pane.figure.value)
    assert 'role="img" tabindex="0" aria-label="' in pane.figure.value
    assert "<table>" in pane.table.value


def test_figures_are_filled_anew_in_place(explorer):
    """A move makes no new widget, so nothing flickers."""
    before = [id(one) for one in inside(explorer.views)]
    pictures = []
    for day in ("2025-04-10", "2025-08-10"):
        explorer.ask(as_of=day)
        pictures.append(explorer.panes["rates"].figure.value)
    assert pictures[0] != pictures[1]
    assert [id(one) for one in inside(explorer.views)] == before


def test_a_view_that_was_left_shows_nothing_that_no_longer_holds(explorer):
    """A hidden view is emptied by a move that it hangs on, and kept by one that it does not."""
    explorer.open("talks")
    explorer.open("measures")
    explorer.ask(group="cars")
    assert explorer.panes["talks"].figure.value
    assert not explorer.panes["rates"].figure.value
    explorer.ask(as_of="2025-07-01")
    assert not explorer.panes["talks"].figure.value


def test_what_is_refused_is_a_message_and_the_next_move_answers(explorer):
    """Scenarios that contradict each other, a convention without a daily rate: never a traceback, and never an old figure."""
    pane = explorer.panes["rates"]
    explorer.ask(scenarios=["deal-15", "letter-25"])
    assert 'role="alert"' in pane.told.value
    assert "contradict each other" in pane.told.value
    assert (pane.figure.value, pane.table.value) == ("", "")
    explorer.ask(scenarios=[], convention="collected")
    assert "whole months" in pane.told.value
    explorer.ask(convention="legal")
    assert "an average statutory tariff of 16.2%" in pane.told.value
    assert pane.figure.value


def test_a_failure_nobody_foresaw_is_a_message_too(explorer, monkeypatch):
    """A bug in an analysis must not take the page down."""
    monkeypatch.setattr("tradebrief.explore.answers.exposure", lambda *a, **k: 1 / 0)
    explorer.ask(as_of="2025-07-03")
    assert "could not do that (got ZeroDivisionError" in explorer.panes["rates"].told.value


def test_wrong_parameters_are_a_message_where_a_reader_is_there(book, monkeypatch):
    """The explorer opens on the notebook's own start; a report is refused instead."""
    monkeypatch.setattr("tradebrief.explore.explorer.live", lambda: True)
    made = tb.explorer(book, group="carz")
    assert "Did you mean 'cars'?" in unescape(made.message.value)
    assert made.question == question_of(book)


def test_a_typed_day_moves_the_slider_and_one_outside_is_refused(explorer):
    """The day that holds comes back into the field."""
    typed, slider = explorer._of_controls.typed["as_of"], explorer._of_controls.fields["as_of"]
    typed.value = typed.value.replace(month=9)
    assert slider.value.isoformat() == "2025-09-14"
    typed.value = typed.value.replace(year=1999)
    assert "is outside the days of the slider (got 14 Sep 1999)" in explorer.message.value
    assert typed.value.isoformat() == "2025-09-14"


def test_back_to_the_start_undoes_every_move(explorer):
    """One press, one move."""
    start, answered = explorer.question, explorer.debouncer.newest
    explorer.ask(**{name: list(value) if isinstance(value, tuple) else value for name, value in MOVES.items() if name != "last"})
    assert explorer.question != start
    next(one for one in inside(explorer.controls) if getattr(one, "description", "") == "Back to the start").click()
    assert explorer.question == start
    assert explorer.debouncer.newest == answered + 2


def test_every_control_has_a_label_its_unit_and_its_meaning(explorer):
    """What the notebook's contract says of a parameter is what the control says."""
    fields = explorer._of_controls.fields
    labels = {name: field.description for name, field in fields.items()}
    assert labels["as_of"].endswith("(day)")
    assert labels["pass_through"].endswith("%")
    assert "% per %" in labels["elasticity"]
    helps = {one.name: one.help for one in contract_of(by_name("notebooks", ".ipynb")["explore"]).parameters}
    assert all(helps[name] in field.tooltip for name, field in fields.items())
    controls = [one for part in (explorer.controls, explorer.take, explorer.form) for one in inside(part)]
    assert all(one.description for one in controls if not isinstance(one, ipywidgets.HTML | ipywidgets.Box))


def test_a_saved_notebook_keeps_a_name_and_nothing_that_is_shown(explorer):
    """What a cell stores where a reader is there is a line and a reference."""
    for part in (explorer.controls, explorer.views, explorer.take, explorer.form):
        assert len(json.dumps(part._repr_mimebundle_())) < 400


# --- the newest move wins --------------------------------------------------------------------


def test_a_move_during_an_answer_drops_it_and_is_answered_itself():
    """Of a burst of moves only the newest is answered to the end; none is answered after a newer one."""
    state, finished = {"asked": 0}, []

    def act():
        asked = state["asked"]
        yield
        yield
        finished.append(asked)
        yield

    async def burst():
        debouncer = Debouncer(act)
        for asked in range(1, 30):
            state["asked"] = asked
            debouncer.call()
            if asked % 7 == 0:
                await asyncio.sleep(0.02)
            elif asked % 3 == 0:
                await asyncio.sleep(0)
        while debouncer.pending:
            await asyncio.sleep(0.001)

    asyncio.run(burst())
    assert finished == sorted(set(finished))
    assert finished[-1] == 29
    assert len(finished) < 29


def test_a_control_moved_while_computing_never_leaves_an_old_view(book, tmp_path):
    """The view is moved again between its table and its figure; what stands in the end is one answer, the newest."""
    made = tb.explorer(book, out=str(tmp_path))
    pane = made.panes["rates"]

    async def moves():
        made.ask(as_of="2025-04-10")
        while "10 April 2025" not in pane.told.value:
            await asyncio.sleep(0)
        assert pane.figure.value == ""
        made.ask(as_of="2025-08-10")
        while made.debouncer.pending:
            await asyncio.sleep(0.001)

    asyncio.run(moves())
    for shown in (pane.told.value, pane.figure.value, made.lines.value):
        assert "10 August 2025" in shown or "2025-08-10" in shown
        assert "10 April 2025" not in text_of(shown)
    assert made.answers.runs["rates: figure"] == 1


# --- asking again ------------------------------------------------------------------------------

ASKED = {
    "rates": {"as_of": "2025-09-20", "known_by": "2025-06-14"},
    "measures": {"as_of": "2025-09-20", "scenarios": ["cars-exempt"], "convention": "tpc"},
    "scenarios": {"as_of": "2025-06-20"},
    "bearers": {"as_of": "2025-06-20"},
    "talks": {"as_of": "2025-05-15", "known_by": "2025-05-15"},
    "forecast": {"as_of": "2025-05-25", "talks": "us-china-2018"},
}
BEYOND = {
    "rates": {"as_of": "2026-03-20", "scenarios": ["cars-exempt", "surcharge-15"], "convention": "yale-etrs", "group": "food"},
    "scenarios": {"scenarios": ["car-tariff-30", "car-tariff-50"]},
    "bearers": {"group": "cars", "pass_through": 0.35, "elasticity": 1.5},
}


def sentences_of(report: Path) -> list[str]:
    """What a report says, as its executed notebook holds it: without the marks and notes of the page."""
    return list(told(report.with_suffix(".ipynb")).sentences)


def bare(sentence: str) -> str:
    """A sentence without its band, which hangs on how many draws were made."""
    return re.sub(r" \(90% interval [^)]*\)", "", sentence)


@pytest.mark.parametrize(("view", "asked", "notebook"), [
    *((view, asked, VIEWS[view].notebook) for view, asked in ASKED.items()),
    *((view, asked, "explore") for view, asked in BEYOND.items()),
])  # fmt: skip
def test_a_copied_recipe_renders_and_says_the_same(book, run, tmp_path, monkeypatch, view, asked, notebook):
    """The recipe of a view, saved as a file, makes a report that holds every sentence of the view; the copied command makes the same."""
    made = tb.explorer(book, view=view, out=str(tmp_path / "exports"), **asked)
    made.save("yaml")
    same = reproduce(VIEWS[view], made.question)
    assert same.notebook == notebook
    [recipe] = (tmp_path / "exports").glob("*.yaml")
    monkeypatch.chdir(tmp_path)
    assert run("render", recipe, "--out", tmp_path / "by_recipe").code == 0
    [page] = (tmp_path / "by_recipe").glob("*.html")
    shown = [bare(str(one)) for one in VIEWS[view].say(made.answers, made.question)]
    said = " ".join(bare(one) for one in sentences_of(page))
    assert [one for one in shown if one not in said] == []
    if view in {"bearers", "forecast"}:  # one for each notebook; the others differ in their values only
        words = shlex.split(same.command)
        assert words[0] == "tradebrief"
        assert run(*words[1:]).code == 0
        assert sentences_of(tmp_path / "reports" / f"{same.name}.html") == sentences_of(page)


def test_a_copied_line_for_papermill_runs_and_draws_the_same(book, tmp_path):
    """Lists and words go through papermill's own reading of its command line."""
    made = tb.explorer(book, view="bearers", scenarios=["cars-exempt"], pass_through=0.35, group="car-parts")
    same = reproduce(VIEWS["bearers"], made.question)
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    words = shlex.split(same.papermill)
    done = subprocess.run([sys.executable, "-m", *words, "--no-progress-bar"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    notebook = json.loads((tmp_path / f"{same.name}.ipynb").read_text())
    outputs = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", [])]
    drawn = ["".join(one["image/svg+xml"]) for one in outputs if "image/svg+xml" in one]
    assert drawn[0] == VIEWS["bearers"].figure(made.answers, made.question).svg
    assert len(drawn) == len(VIEWS)


def test_a_report_of_the_explorer_shows_every_view_and_what_was_asked(run, tmp_path):
    """Without a reader there is no control to move: the page holds the parameters, six figures with their texts, and how to ask again."""
    done = run("render", "explore", "-p", "convention=collected", "-p", "as_of=2025-06-30", "--out", tmp_path)
    assert done.code == 0, done.err
    page = (tmp_path / "explore.html").read_text(encoding="utf-8")
    for caption in ("What was asked", "How to ask it again", "Notebooks that can be asked"):
        assert caption in page
    assert "is made of what customs collected in whole months" in page, "a view that is refused says why"
    assert "<script" not in page


# --- taking along --------------------------------------------------------------------------------


def test_figures_and_tables_are_saved_as_they_are_shown(explorer, tmp_path):
    """The SVG is the figure on show, the PNG the same in pixels, the CSV the table cell by cell."""
    explorer.open("measures")
    for kind in ("svg", "png", "csv"):
        explorer.save(kind)
        assert 'download="measures_2025-06-14.' in explorer.saved.value
    folder = tmp_path / "exports"
    svg = (folder / "measures_2025-06-14.svg").read_text(encoding="utf-8")
    assert svg in explorer.panes["measures"].figure.value
    with Image.open(folder / "measures_2025-06-14.png") as picture:
        width, height = picture.size
        assert len(picture.getcolors(1 << 24)) > 50
    box = [float(one) for one in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()]
    assert width / height == pytest.approx(box[0] / box[1], rel=0.01)
    rows = list(csv.reader(io.StringIO((folder / "measures_2025-06-14.csv").read_text(encoding="utf-8"))))
    table = tb.tables.exposure.by_measure(tb.exposure(explorer.book, as_of="2025-06-14"))
    assert rows[0] == list(table.columns)
    assert [row[2] for row in rows[1:]] == [row[2] for row in table.rows]


def test_a_file_that_stands_is_never_replaced(explorer, tmp_path):
    """The same bytes are not written twice, other bytes go under the next number, also from a second explorer on the folder."""
    folder = tmp_path / "exports"
    explorer.save("csv")
    explorer.save("csv")
    assert "Stands already, the same" in explorer.saved.value
    other = tb.explorer(explorer.book, out=str(folder), convention="tpc")
    other.save("csv")
    assert sorted(path.name for path in folder.iterdir()) == ["rates_2025-06-14-2.csv", "rates_2025-06-14.csv"]


def test_a_file_never_leads_out_of_its_folder(tmp_path):
    """Neither by its name nor through a link that somebody laid; what cannot be written is a refusal."""
    with pytest.raises(tb.AskError, match="is not a plain file name"):
        keep(tmp_path / "exports", "../outside", "svg", b"<svg/>")
    outside = tmp_path / "outside.svg"
    (tmp_path / "exports" / "view.svg").symlink_to(outside)
    path, anew = keep(tmp_path / "exports", "view", "svg", b"<svg/>")
    assert (path.name, anew, outside.exists()) == ("view-2.svg", True, False)
    (tmp_path / "file").write_text("")
    with pytest.raises(tb.AskError, match="cannot be written to"):
        keep(tmp_path / "file", "view", "svg", b"<svg/>")


def test_what_cannot_be_saved_is_a_message(book, tmp_path):
    """No traceback, and the reason stands by the buttons."""
    (tmp_path / "exports").write_text("a file where the folder should be")
    made = tb.explorer(book, out=str(tmp_path / "exports"))
    made.save("svg")
    assert "cannot be written to" in made.saved.value
    made.ask(scenarios=["deal-15", "letter-25"])
    made.save("png")
    assert "contradict each other" in made.saved.value


def test_a_free_name_has_no_file_of_any_kind(tmp_path):
    """A report is several files; none of them may stand."""
    assert free_name(tmp_path / "none", "fact_book") == "fact_book"
    (tmp_path / "fact_book.failed.ipynb").write_text("")
    (tmp_path / "fact_book-2.html").write_text("")
    assert free_name(tmp_path, "fact_book") == "fact_book-3"


# --- forms -----------------------------------------------------------------------------------------


@pytest.fixture()
def form(book, tmp_path):
    from tradebrief.explore.form import Form

    return Form(book, tmp_path / "exports")


@pytest.mark.parametrize("name", by_name("notebooks", ".ipynb"))
def test_any_notebook_has_a_form_made_from_its_contract(form, name):
    """A labelled field for each parameter with its help; untouched, it asks what the notebook asks by itself."""
    form.notebook.value = name
    contract = contract_of(by_name("notebooks", ".ipynb")[name])
    assert [field.control.description for field in form.fields] == [one.name for one in contract.parameters]
    for field, parameter in zip(form.fields, contract.parameters, strict=True):
        assert all(one in text_of(field.box.children[1].value) for one in (parameter.help.split(" ")[0], parameter.takes.split("..")[0]))
    assert form.changed() == {}


@pytest.mark.parametrize(
    ("notebook", "field", "value", "said"),
    [
        ("tariff_exposure", "quota_inside", "1.7", "lies outside 0 to 1"),
        ("tariff_exposure", "quota_cars", "many", "takes a whole number"),
        ("tariff_exposure", "scenario", "deal-51", "Did you mean 'deal-15'?"),
        ("tariff_exposure", "as_of", None, "is not a day"),
        ("negotiation_cadence", "talks", "japan-us-2052", "Did you mean 'japan-us-2025'?"),
        ("negotiation_cadence", "known_by", "2025-06-31", "is not a day"),
        ("explore", "elasticity", "assumd", "takes a number"),
    ],
)  # fmt: skip
def test_a_wrong_field_says_why_and_nothing_is_rendered(form, notebook, field, value, said):
    """The message stands beside the field, with the nearest name where one is near; corrected, it goes."""
    form.notebook.value = notebook
    mine = next(one for one in form.fields if one.parameter.name == field)
    before = mine.control.value
    mine.control.value = value
    assert said in text_of(mine.wrong.value)
    form.render()
    assert "Some fields are wrong" in form.said.value
    assert not form.out.exists()
    mine.control.value = before
    assert mine.wrong.value == ""


def test_a_form_shows_the_command_that_does_the_same(form, run, tmp_path, monkeypatch):
    """Only what differs from the notebook's own values is named."""
    form.notebook.value = "fact_book"
    next(one for one in form.fields if one.parameter.name == "known_by").control.value = "2025-05-15"
    form.show()
    assert "tradebrief render fact_book -p known_by=2025-05-15" in text_of(form.said.value)


def test_a_form_renders_a_report_under_a_free_name(form, tmp_path):
    """The page is written by a process of its own into the folder of exports; an older one stays."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "fact_book.html").write_text("older")
    form.notebook.value = "fact_book"
    next(one for one in form.fields if one.parameter.name == "known_by").control.value = "2025-05-15"
    form.render()
    assert "Written: " in form.said.value
    assert not form.render_button.disabled
    page = (tmp_path / "exports" / "fact_book-2.html").read_text(encoding="utf-8")
    assert "2025-05-15" in page
    assert (tmp_path / "exports" / "fact_book.html").read_text() == "older"


def test_a_report_that_fails_is_told(form, tmp_path):
    """Which cell, and why, in a line."""
    form.notebook.value = "tariff_exposure"
    next(one for one in form.fields if one.parameter.name == "trade").control.value = str(tmp_path / "no_such_file.csv")
    form.render()
    assert "no_such_file.csv" in text_of(form.said.value)
    assert "Traceback" not in form.said.value


def test_choices_are_the_names_a_parameter_takes(book):
    """Lists of the workbook, fixed lists and lists in words; nothing where anything may be written."""
    assert choices("one of: start, last day", book) == ["start", "last day"]
    assert choices("product group or all", book) == [*sorted(book.groups), "all"]
    assert choices("scenario or nothing", book) == sorted(book.scenarios)
    assert choices("list of scenario", book) == sorted(book.scenarios)
    assert "JPN" in choices("origin", book)
    assert all(re.fullmatch("[A-Z]{3}|EU", name) for name in choices("origin", book))
    assert choices("date or latest", book) == choices("number 0..1", book) == []


# --- the verb ----------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_the_page_is_served_to_this_machine_only():
    """``make app`` binds to the loopback address and uses the template that asks no content network."""
    assert "--Voila.ip=127.0.0.1" in make_app()
    assert "--template=tradebrief" in make_app()
    assert "--token" not in make_app()


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.0.7", "::"])
def test_elsewhere_the_page_asks_for_a_token(address):
    """What other machines can reach is shown to whoever has the token that is printed, without being asked to."""
    assert make_app(f"IP={address}").split()[-1] == "--token"


def make_app(*words: str) -> str:
    """What ``make app`` would run."""
    return subprocess.run(
        ["make", "--no-print-directory", "-n", "-o", ".venv/.ready", "app", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
