"""A notebook's parameters are a contract, declared once in its tagged cell and checked before anything runs.

A line of that cell is a name, what values it takes in words, a default and its help::

    known_by: "date or latest" = "latest"  # use nothing published later

Words for values: ``date``, ``text``, ``whole number``, ``number``, each with bounds if wanted (``number 0..1``),
``yes or no``, ``one of: a, b``, ``article``, ``kind of fact`` and the other listings of a workbook;
``... or WORD`` allows that word as well (``nothing`` is the empty text), ``list of ...`` several of them.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tradebrief
from tradebrief import facts
from tradebrief.errors import Problem, SeedError, ask_error, near, shown
from tradebrief.period import CLOCKS, read_day

Scalar = str | int | float | bool

#: What a parameter can name out of a workbook: the words of the type and where its names are found.
LISTINGS: dict[str, Callable[[tradebrief.Workbook], Iterable[str]]] = {
    "article": lambda book: book.articles,
    "measure": lambda book: book.measures,
    "scenario": lambda book: book.scenarios,
    "convention": lambda book: book.conventions,
    "negotiation": lambda book: book.talks,
    "product group": lambda book: book.groups,
    "importer": lambda book: {measure.importer for measure in book.measures.values()},
    "origin": lambda book: {origin for measure in book.measures.values() for origin in (*measure.origins.only, *measure.origins.except_)},
}


def _kinds() -> Iterable[str]:
    return facts.records.KINDS


#: The same for names that need no workbook.
FIXED: dict[str, Callable[[], Iterable[str]]] = {"kind of fact": _kinds, "clock": lambda: CLOCKS}


def choices(takes: str, book: tradebrief.Workbook) -> list[str]:
    """What can be chosen where a parameter takes one of some names, or a list of them; nothing where it takes anything else."""
    base, _, word = takes.removeprefix("list of ").partition(" or ")
    if base.startswith("one of: "):
        names = [name.strip() for name in base.removeprefix("one of: ").split(",")]
    elif base in FIXED:
        names = list(FIXED[base]())
    else:
        names = sorted(LISTINGS[base](book)) if base in LISTINGS else []
    return [*names, *([word] if names and word and word != "nothing" else [])]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One declared parameter: its name, the words that say what it takes, its default and its help."""

    name: str
    takes: str
    default: Scalar | list[Any]
    help: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Contract:
    """The parameters of one notebook."""

    notebook: str
    title: str
    parameters: tuple[Parameter, ...] = field(default_factory=tuple)

    def check(self, given: Mapping[str, Any], book: Callable[[], tradebrief.Workbook]) -> dict[str, Any]:
        """All parameters with the given values read as declared; ``AskError`` for an unknown name or a wrong value.

        ``book`` is called only when a value names something in the workbook.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise ask_error(f"-p {name}", f"is no parameter of {self.notebook}", name, near(name, known))
        values = {}
        for name, parameter in known.items():
            raw = given.get(name, parameter.default)
            values[name] = parameter.default if raw == parameter.default else _value(raw, parameter.takes, where=f"-p {name}", book=book)
        return values


def contract_of(path: Path) -> Contract:
    """The contract of a notebook file; ``AskError`` or ``SeedError`` when there is none or it cannot be read."""
    notebook = read_notebook(path)
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1 or cells[0].get("cell_type") != "code":
        raise ask_error(
            str(path), "has no single code cell tagged 'parameters'", f"{len(cells)} cells", "Tag the cell that declares the parameters."
        )
    source = _source(cells[0])
    return Contract(notebook=path.stem, title=_title(notebook), parameters=tuple(_declared(source, path)))


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook file as it lies in JSON; ``AskError`` when it is not one."""
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8"))
        if not isinstance(notebook, dict) or not all(isinstance(cell, dict) for cell in notebook["cells"]) or notebook.get("nbformat") != 4:
            raise ValueError("it is no notebook of format 4")
    except (OSError, ValueError, KeyError, TypeError) as bad:
        raise ask_error(str(path), "cannot be read as a notebook", bad, "Open and save it in JupyterLab.") from bad
    return notebook


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _title(notebook: Mapping[str, Any]) -> str:
    lines = (line for cell in notebook["cells"] if cell.get("cell_type") == "markdown" for line in _source(cell).splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")


def _declared(source: str, path: Path) -> Iterable[Parameter]:
    comments = _comments(source)
    try:
        statements = ast.parse(source).body
    except SyntaxError as bad:
        raise ask_error(
            str(path), "has a parameters cell that is not Python", bad.msg, 'Write lines as: name: "date" = "2025-06-14"  # help'
        ) from bad
    for statement in statements:
        yield _parameter(statement, comments, path)


def _parameter(statement: ast.stmt, comments: Mapping[int, str], path: Path) -> Parameter:
    try:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name) or statement.value is None:
            raise ValueError("a line is not 'name: \"type\" = default'")
        takes, default = ast.literal_eval(statement.annotation), ast.literal_eval(statement.value)
        if not isinstance(takes, str):
            raise ValueError("the type is not words in quotes")
    except ValueError as bad:
        problem = Problem(
            file=str(path), line=statement.lineno, place="parameters cell", wrong="declares a parameter wrongly", got=shown(ast.unparse(statement)),
            remedy=f"Here {bad}. Write: name: \"date\" = \"2025-06-14\"  # help.",
        )  # fmt: skip
        raise SeedError(problem) from bad
    return Parameter(
        name=statement.target.id, takes=takes, default=default, help=comments.get(statement.end_lineno or 0, ""), line=statement.lineno
    )


