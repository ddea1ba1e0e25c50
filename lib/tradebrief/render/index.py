"""The page over a sweep: its reports by parameter, what failed and why, one sentence and one figure of each.

Links lead to the reports beside it. Its one script sorts and filters; without it the page still shows everything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tradebrief.files import code, write_whole
from tradebrief.render.cache import record_of
from tradebrief.render.outputs import figures_of
from tradebrief.render.page import stylesheet
from tradebrief.render.sweep import SweepOutcome
from tradebrief.templates import filled


def write_index(outcomes: Sequence[SweepOutcome], folder: Path, *, title: str, figure: int = 1) -> Path:
    """Write ``index.html``, unless the one there was made from the same outcomes; its path."""
    target, note = folder / "index.html", folder / ".cache" / "index.json"
    key = _key(outcomes, title, figure)
    if not (target.exists() and note.exists() and note.read_text(encoding="utf-8") == key):
        write_whole(target, index(outcomes, folder, title=title, figure=figure))
        write_whole(note, key)
    return target


def _key(outcomes: Sequence[SweepOutcome], title: str, figure: int) -> str:
    parts = [title, str(figure), code()]
    for one in outcomes:
        record = record_of(one.job)
        parts += [one.job.name, one.report.error, hashlib.sha256(record.read_bytes()).hexdigest() if record.exists() else ""]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def index(outcomes: Sequence[SweepOutcome], folder: Path, *, title: str, figure: int = 1) -> str:
    """The page as text; ``figure`` is the number of the figure shown of each report, 0 for none."""
    names = _varied(outcomes)
    shown = [_row(one, names, figure) for one in outcomes]
    failed, pictures = ([row for row in shown if row[what]] for what in ("error", "picture"))
    lists = {"names": names, "rows": shown, "failed": failed, "pictures": pictures}
    return filled("render/index.html.j2", title=title, style=stylesheet(), script=_script(), **lists) + "\n"


def _varied(outcomes: Sequence[SweepOutcome]) -> list[str]:
    """The parameters that differ between reports, in the notebook's order; all that are asked when there is one report."""
    names = list(dict.fromkeys(name for one in outcomes for name in one.job.parameters))
    return [name for name in names if len({json.dumps(one.job.parameters.get(name)) for one in outcomes}) > 1] or names[:1]


def _row(one: SweepOutcome, names: Sequence[str], figure: int) -> dict[str, Any]:
    report, done = one.report, one.report.status == "done"
    where = "" if done else (f"cell {report.cell}" if report.cell else "before the first cell")
    picture = _picture(Path(report.ipynb), figure) if done and figure else None
    return {
        "name": one.job.name,
        "title": one.job.title,
        "link": Path(report.html if done else report.ipynb).name,
        "values": [_text(one.job.parameters.get(name, "")) for name in names],
        "headline": report.headline,
        "error": "" if done else f"{where}: {report.error}",
        "picture": picture,
    }


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _picture(ipynb: Path, number: int) -> Mapping[str, str] | None:
    notebook = json.loads(ipynb.read_text(encoding="utf-8"))
    found = list(figures_of(notebook))
    return found[number - 1] if len(found) >= number else None


@cache
def _script() -> str:
    return (Path(__file__).parent / "index.js").read_text(encoding="utf-8").strip()
