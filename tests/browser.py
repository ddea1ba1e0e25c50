"""A browser for tests: where it is, how it is started, what a page asked and said in it, and the pictures that are kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here; install it or name it in CHROMIUM")


@contextmanager
def launched() -> Iterator[Any]:
    """Chromium without a window, closed at the end; skips the test where Playwright is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def watched(page: Any) -> Any:
    """The page with lists of what it asks for, of that what is refused and why, and of what it says on the console or in dialogs from now on."""
    page.asked, page.refused, page.said, page.dialogs = [], [], [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("requestfailed", lambda request: page.refused.append((request.url, request.failure)))
    page.on("websocket", lambda socket: page.asked.append(socket.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    return page


def keep(picture: bytes, name: str, folder: Path) -> Path:
    """Write a picture into a test's folder and, where TRADEBRIEF_ARTEFACTS names a folder, there as well."""
    asked = os.environ.get("TRADEBRIEF_ARTEFACTS")
    for place in (folder, *([Path(asked)] if asked else [])):
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.png").write_bytes(picture)
    return folder / f"{name}.png"
