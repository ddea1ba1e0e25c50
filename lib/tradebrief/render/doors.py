"""The names by which papermill finds the engines. They are looked up while papermill itself is being imported, so they import nothing until used."""

from __future__ import annotations

from typing import Any


class Door:
    """Stands for an engine of ``render.engines`` until papermill asks it for something."""

    def __init__(self, engine: str) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        from tradebrief.render import engines

        return getattr(getattr(engines, self._engine), name)


fork = Door("ForkEngine")
kernel = Door("KernelEngine")
