"""Rooms whose modules are reached as attributes: what completion shows of them, and what is said of a name that is not there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import lazy_loader

from tradebrief.errors import near


def room(name: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of a package that names what it shows in a stub, each thing imported when it is first used."""
    attribute, listed, names = lazy_loader.attach_stub(name, file)

    def get(wanted: str) -> Any:
        if wanted not in names:
            raise AttributeError(f"{name} has no '{wanted}'. {near(wanted, names)}", name=wanted, obj=sys.modules[name])
        return attribute(wanted)

    return get, listed, names


def shown(names: list[str]) -> Callable[[Any], None]:
    """What is done with each module of a room that shows results: it lists its own names, and those in ``names`` take gaps in place of results."""

    def act(module: Any) -> None:
        if module.__name__.rpartition(".")[2] in names:
            import_module("tradebrief.words.gaps").show_gaps(module)
        show_own_names(module)

    return act


def show_own_names(module: Any) -> None:
    """Have a module list its own public functions and classes, and not what it imports."""
    own = sorted(key for key, value in vars(module).items() if key[0] != "_" and getattr(value, "__module__", "") == module.__name__)
    vars(module)["__dir__"] = lambda: own
