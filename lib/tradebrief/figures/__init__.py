"""One function draws one figure from one result; nothing here computes what it shows.

A figure is *drawn* once, as SVG with its text as text, with an alternative text made from the same numbers
and the rows it shows. Modules are named after the results they draw.
"""

from importlib import import_module
from typing import Any

from tradebrief.figures.style import Drawn

__all__ = ["Drawn"]


def __getattr__(name: str) -> Any:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
