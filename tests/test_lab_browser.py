"""Every notebook in a real JupyterLab: it runs from the menu, shows its figures and sentences, and answers changed parameters; skipped without Chromium."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import tradebrief as tb
from browser import keep, needs_chromium, watched
from conftest import ROOT
from lab import QUIET, Lab, jupyterlab, open_notebook, run_all

pytestmark = needs_chromium

#: explore has a test of its own.
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb") if path.stem != "explore")

ERRORS = '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """A JupyterLab over copies of the notebooks."""
    home = tmp_path_factory.mktemp("home")
    folder = Path(shutil.copytree(ROOT / "notebooks", home / "notebooks"))
    with jupyterlab(folder, home) as running:
        yield running


@pytest.fixture()
def window(browser) -> Iterator:
    page = watched(browser.new_page(viewport={"width": 1500, "height": 1600}))
    yield page
    page.close()


def code_cells(name: str) -> list[dict]:
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def stored(name: str) -> list[str]:
    """The sentences that a notebook keeps, as text."""
    outputs = [output for cell in code_cells(name) for output in cell["outputs"]]
    return ["".join(output["data"]["text/plain"]) for output in outputs]


def shown(page) -> str:
    """What the outputs of a notebook show, without spaces: a number that opens its chain stands on a line of its own in what a browser reads."""
    return bare(" ".join(page.locator(".jp-OutputArea-output").all_inner_texts()))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def hosts(urls: list[str]) -> set[str]:
    return {re.sub(r"^\w+://([^/:]+).*$", r"\1", url) for url in urls if not url.startswith(("data:", "blob:"))}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_the_menu(lab, window, name, tmp_path):
    """No error and no warning; each figure has a size, each sentence it keeps is there; nothing is asked of another host."""
    open_notebook(window, lab.of(f"{name}.ipynb"))
    run_all(window)
    keep(window.screenshot(), f"lab_{name}", tmp_path)
    assert window.locator(ERRORS).all_inner_texts() == []
    text = shown(window)
    assert "Traceback" not in text
    assert [words for words in stored(name) if bare(words) not in text] == []
    sizes = window.evaluate(
        "[...document.querySelectorAll('.jp-RenderedSVG img, .jp-RenderedSVG svg')].map(e => e.getBoundingClientRect().width)"
    )
    assert len(sizes) == sum("tb.figures." in "".join(cell["source"]) for cell in code_cells(name))
    assert all(size > 200 for size in sizes)
    assert hosts(window.asked) == {"127.0.0.1"}


def test_a_changed_parameter_gives_another_sentence(lab, window, tmp_path):
    """The day of knowing is changed in its cell and all cells run again: the sentence is that of the library for this day."""
    open_notebook(window, lab.of("fact_book.ipynb"))
    run_all(window)
    before = shown(window)
    cell = window.locator(".jp-CodeCell").filter(has_text="known_by:").first
    source = "".join(next(one["source"] for one in code_cells("fact_book") if "parameters" in one["metadata"]["tags"]))
    cell.locator(".cm-content").click()
    window.keyboard.press("Control+A")
    window.keyboard.insert_text(re.sub(r'(known_by: [^=]*= )"[^"]*"', r'\1"2025-05-15"', source))
    run_all(window)
    keep(window.screenshot(), "lab_fact_book_changed", tmp_path)
    says = str(tb.words.facts.coverage(tb.fact_book(tb.load(), known_by="2025-05-15")))
    assert bare(says) not in before
    assert bare(says) in shown(window)


def test_jupyterlab_asks_nothing_of_the_network(lab):
    """Neither the server nor a kernel of it has asked the way out for anything, after all the notebooks have run."""
    assert lab.asked == []


def test_make_lab_opens_the_jupyterlab_that_is_tested():
    """With the same words, so that it does not ask for news, newer versions or extensions either."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [word for word in QUIET if word not in makefile] == []
