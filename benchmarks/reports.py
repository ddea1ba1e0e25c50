"""How long reports take against a plain script that does the same work, and against the usual papermill and nbconvert.

All in one run on one machine, since only ratios taken together mean anything. Each row is the median of a few
interleaved rounds; in rows of 40 reports the imports are done before the clock starts, for the script as for the sweep.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "notebooks" / "fact_book.ipynb"
REPORTS = 40
USUAL = 6
"""Reports the usual recipe makes before its time for 40 is reckoned from them."""

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

def main(days, folder):
    import time
    if len(days) > 1:
        report(days[0], Path(folder) / "warm.html")
        print("ready", flush=True)
        sys.stdin.readline()
    begun = time.perf_counter()
    for day in days:
        report(day, Path(folder) / f"{day}.html")
    print(time.perf_counter() - begun, flush=True)

main(sys.argv[3].split(","), sys.argv[2])
'''

SWEEP = """
import sys, time
from pathlib import Path
from tradebrief.render.forked import named_in, warm_process
from tradebrief.render.plan import jobs_of
from tradebrief.render.run import import_papermill
from tradebrief.render.sweep import sweep
from tradebrief.render.page import environment

def main(days, folder, workers):
    jobs = jobs_of([sys.argv[1]], [{"known_by": day} for day in days], out=Path(folder), seeds=None)
    warm = warm_process(preload=named_in([Path(sys.argv[1])]))
    warm.start_once()
    import_papermill()
    sweep(jobs[:1], workers=1, told=lambda outcome: None, fresh=True)
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    done = sweep(jobs, workers=workers, told=lambda outcome: None, fresh=True)
    assert all(one.report.status == "done" for one in done), done[0].report.error
    print(time.perf_counter() - begun, flush=True)

main(sys.argv[3].split(","), sys.argv[2], int(sys.argv[4]))
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


def warmed(command: Sequence[object]) -> subprocess.Popen[str]:
    """A process that has imported everything and waits."""
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    assert process.stdout.readline() == "ready\n", "the process did not warm up"
    return process


def together(processes: Sequence[subprocess.Popen[str]]) -> float:
    """The longest time of processes that start at once."""
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return max(float(process.communicate()[0].split()[-1]) for process in processes)


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
        halves = [threading.Thread(target=lambda half=half: [self.usual(f"usual{half}") for _ in range(USUAL // 2)]) for half in (0, 1)]
        for thread in halves:
            thread.start()
        for thread in halves:
            thread.join()
        return (time.perf_counter() - begun) / USUAL * REPORTS

    def floor(self, cores: int) -> float:
        """All reports by the script, shared among processes that have imported everything."""
        shares = [DAYS[number::cores] for number in range(cores)]
        return together([warmed([sys.executable, self.script, NOTEBOOK, self.folder, ",".join(days)]) for days in shares])

    def swept(self, workers: int, days: Sequence[str] = DAYS) -> float:
        """All reports by a sweep that is warm."""
        return together([warmed([sys.executable, self.sweep, NOTEBOOK, self.folder / "sweep", ",".join(days), workers])])

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
    return 1000 * median(timed(lambda: page(notebook, job)) for _ in range(9))


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
    singles = [(bench.cold_script(), bench.cold_report(), bench.usual()) for _ in range(rounds + 1)][1:]
    script, cold, usual = (median(one[place] for one in singles) for place in range(3))
    yield Row("one report, plain script, cold", f"{script:.2f} s")
    yield Row("one report, papermill + nbconvert, cold", f"{usual:.2f} s", usual / script)
    yield Row("one report, tradebrief render, cold", f"{cold:.2f} s", cold / script, 1.5)
    few = DAYS[-5:]
    warm = [
        (together([warmed([sys.executable, bench.script, NOTEBOOK, bench.folder, ",".join(few)])]), bench.swept(1, few))
        for _ in range(rounds)
    ]
    yield Row("one report, warm, to the script in process", f"{median(b for _, b in warm) / 5:.3f} s", median(b / a for a, b in warm), 1.25)
    many = [(bench.floor(2), bench.swept(2)) for _ in range(rounds)]
    floor, swept = (median(one[place] for one in many) for place in range(2))
    yield Row(f"{REPORTS} reports, script in 2 processes", f"{floor:.2f} s")
    yield Row(f"{REPORTS} reports, sweep, 2 workers", f"{swept:.2f} s", median(b / a for a, b in many), 1.1)
    two = bench.usual_at_two()
    yield Row(f"{REPORTS} reports, papermill + nbconvert, 2 at a time", f"{two:.0f} s", two / swept, 9, least=True)
    peak = bench.peak()
    yield Row("memory of the sweep at its peak, MB", f"{peak:.0f}", peak, 400)
    second = median(bench.second() for _ in range(rounds))
    yield Row("the same sweep again, s", f"{second:.2f} s", second, 0.3)
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
