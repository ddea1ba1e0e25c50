"""Where a shown number comes from: a chain from the number down to passages, acts, tables, assumptions and formulas.

The code that computes a number makes its trace (see ``quantity``); a sentence or a table carries it, a page prints it and its numbers link to
it; ``why`` prints the same chain anywhere else, and ``Trace.recompute`` does the arithmetic again from what is given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tradebrief.errors import ask_error, near
from tradebrief.provenance.formulas import Value, evaluate, names_in, written

KINDS = ("formula", "simulation", "table", "fact", "passage", "text", "origin", "act", "assumption", "convention", "scenario")
"""What a step of a chain can be, from what is computed down to what is given."""

SHARES = {"ratio": "%", "points": " points"}
"""Units of numbers that are kept as fractions and shown by the hundred: a share or rate, and a difference of two."""

MORE = "more"
"""The unit of a step that stands for several, which a chain does not show one by one."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One step: what it is, what it says, what it comes to, and the steps it rests on.

    ``value`` is in ``unit`` (see ``shown``), ``None`` for a step that is no number; ``{}`` in ``says`` is where a given value stands. A formula is
    over ``inputs``: the name of each of the first steps of ``of``, ``name[]`` for one of several, ``name#`` for what is counted. Further steps of
    ``of`` are evidence that no arithmetic uses. ``to`` is the place in a page that shows it; ``cite`` names the source itself where the step is one,
    the same words wherever it is cited, so that a page can give it one number among its footnotes.

    >>> five = Trace(kind="table", says="{}: rounds held", value=5)
    >>> print(Trace(kind="formula", says="gaps", formula="rounds - 1", inputs=("rounds",), value=4, of=(five,)))
    formula: 5 - 1 = 4: gaps
      table: 5: rounds held
    """

    kind: str
    says: str
    value: Value | None = None
    unit: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    to: str = ""
    of: tuple[Trace, ...] = ()
    cite: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"'kind' is not a step of a lineage (got {self.kind!r}). {near(self.kind, KINDS)}")
        if isinstance(self.value, float):  # a chain that was stored and read again is the same to the last digit it prints
            object.__setattr__(self, "value", float(f"{self.value:.15g}"))

    @property
    def name(self) -> str:
        """The place in a page where the chain is printed; the same chain has the same name."""
        return "why-" + hashlib.sha256(str(self).encode()).hexdigest()[:8]

    @property
    def text(self) -> str:
        """The step in words: a formula with its numbers and what it comes to, or what is given."""
        total = "" if self.value is None else shown(self.value, self.unit)
        if not self.formula:
            return " ".join(self.says.replace("{}", total).split())
        if self.formula == "sum(counted)":
            return f"{total} counted: {self.says}"
        bound = self._bound(lambda step: step.value)
        texts = self._bound(lambda step: "" if step.value is None else shown(step.value, step.unit if step.unit in SHARES else ""))
        return f"{written(self.formula, bound, texts)} = {total}: {self.says}"

    @property
    def line(self) -> str:
        """The step on one line."""
        return f"{self.kind}: {self.text}"

    def recompute(self) -> Value | None:
        """What the step comes to when every formula on the way is evaluated again, from the values that are given."""
        return evaluate(self.formula, self._bound(Trace.recompute)) if self.formula else self.value

    def _bound(self, value: Any) -> dict[str, Any]:
        """The inputs by name: a value, or a tuple for several; a name without a step is one of several of which there are none."""
        found: dict[str, Any] = dict.fromkeys(names_in(self.formula), ())
        for name, step in zip(self.inputs, self.of, strict=False):
            if name.endswith("#"):
                found[name[:-1]] = (*found.get(name[:-1], ()), step.value if step.unit == MORE else 1)
            elif name.endswith("[]"):
                found[name[:-2]] = (*found.get(name[:-2], ()), value(step))
            else:
                found[name] = value(step)
        return found

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
        words = {name: value for name in ("unit", "formula", "inputs", "to", "cite") if (value := getattr(self, name))}
        value = {} if self.value is None else {"value": self.value.isoformat() if isinstance(self.value, date) else self.value}
        return {"kind": self.kind, "says": self.says, **value, **words, **steps}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Trace:
        """A chain from plain data."""
        value = plain.get("value")
        more = {
            "value": date.fromisoformat(value) if isinstance(value, str) else value,
            "inputs": tuple(plain.get("inputs", ())),
            "of": tuple(map(cls.read, plain.get("of", ()))),
        }
        return cls(**{**plain, **more})

    @property
    def cited(self) -> tuple[str, ...]:
        """The sources below, each once, in the order of the chain."""
        found = (self.cite,) if self.cite else ()
        return tuple(dict.fromkeys((*found, *(cite for step in self.of for cite in step.cited))))


def shown(value: Value, unit: str = "") -> str:
    """A number of a chain with its unit: whole, or to the digits that let a reader redo the sum.

    >>> shown(24561034567.2, "USD"), shown(0.1625049, "ratio"), shown(0.0081, "points"), shown(9.5, "days")
    ('24,561,034,567 USD', '16.2505%', '+0.81 points', '9.5 days')
    """
    if isinstance(value, date):
        return value.isoformat()
    if unit in SHARES:
        return _trimmed(f"{100 * value:{'+' if unit == 'points' else ''}.4f}") + SHARES[unit]
    number = f"{value:,.0f}" if value == int(value) or abs(value) >= 1e5 else f"{value:,.6g}"
    return f"{number} {unit}".rstrip()


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".")


class Traced(Protocol):
    """Anything whose parts can be followed; a sentence also tells which lie ``within`` some of its words."""

    def traces(self) -> Iterable[tuple[str, Trace]]:
        """What is shown, with its chain."""
        ...


def why(result: Traced, words: str) -> Trace:
    """The chain behind what a sentence, table or result shows as ``words``; ``AskError`` when nothing there can be followed.

    The whole of what is shown is looked for first, then any that holds the words, then the one in which the words of a sentence end, or the
    only one they hold: ``why(sentence, "trucks 25%")`` is the rate of trucks where other rates are 25%, too.
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
