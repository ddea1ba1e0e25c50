"""A sentence generated from numbers: text for the notebook's diff, HTML with links for the page.

``Part`` marks a number or name that can be followed to where it came from: with ``why``, through its
lineage, which goes with the sentence into the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.opened import opens, style
from tradebrief.provenance.quantity import Step, trace_of

#: A figure inside words: a number with its sign and per cent, or a day.
FIGURE = re.compile(r"[+-]?\d+(?:[-.,]\d+)*(?: ?%)?")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; ``to`` is the place in the page it leads to, if any, ``trace`` the number it tells or its lineage, to which it leads first."""

    text: str
    to: str
    trace: Trace | None

    def __init__(self, text: str, to: str = "", trace: Step | None = None) -> None:
        for name, value in (("text", text), ("to", to), ("trace", None if trace is None else trace_of(trace))):
            object.__setattr__(self, name, value)

    @property
    def place(self) -> str:
        """Where it leads."""
        return self.trace.name if self.trace else self.to

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Sentence:
    """One or more sentences made of text and parts.

    >>> Sentence("Known: ", Part("3 facts", "facts"), ".")
    Known: 3 facts.
    """

    parts: tuple[str | Part, ...]

    def __init__(self, *parts: str | Part) -> None:
        object.__setattr__(self, "parts", parts)

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f'{style()}<div class="sentence">{"".join(map(_as_html, self.parts))}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, Any]]:
        lineage = {trace.name: trace.plain for _, trace in self.traces()}
        return {"text/plain": str(self), "text/html": self._repr_html_()}, {"text/html": {"lineage": lineage}} if lineage else {}

    def traces(self) -> Iterator[tuple[str, Trace]]:
        """The parts that carry their lineage."""
        yield from ((part.text, part.trace) for part in self.parts if isinstance(part, Part) and part.trace)

    def within(self, words: str) -> Iterator[tuple[str, Trace]]:
        """The parts with a lineage in a stretch of the sentence that stands there once, or the one that it ends in.

        What is said twice is so told apart by the words before it.
        """
        text, at = str(self), 0
        start = text.find(words) if text.count(words) == 1 else len(text)
        found = []
        for part in self.parts:
            if isinstance(part, Part) and part.trace and at < start + len(words) and start < at + len(part.text):
                found.append((part.text, part.trace))
            at += len(str(part))
        yield from found[-1:] if found and words.endswith(found[-1][0]) else found


def _as_html(part: str | Part) -> str:
    """A piece for the page, where a number and its per cent stay on one line."""
    text = html.escape(str(part)).replace(" %", "\u00a0%")
    if isinstance(part, Strong):
        return f"<strong>{text}</strong>"
    if isinstance(part, Foreign):
        return f'<span lang="en">{text}</span>'
    if isinstance(part, Part) and part.trace:
        return opens(part.text, part.trace)
    if isinstance(part, Part) and part.to:
        return f'<a href="#{html.escape(part.to)}">{text}</a>'
    return text


class Strong(str):
    """A piece of a sentence that stands out: the word or two that say what it is about."""

    __slots__ = ()


class Foreign(str):
    """A piece in English where the rest is in another language."""

    __slots__ = ()


Piece = str | Part


def linked(text: str, trace: Step) -> Iterator[Piece]:
    """A text whose figures all have one lineage: each figure a part of its own.

    >>> [str(piece) for piece in linked("45.1% by 2025-03-31", Trace(kind="table", says="a row"))]
    ['45.1%', ' by ', '2025-03-31']
    """
    at = 0
    for figure in FIGURE.finditer(text):
        yield from filter(None, [text[at : figure.start()]])
        yield Part(figure[0], trace=trace)
        at = figure.end()
    yield from filter(None, [text[at:]])
