"""Makes the pictures of the README from the real pages: the top of the briefing and of the explorer, in light and dark.

Needs a Chromium, on the path or named in CHROMIUM.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
BRIEFING = "briefing_2025-06-14"
SIZE, QUALITY = {"width": 1100, "height": 940}, 58
"""Pixels of a page that are shown, of which the README shows about half as many; WebP's quality, from 0 to 100."""

MOST = 300_000
"""Bytes of all pictures together."""

DRAWN = "[...document.querySelectorAll('.tb-pane')].some(pane => pane.offsetParent && pane.querySelector('.tb-figure svg'))"
"""Whether the explorer shows a figure."""


def main() -> None:
    """Write the pictures, all or none."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("pictures: there is no Chromium on the path. Install it or name it in CHROMIUM.")
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="tradebrief-") as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        subprocess.run([sys.executable, "-m", "tradebrief", "render", BRIEFING, "--out", scratch], check=True, cwd=ROOT)
        for scheme in ("light", "dark"):
            made[f"briefing-{scheme}"] = taken(browser, scheme, (Path(scratch) / f"{BRIEFING}.html").as_uri(), "document.images.length")
            with explorer(scheme) as address:
                made[f"explorer-{scheme}"] = taken(browser, scheme, address, DRAWN)
        browser.close()
    size = sum(map(len, made.values()))
    if size > MOST:
        sys.exit(f"pictures: are too large (got {size:,} bytes of {MOST:,}). Lower QUALITY in docs/pictures.py.")
    PICTURES.mkdir(exist_ok=True)
    for name, content in made.items():
        (PICTURES / f"{name}.webp").write_bytes(content)
    print(f"{len(made)} pictures, {size:,} bytes, in {PICTURES.relative_to(ROOT)}")


def taken(browser: Any, scheme: str, address: str, ready: str) -> bytes:
    """A picture of the top of a page in a colour scheme, once ``ready`` holds on it."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address, timeout=120_000)
    page.wait_for_function(ready, timeout=120_000)
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    context.close()
    written = io.BytesIO()
    shot.save(written, "WEBP", quality=QUALITY, method=6)
    return written.getvalue()


@contextmanager
def explorer(scheme: str) -> Iterator[str]:
    """The address of the explorer's page, as ``make app`` shows it, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["voila", "notebooks/explore.ipynb", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", "--template=tradebrief"]
    surroundings = {**os.environ, "JUPYTER_PATH": str(ROOT / "lib" / "tradebrief" / "explore" / "page")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([sys.executable, "-m", *words, f"--theme={scheme}"], cwd=ROOT, env=surroundings, **quiet)
    try:
        for _ in range(480):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                sys.exit(f"pictures: the explorer does not start (got exit code {server.returncode}). Try 'make app' to see why.")
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    main()
