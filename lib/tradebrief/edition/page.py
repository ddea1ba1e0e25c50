"""The page of what changed, made as every page is: sentences whose numbers lead to their chains, tables, footnotes, in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from markupsafe import Markup

from tradebrief.analysis.difference import Difference
from tradebrief.analysis.since_last import KeyNumber
from tradebrief.compare.causes import Cause
from tradebrief.edition.changes import Changes, NumberMoved
from tradebrief.render.footnotes import Footnotes
from tradebrief.render.outputs import Showing
from tradebrief.render.page import assembled, chains_of
from tradebrief.tables import changes as tables
from tradebrief.tables.table import Table, table
from tradebrief.words import changes as words
from tradebrief.words.messages import in_language, joined, say, text
from tradebrief.words.sentence import Sentence

MOST = 8
"""Causes that are told of a number."""

_ORDER = ("act", "scenario", "parameter", "assumption", "convention", "fact", "simulation", "table", "formula")
"""Kinds of causes in the order in which they are told; the others are places of a fact."""

_CHANGED = re.compile(r"\S+ → \S+")
_MORE = re.compile(r", and by \d+ more$")

Piece = str | Sentence | Table
"""What stands on the page: the message of a heading, a sentence or a table."""


def page(found: Changes, language: str) -> str:
    """The page as HTML, and nothing in it that the network would be asked for."""
    with in_language(language, found.book):
        notes = Footnotes()
        pieces = [(piece, {} if isinstance(piece, str) else _output(piece)) for piece in _pieces(found)]
        return assembled(
            _shown(pieces, notes),
            notes,
            title=title(found),
            lineages=chains_of(output for _, output in pieces if output),
            parameters=[(name, str(value), meaning) for name, value, meaning in _asked(found)],
            made=_made,
        )


def title(found: Changes) -> str:
    """What the page is called."""
    return text("edition-title", since=found.last.known_by)


def summary(found: Changes, language: str) -> str:
    """How much changed, in a few sentences."""
    with in_language(language, found.book):
        return str(_summary(found))


def _summary(found: Changes) -> Sentence:
    effective = say("edition-effective", count=len(found.effective)) if found.effective else None
    corrected = say("edition-corrected", count=len(found.corrected), day=found.last.known_by) if found.corrected else None
    return joined(words.summary(found.found), effective, corrected)


def _asked(found: Changes) -> Iterator[tuple[str, object, str]]:
    yield "as_of", found.now.as_of, "the day asked about: which day's law and events"
    yield "known_by", found.now.known_by, "use nothing published later than this day"
    yield "since", found.last.known_by, "the day of the last briefing: what became known after it"


def _made(english: int) -> list[tuple[str, str]]:
    told = [(text("page-made-english"), text("page-made-english.value", count=english))] if english else []
    return [*told, ("tradebrief", version("tradebrief"))]


def _pieces(found: Changes) -> Iterator[Piece]:
    """Each section that has something to say."""
    rows = found.found
    yield _summary(found)
    yield from ("edition-talks", words.talks(rows, found.book.talks_asked(None)))
    talks = {name: one.title for name, one in found.book.talks.items() if name != found.book.talks_asked(None)}
    yield from _tables(rows.of("event"), rows.of("deadline"), kinds=("event", "deadline"), name="changes", talks=talks)
    yield from ("edition-tariffs", words.law(rows, found.book.origin_asked(None)))
    yield from _tables(rows.of("measure"), found.effective, kinds=("measure", "law"))
    yield "edition-numbers"
    yield from _numbers(found.numbers)
    yield from _tables(rows.of("headline"), kinds=("headline",))
    if rows.of("proposal"):
        yield "edition-positions"
        yield from _tables(rows.of("proposal"), kinds=("proposal",))
    if found.corrected:
        yield from ("edition-corrections", tables.corrections(found.corrected))
    if rows.sources:
        yield from ("edition-sources", tables.sources(rows))
    if found.claims:
        yield from ("edition-claims", words.disputes(rows), tables.claims(found.claims))


def _tables(*kinds_of_rows: Sequence[Difference], kinds: Sequence[str], name: str = "", **more: Any) -> Iterator[Table]:
    """A table for each kind that has rows; the first that is there bears the name."""
    for what, rows in zip(kinds, kinds_of_rows, strict=True):
        if rows:
            yield tables.of_kind(what, rows, name=name, **more)
            name = ""


# --- numbers --------------------------------------------------------------------------


def _numbers(moved: Sequence[NumberMoved]) -> Iterator[Piece]:
    """The numbers that moved as they are shown, and below them why; a difference that rounds away is none."""
    rows = [(one, _row(one)) for one in moved]
    shown = [(one, row) for one, row in rows if row[1] != row[2]]
    if not shown:
        yield say("edition-no-number")
        return
    yield table("numbers", [row for _, row in shown], numbers={"before", "after", "change"})
    by_cause: dict[tuple[Cause, ...], list[str]] = {}
    for one, row in shown:
        by_cause.setdefault(tuple(telling(one.causes)), []).append(row[0])
    steps = [step for why, names in by_cause.items() for step in _steps(names, why)]
    if steps:
        yield table("causes", steps, most=MOST)


def telling(why: Sequence[Cause]) -> list[Cause]:
    """The causes that tell a reader something, acts and facts first: no passages and texts beside the facts in them, no fact that merely has more reports."""
    facts = {side: {_MORE.sub("", getattr(one, side)) for one in why if one.kind == "fact"} for side in ("before", "after")}
    same = (facts["before"] & facts["after"]) - {""}
    told = [one for one in why if one.kind in _ORDER and not (one.kind == "fact" and _MORE.sub("", one.before or one.after) in same)]
    return sorted(told or why, key=lambda one: (_ORDER.index(one.kind) if one.kind in _ORDER else 0, one.change == "figures"))


def _row(one: NumberMoved) -> tuple[str, str, str, str]:
    known = one.after or one.before
    assert known is not None
    moved = ""
    if one.before and one.after:
        moved = text(f"number-{known.name}.moved", number=float(one.after.number) - float(one.before.number))
    return _name(known), _value(one.before), _value(one.after), moved


def _name(one: KeyNumber) -> str:
    return text(f"number-{one.name}", day=one.day)


def _value(one: KeyNumber | None) -> str:
    return text(f"number-{one.name}.value", number=float(one.number)) if one else text("number-none")


def _steps(names: Sequence[str], why: Sequence[Cause]) -> Iterator[tuple[object, ...]]:
    """The steps in which the chains behind these numbers differ, a row each; those that differ by the same figures are one."""
    alike: dict[object, list[str]] = {}
    kinds: list[Cause] = []
    for cause in why:
        key = (cause.kind, _CHANGED.findall(cause.says)[:1]) if cause.change == "figures" else cause
        if str(key) not in alike:
            kinds.append(cause)
        alike.setdefault(str(key), []).append(cause.says)
    for cause, says in list(zip(kinds, alike.values(), strict=True))[:MOST]:
        said = says[0] if len(says) == 1 else text("cause-alike", says=says[0], count=len(says) - 1)
        yield list(names), text(f"cause-{cause.change}", kind=text("cause-kind", kind=cause.kind)), said
    if len(kinds) > MOST:
        yield list(names), text("cause-more", count=len(kinds) - MOST), ""


# --- as a page takes them --------------------------------------------------------------


def _output(piece: Sentence | Table) -> dict[str, Any]:
    """A sentence or table as the output of a cell would hold it."""
    data, more = piece._repr_mimebundle_() if isinstance(piece, Sentence) else ({"text/html": piece._repr_html_()}, {})
    return {"output_type": "display_data", "data": data, "metadata": more}


def _shown(pieces: Sequence[tuple[Piece, dict[str, Any]]], notes: Footnotes) -> Iterator[tuple[str, Any]]:
    showing = Showing(notebook="edition", notes=notes)
    for piece, output in pieces:
        if isinstance(piece, str):
            yield "markup", Markup("<h2>{}</h2>").format(text(piece))
        else:
            yield from showing.output(output, 0)
