"""Sentences on what changed between two days of knowing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tradebrief.analysis.difference import Difference, Differences, cited_act, count_by_act, count_of
from tradebrief.wording import long_day
from tradebrief.words.days import in_words, short_day
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row, listed

#: The plural of each kind where an *s* does not make it.
_MANY = {"law": "changes of the law", "reading": "readings"}

MOST = 6
"""Events, goods or acts that a sentence tells one by one; what is over is counted."""

#: Sorts of events, what a reader must not miss first.
_WEIGHT = ("deal", "signing", "leaders meeting", "round", "threat", "leaders call", "visit", "meeting", "politics")

#: The word for what became of an event, by its status; a deadline has none.
_SORTS = {"Took place": "occurred", "Planned": "planned", "Called off": "cancelled", "Said to have been": "reported", "Deadline": ""}


def summary(found: Differences) -> Sentence:
    """How much changed, by kind, and from how many sources."""
    span = found.span
    if not found.rows:
        return Sentence(f"Between {long_day(span.from_known)} and {long_day(span.to_known)} nothing became known that is recorded here.")
    about = f", asked of {long_day(span.as_of)}" if span.as_of else ""
    return Sentence(
        f"Between {long_day(span.from_known)} and {long_day(span.to_known)}{about}, ",
        counted(found.source_count, "text or act", "texts and acts"),
        " came out and changed ",
        *in_row([_kind(found, what) for what in found.counts], most=len(found.counts)),
        ".",
    )


def _kind(found: Differences, what: str) -> Part:
    return counted(count_of(f"rows of kind '{what}'", found.of(what)), what, _MANY.get(what, ""))


def talks(found: Differences, negotiation: str = "") -> Sentence:
    """What became known of the talks, or of one negotiation: what took place, what is planned, which deadline still lies ahead."""
    due = [row for row in found.of("deadline") if row.day and row.day >= found.span.to_known]
    rows = [row for row in (*found.of("event"), *due) if row.id.startswith(negotiation)]
    told = [piece for word, status in _SORTS.items() for piece in _told(word, [row for row in rows if row.status == status], found)]
    since = f"Since {long_day(found.span.from_known)}"
    return (
        Sentence(f"{since} this became known of the talks.", *told) if told else Sentence(f"{since} nothing new became known of the talks.")
    )


def _told(word: str, rows: Sequence[Difference], found: Differences) -> Iterator[str | Part]:
    """The rows of one sort as a sentence of its own: the weightiest, in the order of their days."""
    if not rows:
        return
    weighed = sorted(rows, key=lambda row: _WEIGHT.index(row.sort) if row.sort in _WEIGHT else len(_WEIGHT))[:MOST]
    years = {found.span.from_known.year, found.span.to_known.year}
    year = years.pop() if len(years) == 1 else None
    shown = [row for row in rows if row in weighed]
    told = [(f"{row.title or row.id} (", Part(_days(row, year), trace=row.trace), ")") for row in shown]
    left = [row for row in rows if row not in weighed]
    yield from (f" {word}: ", *in_row(told + [("",)] * len(left), most=len(told), more=count_of("other events", left)), ".")


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
        return Sentence("No act that came out changed what is owed.")
    cites = Counter(cite for row in measures for cite in dict.fromkeys(row.cites)).most_common()
    acts = [_act(measures, cite) for cite, _ in cites]
    moved = [(f"{_good(row, origin)} ", Part(f"{row.before} to {row.after}", trace=row.trace)) for row in duties]
    return Sentence(
        "Goods that owe otherwise by acts that came out: ",
        *(in_row(moved, most=MOST, more=count_of("duties", duties)) if moved else ["none of those that are watched"]),
        ". By these acts: ",
        *in_row(acts, most=MOST, more=count_of("measures", measures)),
        ".",
    )


def _act(measures: Sequence[Difference], cite: str) -> list[Piece]:
    """An act, and how many measures charge otherwise by it."""
    number = count_by_act(measures, cite)
    return [Part(cite, trace=cited_act(cite)), " (", counted(number, "measure"), ")"]


def _good(row: Difference, origin: str) -> str:
    """A good by name, with its origin where several are told."""
    name = row.id.removeprefix("duty on ").partition(" in ")[0]
    return name.removesuffix(f" of {origin}")


def disputes(found: Differences) -> Sentence:
    """Which questions are answered otherwise, the open ones named."""
    rows = found.of("reading")
    open_ones = [row.id for row in rows if row.after.startswith("conflict")]
    if not rows:
        return Sentence("No question is answered otherwise than before.")
    named = f"open are {listed(open_ones)}" if open_ones else "none of them is open"
    return Sentence(
        counted(count_of("questions", rows), "question"),
        f" {'is' if len(rows) == 1 else 'are'} answered otherwise or by more texts; {named}.",
    )
