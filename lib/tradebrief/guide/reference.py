"""The pages of the reference that the library itself can write, by file name."""

from __future__ import annotations

from tradebrief.guide.names import names_page, public
from tradebrief.guide.results import headings_of, results, results_page
from tradebrief.guide.seed_pages import rules_page, seed_headings, seeds_page
from tradebrief.guide.shown import shown_page


def reference() -> dict[str, str]:
    """Each page of ``docs/reference`` but those of commands and notebooks."""
    records = results(public().values())
    headings = {**seed_headings(), **headings_of(records, "results.md")}
    return {
        "python.md": names_page(headings),
        "results.md": results_page(records, headings),
        "shown.md": shown_page(headings),
        "seeds.md": seeds_page(headings),
        "rules.md": rules_page(),
    }
