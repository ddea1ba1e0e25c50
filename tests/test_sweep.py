"""Sweeps: what is planned, made, kept, resumed; what fails alone; what hostile places and names cannot do."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import justhtml
import pytest

from conftest import TOYLAND
from test_engine import waited
from test_render import EVIL, notebook
from tradebrief.errors import AskError, SeedError
from tradebrief.render import dask
from tradebrief.render.cache import SLACK, Moment
from tradebrief.render.environment import can_fork
from tradebrief.render.grid import jobs_of, rows_of
from tradebrief.render.run import prepare, render
from tradebrief.render.sweep import sweep

PARAMETERS = ("code", 'n: "whole number" = 1  # a number\nside: "one of: left, right" = "left"  # a side', ["parameters"])
READING = "print(open('shared.txt').read(), open(f'{side}.txt').read(), 12 // n)"


@pytest.fixture()
def reading(tmp_path: Path) -> Path:
    """A notebook that reads one file always and another by its parameter."""
    for name in ("shared", "left", "right"):
        (tmp_path / f"{name}.txt").write_text(name)
        os.utime(tmp_path / f"{name}.txt", (1, 1))
    time.sleep(2 * SLACK)  # they came to their place before a sweep began
    return notebook(tmp_path / "reading.ipynb", ("markdown", "# Reading", []), PARAMETERS, ("code", READING, []))


def swept(run, path: Path, *words: object, out: str = "out"):
    """The rows of a sweep by report name."""
    done = run("sweep", path, "--out", path.parent / out, "--json", *words)
    return done.code, {row["name"]: row for row in done.json}


# --- plans ----------------------------------------------------------------------------


def test_values_are_combined(reading, tmp_path):
    """Every choice of one value for each name; names of files tell the reports apart."""
    rows = rows_of({"n": "1,2,3", "side": "left,right"}, None)
    jobs = jobs_of([str(reading)], rows, out=tmp_path, seeds=None)
    assert len({job.name for job in jobs}) == 6
    assert jobs[-1].name == "reading_3_right"
    assert dict(jobs[-1].parameters) == {"n": 3, "side": "right"}


def test_a_grid_may_be_yaml_or_a_table(reading, tmp_path):
    """YAML is combined; a row of a CSV is one report."""
    (tmp_path / "g.yaml").write_text("n: [1, 2]\nside: [left, right]\n")
    (tmp_path / "g.csv").write_text("n,side\n1,left\n2,right\n")
    assert len(rows_of({}, tmp_path / "g.yaml")) == 4
    assert rows_of({}, tmp_path / "g.csv") == [{"n": "1", "side": "left"}, {"n": "2", "side": "right"}]
    assert len(rows_of({"n": "5,6"}, tmp_path / "g.csv")) == 4


@pytest.mark.parametrize(
    ("given", "said"),
    [(["-p", "n=1,x"], "takes a whole number"), (["-p", "m=1"], "is no parameter"), (["-p", "side=left,rihgt"], "Did you mean 'right'?")],
)
def test_one_wrong_value_stops_a_sweep_before_it_starts(run, reading, given, said):
    """Nothing is run and nothing written."""
    done = run("sweep", reading, "--out", reading.parent / "out", *given)
    assert done.code == 1
    assert said in done.err
    assert not (reading.parent / "out").exists()


@pytest.mark.parametrize(("text", "error"), [("n: [1, 2", SeedError), ("n: !!python/name:os.system x", SeedError), ("- 1", SeedError)])
def test_a_broken_grid_is_refused(tmp_path, text, error):
    """With the file and the line."""
    (tmp_path / "g.yaml").write_text(text)
    with pytest.raises(error, match=r"g\.yaml"):
        rows_of({}, tmp_path / "g.yaml")


def test_a_table_with_a_short_row_is_refused(tmp_path):
    """A cell that is missing is not taken for empty."""
    (tmp_path / "g.csv").write_text("n,side\n1\n")
    with pytest.raises(AskError, match="line 2: has not one value for each parameter"):
        rows_of({}, tmp_path / "g.csv")


def test_more_reports_than_anyone_means_are_refused(tmp_path):
    """A slip of the keyboard does not fill the disk."""
    with pytest.raises(AskError, match="more than 10,000 reports"):
        rows_of({"a": ",".join(map(str, range(200))), "b": ",".join(map(str, range(200)))}, None)


def test_reports_whose_names_would_be_equal_are_told_apart(tmp_path):
    """Values that differ only in signs a file name cannot carry."""
    path = notebook(tmp_path / "t.ipynb", ("code", 'name: "text" = "x"  # words', ["parameters"]))
    jobs = jobs_of([str(path)], [{"name": "a/b"}, {"name": "a b"}, {"name": "a/b"}], out=tmp_path, seeds=None)
    assert len({job.name for job in jobs}) == len(jobs) == 2


# --- making and keeping ------------------------------------------------------------------


def test_what_is_unchanged_is_kept_and_not_rewritten(run, reading):
    """The second sweep makes nothing and touches no file."""
    assert swept(run, reading, "-p", "n=1,2,3")[0] == 0
    files = {path: path.stat().st_mtime_ns for path in (reading.parent / "out").iterdir() if path.is_file()}
    code, rows = swept(run, reading, "-p", "n=1,2,3")
    assert code == 0
    assert all(row["kept"] for row in rows.values())
    assert files == {path: path.stat().st_mtime_ns for path in files}


def test_only_what_read_a_file_is_made_anew_when_it_changes(run, reading):
    """One side's file makes that side's reports anew; the shared one all; a file nobody read none."""
    swept(run, reading, "-p", "n=1,2", "-p", "side=left,right")

    def made_after(name: str) -> set[str]:
        (reading.parent / name).write_text(f"changed {time.time_ns()}")
        os.utime(reading.parent / name, (2, 2))
        time.sleep(2 * SLACK)
        return {name for name, row in swept(run, reading, "-p", "n=1,2", "-p", "side=left,right")[1].items() if not row["kept"]}

    assert made_after("left.txt") == {"reading_1_left", "reading_2_left"}
    assert made_after("nobody.txt") == set()
    assert len(made_after("shared.txt")) == 4


def test_a_change_of_notebook_value_or_page_makes_a_report_anew(run, reading):
    """The cell's code, a parameter, or a page that someone edited."""
    swept(run, reading)
    reading.write_text(reading.read_text().replace("12 // n", "24 // n"))
    assert not swept(run, reading)[1]["reading"]["kept"]
    assert not swept(run, reading, "-p", "n=2")[1]["reading"]["kept"]
    page = reading.parent / "out" / "reading.html"
    page.write_text(page.read_text() + " ")
    assert not swept(run, reading, "-p", "n=2")[1]["reading"]["kept"]
    assert swept(run, reading, "-p", "n=2")[1]["reading"]["kept"]
    assert not swept(run, reading, "-p", "n=2", "--fresh")[1]["reading"]["kept"]


