"""One function makes one table from one result; nothing here computes what it shows."""

from importlib import import_module
from typing import Any

from tradebrief.tables.table import Link, Marked, Table

__all__ = ["Link", "Marked", "Table"]


def __getattr__(name: str) -> Any:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
