"""What a recipe's file holds; apart from ``recipe``, because a report without a recipe starts sooner where no record need be read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from tradebrief.errors import SeedError
from tradebrief.records.record import Record, Text
from tradebrief.workbook.reader import Reader


class Recipe(Record):
    """One report: the notebook, the title it carries and the values of its parameters as text."""

    id: Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=100)]
    notebook: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=100)]
    title: Text | None = None
    titles: dict[str, Text] = {}
    """The title in other languages, written beside it as ``title_ja``."""
    parameters: dict[str, Any] = {}


def read(path: Path) -> Recipe:
    """A recipe file; ``SeedError`` when it is broken."""
    reader = Reader(path.parent)
    recipe = reader.record(path, Recipe, {"id": path.stem})
    if recipe is None:
        raise SeedError(*reader.problems)
    titles = {language: texts[recipe.title] for language, texts in reader.translations.items() if recipe.title in texts}
    return recipe.model_copy(update={"titles": titles})
