"""Which modules are worth importing before reports are forked, and when the code has changed since."""

from __future__ import annotations

import ast
import os
import re
import time
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

#: Imported once before the first fork when several reports are made; a single one imports what it needs itself.
PRELOAD = (
    "matplotlib.figure", "matplotlib.dates", "matplotlib.backends.backend_svg", "numpy.random", "pandas",
    "tradebrief.workbook.loader", "tradebrief.analysis.factbook", "tradebrief.figures.style", "tradebrief.tables.table", "tradebrief.words.sentence",
)  # fmt: skip


PACKAGE = Path(__file__).resolve().parents[1]


def code_stamp() -> str:
    """Changes when a module of the package is edited: the newest change and the number of files, looked up once a second."""
    return _code_stamp(int(time.monotonic()))


@lru_cache(maxsize=1)
def _code_stamp(second: int) -> str:
    files = (os.path.join(folder, name) for folder, _, names in os.walk(PACKAGE) for name in names if name.endswith(".py"))  # noqa: PTH118 (once a second)
    times = [os.path.getmtime(file) for file in files]  # noqa: PTH204
    return f"{len(times)} {max(times)}"


def named_in(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """The modules worth importing before many reports are made: those every report draws with, those the cells name, and a rehearsal."""
    found = dict.fromkeys(PRELOAD)
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(f"tradebrief.{kind}.{name}" for kind, name in re.findall(r"\btb\.(figures|tables|words)\.(\w+)", text))
        found |= dict.fromkeys(filter(None, map(_public_names().get, re.findall(r"\btb\.(\w+)", text))))
    return (*found, "tradebrief.render.rehearsal")


@cache
def _public_names() -> dict[str, str]:
    """The module that each public name comes from, by the package's stub."""
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    lines = [node for node in stub.body if isinstance(node, ast.ImportFrom) and node.module]
    return {name.name: f"tradebrief.{node.module}" for node in lines for name in node.names}
