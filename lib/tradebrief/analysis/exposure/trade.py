"""The rows of trade that an exposure is laid on: the table that comes with the seeds, or a file of lines treated by the law."""

from __future__ import annotations

from pathlib import Path

from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.table import TradeTable, table_of
from tradebrief.errors import ask_error, near
from tradebrief.trade.sources.read import TradeFile
from tradebrief.workbook.workbook import Workbook

RATE_OF_EXCHANGE = "yen-per-dollar"


SHIPPED = "us-imports-from-{origin}-2024"
"""The name of the small table of trade of an origin."""


def trade_table(
    book: Workbook, origin: str, trade: str | Path | TradeFile | TradeTable | None = None, lists: str | Path | None = None
) -> TradeTable:
    """The rows of trade to work on: the shipped table of an origin, or a file of lines treated by the law."""
    if isinstance(trade, TradeTable):
        return trade
    if trade is None:
        return shipped_table(book, origin)
    fallback = shipped_table(book, origin) if SHIPPED.format(origin=origin.lower()) in book.figures else None
    return treat(trade, laws(book), origin, book.groups, read_lists(lists, book.published_lists) if lists else Lists(), fallback).table


def shipped_table(book: Workbook, origin: str) -> TradeTable:
    """The small table of trade that comes with the seeds; an origin without one is an ``AskError``."""
    name = SHIPPED.format(origin=origin.lower())
    if name not in book.figures:
        known = [one.about.origin for one in book.figures.values() if one.about.scopes and one.about.origin]
        raise ask_error(
            "origin", "has no table of trade in the seeds", origin, f"{near(origin, known)} Or give its lines with --trade FILE."
        )
    return table_of(book.figures[name])
