"""Why a number differs between two reports: the steps in which the chains behind it differ.

Two chains are walked side by side. Steps that say the same are left out; those of one kind that say the same but for their figures are
taken for the same step with other figures; the rest is added or gone. What follows from a step that differs further down is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tradebrief.provenance.lineage import Trace

Asked = Sequence[tuple[str, str, str]]
"""Parameters in which two reports differ: name, before, after."""

_FIGURE = re.compile(r"[+−-]?\d+(?:[-.,:]\d+)*")

#: Kinds of steps that are learnt, not enacted or chosen.
_KNOWN = frozenset({"fact", "passage", "text", "origin"})


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One step in which two chains differ: its kind, and what it says before and after; what was added or is gone has one side only."""

    kind: str
    before: str = ""
    after: str = ""

    @property
    def what(self) -> str:
        """What became of the step, in words.

        >>> Cause(kind="act", after="EO 14326").what, Cause(kind="fact", after="a visit").what
        ('act added', 'fact newly known')
        """
        said = {"figures": f"{self.kind} with other figures", "another": f"another {self.kind}", "known": f"{self.kind} newly known"}
        return said.get(self.change, f"{self.kind} {self.change}")

    @property
    def change(self) -> Literal["figures", "another", "gone", "known", "added"]:
        """What became of the step: said with other figures, replaced, gone, newly known, or added."""
        if self.before and self.after:
            return "figures" if self.kind != "parameter" and _bones(self.before) == _bones(self.after) else "another"
        if self.before:
            return "gone"
        return "known" if self.kind in _KNOWN else "added"

    @property
    def says(self) -> str:
        """What the step says; said once, with both figures where they differ, when only figures do.

        >>> Cause(kind="act", before="steel 25% (Proc. 10896)", after="steel 50% (Proc. 10947)").says
        'steel 25 → 50% (Proc. 10896 → 10947)'
        """
        if _bones(self.before) != _bones(self.after):
            return " → ".join(filter(None, (self.before, self.after)))
        after = iter(_FIGURE.findall(self.after))
        return _FIGURE.sub(lambda a: a[0] if a[0] == (b := next(after)) else f"{a[0]} → {b}", self.before)

    def __str__(self) -> str:
        return f"{self.what}: {self.says}"


def causes(one: Trace, other: Trace, asked: Asked = ()) -> tuple[Cause, ...]:
    """The steps in which two chains differ, each once: first the parameters in ``asked`` that their steps tell, then as deep as each difference goes."""
    return tuple(dict.fromkeys((*_parameters(one, other, asked), *_differing(one, other))))


def _parameters(one: Trace, other: Trace, asked: Asked) -> Iterator[Cause]:
    """The parameters whose values both chains tell; of several with the same values those that are told by name."""
    told = {name: min(_tells(one, name, a), _tells(other, name, b)) for name, a, b in asked}
    for name, a, b in asked:
        if told[name] and told[name] == max(told[rival] for rival, before, after in asked if (before, after) == (a, b)):
            yield Cause(kind="parameter", before=f"{name} {a}", after=f"{name} {b}")


def _differing(one: Trace, other: Trace) -> Iterator[Cause]:
    """Where two steps that answer each other differ: in the steps below, or, when those are the same or it is worded anew, in themselves."""
    below = tuple(_below(one.of, other.of))
    yield from below
    if one.line != other.line and (not below or _bones(one.line) != _bones(other.line)):
        yield from _told(one, other)


def _told(one: Trace, other: Trace) -> Iterator[Cause]:
    if one.kind == other.kind:
        yield Cause(kind=one.kind, before=_says(one), after=_says(other))
    else:
        yield from (Cause(kind=one.kind, before=_says(one)), Cause(kind=other.kind, after=_says(other)))


def _below(ones: Sequence[Trace], others: Sequence[Trace]) -> Iterator[Cause]:
    """Differences between the steps on which two steps rest."""
    same = {str(step) for step in ones} & {str(step) for step in others}
    left, right = ([step for step in steps if str(step) not in same] for steps in (ones, others))
    for step in left:
        partner = _partner(step, left, right)
        if partner is None:
            yield Cause(kind=step.kind, before=_says(step))
        else:
            right.remove(partner)
            yield from _differing(step, partner)
    yield from (Cause(kind=step.kind, after=_says(step)) for step in right)


def _partner(step: Trace, left: Sequence[Trace], right: Sequence[Trace]) -> Trace | None:
    """The step on the other side that is the same but for its figures, or the only formula there beside the only one here."""
    alike = [one for one in right if _bones(one.line) == _bones(step.line)]
    if alike:
        return next((one for one in alike if one.line == step.line), alike[0])
    here, there = ([one for one in steps if one.kind == "formula"] for steps in (left, right))
    return there[0] if step.kind == "formula" and len(here) == len(there) == 1 else None


def _says(step: Trace) -> str:
    return step.line.partition(": ")[2]


def _bones(text: str) -> str:
    """What a step says without its figures and days."""
    return _FIGURE.sub("#", text)


def _tells(trace: Trace, name: str, value: str) -> int:
    """Whether a chain tells a parameter: 2 where its name stands beside its value, 1 where the value is a day or word that speaks for itself."""
    held = re.compile(rf"(?<![\w.-]){re.escape(value)}(?![\w-])(?!\.\d)")
    lines = [line for line in trace.lines() if held.search(line)]
    named = re.compile(rf"(?<!\w){re.escape(name).replace('_', '[_ -]')}(?!\w)")
    if any(map(named.search, lines)):
        return 2
    return int(bool(lines) and len(value) >= 4 and not value.replace(".", "").isdigit())
