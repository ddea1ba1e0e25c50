"""Whatever befalls sweeps, no wrong byte: killed, out of space, with damaged notes, two at once, seeds changed under them, days of files set back.

Faults are drawn at random for ``FAULTS`` seconds, 8 without a number; ``FAULTS_FROM`` is the number they are drawn from, which a failure tells.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TOYLAND
from test_render import notebook
from tradebrief.files import write_whole
from tradebrief.render.cache import SLACK
from tradebrief.render.environment import can_fork

SECONDS = float(os.environ.get("FAULTS", "8"))
FROM = int(os.environ.get("FAULTS_FROM", "0")) or random.SystemRandom().randrange(1, 1_000_000)
EDITED = ("2031-03-03-gazette-second-round.yaml", "2031-03-04-courier-second-round.yaml")
"""Texts of the seeds that are changed together, so that some of both would show."""

PARAMETERS = ("code", 'n: "whole number" = 1  # a number', ["parameters"])
CODE = "import time, tradebrief as tb; time.sleep(n / 20); book = tb.load(); print(n, [one.fact.says for one in book.evidence()])"


class World:
    """A notebook, seeds in one of two states, a folder of reports, and what each report is by either state."""

    def __init__(self, folder: Path) -> None:
        self.draw = random.Random(FROM)
        self.seeds, self.out, self.cache = folder / "seeds", folder / "out", folder / "cache"
        shutil.copytree(TOYLAND, self.seeds)
        self.cache.mkdir()
        self.path = notebook(folder / "told.ipynb", ("markdown", "# Told", []), PARAMETERS, ("code", CODE, []))
        self.texts = {"old": self._texts(""), "new": self._texts("In short, ")}
        self.right: dict[str, dict[str, bytes]] = {}
        for state in ("new", "old"):
            self.edit(state)
            time.sleep(2 * SLACK)
            self.right[state] = self._quiet(folder / f"right-{state}")
        self.state = "old"

    def _texts(self, more: str) -> dict[str, str]:
        whole = {name: (TOYLAND / "articles" / name).read_text(encoding="utf-8") for name in EDITED}
        return {name: re.sub(r"(says: )([A-Z])", rf"\g<1>{more}\g<2>", text, count=1) for name, text in whole.items()}

    def edit(self, state: str) -> None:
        """Put the seeds into a state; the days of the files tell of it or, as with a copy that keeps them, do not."""
        for name, text in self.texts[state].items():
            path = self.seeds / "articles" / name
            write_whole(path, text)
            if self.draw.random() < 0.5:
                os.utime(path, (1_000_000_000, 1_000_000_000))
        self.state = state

    def start(self, out: Path, before: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
        """A sweep of five reports."""
        command = ["--seeds", self.seeds, "sweep", self.path, "-p", "n=1,2,3,4,5", "--workers", "2", "--out", out]
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "env": environment, "preexec_fn": before}
        return subprocess.Popen([sys.executable, "-m", "tradebrief", *map(str, command)], **quiet)  # type: ignore[call-overload]

    def _quiet(self, out: Path) -> dict[str, bytes]:
        """What a sweep makes that nothing befalls."""
        _, said = self.start(out).communicate(timeout=120)
        assert said == b"", said.decode()
        return self.pages(out)

    def pages(self, out: Path) -> dict[str, bytes]:
        """The reports that are there."""
        return {path.name: path.read_bytes() for path in out.glob("told_*.html")}

    # --- what befalls a sweep

    def killed(self) -> None:
        """Each of the sweeps that run, at any moment."""
        self._beset(lambda process: process.kill())

    def edited(self) -> None:
        """The seeds, at any moment, once or there and back."""

        def edits(_: subprocess.Popen[bytes]) -> None:
            for state in self.draw.choice([["old"], ["new"], ["new", "old"], ["old", "new"]]):
                self.edit(state)
                time.sleep(self.draw.uniform(0, 0.3))

        self._beset(edits)

    def _beset(self, fault: Callable[[subprocess.Popen[bytes]], None]) -> None:
        sweeps = [self.start(self.out) for _ in range(self.draw.choice([1, 1, 2]))]
        for process in sweeps:
            time.sleep(self.draw.uniform(0, 2.5))
            fault(process)
        self._ended(sweeps)

    def _ended(self, sweeps: list[subprocess.Popen[bytes]]) -> None:
        for process in sweeps:
            _, said = process.communicate(timeout=120)
            assert b"Traceback" not in said, said.decode()

    def full(self) -> None:
        """No file can grow past a size, as where the disk is full."""
        most = self.draw.choice([0, 100, 3_000, 20_000, 60_000])
        self._ended([self.start(self.out, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))])

    def damaged(self) -> None:
        """Notes of the sweep or what was kept of the seeds: cut, emptied, overwritten."""
        notes = [path for folder in (self.out / ".cache", self.cache) for path in folder.rglob("*") if path.is_file()]
        for path in self.draw.sample(notes, min(len(notes), 3)):
            data = path.read_bytes()
            at = self.draw.randrange(len(data) + 1)
            path.write_bytes(self.draw.choice([data[:at], b"", data[:at] + b"\xff\0{" + data[at + 3 :], b"{}", b"[]"]))

    def check(self) -> None:
        """Each report is whole, and that of the old or of the new seeds."""
        for name, page in self.pages(self.out).items():
            assert page in {self.right["old"][name], self.right["new"][name]}, name

    def settle(self) -> None:
        """A sweep that nothing befalls makes or keeps each report of the seeds as they are."""
        time.sleep(2 * SLACK)
        assert self._quiet(self.out) == self.right[self.state]


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork safely")
def test_no_fault_leaves_a_wrong_byte(tmp_path):
    """Old or new, and the hash on the page tells which; the next sweep makes right what is missing."""
    print(f"FAULTS_FROM={FROM}")  # shown when it fails
    world = World(tmp_path)
    faults = [world.killed, world.edited, world.full, world.damaged]
    end, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        fault = faults[number % len(faults)] if number < len(faults) else world.draw.choice(faults)
        fault()
        world.check()
        if world.draw.random() < 0.3:
            world.settle()
        number += 1
    world.settle()
