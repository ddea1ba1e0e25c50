"""Makes many reports: what is unchanged is kept, the rest is made by a few workers, and what fails fails alone.

A report is noted when it is whole, so a sweep that is killed loses none that was finished and the next goes on from there.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from tradebrief.render.cache import Hashes, Moment, alone, check_seeds, remember, unchanged
from tradebrief.render.environment import can_fork
from tradebrief.render.forked import named_in, warm_process
from tradebrief.render.job import FILES, Job, RenderedReport
from tradebrief.render.run import import_papermill, render


@dataclass(frozen=True, kw_only=True)
class SweepOutcome:
    """What came of one job of a sweep: its report, whether it was kept as it was, and the seconds it took."""

    job: Job
    report: RenderedReport
    kept: bool
    seconds: float


def sweep(jobs: Sequence[Job], *, workers: int, told: Callable[[SweepOutcome], None], fresh: bool = False) -> list[SweepOutcome]:
    """Make all reports with ``workers`` at a time, calling ``told`` after each; outcomes in the order of the jobs."""
    for folder in {job.folder for job in jobs}:
        can_write(folder)
    outcomes = all_kept(jobs, fresh=fresh)
    for outcome in outcomes.values():
        told(outcome)
    waiting = [job for job in jobs if job.name not in outcomes]
    for outcome in _make(waiting, min(workers, len(waiting)), fresh=fresh):
        outcomes[outcome.job.name] = outcome
        told(outcome)
        if len(outcomes) % 20 == 0:
            _give_back_memory()
    return [outcomes[job.name] for job in jobs]


def all_kept(jobs: Sequence[Job], *, fresh: bool) -> dict[str, SweepOutcome]:
    """By name, the outcomes of jobs whose reports still hold, none if ``fresh``; ``SeedError`` when seeds that the others rest on are broken."""
    hashes = Hashes()
    kept = {} if fresh else {job.name: outcome for job in jobs if (outcome := kept_as_it_is(job, hashes))}
    check_seeds((job for job in jobs if job.name not in kept), hashes)
    return kept


def _give_back_memory() -> None:
    """Have the C library give back what it keeps for later, where it can: reports of many sizes leave holes that add up over a thousand."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def can_write(folder: Path) -> None:
    """Fail at once, and not after an hour, where nothing can be written: an ``OSError`` that names the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"\0" * 4096)
    except OSError as failed:
        failed.filename = str(folder)
        raise
    finally:
        probe.unlink(missing_ok=True)


def kept_as_it_is(job: Job, hashes: Hashes) -> SweepOutcome | None:
    """The outcome of a job whose report still holds."""
    begun = time.perf_counter()
    report = unchanged(job, hashes)
    return SweepOutcome(job=job, report=report, kept=True, seconds=time.perf_counter() - begun) if report else None


def _make(jobs: Sequence[Job], workers: int, *, fresh: bool) -> Iterator[SweepOutcome]:
    if not jobs:
        return
    forking = can_fork() and any(job.engine == "fork" for job in jobs)
    warm = warm_process(preload=named_in({job.notebook for job in jobs}) if len(jobs) > 1 else ()) if forking else None
    if warm:
        warm.start_once()
    import_papermill()
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        yield from _as_done([pool.submit(one, job, fresh=fresh) for job in jobs])
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        if warm:
            warm.stop()
        raise
    finally:
        pool.shutdown()


def _as_done(futures: Sequence[Future[SweepOutcome]]) -> Iterator[SweepOutcome]:
    """Results as they come, by a queue that Ctrl-C cannot leave half changed."""
    done: SimpleQueue[Future[SweepOutcome]] = SimpleQueue()
    for future in futures:
        future.add_done_callback(done.put)
    yield from (done.get().result() for _ in futures)


def one(job: Job, *, fresh: bool = False) -> SweepOutcome:
    """Make one report unless another sweep has just made it."""
    begun, started = time.perf_counter(), Moment()
    with alone(job):
        kept = None if fresh else unchanged(job, Hashes())
        report = kept or render(job)
        if not kept:
            remember(job, report, started)
    return SweepOutcome(job=job, report=report, kept=kept is not None, seconds=time.perf_counter() - begun)


def row_of(outcome: SweepOutcome) -> dict[str, Any]:
    """An outcome for programs."""
    report = outcome.report
    shown = {name: getattr(report, name) for name in ("name", "notebook", "status", *FILES, "cell", "error", "headline")}
    return {**shown, "parameters": dict(report.parameters), "kept": outcome.kept, "seconds": round(outcome.seconds, 3)}
