"""``check``, ``facts``, ``readings``, ``verify`` and ``anchor``: what the articles say and how far it can be followed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click

import tradebrief as tb
from tradebrief.analysis.stated_rates import all_readings
from tradebrief.analysis.verification import verify as check_passages
from tradebrief.commands.output import as_json, clock, known_by, print_json, print_rows, print_table
from tradebrief.errors import SeedError, ask_error, near, told
from tradebrief.facts.anchoring import anchored, anchors_csv
from tradebrief.facts.readings import Reading
from tradebrief.files import write_whole
from tradebrief.wording import number_of
from tradebrief.workbook import loader as reader


@click.command()
@click.option("--all", "each", is_flag=True, help="Show each problem; of more than 20, all but the first are else counted by rule.")
@as_json
@click.pass_obj
def check(seeds: str | None, each: bool, as_json: bool) -> None:
    """Check the seeds and report every broken rule at once, sorted by file."""
    book, problems = reader.read(seeds)
    problems = sorted(problems + reader.check(book))
    if as_json:
        print_json([asdict(problem) | {"message": str(problem)} for problem in problems])
    else:
        for line in told(problems, len(problems) if each else 20):
            click.echo(line)
        click.echo(f"{number_of(len(problems), 'problem')} in {book.size}." if problems else f"Nothing is wrong in {book.size}.")
    raise SystemExit(1 if problems else 0)


@click.command()
@known_by
@click.option("--article", metavar="ID", help="Only this text: its id, the start of one, or the number of a page (003).")
@click.option("--kind", metavar="KIND", help="Only facts of this kind, as 'tariff rate'.")
@click.option("--key", metavar="KEY", help="Only facts that answer this key, or keys that start with it.")
@click.option("--outside", is_flag=True, help="Add claims that are known by citation only.")
@clock
@as_json
@click.pass_obj
def facts(seeds: str | None, as_json: bool, **asked: Any) -> None:
    """List what the articles say: each fact with its grade, origin and place in the text."""
    found = tb.load(seeds, only="articles").facts(**asked)
    rows = (one.to_dict() for one in found)
    if as_json:
        print_rows(rows)
        return
    shown = ("known_from", "article", "kind", "key", "value", "unit", "grade", "says")
    print_table(shown, ([row[name] for name in shown] for row in rows), title=f"{len(found)} facts")


@click.command()
@known_by
@click.option("--contested", is_flag=True, help="Only those that a report must mark.")
@clock
@as_json
@click.pass_obj
def readings(seeds: str | None, known_by: str | None, contested: bool, clock: str, as_json: bool) -> None:
    """List keys with more than one value or origin: the values side by side, grade, verdict, reason."""
    book = tb.load(seeds)
    found = [one for one in all_readings(book, book.known_day(known_by), clock) if one.contested or not contested]
    if as_json:
        print_rows(map(as_row, found))
        return
    rows = ((one.key, one.verdict, one.grade, f"{len(one.origins)}/{one.texts}", values(one), one.preferred, one.reason) for one in found)
    print_table(("key", "verdict", "grade", "origins/texts", "values", "we use", "reason"), rows, title=number_of(len(found), "reading"))


def as_row(reading: Reading) -> dict[str, Any]:
    """A reading for programs: its parts as they are, since a reading of many facts is long to copy."""
    parts = {one.name: getattr(reading, one.name) for one in fields(reading)}
    return parts | {"answers": [vars(answer) for answer in reading.answers], "contested": reading.contested}


def values(reading: Reading) -> str:
    """The values of a reading side by side."""
    return " | ".join(" ".join(filter(None, (answer.value, answer.unit, answer.sense))) for answer in reading.answers)


@click.command()
@click.option("--texts", metavar="DIR", help="Folder with the pages' texts, under the names the seeds know them by.")
@as_json
@click.pass_obj
def verify(seeds: str | None, texts: str | None, as_json: bool) -> None:
    """Check that each fact's passage still stands where it was anchored.

    Fails only when a page is byte for byte the one that was anchored and a fact
    is not found in its place; a page fetched anew only warns.
    """
    rows = [one.to_dict() for one in check_passages(tb.load(seeds, only="articles"), Path(texts) if texts else None)]
    if as_json:
        print_json(rows)
    else:
        shown = ("status", "article", "key", "shift", "action")
        print_table(shown, ([row[name] for name in shown] for row in rows if row["status"] not in {"EXACT", "NOT_CHECKED"}))
        click.echo(", ".join(f"{count} {status}" for status, count in sorted(Counter(row["status"] for row in rows).items())))
    if any(row["status"] == "NOT_CHECKED" for row in rows):
        missing = sorted({row["source_file"] for row in rows if row["status"] == "NOT_CHECKED"})
        where = f"in {texts}" if texts else "given; name their folder with --texts"
        click.echo(f"Not checked: no text {where} for {', '.join(missing)}.", err=True)
    raise SystemExit(1 if any(row["same_page"] and row["status"] != "EXACT" for row in rows) else 0)


@click.command()
@click.argument("article")
@click.option("--text", "text", required=True, metavar="FILE", help="The page: HTML, PDF, DOCX, EML or text.")
@click.pass_obj
def anchor(seeds: str | None, article: str, text: str) -> None:
    """Write the anchors file of ARTICLE from the text of its page.

    Checks that every passage lies in the text and holds its tokens; writes nothing otherwise.
    """
    book, problems = reader.read(seeds, only="articles")
    if article in book.unread:
        raise SeedError(*[problem for problem in problems if problem.file.endswith(f"/{article}.yaml")])
    if article not in book.articles or book.articles[article].is_outside:
        raise ask_error("anchor", "names no article with a page", article, near(article, book.articles))
    page = reader.read_page(Path(text), book.articles[article].source.page)
    anchors, outside = anchored(book.articles[article], page, book.root)
    if outside:
        raise SeedError(*outside)
    target = book.root / "articles" / f"{article}.anchors.csv"
    write_whole(target, anchors_csv(anchors))
    click.echo(f"{len(anchors)} anchors in {target}")
