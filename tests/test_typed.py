"""The public names are typed: what an editor shows for ``tb.load`` is its signature."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

NAMES = ("load", "exposure", "cadence", "why", "history", "Quantity", "figures.rates.rate_path", "words.exposure.owed")


def test_public_names_have_types(tmp_path):
    """No public name is Any or unknown, without the package having been imported."""
    pyright = shutil.which("pyright", path=str(Path(sys.executable).parent)) or pytest.skip("pyright is not installed")
    (tmp_path / "asked.py").write_text("import tradebrief as tb\n" + "".join(f"reveal_type(tb.{name})\n" for name in NAMES))
    (tmp_path / "pyrightconfig.json").write_text(f'{{"extraPaths": ["{ROOT / "lib"}"], "typeCheckingMode": "standard"}}')
    words = [pyright, "--project", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    told = dict(re.findall(r'Type of "tb\.([\w.]+)" is "(.+)"', done.stdout))
    assert told.keys() == set(NAMES), done.stdout + done.stderr
    assert [name for name, kind in told.items() if kind in {"Any", "Unknown"}] == []
    assert told["load"].endswith("-> Workbook")
