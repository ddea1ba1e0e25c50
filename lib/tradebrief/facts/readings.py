"""Readings: all facts that answer a key, side by side, graded and compared.

A conflict is printed with every value until a resolution says which one we use
and why; a text that does not mention something does not deny it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from tradebrief.facts.comparison import AnswerComparison, Verdict, compare
from tradebrief.facts.evidence import Evidence, grade, origins_of, plain_value, shown_value
from tradebrief.facts.records import Person, Resolution
from tradebrief.period import first_apart
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result

#: Verdicts that carry a mark wherever the fact is shown.
MARKED = frozenset({"conflict", "resolved", "drift in a copy", "differs from the law"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One value given to a key, with who gives it."""

    value: str
    unit: str
    sense: str
    grade: str
    origins: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Reading(Result):
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

    _frames: ClassVar[Mapping[str, Frame]] = {
        "reading": Frame("", "key verdict grade contested answers=answer_count texts original=origins preferred reason cite"),
        "answer": Frame("answers", "value_text=value unit grade original=origins"),
    }
    _heading: ClassVar[str] = "{0.key}: {0.verdict}"

    @property
    def answer_count(self) -> int:
        """How many different answers there are."""
        return len(self.answers)

    @property
    def contested(self) -> bool:
        """Whether a report that relies on it must say so."""
        return self.verdict in MARKED


def read_all(
    evidence: Sequence[Evidence], *, people: Mapping[str, Person], resolutions: Iterable[Resolution], known_by: date
) -> list[Reading]:
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


def _frame(
    key: str, group: Sequence[Evidence], answers: tuple[Answer, ...], found: AnswerComparison, people: Mapping[str, Person]
) -> Reading:
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
    verdict: Verdict = {"definitions differ": "definitions differ", "garbled": "resolved", "resolved": "resolved", "both kept": "conflict"}[
        resolution.verdict
    ]  # type: ignore[assignment]
    preferred = plain_value(resolution.prefer) if resolution.prefer is not None else reading.preferred
    return replace(
        reading, verdict=verdict, reason=resolution.why, preferred=preferred, resolution=resolution.id, cite=resolution.cite or ""
    )


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


# --- lists and pages ----------------------------------------------------------


def _by_text(group: Sequence[Evidence]) -> dict[str, set[str]]:
    """The items each text affirms; one that it denies (*absent*, *not excepted*) is not on its list."""
    items: dict[str, set[str]] = defaultdict(set)
    for one in group:
        if not _denies(one):
            items[one.article.id].add(one.fact.item)
    return items


def _denies(one: Evidence) -> bool:
    return isinstance(one.fact.value, str) and (one.fact.value in {"absent", "no"} or one.fact.value.startswith("not "))


def _lists_differ(group: Sequence[Evidence]) -> bool:
    """Whether two texts name the same question's items and not the same ones."""
    lists = list(_by_text(group).values())
    return len(lists) > 1 and any(items != lists[0] for items in lists)


def _of_list(question: str, group: Sequence[Evidence], people: Mapping[str, Person], decided: Mapping[str, Resolution]) -> Reading:
    found = _copy_lacks(group) or _lists(group)
    reading = _frame(question, group, tuple(_list_answers(group, people)), found, people)
    return _settled(reading, decided.get(question))


def _copy_lacks(group: Sequence[Evidence]) -> AnswerComparison | None:
    """A rewrite that drops items of the story: a weaker copy, never a second source."""
    lists = _by_text(group)
    articles = {one.article.id: one.article for one in group}
    if len(origins_of(group)) > 1:
        return None
    for name, article in articles.items():
        parent = article.source.derives_from
        if parent in lists and lists[name] < lists[parent]:
            dropped = ", ".join(sorted(lists[parent] - lists[name]))
            return AnswerComparison("weaker copy", f"{name} drops {dropped}, which {parent} names; a copy is no second source")
    return None


def _lists(group: Sequence[Evidence]) -> AnswerComparison:
    lists = _by_text(group)
    everywhere = set.intersection(*lists.values())
    only: dict[str, list[str]] = defaultdict(list)
    for name, items in sorted(lists.items()):
        for item in items - everywhere:
            only[item].append(name)
    parts = [f"{item} in {_few(texts)} only" for item, texts in sorted(only.items())]
    return AnswerComparison("lists differ", f"{_few(parts, most=6, joint='; ')}; a text that does not name an item does not deny it")


def _few(names: Sequence[str], most: int = 2, joint: str = ", ") -> str:
    rest = len(names) - most
    return joint.join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _list_answers(group: Sequence[Evidence], people: Mapping[str, Person]) -> Iterable[Answer]:
    by_text: dict[str, list[Evidence]] = defaultdict(list)
    for one in group:
        by_text[one.article.id].append(one)
    for name, items in sorted(_by_text(group).items()):
        mine = by_text[name]
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
    return first_apart([one.article.source.published for one in found.values()]) is not None


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
