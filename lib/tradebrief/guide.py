"""Writes what documentation repeats from the code: the fields of records and the sentences of rules.

A documentation file carries marks, ``<!-- fields: Fact -->`` or ``<!-- rules -->`` up to ``<!-- end -->``; what
stands between them is generated, so nothing is typed twice. ``tradebrief accept`` refreshes it, a test compares.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from tradebrief import assumption, convention, rules, trade
from tradebrief.errors import ask_error
from tradebrief.law import charge, goods, measure, scenario
from tradebrief.talks import classes, records
from tradebrief.texts import provenance

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


def field_table(model: type[BaseModel]) -> str:
    """The fields of a record as a Markdown table: name, whether it must be given, what it means."""
    meanings = field_meanings(model)
    rows = [
        f"| `{field.alias or name}` | {'yes' if field.is_required() else ''} | {meanings.get(name, '')}{_choices(field.annotation)} |"
        for name, field in model.model_fields.items()
        if name != "id"
    ]
    return "\n".join(["| field | needed | meaning |", "| --- | --- | --- |", *rows])


def field_meanings(model: type[BaseModel]) -> dict[str, str]:
    """What the text under each field in the class says, and in the records it is made from."""
    classes = [one for one in reversed(model.__mro__) if one.__module__.startswith("tradebrief.")]
    trees = [ast.parse(inspect.getsource(one)).body[0] for one in classes]
    pairs = itertools.chain.from_iterable(itertools.pairwise(tree.body) for tree in trees if isinstance(tree, ast.ClassDef))
    return {
        one.target.id: " ".join(str(two.value.value).split())
        for one, two in pairs
        if isinstance(one, ast.AnnAssign)
        and isinstance(one.target, ast.Name)
        and isinstance(two, ast.Expr)
        and isinstance(two.value, ast.Constant)
    }


def _choices(annotation: object) -> str:
    """The words a field takes, where it takes words of a list."""
    options = [annotation, *get_args(annotation)]
    found = next((get_args(option) for option in options if get_origin(option) is Literal), ())
    return f" One of {', '.join(f'`{choice}`' for choice in found)}." if found else ""


def refresh(path: Path) -> bool:
    """Refresh a file in place; whether it changed."""
    from tradebrief.files import write_whole

    before = path.read_text(encoding="utf-8")
    after = refreshed(before)
    if after != before:
        write_whole(path, after)
    return after != before
