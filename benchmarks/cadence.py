"""How long the talks take: all date sets the articles leave open, the permutation tests up to eight gaps, the whole back-test.

Run ``python benchmarks/cadence.py``. The limit is 2 seconds for the three together. Beside each stands a bare loop that goes
through sets, orders or origins one by one with numpy and nothing else, and says the same numbers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import permutations, product

import numpy as np

import tradebrief as tb
from tradebrief.analysis.cadence.backtest import backtest
from tradebrief.analysis.cadence.bounds import bounds
from tradebrief.analysis.cadence.gap_statistics import orders
from tradebrief.analysis.cadence.predictive import quantile, shrunk
from tradebrief.analysis.cadence.trend_tests import order_tests

LIMIT = 2.0
JUNE = date(2025, 6, 14)
SERIES = ((15, 22, 7, 6, 8), (15, 22, 7, 6, 8, 14), (15, 22, 7, 6, 8, 14, 24), (15, 22, 7, 6, 8, 14, 24, 16))


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Seconds for one run, and what it gave."""
    start = time.perf_counter()
    found = action()
    return time.perf_counter() - start, found


def bare_date_sets() -> tuple[float, float]:
    """The range of burstiness over the 125 sets, set by set."""
    weeks = [date(2025, 5, 19).toordinal(), date(2025, 5, 26).toordinal(), date(2025, 6, 2).toordinal()]
    first, second, last = (date(2025, *day).toordinal() for day in ((4, 16), (5, 1), (6, 13)))
    found = []
    for days in product(range(5), repeat=3):
        gaps = np.diff([first, second, *(week + day for week, day in zip(weeks, days, strict=True)), last])
        r = gaps.std() / gaps.mean()
        found.append((r - 1) / (r + 1))
    return min(found), max(found)


def bare_orders() -> list[float]:
    """The permutation p of each series, order by order."""
    found = []
    for gaps in SERIES:
        observed = np.cumsum(gaps)[:-1].sum()
        found.append(np.mean([np.cumsum(order)[:-1].sum() >= observed for order in permutations(gaps)]))
    return found


def bare_backtest() -> float:
    """The mean CRPS of the default, from 20,001 points of its distribution at each origin."""
    gaps, found = SERIES[2], []
    for j, gap in enumerate(gaps):
        model = shrunk(tuple(map(float, gaps[:j])), k=2, weight=2, prior_gap=28)
        x = np.linspace(0, quantile(model, 0.9999), 20_001)
        below = np.array([1 - model.survival(at) for at in x])
        found.append(np.trapezoid((below - (x >= gap)) ** 2, x))
    return float(np.mean(found))


def main() -> int:
    """Print each time beside the bare loop's; the exit code says whether the limit was met."""
    book = tb.load()
    view = book.chronicle("japan-us-2025", known_by=JUNE, support="articles")
    orders.cache_clear()
    ours = {
        "all date sets": (lambda: bounds(view, JUNE).ranges["burstiness"], bare_date_sets),
        "permutation tests, 5 to 8 gaps": (lambda: [order_tests(gaps).p_faster for gaps in SERIES], bare_orders),
        "the whole back-test": (lambda: next(one.mean_crps for one in backtest(book).summary() if one.model == "M1"), bare_backtest),
    }
    total = 0.0
    for name, (action, bare) in ours.items():
        seconds, found = timed(action)
        bare_seconds, bare_found = timed(bare)
        total += seconds
        same = np.allclose(np.asarray(found, dtype=float), np.asarray(bare_found, dtype=float), rtol=1e-3)
        print(
            f"{name:<34}{seconds * 1e3:>9.1f} ms   bare loop {bare_seconds * 1e3:>8.1f} ms   {'the same numbers' if same else 'DIFFERENT NUMBERS'}"
        )
        total = total if same else float("inf")
    print(f"{'together':<34}{total * 1e3:>9.1f} ms   limit {LIMIT * 1e3:.0f} ms   {'met' if total < LIMIT else 'MISSED'}")
    return 0 if total < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
