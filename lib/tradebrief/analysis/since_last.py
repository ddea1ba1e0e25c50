"""What an edition tells beside ``differences``: numbers of two briefings, duties that took effect meanwhile, and what was recorded late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tradebrief.analysis.briefing import Briefing
from tradebrief.analysis.changes import charged, differences, told_by
from tradebrief.analysis.difference import Difference, differs
from tradebrief.provenance.quantity import Quantity
from tradebrief.workbook.workbook import Workbook

Known = Mapping[str, str]
"""What was known when an edition was made: each thing by its kind and id, with what was said of it."""

RECORDED = ("fact", "event", "deadline", "measure", "proposal")
"""Kinds of differences that are records; the others are counted or compared from them."""


@dataclass(frozen=True, kw_only=True)
class KeyNumber:
    """A number of a briefing: its name, the day it is about where it is a chance, and the number."""

    name: str
    day: date | None
    number: Quantity


def key_numbers(found: Briefing) -> dict[tuple[str, date | None], KeyNumber]:
    """The numbers that a briefing stands on, by name and day: tariffs, rounds, and the chances of a round and of a deal while there is none."""
    numbers: dict[tuple[str, date | None], Quantity | None] = {
        ("average-tariff", None): found.now.effective_rate,
        ("duty", None): found.now.duty,
        ("coverage", None): found.now.coverage,
        ("if-lapsed", None): found.rate_if_lapsed,
        ("rounds", None): found.rounds.round_count,
    }
    if not found.rounds.ended:
        head = found.forecast.headline
        numbers["next-round", head.before if head else None] = found.forecast.first_chance
        numbers |= {("deal", one.by): found.deals.chance(one) for one in found.deals.horizons if one.p is not None}
    return {key: KeyNumber(name=key[0], day=key[1], number=number) for key, number in numbers.items() if number is not None}


def took_effect(book: Workbook, *, first: date, last: date, known_by: date) -> Iterator[Difference]:
    """Measures that charge otherwise on ``last`` than on ``first`` by what was known by ``known_by``, each with the act and the day it began."""
    for measure in book.measures.values() if first < last else ():
        old, new = charged(measure, first, known_by), charged(measure, last, known_by)
        if old == new:
            continue
        start = found[0] if (found := measure.entry_on(last, known_by)) else measure.last_day
        entries = [found[1]] if found else [entry for _, entry in filter(None, [measure.entry_on(first, known_by)])]
        yield differs("law", measure.id, old, new, day=start, **told_by(measure, entries))


def known(book: Workbook, known_by: date, clock: str = "publisher") -> dict[str, str]:
    """What the records say by a day, to be kept with an edition; half a second for the shipped seeds."""
    rows = differences(book, from_known=date.min, to_known=known_by, clock=clock).rows
    return {" ".join(map(str, (row.what, row.id, *filter(None, [row.day])))): row.after for row in rows if row.what in RECORDED}


def corrections(before: Known, now: Known) -> Iterator[Difference]:
    """Records about the same time that were added, changed or withdrawn after an edition was made."""
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key, ""), now.get(key, "")
        if old != new:
            what, _, name = key.partition(" ")
            yield differs(what, name, old, new, "")
