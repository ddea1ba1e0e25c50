"""How long the tariff schedule takes: loading, one duty look-up, all change points of one code.

Run ``python benchmarks/schedule.py``. The limits are 50 microseconds for a look-up after load and 5 milliseconds for the change points of a code.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import tradebrief as tb

GOODS = ("8703.23.01", "8481.80.50", "7208.39.00", "8429.52.10", "8708.30.50", "8542.31.00", "3004.90.92", "6109.10.00")
LOOK_UP, CHANGES = 50e-6, 5e-3


def each(action: Callable[[str], object], rounds: int) -> float:
    """Seconds for one good, the best of five runs over all goods."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(rounds):
            for code in GOODS:
                action(code)
        best = min(best, (time.perf_counter() - start) / rounds / len(GOODS))
    return best


def main() -> int:
    """Print each time beside its limit; the exit code says whether all were met."""
    start = time.perf_counter()
    book = tb.load()
    schedule = book.schedule("USA")
    print(f"{'load':<44}{(time.perf_counter() - start) * 1e3:>10.1f} ms")
    law = schedule.as_at("2025-12-01", "2025-06-14")
    for code in GOODS:
        law.duty(code, "JPN")
    met = True
    for name, seconds, limit in (
        ("duty look-up, asked before", each(lambda code: law.duty(code, "JPN"), 2000), LOOK_UP),
        ("duty look-up, worked out anew", each(lambda code: law.duty(code, "JPN", claims=()), 200), LOOK_UP),
        ("all change points of one code", each(lambda code: tb.history(book, code), 5), CHANGES),
    ):
        met = met and seconds < limit
        print(f"{name:<44}{seconds * 1e6:>10.1f} us   limit {limit * 1e6:.0f} us   {'met' if seconds < limit else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
