"""How long reports take against a plain script that does the same work, and against the usual papermill and nbconvert.

All in one run on one machine, since only ratios taken together mean anything. What is compared is done by turns, each going first in
every other round, and a ratio is the median of the ratios of the rounds: what else the machine does then falls on both. In the warm
rows script and sweep are processes that have imported everything, have made one report and stay for all rounds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "notebooks" / "fact_book.ipynb"
REPORTS = 40
USUAL = 4
"""Reports the usual recipe makes in a round before its time for 40 is reckoned from them."""

DAYS = [(date(2025, 4, 20) + timedelta(days=number)).isoformat() for number in range(REPORTS)]

SCRIPT = '''
import json, sys
from pathlib import Path
import tradebrief as tb

CELLS = json.loads(Path(sys.argv[1]).read_text())["cells"]

def report(day, target):
    """What the notebook does, without a notebook: run its cells in order and put what they show into a page."""
    space = {"known_by": day, "article": "", "kind": "", "clock": "publisher", "texts": ""}
    shown = []
    for cell in CELLS:
        source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
        if cell["cell_type"] == "markdown" or "parameters" in tags:
            continue
        if "setup" in tags:
            exec(source, space)
            continue
        result = eval(source, space)
        shown.append(result._repr_html_() if hasattr(result, "_repr_html_") else result.svg)
    Path(target).write_text("<!DOCTYPE html><title>r</title>" + "".join(shown), encoding="utf-8")

def seconds(days, folder):
    import time
    begun = time.perf_counter()
    for day in days:
        report(day, Path(folder) / f"{day}.html")
    return time.perf_counter() - begun

def main(first, folder):
    taken = seconds([first], folder)
    if sys.argv[4:] == ["stay"]:
        print("ready", flush=True)
        for line in sys.stdin:
            taken = seconds(line.split(), folder)
            print(taken, flush=True)

main(sys.argv[3], sys.argv[2])
'''

SWEEP = """
import sys, time
from pathlib import Path
from tradebrief.render.forked import named_in, warm_process
from tradebrief.render.grid import jobs_of
from tradebrief.render.run import import_papermill
from tradebrief.render.sweep import sweep

def main(first, folder, workers):
    warm = warm_process(preload=named_in([Path(sys.argv[1])]))
    warm.start_once()
    import_papermill()
    seconds([first], folder, workers)
    print("ready", flush=True)
    for line in sys.stdin:
        print(seconds(line.split(), folder, workers), flush=True)

def seconds(days, folder, workers):
    jobs = jobs_of([sys.argv[1]], [{"known_by": day} for day in days], out=Path(folder), seeds=None)
    begun = time.perf_counter()
    done = sweep(jobs, workers=workers, told=lambda outcome: None, fresh=True)
    taken = time.perf_counter() - begun
    assert all(one.report.status == "done" for one in done), done[0].report.error
    return taken

main(sys.argv[3], sys.argv[2], int(sys.argv[4]))
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: a measure, its seconds (or its own unit), the ratio to its yardstick and what it must not pass."""

    name: str
    value: str
    ratio: float | None = None
    limit: float | None = None
    least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the limit is kept."""
        if self.limit is None or self.ratio is None:
            return None
        return self.ratio >= self.limit if self.least else self.ratio <= self.limit


def seconds(command: Sequence[object]) -> float:
    """How long a command takes as a whole process."""
    begun = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - begun


class Warm:
    """Processes that have imported everything, wait to be asked for reports of some days, and share them."""

    def __init__(self, *commands: Sequence[object]) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
        self.processes = [subprocess.Popen([str(word) for word in command], **pipes) for command in commands]
        for process in self.processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n", "the process did not warm up"

    def seconds(self, days: Sequence[str]) -> float:
        """The longest time of the processes, which start at once."""
        for number, process in enumerate(self.processes):
            assert process.stdin
            process.stdin.write(" ".join(days[number :: len(self.processes)]) + "\n")
            process.stdin.flush()
        return max(float(process.stdout.readline()) for process in self.processes if process.stdout)

    def end(self) -> None:
        """Let them go."""
        for process in self.processes:
            process.communicate()


