"""The rows of trade that an exposure is laid on: the table that comes with the seeds, or a file of lines treated by the law."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tradebrief.analysis.exposure.base_paid import base_rule
from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.partner_table import PartnerTrade
from tradebrief.analysis.exposure.table import TradeTable, table_of
from tradebrief.errors import LackError, ask_error, near
from tradebrief.records.assumption import Assumption
from tradebrief.trade.datasets import Figures
from tradebrief.trade.sources.read import TradeFile
from tradebrief.workbook.workbook import Workbook


def shipped_name(book: Workbook, origin: str) -> str:
    """The name of the small table of trade of an origin: the one that is there, else what one would be called."""
    there = [name for name, one in book.figures.items() if one.about.scopes and one.about.origin == origin]
    year = book.about.trade_year
    named = f"{(book.about.importer or 'all').lower()}-imports-from-{origin.lower()}-{year or 'year'}"
    return next((name for name in there if year and name.endswith(year)), there[0] if there else named)


def year_of(book: Workbook, table: TradeTable) -> str:
    """The year of the trade: as the table says, else as the workbook does; nothing where neither does."""
    sheet = book.figures.get(table.name)
    return (sheet.about.period if sheet else None) or book.about.trade_year or ""


def exchange_of(book: Workbook) -> Assumption | None:
    """The rate of exchange into the partner's currency, where the workbook has one."""
    currency = (book.about.currency or "").lower()
    return book.assumptions.get(book.about.exchange or f"{currency}-per-dollar")


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
    own = shipped_name(book, origin) in book.figures
    fallback = shipped_table(book, origin) if own or (shared and origin in shared.origins) else None
    full = read_lists(lists, book.published_lists) if lists else Lists()
    return treat(trade, laws(book), origin, book.groups, full, fallback, None if own else base_rule(book, origin)).table


def known_trade(book: Workbook) -> frozenset[str]:
    """The origins of which a table of trade comes with the seeds."""
    shared = partner_trade(book)
    return frozenset(shared.origins if shared else ()) | {
        one.about.origin for one in book.figures.values() if one.about.scopes and one.about.origin
    }


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
    name = shipped_name(book, origin)
    if name in book.figures:
        return table_of(book.figures[name])
    if shared := partner_trade(book):
        return shared.of(origin)
    if origin == book.about.partner:
        raise LackError("trade", origin)
    remedy = f"{near(origin, sorted(known_trade(book)))} Or give its lines with --trade FILE."
    raise ask_error("origin", "has no table of trade in the seeds", origin, remedy)
