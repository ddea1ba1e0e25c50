"""``init``: a new workbook for a negotiation of one's own."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from tradebrief.errors import ask_error
from tradebrief.given import day_given, party
from tradebrief.workbook.scaffold import Plan, called, currency_of, write_workbook


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="What the workbook is called. Default: tariff talks between both parties.")
@click.option("--importer", metavar="PARTY", help="Whose tariffs, by ISO code or name; a code of three capitals may be made up.")
@click.option("--partner", metavar="PARTY", help="Whose goods, as CHE.")
@click.option("--importer-name", metavar="TEXT", help="What sentences call the importer. Default: its name in English.")
@click.option("--partner-name", metavar="TEXT", help="What sentences call the partner. Default: its name in English.")
@click.option("--currency", metavar="CODE", help="The partner's currency, as CHF. Default: that of the country.")
@click.option("--zone", metavar="ZONE", help="The partner's time zone, as Europe/Zurich. Default: UTC.")
@click.option(
    "--like", metavar="NAME", help="Share by reference what this workbook has for any negotiation with its importer, by its name."
)
@click.option("--day", metavar="DATE", help="The day that reports ask about until you say another. Default: today.")
def init(folder: Path, day: str | None, **given: str | None) -> None:
    """Write a new workbook: seeds with an example of each kind, notebooks, recipes, a README with the next steps.

    What is not given is asked for on a terminal; elsewhere the defaults are taken, and parties that are missing are an error. Nothing is written
    unless everything is right, and nothing that exists is changed.
    """
    importer = party(_asked("importer", given["importer"], "Whose tariffs (ISO code or name)"), "--importer")
    partner = party(_asked("partner", given["partner"], "Whose goods (ISO code or name)"), "--partner")
    like = given["like"] or ""
    names = [given["partner_name"] or called(partner, like), given["importer_name"] or called(importer, like)]
    plan = Plan(
        title=_asked("title", given["title"], "Title", f"Tariff talks between {names[0]} and {names[1]}"),
        importer=importer,
        partner=partner,
        importer_name=names[1],
        partner_name=names[0],
        currency=_asked("currency", given["currency"], "The partner's currency", currency_of(partner)).upper(),
        zone=_asked("zone", given["zone"], "The partner's time zone", "UTC"),
        like=like,
        day=day_given(day, "--day") if day else date.today(),
    )
    files = write_workbook(folder, plan)
    click.echo(f"{len(files)} files in {folder}. Next: cd {folder}, then tradebrief check, tradebrief render briefing, and README.md.")


def _asked(name: str, value: str | None, question: str, default: str | None = None) -> str:
    """The value of an option; without one what is typed on a terminal, elsewhere the default or an ``AskError``."""
    if value:
        return value
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default))
    if default is None:
        raise ask_error(f"--{name}", "is not given", remedy=f"Give --{name}; nothing is asked for where there is no terminal.")
    return default
