"""The warm process and the report that is forked from it: what is imported once, and what a fork does before its first cell. Linux only.

``multiprocessing``'s fork server imports ``preload`` and forks; ``ForkedReport`` is what each fork then runs in place of a
``multiprocessing.Process``, which would import the asker's main module anew and take over its arguments and folder.
"""

from __future__ import annotations

import fcntl
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.forkserver import get_inherited_fds
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from tradebrief.render.cell_process import run_cells, the_shell, use_shell
from tradebrief.render.environment import prepare

MODULES = "TRADEBRIEF_PRELOAD"
"""The environment variable that names the modules to import before the first fork."""

#: Packages that start threads or hold connections when imported; after them a fork is not safe.
NEVER_BEFORE_A_FORK = frozenset({"pyarrow", "polars", "grpc", "torch", "tensorflow", "jax", "cupy", "distributed", "ray", "duckdb"})

WITHHELD = frozenset({"polars"})
"""Those of them that this package uses, and whose absence no other package takes note of when it is imported."""

TERMINAL = ("TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER")
"""Variables that ipykernel's shell has set for its cells."""


def warm(shell: Any, modules: list[str]) -> str:
    """Import modules, or the names of ``MODULE:NAME``, as a cell would; what stands in the way of forking afterwards, or nothing."""
    with shell.builtin_trap, _withholding():
        for name in modules:
            with suppress(Exception):  # a module that fails here fails again, and visibly, in the cell that needs it
                resolve_name(name)
    found = sorted(NEVER_BEFORE_A_FORK & sys.modules.keys())
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    gc.collect()
    gc.freeze()
    return f"{', '.join(found) or 'something'} started {threads - 1} threads" if found or threads > 1 else ""


class _Withheld:
    """Keeps packages from being imported for the time being; a module that cannot do without them waits for its report."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Nothing is found here, and what is withheld nowhere."""
        if name in WITHHELD:
            raise ModuleNotFoundError(f"{name} is not imported before a fork", name=name)


@contextmanager
def _withholding() -> Iterator[None]:
    finder = _Withheld()
    sys.meta_path.insert(0, finder)  # type: ignore[arg-type]
    try:
        yield
    finally:
        sys.meta_path.remove(finder)  # type: ignore[arg-type]


class ForkedReport:
    """A fork of the warm process: it waits for its request, runs the cells that follow and ends."""

    def _bootstrap(self, asker: int) -> int:
        """Called by the fork server; ``asker`` is the end of a pipe whose other end the asker holds."""
        _end_with(asker)
        shell = the_shell()
        use_shell(shell)  # before the request is there, for the memory that touches
        wire = shell.kernel.wire
        [cells] = get_inherited_fds() or []
        wire.socket = _own_socket(cells)
        if request := wire.receive():
            _become_report(request, shell)
            run_cells(shell, wire)
        return 0


def _end_with(asker: int) -> None:
    """Lead a session of its own, and have the system kill all of it when the asker closes its end of the pipe or is gone."""
    os.setsid()
    fcntl.fcntl(asker, fcntl.F_SETOWN, -os.getpid())
    fcntl.fcntl(asker, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(asker, fcntl.F_SETFL, fcntl.fcntl(asker, fcntl.F_GETFL) | os.O_ASYNC)


def _own_socket(descriptor: int) -> socket.socket:
    """The socket of the cells, which no process that a cell starts may hold open: when the report dies, the asker must see it closed."""
    os.set_inheritable(descriptor, False)
    cells = socket.socket(fileno=descriptor)
    os.register_at_fork(after_in_child=cells.close)
    return cells


def _become_report(request: Any, shell: Any) -> None:
    """Take the request's environment, folder, limit of memory and random numbers."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kept = {name: os.environ[name] for name in TERMINAL}
    os.environ.clear()
    os.environ.update({**request["environment"], **kept})
    os.chdir(request["folder"])
    sys.path.insert(0, "")
    sys.argv = ["ipykernel_launcher.py"]
    gc.set_threshold(100_000, 20, 50)  # what was there before is frozen: a report is short and makes little to collect
    if request.get("memory"):
        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"], request["memory"]))
    prepare(os.environ, shell)
