"""What each text added to what was known when it came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tradebrief.facts.evidence import Evidence
from tradebrief.facts.records import Article


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What one text brought when it came: keys nobody had answered, keys it confirms, keys it answers otherwise."""

    article: Article
    known_from: date
    facts: int
    new: tuple[str, ...]
    confirms: tuple[str, ...]
    differs: tuple[str, ...]


def additions(everything: list[Evidence], chosen: set[str]) -> list[Addition]:
    """What each text added, told in the order in which the texts came out."""
    texts: dict[str, list[Evidence]] = {}
    for one in sorted(everything, key=lambda one: (one.known_from, one.derived, one.article.id)):
        texts.setdefault(one.article.id, []).append(one)
    said: dict[str, set[tuple[object, ...]]] = {}
    found = []
    for name, group in texts.items():
        addition = _addition(group, said)
        for one in group:
            said.setdefault(one.fact.key, set()).add(one.answer)
        if name in chosen:
            found.append(addition)
    return found


def _addition(group: list[Evidence], said: Mapping[str, set[tuple[object, ...]]]) -> Addition:
    keys = {one.fact.key for one in group}
    confirms = {one.fact.key for one in group if one.answer in said.get(one.fact.key, ())}
    known = {key for key in keys if key in said}
    return Addition(
        article=group[0].article,
        known_from=group[0].known_from,
        facts=len(group),
        new=tuple(sorted(keys - known)),
        confirms=tuple(sorted(confirms)),
        differs=tuple(sorted(known - confirms)),
    )
