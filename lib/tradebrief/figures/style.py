"""The look of every figure: colours with a fixed role, text as text, the same bytes for the same numbers.

The colours are those of Okabe and Ito, chosen so that people who see colours
differently tell them apart; each is doubled by a shape, a hatch or a label. Figures are drawn on
``matplotlib.figure.Figure`` itself: no pyplot, so no state is shared between two of them.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradebrief.wording import change

JAPAN = "#0072B2"
USA = "#D55E00"
IN_FORCE = "#009E73"
FORECAST = "#CC79A7"
SUSPENDED = "#767676"
HIGHLIGHT = "#E69F00"
SKY = "#56B4E9"
INK = "#1b1b1b"
FAINT = "#d9d9d9"

WIDTH = 8.0
"""Inches across, 576 points; a telephone shows a figure 576 pixels wide in a frame that scrolls, so a point of writing is a pixel there."""

TEXT, SMALL, LEAST = 10.5, 9.5, 9.0
"""Points of what figures say: names and axes, numbers and remarks, and the least that can still be read on a telephone."""

STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
    "font.size": TEXT,
    "axes.titlesize": TEXT + 0.5,
    "xtick.labelsize": TEXT - 0.5,
    "ytick.labelsize": TEXT - 0.5,
    "axes.labelsize": TEXT - 0.5,
    "legend.fontsize": TEXT - 0.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#6b6b6b",
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#e6e6e6",
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "tradebrief",
    "figure.facecolor": "white",
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished figure: the SVG, its title, the alternative text and the rows it shows.

    ``alt`` is one or two sentences: what sort of chart of what data, and the finding, with its numbers.
    In a notebook it shows itself; a page takes ``alt`` from the output's metadata and refuses a figure without it.
    """

    title: str
    alt: str
    svg: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the figure '{self.title}' has no alternative text")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        bundle = {"image/svg+xml": self.svg, "text/plain": f"{self.title}: {self.alt}"}
        return bundle, {"image/svg+xml": {"alt": self.alt, "title": self.title}}


_FOOT: ContextVar[str] = ContextVar("foot", default="")
_PIXELS: ContextVar[list[bytes] | None] = ContextVar("pixels", default=None)

DOTS = 200
"""Dots an inch of a figure in pixels."""


@contextmanager
def footed(text: str) -> Iterator[None]:
    """Figures drawn inside carry this line at their foot, so that one taken out of its page still says what was asked."""
    token = _FOOT.set(text)
    try:
        yield
    finally:
        _FOOT.reset(token)


@contextmanager
def in_pixels() -> Iterator[list[bytes]]:
    """Figures finished inside are kept as PNG too, in order."""
    kept: list[bytes] = []
    token = _PIXELS.set(kept)
    try:
        yield kept
    finally:
        _PIXELS.reset(token)


@contextmanager
def canvas(height: float, *, width: float = WIDTH, rows: int = 1, columns: int = 1, **grid: Any) -> Iterator[tuple[Figure, Any]]:
    """A figure in the house style with its axes; sizes in inches. Draw inside the ``with``, then call ``finish`` there too."""
    with mpl.rc_context(cast(Any, STYLE)):
        figure = Figure(figsize=(width, height), layout="constrained")
        if _FOOT.get():
            figure.supxlabel(_FOOT.get(), x=0.01, ha="left", fontsize=7.5, color="#555555", wrap=True)
        yield figure, figure.subplots(rows, columns, **grid)


_FONTS = "font-family: 'DejaVu Sans', 'Verdana', 'Arial', sans-serif"

#: What an SVG of matplotlib carries and no reader needs, in the order in which it is taken out.
_IDLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), new)
    for pattern, new in (
        (r"^.*?(?=<svg)", ""),
        (r"<metadata>.*?</metadata>|<!--.*?-->", ""),
        (r" transform=\"rotate\(-?0(\.0*)? [^)]*\)\"", ""),
        (
            r" id=\"(?:patch|text|line2d|figure|axes|matplotlib\.axis|xtick|ytick|LineCollection|PathCollection|FillBetweenPolyCollection|legend)_\d+\"",
            "",
        ),
        (rf"{_FONTS};? ?", ""),
        (r"(?<=style=\")font: ([\d.]+px) 'DejaVu Sans'[^;\"]*;? ?", r"font-size: \1; "),
        (r"\s*\n\s*", " "),
        (r"> <", "><"),
        (r"<g></g>|<g/>", ""),
    )
)


_TAG = re.compile(r"<[^>]*>")
_THIRD_DECIMAL = re.compile(r"(?<=\d\.\d\d)\d+")


def slim(svg: str) -> str:
    """The same picture in fewer bytes: two decimals, fonts named once, no ids, comments or groups that nothing refers to."""
    for pattern, new in _IDLE:
        svg = pattern.sub(new, svg)
    svg = _TAG.sub(lambda tag: _THIRD_DECIMAL.sub("", tag.group()), svg)  # coordinates only: what is written must stay as it is
    return svg.replace("<svg ", f'<svg style="{_FONTS}" ', 1).rstrip()


def finish(figure: Figure, *, title: str, alt: str, columns: Sequence[str] = (), rows: Sequence[Sequence[object]] = ()) -> Drawn:
    """The figure as SVG, without a date, ready to show."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    if (kept := _PIXELS.get()) is not None:
        pixels = io.BytesIO()
        figure.savefig(pixels, format="png", dpi=DOTS, metadata={"Software": None})
        kept.append(pixels.getvalue())
    return Drawn(title=title, alt=alt, svg=slim(out.getvalue()), columns=tuple(columns), rows=tuple(tuple(row) for row in rows))


def headed(figure: Figure, title: str) -> None:
    """A title over the whole figure, for charts whose row labels are wide."""
    figure.suptitle(title, x=0.01, ha="left", fontsize=TEXT + 0.5, fontweight="bold")


def beside(axes: Axes, text: str, at: tuple[Any, float], by: tuple[float, float] = (4, 0), *, fontsize: float = SMALL, **how: Any) -> None:
    """Write beside a place among the data, so many points to the right of it and above."""
    axes.annotate(text, at, by, textcoords="offset points", fontsize=fontsize, **how)


def quiet(axes: Axes, *, grid: str = "y") -> None:
    """Faint grid lines along one direction and no tick marks."""
    axes.grid(visible=True, axis=grid)  # type: ignore[arg-type]
    axes.tick_params(length=0, pad=5)


def in_lines(text: str, width: int = 32) -> str:
    """A label on one line or two; what is longer ends in dots."""
    return "\n".join(textwrap.wrap(text, width, max_lines=2, placeholder=" …"))


def height_of(labels: Sequence[str], row: float) -> float:
    """Inches that rows with such labels take together, ``row`` each or as much as two lines need."""
    return sum(max(row, 0.4) if "\n" in label else row for label in labels)


def signed(value: float, places: int) -> str:
    """A change with its sign, as an axis writes it; none on what rounds to nothing.

    >>> signed(-3.51, 2), signed(-0.001, 2), signed(0.64, 1)
    ('−3.51', '0.00', '+0.6')
    """
    return change(value, places).replace("-", "−")


def day_axis(axes: Axes, *, which: str = "x") -> None:
    """Days written 14 Jun 2025 or shorter, as many as fit."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    locator = AutoDateLocator(minticks=4, maxticks=9)
    axis.set_major_locator(locator)
    axis.set_major_formatter(
        ConciseDateFormatter(
            locator, formats=["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"], offset_formats=["", "%Y", "%b %Y", "", "", ""]
        )
    )
