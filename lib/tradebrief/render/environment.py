"""What a process that runs cells is given before its first cell: fixed random numbers, and a note of every file it reads.

Both engines use it: the forked process calls ``prepare``, a kernel loads this module as an IPython extension.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from tradebrief.imported import after_import
from tradebrief.look import japanese_glyphs

READS = "TRADEBRIEF_READS"
"""Names the file to which the paths of what is opened are written, one a line; ``/`` at the end marks a folder that is listed."""

SEED = "TRADEBRIEF_RANDOM"
"""The number that random numbers start from; it follows from the report's parameters."""

SETTINGS = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "SOURCE_DATE_EPOCH": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
"""What must not differ from one machine, run or engine to the next. The first must be set before Python starts."""


def can_fork() -> bool:
    """Whether this system can fork safely."""
    return sys.platform == "linux" and hasattr(os, "memfd_create")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one report may use: seconds for all its cells together, bytes of memory it may write to; 0 means no limit."""

    seconds: float = 0
    memory: int = 0


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where a report runs: its folder, the environment it sees and its limits."""

    folder: str = ""
    environment: Mapping[str, str] = field(default_factory=lambda: {**os.environ, **SETTINGS})
    limits: Limits = field(default_factory=Limits)


def prepare(environment: Mapping[str, str], shell: Any) -> None:
    """Seed the random numbers before the first cell and start to note what is read, as the environment asks."""
    if environment.get(SEED):
        after_import("numpy.random", lambda module: module.seed(int(environment[SEED])))
        _before_the_first_cell(shell, lambda: random.seed(int(environment[SEED])))
    after_import("matplotlib", japanese_glyphs)
    if environment.get(READS):
        _note_reads(environment[READS])


def load_ipython_extension(shell: Any) -> None:
    """The same in a kernel."""
    prepare(os.environ, shell)


# --- random numbers -----------------------------------------------------------


def _before_the_first_cell(shell: Any, act: Callable[[], None]) -> None:
    """Act once when the first cell starts: what a kernel draws while it starts must not count."""

    def once(info: Any) -> None:
        shell.events.unregister("pre_run_cell", once)
        act()

    shell.events.register("pre_run_cell", once)


# --- what is read -------------------------------------------------------------

_SYSTEM = ("/proc/", "/dev/", "/sys/", "/etc/", "/usr/", "/run/", "/bin/", "/lib", "memfd:")


def _note_reads(target: str) -> None:
    """Write, once, the path of each file that is opened for reading, there or not, and of each folder that is listed."""
    out = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    seen = {target, f"{Path.cwd().resolve()}/"}  # Python lists the folder itself when it looks for modules
    ignored = (*_SYSTEM, *_homes_of_code())

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in {"open", "os.scandir", "os.listdir"} or not arguments or (event == "open" and _writes(arguments)):
            return
        path = _path_of(arguments[0])
        path += "" if event == "open" or not path else "/"
        if path and path not in seen and not (path.startswith(ignored) and "/_shipped/" not in path):
            seen.add(path)
            os.write(out, path.encode("utf-8", "surrogateescape") + b"\n")

    sys.addaudithook(hook)


def _homes_of_code() -> Iterator[str]:
    """Folders whose content other parts of a cache's key stand for: Python, installed packages, this package, caches."""
    package = Path(__file__).resolve().parents[1]  # its seeds lie in '_shipped' when it is installed, and count
    named = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(package), tempfile.gettempdir() + "/ipykernel_", str(Path.home() / ".cache")}
    named |= {user_cache_dir("tradebrief")}
    named |= {os.environ.get(name, "") for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME", "IPYTHONDIR")} | {str(Path.home() / ".ipython")}
    named |= {entry for entry in sys.path if entry.endswith("-packages")}
    return (path for name in named if name for path in dict.fromkeys((name, os.path.realpath(name))))


def _path_of(given: Any) -> str:
    try:
        path = os.fsdecode(given) if isinstance(given, str | bytes) else os.fsdecode(os.fspath(given))
    except TypeError:
        return ""
    if not path or "\n" in path:
        return ""
    folder, name = os.path.split(path)
    if name in {"", ".", ".."} or os.path.islink(path):  # noqa: PTH114 (hundreds of times a report)
        return os.path.realpath(path)
    return os.path.join(_real_folder(folder, "" if os.path.isabs(folder) else os.getcwd()), name)  # noqa: PTH109, PTH117, PTH118


@lru_cache(maxsize=1024)
def _real_folder(folder: str, here: str) -> str:
    return os.path.realpath(os.path.join(here, folder))  # noqa: PTH118


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = (*arguments, None, 0)[1:3]
    return bool(isinstance(mode, str) and set(mode) & set("wax+")) or bool(
        isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    )
