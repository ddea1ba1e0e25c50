"""Readings: all facts that answer a key, side by side, graded and compared.

Grades (one origin, one vote): **A** an official text or both sides on record;
**B** two independent origins at least; **C** one origin, its source named or the writer's own voice;
**D** one origin, sources without a name; **E** in a derived copy only.

Comparison asks in this order whether values differ in definition (rates that add
up), in precision (days that allow each other), in time, or only in a copy; what is left is a
conflict, printed with every value until a resolution says which one we use and why. Nothing is averaged;
what a text does not mention it does not deny.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Literal

from tradebrief.period import When
from tradebrief.provenance import Article, Fact, Person, Resolution

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
    "resolved",
    "conflict",
]

#: Verdicts that carry a mark wherever the fact is shown.
MARKED = frozenset({"conflict", "resolved", "drift in a copy", "lists differ"})

GRADES: dict[str, str] = {
    "A": "official text, or both sides on record",
    "B": "two independent origins or more",
    "C": "one origin, source named or the writer's own voice",
    "D": "one origin, sources without a name",
    "E": "in a derived copy only",
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One fact in its text: when it could be known on the asked clock, and how well its claim is supported."""

    fact: Fact
    article: Article
    known_from: date
    grade: str = ""
    origins: tuple[str, ...] = ()
    mark: str = ""

    @property
    def origin(self) -> str:
        """The reporting behind it."""
        return self.article.source.origin

    @property
    def derived(self) -> bool:
        """Whether its text was made from another one."""
        return self.article.source.derives_from is not None

    @property
    def answer(self) -> tuple[object, ...]:
        """What it answers, as far as answers are compared: value, unit, sense."""
        return (self.fact.value, self.fact.unit, self.fact.sense)

    def supports(self, other: Evidence) -> bool:
        """Whether it says at least as much as ``other`` in answer to the same key.

        The same value does; so does a day inside the days the other leaves open.
        """
        if self.fact.key != other.fact.key:
            return False
        if self.answer == other.answer:
            return True
        mine, theirs = as_days(self.fact.value), as_days(other.fact.value)
        return bool(mine and theirs and mine.within(theirs))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One value given to a key, with who gives it."""

    value: str
    unit: str
    sense: str
    grade: str
    origins: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All answers to one key, how they compare, and the one we use.

    ``preferred`` is empty while nothing decides between the answers.
    """

    key: str
    answers: tuple[Answer, ...]
    origins: tuple[str, ...]
    texts: int
    grade: str
    verdict: Verdict
    reason: str
    preferred: str = ""
    resolution: str = ""
    cite: str = ""

    @property
    def contested(self) -> bool:
        """Whether a report that relies on it must say so."""
        return self.verdict in MARKED


@dataclass(frozen=True)
class Comparison:
    """What a comparison found: the verdict, why, and the value to use when it decides."""

    verdict: Verdict
    reason: str
    preferred: str = ""


def graded(evidence: Sequence[Evidence], people: Mapping[str, Person]) -> list[Evidence]:
    """Each fact with the grade of its claim and the origins that support it."""
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_key[one.fact.key].append(one)
    result = []
    for one in evidence:
        support = [other for other in by_key[one.fact.key] if other.supports(one)]
        result.append(replace(one, grade=grade(support, people), origins=origins_of(support)))
    return result


def grade(support: Iterable[Evidence], people: Mapping[str, Person]) -> str:
    """The grade of a claim from all the facts that support it (see the top of the module)."""
    first_hand = [one for one in support if not one.derived]
    sides = {people[one.fact.by].side for one in first_hand if one.fact.by in people and one.fact.attribution == "named"}
    if any(one.fact.attribution == "official text" for one in first_hand) or len(sides) > 1:
        return "A"
    if len(origins_of(first_hand)) > 1:
        return "B"
    if not first_hand:
        return "E"
    return "D" if all(one.fact.attribution == "anonymous" for one in first_hand) else "C"


def origins_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The distinct origins, in order of name."""
    return tuple(sorted({one.origin for one in evidence}))


def as_days(value: object) -> When | None:
    """A value as days when it is written as days."""
    if not isinstance(value, str) or not value[:1].isdigit() and not value.startswith("["):
        return None
    try:
        return When.read(value)
    except ValueError:
        return None


def shown_value(fact: Fact) -> str:
    """A fact's value as text, without its unit; what is said where it has none."""
    return plain_value(fact.value) if fact.value is not None else "said"


