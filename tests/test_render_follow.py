"""From a number back to its sources, from one report to another, from a page to PDF."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import TOYLAND
from test_render import notebook
from tradebrief.compare.causes import causes
from tradebrief.compare.compare import as_data, compare, difference
from tradebrief.compare.read_back import Linked, ReadReport, told
from tradebrief.errors import AskError
from tradebrief.provenance.lineage import Trace
from tradebrief.render.run import prepare, render


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """The fact book of toyland as a page."""
    made = render(prepare("fact_book", {}, out=tmp_path_factory.mktemp("follow"), seeds=str(TOYLAND)))
    assert made.status == "done", made.error
    return Path(made.html)


@pytest.fixture(scope="module")
def found():
    return tb.fact_book(tb.load(TOYLAND))


def links(report: Path) -> dict[str, str]:
    """The linked numbers of a page's sentences with what they lead to."""
    sentences = re.findall(r'<p class="sentence">(.*?)</p>', report.read_text(), re.DOTALL)
    return {text: name for sentence in sentences for name, text in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', sentence)}


# --- lineage ---------------------------------------------------------------------------


def test_why_prints_the_same_chain_for_a_page_and_for_the_result(run, report, found):
    """Each linked number of the first sentence: the command on the page and tb.why on the sentence agree line by line."""
    sentence = tb.words.facts.coverage(found)
    page = report.read_text(encoding="utf-8")
    assert len(list(sentence.traces())) >= 3
    for text, trace in sentence.traces():
        assert f'<a href="#{trace.name}">{text}</a>' in page
        done = run("why", f"{report}#{trace.name}")
        assert done.out.rstrip("\n") == str(trace)
        assert f"{text} " in str(sentence)


def test_a_chain_counts_what_it_says(found):
    """The number of texts is the number of texts listed under it, and their claims add up to all claims."""
    texts, claims = found.text_count.trace, tb.why(tb.words.facts.coverage(found), f"{int(found.claim_count)} checkable claims")
    assert len(texts.of) == len({one.article.id for one in found.facts})
    assert sum(int(re.search(r"(\d+) claims?$", step.says).group(1)) for step in claims.of) == len(found.facts)


def test_a_fact_leads_to_its_passage_text_and_origin(run, report, found):
    """From the result by its id; from the page by its row: the same place in the same page of text."""
    one = next(one for one in found.facts if one.fact.key == "freedonia.offers/ducks")
    trace = tb.why(found, one.fact.id)
    assert [step.kind for step in (trace, trace.of[0], trace.of[0].of[0], trace.of[0].of[0].of[0])] == ["fact", "passage", "text", "origin"]
    start, end = one.fact.at
    assert trace.of[0].says == f"code points {start} to {end} of page 010_gazette.txt"
    row = run("why", f"{report}#{found.places[one.fact.id]}").out
    assert f"{start}–{end}" in row
    assert "question: freedonia.offers/ducks" in row
    assert "page: 010_gazette.txt" in row


def test_every_linked_number_of_a_sentence_has_its_lineage_in_the_page(report):
    """Nothing that a sentence links to is missing from the page."""
    html = report.read_text()
    assert len(links(report)) > 5
    assert all(f'id="{name}"' in html for name in links(report).values())


@pytest.mark.parametrize(("place", "said"), [("#nowhere", "is no place in the page"), ("", "names no place in a report")])
def test_a_place_that_is_not_there_is_named(run, report, place, said):
    """With the places that are."""
    done = run("why", f"{report}{place}")
    assert done.code == 1
    assert said in done.err


def test_why_on_words_that_are_not_there_names_near_ones(found):
    """And on what cannot be followed at all."""
    with pytest.raises(AskError, match="names nothing that can be followed"):
        tb.why(tb.words.facts.coverage(found), "ninety-nine")
    with pytest.raises(AskError, match="cannot be followed"):
        tb.why("text", "x")


def test_a_step_is_of_a_known_kind():
    """A chain cannot rest on hearsay."""
    with pytest.raises(ValueError, match="is not a step of a lineage"):
        Trace(kind="hearsay", says="x")


def test_hostile_words_in_a_chain_reach_the_page_as_text(tmp_path):
    """A lineage is printed as text wherever it came from."""
    code = (
        "import tradebrief as tb; from tradebrief.provenance.lineage import Trace\n"
        "evil = '<script>x</script>\"{{ 7*7 }}'\n"
        "tb.words.Sentence('n ', tb.words.sentence.Part('1', '', Trace(kind='act', says=evil, to=evil)))"
    )
    path = notebook(tmp_path / "e.ipynb", ("code", 'n: "whole number" = 1  # n', ["parameters"]), ("code", code, []))
    html = Path(render(prepare(str(path), {}, out=tmp_path)).html).read_text()
    assert "<script" not in html
    assert "act: &lt;script&gt;x&lt;/script&gt;" in html


def test_accepting_a_notebook_stores_no_lineage(tmp_path):
    """What is stored is the claim: text and HTML, without metadata."""
    from tradebrief.render.accept import accepted

    code = "import tradebrief as tb\ntb.words.facts.coverage(tb.fact_book(tb.load()))"
    path = notebook(tmp_path / "a.ipynb", ("code", 'n: "whole number" = 1  # n', ["parameters"]), ("code", code, ["nbval-check-output"]))
    cell = json.loads(accepted(path, str(TOYLAND)))["cells"][-1]
    assert cell["outputs"][0]["metadata"] == {}
    assert "As known by" in "".join(cell["outputs"][0]["data"]["text/plain"])


# --- comparing ------------------------------------------------------------------------------


def test_two_days_are_compared_with_their_numbers(run, tmp_path):
    """Parameter sets are rendered; the cause, the sentences and each number's difference are told."""
    done = run(
        "--seeds",
        TOYLAND,
        "compare",
        "fact_book:known_by=2031-03-03",
        "fact_book:known_by=2031-03-04",
        "--json",
        "--out",
        tmp_path / "c.html",
    )
    assert done.code == 0
    assert done.json["asked"] == [{"name": "known_by", "before": "2031-03-03", "after": "2031-03-04"}]
    first = done.json["changes"][0]
    early, late = (int(re.search(r"(\d+) checkable claim", first[side]).group(1)) for side in ("before", "after"))
    book = tb.load(TOYLAND)
    assert (early, late) == tuple(len(tb.fact_book(book, known_by=day).facts) for day in ("2031-03-03", "2031-03-04"))
    [moved] = [one for one in first["numbers"] if (one["before"], one["after"]) == (str(early), str(late))]
    assert moved["difference"] == f"+{late - early}"
    assert f"{early} → {late} (+{late - early})" in (tmp_path / "c.html").read_text()
    out = [article.source.title for article in book.articles.values() if article.source.published.latest.isoformat() == "2031-03-04"]
    assert {"what": "another parameter", "kind": "parameter", "before": "known_by 2031-03-03", "after": "known_by 2031-03-04"} in moved[
        "causes"
    ]
    [added] = [cause["after"] for cause in moved["causes"] if cause["what"] == "text newly known"]
    assert len(out) == 1
    assert out[0] in added


def test_a_page_and_its_notebook_say_the_same(report):
    """Read back from either, a report has the same sentences and figures."""
    page, executed = told(report), told(report.with_suffix(".ipynb"))
    assert page.sentences == executed.sentences
    assert page.figures == executed.figures
    assert len(page.sentences) >= 5
    assert len(page.figures) == 2


def test_a_report_compared_with_itself_has_not_changed(run, report):
    """Nothing is told, from page to notebook."""
    done = run("compare", report, report.with_suffix(".ipynb"), "--json").json
    assert done["changes"] == []
    assert done["same"] >= 5
    assert all(figure["same"] for figure in done["figures"])


def test_sentences_are_matched_by_what_they_are_about():
    """One that is new stands alone; figures and days do not keep two from being the same sentence."""
    one = ReadReport(name="a", title="a", sentences=("As known by 3 May 2031, 4 ducks swim.", "All 3 checks hold."), figures=())
    other = ReadReport(
        name="b", title="b", sentences=("As known by 9 May 2031, 1 duck swims.", "A hat costs 2.50.", "All 3 checks hold."), figures=()
    )
    changes = compare(one, other).changes
    assert [(change.before[:5], change.after[:5]) for change in changes] == [("As kn", "As kn"), ("", "A hat")]
    assert [str(number) for number in changes[0].numbers] == ["4 → 1 (−3)"]
    assert changes[0].numbers[0].unknown == "no lineage in either report"


def two(tmp_path: Path, edit, *words: str) -> tuple[Path, Path]:
    """What a hat owes in toyland, and again after one of its seeds was changed, each as a page."""
    code = "tb.words.rates.goods(tb.current_duties(tb.load(), ['6505.00'], as_of='2031-04-02', known_by='2031-05-02', origin='SYL', importer='FRE'))"
    path = notebook(
        tmp_path / "hat.ipynb", ("code", 'n: "whole number" = 1  # n', ["parameters"]), ("code", f"import tradebrief as tb\n{code}", [])
    )
    made = []
    for name in ("one", "other"):
        made.append(Path(render(prepare(str(path), {}, out=tmp_path / name, seeds=str(tmp_path / "toyland"))).html))
        if name == "one":
            edit(*words)
    return made[0], made[1]


@pytest.mark.parametrize(
    ("words", "kind", "before", "after"),
    [
        (("measures/fre-hats.yaml", "{tops up to: 12%, signed", "{tops up to: 13%, signed"), "act with other figures", "12%", "13%"),
        (("measures/fre-hats.yaml", "    - {tops up to: 12%, signed: 2031-05-01, published: 2031-05-02, act: Hat Truce, cite: 1 FG 9}\n", ""), "act gone", "Hat Truce", ""),
        (("measures/fre-hats.yaml", "    - {tops up to: 12%, signed: 2031-05-01, published: 2031-05-02, act: Hat Truce, cite: 1 FG 9}\n", ""), "act added", "", "Hat Act"),
    ],
)  # fmt: skip
def test_a_number_that_moved_names_the_act_that_moved_it(run, tmp_path, toyland, edit, words, kind, before, after):
    """One seed was changed between two reports: the act it states is a cause of the rate's difference, in text, data and page."""
    one, other = two(tmp_path, edit, *words)
    found = run("compare", one, other, "--json", "--out", tmp_path / "c.html").json
    causes = [cause for number in found["changes"][0]["numbers"] for cause in number["causes"] if cause["what"] == kind]
    assert any(before in cause["before"] and after in cause["after"] and bool(cause["after"]) == bool(after) for cause in causes)
    assert f"{kind}: " in run("compare", one, other).out
    assert f"{kind}:" in (tmp_path / "c.html").read_text()
    assert all(cause["kind"] != "formula" for cause in causes)


def test_pages_and_notebooks_compare_alike(tmp_path, toyland, edit):
    """Chains are read back from a page as from the notebook behind it: the same sentences, numbers and causes."""
    one, other = two(tmp_path, edit, "measures/fre-hats.yaml", "tops up to: 12%", "tops up to: 13%")
    pages = as_data(compare(told(one), told(other)))
    notebooks = as_data(compare(told(one.with_suffix(".ipynb")), told(other.with_suffix(".ipynb"))))
    assert pages == notebooks
    assert pages["changes"][0]["numbers"][0]["causes"]


def chain(*of: Trace, says: str = "x", kind: str = "formula") -> Trace:
    return Trace(kind=kind, says=says, of=of)


TWO, THREE = chain(kind="assumption", says="weight: worth 2 gaps"), chain(kind="assumption", says="weight: worth 3 gaps")
VISIT, ACT = chain(kind="fact", says="a visit on 3 May"), chain(kind="act", says="EO 1: adds 5%")


@pytest.mark.parametrize(
    ("one", "other", "told_as"),
    [
        (chain(TWO), chain(TWO), []),
        (chain(TWO, says="1 + 2 = 3"), chain(THREE, says="1 + 3 = 4"), ["assumption with other figures: weight: worth 2 → 3 gaps"]),
        (chain(TWO, says="1 + 2 = 3"), chain(TWO, says="1 + 3 = 4"), ["formula with other figures: 1 + 2 → 3 = 3 → 4"]),
        (chain(TWO, says="a sum"), chain(THREE, says="a mean"), ["assumption with other figures: weight: worth 2 → 3 gaps", "another formula: a sum → a mean"]),
        (chain(TWO), chain(TWO, VISIT, ACT), ["fact newly known: a visit on 3 May", "act added: EO 1: adds 5%"]),
        (chain(chain(ACT, says="a"), VISIT), chain(chain(says="b"), VISIT), ["act gone: EO 1: adds 5%", "another formula: a → b"]),
        (VISIT, ACT, ["fact gone: a visit on 3 May", "act added: EO 1: adds 5%"]),
        (chain(chain(TWO, says="1"), chain(TWO, says="2")), chain(chain(THREE, says="3"), chain(THREE, says="4")), ["assumption with other figures: weight: worth 2 → 3 gaps"]),
    ],
)  # fmt: skip
def test_causes_go_as_deep_as_the_difference(one, other, told_as):
    """What follows from a step further down is not told, what is told twice is told once, and the way back tells the same steps."""
    assert [str(cause) for cause in causes(one, other)] == told_as
    assert {(cause.before, cause.after) for cause in causes(one, other)} == {(cause.after, cause.before) for cause in causes(other, one)}


ASKED = (("as_of", "2031-03-03", "2031-03-04"), ("known_by", "2031-03-03", "2031-03-04"), ("weight", "2", "3"), ("n", "2", "3"))


@pytest.mark.parametrize(
    ("says", "names"),
    [
        ("6 counted, known by {day}", ["known_by"]),
        ("6 counted on {day}", ["as_of", "known_by"]),
        ("the weight of {n} gaps", ["weight"]),
        ("{n} counted", []),
        ("on {day}-x and 12", []),
    ],
)
def test_a_parameter_is_a_cause_where_both_chains_tell_its_value(says, names):
    """A day speaks for itself unless another parameter of the same day is named beside it; a bare figure needs its name."""
    one, other = chain(says=says.format(day="2031-03-03", n=2)), chain(says=says.format(day="2031-03-04", n=3))
    assert [cause.before.split()[0] for cause in causes(one, other, ASKED) if cause.kind == "parameter"] == names


def test_numbers_without_a_counterpart_are_paired_by_the_words_before_them():
    """A list that grew does not keep the numbers around it from being compared; linked days are, others are not."""
    before, after = "It had 2 rounds, on 3 May 2031; they took 15 days.", "It had 3 rounds, on 9 May 2031; they took 15, 22 and 8 days."
    links = [
        (Linked(start=text.index(day), end=text.index(day) + len(day), why=chain(says=day)),)
        for text, day in ((before, "3 May 2031"), (after, "9 May 2031"))
    ]
    one, other = (
        ReadReport(name="x", title="x", sentences=(text,), chains=(link,), figures=())
        for text, link in zip((before, after), links, strict=True)
    )
    [change] = compare(one, other).changes
    assert [str(number) for number in change.numbers] == ["2 → 3 (+1)", "3 May 2031 → 9 May 2031 (+6 days)"]


def test_a_number_that_differs_on_the_same_steps_says_so():
    """Nothing is made up where the chains are equal, or where one report has none."""
    texts, link = ("A hat costs 2.", "A hat costs 3."), (Linked(start=12, end=13, why=chain(says="the price")),)
    one, same, bare = (
        ReadReport(name="x", title="x", sentences=(text,), chains=(links,), figures=())
        for text, links in ((texts[0], link), (texts[1], link), (texts[1], ()))
    )
    assert [number.unknown for told_ in (same, bare) for number in compare(one, told_).changes[0].numbers] == [
        "both rest on the same steps",
        "no lineage in the second report",
    ]


@pytest.mark.parametrize(
    ("before", "after", "moved"), [("1", "3", "+2"), ("1,200", "1,150.5", "−49.5"), ("2.5", "2.5", "0.0"), ("−3", "3", "+6")]
)
def test_differences_keep_their_places(before, after, moved):
    """As many places as the numbers carry, signs told."""
    assert difference(before, after) == moved


# --- PDF and bytes -----------------------------------------------------------------------------


def has_weasyprint() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


needs_weasyprint = pytest.mark.skipif(not has_weasyprint(), reason="WeasyPrint or the libraries it draws with are not on this machine")


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    job = prepare("fact_book", {}, out=tmp_path_factory.mktemp("pdf"), seeds=str(TOYLAND))
    made = render(replace(job, formats=("html", "pdf")))
    assert made.status == "done", made.error
    return Path(made.pdf)


@needs_weasyprint
def test_the_pdf_is_tagged_titled_and_has_bookmarks(printed):
    """A structure for screen readers, a language, a title, a bookmark for each section, every sentence as text."""
    import pypdf

    reader = pypdf.PdfReader(printed)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root

    def titles(outline) -> list[str]:
        return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one["/Title"]])]

    sections = re.findall(r"<h2[^>]*>(.*?)</h2>", printed.with_suffix(".html").read_text())
    assert set(sections) <= set(titles(reader.outline))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert told(printed.with_suffix(".html")).sentences[0][:60] in text


