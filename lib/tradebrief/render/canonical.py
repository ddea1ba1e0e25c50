"""Takes out of an executed notebook what changes from run to run: ids, clocks, paths, addresses.

What is left depends on the notebook, its parameters, the seeds and the lock file alone, so two runs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

NAMED = "nb-"
"""How the id of a cell begins whose prose has a message of that name in other languages; such an id stays."""

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{4,}")
_DRAWN = re.compile(r'(?<="model_id": ")[0-9a-f]{32}(?=")|\bT_[0-9a-f]{5}(?=_|\b)')
_SCRATCH = re.compile(r"(/tmp|/var/folders)/[\w./-]*ipykernel_\d+/(\d+)\.py")


def canonical(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without its accidents; the argument is not changed."""
    nb = json.loads(json.dumps(notebook, default=str))
    nb["metadata"] = {key: nb["metadata"][key] for key in ("kernelspec", "language_info", "tradebrief") if key in nb.get("metadata", {})}
    nb["metadata"].get("language_info", {}).pop("version", None)
    nb["nbformat_minor"] = 5
    for number, cell in enumerate(nb["cells"]):
        _clean(cell, number)
    nb["cells"] = _renamed(nb["cells"])
    return nb


def _renamed(cells: list[dict[str, Any]]) -> Any:
    """The cells with names that were drawn by lot, of widgets and of pandas' styled tables, counted in order of appearance."""
    if not any(_may_hold_lots(output) for cell in cells for output in cell.get("outputs", [])):
        return cells
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True)
    for number, name in enumerate(dict.fromkeys(_DRAWN.findall(text))):
        text = text.replace(name, f"T_s{number:04}" if name.startswith("T_") else f"{number:032x}")
    return json.loads(text)


def _may_hold_lots(output: dict[str, Any]) -> bool:
    data = output.get("data", {})
    return 'id="T_' in str(data.get("text/html", "")) or any("widget" in kind for kind in data)


def _clean(cell: dict[str, Any], number: int) -> None:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    cell["source"] = source
    if not str(cell.get("id", "")).startswith(NAMED):
        cell["id"] = hashlib.sha256(f"{number}\n{source}".encode()).hexdigest()[:8]
    cell["metadata"] = {key: value for key, value in cell.get("metadata", {}).items() if key == "tags"}
    if "outputs" in cell:
        cell["outputs"] = list(_streams_in_order(cell["outputs"]))
    for output in cell.get("outputs", []):
        _clean_output(output)


def _streams_in_order(outputs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each run of printed text as one piece of standard output and one of errors: where it was cut depends on the clock."""
    for streams, group in groupby(outputs, lambda output: output["output_type"] == "stream"):
        if not streams:
            yield from group
            continue
        texts: dict[str, str] = {"stdout": "", "stderr": ""}
        for output in group:
            texts[output["name"]] += output["text"] if isinstance(output["text"], str) else "".join(output["text"])
        yield from ({"output_type": "stream", "name": name, "text": text} for name, text in texts.items() if text)


def _clean_output(output: dict[str, Any]) -> None:
    for kind, text in output.get("data", {}).items():
        output["data"][kind] = _text(text)
    for field in ("text", "ename", "evalue"):
        if field in output:
            output[field] = _text(output[field])
    if "traceback" in output:
        output["traceback"] = [_text(line) for line in output["traceback"]]


def _text(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        return value
    value = _ADDRESS.sub("at 0x0", value) if "at 0x" in value else value  # a figure is long, and looking for a word in it is quick
    return _SCRATCH.sub("cell", value) if "ipykernel_" in value else value


def as_text(notebook: dict[str, Any]) -> str:
    """A notebook as the text of its file, one way only."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
