"""A process that has imported everything once and forks one child for each report. Linux only.

Started as ``python -P -m tradebrief.render.zygote DESCRIPTOR`` by ``forked``. Over the socket of
that number come requests, each with two more sockets: *cells* goes to the child, *life* stays here and tells how the child
ended. When the asker closes *life* or goes away, the child and all it started are killed. One child is always forked ahead and
waits for its request, so that no report waits for a fork.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from tradebrief.render.cell_process import connected, make_shell, serve, use_shell

LARGEST = 1 << 18
"""Bytes of the largest request: the environment of a report and where it runs."""

#: Packages that start threads or hold connections when imported; after them a fork is not safe.
NEVER_BEFORE_A_FORK = frozenset({"pyarrow", "polars", "grpc", "torch", "tensorflow", "jax", "cupy", "distributed", "ray", "duckdb"})

WITHHELD = frozenset({"polars"})
"""Those of them that this package uses, and whose absence no other package takes note of when it is imported."""


class Zygote:
    """The warm process: hands requests to children forked ahead, watches the children and ends them with their askers."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.children: dict[int, socket.socket] = {}
        self.spare: tuple[int, socket.socket] | None = None
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)
        self.bell, wake = os.pipe()
        for end in (self.bell, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.selector.register(self.bell, selectors.EVENT_READ)

    def run(self) -> socket.socket | None:
        """Serve until the asker is gone; in a forked child, return at once the socket over which its request will come."""
        while True:
            if self.spare is None and (channel := self._fork()):
                return channel
            for key, _ in self.selector.select():
                if key.fileobj is self.control:
                    asked = self._receive()
                    if asked is None:
                        self._end_all()
                        return None
                    self._hand_over(*asked)
                elif key.fileobj == self.bell:
                    os.read(self.bell, 1024)
                    self._reap()
                elif key.data in self.children:  # it may have ended in this very turn
                    self._told(key.data)

    def _receive(self) -> tuple[bytes, socket.socket, socket.socket] | None:
        data, handles, _, _ = socket.recv_fds(self.control, LARGEST, 2)
        if not data:
            return None
        cells, life = (socket.socket(fileno=handle) for handle in handles)
        return data, cells, life

    def _fork(self) -> socket.socket | None:
        """Fork a child ahead; in the child, the socket over which its request will come."""
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        child = os.fork()
        if child == 0:
            mine.close()
            self._leave_behind()
            return theirs
        theirs.close()
        self.spare = child, mine
        return None

    def _hand_over(self, request: bytes, cells: socket.socket, life: socket.socket) -> None:
        """Give a request to the child that waits; when that is gone, the asker finds *life* closed."""
        if self.spare is None:
            cells.close()
            life.close()
            return
        (child, channel), self.spare = self.spare, None
        with suppress(OSError):
            socket.send_fds(channel, [request], [cells.fileno()])
        for one in (channel, cells):
            one.close()
        self.children[child] = life
        self.selector.register(life, selectors.EVENT_READ, child)
        life.sendall(json.dumps({"pid": child}).encode() + b"\n")

    def _leave_behind(self) -> None:
        """In the child: let go of everything that belongs to the warm process and to other reports."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.selector.close()
        for one in (self.control, *self.children.values()):
            one.close()
        os.close(self.bell)

    def _told(self, child: int) -> None:
        """The asker wants a signal sent, or is gone."""
        try:
            word = self.children[child].recv(1)
        except OSError:
            word = b""
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGINT) if word == b"I" else _kill(child)
        if not word:
            self.selector.unregister(self.children[child])

    def _reap(self) -> None:
        """Tell of the children that ended, and end what they left running."""
        if self.spare and _has_ended(self.spare[0]):
            os.waitpid(self.spare[0], 0)
            self.spare[1].close()
            self.spare = None
        for child in filter(_has_ended, list(self.children)):
            _kill(child)
            _, status = os.waitpid(child, 0)
            life = self.children.pop(child)
            with suppress(KeyError, OSError):
                self.selector.unregister(life)
                life.sendall(json.dumps({"exit": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
            life.close()

    def _end_all(self) -> None:
        for child in (*self.children, *([self.spare[0]] if self.spare else [])):
            _kill(child)


def _has_ended(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill(child: int) -> None:
    """Kill a report's process and everything in its session."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)


def wait_for_request(channel: socket.socket, shell: Any) -> tuple[Any, socket.socket]:
    """In the child: use the shell once, for the memory that touches, then the request and the socket for its cells; ends where none comes."""
    use_shell(shell)
    data, handles, _, _ = socket.recv_fds(channel, LARGEST, 1)
    channel.close()
    if not handles:
        os._exit(0)
    return json.loads(data), socket.socket(fileno=handles[0])


def become_report(request: Any, shell: Any) -> None:
    """In the child: its own session, limits, environment, folder and random numbers."""
    from tradebrief.render.environment import prepare

    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: never outlive the warm process
    kept = {name: os.environ[name] for name in ("TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER")}
    os.environ.clear()
    os.environ.update({**request["environment"], **kept})
    os.chdir(request["folder"])
    sys.path.insert(0, "")
    sys.argv = ["ipykernel_launcher.py"]
    gc.set_threshold(100_000, 20, 50)  # what was there before is frozen: a report is short and makes little to collect
    if request.get("memory"):
        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"], request["memory"]))
    prepare(os.environ, shell)


def warm(shell: Any, modules: list[str]) -> str:
    """Import modules as a cell would; what stands in the way of forking afterwards, or nothing."""
    with shell.builtin_trap, _withholding():
        for name in modules:
            with suppress(Exception):  # a module that fails here fails again, and visibly, in the cell that needs it
                importlib.import_module(name)
        if modules:
            _use_once()
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


def _use_once() -> None:
    """Read the seeds and draw a figure, for what that leaves in caches of fonts, patterns and code; nothing of it is kept."""
    from tradebrief.errors import TradebriefError
    from tradebrief.figures import style
    from tradebrief.workbook.loader import load

    with suppress(TradebriefError, OSError):
        load()
    with style.canvas(2) as (figure, axes):
        axes.plot([date(2025, 1, 1), date(2025, 6, 1)], [1, 2], marker="o")
        axes.set_title("Aa 1")
        axes.text(0.5, 0.5, "– ● ◇", transform=axes.transAxes)
        style.day_axis(axes)
        style.quiet(axes)
        style.finish(figure, title="warm", alt="warm")


def main() -> None:
    """Warm up, then fork children ahead; a child runs the cells of its request and ends."""
    control = socket.socket(fileno=int(sys.argv[1]))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    shell = make_shell()
    wire = connected(shell)
    obstacle = warm(shell, sys.argv[2:])
    control.sendall(json.dumps({"obstacle": obstacle}).encode())
    channel = None if obstacle else Zygote(control).run()
    if channel is None:
        os._exit(0)
    try:
        request, cells = wait_for_request(channel, shell)
        become_report(request, shell)
        serve(shell, wire, cells)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
