"""What pydantic finds wrong with a record, in the words of an error of the seeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel

from tradebrief.errors import near, shown


def _worded(error: Any, model: type[BaseModel]) -> tuple[str, str, str]:
    """A pydantic error in the house's grammar: what is wrong, got what, what to do."""
    name, got, kind = shown(error["loc"][-1]) if error["loc"] else "the record", shown(error.get("input", "")), error["type"]
    context = error.get("ctx", {})
    wording: dict[str, Callable[[], tuple[str, str, str]]] = {
        "missing": lambda: (f"'{name}' is missing", "", "Add it; seeds/README.md says what it means."),
        "extra_forbidden": lambda: (f"'{name}' is not a field", got, near(name, fields_at(model, error["loc"]))),
        "literal_error": lambda: (
            f"'{name}' has an unknown value",
            got,
            near(got, context.get("expected", "").replace("'", "").replace(" or ", ", ").split(", ")),
        ),
        "value_error": lambda: _said(name, str(context.get("error", "")), got),
        "string_too_short": lambda: (f"'{name}' is empty", "", "Write it or leave the field out."),
        "string_too_long": lambda: (
            f"'{name}' is too long",
            f"{len(str(error.get('input', '')))} characters",
            f"At most {context.get('max_length')}.",
        ),
        "string_pattern_mismatch": lambda: (f"'{name}' is not written as it should be", got, f"It must match {context.get('pattern')}."),
    }
    if kind in wording:
        return wording[kind]()
    expected = error["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    return f"'{name}' has the wrong type", got, f"It should be {expected}."


def _said(name: str, message: str, got: str) -> tuple[str, str, str]:
    """A validator's own words, split into what, got and remedy where they follow the grammar."""
    head, _, rest = message.partition(" (got ")
    if not rest:
        wrong, _, remedy = message.partition(". ")
        return f"'{name}' {wrong}".rstrip("."), got, remedy
    inner, _, remedy = rest.partition("). ")
    return f"'{name}' {head}", inner.removesuffix(")."), remedy


def fields_at(model: Any, place: tuple[str | int, ...]) -> list[str]:
    """The names a record knows at a place: the fields of the model found by walking down to it."""
    for step in place[:-1]:
        if isinstance(step, int):
            continue
        field = getattr(model, "model_fields", {}).get(step)
        if field is None:
            break
        found = _model_in(field.annotation)
        if found is None:
            break
        model = found
    return [field.alias or name for name, field in getattr(model, "model_fields", {}).items() if name != "id"]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner)) is not None), None)
