"""``rate``, ``history`` and ``conflicts``: what a good owes on a day, how that came about, and where readings of the law differ."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, known_by, print_json, print_table
from tradebrief.errors import ask_error
from tradebrief.law.answer import left_out
from tradebrief.law.changes import RateChange
from tradebrief.law.changes import history as changes_of
from tradebrief.law.conflicts import conflicts as conflicts_of
from tradebrief.law.duty import Duty, percent, read_percent
from tradebrief.law.goods import name_of, read_code
from tradebrief.law.schedule import TariffSchedule
from tradebrief.wording import number_of

Command = Callable[..., None]


def asked(command: Command) -> Command:
    """The options with which a good is described, shared by ``rate`` and ``history``."""
    options = (
        click.option("--origin", metavar="PARTY", help="Where the good comes from: FRA, fr or France. Default: the workbook's partner."),
        known_by,
        click.option(
            "--scenario", "scenarios", multiple=True, metavar="NAME", help="Lay a scenario over the law; may be given more than once."
        ),
        click.option("--quantity", metavar="N", help="Units in the period of a quota, as 1370000 cars."),
        click.option("--mfn", metavar="RATE", help="The column 1 rate of a line the seeds do not hold, as '3%'."),
        click.option("--unit-value", metavar="AMOUNT", help="What one unit is worth, for duties by unit, as 0.40."),
        click.option(
            "--share",
            "shares",
            multiple=True,
            metavar="NAME=SHARE",
            help="How large a part of the value is, as 'metal-content-steel=40%'.",
        ),
        click.option("--claim", "claims", multiple=True, metavar="NAME", help="A condition the importer claims, as civil-aircraft."),
        click.option(
            "--preference/--no-preference",
            default=True,
            help="Take preferential rates as claimed (the default), or the general rate alone.",
        ),
        click.option("--strict", is_flag=True, help="Refuse a line of which an act may take a part, instead of giving low and high."),
        click.option("--importer", metavar="PARTY", help="Whose schedule is asked. Default: the workbook's importer."),
        click.option("--lists", metavar="DIR", help="Folder with full lists of codes, NAME.csv, that stand in for the short ones."),
        as_json,
        click.pass_obj,
    )
    for option in reversed(options):
        command = option(command)
    return command


def given(
    quantity: str | None,
    mfn: str | None,
    unit_value: str | None,
    shares: tuple[str, ...],
    claims: tuple[str, ...],
    preference: bool = True,
    strict: bool = False,
) -> dict[str, Any]:
    """The options as ``LawOfDay.duty`` takes them; what cannot be read is an ``AskError``."""
    return {
        "quantity": _number("--quantity", quantity),
        "unit_value": _number("--unit-value", unit_value),
        "mfn": _rate("--mfn", mfn),
        "shares": dict(_shares(shares)),
        "claims": claims,
        "preference": preference,
        "strict": strict,
    }


def _number(where: str, text: str | None) -> Decimal | None:

    try:
        return None if text is None else Decimal(text.replace(",", ""))
    except ArithmeticError as bad:
        raise ask_error(where, "is not a number", text, "Write digits with a point, as 1370000 or 0.40.") from bad


def _rate(where: str, text: str | None) -> Decimal | None:

    if text is None:
        return None
    try:
        return Duty.read(text.strip()).rate()
    except ValueError as bad:
        wrong, _, rest = str(bad).partition(" (got ")
        raise ask_error(where, wrong, text, rest.partition("). ")[2] or "Write '3%'.") from bad


def _shares(texts: tuple[str, ...]) -> list[tuple[str, Decimal]]:

    found = []
    for text in texts:
        name, _, share = text.partition("=")
        try:
            found.append((name.strip(), read_percent(share)))
        except ValueError as bad:
            raise ask_error("--share", "is not a named share", text, "Write NAME=SHARE, as 'metal-content-steel=40%'.") from bad
    return found


def opened(seeds: str | None, lists: str | None, importer: str | None) -> tuple[TariffSchedule, Any]:
    """The schedule to be asked and the workbook it belongs to, of which the law alone is read."""
    book = tb.load(seeds, lists=lists, only="law")
    return book.schedule(importer), book


def split(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one by one or with commas."""
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())


