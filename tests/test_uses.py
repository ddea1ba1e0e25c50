"""What a report is said to rest on: exactly that makes it anew when it changes, and what is kept is what a fresh run would give."""

import dataclasses
import json
import pickle
import re
import shutil
from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import replace
from pathlib import Path
from typing import get_origin, get_type_hints

import pytest

import tradebrief as tb
from conftest import ROOT, TOYLAND
from test_render import notebook
from tradebrief import uses
from tradebrief.errors import SeedError
from tradebrief.render import sound
from tradebrief.render.cache import Hashes, unchanged
from tradebrief.render.environment import can_fork
from tradebrief.render.grid import jobs_of
from tradebrief.render.run import execute, prepare, render
from tradebrief.render.sweep import sweep
from tradebrief.workbook.workbook import Workbook


@pytest.fixture()
def noted(monkeypatch) -> list[str]:
    """What is used of toyland from now on, by its path there."""
    found: list[str] = []
    monkeypatch.setattr(uses, "_listeners", [lambda path: found.append(path.removeprefix(f"{TOYLAND}/"))])
    return found


HATS, MFN, PARTY = "measures/fre-hats.yaml", "measures/fre-mfn.yaml", "measures/fre-party-hats.yaml"
EVERY_MEASURE = {"measures/", HATS, MFN, PARTY}

# --- what counts as use --------------------------------------------------------------


def test_loading_and_checking_is_no_use(noted):
    """All seeds were opened and all rules have run; nothing was asked."""
    tb.load(TOYLAND)
    assert noted == []


@pytest.mark.parametrize(
    ("ask", "used"),
    [
        (lambda book: book.measures["fre-hats"], {HATS}),
        (lambda book: book.measures.get("fre-hats"), {HATS}),
        (lambda book: "fre-hats" in book.measures, {HATS}),
        (lambda book: book.measures.get("no-such"), {"measures/no-such.yaml"}),
        (lambda book: book.measures.get("../x"), set()),
        (lambda book: list(book.measures), {"measures/"}),
        (lambda book: len(book.measures), {"measures/"}),
        (lambda book: bool(book.measures), {"measures/"}),
        (lambda book: list(reversed(book.measures)), {"measures/"}),
        (lambda book: book.people["firefly"], {"codes/people.yaml"}),
        (lambda book: list(book.people), {"codes/people.yaml"}),
        (lambda book: "freedonia.offers/ducks" in book.rate_keys, {"codes/rates.yaml"}),
        (lambda book: book.articles.get("x"), {"articles/x.yaml", "outside/x.yaml"}),
        (lambda book: book.lists["fre-mfn"], {"measures/fre-mfn.codes.csv"}),
        (lambda book: book.figures.get("cars"), {f"{at}/cars.{kind}" for at in ("trade", "companies", "benchmarks") for kind in ("csv", "yaml")}),
        (lambda book: book.other_laws.get("other"), {"readings/other/"}),
        (lambda book: book.known_day("2031-03-03"), set()),
        (lambda book: book.root, set()),
    ],
)  # fmt: skip
def test_a_question_counts_what_it_touches(noted, ask, used):
    """One record its file, there or not; names the listing of their folder; a day that is given no article."""
    ask(tb.load(TOYLAND))
    assert set(noted) == used


@pytest.mark.parametrize(
    "go_through",
    [
        lambda records: list(records.values()),
        lambda records: dict(records.items()),
        dict,
        lambda records: {**records},
        lambda records: {} | records,
        lambda records: records | {},
        {}.update,
        copy,
        deepcopy,
        lambda records: records.copy(),
        lambda records: pickle.loads(pickle.dumps(records)),
        lambda records: records == {},
        lambda records: records != {},
        repr,
        str,
        lambda records: json.dumps(records, default=str),
        lambda records: [records[name] for name in records],
    ],
)
def test_no_way_through_all_records_goes_unnoticed(noted, go_through):
    """Whatever sees every record counts them all, and the names of their folder."""
    go_through(tb.load(TOYLAND).measures)
    assert set(noted) == EVERY_MEASURE


