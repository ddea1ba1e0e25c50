"""Measures what exposure costs and prints it as ratios: run ``python benchmarks/exposure.py LINES [LISTS]``.

The yardstick of the series is one numpy pass over lines × change points (an all-in rate held against each line's own, times its value), of the draws the
bare arithmetic on numbers that are already drawn. Memory is the most this process held while it worked on the lines.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import tradebrief as tb
from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import law_under, laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.series import points
from tradebrief.analysis.exposure.trade import shipped_table
from tradebrief.analysis.incidence.draws import COUNT, ranges
from tradebrief.analysis.incidence.response import draw, outcomes, sectors_of

FIRST, LAST = date(2025, 1, 1), date(2026, 11, 21)
"""690 days."""


def best(task: Callable[[], Any], times: int = 7) -> float:
    """The shortest time of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        found.append(time.perf_counter() - start)
    return min(found)


def one_pass(value: np.ndarray, own: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """One numpy pass over lines × change points: what is missing to an all-in rate, times the value."""
    return (np.maximum(rates[None, :] - own[:, None], 0.0) * value[:, None]).sum(axis=0)


def main(lines: str, lists: str | None) -> None:
    """Print the figures and their ratios."""
    book = tb.load()
    start = time.perf_counter()
    treated = treat(
        lines, laws(book), "JPN", book.groups, read_lists(lists, book.published_lists) if lists else Lists(), shipped_table(book, "JPN")
    )
    read = time.perf_counter() - start
    law = law_under(book, book.conventions["legal"])
    days = points(law, "JPN", FIRST, LAST, law.law.known_to)
    rates = np.linspace(0.10, 0.50, len(days))
    bare = best(lambda: one_pass(treated.value[:, 0], treated.rate, rates))
    start = time.perf_counter()
    tb.series(book, first=FIRST, last=LAST, trade=treated.table)
    first_time = time.perf_counter() - start
    of_lines = best(lambda: tb.series(book, first=FIRST, last=LAST, trade=treated.table))
    shipped_table(tb.load(), "JPN")
    start = time.perf_counter()
    small_table = shipped_table(book, "JPN")
    small_read = time.perf_counter() - start
    small = best(lambda: tb.series(book, first=FIRST, last=LAST, trade=small_table))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(treated.lines.codes):,} lines, {len(small_table)} rows, {(LAST - FIRST).days + 1} days, {len(days)} change points")
    print(f"one numpy pass over lines x change points: {1e3 * bare:.1f} ms")
    print(f"reading and treating the lines: {1e3 * read:.0f} ms; reading the small table: {1e3 * small_read:.1f} ms")
    print(
        f"daily series, lines: {1e3 * of_lines:.1f} ms (first time {1e3 * first_time:.1f}), {of_lines / bare:.1f} x one pass (allowed 10)"
    )
    print(f"daily series, small table: {1e3 * small:.1f} ms, {small / bare:.2f} x one pass")
    print(f"from the file to the series: small table over lines 1/{(read + of_lines) / (small_read + small):.0f} (allowed 1/20)")
    print(f"most memory: {memory:.0f} MB (allowed 400)")
    measure_draws(book)


def measure_draws(book: Any) -> None:
    """Print what a million draws over the groups cost beside the bare arithmetic."""
    sectors = sectors_of(book, tb.exposure(book, as_of="2025-06-14"))
    open_numbers = ranges(book.assumptions, {*sectors.elasticity, *sectors.pass_through})
    generator = np.random.default_rng(1)
    drawn = {name: one.at(generator.random(COUNT)) for name, one in open_numbers.items()}
    bare = best(lambda: outcomes(sectors, drawn, False), 3)
    whole = best(lambda: draw(sectors, open_numbers, False, COUNT), 3)
    print(f"{COUNT:,} draws over {len(sectors.names)} groups: {1e3 * whole:.0f} ms, {whole / bare:.1f} x the bare arithmetic (allowed 3)")


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).exists():
        sys.exit("Give the file of lines: python benchmarks/exposure.py LINES [LISTS].")
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
