"""Where the package's own folders lie, and files that are written whole or not at all."""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SEEDS = "TRADEBRIEF_SEEDS"
"""The environment variable that names other seeds than the shipped ones, for notebooks that call ``load()``."""


def write_whole(path: Path, content: str | bytes | Iterable[bytes | memoryview]) -> None:
    """Write a file whole or not at all: beside its place first, then moved into it."""
    data = [content.encode()] if isinstance(content, str) else [content] if isinstance(content, bytes) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException as failed:
        Path(name).unlink(missing_ok=True)
        if isinstance(failed, OSError):
            failed.filename = failed.filename or str(path)  # a full disk does not say what it had no room for
        raise


@cache
def code() -> str:
    """The hash of this package's code, styles, templates, messages and names."""
    package = Path(__file__).resolve().parent
    whole = hashlib.sha256()
    for path in sorted(
        path for path in package.rglob("*") if path.suffix in {".py", ".css", ".js", ".j2", ".ftl", ".csv"} and "_shipped" not in path.parts
    ):
        whole.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def files_in(folder: Path, ending: str) -> list[Path]:
    """The files of a folder with an ending, in order of name; none where there is no folder."""
    names = sorted(entry.name for entry in os.scandir(folder)) if folder.is_dir() else []
    return [folder / name for name in names if name.endswith(ending)]


@contextmanager
def many_objects() -> Iterator[None]:
    """Work that makes many objects and drops few: Python does not go through all of them again and again in search of circles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():  # what a warm process has frozen stays so
                gc.freeze()
                gc.unfreeze()  # all that was made is now of the oldest generation, without a look at each
            gc.enable()


def shelf(kind: str) -> Path:
    """The folder of ``seeds``, ``notebooks`` or ``reports``: of this package when installed, of the checkout otherwise."""
    here = Path(__file__).resolve().parent
    installed = here / "_shipped" / kind
    return installed if installed.is_dir() else here.parents[1] / kind
