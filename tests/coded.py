"""How well candidates agree with a person: precision and recall on texts of our own that were coded by hand before any program read them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

import tradebrief as tb
from tradebrief.curate.candidates import Candidate
from tradebrief.curate.page_parts import sentences
from tradebrief.curate.suggest import suggest
from tradebrief.facts.anchors import Page
from tradebrief.facts.evidence import as_days, plain_value

FOLDER = Path(__file__).parent / "coded_texts"
LANGUAGES = ("english", "japanese")
SORTS = ("days", "figures", "people", "kinds")


def coded(language: str) -> Mapping[str, Mapping[str, Any]]:
    """The coded texts of a language, every value as text."""
    return yaml.load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # makes text only


def measured(language: str) -> dict[str, tuple[float, float, list[str]]]:
    """For each sort: precision, recall and what differs, over all texts of a language."""
    book = tb.load()
    right: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    differ: dict[str, list[str]] = defaultdict(list)
    for name, text in coded(language).items():
        page = Page.read(f"{name}.txt", text["text"].encode())
        found = suggest(book, page, text["text"], published=text["published"])
        candidates = [one for part in found.texts for one in part.candidates]
        for sort in SORTS[:3]:
            mine, theirs = Counter(_values(sort, candidates)), Counter(text[sort])
            right[sort] += sum((mine & theirs).values())
            suggested[sort] += sum(mine.values())
            wanted[sort] += sum(theirs.values())
            differ[sort] += [f"{name}: {sign}{value}" for sign, rest in (("+", mine - theirs), ("-", theirs - mine)) for value in rest]
        places = [place for part in found.texts for place in sentences(part.part)]
        assert len(places) == len(text["kinds"]), (name, places)
        for (start, end, _), kinds in zip(places, text["kinds"], strict=True):
            mine = [one.kind for one in candidates if start <= one.at[0] < end]
            told = [kind for kind in mine if kind != "context" or "context" in kinds]  # *context* suggests no kind
            right["kinds"] += sum(kind in kinds for kind in told)
            suggested["kinds"] += len(told)
            wanted["kinds"] += 1
            right["told"] += bool(set(mine) & set(kinds)) or (not mine and "context" in kinds)
            differ["kinds"] += [f"{name}: {kind} for {' or '.join(kinds)}" for kind in told if kind not in kinds]
    scores = {sort: (right[sort] / suggested[sort], right[sort] / wanted[sort], differ[sort]) for sort in SORTS[:3]}
    return scores | {"kinds": (right["kinds"] / suggested["kinds"], right["told"] / wanted["kinds"], differ["kinds"])}


def _values(sort: str, candidates: Iterable[Candidate]) -> list[str]:
    """What candidates give, once for each place it stands in."""
    if sort == "people":
        return sorted({person for one in candidates for person in one.people})
    is_day = sort == "days"
    told = {
        (one.at, one.tokens[:1], str(one.value)): one for one in candidates if one.value is not None and bool(as_days(one.value)) == is_day
    }
    if is_day:
        return sorted({str(one.value) for one in told.values()})
    return [f"{plain_value(one.value)} {one.unit}".strip() for one in told.values()]
