"""A tariff measure as a seed states it: one duty rule on goods and origins, its duties by day, its legal acts.

A duty stands under the day it starts *in force*. Several readings under one day stand in order of
publication: the last one published by the day of asking counts, so a retroactive order is one more line under an
old day. The verb says how a duty meets the others:

``adds``           on top of the base duty (column 1) and of the other measures;
``tops up to``     an all-in rate: the base duty is inside, the measure adds what is missing to it;
``replaces``       in place of the base duty;
``ends``           from this day on the measure no longer applies;
``expected``       announced and never in force: inert until a scenario turns it on;
``cannot be said`` a charge that is no share of the value (a minimum price): asking is an error, never a zero.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from tradebrief.duty import FORMS, Duty, DutyText, Percent, percent, read_duty
from tradebrief.goods import Goods
from tradebrief.record import Day, Name, Number, Party, Record, Text

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
    "exemption",
]

#: The legal ground of a measure; a relation may name a ground for every measure that stands on it.
Basis = Literal["column 1", "section 232", "emergency powers", "section 122", "section 301", "section 321", "trade agreement"]
BASES: tuple[str, ...] = get_args(Basis)

BASE_TYPES = frozenset({"mfn duty", "preferential duty"})
"""The types that make the base duty, on which the others stand."""

Confidence = Literal["read", "medium", "memory"]

Verb = Literal["adds", "tops up to", "replaces", "ends", "cannot be said"]

#: What a relation may name: a measure by its id, or a legal ground.
Named = Annotated[str, Field(pattern=r"^[a-z0-9]+([ -][a-z0-9]+)*$", max_length=100)]

AS_LISTED = Duty(share=Decimal(-1))
"""Stands for the duty beside each code in the list of the scope; never charged itself."""


def _duty_or_listed(value: Any) -> Duty:
    return AS_LISTED if value == "as listed" else read_duty(value)


def _true(value: Any) -> bool:
    if value is True or value == "true":
        return True
    raise ValueError(f"is not 'true' (got {value!r}). Write 'true' or leave the field out.")


class Expectation(Record):
    """What was announced: the verb and the duty it would have."""

    verb: Verb = "adds"
    duty: DutyText


def read_expectation(value: Any) -> Expectation:
    """``25 %`` (adds) or ``tops up to 15 %``."""
    if isinstance(value, Expectation):
        return value
    if not isinstance(value, str):
        raise ValueError(f"is not a duty (got {value!r}). {FORMS}")
    verb: Any = next((one for one in ("tops up to", "replaces", "adds") if value.startswith(f"{one} ")), None)
    return Expectation(verb=verb or "adds", duty=read_duty(value.removeprefix(f"{verb} ")))


class Part(Record):
    """A duty on part of the customs value.

    ``share`` names the assumption that says how large the part is, ``otherwise`` what is taken where the book
    holds no such assumption. What yields to the measure yields on that part only, unless the ``rest`` is shielded.
    """

    share: Name
    otherwise: Percent | None = None
    rest: Literal["owes other duties", "shielded"] = "owes other duties"


class Charge(Record):
    """A verb with its duty: exactly one of the three."""

    adds: Annotated[Duty, PlainValidator(_duty_or_listed)] | None = None
    tops_up_to: Annotated[DutyText | None, Field(alias="tops up to")] = None
    replaces: DutyText | None = None

    @property
    def charged(self) -> tuple[Verb, Duty] | None:
        """The verb and the duty, if one is stated."""
        stated: tuple[tuple[Verb, Duty | None], ...] = (("adds", self.adds), ("tops up to", self.tops_up_to), ("replaces", self.replaces))
        return next(((verb, duty) for verb, duty in stated if duty is not None), None)

    def count(self) -> int:
        """How many verbs are stated."""
        return sum(duty is not None for duty in (self.adds, self.tops_up_to, self.replaces))


class OneCharge(Charge):
    """A charge that must be stated."""

    @model_validator(mode="after")
    def _is_stated(self) -> OneCharge:
        if self.count() != 1:
            raise ValueError(f"states not one duty (got {self.count()}). Write 'adds', 'tops up to' or 'replaces', once.")
        return self


class Quota(Record):
    """A tariff quota: so many units in each period at the duty ``in``, the others at the duty ``out``."""

    volume: Number
    unit: Text
    per: Text
    in_: Annotated[OneCharge, Field(alias="in")]
    out: OneCharge

    def parts(self, quantity: Decimal | None) -> tuple[Decimal, Decimal]:
        """Which shares of ``quantity`` come in within the quota and above it; without one, all comes within."""
        if quantity is None or quantity <= self.volume:
            return Decimal(1), Decimal(0)
        inside = self.volume / quantity
        return inside, 1 - inside


class Entry(Charge):
    """One reading of a measure's duty from one day on: what it charges, and the act that says so.

    ``announced``, ``signed`` and ``published`` are Washington days; only what is published can be known.
    ``confidence`` says whether the act was read, is told by indirect sources, or is remembered.
    """

    quota: Quota | None = None
    expected: Annotated[Expectation, PlainValidator(read_expectation)] | None = None
    ends: Annotated[bool, PlainValidator(_true)] | None = None
    cannot_be_said: Annotated[Text | None, Field(alias="cannot be said")] = None
    on: Part | None = None
    announced: Day | None = None
    signed: Day | None = None
    published: Day
    act: Text
    cite: Text | None = None
    heading: Text | None = None
    confidence: Confidence = "read"
    note: Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Entry:
        said = self.count() + sum(thing is not None for thing in (self.quota, self.expected, self.ends, self.cannot_be_said))
        if said != 1:
            raise ValueError(f"says not one thing (got {said}). Write one of 'adds', 'tops up to', 'replaces', 'quota', 'expected', 'ends', 'cannot be said'.")
        if self.signed and self.published < self.signed:
            raise ValueError(f"is published before it was signed (got {self.published} before {self.signed}). Correct one of the days.")
        return self

    @property
    def first_told(self) -> date:
        """The day it was first told of: announced, or else signed, or else published."""
        return self.announced or self.signed or self.published

    @property
    def says(self) -> str:
        """The reading in words: ``adds 25 %``."""
        if self.expected:
            return f"expected: {self.expected.verb} {self.expected.duty}"
        if self.quota:
            inside, outside = self.quota.in_.charged, self.quota.out.charged
            assert inside is not None
            assert outside is not None
            return f"{inside[0]} {inside[1]} within {self.quota.volume:,} {self.quota.unit}, {outside[0]} {outside[1]} above"
        if self.charged:
            verb, duty = self.charged
            part = f" of {self.on.share}" if self.on else ""
            return f"{verb} {'the rate of each line' if duty == AS_LISTED else duty}{part}"
        return "ends" if self.ends else f"cannot be said: {self.cannot_be_said}"


class Origins(Record):
    """The origins a measure is about: all but some, or some."""

    all: Annotated[bool, Field(strict=False)] = False
    only: tuple[Party, ...] = ()
    except_: Annotated[tuple[Party, ...], Field(alias="except")] = ()

    @model_validator(mode="after")
    def _says_which(self) -> Origins:
        if self.all == bool(self.only):
            raise ValueError("names neither some origins nor all (got no single choice). Write [JPN], or {all: true, except: [CAN]}.")
        return self

    def holds(self, origin: str) -> bool:
        """Whether goods of this origin are meant."""
        return origin in self.only or (self.all and origin not in self.except_)


def _listed(value: Any) -> Any:
    return {"only": value} if isinstance(value, list) else value


def _readings(value: Any) -> Any:
    return [value] if isinstance(value, dict | Entry) else value


class Dispute(Record):
    """A reading of the law that some source holds and we do not follow: what, by whom, from which day, and why not."""

    day: Day
    last_day: Day | None = None
    reading: Text
    by: Text
    why: Text


class Measure(Record):
    """A tariff measure: type and legal ground, importer, origins, goods, relations, and its duties by day.

    ``yields_to`` names measures (or grounds) that take its place where they apply; ``supersedes`` those
    whose place it takes. ``if_claimed`` names a condition the importer must claim for it to apply (a relief);
    ``unless_claimed`` one that keeps it off: what charges is presumed, what relieves must be claimed.
    """

    id: Name
    title: Text
    type: Type
    basis: Basis
    importer: Party
    origins: Annotated[Origins, BeforeValidator(_listed)]
    goods: Goods
    yields_to: tuple[Named, ...] = ()
    yields_by: Text | None = None
    supersedes: tuple[Named, ...] = ()
    supersedes_by: Text | None = None
    if_claimed: Name | None = None
    unless_claimed: Name | None = None
    last_day: Day | None = None
    duties: Annotated[dict[Day, Annotated[tuple[Entry, ...], BeforeValidator(_readings)]], Field(min_length=1)]
    disputed: tuple[Dispute, ...] = ()
    note: Text | None = None
    url: Text | None = None

    @model_validator(mode="after")
    def _readings_stand_in_order(self) -> Measure:
        for day, readings in self.duties.items():
            days = [entry.published for entry in readings]
            if days != sorted(days):
                raise ValueError(f"has readings out of order under {day} (got {', '.join(map(str, days))}). Put them in order of publication.")
        return self

    @property
    def is_base(self) -> bool:
        """Whether it is part of the base duty on which the others stand."""
        return self.type in BASE_TYPES

    @property
    def first_day(self) -> date:
        """The first day any of its duties is in force."""
        return min(self.duties)

    def days(self) -> list[date]:
        """Every day on which something may change."""
        return sorted(self.duties)

    def entry_on(self, as_of: date, known_by: date) -> tuple[date, Entry] | None:
        """The reading in force on ``as_of`` by what was published by ``known_by``, with its day; ``ends`` counts as none."""
        if self.last_day and as_of > self.last_day:
            return None
        for day in sorted((day for day in self.duties if day <= as_of), reverse=True):
            known = [entry for entry in self.duties[day] if entry.published <= known_by and not entry.expected]
            if known:
                return None if known[-1].ends else (day, known[-1])
        return None

    def expectation(self, day: date) -> Entry | None:
        """The expected entry that stands under a day."""
        return next((entry for entry in self.duties.get(day, ()) if entry.expected), None)


def spoken_rate(verb: Verb, stated: str, rate: Decimal, share: Decimal, of: str = "value") -> str:
    """A component in words: ``adds 50 % on 40 % of the value``; an all-in rate with what it comes to."""
    said = f"{verb} {stated}" if stated != "free" else "adds nothing"
    said += f", adding {percent(rate)}" if verb == "tops up to" else ""
    return said + (f" on {percent(share)} of the {of}" if share != 1 else "")
