"""An event of the talks as known by a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from tradebrief.facts.records import Person
from tradebrief.period import When
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.talks.event_rows import Row
from tradebrief.talks.records import CODES, CONFIDENCES, PLAN, Event, Status


@dataclass(frozen=True, kw_only=True, repr=False)
class KnownEvent(Result):
    """An event as known by a day: its status, the days it can have fallen on, who met, and the rows that say so.

    ``known_from`` is the day it was first heard of, ``settled_from`` the day from which its present status could be known.
    """

    talks: str
    event: Event
    status: Status
    when: When
    known_from: date
    settled_from: date
    rows: tuple[Row, ...]
    met: Mapping[str, int | None] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    _frames: ClassVar[Mapping[str, Frame]] = {
        "event": Frame(
            "",
            "event=id talks kind status says=event.says first_day=when.earliest last_day=when.latest known_from "
            "from_articles=told_by_articles confidence",
        ),
    }
    _heading: ClassVar[str] = "{0.event.says} ({0.status}, {0.when})"

    @property
    def told_by_articles(self) -> bool:
        """Whether an article tells of it."""
        return bool(self.from_articles)

    @property
    def id(self) -> str:
        """Its name in the talks."""
        return self.event.id

    @property
    def kind(self) -> str:
        """What sort of thing it is."""
        return self.event.kind

    @property
    def occurred(self) -> bool:
        """Whether it took place."""
        return self.status == "occurred"

    @property
    def start(self) -> date:
        """Its first day; the middle weekday of those possible where the day is uncertain."""
        return self.when.earliest if self.when.exact or self.when.lasts else middle_weekday(self.when)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.when.latest if self.when.lasts else self.start

    @property
    def precise(self) -> bool:
        """Whether its first day is known and not only a span it lies in."""
        return self.when.exact or self.when.lasts

    @property
    def confidence(self) -> str:
        """That of the surest row which gives its status."""
        told = [row.confidence for row in self.rows if row.status == self.status]
        return min(told, key=CONFIDENCES.index, default="memory")

    @property
    def codes(self) -> tuple[str, str, str, str]:
        """PLOVER category, mode, context and the CAMEO code; what is only planned is AGREE."""
        return PLAN if self.status == "planned" else CODES[self.kind]

    @property
    def settled(self) -> Row:
        """The row that first gave its status: one that also gives its exact day, where there is one."""
        told = [row for row in self.rows if row.status == self.status]
        return next((row for row in told if row.on and (row.on.exact or row.on.lasts)), told[0])

    @property
    def minutes(self) -> int | None:
        """How long it took, by the last report that says."""
        return next((row.minutes for row in reversed(self.rows) if row.minutes is not None), None)

    @property
    def from_articles(self) -> tuple[str, ...]:
        """The facts of articles that support it."""
        return tuple(row.fact for row in self.rows if row.in_article)

    def _parts(self) -> dict[str, Any]:
        """An event for programs: coded, dated on both clocks, with everything that supports it."""
        category, mode, context, cameo = self.codes
        return {
            "id": f"{self.talks}/{self.id}",
            "kind": self.kind,
            "n": self.event.number,
            "status": self.status,
            "when": str(self.when),
            "start": self.start,
            "end": self.end,
            "precise": self.precise,
            "zone": self.event.zone,
            "place": self.event.place,
            "says": self.event.says,
            "plover": {"category": self.event.plover or category, "mode": mode, "context": context},
            "cameo": cameo,
            "actor": self.event.visitor,
            "recipient": self.event.host,
            "led_by": list(self.event.led_by),
            "minutes": self.minutes,
            "met": dict(self.met),
            "absent": list(self.absent),
            "topics": list(self.topics),
            "issues": list(self.event.issues),
            "known_from": self.known_from,
            "status_known_from": self.settled_from,
            "confidence": self.confidence,
            "support": [
                {"source": row.source, "known_from": row.known_from, "status": row.status, "fact": row.fact, "where": row.url}
                for row in self.rows
            ],
        }

    def participants(self, people: Mapping[str, Person]) -> list[dict[str, Any]]:
        """Everyone named at an event: who, of which side, in which role, and for how many minutes or known to be absent."""
        roles = dict.fromkeys(self.event.led_by, "lead") | {
            name: "counterpart" for name in (*self.met, *self.absent) if name not in self.event.led_by
        }
        return [
            {
                "id": name,
                "name": people[name].name if name in people else name,
                "side": people[name].side if name in people else None,
                "office": people[name].office if name in people else None,
                "role": role,
                "present": name not in self.absent,
                "minutes": self.met.get(name),
            }
            for name, role in roles.items()
        ]


def weekdays(when: When) -> tuple[date, ...]:
    """The weekdays a day can have fallen on, since ministers meet on weekdays; every day where it allows no weekday.

    Of a span longer than a year, or open, only the first day is given.
    """
    if (when.latest - when.earliest).days > 366:
        return (when.earliest,)
    span = [when.earliest + timedelta(days=n) for n in range((when.latest - when.earliest).days + 1)]
    return tuple(day for day in span if day.weekday() < 5) or tuple(span)


def middle_weekday(when: When) -> date:
    """The middle one of the weekdays a day can have fallen on."""
    days = weekdays(when)
    return days[(len(days) - 1) // 2]
