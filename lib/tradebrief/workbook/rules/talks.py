"""The rules the talks of a folder of seeds keep: order, days, deadlines, names. See ``rules`` for how they are run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from tradebrief.errors import Names, near
from tradebrief.period import LAST_DAY, first_apart
from tradebrief.talks.event_rows import Row
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import Negotiation
from tradebrief.workbook.rules.breach import Breach
from tradebrief.workbook.workbook import Workbook


def _file(talks: Negotiation) -> str:
    return f"talks/{talks.id}.yaml"


def rounds_come_in_order(book: Workbook) -> Iterator[Breach]:
    """Rounds are numbered in the order of their days, and no two begin on one day.

    Correct 'number', or 'on' in the report that gives the day.
    """
    for talks in book.talks.values():
        view = book.chronicle(talks.id, known_by=LAST_DAY)
        numbered = [one for one in view.events if one.kind == "round" and one.event.number and one.status == "occurred"]
        for first, second in pairwise(sorted(numbered, key=lambda one: one.event.number or 0)):
            if first.start >= second.start or first.event.number == second.event.number:
                yield Breach(_file(talks), ("events", second.id), f"{_told(first)}, {_told(second)}")


def _told(one: KnownEvent) -> str:
    return f"round {one.event.number} on {one.when}"


def reports_of_one_event_agree(book: Workbook) -> Iterator[Breach]:
    """What is reported of one event under one id agrees on the day it took place.

    Correct 'on', give the other event an id of its own, or write 'corrects: true' in the later report.
    """
    for talks in book.talks.values():
        for event, rows in book.event_rows(talks.id):
            told = [(row.on, row.source) for row in _uncorrected(rows) if row.status == "occurred" and row.on]
            if apart := first_apart([on for on, _ in told]):
                yield Breach(_file(talks), ("events", event.id), " and ".join("{} ({})".format(*told[place]) for place in apart))


def _uncorrected(rows: Sequence[Row]) -> list[Row]:
    """The rows from the last correction on."""
    ordered = sorted(rows, key=lambda row: row.known_from)
    return ordered[max((number for number, row in enumerate(ordered) if row.corrects), default=0) :]


def nothing_planned_is_marked_held(book: Workbook) -> Iterator[Breach]:
    """An event that took place does not lie after the report that tells of it.

    Write 'status: planned', or correct 'on' or 'known_from'.
    """
    for talks in book.talks.values():
        for event in talks.events.values():
            for number, report in enumerate(event.reports):
                slack = timedelta(days=int(report.zone != event.zone))
                if report.status == "occurred" and report.on and report.on.earliest > report.known_from + slack:
                    yield Breach(
                        _file(talks), ("events", event.id, "reports", number, "on"), f"{report.on}, reported on {report.known_from}"
                    )


def deadlines_are_moved_after_they_were_set(book: Workbook) -> Iterator[Breach]:
    """A deadline is not moved before it was set, nor before it was moved last.

    Correct 'set_on' or 'moved_on', and keep the moves in order.
    """
    for talks in book.talks.values():
        for deadline in talks.deadlines.values():
            days = [deadline.set_on, *(move.moved_on for move in deadline.moves)]
            for number, (before, after) in enumerate(pairwise(days)):
                if after < before:
                    yield Breach(
                        _file(talks), ("deadlines", deadline.id, "moves", number, "moved_on"), f"{after}, set or moved on {before}"
                    )


def deadlines_are_known_once_they_are_set(book: Workbook) -> Iterator[Breach]:
    """A deadline is not known before it was set, and does not fall due before that day.

    Correct 'known_from', 'set_on' or 'due'.
    """
    for talks in book.talks.values():
        for deadline in talks.deadlines.values():
            if deadline.known_from < deadline.set_on - timedelta(days=1) or deadline.due < deadline.set_on:
                got = f"set on {deadline.set_on}, known from {deadline.known_from}, due {deadline.due}"
                yield Breach(_file(talks), ("deadlines", deadline.id), got)


def facts_name_events_of_the_talks(book: Workbook) -> Iterator[Breach]:
    """The event a fact tells of stands in the talks it names.

    Add the event to the talks, or correct 'event': talks/event.
    """
    known = {talks: Names(found.events) for talks, found in book.talks.items()}
    for article in book.articles.values():
        for number, fact in enumerate(article.facts):
            talks, _, name = (fact.event or "").partition("/")
            if talks in book.talks and name not in book.talks[talks].events:
                file = f"{'outside' if article.is_outside else 'articles'}/{article.id}.yaml"
                yield Breach(file, ("facts", number, "event"), fact.event or "", near(name, known[talks]))


def who_sits_at_the_table_is_known(book: Workbook) -> Iterator[Breach]:
    """Whoever leads, meets or stays away stands in codes/people.yaml.

    Add the person there with name, side and office.
    """
    for talks in book.talks.values():
        for event in talks.events.values():
            names = [*event.led_by, *(name for report in event.reports for name in (*report.met, *report.absent))]
            for name in dict.fromkeys(names):
                if name not in book.people:
                    yield Breach(_file(talks), ("events", event.id), name, near(name, book.people) if book.people else "")


def talks_are_about_measures(book: Workbook) -> Iterator[Breach]:
    """What talks are about is a measure of this folder.

    Name the file of a measure without its ending in 'about'.
    """
    for talks in book.talks.values():
        for number, name in enumerate(talks.about):
            if name not in book.measures and name not in book.unread:
                yield Breach(_file(talks), ("about", number), name, near(name, book.measures) if book.measures else "")


def members_of_a_class_have_their_talks(book: Workbook) -> Iterator[Breach]:
    """A member of a reference class names talks of this folder.

    Name a file of talks without its ending, or leave 'talks' out and give the deal with its source.
    """
    for cls in book.classes.values():
        for member in cls.members.values():
            if member.talks and member.talks not in book.talks and member.talks not in book.unread:
                yield Breach(f"classes/{cls.id}.yaml", ("members", member.id, "talks"), member.talks, near(member.talks, book.talks))


def claims_look_ahead(book: Workbook) -> Iterator[Breach]:
    """A forecast kept in the ledger is about a day after the one it was made on.

    Correct 'as_of' or 'by'.
    """
    for talks in book.talks.values():
        for number, claim in enumerate(talks.claims):
            if claim.by <= claim.as_of:
                yield Breach(_file(talks), ("claims", number), f"as of {claim.as_of}, by {claim.by}")
