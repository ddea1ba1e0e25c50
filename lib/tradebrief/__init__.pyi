"""The public names, in reading order: load the seeds, ask them, show the answers."""

# the workbook: what is known, and how each number is followed
# one function draws, tabulates or words one result
from . import figures as figures
from . import tables as tables
from . import words as words
from .analysis.cadence.backtest import backtest as backtest

# how the talks go
from .analysis.cadence.cadence import cadence as cadence
from .analysis.cadence.forecast import forecast as forecast
from .analysis.cadence.ledger import ledger as ledger
from .analysis.cadence.survival import time_to_deal as time_to_deal
from .analysis.claims import check_claims as check_claims
from .analysis.company_guidance import guidance as guidance
from .analysis.current_duties import current_duties as current_duties

# what trade faces
from .analysis.exposure.account import expose as expose
from .analysis.exposure.benchmarks import compare_scenarios as compare_scenarios
from .analysis.exposure.benchmarks import exposure_checks as exposure_checks
from .analysis.exposure.benchmarks import published_rates as published_rates
from .analysis.exposure.benchmarks import suspended as suspended
from .analysis.exposure.bridge import bridge as bridge
from .analysis.exposure.collected import collected_vs_statutory as collected_vs_statutory
from .analysis.exposure.series import series as series

# what texts say
from .analysis.factbook import fact_book as fact_book
from .analysis.incidence.diversion import divert_cars as divert_cars
from .analysis.incidence.quota import QuotaCase as QuotaCase
from .analysis.incidence.quota import quota_case as quota_case
from .analysis.incidence.response import assumption_titles as assumption_titles

# who bears it
from .analysis.incidence.response import incidence as incidence
from .analysis.positions import negotiating_positions as negotiating_positions
from .analysis.stated_rates import check_rates as check_rates
from .curate.form import desk as desk
from .errors import AskError as AskError
from .errors import SeedError as SeedError

# errors
from .errors import TradebriefError as TradebriefError

# explore
from .explore.explorer import explorer as explorer
from .facts.evidence import Evidence as Evidence
from .facts.readings import Reading as Reading
from .law.applied_duty import AppliedDuty as AppliedDuty
from .law.changes import conflicts as conflicts
from .law.changes import history as history
from .law.rate_path import rate_path as rate_path

# what the law charges
from .law.schedule import TariffSchedule as TariffSchedule
from .provenance.lineage import why as why

# numbers that know where they come from
from .provenance.quantity import Quantity as Quantity
from .words.what_changed import diff as diff
from .workbook.loader import find_passage as find_passage
from .workbook.loader import load as load
from .workbook.workbook import Workbook as Workbook
