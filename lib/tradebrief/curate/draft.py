"""A draft of an article: what is suggested, what a person makes of it, what is still missing, and the files it becomes.

A draft is written like an article and may leave fields empty; it also carries the origin where that is new.
The text itself never enters it. It is saved whole or not at all, and nothing that stands is written over unasked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tradebrief.curate.candidates import Candidate
from tradebrief.curate.known_keys import Fit
from tradebrief.curate.suggest import Suggestion, TextFound
from tradebrief.errors import ask_error, near, shown
from tradebrief.facts.evidence import plain_value
from tradebrief.records.strict_yaml import NotPlainError, plain
from tradebrief.workbook.workbook import Workbook

SURE = 1.6
"""The score from which the key that fits best is written into a draft; below it the keys stand in a remark only."""

Values = Mapping[str, Any]

NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
NAMES = "Write small letters, digits and hyphens: 2025-06-14-kyodo-last-effort."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An article in the making: fields as text, the way a seed has them; empty ones are still to be written.

    ``remarks`` gives what is known of each fact's question, for the person who finishes it; it is no part of the article.
    """

    id: str
    source: Values
    facts: tuple[Values, ...] = ()
    origin: Values = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    headline: str = ""

    def with_fact(self, number: int, **changed: Any) -> Draft:
        """The draft with fields of one fact changed."""
        facts = [{**fact, **changed} if place == number else fact for place, fact in enumerate(self.facts)]
        return replace(self, facts=tuple(facts))

    def only(self, numbers: Iterable[int]) -> Draft:
        """The draft with some of its facts, in order."""
        kept = sorted(set(numbers))
        return replace(
            self,
            facts=tuple(self.facts[number] for number in kept),
            remarks=tuple(self.remarks[number] for number in kept if number < len(self.remarks)),
        )


# --- from a suggestion ------------------------------------------------------------


def draft_of(book: Workbook, found: Suggestion, *, name: str = "", which: int = 0) -> Draft:
    """The draft of one text of a page, the first unless another is asked for."""
    if not 0 <= which < len(found.texts):
        raise ask_error("--which", "is no text of the page", which + 1, f"The page has {len(found.texts)}: write 1 to {len(found.texts)}.")
    text = found.texts[which]
    page = found.page.name
    called = name or _name(text, page)
    if not NAME.fullmatch(called):
        raise ask_error("--id", "is no name for a file", called, NAMES)
    parent = next((one for one in text.likenesses if one.is_strong and one.verdict != "already curated"), None)
    origin = parent.origin if parent else called
    source = {
        "title": "", "wire": text.publisher.wire, "author": text.head.author, "carrier": text.publisher.carrier, "page": _file_name(page), "part": [text.part.start, text.part.end],
        "published": str(text.dating.published or ""), "time": text.dating.time, "zone": text.publisher.zone, "dated_by": text.dating.dated_by,
        "basis": text.dating.basis if text.dating.published else "", "origin": origin, "derives_from": "",
        "language": language if (language := text.head.language or ("ja" if found.page.norm == "J1" else "")) != "en" else "",
    }  # fmt: skip
    facts = tuple(_fact(candidate) for candidate in text.candidates)
    new = {} if origin in book.origins else {"title": "", "agency": text.publisher.wire, "why": ""}
    headline = f"the page's headline, to be put in your own words: {shown(text.head.title, 200)}" if text.head.title else ""
    return Draft(
        id=called, source=source, facts=facts, origin=new, headline=headline, remarks=tuple(_remark(one) for one in text.candidates)
    )


def _name(text: TextFound, page: str) -> str:
    """A first name for the article: its day, who wrote it, the page."""
    day = str(text.dating.published.earliest) if text.dating.published else "undated"
    words = f"{day}-{text.publisher.wire or 'unnamed'}-{page.partition('.')[0]}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:90].strip("-")


def _file_name(page: str) -> str:
    return re.sub(r"[^\w.-]+", "-", page).strip("-") or "page.txt"