def test_a_notebook_shows_noting_records_as_it_shows_others(noted):
    """Their text is that of a plain dict, as IPython prints it too; a copy and what is pickled are plain."""
    from IPython.lib.pretty import pretty

    records = tb.load(TOYLAND).people
    plain = dict(records)
    assert (repr(records), str(records), pretty(records)) == (repr(plain), str(plain), pretty(plain))
    assert [type(made(records)) for made in (copy, deepcopy, lambda one: pickle.loads(pickle.dumps(one)))] == [dict] * 3
    assert records == plain


def test_answers_are_the_same_noted_or_not(noted):
    """The whole workbook, section by section, and a copy of it with one section replaced."""
    book = tb.load(TOYLAND)
    uses._listeners.clear()
    plain = tb.load(TOYLAND)
    assert type(plain.measures) is dict
    assert all(str(getattr(book, name)) == str(getattr(plain, name)) for name in uses.HELD_IN)
    assert replace(book, articles={}).measures is book.measures


def test_every_section_of_a_workbook_says_where_it_lies():
    """A section without a place would be used without being noted."""
    hints = get_type_hints(Workbook)
    assert {one.name for one in dataclasses.fields(Workbook) if get_origin(hints[one.name]) is Mapping} == set(uses.HELD_IN)


@pytest.mark.parametrize("root", [TOYLAND, ROOT / "seeds"], ids=["toyland", "shipped"])
def test_every_file_that_is_read_lies_in_a_section(monkeypatch, root):
    """What is opened while the seeds are loaded is told when all records are gone through, and nothing is told before."""
    before, found = [], []
    monkeypatch.setattr(uses, "_listeners", [found.append])
    with uses.set_aside() as opened:
        texts: list[Path] = []
        text_of = tb.seeds.Reader.text
        monkeypatch.setattr(
            tb.seeds.Reader, "text", lambda self, path: (texts.append(path), uses.opened(str(path)), text_of(self, path))[2]
        )
        book = tb.load(root)
    before += found
    for name in uses.HELD_IN:
        for one in getattr(book, name).values():
            list(one.values()) if isinstance(one, uses.Noting) else one
    assert opened == before == []
    assert len(texts) > 15
    assert {str(path) for path in texts} <= set(found)


def test_a_file_no_section_holds_counts_at_once(noted):
    """A user's own lists, or a section that somebody adds later: better too much than too little."""
    records = {**{name: {} for name in uses.HELD_IN}, "measures": {"fre-hats": None}}
    uses.sections(TOYLAND, records, [f"{TOYLAND}/{HATS}", f"{TOYLAND}/measures/", f"{TOYLAND}/new/one.yaml", "/far/list.csv"])
    assert noted == ["new/one.yaml", "/far/list.csv"]


def test_an_error_while_loading_rests_on_all_that_was_opened(noted):
    """Nobody knows which of the files the error would go away with."""

    def broken() -> None:
        with uses.set_aside():
            uses.opened("a")
            uses.opened("b")
            raise SeedError

    with pytest.raises(SeedError):
        broken()
    assert noted == ["a", "b"]


# --- what is kept is what a fresh run would give ------------------------------------------

DAY = ("code", 'day: "date" = "2031-03-05"  # a day', ["parameters"])
LOAD = ("code", "import tradebrief as tb\nbook = tb.load()", ["setup"])
QUESTIONS = {
    "facts": "made = tb.fact_book(book, known_by=day); print(made.facts, made.readings, made.origins)",
    "law": "print(book.schedule('FRE').as_at('2031-03-05', day).duty('6505.00', 'SYL'))",
    "talks": "print(book.chronicle('toy-talks', known_by=day))",
    "names": "print(list(book.scenarios), len(book.articles), 'fre-silk' in book.measures)",
    "one": "print(book.measures['fre-hats'].title, book.classes, day)",
    "stranger": "print(open(f'{book.root}/scenarios/hats-40.yaml').read())",
}
ENGINES = ["fork", "kernel"] if can_fork() else ["kernel"]


