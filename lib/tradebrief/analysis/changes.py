"""What was known on one day and not on another: facts, readings, law, events, deadlines, proposals, headline numbers.

Each collection is one function that yields rows of one form; a collection more is one function more in ``COLLECTIONS``.
The days are days of knowing: what came out after the first and by the second. ``as_of`` narrows the law and the
events to one day of which both are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from tradebrief.analysis.difference import Came, Difference, Differences, Span, differs
from tradebrief.errors import AskError, ask_error
from tradebrief.facts.evidence import shown_value
from tradebrief.facts.readings import Reading
from tradebrief.given import day_given
from tradebrief.law.charge import DutyEntry
from tradebrief.law.duty import percent
from tradebrief.law.measure import Measure
from tradebrief.provenance import citations
from tradebrief.talks.event_rows import Row
from tradebrief.talks.known_event import KnownEvent
from tradebrief.workbook.workbook import Workbook

Collection = Callable[[Workbook, Span], Iterable[Difference]]


def differences(
    book: Workbook,
    *,
    from_known: date | str,
    to_known: date | str,
    as_of: date | str | None = None,
    clock: str = "publisher",
    also: Iterable[Collection] = (),
) -> Differences:
    """What is known by ``to_known`` and was not, or otherwise, by ``from_known``.

    ``also`` adds collections to those of this module. Days that are none, or stand in the wrong order, are an ``AskError``.
    """
    span = _span(from_known, to_known, as_of, book.clock_asked(clock))
    rows = tuple(row for collection in (*COLLECTIONS, *also) for row in collection(book, span))
    return Differences(span=span, rows=rows, sources=tuple(_sources(book, span)))


def _span(from_known: date | str, to_known: date | str, as_of: date | str | None, clock: str) -> Span:
    first, last = day_given(from_known, "from_known"), day_given(to_known, "to_known")
    if last < first:
        raise ask_error("to_known", "is before the first day of knowing", f"{last} before {first}", "Give the earlier day first.")
    return Span(from_known=first, to_known=last, as_of=day_given(as_of) if as_of else None, clock=clock)


# --- what the texts say ---------------------------------------------------------


def new_facts(book: Workbook, span: Span) -> Iterator[Difference]:
    """Facts that came out in between, and earlier ones whose grade they changed."""
    before = {one.fact.id: one for one in book.evidence(known_by=span.from_known, clock=span.clock)}
    for one in sorted(book.evidence(known_by=span.to_known, clock=span.clock), key=lambda one: (one.known_from, one.fact.id)):
        told = " ".join(filter(None, (shown_value(one.fact), one.fact.unit, one.fact.sense)))
        known = before.get(one.fact.id)
        if known is None:
            yield differs("fact", one.fact.id, "", f"{one.fact.says} ({told})", one.article.id, one.known_from)
        elif known.grade != one.grade:
            added = ", ".join(sorted(set(one.origins) - set(known.origins))) or "more texts"
            yield differs("grade", one.fact.id, f"grade {known.grade}", f"grade {one.grade}", f"reported by {added}", one.known_from)


def new_readings(book: Workbook, span: Span) -> Iterator[Difference]:
    """Questions whose answers stand otherwise beside each other than before."""
    before = {one.key: one for one in book.readings(known_by=span.from_known, clock=span.clock)}
    after = {one.key: one for one in book.readings(known_by=span.to_known, clock=span.clock)}
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if _told(old) == _told(new):
            continue
        yield differs("reading", key, _told(old), _told(new), new.reason if new else "no text answers it any more")


def _told(reading: Reading | None) -> str:
    if reading is None:
        return ""
    values = " | ".join(" ".join(filter(None, (one.value, one.unit, one.sense))) for one in reading.answers)
    return f"{reading.verdict}: {values}"


# --- the law --------------------------------------------------------------------


def new_law(book: Workbook, span: Span) -> Iterator[Difference]:
    """Measures that charge otherwise by what was published in between: on the day asked, or on each day an act speaks of."""
    for measure in book.measures.values():
        for day in [span.as_of] if span.as_of else _days_spoken_of(measure, span):
            old, new = charged(measure, day, span.from_known), charged(measure, day, span.to_known)
            told = [entry for start, entries in measure.duties.items() if start <= day for entry in entries if span.brings(entry.published)]
            if old != new:
                yield differs("measure", measure.id, old, new, day=day, **told_by(measure, told))


def charged(measure: Measure, day: date, known_by: date) -> str:
    """What a measure charges on a day as known by another, in words; nothing where it charges nothing."""
    found = measure.entry_on(day, known_by)
    return found[1].says if found else ""


def new_expectations(book: Workbook, span: Span) -> Iterator[Difference]:
    """Duties that were announced in between and are not in force: inert until a scenario or an act makes them so."""
    for measure in book.measures.values():
        for day, entries in measure.duties.items():
            for entry in entries:
                if entry.expected and span.brings(entry.published):
                    yield differs("measure", measure.id, "", entry.says, day=day, **told_by(measure, [entry]))


def told_by(measure: Measure, entries: Iterable[DutyEntry]) -> dict[str, Any]:
    """What a row on a measure carries: its acts as a cause in words, each with its footnote, its title and origins."""
    acts = {f"{one.act}{f' ({one.cite})' if one.cite else ''}, published {one.published}": citations.act(one) for one in entries}
    return {"cause": "; ".join(acts), "cites": tuple(acts.values()), "title": measure.title, "origins": measure.origins}


def _days_spoken_of(measure: Measure, span: Span) -> list[date]:
    """The days of force under which something was published in between."""
    return sorted(day for day, entries in measure.duties.items() if any(span.brings(entry.published) for entry in entries))


# --- the talks --------------------------------------------------------------------


def new_events(book: Workbook, span: Span) -> Iterator[Difference]:
    """Events that were heard of, took place, were put off or called off."""
    for talks in book.talks:
        before = {one.id: one for one in _events(book, talks, span.from_known, span)}
        for one in _events(book, talks, span.to_known, span):
            old = before.get(one.id)
            if old is None or _status(old) != _status(one):
                rows = [row for row in one.rows if span.brings(row.known_from)]
                cause = "; ".join(dict.fromkeys(row.source for row in rows)) or "what came out in between"
                told = {"title": one.event.says, "when": one.when, "status": one.status, "sort": one.kind}
                told["cites"] = tuple(dict.fromkeys(_cite(book, row) for row in rows))
                yield differs("event", f"{talks}/{one.id}", _status(old) if old else "", _status(one), cause, one.start, **told)


def _cite(book: Workbook, row: Row) -> str:
    """The text behind a row: one of the workbook, or a report named by citation only."""
    article = book.articles.get(row.fact.partition("#")[0])
    return citations.text(article.source) if article else citations.named(row.source)


def _events(book: Workbook, talks: str, known_by: date, span: Span) -> list[KnownEvent]:
    found = book.chronicle(talks, known_by=known_by, clock=span.clock).events
    return [one for one in found if span.as_of is None or one.start <= span.as_of]


def _status(one: KnownEvent) -> str:
    return f"{one.status}, {one.when}"


def new_deadlines(book: Workbook, span: Span) -> Iterator[Difference]:
    """Deadlines that were set or moved."""
    for talks in book.talks:
        before = {one.id: one for one in book.chronicle(talks, known_by=span.from_known, clock=span.clock).deadlines}
        for one in book.chronicle(talks, known_by=span.to_known, clock=span.clock).deadlines:
            old = before.get(one.id)
            if old is None or old.stands != one.stands:
                before_it, cause = str(old.stands) if old else "", f"{one.by}; {one.source}"
                yield differs(
                    "deadline",
                    f"{talks}/{one.id}",
                    before_it,
                    str(one.stands),
                    cause,
                    one.stands,
                    title=one.says,
                    cites=(citations.named(one.source),),
                )


def new_proposals(book: Workbook, span: Span) -> Iterator[Difference]:
    """Steps of requests and offers that came out in between."""
    for talks, negotiation in book.talks.items():
        for proposal in negotiation.proposals.values():
            steps = sorted(proposal.steps, key=lambda step: step.known_on(span.clock))
            earlier = [step for step in steps if step.known_on(span.clock) <= span.from_known]
            for step in [step for step in steps if span.brings(step.known_on(span.clock))]:
                before = earlier[-1].says if earlier else ""
                told = {"title": proposal.title, "cites": (citations.named(step.source),)}
                yield differs("proposal", f"{talks}/{proposal.id}", before, step.says, step.source, step.known_on(span.clock), **told)
                earlier.append(step)


# --- headline numbers ---------------------------------------------------------------


def new_headlines(book: Workbook, span: Span) -> Iterator[Difference]:
    """Counts and rates a report opens with, where they differ."""
    before, after = headlines(book, span, span.from_known), headlines(book, span, span.to_known)
    for name in dict.fromkeys([*before, *after]):
        (old, _), (new, cause) = before.get(name, ("", "")), after.get(name, ("", ""))
        if old != new:
            yield differs("headline", name, old, new, cause)


def headlines(book: Workbook, span: Span, known_by: date) -> dict[str, tuple[str, str]]:
    """The counts and rates by name, as known by a day, each with what brought it about in between."""
    known = book.evidence(known_by=known_by, clock=span.clock)
    readings = book.readings(known_by=known_by, clock=span.clock)
    new = len({one.article.id for one in known if span.brings(one.known_from)})
    came = f"{new} text{'s' * (new != 1)} that came out in between"
    numbers = {
        "texts known": len({one.article.id for one in known}),
        "facts known": len(known),
        "independent origins": len({one.origin for one in known}),
        "contested questions": sum(one.contested for one in readings),
    }
    found = {name: (str(number), came) for name, number in numbers.items()}
    for talks in book.talks:
        held = book.chronicle(talks, known_by=known_by, clock=span.clock).rounds(span.as_of or known_by)
        since = [f"{one.id} on {one.when}" for one in held if span.brings(one.settled_from)]
        found[f"rounds held, {talks}"] = (str(len(held)), ", ".join(since))
    return found | _rates(book, span, known_by)


def _rates(book: Workbook, span: Span, known_by: date) -> dict[str, tuple[str, str]]:
    """What the labelled goods of each partner at the table owe on the day asked, or on the last day of knowing."""
    found: dict[str, tuple[str, str]] = {}
    importers = {measure.importer for measure in book.measures.values()}
    for importer, origin in sorted(
        {(a, b) for one in book.talks.values() for a in one.parties for b in one.parties if a != b and a in importers}
    ):
        for label in book.labels.values():
            if label.line:
                found[f"duty on {label.name} of {origin} in {importer}"] = _rate(book, importer, label.line, origin, span, known_by)
    return {name: told for name, told in found.items() if told[0]}


def _rate(book: Workbook, importer: str, code: str, origin: str, span: Span, known_by: date) -> tuple[str, str]:
    """A total and the acts that came in between; nothing where the law of that line is not held or the day lies outside it."""
    try:
        owed = book.schedule(importer).as_at(span.as_of or span.to_known, known_by).duty(code, origin)
    except AskError:
        return "", ""
    acts = dict.fromkeys(one.act for one in owed.components if span.brings(one.published))
    return percent(owed.total), ", ".join(acts)


#: The collections in the order in which a note tells them.
COLLECTIONS: tuple[Collection, ...] = (
    new_headlines,
    new_events,
    new_deadlines,
    new_law,
    new_expectations,
    new_proposals,
    new_readings,
    new_facts,
)


def _sources(book: Workbook, span: Span) -> Iterator[Came]:
    """The texts and acts that came out in between."""
    for article in sorted(book.articles.values(), key=lambda one: (one.source.known_from(span.clock), one.id)):
        source = article.source
        if span.brings(source.known_from(span.clock)):
            by = source.wire + (f" via {source.carrier}" if source.carrier != source.wire else "")
            yield Came(id=article.id, what=f"{source.title} ({by})", published=str(source.published), cite=citations.text(source))
    entries = [entry for one in book.measures.values() for found in one.duties.values() for entry in found if span.brings(entry.published)]
    acts = {(entry.published, entry.act, entry.cite or ""): entry for entry in entries}
    for (published, act, cite), entry in sorted(acts.items(), key=lambda pair: pair[0]):
        yield Came(id=act, what=cite, published=published.isoformat(), cite=citations.act(entry))