def by_turns(rounds: int, one: Callable[[], float], other: Callable[[], float]) -> list[tuple[float, float]]:
    """The seconds of both, taken one after the other in each round, the first first in every other one."""
    taken = []
    for number in range(rounds):
        first, second = (one, other) if number % 2 == 0 else (other, one)
        pair = (first(), second())
        taken.append(pair if number % 2 == 0 else pair[::-1])
    return taken


def ratio(taken: Sequence[tuple[float, float]]) -> float:
    """How many times the first the second takes: the median over the rounds."""
    return median(second / first for first, second in taken)


class Bench:
    """The measures, with the scripts they run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script, self.sweep = folder / "script.py", folder / "sweep.py"
        self.script.write_text(SCRIPT)
        self.sweep.write_text(SWEEP)

    def cold_script(self) -> float:
        """The script as a whole process, one report."""
        return seconds([sys.executable, self.script, NOTEBOOK, self.folder, DAYS[-1]])

    def cold_report(self) -> float:
        """One report by the command, as a whole process."""
        return seconds(
            [sys.executable, "-m", "tradebrief", "render", NOTEBOOK, "-p", f"known_by={DAYS[-1]}", "--out", self.folder / "cold"]
        )

    def usual(self, name: str = "usual") -> float:
        """papermill and then nbconvert, each as its own process."""
        target = self.folder / f"{name}.ipynb"
        papermill = [sys.executable, "-m", "papermill", "--no-progress-bar", "-p", "known_by", DAYS[-1], NOTEBOOK, target]
        return seconds(papermill) + seconds([sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", target])

    def usual_at_two(self) -> float:
        """Some reports by the usual recipe, two at a time, reckoned for all."""
        begun = time.perf_counter()
        with ThreadPoolExecutor(2) as both:
            list(both.map(self.usual, [f"usual{number}" for number in range(USUAL)]))
        return (time.perf_counter() - begun) / USUAL * REPORTS

    def scripts(self, cores: int) -> Warm:
        """The script in as many processes as there are cores."""
        return Warm(*[[sys.executable, self.script, NOTEBOOK, self.folder, DAYS[0], "stay"]] * cores)

    def sweeps(self, workers: int) -> Warm:
        """A sweep that is warm."""
        return Warm([sys.executable, self.sweep, NOTEBOOK, self.folder / "sweep", DAYS[0], workers])

    def usual_against(self, rounds: int) -> list[tuple[float, float]]:
        """The seconds of a sweep with two workers and of the usual recipe, by turns."""
        sweep = self.sweeps(2)
        taken = by_turns(rounds, lambda: sweep.seconds(DAYS), self.usual_at_two)
        sweep.end()
        return taken

    def against(self, cores: int, rounds: int, reports: int) -> list[tuple[float, float]]:
        """The seconds of script and sweep on so many cores for so many reports, by turns."""
        script, sweep = self.scripts(cores), self.sweeps(cores)
        days = DAYS[-reports:]
        taken = by_turns(rounds, lambda: script.seconds(days), lambda: sweep.seconds(days))
        script.end()
        sweep.end()
        return taken

    def peak(self) -> float:
        """The most memory of a sweep with all its processes, in MB, each shared page counted once."""
        command = [
            sys.executable,
            "-m",
            "tradebrief",
            "sweep",
            NOTEBOOK,
            "-p",
            f"known_by={','.join(DAYS)}",
            "--workers",
            "2",
            "--out",
            self.folder / "again",
        ]
        with peak_of(list(map(str, command))) as most:
            pass
        return most[0] / 1e6

    def second(self) -> float:
        """The same sweep again, as a whole process: everything is kept."""
        command = ["sweep", NOTEBOOK, "-p", f"known_by={','.join(DAYS)}", "--workers", "2", "--out", self.folder / "again"]
        return seconds([sys.executable, "-m", "tradebrief", *command])


@contextmanager
def peak_of(command: Sequence[str]) -> Iterator[list[float]]:
    """Run a command to its end, looking every 40 ms at the memory of its processes."""
    import psutil

    most = [0.0]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    root = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        for one in [root, *root.children(recursive=True)]:
            try:
                total += one.memory_full_info().pss
            except psutil.Error:
                continue
        most[0] = max(most[0], total)
        time.sleep(0.04)
    yield most


def html_step(ipynb: Path) -> float:
    """Milliseconds from an executed notebook to its page."""
    from tradebrief.render.page import page
    from tradebrief.render.run import prepare

    notebook = json.loads(ipynb.read_text(encoding="utf-8"))
    job = prepare(str(NOTEBOOK), {}, out="x")
    page(notebook, job)
    return 1000 * median(timed(lambda: page(notebook, job)) for _ in range(41))


def kept_step(folder: Path) -> float:
    """Milliseconds it takes to see that a report of the sweep is unchanged, once the seeds it shares with others are hashed."""
    from tradebrief.render.cache import Hashes, unchanged
    from tradebrief.render.grid import jobs_of

    jobs = jobs_of([str(NOTEBOOK)], [{"known_by": day} for day in DAYS], out=folder, seeds=None, formats=("html",))
    hashes = Hashes()
    assert unchanged(jobs[0], hashes), "the sweep has left no report that is unchanged"
    return 1000 * median(timed(lambda job=job: unchanged(job, hashes)) for job in jobs)


def timed(act: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def importing() -> tuple[float, list[str]]:
    """Seconds that ``import tradebrief`` adds to Python's own start, and which heavy packages it brings."""
    code = "import sys; import tradebrief; print([m for m in ('pandas', 'matplotlib', 'numpy', 'papermill') if m in sys.modules])"
    with_it = median(seconds([sys.executable, "-c", "import tradebrief"]) for _ in range(5))
    bare = median(seconds([sys.executable, "-c", "pass"]) for _ in range(5))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return with_it - bare, json.loads(done.stdout.replace("'", '"'))


