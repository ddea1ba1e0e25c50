"""``list``, ``render`` and ``accept``: notebooks and recipes with their parameters, and single pages made from them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from tradebrief.commands.output import as_json, print_json, print_table
from tradebrief.errors import SeedError, TradebriefError, ask_error
from tradebrief.files import write_whole
from tradebrief.records.strict_yaml import NotPlainError, plain
from tradebrief.render.accept import accepted
from tradebrief.render.environment import Limits, can_fork
from tradebrief.render.forked import warm_process
from tradebrief.render.job import DOCUMENTS, Job, RenderedReport
from tradebrief.render.parameters import Parameter, contract_of
from tradebrief.render.recipe import all_recipes, by_name, find
from tradebrief.render.run import prepare
from tradebrief.render.run import render as make
from tradebrief.wording import LANGUAGES
from tradebrief.workbook.places import home_of
from tradebrief.workbook.reader import Reader


@click.command(name="list")
@as_json
@click.pass_obj
def list_(seeds: str | None, as_json: bool) -> None:
    """List notebooks and recipes with their parameters and what these mean."""
    rows = list(listing(home_of(seeds)))
    if as_json:
        print_json(rows)
        return
    notebooks = [row for row in rows if row["type"] == "notebook"]
    for row in notebooks:
        table = ((one["name"], one["takes"], one["default"], one["help"]) for one in row["parameters"])
        print_table(("parameter", "takes", "default", "meaning"), table, title=f"\nnotebook {row['name']}: {row['title']}")
    recipes = (
        (row["name"], row["notebook"], ", ".join(f"{k}={v}" for k, v in row["values"].items()), row["title"])
        for row in rows
        if row["type"] == "recipe"
    )
    print_table(("recipe", "notebook", "parameters", "title"), recipes, title="\nrecipes")


def listing(home: Path | None = None) -> Iterator[dict[str, Any]]:
    """Every notebook with its contract, then every recipe with its values."""
    for name, path in by_name("notebooks", ".ipynb", home).items():
        contract = contract_of(path)
        yield {
            "type": "notebook",
            "name": name,
            "title": contract.title,
            "path": str(path),
            "parameters": [described(one) for one in contract.parameters],
        }
    for recipe in all_recipes(home):
        yield {"type": "recipe", "name": recipe.id, "title": recipe.title or "", "notebook": recipe.notebook, "values": recipe.parameters}


def described(parameter: Parameter) -> dict[str, Any]:
    """A parameter as lists and forms show it."""
    return {"name": parameter.name, "takes": parameter.takes, "default": parameter.default, "help": parameter.help}


def typed(value: object) -> str:
    """A parameter's value as it is typed after its name.

    >>> typed(["8703.23.01", "7208"]), typed(True), typed("")
    ('8703.23.01,7208', 'yes', '')
    """
    if isinstance(value, list):
        return ",".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class ShowsParameters(click.Command):
    """A command whose help also lists the parameters of the notebooks and recipes named before ``--help``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words for the help; ``-p NAME VALUE``, as papermill has it, is ``-p NAME=VALUE``."""
        ctx.meta["words"] = list(args)
        return super().parse_args(ctx, list(_joined(args)))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each notebook's contract: name, default, what it takes and its help."""

        for word in ctx.meta.get("words", []):
            try:
                contract = contract_of(find(word)[0])
            except TradebriefError:
                continue
            with formatter.section(f"Parameters of {word}"):
                formatter.write_dl([(f"-p {one.name}={typed(one.default)}", f"{one.help} ({one.takes})") for one in contract.parameters])


def _joined(args: list[str]) -> Iterator[str]:
    words = iter(args)
    for word in words:
        yield word
        if word in {"-p", "--parameter"}:
            name = next(words, None)
            value = next(words, None) if name and "=" not in name else None
            yield from [name] if name is not None and value is None else [f"{name}={value}"] if name is not None else []


def how_to_run(command: Any) -> Any:
    """The options that say how reports are run, shared by the commands that run them."""
    for option in (
        click.option("--memory", default="", metavar="SIZE", help="Memory a report may write to, as 800M or 2G. Default: no limit."),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0),
            default=0,
            metavar="SECONDS",
            help="Time for all cells of a report. Default: no limit.",
        ),
        click.option(
            "--engine", type=click.Choice(["fork", "kernel"]), help="Forked processes or Jupyter kernels. Default: fork on Linux."
        ),
        click.option("--strict", is_flag=True, help="Refuse a figure that has no description."),
        click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(["html", *DOCUMENTS]),
            help="Write this as well as HTML; may be repeated.",
        ),
    ):
        command = option(command)
    return command


def settings(engine: str | None, timeout: float, memory: str, formats: tuple[str, ...], strict: bool = False) -> dict[str, Any]:
    """What ``how_to_run`` asked for, as a job carries it."""
    limits = Limits(seconds=timeout, memory=bytes_of(memory))
    formats = tuple(dict.fromkeys(["html", *formats]))
    return {"engine": engine or ("fork" if can_fork() else "kernel"), "limits": limits, "formats": formats, "strict": strict}


def bytes_of(size: str) -> int:
    """A size in bytes, written with M or G.

    >>> bytes_of("800M"), bytes_of("2G"), bytes_of("")
    (800000000, 2000000000, 0)
    """
    if not size:
        return 0
    number, unit = size[:-1], size[-1:].upper()
    if not number.isdigit() or unit not in {"M", "G"}:
        raise ask_error("--memory", "is not a size", size, "Write it as 800M or 2G.")
    return int(number) * {"M": 10**6, "G": 10**9}[unit]


