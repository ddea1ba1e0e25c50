"""Any papermill notebook renders: its parameters are typed by annotation or default, and what its cells show is shown safely."""

import json
import re
from pathlib import Path

import nbformat
import pytest

import tradebrief as tb
from conftest import ROOT
from tradebrief.render.parameters import contract_of

HANDED = ROOT.parent / "shared" / "handed" / "notebooks"

CELL = """from datetime import date
import datetime as dt
from typing import Any, Literal, Optional
%config InlineBackend.figure_format = "png"
n = 3  # how many
share: float = 0.5
name = "a=b"
flag = False
day: date | None = None  # a day
other: dt.date = dt.date(2025, 6, 14)
who: Optional[str] = None
mode: Literal["a", "b"] = "a"
xs = [1,
      2]  # numbers
words: list[str] = ["x"]
opts: dict = {"k": 1}
free = None
made = sum([1, 2])
"""


@pytest.fixture()
def typed(tmp_path) -> Path:
    """A notebook with every kind of parameter, which prints them."""
    show = "print(repr([n, share, name, flag, day, other, who, mode, xs, words, opts, free, made]))"
    return written(tmp_path / "typed.ipynb", ("# Typed", "m"), (CELL, "parameters"), (show, ""))


def written(path: Path, *cells: tuple[str, str]) -> Path:
    v4 = nbformat.v4
    made = [
        v4.new_markdown_cell(text) if tag == "m" else v4.new_code_cell(text, metadata={"tags": [tag] if tag else []}) for text, tag in cells
    ]
    nbformat.write(
        v4.new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}), path
    )
    return path


def printed(folder: Path, name: str) -> str:
    notebook = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    return "".join(
        output["text"] for cell in notebook["cells"] for output in cell.get("outputs", []) if output["output_type"] == "stream"
    ).strip()


def test_regions_of_a_page_are_told_apart(run, tmp_path):
    """A DataFrame or a table shown twice has a label of its own each time, which says what it is."""
    setting = "import pandas as pd\nfrom tradebrief.tables.table import Table\nframe = pd.DataFrame({'a': [1]})\ntable = Table(caption='Rates', columns=('a',), rows=((1,),))"
    cells = [(setting, ""), *[(name, "") for name in ("frame", "frame", "table", "table")]]
    assert run("render", written(tmp_path / "twice.ipynb", ("# Twice", "m"), *cells), "--out", tmp_path / "out").code == 0
    page = (tmp_path / "out/twice.html").read_text(encoding="utf-8")
    labels = re.findall(r'role="region" tabindex="0" aria-label="([^"]*)"', page)
    assert labels[:4] == ["Table", "Table 2", "Rates", "Rates 2"]
    assert len(set(labels)) == len(labels)


def test_types_follow_from_annotations_and_defaults(typed):
    """Each in the words that a form and a list of parameters show; comments are their help."""
    contract = contract_of(typed)
    assert {one.name: one.takes for one in contract.parameters} == {
        "n": "whole number", "share": "number", "name": "text", "flag": "yes or no", "day": "date or nothing", "other": "date", "who": "text or nothing",
        "mode": "one of: a, b", "xs": "list of whole number", "words": "list of text", "opts": "mapping", "free": "anything", "made": "anything",
    }  # fmt: skip
    assert {one.name: one.help for one in contract.parameters if one.help} == {"n": "how many", "day": "a day", "xs": "numbers"}


def test_defaults_stay_what_they_are(run, typed, tmp_path):
    """Days are days, and what the cell computes is left to it."""
    assert run("render", typed, "--out", tmp_path / "out").code == 0
    told = "[3, 0.5, 'a=b', False, None, datetime.date(2025, 6, 14), None, 'a', [1, 2], ['x'], {'k': 1}, None, 3]"
    assert printed(tmp_path / "out", "typed") == told


