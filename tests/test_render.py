"""Rendering: the contract of parameters, the page, failures, and strangers' input."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import justhtml
import pytest

from conftest import ROOT, TOYLAND
from tradebrief.errors import AskError, TradebriefError
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.clean import clean, prose
from tradebrief.render.page import page
from tradebrief.render.parameters import contract_of
from tradebrief.render.recipe import inside
from tradebrief.render.run import prepare, render


def notebook(path: Path, *cells: tuple[str, str, list[str]]) -> Path:
    """A notebook file of (kind, source, tags)."""
    made = [
        {"cell_type": kind, "id": f"c{number}", "metadata": {"tags": tags}, "source": source}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for number, (kind, source, tags) in enumerate(cells)
    ]
    nb = {"cells": made, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(nb))
    return path


PARAMETERS = (
    'day: "date" = "2031-03-03"  # the day asked about\n'
    'share: "number 0..1" = 0.5  # a share\n'
    'cars: "whole number" = 3  # how many\n'
    'side: "one of: left, right" = "left"  # which side\n'
    'days: "list of date" = []  # several days\n'
    'loud: "yes or no" = False  # whether to shout\n'
    'name: "text" = "x"  # any words'
)


@pytest.fixture()
def toy_notebook(tmp_path: Path) -> Path:
    return notebook(
        tmp_path / "toy.ipynb", ("markdown", "# A toy", []), ("code", PARAMETERS, ["parameters"]), ("code", "print(day, share, cars)", [])
    )


# --- parameters ---------------------------------------------------------------------


def test_the_contract_is_read_from_the_tagged_cell(toy_notebook):
    """Names, words, defaults and help, in order."""
    contract = contract_of(toy_notebook)
    assert contract.title == "A toy"
    assert [(one.name, one.default, one.help) for one in contract.parameters][:2] == [
        ("day", "2031-03-03", "the day asked about"),
        ("share", 0.5, "a share"),
    ]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"day": "2031-04-01"}, "2031-04-01"),
        ({"share": "0.25"}, 0.25),
        ({"cars": "12"}, 12),
        ({"side": "right"}, "right"),
        ({"days": "2031-04-01, 2031-04-02"}, ["2031-04-01", "2031-04-02"]),
        ({"loud": "yes"}, True),
        ({"name": "a=b"}, "a=b"),
    ],
)
def test_values_are_read_as_declared(toy_notebook, given, value):
    """Text from the command line becomes what the words say."""
    [name] = given
    assert prepare(str(toy_notebook), given, out="x").parameters[name] == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dya": "2031-04-01"}, r"is no parameter of toy \(got dya\). Did you mean 'day'\?"),
        ({"day": "1 April"}, r"is not a day \(got 1 April\)"),
        ({"day": "2031-02-30"}, "is not a day"),
        ({"share": "1.5"}, "lies outside 0 to 1"),
        ({"share": "nan"}, "takes a number"),
        ({"cars": "3.5"}, "takes a whole number"),
        ({"side": "lfet"}, r"Did you mean 'left'\?"),
        ({"days": "2031-04-01, soon"}, "is not a day"),
        ({"loud": "maybe"}, "takes yes or no"),
    ],
)
def test_wrong_parameters_are_refused_before_anything_runs(toy_notebook, tmp_path, given, said):
    """Unknown names and values of the wrong type: an error with the near match, and no file."""
    with pytest.raises(AskError, match=said):
        prepare(str(toy_notebook), given, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_wrong_parameter_on_the_command_line_exits_1(run, tmp_path):
    """The same through the command."""
    result = run("--seeds", TOYLAND, "render", "fact_book", "-p", "know_by=2031-03-03", "--out", tmp_path / "out")
    assert result.code == 1
    assert "Did you mean 'known_by'?" in result.err
    assert not (tmp_path / "out").exists()


def test_values_that_name_something_in_the_seeds_are_checked_against_them(run, tmp_path):
    """An article that is not there is refused with the nearest one."""
    result = run("--seeds", TOYLAND, "render", "fact_book", "-p", "article=2031-03-04-courier-second-ruond", "--out", tmp_path / "out")
    assert result.code == 1
    assert "Did you mean '2031-03-04-courier-second-round'?" in result.err


def test_a_parameter_in_words_has_a_plain_default(tmp_path):
    """A declaration in words whose default must be computed is refused with what to write."""
    path = notebook(tmp_path / "bad.ipynb", ("code", 'day: "date" = f()', ["parameters"]))
    with pytest.raises(TradebriefError, match="declares a parameter wrongly"):
        contract_of(path)


def test_a_notebook_with_two_parameters_cells_is_refused(tmp_path):
    """Which of them counts cannot be told."""
    path = notebook(tmp_path / "two.ipynb", ("code", "x = 1", ["parameters"]), ("code", "y = 1", ["parameters"]))
    with pytest.raises(AskError, match="has more than one cell tagged 'parameters'"):
        prepare(str(path), {}, out="x")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"not json", b"\xff\xfe", b'{"cells": 3, "nbformat": 4}', b'{"cells": [1], "nbformat": 4}']
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path, content):
    """Whatever is in it."""
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(AskError, match="cannot be read as a notebook"):
        prepare(str(path), {}, out="x")


# --- recipes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ("notebook: ../../evil", "'notebook' is not written as it should be"),
        ("notebook: no_such_notebook", "names a notebook that is not there"),
        ("notebook: fact_book\ncommand: rm -rf /", "'command' is not a field"),
        ("notebook: fact_book\nparameters: {known_by: !!python/name:os.system x}", "uses a tag"),
        ("notebook: fact_book\nparameters: {knownby: latest}", "Did you mean 'known_by'?"),
    ],
)
def test_a_strangers_recipe_can_only_name_a_notebook_and_set_its_parameters(run, tmp_path, recipe, said):
    """Nothing else is read, nothing is run, nothing is written."""
    (tmp_path / "r.yaml").write_text(recipe)
    result = run("--seeds", TOYLAND, "render", tmp_path / "r.yaml", "--out", tmp_path / "out")
    assert result.code == 1
    assert said in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/b", "..", ".hidden", "", "a\0b", "a\nb"])
def test_no_name_leads_out_of_the_output_folder(name, tmp_path):
    """A report's file lies in the folder asked for."""
    with pytest.raises(AskError, match="is not a plain file name"):
        inside(tmp_path, name, ".html")


