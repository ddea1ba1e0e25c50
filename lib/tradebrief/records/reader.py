"""What rooms need of the reader of seeds, so that each can read its own records without knowing the loader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from tradebrief.errors import Problem

Wrong = tuple[int, str, str, str]
"""What is wrong with a line of a table: its number, what, got, remedy."""

M = TypeVar("M")
T = TypeVar("T", bound=BaseModel)


class RecordReader(Protocol):
    """Reads the files of one folder of seeds; what cannot be read goes to ``problems``."""

    root: Path
    problems: list[Problem]

    def record(self, path: Path, model: type[T], extra: dict[str, Any]) -> T | None:
        """One file as a record."""
        ...

    def records(self, folder: str, model: type[T]) -> dict[str, T]:
        """Every record of a folder."""
        ...

    def files(self, folder: str, ending: str) -> list[Path]:
        """The files of a folder with an ending, one of each name."""
        ...

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        ...

    def listing(self, file: str, model: type[T]) -> dict[str, T]:
        """A file that maps ids to records."""
        ...

    def kept(self, path: Path, kind: str, read: Callable[[str], M | None]) -> M | None:
        """What ``read`` makes of a file's text, from an earlier start where there was nothing wrong with the same text read as the same ``kind``."""
        ...

    def text(self, path: Path) -> str | None:
        """The text of a file."""
        ...

    def label(self, path: Path) -> str:
        """A file as messages name it."""
        ...


def note_lines(reader: RecordReader, path: Path, wrong: Iterable[Wrong]) -> None:
    """Note with the reader what is wrong with the lines of a table."""
    reader.problems += [
        Problem(file=reader.label(path), line=line, wrong=what, got=got, remedy=remedy) for line, what, got, remedy in wrong
    ]
