"""What was read of the seeds before, kept for the next start in the user's cache folder.

A folder of seeds has one file there. An entry of it is named by what it was made from: the content of a seed and what it was read as; the file
by the folder, the code of this package and the versions of what reads for it. No time counts. It is written whole, so that processes need not know
of each other and the last one wins; each entry has a checksum, and what is damaged is read anew.

Entries are pickles, which run code when they are read. So they are read from a folder that nobody else can write to, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pydantic
import yaml
from platformdirs import user_cache_path

from tradebrief.files import code, write_whole

MOST = 1 << 28
"""Bytes that all files may take together; then the ones written first go."""

SPARE = 1 << 23
"""Bytes of entries that were not asked for, above those of the others, that stay."""

HEAD = 32 + 8
"""Bytes before the index: its checksum and its length."""


def digest(*parts: str) -> str:
    """SHA-256 of several texts, each kept apart from the next."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Kept:
    """What is kept of a folder of seeds; where there is no place to trust, nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._used: dict[str, memoryview] = {}
        self._new = False

    @cached_property
    def path(self) -> Path | None:
        """The file of the folder of seeds; ``None`` without a place to trust."""
        folder = _folder()
        return folder / digest(str(self.root.resolve()), _version()) if folder else None

    @cached_property
    def _before(self) -> dict[str, memoryview]:
        return _read(self.path) if self.path else {}

    def get(self, key: str) -> Any:
        """What was kept under a key, or ``None``: nothing was, or it is damaged."""
        if key not in self._before:
            return None
        entry = self._before[key]
        try:
            found = pickle.loads(entry[32:]) if _sum(key, entry[32:]) == entry[:32] else None  # noqa: S301 (see above)
        except Exception:  # whatever is wrong with an entry, its seed is read anew
            return None
        self._used[key] = entry
        return found

    def put(self, key: str, value: object) -> None:
        """Keep a value under a key from ``close`` on."""
        if self.path:
            data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            self._used[key] = memoryview(_sum(key, data) + data)
            self._new = True

    def close(self) -> None:
        """Once, at the end: write what is new beside what is there; entries that were not asked for stay while they take little more room."""
        if self.path and self._new:
            rest = {key: entry for key, entry in self._before.items() if key not in self._used}
            spare = sum(map(len, rest.values())) <= sum(map(len, self._used.values())) + SPARE
            with suppress(OSError):  # nothing is kept where it cannot be written
                write_whole(self.path, _packed({**self._used, **(rest if spare else {})}))
                _make_room(self.path.parent)
        self._used = {}
        self.__dict__.pop("_before", None)


def _packed(entries: Mapping[str, memoryview]) -> list[bytes | memoryview]:
    index = json.dumps({key: len(entry) for key, entry in entries.items()}).encode()
    return [hashlib.sha256(index).digest(), len(index).to_bytes(8), index, *entries.values()]


def _read(path: Path) -> dict[str, memoryview]:
    """The entries of a file, unchecked and not copied; none where there is no file or its index is damaged."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return {}
    at = HEAD + int.from_bytes(data[32:HEAD])
    index = bytes(data[HEAD:at])
    if hashlib.sha256(index).digest() != data[:32]:
        return {}
    entries = {}
    for key, length in json.loads(index).items():
        entries[key] = data[at : at + length]
        at += length
    return entries


def _sum(key: str, data: bytes | memoryview) -> bytes:
    whole = hashlib.sha256(key.encode())
    whole.update(data)
    return whole.digest()


def _make_room(folder: Path) -> None:
    """Remove the files written first while all take too much room together."""
    files = sorted(((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(folder)), reverse=True)
    room = MOST
    for _, size, path in files:
        room -= size
        if room < 0:
            Path(path).unlink(missing_ok=True)


@cache
def _version() -> str:
    return digest(code(), sys.version, pydantic.VERSION, yaml.__version__)


def _folder() -> Path | None:
    """The folder of all files, or ``None`` where it cannot be made or others can write to it or above it."""
    if not hasattr(os, "getuid"):
        return None
    try:
        folder = user_cache_path("tradebrief") / "seeds"
        if not folder.is_absolute():  # nobody's home
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = folder.resolve()
        return folder if os.access(folder, os.W_OK) and all(map(_ours, (folder, *folder.parents))) else None
    except OSError:
        return None


def _ours(folder: Path) -> bool:
    """Whether nobody but this user and the system can put something into a folder in place of what is there."""
    state = folder.stat()
    open_to_others = state.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not state.st_mode & stat.S_ISVTX
    return state.st_uid in {os.getuid(), 0} and not open_to_others
