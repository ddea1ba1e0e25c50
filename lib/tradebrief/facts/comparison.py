"""How the answers to one key stand to each other.

Asked in this order: are they the same; do they differ in definition (rates that add up), in
precision (days that allow each other), in a copy only, in time? What is left is a conflict. Nothing is averaged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from tradebrief.facts.evidence import Evidence, as_days, origins_of, plain_value, shown_value
from tradebrief.facts.records import Fact
from tradebrief.period import When, first_apart

Verdict = Literal[
    "agree",
    "definitions differ",
    "compatible",
    "planned, then held",
    "changed over time",
    "lists differ",
    "weaker copy",
    "drift in a copy",
    "texts of different days",
    "differs from the law",
    "resolved",
    "conflict",
]


@dataclass(frozen=True)
class AnswerComparison:
    """What a comparison found: the verdict, why, and the value to use when it decides."""

    verdict: Verdict
    reason: str
    preferred: str = ""


def compare(group: Sequence[Evidence]) -> AnswerComparison:
    """How the answers to one key stand to each other: the first explanation that fits, else a conflict."""
    explanations: tuple[Callable[[Sequence[Evidence]], AnswerComparison | None], ...] = (_same, _adds_up, _fits, _copied, _moved, _set_anew)
    for explanation in explanations:
        found = explanation(group)
        if found is not None:
            return found
    values = "; ".join(f"{_with_unit(one.fact)} ({one.article.source.wire}, {one.known_from})" for one in _first_of_each(group))
    return AnswerComparison("conflict", f"The values differ and nothing here decides between them: {values}")


def _same(group: Sequence[Evidence]) -> AnswerComparison | None:
    if len({one.answer for one in group}) > 1:
        return None
    votes, texts = len(origins_of(group)), len({one.article.id for one in group})
    return AnswerComparison("agree", f"One value in {texts} texts of {votes} origin{'s' * (votes != 1)}", shown_value(group[0].fact))


#: Senses of a rate that make a whole: parts and the sum they make.
SUMS = ((("base", "additional"), "total"), (("baseline part", "country part"), "total"))


def _adds_up(group: Sequence[Evidence]) -> AnswerComparison | None:
    """Rates counted differently: each sense has one value, and the parts make the total."""
    rates: dict[str, set[Decimal]] = defaultdict(set)
    for one in group:
        if not isinstance(one.fact.value, Decimal) or one.fact.sense is None:
            return None
        rates[one.fact.sense].add(one.fact.value)
    if len(rates) < 2 or any(len(values) > 1 for values in rates.values()):
        return None
    single = {sense: next(iter(values)) for sense, values in rates.items()}
    for parts, whole in SUMS:
        if whole in single and set(single) <= {*parts, whole}:
            return _sum(single, parts, whole)
    if "total" not in single:
        listed = ", ".join(f"{plain_value(value)} {sense}" for sense, value in sorted(single.items()))
        return AnswerComparison("definitions differ", f"Counted differently: {listed}; the total is not stated")
    return None


def _sum(single: Mapping[str, Decimal], parts: tuple[str, ...], whole: str) -> AnswerComparison | None:
    missing = [part for part in parts if part not in single]
    if len(missing) == 1:
        known = next(part for part in parts if part in single)
        rest = single[whole] - single[known]
        reason = f"{plain_value(single[whole])} {whole} less {plain_value(single[known])} {known} leaves {plain_value(rest)} {missing[0]}"
        return AnswerComparison("definitions differ", reason, plain_value(single[whole])) if rest >= 0 else None
    if not missing and sum(single[part] for part in parts) != single[whole]:
        return None
    reason = (
        " + ".join(f"{plain_value(single[part])} {part}" for part in parts if part in single) + f" = {plain_value(single[whole])} {whole}"
    )
    return AnswerComparison("definitions differ", reason, plain_value(single[whole]))


def _fits(group: Sequence[Evidence]) -> AnswerComparison | None:
    """Days that allow each other: the narrowest is used; a plan followed by the event is named as that."""
    days = [when for one in group if (when := as_days(one.fact.value))]
    if len(days) < len(group) or first_apart(days):
        return None
    narrowest = min(days, key=lambda when: (when.latest - when.earliest, when.edtf))
    kinds = {one.fact.kind for one in group}
    if "planned meeting" in kinds and "meeting" in kinds:
        return AnswerComparison("planned, then held", f"Announced as a plan and then reported as held on {narrowest}", narrowest.edtf)
    return AnswerComparison("compatible", f"Each day allows the others; {narrowest} is the narrowest", narrowest.edtf)


def _copied(group: Sequence[Evidence]) -> AnswerComparison | None:
    """Values that differ only between a story and its rewrite: the story is used."""
    firsts = [one for one in group if not one.derived]
    copies = [one for one in group if one.derived]
    if not firsts or len({one.answer for one in firsts}) > 1 or not {one.origin for one in copies} <= set(origins_of(firsts)):
        return None
    given = _with_unit(firsts[0].fact)
    drifted = next(one for one in copies if one.answer != firsts[0].answer)
    return AnswerComparison(
        "drift in a copy", f"{_with_unit(drifted.fact)} in the copy {drifted.article.id}, {given} in the story it was made from", given
    )


def _moved(group: Sequence[Evidence]) -> AnswerComparison | None:
    """Values true of different days: not a contradiction but a change."""
    spans: dict[tuple[object, ...], list[When]] = defaultdict(list)
    for one in group:
        if one.fact.on is None or as_days(one.fact.value):
            return None
        spans[one.answer].append(one.fact.on)
    bounds = [(min(on.earliest for on in ons), max(on.latest for on in ons), answer) for answer, ons in spans.items()]
    ordered = sorted(bounds, key=lambda bound: bound[0])
    if any(later[0] <= earlier[1] for earlier, later in pairwise(ordered)):
        return None
    steps = ", then ".join(f"{_plain_answer(answer)} ({first})" for first, _, answer in ordered)
    return AnswerComparison("changed over time", f"Of different days: {steps}", _plain_answer(ordered[-1][2]))


def _set_anew(group: Sequence[Evidence]) -> AnswerComparison | None:
    """A deadline that was moved: the later texts give the later day, the earlier ones could not know it."""
    if any(one.fact.kind != "deadline" for one in group):
        return None
    told: dict[str, tuple[date, date]] = {}  # each day that was set: when it was told first and last
    meant: dict[object, str] = {}
    for one in sorted(group, key=lambda one: one.known_from):
        if one.fact.value not in meant:
            meant[one.fact.value] = next((value for value in told if _same_day(value, one)), shown_value(one.fact))
        value, latest = meant[one.fact.value], next(reversed(told), "")
        if (value != latest) if value in told else (told and told[latest][1] >= one.known_from):
            return None  # an earlier day is told again, or two on one day
        told[value] = (told[value][0] if value in told else one.known_from, one.known_from)
    if len(told) < 2:
        return None
    steps = ", then ".join(f"{value} (as told on {first})" for value, (first, _) in told.items())
    return AnswerComparison("changed over time", f"Set anew: {steps}", next(reversed(told)))


def _same_day(value: str, one: Evidence) -> bool:
    """Whether a text gives the day ``value`` or leaves it open."""
    known, told = as_days(value), as_days(one.fact.value)
    return bool(known and told and known.allows(told))


def _plain_answer(answer: tuple[object, ...]) -> str:
    value = answer[0]
    return (plain_value(value) if isinstance(value, Decimal | str) else "said") + (f" {answer[1]}" if answer[1] else "")


def _with_unit(fact: Fact) -> str:
    return shown_value(fact) + (f" {fact.unit}" if fact.unit else "")


def _first_of_each(group: Sequence[Evidence]) -> list[Evidence]:
    seen: dict[tuple[object, ...], Evidence] = {}
    for one in sorted(group, key=lambda one: (one.known_from, one.fact.id)):
        seen.setdefault(one.answer, one)
    return list(seen.values())
