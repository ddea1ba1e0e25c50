"""Which measures' scopes hold which codes, told for a whole list of codes at once.

A scope that holds a prefix for sure holds every code below it, so codes are asked about from the chapter downwards
and most are settled at two or four digits. What the lists of the seeds leave open is settled by full lists where they are given,
and stays *not told* where they are not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np

from tradebrief.law.goods import CodeLine, CodeList, Scope
from tradebrief.law.prepared_measures import PreparedMeasure

PROVISIONS = frozenset({"98", "99"})
"""Chapters of provisions, not of goods: what enters under them owes no additional duty of its own here."""


def concerned(prepared: Iterable[PreparedMeasure], origin: str) -> list[PreparedMeasure]:
    """The measures beyond the base duty that are about goods of an origin."""
    return [one for one in prepared if one.measure.origins.holds(origin) and not one.measure.is_base]


def with_full(scope: Scope, full: Mapping[str, CodeList]) -> Scope:
    """The same scope with full lists in place of the short ones."""
    return Scope(
        all=scope.all,
        inside=tuple(full.get(one.name, one) for one in scope.inside),
        outside=tuple(full.get(one.name, one) for one in scope.outside),
    )


def held(scope: Scope, codes: Sequence[str], full: Mapping[str, CodeList] | None = None) -> np.ndarray:
    """For each code (sorted, goods only) 1 where the scope holds it, 0 where not, -1 where nobody told.

    The seeds are asked first: a full list settles only what they leave open.
    """
    found = np.zeros(len(codes), dtype=np.int8)
    named = {one.name for one in (*scope.inside, *scope.outside)}
    wider = with_full(scope, full) if full and named & full.keys() else None

    def descend(start: int, end: int, size: int) -> None:
        said = scope.holds(codes[start][:size])
        if said is None and size < 10:
            for _, group in groupby(range(start, end), key=lambda number: codes[number][: size + 2]):
                members = list(group)
                descend(members[0], members[-1] + 1, size + 2)
            return
        if said is None and wider is not None:
            said = wider.holds(codes[start])
        found[start:end] = -1 if said is None else said

    for _, group in groupby(range(len(codes)), key=lambda number: codes[number][:2]):
        members = list(group)
        descend(members[0], members[-1] + 1, 2)
    return found


def fingerprint(scope: Scope) -> str:
    """Twelve characters that change when a scope does: its prefixes, its lists, what it leaves out."""
    text = f"{scope.all}|" + "|".join(_written(one.lines) for one in (*scope.inside, *scope.outside))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def codes_print(codes: Iterable[str]) -> str:
    """Twelve characters for a set of codes, whatever its order."""
    return hashlib.sha256(",".join(sorted(codes)).encode()).hexdigest()[:12]


def _written(lines: Iterable[CodeLine]) -> str:
    return ",".join(sorted(f"{line.code}:{line.covers}" for line in lines))
