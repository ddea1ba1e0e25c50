"""Where a sweep's reports go: a folder of this machine, or any address that fsspec knows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tradebrief.errors import ask_error

Finished = Callable[[Sequence[Path]], None]


@contextmanager
def opened(out: str) -> Iterator[tuple[Path, Finished]]:
    """The folder to work in, and what to call with files that are finished or gone.

    Behind an address the work is done in a folder of this machine: what is there already is fetched
    first, and each file is sent as soon as it is whole, with the notes that let the next sweep keep it.
    """
    if "://" not in out:
        yield Path(out), lambda files: None
        return
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(out)
        with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch:
            folder = Path(scratch) / "out"
            folder.mkdir()
            if system.exists(root):
                system.get(f"{root.rstrip('/')}/", f"{folder}/", recursive=True)

            def send(files: Sequence[Path]) -> None:
                for file in files:
                    _put(system, root, folder, file)
                    _put(system, root, folder, folder / ".cache" / f"{file.stem}.json")
                _put(system, root, folder, folder / ".cache" / "sweep.json")

            yield folder, send
    except (ValueError, ImportError) as unknown:
        raise ask_error(
            "--out", "is no address that can be written to", unknown, "Name a folder, or install what fsspec needs for it."
        ) from unknown


def _put(system: Any, root: str, folder: Path, file: Path) -> None:
    """Send one file, or remove there what is gone here."""
    target = f"{root.rstrip('/')}/{file.relative_to(folder).as_posix()}"
    if file.is_file():
        system.makedirs(target.rpartition("/")[0], exist_ok=True)
        system.put_file(str(file), target)
    elif system.exists(target):
        system.rm_file(target)
