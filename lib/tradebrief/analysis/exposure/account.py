"""Exposure: what trade owes on a day under a convention, by product group and by measure, with its bands and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tradebrief.analysis.exposure.collected import collected_exposure
from tradebrief.analysis.exposure.conventions import convention_of, known_on, law_under
from tradebrief.analysis.exposure.parts import ExposureQuery, bands, by_group, by_measure, loose
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.stack import RowDuties
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import exchange_of, trade_table, year_of
from tradebrief.provenance.quantity import Quantity
from tradebrief.records.record import one_or_several
from tradebrief.results.missing import tells_gaps
from tradebrief.workbook.workbook import Workbook


@tells_gaps
def exposure(
    book: Workbook,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    origin: str | None = None,
    scenario: Iterable[str] | str = (),
    convention: str = "legal",
    trade: str | Path | TradeTable | None = None,
    lists: str | Path | None = None,
) -> Exposure:
    """The exposure of an origin's trade on a day.

    ``trade`` is a file of lines, or a ``TradeTable``; without one the shipped table is used. A small table built of lines is asked by laying it into
    ``seeds/trade/``. Unknown days, names,
    scenarios and conventions, and scopes that cut through a row of a small table, are an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        scenario: one scenario or several, laid over the law
        convention: how the rate is made, as ``legal``, ``waugh`` or ``tpc``
        trade: lines of trade (a file or a ``TradeTable``) in place of the shipped table
        lists: a folder with full lists of codes in place of the short ones of the seeds

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14").effective_rate
        16.2457% (16.2457% to 17.0105%)
    """
    origin = book.origin_asked(origin)
    how = convention_of(book, convention, origin)
    schedule = law_under(book, how)
    names = one_or_several(scenario) if how.law is None else ()
    table = trade_table(book, origin, trade, lists, terms=any(one.terms_of for one in schedule.chosen(names)))
    day = schedule.day(as_of)
    known = known_on(how, day, schedule.known_day(known_by))
    if how.kind == "collected":
        return collected_exposure(book, how, day, known, origin, table)
    law = schedule.as_at(day, known, names)
    return _exposure(ExposureQuery(book=book, how=how, schedule=schedule, law=law, table=table, origin=origin))


def rate_on(book: Workbook, origin: str, as_of: date, known_by: date) -> Quantity:
    """The average tariff on the goods of an origin under the law of a day, without its range."""
    how = convention_of(book, "legal", origin)
    schedule = law_under(book, how)
    law = schedule.as_at(as_of, known_by)
    return ExposureQuery(book=book, how=how, schedule=schedule, law=law, table=trade_table(book, origin), origin=origin).effective_rate


def _exposure(ask: ExposureQuery) -> Exposure:
    table, law = ask.table, ask.law
    found = ask.stack()
    additional = found.total(len(table))
    swings, low, high = bands(ask.rate, loose(ask.book, ask.how, table))
    return Exposure(
        as_of=law.as_of,
        known_by=law.known_by,
        origin=ask.origin,
        scenario=law.scenarios,
        convention=ask.how,
        trade=table.name,
        customs_value=ask.customs_value,
        duty=ask.duty,
        mfn_duty=ask.mfn_duty,
        covered_value=float(table.value[ask.rows & (additional > 0), 0].sum()),
        low=low,
        high=high,
        by_group=by_group(ask, additional),
        by_measure=by_measure(ask, found),
        swings=swings,
        left_out=tuple(f"{rule.id} on {worth:,.0f} USD of trade: {rule.entry.cannot_be_said}" for rule, worth in found.left_out if worth),
        caveats=_caveats(ask),
        sources=_sources(ask, found),
        table=table,
        additional=additional,
        exchange=exchange_of(ask.book),
        currency=ask.book.about.currency or "",
        trade_year=year_of(ask.book, table),
        ask=ask,
        kept=ask.sheet,
    )


def _caveats(ask: ExposureQuery) -> tuple[str, ...]:
    said = [f"{ask.how.title}: {ask.how.unstated}"] if ask.how.unstated else []
    said += [
        f"{name} is taken to be claimed for {100 * share:g}% of the goods it may free" for name, share in ask.terms.claimed.items() if share
    ]
    mine = {measure.id for measure in ask.schedule.measures}
    doubt = sorted(name for name, rows in ask.table.unsure.items() if rows.any() and name in mine)
    if doubt:
        said.append(
            f"which lines {', '.join(doubt)} hold is not told for some goods; they are taken not to, and the range shows the other case"
        )
    return (*said, *ask.table.caveats)


def _sources(ask: ExposureQuery, found: RowDuties) -> tuple[str, ...]:
    acts = dict.fromkeys(
        f"{one.rule.entry.act}, {one.rule.entry.cite}" if one.rule.entry.cite else one.rule.entry.act
        for one in found.owed
        if one.duty.any()
    )
    return (*acts, *ask.table.sources, f"convention: {ask.how.source}")
