"""Something done once a module is imported, by whoever imports it: what waits for a heavy library need not import it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def after_import(name: str, act: Callable[[Any], object]) -> None:
    """Call ``act`` with a module once it has been imported; at once where it has been already. ``name.*`` is each module of a package."""
    if name in sys.modules:
        act(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Waits(name, act))


class _Waits:
    """Finds modules as everyone does and acts once they are loaded."""

    def __init__(self, name: str, act: Callable[[Any], object]) -> None:
        self.name, self.prefix, self.act = name, name.removesuffix("*") if name.endswith(".*") else "", act

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The usual spec, whose loader acts after loading; ``None`` for every other module."""
        if name != self.name and not (self.prefix and name.startswith(self.prefix)):
            return None
        others = [finder for finder in sys.meta_path if finder is not self]
        if not self.prefix:
            sys.meta_path.remove(self)
        found = next(filter(None, (finder.find_spec(name, path, target) for finder in others)), None)
        if found is not None and found.loader is not None:
            load = found.loader.exec_module
            found.loader.exec_module = lambda module: (load(module), self.act(module))[0]  # type: ignore[method-assign]
        return found
