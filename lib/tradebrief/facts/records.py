"""What a text says and where it comes from: sources, origins, articles, facts, people.

An *article* is one text on a page; an *origin* is the reporting behind one or more
texts and has one vote however often it is copied. A *fact* is what one text says in
answer to one *key*; its passage is known by place and hash only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from tradebrief.period import When, day_on
from tradebrief.records.record import Day, Days, Name, Party, Record, Text, Value, Zone

Kind = Literal[
    "tariff rate",
    "tariff act",
    "trade figure",
    "company figure",
    "meeting",
    "planned meeting",
    "call",
    "participant",
    "offer",
    "demand",
    "position",
    "condition",
    "threat",
    "deadline",
    "prospect",
    "tone",
    "third-country deal",
    "role",
    "politics",
    "context",
]
KINDS: tuple[str, ...] = get_args(Kind)

#: Kinds that tell of something done, which no text can do before it happens.
HELD = frozenset({"meeting", "call"})

#: How firmly the text puts it, firmest first.
Strength = Literal["certain", "says", "expects", "plans", "considers", "hopes", "might"]
STRENGTHS: tuple[str, ...] = get_args(Strength)

#: Who stands behind it: an official text, a named person, a body, the writer's own voice, sources without a name,
#: or ourselves, where we counted something out from what the text says.
Attribution = Literal["official text", "named", "body", "writer", "anonymous", "inference"]

#: How a rate is counted: the duty as it was before, what was put on top, both together, one part of a whole.
Sense = Literal["base", "additional", "total", "baseline part", "country part"]

State = Literal["in force", "announced", "suspended", "threatened", "proposed", "demanded", "ended"]

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+(/[a-z0-9]+([.-][a-z0-9]+)*)?")


def _key(text: str) -> str:
    if not KEY.fullmatch(text):
        raise ValueError(
            f"is not a key (got {text!r}). Write subject.question or subject.question/item in small letters: japan.demands/auto-parts."
        )
    return text


Key = Annotated[str, AfterValidator(_key)]


class Origin(Record):
    """The reporting that produced one or more texts: one origin has one vote.

    Lineage is declared by a curator with a reason, since a rewrite can share
    hardly a phrase with the story it was made from.
    """

    id: Name
    title: Text
    """What the reporting is about."""
    agency: Text
    """Whose reporting it is."""
    why: Text
    """Why these texts are one reporting: credit lines, rare details in common, timing."""


class Source(Record):
    """One text: who wrote and who carried it, when it was out, on which page it stands, what it derives from."""

    title: Text
    """What the text is about, in our own words."""
    wire: Text
    """Who reported it."""
    author: Text | None = None
    """Who signed it."""
    carrier: Text
    """Whose page it was read on; the same as `wire` where it is their own."""
    page: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=120)] | None = None
    """File name of the page's text. Left out for a text known by citation only (folder `outside`)."""
    part: tuple[int, int] | None = None
    """Where this text stands in the normalised text of the whole page: first code point, last plus one."""
    cite: Text | None = None
    """Citation of a text that is not on a page here: act, page, address."""
    published: Days
    """Day of publication in EDTF, told by the clock of `zone`."""
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    """Hour printed with it, as `"09:53"`."""
    zone: Zone
    """Time zone of `published` and `time`."""
    dated_by: Literal["dateline", "page", "inference", "official text"]
    """Whether the day is printed with the text, declared by its page or file, or was inferred."""
    basis: Text
    """How the day was found."""
    origin: Name
    """The origin (a file in `origins`) this text comes from."""
    derives_from: Name | None = None
    """The article it was made from, for a rewrite or copy: it has no vote of its own."""
    side_bar_of: Name | None = None
    """The article it stands beside, for teasers and related items: it is dated on its own."""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "en"
    """Language of the text."""

    def known_from(self, clock: str = "publisher", published: When | None = None) -> date:
        """The day by which it was surely out, told by ``clock`` (see ``period.day_on``)."""
        return day_on(clock, published or self.published, None if published else self.time, self.zone)


