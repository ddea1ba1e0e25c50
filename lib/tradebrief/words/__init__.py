"""One function says one thing about one result; the numbers come from the result and nowhere else."""

from importlib import import_module
from typing import Any

from tradebrief.words.sentence import Sentence

__all__ = ["Sentence"]


def __getattr__(name: str) -> Any:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