def plain_value(value: Decimal | str | None) -> str:
    """A value as text: numbers without an exponent or idle zeros.

    >>> plain_value(Decimal("1370000")), plain_value(Decimal("27.50"))
    ('1370000', '27.5')
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value or ""


# --- readings ---------------------------------------------------------------


def read_all(evidence: Sequence[Evidence], *, people: Mapping[str, Person], resolutions: Iterable[Resolution], known_by: date) -> list[Reading]:
    """Every key with more than one value or origin, every list that texts give differently, every page that mixes days."""
    decided = {one.key: one for one in resolutions if one.known_from <= known_by}
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    by_question: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_key[one.fact.key].append(one)
        if one.fact.item:
            by_question[one.fact.question].append(one)
    found = [_reading(key, group, people, decided) for key, group in by_key.items() if _worth_reading(group)]
    found += [_of_list(question, group, people, decided) for question, group in by_question.items() if _lists_differ(group)]
    found += _pages(evidence)
    return sorted(found, key=lambda reading: reading.key)


def _worth_reading(group: Sequence[Evidence]) -> bool:
    return len({one.answer for one in group}) > 1 or len(origins_of(group)) > 1


def _reading(key: str, group: Sequence[Evidence], people: Mapping[str, Person], decided: Mapping[str, Resolution]) -> Reading:
    answers = tuple(_answers(group, people))
    comparison = compare(group)
    return _settled(_frame(key, group, answers, comparison, people), decided.get(key))


def _frame(key: str, group: Sequence[Evidence], answers: tuple[Answer, ...], found: Comparison, people: Mapping[str, Person]) -> Reading:
    return Reading(
        key=key,
        answers=answers,
        origins=origins_of(group),
        texts=len({one.article.id for one in group}),
        grade=grade(group, people),
        verdict=found.verdict,
        reason=found.reason,
        preferred=found.preferred,
    )


def _settled(reading: Reading, resolution: Resolution | None) -> Reading:
    """The reading with a resolution applied: a file in ``resolutions`` decides what comparison could not."""
    if resolution is None:
        return reading
    verdict: Verdict = {"definitions differ": "definitions differ", "garbled": "resolved", "resolved": "resolved", "both kept": "conflict"}[resolution.verdict]  # type: ignore[assignment]
    preferred = plain_value(resolution.prefer) if resolution.prefer is not None else reading.preferred
    return replace(reading, verdict=verdict, reason=resolution.why, preferred=preferred, resolution=resolution.id, cite=resolution.cite or "")


def _answers(group: Sequence[Evidence], people: Mapping[str, Person]) -> Iterable[Answer]:
    by_answer: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    for one in group:
        by_answer[one.answer].append(one)
    for same in by_answer.values():
        fact = same[0].fact
        yield Answer(
            value=shown_value(fact),
            unit=fact.unit or "",
            sense=fact.sense or "",
            grade=grade(same, people),
            origins=origins_of(same),
            facts=tuple(one.fact.id for one in same),
        )


def compare(group: Sequence[Evidence]) -> Comparison:
    """How the answers to one key stand to each other: the first explanation that fits, else a conflict."""
    explanations: tuple[Callable[[Sequence[Evidence]], Comparison | None], ...] = (_same, _adds_up, _fits, _copied, _moved)
    for explanation in explanations:
        found = explanation(group)
        if found is not None:
            return found
    values = "; ".join(f"{_with_unit(one.fact)} ({one.article.source.wire}, {one.known_from})" for one in _first_of_each(group))
    return Comparison("conflict", f"The values differ and nothing here decides between them: {values}")


def _same(group: Sequence[Evidence]) -> Comparison | None:
    if len({one.answer for one in group}) > 1:
        return None
    votes, texts = len(origins_of(group)), len({one.article.id for one in group})
    return Comparison("agree", f"One value in {texts} texts of {votes} origin{'s' * (votes != 1)}", shown_value(group[0].fact))


#: Senses of a rate that make a whole: parts and the sum they make.
SUMS = ((("base", "additional"), "total"), (("baseline part", "country part"), "total"))


def _adds_up(group: Sequence[Evidence]) -> Comparison | None:
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
        return Comparison("definitions differ", f"Counted differently: {listed}; the total is not stated")
    return None


def _sum(single: Mapping[str, Decimal], parts: tuple[str, ...], whole: str) -> Comparison | None:
    missing = [part for part in parts if part not in single]
    if len(missing) == 1:
        known = next(part for part in parts if part in single)
        rest = single[whole] - single[known]
        reason = f"{plain_value(single[whole])} {whole} less {plain_value(single[known])} {known} leaves {plain_value(rest)} {missing[0]}"
        return Comparison("definitions differ", reason, plain_value(single[whole])) if rest >= 0 else None
    if not missing and sum(single[part] for part in parts) != single[whole]:
        return None
    reason = " + ".join(f"{plain_value(single[part])} {part}" for part in parts if part in single) + f" = {plain_value(single[whole])} {whole}"
    return Comparison("definitions differ", reason, plain_value(single[whole]))


def _fits(group: Sequence[Evidence]) -> Comparison | None:
    """Days that allow each other: the narrowest is used; a plan followed by the event is named as that."""
    days = [as_days(one.fact.value) for one in group]
    if not all(days) or not all(a.allows(b) for a, b in combinations(filter(None, days), 2)):
        return None
    narrowest = min(filter(None, days), key=lambda when: (when.latest - when.earliest, when.edtf))
    kinds = {one.fact.kind for one in group}
    if "planned meeting" in kinds and "meeting" in kinds:
        return Comparison("planned, then held", f"Announced as a plan and then reported as held on {narrowest}", narrowest.edtf)
    return Comparison("compatible", f"Each day allows the others; {narrowest} is the narrowest", narrowest.edtf)


def _copied(group: Sequence[Evidence]) -> Comparison | None:
    """Values that differ only between a story and its rewrite: the story is used."""
    firsts = [one for one in group if not one.derived]
    copies = [one for one in group if one.derived]
    if not firsts or len({one.answer for one in firsts}) > 1 or not all(one.origin in origins_of(firsts) for one in copies):
        return None
    given = _with_unit(firsts[0].fact)
    drifted = next(one for one in copies if one.answer != firsts[0].answer)
    return Comparison("drift in a copy", f"{_with_unit(drifted.fact)} in the copy {drifted.article.id}, {given} in the story it was made from", given)


def _moved(group: Sequence[Evidence]) -> Comparison | None:
    """Values true of different days: not a contradiction but a change."""
    spans: dict[tuple[object, ...], list[When]] = defaultdict(list)
    for one in group:
        if one.fact.on is None:
            return None
        spans[one.answer].append(one.fact.on)
    bounds = [(min(on.earliest for on in ons), max(on.latest for on in ons), answer) for answer, ons in spans.items()]
    if any(a[0] <= b[1] and b[0] <= a[1] for a, b in combinations(bounds, 2)):
        return None
    ordered = sorted(bounds, key=lambda bound: bound[0])
    steps = ", then ".join(f"{_plain_answer(answer)} ({first})" for first, _, answer in ordered)
    return Comparison("changed over time", f"Of different days: {steps}", _plain_answer(ordered[-1][2]))


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


# --- lists and pages ----------------------------------------------------------


def _by_text(group: Sequence[Evidence]) -> dict[str, set[str]]:
    items: dict[str, set[str]] = defaultdict(set)
    for one in group:
        items[one.article.id].add(one.fact.item)
    return items


def _lists_differ(group: Sequence[Evidence]) -> bool:
    """Whether two texts name the same question's items and not the same ones."""
    lists = list(_by_text(group).values())
    return len(lists) > 1 and any(items != lists[0] for items in lists)


