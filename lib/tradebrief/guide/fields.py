"""The fields of a seed record as Markdown tables: name, whether it must be given, what it takes and what it means."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from tradebrief.guide.markdown import cell, table
from tradebrief.law.duty import Duty
from tradebrief.period import When

#: What a value is called in a seed.
WORDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    Decimal: "number",
    bool: "yes or no",
    date: "day",
    When: "days in EDTF",
    Duty: "duty",
}


def field_table(model: type[BaseModel]) -> str:
    """The fields of a record; an ``id``, which is the file's name, is left out."""
    meanings = field_meanings(model)
    rows = [
        (f"`{field.alias or name}`", "yes" if field.is_required() else "", f"{meanings.get(name, '')}{_choices(field.annotation)}")
        for name, field in model.model_fields.items()
        if name != "id"
    ]
    return table(("field", "needed", "meaning"), rows)


def full_table(model: type[BaseModel], headings: Mapping[type, str]) -> str:
    """The same with what each field takes, records linked to where they stand."""
    meanings = field_meanings(model)
    rows = [
        (
            f"`{field.alias or name}`",
            "yes" if field.is_required() else "",
            cell(takes(field.annotation, headings)),
            f"{cell(meanings.get(name, ''))}{_choices(field.annotation)}".strip(),
        )
        for name, field in model.model_fields.items()
        if name != "id"
    ]
    return table(("field", "needed", "takes", "meaning"), rows)


def takes(annotation: Any, headings: Mapping[type, str]) -> str:
    """What a field takes, in words.

    >>> takes(tuple[date, ...], {}), takes(dict[str, Decimal] | None, {})
    ('list of day', 'number by name')
    """
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return takes(inner[0], headings)
    if kind in {Union, UnionType}:
        return " or ".join(dict.fromkeys(takes(one, headings) for one in inner if one is not NoneType))
    if kind is Literal:
        return "a word of the list"
    if kind is tuple:
        return f"list of {takes(inner[0], headings)}" if Ellipsis in inner else f"{len(inner)} of {takes(inner[0], headings)}"
    if kind is dict:
        return f"{takes(inner[1], headings)} by {'day' if takes(inner[0], headings) == 'day' else 'name'}"
    return f"[{annotation.__name__}]({headings[annotation]})" if annotation in headings else WORDS.get(annotation, "value")


def field_meanings(model: type) -> dict[str, str]:
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
