"""Reports rendered beside the kernel: the command line in a process of its own, so that the page stays usable and a failing notebook harms nothing."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradebrief.explore.reproduce import shown


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a report: its page, or ``None``, and what is said of it."""

    page: Path | None
    lines: tuple[str, ...]


class Renders:
    """Starts ``tradebrief render`` and calls ``done`` with what came of it; at once where no loop runs that could wait."""

    def __init__(self, done: Callable[[Made], None]) -> None:
        self.done = done
        self._task: asyncio.Task[None] | None = None

    def start(self, notebook: str, parameters: Mapping[str, Any], out: Path, name: str) -> None:
        """Render a notebook with these parameters to ``out`` under a name."""
        pairs = [word for key, value in parameters.items() for word in ("-p", f"{key}={shown(value)}")]
        words = [sys.executable, "-m", "tradebrief", "render", notebook, *pairs, "--out", str(out), "--name", name, "--json"]
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            ran = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 (its own command line, no shell)
            self.done(_made(ran.stdout, ran.stderr))
            return
        self._task = loop.create_task(self._wait(words))

    async def _wait(self, words: list[str]) -> None:
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(*words, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe)
            self.done(_made(*await process.communicate()))
        except OSError as failed:
            self.done(Made(page=None, lines=(f"tradebrief: could not be started (got {failed}). Run the command in a terminal.",)))


def _made(out: bytes, errors: bytes) -> Made:
    """What the command said: the report it tells of, or the lines of what was wrong."""
    try:
        told = json.loads(out)
    except ValueError:
        told = {}
    if told.get("status") == "done":
        return Made(page=Path(told["html"]), lines=tuple(filter(None, (told["headline"],))))
    lines = errors.decode("utf-8", "replace").splitlines()
    return Made(page=None, lines=tuple(lines[-3:]) or ("tradebrief: said nothing. Run the command in a terminal.",))
