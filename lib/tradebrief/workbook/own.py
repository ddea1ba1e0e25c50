"""What a parameter of a notebook means that says ``own``: a day, the talks, the goods, the partner, as ``workbook.yaml`` has them.

It is read here without the rest of the workbook, so that a report's parameters are known before any seed is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from tradebrief.records.strict_yaml import NotPlainError, plain
from tradebrief.workbook.places import seeds_asked

OWN = "own"
"""The word for what the workbook itself says."""

DAYS = ("as_of", "known_by", "since", "first", "last", "bridge_day")

_FIELDS = {"talks": "talks", "origin": "partner", "goods": "goods", "others": "others"}


def own_value(tree: Mapping[str, Any], name: str) -> Any:
    """What a parameter means by its name, out of the tree of ``workbook.yaml``; ``None`` where it does not say.

    >>> own_value({"days": {"as_of": "2025-06-14"}, "goods": ["8703.23.01"]}, "code")
    '8703.23.01'
    """
    if name in DAYS:
        days = tree.get("days")
        return (days.get(name) or (days.get("as_of") if name == "bridge_day" else None)) if isinstance(days, Mapping) else None
    if name == "code":
        return next(iter(tree.get("goods") or ()), None)
    found = tree.get(_FIELDS.get(name, ""))
    return list(found) if isinstance(found, list | tuple) else found


def own_of(seeds: str | os.PathLike[str] | None) -> Callable[[str], Any]:
    """The same for a folder of seeds; what cannot be read says nothing here, and is told when the workbook is read."""
    try:
        tree = plain((seeds_asked(seeds) / "workbook.yaml").read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, NotPlainError):
        tree = None
    mine: Mapping[str, Any] = tree if isinstance(tree, dict) else {}
    return lambda name: own_value(mine, name)
