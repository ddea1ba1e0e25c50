"""``trade build``, ``exposure``, ``bridge``, ``series`` and ``claims``: what trade owes, how that compares, and what companies say of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import tradebrief as tb
from tradebrief.analysis.exposure import build as making
from tradebrief.analysis.exposure.build_partners import build_all
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lines import TradeWarning, check_totals
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.trade import shipped_name, shipped_table
from tradebrief.analysis.incidence.response import incidence
from tradebrief.commands.output import as_json, known_by, print_json, print_table
from tradebrief.commands.trade_rows import built, controls, described, points, print_exposure
from tradebrief.errors import ask_error
from tradebrief.files import write_whole
from tradebrief.trade.sources.read import TradeFile, read_trade
from tradebrief.workbook.workbook import Workbook

Command = Callable[..., None]

origin = click.option("--origin", metavar="PARTY", help="Whose goods: FRA, fr or France. Default: the workbook's partner.")
scenarios = click.option(
    "--scenario", "scenarios", multiple=True, metavar="NAME", help="Lay a scenario over the law; may be given more than once."
)
convention = click.option("--convention", default="legal", show_default=True, metavar="NAME", help="How the rate is made, as waugh or tpc.")
lines_file = click.option(
    "--trade",
    "trade",
    metavar="FILE",
    help="Lines of trade to work on instead of the shipped table: CSV, XLSX, JSON or Parquet, as DataWeb, Census, … give them.",
)
column = click.option(
    "--column",
    "column",
    multiple=True,
    metavar="ROLE=NAME",
    help="Which column is code, value, duty, partner or period; kept for files with the same heads.",
)
level = click.option("--level", "level", type=int, metavar="DIGITS", help="Codes of so many digits, where a file holds several levels.")
lists_folder = click.option(
    "--lists", metavar="DIR", help="Folder with full lists of codes, where the short ones of the seeds leave lines open."
)


@click.group("trade")
def trade() -> None:
    """Make tables of trade out of lines."""


def opened(file: str, origin: str | None, column: tuple[str, ...], level: int | None, *, quiet: bool = False) -> TradeFile:
    """A file of trade, and on standard error what was read of it, before it is used."""
    pairs = [one.partition("=") for one in column]
    if wrong := next((role for role, equals, name in pairs if not equals or not name), None):
        raise ask_error("--column", "is no pair", wrong, "Write --column value=NAME.")
    found = read_trade(file, origin=origin, columns={role: name for role, _, name in pairs} or None, level=level)
    for line in () if quiet else found.summary.lines():
        click.echo(line, err=True)
    return found


def answered(ask: Callable[..., Any], book: Workbook, asked: dict[str, Any], **also: Any) -> Any:
    """What a question gives, its file of trade read where one is named; what the library warns of is told on standard error."""
    column, level = asked.pop("column"), asked.pop("level")
    if asked["trade"]:
        asked["trade"] = opened(asked["trade"], book.origin_asked(asked.get("origin")), column, level)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", TradeWarning)
        found = ask(book, **asked, **also)
    for one in caught:
        click.echo(f"Warning: {one.message}.", err=True)
    return found


@trade.command("read")
@click.argument("file")
@origin
@column
@level
@as_json
@click.pass_obj
def read(seeds: str | None, file: str, origin: str | None, column: tuple[str, ...], level: int | None, as_json: bool) -> None:
    """Sum up what would be read of FILE: its layout, lines, value and duty, what is dropped or repaired. Nothing is made of it."""
    found = opened(file, tb.load(seeds).origin_asked(origin) if origin else None, column, level, quiet=True)
    if as_json:
        print_json(found.summary.model_dump(mode="json"))
    else:
        click.echo("\n".join(found.summary.lines()))


@trade.command("build")
@click.option(
    "--lines", "lines", required=True, metavar="FILE", help="Lines of ten digits with customs value and duty: CSV, XLSX, JSON or Parquet."
)
@column
@level
@lists_folder
@click.option("--out", required=True, metavar="FILE", help="The CSV to write; its sidecar gets the same name with .yaml.")
@origin
@click.option("--all-origins", is_flag=True, help="Add up the lines of every origin of the file into the table that all origins share.")
@click.option("--title", metavar="TEXT", help="What the table is, for its sidecar.")
@click.option("--source", metavar="TEXT", help="Where the lines come from, for the sidecar.")
@click.option("--licence", metavar="TEXT", help="Under which licence, for the sidecar.")
@click.option("--control-value", metavar="USD", help="What the customs values must add up to, to the dollar.")
@click.option("--control-duty", metavar="USD", help="What the duties must add up to, to the dollar.")
@as_json
@click.pass_obj
def build(
    seeds: str | None,
    lines: str,
    lists: str | None,
    out: str,
    origin: str | None,
    column: tuple[str, ...],
    level: int | None,
    all_origins: bool,
    as_json: bool,
    **said: str | None,
) -> None:
    """Add lines with the same treatment together into a small table that owes exactly the same duty.

    Nothing is written unless everything is right; a table made of the lines of the shipped one must meet its control totals.
    """
    book = tb.load(seeds)
    if all_origins:
        report = build_all(book, opened(lines, None, column, level), Path(lines).name, lists, Path(out), said)
        print_json(report) if as_json else click.echo("{lines:,} lines of {origins} origins in {rows:,} rows: {file}".format(**report))
        return
    origin = book.origin_asked(origin)
    name = shipped_name(book, origin)
    found = read_lists(lists, book.published_lists) if lists else Lists()
    fallback = shipped_table(book, origin) if name in book.figures and not lists else None
    treated = making.treat(opened(lines, origin, column, level), laws(book), origin, book.groups, found, fallback)
    value, duty = controls(book, name, treated, said["control_value"], said["control_duty"])
    check_totals(treated.lines, value, duty)
    text = making.small_table(treated, laws(book))
    about = described(book, name, treated, {key: said[key] for key in ("title", "source", "licence")}, found.stand_ins)
    about["made_by"] = " ".join(
        filter(None, ("tradebrief trade build --lines", Path(lines).name, "--lists DIR" if lists else "", "--out FILE"))
    )
    target = Path(out) if Path(out).suffix == ".csv" else Path(out) / f"{name}.csv"
    write_whole(target, text)
    write_whole(target.with_suffix(".yaml"), making.sidecar(treated, text, about))
    report = built(treated, target)
    if as_json:
        print_json(report)
        return
    click.echo(
        f"{report['lines']:,} lines in {report['rows']:,} rows: {treated.lines.total_value:,} USD, duty {treated.lines.total_duty:,} USD, in {target}"
    )


def of_trade(command: Command) -> Command:
    """The options with which trade and law are chosen, shared by ``exposure`` and ``series``."""
    for option in (click.pass_obj, as_json, lists_folder, column, level, lines_file, convention, scenarios, known_by, origin):
        command = option(command)
    return command


@click.command()
@click.option("--as-of", required=True, metavar="DATE", help="The day of entry, as 2025-06-14.")
@click.option("--response", is_flag=True, help="Add prices, volumes and duty once trade has reacted, with bands.")
@of_trade
def exposure(seeds: str | None, as_json: bool, response: bool, scenarios: tuple[str, ...], **asked: Any) -> None:
    """The average tariff and the duty on a day, by product group and by measure."""
    book = tb.load(seeds)
    found = answered(tb.exposure, book, asked, scenario=scenarios)
    row = found.to_dict()
    if response:
        row["response"] = incidence(book, found).to_dict()
    if as_json:
        print_json(row)
        return
    print_exposure(found)
    if response:
        print_table(
            ("once trade has reacted, bn USD", "low", "central", "high"),
            ((name.removesuffix("_usd"), *(f"{value / 1e9:,.2f}" for value in band)) for name, band in row["response"]["bands"].items()),
        )


@click.command()
@click.option("--from", "first", required=True, metavar="DATE", help="The first day.")
@click.option("--to", "last", required=True, metavar="DATE", help="The last day.")
@of_trade
def series(seeds: str | None, as_json: bool, scenarios: tuple[str, ...], **asked: Any) -> None:
    """The duty and effective rate of every day between two, and the days on which they change."""
    book = tb.load(seeds)
    found = answered(tb.series, book, asked, scenario=scenarios)
    if not as_json:
        print_table(
            ("from", "duty, bn USD", "rate, %"), ((day, f"{duty / 1e9:,.3f}", f"{100 * rate:.3f}") for day, duty, rate in found.steps)
        )
        return
    days = found.lines.assign(day=found.lines["day"].dt.strftime("%Y-%m-%d")).to_dict("records")
    print_json(
        {
            "from": found.first,
            "to": found.last,
            "known_by": found.known_by,
            "origin": found.origin,
            "scenario": list(found.scenario),
            "convention": found.convention,
            "trade": found.trade,
            "steps": [{"day": day, "duty_usd": duty, "effective_rate": rate} for day, duty, rate in found.steps],
            "days": days,
        }
    )


@click.command()
@click.option("--as-of", required=True, metavar="DATE", help="The day, as 2025-11-14.")
@click.option("--from", "start", required=True, metavar="CONVENTION", help="Whose rate the walk starts from, as yale-tracker.")
@click.option("--to", "end", required=True, metavar="CONVENTION", help="Whose rate it leads to, as waugh.")
@origin
@known_by
@lines_file
@column
@level
@lists_folder
@as_json
@click.pass_obj
def bridge(seeds: str | None, as_json: bool, **asked: Any) -> None:
    """Walk from one published rate to another, convention by convention, with the unexplained rest shown."""
    book = tb.load(seeds)
    found = answered(tb.bridge, book, asked)
    if as_json:
        print_json(found.to_dict())
        return
    rows = [
        (f"published: {found.start.title}", points(found.start.published), found.start.source),
        ("not explained", points(found.start.rest, minus=True), found.start.unstated),
    ]
    rows += [(f"worked out: {found.start.title}", points(found.start.computed), "")]
    rows += [(step.name, points(step.change), f"{step.before} -> {step.after}") for step in found.steps]
    rows += [
        (f"worked out: {found.end.title}", points(found.end.computed), ""),
        ("not explained", points(found.end.rest), found.end.unstated),
    ]
    rows += [(f"published: {found.end.title}", points(found.end.published), found.end.source)]
    print_table((f"on {found.as_of}", "%", "how"), rows)


@click.command()
@known_by
@as_json
@click.pass_obj
def claims(seeds: str | None, known_by: str | None, as_json: bool) -> None:
    """Check the company and trade figures of the articles against the data."""
    found = tb.check_claims(tb.load(seeds), known_by=known_by)
    rows = [
        {
            "article": one.evidence.article.id,
            "key": one.evidence.fact.key,
            "says": one.evidence.fact.says,
            "verdict": one.verdict,
            "why": one.why,
            "sources": list(one.sources),
        }
        for one in found
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(("verdict", "key", "says", "why"), ([row[name] for name in ("verdict", "key", "says", "why")] for row in rows))
