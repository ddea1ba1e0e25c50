"""tradebrief: cited facts, dated law and briefings on trade talks.

``import tradebrief as tb`` gives the public names in reading order: load the
seeds, ask them, show the answers. Each is imported when first used, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: The public names and the module each lives in.
_PUBLIC = {
    "load": "tradebrief.seeds",
    "find_passage": "tradebrief.seeds",
    "fact_book": "tradebrief.factbook",
    "why": "tradebrief.lineage",
    "diff": "tradebrief.what_changed",
    "desk": "tradebrief.curate.form",
    "explorer": "tradebrief.explore.explorer",
    "Workbook": "tradebrief.workbook",
    "Reading": "tradebrief.texts.readings",
    "Evidence": "tradebrief.texts.evidence",
    "history": "tradebrief.law.changes",
    "conflicts": "tradebrief.law.changes",
    "course": "tradebrief.law.course",
    "owed": "tradebrief.goods_owed",
    "check_rates": "tradebrief.rate_check",
    "TariffSchedule": "tradebrief.law.schedule",
    "AppliedDuty": "tradebrief.law.applied",
    "expose": "tradebrief.exposure.account",
    "series": "tradebrief.exposure.series",
    "bridge": "tradebrief.exposure.bridge",
    "beside_collected": "tradebrief.exposure.collected",
    "what_ifs": "tradebrief.exposure.compare",
    "suspended": "tradebrief.exposure.compare",
    "published_rates": "tradebrief.exposure.compare",
    "exposure_checks": "tradebrief.exposure.compare",
    "respond": "tradebrief.incidence.response",
    "QuotaCase": "tradebrief.incidence.quota",
    "quota_case": "tradebrief.incidence.quota",
    "assumption_titles": "tradebrief.incidence.response",
    "divert_cars": "tradebrief.incidence.diversion",
    "guidance": "tradebrief.companies",
    "check_claims": "tradebrief.claims",
    "cadence": "tradebrief.pace.cadence",
    "forecast": "tradebrief.pace.forecast",
    "time_to_deal": "tradebrief.pace.survival",
    "backtest": "tradebrief.pace.backtest",
    "ledger": "tradebrief.pace.ledger",
    "moved": "tradebrief.pace.moved",
    "TradebriefError": "tradebrief.errors",
    "SeedError": "tradebrief.errors",
    "AskError": "tradebrief.errors",
}

#: Packages whose modules are reached as ``tb.figures.facts``.
_SHOWN = ("figures", "tables", "words")

__all__ = [*_PUBLIC, *_SHOWN]  # noqa: PLE0604 (the tables above hold names only)


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    if name in _SHOWN:
        return import_module(f"tradebrief.{name}")
    raise AttributeError(f"module 'tradebrief' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
