"""Every report in a real browser, on a telephone and a screen, in light and dark: what its page promises; skipped where there is no Chromium."""

from collections.abc import Iterator
from itertools import product

import justhtml
import pytest

from browser import keep, needs_chromium, watched
from conftest import ROOT
from tradebrief.render.recipe import read_recipe

pytestmark = needs_chromium
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

#: One recipe for each notebook that makes a report, on days on which there is most to show; two of the briefing, before a deal and long after it.
REPORTS = (
    "fact_book_latest",
    "tariff_schedule_latest",
    "tariff_exposure_latest",
    "negotiation_cadence_2025-06-14_outcome",
    "offers_and_demands_latest",
    "your_own_analysis",
    "briefing_2025-05-15",
    "briefing_latest",
    "partners_compared_latest",
    "talks_side_by_side_2025-07-31",
)
FORMS = {"curate", "explore"}
"""Notebooks that are for working in: what they show is made by the one who works, and they have tests of their own."""

WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
LARGEST = 300_000
"""Bytes of the largest page."""

TALLEST = 16_000
"""Pixels down to which a page's picture is taken: as tall as a surface of the browser can be."""

READABLE = 9
"""Pixels of the smallest writing in a figure on a telephone."""


@pytest.fixture(scope="module")
def windows(browser) -> dict:
    """A window for each width and colour scheme."""
    return {
        (width, scheme): browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False)
        for width, scheme in product(WIDTHS, SCHEMES)
    }


@pytest.fixture(scope="module", params=list(product(REPORTS, WIDTHS, SCHEMES)), ids=lambda param: "-".join(map(str, param)))
def shown(request, reports, windows) -> Iterator:
    """A report opened once in a window; the tests below look at it one after the other."""
    name, width, scheme = request.param
    page = watched(windows[width, scheme].new_page())
    page.name, page.width, page.scheme, page.file = name, width, scheme, reports[name].page
    page.goto(page.file.as_uri())
    yield page
    page.close()


@pytest.fixture()
def fresh(request, reports, windows) -> Iterator:
    """A report newly opened on a telephone, for tests that press keys in it or attack it."""
    page = watched(windows[360, "light"].new_page())
    page.goto(reports[request.param].page.as_uri())
    yield page
    page.close()


each_fresh = pytest.mark.parametrize("fresh", REPORTS, indirect=True)
each_report = pytest.mark.parametrize("name", REPORTS)


# --- in every window -------------------------------------------------------------------


COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}, "resultTypes": ["violations"]}
THE_REST = {"rules": {"color-contrast": {"enabled": False}}, "resultTypes": ["violations"]}
ALIKE = {"exclude": [["tbody tr:nth-child(n+9)"]]}
"""Rows whose colours are those of the rows before them; looking at each of thousands takes axe half a minute a page."""


def barriers(page, options, context=None) -> list[tuple[str, list[str]]]:
    """What axe finds. It is put in through the browser's own channel, which the page's policy does not govern."""
    results = axe.Axe().run(page, context=context, options=options)
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in results.response["violations"]]


def test_axe_finds_no_barrier(shown):
    """Contrast in either scheme; names, landmarks, tables, headings and regions that scroll, which do not depend on it, once."""
    assert barriers(shown, COLOURS, ALIKE) == []
    if shown.scheme == "light":
        assert barriers(shown, THE_REST) == []


def test_no_request_leaves_the_page(shown):
    """The browser asks for the file itself and for what is embedded in it, and for nothing else."""
    assert [url for url in shown.asked if not url.startswith("data:")] == [shown.file.as_uri()]


def test_nothing_is_said_on_the_console(shown):
    """No error, no warning, nothing that the page's policy had to refuse, no dialog."""
    assert shown.said == []
    assert shown.dialogs == []


def test_nothing_scrolls_sideways_but_what_is_wide_by_nature(shown):
    """The page is as wide as its window; tables, figures and code that are wider scroll within themselves."""
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth")


def test_every_inner_link_leads_somewhere(shown):
    """Contents to sections, numbers to their lineage, rows to what they rest on."""
    inner = "[...document.links].map(a => a.getAttribute('href')).filter(h => h.startsWith('#')).map(h => decodeURIComponent(h.slice(1)))"
    assert shown.evaluate(f"{inner}.filter(name => !document.getElementById(name))") == []
    assert shown.evaluate(f"{inner}.length") > 3


