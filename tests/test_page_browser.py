"""Pages in a real browser: no barrier, no request, nothing that runs; skipped where there is no Chromium."""

from dataclasses import replace
from pathlib import Path

import pytest

from browser import needs_chromium, watched
from conftest import TOYLAND
from test_render import EVIL, notebook
from tradebrief.compare.compare import as_page, compare
from tradebrief.compare.read_back import told
from tradebrief.render.grid import jobs_of
from tradebrief.render.index import write_index
from tradebrief.render.run import prepare, render
from tradebrief.render.sweep import sweep

pytestmark = needs_chromium
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """A report, a report with every kind of output under attack, an index with a failure, and a comparison."""
    folder = tmp_path_factory.mktemp("pages")
    report = render(prepare("fact_book", {}, out=folder, seeds=str(TOYLAND)))
    assert report.status == "done", report.error
    cells = [
        ("markdown", f"# Evil {EVIL}", []),
        ("code", 'words: "text" = "x"  # any words', ["parameters"]),
        ("markdown", f"## Section {EVIL}\n\nText {EVIL} with a [link](https://example.org) and `code`.", []),
        ("code", "import tradebrief as tb, sys; print(words); print(words, file=sys.stderr)", []),
        ("code", "tb.words.Sentence('Says ', tb.words.sentence.Part(words, words), ' first.')", []),
        (
            "code",
            "tb.tables.Table(caption=words, columns=(words, 'n'), rows=((words, 1), (tb.tables.Marked(words, words), 2)), note=words)",
            [],
        ),
        (
            "code",
            'from IPython.display import HTML; HTML(f\'<p onclick="x">{words}</p><img src="https://example.org/x.png"><iframe src="//x"></iframe>\')',
            [],
        ),
        ("code", "assert words != 'bad', words", []),
    ]
    path = notebook(folder / "evil.ipynb", *cells)
    jobs = jobs_of([str(path)], [{"words": words} for words in (EVIL, "plain", "bad")], out=folder, seeds=str(TOYLAND))
    done = sweep(jobs, workers=2, told=lambda outcome: None)
    assert [one.report.status for one in done] == ["done", "done", "failed"]
    index = write_index(done, folder, title="Reports of a sweep")
    early = render(replace(prepare("fact_book", {"known_by": "2031-03-03"}, out=folder, seeds=str(TOYLAND)), name="early"))
    comparison = folder / "comparison.html"
    comparison.write_text(as_page(compare(told(Path(early.html)), told(Path(report.html)))))
    return {"report": Path(report.html), "evil": Path(done[0].report.html), "index": index, "comparison": comparison}


@pytest.fixture()
def opened(browser):
    """Opens a page in a window of a width and colour scheme; keeps what it asked for, said and ran."""
    contexts = []

    def open_page(path: Path, width: int = 1280, scheme: str = "light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False)
        contexts.append(context)
        page = watched(context.new_page())
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


PAGES = ("report", "evil", "index", "comparison")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_barrier(pages, opened, name, scheme, width):
    """Contrast, names, landmarks, tables, headings: no violation in either scheme, on a telephone or a screen."""
    page = opened(pages[name], width, scheme)
    # axe is put in by the test through the browser's own channel, which the page's policy does not govern
    results = axe.Axe().run(page)
    found = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in results.response["violations"]]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_a_page(pages, opened, name):
    """The browser asks for the file itself and what is embedded in it, of an index also for its pictures, and for nothing else."""
    page = opened(pages[name])
    page.wait_for_timeout(200)
    beside = f"{pages[name].parent.as_uri()}/index.files/" if name == "index" else "data:"
    assert [url for url in page.asked if not url.startswith(("data:", beside))] == [pages[name].as_uri()]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_an_attack_runs(pages, opened, name):
    """No dialog opens, no script but the index's own is there, no handler, and the policy has nothing to refuse."""
    page = opened(pages[name])
    assert page.dialogs == []
    assert page.evaluate("document.scripts.length") == (1 if name == "index" else 0)
    assert (
        page.evaluate("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length")
        == 0
    )
    assert page.evaluate("[...document.links].filter(a => a.protocol === 'javascript:').length") == 0
    assert [line for line in page.said if "Content Security Policy" in line or "Refused" in line] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_telephone(pages, opened, name):
    """Only tables and code scroll sideways, within themselves."""
    page = opened(pages[name], 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_figure_is_drawn(pages, opened):
    """Each image has a size of its own: none is broken."""
    for name in ("report", "comparison"):
        sizes = opened(pages[name]).evaluate("[...document.images].map(i => i.complete && i.naturalWidth)")
        assert sizes
        assert all(size > 100 for size in sizes)


def test_every_inner_link_leads_somewhere(pages, opened):
    """Numbers to their lineage, contents to their sections."""
    page = opened(pages["report"])
    missing = page.evaluate(
        "[...document.links].map(a => a.getAttribute('href')).filter(h => h.startsWith('#') && !document.getElementById(h.slice(1)))"
    )
    assert missing == []
    assert page.evaluate("document.querySelectorAll('.sentence a').length") > 3
