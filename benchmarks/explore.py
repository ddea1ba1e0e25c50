"""How long the explorer takes from a move to the table and to the figure, in a real page; medians of twenty moves.

A Voilà is started on this machine, a browser moves each control, and the page itself notes when its table and its figure change. The limits are
150 ms for tables and 400 ms for figures on a machine with nothing else to do. Beside them stands what the analyses and the drawing cost alone, how
long a page takes to its first figure with a kernel that waits for it (2.5 s), and what a move takes while four others move too (1 s).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tradebrief as tb
from tradebrief.explore.answers import Answers
from tradebrief.explore.question import question_of
from tradebrief.explore.views import VIEWS

ROOT = Path(__file__).parents[1]
MOVES = 20
GROUPS = 14
TABLE, FIGURE = 150, 400
FIRST, TOGETHER = 2500, 1000
ANALYSTS = 5
WARM = 12
"""Seconds in which a kernel that waits has surely run the explorer."""

KERNELS = re.findall(r"^KERNELS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
"""How ``make app`` keeps kernels."""

#: What the page notes: when a key went down or a list changed, when the sentences or the table and when the figure were filled anew.
WATCH = """() => {
  window.seen = {};
  const begin = () => { window.seen = {begun: performance.now()}; };
  for (const kind of ['keydown', 'change']) document.addEventListener(kind, begin, true);
  const filled = name => { if (window.seen.begun && !window.seen[name]) window.seen[name] = performance.now() - window.seen.begun; };
  for (const [kind, name] of [['told', 'table'], ['table', 'table'], ['figure', 'figure']])
    for (const one of document.querySelectorAll(`.tb-${kind}`))
      new MutationObserver(changes => { if (changes.some(change => change.addedNodes.length)) filled(name); })
        .observe(one, {childList: true, subtree: true});
}"""


@contextmanager
def served() -> Iterator[str]:
    """The explorer's page on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        sys.executable,
        "-m",
        "voila",
        "notebooks/explore.ipynb",
        "--no-browser",
        "--Voila.ip=127.0.0.1",
        f"--port={port}",
        "--template=tradebrief",
        *KERNELS,
    ]
    surroundings = {**os.environ, "JUPYTER_PATH": str(ROOT / "lib/tradebrief/explore/page")}
    server = subprocess.Popen(words, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)


def opened(browser: Any, address: str) -> tuple[Any, float]:
    """The page with its first view drawn, and the milliseconds that took."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    begun = time.perf_counter()
    for _ in range(60):
        try:
            page.goto(address, timeout=60_000)
            break
        except Exception:  # the server is not up yet
            time.sleep(0.5)
            begun = time.perf_counter()
    page.wait_for_selector(".tb-figure svg", timeout=60_000)
    taken = 1000 * (time.perf_counter() - begun)
    page.wait_for_timeout(2000)
    page.evaluate(WATCH)
    return page, taken


def moved(page: Any, move: Callable[[int], None], moves: int) -> dict[str, float]:
    """The median milliseconds from a move to the table and to the figure; no move asks what was asked before."""
    times: dict[str, list[float]] = {"table": [], "figure": []}
    for number in range(moves):
        page.evaluate("() => { window.seen = {}; }")
        move(number)
        page.wait_for_function("() => window.seen.figure", timeout=20_000)
        seen = page.evaluate("() => window.seen")
        for name, kept in times.items():
            kept.append(seen[name])
        page.wait_for_timeout(60)
    return {name: statistics.median(kept) for name, kept in times.items()}


def pressed(page: Any, label: str, key: str = "ArrowRight") -> Callable[[int], None]:
    """A move of a slider by one key."""
    handle = page.get_by_role("slider", name=label)

    def press(number: int) -> None:
        handle.press(key)

    return press


def chosen(page: Any, label: str) -> Callable[[int], None]:
    """A move of a list to its next entry."""
    field = page.get_by_label(label, exact=True)

    def choose(number: int) -> None:
        field.select_option(index=number + 1)

    return choose


def in_the_page() -> None:
    """Each view by the controls that change it."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        print("no Chromium to measure with")
        return
    with served() as address, sync_playwright() as made:
        browser = made.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page, _ = opened(browser, address)
        print(
            f"from move to redraw in the page, median of {MOVES} moves never made before, ms: table (at most {TABLE}), figure (at most {FIGURE})"
        )
        for view, what, moves, move in (
            ("Rate steps", "product group", GROUPS, chosen(page, "Product group")),
            ("Rate steps", "as of, one day", MOVES, pressed(page, "As of (day)")),
            ("Rate steps", "known by, one day", MOVES, pressed(page, "Known by (day)", "ArrowLeft")),
            ("Duty by measure", "as of, one day", MOVES, pressed(page, "As of (day)")),
            ("Scenarios", "as of, one day", MOVES, pressed(page, "As of (day)")),
            ("Who bears it", "elasticity", MOVES, pressed(page, "Elasticity (% per %)")),
            ("Who bears it", "pass-through", MOVES, pressed(page, "Pass-through, %")),
            ("The talks", "as of, one day", MOVES, pressed(page, "As of (day)")),
            ("Next round", "as of, one day", MOVES, pressed(page, "As of (day)")),
        ):
            page.get_by_role("tab", name=view).click()
            page.wait_for_timeout(1500)
            times = moved(page, move, moves)
            told = "  ".join(
                f"{name} {times[name]:4.0f} ({times[name] / most:.2f})" for name, most in (("table", TABLE), ("figure", FIGURE))
            )
            print(f"  {view:16} {what:18} {told}", flush=True)
        page.close()
        of_several(browser, address)
        browser.close()


def of_several(browser: Any, address: str) -> None:
    """The first figure of each of several pages, one after the other, and the moves of all of them at the same time."""
    first, times, pages = [], [], []
    for _ in range(ANALYSTS):
        time.sleep(WARM)
        page, taken = opened(browser, address)
        pages.append(page)
        first.append(taken)
    presses = [pressed(page, "As of (day)") for page in pages]
    for number in range(MOVES // 2):
        for press in presses:
            press(number)
        for page in pages:
            page.wait_for_function("() => window.seen.figure", timeout=20_000)
            times.append(page.evaluate("() => window.seen.figure"))
    for what, found, most in (("first figure of a page", first, FIRST), (f"a move while {ANALYSTS} move, to its figure", times, TOGETHER)):
        value = statistics.median(found)
        print(f"  {what:44} {value:5.0f} of {most} ms ({value / most:.2f}), at most {max(found):.0f}")


def alone() -> None:
    """What a table and a figure cost without a page, each anew."""
    book = tb.load()
    answers = Answers(book)
    start = question_of(book)
    print("in the kernel alone, median of 7, ms: sentences and table, figure")
    for view in VIEWS.values():
        days = [question_of(book, **{**start.parameters, "as_of": f"2025-06-{day:02}"}) for day in range(10, 18)]
        costs = []
        for question in days:
            begun = time.perf_counter()
            _ = view.told(answers, question), view.table(answers, question)
            tabled = time.perf_counter()
            view.figure(answers, question)
            costs.append((1000 * (tabled - begun), 1000 * (time.perf_counter() - tabled)))
        told, drawn = (statistics.median(column) for column in zip(*costs[1:], strict=True))
        print(f"  {view.title:16} {told:6.1f} {drawn:6.1f}")


if __name__ == "__main__":
    alone()
    in_the_page()