def _comments(source: str) -> dict[int, str]:
    """The comment on each line, without its sign."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError):
        return {}
    return {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}


# --- values -----------------------------------------------------------------


def _value(raw: Any, takes: str, *, where: str, book: Callable[[], tradebrief.Workbook]) -> Any:
    """A value as its words say; given as text (from the command line or a recipe) or as the literal it is."""
    if takes.startswith("list of "):
        items = raw if isinstance(raw, list) else [item.strip() for item in str(raw).split(",") if item.strip()]
        return [_value(item, takes.removeprefix("list of "), where=where, book=book) for item in items]
    base, _, word = takes.partition(" or ")
    if takes != "yes or no" and word and raw == ("" if word == "nothing" else word):
        return raw
    if takes == "yes or no":
        return _yes(raw, where)
    return _single(raw, base, where, book)


def _single(raw: Any, base: str, where: str, book: Callable[[], tradebrief.Workbook]) -> Scalar:
    text = str(raw) if not isinstance(raw, bool) else str(raw).lower()
    if isinstance(raw, list | dict):
        raise ask_error(where, f"takes {_article(base)}, not several values", raw, "Give one value.")
    if base == "date":
        return _date(text, where)
    if base.startswith(("whole number", "number")):
        return _number(text, base, where)
    if base.startswith("one of: "):
        return _choice(text, [name.strip() for name in base.removeprefix("one of: ").split(",")], where)
    if base in FIXED:
        return _choice(text, list(FIXED[base]()), where)
    if base in LISTINGS:
        return _listed(text, base, where, book())
    if base == "text":
        return text
    raise ask_error(
        where,
        "is declared with a type nobody knows",
        base,
        near(base, ["date", "text", "number", "whole number", "yes or no", *FIXED, *LISTINGS]),
    )


def _article(base: str) -> str:
    return f"{'an' if base[:1] in 'aeiou' else 'a'} {base}"


def _date(text: str, where: str) -> str:
    try:
        return read_day(text).isoformat()
    except ValueError as bad:
        raise ask_error(where, "takes a date", text, "Write it as 2025-06-14.") from bad


def _number(text: str, base: str, where: str) -> int | float:
    whole = base.startswith("whole")
    bounds = base.removeprefix("whole ").removeprefix("number").strip()
    try:
        value = int(text) if whole else float(text)
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError
    except ValueError:
        raise ask_error(
            where, f"takes {_article(base.split(' ')[0] + ' number' if whole else 'number')}", text, "Write digits, as 1 or 0.5."
        ) from None
    if bounds:
        low, _, high = bounds.partition("..")
        if not float(low) <= value <= float(high):
            raise ask_error(where, f"lies outside {low} to {high}", text, f"Give a number from {low} to {high}.")
    return value


def _yes(raw: Any, where: str) -> bool:
    known = {"yes": True, "true": True, "no": False, "false": False}
    if str(raw).lower() not in known:
        raise ask_error(where, "takes yes or no", raw, "Write yes or no.")
    return known[str(raw).lower()]


def _choice(text: str, names: list[str], where: str) -> str:
    if text not in names:
        raise ask_error(where, "is none of the choices", text, near(text, names))
    return text


def _listed(text: str, listing: str, where: str, book: tradebrief.Workbook) -> str:
    if listing == "article":
        book.find_articles(text)
        return text
    return _choice(text, list(LISTINGS[listing](book)), where)
