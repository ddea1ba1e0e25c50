"""Packages whose modules are imported when they are first named, so that ``tb.figures.facts`` costs what it draws with and no more."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def modules_of(package: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package that imports its modules by name; an unknown name is an ``AttributeError``."""

    def named(name: str) -> Any:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError:
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return named
