"""``events``: what happened, was planned or called off."""

from __future__ import annotations

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, as_of_option, clock, known_by, print_json, print_table, talks_option
from tradebrief.errors import ask_error, near
from tradebrief.given import day_given
from tradebrief.talks.records import KINDS


@click.command()
@talks_option
@as_of_option
@known_by
@click.option("--kind", metavar="KIND", help="Only events of this kind, as 'round' or 'call'.")
@clock
@as_json
@click.pass_obj
def events(seeds: str | None, as_json: bool, talks: str, as_of: str | None, known_by: str | None, kind: str | None, clock: str) -> None:
    """List what happened, was planned or called off, with its support; as known by a day."""
    if kind and kind not in KINDS:
        raise ask_error("--kind", "is no kind of event", kind, near(kind, KINDS))
    book = tb.load(seeds)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    day = day_given(as_of) if as_of else None
    found = [one for one in view.events if (day is None or one.when.earliest <= day) and (kind is None or one.kind == kind)]
    if as_json:
        print_json([one.to_dict() | {"participants": one.participants(book.people)} for one in found])
        return
    rows = ((str(one.when), one.kind, one.event.number or "", one.status, one.settled_from, one.event.says) for one in found)
    print_table(("day", "kind", "n", "status", "reported on", "what"), rows, title=f"{len(found)} events")
