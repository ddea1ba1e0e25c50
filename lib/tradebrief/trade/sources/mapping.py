"""Which column says what, as a person said it: remembered beside the file, for every file with the same heads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from tradebrief.errors import ask_error, near
from tradebrief.files import write_whole
from tradebrief.trade.sources.layout import Role

FILE = "trade-columns.json"
"""The file of a folder in which its mappings are kept."""


def remembered(where: Path, heads: Sequence[str], given: Mapping[str, str] | None) -> dict[Role, str]:
    """The mapping for a file with these heads: the given one, which is then kept, else the one that was kept; ``AskError`` for names that are none."""
    path = where.parent / FILE
    kept = _kept(path)
    known = next((one["columns"] for one in kept if one["heads"] == list(heads)), {})
    if given:
        known = {**known, **given}
        for role, name in given.items():
            if role not in get_args(Role):
                raise ask_error("--column", "is no role of a column", role, near(role, get_args(Role)))
            if name not in heads:
                raise ask_error("--column", f"{where.name} has no such column", name, near(name, heads))
        others = [one for one in kept if one["heads"] != list(heads)]
        write_whole(path, json.dumps([*others, {"heads": list(heads), "columns": known}], ensure_ascii=False, indent=1) + "\n")
    return {role: name for role, name in known.items() if role in get_args(Role) and name in heads}


def _kept(path: Path) -> list[dict]:
    """The mappings of a folder; a file that is damaged is refused, so that none is lost by writing over it."""
    if not path.is_file():
        return []
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return [{"heads": list(one["heads"]), "columns": dict(one["columns"])} for one in kept]
    except (ValueError, TypeError, KeyError, OSError) as bad:
        raise ask_error(str(path), "does not hold mappings of columns", str(bad), "Correct or remove it.") from bad
