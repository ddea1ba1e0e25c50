"""What partners gave in a deal; the tariffs of it stand in the law."""

from __future__ import annotations

from typing import Literal

from tradebrief.records.record import Code, Day, Party, Record, Text


class DealTerms(Record):
    """What a partner gave in a deal, and when the deal was announced; the tariffs of it stand in the law.

    ``instead_of`` is the day for which the reciprocal tariff was announced that the deal came instead of, ``cars`` the line by which tariffs on cars are shown.
    """

    id: Party
    day: Day
    known_from: Day
    instead_of: Day
    cars: Code
    gave: Text
    source: Text
    confidence: Literal["read", "medium", "memory"] = "medium"
