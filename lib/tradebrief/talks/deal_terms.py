"""What partners gave in a deal; the tariffs of it stand in the law."""

from __future__ import annotations

from typing import Literal

from tradebrief.records.record import Day, Party, Record, Text


class DealTerms(Record):
    """What a partner gave in a deal, and when the deal was announced; the tariffs of it stand in the law."""

    id: Party
    day: Day
    known_from: Day
    gave: Text
    source: Text
    confidence: Literal["read", "medium", "memory"] = "medium"
