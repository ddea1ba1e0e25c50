"""Stores in a notebook the sentences it now produces, and nothing else of its outputs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tradebrief.errors import ask_error
from tradebrief.provenance.opened import as_links
from tradebrief.render.canonical import as_text, canonical
from tradebrief.render.outputs import joined
from tradebrief.render.parameters import read_notebook
from tradebrief.render.run import execute, prepare

CHECKED = "nbval-check-output"


def accepted(path: Path, seeds: str | None = None) -> str:
    """The notebook's text with the outputs of its checked cells as they now are; ``AskError`` when a cell fails."""
    with tempfile.TemporaryDirectory() as scratch:
        done = execute(prepare(str(path), {}, out=scratch, seeds=seeds))
    if done.error:
        raise ask_error(f"{path.name}, cell {done.cell or '?'}", "fails, so nothing was stored", done.error, "Mend the cell first.")
    ran = [one for one in canonical(done.notebook)["cells"] if "injected-parameters" not in one["metadata"].get("tags", [])]
    notebook = canonical(read_notebook(path))
    for kept, now in zip(notebook["cells"], ran, strict=True):
        _store(kept, now)
    return as_text(notebook)


def _store(kept: dict[str, Any], now: dict[str, Any]) -> None:
    if kept["cell_type"] != "code":
        return
    checked = CHECKED in kept["metadata"].get("tags", [])
    kept["outputs"] = [_without_run(output) for output in now["outputs"]] if checked else []
    kept["execution_count"] = 1 if checked else None  # nbval takes a cell with outputs and no count for one that never ran


def _without_run(output: dict[str, Any]) -> dict[str, Any]:
    """An output without its count and without the lineage of its numbers: what is stored is the claim."""
    bare = {**output, **({"metadata": {}} if "metadata" in output else {})}
    if "text/html" in bare.get("data", {}):
        bare["data"] = {**bare["data"], "text/html": as_links(joined(bare["data"]["text/html"]))}
    return {**bare, "execution_count": 1} if "execution_count" in output else bare
