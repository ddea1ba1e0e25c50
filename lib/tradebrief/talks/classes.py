"""Reference classes: the cases a forecast may learn from, each with the reason why it is in or out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from tradebrief.records.record import Day, Name, Number, Record, Text
from tradebrief.talks.records import Confidence, named


class Member(Record):
    """Why a case belongs to a reference class, and where its outcome stands: in its talks, or here when it has none."""

    id: Name
    why: Text
    talks: Name | None = None
    deal: Day | None = None
    known_from: Day | None = None
    source: Text | None = None
    confidence: Confidence = "high"

    @model_validator(mode="after")
    def _can_be_followed(self) -> Member:
        if self.deal and not (self.known_from and self.source):
            raise ValueError(f"has a deal without a day or source (got {self.deal}). Write 'known_from' and 'source' beside it")
        return self


class ReferenceClass(Record):
    """Cases a forecast may learn from, each with the reason it is in or out; the file's name is its id.

    ``of`` says what is compared. Gaps are taken from the rounds of the members' talks; times to a deal count from
    ``origin`` and are watched until ``watched_to``; ``values`` are given where only a published list exists.
    """

    id: Name
    title: Text
    of: Literal["gaps", "time to deal"]
    unit: Literal["days", "months"] = "days"
    origin: Day | None = None
    watched_to: Day | None = None
    members: Annotated[dict[Name, Member], BeforeValidator(named)] = {}
    left_out: dict[Name, Text] = {}
    values: tuple[Number, ...] = ()
    known_from: Day | None = None
    source: Text | None = None
