"""The look of every figure: colours with a fixed role, text as text, the same bytes for the same numbers.

The colours are those of Okabe and Ito, chosen so that people who see colours
differently tell them apart; each is doubled by a shape, a hatch or a label. Figures are drawn on
``matplotlib.figure.Figure`` itself: no pyplot, so no state is shared between two of them.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tradebrief.errors import ask_error, near
from tradebrief.figures.titles import retitle, titled
from tradebrief.files import write_whole
from tradebrief.look import COLOURS, SVG_FONTS, read_style
from tradebrief.wording import change
from tradebrief.words.messages import language, text, translated

if TYPE_CHECKING:
    import pandas as pd

PARTNER, IMPORTER, IN_FORCE, FORECAST, SUSPENDED, HIGHLIGHT, SKY, INK, FAINT = (f"tradebrief:{name}" for name in COLOURS)

WIDTH = 8.0
"""Inches across, 576 points; a telephone shows a figure 576 pixels wide in a frame that scrolls, so a point of writing is a pixel there."""

TEXT, SMALL, LEAST = 10.5, 9.5, 9.0
"""Points of what figures say: names and axes, numbers and remarks, and the least that can still be read on a telephone."""

GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
"""The ground of a label that stands where a line may run."""

DOTS = 200
"""Dots an inch of a figure in pixels."""

STYLE: dict[str, Any] = read_style()
"""The settings of the style sheet that an analyst can use as ``plt.style.use("tradebrief")``."""
FORMATS = ("svg", "png", "pdf", "jpg")
"""Endings a figure can be saved under."""


@dataclass(kw_only=True, eq=False, repr=False)
class Drawn:
    """A finished figure: matplotlib's own, its title, the alternative text and the rows it shows.

    ``alt`` is one or two sentences: what sort of chart of what data, and the finding, with its numbers. In a notebook it shows itself as it then is:
    what is changed on ``figure`` or ``axes`` shows. A page takes ``alt`` from the output's metadata.

    >>> drawn = tb.figures.exposure.by_group(tb.exposure(tb.load(), as_of="2025-06-14"))  # doctest: +SKIP
    >>> drawn.axes.set_title("Who pays, by goods")  # doctest: +SKIP
    """

    title: str
    alt: str
    figure: Figure
    axes: Axes
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    _kept: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the figure '{self.title}' has no alternative text")

    @property
    def svg(self) -> str:
        """The figure as it now is, as SVG with its text as text, without a date."""
        if not self._kept or self.figure.stale:
            self._kept = slim(self._saved("svg", metadata={"Date": None, "Creator": None}).decode())
            self.figure.stale = False  # until something on it is changed
        return self._kept

    def png(self, dpi: int = DOTS) -> bytes:
        """The figure in pixels."""
        return self._saved("png", dpi=dpi, metadata={"Software": None})

    def save(self, path: str | Path, **how: Any) -> Path:
        """Write the figure to a file, in the format its ending names; ``how`` as in matplotlib's ``savefig``, as ``dpi=300``."""
        path = Path(path)
        kind = path.suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise ask_error("path", "has no ending of a figure", path.name, near(kind, FORMATS))
        dates = {"pdf": {"CreationDate": None}, "png": {"Software": None}}
        write_whole(path, self.svg if kind == "svg" and not how else self._saved(kind, **{"metadata": dates.get(kind), "dpi": DOTS, **how}))
        return path

    def _saved(self, kind: str, **how: Any) -> bytes:
        out = io.BytesIO()
        with mpl.rc_context(cast(Any, STYLE)):
            self.figure.savefig(out, format=kind, **how)
        return out.getvalue()

    def to_frame(self) -> pd.DataFrame:
        """The rows that the figure shows."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=pd.Index(self.columns))

    def __repr__(self) -> str:
        return f"{self.title}: {self.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}, {"image/svg+xml": {"alt": self.alt, "title": self.title}}


_FOOT: ContextVar[str] = ContextVar("foot", default="")


@contextmanager
def footed(text: str) -> Iterator[None]:
    """Figures drawn inside carry this line at their foot, so that one taken out of its page still says what was asked."""
    token = _FOOT.set(text)
    try:
        yield
    finally:
        _FOOT.reset(token)


@contextmanager
def canvas(
    height: float, *, ax: Axes | None = None, width: float = WIDTH, columns: int = 1, **grid: Any
) -> Iterator[tuple[Figure | Inset, Any]]:
    """A figure in the house style with its axes, or somebody's axes ``ax``; sizes in inches. Draw inside the ``with``, then call ``finish`` there too."""
    with mpl.rc_context(cast(Any, STYLE)):
        if ax is not None:
            yield Inset(ax), ax if columns == 1 else _parts(ax, columns, **grid)
            return
        figure = Figure(figsize=(width, height), layout="constrained")
        if _FOOT.get():
            figure.supxlabel(_FOOT.get(), x=0.01, ha="left", fontsize=7.5, color="#555555", wrap=True)
        yield figure, figure.subplots(1, columns, **grid)


