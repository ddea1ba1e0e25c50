"""Parameters as any papermill notebook has them: ``n = 3``, ``n: int = 3``, ``day: date | None = None``, lists and mappings.

The type is read from the annotation, without running the cell, else from the default; a value is checked against it by pydantic.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import TypeAdapter, ValidationError

from tradebrief.errors import AskError, ask_error, near
from tradebrief.given import day_given

NAMES: dict[str, Any] = {
    "int": int, "float": float, "str": str, "bool": bool, "date": date, "datetime": datetime, "Path": str,
    "list": list[Any], "List": list[Any], "tuple": list[Any], "Sequence": list[Any], "set": list[Any],
    "dict": dict[str, Any], "Dict": dict[str, Any], "Mapping": dict[str, Any],
}  # fmt: skip
"""What a name in an annotation means; any other is taken for anything."""

YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}

WORDS = {int: "whole number", float: "number", str: "text", bool: "yes or no", date: "date", datetime: "date"}


def annotation_of(default: Any) -> str:
    """The annotation that a default stands for; nothing where it tells no type.

    >>> annotation_of(3), annotation_of([1, 2]), annotation_of({"a": 1}), annotation_of(None)
    ('int', 'list[int]', 'dict', '')
    """
    if isinstance(default, list | tuple):
        kinds = {annotation_of(one) for one in default}
        return f"list[{kinds.pop()}]" if len(kinds) == 1 and "" not in kinds else "list"
    return "dict" if isinstance(default, dict) else "" if default is None else type(default).__name__


@cache
def type_of(annotation: str) -> Any:
    """The type that an annotation names, by its text; ``Any`` where it names none that is known."""
    with suppress(SyntaxError):
        return _resolved(ast.parse(annotation, mode="eval").body) if annotation else Any
    return Any


def _resolved(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return None if node.value is None else type_of(node.value) if isinstance(node.value, str) else Any
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([_resolved(node.left), _resolved(node.right)])
    if isinstance(node, ast.Subscript):
        return _subscripted(_name(node.value), node.slice)
    return NAMES.get(_name(node), Any)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _subscripted(name: str, inner: ast.expr) -> Any:
    items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if name == "Literal":
        return Literal[tuple(ast.literal_eval(item) for item in items)]
    if name in {"Optional", "Union"}:
        return _union([*map(_resolved, items), *([None] if name == "Optional" else [])])
    if name in {"Annotated", "Final"}:
        return _resolved(items[0])
    known = get_origin(NAMES.get(name))
    if known is list:
        return list[_resolved(items[0])]  # type: ignore[misc]
    return dict[str, _resolved(items[-1])] if known is dict else Any  # type: ignore[misc]


def _union(types: list[Any]) -> Any:
    return Any if Any in types else reduce(or_, [type(None) if one is None else one for one in types])


def takes(kind: Any) -> str:
    """What a type lets a value be, in words.

    >>> takes(type_of("int")), takes(type_of("None | str")), takes(type_of("list[float]"))
    ('whole number', 'text or nothing', 'list of number')
    """
    if get_origin(kind) is Literal:
        return f"one of: {', '.join(map(str, get_args(kind)))}"
    if get_origin(kind) in {Union, UnionType}:
        words = [takes(one) for one in get_args(kind) if one is not type(None)]
        return " or ".join([*words, *(["nothing"] if type(None) in get_args(kind) else [])])
    if get_origin(kind) is list:
        inner = takes(get_args(kind)[0])
        return f"list of {inner}" if inner != "anything" else "list"
    return "mapping" if get_origin(kind) is dict else WORDS.get(kind, "anything")


def read(raw: Any, annotation: str, where: str) -> Any:
    """A value as its type has it, from text or as it is; a day as its ISO text. ``AskError`` for one that is of another type."""
    kind = type_of(annotation)
    for candidate in _candidates(raw, kind):
        with suppress(ValidationError):
            return as_text(_adapter(annotation).validate_python(candidate, strict=True))
    if get_origin(kind) is Literal:
        raise ask_error(where, "is none of the choices", raw, near(str(raw), map(str, get_args(kind))))
    if {date, datetime} & set(_kinds(kind)):
        day_given(raw, where)  # which says why it is no day
    raise ask_error(where, f"takes {_with_article(takes(kind))}", raw, f"Its type is {annotation}.")


def _with_article(words: str) -> str:
    return words if words.startswith(("text", "yes", "anything")) else f"a {words}"


@cache
def _adapter(annotation: str) -> TypeAdapter[Any]:
    return TypeAdapter(type_of(annotation))


def _candidates(raw: Any, kind: Any) -> Iterator[Any]:
    """What a value given as text can mean, the most telling first."""
    if isinstance(raw, list | dict):
        yield _plain(raw)
    if not isinstance(raw, str):
        yield raw
    if date in _kinds(kind) or datetime in _kinds(kind):
        with suppress(AskError):
            yield day_given(raw)
        with suppress(ValueError):
            yield datetime.fromisoformat(str(raw))
    if isinstance(raw, str):
        yield _plain(raw)
        yield raw
        yield from [YES_OR_NO[raw.lower()]] if raw.lower() in YES_OR_NO else []
        yield [_plain(one.strip()) for one in raw.split(",") if one.strip()]
        yield [one.strip() for one in raw.split(",") if one.strip()]


def _kinds(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _plain(text: Any) -> Any:
    """Text as papermill resolves it, also within lists and mappings: a number, a truth value, nothing, a list or a mapping; other text as it is."""
    if isinstance(text, list):
        return [_plain(one) for one in text]
    if isinstance(text, dict):
        return {key: _plain(one) for key, one in text.items()}
    if not isinstance(text, str) or text.strip() == "":
        return text
    if text in {"True", "False", "None"}:
        return ast.literal_eval(text)
    for number in (int, float):
        with suppress(ValueError):
            return number(text)
    if text.lstrip()[:1] in {"[", "{"}:
        with suppress(yaml.YAMLError):
            return yaml.load(text, Loader=yaml.CSafeLoader)
    return text


def as_text(value: Any) -> Any:
    """A value as it is kept and shown: days as ISO text, also within lists and mappings."""
    if isinstance(value, list | tuple):
        return [as_text(one) for one in value]
    if isinstance(value, dict):
        return {str(key): as_text(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def injected(value: Any, annotation: str) -> Any:
    """A kept value as the notebook's cell gets it: days as days again."""
    kinds = _kinds(type_of(annotation))
    if isinstance(value, str) and (date in kinds or datetime in kinds):
        return datetime.fromisoformat(value) if datetime in kinds else date.fromisoformat(value[:10])
    return value
