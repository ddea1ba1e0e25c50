"""``diff``: what differs between two days of knowing."""

from __future__ import annotations

from dataclasses import asdict

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, clock, print_json, print_table


@click.command()
@click.option("--from-known", required=True, metavar="DATE", help="The earlier day of knowing, as 2025-06-09.")
@click.option("--to-known", required=True, metavar="DATE", help="The later day of knowing.")
@click.option("--as-of", metavar="DATE", help="Ask both days about the law and the events of this day.")
@clock
@as_json
@click.pass_obj
def diff(seeds: str | None, from_known: str, to_known: str, as_of: str | None, clock: str, as_json: bool) -> None:
    """List what differs between two days of knowing: facts, readings, law, events, numbers and sentences, with causes."""
    found = tb.diff(tb.load(seeds), from_known=from_known, to_known=to_known, as_of=as_of, clock=clock)
    if as_json:
        print_json(
            {
                "from_known": found.span.from_known.isoformat(),
                "to_known": found.span.to_known.isoformat(),
                "as_of": found.span.as_of and found.span.as_of.isoformat(),
                "counts": found.counts,
                "changes": (row.plain for row in found.rows),
                "sources": (asdict(one) for one in found.sources),
            }
        )
        return
    click.echo(str(tb.words.changes.summary(found)))
    for table in (tb.tables.changes.changes(found), tb.tables.changes.new_facts(found), tb.tables.changes.sources(found)):
        print_table(table.columns, table.rows, title=f"\n{table.caption}")
