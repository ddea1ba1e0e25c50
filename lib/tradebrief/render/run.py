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
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import tradebrief
from tradebrief.files import SEEDS, write_whole
from tradebrief.render import plugins
from tradebrief.render.cache import WHOLE, Moment, files_of, seeds_of, with_whole_seeds
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.environment import READS, SEED, SETTINGS, Setting, can_fork
from tradebrief.render.forked import warm_process
from tradebrief.render.job import DOCUMENTS, Job, RenderedReport
from tradebrief.render.page import page
from tradebrief.render.parameters import Contract, contract_of, read_notebook, title_of
from tradebrief.render.recipe import find, inside
from tradebrief.words.messages import has_message, in_language, text
from tradebrief.workbook.own import own_of
from tradebrief.workbook.places import home_of, seeds_asked

if TYPE_CHECKING:  # a record's library is not needed to make a report
    from tradebrief.render.recipe_record import Recipe


def reader(seeds: str | None) -> Callable[[], tradebrief.Workbook]:
    """Reads a folder of seeds when first asked and not again."""

    @cache
    def book() -> tradebrief.Workbook:
        return tradebrief.load(seeds)

    return book


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a name of a notebook or recipe means: looked up once for all reports that are made of it."""

    notebook: Path
    recipe: Recipe | None
    contract: Contract
    own: Callable[[str], Any]
    """What a parameter means that says ``own``."""

    @classmethod
    def of(cls, name: str, seeds: str | None) -> Named:
        """The notebook or recipe of a name or path, in the workbook of the seeds or shipped; ``AskError`` where there is none."""
        notebook, recipe = find(name, home_of(seeds))
        return cls(notebook=notebook, recipe=recipe, contract=contract_of(notebook), own=own_of(seeds))


def prepare(
    name: str | Named,
    given: Mapping[str, Any],
    *,
    out: str | Path,
    seeds: str | None = None,
    call_it: str = "",
    book: Callable[[], tradebrief.Workbook] | None = None,
) -> Job:
    """The job that a notebook's or recipe's name and the given parameters make, checked against the notebook's contract.

    ``book`` is asked only when a value names something in the seeds.
    """
    named = Named.of(name, seeds) if isinstance(name, str) else name
    notebook, recipe, contract = named.notebook, named.recipe, named.contract
    asked = {**(recipe.parameters if recipe else {}), **given}
    values = contract.check(asked, book or reader(seeds), named.own)
    stem = call_it or (recipe.id if recipe else notebook.stem)
    inside(Path(out), stem, ".html")
    language = str(values.get("language", "en"))
    called = (recipe.titles.get(language) or recipe.title) if recipe else None
    title = called or contract.title if language == "en" else called or title_of(said_in(read_notebook(notebook), language))
    return Job(notebook=notebook, contract=contract, parameters=values, name=stem, title=title or stem, folder=Path(out), seeds=seeds)


TRIES = 5
"""How often a report is made whose seeds are changed meanwhile."""


def render(job: Job) -> RenderedReport:
    """Execute the job's notebook and write its page; what fails is told in the report, not raised."""
    made = _of_one_state(job)
    if made is None:
        return _report(job, "failed", ipynb="", error=f"its seeds were changed each of the {TRIES} times it was made")
    done, notebook, html = made
    if done.error:
        kept = inside(job.folder, job.name, ".failed.ipynb")
        write_whole(kept, as_text(notebook))
        return _report(job, "failed", ipynb=str(kept), cell=done.cell, error=done.error, reads=done.reads)
    wrote: dict[str, str | bytes] = {"ipynb": as_text(notebook), **documents(html, job.formats)}
    for suffix, content in wrote.items():
        write_whole(inside(job.folder, job.name, f".{suffix}"), content)
    inside(job.folder, job.name, ".failed.ipynb").unlink(missing_ok=True)
    paths = {suffix: str(inside(job.folder, job.name, f".{suffix}")) for suffix in wrote}
    return _report(job, "done", headline=headline(notebook), reads=done.reads, **paths)


def documents(html: str, formats: Collection[str]) -> dict[str, str | bytes]:
    """A page by the endings it is written with: itself, and each document that is asked for, whose module is imported then."""
    made = {suffix: resolve_name(f"tradebrief.render.{suffix}:{suffix}")(html) for suffix in DOCUMENTS if suffix in formats}
    return {"html": html, **made}


def _of_one_state(job: Job) -> tuple[Executed, dict[str, Any], str] | None:
    """A run, its notebook and page, made anew where the seeds were changed meanwhile; ``None`` when they were each time.

    So a report rests on the old or on the new seeds, never on some of both, and the hash on its page tells which.
    """
    seeds = seeds_of(job) + WHOLE
    for _ in range(TRIES):
        began = Moment()
        done = execute(job)
        notebook = canonical(done.notebook)
        html = "" if done.error else page(notebook, job, files_of(done.reads))
        if seeds not in done.reads or began.unchanged(seeds):
            return done, notebook, html
    return None


