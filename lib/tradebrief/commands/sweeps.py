"""``sweep``: many reports from one notebook or recipe, with a page over all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tradebrief.commands.output import as_json, print_json
from tradebrief.commands.reports import ShowsParameters, how_to_run, in_language, pair_of, settings
from tradebrief.render.dask import sweep_on
from tradebrief.render.grid import begun, jobs_of, note, rows_of
from tradebrief.render.index import write_index
from tradebrief.render.job import Job
from tradebrief.render.recipe import own_files
from tradebrief.render.remote import opened
from tradebrief.render.sweep import SweepOutcome, row_of
from tradebrief.render.sweep import sweep as run
from tradebrief.workbook.places import home_of


@click.command(cls=ShowsParameters)
@click.argument("names", nargs=-1, metavar="NOTEBOOK_OR_RECIPE…")
@click.option("--grid", type=click.Path(path_type=Path), metavar="FILE", help="Values by parameter (YAML) or a table of reports (CSV).")
@click.option("-p", "--parameter", "pairs", multiple=True, metavar="NAME=A,B,C", help="Values of a parameter, combined with all others.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, 8),
    help="Reports made at a time. Default: one a core.",
)
@click.option("--resume", is_flag=True, help="Finish the sweep that was begun in --out; nothing else need be given.")
@click.option("--fresh", is_flag=True, help="Make every report anew, even where nothing has changed.")
@click.option(
    "--out", default="reports", show_default=True, metavar="DIR", help="Folder, or an address that fsspec knows, as s3://bucket/folder."
)
@click.option(
    "--figure", type=click.IntRange(0), default=1, show_default=True, metavar="NUMBER", help="Figure shown of each report; 0 for none."
)
@click.option("--dask", metavar="ADDRESS", help="Run the reports on the workers of this Dask scheduler.")
@in_language
@how_to_run
@as_json
@click.pass_obj
def sweep(seeds: str | None, names: tuple[str, ...], resume: bool, out: str, as_json: bool, **asked: Any) -> None:
    """Make a report for every combination of values, and an index.html over them.

    A report whose notebook, parameters, code and seeds are unchanged is kept as it is; while any seed breaks
    its rules, nothing is kept or made. What fails is listed with its reason, the others go on, and the exit code is 1.
    """
    with opened(out) as (folder, finished):
        jobs, title = planned(folder, seeds, names, resume=resume, asked=asked)
        outcomes = made(jobs, quiet=as_json, finished=finished, asked=asked)
        index = write_index(outcomes, folder, title=title, figure=asked["figure"], finished=finished)
    report_on(outcomes, index if folder == Path(out) else Path(f"{out.rstrip('/')}/index.html"), as_json=as_json)
    raise SystemExit(1 if any(one.report.status != "done" for one in outcomes) else 0)


def planned(folder: Path, seeds: str | None, names: tuple[str, ...], *, resume: bool, asked: dict[str, Any]) -> tuple[list[Job], str]:
    """The jobs asked for, or those of the sweep that was begun in the folder, and the title they have in common, if any."""
    how = settings(asked["engine"], asked["timeout"], asked["memory"], asked["formats"], asked["strict"])
    if resume and not names:
        names, rows, seeds = begun(folder)
    else:
        spoken = {"language": asked["language"]} if asked["language"] else {}
        rows = rows_of(dict(pair_of(pair) for pair in asked["pairs"]) | spoken, asked["grid"])
        names = names or tuple(map(str, own_files("reports", ".yaml", home_of(seeds))))
        if not names:
            raise click.UsageError("Name a notebook or recipe, or --resume what was begun.")
    jobs = jobs_of(names, rows, out=folder, seeds=seeds, **how)
    note(folder, names, rows, seeds)
    return jobs, jobs[0].title if len({job.title for job in jobs}) == 1 else ""


def made(jobs: Sequence[Job], *, quiet: bool, finished: Callable[[Sequence[Path]], None], asked: dict[str, Any]) -> list[SweepOutcome]:
    """All reports, on this machine or on a Dask cluster, with a word on each as it is done."""
    with progress(len(jobs), quiet=quiet) as told:

        def done(outcome: SweepOutcome) -> None:
            finished([] if outcome.kept else outcome.report.files)
            told(outcome)

        if asked["dask"]:
            return sweep_on(asked["dask"], jobs, told=done, fresh=asked["fresh"])
        return run(jobs, workers=asked["workers"], told=done, fresh=asked["fresh"])


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[SweepOutcome], None]]:
    """Says how far a sweep is: one line that is written over on a terminal, a line for each report elsewhere."""
    count = 0
    live = sys.stderr.isatty()

    def told(outcome: SweepOutcome) -> None:
        nonlocal count
        count += 1
        if live:
            click.echo(f"\r\x1b[2K{count} of {total}  {outcome.job.name}", nl=False, err=True)
        elif not quiet:
            click.echo(line_of(outcome))

    yield told
    if live:
        click.echo("\r\x1b[2K", nl=False, err=True)


def line_of(outcome: SweepOutcome) -> str:
    """What came of one report, on one line."""
    if outcome.report.status != "done":
        return f"failed  {outcome.job.name}: {reason(outcome)}"
    return f"{'kept  ' if outcome.kept else 'made  '}  {outcome.job.name}  {outcome.seconds:.2f} s"


def reason(outcome: SweepOutcome) -> str:
    """Where and why a report failed."""
    report = outcome.report
    return f"{f'cell {report.cell}' if report.cell else 'before the first cell'}: {' '.join(report.error.split())}"


def report_on(outcomes: Sequence[SweepOutcome], index: Path, *, as_json: bool) -> None:
    """The sum of a sweep."""
    failed = [one for one in outcomes if one.report.status != "done"]
    if as_json:
        print_json([row_of(one) for one in outcomes])
        return
    for one in failed if sys.stderr.isatty() else ():
        click.echo(line_of(one), err=True)
    kept = sum(one.kept for one in outcomes)
    click.echo(f"{len(outcomes)} reports: {len(outcomes) - kept - len(failed)} made, {kept} kept, {len(failed)} failed. See {index}")