def asked(folder: Path, seeds: Path, engine: str = ENGINES[0]) -> dict[str, object]:
    """A job for each question, by its name."""
    for name, code in QUESTIONS.items():
        if not (folder / f"{name}.ipynb").exists():
            notebook(folder / f"{name}.ipynb", DAY, LOAD, ("code", code, []))
    paths = [str(folder / f"{name}.ipynb") for name in QUESTIONS]
    return {job.name: job for job in jobs_of(paths, [{}], out=folder / "out", seeds=str(seeds), engine=engine)}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    """A folder with a report for each question, and the copy of toyland they were asked of."""
    folder = tmp_path_factory.mktemp("uses")
    seeds = Path(shutil.copytree(TOYLAND, folder / "toyland"))
    jobs = asked(folder, seeds)
    outcomes = sweep(list(jobs.values()), workers=2, told=lambda outcome: None)
    assert [one.report.error for one in outcomes] == [""] * len(QUESTIONS)
    return folder, seeds


#: A measure that the question "names" looks for and does not find.
SILK = (TOYLAND / PARTY).read_text(encoding="utf-8").replace("[6505], partly: [6504]", "[5007]").replace("paper-in-hats", "silk-in-hats")

#: A change in each section: the file, the words there and the new ones (no old words: a new file; none at all: the file is deleted), and
#: the questions that used it.
TOUCHES = {
    "article": ("articles/2031-03-03-gazette-second-round.yaml", "held their second round", "met again", {"facts", "talks"}),
    "anchor": ("articles/2031-03-03-gazette-second-round.anchors.csv", "page text as fetched", "page text as read", {"facts"}),
    "origin": ("origins/gazette.yaml", "own reporting", "own work", {"facts"}),
    "person": ("codes/people.yaml", "Rufus Firefly", "R. Firefly", {"facts"}),
    "measure": (HATS, "Duty on hats", "A duty on hats", {"facts", "law", "one"}),
    "another measure": (PARTY, "50 %", "45 %", {"facts", "law"}),
    "list": ("measures/fre-mfn.codes.csv", "6505,5 %", "6505,6 %", {"law"}),
    "party": ("codes/parties.yaml", "name: Sylvania", "name: Silvania", {"law"}),
    "scenario": ("scenarios/no-hats.yaml", "Sylvania asks", "Sylvania begs", set()),
    "a file read by hand": ("scenarios/hats-40.yaml", "it was announced", "they announced it", {"stranger"}),
    "talks": ("talks/toy-talks.yaml", "says: Deal on ducks", "says: A deal on ducks", {"talks"}),
    "class": ("classes/rounds.yaml", "Rounds of talks", "Rounds", {"one"}),
    "question of a rate": ("codes/rates.yaml", "6506.00", "6506.01", {"facts"}),
    "new scenario": ("scenarios/zero.yaml", None, "title: Z\nwhy: w\nimporter: FRE\nfrom: 2031-02-01\noff: [fre-hats]\n", {"names"}),
    "new measure that was looked for": (
        "measures/fre-silk.yaml",
        None,
        SILK,
        {"names", "facts", "law"},
    ),
    "scenario gone": ("scenarios/no-hats.yaml", None, None, {"names"}),
    "article gone": ("articles/2031-05-gazette-side-bar.yaml", None, None, {"names", "facts", "talks"}),
    "words beside the seeds": ("measures/README.md", None, "# Measures", {"facts", "law"}),
}  # fmt: skip


@pytest.fixture()
def touched(request, made):
    """Toyland with one thing changed, put back afterwards; the questions whose reports must not be kept."""
    folder, seeds = made
    name, old, new, moved = TOUCHES[request.param]
    files = [seeds / name, (seeds / name).with_suffix(".anchors.csv")]
    before = {path: path.read_bytes() for path in files if path.exists()}
    if new is None:
        [path.unlink() for path in before]
    elif old is None:
        files[0].write_text(new, encoding="utf-8")
    else:
        text = files[0].read_text(encoding="utf-8")
        assert old in text
        files[0].write_text(text.replace(old, new, 1), encoding="utf-8")
    yield folder, seeds, moved
    files[0].unlink(missing_ok=True)
    [path.write_bytes(content) for path, content in before.items()]


