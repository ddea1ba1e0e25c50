"""The page over the reports: what stands on top, what a card says, what is kept, how large it gets, what an attack comes to; in a browser where there is one."""

import base64
import io
import json
import re
import shlex
import shutil
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import justhtml
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from browser import keep, needs_chromium, watched
from test_render import EVIL, notebook
from tradebrief.render.grid import jobs_of
from tradebrief.render.index import FAILURES, HEADLINE, PICTURES, write_index
from tradebrief.render.job import RenderedReport
from tradebrief.render.sweep import SweepOutcome
from tradebrief.render.thumbnails import thumbnail

PARAMETERS = 'as_of: "date or latest" = "2025-06-14"  # the day\nscenario: "text" = ""  # a scenario\nlanguage: "one of: en, ja" = "en"  # the language'
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><title>{0}</title><path d="M0 0L{0} 9"/></svg>'


def executed(path: Path, *outputs: dict) -> None:
    """A notebook as a run leaves it, with these outputs."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "execution_count": 1, "outputs": list(outputs)}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


def figure(data: str, kind: str = "image/svg+xml", alt: str = "A line that rises.") -> dict:
    return {"output_type": "display_data", "data": {kind: data}, "metadata": {kind: {"alt": alt}}}


def outcomes(folder: Path, *asked: dict, name: str = "brief", title: str = "# Where do things stand?") -> list[SweepOutcome]:
    """A sweep's outcomes as if it had made a report for each: its headline, its error and its figure as given, the rest are its parameters."""
    folder.mkdir(parents=True, exist_ok=True)
    path = notebook(folder.parent / f"{name}.ipynb", ("markdown", title, []), ("code", PARAMETERS, ["parameters"]))
    rows = [{key: one[key] for key in one.keys() & {"as_of", "scenario", "language"}} for one in asked]
    jobs = jobs_of([str(path)], rows, out=folder, seeds=None)
    assert len(jobs) == len(asked)
    return [outcome(replace(job, title=one.get("title", job.title)), one) for job, one in zip(jobs, asked, strict=True)]


def outcome(job, one: dict) -> SweepOutcome:
    failed = "error" in one
    path = job.folder / f"{job.name}{'.failed' * failed}.ipynb"
    executed(path, figure(one.get("figure", DRAWN.format(len(job.name)))))
    told = {"error": one["error"], "cell": one.get("cell")} if failed else {"headline": one.get("headline", "Nothing moved.")}
    html = "" if failed else str(path.with_suffix(".html"))
    report = RenderedReport(
        name=job.name,
        notebook=job.notebook.stem,
        parameters=dict(job.parameters),
        status="failed" if failed else "done",
        ipynb=str(path),
        html=html,
        **told,
    )
    if html:
        Path(html).write_text(f"<!DOCTYPE html><title>{job.name}</title>", encoding="utf-8")
        (job.folder / ".cache").mkdir(exist_ok=True)
        (job.folder / ".cache" / f"{job.name}.json").write_text(json.dumps({"report": told, "picture": one.get("figure", "")}))
    return SweepOutcome(job=job, report=report, kept=False, seconds=0.1)


def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in [folder / "index.html", *(folder / PICTURES).glob("*")]}


# --- what it says -----------------------------------------------------------------------


def test_the_newest_bottom_line_stands_on_top(tmp_path):
    """That of the latest day and of no scenario, once a language, without the words that announce it, with a link; a report that is no briefing is not asked."""
    done = outcomes(
        tmp_path / "out",
        {"as_of": "2025-06-14", "headline": "Bottom line: no deal in June."},
        {"as_of": "2025-07-01", "headline": "Bottom line: if cars were exempt.", "scenario": "cars"},
        {"as_of": "2025-07-01", "headline": "Bottom line: no deal in July."},
        {"as_of": "2025-05-15", "headline": "「要点」合意なし。", "language": "ja"},
        {"as_of": "2025-08-01", "headline": "The bottom line: none of ours."},
    )
    page = read(write_index(done, tmp_path / "out"))
    top = page.select_one("main > section")
    assert [one.text for one in top.select(".sentence")] == ["no deal in July.", "合意なし。"]
    assert [one.get("lang") for one in top.select(".sentence")] == [None, "ja"]
    assert [link["href"] for link in top.select("a")] == [Path(done[2].report.html).name, Path(done[3].report.html).name]


