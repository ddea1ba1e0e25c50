"""Negotiations as records: who did what when, since when that could be known, and what was put on the table.

An *event* is one thing that was planned, took place or was called off. What is known of it comes in
*reports*, each with the day from which it could be known; a later report adds to an earlier one or takes
its place, so a plan that came true is two reports and not an edit of history. The categories are those of
PLOVER (manual v2), the proposals those of the GATT bargaining records; days are uncertain days (EDTF)
told by the clock of the event's ``zone``.

Rounds, visits, calls and leaders' contacts are separate series: none counts as another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from tradebrief.period import LAST_DAY, When, day_on
from tradebrief.records.record import Day, Days, Name, Party, Record, Text, Zone
from tradebrief.talks.zones import with_zones

Kind = Literal[
    "round",
    "visit",
    "meeting",
    "call",
    "leaders meeting",
    "leaders call",
    "threat",
    "condition",
    "measure",
    "politics",
    "understanding",
    "deal",
    "signing",
]
KINDS: tuple[str, ...] = get_args(Kind)

Status = Literal["planned", "occurred", "cancelled", "reported"]

Confidence = Literal["high", "medium", "low", "memory"]
CONFIDENCES: tuple[str, ...] = get_args(Confidence)

Tone = Literal["optimistic", "guarded", "pessimistic"]

#: How firmly something stands on the table, from being thought about to being law.
FIRMNESS: dict[int, str] = {
    1: "under consideration",
    2: "prepared",
    3: "presented",
    4: "tabled in writing",
    5: "agreed",
    6: "in effect",
}

#: PLOVER category, mode and context and the CAMEO code of each kind (a planned event is AGREE, not CONSULT).
CODES: dict[str, tuple[str, str, str, str]] = {
    "round": ("CONSULT", "visit", "economic", "042"),
    "visit": ("CONSULT", "visit", "economic", "042"),
    "meeting": ("CONSULT", "visit", "economic", "040"),
    "call": ("CONSULT", "phone", "economic", "041"),
    "leaders meeting": ("CONSULT", "visit", "diplomatic", "042"),
    "leaders call": ("CONSULT", "phone", "diplomatic", "041"),
    "threat": ("THREATEN", "restrict", "economic", "1312"),
    "condition": ("REJECT", "yield", "economic", "1244"),
    "measure": ("SANCTION", "", "economic", "163"),
    "politics": ("", "", "political", ""),
    "understanding": ("AGREE", "", "economic", "0311"),
    "deal": ("AGREE", "", "economic", "0311"),
    "signing": ("SUPPORT", "", "economic", "057"),
}
PLAN = ("AGREE", "", "diplomatic", "036")


def _minutes(value: Any) -> int | None:
    """Minutes at a meeting as written: digits, or nothing where the length is not reported."""
    if value is None or isinstance(value, int):
        return value
    if not isinstance(value, str) or not value.isdigit():
        raise ValueError(f"is not a number of minutes (got {value!r}). Write whole minutes, or leave it empty where they are not reported.")
    return int(value)


Minutes = Annotated[int | None, BeforeValidator(_minutes)]


class Cited(Record):
    """What can be followed and dated: a source, where it stands, the day it was out by the clock of ``zone``, how sure we are of it.

    ``known_from`` is the day of first publication on the publisher's own clock; ``confidence`` is *high* where the
    source was read, *medium* where weak or indirect sources agree, *low* where one is thin, *memory* where none was found again.
    """

    known_from: Day
    zone: Zone = "UTC"
    source: Text
    url: Text | None = None
    confidence: Confidence = "high"

    def known_on(self, clock: str = "publisher") -> date:
        """The day by which it was surely out, told by ``clock`` (see ``period.day_on``)."""
        return day_on(clock, When.read(self.known_from.isoformat()), None, self.zone)


class EventReport(Cited):
    """One report of an event: what it says of the day, of who met, and of how it went.

    Without ``status`` it says nothing of the day and only adds to what other texts say of the event.
    ``met`` gives the minutes of each counterpart met (empty where not reported), ``absent`` those known to
    have stayed away; a name in neither was not reported. ``account`` is the side whose telling this is.
    ``corrects`` says that this report takes back what an earlier one said of the day.
    """

    status: Status | None = None
    on: Days | None = None
    met: dict[Name, Minutes] = {}
    absent: tuple[Name, ...] = ()
    minutes: Minutes = None
    topics: tuple[Name, ...] = ()
    tone: Tone | None = None
    account: Party | None = None
    says: Text | None = None
    alternative: Text | None = None
    corrects: bool = False

    @model_validator(mode="after")
    def _met_or_absent(self) -> EventReport:
        both = sorted(set(self.met) & set(self.absent))
        if both:
            raise ValueError(f"has people who met and stayed away (got {', '.join(both)}). Write each in 'met' or in 'absent'")
        return self


class Event(Record):
    """One thing of the talks; its id is the name it has in the file. ``says`` names it as on the day it was first heard of.

    ``number`` counts rounds or visits in their own series; ``zone`` is the clock its days are told by; ``visitor`` is
    the side that travelled or called (PLOVER's actor), ``host`` the other one; ``led_by`` who spoke for the visitor.
    """

    id: Name
    kind: Kind
    says: Text
    number: Annotated[int, Field(ge=1)] | None = None
    zone: Zone = "UTC"
    place: Text | None = None
    visitor: Party | None = None
    host: Party | None = None
    led_by: tuple[Name, ...] = ()
    plover: Annotated[str, Field(pattern=r"^[A-Z]+$")] | None = None
    issues: tuple[Name, ...] = ()
    reports: tuple[EventReport, ...] = ()


class Move(Cited):
    """A deadline put off or brought forward: on which day, to which day, by which act."""

    moved_on: Day
    moved_to: Day
    by: Text


class Deadline(Cited):
    """A day by which something is due: when it was set and by what, what follows when it passes, and each time it was moved.

    A *legal* one has effects of its own; an *occasion* (a summit, an election) presses without them.
    """

    id: Name
    sort: Literal["legal", "occasion"] = "occasion"
    says: Text
    set_on: Day
    set_by: Text
    due: Day
    consequence: Text
    moves: tuple[Move, ...] = ()


class ProposalStep(Cited):
    """A proposal as it stood on a day: how firm it was (see ``FIRMNESS``), in whose words."""

    on: Days
    firmness: Annotated[int, Field(ge=1, le=6)]
    attribution: Literal["official text", "named", "body", "writer", "anonymous"] = "writer"
    event: Name | None = None
    says: Text

    @model_validator(mode="before")
    @classmethod
    def _read_firmness(cls, data: Any) -> Any:
        return _with_number(data, "firmness")


class Proposal(Record):
    """What one side asks of or offers to the other on one issue, step by step.

    ``items`` are the items under which the articles' facts speak of it (``japan.offers/soybeans`` is the item
    *soybeans*), so that what articles report is linked and not typed again.
    """

    id: Name
    title: Text
    by: Party
    to: Party
    type: Literal["request", "offer", "counter", "withdraw", "accept", "reject"]
    items: tuple[Name, ...] = ()
    conditional_on: Text | None = None
    steps: tuple[ProposalStep, ...] = ()


class Claim(Record):
    """A forecast made on a day, for the ledger: a next round, or a deal, by a day (that day included)."""

    as_of: Day
    of: Literal["round", "deal"]
    by: Day


def named(value: Any) -> Any:
    """Gives each entry of a mapping its name as id."""
    if not isinstance(value, dict):
        return value
    return {name: {**entry, "id": name} if isinstance(entry, dict) else entry for name, entry in value.items()}


def _numbered(value: Any) -> Any:
    """Turns the text of ``number`` in each entry into a whole number."""
    return {name: _with_number(entry, "number") for name, entry in value.items()} if isinstance(value, dict) else value


def _with_number(entry: Any, field: str) -> Any:
    if isinstance(entry, dict) and isinstance(entry.get(field), str):
        text = entry[field]
        if not text.isdigit():
            raise ValueError(f"has a '{field}' that is no whole number (got {text!r}). Write digits: 6")
        return {**entry, field: int(text)}
    return entry


class Negotiation(Record):
    """One negotiation: its sides, what happened, its deadlines and what was put on the table; the file's name is its id.

    ``clock_starts`` is the act after which the talks could begin, a second origin for trend tests besides the first round;
    ``about`` names the measures the talks are about, ``treasury`` the counterpart who heads the treasury. Days of events are told by ``zone``, those of
    reports by ``reports_zone``, where an entry names no zone of its own.
    """

    id: Name
    title: Text
    parties: tuple[Party, Party] | tuple[Party, Party, Party]
    rounds_are: Text
    zone: Zone = "UTC"
    reports_zone: Zone = "UTC"
    clock_starts: Day | None = None
    counterparts: tuple[Name, ...] = ()
    treasury: Name | None = None
    about: tuple[Name, ...] = ()
    events: Annotated[dict[Name, Event], BeforeValidator(_numbered), BeforeValidator(named)] = {}
    deadlines: Annotated[dict[Name, Deadline], BeforeValidator(named)] = {}
    proposals: Annotated[dict[Name, Proposal], BeforeValidator(named)] = {}
    claims: tuple[Claim, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _by_its_zones(cls, data: Any) -> Any:
        return with_zones(data)


def latest_row(talks: Mapping[str, Negotiation], clock: str = "publisher") -> date:
    """The day the latest row of any talks was out."""
    return max((row.known_on(clock) for one in talks.values() for row in _rows(one)), default=LAST_DAY)


def _rows(one: Negotiation) -> list[Cited]:
    """Every row of a negotiation that carries a day of publication."""
    return [
        *(report for event in one.events.values() for report in event.reports),
        *one.deadlines.values(),
        *(move for deadline in one.deadlines.values() for move in deadline.moves),
        *(step for proposal in one.proposals.values() for step in proposal.steps),
    ]
