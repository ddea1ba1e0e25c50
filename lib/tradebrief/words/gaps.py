"""What is said in place of a sentence, a table or a figure whose result is a gap: what the workbook has not yet, and how to add it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import isfunction
from typing import Any

from tradebrief.errors import LackError
from tradebrief.results.missing import Missing, missing_in
from tradebrief.words.messages import say
from tradebrief.words.sentence import Sentence


def gap_said(gap: Missing) -> Sentence:
    """A gap in words: *No measure yet: add …*"""
    return say(f"gap-{gap.kind}", name=f" ({gap.got})" if gap.got else "")


class Nothing:
    """In place of a figure of a gap: nothing is shown, since the sentence or table beside it says why."""

    def _ipython_display_(self) -> None:
        """Show nothing."""


def _in_words(make: Callable[..., Any], drawn: bool) -> Callable[..., Any]:
    """The function, which says a gap in words where one is given to it, or draws nothing."""

    @wraps(make)
    def shown(*args: Any, **kwargs: Any) -> Any:
        gap = missing_in(*args, *kwargs.values())
        try:
            if gap is None:
                return make(*args, **kwargs)
        except LackError as lack:  # a part of the result is a gap
            gap = Missing(lack.kind, lack.got)
        return Nothing() if drawn else gap_said(gap)

    return shown


def show_gaps(module: Any) -> None:
    """Have the public functions of a module of figures, tables or sentences take gaps."""
    for key, value in list(vars(module).items()):
        if key[0] != "_" and isfunction(value) and value.__module__ == module.__name__:
            setattr(module, key, _in_words(value, ".figures." in module.__name__))
