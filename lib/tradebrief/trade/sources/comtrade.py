"""UN Comtrade, CSV or JSON (``{"data": [{…}]}``), also in the names of its older download.

``cmdCode`` (``TOTAL``, 2, 4 or 6 digits, often together), ``partnerISO`` or ``partnerCode`` (0 is the world), ``flowCode`` (``M`` imports, ``X`` exports),
``period``, ``primaryValue`` in dollars. It has no duties and no lines longer than six digits.
"""

from __future__ import annotations

from tradebrief.trade.sources.layout import Layout

LAYOUT = Layout(
    name="UN Comtrade",
    marks=(frozenset({"cmdcode", "primaryvalue"}), frozenset({"commodity code", "trade value (us$)"})),
    columns={
        "code": ("cmdcode", "commodity code"),
        "value": ("primaryvalue", r"trade value \(us\$\)"),
        "partner": ("partneriso", "partner iso", "partnerdesc", "partner"),
        "period": ("period", "refyear", "year"),
    },
    flow=(r"flowcode|flowdesc|trade flow", r"[Mm].*|[Ii]mport.*"),
)
