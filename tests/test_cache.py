"""What is kept is what a fresh run would give: a change in anything that a report came from makes it anew, broken seeds stop a sweep."""

import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import TOYLAND
from test_render import notebook
from tradebrief.render import cache
from tradebrief.render.cache import SLACK, WHOLE, Hashes, record_of, unchanged
from tradebrief.render.environment import can_fork
from tradebrief.render.grid import jobs_of
from tradebrief.render.run import execute, prepare, render
from tradebrief.render.sweep import sweep

DAY = ("code", 'day: "date" = "2031-03-05"  # a day', ["parameters"])
LOAD = ("code", "import tradebrief as tb\nbook = tb.load()", ["setup"])
QUESTIONS = {
    "facts": "made = tb.fact_book(book, known_by=day); print(made.facts, made.readings, made.origins)",
    "law": "print(book.schedule('FRE').as_at('2031-03-05', day).duty('6505.00', 'SYL'))",
    "talks": "print(book.chronicle('toy-talks', known_by=day))",
    "by_hand": "print(open(f'{book.root}/scenarios/hats-40.yaml').read())",
}
STRANGER = "stranger"
ENGINES = ["fork", "kernel"] if can_fork() else ["kernel"]


def aged(path: Path) -> None:
    """Make a file surely older than a sweep that follows: by its day, and by when it came to its place."""
    os.utime(path, (1, 1))
    time.sleep(2 * SLACK)


def asked(folder: Path, seeds: Path, engine: str = ENGINES[0]) -> dict[str, object]:
    """A job for each question, by its notebook's name, and one that asks no seeds but a file beside it."""
    if not (folder / "law.ipynb").exists():
        (folder / "beside.txt").write_text("beside")
        aged(folder / "beside.txt")
        notebook(folder / f"{STRANGER}.ipynb", DAY, ("code", "print(day, open('beside.txt').read())", []))
        for name, code in QUESTIONS.items():
            notebook(folder / f"{name}.ipynb", DAY, LOAD, ("code", code, []))
    jobs = jobs_of(
        [str(folder / f"{name}.ipynb") for name in (*QUESTIONS, STRANGER)], [{}], out=folder / "out", seeds=str(seeds), engine=engine
    )
    return {job.notebook.stem: job for job in jobs}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path]:
    """A folder with a report for each question, and the copy of toyland they were asked of."""
    folder = tmp_path_factory.mktemp("kept")
    seeds = Path(shutil.copytree(TOYLAND, folder / "toyland"))
    outcomes = sweep(list(asked(folder, seeds).values()), workers=2, told=lambda outcome: None)
    assert [one.report.error for one in outcomes] == [""] * len(outcomes)
    return folder, seeds


def kept(jobs: dict) -> set[str]:
    """The names of the jobs whose reports still hold."""
    return {name for name, job in jobs.items() if unchanged(job, Hashes())}


def test_what_is_kept_has_the_bytes_of_a_fresh_run(made, tmp_path):
    """Page and notebook of every question."""
    folder, seeds = made
    jobs = asked(folder, seeds)
    assert kept(jobs) == {*QUESTIONS, STRANGER}
    for job in jobs.values():
        fresh = render(replace(job, folder=tmp_path))
        assert fresh.status == "done", fresh.error
        assert [path.read_bytes() for path in fresh.files] == [(folder / "out" / path.name).read_bytes() for path in fresh.files]


ZERO = "title: Z\nwhy: w\nimporter: FRE\nfrom: 2031-02-01\noff: [fre-hats]\n"