def test_no_bottom_line_is_made_up(tmp_path):
    """Where no report has one, none stands there."""
    assert not read(write_index(outcomes(tmp_path / "out", {}), tmp_path / "out")).select(".bottom-line")


def test_failures_come_before_reports(tmp_path):
    """Each with its reason and the notebook that shows it; past twenty the rest is folded; none of them is a card."""
    many = [
        {"as_of": str(date(2025, 1, 1) + timedelta(days=n)), "error": f"ValueError: {'x ' * 400}", "cell": 3} for n in range(FAILURES + 2)
    ]
    done = outcomes(tmp_path / "out", *many, {"as_of": "2025-06-14"})
    page = read(write_index(done, tmp_path / "out"))
    heads = [one.text for one in page.select("main h2")]
    assert heads == ["What failed", "Reports by question"]
    failed = page.select_one(".failures")
    assert len(failed.select("li")) == FAILURES + 2
    assert failed.select_one("details summary").text == "2 more"
    assert failed.li.text.startswith(f"{done[0].job.name}: cell 3: ValueError: x x")
    assert len(failed.li.text) < 400
    assert (tmp_path / "out" / failed.li.a["href"]).is_file()
    assert len(page.select(".card")) == 1
    assert page.select_one("header p").text == f"{FAILURES + 3} reports, {FAILURES + 2} failed."


def test_a_failure_that_left_no_notebook_has_no_link(tmp_path):
    """As when a worker on another machine died."""
    [one] = outcomes(tmp_path / "out", {"error": "KilledWorker: gone"})
    item = read(write_index([replace(one, report=replace(one.report, ipynb=""))], tmp_path / "out")).select_one(".failures li")
    assert item.a is None
    assert item.text == "brief: before the first cell: KilledWorker: gone"


def test_cards_stand_by_question_the_newest_first(tmp_path):
    """Title, day in words, first sentence and picture; what differs between reports of one title is the title."""
    brief = outcomes(
        tmp_path / "out",
        {"as_of": "2025-05-15", "title": "Briefing of May"},
        {"as_of": "latest", "title": "Briefing with all that is known"},
        {"as_of": "2025-06-14", "title": "Briefing of June", "headline": "Cars carry it. " + "And so on " * 60},
    )
    grid = outcomes(tmp_path / "out", {"scenario": "a"}, {"scenario": "b"}, name="grid", title="# Who pays?")
    page = read(write_index([*brief, *grid], tmp_path / "out"))
    assert [one.text for one in page.select(".question h3")] == ["Where do things stand?", "Who pays?"]
    cards = page.select(".card")
    assert [card.h4.text for card in cards] == [
        "Briefing with all that is known", "Briefing of June", "Briefing of May", "14 June 2025 · scenario a", "14 June 2025 · scenario b",
    ]  # fmt: skip
    assert [card["data-day"] for card in cards] == ["9999-12-31", "2025-06-14", "2025-05-15", "2025-06-14", "2025-06-14"]
    assert [card.select_one(".told").text for card in cards[:3]] == ["latest", "14 June 2025", "15 May 2025"]
    assert cards[1].find_all("p")[1].text.startswith("Cars carry it. And so on")
    assert len(cards[1].find_all("p")[1].text) <= HEADLINE
    picture = cards[0].img
    assert (picture["loading"], picture["width"], picture["height"], picture["alt"]) == ("lazy", "320", "160", "A line that rises.")
    assert ElementTree.fromstring((tmp_path / "out" / picture["src"]).read_bytes()).get("viewBox") == "0 0 400 200"


