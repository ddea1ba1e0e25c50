"""What an earlier run left and whether it still holds: a report is made anew only when something it came from has changed.

Beside the reports lies ``.cache/NAME.json``: the key (notebook, parameters, title, formats, code of this
package, installed packages) and the hash of all that the cells read, as ``environment`` noted it: each file they opened and each folder they
listed, and in place of single seeds the whole of their folder. Which seeds a number rests on is not asked: to make every recipe anew takes
some 20 seconds, less than it would cost to keep account of each record that is looked up.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import tradebrief
from tradebrief.errors import Problem, SeedError
from tradebrief.files import code, write_whole
from tradebrief.render.job import FILES, Job, RenderedReport
from tradebrief.workbook.places import seeds_asked

FORM = 2
"""Raised when records of an older form can no longer be read."""

WHOLE = "/**"
"""At the end of a path: the folder with everything in it."""


class Hashes:
    """SHA-256 of files, of listings and of whole folders, each worked out once."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The hash of a file, of a folder's names when the path ends in a slash, of all in it when in ``WHOLE``; nothing where there is none."""
        if path not in self.known:
            self.known[path] = _hash(path)
        return self.known[path]


def _hash(path: str) -> str:
    try:
        if path.endswith(WHOLE):
            return _hash_of_whole(path.removesuffix(WHOLE))
        if path.endswith("/"):
            names = sorted(entry.name for entry in Path(path).iterdir() if not entry.name.startswith("."))
            return hashlib.sha256("\0".join(names).encode()).hexdigest()
        state = os.stat(path)  # noqa: PTH116 (hundreds of times a report)
        return _hash_of_state(path, state.st_mtime_ns, state.st_ctime_ns, state.st_size)
    except OSError:
        return ""


def _hash_of_whole(folder: str) -> str:
    whole = hashlib.sha256()
    for path in entries(folder):
        whole.update(f"\0{path.removeprefix(folder)}\0{'' if path.endswith('/') else _hash(path)}".encode())
    return whole.hexdigest()


def entries(folder: str) -> Iterator[str]:
    """A folder, ending in a slash, its files, and so on with the folders in it; but nothing that is hidden. In order."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield f"{here}/"
        yield from (f"{here}/{name}" for name in sorted(files) if not name.startswith("."))


@lru_cache(maxsize=8192)
def _hash_of_state(path: str, changed: int, placed: int, size: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def digest_of(files: Iterable[str]) -> str:
    """SHA-256 over names and bytes of files, in order of name; a file that is gone counts as empty."""
    together = hashlib.sha256()
    for name, path in sorted((os.path.basename(path), path) for path in files):  # noqa: PTH119
        together.update(f"{name}\0{_hash(path)}\0".encode())
    return together.hexdigest()


def key_of(job: Job) -> str:
    """What a report is made from, apart from the files its cells read."""
    asked = json.dumps(
        [FORM, dict(job.parameters), job.title, list(job.formats), job.strict, job.seeds and str(Path(job.seeds).resolve())], sort_keys=True
    )
    whole = hashlib.sha256(asked.encode())
    for part in (_hash(str(job.notebook)), str(job.notebook.resolve()), code(), installed()):
        whole.update(b"\0" + part.encode())
    return whole.hexdigest()


@cache
def installed() -> str:
    """Python's version, the lock file where there is one, and the names and versions of all installed packages."""
    lock = Path(__file__).resolve().parents[3] / "requirements.lock"
    packages = {
        entry.name
        for place in sys.path
        if place.endswith("-packages") and Path(place).is_dir()
        for entry in Path(place).glob("*.dist-info")
    }
    return hashlib.sha256("\0".join([sys.version, _hash(str(lock)), *sorted(packages)]).encode()).hexdigest()


def record_of(job: Job) -> Path:
    """The file that remembers a job."""
    return job.folder / ".cache" / f"{job.name}.json"


def unchanged(job: Job, hashes: Hashes) -> RenderedReport | None:
    """The report that is there already, when all it came from is as it was and what it wrote still stands."""
    record = _read(record_of(job))
    if not record or record.get("key") != key_of(job):
        return None
    if any(hashes.of(path) != was for path, was in record["reads"].items()):
        return None
    if any(_hash(str(job.folder / name)) != was for name, was in record["wrote"].items()):
        return None
    there = {name: str(job.folder / Path(record["report"][name]).name) for name in FILES if record["report"][name]}
    return RenderedReport(**{**record["report"], **there, "reads": tuple(record["reads"])})


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and {"key", "reads", "wrote", "report"} <= record.keys() else {}


