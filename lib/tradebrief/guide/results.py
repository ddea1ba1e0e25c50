"""The page of the result records: what the public names give, and what that is made of, down to the records of the seeds."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from tradebrief.guide.fields import field_meanings
from tradebrief.guide.markdown import cell, first_line, marked, page, prose, section, slug, table

Headings = Mapping[type, str]
"""The classes that have a place in the reference, each with the address of its heading."""

_NAME = re.compile(r"\b[A-Z]\w+")

ABOUT = """Results are frozen and keyword-only. A rate is a share of the customs value (0.275 is 27.5 %), an amount is in dollars where its name or its record says
so, a day is a `datetime.date`. Fields come first, then what is worked out when asked, then questions a record answers. A module in brackets tells two
records of one name apart."""


def classes_in(annotation: object, module: str) -> list[type]:
    """The classes of this package that an annotation names, as its module knows them."""
    known = vars(import_module(module))
    found = [known.get(name) for name in _NAME.findall(str(annotation))]
    return [one for one in found if isinstance(one, type) and one.__module__.startswith("tradebrief.")]


def results(named: Iterable[Any]) -> list[type]:
    """Every result record that the public names lead to, by name."""
    waiting = [one for value in named for one in _begin(value)]
    found: dict[type, None] = {}
    while waiting:
        one = waiting.pop()
        if one in found or not is_dataclass(one):
            continue
        found[one] = None
        waiting += [other for annotation in _annotations(one) for other in classes_in(annotation, one.__module__)]
    return sorted(found, key=lambda one: (one.__name__, one.__module__))


def _begin(value: Any) -> list[type]:
    return [value] if isinstance(value, type) else classes_in(value.__annotations__.get("return", ""), value.__module__)


def headings_of(records: Iterable[type], file: str) -> dict[type, str]:
    """The address of each record in a page; where two have one name, the module tells them apart."""
    records = list(records)
    often = Counter(one.__name__ for one in records)
    return {one: f"{file}#{slug(title_of(one, often))}" for one in records}


def title_of(record: type, often: Mapping[str, int]) -> str:
    """The heading of a record."""
    return record.__name__ if often[record.__name__] == 1 else f"{record.__name__} ({record.__module__.removeprefix('tradebrief.')})"


def linked(record: type, headings: Headings) -> str:
    """A record's name, as a link where the reference holds it."""
    return f"[`{record.__name__}`]({headings[record]})" if record in headings else f"`{record.__name__}`"


def results_page(records: Iterable[type], headings: Headings) -> str:
    """Each record with its meaning, fields and properties."""
    records = list(records)
    often = Counter(one.__name__ for one in records)
    return page("Results", ABOUT, (_record(one, title_of(one, often), headings) for one in records))


def _record(record: type, title: str, headings: Headings) -> str:
    inside = dict.fromkeys(one for annotation in _annotations(record) for one in classes_in(annotation, record.__module__))
    see = ", ".join(linked(one, headings) for one in inside if one in headings and one is not record)
    return section(
        title,
        f"*{record.__module__}*",
        prose(record),
        _fields(record),
        _properties(record),
        _methods(record),
        f"Made of: {see}." if see else "",
    )


def _fields(record: type) -> str:
    meanings = field_meanings(record)
    rows = [(f"`{one.name}`", f"`{cell(str(one.type))}`", cell(marked(meanings.get(one.name, "")))) for one in _public_fields(record)]
    return table(("field", "type", "meaning"), rows) if meanings else table(("field", "type"), (row[:2] for row in rows))


def _properties(record: type) -> str:
    rows = [(f"`{name}`", f"`{cell(_gives(one))}`", first_line(one)) for name, one in _worked_out(record)]
    return table(("worked out", "type", "meaning"), rows)


def _methods(record: type) -> str:
    """The questions a record can be asked, with the names of what they take."""
    found = [
        (name, one.__func__ if isinstance(one, classmethod) else one)
        for name, one in vars(record).items()
        if not name.startswith("_") and (inspect.isfunction(one) or isinstance(one, classmethod))
    ]
    return "\n".join(f"- `{name}{_takes(one)}`: {first_line(one)}" for name, one in found)


def _takes(function: Any) -> str:
    found = inspect.signature(function)
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in list(found.parameters.values())[1:]]
    return str(found.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _public_fields(record: type) -> list[Any]:
    return [one for one in fields(record) if not one.name.startswith("_")]


def _worked_out(record: type) -> Iterator[tuple[str, Any]]:
    """The properties of a record, each with the function behind it."""
    for name, value in vars(record).items():
        function = getattr(value, "fget", None) or getattr(value, "func", None)
        if function is not None and not name.startswith("_"):
            yield name, function


def _annotations(record: type) -> Iterator[str]:
    """What fields, properties and methods of a record are made of or give."""
    yield from (str(one.type) for one in _public_fields(record))
    yield from (_gives(one) for one in vars(record).values() if inspect.isfunction(one) and not one.__name__.startswith("_"))
    yield from (_gives(one) for _, one in _worked_out(record))


def _gives(function: Any) -> str:
    return str(inspect.get_annotations(function).get("return", ""))