def test_two_days_of_one_report_are_offered_for_comparison(tmp_path):
    """The two newest that differ in nothing but their day, the older first; one report alone offers none."""
    asked = [
        {"as_of": "2025-05-15"},
        {"as_of": "2025-06-14"},
        {"as_of": "2025-07-01", "scenario": "cars"},
        {"as_of": "2025-04-01"},
    ]
    done = outcomes(tmp_path / "out", *asked)
    single = outcomes(tmp_path / "out", {}, name="single")
    page = read(write_index([*done, *single], tmp_path / "out"))
    [compare] = page.select(".compare code")
    a, b = done[0].job.name, done[1].job.name
    assert compare.text == f"tradebrief compare {a}.html {b}.html --out compare_{a}_{b}.html"


def test_the_command_that_is_offered_compares_and_is_then_linked(run, tmp_path, monkeypatch):
    """Run in the folder of the page as it stands there; the next sweep makes nothing and leads to what it wrote."""
    out = tmp_path / "out"
    says = "import tradebrief as tb\ntb.words.Sentence(f'On {as_of} it is said.')"
    path = notebook(tmp_path / "said.ipynb", ("markdown", "# What is said?", []), ("code", PARAMETERS, ["parameters"]), ("code", says, []))
    words = ["sweep", path, "-p", "as_of=2025-05-15,2025-06-14", "--out", out]
    assert run(*words).code == 0
    command = shlex.split(read(out / "index.html").select_one(".compare code").text)
    monkeypatch.chdir(out)
    assert run(*command[1:]).code == 0
    assert "2 kept" in run(*words).out
    [link] = read(out / "index.html").select(".compare a")
    assert link["href"] == command[-1]
    assert "On 2025-06-14 it is said." in (out / link["href"]).read_text(encoding="utf-8")


# --- what is kept -----------------------------------------------------------------------

DAYS = [{"as_of": f"2025-06-{day:02}", "headline": f"Day {day}."} for day in range(1, 6)]


def test_the_same_outcomes_give_the_same_bytes(tmp_path):
    """In another folder, too; pictures as well."""
    for name in ("one", "two"):
        write_index(outcomes(tmp_path / name / "out", *DAYS), tmp_path / name / "out")
    one, two = (files(tmp_path / name / "out") for name in ("one", "two"))
    assert one == two
    assert len(one) == 2  # the figures of equal names are one picture


def test_what_is_unchanged_is_not_written_and_what_was_damaged_is(tmp_path):
    """The page keeps its time; a page that someone cut and a picture that is gone come back as they were."""
    out = tmp_path / "out"
    done = outcomes(out, *DAYS)
    page = write_index(done, out)
    whole, when = files(out), page.stat().st_mtime_ns
    told: list[Path] = []
    write_index(done, out, finished=told.extend)
    assert page.stat().st_mtime_ns == when
    assert told == []
    page.write_text("cut")
    write_index(done, out, finished=told.extend)
    assert files(out) == whole
    assert page in told
    next((out / PICTURES).iterdir()).unlink()
    write_index(done, out)
    assert files(out) == whole
    (out / ".cache" / "index.json").write_text("{")
    write_index(done, out)
    assert files(out) == whole


def test_a_report_that_is_unchanged_is_not_read_again(tmp_path):
    """Of five reports one is made anew: the notebooks of the others are not opened."""
    out = tmp_path / "out"
    done = outcomes(out, *DAYS)
    write_index(done, out)
    for one in done[1:]:
        Path(one.report.ipynb).write_text("no longer a notebook")
    changed = [outcome(done[0].job, {"headline": "Another day.", "figure": DRAWN.format(77)}), *done[1:]]
    page = read(write_index(changed, out))
    assert len(page.select(".card > img")) == 5
    assert len(list((out / PICTURES).iterdir())) == 2
    assert "Another day." in page.text


