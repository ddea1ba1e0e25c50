"""Reads a folder of seeds into frozen records and reports everything that is wrong with it at once.

YAML is read as events of the safe C parser into plain text, lists and mappings:
no type is guessed (``no`` stays the word *no*, ``27.5`` stays exact), tags, aliases and second
documents are refused, a key may stand once. The records give the text its types.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tradebrief.errors import Problem, SeedError, ask_error, shown
from tradebrief.facts.anchoring import AnchorFiles, anchor_problems
from tradebrief.facts.anchors import Page, find_all
from tradebrief.facts.normalise import normalise
from tradebrief.facts.records import Article, Origin, Person, Resolution
from tradebrief.files import files_in, many_objects, seeds_folder
from tradebrief.law.measure import Measure
from tradebrief.law.seeds import read_law
from tradebrief.records.assumption import Assumption
from tradebrief.records.kept import Kept, digest
from tradebrief.records.strict_yaml import NotPlainError, line_of, plain, spoken
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.records import Negotiation
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Group, PublishedList, read_figures
from tradebrief.workbook import rules
from tradebrief.workbook.about import About
from tradebrief.workbook.wording import _worded
from tradebrief.workbook.workbook import Workbook

LARGEST = 2_000_000
"""Bytes of the largest seed that is read. Articles and measures are some ten thousand."""

M = TypeVar("M")
T = TypeVar("T", bound=BaseModel)


def load(folder: str | os.PathLike[str] | None = None, *, lists: str | os.PathLike[str] | None = None, only: str = "") -> Workbook:
    """The workbook of a folder of seeds; ``SeedError`` with every problem when any record is broken.

    Without a folder, the one the environment variable TRADEBRIEF_SEEDS names, else the seeds shipped with the package.
    ``lists`` names a folder with a user's own full lists of codes. ``only="articles"`` leaves law, talks and trade unread,
    for questions that ask the texts alone.

    Args:
        folder: folder of seeds; without one, that of the environment variable TRADEBRIEF_SEEDS or the shipped one
        lists: a folder with full lists of codes in place of the short ones of the seeds
        only: ``articles`` to leave law, talks and trade unread

    Examples:
        >>> import tradebrief as tb
        >>> tb.load().size
        '37 texts with 633 facts'
    """
    reader = Reader(seeds_folder(folder))
    book = _book(reader, lists, only)
    passed = digest("passed", only, *reader.seen)
    problems: list[Problem] = []
    if reader.problems or lists or not reader.cache.get(passed):
        problems = reader.problems + check(book)
        if not problems and not lists:
            reader.cache.put(passed, True)
    reader.cache.close()
    if problems:
        raise SeedError(*problems)
    return book


def check(book: Workbook) -> list[Problem]:
    """What is wrong with a workbook by the rules, sorted by file."""
    with many_objects():
        return rules.broken(book, spoken, line_of)


def read(
    folder: str | os.PathLike[str] | None = None, lists: str | os.PathLike[str] | None = None, *, only: str = ""
) -> tuple[Workbook, list[Problem]]:
    """The workbook of what can be read and the problems of what cannot."""
    reader = Reader(seeds_folder(folder))
    book = _book(reader, lists, only)
    reader.cache.close()
    return book, sorted(reader.problems)


def _book(reader: Reader, lists: str | os.PathLike[str] | None, only: str) -> Workbook:
    if not reader.root.is_dir():
        raise ask_error(str(reader.root), "is no folder of seeds", remedy="Name a folder that holds 'articles', as --seeds FOLDER.")
    with many_objects():
        records = _texts(reader) | _about(reader)
        if only != "articles":
            records |= _talks(reader) | _trade(reader) | read_law(reader, Path(lists) if lists else None)
    return Workbook(root=reader.root, **records, unread=frozenset(reader.unread))


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
        "assumptions": reader.records("assumptions", Assumption),
    }


def _trade(reader: Reader) -> dict[str, Any]:
    return {
        "conventions": reader.records("conventions", Convention),
        "publisher_law": {
            one.name: reader.records(f"publisher_law/{one.name}", Measure) for one in sorted((reader.root / "publisher_law").glob("[!.]*"))
        },
        "figures": read_figures(reader),
        "groups": reader.listing("codes/groups.yaml", Group),
        "published_lists": reader.listing("codes/published-lists.yaml", PublishedList),
    }


def read_page(path: Path, name: str | None = None) -> Page:
    """A page of text from a file, under the name the seeds know it by; ``AskError`` when it is no UTF-8 text."""
    try:
        return Page.read(name or path.name, path.read_bytes())
    except UnicodeDecodeError as bad:
        raise ask_error(
            str(path), "is not UTF-8 text", f"byte 0x{bad.object[bad.start]:02x} at {bad.start}", "Save the page as UTF-8."
        ) from bad
    except OSError as bad:
        raise ask_error(str(path), "cannot be read", bad.strerror or bad, "Name a file that holds the page's text.") from bad


def find_passage(path: str | os.PathLike[str], words: str) -> tuple[int, int]:
    """Where a passage stands in the normalised text of a page: first code point, last plus one.

    ``AskError`` when it stands nowhere or in several places; give more of it then.
    """
    page, wanted = read_page(Path(path)), normalise(words)
    places = list(find_all(page.text, wanted)) if wanted else []
    if len(places) != 1:
        raise ask_error(
            str(path), f"holds the passage {len(places)} times", words, "Copy it as it stands, and enough of it to be found once."
        )
    return places[0], places[0] + len(wanted)


class Reader:
    """Reads records below one folder, collecting problems instead of stopping at the first.

    ``cache`` holds what was read before, ``seen`` what was read now: the name and the hash of each file.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.cache = Kept(root)
        self.seen: list[str] = []

    def records(self, folder: str, model: type[T]) -> dict[str, T]:
        """Every ``*.yaml`` of a folder as a record; the file's name is its id."""
        return dict(self._each(folder, model))

    def _each(self, folder: str, model: type[T]) -> Iterator[tuple[str, T]]:
        for path in files_in(self.root / folder, ".yaml"):
            record = self.record(path, model, {"id": path.stem})
            if record is None:
                self.unread.add(path.stem)
            else:
                yield path.stem, record

    def listing(self, file: str, model: type[T]) -> dict[str, T]:
        """A file that maps ids to records."""
        path = self.root / file
        read = partial(self._listing, path, model)
        return (self.kept(path, f"listing of {model.__qualname__}", read) if path.exists() else None) or {}

    def _listing(self, path: Path, model: type[T], text: str) -> dict[str, T] | None:
        tree = self._tree(path, text)
        if tree is None:
            return None
        built = {
            key: self._build(path, model, {**entry, "id": key} if isinstance(entry, dict) else entry, (key,)) for key, entry in tree.items()
        }
        return {key: record for key, record in built.items() if record is not None}

    def record(self, path: Path, model: type[T], extra: dict[str, Any]) -> T | None:
        """One file as a record, or ``None`` with the problems noted."""
        return self.kept(path, f"{model.__qualname__} {extra}", partial(self._record, path, model, extra))

    def _record(self, path: Path, model: type[T], extra: dict[str, Any], text: str) -> T | None:
        tree = self._tree(path, text)
        if tree is None:
            return None
        for name in extra.keys() & tree.keys():
            self.note(path, (name,), f"'{name}' is not a field", remedy="Leave it out: the file's name is the id.")
            return None
        return self._build(path, model, {**tree, **extra}, ())

    def kept(self, path: Path, kind: str, read: Callable[[str], M | None]) -> M | None:
        """What ``read`` makes of a file's text, from an earlier start where there was nothing wrong with the same text read as the same ``kind``."""
        text = self.text(path)
        return None if text is None else self._read_or_kept(kind, text, read)

    def _read_or_kept(self, kind: str, text: str, read: Callable[[str], M | None]) -> M | None:
        """What ``read`` makes of the text that was read last, or made of it before."""
        key = digest(kind, self.seen[-1])
        if (found := self.cache.get(key)) is not None:
            return found
        before = len(self.problems)
        made = read(text)
        if made is not None and len(self.problems) == before:
            self.cache.put(key, made)
        return made

    def tree(self, path: Path) -> dict[str, Any] | None:
        """The mapping in a YAML file, every scalar as text, or ``None`` with the problem noted."""
        text = self.text(path)
        return None if text is None else self._tree(path, text)

    def _tree(self, path: Path, text: str) -> dict[str, Any] | None:
        try:
            tree = plain(text)
        except NotPlainError as bad:
            self.problems.append(Problem(file=self.label(path), line=bad.line, wrong=bad.wrong, got=bad.got, remedy=bad.remedy))
            return None
        if not isinstance(tree, dict):
            self.note(
                path,
                (),
                "does not hold a mapping of fields",
                got=shown(tree),
                remedy="Start it with 'name: value' lines, see seeds/README.md.",
            )
            return None
        return tree

    def text(self, path: Path) -> str | None:
        """The UTF-8 text of a file, or ``None`` with the problem noted."""
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
            if len(data) > LARGEST:
                size = f"{path.stat().st_size:,} bytes"
                self.note(path, (), "is too large for a seed", got=size, remedy=f"A seed holds at most {LARGEST:,} bytes.")
                return None
            self.seen.append(f"{path} {hashlib.sha256(data).hexdigest()}".removeprefix(str(self.root)))
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            self.note(path, (), "is not UTF-8", got=f"byte 0x{bad.object[bad.start]:02x} at {bad.start}", remedy="Save it as UTF-8.")
        except OSError as bad:
            self.note(path, (), "cannot be read", got=bad.strerror or str(bad), remedy="Check the file and its permissions.")
        return None

    def anchors(self) -> AnchorFiles:
        """The rows of each ``articles/NAME.anchors.csv``, by article."""
        texts: dict[str, str] = {}
        for path in files_in(self.root / "articles", ".anchors.csv"):
            text = self.text(path)
            if text is not None:
                self.problems += self._read_or_kept("anchors", text, partial(anchor_problems, self.label(path))) or []
                texts[path.name.removesuffix(".anchors.csv")] = text
        return AnchorFiles(texts)

    def note(self, path: Path, place: tuple[str | int, ...], wrong: str, got: str = "", remedy: str = "") -> None:
        """Note one problem; the line of ``place`` is looked up only now."""
        line = line_of(path, place) if place else 0
        self.problems.append(Problem(file=self.label(path), line=line, place=spoken(place), wrong=wrong, got=got, remedy=remedy))

    def label(self, path: Path) -> str:
        """A file as messages name it: from the folder of seeds on."""
        return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"

    def _build(self, path: Path, model: type[T], tree: Any, place: tuple[str | int, ...]) -> T | None:
        try:
            return model.model_validate(tree)
        except ValidationError as bad:
            for error in bad.errors(include_url=False):
                self.note(path, place + tuple(error["loc"]), *_worded(error, model))
            return None