def test_a_file_changed_while_it_was_read_is_not_trusted(run, reading):
    """Nobody knows which of its states the report shows, so it is made anew."""
    path = notebook(
        reading.parent / "w.ipynb", PARAMETERS, ("code", "open('shared.txt').read(); import os, time; os.utime('shared.txt')", [])
    )
    swept(run, path)
    assert not swept(run, path)[1]["w"]["kept"]


def test_a_file_that_came_to_its_place_meanwhile_is_not_trusted_for_its_day(run, reading):
    """A copy keeps the day of what it was made from: the report shows what stood there before, and is made anew."""
    code = (
        "said = open('shared.txt').read(); open('shared.txt', 'w').write('SHARED'); import os; os.utime('shared.txt', (1, 1)); print(said)"
    )
    path = notebook(reading.parent / "w.ipynb", PARAMETERS, ("code", code, []))
    swept(run, path)
    assert not swept(run, path)[1]["w"]["kept"]


def test_a_clock_that_was_set_back_meanwhile_is_noticed(tmp_path, monkeypatch):
    """Then nothing that files are dated by tells whether they were changed."""
    (tmp_path / "a.txt").write_text("a")
    time.sleep(2 * SLACK)
    moment = Moment()
    assert moment.unchanged(str(tmp_path / "a.txt"))
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() - 3600)
    assert not moment.unchanged(str(tmp_path / "a.txt"))


