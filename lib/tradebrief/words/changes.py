"""Sentences on what changed between two days of knowing. The words stand in ``en/changes.ftl``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tradebrief.analysis.difference import Difference, Differences, cited_act, count_by_act, count_of
from tradebrief.words.days import in_words, short_day
from tradebrief.words.messages import joined, say, text
from tradebrief.words.phrases import in_row, listed
from tradebrief.words.sentence import Part, Piece, Sentence

MOST = 6
"""Events, goods or acts that a sentence tells one by one; what is over is counted."""

#: Sorts of events, what a reader must not miss first.
_WEIGHT = ("deal", "signing", "leaders meeting", "round", "threat", "leaders call", "visit", "meeting", "politics")

#: What became of an event, in the order in which it is told; a deadline has no status.
_STATUSES = ("occurred", "planned", "cancelled", "reported", "")


def summary(found: Differences) -> Sentence:
    """How much changed, by kind, and from how many sources."""
    span = found.span
    days = {"first": span.from_known, "last": span.to_known}
    if not found.rows:
        return say("summary-none", **days)
    kinds = Sentence(*in_row([_kind(found, what) for what in found.counts], most=len(found.counts)))
    if span.as_of:
        return say("summary-asked", as_of=span.as_of, sources=found.source_count, kinds=kinds, **days)
    return say("summary", sources=found.source_count, kinds=kinds, **days)


def _kind(found: Differences, what: str) -> Part:
    number = count_of(f"rows of kind '{what}'", found.of(what))
    return Part(text("changed-kind", what=what, count=int(number)), trace=number)


def talks(found: Differences, negotiation: str = "") -> Sentence:
    """What became known of the talks, or of one negotiation: what took place, what is planned, which deadline still lies ahead."""
    due = [row for row in found.of("deadline") if row.day and row.day >= found.span.to_known]
    rows = [row for row in (*found.of("event"), *due) if row.id.startswith(negotiation)]
    told = [_told(status or "deadline", [row for row in rows if row.status == status], found) for status in _STATUSES]
    since = found.span.from_known
    return joined(say("talks-news", day=since), *told) if any(told) else say("talks-nothing", day=since)


def _told(status: str, rows: Sequence[Difference], found: Differences) -> Sentence | None:
    """The rows of one sort as a sentence of its own: the weightiest, in the order of their days."""
    if not rows:
        return None
    weighed = sorted(rows, key=lambda row: _WEIGHT.index(row.sort) if row.sort in _WEIGHT else len(_WEIGHT))[:MOST]
    years = {found.span.from_known.year, found.span.to_known.year}
    year = years.pop() if len(years) == 1 else None
    shown = [row for row in rows if row in weighed]
    told = [say("talks-event", title=row.title or row.id, days=Part(_days(row, year), trace=row.trace)).parts for row in shown]
    left = [row for row in rows if row not in weighed]
    events = Sentence(*in_row(told + [("",)] * len(left), most=len(told), more=count_of("other events", left)))
    return say(f"talks-{status}", events=events)


def _days(row: Difference, year: int | None) -> str:
    if row.when:
        return in_words(row.when, year=year)
    return short_day(row.day, year=year) if row.day else row.after


def law(found: Differences, origin: str = "") -> Sentence:
    """Which goods that are watched owe otherwise, of one origin or of all, and the acts that came out."""
    measures = [row for row in found.of("measure") if not origin or row.origins is None or row.origins.holds(origin)]
    duties = [
        row for row in found.of("headline") if row.id.startswith("duty on") and f" of {origin}" in row.id and row.before and row.after
    ]
    if not measures and not duties:
        return say("law-nothing")
    cites = Counter(cite for row in measures for cite in dict.fromkeys(row.cites)).most_common()
    acts = [_act(measures, cite) for cite, _ in cites]
    moved = [
        say("law-good", name=_good(row, origin), before=Part(row.before, trace=row.trace), after=Part(row.after, trace=row.trace)).parts
        for row in duties
    ]
    goods = Sentence(*in_row(moved, most=MOST, more=count_of("duties", duties))) if moved else say("law-no-good")
    return say("law", goods=goods, acts=Sentence(*in_row(acts, most=MOST, more=count_of("measures", measures))))


def _act(measures: Sequence[Difference], cite: str) -> Sequence[Piece]:
    """An act, and how many measures charge otherwise by it."""
    return say("law-act", cite=Part(cite, trace=cited_act(cite)), measures=count_by_act(measures, cite)).parts


def _good(row: Difference, origin: str) -> str:
    """A good by name, with its origin where several are told."""
    name = row.id.removeprefix("duty on ").partition(" in ")[0]
    return name.removesuffix(f" of {origin}")


def disputes(found: Differences) -> Sentence:
    """Which questions are answered otherwise, the open ones named."""
    rows = found.of("reading")
    open_ones = [row.id for row in rows if row.after.startswith("conflict")]
    if not rows:
        return say("questions-none")
    named = say("questions-open", names=listed(open_ones)) if open_ones else say("questions-settled")
    return say("questions", count=count_of("questions", rows), named=named)
