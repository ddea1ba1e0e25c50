"""``edition``: the briefing of a day with what changed since the last one, in a dated folder, with an archive, a feed and a mail."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

import tradebrief as tb
from tradebrief.commands.output import as_json, print_json
from tradebrief.edition.changes import Days
from tradebrief.edition.mail import addresses, send, sender, sent_mark, server, unsent
from tradebrief.edition.make import EditionQuery, Outcome, make
from tradebrief.edition.record import MAIL, Edition
from tradebrief.errors import ask_error, near
from tradebrief.files import write_whole
from tradebrief.given import day_given, is_latest
from tradebrief.render.job import DOCUMENTS
from tradebrief.wording import LANGUAGES

LAST = "LAST"


@click.command()
@click.option("--since", default=LAST, metavar="DAY", help="Tell what changed from this day. Default: LAST, the newest edition in --out.")
@click.option("--as-of", metavar="DAY", help="The day asked about: which day's law and events. Default: the day known by.")
@click.option("--known-by", metavar="DAY", help="Use nothing published later. Default: the day asked about, or the last one recorded.")
@click.option(
    "--language", "languages", multiple=True, metavar="LANGUAGE", help="en or ja, or en,ja: the first is the main one. Default: en."
)
@click.option("--format", "formats", multiple=True, metavar="FORMAT", help="pdf, docx or xlsx as well as html; several as pdf,docx.")
@click.option("--out", default="editions", show_default=True, metavar="DIR", help="Folder of the editions, their archive and their feed.")
@click.option("--email", "to", multiple=True, metavar="TO", help="Write a mail to this address, with the files; may be repeated.")
@click.option("--smtp", metavar="HOST:PORT", help="Send that mail over this server.")
@as_json
@click.pass_obj
def edition(
    seeds: str | None,
    since: str,
    as_of: str | None,
    known_by: str | None,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: str,
    to: tuple[str, ...],
    smtp: str | None,
    as_json: bool,
) -> None:
    """Make an edition: the briefing and what changed since the last one, in a folder of its day.

    Beside it stand an archive (index.html) and an Atom feed (feed.xml) of all editions. Where nothing is new, nothing is made.
    A server's login is taken from TRADEBRIEF_SMTP_USER and TRADEBRIEF_SMTP_PASSWORD, the sender from TRADEBRIEF_SMTP_FROM.
    """
    recipients, host = addresses(to), server(smtp) if smtp else None
    if host and not recipients:
        raise ask_error("--smtp", "is given, but nobody to send to", smtp, "Add --email desk@example.org.")
    spoken, written = chosen(languages, LANGUAGES, "--language") or ["en"], chosen(formats, ("html", *DOCUMENTS), "--format")
    book = tb.load(seeds)
    asked = EditionQuery(
        out=Path(out),
        now=_days(as_of, known_by, book),
        since=None if since == LAST else day_given(since, "since"),
        languages=spoken,
        formats=list(dict.fromkeys(["html", *written])),
        seeds=seeds,
        to=recipients,
        by=sender(recipients, os.environ) if recipients else None,
    )
    sent: list[str] = []

    def deliver(one: Edition) -> None:
        """Send the edition's mail unless a server has it already; so a run that was cut off before is made up for."""
        if host and unsent(one, asked.out):
            send(one.folder / MAIL, host, os.environ)
            write_whole(sent_mark(one, asked.out), "")
            sent.append(str(one.folder / MAIL))

    report(make(asked, book, deliver), asked, sent, quiet=as_json)


def chosen(given: Iterable[str], known: Iterable[str], option: str) -> list[str]:
    """The words that an option was given, each once; ``AskError`` for one that is not known.

    >>> chosen(["html,pdf", "docx"], ["html", "pdf", "docx"], "--format")
    ['html', 'pdf', 'docx']
    """
    words = list(dict.fromkeys(word.strip() for text in given for word in text.split(",")))
    for word in words:
        if word not in known:
            raise ask_error(option, "is not known", word, near(word, known))
    return words


def _days(as_of: str | None, known_by: str | None, book: Any) -> Days:
    """The days asked about: what is left out is the other one, or the last day that is recorded."""
    day, known = (None if is_latest(text) else day_given(text, name) for text, name in ((as_of, "as_of"), (known_by, "known_by")))
    last: date = known or day or book.known_day(None)
    return Days(as_of=day or last, known_by=last)


def report(outcome: Outcome, asked: EditionQuery, sent: list[str], *, quiet: bool) -> None:
    """Say what was made, or that nothing is new."""
    one = outcome.edition
    if quiet:
        made = [str(path) for path in one.files] if one and outcome.made else []
        archive = str(asked.out / "index.html") if one else None
        print_json({"edition": one and str(one.folder), "made": outcome.made, "files": made, "archive": archive, "sent": sent})
        return
    if not outcome.made:
        click.echo(f"Nothing new since {outcome.since}: no edition made.{f' {one.folder} stands.' if one else ''}")
    elif one:
        click.echo("\n".join(map(str, [*one.files, *(path for path in [one.folder / MAIL] if path.is_file()), asked.out / "index.html"])))
    for path in sent:
        click.echo(f"sent {path}")
