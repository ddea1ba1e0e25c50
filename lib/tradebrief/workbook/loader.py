"""Reads a folder of seeds into frozen records and reports everything that is wrong with it at once.

YAML is read as events of the safe C parser into plain text, lists and mappings:
no type is guessed (``no`` stays the word *no*, ``27.5`` stays exact), tags, aliases and second
documents are refused, a key may stand once. The records give the text its types.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from tradebrief.errors import Problem, SeedError, ask_error
from tradebrief.facts.anchors import EXTRACTOR, Page
from tradebrief.facts.normalise import Norm, normalise
from tradebrief.facts.records import Article, Origin, Person, Resolution
from tradebrief.facts.tokens import find_all
from tradebrief.files import many_objects
from tradebrief.law.measure import Measure
from tradebrief.law.partner_rates import with_partner_rates
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.law.seeds import read_law
from tradebrief.look import paint
from tradebrief.parties import know
from tradebrief.records.assumption import read_assumptions
from tradebrief.records.kept import digest
from tradebrief.records.strict_yaml import line_of, spoken
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.deal_terms import DealTerms
from tradebrief.talks.records import Negotiation
from tradebrief.texts.document import Document
from tradebrief.texts.read import read as read_text
from tradebrief.trade.claim_check import ClaimCheck, Term
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Group, PublishedList, read_figures
from tradebrief.workbook import rules
from tradebrief.workbook.about import About
from tradebrief.workbook.places import seeds_asked
from tradebrief.workbook.reader import Reader
from tradebrief.workbook.workbook import Workbook

T = TypeVar("T", bound=BaseModel)


def load(
    folder: str | os.PathLike[str] | None = None,
    *,
    lists: str | os.PathLike[str] | None = None,
    only: str = "",
    gaps: Literal["refused", "told"] = "refused",
) -> Workbook:
    """The workbook of a folder of seeds; ``SeedError`` with every problem when any record is broken.

    Without a folder, the one the environment variable TRADEBRIEF_SEEDS names, else the seeds shipped with the package. What the workbook includes is read
    with it.

    Args:
        folder: folder of seeds, or the name of a workbook (``tb.workbooks()``); without one, that of the environment variable TRADEBRIEF_SEEDS or the shipped one
        lists: a folder with full lists of codes in place of the short ones of the seeds
        gaps: ``told`` has a question that lacks records answered by the gap and what to add, as in the notebooks, instead of refused
        only: ``articles`` to leave law, talks and trade unread; ``law`` to read law and assumptions alone

    Examples:
        >>> import tradebrief as tb
        >>> tb.load().size
        '37 texts with 633 facts'
    """
    reader = Reader(seeds_asked(folder))
    book = _book(reader, lists, only)
    passed = digest("passed", only, *reader.seen.values())
    problems: list[Problem] = []
    if reader.problems or lists or not reader.cache.get(passed):
        marks, before = _marks(reader), reader.cache.get(SETTLED) or frozenset()
        problems = reader.problems + check(book, {name for name, mark in marks.items() if mark in before})
        if not problems and not lists:
            reader.cache.put(passed, True)
            reader.cache.put(SETTLED, frozenset(marks.values()))
    reader.cache.close()
    if problems:
        raise SeedError(*problems)
    _shown_as(book)
    return replace(book, gaps=gaps)


def _shown_as(book: Workbook) -> None:
    """Have what is shown name the parties as this workbook does, in its colours."""
    know(book.party_names)
    paint(**{one.role: one.colour for one in book.about.parties.values()})


SETTLED = "texts that keep the rules on one text"
"""Under which their marks are kept."""


def _marks(reader: Reader) -> dict[str, str]:
    """What the rules on one text see of each article, as a hash: its file and its anchors."""
    files: dict[str, list[str]] = defaultdict(list)
    for path, seen in reader.seen.items():
        if path.parent.name in {"articles", "outside"}:
            files[path.name.partition(".")[0]].append(seen)
    return {name: digest(*seen) for name, seen in files.items()}


def check(book: Workbook, settled: Collection[str] = ()) -> list[Problem]:
    """What is wrong with a workbook by the rules, sorted by file; ``settled`` are articles that keep the rules on one text for sure."""
    with many_objects():
        return rules.broken(book, spoken, line_of, settled)


def read(
    folder: str | os.PathLike[str] | None = None, lists: str | os.PathLike[str] | None = None, *, only: str = ""
) -> tuple[Workbook, list[Problem]]:
    """The workbook of what can be read and the problems of what cannot."""
    reader = Reader(seeds_asked(folder))
    book = _book(reader, lists, only)
    reader.cache.close()
    return book, sorted(reader.problems)


def _book(reader: Reader, lists: str | os.PathLike[str] | None, only: str) -> Workbook:
    if not reader.root.is_dir():
        raise ask_error(str(reader.root), "is no folder of seeds", remedy="Name a folder that holds 'articles', as --seeds FOLDER.")
    with many_objects():
        records = _about(reader) | (_texts(reader) if only != "law" else {})
        if only != "articles":
            records |= {"assumptions": read_assumptions(reader)} | read_law(reader, Path(lists) if lists else None)
        if not only:
            records |= _talks(reader) | _trade(reader, records["partners"])
    for texts in reader.translations.values():
        texts.update(_people(records.get("people", {}), texts))
    return Workbook(
        root=reader.root,
        roots={one.label: one.root for one in reader.layers},
        parts=frozenset(one.label for one in reader.layers if one.is_part),
        **records,
        translations=reader.translations,
        unread=frozenset(reader.unread),
    )


def _people(people: Mapping[str, Person], texts: Mapping[str, str]) -> dict[str, str]:
    """Who is known by an id, with the office, as reports in another language name them: ``lutnick`` and *Lutnick*."""
    named = {name: f"{texts[one.name]}{texts.get(one.office, '')}" for name, one in people.items() if one.name in texts}
    return {form: said for name, said in named.items() for form in (name, name.replace("-", " ").title())}


def _about(reader: Reader) -> dict[str, Any]:
    path = reader.root / "workbook.yaml"
    about = reader.record(path, About, {"id": "workbook"}) if path.exists() else None
    return {"about": about} if about else {}


def _texts(reader: Reader) -> dict[str, Any]:
    return {
        "articles": reader.records("articles", Article) | reader.records("outside", Article),
        "anchors": reader.anchors(),
        "origins": reader.records("origins", Origin),
        "resolutions": reader.records("resolutions", Resolution),
        "people": reader.listing("codes/people.yaml", Person),
    }


def _talks(reader: Reader) -> dict[str, Any]:
    return {
        "talks": reader.records("talks", Negotiation),
        "classes": reader.records("classes", ReferenceClass),
        "deal_terms": reader.listing("codes/deal-terms.yaml", DealTerms),
    }


def _trade(reader: Reader, parties: Mapping[str, PartyRecord]) -> dict[str, Any]:
    return {
        "conventions": reader.records("conventions", Convention),
        "publisher_law": {
            name: with_partner_rates(reader, f"publisher_law/{name}", reader.records(f"publisher_law/{name}", Measure), parties)
            for name in reader.folders("publisher_law")
        },
        "figures": read_figures(reader),
        "groups": reader.listing("codes/groups.yaml", Group),
        "terms": reader.listing("codes/terms.yaml", Term),
        "claim_checks": reader.listing("codes/claims.yaml", ClaimCheck),
        "published_lists": reader.listing("codes/published-lists.yaml", PublishedList),
    }


def read_page(path: Path, name: str | None = None, norm: Norm | None = None) -> Page:
    """The text of a file of any kind that ``texts.read`` knows, under the name the seeds know it by; ``AskError`` when it holds none."""
    return open_page(path, name, norm)[0]


def open_page(path: Path, name: str | None = None, norm: Norm | None = None) -> tuple[Page, Document]:
    """The page in a file, and the document it was made of; errors as ``read_page``."""
    try:
        data = path.read_bytes()
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name a file that holds the page's text.") from bad
    document = read_text(data, path.name, str(path))
    return page_of(name or path.name, data, document, norm), document


def page_of(name: str, data: bytes, document: Document, norm: Norm | None = None) -> Page:
    """A document as the page that anchors stand on; its articles follow each other."""
    return Page.read(name, data, document.text, norm=norm, extractor=f"text of {document.read_as}" if document.is_read_out else EXTRACTOR)


def find_passage(path: str | os.PathLike[str], words: str) -> tuple[int, int]:
    """Where a passage stands in the normalised text of a page: first code point, last plus one.

    ``AskError`` when it stands nowhere or in several places; give more of it then.
    """
    page = read_page(Path(path))
    wanted = normalise(words, page.norm)
    places = list(find_all(page.text, wanted)) if wanted else []
    if len(places) != 1:
        raise ask_error(
            str(path), f"holds the passage {len(places)} times", words, "Copy it as it stands, and enough of it to be found once."
        )
    return places[0], places[0] + len(wanted)