@pytest.mark.parametrize(
    ("given", "place", "value"),
    [
        ("n=5", 0, "5"), ("share=1", 1, "1.0"), ("name=c=d", 2, "'c=d'"), ("name=5", 2, "'5'"), ("flag=yes", 3, "True"), ("flag=false", 3, "False"),
        ("day=2025-07-01", 4, "datetime.date(2025, 7, 1)"), ("day=1 July 2025", 4, "datetime.date(2025, 7, 1)"), ("day=None", 4, "None"),
        ("other=2025-07-01", 5, "datetime.date(2025, 7, 1)"), ("who=BAR", 6, "'BAR'"), ("who=None", 6, "None"), ("mode=b", 7, "'b'"), ("xs=4,5", 8, "[4, 5]"),
        ("xs=[4, 5]", 8, "[4, 5]"), ("xs=4", 8, "[4]"), ("words=p,q", 9, "['p', 'q']"), ('opts={"z": [1, 2]}', 10, "{'z': [1, 2]}"), ("free=7", 11, "7"),
        ("free=word", 11, "'word'"), ("made=9", 12, "9"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_its_type(run, typed, tmp_path, given, place, value):
    """Given as text, it arrives as what the cell would have held; the values of the others stay."""
    assert run("render", typed, "-p", given, "--out", tmp_path / "out").code == 0
    values = eval(printed(tmp_path / "out", "typed"), {"datetime": __import__("datetime")})
    assert repr(values[place]) == value


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("n=x", "takes a whole number (got x)"),
        ("n=0.5", "takes a whole number (got 0.5)"),
        ("mode=c", "is none of the choices (got c). Known: a, b."),
        ("day=06/07/2025", "-p day: can be read as two days (got 06/07/2025)"),
        ("xs=a,b", "takes a list of whole number"),
        ("opts=3", "takes a mapping"),
        ("m=3", "is no parameter of typed"),
    ],
)
def test_a_value_of_another_type_is_refused_before_anything_runs(run, typed, tmp_path, given, says):
    """In one line; no file is written."""
    done = run("render", typed, "-p", given, "--out", tmp_path / "out")
    assert done.code == 1
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_parameters_come_as_papermill_takes_them(run, typed, tmp_path):
    """In two words, as YAML text and as a YAML file, dates among them; the command line counts most."""
    (tmp_path / "p.yaml").write_text("n: 4\nday: 2025-05-01\nopts:\n  k: 2\n  more: [1, x]\nshare: 0.25\n", encoding="utf-8")
    words = (
        "render",
        typed,
        "-f",
        tmp_path / "p.yaml",
        "-y",
        "share: 0.75\nwho: Bob",
        "-p",
        "n",
        "6",
        "-p",
        "mode=b",
        "--out",
        tmp_path / "out",
    )
    assert run(*words).code == 0
    said = printed(tmp_path / "out", "typed")
    assert said.startswith("[6, 0.75, 'a=b', False, datetime.date(2025, 5, 1), datetime.date(2025, 6, 14), 'Bob', 'b'")
    assert "{'k': 2, 'more': [1, 'x']}" in said


@pytest.mark.parametrize(
    ("option", "text", "says"),
    [("-y", "n: [", "is not valid YAML"), ("-y", "just words", "does not hold a mapping"), ("-f", "none.yaml", "cannot be read")],
)
def test_yaml_that_cannot_be_read_is_refused(run, typed, tmp_path, option, text, says):
    """In one line."""
    done = run("render", typed, option, text, "--out", tmp_path / "out")
    assert done.code == 1
    assert says in done.err


@pytest.mark.skipif(not HANDED.is_dir(), reason="the handed notebooks are not there")
@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("plain", ["n=5"], "5"), ("eq", ["s=c=d"], "c=d"), ("lit", ["sw=b"], "b"), ("none", ["foo=BAR"], "BAR"), ("none", [], "None"),
        ("multi", ["x=4,5"], "[4, 5] {'a': 1}"), ("multi", ["x=[4, 5]", 'y={"b": 2}'], "[4, 5] {'b': 2}"), ("jp", [], ""),
    ],
)  # fmt: skip
def test_handed_notebooks_render(run, tmp_path, name, given, says):
    """Each shows what it should."""
    done = run("render", HANDED / f"{name}.ipynb", *(word for one in given for word in ("-p", one)), "--out", tmp_path)
    assert done.code == 0, done.err
    assert says in printed(tmp_path, name)


