"""``tb.describe``: the alternative text of a figure that was drawn with matplotlib alone."""

from __future__ import annotations

import sys
from typing import TypeVar
from weakref import WeakKeyDictionary

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradebrief.errors import ask_error
from tradebrief.figures.style import Drawn

T = TypeVar("T", Figure, Axes, Drawn)

_DESCRIPTIONS: WeakKeyDictionary[Artist, str] = WeakKeyDictionary()


def describe(figure: T, text: str) -> T:
    """Set what a figure shows in words, for readers who do not see it; the figure again, so that it can be the last line of a cell.

    Args:
        figure: a figure or axes of matplotlib, or a figure of ``tb.figures``
        text: one or two sentences: what sort of chart of what, and the finding with its numbers

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> figure, axes = plt.subplots()
        >>> _ = axes.plot([1, 2]); _ = describe(figure, "A line that rises from 1 to 2."); plt.close(figure)
    """
    if not text.strip():
        raise ask_error("text", "is empty", remedy="Say what the figure shows in one or two sentences.")
    if isinstance(figure, Drawn):
        figure.alt = text
        return figure
    whole = figure.get_figure(root=True) if isinstance(figure, Axes) else figure
    if not isinstance(whole, Figure):
        raise ask_error("figure", "is no figure of matplotlib", type(figure).__name__, "Give a figure, its axes, or one of tb.figures.")
    _DESCRIPTIONS[whole] = text
    _tell_ipython()
    return figure


def _tell_ipython() -> None:
    """Have IPython put the descriptions of figures beside what it shows of them."""
    shell = getattr(sys.modules.get("IPython.core.interactiveshell"), "InteractiveShell", None)
    if shell is None or not shell.initialized():
        return
    for kind in ("image/png", "image/svg+xml", "image/jpeg"):
        formatter = shell.instance().display_formatter.formatters[kind]
        draw = formatter.type_printers.get(Figure)
        if draw is not None and not hasattr(draw, "described"):
            formatter.for_type(Figure, _with_text(draw))


def _with_text(draw: object) -> object:
    def drawn(figure: Figure) -> object:
        made = draw(figure)  # type: ignore[operator]
        said = _DESCRIPTIONS.get(figure)
        if not said or made is None:
            return made
        data, more = made if isinstance(made, tuple) else (made, {})
        return data, {**more, "alt": said}

    drawn.described = True  # type: ignore[attr-defined]
    return drawn