def _fact(one: Candidate) -> dict[str, Any]:
    """A candidate as the fields of a fact; words of our own stand ready where a known fact says the same."""
    fit = one.fit if one.fit and one.fit.score >= SURE else None
    known = fit.fact if fit else None
    return {
        "key": fit.key if fit else "", "kind": known.kind if known and fit and fit.relation == "agrees" else one.kind,
        "says": known.says if known and fit and fit.relation == "agrees" else "", "value": plain_value(one.value), "unit": one.unit,
        "sense": one.sense, "state": one.state, "scope": known.scope or "" if known else "", "strength": one.strength, "hedge": one.hedge[:60], "by": one.by,
        "attribution": one.attribution, "on": one.on, "basis": one.basis, "event": known.event or "" if known else "", "measure": known.measure or "" if known else "",
        "at": list(one.at), "tokens": list(one.tokens),
    }  # fmt: skip


def _remark(one: Candidate) -> str:
    names = (f"names {', '.join(one.people)}",) if one.people else ()
    return "; ".join((*names, *map(_told, one.fits))) if one.fits else "; ".join((*names, "no known key fits: a new question"))


def _told(fit: Fit) -> str:
    known = f" ({fit.known[:60]})" if fit.known else ""
    return f"{fit.relation} {'with' if fit.relation != 'adds' else 'to'} {fit.key}{known}"


# --- as a file ----------------------------------------------------------------------


def as_yaml(draft: Draft, *, remarks: bool = False, empty: bool = False) -> str:
    """A draft as the YAML of an article; with ``empty`` fields that are to be written, with ``remarks`` what is known beside each fact."""
    lines = ["source:", *([f"  # {draft.headline}"] if remarks and draft.headline else []), *_fields(draft.source, "  ", empty)]
    if empty and draft.origin:
        lines += ["origin:", *_fields(draft.origin, "  ", empty)]
    lines.append("facts:" if draft.facts else "facts: []")
    for number, fact in enumerate(draft.facts):
        if remarks and number < len(draft.remarks):
            lines.append(f"  # {draft.remarks[number]}")
        written = _fields(fact, "    ", empty)
        lines += [f"  - {written[0].strip()}", *written[1:]] if written else ["  - {}"]
    return "\n".join(lines) + "\n"


def origin_yaml(draft: Draft) -> str:
    """The origin that a draft carries, as the YAML of its own file."""
    return "\n".join(_fields(draft.origin, "", empty=False) or ["{}"]) + "\n"


#: Fields that stand in a draft even when nothing is suggested for them.
_TO_WRITE = frozenset({"title", "wire", "carrier", "published", "zone", "basis", "origin", "key", "says", "agency", "why"})


def _fields(values: Values, indent: str, empty: bool) -> list[str]:
    return [
        f"{indent}{name}: {_scalar(value)}".rstrip()
        for name, value in values.items()
        if value not in ("", [], None) or (empty and name in _TO_WRITE)
    ]


_BARE = re.compile(r"[A-Za-z0-9$][\w .,()+/$'’-]*")


def _scalar(value: Any) -> str:
    """A value as YAML text: bare where that is plain, quoted where a sign could be taken for YAML's own."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_scalar(one) if not (isinstance(one, str) and ',' in one) else json.dumps(one, ensure_ascii=False) for one in value)}]"
    text = str(value)
    bare = _BARE.fullmatch(text) and text.lower() not in {"null", "~"} and not text.endswith(" ")
    return text if not text or bare else json.dumps(text, ensure_ascii=False)


def read_draft(path: Path, name: str = "") -> Draft:
    """A draft from its file; what is no draft is an ``AskError``."""
    try:
        tree = plain(path.read_text(encoding="utf-8"))
    except NotPlainError as bad:
        raise ask_error(f"{path}, line {bad.line}", bad.wrong, bad.got, bad.remedy) from None
    except (OSError, UnicodeDecodeError) as bad:
        raise ask_error(
            str(path), "cannot be read", getattr(bad, "strerror", None) or "bytes that are no UTF-8", "Name the draft's file."
        ) from None
    if not isinstance(tree, dict) or not isinstance(tree.get("source"), dict):
        raise ask_error(str(path), "is no draft of an article", remedy="Make one with 'tradebrief new article --text FILE'.")
    unknown = sorted(tree.keys() - {"source", "origin", "facts"})
    if unknown:
        raise ask_error(str(path), f"'{unknown[0]}' is not a field", remedy=near(unknown[0], ["source", "origin", "facts"]))
    facts = [fact for fact in tree.get("facts") or [] if isinstance(fact, dict)]
    return Draft(id=name or path.stem, source=tree["source"], facts=tuple(facts), origin=tree.get("origin") or {})