# --- the page ---------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(1)> [x](javascript:alert(1))"


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> tuple[Path, str]:
    """The fact book of a toyland whose every text field holds an attack."""
    import shutil

    folder = tmp_path_factory.mktemp("report")
    seeds = Path(shutil.copytree(TOYLAND, folder / "toyland"))
    for path in seeds.rglob("*.yaml"):
        quoted = "'" + EVIL.replace("'", "''") + "'"
        words = "title|wire|carrier|basis|says|scope|agency|why" if path.parent.name == "articles" else "title|agency|why"
        text = re.sub(rf"(?m)^( *(?:{words}): ).*$", lambda m, quoted=quoted: m.group(1) + quoted, path.read_text())
        path.write_text(text.replace("hedge: could", "hedge: '<b>could</b>'").replace("unit: ducks a year", "unit: '<script>u</script>'"))
    made = render(prepare("fact_book", {}, out=folder / "out", seeds=str(seeds)))
    assert made.status == "done", made.error
    return Path(made.html), Path(made.html).read_text(encoding="utf-8")


def test_markup_in_seeds_reaches_the_page_as_text(report):
    """No element, attribute or link of an attack is left; its words are shown."""
    _, html = report
    assert "<script" not in html
    assert "onerror=alert" not in re.sub(r"&[a-z]+;[^<]*", "", html)
    assert not re.search(r"<img(?! alt=)", html)
    assert 'href="javascript' not in html.lower()
    assert "&lt;script&gt;" in html
    assert "49" not in re.findall(r"script&gt;(.{0,4})", html)


def test_the_page_asks_nothing_of_the_network(report):
    """No address is loaded: images are embedded, there is no script, font or style sheet, and the policy forbids them."""
    _, html = report
    assert not re.search(r"<(script|link|iframe|object|embed|base)\b", html)
    assert all(source.startswith("data:") for source in re.findall(r'\bsrc="([^"]+)"', html))
    style = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    assert style
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in html


def test_the_page_is_valid_html(report):
    """A parser that reports every error of the standard finds none."""
    _, html = report
    found = justhtml.JustHTML(html, strict=False, collect_errors=True).errors
    assert found == []


def test_every_figure_has_an_alternative_text_made_from_its_data(report):
    """Each image says what it shows, with its number of claims."""
    _, html = report
    alts = re.findall(r'<img alt="([^"]*)"', html)
    assert len(alts) == 2
    assert all("11" in alt for alt in alts)


def test_tables_have_captions_and_heads_with_scope(report):
    """Every table is captioned; every head says whether it heads a row or a column."""
    _, html = report
    assert html.count("<table>") == html.count("<caption>") > 4
    assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", html))


def test_the_list_of_contents_leads_to_every_section(report):
    """Each link in the page leads to a place in the page, and no place has two."""
    _, html = report
    names = re.findall(r'\bid="([^"]+)"', html)
    assert len(names) == len(set(names))
    import html as entities

    targets = {entities.unescape(target) for target in re.findall(r'href="#([^"]+)"', html)}
    assert targets <= {entities.unescape(name) for name in names}
    assert html.count("<h2") >= 7


def test_the_same_inputs_give_the_same_bytes(report, tmp_path):
    """Rendered again from the same seeds, page and notebook are equal byte for byte."""
    path, html = report
    again = render(prepare("fact_book", {}, out=tmp_path / "again", seeds=str(path.parents[1] / "toyland")))
    assert Path(again.html).read_text(encoding="utf-8") == html
    assert Path(again.ipynb).read_bytes() == path.with_suffix(".ipynb").read_bytes()