class Fact(Record):
    """What one text says in answer to one key, in our own words."""

    id: str = ""
    key: Key
    """The question answered: `subject.question`, or `subject.question/item` where a list is one fact an item."""
    kind: Kind
    """What sort of claim it is."""
    says: Text
    """The claim in one sentence of our own."""
    value: Value | None = None
    """The answer: a number, a day in EDTF, a name or a few words."""
    unit: Annotated[str, Field(max_length=40)] | None = None
    """Unit of a number: `"%"`, `days`, `cars`, `JPY` ..."""
    sense: Sense | None = None
    """How a rate counts: the duty before, on top, in all, or one part of a whole."""
    state: State | None = None
    """Whether a rate was in force, announced, suspended, threatened ... when the text spoke of it."""
    scope: Text | None = None
    """Which goods, firms or years it covers."""
    strength: Strength = "certain"
    """How firmly the text puts it."""
    hedge: Annotated[str, Field(max_length=60)] | None = None
    """The word that softens it: `could`, `is arranging`."""
    by: Name | None = None
    """Who says so: an id in `codes/people.yaml`."""
    attribution: Attribution = "writer"
    """Who stands behind it: an official text, a named person, a body, the writer, sources without a name, or our own inference from the text, which has no vote."""
    on: Days | None = None
    """The day or days it is true of, in EDTF; for a statement, when it was made."""
    published: Days | None = None
    """When it was out, where that differs from the text around it."""
    basis: Text | None = None
    """How an uncertain day was narrowed down."""
    event: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] | None = None
    """The event it reports: `negotiation/event`."""
    measure: Name | None = None
    """The tariff measure it speaks of."""
    firmness: Annotated[int, Field(ge=1, le=6)] | None = None
    """Of an offer or demand: 1 considered, 2 prepared, 3 put to the other side, 4 in writing, 5 agreed, 6 in force."""
    at: tuple[int, int] | None = None
    """The passage's place in the normalised text of the whole page: first code point, last plus one."""
    tokens: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = ()
    """Figures and names that must stand in the passage."""
    cite: Text | None = None
    """Citation, for a claim without a passage."""

    @property
    def question(self) -> str:
        """The key without its item: what a list of items answers together."""
        return self.key.partition("/")[0]

    @property
    def item(self) -> str:
        """The item of a list the key names, or nothing."""
        return self.key.partition("/")[2]


class Article(Record):
    """One text and its facts; the file's name is its id."""

    id: Name
    source: Source
    facts: tuple[Fact, ...]

    @model_validator(mode="before")
    @classmethod
    def _name_the_facts(cls, data: Any) -> Any:
        """Each fact is named by its key, so that a fact put in between renames no other."""
        if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
            return data
        seen: dict[str, int] = {}
        named = []
        for fact in data["facts"]:
            if isinstance(fact, dict) and isinstance(fact.get("key"), str):
                if "id" in fact:
                    raise ValueError("has facts that name themselves (got 'id'). Leave 'id' out: it is made from the key.")
                seen[fact["key"]] = count = seen.get(fact["key"], 0) + 1
                named.append({**fact, "id": f"{data.get('id')}#{fact['key']}" + (f"~{count}" if count > 1 else "")})
            else:
                named.append(fact)
        return {**data, "facts": named}

    @property
    def is_outside(self) -> bool:
        """Whether it is known by citation only, so that no passage can be checked."""
        return self.source.page is None

    def known_from(self, fact: Fact, clock: str = "publisher") -> date:
        """The day by which this fact of the text was surely published, told by ``clock``."""
        return self.source.known_from(clock, fact.published)

    def known_days(self, clock: str = "publisher") -> Iterator[tuple[Fact, date]]:
        """Each fact with the day by which it was surely published, as ``known_from``: few have another day than their text."""
        day = self.source.known_from(clock)
        return ((fact, self.known_from(fact, clock) if fact.published else day) for fact in self.facts)


class Person(Record):
    """Someone who sits at the table: name, party (ISO 3166), office."""

    id: Name
    name: Text
    """Full name."""
    aliases: tuple[Text, ...] = ()
    """Other names and offices they go by in texts, in any language: `赤沢`, `米商務長官`."""
    side: Party
    """The party they speak for, ISO 3166 alpha-3."""
    office: Text
    """Their office at the time."""


class Resolution(Record):
    """Which reading of a disputed key we use, and why."""

    id: Name
    key: Key
    """The key or list in dispute."""
    verdict: Literal["definitions differ", "resolved", "garbled", "both kept"]
    """Of what sort the dispute is."""
    prefer: Value | None = None
    """The value we use; it must be one of those given."""
    why: Text
    """The reason."""
    known_from: Day
    """The day from which the reason could be known; before it the dispute stands."""
    cite: Text | None = None
    """Where the reason can be read."""
