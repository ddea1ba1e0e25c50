"""The asking side of ``zygote``: a forked process that papermill's client takes for a kernel.

``ForkedKernel`` answers to the few names by which nbclient uses a kernel's manager and client, so
everything nbclient knows about outputs, displays that are updated, widgets and errors holds for it too. While a cell runs, the next
one is sent ahead, so that the process need not wait for this one between them; see ``cell_process`` for when it may begin.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from queue import Empty
from types import SimpleNamespace
from typing import Any

from tradebrief.render.cell_process import LANGUAGE, LENGTH
from tradebrief.render.environment import SETTINGS

#: Imported once before the first fork when several reports are made; a single one imports what it needs itself.
PRELOAD = (
    "matplotlib.figure", "matplotlib.dates", "matplotlib.backends.backend_svg", "numpy.random", "pandas",
    "tradebrief.workbook.loader", "tradebrief.analysis.factbook", "tradebrief.figures.style", "tradebrief.tables.table", "tradebrief.words.sentence",
)  # fmt: skip


class CannotForkError(Exception):
    """The warm process cannot fork; the message says why."""


class Warm:
    """The warm process, started when first needed and again when the package's code has changed."""

    def __init__(self, preload: tuple[str, ...] = ()) -> None:
        self.preload = preload
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.code, self.obstacle = "", None
        self.retired: list[tuple[subprocess.Popen[bytes], socket.socket | None]] = []

    def start(self) -> None:
        """Start the process without waiting for it to be warm."""
        mine, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-m", "tradebrief.render.zygote", str(theirs.fileno()), *self.preload]
        surroundings = {**os.environ, **SETTINGS}
        channel = {"pass_fds": [theirs.fileno()], "stdin": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=surroundings, start_new_session=True, **channel)  # noqa: S603 (this Python, our own module)
        theirs.close()
        self.control, self.code, self.obstacle = mine, code_stamp(), None

    def start_once(self) -> None:
        """Start the process unless it runs, so that it warms up while other work is done."""
        with self.lock:
            if self.process is None:
                self.start()

    def fork(self, request: Mapping[str, Any]) -> tuple[socket.socket, socket.socket]:
        """The sockets *cells* and *life* of a new child; ``CannotForkError`` when it cannot be had."""
        with self.lock:
            if self.process is not None and (self.process.poll() is not None or self.code != code_stamp()):
                self.retired.append((self.process, self.control))  # its reports go on to their end
                self.process = None
            if self.process is None:
                self.start()
            if self.control is None or not self._is_warm():
                raise CannotForkError(self.obstacle or "the warm process did not start")
            cells, cells_there = socket.socketpair()
            life, life_there = socket.socketpair()
            socket.send_fds(self.control, [json.dumps(request).encode()], [cells_there.fileno(), life_there.fileno()])
            for there in (cells_there, life_there):
                there.close()
            return cells, life

    def _is_warm(self) -> bool:
        if self.obstacle is None and self.control is not None:
            told = self.control.recv(4096)
            self.obstacle = json.loads(told)["obstacle"] if told else "the warm process ended while it started"
        return not self.obstacle

    def stop(self) -> None:
        """End the process; its children go with it."""
        running = [*self.retired, *([(self.process, self.control)] if self.process is not None else [])]
        self.process, self.control, self.retired, self.preload = None, None, [], ()
        for process, control in running:
            if control is not None:
                control.close()
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def code_stamp() -> str:
    """Changes when a module of the package is edited: the newest change and the number of files, looked up once a second."""
    return _code_stamp(int(time.monotonic()))


@lru_cache(maxsize=1)
def _code_stamp(second: int) -> str:
    times = list(_changes(str(Path(__file__).resolve().parents[1])))
    return f"{len(times)} {max(times)}"


def _changes(folder: str) -> Iterator[int]:
    """When each module of a folder and of those in it was changed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name not in {"__pycache__", "_shipped"}:
                yield from _changes(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.stat().st_mtime_ns


_WARM = Warm()
atexit.register(_WARM.stop)


def warm_process(*, preload: Iterable[str] = ()) -> Warm:
    """The warm process of this process. Name modules to ``preload`` before the first fork when many will follow."""
    if _WARM.process is None:
        _WARM.preload = tuple(preload) or _WARM.preload
    return _WARM


def named_in(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """The modules worth importing before many reports are made: those every report draws with, and those the notebooks' cells name."""
    import tradebrief

    found = dict.fromkeys(PRELOAD)
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(f"tradebrief.{kind}.{name}" for kind, name in re.findall(r"\btb\.(figures|tables|words)\.(\w+)", text))
        found |= dict.fromkeys(tradebrief._PUBLIC[name] for name in re.findall(r"\btb\.(\w+)", text) if name in tradebrief._PUBLIC)
    return tuple(found)


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
        self.data, self.told, self.count = bytearray(), b"", 0
        self.exit_code: int | None = None
        self.closed = False

    # --- as a manager

    def start_kernel(self, **_: Any) -> None:
        """Have the process forked."""
        self.cells, self.life = warm_process().fork(self.request)
        self.cells.setblocking(False)
        self.has_kernel = True

    def client(self) -> ForkedKernel:
        """It is its own client."""
        return self

    def is_alive(self) -> bool:
        """Whether the process still answers."""
        return self.has_kernel and not self.closed

    def interrupt_kernel(self) -> None:
        """Send SIGINT to the process."""
        self._say(b"I")

    def shutdown_kernel(self, now: bool = False) -> None:
        """Have the process and all it started killed; the warm process sees to it and collects what is left."""
        if self.has_kernel:
            self._say(b"K")
            self.has_kernel = False

    def cleanup_resources(self) -> None:
        """Let go of the sockets."""
        if self.reading is not None and not self.reading.done():
            self.reading.cancel()
        for one in (getattr(self, "cells", None), getattr(self, "life", None)):
            if one is not None:
                one.close()

    def how_it_ended(self) -> int | None:
        """The exit code of the process once it is gone, below zero for the signal that killed it."""
        self.life.settimeout(5)
        try:
            while self.exit_code is None and (part := self.life.recv(4096)):
                self.told += part
                codes = [json.loads(line).get("exit") for line in self.told.splitlines() if line.endswith(b"}")]
                self.exit_code = next((code for code in codes if code is not None), None)
        except OSError:
            return self.exit_code
        return self.exit_code

    def _say(self, word: bytes) -> None:
        try:
            self.life.sendall(word)
        except OSError:
            self.closed = True

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
