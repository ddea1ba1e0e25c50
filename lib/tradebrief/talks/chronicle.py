"""The talks as known by a day: reports and article facts of one event joined, nothing published later used.

What articles say of an event is linked by the event their facts name; what is known beyond them stands as
reports in ``seeds/talks``. Both become *rows*. A view is made of the rows out by a day, so nothing that
was published later can move it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

from tradebrief.errors import ask_error, near
from tradebrief.given import day_given, says_latest
from tradebrief.period import When
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.talks.deadlines import DeadlineState, deadline_known
from tradebrief.talks.event_rows import Row
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import Event, Negotiation, Status

Support = Literal["all", "articles"]

#: Which meetings count as a round, and by which day.
ROUND_RULES: dict[str, str] = {
    "start": "in-person ministerial meetings of one trip, by the first day",
    "last day": "the same meetings, by the last day of each",
    "with treasury": "only rounds in which the Treasury Secretary sat, by the first day",
    "contacts": "rounds and ministers' calls together, by the first day",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Chronicle(Result):
    """One negotiation as known by a day, in the order of its days."""

    negotiation: Negotiation
    known_by: date
    clock: str
    support: Support
    events: tuple[KnownEvent, ...]
    deadlines: tuple[DeadlineState, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {
        "event": Frame("events", KnownEvent._frames["event"].columns),
        "deadline": Frame("deadlines", "id says set_on due=stands by consequence known_from source"),
    }
    _heading: ClassVar[str] = "{0.negotiation.title}: events and deadlines"

    def until(self, as_of: date, kind: str | None = None) -> tuple[KnownEvent, ...]:
        """What had taken place by the end of ``as_of``, of one kind where asked."""
        return tuple(one for one in self.events if one.occurred and one.start <= as_of and (kind is None or one.kind == kind))

    def rounds(self, as_of: date, rule: str = "start") -> tuple[KnownEvent, ...]:
        """The rounds that had begun by ``as_of``, first to last, counted by a rule of ``ROUND_RULES``; none after the deal."""
        if rule not in ROUND_RULES:
            raise ask_error("round rule", "is not known", rule, near(rule, ROUND_RULES))
        deal = self.ended(as_of)
        last = deal.start if deal else as_of
        found = self.until(last, "round")
        if rule == "with treasury":
            found = tuple(one for one in found if self.negotiation.treasury in one.met)
        if rule == "contacts":
            found = tuple(sorted((*found, *self.until(last, "call")), key=lambda one: one.start))
        return found

    def ended(self, as_of: date) -> KnownEvent | None:
        """The deal that ended the talks, when it was made by ``as_of``."""
        return next(iter(self.until(as_of, "deal")), None)

    def ahead(self, as_of: date) -> tuple[DeadlineState, ...]:
        """Deadlines that lie after ``as_of``, the nearest first."""
        return tuple(sorted((one for one in self.deadlines if one.stands > as_of), key=lambda one: one.stands))


def chronicle(
    negotiation: Negotiation,
    rows: Iterable[tuple[Event, Sequence[Row]]],
    *,
    known_by: date,
    clock: str = "publisher",
    support: Support = "all",
) -> Chronicle:
    """A negotiation as known by ``known_by``, from every row of its events (``all_rows``) told by the same clock.

    ``support="articles"`` uses nothing but what the articles say.
    """
    known = []
    for event, told in rows:
        view = _view(negotiation.id, event, [row for row in told if row.known_from <= known_by and (row.in_article or support == "all")])
        known += [view] if view else []
    deadlines = [deadline_known(one, known_by, clock) for one in negotiation.deadlines.values()]
    return Chronicle(
        negotiation=negotiation,
        known_by=known_by,
        clock=clock,
        support=support,
        events=tuple(sorted(known, key=lambda one: (one.start, one.event.number or 0, one.id))),
        deadlines=tuple(one for one in deadlines if one),
    )


def one_a_day(events: tuple[KnownEvent, ...]) -> tuple[KnownEvent, ...]:
    """The events without those that begin on the day of an earlier one: two calls on one day are one contact."""
    kept: dict[date, KnownEvent] = {}
    for event in events:
        kept.setdefault(event.start, event)
    return tuple(kept.values())


def starts_by(rounds: tuple[KnownEvent, ...], rule: str) -> tuple[date, ...]:
    """The day that counts of each round: its last under the rule *last day*, else its first."""
    return tuple(one.end if rule == "last day" else one.start for one in rounds)


def sources_of(events: tuple[KnownEvent, ...]) -> tuple[tuple[str, str, str, str], ...]:
    """Each source of each event once: event, source, where it stands, the day it could first be known."""
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for event in events:
        for row in event.rows:
            where = row.url or (row.fact.partition("#")[0] if row.in_article else "")
            found.setdefault((event.id, row.source), (event.id, row.source, where, row.known_from.isoformat()))
    return tuple(found.values())


def day_asked(as_of: object, view: Chronicle) -> date:
    """The day of a question; ``latest`` is the last day that is known."""
    return view.known_by if says_latest(as_of) else day_given(as_of)


def days_asked(before: Sequence[date | str], as_of: date, ahead: Sequence[DeadlineState]) -> tuple[date, ...]:
    """The days a forecast is asked for: those given, else the legal deadlines ahead, else any ahead, else four weeks on."""
    asked = [day_given(day, "before") for day in before]
    for day in asked:
        if day <= as_of:
            raise ask_error("before", "does not lie after the day asked for", f"{day}, as of {as_of}", "Give a later day.")
    legal = [one.stands for one in ahead if one.sort == "legal"]
    chosen = asked or legal or [one.stands for one in ahead] or [as_of + timedelta(days=28)]
    return tuple(dict.fromkeys(chosen))


def _view(talks: str, event: Event, rows: list[Row]) -> KnownEvent | None:
    """The event as its rows tell it, or ``None`` while nothing tells of it or of its day."""
    rows.sort(key=lambda row: row.known_from)
    status = _status(rows)
    when = _days(rows, status) if status else None
    if status is None or when is None:
        return None
    met = _met(rows)
    return KnownEvent(
        talks=talks,
        event=event,
        status=status,
        when=when,
        known_from=rows[0].known_from,
        settled_from=next(row.known_from for row in rows if row.status == status),
        rows=tuple(rows),
        met=met,
        absent=tuple(dict.fromkeys(name for row in rows for name in row.absent if name not in met)),
        topics=tuple(dict.fromkeys(topic for row in rows for topic in row.topics)),
    )


def _met(rows: Sequence[Row]) -> dict[str, int | None]:
    """Who was met, and for how many minutes by the last report that says; ``None`` where none does."""
    met: dict[str, int | None] = {}
    for row in rows:
        met |= {name: minutes if minutes is not None else met.get(name) for name, minutes in row.met.items()}
    for row in rows:
        met |= {name: minutes for name, minutes in row.spent.items() if name in met}
    return met


def _status(rows: Sequence[Row]) -> Status | None:
    """What had become of it: once it took place a later word of a plan changes nothing; a plan made anew undoes a cancellation."""
    said: list[Status] = [row.status for row in rows if row.status]
    if "occurred" in said:
        return "occurred"
    return said[-1] if said else None


def _days(rows: Sequence[Row], status: Status) -> When | None:
    """The days it can have fallen on: the last exact report counts, else what all spans allow together.

    A plan narrows a span only where both can be true; a report that corrects sets the earlier ones aside.
    """
    start = max((number for number, row in enumerate(rows) if row.corrects), default=0)
    told = [row.on for row in rows[start:] if row.on and row.status == status]
    exact = [on for on in told if on.exact or on.lasts]
    if exact:
        return exact[-1]
    plans = [row.on for row in rows[start:] if row.on and row.status == "planned"]
    spans = told or plans
    return joined([*spans, *plans]) if spans else None


def joined(spans: Sequence[When]) -> When:
    """The days that the first span and, one after the other, all that agree with it allow; inferred where it took more than one.

    >>> str(joined([When.read("[2025-04-11..2025-04-20]"), When.read("2025-04-16")]))
    '2025-04-16?'
    """
    found = spans[0]
    for span in spans[1:]:
        if found.allows(span) and not found.within(span):
            first, last = max(found.earliest, span.earliest), min(found.latest, span.latest)
            found = When.read(f"{first}?" if first == last else f"[{first}..{last}]")
    return found
