"""The rows of trade that an exposure is laid on: the table that comes with the seeds, or a file of lines treated by the law."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from tradebrief.analysis.exposure.base_paid import without_other_duties
from tradebrief.analysis.exposure.build import BaseRule, treat
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.partner_table import PartnerTrade
from tradebrief.analysis.exposure.table import TradeTable, table_of
from tradebrief.errors import ask_error, near
from tradebrief.trade.datasets import Figures
from tradebrief.trade.sources.read import TradeFile
from tradebrief.workbook.workbook import Workbook

RATE_OF_EXCHANGE = "yen-per-dollar"


SHIPPED = "us-imports-from-{origin}-2024"
"""The name of the small table of trade of an origin."""


def trade_table(
    book: Workbook,
    origin: str,
    trade: str | Path | TradeFile | TradeTable | None = None,
    lists: str | Path | None = None,
    *,
    terms: bool = False,
) -> TradeTable:
    """The rows of trade to work on: the shipped table of an origin, or a file of lines treated by the law.

    On the ``terms`` of another partner the table of all origins is taken, which keeps apart what the law on goods of any origin treats apart.
    """
    shared = partner_trade(book)
    if isinstance(trade, TradeTable) and not (terms and shared and trade.name in book.figures):
        return trade
    trade = None if isinstance(trade, TradeTable) else trade
    if trade is None:
        return shared.of(origin) if terms and shared else shipped_table(book, origin)
    own = SHIPPED.format(origin=origin.lower()) in book.figures
    fallback = shipped_table(book, origin) if own or (shared and origin in shared.origins) else None
    full = read_lists(lists, book.published_lists) if lists else Lists()
    return treat(trade, laws(book), origin, book.groups, full, fallback, None if own else base_rule(book, origin)).table


def base_rule(book: Workbook, origin: str) -> BaseRule | None:
    """How the base duty is found inside the duty on lines of an origin, where the schedule of the importer is known."""
    importer = book.schedule().importer
    if importer not in book.revisions:
        return None
    return partial(without_other_duties, origin=origin, schedule=book.revisions[importer], paid=book.equivalents.get(importer))


def partner_trade(book: Workbook) -> PartnerTrade | None:
    """The table of all origins that comes with the seeds."""
    found = next((one for one in book.figures.values() if one.about.by_origin and one.path), None)
    return _kept(found) if found else None


@lru_cache(maxsize=4)
def _kept(found: Figures) -> PartnerTrade:
    assert found.path is not None
    return PartnerTrade(about=found.about, path=found.path)


def shipped_table(book: Workbook, origin: str) -> TradeTable:
    """The small table of trade that comes with the seeds; an origin without one is an ``AskError``."""
    name = SHIPPED.format(origin=origin.lower())
    shared = partner_trade(book)
    if name not in book.figures and shared:
        return shared.of(origin)
    if name not in book.figures:
        known = [one.about.origin for one in book.figures.values() if one.about.scopes and one.about.origin]
        raise ask_error(
            "origin", "has no table of trade in the seeds", origin, f"{near(origin, known)} Or give its lines with --trade FILE."
        )
    return table_of(book.figures[name])
