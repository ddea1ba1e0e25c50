"""How long the fact book's commands take as whole processes, and how much of that is reading the seeds.

Prints medians of five and, since machines differ, their ratio to starting Python with the same third-party packages.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median


def seconds(command: Sequence[str], times: int = 5) -> float:
    """The median time of running a command as a whole process."""
    taken = []
    for _ in range(times + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return median(taken[1:])


def loading(times: int = 5) -> float:
    """The median time of reading and checking all shipped seeds, in this process."""
    import tradebrief as tb

    tb.load()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        tb.load()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def main() -> None:
    """Print the table."""
    floor = seconds([sys.executable, "-c", "import click, pydantic, yaml; pydantic.BaseModel"])
    program = [sys.executable, "-m", "tradebrief"]
    rows = [
        ("start of Python with click, pydantic, yaml", floor, None),
        ("tradebrief --help", seconds([*program, "--help"]), 0.4),
        ("tradebrief check", seconds([*program, "check"]), 1.0),
        ("tradebrief facts --json", seconds([*program, "facts", "--json"]), 0.8),
        ("reading all seeds (part of the above)", loading(), 0.25),
    ]
    print(f"{'':44}{'seconds':>9}{'ratio':>8}{'limit':>8}")
    for name, taken, limit in rows:
        print(f"{name:44}{taken:9.3f}{taken / floor:8.2f}{'' if limit is None else f'{limit:8.2f}'}")


if __name__ == "__main__":
    main()
