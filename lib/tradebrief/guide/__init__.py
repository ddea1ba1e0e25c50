"""Writes what documentation repeats from the code, so that nothing is typed twice and nothing goes stale.

``marks`` fills what stands between two marks of a seeds' README; the other modules each write pages of ``docs/reference``:
``names`` the public names, ``results`` the records they give, ``shown`` figures, tables and sentences, ``seed_pages``
the records of the seeds and the rules. Commands and notebooks stand on a higher floor; ``commands.manual`` adds their pages.
"""

from tradebrief.guide.marks import refresh, refreshed
from tradebrief.guide.reference import reference

__all__ = ["reference", "refresh", "refreshed"]