def test_a_report_rests_on_one_state_of_its_seeds(tmp_path):
    """Seeds that change while it is made: it is made anew, and its page is that of the new ones; seeds that change each time are told."""
    seeds = tmp_path / "seeds"
    shutil.copytree(TOYLAND, seeds)
    about = seeds / "workbook.yaml"
    often = tmp_path / "often"
    code = (
        "import os, tradebrief as tb, pathlib; often = pathlib.Path({!r}); left = int(often.read_text()); about = pathlib.Path({!r}); book = tb.load();"
        "left and (often.write_text(str(left - 1)), about.write_text(about.read_text() + '\\n'), os.utime(about, (1, 1))); print(left)"
    )
    path = notebook(tmp_path / "o.ipynb", PARAMETERS, ("code", code.format(str(often), str(about)), []))
    job = replace(prepare(str(path), {}, out=tmp_path / "out", seeds=str(seeds)))
    time.sleep(2 * SLACK)
    often.write_text("2")
    assert render(job).status == "done"
    assert often.read_text() == "0"
    often.write_text("100")
    made = render(job)
    assert (made.status, often.read_text()) == ("failed", "95")
    assert made.error == "its seeds were changed each of the 5 times it was made"


def test_what_fails_fails_alone(run, reading):
    """Exit 1; the others are made; the index names the cell and the reason; the next sweep tries it again."""
    code, rows = swept(run, reading, "-p", "n=0,1,2")
    assert code == 1
    assert [row["status"] for row in rows.values()] == ["failed", "done", "done"]
    assert rows["reading_0"]["error"].startswith("ZeroDivisionError")
    index = (reading.parent / "out" / "index.html").read_text()
    assert "cell 4: ZeroDivisionError" in index
    assert (reading.parent / "out" / "reading_0.failed.ipynb").exists()
    again = swept(run, reading, "-p", "n=0,1,2")[1]
    assert [row["kept"] for row in again.values()] == [False, True, True]


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")
def test_every_way_to_fail_leaves_the_others_alone(run, tmp_path):
    """An exception, an exit, a kill, too much memory, too much time, and one that breaks what all share: the rest is right."""
    ways = (
        "import os, time, sys\n"
        "if n == 1: 1 / 0\nif n == 2: os._exit(3)\nif n == 3: os.kill(os.getpid(), 9)\nif n == 4: bytearray(4 * 10**9)\nif n == 5: time.sleep(60)\n"
        "if n == 6:\n    import json, builtins\n    json.dumps = None; os.environ.clear(); os.chdir('/'); sys.path.clear()\n"
        "print('fine', n, os.environ.get('HOME') is not None or n == 6)"
    )
    path = notebook(tmp_path / "ways.ipynb", PARAMETERS, ("code", ways, []))
    code, rows = swept(run, path, "-p", "n=1,2,3,4,5,6,7,8", "--timeout", "6", "--memory", "2G", "--workers", "2")
    assert code == 1
    assert {row["parameters"]["n"]: row["error"].split(":")[0] for row in rows.values() if row["status"] == "failed"} == {
        1: "ZeroDivisionError", 2: "DeadKernelError", 3: "DeadKernelError", 4: "MemoryError", 5: "CellTimeoutError",
    }  # fmt: skip
    for number in (7, 8):
        assert f"fine {number} True" in (tmp_path / "out" / f"ways_{number}.html").read_text()


def test_worker_counts_give_the_same_bytes(run, reading):
    """One at a time or two: every page, notebook and the index are equal."""
    swept(run, reading, "-p", "n=1,2,3", "--workers", "1", out="one")
    swept(run, reading, "-p", "n=1,2,3", "--workers", "2", out="two")
    one, two = ({path.name: path.read_bytes() for path in (reading.parent / name).iterdir() if path.is_file()} for name in ("one", "two"))
    assert len(one) == 7
    assert one == two


# --- ends that come early -------------------------------------------------------------------


def slow(folder: Path) -> Path:
    """A notebook whose reports take a while and note that they ran."""
    code = f"import time; open({str(folder / 'ran')!r}, 'a').write(f'{{n}}\\n'); time.sleep(0.6); print('made', n)"
    return notebook(folder / "slow.ipynb", PARAMETERS, ("code", code, []))


