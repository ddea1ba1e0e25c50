"""The page of the public names: how each is called, what it does and what it gives."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import tradebrief
from tradebrief.guide.markdown import code, page, prose, section
from tradebrief.guide.results import Headings, classes_in, linked

WIDEST = 110
"""Columns of a signature that stands on one line."""

ABOUT = """After `import tradebrief as tb` these stand as `tb.NAME`, here in reading order: load the seeds, ask them, show the answers. Only `load` and the
names that take a file read files; nothing reads the clock. What a name gives stands in [results](results.md), what draws and words it in
[figures, tables and sentences](shown.md). A wrong question is an `AskError`, a wrong seed a `SeedError`; both carry every problem found."""


class _Bare(str):
    """An annotation that shows itself as it was written."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def public() -> dict[str, Any]:
    """The public names in reading order, each with what it stands for."""
    return {name: getattr(import_module(module), name) for name, module in tradebrief._PUBLIC.items()}


def names_page(headings: Headings) -> str:
    """The page: functions with their signatures, then the classes among the names."""
    named = public()
    functions = {name: one for name, one in named.items() if inspect.isfunction(one)}
    return page("Public names", ABOUT, (*_functions(functions, headings), *_classes(named, headings)))


def _functions(named: Mapping[str, Any], headings: Headings) -> Iterator[str]:
    for name, one in named.items():
        given = [linked(found, headings) for found in classes_in(one.__annotations__.get("return", ""), one.__module__)]
        gives = f"Gives {', '.join(dict.fromkeys(given))}." if given else ""
        yield section(name, code(signature(name, one)), prose(one), gives)


def _classes(named: Mapping[str, Any], headings: Headings) -> Iterator[str]:
    for name, one in named.items():
        if not inspect.isclass(one):
            continue
        yield section(name, prose(one), f"Its fields: {linked(one, headings)}." if one in headings else "")


def signature(name: str, function: Any) -> str:
    """How a function is called, each parameter on its own line where one line would be too long.

    >>> signature("day", lambda when, *, clock="publisher": None)
    "day(when, *, clock='publisher')"
    """
    found = inspect.signature(function)
    bare = [one.replace(annotation=_annotation(one.annotation)) for one in found.parameters.values()]
    whole = found.replace(parameters=bare, return_annotation=_annotation(found.return_annotation))
    line = f"{name}{whole}"
    if len(line) <= WIDEST:
        return line
    parts = str(whole.replace(return_annotation=inspect.Signature.empty))[1:-1]
    gives = "" if whole.return_annotation is inspect.Signature.empty else f" -> {whole.return_annotation}"
    return f"{name}(\n{''.join(f'    {part},{chr(10)}' for part in _split(parts))}){gives}"


def _annotation(annotation: Any) -> Any:
    return _Bare(annotation) if isinstance(annotation, str) else annotation


def _split(parameters: str) -> Iterator[str]:
    """Parameters at the commas between them, not at those within brackets."""
    depth, start = 0, 0
    for at, letter in enumerate(parameters):
        depth += (letter in "[({") - (letter in "])}")
        if letter == "," and not depth:
            yield parameters[start:at].strip()
            start = at + 1
    yield parameters[start:].strip()
