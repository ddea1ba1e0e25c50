"""``list``, ``render`` and ``accept``: notebooks and recipes with their parameters, and the pages made from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tradebrief.commands.output import as_json, print_json, print_table

if TYPE_CHECKING:
    from tradebrief.render.parameters import Parameter


@click.command(name="list")
@as_json
@click.pass_obj
def list_(seeds: str | None, as_json: bool) -> None:
    """List notebooks and recipes with their parameters and what these mean."""
    rows = list(listing())
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


def listing() -> Iterator[dict[str, Any]]:
    """Every notebook with its contract, then every recipe with its values."""
    from tradebrief.render.parameters import contract_of
    from tradebrief.render.recipe import all_recipes, by_name

    for name, path in by_name("notebooks", ".ipynb").items():
        contract = contract_of(path)
        yield {
            "type": "notebook",
            "name": name,
            "title": contract.title,
            "path": str(path),
            "parameters": [described(one) for one in contract.parameters],
        }
    for recipe in all_recipes():
        yield {"type": "recipe", "name": recipe.id, "title": recipe.title or "", "notebook": recipe.notebook, "values": recipe.parameters}


def described(parameter: Parameter) -> dict[str, Any]:
    """A parameter as lists and forms show it."""
    return {"name": parameter.name, "takes": parameter.takes, "default": parameter.default, "help": parameter.help}


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NOTEBOOK_OR_RECIPE…")
@click.option("-p", "--parameter", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be given several times.")
@click.option(
    "--out", default="reports", show_default=True, metavar="DIR", help="Folder the page and the executed notebook are written to."
)
@click.option(
    "--name", "call_it", default="", metavar="NAME", help="File name of what is written. Default: that of the recipe or notebook."
)
@as_json
@click.pass_obj
def render(seeds: str | None, names: tuple[str, ...], pairs: tuple[str, ...], out: str, call_it: str, as_json: bool) -> None:
    """Render a notebook or recipe to a page, through papermill.

    Parameters are checked before anything runs. When a cell fails, the executed notebook is
    kept with its traceback and an earlier page stays as it was.
    """
    from tradebrief.render.run import prepare
    from tradebrief.render.run import render as make

    given = dict(pair_of(pair) for pair in pairs)
    jobs = [prepare(name, given, out=out, seeds=seeds, call_it=call_it) for name in names]
    reports = [make(job) for job in jobs]
    failed = [report for report in reports if report.status != "done"]
    if as_json:
        rows = [asdict(report) for report in reports]
        print_json(rows if len(rows) > 1 else rows[0])
    for report in reports:
        if report.status == "done" and not as_json:
            click.echo(report.html)
        elif report.status != "done":
            where = f"cell {report.cell}" if report.cell else "the kernel"
            click.echo(f"{report.notebook}.ipynb, {where}: failed (got {report.error}). Look at {report.ipynb}.", err=True)
    raise SystemExit(1 if failed else 0)


def pair_of(text: str) -> tuple[str, str]:
    """``name=value`` taken apart; the value may hold further equals signs."""
    from tradebrief.errors import ask_error

    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ask_error("-p", "is not NAME=VALUE", text, "Write it as -p known_by=2025-06-14.")
    return name.strip(), value.strip()


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK…]")
@click.pass_obj
def accept(seeds: str | None, notebooks: tuple[str, ...]) -> None:
    """Store the sentences that notebooks now produce, on purpose.

    Runs each notebook with its defaults; of its outputs only the checked sentences are kept, so that a
    diff of a notebook is a diff of claims.
    """
    from tradebrief.files import write_whole
    from tradebrief.guide import refresh
    from tradebrief.render.accept import accepted
    from tradebrief.render.recipe import by_name, find, shelf

    paths = [find(name)[0] for name in notebooks] or list(by_name("notebooks", ".ipynb").values())
    for path in paths:
        text = accepted(path, seeds)
        changed = text != Path(path).read_text(encoding="utf-8")
        if changed:
            write_whole(path, text)
        click.echo(f"{path.name}: {'stored what changed' if changed else 'nothing changed'}")
    for page in () if notebooks else sorted(shelf("seeds").rglob("README.md")):
        click.echo(f"{page.name}: {'refreshed' if refresh(page) else 'nothing changed'}")
