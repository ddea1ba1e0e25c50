"""YAML as plain text, lists and mappings, and the line on which a place of it stands.

It is read as events of the safe C parser: no type is guessed (``no`` stays the word *no*, ``27.5`` stays exact),
tags, aliases and second documents are refused, a key may stand once, no depth of nesting reaches Python's stack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tradebrief.errors import shown

DEEPEST = 20


class NotPlainError(Exception):
    """A YAML text that is not plain text, lists and mappings; carries line, what, got, remedy."""

    def __init__(self, line: int, wrong: str, got: str = "", remedy: str = "") -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.got, self.remedy = line, wrong, got, remedy


def plain(text: str) -> Any:
    """YAML text as plain mappings, lists, text and ``None``; anything more is refused with its line."""
    loader = yaml.CBaseLoader(text)
    try:
        return _from_events(loader.get_event)
    except yaml.YAMLError as bad:
        mark = getattr(bad, "problem_mark", None) or getattr(bad, "context_mark", None)
        problem = getattr(bad, "problem", None) or getattr(bad, "reason", None) or "it cannot be read"
        line = mark.line + 1 if mark else 0
        if "nesting depth" in str(problem):  # the reader's own limit, from PyYAML 6.0.4 on
            raise NotPlainError(line, "is nested too deeply", remedy=f"A seed has at most {DEEPEST} levels.") from None
        raise NotPlainError(
            line, "is not valid YAML", got=shown(problem), remedy="Look at this line and the one above it: quotes, colons, indents."
        ) from None


def _from_events(next_event: Callable[[], Any]) -> Any:
    """Builds the tree with a stack of our own, so that no depth of nesting reaches Python's.

    ``holder`` is the list or mapping that is being filled, ``key`` the key of a mapping whose value comes next.
    """
    root: list[Any] = []
    holder: Any = root
    key: str | None = None
    stack: list[tuple[Any, str | None]] = []
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor or event.tag:
                raise _marked(event)
            key = _put(holder, key, None if event.value in _EMPTY and event.implicit[0] else event.value, event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag:
                raise _marked(event)
            node: Any = {} if kind is yaml.MappingStartEvent else []
            stack.append((holder, _put(holder, key, node, event)))
            holder, key = node, None
            if len(stack) > DEEPEST:
                remedy = f"A seed has at most {DEEPEST} levels."
                raise NotPlainError(_line(event), "is nested too deeply", got=f"{len(stack)} levels", remedy=remedy)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            holder, key = stack.pop()
        elif kind is yaml.AliasEvent:
            raise _alias(event)
        elif kind is yaml.DocumentStartEvent and root:
            raise NotPlainError(_line(event), "holds a second document", got="---", remedy="Write one record to a file.")
        elif kind is yaml.StreamEndEvent:
            return root[0] if root else None


def _put(holder: Any, key: str | None, value: Any, event: Any) -> str | None:
    """Put a value into a list or mapping; in a mapping the first is the key of the second, and is given back until that comes."""
    if type(holder) is list:
        holder.append(value)
    elif key is not None:
        holder[key] = value
    elif not isinstance(value, str):
        raise NotPlainError(_line(event), "has a key that is not a word", got=shown(value), remedy="Write 'name: value'.")
    elif value in holder:
        raise NotPlainError(_line(event), f"'{value}' stands twice in one mapping", remedy="Keep one of them.")
    else:
        return value
    return None


_EMPTY = frozenset({"", "~", "null"})
"""What stands for nothing where it is not quoted."""


def _marked(event: Any) -> NotPlainError:
    if event.anchor:
        return _alias(event)
    return NotPlainError(_line(event), "uses a tag", got=shown(event.tag), remedy="Write plain text, lists and mappings.")


def _alias(event: Any) -> NotPlainError:
    return NotPlainError(_line(event), "uses an alias or anchor", got=event.anchor or "", remedy="Write the value out where it is used.")


def _line(event: Any) -> int:
    return event.start_mark.line + 1


def line_of(path: Path, place: tuple[str | int, ...]) -> int:
    """The line on which a place of a YAML file stands, or of the nearest place around it; 0 when it cannot be told."""
    try:
        node = _composed(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 0
    line = 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == str(step)]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


@lru_cache(maxsize=2)
def _composed(text: str) -> Any:
    """The nodes of a YAML text with their lines; kept for the next problem of the same file."""
    return yaml.compose(text, Loader=yaml.CBaseLoader)


def spoken(place: tuple[str | int, ...]) -> str:
    """A place as messages name it: ``facts 3, on``; lists are counted from one.

    A colon ends the place in a message, so a key that holds one is left to what the message says; its line stands there too.

    >>> spoken(("facts", 2, "on")), spoken(("source", "a:b"))
    ('facts 3, on', 'source')
    """
    words: list[str] = []
    for step in place:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        elif isinstance(step, str) and not step.startswith(("function-", "tagged-")):
            if ":" in step:
                break
            words.append(shown(step))
    return ", ".join(words)
