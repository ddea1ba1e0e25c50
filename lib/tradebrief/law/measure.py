"""A tariff measure as a seed states it: one duty rule on goods and origins, its duties by day, its legal acts.

A duty stands under the day it starts *in force*. Several readings under one day stand in order of
publication: the last one published by the day of asking counts, so a retroactive order is one more line under an old day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from tradebrief.law.charge import Confidence, DutyEntry
from tradebrief.law.goods import Goods
from tradebrief.records.record import Day, Name, Party, Record, Text

Type = Literal[
    "mfn duty",
    "preferential duty",
    "de minimis relief",
    "section 232 steel",
    "section 232 aluminium",
    "section 232 copper",
    "section 232 metals",
    "section 232 autos",
    "section 232 auto parts",
    "section 232 heavy vehicles",
    "section 232 wood",
    "section 232 semiconductors",
    "section 232 pharmaceuticals",
    "section 232 drones",
    "section 232 polysilicon",
    "reciprocal duty",
    "emergency duty",
    "section 122 surcharge",
    "section 301 duty",
    "section 301 country duty",
    "section 338 duty",
    "exemption",
]

TYPES: tuple[str, ...] = get_args(Type)

#: The legal ground of a measure; a relation may name a ground for every measure that stands on it.
Basis = Literal[
    "column 1", "section 232", "emergency powers", "section 122", "section 301", "section 338", "section 321", "trade agreement"
]
BASES: tuple[str, ...] = get_args(Basis)

BASE_TYPES = frozenset({"mfn duty", "preferential duty"})
"""The types that make the base duty, on which the others stand."""

#: What a relation may name: a measure by its id, a type of measures, or a legal ground.
Named = Annotated[str, Field(pattern=r"^[a-z0-9]+([ -][a-z0-9]+)*$", max_length=100)]


class Origins(Record):
    """The origins a measure is about: all but some, or some."""

    all: Annotated[bool, Field(strict=False)] = False
    only: tuple[Party, ...] = ()
    except_: Annotated[tuple[Party, ...], Field(alias="except")] = ()

    @model_validator(mode="after")
    def _says_which(self) -> Origins:
        if self.all == bool(self.only):
            raise ValueError("names neither some origins nor all (got no single choice). Write [FRA], or {all: true, except: [DEU]}.")
        return self

    def with_members(self, unions: Mapping[str, tuple[str, ...]]) -> Origins:
        """The same origins with each union written out as its members too."""
        if unions.keys().isdisjoint((*self.only, *self.except_)):
            return self
        only, out = (
            tuple(dict.fromkeys(each for one in named for each in (one, *unions.get(one, ())))) for named in (self.only, self.except_)
        )
        return self.model_copy(update={"only": only, "except_": out})

    def holds(self, origin: str) -> bool:
        """Whether goods of this origin are meant."""
        return origin in self.only or (self.all and origin not in self.except_)


def _listed(value: Any) -> Any:
    return {"only": value} if isinstance(value, list) else value


def _readings(value: Any) -> Any:
    return [value] if isinstance(value, dict | DutyEntry) else value


class Dispute(Record):
    """A reading of the law that some source holds and we do not follow: what, by whom, from which day, and why not."""

    day: Day
    """From which day the readings differ."""
    last_day: Day | None = None
    """Until which day."""
    reading: Text
    """What the other source holds."""
    by: Text
    """Which source."""
    why: Text
    """Why it is not followed."""


class Act(Record):
    """An act that sets the rates of several partners: its days, its name, where it is printed."""

    announced: Day | None = None
    signed: Day | None = None
    published: Day
    act: Text
    cite: Text | None = None
    confidence: Confidence = "read"
    note: Text | None = None


Duties = dict[Day, Annotated[tuple[DutyEntry, ...], BeforeValidator(_readings)]]
"""Readings by the day they start in force."""


class Measure(Record):
    """A tariff measure: type and legal ground, importer, origins, goods, relations, and its duties by day.

    ``yields_to`` names measures (by id, type or ground) that take its place where they apply; ``supersedes`` those
    whose place it takes. ``if_claimed`` names a condition the importer must claim for it to apply (a relief);
    ``unless_claimed`` one that keeps it off: what charges is presumed, what relieves must be claimed.
    """

    id: Name
    title: Text
    """What it is, in a line."""
    short: Annotated[str, Field(max_length=28)] | None = None
    """The same in a word or two, as a figure names it."""
    type: Type
    """The kind of duty; two measures of one type apply to different goods, origins or days."""
    basis: Basis
    """The legal ground."""
    importer: Party
    """Whose schedule it is in, ISO 3166 alpha-3."""
    origins: Annotated[Origins, BeforeValidator(_listed)]
    """A list of parties, or {all: true, except: [...]}."""
    goods: Goods
    """The goods: all, codes, a list of codes, exceptions."""
    yields_to: tuple[Named, ...] = ()
    """What takes its place where both apply to a good: measures by id, type or legal ground."""
    yields_by: Text | None = None
    """The text that says so."""
    supersedes: tuple[Named, ...] = ()
    """Whose place it takes, named in the same way."""
    supersedes_by: Text | None = None
    """The text that says so."""
    if_claimed: Name | None = None
    """It applies only where the importer claims this: a relief."""
    unless_claimed: Name | None = None
    """It applies unless the importer claims this: a charge."""
    last_day: Day | None = None
    """Its last day, where its own act sets one."""
    duties: Duties = Field(default_factory=dict)
    """Its readings by the day they start in force."""
    disputed: tuple[Dispute, ...] = ()
    """Readings of other sources that are not followed, and why."""
    acts: dict[Name, Act] = Field(default_factory=dict)
    """The acts that the rows of NAME.partners.csv name: rates that differ by partner only."""
    partners: dict[Party, Duties] = Field(default_factory=dict)
    """What NAME.partners.csv says, where a few partners have readings of their own: a partner, then as under duties."""
    note: Text | None = None
    """What a reader must know: what is simplified, what is remembered."""
    url: Text | None = None
    """Where the act can be read."""

    @model_validator(mode="after")
    def _readings_stand_in_order(self) -> Measure:
        for day, readings in self.duties.items():
            days = [entry.published for entry in readings]
            if days != sorted(days):
                raise ValueError(
                    f"has readings out of order under {day} (got {', '.join(map(str, days))}). Put them in order of publication."
                )
        return self

    def with_members(self, unions: Mapping[str, tuple[str, ...]]) -> Measure:
        """The measure with each union that it names written out as its members too; what a member has of its own stays."""
        origins = self.origins.with_members(unions)
        partners = {member: rows for union, rows in self.partners.items() for member in unions.get(union, ())} | self.partners
        if origins is self.origins and len(partners) == len(self.partners):
            return self
        return self.model_copy(update={"origins": origins, "partners": partners})

    def for_origin(self, origin: str) -> Measure:
        """The measure as goods of one origin meet it: readings of its own stand beside those for all, under one day in order of publication."""
        own = self.partners.get(origin)
        if own is None:
            return self
        both = {day: (*self.duties.get(day, ()), *own.get(day, ())) for day in sorted({*self.duties, *own})}
        merged = {day: tuple(sorted(entries, key=lambda entry: entry.published)) for day, entries in both.items()}
        return self.model_copy(update={"duties": merged, "partners": {}})

    @property
    def is_base(self) -> bool:
        """Whether it is part of the base duty on which the others stand."""
        return self.type in BASE_TYPES

    @property
    def first_day(self) -> date:
        """The first day any of its duties is in force."""
        return min(day for rows in (self.duties, *self.partners.values()) for day in rows)

    def days(self) -> list[date]:
        """Every day on which something may change."""
        return sorted(self.duties)

    def entry_on(self, as_of: date, known_by: date) -> tuple[date, DutyEntry] | None:
        """The reading in force on ``as_of`` by what was published by ``known_by``, with its day; ``ends`` counts as none."""
        if self.last_day and as_of > self.last_day:
            return None
        for day in sorted((day for day in self.duties if day <= as_of), reverse=True):
            known = [entry for entry in self.duties[day] if entry.published <= known_by and not entry.expected]
            if known:
                return None if known[-1].ends else (day, known[-1])
        return None

    def expectation(self, day: date) -> DutyEntry | None:
        """The expected entry that stands under a day."""
        return next((entry for entry in self.duties.get(day, ()) if entry.expected), None)