def test_pictures_that_no_card_shows_are_removed(tmp_path):
    """Of a report that is gone or drawn anew, and no other file; nothing is written outside the page, its pictures and its notes."""
    out = tmp_path / "out"
    done = outcomes(out, *({"as_of": f"2025-06-{n:02}", "figure": DRAWN.format(n)} for n in range(1, 4)))
    (tmp_path / "beside.txt").write_text("x")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    write_index(done, out)
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.relative_to(out).parts[0] for path in made} == {"index.html", PICTURES, ".cache"}
    (out / PICTURES / "mine.svg").write_text("<svg/>")
    told: list[Path] = []
    write_index(done[:1], out, finished=told.extend)
    assert len(list((out / PICTURES).iterdir())) == 2
    assert (out / PICTURES / "mine.svg").exists()
    assert sum(path.parent.name == PICTURES and not path.exists() for path in told) == 2
    write_index(done[:1], out, figure=0)
    assert [path.name for path in (out / PICTURES).iterdir()] == ["mine.svg"]


def test_pictures_go_to_any_address_and_go_from_there(run, tmp_path):
    """What a sweep to another place draws arrives, and what is no longer shown is removed there."""
    drawn = f"from IPython.display import SVG, display\nif scenario != 'bare': display(SVG({DRAWN.format(1)!r}))"
    path = notebook(tmp_path / "drawn.ipynb", ("code", PARAMETERS, ["parameters"]), ("code", drawn, []))
    far, address = tmp_path / "far", f"file://{tmp_path}/far"
    assert run("sweep", path, "-p", "scenario=a", "--out", address).code == 0
    assert len(list((far / PICTURES).iterdir())) == 1
    assert run("sweep", path, "-p", "scenario=bare", "--out", address).code == 0
    assert list((far / PICTURES).iterdir()) == []


# --- how large it gets ------------------------------------------------------------------


def many(folder: Path, count: int, figure: Callable[[int], str] = DRAWN.format) -> list[SweepOutcome]:
    """Reports on as many days, each with a title and a headline as long as a card takes."""
    days = [(date(2025, 1, 1) + timedelta(days=number)).isoformat() for number in range(count)]
    headline = "The average US tariff on imports from Japan is unchanged, and the talks go on without a date for the next round. " * 3
    asked = (
        {"as_of": day, "headline": f"Bottom line: {day}: {headline}", "title": f"Briefing number {day} of many", "figure": figure(number)}
        for number, day in enumerate(days)
    )
    return outcomes(folder, *asked)


@pytest.mark.parametrize(("count", "most"), [(30, 500_000), (1000, 1_000_000)])
def test_the_page_stays_small(tmp_path, count, most):
    """With titles and sentences as long as they are shown."""
    page = write_index(many(tmp_path / "out", count), tmp_path / "out")
    assert len(read(page).select(".card")) == count
    assert page.stat().st_size <= most


def test_reports_are_read_one_at_a_time(tmp_path):
    """Of a hundred reports of half a megabyte each no more than a few are in memory at once."""
    done = many(tmp_path / "out", 100, lambda number: DRAWN.format(number).replace("<path", f"<desc>{'x' * 500_000}</desc><path"))
    tracemalloc.start()
    write_index(done, tmp_path / "out")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(path.stat().st_size for path in (tmp_path / "out" / PICTURES).iterdir()) > 50_000_000
    assert most < 15_000_000


# --- under attack -----------------------------------------------------------------------