@dataclass(frozen=True)
class Inset:
    """Stands for the figure where a chart is drawn into somebody's axes: what would go round the figure goes to the axes."""

    axes: Axes

    def legend(self, *, loc: str, ncols: int) -> None:
        """The legend, below the axes."""
        self.axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=ncols)

    def suptitle(self, text: str, **_: Any) -> None:
        """The title, over the axes."""
        self.axes.set_title(text)


def _parts(ax: Axes, columns: int, *, sharey: bool = False, width_ratios: Sequence[float]) -> list[Axes]:
    """Axes side by side within somebody's axes."""
    ax.set_axis_off()
    unit = 1 / (sum(width_ratios) + 0.15 * (columns - 1))
    made: list[Axes] = []
    for number, share in enumerate(width_ratios):
        left = unit * (sum(width_ratios[:number]) + 0.15 * number)
        made.append(ax.inset_axes((left, 0, unit * share, 1), sharey=made[0] if made and sharey else None))
    return made


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
        (r"font-family: 'DejaVu Sans', 'IPAexGothic';? ?", ""),
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
    return _with_own_ids(svg.replace("<svg ", f'<svg style="{SVG_FONTS}" ', 1).rstrip())


_ID = re.compile(r"(?<=id=\")[a-zA-Z][0-9a-f]{10}(?=\")")


def _with_own_ids(svg: str) -> str:
    """The same with ids that follow from what is drawn as it is written: matplotlib's hang on the last digits of sizes, which differ between Pythons."""
    names = list(dict.fromkeys(_ID.findall(svg)))
    bare = re.sub("|".join(names), "", svg) if names else svg
    stem = hashlib.sha256(bare.encode()).hexdigest()[:6]
    new = {name: f"{name[0]}{stem}{number:x}" for number, name in enumerate(names)}
    return re.sub("|".join(names), lambda found: new[found[0]], svg) if names else svg


def finish(
    figure: Figure | Inset,
    message: str = "",
    *,
    title: str = "",
    about: str = "",
    alt: str = "",
    columns: Sequence[str] = (),
    rows: Sequence[Sequence[object]] = (),
    **values: Any,
) -> Drawn:
    """The figure, ready to show: its finding as ``title``, what is measured (``about``) and what it shows in words (``alt``).

    With ``message`` these are the words of the message ``figure-…`` and its parts, filled with ``values``.
    """
    if message:
        title, about, alt = (text(f"figure-{message}{part}", **values) for part in ("", ".about", ".alt"))
    axes = figure.axes if isinstance(figure, Inset) else figure.axes[0]
    if isinstance(figure, Figure):
        titled(figure, title, about)
        axes.set_title = partial(retitle, figure)  # type: ignore[method-assign]
    else:
        figure.axes.set_title(title)
    whole = axes.get_figure(root=True) if isinstance(figure, Inset) else figure
    return Drawn(
        title=title, alt=alt, figure=cast(Figure, whole), axes=axes, columns=tuple(columns), rows=tuple(tuple(row) for row in rows)
    )


def beside(axes: Axes, text: str, at: tuple[Any, float], by: tuple[float, float] = (4, 0), *, fontsize: float = SMALL, **how: Any) -> None:
    """Write beside a place among the data, so many points to the right of it and above."""
    axes.annotate(text, at, by, textcoords="offset points", fontsize=fontsize, **how)


def bar(axes: Axes, row: int, start: float, size: float, colour: str, text: str, *, hatched: bool = False) -> None:
    """A bar of a waterfall, with what it says beside its end; hatched where it is suspended or not explained."""
    hatching = {"facecolor": "white", "edgecolor": colour, "hatch": "////", "linewidth": 1.0}
    axes.barh([row], [size], left=[start], height=0.68, **(hatching if hatched else {"facecolor": colour, "linewidth": 0}))
    beside(axes, text, (max(start, start + size), row), va="center")


def quiet(axes: Axes, *, grid: str = "y") -> None:
    """Faint grid lines along one direction and no tick marks."""
    axes.grid(visible=True, axis=grid)  # type: ignore[arg-type]
    axes.tick_params(length=0, pad=5)


def signed(value: float, places: int) -> str:
    """A change with its sign, as an axis writes it; none on what rounds to nothing.

    >>> signed(-3.51, 2), signed(-0.001, 2), signed(0.64, 1)
    ('−3.51', '0.00', '+0.6')
    """
    return change(value, places).replace("-", "−")


def day_axis(axes: Axes, *, which: str = "x") -> None:
    """Days written 14 Jun 2025 or shorter, as many as fit, in the language's order."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    locator = AutoDateLocator(minticks=4, maxticks=9)
    axis.set_major_locator(locator)
    formats, offsets = _DAYS[language()]
    axis.set_major_formatter(ConciseDateFormatter(locator, formats=formats, offset_formats=offsets))


_DAYS = {
    "en": (["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"], ["", "%Y", "%b %Y", "", "", ""]),
    "ja": (["%Y年", "%-m月", "%-m月%-d日", "%H:%M", "%H:%M", "%S"], ["", "%Y年", "%Y年%-m月", "", "", ""]),
}
"""How an axis writes days: its marks, and what stands at its end."""


def shown_words(name: str) -> str:
    """A text of a record on a figure."""
    return str(translated(name))
