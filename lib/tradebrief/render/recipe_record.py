"""What a recipe's file holds; apart from ``recipe`` so that a report without one starts sooner."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tradebrief.records.record import Record, Text


class Recipe(Record):
    """One report: the notebook, the title it carries and the values of its parameters as text."""

    id: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=100)]
    notebook: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=100)]
    title: Text | None = None
    parameters: dict[str, str | list[str]] = {}
