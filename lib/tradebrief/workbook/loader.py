"""Reads a folder of seeds into frozen records and reports everything that is wrong with it at once.

YAML is read as events of the safe C parser into plain text, lists and mappings:
no type is guessed (``no`` stays the word *no*, ``27.5`` stays exact), tags, aliases and second
documents are refused, a key may stand once. The records give the text its types.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tradebrief.errors import Problem, SeedError, ask_error, shown
from tradebrief.facts.anchors import EXTRACTOR, Anchor, Page
from tradebrief.facts.normalise import Norm, normalise
from tradebrief.facts.records import Article, Origin, Person, Resolution
from tradebrief.facts.tokens import find_all
from tradebrief.files import seeds_folder
from tradebrief.law.measure import Measure
from tradebrief.law.seeds import read_law
from tradebrief.records.assumption import Assumption
from tradebrief.records.strict_yaml import NotPlainError, line_of, plain, spoken
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.records import Negotiation
from tradebrief.texts.document import Document
from tradebrief.texts.read import read as read_text
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Group, PublishedList, read_figures
from tradebrief.wording import LANGUAGES
from tradebrief.workbook import rules
from tradebrief.workbook.about import About
from tradebrief.workbook.wording import _worded
from tradebrief.workbook.workbook import Workbook

LARGEST = 2_000_000
"""Bytes of the largest seed that is read. Articles and measures are some ten thousand."""

T = TypeVar("T", bound=BaseModel)


def load(folder: str | os.PathLike[str] | None = None, *, lists: str | os.PathLike[str] | None = None, only: str = "") -> Workbook:
    """The workbook of a folder of seeds; ``SeedError`` with every problem when any record is broken.

    Without a folder, the one the environment variable TRADEBRIEF_SEEDS names, else the seeds shipped with the package.

    Args:
        folder: folder of seeds; without one, that of the environment variable TRADEBRIEF_SEEDS or the shipped one
        lists: a folder with full lists of codes in place of the short ones of the seeds
        only: ``articles`` to leave law, talks and trade unread; ``law`` to read law and assumptions alone

    Examples:
        >>> import tradebrief as tb
        >>> tb.load().size
        '37 texts with 633 facts'
    """
    book, problems = read(folder, lists, only=only)
    problems += check(book)
    if problems:
        raise SeedError(*problems)
    return book


def check(book: Workbook) -> list[Problem]:
    """What is wrong with a workbook by the rules, sorted by file."""
    return rules.broken(book, spoken, line_of)


def read(
    folder: str | os.PathLike[str] | None = None, lists: str | os.PathLike[str] | None = None, *, only: str = ""
) -> tuple[Workbook, list[Problem]]:
    """The workbook of what can be read and the problems of what cannot."""
    root = seeds_folder(folder)
    if not root.is_dir():
        raise ask_error(str(root), "is no folder of seeds", remedy="Name a folder that holds 'articles', as --seeds FOLDER.")
    reader = Reader(root)
    records = _about(reader) | (_texts(reader) if only != "law" else {})
    if only != "articles":
        records |= {"assumptions": reader.records("assumptions", Assumption)} | read_law(reader, Path(lists) if lists else None)
    if not only:
        records |= _talks(reader) | _trade(reader)
    for texts in reader.translations.values():
        texts.update(_people(records.get("people", {}), texts))
    return Workbook(root=root, **records, translations=reader.translations, unread=frozenset(reader.unread)), sorted(reader.problems)


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


class Reader:
    """Reads records below one folder, collecting problems instead of stopping at the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.translations: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES if language != "en"}

    def records(self, folder: str, model: type[T]) -> dict[str, T]:
        """Every ``*.yaml`` of a folder as a record; the file's name is its id."""
        return dict(self._each(folder, model))

    def _each(self, folder: str, model: type[T]) -> Iterator[tuple[str, T]]:
        where = self.root / folder
        for path in sorted(where.glob("*.yaml")) if where.is_dir() else ():
            record = self.record(path, model, {"id": path.stem})
            if record is None:
                self.unread.add(path.stem)
            else:
                yield path.stem, record

    def listing(self, file: str, model: type[T]) -> dict[str, T]:
        """A file that maps ids to records."""
        path = self.root / file
        if not path.exists():
            return {}
        tree = self.tree(path)
        if tree is None:
            return {}
        built = {
            key: self._build(path, model, {**entry, "id": key} if isinstance(entry, dict) else entry, (key,)) for key, entry in tree.items()
        }
        return {key: record for key, record in built.items() if record is not None}

    def record(self, path: Path, model: type[T], extra: dict[str, Any]) -> T | None:
        """One file as a record, or ``None`` with the problems noted."""
        tree = self.tree(path)
        if tree is None:
            return None
        for name in extra.keys() & tree.keys():
            self.note(path, (name,), f"'{name}' is not a field", remedy="Leave it out: the file's name is the id.")
            return None
        return self._build(path, model, {**tree, **extra}, ())

    def tree(self, path: Path) -> dict[str, Any] | None:
        """The mapping in a YAML file, every scalar as text, or ``None`` with the problem noted."""
        text = self.text(path)
        if text is None:
            return None
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
        for language, texts in self.translations.items():
            self._take(path, tree, f"_{language}", texts, ())
        return tree

    def _take(self, path: Path, node: Any, ending: str, texts: dict[str, str], place: tuple[str | int, ...]) -> None:
        """Take texts in another language out of a tree: ``title_ja`` says in Japanese what ``title`` beside it says."""
        pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, value in list(pairs):
            if not (isinstance(key, str) and key.endswith(ending)):
                self._take(path, value, ending, texts, (*place, key))
                continue
            said = node.get(key.removesuffix(ending))
            if isinstance(said, str) and isinstance(value, str):
                texts.setdefault(said, value)
            else:
                self.note(
                    path, (*place, key), f"'{key}' translates nothing", got=shown(value), remedy="Write it as text beside the English text."
                )
            del node[key]

    def text(self, path: Path) -> str | None:
        """The UTF-8 text of a file, or ``None`` with the problem noted."""
        try:
            if path.stat().st_size > LARGEST:
                self.note(
                    path,
                    (),
                    "is too large for a seed",
                    got=f"{path.stat().st_size:,} bytes",
                    remedy=f"A seed holds at most {LARGEST:,} bytes.",
                )
                return None
            return path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            self.note(path, (), "is not UTF-8", got=f"byte 0x{bad.object[bad.start]:02x} at {bad.start}", remedy="Save it as UTF-8.")
        except OSError as bad:
            self.note(path, (), "cannot be read", got=bad.strerror or str(bad), remedy="Check the file and its permissions.")
        return None

    def anchors(self) -> dict[str, tuple[Anchor, ...]]:
        """The rows of each ``articles/NAME.anchors.csv``, by article."""
        found: dict[str, tuple[Anchor, ...]] = {}
        for path in sorted((self.root / "articles").glob("*.anchors.csv")):
            text = self.text(path)
            if text is not None:
                found[path.name.removesuffix(".anchors.csv")] = tuple(self._rows(path, text))
        return found

    def _rows(self, path: Path, text: str) -> Iterator[Anchor]:
        for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
            try:
                yield Anchor(
                    **{**row, **{name: int(row[name]) for name in ("start", "end", "len", "len_loose", "prefix_len", "suffix_len")}}
                )
            except (TypeError, ValueError, KeyError) as bad:
                self.problems.append(
                    Problem(
                        file=self.label(path),
                        line=number,
                        wrong="is not a row of anchors",
                        got=shown(bad),
                        remedy="Write the file anew: 'tradebrief anchor'.",
                    )
                )

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