@needs_weasyprint
def test_the_pdf_says_what_its_figures_show(printed):
    """Alternative texts are in the structure."""
    import pypdf

    reader = pypdf.PdfReader(printed)
    objects = (reader.get_object(number) for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1))
    said = [str(one["/Alt"]) for one in objects if isinstance(one, dict) and "/Alt" in one]
    assert sum(alt in {figure for figure, _ in told(printed.with_suffix(".html")).figures} for alt in said) == 2


@needs_weasyprint
def test_check_renders_twice_and_finds_equal_bytes(run, tmp_path):
    """Notebook, page and PDF, by a second process."""
    done = run("--seeds", TOYLAND, "render", "fact_book", "--check", "--format", "pdf", "--out", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert {path.suffix for path in tmp_path.iterdir()} == {".ipynb", ".html", ".pdf"}


def test_check_finds_what_depends_on_the_clock(run, tmp_path):
    """Exit 1 and the files that differ."""
    path = notebook(
        tmp_path / "t.ipynb", ("code", 'n: "whole number" = 1  # n', ["parameters"]), ("code", "import time; print(time.time_ns())", [])
    )
    done = run("render", path, "--check", "--out", tmp_path / "out")
    assert done.code == 1
    assert "t.html: two runs gave different bytes" in done.err
    assert "t.ipynb: two runs gave different bytes" in done.err


def test_without_the_libraries_pdf_is_a_clear_error(run, tmp_path, monkeypatch):
    """It names what to install; nothing else is touched."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = run("--seeds", TOYLAND, "render", "fact_book", "--format", "pdf", "--out", tmp_path)
    assert done.code == 1
    assert "--format pdf: needs weasyprint, which is not installed" in done.err
    assert "pip install" in done.err


def test_help_shows_the_parameters_of_the_notebook_named(run):
    """One declaration is contract, list and help."""
    done = run("render", "fact_book", "--help")
    assert done.code == 0
    assert "Parameters of fact_book:" in done.out
    assert "-p known_by=latest" in done.out
    assert "use nothing published later than this day" in " ".join(done.out.split())


@pytest.mark.parametrize("size", ["2", "1T", "x", "-1G"])
def test_a_size_nobody_can_read_is_refused(run, size):
    """Memory is given as 800M or 2G."""
    done = run("render", "fact_book", "--memory", size)
    assert done.code == 1
    assert "--memory: is not a size" in done.err


def test_an_early_end_is_no_failure(tmp_path):
    """``sys.exit()`` ends a report as it stands; a code other than 0 fails it."""
    path = notebook(
        tmp_path / "t.ipynb",
        ("code", 'n: "whole number" = 0  # n', ["parameters"]),
        ("code", "import sys; sys.exit(n)", []),
        ("code", "1 / 0", []),
    )
    assert render(prepare(str(path), {}, out=tmp_path)).status == "done"
    failed = render(prepare(str(path), {"n": "3"}, out=tmp_path))
    assert (failed.status, failed.error, failed.cell) == ("failed", "SystemExit: 3", 3)


def test_the_colophon_names_what_was_read(report):
    """The number of files the cells read and a hash of them, of the notebook, and the versions."""
    made = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", report.read_text()))
    files = [path for path in TOYLAND.rglob("*") if path.suffix in {".yaml", ".csv"}]
    count = int(re.match(r"(\d+) files, SHA-256 [0-9a-f]{16}$", made["read"]).group(1))
    assert 0 < count <= len(files)
    assert re.search(r"SHA-256 [0-9a-f]{16}$", made["notebook"])
    assert {"tradebrief", "papermill", "pandas", "matplotlib"} <= made.keys()


def test_a_page_stays_small(tmp_path):
    """The largest report of the shipped seeds is under 300 kB."""
    made = render(prepare("fact_book", {}, out=tmp_path))
    assert made.status == "done", made.error
    assert Path(made.html).stat().st_size < 300_000
