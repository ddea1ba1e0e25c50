"""``hts build``, ``diff`` and ``equivalents``: the tariff schedule from its published file, what a revision changed, what duties by unit come to."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

import tradebrief as tb
from tradebrief.analysis.exposure.paid_duties import paid_table
from tradebrief.commands.output import as_json, print_json, print_table
from tradebrief.errors import ask_error
from tradebrief.files import write_whole
from tradebrief.given import day_given, party
from tradebrief.law.duty import Duty
from tradebrief.law.hts import store
from tradebrief.law.hts.build import ReadSchedule, read_schedule
from tradebrief.law.hts.diff import changes_between
from tradebrief.law.hts.lines import TariffLine
from tradebrief.workbook.places import seeds_asked

SOURCE = "United States International Trade Commission, Harmonized Tariff Schedule of the United States"
LICENCE = "US government work, public domain"

_REVISION = re.compile(r"(\d{4})-(\d{1,2})")
_IN_NAME = re.compile(r"(\d{4})[_ -]?(?:revision|rev)?[_ .-]?(\d{1,2})", re.I)


@click.group("hts")
def hts() -> None:
    """Read the tariff schedule from its published file."""


@hts.command("build")
@click.argument("file")
@click.option("--revision", required=True, metavar="YEAR-NUMBER", help="Which revision the file is, as 2026-4; 2026-0 for a basic edition.")
@click.option("--out", metavar="DIR", help="Where to write. Default: the folder hts of the seeds.")
@click.option("--source", default=SOURCE, metavar="TEXT", help="Where the file comes from, for the sidecar.")
@click.option("--where", metavar="TEXT", help="The address or repository of the file, for the sidecar.")
@click.option("--licence", default=LICENCE, metavar="TEXT", help="Under which licence, for the sidecar.")
@click.option("--importer", default="USA", show_default=True, metavar="PARTY", help="Whose schedule it is.")
@as_json
@click.pass_obj
def build(seeds: str | None, file: str, revision: str, out: str | None, importer: str, as_json: bool, **said: str | None) -> None:
    """Read FILE as the ITC exports the schedule (CSV, JSON or XLSX) into compact seeds.

    What a spreadsheet damaged is repaired where that is certain; everything else that is wrong is told with its line, and nothing is written.
    """
    if not _REVISION.fullmatch(revision):
        raise ask_error("revision", "is no revision of the schedule", revision, "Write year and number, as 2026-4.")
    read, importer = read_schedule(file, revision), party(importer, "importer")
    folder = Path(out) if out else seeds_asked(seeds) / "hts"
    name = f"{importer.lower()}-{revision}"
    lines, special = store.written(read.lines.values())
    about = {
        "title": f"HTS {revision.replace('-', ' revision ')}",
        "importer": importer,
        "revision": revision,
        **said,
        "sha256": read.sha256,
        "made_by": f"tradebrief hts build {Path(file).name} --revision {revision}",
        "lines": str(len(read.lines)),
        "kept": store.kept_hash(lines, special),
        "note": "; ".join(f"repaired: {count:,} {what}" for what, count in read.repairs.items()),
    }
    write_whole(folder / store.LINES.format(name), lines)
    write_whole(folder / store.SPECIAL.format(name), special)
    write_whole(folder / f"{name}.yaml", _sidecar(about))
    report = _report(read, folder / store.LINES.format(name))
    if as_json:
        print_json(report)
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report["general_rates"].items())
    click.echo(f"{len(read.lines):,} lines ({kinds}) in {report['file']}")
    for what, count in read.repairs.items():
        click.echo(f"Repaired: {count:,} {what}.")


def _sidecar(about: Mapping[str, str | None]) -> str:
    """A sidecar as YAML: every value quoted."""
    return "".join(f'{name}: "{value}"\n' for name, value in about.items() if value)


def _report(read: ReadSchedule, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "lines": len(read.lines),
        "general_rates": dict(Counter(_kind(Duty.read(line.general)) for line in read.lines.values()).most_common()),
        "with_special_rates": sum(bool(line.special) for line in read.lines.values()),
        "sha256": read.sha256,
        "repairs": dict(read.repairs),
    }


def _kind(duty: Duty) -> str:
    if duty.reference:
        return "by reference"
    if duty.is_ad_valorem:
        return "ad valorem" if duty.share else "free"
    return "compound" if duty.share or duty.further else "specific"


@hts.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--in-force",
    metavar="DATE",
    help="The first day of the new revision. Default: 1 January where the year of the revision is a later one.",
)
@click.option("--published", metavar="DATE", help="The day the changes were public. Default: the day in force.")
@click.option("--act", default="", metavar="TEXT", help="The act behind the changes. Default: the new revision.")
@click.option("--out", metavar="FILE", help="Write the records to this CSV, ready to review and to add to hts/usa-earlier.csv.")
@as_json
def diff(old: str, new: str, in_force: str | None, published: str | None, act: str, out: str | None, as_json: bool) -> None:
    """List what revision NEW changed against OLD, each an export or the lines of a kept revision: rate, before, after, first day."""
    before, after = _lines_of(old), _lines_of(new)
    first = day_given(in_force, "in_force") if in_force else _new_year(old, new)
    found = list(changes_between(before, after, first))
    told = day_given(published, "published") if published else None
    rows = [one.row(told, act or f"HTSUS, {Path(new).name}") for one in found]
    if out:
        write_whole(Path(out), store.as_csv(store.EARLIER_COLUMNS, rows))
    if as_json:
        print_json({"old": old, "new": new, "in_force": first and first.isoformat(), "changes": [one.to_dict() for one in found]})
        return
    title = f"{len(found):,} rates differ" + (f", from {first} on" if first else "; give the first day of the new one with --in-force")
    cells = ("code", "rate_of", "kind", "old", "new")
    print_table(("code", "rate of", "what", "old", "new"), ([one.to_dict()[cell] for cell in cells] for one in found), title=title)


def _lines_of(file: str) -> dict[str, TariffLine]:
    """The lines of an export, or of a revision as the seeds keep it."""
    path = Path(file)
    if path.suffix == ".csv" and path.with_suffix(".yaml").exists():
        return {line.code: line for line in store.kept(path).lines()}
    return read_schedule(path).lines


def _new_year(old: str, new: str) -> date | None:
    """1 January of the year of the new revision, where the names of the files say that the old one is of an earlier year."""
    years = [int(found[1]) for name in (old, new) if (found := _IN_NAME.search(Path(name).name))]
    return date(years[1], 1, 1) if len(years) == 2 and years[0] < years[1] else None


@hts.command("equivalents")
@click.argument("lines")
@click.option("--out", metavar="DIR", help="Where to write. Default: the folder hts of the seeds.")
@click.option("--period", default="2024", show_default=True, metavar="TEXT", help="The period of the trade.")
@click.option("--origin", metavar="PARTY", help="Whose goods the lines are, where no column says so.")
@click.option("--source", required=True, metavar="TEXT", help="Where the lines come from, for the sidecar.")
@click.option("--licence", required=True, metavar="TEXT", help="Under which licence, for the sidecar.")
@click.option("--importer", metavar="PARTY", help="Whose schedule. Default: the workbook's importer.")
@click.pass_obj
def equivalents(seeds: str | None, lines: str, out: str | None, period: str, origin: str | None, importer: str | None, **said: str) -> None:
    """Add up from LINES of trade what duties by unit came to: customs value, duty and, where given, quantity by line and origin."""
    book = tb.load(seeds, only="law")
    importer = book.importer_asked(importer)
    schedule = book.revisions.get(importer)
    if schedule is None:
        raise ask_error("hts", "holds no schedule", importer, "Make one first: tradebrief hts build FILE --revision 2026-4.")
    by_unit = {line.code: line for line in schedule.lines() if line.code < "98" and not Duty.read(line.general).is_ad_valorem}
    programmes = {name: frozenset(one.origins) for name, one in book.programmes.items()}
    members = [one.id for one in book.partners.values() if one.within == "EU"]
    text = paid_table(Path(lines), by_unit, programmes, members, party(origin, "origin") if origin else None)
    name, folder = f"{importer.lower()}-paid", Path(out) if out else seeds_asked(seeds) / "hts"
    about = {
        "title": f"Duty paid on lines with duties by unit, {period}",
        "importer": importer,
        "period": period,
        **said,
        "sha256": hashlib.sha256(Path(lines).read_bytes()).hexdigest(),
        "made_by": f"tradebrief hts equivalents {Path(lines).name} --period {period}",
    }
    write_whole(folder / f"{name}.csv", text)
    write_whole(folder / f"{name}.yaml", _sidecar(about))
    click.echo(f"{text.count(chr(10)) - 1:,} rows on {len(by_unit):,} lines with duties by unit, in {folder / f'{name}.csv'}")
