"""``why`` and ``compare``: a number back to its sources, and one report against another."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tradebrief.commands.output import as_json, print_json
from tradebrief.compare.compare import as_data, as_lines, as_page, report_of
from tradebrief.compare.compare import compare as compared
from tradebrief.compare.read_back import ReadReport, chain, told
from tradebrief.errors import ask_error
from tradebrief.files import write_whole


@click.command()
@click.argument("place", metavar="REPORT.html#ID")
@as_json
def why(place: str, as_json: bool) -> None:
    """Print the chain behind a linked number of a report, down to passages, acts, tables, assumptions and formulas.

    ID is what the number's link leads to. For a row of a table, its cells and the rows they lead to are printed.
    """
    path, sign, name = place.rpartition("#")
    if not sign or not name:
        raise ask_error("why", "names no place in a report", place, "Write REPORT.html#ID, with the ID a number links to.")
    lines = chain(Path(path), name)
    if as_json:
        print_json(lines)
    else:
        click.echo("\n".join(lines))


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the comparison as a page, figures side by side.")
@as_json
@click.pass_obj
def compare(seeds: str | None, one: str, other: str, out: Path | None, as_json: bool) -> None:
    """Compare two reports: sentences that changed, numbers with their differences and causes, figures.

    A and B are pages, executed notebooks, or NOTEBOOK:name=value,name=value, which is rendered first. Causes are the steps in
    which the chains behind a number differ: an act added or gone, a text newly known, another assumption, another parameter.
    """
    found = compared(*both(seeds, one, other))
    if out:
        write_whole(out, as_page(found))
    if as_json:
        print_json(as_data(found))
    else:
        click.echo("\n".join(as_lines(found)))


def both(seeds: str | None, one: str, other: str) -> tuple[ReadReport, ReadReport]:
    """What both reports say; those that are no files are rendered for it."""
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
        return told(report_of(one, Path(scratch) / "a", seeds)), told(report_of(other, Path(scratch) / "b", seeds))
