"""Whether the seeds pass their checks: a kept report must not hide that some seed it does not use has been broken since.

A sweep asks once. The checks are run only when a seed or this package's code has changed since they last passed; beside the
reports ``.cache/seeds.json`` remembers with which hash they did, by folder of seeds.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tradebrief.errors import Problem, SeedError
from tradebrief.files import shelf, write_whole
from tradebrief.render.cache import Hashes, code
from tradebrief.render.job import Job, RenderedReport
from tradebrief.render.run import SEEDS
from tradebrief.uses import HELD_IN


def assure(jobs: Sequence[Job], kept: Mapping[str, RenderedReport], hashes: Hashes) -> None:
    """Raise one ``SeedError``, with every problem, when jobs that rest on seeds meet seeds that do not pass their checks.

    ``kept`` are the reports by name that still hold. What they and the notebooks' text do not tie to seeds asks for no check.
    """
    for folder, root in sorted({(job.folder, seeds_of(job)) for job in jobs if _rests_on_seeds(job, kept.get(job.name))}):
        memory = folder / ".cache" / "seeds.json"
        passed = _passed(memory)
        state = state_of(root, hashes)
        if passed.get(root) == state:
            continue
        _check(root)
        if state_of(root, Hashes()) == state:
            write_whole(memory, json.dumps({**passed, root: state}))


def seeds_of(job: Job) -> str:
    """The folder of seeds that a job's cells load."""
    return os.path.realpath(job.seeds or os.environ.get(SEEDS) or shelf("seeds"))


def _rests_on_seeds(job: Job, kept: RenderedReport | None) -> bool:
    below = f"{seeds_of(job)}/"
    return b"tradebrief" in job.notebook.read_bytes() or any(path.startswith(below) for path in (kept.reads if kept else ()))


def state_of(root: str, hashes: Hashes) -> str:
    """One hash over the code and over every file that holds seeds, by name and content."""
    whole = hashlib.sha256(code().encode())
    for path in _files(root):
        whole.update(f"\0{path}\0{hashes.of(path)}".encode())
    return whole.hexdigest()


def _files(root: str) -> Iterator[str]:
    """Every file of every section, in order."""
    folders = {place.rpartition("/")[0] for places in HELD_IN.values() for place in places}
    for folder in sorted(folders):
        yield from sorted(map(str, Path(root).glob(f"{folder}/[!.]*")))


def _check(root: str) -> None:
    from tradebrief.workbook.loader import load

    try:
        load(root)
    except SeedError as broken:
        count = len(broken.problems)
        told = Problem(
            file=Path(root).name,
            wrong="break their rules, so the sweep makes and keeps no report",
            got=f"{count} problem{'s' * (count != 1)}",
            remedy="Mend what follows; 'tradebrief check' tells it again.",
        )
        raise SeedError(told, *broken.problems) from None


def _passed(memory: Path) -> dict[str, str]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