#: A file of the seeds, the words there and the new ones; no old words: a new file; none at all: the file is deleted.
TOUCHES = {
    "article": ("articles/2031-03-03-gazette-second-round.yaml", "held their second round", "met again"),
    "anchor": ("articles/2031-03-03-gazette-second-round.anchors.csv", "page text as fetched", "page text as read"),
    "origin": ("origins/gazette.yaml", "own reporting", "own work"),
    "person": ("codes/people.yaml", "Rufus Firefly", "R. Firefly"),
    "measure": ("measures/fre-hats.yaml", "Duty on hats", "A duty on hats"),
    "list": ("measures/fre-mfn.codes.csv", "6505,5%", "6505,6%"),
    "party": ("codes/parties.yaml", "name: Sylvania", "name: Silvania"),
    "scenario": ("scenarios/no-hats.yaml", "Sylvania asks", "Sylvania begs"),
    "talks": ("talks/toy-talks.yaml", "says: Deal on ducks", "says: A deal on ducks"),
    "class": ("classes/rounds.yaml", "Rounds of talks", "Rounds"),
    "question of a rate": ("codes/rates.yaml", "6506.00", "6506.01"),
    "new scenario": ("scenarios/zero.yaml", None, ZERO),
    "scenario gone": ("scenarios/no-hats.yaml", None, None),
}


