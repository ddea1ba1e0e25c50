"""Who wrote and who carried a text: credits, bylines, names above it, what its page calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tradebrief.curate.likeness import Likeness
from tradebrief.curate.page_parts import DATED, PageLine, PagePart
from tradebrief.facts.anchors import Page
from tradebrief.texts.document import Head
from tradebrief.workbook.workbook import Workbook

NAMED_WITHIN = 5_000
"""Code points at the beginning and at the end of a text in which its publisher is looked for."""

JAPAN, NEW_YORK, SEOUL, LONDON = "Asia/Tokyo", "America/New_York", "Asia/Seoul", "Europe/London"

ZONES_OF_PUBLISHERS = (JAPAN, NEW_YORK, SEOUL, LONDON, "UTC")
"""The clocks that publishers known here print."""

#: Publishers that are recognised by name, and the clock they print. What the workbook knows of a publisher comes first.
PUBLISHERS: dict[str, str] = {
    "Reuters": "UTC", "Associated Press": NEW_YORK, "AFP": "UTC", "Bloomberg": NEW_YORK, "Kyodo News": JAPAN, "NHK": JAPAN, "Nikkei Asia": JAPAN, "Nikkei": JAPAN,
    "Jiji": JAPAN, "Yomiuri": JAPAN, "Asahi": JAPAN, "Mainichi": JAPAN, "Sankei": JAPAN, "Japan Times": JAPAN, "Yonhap": SEOUL, "EconoTimes": SEOUL, "Financial Times": LONDON,
    "BBC": LONDON, "Guardian": LONDON, "Wall Street Journal": NEW_YORK, "New York Times": NEW_YORK, "Washington Post": NEW_YORK, "CNBC": NEW_YORK, "CNN": NEW_YORK,
    "Politico": NEW_YORK, "White House": NEW_YORK, "Federal Register": NEW_YORK,
}  # fmt: skip


#: Publishers by their Japanese names.
JAPANESE: dict[str, str] = {
    "NHK": "NHK", "共同": "Kyodo News", "日本経済新聞": "Nikkei", "日経": "Nikkei", "読売": "Yomiuri", "朝日": "Asahi", "毎日": "Mainichi", "時事": "Jiji", "産経": "Sankei",
    "ロイター": "Reuters", "ブルームバーグ": "Bloomberg", "AFP": "AFP", "AP通信": "Associated Press",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who seems to have written and carried a text, the clock they print, and the words that say so."""

    wire: str = ""
    carrier: str = ""
    zone: str = ""
    basis: str = "nothing names who wrote it"


def publisher_of(book: Workbook, page: Page, lines: Sequence[PageLine], part: PagePart) -> Publisher:
    """Who wrote and who carried a text: credits and bylines first, then a name above it, then a name anywhere in it."""
    zones = PUBLISHERS | {
        name: one.source.zone for one in book.articles.values() for name in (one.source.wire, one.source.carrier) if name != "not named"
    }
    around = [line for line in lines if line.start >= part.start - 1 and line.end <= part.end + 120]
    named = (*(_named(name, part, around) for name in zones), *(_named_in_japanese(name, part) for name in JAPANESE if page.norm == "J1"))
    best = max(named, key=lambda found: (found[0], len(found[1])), default=(0, "", ""))
    carrier, why = _carrier(page, part, zones)
    if not best[0]:
        return Publisher(carrier=carrier, zone=zones.get(carrier, ""), basis=why or Publisher.basis)
    basis = "; ".join(filter(None, (best[2], why)))
    return Publisher(wire=best[1], carrier=carrier or best[1], zone=zones.get(carrier or best[1], zones[best[1]]), basis=basis)


def with_wire(book: Workbook, found: Publisher, alike: Sequence[Likeness]) -> Publisher:
    """A publisher without a credit: the wire of the text it retells, or the page's own."""
    if found.wire:
        return found
    parent = next((one for one in alike if one.is_strong), None)
    if parent and book.articles[parent.article].source.wire != "not named":
        wire = book.articles[parent.article].source.wire
        return replace(
            found, wire=wire, carrier=found.carrier or wire, basis=f"{found.basis}; {wire} because it {parent.verdict} {parent.article}"
        )
    return replace(found, wire=found.carrier)


def _edges(part: PagePart) -> str:
    """The prose of a text as far as publishers are looked for in it: its beginning and its end."""
    body = " ".join(line.text for line in part.prose)
    return body if len(body) <= 2 * NAMED_WITHIN else f"{body[:NAMED_WITHIN]} {body[-NAMED_WITHIN:]}"


