"""Results typed into a cell of a real JupyterLab: cards and frames that can be read in light and dark, numbers that open, names that complete."""

import json
from collections.abc import Iterator
from urllib.parse import unquote

import nbformat
import pytest

from browser import keep, needs_chromium, watched
from lab import Lab, jupyterlab, open_notebook, run_all

pytestmark = needs_chromium

CELLS = (
    "import tradebrief as tb\n\nbook = tb.load()",
    "book",
    "book.facts().to_frame().head()",
    'found = tb.exposure(book, as_of="2025-06-14")\nfound',
    "tb.words.exposure.owed(found)",
    'drawn = tb.figures.exposure.by_group(found)\ndrawn.axes.set_title("A title of my own")\ndrawn',
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("home")
    (home / "notebooks").mkdir()
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), home / "notebooks" / "typed.ipynb")
    with jupyterlab(home / "notebooks", home) as running:
        yield running


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_results_can_be_read_and_opened(lab, browser, theme, tmp_path):
    """Cards and frames show, writing stands out from what is behind it, a number opens its chain by click and by key."""
    settings = lab.noted.parent / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    settings.write_text(json.dumps({"theme": theme}), encoding="utf-8")
    window = watched(browser.new_page(viewport={"width": 1400, "height": 2600}))
    open_notebook(window, lab.of("typed.ipynb"))
    run_all(window)
    assert window.locator(".tb-card").count() == 2
    assert window.locator(".jp-RenderedHTMLCommon table.dataframe tbody tr").count() == 5
    assert "A title of my own" in unquote(str(window.locator(".jp-RenderedSVG img").first.get_attribute("src")))
    number = window.locator(".sentence .tb-why").first
    assert not number.locator("pre").is_visible()
    number.locator("summary").click()
    assert number.locator("pre").is_visible()
    number.locator("summary").press("Enter")
    assert not number.locator("pre").is_visible()
    assert "duty over customs value" in (number.locator("summary").get_attribute("title") or "")
    for place in (".tb-card strong", ".tb-card td", ".sentence"):
        assert contrast(window, place) >= 4.5, place
    number.locator("summary").click()
    keep(window.screenshot(), f"lab_results_{theme.split()[-1].lower()}", tmp_path)
    window.close()


def contrast(window, place: str) -> float:
    """The contrast of a text with what is behind it, as WCAG counts it."""
    return window.locator(place).first.evaluate(
        """(element) => {
          const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
          const light = (colour) => colour.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
          const text = light(rgb(getComputedStyle(element).color));
          let behind = element, back = [0, 0, 0, 0];
          while (behind && (back.length > 3 && back[3] === 0)) { back = rgb(getComputedStyle(behind).backgroundColor); behind = behind.parentElement; }
          const ground = light(back);
          return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        }"""
    )


def test_names_complete(lab, browser, tmp_path):
    """After ``tb.figures.`` the figures are offered, and nothing that a module imports."""
    window = watched(browser.new_page(viewport={"width": 1400, "height": 1400}))
    open_notebook(window, lab.of("typed.ipynb"))
    run_all(window)
    cell = window.locator(".jp-CodeCell").last
    cell.locator(".cm-content").click()
    window.keyboard.press("Control+A")
    window.keyboard.insert_text("tb.figures.exposure.")
    window.keyboard.press("Tab")
    offered = window.locator(".jp-Completer-item code")
    offered.first.wait_for()
    assert {"by_group", "over_time", "waterfall"} <= set(offered.all_inner_texts())
    assert not {"Axes", "np", "canvas"} & set(offered.all_inner_texts())
    keep(window.screenshot(), "lab_completion", tmp_path)
    window.close()
