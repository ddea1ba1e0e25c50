"""Goods found by words, each with its general rate and the value of its trade."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tradebrief.analysis.exposure.lines import read_lines
from tradebrief.errors import ask_error
from tradebrief.law.duty import Duty, percent
from tradebrief.law.goods import dotted
from tradebrief.law.goods_words import NamedGoods
from tradebrief.law.hts.descriptions import kept_descriptions
from tradebrief.law.hts.store import KeptSchedule
from tradebrief.results.frames import Frame
from tradebrief.results.result import Listing, Result
from tradebrief.workbook.workbook import Workbook

VALUES = "us-goods-from-{origin}-2024"
"""The name of the table with the customs value of labelled goods of an origin."""


@dataclass(frozen=True, kw_only=True, repr=False)
class FoundGoods(Result):
    """Goods that words mean: code, our label or the description with its headings, general rate, customs value in dollars where it is known.

    ``score`` is up to 1; ``description`` is what a user's file of the schedule says, empty without one.
    """

    code: str
    name: str
    description: str
    general_rate: str
    customs_value: float | None
    score: float

    _frames: ClassVar[Mapping[str, Frame]] = {
        "goods": Frame("", "code title=name says=description stated=general_rate customs_value"),
    }
    _heading: ClassVar[str] = "{0.code}: {0.name}"


def goods(
    book: Workbook,
    words: str = "",
    *,
    origin: str | None = None,
    importer: str | None = None,
    trade: str | Path | None = None,
    most: int | None = 10,
) -> Listing[FoundGoods]:
    """Codes of goods by words, best first, among our own labels and, where a file of the schedule was given, its descriptions.

    Case, order, plurals and small slips do not count; Japanese words find Japanese labels. Among equals the larger trade comes first.

    Args:
        book: the workbook, from ``tb.load()``
        words: what the goods are called, as ``passenger cars``; without any, every label by value
        origin: whose trade the value is of, by code or name of a party; without one, the workbook's partner
        importer: whose tariffs, by code or name; without one, the workbook's importer
        trade: a file of trade lines to take values from, for every code; without one, the labelled goods of the shipped trade
        most: how many at most; ``None`` for all

    Examples:
        >>> import tradebrief as tb
        >>> [(one.code, one.name) for one in tb.goods(tb.load(), "excavator", most=1)]
        [('8429.52', 'excavators')]
    """
    value = _values(book, book.origin_asked(origin), trade)
    found = _found(book, words)
    ranked = sorted(found, key=lambda pair: (-round(pair[0], 1 if not words else 2), -(value(pair[1].code) or 0), pair[1].code))
    schedule = book.revisions.get(book.importer_asked(importer))
    rows = [
        FoundGoods(
            code=dotted(one.code),
            name=one.name,
            description=one.described,
            general_rate=_general(schedule, one.code) if schedule else "",
            customs_value=value(one.code),
            score=score,
        )
        for score, one in ranked[:most]
    ]
    return Listing(rows, of=FoundGoods, title="Goods by words", asked={"words": words}, leads=("tb.current_duties(book, code, as_of=…)",))


def _found(book: Workbook, words: str) -> Sequence[tuple[float, NamedGoods]]:
    names = book.goods_names
    if not words.strip():
        return [(1.0, one) for one in names.own]
    given = list(kept_descriptions())
    return names.with_descriptions(given).find(words) if given else names.find(words)


def _values(book: Workbook, origin: str, trade: str | Path | None) -> Callable[[str], float | None]:
    """The customs value of a code, of a user's lines or of the shipped table of labelled goods; nothing where it is not known."""
    if trade is None:
        table = book.figures.get(VALUES.format(origin=origin.lower()))
        return {row["code"]: float(row["customs_value_usd"]) for row in table.rows}.get if table else lambda _: None
    lines = read_lines(trade, origin)
    if not lines.codes:
        raise ask_error(str(trade), "holds no lines", remedy="Give a file with one row for each code.")
    order = sorted(zip(lines.codes, lines.value.tolist(), strict=True))
    codes = [code for code, _ in order]
    return lambda code: sum(value for _, value in order[bisect_left(codes, code) : bisect_left(codes, f"{code}:")])


def _general(schedule: KeptSchedule, code: str) -> str:
    """The general rate of a code; of one with several, from the lowest to the highest, or how many where some are by unit."""
    first = code[:8]
    under = schedule.codes[bisect_left(schedule.codes, first) : bisect_left(schedule.codes, f"{first}:")]
    rates = dict.fromkeys(line.general for line in map(schedule.line, under) if line)
    if len(rates) < 2:
        return next(iter(rates), "")
    duties = [Duty.read(rate) for rate in rates]
    if not all(one.is_ad_valorem for one in duties):
        return f"{len(rates)} rates"
    low, high = min(one.share for one in duties), max(one.share for one in duties)
    return f"{percent(low) if low else 'free'} to {percent(high)}"