@pytest.mark.parametrize("touched", TOUCHES, indirect=True)
def test_only_what_used_a_seed_is_made_anew_and_what_is_kept_is_right(touched, tmp_path):
    """After a change in each section: the reports that used it fall, and every other one has the bytes of a forced new run."""
    folder, seeds, moved = touched
    tb.load(seeds)
    jobs = asked(folder, seeds)
    kept = {name for name, job in jobs.items() if unchanged(job, Hashes())}
    assert kept == set(QUESTIONS) - moved
    for name in kept:
        fresh = render(replace(jobs[name], folder=tmp_path))
        assert fresh.status == "done", fresh.error
        for suffix in ("html", "ipynb"):
            assert (tmp_path / f"{name}.{suffix}").read_bytes() == (folder / "out" / f"{name}.{suffix}").read_bytes()


@pytest.mark.parametrize("engine", ENGINES)
def test_both_engines_note_the_same_uses(tmp_path, engine):
    """A forked process and a kernel."""
    jobs = asked(tmp_path, TOYLAND, engine)
    used = {
        name: {path.removeprefix(f"{TOYLAND}/") for path in execute(jobs[name]).reads if path.startswith(str(TOYLAND))}
        for name in ("one", "names")
    }
    classes = {"classes/", "classes/rounds.yaml"}
    assert used == {"one": {HATS, *classes}, "names": {"scenarios/", "articles/", "outside/", "measures/fre-silk.yaml"}}


def test_the_page_tells_how_many_files_were_used(made):
    """Files that are there, neither listings nor files that are not."""
    page = (made[0] / "out" / "names.html").read_text()
    assert "<dt>read</dt><dd>no file</dd>" in page
    assert "<dt>read</dt><dd>2 files, SHA-256" in (made[0] / "out" / "one.html").read_text()


def test_a_page_or_list_that_is_not_there_yet_is_waited_for(tmp_path):
    """A passage that could not be checked is checked once its page is in the folder named, and so with a user's lists."""
    folder = tmp_path / "mine"
    folder.mkdir()
    code = f"tb.fact_book(book, texts={str(folder)!r})\nfrom tradebrief.analysis.exposure.lists import SHARES, read_lists\nread_lists({str(folder)!r}, tb.load().published_lists)"
    path = notebook(tmp_path / "n.ipynb", DAY, LOAD, ("code", code, []))
    done = execute(prepare(str(path), {}, out=tmp_path))
    book = tb.load()
    pages = {f"{folder}/{anchor.source_id}" for rows in book.anchors.values() for anchor in rows}
    files = {f"{folder}/{part.file}" for one in book.published_lists.values() for part in one.rows}
    assert done.error == ""
    assert len(pages) > 3
    assert len(files) > 3
    assert pages | files | {f"{folder}/"} <= set(done.reads)


# --- the shipped seeds ----------------------------------------------------------------------


def said_otherwise(text: str, suffix: str) -> str:
    """A seed that keeps its rules and says something else in every place that is safe to change."""
    if suffix == ".csv":
        return text.replace("\n", "\r\n")
    text = re.sub(r'(\b(?:says|why|title|note): "?)(?=\w)', r"\1Anew ", text)
    return re.sub(r"\b(adds|tops up to): (\d+) %", lambda found: f"{found[1]}: {int(found[2]) + 1} %", text)


SHIPPED = {
    "fact_book": {},
    "tariff_schedule": {"known_by": "2025-06-14"},
    "negotiation_cadence": {"known_by": "2025-06-14"},
    "offers_and_demands": {},
    "tariff_exposure": {"known_by": "2025-06-14"},
    "briefing": {},
}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_report_is_the_same_when_all_it_did_not_use_is_changed(tmp_path, name):
    """Every seed that the record does not name says something else; the report is kept, and a forced new one has the same bytes."""
    seeds = Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
    [first] = sweep([replace(prepare(name, SHIPPED[name], out=tmp_path / "out", seeds=str(seeds)))], workers=1, told=lambda outcome: None)
    changed = 0
    for path in sorted(seeds.rglob("*.*")):
        if path.suffix in {".yaml", ".csv"} and str(path) not in first.report.reads:
            text = path.read_text(encoding="utf-8")
            path.write_text(said_otherwise(text, path.suffix), encoding="utf-8")
            changed += path.read_text(encoding="utf-8") != text
    tb.load(seeds)
    assert changed > 5
    assert unchanged(first.job, Hashes())
    again = render(replace(first.job, folder=tmp_path / "again"))
    assert again.status == "done", again.error
    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in first.report.files]


