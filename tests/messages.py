"""What is wrong with the message files: messages that no code says, messages and variables that are not there; run by ``make check``."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseNode, Junk, Message, MessageReference, VariableReference
from fluent.syntax.visitor import Visitor

WORDS = Path(__file__).resolve().parents[1] / "lib" / "tradebrief" / "words"


class Names(Visitor):
    """The variables and other messages that a message names."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)


def messages(language: str = "en") -> dict[str, Names]:
    """Every message of a language with what it names; ``ValueError`` for what cannot be read or is there twice."""
    found: dict[str, Names] = {}
    for path in sorted((WORDS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, Junk):
                raise ValueError(f"{path.name}: cannot be read (got {entry.content.strip()[:60]!r})")
            if isinstance(entry, Message):
                if entry.id.name in found:
                    raise ValueError(f"{path.name}: '{entry.id.name}' is there twice")
                found[entry.id.name] = named(entry)
    return found


def named(entry: BaseNode) -> Names:
    names = Names()
    names.visit(entry)
    return names


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each place where the code says a message."""
    for path in sorted(WORDS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
                yield f"{path.name}, line {node.lineno}", node


def patterns(node: ast.expr) -> Iterator[str]:
    """The names that an argument can be, as patterns: a text, one of two, or a text with gaps."""
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (*patterns(node.body), *patterns(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+" for part in node.values)


def texts() -> set[str]:
    """Every text in the code, for names that stand in tables."""
    return {
        node.value
        for path in WORDS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def problems() -> Iterator[str]:
    """Each thing that is wrong, in a line."""
    known, said = messages(), texts()
    used = {name for name in known if name in said}
    for where, call in calls():
        given = {one.arg for one in call.keywords if one.arg}
        for pattern in patterns(call.args[0]):
            fits = {name for name in known if re.fullmatch(pattern, name)}
            used |= fits
            if not fits:
                yield f"{where}: says a message that is not there (got {pattern})."
            for name in fits if len(fits) == 1 else ():
                yield from (
                    f"{where}: gives '{name}' a variable it does not use (got {one})." for one in sorted(given - known[name].variables)
                )
                lacking = known[name].variables - given if all(one.arg for one in call.keywords) else set()
                yield from (f"{where}: does not give '{name}' a variable it uses (got {one})." for one in sorted(lacking))
    used |= {one for names in known.values() for one in names.messages} | {"usd", "jpy"}
    yield from (f"en: no code says '{name}'." for name in sorted(known.keys() - used))


if __name__ == "__main__":
    wrong = list(problems())
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(bool(wrong))
