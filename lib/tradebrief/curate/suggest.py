"""What a new text seems to hold, told from the text and from what is known: who wrote it, when, out of what, and which facts.

Everything here is a suggestion with its reason; a person decides. The known articles are compared by what the
project keeps of them, the places and hashes of passages and the figures and names in them, since it keeps no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from tradebrief.curate.candidates import Candidate, candidates_of
from tradebrief.curate.day_marks import days_in
from tradebrief.curate.known_keys import KnownKeys
from tradebrief.curate.likeness import Likeness, curated_as, likenesses
from tradebrief.curate.mark import Mark
from tradebrief.curate.page_parts import AGE, PageLine, PagePart, lines_of, parts_of, sentences
from tradebrief.curate.publishers import Publisher, declared, publisher_of, with_wire
from tradebrief.errors import ask_error
from tradebrief.facts.anchors import Page
from tradebrief.period import When, read_day
from tradebrief.texts.document import Document, Head
from tradebrief.texts.encoding import is_binary
from tradebrief.workbook.workbook import Workbook

NO_HEAD = Head()

WIDEST = 62
"""Days between the bounds of a publication day beyond which they say too little to be suggested."""

LONGEST = 8_000_000
"""Code points of the longest page that is read: some five thousand printed pages."""

TELLING = 400
"""Sentences of a text that days are read from to date it."""


@dataclass(frozen=True, kw_only=True)
class Dating:
    """The day a text seems to be of; ``published`` is ``None`` where nothing tells."""

    published: When | None = None
    time: str = ""
    dated_by: str = "inference"
    basis: str = "no day was found: write 'published' and how it is known"


@dataclass(frozen=True, kw_only=True)
class TextFound:
    """One text of a page with everything suggested for it."""

    part: PagePart
    publisher: Publisher
    dating: Dating
    head: Head
    likenesses: tuple[Likeness, ...]
    candidates: tuple[Candidate, ...]
    passed_over: int = 0
    """Sentences of a long text that were left out because they share least with what is known."""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A page and what it seems to hold: its texts in order, the first one being what the page is about."""

    page: Page
    texts: tuple[TextFound, ...]
    document: Document
    curated_as: tuple[str, ...] = ()
    """Articles that were made from this very page."""


def suggest(
    book: Workbook, page: Page, document: Document | str, *, read_on: date | str | None = None, published: str | None = None, which: int = 0
) -> Suggestion:
    """What a page seems to hold, compared with a workbook; ``document`` is the text it was made of, with its lines.

    ``read_on`` is the day the page was read, from which *3 hours ago* is counted (else the day printed with any text of the
    page is); ``published`` the day of text ``which`` in EDTF where a person knows better. An empty or endless page is an ``AskError``.
    """
    document = Document(text=document) if isinstance(document, str) else document
    raw = document.text
    if not page.text:
        raise ask_error(page.name, "holds no text", remedy="Paste the article, or name a file that holds it.")
    if len(page.text) > LONGEST:
        raise ask_error(
            page.name, "is too long for a page", f"{len(page.text):,} characters", f"Cut it down to the article: at most {LONGEST:,}."
        )
    if is_binary(raw):
        raise ask_error(page.name, "is no text", "bytes that are not letters", "Name a web page, PDF, Word file, mail or plain text.")
    seen = read_day(read_on) if isinstance(read_on, str) else read_on
    given = When.read(published) if published else None
    keys = KnownKeys.of(book)
    parts = parts_of(raw, page)
    seen = seen or next((When.read(day).latest for day in (_printed(page, part) for part in parts) if day), None)
    lines = lines_of(raw, page)
    texts = [_text(book, page, document, lines, part, seen, given if number == which else None, keys) for number, part in enumerate(parts)]
    return Suggestion(page=page, texts=tuple(texts), document=document, curated_as=curated_as(book, page))


def _text(
    book: Workbook,
    page: Page,
    document: Document,
    lines: Sequence[PageLine],
    part: PagePart,
    seen: date | None,
    given: When | None,
    keys: KnownKeys,
) -> TextFound:
    alike = likenesses(book, page, part)
    head = document.head(part.article)
    publisher = declared(with_wire(book, publisher_of(book, page, lines, part), alike), head)
    dating = (
        Dating(published=given, basis="as given")
        if given
        else dating_of(book, page, part, seen, _elsewhere(book, alike, publisher.carrier), head, publisher.zone)
    )
    found, passed_over = candidates_of(part, dating.published, book.people.values(), keys)
    return TextFound(part=part, publisher=publisher, dating=dating, head=head, likenesses=alike, candidates=found, passed_over=passed_over)


def _elsewhere(book: Workbook, alike: Sequence[Likeness], carrier: str) -> tuple[Likeness, ...]:
    """Likenesses carried by others: a paper uses its own background again for weeks, so its own texts date nothing."""
    return tuple(one for one in alike if one.verdict == "already curated" or book.articles[one.article].source.carrier != carrier)


# --- who ------------------------------------------------------------------------


# --- when -----------------------------------------------------------------------


def dating_of(
    book: Workbook, page: Page, part: PagePart, seen: date | None, alike: Sequence[Likeness], head: Head = NO_HEAD, zone: str = ""
) -> Dating:
    """The day of a text: declared by its page; printed above it; counted from its age; else from the weekdays and days it tells of.

    A declared instant is told by the clock of ``zone`` where that is known.
    """
    above = " ".join(line.text for line in part.heading) + " " + (part.prose[0].text[:120] if part.prose else "")
    time = _hour(f"{above} {' '.join(line.text for line in part.foot)}")
    printed = _printed(page, part)
    if head.stamp:
        day, hour_declared = told_by(head.stamp, zone)
        also = f"; the text prints {printed}: check which it is" if printed and printed != day else ""
        return Dating(published=When.read(day), time=hour_declared or time, dated_by="page", basis=f"{head.basis}{also}")
    if printed:
        return Dating(published=When.read(printed), time=time, dated_by="dateline", basis="the day printed with the text")
    age = AGE.search(above)
    if age and seen:
        day = _aged(seen, age, time)
        return Dating(published=When.read(day), time=time, basis=f"{age.group().lower()} on a page of {seen}")
    found = _inferred(book, part, seen, alike, time)
    if found.published or not head.made:
        return found
    return Dating(published=When.read(f"{head.made}?"), time=time, basis=f"the file was made on {head.made}, says the file: check the day")