@pytest.fixture()
def touched(request, made):
    """Toyland with one thing changed, put back afterwards."""
    folder, seeds = made
    name, old, new = TOUCHES[request.param]
    path = seeds / name
    before = path.read_bytes() if path.exists() else None
    if new is None:
        path.unlink()
    elif old is None:
        path.write_text(new, encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    yield folder, seeds
    path.unlink(missing_ok=True) if before is None else path.write_bytes(before)


@pytest.mark.parametrize("touched", TOUCHES, indirect=True)
def test_a_change_of_any_seed_makes_every_report_that_asks_seeds_anew(touched):
    """Said otherwise, new or gone, in whatever section; a notebook that has nothing to do with seeds is kept."""
    assert kept(asked(*touched)) == {STRANGER}


def test_put_back_as_it_was_a_seed_leaves_every_report_kept(made):
    """What counts is what the files hold, not when they were written."""
    folder, seeds = made
    path = seeds / "measures" / "fre-hats.yaml"
    path.write_bytes(path.read_bytes())
    assert kept(asked(folder, seeds)) == {*QUESTIONS, STRANGER}


def test_other_files_that_cells_opened_and_the_notebook_count_too(tmp_path):
    """The file beside the notebook, the notebook's own code, a parameter's value: each makes its report anew and no other."""
    jobs = asked(tmp_path, TOYLAND)
    jobs = {name: jobs[name] for name in ("law", STRANGER)}
    sweep(list(jobs.values()), workers=1, told=lambda outcome: None)
    assert kept(jobs) == {"law", STRANGER}
    assert unchanged(replace(jobs["law"], parameters={"day": "2031-03-06"}), Hashes()) is None
    (tmp_path / "beside.txt").write_text("changed")
    assert kept(jobs) == {"law"}
    jobs["law"].notebook.write_text(jobs["law"].notebook.read_text().replace("6505.00", "6504.00"))
    assert kept(jobs) == set()


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", "null", '{"key": 1, "reads": {}, "wrote": {}, "report": {}}'])
def test_a_damaged_note_makes_the_report_anew(tmp_path, damage):
    """Empty, cut short, or of another form."""
    job = asked(tmp_path, TOYLAND)[STRANGER]
    [first] = sweep([job], workers=1, told=lambda outcome: None)
    record_of(job).write_text(damage)
    [again] = sweep([job], workers=1, told=lambda outcome: None)
    assert (first.kept, again.kept, again.report.status) == (False, False, "done")
    assert json.loads(record_of(job).read_text())["report"]["name"] == job.name


@pytest.mark.parametrize("engine", ENGINES)
def test_both_engines_note_the_seeds_as_a_whole(tmp_path, engine):
    """A forked process and a kernel."""
    assert [path for path in execute(asked(tmp_path, TOYLAND, engine)["law"]).reads if str(TOYLAND) in path] == [f"{TOYLAND}{WHOLE}"]


def test_the_page_tells_how_many_files_were_read(made):
    """The whole folder of seeds where any was read."""
    folder, seeds = made
    count = sum(path.is_file() and not path.name.startswith(".") for path in seeds.rglob("*"))
    pages = {name: Path(unchanged(job, Hashes()).html).read_text() for name, job in asked(folder, seeds).items()}
    assert f"<dt>read</dt><dd>{count} files, SHA-256" in pages["law"]
    assert "<dt>read</dt><dd>1 file, SHA-256" in pages[STRANGER]


def test_a_page_or_list_that_is_not_there_yet_is_waited_for(tmp_path):
    """A passage that could not be checked is checked once its page is in the folder named, and so with a user's lists."""
    for name, code in {
        "pages": "tb.fact_book(book, texts={folder!r})",
        "lists": "from tradebrief.analysis.exposure.lists import read_lists\nread_lists({folder!r}, book.published_lists)",
    }.items():
        folder = tmp_path / f"my-{name}"
        folder.mkdir()
        aged(folder)
        path = notebook(tmp_path / f"{name}.ipynb", DAY, LOAD, ("code", code.format(folder=str(folder)), []))
        job = prepare(str(path), {}, out=tmp_path / "out")
        [outcome] = sweep([job], workers=1, told=lambda outcome: None)
        assert outcome.report.error == ""
        assert unchanged(job, Hashes())
        (folder / "new.csv").write_text("code,rate\n")
        assert unchanged(job, Hashes()) is None


# --- what is kept hides nothing ---------------------------------------------------------------


@pytest.fixture()
def swept(run, toyland, tmp_path):
    """Sweeps a notebook that asks one measure; its rows."""
    asked(tmp_path, toyland)

    def again(name: str = "law", *words: str):
        return run("--seeds", toyland, "sweep", tmp_path / f"{name}.ipynb", "--out", tmp_path / "out", "--json", *words)

    return again


def test_a_sweep_whose_seeds_are_broken_keeps_and_makes_nothing(swept, edit):
    """The broken seed is none that the report used: still one error that names it, and what to do; mended, the report is kept."""
    assert swept().code == 0
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    for words in ((), ("--fresh",)):
        broken = swept("law", *words)
        assert broken.code == 1
        assert broken.out == ""
        first, second = broken.err.splitlines()
        assert first.startswith("toyland: break their rules, so the sweep makes and keeps no report (got 1 problem).")
        assert second.startswith("toyland/scenarios/no-hats.yaml, importer")
    edit("scenarios/no-hats.yaml", "importer: FREE", "importer: FRE")
    assert [row["kept"] for row in swept().json] == [True]


def test_seeds_are_checked_only_where_something_is_to_be_made(swept, edit, monkeypatch):
    """Reports that are kept rest on seeds that passed."""
    checked = []
    monkeypatch.setattr(cache, "_check", lambda root, state: checked.append(state))
    assert [swept().code for _ in range(3)] == [0, 0, 0]
    assert len(checked) == 1
    aged(edit("scenarios/no-hats.yaml", "Sylvania asks", "Sylvania begs"))
    assert [swept().code for _ in range(2)] == [0, 0]
    assert len(set(checked)) == len(checked) == 2


def test_a_sweep_that_has_nothing_to_do_with_seeds_does_not_ask_for_them(swept, edit):
    """A stranger's notebook is made and kept whatever state the seeds are in."""
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    assert [swept(STRANGER).json[0]["kept"] for _ in range(2)] == [False, True]


def test_a_report_that_shows_an_error_of_the_seeds_rests_on_all_of_them(tmp_path, edit, toyland):
    """A notebook may catch what ``load`` refuses."""
    edit("scenarios/no-hats.yaml", "importer: FRE", "importer: FREE")
    code = "import tradebrief as tb\ntry:\n    tb.load()\nexcept tb.SeedError as bad:\n    print(bad)"
    path = notebook(tmp_path / "n.ipynb", DAY, ("code", code, []))
    assert f"{toyland}{WHOLE}" in execute(prepare(str(path), {}, out=tmp_path, seeds=str(toyland))).reads


def test_hidden_files_beside_seeds_do_not_count(toyland):
    """What an editor leaves there while a file is open."""
    before = Hashes().of(f"{toyland}{WHOLE}")
    (toyland / "measures" / ".fre-hats.yaml.swp").write_text("x")
    assert Hashes().of(f"{toyland}{WHOLE}") == before
    assert tb.load(toyland).measures