@click.command()
@click.argument("code")
@click.option("--as-of", required=True, metavar="DATE", help="The day of entry, as 2025-06-14.")
@asked
def rate(
    seeds: str | None,
    code: str,
    as_of: str,
    origin: str | None,
    known_by: str | None,
    scenarios: tuple[str, ...],
    importer: str | None,
    lists: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Say what a good owes on a day: the total, each part with its act, and what gave way.

    CODE is the HS code of a line, as 8703.23.01. On 14 June 2025 a car entering in December was expected to owe 27.5%:
    tradebrief rate 8703.23.01 --origin JPN --as-of 2025-12-01 --known-by 2025-06-14
    """
    schedule, book = opened(seeds, lists, importer)
    owed = schedule.as_at(as_of, known_by, split(scenarios)).duty(code, book.origin_asked(origin), **given(**options))
    if as_json:
        print_json(owed.to_dict(book.labels.values()))
        return

    name = name_of(read_code(owed.code), book.labels.values())
    title = f"{owed.code}{f' ({name})' if name else ''} from {owed.origin} on {owed.as_of}, known by {owed.known_by}: {percent(owed.total)}"
    title += f" (low {percent(owed.low)}, high {percent(owed.high)})" if owed.low != owed.high else ""
    rows = [
        (one.measure, f"{one.verb} {one.stated}", percent(one.duty), percent(one.share), one.act, one.cite, one.in_force, one.published)
        for one in owed.components
    ]
    for thing in left_out(schedule, owed.origin):
        click.echo(f"Incomplete: the law on goods of {owed.origin} leaves out {thing}.")
    print_table(("measure", "says", "duty", "share", "act", "cite", "in force", "published"), rows, title=title)
    for one in owed.gave_way:
        click.echo(f"{one.measure} gives way on {percent(one.share)} of the value: {one.reason}.")
    for caveat in owed.caveats:
        click.echo(f"Note: {caveat}.")


@click.command()
@click.argument("code")
@asked
def history(
    seeds: str | None,
    code: str,
    origin: str | None,
    known_by: str | None,
    scenarios: tuple[str, ...],
    importer: str | None,
    lists: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """List every change of the tariff on a good: the day, old and new rate, the cause, and the days from announcement to effect."""
    book = tb.load(seeds, lists=lists, only="law")
    origin = book.origin_asked(origin)
    query = {"known_by": known_by, "origin": origin, "scenario": split(scenarios), "importer": importer}
    found = changes_of(book, code, **query, **given(**options))
    if as_json:
        print_json(
            {
                "code": code,
                "origin": origin,
                "known_by": book.schedule(importer).known_day(known_by).isoformat(),
                "changes": [one.to_dict() for one in found],
            }
        )
        return
    columns = ("day", "old", "new", "cause", "announced", "signed", "published", "days to force")
    print_table(columns, map(change_cells, found), title=f"{len(found)} changes of {code} from {origin}")


def change_cells(one: RateChange) -> tuple[object, ...]:
    """A change as people read it."""
    old, new = ("" if one.old is None else percent(one.old)), ("unknown" if one.new is None else percent(one.new))
    return (one.day, old, new, one.cause, one.announced, one.signed, one.published, one.days_between["announced to in force"])


@click.command()
@click.option("--importer", metavar="PARTY", help="Whose schedule is asked. Default: the workbook's importer.")
@click.option("--origin", default="", metavar="PARTY", help="Only measures on goods of this origin.")
@known_by
@as_json
@click.pass_obj
def conflicts(seeds: str | None, importer: str | None, origin: str, known_by: str | None, as_json: bool) -> None:
    """List the days on which two readings of the law differ, and why."""
    found = conflicts_of(tb.load(seeds, only="law"), known_by=known_by, origin=origin, importer=importer)
    if as_json:
        print_json([one.to_dict() for one in found])
        return
    rows = (
        (
            one.kind,
            one.first_day,
            one.last_day,
            one.measure,
            f"{one.used} ({one.used_by})" if one.used_by else one.used,
            f"{one.other} ({one.other_by})",
            one.why,
        )
        for one in found
    )
    print_table(("kind", "from", "to", "measure", "we use", "the other", "why"), rows, title=number_of(len(found), "conflict"))
