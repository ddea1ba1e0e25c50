"""Numbers that neither the law nor the articles give: each with its range, its source and why it was chosen."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from tradebrief.records.record import Name, Number, Record, Text


class Assumption(Record):
    """One number we assume: the value used, the lowest and highest worth trying, its unit and where it comes from; the file's name is its id."""

    id: Name
    title: Text
    low: Number
    central: Number
    high: Number
    unit: Text
    source: Text
    why: Text
    cite: Text | None = None
    confidence: Literal["high", "medium", "low", "memory"] = "medium"

    @model_validator(mode="after")
    def _in_order(self) -> Assumption:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"is not in order (got low {self.low}, central {self.central}, high {self.high}). Write the lowest first")
        return self