in_language = click.option("--language", type=click.Choice([*LANGUAGES]), help="The language of the reports, as -p language=ja.")


@click.command(cls=ShowsParameters)
@click.argument("names", nargs=-1, required=True, metavar="NOTEBOOK_OR_RECIPE…")
@click.option("-p", "--parameter", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be given several times.")
@click.option("-y", "--parameters-yaml", "texts", multiple=True, metavar="YAML", help="Set parameters by a text in YAML, as 'n: 3'.")
@click.option("-f", "--parameters-file", "files", multiple=True, metavar="FILE", help="Set parameters by a file in YAML.")
@click.option(
    "--out", default="reports", show_default=True, metavar="DIR", help="Folder the page and the executed notebook are written to."
)
@click.option(
    "--name", "call_it", default="", metavar="NAME", help="File name of what is written. Default: that of the recipe or notebook."
)
@in_language
@how_to_run
@click.option("--check", "twice", is_flag=True, help="Render twice and compare every byte; exit 1 where they differ.")
@as_json
@click.pass_obj
def render(
    seeds: str | None,
    names: tuple[str, ...],
    pairs: tuple[str, ...],
    texts: tuple[str, ...],
    files: tuple[str, ...],
    out: str,
    call_it: str,
    language: str | None,
    twice: bool,
    as_json: bool,
    **how: Any,
) -> None:
    """Render a notebook or recipe to a page, through papermill.

    Parameters are checked before anything runs. When a cell fails, the executed notebook is
    kept with its traceback and an earlier page stays as it was.
    """
    given = {
        **_of_files(files),
        **_of_texts(texts),
        **dict(pair_of(pair) for pair in pairs),
        **({"language": language} if language else {}),
    }
    jobs = [replace(prepare(name, given, out=out, seeds=seeds, call_it=call_it), **settings(**how)) for name in names]
    reports = [make(job) for job in jobs]
    differing = [
        name for job, report in zip(jobs, reports, strict=True) if twice and report.status == "done" for name in differences(job, report)
    ]
    if as_json:
        rows = [shown(report) for report in reports]
        print_json(rows if len(rows) > 1 else rows[0])
    for report in reports:
        told(report, quiet=as_json)
    for name in differing:
        click.echo(f"{name}: two runs gave different bytes. Look for what depends on the clock, on chance or on the machine.", err=True)
    raise SystemExit(1 if differing or any(report.status != "done" for report in reports) else 0)


def shown(report: RenderedReport) -> dict[str, Any]:
    """A report for programs."""
    return {name: value for name, value in asdict(report).items() if name != "reads"}


def told(report: RenderedReport, *, quiet: bool) -> None:
    """Say what came of a report: its page and documents, or which cell failed and why."""
    if report.status == "done" and not quiet:
        click.echo("\n".join(str(path) for path in report.files if path.suffix != ".ipynb"))
    elif report.status != "done":
        where = f"cell {report.cell}" if report.cell else "the kernel"
        click.echo(f"{report.notebook}.ipynb, {where}: failed (got {report.error}). Look at {report.ipynb}.", err=True)


def differences(job: Job, first: RenderedReport) -> list[str]:
    """The files of a report that come out otherwise when it is rendered again by a new process."""
    warm_process().stop()
    with tempfile.TemporaryDirectory() as scratch:
        again = make(replace(job, folder=Path(scratch)))
        if again.status != "done":
            return [f"{first.name}: {again.error}"]
        return [str(one) for one, other in zip(first.files, again.files, strict=True) if one.read_bytes() != other.read_bytes()]


def _of_files(files: tuple[str, ...]) -> dict[str, Any]:
    """The parameters that YAML files set, the last one counting."""
    found: dict[str, Any] = {}
    for path in map(Path, files):
        reader = Reader(path.parent)
        tree = reader.tree(path)
        if tree is None:
            raise SeedError(*reader.problems)
        found |= tree
    return found


def _of_texts(texts: tuple[str, ...]) -> dict[str, Any]:
    """The parameters that texts in YAML set."""
    found: dict[str, Any] = {}
    for text in texts:
        try:
            tree = plain(text)
        except NotPlainError as bad:
            raise ask_error("-y", bad.wrong, bad.got, bad.remedy) from bad
        if not isinstance(tree, dict):
            raise ask_error("-y", "does not hold a mapping", text, "Write it as -y 'n: 3'.")
        found |= tree
    return found


def pair_of(text: str) -> tuple[str, str]:
    """``name=value`` taken apart; the value may hold further equals signs."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ask_error("-p", "is not NAME=VALUE", text, "Write it as -p known_by=2025-06-14, or -p known_by 2025-06-14.")
    return name.strip(), value.strip()


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK…]")
@click.pass_obj
def accept(seeds: str | None, notebooks: tuple[str, ...]) -> None:
    """Store the sentences that notebooks now produce, on purpose.

    Runs each notebook with its defaults; of its outputs only the checked sentences are kept, so that a
    diff of a notebook is a diff of claims.
    """
    for path in [find(name)[0] for name in notebooks] or list(by_name("notebooks", ".ipynb").values()):
        click.echo(f"{path.name}: {'stored what changed' if stored(path, seeds) else 'nothing changed'}")


def stored(path: Path, seeds: str | None) -> bool:
    """Store a notebook's sentences as they now are; whether they changed."""
    text = accepted(path, seeds)
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        write_whole(path, text)
    return changed