def test_a_failing_cell_keeps_its_traceback_and_the_last_good_report(tmp_path, run):
    """Exit 1; the executed notebook beside it holds the error; the page of before is untouched."""
    cells = [("markdown", "# T", []), ("code", 'n: "whole number" = 1  # divides', ["parameters"]), ("code", "print(10 // n)", [])]
    path = notebook(tmp_path / "t.ipynb", *cells)
    out = tmp_path / "out"
    assert run("render", path, "--out", out).code == 0
    before = (out / "t.html").read_bytes(), (out / "t.ipynb").read_bytes()
    result = run("render", path, "-p", "n=0", "--out", out, "--json")
    assert result.code == 1
    assert result.json["status"] == "failed"
    assert "ZeroDivisionError" in result.err
    assert ((out / "t.html").read_bytes(), (out / "t.ipynb").read_bytes()) == before
    assert "ZeroDivisionError" in (out / "t.failed.ipynb").read_text()
    assert run("render", path, "--out", out).code == 0
    assert not (out / "t.failed.ipynb").exists()


def test_a_figure_without_a_description_is_told_and_refused_where_strict(toy_notebook):
    """A page says so below it; a strict one names the cell and what to do."""
    job = prepare(str(toy_notebook), {}, out="x")
    nb = json.loads(toy_notebook.read_text())
    nb["cells"][2]["outputs"] = [{"output_type": "display_data", "data": {"image/svg+xml": "<svg/>"}, "metadata": {}}]
    assert '<figcaption class="warning">A figure without a description.</figcaption>' in page(canonical(nb), job)
    with pytest.raises(AskError, match="cell 3: shows a figure without a description"):
        page(canonical(nb), replace(job, strict=True))


def test_html_in_prose_is_shown_as_text():
    """Markdown may hold no element of its own, and no link that runs code."""
    html = prose('Text <script>x</script> <b onclick="x">b</b> [l](javascript:alert(1)) [m](https://example.org)')
    assert "<script" not in html
    assert "<b " not in html
    assert 'href="javascript' not in html
    assert 'href="https://example.org"' in html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>x</script>", "<td onclick='x'>t", '<a href="javascript:x">l</a>', '<a href="#a" onclick="x">l</a>', "<img src=x onerror=x>", "<svg/onload=x>",
        '<div style="x">d</div>', "<p><iframe src=x></p>", "<th scope=col/onload=x>", "<td><!--><script>x</script>-->", '<span id="a"b="c">s</span>', "<", "<p",
    ],
)  # fmt: skip
def test_outputs_keep_no_element_or_attribute_that_acts(attack):
    """Whatever HTML a cell shows, between plain rows or alone: only prose, tables and inner links are left."""
    for markup in (attack, f'<table><tr><td class="number">1</td>{attack}<td>2</td></tr></table>'):
        left = clean(markup)
        assert not re.search(r"<(script|img|svg|iframe|style)|<[^>]*\s(on\w+|style|src)\s*=|javascript:", left, re.IGNORECASE), left
        assert not re.search(r"<(?![a-z/])", left)


def test_the_canonical_form_has_no_accidents_left():
    """Ids, stamps, paths and addresses of a run are gone; what was shown is kept."""
    nb = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {
            "papermill": {"start_time": "2031"},
            "kernelspec": {"name": "python3"},
            "language_info": {"name": "python", "version": "3.11.7"},
        },
        "cells": [
            {
                "cell_type": "code",
                "id": "random",
                "source": ["a\n", "b"],
                "metadata": {"tags": ["t"], "execution": {"x": 1}, "papermill": {"duration": 3}},
                "execution_count": 1,
                "outputs": [
                    {"output_type": "execute_result", "data": {"text/plain": "<X at 0x7f00aa11bb22>"}, "metadata": {}, "execution_count": 1}
                ],
            }
        ],
    }
    clean = as_text(canonical(nb))
    assert not re.search(r"2031|random|0x7f|duration|3\.11\.7", clean)
    assert "<X at 0x0>" in clean
    assert as_text(canonical(json.loads(clean))) == clean


def test_figures_are_images_and_not_markup(report):
    """An SVG stands in the page as an encoded image, so nothing in it can act."""
    _, html = report
    assert "<svg" not in html
    encoded = re.findall(r'src="data:image/svg\+xml,([^"]+)"', html)
    assert len(encoded) == 2
    assert all(unquote(one).startswith("<svg") and not set("<>#\n") & set(one) for one in encoded)


def test_every_recipe_names_a_notebook_and_keeps_its_contract():
    """Each recipe of reports/ can be prepared."""
    for path in sorted((ROOT / "reports").glob("*.yaml")):
        assert prepare(str(path), {}, out="x").name == path.stem
