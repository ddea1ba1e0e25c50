"""The pages over all editions of a folder and the Atom feeds beside them, in each language of the newest edition.

Both are made from the editions that are there and from nothing else, so that they are right again after any run. The feed follows RFC 4287: ids come from
the talks and the edition's name, times are midnight UTC of its day, so that the same editions give the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tradebrief.edition.record import PARTS, Edition
from tradebrief.files import write_whole
from tradebrief.render.elements import in_xml
from tradebrief.render.page import stylesheet
from tradebrief.templates import filled
from tradebrief.words import front
from tradebrief.words.messages import in_language, text

ENTRIES = 50
"""Editions that a feed tells of, the newest ones; the page lists all."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An edition as archive and feed show it; ``links`` are the name of a part with its formats and addresses.

    ``language`` is that of its own texts, where it has none in the language of the page.
    """

    edition: Edition
    title: str
    language: str
    headline: str
    summary: str
    updated: str
    id: str
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def write_archive(out: Path, found: Sequence[Edition], talks: str) -> None:
    """Write the pages and feeds of a folder's editions, the newest of which is first; those that are as they should be stay untouched."""
    languages = found[0].languages if found else []
    for language in languages:
        with in_language(language):
            entries = [_entry(one, language, talks) for one in found]
            names = {"index": _name("index", "html", language, languages), "feed": _name("feed", "xml", language, languages)}
            others = [
                (one, _name("index", "html", one, languages), front.language(one)) for one in languages if len(languages) > 1
            ]  # fmt: skip
            page = filled(
                "edition/archive.html.j2",
                entries=entries,
                lang=language,
                languages=others,
                style=_style(),
                t=text,
                **names,
                title=text("archive-title"),
            )
            feed = filled(
                "edition/feed.xml.j2",
                entries=entries[:ENTRIES],
                lang=language,
                id=_id(talks, language),
                title=text("archive-title"),
                **names,
            )
        for name, content in ((names["index"], page), (names["feed"], feed)):
            _write(out / name, f"{content}\n")


def _write(path: Path, content: str) -> None:
    if not path.is_file() or path.read_bytes() != content.encode():
        write_whole(path, content)


def _style() -> str:
    return stylesheet() + (Path(__file__).parent / "archive.css").read_text(encoding="utf-8")


def _name(stem: str, suffix: str, language: str, languages: Sequence[str]) -> str:
    """The file of a language: the main one's bears no language in its name, so that its address stays."""
    return f"{stem}.{suffix}" if language == languages[0] else f"{stem}_{language}.{suffix}"


def _entry(one: Edition, language: str, talks: str) -> Entry:
    own = language if language in one.languages else one.languages[0]
    return Entry(
        edition=one,
        title=title(one),
        language=own,
        headline=in_xml(front.without_mark(one.headlines[own]) or one.headlines[own]),
        summary=in_xml(one.summaries.get(own, "")),
        updated=f"{one.known_by.isoformat()}T00:00:{min(one.number - 1, 59):02}Z",
        id=_id(talks, language, one.name),
        links=tuple(_links(one, own)),
    )


def title(one: Edition) -> str:
    """What an edition is called: its day."""
    return text("archive-edition", day=one.known_by, number=one.number)


def _links(one: Edition, language: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for part in PARTS:
        there = [(suffix, f"{one.name}/{one.file(part, language, suffix).name}") for suffix in one.formats(part, language)]
        if there:
            yield text(f"archive-{part}"), tuple((text("archive-format", format=suffix), place) for suffix, place in there)


def _id(*names: str) -> str:
    """An id that stays the same wherever the folder lies: a UUID of names (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("tradebrief", "edition", *names))).urn
