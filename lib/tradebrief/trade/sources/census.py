"""Census Bureau API, international trade (``timeseries/intltrade/imports/hs``), JSON.

An array of arrays, the first of which names the columns: ``I_COMMODITY`` (2 to 10 digits, ``-`` for the total), ``CTY_CODE`` (Schedule C, ``-`` for all
countries, ``0003`` and the like for groups), ``GEN_VAL_YR`` or ``CON_VAL_YR`` (year to date) and ``…_MO`` (month), ``CAL_DUT_YR``/``_MO``, ``time``. Dollars.
Duty is calculated on imports for consumption, so their value is preferred.
"""

from __future__ import annotations

from tradebrief.trade.sources.layout import Layout

LAYOUT = Layout(
    name="Census API",
    marks=(frozenset({"i_commodity"}),),
    columns={
        "code": ("i_commodity",),
        "value": ("con_val_yr", "con_val_mo", "gen_val_yr", "gen_val_mo"),
        "duty": ("cal_dut_yr", "cal_dut_mo"),
        "partner": ("cty_code", "cty_name"),
        "period": ("time", "year"),
    },
)
