"""The workbooks that one can load by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tradebrief.results.frames import Frame
from tradebrief.results.result import Result, listed
from tradebrief.workbook.places import about_tree, named_workbooks


@dataclass(frozen=True, kw_only=True, repr=False)
class KnownWorkbook(Result):
    """A workbook by the name that ``load`` takes: its title, whose tariffs on whose goods it follows, and its main negotiation."""

    name: str
    title: str
    importer: str
    partner: str
    talks: str

    _frames: ClassVar[Mapping[str, Frame]] = {"workbook": Frame("", "workbook=name title importer partner talks")}


@listed("Workbooks", KnownWorkbook)
def workbooks() -> tuple[KnownWorkbook, ...]:
    """Every workbook that ``tb.load(name)`` reads: those that come with the package.

    Examples:
        >>> import tradebrief as tb
        >>> tb.workbooks().to_frame()["workbook"].tolist()
        ['japan-us-2025', 'us-korea-2025']
    """
    trees = {name: about_tree(place) for name, place in named_workbooks().items()}
    fields = ("title", "importer", "partner", "talks")
    return tuple(KnownWorkbook(name=name, **{field: str(tree.get(field) or "") for field in fields}) for name, tree in trees.items())
