"""Runs a notebook through papermill and writes the page, whole or not at all.

Everything is checked before a process starts. A failing cell leaves the executed
notebook with its traceback beside the report and the last good report untouched.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tradebrief.files import write_whole
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.parameters import Contract, contract_of, read_notebook
from tradebrief.render.recipe import find, inside
from tradebrief.render.surroundings import READS, SEED, SETTINGS, Limits
from tradebrief.seeds import SEEDS, load
from tradebrief.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class Job:
    """One report to make: the notebook, its checked parameters, the name and folder of what is written."""

    notebook: Path
    contract: Contract
    parameters: Mapping[str, Any]
    name: str
    title: str
    folder: Path
    seeds: str | None = None
    engine: str = "fork"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of a job: the files written and, where it failed, which cell and why."""

    name: str
    notebook: str
    parameters: Mapping[str, Any]
    status: str
    ipynb: str
    html: str = ""
    cell: int | None = None
    error: str = ""
    reads: tuple[str, ...] = ()


def prepare(name: str, given: Mapping[str, Any], *, out: str | Path, seeds: str | None = None, call_it: str = "") -> Job:
    """The job that a notebook's or recipe's name and the given parameters make, checked against the notebook's contract."""
    notebook, recipe = find(name)
    contract = contract_of(notebook)
    asked = {**(recipe.parameters if recipe else {}), **given}
    books: list[Workbook] = []

    def book() -> Workbook:
        if not books:
            books.append(load(seeds))
        return books[0]

    values = contract.check(asked, book)
    stem = call_it or (recipe.id if recipe else notebook.stem)
    inside(Path(out), stem, ".html")
    title = (recipe.title if recipe and recipe.title else contract.title) or stem
    return Job(notebook=notebook, contract=contract, parameters=values, name=stem, title=title, folder=Path(out), seeds=seeds)


def render(job: Job) -> Report:
    """Execute the job's notebook and write its page; what fails is told in the report, not raised."""
    from tradebrief.render.page import page

    done = execute(job)
    notebook = canonical(done.notebook)
    if done.error:
        kept = inside(job.folder, job.name, ".failed.ipynb")
        write_whole(kept, as_text(notebook))
        return _report(job, "failed", kept, cell=done.cell, error=done.error, reads=done.reads)
    html = page(notebook, job)
    ipynb, target = inside(job.folder, job.name, ".ipynb"), inside(job.folder, job.name, ".html")
    write_whole(ipynb, as_text(notebook))
    write_whole(target, html)
    inside(job.folder, job.name, ".failed.ipynb").unlink(missing_ok=True)
    return _report(job, "done", ipynb, html=str(target), reads=done.reads)


def _report(job: Job, status: str, ipynb: Path, **more: Any) -> Report:
    return Report(name=job.name, notebook=job.notebook.stem, parameters=job.parameters, status=status, ipynb=str(ipynb), **more)


@dataclass(frozen=True, kw_only=True)
class Executed:
    """A notebook after its run: where a cell failed, its number counted from one and its error; the paths of what was read."""

    notebook: dict[str, Any]
    cell: int | None = None
    error: str = ""
    reads: tuple[str, ...] = ()


def execute(job: Job) -> Executed:
    """Run the job's notebook on its engine."""
    papermill = import_papermill()
    from tradebrief.render.engines import Setting

    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
        target, reads = Path(scratch) / "out.ipynb", Path(scratch) / "reads"
        setting = Setting(folder=str(job.notebook.parent.resolve()), environment=_environment(job, reads), limits=job.limits)
        error = ""
        try:
            papermill.execute_notebook(
                str(job.notebook.resolve()), str(target), parameters=dict(job.parameters), kernel_name="python3", language="python",
                progress_bar=False, request_save_on_cell_execute=False, engine_name=f"tradebrief-{job.engine}", setting=setting,
                extra_arguments=["--log-level=ERROR"],
            )  # fmt: skip
        except papermill.exceptions.PapermillExecutionError as failed:
            error = f"{failed.ename}: {failed.evalue}"
        except Exception as failed:  # noqa: BLE001 (a kernel can fail to start in many ways; each is told in the report)
            error = f"{type(failed).__name__}: {failed}"
        executed = read_notebook(target) if target.exists() else read_notebook(job.notebook)
        paths = sorted(set(reads.read_text(encoding="utf-8", errors="surrogateescape").splitlines())) if reads.exists() else []
    executed["cells"] = [cell for cell in executed["cells"] if "papermill-error-cell-tag" not in cell.get("metadata", {}).get("tags", [])]
    return Executed(notebook=executed, cell=_failed_cell(executed) if error else None, error=error, reads=_without(paths, scratch, job.notebook))


def _without(paths: list[str], scratch: str, notebook: Path) -> tuple[str, ...]:
    """What was read but for what the run itself wrote."""
    return tuple(path for path in paths if not path.startswith(scratch) and path != str(notebook.resolve()))


def _failed_cell(notebook: Mapping[str, Any]) -> int | None:
    """The place of the first cell that holds an error, counted from one."""
    for number, cell in enumerate(notebook["cells"], start=1):
        if any(output.get("output_type") == "error" for output in cell.get("outputs", [])):
            return number
    return None


def _environment(job: Job, reads: Path) -> dict[str, str]:
    """The environment of a run: the same everywhere in what matters to its bytes."""
    number = int.from_bytes(hashlib.sha256(json.dumps(job.parameters, sort_keys=True).encode()).digest()[:4], "big")
    seeds = {SEEDS: str(Path(job.seeds).resolve())} if job.seeds else {}
    return {**os.environ, **SETTINGS, **seeds, READS: str(reads), SEED: str(number)}


def import_papermill() -> Any:
    """papermill, without the second that one of its dependencies spends on a grammar nobody here needs.

    ``rfc3987_syntax`` builds a parser when imported; jsonschema does without it when it is not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill
    from papermill.engines import papermill_engines

    from tradebrief.render.engines import ForkEngine, KernelEngine

    logging.getLogger("papermill").addHandler(logging.NullHandler())  # what goes wrong is told in the report
    papermill_engines.register("tradebrief-fork", ForkEngine)
    papermill_engines.register("tradebrief-kernel", KernelEngine)
    return papermill
