"""The asking side of ``warm``: reports forked by ``multiprocessing``'s fork server, which papermill's client takes for kernels.

``ForkedKernel`` answers to the few names by which nbclient uses a kernel's manager and client, so
everything nbclient knows about outputs, displays that are updated, widgets and errors holds for it too. While a cell runs, the next
one is sent ahead, so that the process need not wait for this one between them; see ``cell_process`` for when it may begin.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import pickle
import select
import signal
import socket
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.forkserver import ForkServer, read_signed
from queue import Empty
from types import SimpleNamespace
from typing import Any
from weakref import WeakSet

from tradebrief.render.cell_process import LANGUAGE, LENGTH
from tradebrief.render.environment import SETTINGS
from tradebrief.render.preloading import code_stamp
from tradebrief.render.warm import MODULES, ForkedReport


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
        threading.Thread(target=self._stop, daemon=True).start()


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


_WARM = Warm()


def warm_process(*, preload: Iterable[str] = ()) -> Warm:
    """The warm process of this process. Name modules to ``preload`` before the first fork when many will follow."""
    if _WARM.server is None:
        _WARM.preload = tuple(preload) or _WARM.preload
    return _WARM


class ForkedKernel:
    """One report's process, in the shape in which nbclient knows a kernel: manager and client in one."""

    ipykernel = False

    def __init__(self, request: Mapping[str, Any], cells: Sequence[str] = ()) -> None:
        self.request = dict(request)
        self.to_come = tuple(cells)
        self.ahead = ""
        self.has_kernel = False
        self.allow_stdin = False
        self.queues: dict[str, deque[Any]] = {"iopub": deque(), "shell": deque()}
        self.shell_channel = SimpleNamespace(get_msg=lambda timeout=None: self._next("shell", timeout), send=self._comm)
        self.iopub_channel = SimpleNamespace(get_msg=lambda timeout=None: self._next("iopub", timeout))
        self.session = SimpleNamespace(msg=lambda kind, content=None, **_: {"msg_type": kind, "content": content})
        self.reading: asyncio.Task[None] | None = None
        self.data, self.count = bytearray(), 0
        self.forked: Fork | None = None
        self.closed = False

    # --- as a manager

    def start_kernel(self, **_: Any) -> None:
        """Have the process forked."""
        self.forked = warm_process().fork()
        self.cells = self.forked.cells
        self.has_kernel = True
        self._post(self.request)

    def client(self) -> ForkedKernel:
        """It is its own client."""
        return self

    def is_alive(self) -> bool:
        """Whether the process still answers."""
        return self.has_kernel and not self.closed

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs."""
        if self.forked is not None:
            self.forked.interrupt()

    def shutdown_kernel(self, now: bool = False) -> None:
        """Kill the process and all it started."""
        if self.forked is not None:
            self.forked.kill()
        self.has_kernel = False

    def cleanup_resources(self) -> None:
        """Let go of the process."""
        if self.reading is not None and not self.reading.done():
            self.reading.cancel()
        if self.forked is not None:
            self.forked.close()

    def exit_code(self) -> int | None:
        """How the process ended, see ``Fork.exit_code``."""
        return self.forked.exit_code() if self.forked is not None else None

    # --- as a client

    def start_channels(self) -> None:
        """They are there from the start."""

    stop_channels = start_channels

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """A forked process is ready."""

    def execute(self, code: str, **_: Any) -> str:
        """Send a cell, unless it was sent ahead, and the one after it ahead; the name of the request."""
        self.count += 1
        if self.ahead != code:
            self._request(self.count, code)
        follows = self.to_come[self.count - 1 : self.count + 1]
        self.ahead = follows[1] if len(follows) == 2 and follows[0] == code else ""
        if self.ahead:
            self._request(self.count + 1, self.ahead, ahead=True)
        return f"cell-{self.count}"

    def _request(self, number: int, code: str, *, ahead: bool = False) -> None:
        self._post({"msg_type": "execute_request", "msg_id": f"cell-{number}", "code": code, "ahead": ahead})

    def kernel_info(self) -> str:
        """What language this is, without asking the process."""
        self.queues["shell"].append({"parent_header": {"msg_id": "info"}, "content": {"language_info": LANGUAGE}})
        return "info"

    def _comm(self, message: Mapping[str, Any]) -> None:
        self._post({"msg_type": "comm_msg", "content": message["content"], "metadata": {}, "buffers": []})

    def _post(self, message: Mapping[str, Any]) -> None:
        data = json.dumps(message).encode()
        self.cells.setblocking(True)
        try:
            self.cells.sendall(LENGTH.pack(len(data)) + data)
        except OSError:
            self.closed = True
        finally:
            self.cells.setblocking(False)

    async def _next(self, channel: str, timeout: float | None) -> Any:
        """The next message of a channel; ``Empty`` after ``timeout`` seconds, ``DeadKernelError`` when no answer can come."""
        from nbclient.exceptions import DeadKernelError

        deadline = None if timeout is None else asyncio.get_running_loop().time() + timeout
        while not self.queues[channel]:
            if self.closed and channel == "shell":
                raise DeadKernelError("Kernel died")
            if self.closed:
                await asyncio.Event().wait()
            if self.reading is None or self.reading.done():
                self.reading = asyncio.ensure_future(self._read())
            left = None if deadline is None else deadline - asyncio.get_running_loop().time()
            if left is not None and left <= 0:
                raise Empty
            await asyncio.wait({self.reading}, timeout=left)
        return self.queues[channel].popleft()

    async def _read(self) -> None:
        """Sort what has come in by channel."""
        try:
            part = await asyncio.get_running_loop().sock_recv(self.cells, 1 << 20)
        except OSError:
            part = b""
        self.closed = not part
        self.data += part
        while len(self.data) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self.data)[0]
            if len(self.data) < end:
                return
            message = json.loads(self.data[LENGTH.size : end])
            message["buffers"] = [base64.b64decode(buffer) for buffer in message["buffers"]]
            self.queues[message["channel"]].append(message)
            if message["content"].get("drops_ahead"):
                self.ahead = ""
            del self.data[:end]


def spoken(code: int | None) -> str:
    """How a process ended, in words.

    >>> spoken(3), spoken(-11)
    ('ended by itself with code 3', 'was killed by SIGSEGV')
    """
    if code is None:
        return "went away"
    if code >= 0:
        return f"ended by itself with code {code}"
    return f"was killed by {signal.Signals(-code).name}" + (", as the system does when memory runs out" if code == -signal.SIGKILL else "")
