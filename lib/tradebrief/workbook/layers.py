"""The folders that a workbook's seeds lie in: its own, and by reference those of the workbooks it includes, as far as it includes them.

A record of one's own takes the place of an included one of its id only where it says ``replaces: true``. Two included records of one id, a circle of
includes and a name of no workbook are problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

from tradebrief.errors import Problem, near, shown
from tradebrief.files import files_in
from tradebrief.workbook.places import ABOUT, about_tree, known_places, place_of

Choice = tuple[tuple[str, ...], tuple[str, ...]]
"""What of a folder is included: only these, without those; everything where both are empty."""

_REPLACES = re.compile(r"^replaces: *true *(#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Layer:
    """A folder of seeds, the name messages call it by, and the choices that a file of it must pass."""

    root: Path
    label: str
    choices: tuple[Choice, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether something of it is left out."""
        return any(only or without for only, without in self.choices)

    def holds(self, file: str) -> bool:
        """Whether a file, named from the folder on, is part of the workbook."""
        return all((not only or _among(file, only)) and not _among(file, without) for only, without in self.choices)


def _among(file: str, names: Iterable[str]) -> bool:
    """Whether a file is named: itself, without its ending, by its folder, or by a pattern of either."""
    stem = file.partition(".")[0]
    return any(file.startswith(f"{name}/") or fnmatchcase(file, name) or fnmatchcase(stem, name) for name in names)


def layers_of(root: Path) -> tuple[tuple[Layer, ...], list[Problem]]:
    """The layers of a workbook, its own first, then what it includes in the order in which it says so; and what is wrong with its includes."""
    problems: list[Problem] = []
    found = [Layer(root, root.name), *_included(root, root.name, (), (root.resolve(),), problems)]
    return tuple(dict.fromkeys(found)), problems


def _included(root: Path, label: str, choices: tuple[Choice, ...], way: tuple[Path, ...], problems: list[Problem]) -> Iterator[Layer]:
    """The layers below one, each with those it includes itself."""
    for number, (name, choice) in enumerate(_includes(about_tree(root))):
        place = place_of(name, root)
        said = partial(Problem, file=f"{label}/{ABOUT}", place=f"includes {number + 1}")
        if place is None:
            problems.append(said(wrong="names no workbook", got=shown(name), remedy=near(name, known_places(root))))
        elif place.resolve() in way:
            circle = " > ".join(one.parent.name for one in (*way, place.resolve()))
            problems.append(said(wrong="includes itself in a circle", got=circle, remedy="Take one of the includes out."))
        else:
            mine, inner = (*choices, choice), f"{_name(place)}/seeds"
            yield Layer(place, inner, mine)
            yield from _included(place, inner, mine, (*way, place.resolve()), problems)


def _name(seeds: Path) -> str:
    return str(about_tree(seeds).get("name") or seeds.resolve().parent.name)


def _includes(tree: Mapping[str, Any]) -> Iterator[tuple[str, Choice]]:
    """The names of the included workbooks with what of them is taken; entries of a wrong form are told when the record is read."""
    listed = tree.get("includes")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, str):
            yield one, ((), ())
        elif isinstance(one, dict) and isinstance(one.get("workbook"), str):
            yield one["workbook"], (_texts(one.get("only")), _texts(one.get("without")))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(lambda one: isinstance(one, str), value)) if isinstance(value, list) else ()


def folders(layers: Iterable[Layer], folder: str) -> list[str]:
    """The names of the folders in a folder of any layer, in order."""
    places = [
        path for layer in layers for path in (layer.root / folder).glob("[!.]*") if path.is_dir() and layer.holds(f"{folder}/{path.name}")
    ]
    return sorted({path.name for path in places})


def candidates(layers: Iterable[Layer], folder: str, ending: str) -> dict[str, list[Path]]:
    """The files of a folder with an ending by name, in order; of each those of all layers, the workbook's own first."""
    found: dict[str, dict[Path, None]] = {}
    for layer in layers:
        for path in files_in(layer.root / folder, ending):
            if layer.holds(f"{folder}/{path.name}"):
                found.setdefault(path.name, {}).setdefault(path)
    return {name: list(found[name]) for name in sorted(found)}


def replaces(path: Path) -> bool:
    """Whether a record says that it takes the place of an included one."""
    try:
        return bool(_REPLACES.search(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        return False


def chosen(files: list[Path]) -> tuple[Path, str, str]:
    """Which of several files of one name counts, and where none says so what is wrong and what to do."""
    first, *others = files
    if not others or replaces(first):
        return first, "", ""
    return first, *CLASH


CLASH = (
    "has the id of another record that is included",
    "Write 'replaces: true' in a record of the workbook's own to use that one, or leave the other out: includes, without.",
)


CLASH_OF_ENTRIES = "has the id of an entry that is included"


def one_of_each(found: Mapping[str, list[Path]], home: Mapping[str, Path], ending: str) -> dict[str, Path]:
    """Of files beside records, the one in the folder of its record, else the first."""
    return {
        name: next((path for path in paths if path.parent == home.get(name.removesuffix(ending))), paths[0])
        for name, paths in found.items()
    }
