"""The process in which the cells of one report run: an IPython shell as ipykernel has it, without a kernel around it.

It is forked from the warm process, see ``warm``. Cells come in over a socket and what ipykernel would publish goes out over it, made
by ipykernel's own shell, display hook and publisher, so that outputs are the same as a kernel's.
"""

from __future__ import annotations

import asyncio
import base64
import builtins
import getpass
import io
import os
import struct
import sys
from collections.abc import Mapping
from importlib import import_module
from json import dumps, loads  # by name: a cell may do to the module what it likes
from types import MethodType, SimpleNamespace
from typing import Any

LENGTH = struct.Struct("!I")
"""Each message is its length in four bytes and then JSON."""

BY_EVERY_REPORT = ("IPython.core.logger", "comm.base_comm", "ipykernel.kernelbase", "tradebrief.render.environment")
"""Modules that a report's process needs before its first cell, imported once for all of them."""

LANGUAGE = {
    "name": "python",
    "version": sys.version.split()[0],
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": 3},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}


class Wire:
    """One end of the socket to the process that owns the notebook; the socket is put in once there is one."""

    socket: Any = None

    def __init__(self) -> None:
        self.parent: dict[str, Any] = {}
        self.held = b""

    def send(self, channel: str, kind: str, content: Any, metadata: Any = None, buffers: Any = None, *, hold: bool = False) -> None:
        """Send one message, stamped with the cell it belongs to; ``hold`` it to go with the next where that follows at once."""
        message = {"channel": channel, "msg_type": kind, "parent_header": self.parent, "content": content, "metadata": metadata or {}}
        message["header"] = {"msg_type": kind}
        message["buffers"] = [base64.b64encode(bytes(buffer)).decode() for buffer in buffers or ()]
        data = dumps(message, default=str).encode()
        self.held += LENGTH.pack(len(data)) + data
        if not hold:
            data, self.held = self.held, b""
            self.socket.sendall(data)

    def receive(self) -> Any:
        """The next message, or ``None`` when the other end is gone."""
        head = self._exactly(LENGTH.size)
        data = head and self._exactly(LENGTH.unpack(head)[0])
        return loads(data) if data else None

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                return b""
            data += part
        return data


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the cells; what C code and child processes write to its descriptor joins in."""

    encoding = "utf-8"

    def __init__(self, name: str, descriptor: int) -> None:
        self.name, self.descriptor = name, descriptor
        self.wire: Wire | None = None
        self.owner, self.read_up_to, self.waiting = 0, 0, ""

    def bind(self, wire: Wire) -> None:
        """From now on, what is written goes to ``wire``; the descriptor writes into memory that is read at each flush."""
        memory = os.memfd_create(self.name, os.MFD_CLOEXEC)
        os.dup2(memory, self.descriptor)
        os.set_inheritable(self.descriptor, True)
        os.close(memory)
        self.wire, self.owner, self.read_up_to, self.waiting = wire, os.getpid(), 0, ""

    def fileno(self) -> int:
        """The descriptor behind the stream."""
        return self.descriptor

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Keep the text until the next flush; a process forked by a cell writes to the descriptor."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.wire is None or os.getpid() != self.owner:
            os.write(self.descriptor, text.encode("utf-8", "replace"))
            return len(text)
        self._from_descriptor()
        self.waiting += text
        if len(self.waiting) > 1 << 16:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is waiting."""
        if self.wire is None or os.getpid() != self.owner:
            return
        self._from_descriptor()
        text, self.waiting = self.waiting, ""
        if text:
            self.wire.send("iopub", "stream", {"name": self.name, "text": text})

    def _from_descriptor(self) -> None:
        size = os.fstat(self.descriptor).st_size
        if size > self.read_up_to:
            written = os.pread(self.descriptor, size - self.read_up_to, self.read_up_to)
            self.read_up_to += len(written)
            self.waiting += written.decode("utf-8", "replace")


def make_shell() -> Any:
    """ipykernel's shell, its streams and its answer to "am I in a notebook?", before anything that asks is imported."""
    for name in BY_EVERY_REPORT:
        import_module(name)
    from ipykernel.compiler import XCachingCompiler
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    shell = _shell_class().instance(config=settings, compiler_class=XCachingCompiler)
    shell.enable_gui = lambda gui=None: None
    sys.stdout, sys.stderr = Stream("stdout", 1), Stream("stderr", 2)
    return shell


def the_shell() -> Any:
    """The shell that was made before the fork."""
    return _shell_class().instance()


def _shell_class() -> Any:
    from ipykernel.zmqshell import ZMQInteractiveShell

    return ZMQInteractiveShell


def connect(shell: Any) -> None:
    """Have everything that the shell publishes go to its ``kernel.wire``, and leave the shell as its first cell would."""
    wire = Wire()
    _connect(shell, wire)
    _refuse_questions()
    _connect_comms(wire)
    use_shell(shell)


def use_shell(shell: Any) -> None:
    """Do what every cell does, without a trace in the session."""
    shell.display_formatter.format(shell.transform_cell("1"))


def run_cells(shell: Any, wire: Wire) -> None:
    """Run the cells that come in over the wire until its other end closes."""
    for stream in (sys.stdout, sys.stderr):
        stream.bind(wire)  # type: ignore[attr-defined]
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_answer_all(shell, wire))