def command(*words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tradebrief", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_killed_sweep_loses_no_finished_report(run, tmp_path):
    """kill -9 in the middle: what was finished is whole and kept, --resume finishes the rest, and no part of a file is left."""
    path, out = slow(tmp_path), tmp_path / "out"
    going = command("sweep", path, "-p", "n=1,2,3,4,5,6", "--workers", "1", "--out", out)
    assert waited(lambda: len(list((out / ".cache").glob("slow_*.json"))) >= 2)
    going.kill()
    going.wait()
    whole = {path.stem for path in (out / ".cache").glob("slow_*.json")}
    assert 2 <= len(whole) < 6
    done = run("sweep", "--resume", "--out", out, "--json")
    rows = {row["name"]: row for row in done.json}
    assert done.code == 0
    assert len(rows) == 6
    assert {name for name, row in rows.items() if row["kept"]} == whole
    assert not list(out.glob("*.part")) or all(part.name.startswith(".") for part in out.glob("*.part"))
    assert "6 reports" in (out / "index.html").read_text()


def test_ctrl_c_ends_a_sweep_at_once(tmp_path):
    """It ends long before all are made and leaves no process; finished reports stay."""
    path, out = slow(tmp_path), tmp_path / "out"
    going = command("sweep", path, "-p", "n=" + ",".join(map(str, range(1, 40))), "--workers", "2", "--out", out)
    assert waited(lambda: len(list((out / ".cache").glob("slow_*.json"))) >= 1)
    going.send_signal(signal.SIGINT)
    _, err = going.communicate(timeout=30)
    assert going.returncode == 1
    assert "Traceback" not in err
    assert 1 <= len([page for page in out.glob("*.html") if page.stem != "index"]) < 39


def test_resume_where_nothing_was_begun_says_so(run, tmp_path):
    """And what to do."""
    done = run("sweep", "--resume", "--out", tmp_path)
    assert done.code == 1
    assert "finds no sweep that was begun" in done.err


def test_two_sweeps_into_one_folder_at_once_are_safe(tmp_path):
    """Each report is made by one of them and found by the other; both end well and every page is whole."""
    path, out = slow(tmp_path), tmp_path / "out"
    both = [command("sweep", path, "-p", "n=1,2,3,4", "--workers", "2", "--out", out, "--json") for _ in range(2)]
    results = [json.loads(one.communicate(timeout=120)[0]) for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert [len(rows) for rows in results] == [4, 4]
    assert sorted((tmp_path / "ran").read_text().split()) == ["1", "2", "3", "4"]
    assert all((out / f"slow_{n}.html").read_text().rstrip().endswith("</html>") for n in (1, 2, 3, 4))


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path, reading):
    """Before anything runs: the folder and why, exit 1, no traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = command("sweep", reading, "--out", blocked / "out")
    _, err = done.communicate(timeout=60)
    assert done.returncode == 1
    assert len(err.strip().splitlines()) == 1
    assert "Check the place and its permissions" in err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk to fill")
def test_a_full_disk_is_one_clear_error_and_leaves_no_broken_file(tmp_path, reading):
    """Reports that fit are whole; then one line that says there is no space."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        done = command("sweep", reading, "-p", "n=" + ",".join(map(str, range(1, 13))), "--workers", "1", "--out", disk / "out")
        _, err = done.communicate(timeout=60)
        assert done.returncode == 1
        assert "No space left" in err
        assert len(err.strip().splitlines()) == 1
        assert all(page.read_text().rstrip().endswith("</html>") for page in (disk / "out").glob("*.html"))
    finally:
        subprocess.run(["umount", disk])


# --- cells sent ahead ---------------------------------------------------------------------------


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")
@pytest.mark.parametrize(
    ("cells", "ran"),
    [
        ([("", []), ("", []), ("", [])], "012"),
        ([("", []), ("1 / 0", []), ("", [])], "01"),
        ([("", []), ("1 / 0", ["raises-exception"]), ("", []), ("", [])], "0123"),
        ([("import ipywidgets; box = ipywidgets.IntText(); box", []), ("", []), ("1 / 0", []), ("", [])], "012"),
        ([("", []), ("", ["skip-execution"]), ("", []), ("   ", []), ("", [])], "0234"),
        ([("", []), ("import os; os._exit(3)", []), ("", [])], "01"),
        ([("import asyncio; await asyncio.sleep(0)", []), ("", []), ("import sys; sys.exit(0)", []), ("", [])], "012"),
    ],
    ids=["all well", "one fails", "one may fail", "widgets", "skipped", "one dies", "early end"],
)
def test_each_cell_is_run_once_and_none_after_a_failure(tmp_path, cells, ran):
    """The next cell is sent while one runs: it begins only when that one went well, and never twice."""
    noted = [("code", f"open('ran', 'a').write('{number}'); 0\n{code}", tags) for number, (code, tags) in enumerate(cells)]
    path = notebook(tmp_path / "n.ipynb", PARAMETERS, *noted)
    render(prepare(str(path), {}, out=tmp_path / "out"))
    assert (tmp_path / "ran").read_text() == ran


# --- the index ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> str:
    """The index over reports of toyland whose parameter holds an attack."""
    folder = tmp_path_factory.mktemp("index")
    cells = [
        ("markdown", "# Evil {{ 7*7 }} <script>", []),
        ("code", f'words: "text" = "x"  # any words {EVIL!r}'.replace("\n", " "), ["parameters"]),
        ("code", "import tradebrief as tb\ntb.words.Sentence('Says ', words, ' first.')", []),
        ("code", "tb.fact_book(tb.load())\ntb.figures.facts.two_clocks(tb.fact_book(tb.load()))", []),
        ("code", "assert words != 'bad', words + '<script>'", []),
    ]
    path = notebook(folder / "evil.ipynb", *cells)
    jobs = jobs_of([str(path)], [{"words": words} for words in (EVIL, "{{ 1 }}", "bad")], out=folder / "out", seeds=str(TOYLAND))
    from tradebrief.render.index import write_index

    return write_index(sweep(jobs, workers=2, told=lambda outcome: None), folder / "out", title="Evil <b>").read_text()


def test_hostile_parameters_reach_the_index_as_text(index):
    """One script, the page's own, allowed by its hash; no element, address or template of an attack."""
    import base64
    import hashlib

    scripts = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    assert len(scripts) == 1 == index.count("<script")
    assert f"sha256-{base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()}" in index
    assert 'href="javascript' not in index.lower()
    assert not re.search(r"<img(?! alt=)", index)
    assert "{{ 1 }}" in index
    assert "&lt;script&gt;" in index


def test_the_index_is_valid_and_asks_nothing_of_the_network(index):
    """A parser that reports every error finds none; what is loaded lies beside the page."""
    assert justhtml.JustHTML(index, strict=False, collect_errors=True).errors == []
    assert all(re.fullmatch(r"index\.files/[0-9a-f]{16}\.svg", source) for source in re.findall(r'\bsrc="([^"]+)"', index))
    assert "default-src 'none'" in index


def test_the_index_shows_each_report_with_its_sentence_and_figure(index):
    """First sentence, state and a figure with its alternative text; the failure with its reason."""
    assert index.count('<li class="card"') == 2
    assert "Says {{ 1 }} first." in index
    assert len(re.findall(r"<img alt=\"Scatter", index)) == 2
    assert "cell 6: AssertionError: bad" in index


def test_no_name_leads_out_of_the_folder(tmp_path):
    """Whatever a parameter holds, its report lies in --out."""
    path = notebook(tmp_path / "t.ipynb", ("code", 'name: "text" = "x"  # words', ["parameters"]))
    rows = [{"name": name} for name in ("../../x", "/etc/passwd", "..", "a\0b", "x" * 500)]
    for job in jobs_of([str(path)], rows, out=tmp_path / "out", seeds=None):
        assert (tmp_path / "out" / f"{job.name}.html").resolve().parent == (tmp_path / "out").resolve()
        assert len(job.name) < 200
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", job.name)


def test_a_line_a_report_where_there_is_no_terminal(run, reading):
    """No carriage returns; the sum at the end."""
    done = run("sweep", reading, "-p", "n=0,1", "--out", reading.parent / "out")
    assert "\r" not in done.out
    assert [line.split()[0] for line in done.out.splitlines()[:2]] in (["failed", "made"], ["made", "failed"])
    assert "2 reports: 1 made, 0 kept, 1 failed." in done.out


# --- elsewhere -----------------------------------------------------------------------------------


def test_reports_may_go_to_any_address_fsspec_knows(run, reading, tmp_path):
    """Pages, index and notes arrive; the next sweep to that address finds them and keeps them."""
    address = f"file://{tmp_path}/far/away"
    first = run("sweep", reading, "-p", "n=1,2", "--out", address, "--json")
    assert first.code == 0
    assert {path.name for path in (tmp_path / "far" / "away").glob("*.html")} == {"reading_1.html", "reading_2.html", "index.html"}
    assert all(row["kept"] for row in run("sweep", reading, "-p", "n=1,2", "--out", address, "--json").json)


def test_an_address_nobody_knows_is_refused(run, reading):
    """With what to do."""
    done = run("sweep", reading, "--out", "nosuch://x/y")
    assert done.code == 1
    assert "is no address that can be written to" in done.err


class Cluster(NamedTuple):
    """Where a scheduler listens, its workers, and itself."""

    address: str
    workers: list[subprocess.Popen]
    scheduler: subprocess.Popen


@pytest.fixture()
def cluster(tmp_path):
    """A Dask scheduler and two worker processes of this machine."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    file = tmp_path / "scheduler.json"
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--scheduler-file",
        str(file),
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    processes = [subprocess.Popen(dask, **quiet)]
    assert waited(file.exists)
    processes += [subprocess.Popen(worker, **quiet) for _ in range(2)]
    yield Cluster(json.loads(file.read_text())["address"], processes[1:], processes[0])
    for process in processes:
        process.kill()
        process.wait()


def test_a_cluster_that_loses_a_worker_makes_every_report(cluster, tmp_path):
    """A real scheduler, two workers, one killed in the middle: all pages arrive, equal to those made here."""
    address, workers = cluster.address, cluster.workers
    path, out = slow(tmp_path), tmp_path / "out"
    going = command("sweep", path, "-p", "n=1,2,3,4,5,6", "--dask", address, "--out", out, "--json")
    assert waited(lambda: len(list(out.glob("slow_*.html"))) >= 1, 60)
    workers[0].kill()
    stdout, err = going.communicate(timeout=120)
    assert going.returncode == 0, err[-800:]
    assert [row["status"] for row in json.loads(stdout)] == ["done"] * 6
    [here] = sweep([replace(prepare(str(path), {"n": "3"}, out=tmp_path / "here"), name="slow_3")], workers=1, told=lambda outcome: None)
    assert Path(here.report.html).read_bytes() == (out / "slow_3.html").read_bytes()


def test_a_scheduler_that_dies_is_one_error_and_the_sweep_goes_on_later(cluster, tmp_path, run, monkeypatch, capfd):
    """What came stays; --resume makes the rest and nothing twice."""
    address = cluster.address
    path, out = slow(tmp_path), tmp_path / "out"
    monkeypatch.setattr(dask, "PATIENCE", 0)
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: waited(lambda: list(out.glob("slow_*.html")), 60) and cluster.scheduler.kill())
        done = run("sweep", path, "-p", "n=1,2,3,4,5,6", "--dask", address, "--out", out, "--json")
    assert done.code == 1
    [told] = done.err.splitlines()
    assert told.startswith(f"--dask: lost its scheduler {address} (got ")
    assert "Traceback" not in capfd.readouterr().err
    came = {page.name: page.stat().st_mtime_ns for page in out.glob("slow_*.html")}
    assert 0 < len(came) < 6
    rows = run("sweep", "--resume", "--out", out, "--json").json
    assert [row["status"] for row in rows] == ["done"] * 6
    assert sum(row["kept"] for row in rows) == len(came)
    assert {name: (out / name).stat().st_mtime_ns for name in came} == came


def test_a_scheduler_that_is_started_anew_is_given_the_rest(cluster, tmp_path):
    """It dies after the first report and comes back at its address with another worker: all reports are made."""
    path, out = slow(tmp_path), tmp_path / "out"
    going = command("sweep", path, "-p", "n=1,2,3,4,5,6", "--dask", cluster.address, "--out", out, "--json")
    assert waited(lambda: list(out.glob("slow_*.html")), 60)
    cluster.scheduler.kill()
    cluster.scheduler.wait()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    port = cluster.address.rpartition(":")[2]
    anew = [
        ["distributed.cli.dask_scheduler", "--port", port, "--no-dashboard"],
        ["distributed.cli.dask_worker", cluster.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"],
    ]
    processes = [subprocess.Popen([sys.executable, "-m", *words], **quiet) for words in anew]
    try:
        stdout, err = going.communicate(timeout=120)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert going.returncode == 0, err[-800:]
    assert [row["status"] for row in json.loads(stdout)] == ["done"] * 6
    assert "Traceback" not in err, err[:800]


def test_a_scheduler_that_does_not_answer_is_named(run, reading, monkeypatch):
    """One error with the form of an address."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    done = run("sweep", reading, "--out", reading.parent / "out", "--dask", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert "is no scheduler that answers (got tcp://127.0.0.1:9)" in done.err
