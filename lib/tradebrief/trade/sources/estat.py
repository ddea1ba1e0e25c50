"""Trade Statistics of Japan (customs, by way of e-Stat), CSV, often in Shift-JIS.

``Exp or Imp`` (1 exports, 2 imports), ``Year``, ``HS`` (nine digits in quotes, ``'870323915'``), ``Country`` (customs' own number), quantities, ``Value-Year`` and a
``Value-`` for each month, in thousand yen; or the same in Japanese: 品目, 国, 金額 or 価額. Only the first six digits mean the same abroad; there are no duties.
"""

from __future__ import annotations

from tradebrief.trade.sources.layout import Layout

LAYOUT = Layout(
    name="Trade Statistics of Japan (e-Stat)",
    marks=(
        frozenset({"hs", "value-year"}),
        *(
            frozenset({code, value})
            for code in ("統計品目番号", "品目コード", "hsコード", "品目")
            for value in ("金額", "価額", "金額(千円)", "金額（千円）", "価額(千円)", "累計金額", "当月金額", "value")
        ),
    ),
    columns={
        "code": ("hs", "統計品目番号", "品目コード", "hsコード", "品目"),
        "value": ("value-year", "累計金額.*", "金額.*", "価額.*", "当月金額.*", "value"),
        "partner": ("国名", "国", "相手国", "国コード", "country"),
        "period": ("year", "年", "時間軸.*", "年月"),
    },
    currency="JPY",
    digits=9,
    reporter="JPN",
    thousands=True,
)
