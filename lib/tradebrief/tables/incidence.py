"""Tables of incidence: who bears the duty, by group of products, and quotas counted in units."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.result import OUTCOMES, Response
from tradebrief.tables.exposure import billions, percent
from tradebrief.tables.table import Table


def response(found: Response) -> Table:
    """Who bears the duty and what is left of it, with bands."""
    rows = tuple((OUTCOMES[name], billions(one.low), billions(one.central), billions(one.high)) for name, one in found.bands.items())
    columns = ("in a year, bn USD", "5th percentile", "central", "95th percentile")
    note = f"From {found.count:,} draws; the central run lies off the middle where open numbers are lopsided. Duty with nothing moved: {billions(found.static_duty)} bn USD."
    return Table(
        name="response",
        caption="Who bears the duty, once prices and volumes have moved",
        columns=columns,
        rows=rows,
        numbers=columns[1:],
        note=note,
    )


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
    columns = (
        "group",
        "rate, %",
        "pass-through",
        "elasticity",
        "exporter's price, %",
        "buyer's price, %",
        "volume, %",
        "duty left, bn USD",
    )
    return Table(
        name="response-groups",
        caption="Prices and volumes by product group, central run",
        columns=columns,
        rows=rows,
        numbers=columns[1:],
    )


def quota(found: QuotaCase, rates: Sequence[float]) -> Table:
    """How many cars a quota would need to hold for the mean duty to equal other rates."""
    rows = tuple((percent(rate), f"{found.break_even(rate):,.0f}", percent(found.break_even(rate) / found.units)) for rate in rates)
    columns = ("mean duty, %", "cars within the quota", "share of all cars, %")
    return Table(name="quota", caption="The quota at which the mean duty equals another rate", columns=columns, rows=rows, numbers=columns)
