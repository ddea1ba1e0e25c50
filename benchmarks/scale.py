"""How loading, checking, grading and comparing grow with the workbook: copies of the shipped texts, and distinct texts on few keys.

Makes workbooks of two sizes in a temporary folder, the second twice the first, and runs the commands on them as whole processes with a cache of
their own. Prints seconds, the most memory held and what doubling costs, each beside its limit. ``python benchmarks/scale.py [COPIES]``; 200 copies are
some 106,000 facts. Seconds are those of the processor, so that a busy machine is not taken for a slow program.
"""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tradebrief.facts.anchors import Anchor, Page, make_anchor
from tradebrief.files import shelf

KEYS, FACTS = 300, 53
"""Keys that the distinct texts answer, and facts in each."""


def copies(folder: Path, times: int) -> None:
    """The shipped seeds with each text of a page there ``times``, each copy with a page and an origin of its own."""
    shutil.copytree(shelf("seeds"), folder)
    texts = sorted((folder / "articles").glob("*.yaml"))
    names = [path.stem for path in texts]
    for path in texts:
        text, rows = path.read_text(encoding="utf-8"), path.with_suffix(".anchors.csv").read_text(encoding="utf-8")
        origin = re.search(r"^  origin: (\S+)$", text, re.M)
        page = re.search(r"^  page: (\S+)$", text, re.M)
        assert origin
        assert page
        about = (folder / "origins" / f"{origin[1]}.yaml").read_bytes()
        for number in range(1, times):
            end = f"-c{number}"
            (folder / "origins" / f"{origin[1]}{end}.yaml").write_bytes(about)
            made = text.replace(f"page: {page[1]}", f"page: {number}-{page[1]}").replace(
                f"origin: {origin[1]}", f"origin: {origin[1]}{end}"
            )
            for name in names:  # a rewrite derives from the copy of its story
                made = made.replace(f": {name}\n", f": {name}{end}\n")
            (folder / "articles" / f"{path.stem}{end}.yaml").write_text(made, encoding="utf-8")
            anchors = rows.replace(path.stem, path.stem + end).replace(page[1], f"{number}-{page[1]}")
            (folder / "articles" / f"{path.stem}{end}.anchors.csv").write_text(anchors, encoding="utf-8")


def distinct(folder: Path, texts: int) -> None:
    """A workbook of ``texts`` that differ, on ``KEYS`` keys: days, numbers, words and lists, over ten years."""
    draw = random.Random(7)  # noqa: S311 (any sequence does)
    for name in ("articles", "origins"):
        (folder / name).mkdir(parents=True)
    keys = [f"subject-{chr(97 + n % 26)}{chr(97 + n // 26)}.question/item-{n}" if n % 4 == 3 else f"s{n}.question-{n}" for n in range(KEYS)]
    for number in range(texts):
        name = f"text-{number}"
        day = date(2016, 1, 1) + timedelta(days=draw.randrange(3650))
        (folder / "origins" / f"{name}.yaml").write_text(f"title: Text {number}\nagency: Agency\nwhy: Its own reporting\n")
        lines = ["source:", f"  title: Text {number}", "  wire: Wire", "  carrier: Carrier", f"  page: {name}.txt", f"  published: {day}"]
        lines += ["  zone: UTC", "  dated_by: dateline", "  basis: printed", f"  origin: {name}", "facts:"]
        page = Page.read(f"{name}.txt", " ".join(f"{number}-{place}" for place in range(FACTS)).encode())
        anchors: list[Anchor] = []
        for place, which in enumerate(draw.sample(range(KEYS), FACTS)):
            token = f"{number}-{place}"
            start = page.text.index(token)
            told = {
                0: f"value: {day + timedelta(days=draw.randrange(60))}",
                1: f"value: {draw.randrange(40)}\n    unit: cars",
                2: "value: open",
                3: "",
            }
            lines += [f"  - key: {keys[which]}", f"    kind: {'deadline' if which % 4 == 0 else 'context'}", f"    says: Claim {token}"]
            lines += [f"    {told[which % 4]}"] if told[which % 4] else []
            lines += [f"    on: {day}", f"    at: [{start}, {start + len(token)}]", f"    tokens: [{token}]"]
            anchors.append(make_anchor(page, fact=f"{name}#{keys[which]}", part=name, start=start, end=start + len(token), tokens=[token]))
        (folder / "articles" / f"{name}.yaml").write_text("\n".join(lines) + "\n")
        with (folder / "articles" / f"{name}.anchors.csv").open("w", newline="") as file:
            csv.writer(file).writerows([Anchor._fields, *anchors])


