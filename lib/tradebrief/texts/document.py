"""What a reader gives back: the text of a file and what the file says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLAIN = "plain text"

ARTICLE_END = "\f"
"""Stands between two articles of one document."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a file says of one article in it; empty where it says nothing.

    ``stamp`` is when it came out as ISO 8601, with or without hour and offset, and ``basis`` where that stands; ``made`` is the day the file
    itself was made, which need not be the day the text came out.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    language: str = ""
    stamp: str = ""
    basis: str = ""
    made: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text with its lines, articles parted by ``ARTICLE_END``; a ``Head`` for each; how it was read and what was left out or guessed."""

    text: str
    heads: tuple[Head, ...] = (Head(),)
    read_as: str = PLAIN
    notes: tuple[str, ...] = ()

    @property
    def is_read_out(self) -> bool:
        """Whether the text was taken out of a file of another kind."""
        return not self.read_as.startswith(PLAIN)

    @classmethod
    def of(cls, tree: Mapping[str, Any]) -> Document:
        """A document from its fields as JSON has them."""
        heads = tuple(Head(**one) for one in tree["heads"])
        return cls(text=tree["text"], heads=heads, read_as=tree["read_as"], notes=tuple(tree["notes"]))

    def head(self, article: int) -> Head:
        """What the file says of its article of that number."""
        return self.heads[article] if article < len(self.heads) else Head()
