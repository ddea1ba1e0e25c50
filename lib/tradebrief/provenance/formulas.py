"""Formulas as text: evaluated where a number is computed, evaluated again from its lineage, and written out with their numbers.

A formula is an arithmetic expression over named inputs, as ``duty / customs_value``. It may hold ``+ - * / **``, comparisons, ``a if b else c`` and the
functions in ``FUNCTIONS``; nothing else, for a lineage may come from a stranger's report.
"""

from __future__ import annotations

import ast
import math
import operator
import statistics
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, reduce
from importlib import import_module
from typing import Any, TypeVar

Number = int | float
Value = Number | date


def _count_days(first: date, last: date) -> int:
    return (last - first).days


def _later(day: date, days: Number) -> date:
    return day + timedelta(days=days)


#: What a formula may call. Sums are exact, so that they do not depend on the Python that runs them.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": math.fsum,
    "len": len,
    "min": min,
    "max": max,
    "abs": abs,
    "round": round,
    "ln": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "median": statistics.median,
    "mean": statistics.fmean,
    "stdev": statistics.stdev,
    "days_between": _count_days,
    "days_after": _later,
}

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}


F = TypeVar("F", bound=Callable[..., Any])


def formula_function(function: F) -> F:
    """Let formulas call a function of the library by its name: a computation that is more than arithmetic, as a permutation test."""
    FUNCTIONS[function.__name__] = function
    return function


#: Where functions stand that formulas name, so that a chain read from a report can be evaluated before anything was analysed.
HOMES = (
    "tradebrief.analysis.cadence.deadline_effect",
    "tradebrief.analysis.cadence.gap_statistics",
    "tradebrief.analysis.cadence.models",
    "tradebrief.analysis.cadence.trend_tests",
    "tradebrief.analysis.incidence.formulas",
)


def _functions(name: str) -> dict[str, Callable[..., Any]]:
    """What a formula may call; the library's own are gathered when one is named that is not there yet."""
    if name not in FUNCTIONS:
        for home in HOMES:
            import_module(home)
    return FUNCTIONS


@cache
def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


@cache
def names_in(formula: str) -> tuple[str, ...]:
    """The inputs that a formula names, in order, each once."""
    nodes = list(ast.walk(_parsed(formula)))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called))


def evaluate(formula: str, inputs: Mapping[str, Any]) -> Any:
    """What a formula comes to; ``ValueError`` for what no formula may hold, ``KeyError`` for an input that is not given.

    >>> evaluate("(duty - mfn) / value", {"duty": 30, "mfn": 5, "value": 100})
    0.25
    >>> evaluate("sum(parts)", {"parts": (1.5, 2)})
    3.5
    """
    return _value(_parsed(formula), inputs)


def _value(node: ast.expr, inputs: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return inputs[name]
        case ast.UnaryOp(op=sign, operand=inner):
            return _OPERATORS[type(sign)](_value(inner, inputs))
        case ast.BinOp(left=left, op=sign, right=right):
            return _OPERATORS[type(sign)](_value(left, inputs), _value(right, inputs))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return _OPERATORS[type(sign)](_value(left, inputs), _value(right, inputs))
        case ast.IfExp(test=test, body=body, orelse=other):
            return _value(body if _value(test, inputs) else other, inputs)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _functions(name):
            return FUNCTIONS[name](*(_value(argument, inputs) for argument in args))
        case _:
            raise ValueError(f"{ast.unparse(node)} has no place in a formula")


def written(formula: str, inputs: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """A formula with numbers in the place of names; of a choice the branch that was taken, a sum as its terms.

    ``inputs`` are the values, which decide on branches, ``texts`` the same as they are to be written: a text, or a tuple of texts.

    >>> written("sum(parts) / value if value else 0", {"parts": (1, 2), "value": 4}, {"parts": ("1", "2"), "value": "4"})
    '(1 + 2) / 4'
    """
    return ast.unparse(_Written(inputs, texts).visit(ast.parse(formula, mode="eval"))).replace(" * ", " · ").replace(" ** 2", "²")


class _Written(ast.NodeTransformer):
    def __init__(self, inputs: Mapping[str, Any], texts: Mapping[str, Any]) -> None:
        self.inputs, self.texts = inputs, texts

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self.visit(node.body if _value(node.test, self.inputs) else node.orelse)

    def visit_Call(self, node: ast.Call) -> Any:
        match node:
            case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=name)]) if self.texts.get(name):
                terms: list[ast.expr] = [ast.Name(id=text) for text in self.texts[name]]
                return reduce(lambda total, term: ast.BinOp(left=total, op=ast.Add(), right=term), terms)
        return ast.Call(func=node.func, args=[self.visit(argument) for argument in node.args], keywords=[])

    def visit_Name(self, node: ast.Name) -> ast.Name:
        text = self.texts.get(node.id, node.id)
        return ast.Name(id=text if isinstance(text, str) else f"[{', '.join(text)}]")
