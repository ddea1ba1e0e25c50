"""What was worked out is kept by what it was worked out from, so that a control that does not matter to it costs nothing."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

Worked = TypeVar("Worked")

MOST = 96
"""Answers kept; the one used longest ago goes first."""


class Memo:
    """The last answers by name and inputs; ``runs`` counts how often each name was worked out. What was refused is not kept."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.runs: Counter[str] = Counter()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, name: str, inputs: Hashable, work: Callable[[], Worked]) -> Worked:
        """The answer kept under these inputs, else worked out now."""
        key = (name, inputs)
        if key not in self._kept:
            self.runs[name] += 1
            self._kept[key] = work()
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]  # type: ignore[return-value]