def measure(bench: Bench, rounds: int) -> Iterator[Row]:
    """Every row, in order."""
    bench.cold_report()
    cold = by_turns(3 * rounds, bench.cold_script, bench.cold_report)
    usual = by_turns(rounds, bench.cold_script, bench.usual)
    yield Row("one report, plain script, cold", f"{median(script for script, _ in cold):.2f} s")
    yield Row("one report, papermill + nbconvert, cold", f"{median(other for _, other in usual):.2f} s", ratio(usual))
    yield Row("one report, tradebrief render, cold", f"{median(report for _, report in cold):.2f} s", ratio(cold), 1.5)
    warm = bench.against(1, 10 * rounds, 1)
    yield Row("one report, plain script, warm", f"{median(script for script, _ in warm):.3f} s")
    yield Row("one report, sweep, warm", f"{median(report for _, report in warm):.3f} s", ratio(warm), 1.25)
    many = bench.against(2, rounds, REPORTS)
    yield Row(f"{REPORTS} reports, script in 2 processes", f"{median(script for script, _ in many):.2f} s")
    yield Row(f"{REPORTS} reports, sweep, 2 workers", f"{median(sweep for _, sweep in many):.2f} s", ratio(many), 1.1)
    two = bench.usual_against(rounds)
    name = f"{REPORTS} reports, papermill + nbconvert, 2 at a time"
    yield Row(name, f"{median(usual for _, usual in two):.0f} s", ratio(two), 9, least=True)
    peak = bench.peak()
    yield Row("memory of the sweep at its peak, MB", f"{peak:.0f}", peak, 400)
    second = median(bench.second() for _ in range(3 * rounds))
    yield Row("the same sweep again, s", f"{second:.2f} s", second, 0.3)
    kept = kept_step(bench.folder / "again")
    yield Row("one report found unchanged, ms", f"{kept:.1f}", kept, 5)
    step = html_step(next((bench.folder / "cold").glob("*.ipynb")))
    yield Row("from notebook to page, ms", f"{step:.1f}", step, 5)
    taken, heavy = importing()
    yield Row(f"import tradebrief, s{' with ' + ', '.join(heavy) if heavy else ''}", f"{taken:.3f} s", taken, 0.15)


def main() -> None:
    """Print the table; exit 1 when a limit is passed."""
    os.environ |= {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    over = 0
    print(f"{'':52}{'value':>10}{'ratio':>8}{'limit':>8}")
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
        for row in measure(Bench(Path(scratch)), rounds):
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            limit = "" if row.limit is None else f"{'≥' if row.least else '≤'} {row.limit:g}"
            print(
                f"{row.name:52}{row.value:>10}{ratio:>8}{limit:>8}  {'' if row.holds is None else 'holds' if row.holds else 'OVER'}",
                flush=True,
            )
            over += row.holds is False
    raise SystemExit(1 if over else 0)


if __name__ == "__main__":
    main()
