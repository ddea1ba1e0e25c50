"""A JupyterLab for tests: on this machine only, with a home of its own; what it asks of other machines is noted and refused."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from conftest import ROOT

TOKEN = "toyland"

#: Without these JupyterLab asks for news, for its latest version and for extensions to install.
QUIET = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)


#: What every Python process of the lab does first: note each host elsewhere that it wants to know of or to reach, and refuse it.
WATCH = """\
import os, sys

HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", "None"}


def note(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if (host.decode() if isinstance(host, bytes) else str(host)) not in HERE:
        with open(os.environ["HOSTS_ASKED"], "a") as asked:
            asked.write(f"{host}\\n")
        raise OSError(f"{host} is elsewhere")


sys.addaudithook(note)
"""


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: its address, and where the hosts are noted that it or a kernel of it asked for."""

    address: str
    noted: Path

    @property
    def asked(self) -> list[str]:
        """The hosts elsewhere that were asked for so far."""
        return self.noted.read_text(encoding="utf-8").split()

    def of(self, notebook: str) -> str:
        """The address at which a notebook is opened, with nothing left of an earlier visit."""
        return f"{self.address}/lab/tree/{notebook}?token={TOKEN}&reset"


@contextmanager
def jupyterlab(folder: Path, home: Path, *, words: tuple[str, ...] = QUIET, **surroundings: str) -> Iterator[Lab]:
    """A JupyterLab over ``folder``, ended at the end; ``surroundings`` are further variables of its environment.

    All cells of a notebook are drawn at once, so that a test finds those that are out of sight.
    """
    settings, site, noted = home / "settings", home / "site", home / "hosts_asked"
    for file, text in {
        settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings": json.dumps({"windowingMode": "none"}),
        settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings": json.dumps({"fetchNews": "false"}),
        site / "sitecustomize.py": WATCH,
        noted: "",
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}", *words,
    ]  # fmt: skip
    own = {"HOME": home, "PYTHONPATH": f"{site}:{ROOT / 'lib'}", "JUPYTERLAB_SETTINGS_DIR": settings, "HOSTS_ASKED": noted}
    environment = {**os.environ, **{name: str(value) for name, value in own.items()}, **surroundings}
    server = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server)
        yield Lab(f"http://127.0.0.1:{port}", noted)
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Until the address answers; an error when the server has ended or a minute has gone by."""
    for _ in range(240):
        assert server.poll() is None, "JupyterLab has ended"
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("JupyterLab did not start within a minute")


def open_notebook(page: Any, address: str) -> None:
    """Open a notebook and wait until its kernel is there."""
    page.goto(address, timeout=60_000)
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    wait_until_idle(page)


def run_all(page: Any) -> None:
    """Run all cells through the menu and wait until none is running or waiting."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(e => /\\d/.test(e.textContent))", timeout=120_000
    )
    wait_until_idle(page)


def wait_until_idle(page: Any) -> None:
    """Until the foot of the window says that the kernel has nothing to do."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
