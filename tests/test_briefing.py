"""The briefing as an editor forwards it: two sheets of paper, footnoted, with what a reader asks for in order."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, can_print
from tradebrief.compare.read_back import read_page, text_of
from tradebrief.provenance.lineage import Trace
from tradebrief.render.footnotes import Footnotes, runs

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")


@pytest.fixture(scope="module")
def briefs(reports) -> dict[str, Path]:
    """Every recipe of the briefing as a page, and beside it as PDF where that can be made."""
    return {name: one.page for name, one in reports.items() if one.notebook == "briefing"}


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_there_is_a_briefing_for_three_days_and_each_scenario(briefs):
    """A scenario of the seeds without its recipe is missing here."""
    scenarios = {path.stem for path in (ROOT / "seeds" / "scenarios").glob("*.yaml")}
    assert {name.removeprefix("briefing_scenario_") for name in briefs if "scenario" in name} == scenarios
    assert {"briefing_2025-05-15", "briefing_2025-06-14", "briefing_latest"} <= briefs.keys()


def test_every_briefing_is_two_sheets_of_paper(briefs):
    """As PDF, whatever the day and the scenario."""
    if not can_print():
        pytest.skip("the library of PDF pages cannot be loaded")
    assert {name: pages(path.with_suffix(".pdf").read_bytes()) for name, path in briefs.items()} == dict.fromkeys(briefs, 2)


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here to print with")
@pytest.mark.parametrize("name", ["briefing_2025-06-14", "briefing_latest"])
def test_a_browser_prints_it_on_two_sheets_too(briefs, name, tmp_path):
    """What the print preview of an editor shows."""
    out = tmp_path / "printed.pdf"
    words = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
    ]
    subprocess.run([*words, f"--print-to-pdf={out}", briefs[name].as_uri()], check=True, capture_output=True, timeout=120)
    assert pages(out.read_bytes()) == 2


def test_it_answers_in_the_order_in_which_a_desk_asks(briefs):
    """What is owed and changed, the talks, what each side wants, what comes next, what would change it, the scenarios, what is contested, sources."""
    heads = [text_of(head).split()[-1].lower() for head in read_page(briefs["briefing_2025-06-14"]).elements("h2")]
    assert heads[:8] == ["changed", "talks", "offers", "next", "picture", "scenarios", "sources", "sources"]


def test_each_footnote_is_a_source_that_is_cited_and_each_citation_leads_to_one(briefs):
    """Numbers in the text and in the list are the same set, in the order of first use."""
    for path in briefs.values():
        listed = [name for name in read_page(path).places if name.startswith("source-")]
        marks = "".join(re.findall(r'<sup class="notes">(.*?)</sup>', path.read_text()))
        firsts = re.findall(r'href="#([^"]+)"', marks)
        assert listed == [f"source-{number}" for number in range(1, len(listed) + 1)]
        assert set(firsts) <= set(listed)
        assert len(listed) > 5


# --- footnotes ----------------------------------------------------------------------------


def sourced(*names: str) -> list[Trace]:
    chain = Trace(kind="formula", says="a sum", of=tuple(Trace(kind="text", says=name, cite=name) for name in names))
    return [chain]


def test_a_source_keeps_the_number_it_was_given_first():
    """The second sentence cites the first source again and a new one."""
    notes = Footnotes()
    notes.after("<p>One.</p>", sourced("Gazette", "Courier"))
    second = notes.after("<p>Two.</p>", sourced("Courier", "Act 2"))
    assert notes.sources == ["Gazette", "Courier", "Act 2"]
    assert 'href="#source-2"' in second
    assert 'href="#source-3"' in second
    assert 'href="#source-1"' not in second


def test_numbers_in_a_row_are_told_as_a_run():
    """Three and more; two stay two."""
    assert list(runs([1, 2, 4, 5, 6, 9])) == [(1, 1), (2, 2), (4, 6), (9, 9)]
    assert "Sources 1 to 3" in Footnotes().after("<p>All.</p>", sourced("a", "b", "c"))


def test_a_sentence_without_sources_stays_as_it_is():
    """No empty superscript."""
    assert Footnotes().after("<p>Nothing.</p>", []) == "<p>Nothing.</p>"


def test_a_hostile_name_of_a_source_reaches_the_page_as_text(tmp_path):
    """Footnotes are escaped by the template."""
    from tradebrief.templates import environment

    evil = "<script>alert(1)</script>"
    shown = environment().from_string("{% for source in footnotes %}<li>{{ source }}</li>{% endfor %}").render(footnotes=[evil])
    assert "<script>" not in shown
