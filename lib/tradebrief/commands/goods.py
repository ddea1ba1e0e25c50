"""``tradebrief goods``: the codes of goods by words."""

from __future__ import annotations

from pathlib import Path

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, print_json, print_table
from tradebrief.errors import ask_error, shown
from tradebrief.files import write_whole
from tradebrief.law.hts.described import descriptions_of
from tradebrief.law.hts.descriptions import HEADINGS, keep
from tradebrief.law.hts.store import as_csv
from tradebrief.wording import number_of


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--hts",
    metavar="FILE",
    help="Keep the descriptions of this file of the schedule (CSV, JSON, XLSX) in your data folder and search them from now on.",
)
@click.option("--origin", metavar="PARTY", help="Whose trade the value is of. Default: the workbook's partner.")
@click.option("--importer", metavar="PARTY", help="Whose general rates. Default: the workbook's importer.")
@click.option("--trade", metavar="FILE", help="Take values from this file of trade lines, for every code.")
@click.option("--most", default=10, show_default=True, type=click.IntRange(min=1), metavar="N", help="How many at most.")
@click.option("--out", metavar="FILE", help="Without WORDS: write the values of all labelled goods to this CSV.")
@as_json
@click.pass_obj
def goods(
    seeds: str | None,
    words: tuple[str, ...],
    hts: str | None,
    origin: str | None,
    importer: str | None,
    trade: str | None,
    most: int,
    out: str | None,
    as_json: bool,
) -> None:
    """Find codes of goods by WORDS among our labels and in a file of the schedule that you gave: code, name, general rate, value of trade.

    Without WORDS, the labelled goods with most trade. Plurals, order, case and small slips do not count; Japanese works too:
    tradebrief goods passenger cars
    """
    if out and words:
        raise ask_error("--out", "writes all labelled goods, and WORDS choose some", " ".join(words), "Leave one of them out.")
    if hts:
        kept = descriptions_of(hts)
        click.echo(f"{len(kept):,} descriptions kept in {keep(kept)}", err=True)
    found = tb.goods(tb.load(seeds), " ".join(words), origin=origin, importer=importer, trade=trade, most=None if out else most)
    if out:
        rows = sorted((one.code.replace(".", ""), round(one.customs_value)) for one in found if one.customs_value)
        write_whole(Path(out), as_csv(("code", "customs_value_usd"), rows))
        click.echo(f"{number_of(len(rows), 'value')} in {out}")
    elif as_json:
        print_json(found.to_dict())
    elif not found:
        click.echo(
            f"No goods are called {' '.join(words)!r}. Try fewer or other words{'' if hts else ', or give the schedule: --hts FILE'}."
        )
    else:
        cells = ((one.code, _short(one.name), one.general_rate, _millions(one.customs_value)) for one in found)
        print_table(("code", "goods", "general rate", "trade, mn USD"), cells, title=number_of(len(found), "code"))


def _short(name: str) -> str:
    """A name for a table: of the headings above a line no more than their first words; the whole stands in JSON."""
    *above, last = name.split(HEADINGS)
    return HEADINGS.join([*(shown(part, 40) for part in above), shown(last, 120)])


def _millions(value: float | None) -> str:
    return "" if value is None else f"{value / 1e6:,.1f}"
