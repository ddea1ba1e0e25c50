"""Fills documentation files between marks: ``<!-- fields: Fact -->`` or ``<!-- rules -->`` up to ``<!-- end -->``."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from pydantic import BaseModel

from tradebrief.errors import ask_error
from tradebrief.facts import records as provenance
from tradebrief.files import write_whole
from tradebrief.guide.fields import field_table
from tradebrief.law import charge, goods, measure, scenario
from tradebrief.records import assumption
from tradebrief.talks import classes, records
from tradebrief.trade import convention
from tradebrief.trade import datasets as trade
from tradebrief.workbook import rules

#: Where the records that documentation shows are defined.
_RECORDS = (provenance, measure, charge, goods, classes, scenario, records, trade, assumption, convention)

_MARK = re.compile(r"(<!-- (fields: (\w+)|rules) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(text: str) -> str:
    """A documentation file's text with what stands between its marks generated anew."""

    def made(match: re.Match[str]) -> str:
        body = field_table(record_named(match.group(3))) if match.group(3) else rule_list()
        return f"{match.group(1)}{body}\n{match.group(4)}"

    return _MARK.sub(made, text)


def record_named(name: str) -> type[BaseModel]:
    """The record a mark names; ``AskError`` when there is none."""
    for module in _RECORDS:
        if isinstance(found := getattr(module, name, None), type) and issubclass(found, BaseModel):
            return found
    raise ask_error("<!-- fields -->", "names no record", name, "Name a class of the records' modules.")


def rule_list() -> str:
    """Every rule as a list entry: its sentence and what to do."""
    return "\n".join(f"- {(inspect.getdoc(rule) or '').splitlines()[0]} *{rules.remedy(rule)}*" for rule in rules.rules())


def refresh(path: Path) -> bool:
    """Refresh a file in place; whether it changed."""
    before = path.read_text(encoding="utf-8")
    after = refreshed(before)
    if after != before:
        write_whole(path, after)
    return after != before