def _of_list(question: str, group: Sequence[Evidence], people: Mapping[str, Person], decided: Mapping[str, Resolution]) -> Reading:
    found = _copy_lacks(group) or _lists(group)
    reading = _frame(question, group, tuple(_list_answers(group, people)), found, people)
    return _settled(reading, decided.get(question))


def _copy_lacks(group: Sequence[Evidence]) -> Comparison | None:
    """A rewrite that drops items of the story: a weaker copy, never a second source."""
    lists = _by_text(group)
    articles = {one.article.id: one.article for one in group}
    if len(origins_of(group)) > 1:
        return None
    for name, article in articles.items():
        parent = article.source.derives_from
        if parent in lists and lists[name] < lists[parent]:
            dropped = ", ".join(sorted(lists[parent] - lists[name]))
            return Comparison("weaker copy", f"{name} drops {dropped}, which {parent} names; a copy is no second source")
    return None


def _lists(group: Sequence[Evidence]) -> Comparison:
    lists = _by_text(group)
    everywhere = set.intersection(*lists.values())
    only = {item: sorted(name for name, items in lists.items() if item in items) for item in set.union(*lists.values()) - everywhere}
    parts = [f"{item} in {_few(texts)} only" for item, texts in sorted(only.items())]
    return Comparison("lists differ", f"{_few(parts, most=6, joint='; ')}; a text that does not name an item does not deny it")


def _few(names: Sequence[str], most: int = 2, joint: str = ", ") -> str:
    rest = len(names) - most
    return joint.join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _list_answers(group: Sequence[Evidence], people: Mapping[str, Person]) -> Iterable[Answer]:
    for name, items in sorted(_by_text(group).items()):
        mine = [one for one in group if one.article.id == name]
        yield Answer(
            value=", ".join(sorted(items)),
            unit="",
            sense="",
            grade=grade(mine, people),
            origins=origins_of(mine),
            facts=tuple(one.fact.id for one in mine),
        )


def _pages(evidence: Sequence[Evidence]) -> list[Reading]:
    """Pages whose texts are of different days: a side-bar must not date the article it stands beside."""
    texts: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for one in evidence:
        if one.article.source.page:
            texts[one.article.source.page].setdefault(one.article.id, one)
    return [_page(page, found) for page, found in texts.items() if _mixes_days(found)]


def _mixes_days(found: Mapping[str, Evidence]) -> bool:
    return any(not a.article.source.published.allows(b.article.source.published) for a, b in combinations(found.values(), 2))


def _page(page: str, found: Mapping[str, Evidence]) -> Reading:
    answers = tuple(
        Answer(value=one.article.source.published.edtf, unit="", sense="", grade="", origins=(one.origin,), facts=(name,))
        for name, one in sorted(found.items())
    )
    return Reading(
        key=f"page.{page.partition('_')[0].partition('.')[0].lower()}/published",
        answers=answers,
        origins=origins_of(found.values()),
        texts=len(found),
        grade="",
        verdict="texts of different days",
        reason="One page carries texts of different days; each is dated on its own and none by its neighbour",
    )
