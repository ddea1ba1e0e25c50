"""What is wrong with the message files: messages that no code says, messages, parts and variables that are not there; run by ``make check``.

English is held against the code that says it, every other language against English.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseNode, Junk, Message, MessageReference, TextElement, VariableReference
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).resolve().parents[1]
LIB, NOTEBOOKS = ROOT / "lib" / "tradebrief", ROOT / "notebooks"

ROOMS = ("words", "tables", "figures", "render", "results", "edition")
"""Where messages are said."""

SETTINGS = {
    "say": set[str](),
    "text": set[str](),
    "table": {"name", "numbers", "tight", "more", "notes", "without"},
    "finish": {"columns", "rows"},
}
"""The functions that say a message, with their arguments that are no values of it."""

UNITS = {"usd", "jpy"}
"""Messages that numbers ask for themselves."""


class Names(Visitor):
    """The variables and other messages that a message, or a part of one, names, and its bare text."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()
        self.text = ""

    @property
    def groups(self) -> set[str]:
        """The groups that it names where it is a pattern of English, as the part ``of`` of a form is."""
        return set(re.compile(self.text).groupindex)

    def visit_TextElement(self, node: TextElement) -> None:  # noqa: N802
        self.text += node.value

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802
        self.messages.add(f"{node.id.name}.{node.attribute.name}" if node.attribute else node.id.name)


