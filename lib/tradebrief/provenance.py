"""What a text says and where it comes from: sources, origins, articles, facts, people.

An *article* is one text on a page; an *origin* is the reporting behind one or more
texts and has one vote however often it is copied. A *fact* is what one text says in
answer to one *key*; its passage is known by place and hash only.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from tradebrief.errors import near
from tradebrief.period import FORMS, When, day_on
from tradebrief.record import Day, Days, Name, Party, Record, Text, Value

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

#: Who stands behind it: an official text, a named person, a body, the writer's own voice, sources without a name.
Attribution = Literal["official text", "named", "body", "writer", "anonymous"]

#: How a rate is counted: the duty as it was before, what was put on top, both together, one part of a whole.
Sense = Literal["base", "additional", "total", "baseline part", "country part"]

State = Literal["in force", "announced", "suspended", "threatened", "proposed", "demanded", "ended"]

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+(/[a-z0-9]+([.-][a-z0-9]+)*)?")


def _key(text: str) -> str:
    if not KEY.fullmatch(text):
        raise ValueError(f"is not a key (got {text!r}). Write subject.question or subject.question/item in small letters: japan.demands/auto-parts.")
    return text


Key = Annotated[str, AfterValidator(_key)]


class Origin(Record):
    """The reporting that produced one or more texts: one origin has one vote.

    Lineage is declared by a curator with a reason, since a rewrite can share
    hardly a phrase with the story it was made from.
    """

    id: Name
    title: Text
    agency: Text
    why: Text


class Source(Record):
    """One text: who wrote and who carried it, when it was out, on which page it stands, what it derives from.

    ``part`` is its place in the N1 text of the page, ``published`` an uncertain day
    told by the clock of ``zone``; ``basis`` says how the day was found.
    """

    title: Text
    wire: Text
    carrier: Text
    page: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=120)] | None = None
    part: tuple[int, int] | None = None
    cite: Text | None = None
    published: Days
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    zone: Literal["Asia/Tokyo", "America/New_York", "Asia/Seoul", "Europe/London", "UTC"]
    dated_by: Literal["dateline", "inference", "official text"]
    basis: Text
    origin: Name
    derives_from: Name | None = None
    side_bar_of: Name | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "en"

    def known_from(self, clock: str = "publisher", published: When | None = None) -> date:
        """The day by which it was surely out, told by ``clock`` (see ``period.day_on``)."""
        return day_on(clock, published or self.published, None if published else self.time, self.zone)


class Fact(Record):
    """What one text says in answer to one key, in our own words.

    ``value`` answers the key (a number with its ``unit``, a day, a name); ``sense``
    and ``scope`` say how a rate counts and on what; ``on`` is the day it is true of,
    ``published`` when it was out if that differs from the text around it; ``at`` the
    place of the passage in the N1 text of the page, ``tokens`` what must stand in it.
    """

    id: str = ""
    key: Key
    kind: Kind
    says: Text
    value: Value | None = None
    unit: Annotated[str, Field(max_length=40)] | None = None
    sense: Sense | None = None
    state: State | None = None
    scope: Text | None = None
    strength: Strength = "certain"
    hedge: Annotated[str, Field(max_length=60)] | None = None
    by: Name | None = None
    attribution: Attribution = "writer"
    on: Days | None = None
    published: Days | None = None
    basis: Text | None = None
    event: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] | None = None
    measure: Name | None = None
    firmness: Annotated[int, Field(ge=1, le=6)] | None = None
    at: tuple[int, int] | None = None
    tokens: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = ()
    cite: Text | None = None

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
                fact = {**fact, "id": f"{data.get('id')}#{fact['key']}" + (f"~{count}" if count > 1 else "")}
            named.append(fact)
        return {**data, "facts": named}

    @property
    def is_outside(self) -> bool:
        """Whether it is known by citation only, so that no passage can be checked."""
        return self.source.page is None

    def known_from(self, fact: Fact, clock: str = "publisher") -> date:
        """The day by which this fact of the text was surely published, told by ``clock``."""
        return self.source.known_from(clock, fact.published)


class Person(Record):
    """Someone who sits at the table: name, party (ISO 3166), office."""

    id: Name
    name: Text
    side: Party
    office: Text


class Resolution(Record):
    """Which reading of a disputed key we use, and why.

    ``prefer`` names a value of the reading; ``verdict`` says of what sort the
    dispute is; it is used only for questions asked from ``known_from`` on.
    """

    id: Name
    key: Key
    verdict: Literal["definitions differ", "resolved", "garbled", "both kept"]
    prefer: Value | None = None
    why: Text
    known_from: Day
    cite: Text | None = None


def one_of(known: tuple[str, ...], name: str, where: str) -> str:
    """``name`` when it is known; a ``ValueError`` naming the nearest one otherwise."""
    if name in known:
        return name
    raise ValueError(f"{where} is not known (got {name!r}). {near(name, known)}")
