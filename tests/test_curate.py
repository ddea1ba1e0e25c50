"""From a text to an article: the draft, the form, what is missing, and files that are written whole or not at all."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import tradebrief as tb
from browser import launched, needs_chromium
from conftest import ROOT, TOY_TEXTS
from lab import jupyterlab, open_notebook, run_all
from tradebrief.curate import trial as trials
from tradebrief.curate.draft import Draft, as_yaml, draft_of, read_draft
from tradebrief.curate.fields import ROWS
from tradebrief.curate.suggest import suggest
from tradebrief.curate.trial import save, tried, write_all
from tradebrief.errors import AskError, SeedError
from tradebrief.records.strict_yaml import plain

TEXT = """Duck talks to go on

The Freedonian Courier, 6 March 2031

Envoy Firefly is expected to fly to Sylvania next week for a third round of talks, two officials told the Courier on Thursday.
Sylvania's duty on hats stands at 12.5 percent, and its parliament could raise it again.
"""

FINISHED = {
    "title": "A third round is expected",
    "says": {
        "round-3.day": "The third round is expected in the week after",
        "sylvania-hats.rate": "The duty on hats in all",
    },
}


@pytest.fixture()
def page(tmp_path: Path) -> Path:
    """A new text that no one has curated."""
    path = tmp_path / "020_courier.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture()
def home(tmp_path: Path, monkeypatch) -> Path:
    """A folder to work in, so that drafts land nowhere else."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def finished(tree: dict) -> dict:
    """A draft as a curator leaves it: two facts kept, in words of their own."""
    tree["source"] |= {
        "title": FINISHED["title"],
        "wire": "Freedonian Courier",
        "carrier": "Freedonian Courier",
        "zone": "America/New_York",
        "origin": "courier",
    }
    tree.pop("origin", None)
    days = next(fact for fact in tree["facts"] if str(fact.get("value", "")).startswith("["))
    rate = next(fact for fact in tree["facts"] if fact.get("value") == "12.5")
    days |= {"key": "round-3.day", "kind": "planned meeting", "says": FINISHED["says"]["round-3.day"], "basis": "the week after the text"}
    rate |= {
        "key": "sylvania-hats.rate",
        "kind": "tariff rate",
        "says": FINISHED["says"]["sylvania-hats.rate"],
        "sense": "total",
        "state": "in force",
    }
    return {**tree, "facts": [days, rate]}


