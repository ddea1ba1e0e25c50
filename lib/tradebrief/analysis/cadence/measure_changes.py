"""Changes of the measures that talks are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class MeasureChange:
    """A change of a measure that the talks are about: the day it starts, since when that could be known, what it does and by which act."""

    day: date
    published: date
    measure: str
    title: str
    says: str
    act: str


def acts_known(book: Workbook, talks: str, known_by: date) -> tuple[MeasureChange, ...]:
    """Every change of a measure the talks are about, as the law was published by a day; what changes nothing is left out."""
    found: list[MeasureChange] = []
    for measure in (book.measures[name] for name in book.talks[talks].about if name in book.measures):
        before = ""
        for day, entries in sorted(measure.duties.items()):
            known = [one for one in entries if one.published <= known_by and not one.expected]
            if known and known[-1].says != before:
                before, last = known[-1].says, known[-1]
                found.append(
                    MeasureChange(day=day, published=last.published, measure=measure.id, title=measure.title, says=last.says, act=last.act)
                )
    return tuple(sorted(found, key=lambda act: (act.day, act.measure)))
