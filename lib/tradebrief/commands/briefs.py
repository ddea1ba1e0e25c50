"""``brief``: the briefing of a day, in one short command."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import click

from tradebrief.commands.output import as_json, print_json
from tradebrief.commands.reports import how_to_run, settings, shown, told
from tradebrief.errors import ask_error
from tradebrief.given import day_given
from tradebrief.render.parameters import contract_of
from tradebrief.render.recipe import by_name
from tradebrief.render.run import prepare
from tradebrief.render.run import render as make
from tradebrief.wording import LANGUAGES

NOTEBOOK = "briefing"

BACK = timedelta(days=30)
"""How far a briefing of a given day looks back where nothing else is asked, as the notebook's own does."""


@click.command()
@click.option("--as-of", metavar="DAY", help="The day asked about, as 2025-06-14: which day's law and events. Default: the notebook's.")
@click.option("--known-by", metavar="DAY", help="Use nothing published later. Default: the day asked about.")
@click.option("--since", metavar="DAY", help="The day of the last briefing. Default: 30 days before.")
@click.option("--language", type=click.Choice([*LANGUAGES]), help="The language of the briefing. Default: the notebook's.")
@click.option("--out", default="reports", show_default=True, metavar="DIR", help="Folder the briefing is written to.")
@how_to_run
@as_json
@click.pass_obj
def brief(
    seeds: str | None, as_of: str | None, known_by: str | None, since: str | None, language: str | None, out: str, as_json: bool, **how: Any
) -> None:
    """Make the briefing of a day: a page and, by --format, PDF, Word or Excel.

    It is notebooks/briefing.ipynb, which 'tradebrief render briefing' makes with any of its parameters.
    """
    given = asked(as_of, known_by, since, language)
    job = prepare(str(by_name("notebooks", ".ipynb")[NOTEBOOK]), given, out=out, seeds=seeds)
    days = dict.fromkeys(str(job.parameters[name]) for name in ("as_of", "known_by"))
    job = replace(job, name="_".join([NOTEBOOK, *days, *([language] if language else [])]), **settings(**how))
    report = make(job)
    if as_json:
        print_json(shown(report))
    told(report, quiet=as_json)
    raise SystemExit(0 if report.status == "done" else 1)


def asked(as_of: str | None, known_by: str | None, since: str | None, language: str | None) -> dict[str, str]:
    """The parameters of the briefing that the options mean; ``AskError`` for what is no day, or where the briefing has but one language."""
    given = {"as_of": as_of, "known_by": known_by, "since": since}
    days = {name: day_given(text, name) for name, text in given.items() if text}
    if latest := days.get("as_of") or days.get("known_by"):
        days = {"as_of": latest, "known_by": latest, "since": min(latest, days.get("known_by", latest)) - BACK, **days}
    found = {name: day.isoformat() for name, day in days.items()}
    if language:
        contract = contract_of(by_name("notebooks", ".ipynb")[NOTEBOOK])
        if not any(one.name == "language" for one in contract.parameters):
            raise ask_error("--language", f"cannot be chosen: {NOTEBOOK}.ipynb has no parameter of that name", language, "Leave it out.")
        found["language"] = language
    return found
