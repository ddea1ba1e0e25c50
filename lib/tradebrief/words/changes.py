"""Sentences on what changed between two days of knowing."""

from __future__ import annotations

from tradebrief.differences import Difference, Differences
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of

#: The plural of each kind where an *s* does not make it.
_MANY = {"law": "changes of the law", "reading": "readings"}


def summary(found: Differences) -> Sentence:
    """How much changed, by kind, and from how many sources."""
    span = found.span
    if not found.rows:
        return Sentence(f"Between {long_day(span.from_known)} and {long_day(span.to_known)} nothing became known that is recorded here.")
    kinds = [number_of(count, what, _MANY.get(what, "")) for what, count in found.counts.items()]
    about = f", asked of {long_day(span.as_of)}" if span.as_of else ""
    return Sentence(
        f"Between {long_day(span.from_known)} and {long_day(span.to_known)}{about}, ",
        Part(number_of(len(found.sources), "text or act", "texts and acts"), "change-sources"),
        " came out; by them differ ",
        Part(listed(kinds, most=12), "changes"),
        ".",
    )


def talks(found: Differences) -> Sentence:
    """What became known of the talks: what took place, what was planned, which deadline stands."""
    events = [*found.of("event"), *found.of("deadline")]
    if not events:
        return Sentence("Nothing new became known of the talks.")
    return Sentence("On the talks: ", Part(listed([_told(row) for row in events], most=8), "changes"), ".")


def law(found: Differences) -> Sentence:
    """Which measures charge otherwise and which duties moved, with the act."""
    measures, duties = found.of("measure"), [row for row in found.of("headline") if row.id.startswith("duty on")]
    if not measures and not duties:
        return Sentence("No act that came out changed what is owed.")
    moved = [f"{row.id} {row.before or 'not told'} to {row.after or 'not told'} ({row.cause})" for row in duties] or [
        "none of the goods that are watched"
    ]
    return Sentence(
        Part(
            number_of(len({row.id for row in measures}), "measure")
            + " charge"
            + ("s" if len({row.id for row in measures}) == 1 else "")
            + " otherwise",
            "changes",
        ),
        f"; duties that moved: {listed(moved, most=5)}.",
    )


def disputes(found: Differences) -> Sentence:
    """Which questions are answered otherwise, the open ones named."""
    rows = found.of("reading")
    open_ones = [row.id for row in rows if row.after.startswith("conflict")]
    if not rows:
        return Sentence("No question is answered otherwise than before.")
    named = f"open are {listed(open_ones)}" if open_ones else "none of them is open"
    return Sentence(
        Part(number_of(len(rows), "question"), "changes"),
        f" {'is' if len(rows) == 1 else 'are'} answered otherwise or by more texts; {named}.",
    )


def _told(row: Difference) -> str:
    name = row.id.partition("/")[2] or row.id
    return f"{name} {row.before + ' became ' if row.before else 'is '}{row.after}"
