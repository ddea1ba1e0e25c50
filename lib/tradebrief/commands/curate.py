"""``new article``, ``new finish`` and ``diff``: a draft from a text, an article from a draft, and what changed between two days."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tradebrief.commands.output import as_json, print_json, print_table
from tradebrief.curate.candidates import Candidate
from tradebrief.curate.draft import Draft, Values, as_yaml, draft_of, read_draft
from tradebrief.curate.likeness import short
from tradebrief.curate.suggest import Suggestion, TextFound, suggest
from tradebrief.curate.trial import Trial, save, tried, write_all
from tradebrief.errors import ask_error, shown
from tradebrief.facts.anchors import Page
from tradebrief.period import When, read_day
from tradebrief.texts.document import Document
from tradebrief.texts.read import read as read_text
from tradebrief.workbook import loader as reader
from tradebrief.workbook.loader import open_page, page_of
from tradebrief.workbook.workbook import Workbook

text_option = click.option(
    "--text", "text", required=True, metavar="FILE", help="The page: HTML, PDF, DOCX, EML or text, or - to paste it."
)


@click.group()
def new() -> None:
    """Add to the seeds: a draft of an article from a text, and the article from the finished draft."""


@new.command()
@text_option
@click.option("--id", "name", default="", metavar="NAME", help="Name of the article. Default: its day, who wrote it, the page.")
@click.option("--out", default="", metavar="FILE", help="Where the draft goes. Default: drafts/NAME.yaml.")
@click.option("--which", default=1, show_default=True, metavar="N", help="Which text of the page, counted from the top.")
@click.option("--published", default="", metavar="EDTF", help="The day it came out, where you know it.")
@click.option("--read-on", default="", metavar="DATE", help="The day you read the page, from which '3 hours ago' is counted.")
@click.option("--force", is_flag=True, help="Write over a draft that stands, and draft a page that is curated already.")
@as_json
@click.pass_obj
def article(
    seeds: str | None, text: str, name: str, out: str, which: int, published: str, read_on: str, force: bool, as_json: bool
) -> None:
    """Draft an article from a text: its source and candidate facts, to be finished by hand.

    The text is read and not kept. The draft tells beside each candidate which known keys fit, and whether it agrees,
    conflicts or adds; strike what is no fact, write 'says' in your own words, then run 'tradebrief new finish'.
    """
    book = reader.load(seeds)
    page, document = opened(text, f"{name or 'pasted'}.txt")
    found = suggested(book, page, document, published, read_on, which - 1)
    if found.curated_as and not force:
        raise ask_error(text, "is curated already", ", ".join(found.curated_as), "Edit that article, or say --force to draft it anew.")
    draft = draft_of(book, found, name=name, which=which - 1)
    target = Path(out or f"drafts/{draft.id}.yaml")
    if target.exists() and not force:
        raise ask_error(str(target), "stands already", remedy="Name another place with --out, or say --force to write over it.")
    write_all({target: as_yaml(draft, remarks=True, empty=True)}, overwrite=True)
    trial = tried(draft, book, page)
    if as_json:
        print_json(draft_row(draft, found, trial, target, which - 1))
    else:
        tell(draft, found, trial, target, which - 1)


def opened(text: str, pasted: str = "pasted.txt") -> tuple[Page, Document]:
    """The page in a file, or pasted on standard input under a name of its own, and the text it was made of."""
    if text != "-":
        return open_page(Path(text))
    data = sys.stdin.buffer.read()
    document = read_text(data, pasted, "--text -")
    return page_of(pasted, data, document), document


def suggested(book: Workbook, page: Page, document: Document, published: str, read_on: str, which: int) -> Suggestion:
    """What the page seems to hold; days that are none are named by their option."""
    for option, value, read in (("--published", published, When.read), ("--read-on", read_on, read_day)):
        try:
            _ = read(value) if value else None
        except ValueError as bad:
            raise ask_error(option, "is not a day", value, "Write it as 2025-06-14.") from bad
    return suggest(book, page, document, read_on=read_on or None, published=published or None, which=which)


def tell(draft: Draft, found: Suggestion, trial: Trial, target: Path, which: int) -> None:
    """What was found, for people: the texts of the page, where this one seems to come from, its candidates, what is missing."""
    text = found.texts[which]
    parts = (
        (number, one.part.role, f"{one.part.start}-{one.part.end}", one.publisher.wire, str(one.dating.published or ""))
        for number, one in enumerate(found.texts, start=1)
    )
    print_table(
        ("text", "role", "place", "by", "published"),
        parts,
        title=f"{found.page.name}: {len(found.texts)} texts, drafted is number {which + 1}",
    )
    tell_source(draft, found, text)
    rows = (
        (
            number,
            candidate.kind,
            f"{candidate.at[0]}-{candidate.at[1]}",
            " ".join(filter(None, (fact["value"], fact["unit"]))),
            candidate.strength,
            ", ".join(candidate.people),
            candidate.relation,
            candidate.fit.key if candidate.fit else "",
            shown(found.page.text[slice(*candidate.at)], 60),
        )
        for number, (candidate, fact) in enumerate(zip(text.candidates, draft.facts, strict=True), start=1)
    )
    print_table(
        ("", "kind", "place", "value", "strength", "people", "", "key that fits best", "passage"),
        rows,
        title=f"{len(draft.facts)} candidate facts",
    )
    tell_missing(trial, target)


def tell_source(draft: Draft, found: Suggestion, text: TextFound) -> None:
    """Where a text seems to come from, how it was read and what it is like."""
    by, day = text.publisher, text.dating
    click.echo(f"Written by: {by.wire or 'not found'} ({by.basis}). Published: {day.published or 'not found'} ({day.basis}).")
    head = {"Headline": text.head.title, "Signed": text.head.author, "Language": draft.source.get("language", "")}
    for what, told in {"Read as": found.document.read_as, **head}.items():
        click.echo(f"{what}: {told}.") if told else None
    passed = f"{text.passed_over:,} sentences that share least with what is known are passed over; cut the text to the pages that matter"
    for note in (*found.document.notes, *([passed] if text.passed_over else [])):
        click.echo(f"Note: {note}.")
    for one in text.likenesses:
        click.echo(f"It {short(one)}.")


def tell_missing(trial: Trial, target: Path) -> None:
    """What is still missing, the first dozen."""
    missing = list(trial.problems)
    click.echo(f"{target}: {len(missing)} things are still missing or wrong." if missing else f"{target}: nothing is missing.")
    for problem in missing[:12]:
        click.echo(f"  {problem}")
    if len(missing) > 12:
        click.echo(f"  and {len(missing) - 12} more; 'tradebrief new finish {target} --text FILE' lists them all.")


def candidate_row(one: Candidate, fact: Values) -> dict[str, Any]:
    """A candidate as JSON has it: its fields, everyone named in it, the known questions it may answer."""
    fits = [{"key": fit.key, "relation": fit.relation, "score": fit.score, "known": fit.known} for fit in one.fits]
    return {**fact, "people": list(one.people), "fits": fits}


def draft_row(draft: Draft, found: Suggestion, trial: Trial, target: Path, which: int) -> dict[str, Any]:
    """A draft as JSON has it: everything but the text."""
    text = found.texts[which]
    return {
        "draft": str(target),
        "id": draft.id,
        "source": dict(draft.source),
        "texts": [
            {
                "role": one.part.role,
                "start": one.part.start,
                "end": one.part.end,
                "wire": one.publisher.wire,
                "published": str(one.dating.published or ""),
            }
            for one in found.texts
        ],
        "publisher": asdict(text.publisher),
        "page": {"read_as": found.document.read_as, "notes": list(found.document.notes), **asdict(text.head)},
        "dated": {
            "published": str(text.dating.published or ""),
            "time": text.dating.time,
            "dated_by": text.dating.dated_by,
            "basis": text.dating.basis,
        },
        "likenesses": [asdict(one) for one in text.likenesses],
        "candidates": [candidate_row(one, fact) for one, fact in zip(text.candidates, draft.facts, strict=True)],
        "missing": [asdict(problem) | {"message": str(problem)} for problem in trial.problems],
    }


@new.command()
@click.argument("draft")
@text_option
@click.option("--force", is_flag=True, help="Replace the article where one of that name stands.")
@as_json
@click.pass_obj
def finish(seeds: str | None, draft: str, text: str, force: bool, as_json: bool) -> None:
    """Make the article of a finished DRAFT: its YAML, its anchors and its origin where new, all or none.

    Names everything that is still missing or breaks a rule and writes nothing then. The draft stays where it is.
    """
    book = reader.load(seeds)
    page, _ = opened(text)
    trial = tried(read_draft(Path(draft)), book, page)
    written = save(trial, overwrite=force)
    if as_json:
        print_json({"written": [str(path) for path in written], "facts": len(trial.article.facts) if trial.article else 0})
        return
    for path in written:
        click.echo(str(path))
    click.echo("Run 'tradebrief accept' to store the sentences that now count one text more.")
