"""``tradebrief partners``: the average tariff on the goods of every partner, beside one another."""

from __future__ import annotations

from typing import Any

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, known_by, print_json, print_table
from tradebrief.commands.trade import convention, scenarios


@click.command()
@click.option("--as-of", required=True, metavar="DATE", help="The day of entry, as 2025-06-14.")
@known_by
@convention
@scenarios
@click.option("--members", is_flag=True, help="Also members of a union whose own trade is known; their trade is inside the union's.")
@as_json
@click.pass_obj
def partners(seeds: str | None, as_json: bool, scenarios: tuple[str, ...], **asked: Any) -> None:
    """The average tariff on every partner's goods on a day: customs value, MFN duty, increase, rate and range, rank, and what drives it."""
    found = tb.partners(tb.load(seeds), scenario=scenarios, **asked)
    rows = [one.to_row() for one in found.partners]
    if as_json:
        print_json(rows)
        return
    shown = [
        (
            row["rank"],
            row["partner"],
            row["name"],
            f"{row['customs_value_usd'] / 1e9:,.1f}",
            "incomplete" if row["incomplete"] else "",
            *(f"{100 * row[name]:.2f}" for name in ("mfn_rate", "increase_over_mfn", "effective_rate", "low", "high")),
            row["drivers"],
        )
        for row in rows
    ]
    heads = ("", "", "partner", "value, bn USD", "law", "MFN, %", "increase", "rate, %", "low", "high", "what adds most, points")
    print_table(heads, shown, title=f"{found.heading}, known by {found.known_by}")
    for row in rows:
        for thing in row["incomplete"]:
            click.echo(f"Incomplete: the law on goods of {row['partner']} leaves out {thing}.")
    causes = dict.fromkeys(row["differs"] for row in rows if row["differs"])
    for cause in causes:
        click.echo(
            f"Differs from the published rate: {', '.join(str(row['partner']) for row in rows if row['differs'] == cause)}: {cause}."
        )