def messages(language: str = "en", lib: Path = LIB) -> dict[str, Names]:
    """Every message of a language and each part of one (``name.part``), in their order; ``ValueError`` for what cannot be read or is there twice."""
    found: dict[str, Names] = {}
    for path in sorted((lib / "words" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, Junk):
                raise ValueError(f"{path.name}: cannot be read (got {entry.content.strip()[:60]!r})")
            if isinstance(entry, Message):
                if entry.id.name in found:
                    raise ValueError(f"{path.name}: '{entry.id.name}' is there twice")
                found[entry.id.name] = _named(entry.value)
                found |= {f"{entry.id.name}.{part.id.name}": _named(part.value) for part in entry.attributes}
    for name in found:  # what a message names in others is its own
        found[name].variables |= _variables(found, name)
    return found


def _named(pattern: BaseNode | None) -> Names:
    names = Names()
    if pattern is not None:
        names.visit(pattern)
    return names


def _variables(known: Mapping[str, Names], name: str) -> set[str]:
    names = known.get(name) or Names()
    return names.variables.union(*(_variables(known, other) for other in names.messages))


def parts(known: Mapping[str, Names], message: str) -> list[str]:
    """The parts of a message in their order."""
    return [name.partition(".")[2] for name in known if name.startswith(f"{message}.")]


# --- English, against the code ------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A place where the code says a message: by which function, by what name, with which values; ``whole`` where all of them can be seen."""

    where: str
    by: str
    name: ast.expr
    call: ast.Call

    @property
    def given(self) -> set[str]:
        """The values that are given by name."""
        return {one.arg for one in self.call.keywords if one.arg} - SETTINGS[self.by]

    @property
    def whole(self) -> bool:
        """Whether every value is given by name."""
        return all(one.arg for one in self.call.keywords)

    def texts(self, setting: str) -> set[str] | None:
        """The texts in a setting of a table; ``None`` where it is not given."""
        value = next((one.value for one in self.call.keywords if one.arg == setting), None)
        return (
            None
            if value is None
            else {one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        )


def _code(lib: Path) -> Iterator[tuple[str, ast.AST]]:
    for room in ROOMS:
        for path in sorted((lib / room).glob("*.py")):
            yield f"{room}/{path.name}", ast.parse(path.read_text(encoding="utf-8"))


def calls(lib: Path = LIB) -> Iterator[Said]:
    """Each place where the code says a message."""
    for where, tree in _code(lib):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SETTINGS:
                place = 1 if node.func.id == "finish" else 0
                if len(node.args) > place:
                    yield Said(f"{where}, line {node.lineno}", node.func.id, node.args[place], node)


def patterns(node: ast.expr) -> Iterator[str]:
    """The names that an argument can be, as patterns: a text, one of two, or a text with gaps."""
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (*patterns(node.body), *patterns(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]*" for part in node.values)


def texts(lib: Path = LIB) -> set[str]:
    """Every text in the code, for names that stand in tables."""
    return {
        node.value for _, tree in _code(lib) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


_TEMPLATE = re.compile(r"""\bt\(\s*(['"])(.+?)\1\s*(~)?""")
"""A message that a template says; a tilde joins the rest of its name to it."""


def templates(lib: Path = LIB) -> Iterator[tuple[str, str]]:
    """Each message that a template says, as a pattern."""
    for room in ROOMS:
        for path in sorted((lib / room).glob("*.j2")):
            for found in _TEMPLATE.finditer(path.read_text(encoding="utf-8")):
                yield f"{room}/{path.name}", re.escape(found[2]) + ("[a-z-]+" if found[3] else "")


def _of_english(known: Mapping[str, Names], lib: Path) -> Iterator[str]:
    """What the code says that is not there, and what is there that no code says."""
    said = texts(lib)
    used = {name for name in known if name in said} | UNITS | {one for names in known.values() for one in names.messages}
    for one in calls(lib):
        prefix = {"table": "table-", "finish": "figure-"}.get(one.by, "")
        for pattern in patterns(one.name):
            fits = {name for name in known if re.fullmatch(prefix + pattern, name)}
            if not fits:
                yield f"{one.where}: says a message that is not there (got {prefix}{pattern})."
            used |= fits
            for name in fits if len(fits) == 1 else ():
                filled = _filled(one, name, known)
                used |= filled
                yield from _values(one, name, filled, known)
    for where, pattern in templates(lib):
        fits = {name for name in known if re.fullmatch(pattern, name)}
        used |= fits
        if not fits:
            yield f"{where}: says a message that is not there (got {pattern})."
    yield from (f"en: no code says '{name}'." for name in known if name not in used)


def _filled(one: Said, name: str, known: Mapping[str, Names]) -> set[str]:
    """What is filled together with a message: the heads and notes of a table, what a figure says of itself."""
    if one.by == "finish":
        return {name, f"{name}.about", f"{name}.alt"}
    if one.by == "table":
        notes = one.texts("notes")
        shown = {"note"} if notes is None else notes
        return {name, *(f"{name}.{part}" for part in parts(known, name) if not part.startswith("note") or part in shown)}
    return {name}


def _values(one: Said, name: str, filled: set[str], known: Mapping[str, Names]) -> Iterator[str]:
    """Parts and variables that a call names and the message has not, or the other way round."""
    for part in sorted(filled - known.keys()):
        yield f"{one.where}: says a part that is not there (got {part})."
    for setting in ("numbers", "tight", "without", "notes"):
        for part in sorted((one.texts(setting) or set()) - set(parts(known, name))) if one.by == "table" else ():
            yield f"{one.where}: names a part of '{name}' that is not there (got {part})."
    uses = set().union(*(known[part].variables for part in filled if part in known))
    idle = sorted(one.given - uses) if one.by == "say" else []
    yield from (f"{one.where}: gives '{name}' a variable it does not use (got {variable})." for variable in idle)
    lacking = sorted(uses - one.given) if one.whole else []
    yield from (f"{one.where}: does not give '{name}' a variable it uses (got {variable})." for variable in lacking)


# --- other languages, against English -----------------------------------------------


OWN = ("word-", "nb-")
"""What the names of messages begin with that only another language has: words of fixed lists, and the prose of notebooks."""


def _of_language(language: str, known: Mapping[str, Names], lib: Path, cells: set[str]) -> Iterator[str]:
    """What another language lacks, has too much or in another order."""
    theirs = messages(language, lib)
    whole = {name for name in known if "." not in name}
    yield from (f"{language}: '{name}' is not there." for name in known if name not in theirs)
    for name in theirs:
        own, message = name.startswith(OWN), name.partition(".")[0]
        if name not in known and not own:
            yield f"{language}: '{name}' is not in English."
        form = theirs.get(f"{message}.of") if own else None
        if own and theirs[name].variables - (form.groups if form else set()):
            yield f"{language}: '{name}' names a variable that nothing gives (got {', '.join(sorted(theirs[name].variables))})."
        if name.startswith("nb-") and name not in cells:
            yield f"{language}: '{name}' fits no cell of a notebook."
        yield from (
            f"{language}: '{name}' names a variable that its English does not (got {one})."
            for one in sorted(theirs[name].variables - known[name].variables if name in known else set())
        )
    for name in sorted(whole & theirs.keys()):
        if set(parts(known, name)) == set(parts(theirs, name)) and parts(known, name) != parts(theirs, name):
            yield f"{language}: the parts of '{name}' are not in the order of English."
    for name in sorted(_said_whole(known, lib) & theirs.keys()):
        idle = sorted(known[name].variables - theirs[name].variables)
        yield from (f"{language}: '{name}' does not name a variable that it is given (got {one})." for one in idle)


def _said_whole(known: Mapping[str, Names], lib: Path) -> set[str]:
    """The messages that are said as sentences, which use every value they are given."""
    return {
        name for one in calls(lib) if one.by == "say" for pattern in patterns(one.name) for name in known if re.fullmatch(pattern, name)
    }


def cells_of(notebooks: Path = NOTEBOOKS) -> set[str]:
    """The ids of the markdown cells of all notebooks."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(notebooks.glob("*.ipynb")))
    return {cell.get("id", "") for notebook in read for cell in notebook["cells"] if cell["cell_type"] == "markdown"}


def problems(lib: Path = LIB, notebooks: Path = NOTEBOOKS) -> Iterator[str]:
    """Each thing that is wrong, in a line."""
    known, cells = messages("en", lib), cells_of(notebooks)
    yield from _of_english(known, lib)
    for folder in sorted((lib / "words").iterdir()):
        if folder.is_dir() and folder.name != "en" and any(folder.glob("*.ftl")):
            yield from _of_language(folder.name, known, lib, cells)


if __name__ == "__main__":
    wrong = list(problems())
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(bool(wrong))
