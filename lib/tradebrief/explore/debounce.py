"""Debouncing: what is asked while an answer is on its way takes the place of everything asked before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

PAUSE = 0.008
"""Seconds before an answer is begun: long enough to take in the messages that a drag has sent meanwhile, too short to be felt."""


class Debouncer:
    """Runs ``act`` for the newest call. ``act`` yields between its steps; there newer messages are taken in, and it is dropped if one is a call.

    Without a running loop, as in a plain script, each call is answered on the spot.
    """

    def __init__(self, act: Callable[[], Iterator[None]]) -> None:
        self.act = act
        self.newest = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def pending(self) -> bool:
        """Whether a call is still to be answered."""
        return self._task is not None and not self._task.done()

    def call(self) -> None:
        """Ask for an answer to what holds now."""
        self.newest += 1
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _ in self.act():
                continue
            return
        if not self.pending:
            self._task = loop.create_task(self._answer())

    async def _answer(self) -> None:
        answered = 0
        while answered != self.newest:
            await asyncio.sleep(PAUSE)
            answered = self.newest
            for _ in self.act():
                await asyncio.sleep(0)
                if answered != self.newest:
                    break
