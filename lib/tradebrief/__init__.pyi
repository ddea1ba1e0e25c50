"""The public names, in reading order: load the seeds, ask them, show the answers."""
# ruff: isort: skip_file

__version__: str

# the workbook: what is known
from .workbook.loader import load as load
from .workbook.workbook import Workbook as Workbook
from .workbook.known import workbooks as workbooks
from .workbook.loader import find_passage as find_passage
from .workbook.own_scenario import scenario as scenario

# numbers that know where they come from
from .provenance.quantity import Quantity as Quantity
from .provenance.lineage import why as why

# what texts say
from .analysis.factbook import fact_book as fact_book
from .facts.readings import Reading as Reading
from .facts.evidence import Evidence as Evidence
from .words.what_changed import diff as diff
from .curate.form import desk as desk

# what the law charges
from .analysis.goods import goods as goods
from .law.schedule import TariffSchedule as TariffSchedule
from .law.applied_duty import AppliedDuty as AppliedDuty
from .law.rate_path import rate_path as rate_path
from .law.changes import history as history
from .law.conflicts import conflicts as conflicts
from .analysis.current_duties import current_duties as current_duties
from .analysis.stated_rates import check_rates as check_rates

# what trade faces
from .analysis.exposure.account import exposure as exposure
from .analysis.exposure.series import series as series
from .analysis.exposure.bridge import bridge as bridge
from .analysis.partners import partners as partners
from .analysis.partners import partner_panel as partner_panel
from .analysis.partner_terms import partner_mix as partner_mix
from .analysis.partner_terms import terms_compared as terms_compared
from .analysis.partner_terms import deals as deals
from .analysis.exposure.collected import collected_vs_statutory as collected_vs_statutory
from .analysis.exposure.scenarios import compare_scenarios as compare_scenarios
from .analysis.exposure.scenarios import suspended as suspended
from .analysis.exposure.benchmarks import published_rates as published_rates
from .analysis.exposure.benchmarks import exposure_checks as exposure_checks
from .analysis.claims import check_claims as check_claims
from .analysis.company_guidance import guidance as guidance

# who bears it
from .analysis.incidence.response import incidence as incidence
from .analysis.incidence.quota import quota_case as quota_case
from .analysis.incidence.quota import QuotaCase as QuotaCase
from .analysis.incidence.diversion import divert_cars as divert_cars

# how the talks go
from .analysis.positions import negotiating_positions as negotiating_positions
from .analysis.cadence.cadence import cadence as cadence
from .analysis.cadence.forecast import forecast as forecast
from .analysis.cadence.survival import time_to_deal as time_to_deal
from .analysis.cadence.backtest import backtest as backtest
from .analysis.cadence.ledger import ledger as ledger

# brief
from .analysis.briefing import briefing as briefing
from .analysis.side_by_side import side_by_side as side_by_side

# explore
from .explore.finding import help as help  # noqa: A004
from .figures.described import describe as describe
from .explore.explorer import explorer as explorer

# errors
from .errors import TradebriefError as TradebriefError
from .errors import SeedError as SeedError
from .errors import AskError as AskError

# one function draws, tabulates or words one result
from . import figures as figures
from . import tables as tables
from . import words as words
from .words.messages import set_language as set_language