def finish_by_hand(path: Path) -> None:
    """Edit a draft's file the way a person would."""
    tree = finished(plain(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


# --- the command ---------------------------------------------------------------------


def test_a_draft_is_written_without_the_text_and_says_what_is_missing(run, toyland, page, home):
    """Candidates, keys that fit and the gaps are told; the file holds no run of the article's words."""
    done = run("--seeds", toyland, "new", "article", "--text", page, "--id", "2031-03-06-courier-third-round")
    assert done.code == 0, done.err
    assert "'title' is missing" in done.out
    assert "sylvania-hats.rate" in done.out
    written = (home / "drafts" / "2031-03-06-courier-third-round.yaml").read_text(encoding="utf-8")
    words = re.findall(r"\w+", TEXT.lower())
    runs = {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}
    assert not any(one in " ".join(re.findall(r"\w+", written.lower())) for one in runs)
    assert not (toyland / "articles" / "2031-03-06-courier-third-round.yaml").exists()


def test_a_new_article_ends_in_the_report(run, toyland, page, home, tmp_path):
    """Draft, finish by hand, save, check, verify, render: the report has the new claim."""
    name = "2031-03-06-courier-third-round"
    assert run("--seeds", toyland, "new", "article", "--text", page, "--id", name).code == 0
    finish_by_hand(home / "drafts" / f"{name}.yaml")
    done = run("--seeds", toyland, "new", "finish", f"drafts/{name}.yaml", "--text", page)
    assert done.code == 0, done.err
    assert run("--seeds", toyland, "check").code == 0
    rows = run("--seeds", toyland, "verify", "--texts", page.parent, "--json").json
    assert {row["status"] for row in rows if row["article"] == name} == {"EXACT"}
    made = run("--seeds", toyland, "render", "fact_book", "--out", tmp_path / "out", "--json")
    assert FINISHED["says"]["round-3.day"] in Path(made.json["html"]).read_text(encoding="utf-8")


def test_nothing_is_written_over_unasked(run, toyland, page, home):
    """Neither a draft nor an article: each says how to replace it."""
    name = "2031-03-06-courier-third-round"
    ask = lambda *words: run("--seeds", toyland, "new", *words)  # noqa: E731
    assert ask("article", "--text", page, "--id", name).code == 0
    again = ask("article", "--text", page, "--id", name)
    assert (again.code, "stands already" in again.err, "--force" in again.err) == (1, True, True)
    finish_by_hand(home / "drafts" / f"{name}.yaml")
    assert ask("finish", f"drafts/{name}.yaml", "--text", page).code == 0
    target = toyland / "articles" / f"{name}.yaml"
    target.write_text(target.read_text().replace("A third round", "My third round"))
    refused = ask("finish", f"drafts/{name}.yaml", "--text", page)
    assert (refused.code, "stands already" in refused.err) == (1, True)
    assert "My third round" in target.read_text()
    assert ask("finish", f"drafts/{name}.yaml", "--text", page, "--force").code == 0
    assert "My third round" not in target.read_text()


def test_an_unfinished_draft_is_refused_with_everything_it_lacks(run, toyland, page, home):
    """All at once, and no file appears."""
    name = "2031-03-06-courier-third-round"
    run("--seeds", toyland, "new", "article", "--text", page, "--id", name)
    before = sorted(path.name for path in (toyland / "articles").iterdir())
    done = run("--seeds", toyland, "new", "finish", f"drafts/{name}.yaml", "--text", page)
    assert done.code == 1
    assert "'title' is missing" in done.err
    assert "'says' is missing" in done.err
    assert sorted(path.name for path in (toyland / "articles").iterdir()) == before


def test_a_text_that_is_curated_is_not_drafted_twice(run, toyland, home):
    """The article of the page is named; --force drafts it anew."""
    done = run("--seeds", toyland, "new", "article", "--text", TOY_TEXTS / "011_courier.txt")
    assert done.code == 1
    assert "2031-03-04-courier-second-round" in done.err
    assert run("--seeds", toyland, "new", "article", "--text", TOY_TEXTS / "011_courier.txt", "--force").code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is no text"),
        (b"word " * 2_000_000, "is too long for a page"),
        (b"PK\x03\x04" + bytes(range(1, 9)) * 90, "is damaged"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(run, toyland, tmp_path, home, content, said):
    """Empty, an image, ten megabytes, an archive: a message, no traceback, no file."""
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    done = run("--seeds", toyland, "new", "article", "--text", path)
    assert done.code == 1
    assert said in done.err
    assert not list(home.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--published", "soon"), "--published: is not a day"),
        (("--read-on", "today"), "--read-on: is not a day"),
        (("--which", "9"), "is no text of the page"),
        (("--id", "../up"), "is no name for a file"),
    ],
)
def test_options_that_cannot_be_are_named(run, toyland, page, home, words, said):
    """Each with what to write instead."""
    done = run("--seeds", toyland, "new", "article", "--text", page, *words)
    assert done.code == 1
    assert said in done.err


def test_a_japanese_text_is_drafted(run, toyland, tmp_path, home):
    """With its figures and days, and a file name that can be written."""
    path = tmp_path / "日本語.txt"
    path.write_text(
        "赤沢大臣は3月6日に会談し、24%の関税の撤廃を改めて求めたと関係者が明らかにした。次の協議の日程はまだ決まっていない。",
        encoding="utf-8",
    )
    done = run("--seeds", toyland, "new", "article", "--text", path, "--published", "2031-03-07", "--id", "2031-03-07-japanese", "--json")
    assert done.code == 0, done.err
    assert {"24", "2031-03-06"} <= {one["value"] for one in done.json["candidates"]}


def test_json_gives_the_whole_suggestion_and_not_the_text(run, toyland, page, home):
    """Texts, publisher, day with its basis, likenesses, candidates with their keys, what is missing."""
    row = run("--seeds", toyland, "new", "article", "--text", page, "--json").json
    assert {"draft", "id", "source", "page", "texts", "publisher", "dated", "likenesses", "candidates", "missing"} == set(row)
    assert row["dated"]["published"] == "2031-03-06"
    assert "is expected to fly to Sylvania" not in json.dumps(row)
    assert all(len(one["at"]) == 2 for one in row["candidates"])


def test_a_text_can_be_pasted(toyland, page, home):
    """On standard input, under the article's own name; bytes that are no text are refused there too."""
    words = [sys.executable, "-m", "tradebrief", "--seeds", str(toyland), "new", "article", "--text", "-", "--id", "2031-03-06-pasted"]
    done = subprocess.run(words, input=TEXT.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "page: 2031-03-06-pasted.txt" in (home / "drafts" / "2031-03-06-pasted.yaml").read_text()
    refused = subprocess.run(words, input=b"\x89PNG\x00\x01\x02", capture_output=True)
    assert refused.returncode == 1
    assert b"is no text" in refused.stderr


# --- drafts and files ------------------------------------------------------------------


def opened(book, page: Path):
    from tradebrief.workbook.loader import read_page

    return suggest(book, read_page(page), page.read_text(encoding="utf-8"))


def test_a_draft_read_back_is_the_draft(toyland, page, tmp_path):
    """What is written can be read, remarks and empty fields apart."""
    found = opened(tb.load(toyland), page)
    draft = draft_of(tb.load(toyland), found, name="a-draft")
    path = tmp_path / "a-draft.yaml"
    path.write_text(as_yaml(draft, remarks=True, empty=True), encoding="utf-8")
    back = read_draft(path)
    assert as_yaml(back) == as_yaml(draft)
    assert back.id == "a-draft"


@pytest.mark.parametrize("words", ["[1, 2]", "source: no", "source: {}\nfact: []", "a: *b", "\x00"])
def test_what_is_no_draft_is_refused(tmp_path, words):
    """A list, a text, an unknown field, an alias, a byte that YAML does not know."""
    path = tmp_path / "x.yaml"
    path.write_text(words)
    with pytest.raises(AskError):
        read_draft(path)


def test_all_files_or_none_are_written(tmp_path, monkeypatch):
    """When the second file fails, the first is taken back, and a replaced one has its old content again."""
    old, new, bad = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "bad.yaml"
    old.write_text("before")
    real = trials.write_whole
    monkeypatch.setattr(
        trials, "write_whole", lambda path, text: (_ for _ in ()).throw(OSError("disk full")) if path == bad else real(path, text)
    )
    with pytest.raises(OSError, match="disk full"):
        write_all({old: "after", new: "x", bad: "y"}, overwrite=True)
    assert old.read_text() == "before"
    assert not new.exists()
    assert not list(tmp_path.glob(".*"))


def test_a_page_name_that_another_text_has_is_refused(toyland, tmp_path):
    """Two pages of one name could not both be followed."""
    book = tb.load(toyland)
    path = tmp_path / "011_courier.txt"
    path.write_text(TEXT)
    trial = tried(draft_of(book, opened(book, path), name="new-one"), book, opened(book, path).page)
    assert any("is the name of another page" in str(problem) for problem in trial.problems)


def test_a_new_origin_is_written_with_the_article(toyland, page):
    """A draft that names an origin nobody has carries it; the article and it are saved together."""
    book = tb.load(toyland)
    found = opened(book, page)
    tree = finished(plain(as_yaml(draft_of(book, found, name="2031-03-06-courier-third"), empty=True)))
    draft = Draft(
        id="2031-03-06-courier-third",
        source={**tree["source"], "origin": "courier-march"},
        facts=tuple(tree["facts"]),
        origin={"title": "The Courier in March", "agency": "Freedonian Courier", "why": "its own reporter"},
    )
    written = save(tried(draft, book, found.page))
    assert {path.parent.name for path in written} == {"articles", "origins"}
    assert "courier-march" in tb.load(toyland).origins
    assert tb.load(toyland).facts(article="2031-03-06-courier-third", key="sylvania-hats.rate")


def test_a_draft_with_problems_is_never_saved(toyland, page):
    """Whoever calls it."""
    book = tb.load(toyland)
    found = opened(book, page)
    with pytest.raises(SeedError, match="'title' is missing"):
        save(tried(draft_of(book, found), book, found.page), overwrite=True)


@pytest.mark.parametrize("name", ["", "../../up", "Big Letters", "a" * 101])
def test_a_name_that_is_no_file_s_is_a_problem_and_touches_no_file(toyland, page, name):
    """Typed into the form, it can lead nowhere."""
    book = tb.load(toyland)
    found = opened(book, page)
    trial = tried(replace(draft_of(book, found), id=name), book, found.page)
    assert [problem.wrong for problem in trial.problems] == ["is no name for a file"]
    assert trial.files == {}


# --- the form --------------------------------------------------------------------------


@pytest.fixture()
def desk(toyland, page, home):
    """The form with the new text open."""
    return tb.desk(tb.load(toyland), text=str(page))


def row_of(desk, value: str):
    """The row of the candidate with a value, turned to."""
    number = next(number for number, fact in enumerate(desk.draft.facts) if str(fact["value"]).startswith(value))
    desk.turn(number // ROWS * ROWS - desk.first)
    return desk.rows[number % ROWS]


def fill_in(desk) -> None:
    """What a curator does in the form: source, two facts, nothing else."""
    desk.id.value = "2031-03-06-courier-third-round"
    for name, text in {
        "title": "A third round",
        "wire": "Freedonian Courier",
        "carrier": "Freedonian Courier",
        "zone": "America/New_York",
        "origin": "courier",
    }.items():
        desk.of_source[name].value = text
    desk.keep(())
    for value, key, kind, says in (
        ("[", "round-3.day", "planned meeting", "The third round is near"),
        ("12.5", "sylvania-hats.rate", "tariff rate", "The duty on hats"),
    ):
        row = row_of(desk, value)
        row.keep.value = True
        row.fields["key"].value, row.fields["kind"].value, row.fields["says"].value = key, kind, says
        if kind == "tariff rate":
            row.fields["sense"].value, row.fields["state"].value = "total", "in force"


def test_the_form_shows_the_passage_of_each_candidate_and_the_keys_that_fit(desk):
    """The words are on the screen, escaped, with the token marked; they are in no field that is saved."""
    row = row_of(desk, "12.5")
    assert "<mark>12.5 percent</mark>" in row.passage.value
    assert "&#39;s duty" in row.passage.value
    assert "sylvania-hats.rate" in row.passage.value


def test_an_edit_is_checked_at_once(desk):
    """A rate without a sense breaks a rule; giving one mends it."""
    fill_in(desk)
    assert "Nothing is wrong" in desk.checks.value
    row = row_of(desk, "12.5")
    row.fields["sense"].value = ""
    assert "says its sense and its state" in desk.checks.value
    row.fields["sense"].value = "total"
    assert "Nothing is wrong" in desk.checks.value


def test_what_the_form_saves_passes_the_check(desk, toyland, run, page):
    """YAML and anchors together; the passage verifies."""
    fill_in(desk)
    desk.write()
    assert "Written" in desk.saved.value, desk.saved.value
    assert run("--seeds", toyland, "check").code == 0
    rows = run("--seeds", toyland, "verify", "--texts", page.parent, "--json").json
    assert {row["status"] for row in rows if row["article"] == "2031-03-06-courier-third-round"} == {"EXACT"}


def test_a_second_tab_does_not_write_over_the_first(desk, toyland, page, home):
    """Two desks on one text: the second must say that it replaces; ticking it counts for one save only."""
    fill_in(desk)
    desk.write()
    other = tb.desk(tb.load(toyland), text=str(page))
    fill_in(other)
    other.of_source["title"].value = "Another title"
    other.write()
    target = toyland / "articles" / "2031-03-06-courier-third-round.yaml"
    assert "stands already" in other.saved.value
    assert "Another title" not in target.read_text()
    other.over.value = True
    other.write()
    assert "Another title" in target.read_text()
    assert other.over.value is False


def test_a_form_with_something_missing_saves_nothing(desk, toyland):
    """The reasons stand beside the button."""
    before = sorted(path.name for path in (toyland / "articles").iterdir())
    desk.write()
    assert "missing" in desk.saved.value
    assert sorted(path.name for path in (toyland / "articles").iterdir()) == before


def test_a_file_can_be_uploaded_to_the_desk(toyland, home):
    """Under its name without folders; what is pasted comes first."""
    desk = tb.desk(tb.load(toyland))
    page = f"<html><head><title>Talks | Gazette</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
    desk.upload.value = (
        {"name": "../../talks.html", "type": "text/html", "size": len(page), "content": page, "last_modified": datetime(2031, 3, 6)},
    )
    desk.read()
    assert "read as web page in UTF-8" in desk.message.value
    assert (desk.draft.source["page"], desk.draft.source["carrier"]) == ("talks.html", "Gazette")
    assert not [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("pasted", "said"), [("", "holds no text"), ("x " * 4_500_000, "is too long"), ("\x00\x01\x02" * 99, "is no text")]
)
def test_what_is_refused_is_a_message_on_the_desk(toyland, home, pasted, said):
    """And the desk goes on working."""
    desk = tb.desk(tb.load(toyland))
    desk.pasted.value = pasted
    desk.read()
    assert said in desk.message.value
    desk.pasted.value = TEXT
    desk.read()
    assert "1 texts found" in desk.message.value
    assert desk.draft.facts


def test_a_failure_nobody_foresaw_is_a_message_too(desk, monkeypatch):
    """No traceback reaches the reader."""
    monkeypatch.setattr("tradebrief.curate.form.suggest", lambda *a, **k: 1 / 0)
    desk.read()
    assert "could not do that (got ZeroDivisionError" in desk.message.value


def test_days_are_counted_anew_from_the_day_in_the_form_and_edits_stay(desk):
    """A curator who knows the day better changes it once; what was written by hand is kept."""
    row = row_of(desk, "12.5")
    row.fields["says"].value = "By hand"
    desk.of_source["published"].value = "2031-03-13"
    desk.recount()
    weeks = [fact["value"] for fact in desk.draft.facts if str(fact["value"]).startswith("[")]
    assert weeks == ["[2031-03-17..2031-03-23]"]
    assert any(fact["says"] == "By hand" for fact in desk.draft.facts)


def test_turning_the_page_makes_no_new_widgets(desk):
    """Rows are filled anew, so nothing flickers; past the last candidate they hide, and the page does not run on."""
    boxes = [row.box for row in desk.rows]
    for _ in range(5):
        desk.turn(ROWS)
    assert [row.box for row in desk.rows] == boxes
    assert desk.first < len(desk.draft.facts)
    desk.turn(-100)
    assert desk.first == 0


def test_a_kernel_that_was_restarted_goes_on_with_the_draft(desk, toyland, page, home):
    """The draft is kept without the text and taken up again."""
    fill_in(desk)
    desk.write_draft()
    [path] = list(home.rglob("*.yaml"))
    again = tb.desk(tb.load(toyland), text=str(page), draft=str(path))
    assert as_yaml(again.chosen) == as_yaml(desk.chosen)
    assert "Nothing is wrong" in again.checks.value


def test_every_control_has_a_label(desk):
    """Each field and button says what it is, and what to write there."""
    import ipywidgets

    def inside(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from inside(child)

    controls = [
        one
        for part in (desk.open, desk.source, desk.facts, desk.save)
        for one in inside(part)
        if not isinstance(one, ipywidgets.HTML | ipywidgets.Box)
    ]
    assert len(controls) > 50
    assert all(one.description for one in controls)


def test_a_saved_notebook_keeps_nothing_of_the_text(desk):
    """What a notebook stores of the form is a name: neither what was pasted nor the passages on show."""
    desk.pasted.value = TEXT
    for part in (desk.open, desk.source, desk.facts, desk.checks, desk.save, desk):
        stored = json.dumps(part._repr_mimebundle_())
        assert not any(words in stored for words in ("Firefly", "fly to Sylvania", "12.5 percent"))


# --- in a browser ------------------------------------------------------------------------


@pytest.fixture()
def lab(tmp_path: Path, toyland: Path, page: Path) -> Iterator[str]:
    """A JupyterLab on this machine only, with the curating notebook open on the new text and toyland's seeds."""
    folder = tmp_path / "lab"
    folder.mkdir()
    notebook = (ROOT / "notebooks" / "curate.ipynb").read_text(encoding="utf-8")
    assert 'text: \\"text\\" = \\"\\"' in notebook
    (folder / "curate.ipynb").write_text(notebook.replace('text: \\"text\\" = \\"\\"', f'text: \\"text\\" = \\"{page}\\"'))
    with jupyterlab(folder, tmp_path / "home_of_lab", TRADEBRIEF_SEEDS=str(toyland)) as running:
        yield running.of("curate.ipynb")


def opened_in(browser, address: str):
    """The notebook in the browser with all its cells run."""
    window = browser.new_page(viewport={"width": 1500, "height": 2400})
    open_notebook(window, address)
    run_all(window)
    window.get_by_role("button", name="Save the article").wait_for(timeout=60_000)
    return window


@needs_chromium
def test_the_form_works_in_a_browser(lab, toyland, tmp_path, run, page):
    """In a real JupyterLab: the source is filled in, a candidate kept and edited, the check turns green, saving writes an article that verifies and ends in a report."""
    from playwright.sync_api import expect

    with launched() as browser:
        window = opened_in(browser, lab)
        window.get_by_role("button", name="Keep none").click()
        for label, text in {
            "id": "2031-03-06-courier-third-round",
            "title": "A third round",
            "wire": "Freedonian Courier",
            "carrier": "Freedonian Courier",
            "origin": "courier",
        }.items():
            field = window.get_by_label(label, exact=True).first
            field.fill(text)
            field.press("Enter")
        window.get_by_label("zone", exact=True).select_option("America/New_York")
        row = window.locator(".widget-vbox").filter(has=window.locator("mark", has_text="12.5 percent")).last
        if not row.count():
            window.get_by_role("button", name="Next").click()
        row.get_by_role("checkbox").check()
        for label, text in {"key": "sylvania-hats.rate", "says": "The duty on hats in all"}.items():
            row.get_by_label(label, exact=True).fill(text)
            row.get_by_label(label, exact=True).press("Enter")
        for label, text in {"kind": "tariff rate", "state": "in force", "sense": ""}.items():
            row.get_by_label(label, exact=True).select_option(text)
        expect(window.get_by_text("says its sense and its state").first).to_be_visible(timeout=10_000)
        row.get_by_label("sense", exact=True).select_option("total")
        expect(window.get_by_text("Nothing is wrong: 1 fact can be saved.")).to_be_visible(timeout=10_000)
        window.screenshot(path=tmp_path / "form.png")
        window.get_by_role("button", name="Save the article").click()
        expect(window.get_by_text("Written:")).to_be_visible(timeout=10_000)
        assert "Traceback" not in window.content()
    assert run("--seeds", toyland, "check").code == 0
    rows = run("--seeds", toyland, "verify", "--texts", page.parent, "--json").json
    assert {row["status"] for row in rows if row["article"] == "2031-03-06-courier-third-round"} == {"EXACT"}
    made = run("--seeds", toyland, "render", "fact_book", "--out", tmp_path / "out", "--json")
    told = Path(made.json["html"]).read_text(encoding="utf-8")
    assert "The duty on hats in all" in told
    assert "A third round" in told
