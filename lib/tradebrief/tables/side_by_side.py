"""Tables that set several negotiations beside each other."""

from __future__ import annotations

from tradebrief.analysis.side_by_side import NegotiationState, SideBySide
from tradebrief.tables.exposure import percent, spread
from tradebrief.tables.table import Table, table
from tradebrief.words.messages import text
from tradebrief.words.named_parties import party


def overview(found: SideBySide) -> Table:
    """Where each negotiation stands: rounds, intervals, last round, deal, and the average tariff with its range."""
    rows = [_row(one) for one in found.negotiations]
    numbers = {"rounds", "median", "first", "rate", "range"}
    return table("side-by-side", rows, name="side-by-side", numbers=numbers, tight={"last", "deal"}, day=found.as_of)


def _row(one: NegotiationState) -> tuple[object, ...]:
    return (
        one.title,
        party(one.partner),
        text("stage", stage=one.stage.replace(" ", "-")),
        str(len(one.rounds.rounds)),
        "" if one.median is None else f"{one.median:g}",
        str(one.last_round or ""),
        str(one.deal_day or ""),
        percent(one.first.effective_rate) if one.first else "",
        percent(one.now.effective_rate) if one.now else "",
        spread(one.now.low, one.now.high) if one.now else "",
    )


def terms(found: SideBySide) -> Table:
    """What each negotiation has agreed so far."""
    rows = [(one.title, said) for one in found.negotiations for said in one.terms]
    return table("agreed-terms", rows, name="agreed-terms", day=found.as_of)
