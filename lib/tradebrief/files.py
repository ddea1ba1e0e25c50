"""Where the package's own folders lie, and files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SEEDS = "TRADEBRIEF_SEEDS"
"""The environment variable that names other seeds than the shipped ones, for notebooks that call ``load()``."""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved into it."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def shelf(kind: str) -> Path:
    """The folder of ``seeds``, ``notebooks`` or ``reports``: of this package when installed, of the checkout otherwise."""
    here = Path(__file__).resolve().parent
    installed = here / "_shipped" / kind
    return installed if installed.is_dir() else here.parents[1] / kind


def seeds_folder(named: str | os.PathLike[str] | None = None) -> Path:
    """The folder of seeds: the one that is named, else the one of the environment variable ``SEEDS``, else the shipped one."""
    return Path(chosen) if (chosen := named or os.environ.get(SEEDS)) else shelf("seeds")