def _named(name: str, part: PagePart, around: Sequence[object]) -> tuple[int, str, str]:
    """How plainly a publisher's name stands in or around a text: weight, name, where."""
    body = _edges(part)
    heading = " ".join(line.text for line in part.heading)
    tail = " ".join(getattr(line, "text", "") for line in around if getattr(line, "start", 0) >= part.end - 80)
    mark = re.escape(name)
    cues = (
        (6, rf"Source: {mark}\b(?!, Public|[^.]*Wikimedia)", f"{body[-200:]} {tail}", f"credited to {name} below it"),
        (
            5,
            rf"\b{mark}\W+(?:an?|\d+)\s*(?:minute|hour|day)s? ago|\bBy [^.]{{3,60}}, {mark}|^{mark} ?-|\({mark}\) ?-",
            f"{heading} {body[:120]}",
            f"{name} stands above it",
        ),
        (4, rf"\btold {mark}\b|\b{mark} has (?:found|learned)\b", body, f"{name} is told so in the text"),
        (3, rf"\b{mark}(?:\b|(?=an? ))", heading, f"{name} stands above it"),
        (1, rf"^.{{0,300}}\b{mark}\b(?!, Public)(?! (?:said|official|spokes))", body, f"{name} is named in it"),
    )
    for weight, pattern, where, why in cues:
        if re.search(pattern, where, re.IGNORECASE if name.isupper() or weight == 5 else 0):
            return weight, name, why
    return 0, "", ""


def _named_in_japanese(name: str, part: PagePart) -> tuple[int, str, str]:
    """The same for a Japanese name of a publisher: in brackets at either end, beside the day, above the text, else in its first lines."""
    body, heading = _edges(part), [line.text for line in part.heading]
    beside = [*heading, *(line.text for line in part.foot)]
    mark = f"{name}(?:新聞|通信社?|ニュース)?"
    cues = (
        (
            6,
            rf"[【\[(〔][^】\])〕]{{0,20}}{mark}[^】\])〕]{{0,12}}[】\])〕]|[=＝]{mark}$",
            f"{body[:200]}\n{body[-120:]}",
            f"credited to {name}",
        ),
        (
            5,
            rf"^{mark}(?![一-龥])",
            "\n".join(line for line in beside if DATED.search(line) or len(line) < 20),
            f"{name} stands beside its day",
        ),
        (4, rf"{mark}の取材", body, f"{name} is told so in the text"),
        (3, mark, "\n".join(heading), f"{name} stands above it"),
        (1, rf"(?<!テレビ){mark}", body[:300], f"{name} is named in it"),
    )
    return next(
        ((weight, JAPANESE[name], why) for weight, pattern, where, why in cues if re.search(pattern, where, re.MULTILINE)), (0, "", "")
    )


_CARRIER = re.compile(r"\((?P<end>[A-Z][\w.&' -]{2,30})\)(?: Source:.*)?$|Welcome to (?P<welcome>[A-Z]\w+)|Explore what (?P<site>[A-Z]\w+)")


def _carrier(page: Page, part: PagePart, zones: Mapping[str, str]) -> tuple[str, str]:
    """Whose page it is, by a signature under the text or a greeting beside it."""
    signed = _CARRIER.search(page.text[max(0, part.end - 60) : part.end])
    if signed and signed["end"]:
        return signed["end"], f"signed {signed['end']}"
    greeted = next((one for one in _CARRIER.finditer(page.text) if one["welcome"] or one["site"]), None)
    name = greeted and (greeted["welcome"] or greeted["site"])
    return (name, f"read on a page of {name}") if name else ("", "")


#: The zone a clock's offset in hours most often means on pages about trade; another offset is told in UTC.
_OFFSETS = {9.0: JAPAN, -4.0: NEW_YORK, -5.0: NEW_YORK, 0.0: "UTC", 1.0: LONDON}


def declared(found: Publisher, head: Head) -> Publisher:
    """A publisher completed by what the page declares: its name, where the text gives none, and its clock."""
    known = (*((one, one) for one in PUBLISHERS), *JAPANESE.items())
    name = next((name for one, name in known if head.publisher.lower().startswith(one.lower())), head.publisher)
    carrier = name or found.carrier
    offset = datetime.fromisoformat(head.stamp).utcoffset() if "T" in head.stamp else None
    zone = PUBLISHERS.get(carrier) or found.zone or (_OFFSETS.get(offset.total_seconds() / 3600, "UTC") if offset is not None else "")
    if not name or (found.wire and found.basis.startswith(("credited", "signed"))):
        return replace(found, zone=found.zone or zone, carrier=found.carrier or carrier)
    is_named = not found.wire or "is named in it" in found.basis
    return replace(
        found,
        wire=carrier if is_named else found.wire,
        carrier=carrier,
        zone=zone,
        basis=f"the page calls itself {name}" + ("" if is_named else f"; {found.basis}"),
    )
