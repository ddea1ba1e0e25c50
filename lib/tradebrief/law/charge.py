"""What one reading of a measure charges: a verb with its duty, on all of the value or a part, within a quota or not.

The verb says how a duty meets the others:

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
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from tradebrief.law.duty import FORMS, Duty, DutyText, Percent, percent, read_duty
from tradebrief.records.record import Day, Name, Number, Record, Text

Confidence = Literal["read", "medium", "memory"]

Verb = Literal["adds", "tops up to", "replaces", "ends", "cannot be said"]

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


class PartOfValue(Record):
    """A duty on part of the customs value.

    ``share`` names the assumption that says how large the part is, ``otherwise`` what is taken where the book
    holds no such assumption. What yields to the measure yields on that part only, unless the ``rest`` is shielded.
    """

    share: Name
    """The assumption that says how large the part is."""
    otherwise: Percent | None = None
    """What is taken where the book holds no such assumption."""
    rest: Literal["owes other duties", "shielded"] = "owes other duties"
    """Whether the rest of the value owes other duties or is shielded from them."""


class Charge(Record):
    """A verb with its duty: exactly one of the three."""

    adds: Annotated[Duty, PlainValidator(_duty_or_listed)] | None = None
    """A duty on top of the base duty and of the others, or as listed: the rate beside each code."""
    tops_up_to: Annotated[DutyText | None, Field(alias="tops up to")] = None
    """An all-in rate with the base duty inside."""
    replaces: Annotated[Duty, PlainValidator(_duty_or_listed)] | None = None
    """A duty in place of the base duty, or as listed."""

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

    @property
    def stated(self) -> tuple[Verb, Duty]:
        """The verb and the duty."""
        assert self.charged is not None
        return self.charged


class Quota(Record):
    """A tariff quota: so many units in each period at the duty ``in``, the others at the duty ``out``."""

    volume: Number
    """How many units come in at the lower duty."""
    unit: Text
    """Of what: cars, tonnes."""
    per: Text
    """In which period: year, or a period 2025-06-30/2025-12-31."""
    in_: Annotated[OneCharge, Field(alias="in")]
    """The duty within it."""
    out: OneCharge
    """The duty above it."""

    def parts(self, quantity: Decimal | None) -> tuple[Decimal, Decimal]:
        """Which shares of ``quantity`` come in within the quota and above it; without one, all comes within."""
        if quantity is None or quantity <= self.volume:
            return Decimal(1), Decimal(0)
        inside = self.volume / quantity
        return inside, 1 - inside


class DutyEntry(Charge):
    """One reading of a measure's duty from one day on: what it charges, and the act that says so.

    ``announced``, ``signed`` and ``published`` are Washington days; only what is published can be known.
    ``confidence`` says whether the act was read, is told by indirect sources, or is remembered.
    """

    quota: Quota | None = None
    """So many units at one duty, the others at another."""
    expected: Annotated[Expectation, PlainValidator(read_expectation)] | None = None
    """What was announced: 25%, or tops up to 15%."""
    ends: Annotated[bool, PlainValidator(_true)] | None = None
    """true: from this day on it no longer applies."""
    cannot_be_said: Annotated[Text | None, Field(alias="cannot be said")] = None
    """A charge that is no share of the value, in words; asking for it is an error."""
    on: PartOfValue | None = None
    """The part of the value it applies to."""
    announced: Day | None = None
    """The Washington day it was first told of."""
    signed: Day | None = None
    """The day the act was signed."""
    published: Day
    """The day the act was public; nothing can be known before."""
    act: Text
    """The act that says so, with its section."""
    cite: Text | None = None
    """Where it is printed: 90 FR 15041."""
    heading: Text | None = None
    """Its heading in chapter 99 of the tariff schedule."""
    confidence: Confidence = "read"
    """read: a source was read; medium: told by indirect sources; memory: remembered."""
    note: Text | None = None
    """What this reading does."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> DutyEntry:
        said = self.count() + sum(thing is not None for thing in (self.quota, self.expected, self.ends, self.cannot_be_said))
        if said != 1:
            raise ValueError(
                f"says not one thing (got {said}). Write one of 'adds', 'tops up to', 'replaces', 'quota', 'expected', 'ends', 'cannot be said'."
            )
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
            inside, outside = self.quota.in_.stated, self.quota.out.stated
            return f"{inside[0]} {inside[1]} within {self.quota.volume:,} {self.quota.unit}, {outside[0]} {outside[1]} above"
        if self.charged:
            verb, duty = self.charged
            part = f" of {self.on.share}" if self.on else ""
            return f"{verb} {'the rate of each line' if duty == AS_LISTED else duty}{part}"
        return "ends" if self.ends else f"cannot be said: {self.cannot_be_said}"


def spoken_rate(verb: Verb, stated: str, rate: Decimal, share: Decimal, of: str = "value") -> str:
    """A component in words: ``adds 50% on 40% of the value``; an all-in rate with what it comes to."""
    said = f"{verb} {stated}" if stated != "free" or verb == "replaces" else "adds nothing"
    said += f", adding {percent(rate)}" if verb == "tops up to" else ""
    return said + (f" on {percent(share)} of the {of}" if share != 1 else "")