def _connect(shell: Any, wire: Wire) -> None:
    from jupyter_client.session import Session

    class Published(Session):
        def send(self, stream: Any, msg_or_type: Any, content: Any = None, *rest: Any, **more: Any) -> None:  # type: ignore[override]
            kind = msg_or_type["msg_type"] if isinstance(msg_or_type, dict) else msg_or_type
            content = msg_or_type["content"] if isinstance(msg_or_type, dict) else content
            sys.stdout.flush()
            sys.stderr.flush()
            wire.send("iopub", kind, content, more.get("metadata"), more.get("buffers"))

    session = Published(key=b"")
    for part in (shell.displayhook, shell.display_pub):
        part.session, part.pub_socket = session, None
    shell.displayhook.topic = b"execute_result"
    shell.kernel = SimpleNamespace(
        session=session, shell=shell, wire=wire, iopub_socket=None, get_parent=lambda: {"header": wire.parent}, eventloop=None
    )


def _refuse_questions() -> None:
    """A report asks nobody anything: ``input`` fails as in a kernel that nobody sits at."""
    from ipykernel.kernelbase import Kernel

    nobody = SimpleNamespace(_allow_stdin=False)
    builtins.input, getpass.getpass = MethodType(Kernel.raw_input, nobody), MethodType(Kernel.getpass, nobody)


def _connect_comms(wire: Wire) -> None:
    """Widgets speak over comms; theirs go over the wire too."""
    import comm
    from comm.base_comm import BaseComm
    from ipykernel.jsonutil import json_clean

    class WireComm(BaseComm):
        def publish_msg(self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any) -> None:
            content = json_clean({"data": data or {}, "comm_id": self.comm_id, **keys})
            wire.send("iopub", msg_type, content, json_clean(metadata or {}), buffers)

    comm.create_comm = WireComm


async def _answer_all(shell: Any, wire: Wire) -> None:
    """Run the cells as they come. One that was sent ahead is run only when the cell before it went well and no widget waits for word."""
    drops = False
    while (request := wire.receive()) is not None:
        if request["msg_type"] == "comm_msg":
            _tell_widget(request)
            continue
        if request["ahead"] and drops:
            continue
        wire.parent = {"msg_id": request["msg_id"], "msg_type": "execute_request"}
        shell.set_parent({"header": wire.parent})
        reply = await _run(shell, wire, request["code"])
        drops = reply["status"] != "ok" or bool(_comms().comms)
        sys.stdout.flush()
        sys.stderr.flush()
        wire.send("iopub", "status", {"execution_state": "idle"}, hold=True)
        wire.send("shell", "execute_reply", {**reply, "drops_ahead": drops})


def _comms() -> Any:
    import comm

    return comm.get_comm_manager()


def _tell_widget(request: Mapping[str, Any]) -> None:
    _comms().comm_msg(None, None, request)


async def _run(shell: Any, wire: Wire, code: str) -> dict[str, Any]:
    """Run one cell as ipykernel does; its reply."""
    wire.send("iopub", "execute_input", {"code": code, "execution_count": shell.execution_count}, hold=True)
    if "await" not in code and "async" not in code:
        return _reply(shell, shell.run_cell(code, store_history=True))
    try:
        transformed, wrong = shell.transform_cell(code), None
    except Exception:
        transformed, wrong = code, sys.exc_info()
    if shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=wrong):
        result = None
        try:
            result = await shell.run_cell_async(code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=wrong)
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
    else:
        result = shell.run_cell(code, store_history=True)
    return _reply(shell, result)


def _reply(shell: Any, result: Any) -> dict[str, Any]:
    count = shell.execution_count - 1
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return {"status": "ok", "execution_count": count}
    failed = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
    traceback = shell._last_traceback or []
    return {"status": "error", "execution_count": count, "ename": type(failed).__name__, "evalue": str(failed), "traceback": traceback}
