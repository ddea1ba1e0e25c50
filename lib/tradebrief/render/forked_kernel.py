"""A forked report in the shape in which papermill's client knows a kernel.

``ForkedKernel`` answers to the few names by which nbclient uses a kernel's manager and client, so
everything nbclient knows about outputs, displays that are updated, widgets and errors holds for it too. While a cell runs, the next
one is sent ahead, so that the process need not wait for this one between them; see ``cell_process`` for when it may begin.
"""

from __future__ import annotations

import asyncio
import base64
import json
import signal
from collections import deque
from collections.abc import Mapping, Sequence
from queue import Empty
from types import SimpleNamespace
from typing import Any

from nbclient.exceptions import DeadKernelError

from tradebrief.render.cell_process import LANGUAGE, LENGTH
from tradebrief.render.forked import Fork, warm_process


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
