"""The base duty inside a duty that customs calculated: what was paid under column 1 (or 2), without the duties of chapter 99.

The duty of 2024 on a line holds section 301 on China, section 232 on metals and safeguards. What lies above the general rate of the line is taken to be
those and left out: the law charges them anew. A line whose general rate is no share of the value keeps what was paid, but for goods of origins that owe section 301 or
column 2, which are taken at what such goods of other origins paid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import numpy as np

from tradebrief.analysis.exposure.paid_duties import COLUMN_2, OTHERWISE
from tradebrief.law.duty import read_duty
from tradebrief.law.hts.equivalents import EVERYONE, Equivalents
from tradebrief.law.hts.store import KeptSchedule
from tradebrief.workbook.workbook import Workbook

BaseRule = Callable[[Sequence[str], np.ndarray, np.ndarray], np.ndarray]
"""Finds the base duty of lines: codes, customs values and duties in, base duties out."""


def base_rule(book: Workbook, origin: str) -> BaseRule | None:
    """How the base duty is found inside the duty on lines of an origin, where the schedule of the importer is known."""
    importer = book.schedule().importer
    if importer not in book.revisions:
        return None
    return partial(without_other_duties, origin=origin, schedule=book.revisions[importer], paid=book.equivalents.get(importer))


def without_other_duties(
    codes: Sequence[str], value: np.ndarray, duty: np.ndarray, origin: str, schedule: KeptSchedule, paid: Equivalents | None
) -> np.ndarray:
    """The base duty of lines of an origin in dollars, never more than what was calculated on them."""
    rates = _rates(schedule, paid, origin in COLUMN_2, origin in OTHERWISE)
    most = np.array([rates.get(code[:8], np.inf) for code in codes])
    return np.minimum(duty, most * np.where(value > 0, value, 1.0))


@lru_cache(maxsize=8)
def _rates(schedule: KeptSchedule, paid: Equivalents | None, column_2: bool, others: bool) -> dict[str, float]:
    """The most that a line can owe under its column, by its code; a line is missing where no rate tells."""
    found: dict[str, float] = {}
    for line in schedule.lines():
        text = (line.column2 or line.general) if column_2 else line.general
        stated = read_duty(text)
        if stated.is_ad_valorem and not stated.reference:
            found[line.code] = float(stated.rate())
        elif others and paid and not column_2 and (equal := paid.of(line.code, EVERYONE, stated, stated)):
            found[line.code] = float(equal.rate)
    return found
