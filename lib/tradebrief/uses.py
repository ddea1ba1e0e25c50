"""Notes which seeds an answer rests on, so that a report is made anew when one of them changes and kept when another does.

Loading opens and checks every seed; that alone is no use. While somebody listens, as in a report that is being made, the sections of a
workbook are ``Noting``: a record looked up counts its own file, asking for names the listing of their folder, going through
all records both the listing and every file. A name that is not there counts too: the answer rests on there being no such file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

#: Where each section of a workbook lies below its folder of seeds; ``*`` is a record's id. A slash at the end is a folder of records.
HELD_IN: Mapping[str, tuple[str, ...]] = {
    "articles": ("articles/*.yaml", "outside/*.yaml"),
    "anchors": ("articles/*.anchors.csv",),
    "origins": ("origins/*.yaml",),
    "resolutions": ("resolutions/*.yaml",),
    "people": ("codes/people.yaml",),
    "measures": ("measures/*.yaml",),
    "scenarios": ("scenarios/*.yaml",),
    "partners": ("codes/parties.yaml",),
    "labels": ("codes/goods.yaml",),
    "lists": ("measures/*.codes.csv",),
    "rate_keys": ("codes/rates.yaml",),
    "talks": ("talks/*.yaml",),
    "classes": ("classes/*.yaml",),
    "assumptions": ("assumptions/*.yaml",),
    "conventions": ("conventions/*.yaml",),
    "other_laws": ("readings/*/",),
    "figures": tuple(f"{folder}/*.{kind}" for folder in ("trade", "companies", "benchmarks") for kind in ("yaml", "csv")),
    "groups": ("codes/groups.yaml",),
    "published_lists": ("codes/published-lists.yaml",),
}

_listeners: list[Callable[[str], None]] = []
_ASIDE: ContextVar[list[str] | None] = ContextVar("tradebrief_aside", default=None)


def listen(told: Callable[[str], None]) -> None:
    """Have ``told`` called with the path of each file that is used, and of each folder whose names are, which ends in a slash."""
    _listeners.append(told)


def note(path: str) -> None:
    """Tell that an answer rests on a file, there or not, or on the names in a folder."""
    for told in _listeners:
        told(path)


def looked_for(path: Path) -> Path:
    """The path, noted: an answer rests on whether there is such a file, which opening alone would not tell."""
    note(os.path.realpath(path))
    return path


def opened(path: str) -> None:
    """Tell that a file was opened or a folder listed: a use, unless opening is set aside for the time being."""
    aside = _ASIDE.get()
    if aside is None:
        note(path)
    else:
        aside.append(path)


@contextmanager
def set_aside() -> Iterator[list[str]]:
    """Gather what is opened meanwhile instead of counting it as used; after an error all of it counts, for the error rests on it."""
    found: list[str] = []
    before = _ASIDE.set(found)
    try:
        yield found
    except BaseException:
        for path in found:
            note(path)
        raise
    finally:
        _ASIDE.reset(before)


def sections(root: str | os.PathLike[str], records: Mapping[str, Mapping[str, Any]], found: Iterable[str]) -> dict[str, Noting]:
    """Sections of a workbook by name, noting from now on what is used of them.

    Of the paths ``found`` while the seeds were loaded, those that no section holds count as used at once. Without a listener nothing is noted
    and the answer is empty.
    """
    if not _listeners:
        return {}
    base = os.path.realpath(root)
    made = {name: _section(base, records[name], places) for name, places in HELD_IN.items()}
    held = {path for section in made.values() for path in section.held()}
    for path in found:
        if path not in held:
            note(path)
    return made


def _section(base: str, records: Mapping[str, Any], places: tuple[str, ...]) -> Noting:
    if not places[0].endswith("/"):
        return Noting(records, base, places)
    folders = {
        name: _section(base, inner, tuple(f"{place.replace('*', name)}*.yaml" for place in places)) for name, inner in records.items()
    }
    return Noting(folders, base, places)


class Noting(dict[str, Any]):
    """Records by id, each in a file of its own or all in one, that tell what is used of them. A copy or pickle is a plain ``dict``."""

    __hash__ = None  # type: ignore[assignment]  # as a dict's

    def __init__(self, records: Any = (), base: str = "", places: Iterable[str] = ()) -> None:
        super().__init__(records)
        self._base, self._places = base, tuple(places)
        self._noted: set[str] = set()

    def held(self) -> Iterator[str]:
        """Every path that some use of these records would tell."""
        yield from map(self._listing, self._places)
        yield from (path for key in super().__iter__() for path in self._files(key))
        yield from (path for inner in super().values() if isinstance(inner, Noting) for path in inner.held())

    def _files(self, key: object) -> Iterator[str]:
        """The files that would hold a record; a name that no file can have rests only on files that hold several."""
        named = isinstance(key, str) and not {"/", "\0", "\n"} & set(key)
        for place in self._places:
            if named or "*" not in place:
                yield f"{self._base}/{place.replace('*', str(key))}"

    def _listing(self, place: str) -> str:
        """Where the names of records stand: the folder, or the one file that holds them all."""
        return f"{self._base}/{place.partition('*')[0].rpartition('/')[0] + '/' if '*' in place else place}"

    def _one(self, key: Any) -> None:
        for path in self._files(key):
            note(path)
        self._noted.add(key)

    def _names(self) -> None:
        for place in self._places:
            note(self._listing(place))

    def _all(self) -> None:
        self._names()
        for key in super().__iter__():
            if key not in self._noted:
                self._one(key)

    def __getitem__(self, key: str) -> Any:
        if key not in self._noted:
            self._one(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The record of an id, or ``default``."""
        if key not in self._noted:
            self._one(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        if key not in self._noted:
            self._one(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._names()
        return super().__iter__()

    def __reversed__(self) -> Iterator[str]:
        self._names()
        return super().__reversed__()

    def __len__(self) -> int:
        self._names()
        return super().__len__()

    def keys(self) -> Any:
        """The ids."""
        self._names()
        return super().keys()

    def values(self) -> Any:
        """The records."""
        self._all()
        return super().values()

    def items(self) -> Any:
        """Ids with their records."""
        self._all()
        return super().items()

    def copy(self) -> dict[str, Any]:
        """A plain ``dict`` of all records, which count as used."""
        return dict(self.items())

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def __ror__(self, other: Any) -> Any:
        return other | self.copy()

    def __eq__(self, other: object) -> bool:
        return self.copy() == other

    def __ne__(self, other: object) -> bool:
        return self.copy() != other  # a dict's own would not ask __eq__

    def __repr__(self) -> str:
        return repr(self.copy())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.pretty(self.copy())

    def __reduce__(self) -> Any:
        return dict, (self.copy(),)
