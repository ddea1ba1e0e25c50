"""How a long sweep behaves, on this machine and on the workers of a Dask scheduler.

``python benchmarks/sweeps.py [REPORTS]`` makes so many reports on this machine, 100 without a number, and says what each took at the beginning and
at the end, what the sweeping process held in memory and in open files then, how long ``--resume`` takes to find what is there, and how large
the index is. Then the same 24 reports are made here and on a cluster by turns, and last on a cluster that loses a worker every 30
seconds and its scheduler once; their bytes are compared. Ratios count, since what else the machine does falls on both.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from statistics import median

NOTEBOOK = "fact_book"
WORKERS = 4
ROUNDS = 3
CLOCKS = ("publisher", "tokyo", "washington")
EVERY = 30
"""Seconds after which the next worker is killed."""


def grid(folder: Path, reports: int, *, first: date = date(2025, 4, 20)) -> Path:
    """A table of so many reports, a row each; early and late days mixed, since a report of a late day holds more."""
    folder.mkdir(parents=True, exist_ok=True)
    days = (first + timedelta(days=number) for number in range(reports))
    rows = list(islice(product(days, CLOCKS), reports))
    random.Random(7).shuffle(rows)  # noqa: S311 (any order does)
    path = folder / "grid.csv"
    path.write_text("known_by,clock\n" + "".join(f"{day},{clock}\n" for day, clock in rows), encoding="utf-8")
    return path


def started(table: Path, *words: str) -> subprocess.Popen[bytes]:
    """A sweep of a table into the folder it lies in."""
    command = ["sweep", NOTEBOOK, "--grid", str(table), "--out", str(table.parent / "out"), *words]
    return subprocess.Popen([sys.executable, "-m", "tradebrief", *command], stdout=subprocess.DEVNULL, start_new_session=True)


def seconds_of(table: Path, *words: str) -> float:
    """How long a sweep takes; ``CalledProcessError`` when it fails."""
    begun = time.perf_counter()
    process = started(table, *words)
    if code := process.wait():
        raise subprocess.CalledProcessError(code, process.args)
    return time.perf_counter() - begun


# --- a long sweep on this machine ----------------------------------------------------------------


def state_of(pid: int) -> tuple[float, int]:
    """MB that a process holds, and its open files."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    held = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return held / 1024, sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def long_sweep(folder: Path, reports: int) -> bool:
    """Watch a sweep from its first report to its last."""
    table, out = grid(folder, reports), folder / "out"
    process = started(table, "--workers", "2")
    tenth = max(reports // 10, 1)
    states: dict[int, list[tuple[float, int]]] = {}
    times: dict[int, float] = {}
    while process.poll() is None:
        part = sum(1 for _ in out.glob(f"{NOTEBOOK}_*.html")) // tenth
        times.setdefault(part, time.perf_counter())
        with suppress(FileNotFoundError, StopIteration):  # it has ended just now
            states.setdefault(part, []).append(state_of(process.pid))
        time.sleep(0.05)
    early, late = (
        [min(values) for values in zip(*states[part], strict=True)] for part in (1, 8)
    )  # a report in the making holds files open
    steps = [(times[part + 1] - times[part]) / tenth for part in range(1, 9)]
    resumed = seconds_of(table, "--resume")
    index = (out / "index.html").stat().st_size / 1e6
    rows = [
        ("seconds a report, first half", median(steps[: len(steps) // 2]), None),
        ("seconds a report, second half ÷ first", median(steps[len(steps) // 2 :]) / median(steps[: len(steps) // 2]), 1.1),
        ("MB held in the second tenth", early[0], None),
        ("MB more in the ninth", late[0] - early[0], 20.0),
        ("open files more in the ninth", late[1] - early[1], 0.0),
        ("seconds of --resume with nothing to do", resumed, 2.0),
        ("MB of the index", index, 1.0),
    ]
    return told(f"{reports:,} reports on this machine, 2 at a time", rows)


def told(title: str, rows: list[tuple[str, float, float | None]]) -> bool:
    """Print what was measured beside its limits; whether all were met."""
    print(title)
    for name, value, limit in rows:
        missed = limit is not None and value > limit
        print(f"  {name:46}{value:9.2f}{f'{limit:9.2f}' if limit is not None else '':9}{'  MISSED' if missed else ''}")
    return all(limit is None or value <= limit for _, value, limit in rows)


# --- a cluster -----------------------------------------------------------------------------------


class Cluster:
    """A scheduler and its workers as processes of this machine; what is killed is started anew."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.folder = folder
        self.ended = threading.Event()
        self.scheduler = self._process("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        self.workers = [self._worker() for _ in range(WORKERS)]
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()

    def _process(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.folder}
        return subprocess.Popen([sys.executable, "-m", module, *words, "--no-dashboard"], start_new_session=True, **quiet)  # type: ignore[call-overload]

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._process("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny")

    def _keep(self) -> None:
        """As whatever runs a cluster does: start a worker where one has ended."""
        while not self.ended.wait(0.2):
            for place, worker in enumerate(self.workers):
                if worker.poll() is not None and not self.ended.is_set():
                    self.workers[place] = self._worker()

    def kill_worker(self) -> None:
        """Kill one, whatever it is at."""
        random.choice(self.workers).kill()  # noqa: S311 (any does)

    def restart_scheduler(self) -> None:
        """Kill the scheduler and start another at its address."""
        self.scheduler.kill()
        self.scheduler.wait()
        self.scheduler = self._process("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def stop(self) -> None:
        """End all of it."""
        self.ended.set()
        self.keeper.join()
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster for the time being."""
    folder.mkdir(parents=True)
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.stop()


def pages(folder: Path) -> dict[str, bytes]:
    """The reports of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"{NOTEBOOK}_*.html"))}


def beside_each_other(folder: Path, reports: int = 24) -> bool:
    """The same reports here and on a cluster, by turns."""
    here, there = grid(folder / "here", reports), grid(folder / "there", reports)
    with cluster(folder / "cluster") as dask:
        seconds_of(there, "--dask", dask.address, "--fresh")  # its workers are warm from here on, as they stay on a cluster
        rounds = [
            (seconds_of(here, "--workers", str(WORKERS), "--fresh"), seconds_of(there, "--dask", dask.address, "--fresh"))
            for _ in range(ROUNDS)
        ]
    same = pages(here.parent / "out") == pages(there.parent / "out")
    rows = [
        ("seconds a report here", median(one for one, _ in rounds) / reports, None),
        ("seconds a report on the cluster", median(other for _, other in rounds) / reports, None),
        ("cluster ÷ here", median(other / one for one, other in rounds), 1.25),
        ("reports that differ", 0.0 if same else 1.0, 0.0),
    ]
    return told(f"{reports} reports on {WORKERS} workers, here and on a cluster of this machine", rows)


def with_faults(folder: Path, reports: int) -> bool:
    """A cluster that loses a worker every ``EVERY`` seconds, and its scheduler once."""
    table = grid(folder / "faults", reports)
    killed = 0
    with cluster(folder / "faulty") as dask:
        process, next_kill, restarted = started(table, "--dask", dask.address), time.monotonic() + EVERY / 3, False
        while process.poll() is None:
            time.sleep(0.1)
            made = len(list((table.parent / "out").glob(f"{NOTEBOOK}_*.html")))
            if time.monotonic() > next_kill:
                dask.kill_worker()
                killed, next_kill = killed + 1, time.monotonic() + EVERY
            if made > reports / 2 and not restarted:
                dask.restart_scheduler()
                restarted = True
    found = pages(table.parent / "out")
    again = grid(folder / "again", reports)
    seconds_of(again, "--workers", "2")
    wrong = sum(found.get(name) != content for name, content in pages(again.parent / "out").items())
    rows = [
        ("workers killed", float(killed), None),
        ("exit code", float(process.returncode), 0.0),
        ("reports missing or different", float(wrong), 0.0),
    ]
    return told(f"{reports} reports on a cluster that loses workers and its scheduler", rows)


def main() -> int:
    """All three; the exit code says whether all limits were met."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as place:
        met = [
            long_sweep(Path(place, "long"), reports),
            beside_each_other(Path(place, "turns")),
            with_faults(Path(place, "worn"), max(reports // 2, 40)),
        ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
