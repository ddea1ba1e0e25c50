"""Reads the files of seeds into records, each text once: what was read before is kept, texts in other languages are taken apart, problems collected."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tradebrief.errors import Problem, shown
from tradebrief.facts.anchoring import AnchorFiles, anchor_problems
from tradebrief.records.kept import Kept, digest
from tradebrief.records.strict_yaml import NotPlainError, line_of, plain, spoken
from tradebrief.wording import LANGUAGES
from tradebrief.workbook import layers
from tradebrief.workbook.wording import _worded

LARGEST = 2_000_000
"""Bytes of the largest seed that is read. Articles and measures are some ten thousand."""

M = TypeVar("M")

T = TypeVar("T", bound=BaseModel)


class Reader:
    """Reads records below one folder and below those it includes, collecting problems instead of stopping at the first.

    ``cache`` holds what was read before, ``seen`` what was read now: the name and the hash of each file.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.layers, self.problems = layers.layers_of(root)
        self.unread: set[str] = set()
        self.translations: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES if language != "en"}
        self.taken: dict[str, dict[str, str]] = {}
        self.cache = Kept(root)
        self.seen: dict[Path, str] = {}
        self._clashes: set[tuple[Path, str]] = set()
        self._winners: dict[Path, frozenset[str]] = {}

    def records(self, folder: str, model: type[T]) -> dict[str, T]:
        """Every ``*.yaml`` of a folder as a record; the file's name is its id."""
        return dict(self._each(folder, model))

    def _each(self, folder: str, model: type[T]) -> Iterator[tuple[str, T]]:
        for path in self.files(folder, ".yaml"):
            record = self.record(path, model, {"id": path.stem})
            if record is None:
                self.unread.add(path.stem)
            else:
                yield path.stem, record

    def files(self, folder: str, ending: str) -> list[Path]:
        """The files of a folder with an ending, of all layers, one of each name; two of one name of which none says that it counts are a problem."""
        found = layers.candidates(self.layers, folder, ending)
        if ending != ".yaml":
            home = {path.stem: path.parent for path in self.files(folder, ".yaml")}
            return list(layers.one_of_each(found, home, ending).values())
        return [self._chosen(paths) for paths in found.values()]

    def _chosen(self, paths: list[Path]) -> Path:
        path, wrong, remedy = layers.chosen(paths)
        if wrong and (path, wrong) not in self._clashes:
            self._clashes.add((path, wrong))
            self.note(path, (), wrong, got=", ".join(map(self.label, paths[1:])), remedy=remedy)
        return path

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder, of all layers."""
        return layers.folders(self.layers, folder)

    def listing(self, file: str, model: type[T]) -> dict[str, T]:
        """A file that maps ids to records, with the entries of every layer; an entry counts over an included one where it says so."""
        folder, _, name = file.rpartition("/")
        found: dict[str, tuple[Path, T]] = {}
        for path in layers.candidates(self.layers, folder, ".yaml").get(name, []):
            read = partial(self._listing, path, model)
            kept = self.kept(path, f"listing of {model.__qualname__}", read) or ({}, frozenset())
            for key, record in kept[0].items():
                if key not in found:
                    found[key] = path, record
                elif key not in self._winners.get(found[key][0], frozenset()):
                    self.note(found[key][0], (key,), layers.CLASH_OF_ENTRIES, got=self.label(path), remedy=layers.CLASH[1])
            self._winners[path] = kept[1]
        return {key: record for key, (_, record) in found.items()}

    def _listing(self, path: Path, model: type[T], text: str) -> tuple[dict[str, T], frozenset[str]] | None:
        """The records by id, and the ids of those that count over included ones."""
        tree = self._tree(path, text)
        if tree is None:
            return None
        winners = frozenset(key for key, entry in tree.items() if isinstance(entry, dict) and entry.pop("replaces", None) == "true")
        built = {
            key: self._build(path, model, {**entry, "id": key} if isinstance(entry, dict) else entry, (key,)) for key, entry in tree.items()
        }
        return {key: record for key, record in built.items() if record is not None}, winners

    def record(self, path: Path, model: type[T], extra: dict[str, Any]) -> T | None:
        """One file as a record, or ``None`` with the problems noted."""
        return self.kept(path, f"{model.__qualname__} {extra}", partial(self._record, path, model, extra))

    def _record(self, path: Path, model: type[T], extra: dict[str, Any], text: str) -> T | None:
        tree = self._tree(path, text)
        if tree is None:
            return None
        tree.pop("replaces", None) if tree.get("replaces") == "true" else None
        for name in extra.keys() & tree.keys():
            self.note(path, (name,), f"'{name}' is not a field", remedy="Leave it out: the file's name is the id.")
            return None
        return self._build(path, model, {**tree, **extra}, ())

    def kept(self, path: Path, kind: str, read: Callable[[str], M | None]) -> M | None:
        """What ``read`` makes of a file's text, from an earlier start where there was nothing wrong with the same text read as the same ``kind``."""
        data = self._data(path)
        return None if data is None else self._read_or_kept(path, kind, data, read)

    def _read_or_kept(self, path: Path, kind: str, data: bytes, read: Callable[[str], M | None]) -> M | None:
        """What ``read`` makes of a file, or made of it before; then its text is not needed."""
        key = digest(kind, self.seen[path])
        found = self.cache.get(key)
        if found is None:
            before, self.taken = len(self.problems), {}
            text = self._decoded(path, data)
            found = None if text is None else self._made_of(path, text, read), self.taken
            if found[0] is not None and len(self.problems) == before:
                self.cache.put(key, found)
        made, taken = found
        self._translate(taken)
        return made

    def _made_of(self, path: Path, text: str, read: Callable[[str], M | None]) -> M | None:
        try:
            return read(text)
        except csv.Error as bad:
            self.note(path, (), "is no table that can be read", got=str(bad), remedy="Close every quotation mark, and keep cells short.")
            return None

    def _translate(self, taken: Mapping[str, Mapping[str, str]]) -> None:
        """Keep texts in other languages: by language, what says the same as the English; what was read first stays."""
        for language, texts in taken.items():
            known = self.translations[language]
            for english, said in texts.items():
                known.setdefault(english, said)

    def tree(self, path: Path) -> dict[str, Any] | None:
        """The mapping in a YAML file, every scalar as text, or ``None`` with the problem noted."""
        text, self.taken = self.text(path), {}
        tree = None if text is None else self._tree(path, text)
        self._translate(self.taken)
        return tree

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
        for language in self.translations:
            self._take(path, tree, language, ())
        return tree

    def _take(self, path: Path, node: Any, language: str, place: tuple[str | int, ...]) -> None:
        """Take texts in another language out of a tree: ``title_ja`` says in Japanese what ``title`` beside it says."""
        if isinstance(node, dict):
            for key in [key for key in node if key.endswith(f"_{language}")]:
                english, value = node.get(key.removesuffix(f"_{language}")), node.pop(key)
                if isinstance(english, str) and isinstance(value, str):
                    self.taken.setdefault(language, {}).setdefault(english, value)
                else:
                    wrong, remedy = f"'{key}' translates nothing", "Write it as text beside the English text."
                    self.note(path, (*place, key), wrong, got=shown(value), remedy=remedy)
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            if type(value) is dict or type(value) is list:
                self._take(path, value, language, (*place, key))

    def text(self, path: Path) -> str | None:
        """The UTF-8 text of a file, or ``None`` with the problem noted."""
        data = self._data(path)
        return None if data is None else self._decoded(path, data)

    def _data(self, path: Path) -> bytes | None:
        """The bytes of a file, or ``None`` with the problem noted."""
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                data = file.read(-1 if 0 < size <= LARGEST else LARGEST + 1)  # room for the largest takes longer than most files
            if len(data) > LARGEST:
                self.note(path, (), "is too large for a seed", got=f"{size:,} bytes", remedy=f"A seed holds at most {LARGEST:,} bytes.")
                return None
        except OSError as bad:
            self.note(path, (), "cannot be read", got=bad.strerror or str(bad), remedy="Check the file and its permissions.")
            return None
        self.seen[path] = f"{path} {hashlib.sha256(data).hexdigest()}".removeprefix(str(self.root))
        return data

    def _decoded(self, path: Path, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            self.note(path, (), "is not UTF-8", got=f"byte 0x{bad.object[bad.start]:02x} at {bad.start}", remedy="Save it as UTF-8.")
            return None

    def anchors(self) -> AnchorFiles:
        """The rows of each ``articles/NAME.anchors.csv``, by article."""
        texts: dict[str, bytes] = {}
        for path in self.files("articles", ".anchors.csv"):
            data = self._data(path)
            if data is not None:
                found = self._read_or_kept(path, "anchors", data, lambda text, path=path: anchor_problems(self.label(path), text))
                if found is not None:
                    self.problems += found
                    texts[path.name.removesuffix(".anchors.csv")] = data
        return AnchorFiles(texts)

    def note(self, path: Path, place: tuple[str | int, ...], wrong: str, got: str = "", remedy: str = "") -> None:
        """Note one problem; the line of ``place`` is looked up only now."""
        line = line_of(path, place) if place else 0
        self.problems.append(Problem(file=self.label(path), line=line, place=spoken(place), wrong=wrong, got=got, remedy=remedy))

    def label(self, path: Path) -> str:
        """A file as messages name it: from the folder of seeds on, an included one after the name of its workbook."""
        layer = next((one for one in self.layers if path.is_relative_to(one.root)), self.layers[0])
        return f"{layer.label}/{path.relative_to(layer.root).as_posix()}"

    def _build(self, path: Path, model: type[T], tree: Any, place: tuple[str | int, ...]) -> T | None:
        try:
            return model.model_validate(tree)
        except ValidationError as bad:
            for error in bad.errors(include_url=False):
                self.note(path, place + tuple(error["loc"]), *_worded(error, model))
            return None