STRANGE = (
    ("# Strange", "m"),
    ("Prose with $e = mc^2$.", "m"),
    (
        "import matplotlib.pyplot as plt\nimport pandas as pd\nfrom IPython.display import HTML, JSON, Image, Latex, Markdown, Math, display",
        "",
    ),
    ("pd.DataFrame({'a': [1, 2], 'b': ['<script>alert(1)</script>', 'y']})", ""),
    ("display(Markdown('**bold** $x^2$'), Latex(r'$\\int_0^1 x\\,dx$'), JSON({'k': [1]}))", ""),
    (
        "display(Math(r'\\href{javascript:alert(1)}{x}'), HTML('<b onclick=alert(1)>hi</b><script>alert(2)</script><iframe src=x></iframe><style>b{}</style>'))",
        "",
    ),
    ("import ipywidgets\nipywidgets.IntSlider()", ""),
    ("print('x' * 200_000)", ""),
    ("plt.plot([1, 2])\nplt.title('日本の関税')\nplt.show()", ""),
    ("import tradebrief as tb\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\ntb.describe(axes, 'A line that rises.')\nplt.show()", ""),
)


@pytest.fixture(scope="module")
def strange(tmp_path_factory) -> Path:
    """A stranger's notebook that shows everything a cell can show."""
    return written(tmp_path_factory.mktemp("strange") / "strange.ipynb", *STRANGE)


@pytest.mark.parametrize("engine", ["fork", "kernel"])
def test_a_stranger_s_outputs_are_shown_safely(run, strange, tmp_path, engine):
    """Frames with scopes, formulas without a script, figures with a note or their description; nothing of it runs."""
    assert run("render", strange, "--out", tmp_path, "--engine", engine).code == 0
    page = (tmp_path / "strange.html").read_text(encoding="utf-8")
    shown = page.partition('<details class="code"')[0] + page.partition("alert(2)")[0]
    assert page.count("<math") == 4
    assert '<th scope="col">a</th>' in page
    assert '<th scope="row">0</th>' in page
    assert "<strong>bold</strong>" in page
    assert "A control that works in JupyterLab only: IntSlider" in page
    assert "x" * 200_000 in page
    assert '<figcaption class="warning">A figure without a description.</figcaption>' in page
    assert "<figcaption>A line that rises.</figcaption>" in page
    assert not any(word in page for word in ("<script", "<iframe", "onclick=alert(1)>hi", 'href="javascript'))
    assert shown


def test_japanese_is_drawn_with_glyphs(run, strange, tmp_path, recwarn):
    """No box stands for a letter: matplotlib would warn of each glyph it lacks."""
    assert run("render", strange, "--out", tmp_path).code == 0
    assert "Glyph" not in (tmp_path / "strange.ipynb").read_text(encoding="utf-8")


def test_a_strict_report_refuses_a_figure_without_a_description(run, strange, tmp_path):
    """It names the cell and what to do; no page is written."""
    done = run("render", strange, "--strict", "--out", tmp_path)
    assert done.code == 1
    assert "shows a figure without a description (got image/png). Say what it shows: tb.describe(figure, '…')." in done.err
    assert not (tmp_path / "strange.html").exists()


def test_sweep_cache_check_and_index_work_on_any_notebook(run, typed, tmp_path):
    """Made, kept, the same bytes, and listed."""
    out = tmp_path / "out"
    assert run("sweep", typed, "-p", "n=1,2", "--out", out, "--json").json
    again = run("sweep", typed, "-p", "n=1,2", "--out", out, "--json").json
    assert {row["kept"] for row in again} == {True}
    assert run("render", typed, "--check", "--out", tmp_path / "twice").code == 0
    assert "typed_1" in (out / "index.html").read_text(encoding="utf-8")


def test_a_description_is_set_for_a_figure_of_the_library_too():
    """It is what the page then shows."""
    drawn = tb.figures.exposure.by_group(tb.exposure(tb.load(), as_of="2025-06-14"))
    assert tb.describe(drawn, "Cars first.") is drawn
    assert drawn._repr_mimebundle_()[1]["image/svg+xml"]["alt"] == "Cars first."
    with pytest.raises(tb.AskError, match="text: is empty"):
        tb.describe(drawn, " ")