@dataclass(frozen=True)
class Run:
    """What a process took: seconds of the processor, MB at most, and whether it ended well."""

    seconds: float
    memory: float
    ended: int


def run(command: Sequence[str], cache: Path) -> Run:
    """Run a command as a process with the user's cache in a folder of its own, its output thrown away."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    away = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(sys.executable, [sys.executable, *command], environment, file_actions=away)
    _, status, used = os.wait4(process, 0)
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


LOAD = "import sys, tradebrief as tb; tb.load(sys.argv[1])"

MEMORY = 400
"""MB that a command may hold at the larger size."""

#: Each command with its limits in seconds and MB, at the larger size, without a cache; what compares two days holds the facts of both.
COMMANDS: dict[str, tuple[list[str], float, int]] = {
    "load": (["-c", LOAD, "SEEDS"], 15, MEMORY),
    "check": (["-m", "tradebrief", "--seeds", "SEEDS", "check"], 15, MEMORY),
    "facts --json": (["-m", "tradebrief", "--seeds", "SEEDS", "facts", "--json"], 12, MEMORY),
    "readings --json": (["-m", "tradebrief", "--seeds", "SEEDS", "readings", "--json"], 12, MEMORY),
    "diff --json": (
        ["-m", "tradebrief", "--seeds", "SEEDS", "diff", "--from-known", "2020-01-01", "--to-known", "2026-01-01", "--json"],
        24,
        600,
    ),
}


def measured(seeds: Path, cache: Path) -> Iterator[tuple[str, Run, float, int]]:
    """Each command without a cache, loading with one, and loading after one file changed."""
    for name, (command, limit, most) in COMMANDS.items():
        shutil.rmtree(cache, ignore_errors=True)
        yield name, run([str(seeds) if word == "SEEDS" else word for word in command], cache), limit, most
    load = ["-c", LOAD, str(seeds)]
    yield "load, unchanged", run(load, cache), 1.5, MEMORY
    changed = next((seeds / "articles").glob("*.yaml"))
    changed.write_bytes(changed.read_bytes() + b"\n")
    yield "load, one file changed", run(load, cache), 3.0, MEMORY


def main() -> int:
    """Print the tables; the exit code says whether all limits were met."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    met = True
    with tempfile.TemporaryDirectory() as place:
        for name, make, size in (("copies of the shipped texts", copies, times), ("distinct texts on 300 keys", distinct, times * 10)):
            half, whole = Path(place, "half"), Path(place, "whole")
            make(half, size // 2)
            make(whole, size)
            print(f"{name}, {size // 2:,} and {size:,}\n{'':28}{'seconds':>10}{'limit':>8}{'MB':>8}{'limit':>8}{'doubled':>9}{'limit':>8}")
            for (what, small, limit, most), (_, large, *_) in zip(
                measured(half, Path(place, "c1")), measured(whole, Path(place, "c2")), strict=True
            ):
                ratio = large.seconds / small.seconds
                good = large.ended == 0 == small.ended and large.seconds <= limit and large.memory <= most and ratio <= 2.2
                met = met and good
                told = "" if good else "  failed" if large.ended else "  MISSED"
                print(f"{what:28}{large.seconds:10.2f}{limit:8.1f}{large.memory:8.0f}{most:8.0f}{ratio:9.2f}{2.2:8.1f}{told}")
            for folder in (half, whole):
                shutil.rmtree(folder)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