@dataclass(frozen=True)
class Moment:
    """A moment by two clocks: by that of the system, which files are dated by, and by one that nobody sets back."""

    system: float = field(default_factory=time.time)
    steady: float = field(default_factory=time.monotonic)

    def unchanged(self, path: str) -> bool:
        """Whether a file, or everything in a whole folder, surely is as it was at this moment.

        A copy may keep the day of what it was made from, so the day on which a file came to its place counts as well.
        """
        if time.time() - self.system < time.monotonic() - self.steady - SLACK:
            return False
        return _last_change(path) < self.system - SLACK


SLACK = 0.05
"""Seconds by which the times of files may be off."""


def _last_change(path: str) -> float:
    states = map(os.stat, entries(path.removesuffix(WHOLE)) if path.endswith(WHOLE) else [path])
    try:
        return max((max(one.st_mtime, one.st_ctime) for one in states), default=0)
    except FileNotFoundError:  # gone from a folder just now, or never there
        return time.time() if path.endswith(WHOLE) else 0
    except OSError:
        return 0


def remember(job: Job, report: RenderedReport, begun: Moment) -> None:
    """Note what a finished report came from. A failed one is forgotten, so that it is tried again.

    What was changed since the run began is noted without a hash: nobody knows which of its states was read.
    """
    if report.status != "done":
        record_of(job).unlink(missing_ok=True)
        return
    wrote = {path.name: _hash(str(path)) for path in report.files}
    reads = {path: _hash(path) if begun.unchanged(path) else "unknown" for path in report.reads}
    kept = asdict(replace(report, reads=()))
    write_whole(record_of(job), json.dumps({"key": key_of(job), "reads": reads, "wrote": wrote, "report": kept}, ensure_ascii=False))


# --- seeds ------------------------------------------------------------------------


def seeds_of(job: Job) -> str:
    """The folder of seeds that a job's cells load."""
    return os.path.realpath(seeds_asked(job.seeds))


def with_whole_seeds(job: Job, paths: Iterable[str]) -> tuple[str, ...]:
    """What a job's cells read, in order, with the whole folder of seeds in place of what they read of it."""
    root = seeds_of(job)
    return tuple(sorted({root + WHOLE if f"{path}/".startswith(f"{root}/") else path for path in paths}))


def files_of(paths: Iterable[str]) -> list[str]:
    """The files that are there, of a whole folder every one."""
    found = (one for path in paths for one in (entries(path.removesuffix(WHOLE)) if path.endswith(WHOLE) else [path]))
    return [path for path in found if os.path.isfile(path)]  # noqa: PTH113 (hundreds of times a report)


def check_seeds(jobs: Iterable[Job], hashes: Hashes) -> None:
    """Raise one ``SeedError`` with every problem when a notebook asks seeds that break their rules: then nothing is to be made.

    A report that is kept rests on the very seeds that passed when it was made.
    """
    for root in sorted({seeds_of(job) for job in jobs if b"tradebrief" in job.notebook.read_bytes()}):
        _check(root, hashes.of(root + WHOLE))


@lru_cache(maxsize=16)
def _check(root: str, state: str) -> None:
    """Load the seeds, once for each state of theirs."""
    try:
        tradebrief.load(root)
    except SeedError as broken:
        count = len(broken.problems)
        told = Problem(
            file=Path(root).name,
            wrong="break their rules, so the sweep makes and keeps no report",
            got=f"{count} problem{'s' * (count != 1)}",
            remedy="Mend what follows; 'tradebrief check' tells it again.",
        )
        raise SeedError(told, *broken.problems) from None


# --- one at a time ----------------------------------------------------------------


@contextmanager
def alone(job: Job) -> Iterator[None]:
    """Hold the report's name: of several sweeps into one folder, one makes it and the others then find it made."""
    with held(job.folder, job.name):
        yield


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Hold a name in a folder of reports against every other process."""
    place = folder / ".cache"
    place.mkdir(parents=True, exist_ok=True)
    with (place / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
