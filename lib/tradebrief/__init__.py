"""tradebrief: cited facts, dated law and briefings on trade talks.

``import tradebrief as tb`` gives the public names in reading order: load the
seeds, ask them, show the answers. Each is imported when first used, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: The public names and the module each lives in.
_PUBLIC = {
    "load": "tradebrief.workbook.loader",
    "find_passage": "tradebrief.workbook.loader",
    "fact_book": "tradebrief.analysis.factbook",
    "why": "tradebrief.provenance.lineage",
    "diff": "tradebrief.words.what_changed",
    "desk": "tradebrief.curate.form",
    "explorer": "tradebrief.explore.explorer",
    "Workbook": "tradebrief.workbook.workbook",
    "Reading": "tradebrief.facts.readings",
    "Evidence": "tradebrief.facts.evidence",
    "history": "tradebrief.law.changes",
    "conflicts": "tradebrief.law.changes",
    "rate_path": "tradebrief.law.rate_path",
    "current_duties": "tradebrief.analysis.current_duties",
    "check_rates": "tradebrief.analysis.stated_rates",
    "TariffSchedule": "tradebrief.law.schedule",
    "AppliedDuty": "tradebrief.law.stacking",
    "expose": "tradebrief.analysis.exposure.account",
    "series": "tradebrief.analysis.exposure.series",
    "bridge": "tradebrief.analysis.exposure.bridge",
    "collected_vs_statutory": "tradebrief.analysis.exposure.collected",
    "compare_scenarios": "tradebrief.analysis.exposure.benchmarks",
    "suspended": "tradebrief.analysis.exposure.benchmarks",
    "published_rates": "tradebrief.analysis.exposure.benchmarks",
    "exposure_checks": "tradebrief.analysis.exposure.benchmarks",
    "incidence": "tradebrief.analysis.incidence.response",
    "QuotaCase": "tradebrief.analysis.incidence.quota",
    "quota_case": "tradebrief.analysis.incidence.quota",
    "assumption_titles": "tradebrief.analysis.incidence.response",
    "divert_cars": "tradebrief.analysis.incidence.diversion",
    "guidance": "tradebrief.analysis.company_guidance",
    "check_claims": "tradebrief.analysis.claims",
    "cadence": "tradebrief.analysis.cadence.cadence",
    "forecast": "tradebrief.analysis.cadence.forecast",
    "time_to_deal": "tradebrief.analysis.cadence.survival",
    "backtest": "tradebrief.analysis.cadence.backtest",
    "ledger": "tradebrief.analysis.cadence.ledger",
    "negotiating_positions": "tradebrief.analysis.positions",
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