def told_by(stamp: str, zone: str) -> tuple[str, str]:
    """An instant in ISO 8601 as day and hour by the clock of a zone; as it stands where either is not known.

    >>> told_by("2025-06-28T00:12+00:00", "Asia/Tokyo"), told_by("2025-06-28", "")
    (('2025-06-28', '09:12'), ('2025-06-28', ''))
    """
    if "T" not in stamp:
        return stamp, ""
    at = datetime.fromisoformat(stamp)
    at = at.astimezone(ZoneInfo(zone)) if zone and at.tzinfo else at
    return at.date().isoformat(), f"{at:%H:%M}"


_HOUR = re.compile(
    r"(?:\bago - |\b\d{4},? (?:at )?)(\d{1,2}):(\d\d)\b|\d日?(?:\([月火水木金土日]\))?[-\s]*(午前|午後)?(?<!:)(?<!\d)(\d{1,2})[時:](\d{1,2})(?:分|\b)"
)


def _hour(text: str) -> str:
    """The hour printed with a day, in English or Japanese."""
    found = _HOUR.search(text)
    if not found:
        return ""
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5])
    hour = hour % 12 + 12 if found[3] == "午後" else hour
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def _printed(page: Page, part: PagePart) -> str:
    """A full day in a headline or in a short line above or below the text."""
    above = page.text[max(0, part.start - 120) : part.start] if not part.heading else ""
    for text in (*(line.text for line in (*part.heading, *part.foot)), above):
        for mark in days_in(text):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", str(mark.value)):
                return str(mark.value)
    return ""


def _aged(seen: date, age: re.Match[str], time: str) -> str:
    """The day some minutes, hours or days before the day of reading; two days where the hour of reading is not known."""
    count = int(age[1] or 1)
    if age[2].lower() in {"day", "week"}:
        return (seen - timedelta(days=count * (7 if age[2].lower() == "week" else 1))).isoformat()
    if time and int(time[:2]) + count < 24:
        return seen.isoformat()
    return f"[{seen - timedelta(days=1)}..{seen}]"


def _inferred(book: Workbook, part: PagePart, seen: date | None, alike: Sequence[Likeness], time: str) -> Dating:
    """A day by a text it repeats or retells, or by the days it tells of; left open where they leave more than two months."""
    sibling = next((one for one in alike if one.is_strong), None)
    near = book.articles[sibling.article].source.published if sibling else None
    base = seen or (near and near.latest) or _middle_day(book)
    if base is None:
        return Dating(time=time)
    told = [(mark, ahead, When.read(str(mark.value))) for mark, ahead in _days_told(part, When.read(base.isoformat())) if mark.value]
    weekdays = Counter(mark.text for mark, ahead, _ in told if mark.text.endswith("day") and not ahead)
    spoken = weekdays.most_common(1)[0][0] if weekdays else ""
    if sibling and near and sibling.verdict == "already curated":
        return Dating(published=near, time=time, basis=f"as curated in {sibling.article}")
    if sibling and near:
        return _beside(sibling, near, spoken, time)
    exact = [(ahead, when.earliest) for mark, ahead, when in told if when.exact and not mark.text.endswith("day")]
    first = max((day for ahead, day in exact if not ahead), default=None)
    last = min((day for ahead, day in exact if ahead and (not first or day > first)), default=seen)
    said = f"it speaks from a {spoken}; " if spoken else ""
    if first and last and first <= last and (last - first).days <= WIDEST:
        return Dating(
            published=When.read(f"[{first}..{last}]"),
            time=time,
            basis=f"{said}{first} is the last day it tells of, {last} the first to come",
        )
    bounds = f"told as past {first}" if first else "no day told as past"
    return Dating(time=time, basis=f"not found: {said}{bounds}{f', to come {last}' if last else ''}; write 'published' and how it is known")


def _beside(sibling: Likeness, near: When, spoken: str, time: str) -> Dating:
    """The day of a text that shares much with another: the weekday it speaks from that lies nearest to the other's day."""
    why = f"it shares much with {sibling.article} of {near}"
    if not spoken:
        return Dating(published=When.read(f"{near.latest}~"), time=time, basis=why)
    days = [near.latest + timedelta(days=shift) for shift in (0, -1, 1, -2, 2, -3, 3)]
    day = next(day for day in days if day.strftime("%A") == spoken)
    return Dating(published=When.read(f"[{day}..{day + timedelta(days=1)}]"), time=time, basis=f"it tells of {spoken} {day}; {why}")


def _middle_day(book: Workbook) -> date | None:
    """The middle one of the days the known articles are of, to tell which year a day without one belongs to."""
    days = sorted(one.source.published.latest for one in book.articles.values())
    return days[len(days) // 2] if days else None


def _days_told(part: PagePart, base: When) -> Iterator[tuple[Mark, bool]]:
    for _, _, sentence in islice(sentences(part), TELLING):
        for mark in days_in(sentence, base):
            yield (
                mark,
                bool(
                    re.search(r"\b(?:will|next|is set to|scheduled|from|begin\w*|until)\b", sentence[max(0, mark.start - 50) : mark.start])
                ),
            )
