"""The page of figures, tables and sentences: every function that shows a result, with the result it takes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType, ModuleType

from tradebrief.guide.markdown import first_line, page, section, table
from tradebrief.guide.results import Headings, classes_in, linked

#: The packages that show, and what each of their functions gives.
SHOWN = {"figures": ("a figure", "Drawn"), "tables": ("a table", "Table"), "words": ("a sentence", "Sentence")}

ABOUT = """Each function shows one result and computes nothing: `tb.figures.rates.rate_path(tb.rate_path(…))`. A notebook's cell is one such call. A figure carries its
alternative text and the rows it shows, a table its caption, a sentence the lineage of its numbers. How to write one: [add a figure](../how-to/figure.md)."""


def shown_page(headings: Headings) -> str:
    """Every module of the three packages, by name, with its functions in reading order."""
    return page("Figures, tables and sentences", ABOUT, (section(name, *_modules(name, headings)) for name in SHOWN))


def _modules(package: str, headings: Headings) -> Iterator[str]:
    folder = import_module(f"tradebrief.{package}").__path__
    for found in sorted(iter_modules(folder), key=lambda one: one.name):
        module = import_module(f"tradebrief.{package}.{found.name}")
        shown = [(one, _takes(one, headings)) for one in showing(module, SHOWN[package][1])]
        rows = [(f"`{one.__name__}`", takes, first_line(one)) for one, takes in shown if takes]
        if rows:
            yield section(f"tb.{package}.{found.name}", first_line(module), table(("function", "shows", "says"), rows), level=3)


def showing(module: ModuleType, gives: str) -> list[FunctionType]:
    """The public functions of a module that give a figure, a table or a sentence, as they stand in it."""
    return [
        one
        for name, one in vars(module).items()
        if inspect.isfunction(one)
        and one.__module__ == module.__name__
        and not name.startswith("_")
        and one.__annotations__.get("return") == gives
    ]


def _takes(function: FunctionType, headings: Headings) -> str:
    """The results a function takes, each once."""
    types = [annotation for name, annotation in function.__annotations__.items() if name != "return"]
    found = [one for annotation in types for one in classes_in(annotation, function.__module__)]
    return ", ".join(linked(one, headings) for one in dict.fromkeys(found))
