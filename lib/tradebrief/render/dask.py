"""The same jobs on a Dask cluster: workers make the reports, this machine keeps them.

A worker needs the package installed and the seeds in the same place. A worker that dies takes no report with it: the
scheduler gives its jobs to another, and nothing is written here but whole reports. A scheduler that dies is waited for; one that is
started anew at its address is given what is still to be made.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tradebrief.errors import ask_error, needs
from tradebrief.files import write_whole
from tradebrief.render.cache import Moment, alone, remember
from tradebrief.render.environment import can_fork
from tradebrief.render.forked import named_in, warm_process
from tradebrief.render.job import FILES, Job, RenderedReport
from tradebrief.render.run import render
from tradebrief.render.sweep import SweepOutcome, all_kept, can_write

AHEAD = 256
"""Jobs that a scheduler is given at a time: more than its workers make at once."""

PATIENCE = 60
"""Seconds for which a scheduler that died is waited for."""


def sweep_on(address: str, jobs: Sequence[Job], *, told: Callable[[SweepOutcome], None], fresh: bool = False) -> list[SweepOutcome]:
    """Make all reports on the cluster at ``address``; outcomes in the order of the jobs."""
    for folder in {job.folder for job in jobs}:
        can_write(folder)
    outcomes = all_kept(jobs, fresh=fresh)
    for outcome in outcomes.values():
        told(outcome)
    waiting = {job.name: job for job in jobs if job.name not in outcomes}
    for name, result, began in _results(address, list(waiting.values())) if waiting else ():
        outcomes[name] = _collected(waiting[name], result, began)
        told(outcomes[name])
    return [outcomes[job.name] for job in jobs]


def _results(address: str, jobs: Sequence[Job]) -> Any:
    """Each job's name with what came of it, as they are done."""
    distributed = needs("distributed", "dask", "--dask")
    for name in ("distributed", "distributed.client", "asyncio", "tornado"):  # what they say of a connection that is lost is said here
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, ValueError) as failed:
        raise ask_error("--dask", "is no scheduler that answers", address, "Give its address as tcp://host:8786.") from failed
    waiting = {job.name: job for job in jobs}
    while True:
        began = Moment()
        with client:
            for name, result in _until_lost(distributed, client, list(waiting.values())):
                del waiting[name]
                yield name, result, began
        if not waiting:
            return
        client = _again(distributed, address, f"{len(waiting)} of {len(jobs)} reports to be made")


def _until_lost(distributed: Any, client: Any, jobs: Iterable[Job]) -> Iterator[tuple[str, Any]]:
    """What came of each job, as long as the scheduler answers.

    It is given ``AHEAD`` jobs at a time, and what came is let go of there, so that neither it nor a worker fills with the reports of a long sweep.
    """
    to_come = iter(jobs)

    def submitted(job: Job) -> Any:
        future = client.submit(made_elsewhere, job, job.notebook.read_bytes(), pure=False, retries=1)
        names[future.key] = job.name
        return future

    names: dict[str, str] = {}
    done = distributed.as_completed(map(submitted, islice(to_come, AHEAD)))
    for future in done:
        if future.status not in {"finished", "error"}:  # the scheduler forgot it, or is gone
            return
        try:
            result = future.exception() or future.result()
            for job in islice(to_come, 1):
                done.add(submitted(job))
        except (OSError, CancelledError, distributed.client.ClosedClientError):  # gone while it was asked
            return
        future.release()
        yield names.pop(future.key), result


def _again(distributed: Any, address: str, left: str) -> Any:
    """A client of the scheduler that is started anew at an address; ``AskError`` when none comes within ``PATIENCE``."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            return distributed.Client(address, timeout=5)
        except OSError:
            time.sleep(1)
    remedy = "What came is kept. Start a scheduler and workers, and the same with --resume goes on."
    raise ask_error("--dask", f"lost its scheduler {address}", left, remedy)


def made_elsewhere(job: Job, notebook: bytes) -> tuple[RenderedReport, dict[str, bytes]]:
    """On a worker: the report and the bytes of its files."""
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
        source = job.notebook
        if not source.is_file() or source.read_bytes() != notebook:
            source = Path(scratch) / job.notebook.name
            source.write_bytes(notebook)
        if can_fork():  # a worker makes many reports: what they import is imported once
            warm_process(preload=named_in([source]))
        report = render(replace(job, notebook=source, folder=Path(scratch)))
        return report, {path.name: path.read_bytes() for path in report.files}


def _collected(job: Job, result: Any, began: Moment) -> SweepOutcome:
    """Write what a worker made, as ``sweep.one`` does."""
    if isinstance(result, BaseException):
        report = RenderedReport(
            name=job.name,
            notebook=job.notebook.stem,
            parameters=dict(job.parameters),
            status="failed",
            ipynb="",
            error=f"{type(result).__name__}: {result}",
        )
        return SweepOutcome(job=job, report=report, kept=False, seconds=time.monotonic() - began.steady)
    report, files = result
    here = {name: str(job.folder / Path(getattr(report, name)).name) for name in FILES if getattr(report, name)}
    report = replace(report, **here)
    with alone(job):
        for name, content in files.items():
            write_whole(job.folder / name, content)
        remember(job, report, began)
    return SweepOutcome(job=job, report=report, kept=False, seconds=time.monotonic() - began.steady)
