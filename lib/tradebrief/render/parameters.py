"""A notebook's parameters are a contract, declared once in its tagged cell and checked before anything runs.

A line of that cell is a name, what values it takes in words, a default and its help::

    known_by: "date or latest" = "latest"  # use nothing published later

Any other papermill notebook renders too: ``n = 3``, ``n: int = 3``, ``day: date | None = None`` (see ``annotated``), or no such cell at all.

Words for values: ``date``, ``text``, ``whole number``, ``number``, each with bounds if wanted (``number 0..1``),
``yes or no``, ``one of: a, b``, ``article``, ``kind of fact`` and the other listings of a workbook;
``... or WORD`` allows that word as well (``nothing`` is the empty text, ``own`` what ``workbook.yaml`` says), ``list of ...`` several of them.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tradebrief
from tradebrief import render
from tradebrief.errors import Problem, SeedError, ask_error, near, shown
from tradebrief.render.values import FIXED, LISTINGS, value
from tradebrief.workbook.own import OWN


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One declared parameter: its name, the words that say what it takes, its default and its help.

    ``annotation`` is its Python type as text, where it is declared as any papermill notebook declares one; ``computed`` says that the default is made
    by the cell itself.
    """

    name: str
    takes: str
    default: Any
    help: str = ""
    line: int = 0
    annotation: str = ""
    typed: bool = False
    computed: bool = False


@dataclass(frozen=True, kw_only=True)
class Contract:
    """The parameters of one notebook."""

    notebook: str
    title: str
    parameters: tuple[Parameter, ...] = field(default_factory=tuple)

    def check(
        self, given: Mapping[str, Any], book: Callable[[], tradebrief.Workbook], own: Callable[[str], Any] = lambda name: None
    ) -> dict[str, Any]:
        """All parameters with the given values read as declared; ``AskError`` for an unknown name or a wrong value.

        ``book`` is called only when a value names something in the workbook; ``own`` says what a parameter means by *own*.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise ask_error(f"-p {name}", f"is no parameter of {self.notebook}", name, near(name, known))
        asked = {name: given.get(name, one.default) for name, one in known.items() if name in given or not one.computed}
        values = {name: self._read(known[name], raw, book) for name, raw in asked.items()}
        return {
            name: own(name) or value if value == OWN and known[name].takes.endswith(f" or {OWN}") else value
            for name, value in values.items()
        }

    def _read(self, parameter: Parameter, raw: Any, book: Callable[[], tradebrief.Workbook]) -> Any:
        if raw == parameter.default and type(raw) is type(parameter.default):
            return parameter.default
        where = f"-p {parameter.name}"
        if parameter.typed:
            return render.annotated.read(raw, parameter.annotation, where)  # which needs pydantic, as no other notebook does
        return value(raw, parameter.takes, where=where, book=book)

    def injected(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Checked values as the notebook's cells get them."""
        annotations = {one.name: one.annotation for one in self.parameters if one.typed}
        return {
            name: render.annotated.injected(value, annotations[name]) if annotations.get(name) else value for name, value in values.items()
        }


def contract_of(path: Path) -> Contract:
    """The contract of a notebook file, which may have no parameters; ``AskError`` or ``SeedError`` when it cannot be read."""
    notebook = read_notebook(path)
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) > 1 or any(cell.get("cell_type") != "code" for cell in cells):
        wrong = "has more than one cell tagged 'parameters'" if len(cells) > 1 else "has a cell tagged 'parameters' that is no code"
        raise ask_error(str(path), wrong, f"{len(cells)} cells", "Tag one code cell, that which sets the parameters.")
    declared = tuple(_declared(_source(cells[0]), path)) if cells else ()
    return Contract(notebook=path.stem, title=title_of(notebook), parameters=declared)


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


def title_of(notebook: Mapping[str, Any]) -> str:
    """What stands in the first heading of a notebook; nothing where there is none."""
    lines = (line for cell in notebook["cells"] if cell.get("cell_type") == "markdown" for line in _source(cell).splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")


def _declared(source: str, path: Path) -> Iterable[Parameter]:
    comments = _comments(source)
    try:
        statements = ast.parse(_MAGIC.sub("", source)).body
    except SyntaxError as bad:
        raise ask_error(str(path), "has a parameters cell that is not Python", bad.msg, "Write lines as: n: int = 3  # help") from bad
    for statement in statements:
        comment = comments.get(statement.end_lineno or 0, "")
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None:
            yield _annotated(statement.target.id, statement, statement.value, comment, path)
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
            yield _typed(statement.targets[0].id, "", statement.value, comment, statement.lineno)


def _annotated(name: str, statement: ast.AnnAssign, value: ast.expr, comment: str, path: Path) -> Parameter:
    """A parameter with words for its type, as this package has them, or with a type of Python."""
    words = statement.annotation.value if isinstance(statement.annotation, ast.Constant) else None
    if not isinstance(words, str) or (not _is_known(words) and words.isidentifier()):
        return _typed(name, words if isinstance(words, str) else ast.unparse(statement.annotation), value, comment, statement.lineno)
    try:
        return Parameter(name=name, takes=words, default=ast.literal_eval(value), help=comment, line=statement.lineno)
    except ValueError as bad:
        problem = Problem(
            file=str(path), line=statement.lineno, place="parameters cell", wrong="declares a parameter wrongly", got=shown(ast.unparse(statement)),
            remedy="Its default is no plain value. Write: name: \"date\" = \"2025-06-14\"  # help.",
        )  # fmt: skip
        raise SeedError(problem) from bad


def _is_known(words: str) -> bool:
    base = words.removeprefix("list of ").partition(" or ")[0]
    return base in {"date", "text", "yes or no", *FIXED, *LISTINGS} or base.startswith(("number", "whole number", "one of: "))


def _typed(name: str, annotation: str, value: ast.expr, comment: str, line: int) -> Parameter:
    """A parameter as any papermill notebook declares one; a default that is no plain value is left to the cell."""
    try:
        default, computed = _plain_default(value), False
    except ValueError:
        default, computed = ast.unparse(value), True
    annotation = annotation or ("" if computed else render.annotated.annotation_of(default))
    takes = render.annotated.takes(render.annotated.type_of(annotation))
    return Parameter(
        name=name,
        takes=takes,
        default=render.annotated.as_text(default),
        help=comment,
        line=line,
        annotation=annotation,
        typed=True,
        computed=computed,
    )


def _plain_default(value: ast.expr) -> Any:
    """A literal, or a day written ``date(2025, 6, 14)``."""
    called = value.func if isinstance(value, ast.Call) else None
    name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
    if isinstance(value, ast.Call) and name in {"date", "datetime"} and not value.keywords:
        return {"date": date, "datetime": datetime}[name](*map(ast.literal_eval, value.args))
    return ast.literal_eval(value)


_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
"""Lines of IPython that are no Python."""


def _comments(source: str) -> dict[int, str]:
    """The comment on each line, without its sign."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError):
        return {}
    return {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}


# --- values -----------------------------------------------------------------
