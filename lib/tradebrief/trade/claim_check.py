"""How a company or trade figure of the texts is checked: by which cell of which table of the seeds, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tradebrief.facts.records import Key
from tradebrief.records.record import Name, Number, Record, Text

ANY = "*"
"""What stands in a row's description for any cell that is not empty."""

Operation = Literal["equals", "change", "per unit", "exceeds", "stands"]


class FigureCell(Record):
    """A number of the seeds: the first row of ``table`` whose cells are as described, and the column; ``times`` takes it to whole units."""

    table: Name | None = None
    row: dict[str, Text] = {}
    column: Text | None = None
    times: Number = Field(default=1, validate_default=False)  # type: ignore[assignment]


class ClaimRule(Record):
    """How a figure is checked.

    ``equals``: it is the figure of the table within ``tolerance``. ``change``: it is the change in per cent from ``other`` to the figure.
    ``per unit``: the figure divided by it lies ``between`` two numbers. ``exceeds``: the figure is larger than ``other``. ``stands``: the row is
    there, and the claim does not say ``differs_if``.
    """

    table: Name
    row: dict[str, Text]
    column: Text
    operation: Operation
    times: Number = Field(default=1, validate_default=False)  # type: ignore[assignment]
    tolerance: Number = Field(default=0, validate_default=False)  # type: ignore[assignment]
    other: FigureCell | None = None
    between: tuple[Number, Number] | None = None
    differs_if: Text | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> ClaimRule:
        if self.operation in {"change", "exceeds"} and self.other is None:
            raise ValueError(f"names no other figure (got the operation {self.operation}). Write 'other' with its table, row and column")
        if self.operation == "per unit" and self.between is None:
            raise ValueError("names no bounds (got the operation per unit). Write 'between: [low, high]'")
        return self

    @property
    def cells(self) -> tuple[FigureCell, ...]:
        """The figure and the other one, which stands in the same row and column where it names none."""
        first = FigureCell(table=self.table, row=self.row, column=self.column, times=self.times)
        if self.other is None:
            return (first,)
        one = self.other
        second = {"table": one.table or self.table, "row": one.row or self.row, "column": one.column or self.column, "times": one.times}
        return first, FigureCell.model_construct(**second)


class Misleads(Record):
    """When a figure that holds shows nothing of a measure: it is about days that ended ``before`` the measure began."""

    before: Name
    why: Text


class ClaimCheck(Record):
    """The check of a key: the rule, and what is said of the outcome, with figures in braces as ``{value:.1f}``; ``misleads`` where it can be right and show nothing."""

    id: Key
    why: Annotated[str, Field(min_length=1, max_length=600)]
    check: ClaimRule
    misleads: Misleads | None = None


class Term(Record):
    """A text of a table's cells, which says the same in another language beside it (``text_ja``)."""

    id: str
    text: Text


class _Plain(Formatter):
    """Fills figures in by name; no attribute and no item of theirs can be asked for."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        if not field_name.isidentifier():
            raise KeyError(field_name)
        return kwargs[field_name], field_name


def filled_in(template: str, values: Mapping[str, Any]) -> str:
    """A sentence with its figures.

    >>> filled_in("{found_bn:.1f} bn USD", {"found_bn": 41.94})
    '41.9 bn USD'
    """
    return _Plain().vformat(template, (), values)
