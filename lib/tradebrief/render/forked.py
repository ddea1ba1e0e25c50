"""The asking side of ``warm``: ``multiprocessing``'s fork server, and the processes that it forks for reports."""

from __future__ import annotations

import os
import pickle
import re
import select
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing.forkserver import ForkServer, read_signed
from pathlib import Path
from weakref import WeakSet

from tradebrief.render.environment import SETTINGS
from tradebrief.render.warm import MODULES, ForkedReport

#: Imported once before the first fork when several reports are made; a single one imports what it needs itself.
PRELOAD = (
    "matplotlib.figure", "matplotlib.dates", "matplotlib.backends.backend_svg", "numpy.random", "pandas",
    "tradebrief.workbook.loader", "tradebrief.analysis.factbook", "tradebrief.figures.style", "tradebrief.tables.table", "tradebrief.words.sentence",
)  # fmt: skip

PACKAGE = Path(__file__).resolve().parents[1]


class CannotForkError(Exception):
    """The warm process cannot fork; the message says why."""


class _Server(ForkServer):
    """``multiprocessing``'s fork server, started once and in the environment that every report shares."""

    def __init__(self, modules: Iterable[str]) -> None:
        super().__init__()
        self.set_forkserver_preload(["tradebrief.render.preload"])
        self.environment = {**SETTINGS, MODULES: " ".join(modules), "PYTHONSAFEPATH": "1"}
        self.started = False

    def ensure_running(self) -> None:
        """Start the server the first time; one that has ended is not started again in whatever environment there is then."""
        if not self.started:
            self.started = True
            with _in_environment(self.environment):
                super().ensure_running()

    def retire(self) -> None:
        """Let it end when the last of its reports has."""
        threading.Thread(target=self._end, daemon=True).start()

    def _end(self) -> None:
        with suppress(OSError):  # when this process ends, the folder of the server's socket may be gone before
            self._stop()  # type: ignore[attr-defined]  # not in the stubs


@contextmanager
def _in_environment(settings: Mapping[str, str]) -> Iterator[None]:
    """This process's environment with some variables set for the time being: a fork server inherits it as it is."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Fork:
    """One process forked for a report: the socket for its cells, its number, and how it ended."""

    def __init__(self, server: ForkServer) -> None:
        self.cells, theirs = socket.socketpair()
        with theirs:
            status, life = server.connect_to_new_process([theirs.fileno()])
        self.status, self.life = open(status, "rb", buffering=0), open(life, "wb")  # noqa: PTH123, SIM115 (descriptors, held while the process runs)
        for part in ({}, ForkedReport()):  # nothing to prepare, and what to run
            pickle.dump(part, self.life)
        self.life.flush()
        self.pid = 0

    def wait(self) -> None:
        """Wait until it is there; ``EOFError`` when the server ended before."""
        self.pid = read_signed(self.status.fileno())

    def interrupt(self) -> None:
        """Send SIGINT to the process."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """Kill the process and everything in its session, once: its number may be another's later."""
        if self.life.closed:
            return
        self.life.close()
        for kill in (os.killpg, os.kill) if self.pid else ():
            with suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)

    def exit_code(self) -> int | None:
        """The exit code once it is gone, below zero for the signal that killed it; ``None`` when nobody can tell."""
        if not select.select([self.status], [], [], 5)[0]:
            return None
        with suppress(EOFError):
            return read_signed(self.status.fileno())
        return None

    def close(self) -> None:
        """Kill what is left of it and let go of what was held open."""
        self.kill()
        for one in (self.cells, self.status):
            one.close()


class Warm:
    """The warm process, started when first needed and again when the package's code has changed.

    One process is always forked ahead and waits for its request, so that no report waits for a fork.
    """

    def __init__(self, preload: tuple[str, ...] = ()) -> None:
        self.preload = preload
        self.lock = threading.Lock()
        self.server: _Server | None = None
        self.spare: Fork | None = None
        self.code = ""
        self.forks: WeakSet[Fork] = WeakSet()

    def start_once(self) -> None:
        """Start the process unless it runs, without waiting for it to be warm."""
        with self.lock:
            if self.server is None:
                self._start()

    def also_import(self, modules: Iterable[str]) -> None:
        """Have modules imported before the first fork; a process that runs without them gives way to another."""
        with self.lock:
            named = dict.fromkeys((*self.preload, *modules))
            if len(named) > len(self.preload):
                self.preload = tuple(named)
                self._retire()

    def _retire(self) -> None:
        """Let the process go; the reports that it has forked go on to their end."""
        if self.spare is not None:
            self.spare.close()
        if self.server is not None:
            self.server.retire()
        self.server = self.spare = None

    def _start(self) -> _Server:
        self._retire()
        self.server, self.code = _Server(self.preload), code_stamp()
        self._fork_ahead(self.server)
        return self.server

    def _fork_ahead(self, server: _Server) -> None:
        self.spare = Fork(server)
        self.forks.add(self.spare)

    def fork(self) -> Fork:
        """A process that waits for its request; ``CannotForkError`` when it cannot be had."""
        with self.lock:
            server = self.server
            if server is None or self.code != code_stamp():
                server = self._start()
            try:
                forked = self.spare or Fork(server)
                forked.wait()
                self._fork_ahead(server)
            except (OSError, EOFError) as ended:
                self._retire()
                raise CannotForkError("the warm process ended; what it wrote to its standard error says why") from ended
            return forked

    def stop(self) -> None:
        """End the process and the reports that are being made."""
        with self.lock:
            for forked in list(self.forks):
                forked.kill()
            self._retire()
            self.preload = ()


def code_stamp() -> str:
    """Changes when a module of the package is edited: the newest change and the number of files, looked up once a second."""
    return _code_stamp(int(time.monotonic()))


@lru_cache(maxsize=1)
def _code_stamp(second: int) -> str:
    files = (os.path.join(folder, name) for folder, _, names in os.walk(PACKAGE) for name in names if name.endswith(".py"))  # noqa: PTH118 (once a second)
    times = [os.path.getmtime(file) for file in files]  # noqa: PTH204
    return f"{len(times)} {max(times)}"


_WARM = Warm()


def warm_process(*, preload: Iterable[str] = ()) -> Warm:
    """The warm process of this process. Name modules to ``preload`` when many forks will follow."""
    _WARM.also_import(preload)
    return _WARM


def named_in(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """The modules and names worth importing before many reports are made: those every report draws with, those the cells name, and a rehearsal."""
    found = dict.fromkeys(PRELOAD)
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(f"tradebrief:{name}" for name in re.findall(r"\btb\.(\w+(?:\.\w+)?)", text))
    return (*found, "tradebrief.render.rehearsal")