def test_hostile_words_reach_the_page_as_text(tmp_path):
    """In titles, sentences, parameters, errors, descriptions and what a message takes for its own marks; the policy is that of every page but for its pictures."""
    out, evil = tmp_path / "out", f"{EVIL} ** \ue0000\ue001 {{ $x }}"
    done = outcomes(
        out,
        {"title": evil, "headline": f"Bottom line: {evil}"},
        {"scenario": EVIL, "headline": evil},
        {"as_of": "2025-06-15", "error": evil},
        title=f"# {evil}",
    )
    executed(Path(done[0].report.ipynb), figure(DRAWN.format(1), alt=evil))
    html = write_index(done, out, title=evil).read_text(encoding="utf-8")
    assert justhtml.JustHTML(html, strict=False, collect_errors=True).errors == []
    page = BeautifulSoup(html, "html.parser")
    assert len(page.select("script")) == 1
    assert {image["src"].partition("/")[0] for image in page.select("img")} == {PICTURES}
    assert not [name for element in page.find_all(True) for name in element.attrs if name.startswith("on")]
    assert all(re.fullmatch(r"#[\w-]+|[\w.-]+\.(html|ipynb)", link["href"]) for link in page.select("a"))
    assert evil in page.h1.text
    assert "{{ 7*7 }}" in page.select_one(".failures").text
    policy = page.select_one("meta[http-equiv]")["content"]
    assert re.sub(r"sha256-\S+'", "", policy) == (
        "default-src 'none'; img-src 'self'; style-src '; script-src '; base-uri 'none'; form-action 'none'"
    )


HOSTILE = """<?xml version="1.0"?><?xml-stylesheet href="https://example.org/x.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 2" onload="alert(1)" xml:base="https://example.org/">
<script>alert(2)</script><style>@import "https://example.org/y.css";</style><style>path{{stroke:red}}</style>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/"/></foreignObject>
<a xlink:href="javascript:alert(3)"><text>x</text></a><image xlink:href="https://example.org/z.png"/><use href="https://example.org/#a"/>
<set attributeName="onclick" to="alert(4)"/><g><rect id="a" fill="url(https://example.org/#b)" style="fill:u\\72l(//x)" ONCLICK="alert(5)"/></g>
<use xlink:href="#a" clip-path="url(#a)"/><image href="{png}"/></svg>"""


