"""One report to make, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tradebrief.render.environment import Limits
from tradebrief.render.parameters import Contract

DOCUMENTS = ("pdf", "docx", "xlsx")
"""What a page can be made into beside itself, by the module of that name."""

FILES = ("ipynb", "html", *DOCUMENTS)
"""What a report can consist of, by its endings."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One report to make: the notebook, its checked parameters, the name and folder of what is written."""

    notebook: Path
    contract: Contract
    parameters: Mapping[str, Any]
    name: str
    title: str
    folder: Path
    seeds: str | None = None
    formats: tuple[str, ...] = ("html",)
    engine: str = "fork"
    limits: Limits = field(default_factory=Limits)
    strict: bool = False


@dataclass(frozen=True, kw_only=True)
class RenderedReport:
    """What came of a job: the files written and, where it failed, which cell and why."""

    name: str
    notebook: str
    parameters: Mapping[str, Any]
    status: str
    ipynb: str
    html: str = ""
    pdf: str = ""
    docx: str = ""
    xlsx: str = ""
    headline: str = ""
    cell: int | None = None
    error: str = ""
    reads: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """What was written."""
        return tuple(Path(name) for name in (getattr(self, ending) for ending in FILES) if name)
