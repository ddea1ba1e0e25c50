"""USA Trade Online (Census Bureau), CSV.

Title rows, then ``Commodity`` (code and description in one cell: ``8703230190 MTR VEH …``), ``Country``, ``Time`` and measures such as
``Customs Value (Cons) ($US)`` and ``Calculated Duty ($US)``, with thousands separators; ``All Commodities`` and ``World Total`` are totals.
"""

from __future__ import annotations

from tradebrief.trade.sources.layout import Layout

LAYOUT = Layout(
    name="USA Trade Online",
    marks=(
        frozenset({"commodity", "country", "time"}),
        frozenset({"commodity", "time", "customs value (gen) ($us)"}),
        frozenset({"commodity", "country", "year"}),
    ),
    columns={
        "code": ("commodity",),
        "value": (r"customs (?:import )?value \(cons\).*", r"customs (?:import )?value \(gen\).*", "customs value.*", r"value \(us\$\)"),
        "duty": ("calculated dut.*",),
        "partner": ("country",),
        "period": ("time", "year"),
    },
)
