"""The package installed elsewhere: built as a wheel, put into a folder of its own, and used by another user with a bare environment."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

NOBODY = 65534


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """A folder whose path has spaces and accents, with the wheel in it as an installer would unpack it."""
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    [wheel] = made.glob("*.whl")
    folder = tmp_path_factory.mktemp("un été à Tōkyō")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site packages")
    for path in (*folder.parents[:2], folder):  # pytest keeps its folders to the user that runs it
        path.chmod(0o755)
    return folder


def test_the_wheel_makes_a_briefing_for_another_user(elsewhere):
    """HOME unset, LANG=C, a path with spaces and accents: the seeds, recipe and notebook that are installed are used, and nothing is said of it."""
    place = elsewhere / "à faire"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    environment = {"PATH": os.defpath, "LANG": "C", "LC_ALL": "C", "PYTHONPATH": str(elsewhere / "site packages")}

    def used(*words: str, **other: object) -> subprocess.CompletedProcess[str]:
        run = {"cwd": place, "env": environment, "capture_output": True, "text": True, "timeout": 120}
        return subprocess.run([sys.executable, "-P", *words], **run, **other)  # type: ignore[call-overload]

    other: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        used("-c", "", **other)
    except PermissionError:  # this Python lies where no other user comes: then the rest of it, at least
        other = {}
    where = used("-c", "import tradebrief; print(ascii(tradebrief.__file__))", **other)
    assert where.stderr == ""
    assert ascii(str(elsewhere))[1:-1] in where.stdout
    done = used("-m", "tradebrief", "render", "briefing_2025-06-14", "--out", "les résultats", **other)
    assert (done.returncode, done.stderr) == (0, "")
    page = (place / "les résultats" / "briefing_2025-06-14.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert "16.2%" in page
