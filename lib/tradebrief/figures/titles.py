"""What a figure says above its axes and beside them: its title and what is measured, and labels in lines that fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

TITLE, BELOW, LINE = 11.5, 9.0, 1.25
"""Points of a title and of what stands below it, and their lines' height against that."""


def titled(figure: Figure, title: str, about: str) -> None:
    """The finding in bold at the left edge, and below it in grey what is measured; the layout keeps the room of both."""
    lines, below = wrapped(title, 84), wrapped(about, 114) if about else []
    figure.suptitle("\n".join([*lines, *(" " for _ in below)]), x=0.01, ha="left", fontsize=TITLE, fontweight="bold", linespacing=LINE)
    down = (0.06 + LINE * TITLE * len(lines) / 72) / figure.get_figheight()
    figure.text(0.01, 1 - down, "\n".join(below), ha="left", va="top", fontsize=BELOW, color="#555555", linespacing=LINE)


def retitle(figure: Figure, title: str, **how: Any) -> Any:
    """Have ``axes.set_title`` change the title that is there, in its place and look; what is measured stays below it."""
    below = len((figure.get_suptitle()).split("\n")) - len([line for line in figure.get_suptitle().split("\n") if line.strip()])
    look = {"x": 0.01, "ha": "left", "fontsize": TITLE, "fontweight": "bold", "linespacing": LINE, **how}
    return figure.suptitle("\n".join([title, *(" " for _ in range(below))]), **look)


def signs(text: str) -> int:
    """The room of a text in signs; one of a wide script counts twice.

    >>> signs("cars"), signs("自動車")
    (4, 6)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many signs; one of a wide script counts twice."""
    lines, room = [""], 0
    for word in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+", text):
        size = signs(word)
        if lines[-1] and room + len(word.rstrip()) > width and word not in "、。）」%":
            lines, room = [*lines, ""], 0
        lines[-1] += word
        room += size
    return [line.strip() for line in lines]


def in_lines(text: str, width: int = 32) -> str:
    """A label on one line or two; what is longer ends in dots."""
    lines = wrapped(text, width)
    return "\n".join([lines[0], lines[1] + (" …" if len(lines) > 2 else "")] if len(lines) > 1 else lines)


def height_of(labels: Sequence[str], row: float) -> float:
    """Inches that rows with such labels take together, ``row`` each or as much as two lines need."""
    return sum(max(row, 0.4) if "\n" in label else row for label in labels)
