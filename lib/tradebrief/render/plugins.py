"""The names by which papermill finds the engines. They are looked up while papermill itself is being imported, so they import nothing until used."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LateEngine:
    """Stands for an engine of ``render.engines`` until papermill asks it for something."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(getattr(import_module("tradebrief.render.engines"), self._name), name)


fork = LateEngine("ForkEngine")
kernel = LateEngine("KernelEngine")
