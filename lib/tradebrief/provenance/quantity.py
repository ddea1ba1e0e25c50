"""A number that knows where it comes from.

``derive`` evaluates a formula on named inputs and keeps, in one step, what it came to and how: the formula is written once, as text, so that what a page
prints, what ``why`` shows and what was computed cannot differ. ``given`` is a number that is not computed here, ``count`` one that was counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeGuard, cast

from tradebrief.provenance.formulas import Value, evaluate, names_in
from tradebrief.provenance.lineage import MORE, Trace, shown
from tradebrief.provenance.opened import opens, style


class Quantity(float):
    """A number with its unit, its range where it has one, and its trace.

    It is a float in every sum and format; arithmetic on it gives plain floats (use ``derive`` for a number that is to be followed). ``low`` and
    ``high`` are in the same unit. Shares and rates are fractions, in unit ``ratio``; a difference of two is in ``points``. The trace is made when it
    is first asked for, so that a number in a loop costs no more than its arithmetic.

    >>> rate = derive("duty / value", "duty over customs value", "ratio", duty=given(25, "duty", "USD"), value=given(200, "customs value", "USD"))
    >>> rate, 2 * rate
    (12.5%, 0.25)
    >>> print(rate.trace)
    formula: 25 / 200 = 12.5%: duty over customs value
      table: 25 USD: duty
      table: 200 USD: customs value
    """

    __slots__ = ("_trace", "high", "low", "unit")

    unit: str
    low: float | None
    high: float | None
    _trace: Trace | Callable[[], Trace]

    def __new__(
        cls, value: float, unit: str, trace: Trace | Callable[[], Trace], low: float | None = None, high: float | None = None
    ) -> Quantity:
        """A number from its value, its unit and its trace, or what makes the trace."""
        made = super().__new__(cls, value)
        for name, part in (("unit", unit), ("low", low), ("high", high), ("_trace", trace)):
            object.__setattr__(made, name, part)
        return made

    @property
    def trace(self) -> Trace:
        """The chain from the number down to what is given."""
        if not isinstance(self._trace, Trace):
            object.__setattr__(self, "_trace", self._trace())
        assert isinstance(self._trace, Trace)
        return self._trace

    def traces(self) -> Iterable[tuple[str, Trace]]:
        """The number as it is shown, with its trace."""
        yield shown(self, self.unit), self.trace

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a quantity is frozen: '{name}' cannot be set. Derive a new one.")

    def __repr__(self) -> str:
        number = shown(float(self), self.unit)
        if self.low is None or self.high is None:
            return number
        return f"{number} ({shown(self.low, self.unit)} to {shown(self.high, self.unit)})"

    def _repr_html_(self) -> str:
        return style() + opens(repr(self), self.trace)

    def to_dict(self) -> dict[str, Any]:
        """The number for programs: value, unit, range and chain."""
        return {"value": float(self), "unit": self.unit, "low": self.low, "high": self.high, "trace": self.trace.plain}

    def __reduce__(self) -> tuple[Any, ...]:
        return Quantity, (float(self), self.unit, self.trace, self.low, self.high)


Step = Trace | Quantity
"""What a chain can rest on."""

Input = Step | Sequence[Step]
"""What a formula can name: a step, or several of one kind."""

Inputs = Mapping[str, Input]
"""What a formula names, by name."""


def trace_of(step: Step) -> Trace:
    """The trace of a quantity, or the trace itself."""
    return step.trace if isinstance(step, Quantity) else step


def computed(
    formula: str, says: str, unit: str = "", *, to: str = "", rests: Iterable[Step] = (), using: Inputs | None = None, **inputs: Input
) -> Trace:
    """What a formula comes to on its inputs, as a trace (for a day, which is no number; else see ``derive``).

    An input is a step, or a sequence of steps where the formula sums or orders them; ``using`` gives several by name. ``rests`` is evidence beyond
    the arithmetic: the convention, the texts. ``TypeError`` for an input that is no number, that the formula does not name, or that is lacking.
    """
    named = {**(using or {}), **inputs}
    value = evaluate(formula, _values(formula, named))
    pairs = [(name if _is_one(steps) else f"{name}[]", step) for name, steps in named.items() for step in _several(steps)]
    of = (*(trace_of(step) for _, step in pairs), *map(trace_of, rests))
    return Trace(kind="formula", says=says, value=value, unit=unit, formula=formula, inputs=tuple(name for name, _ in pairs), to=to, of=of)


def _is_one(steps: Input) -> TypeGuard[Step]:
    return isinstance(steps, Trace | Quantity)


def _several(steps: Input) -> Sequence[Step]:
    return (steps,) if _is_one(steps) else cast(Sequence[Step], steps)


def _values(formula: str, inputs: Inputs) -> dict[str, Any]:
    if unlike := inputs.keys() ^ set(names_in(formula)):
        raise TypeError(f"'{formula}' and its inputs differ (got {', '.join(sorted(unlike))})")
    found = {name: tuple(map(_value, _several(steps))) for name, steps in inputs.items()}
    return {name: values[0] if _is_one(inputs[name]) else values for name, values in found.items()}


def _value(step: Step) -> Value:
    value = float(step) if isinstance(step, Quantity) else step.value
    if value is None:
        raise TypeError(f"a step without a number is no input (got {step})")
    return value


def derive(
    formula: str,
    says: str,
    unit: str = "",
    *,
    to: str = "",
    rests: Iterable[Step] = (),
    low: float | None = None,
    high: float | None = None,
    using: Inputs | None = None,
    **inputs: Input,
) -> Quantity:
    """The number that a formula comes to on its inputs, with its trace; as ``computed``, with a range where one is known."""
    evidence, named = tuple(rests), {**(using or {}), **inputs}
    value = evaluate(formula, _values(formula, named))
    return Quantity(value, unit, lambda: computed(formula, says, unit, to=to, rests=evidence, using=named), low, high)


def later(value: float, unit: str, make: Callable[[], Step], *, low: float | None = None, high: float | None = None) -> Quantity:
    """A number that a computation over whole tables came to, whose chain, the same number from named parts, is made when somebody asks."""
    return Quantity(value, unit, lambda: trace_of(make()), low, high)


def given(
    value: float, says: str, unit: str = "", *, kind: str = "table", to: str = "", cite: str = "", rests: Iterable[Step] = ()
) -> Quantity:
    """A number that is given, or that a computation over whole tables came to: with its source, and the steps it rests on.

    ``{}`` in ``says`` is where the number stands; without one it stands before the words.
    """
    told = says if "{}" in says or kind == "assumption" else f"{{}}: {says}"
    evidence = tuple(rests)
    return Quantity(
        value,
        unit,
        lambda: Trace(kind=kind, says=told, value=float(value), unit=unit, to=to, of=tuple(map(trace_of, evidence)), cite=cite),
    )


def count(items: Sequence[Step], says: str, *, to: str = "", table: str = "", most: int = 12, rests: Iterable[Step] = ()) -> Quantity:
    """How many there are, down to what was counted; of many the first ``most``, the others by the title of the ``table`` that holds them all.

    >>> print(count([Trace(kind="text", says=name) for name in "abc"], "texts", most=2).trace)
    formula: 3 counted: texts
      text: a
      text: b
      table: and 1 more
    """
    steps = tuple(map(trace_of, some(items, table=table, to=to, most=most)))
    names = ("counted#",) * len(steps)
    more = tuple(map(trace_of, rests))
    trace = Trace(kind="formula", says=says, value=len(items), formula="sum(counted)", inputs=names, to=to, of=(*steps, *more))
    return Quantity(len(items), "", trace)


def some(items: Sequence[Step], *, table: str = "", to: str = "", most: int = 12) -> tuple[Trace, ...]:
    """The first of many steps; the others as one step that says how many there are and in which table."""
    steps = tuple(map(trace_of, items))
    rest = len(steps) - most
    if rest <= 0:
        return steps
    where = f", in the table '{table}'" if table else ""
    return (*steps[:most], Trace(kind="table", says=f"and {rest} more{where}", value=rest, unit=MORE, to=to))


def leading(items: Sequence[Step], says: str, *, most: int = 6, to: str = "") -> tuple[Trace, ...]:
    """The first parts of a sum as they are, the others as one part that says how many they are and what: ``says`` follows their number."""
    steps = tuple(map(trace_of, items))
    rest = steps[most:]
    if len(rest) < 2:
        return steps
    total = math.fsum(step.value for step in rest if isinstance(step.value, int | float))
    return (*steps[:most], Trace(kind="table", says=f"{len(rest)} {says}: {{}}", value=total, unit=rest[0].unit, to=to))
