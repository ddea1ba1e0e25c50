"""Where a shown number comes from: a chain from the number down to passages, acts, tables, assumptions and formulas.

A result makes traces, a sentence or a table carries them, a page prints them and its numbers link to
them; ``why`` prints the same chain anywhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tradebrief.errors import ask_error, near

KINDS = ("formula", "table", "fact", "passage", "text", "origin", "act", "assumption", "convention", "scenario")
"""What a step of a chain can be, from what is computed down to what is given."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One step: what it is, what it says in a line, the place in a page that shows it, and the steps it rests on.

    ``cite`` names the source itself where the step is one (a text, an act, a table of others' figures), the same words wherever it is cited,
    so that a page can give it one number among its footnotes.

    >>> print(Trace(kind="formula", says="3 = 1 + 2", of=(Trace(kind="table", says="Rounds", to="rounds"),)))
    formula: 3 = 1 + 2
      table: Rounds
    """

    kind: str
    says: str
    to: str = ""
    of: tuple[Trace, ...] = ()
    cite: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'kind' is not a step of a lineage (got {self.kind!r}). {near(self.kind, KINDS)}")

    @property
    def name(self) -> str:
        """The place in a page where the chain is printed; the same chain has the same name."""
        return "why-" + hashlib.sha256(str(self).encode()).hexdigest()[:8]

    @property
    def line(self) -> str:
        """The step on one line."""
        return f"{self.kind}: {' '.join(self.says.split())}"

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The chain, a step a line, each indented below the one that rests on it."""
        yield "  " * depth + self.line
        for step in self.of:
            yield from step.lines(depth + 1)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    __repr__ = __str__

    @property
    def plain(self) -> dict[str, Any]:
        """The chain as plain data."""
        steps = {"of": [step.plain for step in self.of]} if self.of else {}
        words = {name: value for name in ("to", "cite") if (value := getattr(self, name))}
        return {"kind": self.kind, "says": self.says, **words, **steps}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Trace:
        """A chain from plain data."""
        of = tuple(map(cls.read, plain.get("of", ())))
        return cls(kind=plain["kind"], says=plain["says"], to=plain.get("to", ""), of=of, cite=plain.get("cite", ""))

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources below, each once, in the order of the chain."""
        found = (self.cite,) if self.cite else ()
        return tuple(dict.fromkeys((*found, *(cite for step in self.of for cite in step.cited))))


class Traced(Protocol):
    """Anything whose parts can be followed; a sentence also tells which lie ``within`` some of its words."""

    def traces(self) -> Iterable[tuple[str, Trace]]:
        """What is shown, with its chain."""


def why(result: Traced, words: str) -> Trace:
    """The chain behind what a sentence, table or result shows as ``words``; ``AskError`` when nothing there can be followed.

    The whole of what is shown is looked for first, then any that holds the words, then the one in which the words of a sentence end, or the
    only one they hold: ``why(sentence, "trucks 25 %")`` is the rate of trucks where other rates are 25 %, too.
    """
    if not hasattr(result, "traces"):
        raise ask_error("why", "cannot be followed", type(result).__name__, "Give a sentence, a table or a result.")
    shown = list(result.traces())
    within = getattr(result, "within", lambda words: ())
    ways = (
        [pair for pair in shown if pair[0] == words],
        [pair for pair in shown if words and words in pair[0]],
        list(within(words)) if words else [],
    )
    each = [{str(trace): trace for _, trace in pairs} for pairs in ways]
    found = next((one for one in each if len(one) == 1), next(filter(None, each), {}))
    if len(found) != 1:
        wrong = "names nothing that can be followed" if not found else f"is found in {len(found)} places"
        remedy = "Give more of the words around it." if found else near(words, [text for text, _ in shown])
        raise ask_error("why", wrong, words, remedy)
    return next(iter(found.values()))
