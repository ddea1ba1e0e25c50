"""A mark: a stretch of a sentence that a fact may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Sort = Literal["figure", "day", "hedge"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A stretch of a sentence that a fact may rest on; places count from the start of the sentence.

    ``value`` is a number, or days in EDTF (empty where no publication day is known to count from);
    of a hedge ``value`` is the strength it gives. ``basis`` says how days were counted.
    """

    sort: Sort
    start: int
    end: int
    text: str
    value: Decimal | str = ""
    unit: str = ""
    basis: str = ""
