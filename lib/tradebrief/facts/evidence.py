"""Evidence: a fact in its text, when it could be known, and how well its claim is supported.

Grades (one origin, one vote): **A** an official text or both sides on record;
**B** two independent origins at least; **C** one origin, its source named or the writer's own voice;
**D** one origin, sources without a name, or inferred by us from a text; **E** in a derived copy only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from tradebrief.facts.records import Article, Fact, Person
from tradebrief.period import When
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result

GRADES: dict[str, str] = {
    "A": "official text, or both sides on record",
    "B": "two independent origins or more",
    "C": "one origin, source named or the writer's own voice",
    "D": "one origin, sources without a name, or our own inference from a text",
    "E": "in a derived copy only",
}


@dataclass(frozen=True, kw_only=True, repr=False, slots=True)
class Evidence(Result):
    """One fact in its text: when it could be known on the asked clock, and how well its claim is supported."""

    fact: Fact
    article: Article = field(repr=False)
    known_from: date
    grade: str = ""
    origins: tuple[str, ...] = ()
    mark: str = ""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "fact": Frame(
            "",
            "fact=fact.id article=article.id key=fact.key kind=fact.kind says=fact.says value=fact.value "
            "value_text=words unit=fact.unit first_day=fact.on.earliest last_day=fact.on.latest by=fact.by "
            "attribution=fact.attribution strength=fact.strength firmness=fact.firmness known_from original=origin "
            "grade independent_origins=votes mark event=fact.event measure=fact.measure",
        ),
    }
    _heading: ClassVar[str] = "{0.fact.key}: {0.fact.says}"

    @property
    def words(self) -> str:
        """The value where it is no number."""
        return self.fact.value if isinstance(self.fact.value, str) else ""

    @property
    def votes(self) -> int:
        """How many independent origins support it."""
        return len(self.origins)

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

    @property
    def voice(self) -> tuple[object, ...]:
        """Who says it and how, as far as grades count that: facts of one answer and one voice count as one."""
        return (self.article.source.origin, self.derived, self.fact.attribution, self.fact.by)

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

    def to_dict(self) -> dict[str, Any]:
        """A fact as the command line and the tables show it: its parts are plain already, and facts are many."""
        return self._parts()

    def _parts(self) -> dict[str, Any]:
        fact, source = self.fact, self.article.source
        start, end = fact.at or (None, None)
        said = {
            name: getattr(fact, name)
            for name in ("id", "key", "kind", "says", "unit", "sense", "state", "scope", "strength", "hedge", "by", "attribution")
        }
        return {
            **said,
            "article": self.article.id,
            "value": number_or_text(fact.value) if fact.value is not None else None,
            "on": fact.on and fact.on.edtf,
            "basis": fact.basis,
            "known_from": self.known_from.isoformat(),
            "origin": self.origin,
            "grade": self.grade,
            "independent_origins": len(self.origins),
            "mark": self.mark,
            "event": fact.event,
            "measure": fact.measure,
            "firmness": fact.firmness,
            "start": start,
            "end": end,
            "tokens": list(fact.tokens),
            "source_file": source.page,
            "cite": fact.cite or source.cite,
        }


def graded(evidence: Sequence[Evidence], people: Mapping[str, Person]) -> list[Evidence]:
    """Each fact with the grade of its claim and the origins that support it.

    That is the grade of all facts for which ``supports`` holds; it is worked out once for each answer to a key and not for each fact.
    """
    by_key: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_key[one.fact.key].append(one)
    found = {
        key: {answer: (grade(support, people), origins_of(support)) for answer, support in _supported(group).items()}
        for key, group in by_key.items()
    }
    result = []
    for one in evidence:
        rank, origins = found[one.fact.key][one.answer]
        result.append(Evidence(fact=one.fact, article=one.article, known_from=one.known_from, grade=rank, origins=origins, mark=one.mark))
    return result


def _supported(group: Iterable[Evidence]) -> dict[tuple[object, ...], list[Evidence]]:
    """For each answer to one key, a fact of each voice that supports it: of the same answer, and of days inside its days."""
    voices: dict[tuple[object, ...], dict[tuple[object, ...], Evidence]] = defaultdict(dict)
    for one in group:
        voices[one.answer].setdefault(one.voice, one)
    days = sorted(((when.earliest, when.latest, answer) for answer in voices if (when := as_days(answer[0]))), key=lambda day: day[:2])
    starts = [first for first, _, _ in days]
    found = {answer: list(told.values()) for answer, told in voices.items()}
    for first, last, answer in days:
        inside = days[bisect_left(starts, first) : bisect_right(starts, last)]
        found[answer] += [one for _, end, other in inside if end <= last and other != answer for one in voices[other].values()]
    return found


def grade(support: Iterable[Evidence], people: Mapping[str, Person]) -> str:
    """The grade of a claim from all the facts that support it (see the top of the module)."""
    first_hand = [one for one in support if not one.derived]
    sides = {people[one.fact.by].side for one in first_hand if one.fact.by and one.fact.by in people and one.fact.attribution == "named"}
    if any(one.fact.attribution == "official text" for one in first_hand) or len(sides) > 1:
        return "A"
    if len(origins_of(one for one in first_hand if one.fact.attribution != "inference")) > 1:
        return "B"
    if not first_hand:
        return "E"
    return "D" if all(one.fact.attribution in {"anonymous", "inference"} for one in first_hand) else "C"


def origins_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The distinct origins, in order of name."""
    return tuple(sorted({one.article.source.origin for one in evidence}))


@lru_cache(maxsize=4096)
def as_days(value: object) -> When | None:
    """A value as days when it is written as days."""
    if not isinstance(value, str) or (not value[:1].isdigit() and not value.startswith("[")):
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


def number_or_text(value: Any) -> int | float | str:
    """A value for JSON: a whole number or a decimal fraction as a number, anything else as text."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
