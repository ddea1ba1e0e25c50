"""Which reports a sweep makes: every combination of the values given, or every row of a table.

A grid file is YAML (``known_by: [2025-05-15, 2025-06-14]``, combined with each other name's values) or
CSV (a column a parameter, a row a report).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from tradebrief import workbook
from tradebrief.errors import SeedError, ask_error
from tradebrief.files import write_whole
from tradebrief.render.job import Job
from tradebrief.render.run import Named, prepare, reader

MOST = 10_000
"""Reports a sweep makes at most; more is taken for a slip."""


def rows_of(given: Mapping[str, str], grid: Path | None) -> list[dict[str, Any]]:
    """The parameters of each report: ``given`` as ``a,b,c`` for each name, combined with the rows of the grid file."""
    choices = {name: [item.strip() for item in text.split(",")] for name, text in given.items()}
    rows = [{**row, **extra} for row in (read_grid(grid) if grid else [{}]) for extra in combinations(choices)]
    if len(rows) > MOST:
        raise ask_error("sweep", f"would make more than {MOST:,} reports", len(rows), "Give fewer values.")
    return rows


def combinations(choices: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Every choice of one value for each name.

    >>> list(combinations({"a": [1, 2], "b": [3]}))
    [{'a': 1, 'b': 3}, {'a': 2, 'b': 3}]
    """
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def read_grid(path: Path) -> list[dict[str, Any]]:
    """The rows of a grid file; ``SeedError`` or ``AskError`` when it is none."""
    files = workbook.reader.Reader(path.parent)
    if path.suffix == ".csv":
        text = files.text(path)
        if text is None:
            raise SeedError(*files.problems)
        try:
            return [_row(row, path, number) for number, row in enumerate(csv.DictReader(text.splitlines()), start=2)]
        except csv.Error as bad:
            raise ask_error(path.name, "is no table that can be read", bad, "Close every quotation mark, and keep cells short.") from bad
    tree = files.tree(path)
    if tree is None:
        raise SeedError(*files.problems)
    return list(combinations({name: value if isinstance(value, list) else [value] for name, value in tree.items()}))


def _row(row: Mapping[Any, Any], path: Path, line: int) -> dict[str, Any]:
    if None in row or None in row.values():
        raise ask_error(
            f"{path.name}, line {line}",
            "has not one value for each parameter",
            ",".join(map(str, row.values())),
            "Give each row as many cells as the first.",
        )
    return {str(name).strip(): str(value).strip() for name, value in row.items()}


def jobs_of(names: Iterable[str], rows: Sequence[Mapping[str, Any]], *, out: Path, seeds: str | None, **how: Any) -> list[Job]:
    """A job for each name and row, all checked before any of them starts; their file names tell them apart."""
    named_in_rows = {name for row in rows for name in row}
    varied = {name for name in named_in_rows if len({json.dumps(row.get(name)) for row in rows}) > 1}
    jobs, book = [], reader(seeds)
    for name in names:
        named = Named.of(name, seeds)
        for row in rows:
            job = replace(prepare(named, row, out=out, seeds=seeds, book=book), **how)
            call_it = "_".join([job.name, *(_slug(job.parameters[one]) for one in job.parameters if one in varied)])
            jobs.append(replace(job, name=call_it[:150]))
    return _told_apart(jobs)


def _slug(value: Any) -> str:
    text = "-".join(map(str, value)) if isinstance(value, list) else str(value)
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.") or "none"


def _told_apart(jobs: Sequence[Job]) -> list[Job]:
    """Jobs that would share a file name carry a few digits of their parameters' hash as well; the same job twice is made once."""
    found: dict[str, Job] = {}
    for job in jobs:
        asked = hashlib.sha256(json.dumps([str(job.notebook), dict(job.parameters)], sort_keys=True).encode()).hexdigest()[:8]
        other = found.get(job.name)
        same = other is not None and (other.notebook, other.parameters) == (job.notebook, job.parameters)
        name = job.name if other is None or same else f"{job.name}_{asked}"
        found[name] = replace(job, name=name)
    return list(found.values())


def note(folder: Path, names: Iterable[str], rows: Sequence[Mapping[str, Any]], seeds: str | None) -> None:
    """Write down what was asked for, for ``--resume``."""
    asked = {"names": list(names), "rows": list(rows), "seeds": seeds}
    write_whole(folder / ".cache" / "sweep.json", json.dumps(asked, ensure_ascii=False, indent=1) + "\n")


def begun(folder: Path) -> tuple[tuple[str, ...], list[dict[str, Any]], str | None]:
    """What was asked for in a folder; ``AskError`` when no sweep was begun there."""
    path = folder / ".cache" / "sweep.json"
    try:
        asked = json.loads(path.read_text(encoding="utf-8"))
        return tuple(asked["names"]), asked["rows"], asked["seeds"]
    except (OSError, ValueError, KeyError, TypeError) as bad:
        raise ask_error(
            "--resume", "finds no sweep that was begun", str(folder), "Name the notebook and its values, or the right --out."
        ) from bad
