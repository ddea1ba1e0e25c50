"""Runs a notebook through papermill and writes the page, whole or not at all.

Everything is checked before a kernel starts. A failing cell leaves the executed
notebook with its traceback beside the report and the last good report untouched.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradebrief.files import write_whole
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.parameters import Contract, contract_of, read_notebook
from tradebrief.render.recipe import find, inside
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

    executed, cell, error = execute(job)
    notebook = canonical(executed)
    if error:
        kept = inside(job.folder, job.name, ".failed.ipynb")
        write_whole(kept, as_text(notebook))
        return _report(job, "failed", kept, cell=cell, error=error)
    html = page(notebook, job)
    ipynb, target = inside(job.folder, job.name, ".ipynb"), inside(job.folder, job.name, ".html")
    write_whole(ipynb, as_text(notebook))
    write_whole(target, html)
    inside(job.folder, job.name, ".failed.ipynb").unlink(missing_ok=True)
    return _report(job, "done", ipynb, html=str(target))


def _report(job: Job, status: str, ipynb: Path, **more: Any) -> Report:
    return Report(name=job.name, notebook=job.notebook.stem, parameters=job.parameters, status=status, ipynb=str(ipynb), **more)


def execute(job: Job) -> tuple[dict[str, Any], int | None, str]:
    """The executed notebook, and the number of the cell that failed with its error where one did."""
    papermill = import_papermill()
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch, _environment(job):
        target = Path(scratch) / "out.ipynb"
        error = ""
        try:
            papermill.execute_notebook(
                str(job.notebook), str(target), parameters=dict(job.parameters), kernel_name="python3", language="python", progress_bar=False,
                request_save_on_cell_execute=False, extra_arguments=["--log-level=ERROR"], cwd=str(job.notebook.parent.resolve()),
            )  # fmt: skip
        except papermill.exceptions.PapermillExecutionError as failed:
            error = f"{failed.ename}: {failed.evalue}"
        except Exception as failed:
            error = f"{type(failed).__name__}: {failed}"
        executed = read_notebook(target) if target.exists() else read_notebook(job.notebook)
    executed["cells"] = [cell for cell in executed["cells"] if "papermill-error-cell-tag" not in cell.get("metadata", {}).get("tags", [])]
    return executed, _failed_cell(executed) if error else None, error


def _failed_cell(notebook: Mapping[str, Any]) -> int | None:
    """The place of the first cell that holds an error, counted from one."""
    for number, cell in enumerate(notebook["cells"], start=1):
        if any(output.get("output_type") == "error" for output in cell.get("outputs", [])):
            return number
    return None


@contextmanager
def _environment(job: Job) -> Iterator[None]:
    """The surroundings of a run that must not differ from one machine to the next."""
    wanted = {
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    if job.seeds:
        wanted[SEEDS] = str(Path(job.seeds).resolve())
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


def import_papermill() -> Any:
    """papermill, without the second that one of its dependencies spends on a grammar nobody here needs.

    ``rfc3987_syntax`` builds a parser when imported; jsonschema does without it when it is not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill

    return papermill