def test_every_figure_is_drawn_and_described(shown):
    """Each image has a size of its own and an alternative text that is a sentence."""
    images = shown.evaluate("[...document.images].map(i => [i.complete && i.naturalWidth, i.naturalHeight, i.alt])")
    assert [image for image in images if not (image[0] > 100 and image[1] > 50 and len(image[2].split()) > 5)] == []


def test_the_writing_in_a_figure_can_be_read(shown):
    """Even the smallest writing in a figure is shown at nine pixels or more, on a telephone as on a screen."""
    smallest = """[...document.images].filter(image => image.src.startsWith("data:image/svg")).map(image => {
        const svg = decodeURIComponent(image.src), width = parseFloat(svg.match(/viewBox="0 0 ([\\d.]+)/)[1]);
        return Math.min(...[...svg.matchAll(/font-size: ([\\d.]+)px/g)].map(size => size[1])) * image.clientWidth / width; })"""
    assert [size for size in shown.evaluate(smallest) if size < READABLE] == []


def test_pictures_of_the_page_are_kept(shown, tmp_path):
    """The first screen and the page down to where a picture can reach, for people to look at."""
    name = f"{shown.name}_{shown.width}_{shown.scheme}"
    top = keep(shown.screenshot(), f"{name}_top", tmp_path)
    height = min(shown.evaluate("document.documentElement.scrollHeight"), TALLEST)
    whole = keep(shown.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": shown.width, "height": height}), f"{name}_whole", tmp_path)
    assert whole.stat().st_size > top.stat().st_size > 10_000


# --- with the keyboard, and under attack -----------------------------------------------


@each_fresh
def test_the_first_key_press_reaches_the_way_to_the_text(fresh):
    """Tab shows the link to the text, Enter follows it."""
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert fresh.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    fresh.keyboard.press("Enter")
    assert fresh.evaluate("location.hash") == "#main"


WAYS = "[...document.querySelectorAll('a[href],summary,[tabindex=\"0\"]')].filter(e => e.checkVisibility())"
"""What Tab comes to, in order."""

SCROLLS = "(e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))"


@each_fresh
def test_the_keyboard_reaches_everything_that_scrolls(fresh):
    """Tab comes to each region that is wider than a telephone, and a ring shows where one is."""
    places = fresh.evaluate(f"{WAYS}.map((e, i) => {SCROLLS} ? i : -1).filter(i => i >= 0)")
    assert len(places) == fresh.evaluate(f"[...document.querySelectorAll('main *, footer *')].filter(e => {SCROLLS}).length") > 0
    for place in places:
        fresh.evaluate(f"{WAYS}[{place - 1}].focus()")
        fresh.keyboard.press("Tab")
        assert fresh.evaluate(f"document.activeElement === {WAYS}[{place}]")
        ring = fresh.evaluate("(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))")
        assert ring[0] != "none"
        assert ring[1] >= 2


@each_fresh
def test_the_policy_refuses_what_is_put_into_the_page(fresh):
    """A script, a handler, a style and an image from elsewhere do nothing: the policy refuses each."""
    fresh.evaluate("""() => {
        window.refused = [];
        document.addEventListener('securitypolicyviolation', e => window.refused.push(e.effectiveDirective));
        const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
        const style = document.createElement('style'); style.textContent = 'body { color: rgb(1, 2, 3) }'; document.head.append(style);
        document.body.insertAdjacentHTML('beforeend', '<img alt="" src="https://example.org/x.png"><p onclick="window.ran = true" id="trap">x</p>');
        document.getElementById('trap').click();
    }""")
    fresh.wait_for_function("window.refused.length >= 4")
    assert {"script-src-elem", "style-src-elem", "img-src", "script-src-attr"} <= set(fresh.evaluate("window.refused"))
    assert fresh.evaluate("window.ran") is None
    assert fresh.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert fresh.refused == [("https://example.org/x.png", "csp")]


# --- the file ----------------------------------------------------------------------------


@each_report
def test_the_page_is_valid_and_light(reports, name):
    """A parser that reports every error of the standard finds none, in less than 300 kB."""
    html = reports[name].page.read_text(encoding="utf-8")
    assert justhtml.JustHTML(html, strict=False, collect_errors=True).errors == []
    assert reports[name].page.stat().st_size < LARGEST


def test_every_notebook_that_makes_a_report_is_looked_at():
    """A new notebook needs a line in the list above."""
    looked_at = {read_recipe(ROOT / "reports" / f"{name}.yaml").notebook for name in REPORTS}
    assert looked_at == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} - FORMS
