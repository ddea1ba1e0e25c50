"""Lines of one's own, CSV or Parquet: a code, its customs value and the ordinary duty in dollars, under the names this project and the Census Bureau use."""

from __future__ import annotations

from tradebrief.trade.sources.layout import Layout

LAYOUT = Layout(
    name="lines of trade",
    marks=(),
    columns={
        "code": ("hs10", "code", "hts10", "commodity", "hs6", "hs_code", "hscode"),
        "value": ("imports_usd", "customs_value_usd", "con_val_yr", "customs_value", "value_usd", "value"),
        "duty": ("calculated_duty_usd", "mfn_duty_usd", "duty_usd", "cal_dut_yr", "calculated_duty", "duty"),
        "partner": ("cty_code", "country", "partner", "origin"),
        "period": ("time", "period", "year", "month"),
    },
)
