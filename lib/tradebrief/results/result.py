"""A result made for a person: what was asked, the numbers that matter with their range, the caveats, the rows, and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, SupportsIndex, TypeVar, overload

from tradebrief.errors import ask_error, near
from tradebrief.results.card import Card
from tradebrief.results.frames import Frame, several, to_frame

if TYPE_CHECKING:
    import pandas as pd

ASKED = (
    "as_of",
    "known_by",
    "clock",
    "talks",
    "importer",
    "origin",
    "code",
    "scenario",
    "convention",
    "trade",
    "start",
    "end",
    "first",
    "last",
)
"""Attributes that say what was asked, in the order in which a card tells them."""

T = TypeVar("T")
P = ParamSpec("P")


class Result:
    """What can be shown in a cell, taken as a DataFrame and written as JSON.

    A class says what it is in ``_heading`` (``{0}`` is the result), names its ``_frames`` (the first is the default), the numbers of its card
    in ``_headlines`` as *words: attribute*, and in ``_next`` what a reader can do next.
    """

    __slots__ = ()

    _heading: ClassVar[str] = ""
    _frames: ClassVar[Mapping[str, Frame]] = {}
    _headlines: ClassVar[Mapping[str, str]] = {}
    _next: ClassVar[Sequence[str]] = ()

    @property
    def heading(self) -> str:
        """What the result is, in a line."""
        if self._heading:
            return self._heading.format(self)
        words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in type(self).__name__)
        return words.strip().capitalize()

    @property
    def question(self) -> dict[str, str]:
        """The question: the days and names it was asked with, those that say something."""
        found = {name: getattr(self, name, None) for name in ASKED}
        return {name: _asked(value) for name, value in found.items() if value not in (None, "", ()) and not isinstance(value, Mapping)}

    def to_frame(self, which: str = "") -> pd.DataFrame:
        """The rows as a DataFrame; ``which`` names one of several frames, which an unknown name lists. ``AskError`` for one that is not there.

        Numbers are floats in full precision, days ``datetime64``; ``attrs`` holds the question, the unit and the meaning of each column.
        """
        return to_frame(self._frame(which), self, {"title": self.heading, "question": self.question})

    def _frame(self, which: str) -> Frame:
        frames = self._frames or {"": Frame("", " ".join(self._told()))}
        if which and which not in frames:
            raise ask_error("to_frame", f"has no frame of {type(self).__name__}", which, near(which, frames))
        return frames[which or next(iter(frames))]

    def _told(self) -> Iterable[str]:
        raise NotImplementedError(f"{type(self).__name__} names no frame")

    def to_dict(self) -> dict[str, Any]:
        """The result for programs, as ``--json`` prints it: plain text, numbers, lists and mappings; days in ISO form."""
        return as_plain(self._parts())

    def _parts(self) -> dict[str, Any]:
        names = [one.name for one in fields(self) if one.repr and not one.name.startswith("_")] if is_dataclass(self) else []
        return {name: getattr(self, name) for name in names}

    @property
    def _card(self) -> Card:
        """The result as it is shown in a cell."""
        frame = self._frame("") if self._frames else None
        return Card(
            heading=self.heading,
            asked=self.question,
            numbers=tuple((words, _taken(self, name)) for words, name in self._headlines.items()),
            caveats=tuple(map(str, getattr(self, "caveats", ()))),
            columns=frame.names if frame else (),
            rows=tuple(frame.values(self, Card.MOST)) if frame else (),
            count=len(frame.of(self)) if frame else 0,
            frames=tuple(self._frames),
            leads=tuple(self._next),
        )

    def _repr_html_(self) -> str:
        return self._card.html

    def __repr__(self) -> str:
        return self._card.text

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            known = [one for one in dir(type(self)) if not one.startswith("_")]
            hint = "" if name.startswith("_") else f" {near(name, known)}"
            raise AttributeError(f"{type(self).__name__} has no '{name}'.{hint}", name=name, obj=self)


def _taken(result: Any, path: str) -> Any:
    for name in path.split("."):
        result = getattr(result, name) if result is not None else None
    return result() if callable(result) else result


def _asked(value: Any) -> str:
    if isinstance(value, datetime):
        return str(value.date())
    return str(getattr(value, "id", None) or getattr(value, "convention", None) or several(value))


def listed(title: str, of: type) -> Callable[[Callable[P, Iterable[T]]], Callable[P, Listing[T]]]:
    """Makes a function's results a ``Listing`` called ``title``, each ``of`` a class, which remembers what was asked."""

    def listing(make: Callable[P, Iterable[T]]) -> Callable[P, Listing[T]]:
        @wraps(make)
        def made(*args: P.args, **kwargs: P.kwargs) -> Listing[T]:
            asked = {name: value for name, value in kwargs.items() if name in ASKED or isinstance(value, str | date)}
            return Listing(make(*args, **kwargs), of=of, title=title, asked=asked)

        return made

    return listing


class Listing(Result, tuple[T, ...]):
    """Several results of one kind, in order: a tuple that is shown as a card and taken as a DataFrame with a row for each."""

    _about: tuple[type, str, dict[str, str], tuple[str, ...]]

    def __new__(
        cls, rows: Iterable[T], *, of: type, title: str, asked: Mapping[str, Any] | None = None, leads: Sequence[str] = ()
    ) -> Listing[T]:
        """The rows, what class they are of, what they are called together and with what they were asked for."""
        made = super().__new__(cls, rows)
        words = {name: _asked(value) for name, value in (asked or {}).items() if value not in (None, "", ())}
        made._about = (of, title, words, tuple(leads))
        return made

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _listing, (tuple(self), *self._about)

    @property
    def heading(self) -> str:
        """What they are called together."""
        return self._about[1]

    @property
    def question(self) -> dict[str, str]:
        """With what they were asked for."""
        return self._about[2]

    @property
    def _frames(self) -> Mapping[str, Frame]:  # type: ignore[override]
        """One frame: a row for each."""
        columns = next(iter(self._about[0]._frames.values())).columns
        return {"": Frame("rows", columns)}

    @property
    def _next(self) -> Sequence[str]:  # type: ignore[override]
        """What a reader can do next."""
        return self._about[3]

    @property
    def rows(self) -> tuple[T, ...]:
        """The results as a plain tuple."""
        return tuple(self)

    def to_dict(self) -> list[Any]:  # type: ignore[override]
        """Each result for programs."""
        return [as_plain(one) for one in self]

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Listing[T]: ...
    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return _listing(found, *self._about) if isinstance(place, slice) else found


def _listing(rows: tuple[Any, ...], of: type, title: str, asked: Mapping[str, Any], leads: Sequence[str]) -> Listing[Any]:
    return Listing(rows, of=of, title=title, asked=asked, leads=leads)


_PLAIN = frozenset({str, bool, int, float, type(None)})


def as_plain(value: Any) -> Any:
    """A value as JSON has it: days as text, exact decimals as numbers, records and results by their fields."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | Path | Enum):
        return str(value.value if isinstance(value, Enum) else value)
    if isinstance(value, Mapping):
        return {
            " ".join(map(str, key)) if isinstance(key, tuple) else str(key): one if type(one) in _PLAIN else as_plain(one)
            for key, one in value.items()
        }
    if hasattr(value, "to_dict") and not hasattr(value, "itertuples"):
        return value.to_dict()
    if hasattr(value, "model_fields_set"):
        return {name: as_plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Iterable):
        return [as_plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: as_plain(getattr(value, one.name)) for one in fields(value) if one.repr}
    return str(value)
