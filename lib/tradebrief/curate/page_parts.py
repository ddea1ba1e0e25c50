"""What a page is made of: its texts, the items beside them, and its furniture; and the sentences of each text.

A saved page holds more than one text: menus, ages (*3 hours ago*), teasers, a second story under the first.
Each text must be dated on its own, so it is told apart first. Lines decide: a long one with a full stop is prose, a short one
is a headline or furniture, and furniture between two pieces of prose ends a text. Places are code points of the normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tradebrief.facts.anchors import Page
from tradebrief.facts.normalise import normalise
from tradebrief.texts.document import ARTICLE_END

Role = Literal["text", "item", "furniture"]

PROSE = 80
"""Code points from which a line with a full stop in it is prose; one that ends with it needs fewer, and half as many in scripts without spaces."""

CLOSED = 60
"""The same for a line that ends with its full stop; inside a text ``BRIEF`` is enough."""

BRIEF = 25

ITEM = 450
"""A single paragraph up to this length between furniture is an item beside a text, not a text of its own."""

HEADLINE = 25
"""Code points from which a short line above a text is its headline and not a name or a label."""

AGE = re.compile(r"(?:\b|(?<=time)|(?<=(?-i:[A-Z])))(?:(\d{1,3})|an?)\s+(minute|hour|day|week)s? ago\b", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}:\d\d")
_FULL_STOP = re.compile(r"[.!?][\"')\]]*(?=\s|$)|[。！？]")
_ENDED = re.compile(r"[.!?。！？][\"')\]」]*$")
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
DATED = re.compile(
    r"\b(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|令和(?:元|\d+)年\d{1,2}月\d{1,2}日|\b[A-Z][a-z]+\.? \d{1,2}, (?:19|20)\d\d\b"
)
_CREDIT = re.compile(r"\(?(?:source|reporting by|editing by|credit|photo)s?\b", re.IGNORECASE)

#: Short lines that stand between texts and belong to none: whole lines, and beginnings of lines.
FURNITURE = frozenset(
    {"menu", "search", "close", "home", "share", "comment", "comments", "related", "subscribe", "newsletter", "newsletters", "download", "advertisement",
     "recommended", "trending", "login", "orange background"}
)  # fmt: skip
FURNITURE_BEGINS = (
    "no comments", "related coverage", "related articles", "read next", "read more", "read also", "most read", "sign up", "sign in", "log in",
    "download the app", "get started", "ready to dive", "try our", "explore what", "leave the first", "what is your opinion", "cookie policy", "follow us",
    "welcome to", "market data", "back to top", "you may also", "more from", "skip to", "all rights reserved", "copyright", "©", "|",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """One line of a page that is not empty: its normalised text and where that stands in the page."""

    text: str
    start: int
    end: int

    @property
    def is_prose(self) -> bool:
        """Whether it is long enough and closed like a sentence."""
        least = CLOSED if _ENDED.search(self.text) else PROSE
        return len(self.text) >= _least(least, self.text) and bool(_FULL_STOP.search(self.text)) and not self._is_furniture

    @property
    def goes_on(self) -> bool:
        """Whether it is a sentence too short to begin a text, but long enough to go on with one."""
        return len(self.text) >= _least(BRIEF, self.text) and bool(_ENDED.search(self.text)) and not self.is_break

    @property
    def is_teaser(self) -> bool:
        """Whether it is prose that breaks off."""
        return self.is_prose and self.text.endswith("...")

    @property
    def is_break(self) -> bool:
        """Whether it is furniture: a menu, an age, an hour by itself."""
        return self._is_furniture or self.is_age

    @property
    def is_age(self) -> bool:
        """Whether it tells the hour or how long ago something was put up."""
        return len(self.text) < 60 and bool(AGE.search(self.text) or _HOUR.fullmatch(self.text))

    @property
    def is_dateline(self) -> bool:
        """Whether it prints the day of a text and little more."""
        return len(self.text) < 60 and bool(DATED.search(self.text)) and not _ENDED.search(self.text)

    @property
    def _is_furniture(self) -> bool:
        text = self.text.lower().strip("•*->: ")
        return text in FURNITURE or (len(text) < 2 * PROSE and text.startswith(FURNITURE_BEGINS))


def _least(letters: int, text: str) -> int:
    """So many code points, and half as many in scripts without spaces."""
    return letters // 2 if _WIDE.search(text) else letters


@dataclass(frozen=True, kw_only=True)
class PagePart:
    """A stretch of a page: a text, an item beside one, or furniture; ``heading`` is what stands above its prose.

    ``foot`` is what is credited or dated below it; ``article`` is the number of the document's article it lies in, where its file tells them apart.
    """

    role: Role
    start: int
    end: int
    heading: tuple[PageLine, ...] = ()
    prose: tuple[PageLine, ...] = ()
    foot: tuple[PageLine, ...] = ()
    article: int = 0

    @property
    def length(self) -> int:
        """How many code points its prose has."""
        return sum(line.end - line.start for line in self.prose)


def lines_of(raw: str, page: Page, at: int = 0) -> list[PageLine]:
    """The lines of a page that are not empty, each with its place in the normalised text, looked for from ``at`` on.

    A normal form joins lines, so each is found from the end of the one before.
    """
    found = []
    for raw_line in raw.splitlines():
        text = normalise(raw_line, page.norm)
        start = page.text.find(text, at) if text else -1
        if start >= 0:
            at = start + len(text)
            found.append(PageLine(text=text, start=start, end=at))
    return found


def parts_of(raw: str, page: Page) -> tuple[PagePart, ...]:
    """The texts and items of a page in order; a page without prose is one text as a whole."""
    parts: list[PagePart] = []
    at = 0
    for number, article in enumerate(raw.split(ARTICLE_END)):
        lines = lines_of(article, page, at)
        at = lines[-1].end if lines else at
        parts += [replace(part, article=number) for part in _joined(list(_grouped(lines)))]
    if not parts:
        return (PagePart(role="text", start=0, end=len(page.text), prose=tuple(lines_of(raw, page))),) if page.text else ()
    return tuple(parts)


def _grouped(lines: Sequence[PageLine]) -> Iterator[PagePart]:
    """Prose lines that belong together, with the lines above them as their heading."""
    current: list[PageLine] = []
    heading: list[PageLine] = []
    pending: list[PageLine] = []
    for line in lines:
        follows = bool(current) and not _ends(pending, current[-1], line)
        if not line.is_prose and not (follows and line.goes_on):
            pending.append(line)
        elif follows:
            current, pending = [*current, line], []
        else:
            tail, above = _shared_out(pending, bool(current), dated=any(DATED.search(one.text) for one in heading))
            if current:
                yield _part(heading, current, tail)
            current, heading, pending = [line], above, []
    if current:
        tail, _ = _shared_out(pending, following=True, dated=any(DATED.search(one.text) for one in heading))
        yield _part(heading, current, tail)


def _ends(between: Sequence[PageLine], last: PageLine, line: PageLine) -> bool:
    """Whether a text ends before ``line``: furniture or a credit stands between, or teasers begin."""
    return any(one.is_break or _CREDIT.match(one.text) for one in between) or last.is_teaser != line.is_teaser


def _shared_out(pending: Sequence[PageLine], following: bool, dated: bool) -> tuple[list[PageLine], list[PageLine]]:
    """Short lines between two texts: credits, and the day of a text that has none, close it; what follows the last menu line heads the one below."""
    credit = [line for line in pending[:2] if following and _CREDIT.match(line.text)]
    if following and not dated and not credit and pending and pending[0].is_dateline and (len(pending) == 1 or pending[1].is_break):
        credit = [pending[0]]
    rest = [line for line in pending if line not in credit]
    bars = [number for number, line in enumerate(rest) if line.is_break and not line.is_age]
    return credit, rest[bars[-1] + 1 :] if bars else rest


def _part(heading: Sequence[PageLine], prose: Sequence[PageLine], tail: Sequence[PageLine]) -> PagePart:
    start = heading[0].start if heading else prose[0].start
    brief = len(prose) == 1 and len(prose[0].text) <= ITEM
    role: Role = "item" if brief or prose[0].is_teaser else "text"
    return PagePart(role=role, start=start, end=[*prose, *tail][-1].end, heading=tuple(heading), prose=tuple(prose), foot=tuple(tail))


def _joined(parts: Sequence[PagePart]) -> Iterator[PagePart]:
    """Items that follow each other as one part; where a page holds nothing but items, they are its texts."""
    if parts and not any(part.role == "text" for part in parts):
        parts = [PagePart(role="text", start=one.start, end=one.end, heading=one.heading, prose=one.prose, foot=one.foot) for one in parts]
    held: PagePart | None = None
    for part in parts:
        if held and held.role == part.role == "item":
            held = PagePart(role="item", start=held.start, end=part.end, heading=held.heading, prose=held.prose + part.prose)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|U\.S|U\.K|U\.N|E\.U|Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|No|Corp|Inc|Co|Ltd|St|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_STOP = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9]|- )|[。！？](?![」』）])\s*|[。！？][」』](?=$|「|『)")


def _in_quotes(text: str, begin: int, at: int) -> bool:
    """Whether a Japanese quotation that is open at a place is closed soon after it: its sentences belong to the one around them."""
    return text.count("「", begin, at) > text.count("」", begin, at) and "」" in text[at + 1 : at + 200]


def sentences(part: PagePart) -> Iterator[tuple[int, int, str]]:
    """Each sentence of a part: first code point, last plus one, its words. A headline counts as a sentence, once."""
    seen: set[str] = set()
    for line in part.heading:
        if len(line.text) >= _least(HEADLINE, line.text) and not line.is_age and not line.is_dateline and line.text not in seen:
            seen.add(line.text)
            yield line.start, line.end, line.text
    for line in part.prose:
        begin = 0
        for stop in _STOP.finditer(line.text):
            if _in_quotes(line.text, begin, stop.start()):
                continue
            if _ABBREVIATION.search(line.text[max(begin, stop.start() - 12) : stop.start() + 1]):
                continue
            end = stop.start() + len(stop.group().rstrip())
            yield line.start + begin, line.start + end, line.text[begin:end]
            begin = stop.end()
        if begin < len(line.text):
            yield line.start + begin, line.end, line.text[begin:]
