"""Reading what strangers made: a task runs in a process of its own, with bounded memory and time, without network or writing.

A file that would fill the memory, never end or crash its reader ends that process only, and becomes one error. The process
takes the bytes of the file and gives back JSON, so nothing it holds is run here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import Any

from tradebrief.errors import AskError, Problem, TradebriefError

MEMORY = 450
"""Most memory of the process, in MB of address space; kept where the system can (Linux)."""

SECONDS = 60
"""Longest time it may take."""

_START = "import sys; sys.path[:] = {path!r}; from tradebrief.guarded import serve; serve({task!r}, {where!r})"


def guarded(task: str, data: bytes, where: str) -> Any:
    """What ``package.module:function`` makes of bytes and the name ``where``, run apart; its ``AskError`` is raised here.

    ``AskError`` too where the process dies, takes too long or asks for too much memory.
    """
    code = _START.format(path=sys.path, task=task, where=where)
    try:
        done = subprocess.run([sys.executable, "-P", "-c", code], input=data, check=False, capture_output=True, timeout=SECONDS)  # noqa: S603 (our own code)
    except subprocess.TimeoutExpired:
        raise AskError(_too_much(where, f"still reading after {SECONDS} seconds")) from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise AskError(_too_much(where, _last_line(done.stderr) or f"its reader ended with {done.returncode}")) from None
    if "problems" in told:
        raise AskError(*(Problem(**one) for one in told["problems"]))
    return told["result"]


def _too_much(where: str, got: str) -> Problem:
    wrong = f"cannot be read within {MEMORY} MB of memory and {SECONDS} seconds"
    return Problem(file=where, wrong=wrong, got=got, remedy="It may be damaged or made to do harm; save its text as TXT and give that.")


def _last_line(stderr: bytes) -> str:
    """The end of a traceback, without the traceback."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1][:100] if lines else ""


def serve(task: str, where: str) -> None:
    """The process's side: bounds itself, reads the bytes from standard input, writes what the task made of them as JSON."""
    data = sys.stdin.buffer.read()
    module, _, name = task.partition(":")
    function = getattr(import_module(module), name)
    _bound()
    try:
        told = {"result": function(data, where)}
    except TradebriefError as refused:
        told = {"problems": [vars(replace(one, got=one.got[:200])) for one in refused.problems]}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()


def _bound() -> None:
    """Take no more memory than allowed, reach no other machine, start nothing, write nothing."""
    with suppress(ImportError, ValueError, OSError):  # a system without this bound; time is bounded all the same
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+")
    if writes or event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.")):
        raise PermissionError(f"{event} is not allowed while a file is read")