def headline(notebook: Mapping[str, Any]) -> str:
    """The first sentence that the notebook makes from its numbers."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if 'class="sentence"' in str(data.get("text/html", "")):
                return str(data.get("text/plain", ""))
    return ""


def _report(job: Job, status: str, **more: Any) -> RenderedReport:
    return RenderedReport(name=job.name, notebook=job.notebook.stem, parameters=dict(job.parameters), status=status, **more)


@dataclass(frozen=True, kw_only=True)
class Executed:
    """A notebook after its run: where a cell failed, its number counted from one and its error; the paths of what it read, there or not."""

    notebook: dict[str, Any]
    cell: int | None = None
    error: str = ""
    reads: tuple[str, ...] = ()


def execute(job: Job) -> Executed:
    """Run the job's notebook on its engine: papermill puts the parameters in, keeps the record and drives the engine."""
    if job.engine == "fork" and can_fork():
        warm_process().start_once()  # it warms up while papermill is imported
    execution = import_papermill().execute
    path, engine = str(job.notebook.resolve()), f"tradebrief-{job.engine}"
    notebook = said_in(execution.load_notebook_node(path), str(job.parameters.get("language", "en")))
    notebook = execution.parameterize_notebook(
        notebook, job.contract.injected(job.parameters), kernel_name="python3", language="python", engine_name=engine
    )
    notebook = execution.prepare_notebook_metadata(notebook, path, None)
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
        reads = Path(scratch) / "reads"
        setting = Setting(folder=str(Path(path).parent), environment=_environment(job, reads), limits=job.limits)
        error = ""
        try:
            execution.papermill_engines.execute_notebook_with_engine(
                engine, notebook, "python3", output_path=None, progress_bar=False, setting=setting, extra_arguments=["--log-level=ERROR"]
            )
        except Exception as failed:  # a process can fail to start in many ways; each is told in the report
            error = f"{type(failed).__name__}: {failed}"
        paths = sorted(set(reads.read_text(encoding="utf-8", errors="surrogateescape").splitlines())) if reads.exists() else []
    cell, said = _failure(notebook)
    reads_of_job = with_whole_seeds(job, (one for one in paths if not one.startswith(scratch) and one != path))
    return Executed(notebook=notebook, cell=cell, error=said or error, reads=reads_of_job)


def said_in(notebook: Any, language: str) -> Any:
    """The notebook with the prose of its cells in a language: the message of a cell's id, where there is one."""
    if language != "en":
        with in_language(language):
            for cell in notebook["cells"]:
                if cell["cell_type"] == "markdown" and has_message(cell.get("id", "")):
                    cell["source"] = text(cell["id"])
    return notebook


def _failure(notebook: Mapping[str, Any]) -> tuple[int | None, str]:
    """The place of the cell that failed, counted from one, and its error; ``sys.exit()`` is an early end and no failure."""
    for number, cell in enumerate(notebook["cells"], start=1):
        errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
        if not cell["metadata"].get("papermill", {}).get("exception") or not errors:
            continue
        last = errors[-1]
        if last["ename"] != "SystemExit" or last["evalue"] not in {"", "0"}:
            return number, f"{last['ename']}: {last['evalue']}"
    return None, ""


def _environment(job: Job, reads: Path) -> dict[str, str]:
    """The environment of a run: the same everywhere in what matters to its bytes."""
    number = int.from_bytes(hashlib.sha256(json.dumps(job.parameters, sort_keys=True).encode()).digest()[:4], "big")
    seeds = {SEEDS: str(seeds_asked(job.seeds).resolve())} if job.seeds or home_of(None) else {}
    return {**os.environ, **SETTINGS, **seeds, READS: str(reads), SEED: str(number)}


def import_papermill() -> Any:
    """papermill, without the second that one of its dependencies spends on a grammar nobody here needs.

    ``rfc3987_syntax`` builds a parser when imported; jsonschema does without it when it is not there.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill
    from papermill.engines import papermill_engines

    logging.getLogger("papermill").addHandler(logging.NullHandler())  # what goes wrong is told in the report
    from papermill.translators import PythonTranslator, papermill_translators

    papermill_translators.register("python", with_days(PythonTranslator))
    papermill_engines.register("tradebrief-fork", plugins.fork)
    papermill_engines.register("tradebrief-kernel", plugins.kernel)
    return papermill


def with_days(translator: Any) -> Any:
    """papermill's translator of values into Python, which writes a day as a day and not as text."""

    class WithDays(translator):
        @classmethod
        def translate(cls, val: Any) -> str:
            if isinstance(val, datetime):
                return f"__import__('datetime').datetime.fromisoformat({val.isoformat()!r})"
            if isinstance(val, date):
                return f"__import__('datetime').date({val.year}, {val.month}, {val.day})"
            return super().translate(val)

    return WithDays