def pixels(width: int, height: int) -> str:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def test_a_hostile_drawing_keeps_what_draws(tmp_path):
    """Opened by itself it runs nothing and fetches nothing; paths, styles and what it refers to within itself stay."""
    png = f"data:image/png;base64,{pixels(2, 2)}"
    found = thumbnail({"cells": [{"outputs": [figure(HOSTILE.format(png=png))]}]}, 1, tmp_path)
    text = (tmp_path / found.name).read_text(encoding="utf-8")
    assert not re.search(r"script|alert|example\.org|foreignObject|iframe|onload|onclick|\\|@import|//x|<set|<a\b", text, re.IGNORECASE)
    root = ElementTree.fromstring(text)
    local = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert sorted(local) == ["g", "image", "image", "rect", "style", "svg", "use", "use"]
    assert png in text
    assert 'clip-path="url(#a)"' in text


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/svg+xml", "<svg"),
        ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image/svg+xml", "<svg viewBox='0 0 0 4'/>"),
        ("image/svg+xml", "<html/>"),
        ("image/svg+xml", f"<svg viewBox='0 0 4 4'>{'<g>' * 5000}{'</g>' * 5000}</svg>"),
        ("image/png", "bm90IGFuIGltYWdl"),
        ("image/png", "%%%"),
    ],
)
def test_what_cannot_be_drawn_is_no_picture(tmp_path, kind, data):
    """The card stands without one."""
    assert thumbnail({"cells": [{"outputs": [figure(data, kind)]}]}, 1, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_pixels_are_made_small(tmp_path):
    """As wide as a dense screen shows them, in proportion; without a namespace an SVG is one still; a figure that is not there is none."""
    shown = {"cells": [{"outputs": [figure(pixels(3000, 1500), "image/png"), figure("<svg width='10pt' height='5pt'><path d=''/></svg>")]}]}
    one, two = thumbnail(shown, 1, tmp_path), thumbnail(shown, 2, tmp_path)
    assert Image.open(tmp_path / one.name).size == (640, 320)
    assert (one.width, one.height, two.height) == (320, 160, 160)
    assert b"http://www.w3.org/2000/svg" in (tmp_path / two.name).read_bytes()
    assert thumbnail(shown, 3, tmp_path) is None
    assert thumbnail(shown, 0, tmp_path) is None


# --- in a browser -----------------------------------------------------------------------

SHOWN = "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility())"
WITHIN = 100
"""Milliseconds in which the page answers."""


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """The page over 1,000 reports on three questions in two languages, two of them failed."""
    out = tmp_path_factory.mktemp("large") / "out"
    done = many(out, 900)
    days = [(date(2025, 1, 1) + timedelta(days=number)).isoformat() for number in range(50)]
    asked = [{"as_of": day, "language": language, "headline": f"{day} 鉄鋼"} for language in ("en", "ja") for day in days]
    asked[7] |= {"error": "ValueError: no such day", "cell": 2}
    asked[70] |= {"error": "TimeoutError: too slow"}
    return write_index([*done, *outcomes(out, *asked, name="steel", title="# What does steel pay?")], out)


@pytest.fixture()
def opened(browser):
    """Opens the page in a window of a width and colour scheme."""
    contexts = []

    def open_page(path: Path, width: int = 1280, scheme: str = "light", **more):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)
        contexts.append(context)
        page = watched(context.new_page())
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        return page

    yield open_page
    for context in contexts:
        context.close()


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_front_page_has_no_barrier_and_fits(large, opened, tmp_path, width, scheme):
    """axe finds nothing, nothing scrolls sideways, nothing but its pictures is asked for, and of those only what is near."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(large, width, scheme)
    page.wait_for_function(f"{SHOWN}[0].querySelector('img').naturalWidth > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    asked = page.asked[1:]
    assert 0 < len(asked) < 60
    assert all(url.startswith(f"{large.parent.as_uri()}/{PICTURES}/") for url in asked)
    assert (page.refused, page.said, page.dialogs) == ([], [], [])
    page.click(".compare summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    keep(page.screenshot(), f"front_{width}_{scheme}", tmp_path)
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@needs_chromium
def test_search_and_filters_answer_at_once(large, opened):
    """Words, question, language and days, by themselves and together; each within a tenth of a second, drawn."""
    page = opened(large)

    def after(**values: str) -> tuple[list[str], str]:
        taken = page.evaluate(
            """values => { const form = document.getElementById("find");
            const ask = (named) => { const begun = performance.now();
                for (const name of ["words", "question", "language", "from", "to"]) form.elements[name].value = named[name] ?? "";
                form.elements.words.dispatchEvent(new Event("input", { bubbles: true }));
                document.body.getBoundingClientRect();
                return performance.now() - begun; };
            return Math.min(...[1, 2, 3].map(() => (ask({ words: "nothing at all" }), ask(values)))); }""",
            values,
        )
        assert taken <= WITHIN
        return page.evaluate(f"{SHOWN}.map(card => card.querySelector('a').getAttribute('href'))"), page.inner_text("#shown")

    assert after()[1] == "1–60 of 998 reports"
    assert len(after()[0]) == 60
    assert after(words="Briefing 2025-03-17") == (["brief_2025-03-17.html"], "1–1 of 1 reports")
    assert after(words="STEEL 鉄鋼")[1] == "1–60 of 98 reports"
    assert after(question="question-2")[1] == "1–60 of 98 reports"
    assert after(language="ja", question="question-2")[1] == "1–49 of 49 reports"
    assert after(words="steel", **{"from": "2025-01-03", "to": "2025-01-05"})[1] == "1–6 of 6 reports"
    assert after(words="<script>") == ([], "No report matches these filters.")
    assert page.evaluate("[...document.querySelectorAll('.question')].every(section => section.hidden)")


@needs_chromium
def test_the_keyboard_searches_pages_and_compares(large, opened):
    """From the search box on by Tab, Enter and letters alone; Escape and Enter lose nothing."""
    page = opened(large)
    page.focus("#words")
    page.keyboard.type("briefing")
    page.keyboard.press("Enter")
    assert page.inner_text("#shown") == "1–60 of 900 reports"
    page.focus("#pages button:last-child")
    page.keyboard.press("Enter")
    assert page.inner_text("#shown") == "61–120 of 900 reports"
    assert page.evaluate("document.activeElement.id") == "shown"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 200
    assert page.inner_text("#pages span") == "Page 2 of 15"
    page.focus("[type=reset]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('shown').textContent === '1–60 of 998 reports'")
    assert page.input_value("#words") == ""
    page.focus(".compare summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".compare select")
    assert page.evaluate("document.querySelector('.compare select').length") == 900
    page.focus(".compare select")
    page.keyboard.press("Home")
    command = page.inner_text(".compare code")
    first, second = page.evaluate("[...document.querySelector('.compare').querySelectorAll('select')].map(choice => choice.value)")
    assert first == page.evaluate("document.querySelector('.card a').getAttribute('href')").removesuffix(".html")
    assert command == f"tradebrief compare {first}.html {second}.html --out compare_{first}_{second}.html"


@needs_chromium
def test_the_page_comes_back_as_it_was_left(large, opened):
    """A reader who opens a report and returns finds the same filters and what they leave."""
    page = opened(large)
    page.fill("#words", "2025-03-17")
    page.click(".card:not([hidden]) a")
    page.wait_for_url("**/brief_2025-03-17.html")
    page.go_back()
    page.wait_for_selector("#shown")
    words = page.input_value("#words")
    assert page.evaluate(f"{SHOWN}.length") == (1 if words else 60)


@needs_chromium
def test_the_page_works_without_a_script(large, opened):
    """Every card stands there, by question, with a list of the questions; no control that does nothing; pictures of the first page only."""
    page = opened(large, java_script_enabled=False)
    page.wait_for_load_state()
    assert 0 < len([url for url in page.asked if PICTURES in url]) <= 60
    visible = page.locator(".card:visible")
    assert visible.count() == 998
    assert page.locator("#questions a:visible").count() == 2
    assert page.locator("form:visible, button:visible, select:visible").count() == 0
    page.click("#questions a >> nth=1")
    assert page.locator("#question-2 h3").bounding_box()["y"] < 900


@needs_chromium
def test_the_page_prints_in_pages(large, opened, tmp_path):
    """Filters are not printed, cards are, and their pictures."""
    page = opened(large)
    page.fill("#words", "briefing number 2025-03")
    page.emulate_media(media="print")
    assert not page.locator("#find").is_visible()
    assert page.locator(".card:visible").count() == 31
    (tmp_path / "front.pdf").write_bytes(page.pdf())
    from pypdf import PdfReader

    printed = PdfReader(tmp_path / "front.pdf")
    text = "".join(one.extract_text() for one in printed.pages)
    assert len(set(re.findall(r"2025-03-\d\d", text))) == 31
    assert len(printed.pages) > 3


def test_a_change_of_one_report_costs_little(tmp_path):
    """What is unchanged is not read, parsed or drawn again."""
    out = tmp_path / "out"
    done = many(out, 100, lambda number: DRAWN.format(number).replace("<path", "<path d='M0 0'/>" * 3000 + "<path"))
    began = time.perf_counter()
    write_index(done, out)
    first = time.perf_counter() - began
    done[0] = outcome(done[0].job, {"headline": "Changed."})
    began = time.perf_counter()
    write_index(done, out)
    second = time.perf_counter() - began
    began = time.perf_counter()
    write_index(done, out)
    assert time.perf_counter() - began < second < first / 3
    shutil.rmtree(out)