def test_which_shipped_reports_use_which_sections(tmp_path):
    """The tariff schedule on a given day of knowing asks no article, the cadence no measure but those its talks are about, the offers no law."""
    used = {
        name: execute(prepare(name, SHIPPED[name], out=tmp_path)).reads
        for name in ("tariff_schedule", "negotiation_cadence", "offers_and_demands")
    }

    def sections(name: str) -> set[str]:
        return {path.split("/seeds/")[1].split("/")[0] for path in used[name] if "/seeds/" in path}

    assert not {"articles", "outside", "talks", "resolutions", "trade"} & sections("tariff_schedule")
    assert "measures" in sections("tariff_schedule")
    about = tb.load().talks["japan-us-2025"].about
    assert {Path(path).stem for path in used["negotiation_cadence"] if "/measures/" in path} == set(about)
    assert not {"measures", "assumptions", "trade", "scenarios"} & sections("offers_and_demands")


# --- what is kept hides nothing ---------------------------------------------------------------


@pytest.fixture()
def swept(run, toyland, tmp_path):
    """Sweeps a notebook that uses one measure; its rows by name."""
    asked(tmp_path, toyland)

    def again(name: str = "one"):
        return run("--seeds", toyland, "sweep", tmp_path / f"{name}.ipynb", "--out", tmp_path / "out", "--json")

    return again


def test_a_sweep_whose_seeds_are_broken_keeps_and_makes_nothing(swept, edit):
    """The broken seed is none that the report used: still one error that names it, and what to do; mended, the report is kept."""
    assert swept().code == 0
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    broken = swept()
    assert broken.code == 1
    assert broken.out == ""
    first, second = broken.err.splitlines()
    assert first.startswith("toyland: break their rules, so the sweep makes and keeps no report (got 1 problem).")
    assert second.startswith("toyland/scenarios/no-hats.yaml, importer")
    edit("scenarios/no-hats.yaml", "importer: FREE", "importer: FRE")
    assert [row["kept"] for row in swept().json] == [True]


def test_seeds_that_passed_are_not_checked_again_until_one_changes(swept, edit, monkeypatch):
    """The checks run when a seed is new to them, and once."""
    assert swept().code == 0
    checked = []
    monkeypatch.setattr(sound, "_check", checked.append)
    assert swept().code == 0
    assert checked == []
    edit("scenarios/no-hats.yaml", "Sylvania asks", "Sylvania begs")
    assert [swept().code, swept().code] == [0, 0]
    assert len(checked) == 1


def test_a_sweep_that_has_nothing_to_do_with_seeds_does_not_ask_for_them(run, tmp_path, toyland, edit):
    """A stranger's notebook is made and kept whatever state the seeds are in."""
    path = notebook(tmp_path / "n.ipynb", DAY, ("code", "print(day)", []))
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    for kept in (False, True):
        assert [row["kept"] for row in run("--seeds", toyland, "sweep", path, "--out", tmp_path / "out", "--json").json] == [kept]


def test_a_report_that_shows_an_error_of_the_seeds_rests_on_all_of_them(tmp_path, edit, toyland):
    """A notebook may catch what ``load`` refuses; then every file that was opened is used."""
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    path = notebook(
        tmp_path / "n.ipynb", DAY, ("code", "import tradebrief as tb\ntry:\n    tb.load()\nexcept tb.SeedError as bad:\n    print(bad)", [])
    )
    used = execute(prepare(str(path), {}, out=tmp_path, seeds=str(toyland))).reads
    assert {str(one) for one in toyland.rglob("*.yaml")} <= set(used)
