"""Tables of incidence: who bears the duty, by group of products, and quotas counted in units."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.result import Response
from tradebrief.tables.exposure import billions, percent
from tradebrief.tables.table import Table, table
from tradebrief.words.messages import text


def response(found: Response) -> Table:
    """Who bears the duty and what is left of it, with bands."""
    rows = [
        (text(f"outcome-{name.replace('_', '-')}"), *map(billions, (one.low, one.central, one.high))) for name, one in found.bands.items()
    ]
    return table("response", rows, name="response", numbers={"low", "central", "high"}, draws=found.count, static=float(found.static_duty))


def response_by_group(found: Response) -> Table:
    """The central run by group of products."""
    rows = tuple(
        (
            row["title"],
            percent(row["rate_after"]),
            f"{row['pass_through']:.2f}",
            f"{row['elasticity']:.2f}",
            percent(row["exporter_price"]),
            percent(row["buyer_price"]),
            percent(row["volume"]),
            billions(row["duty_after_usd"]),
        )
        for row in found.lines.to_dict("records")
    )
    return table(
        "response-groups",
        rows,
        name="response-groups",
        numbers={"rate", "pass-through", "elasticity", "exporter-price", "buyer-price", "volume", "duty"},
    )


def quota(found: QuotaCase, rates: Sequence[float]) -> Table:
    """How many cars a quota would need to hold for the mean duty to equal other rates."""
    rows = tuple((percent(rate), f"{found.break_even(rate):,.0f}", percent(found.break_even(rate) / found.units)) for rate in rates)
    return table("quota", rows, name="quota", numbers={"mean", "cars", "share"})
