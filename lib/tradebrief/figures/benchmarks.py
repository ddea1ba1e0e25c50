"""Figures of rates that others publish or customs collected: published and replicated, the walk between two of them, statutory and collected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.exposure.benchmarks import Compared
from tradebrief.analysis.exposure.bridge import Bridge, End
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.figures.style import (
    FAINT,
    HIGHLIGHT,
    IMPORTER,
    IN_FORCE,
    INK,
    PARTNER,
    SMALL,
    SUSPENDED,
    Drawn,
    bar,
    canvas,
    finish,
    quiet,
    shown_words,
    signed,
)
from tradebrief.figures.titles import height_of, in_lines
from tradebrief.words import named_parties
from tradebrief.words.messages import text


def published(found: Sequence[Compared], *, ax: Axes | None = None) -> Drawn:
    """Published rates and the same worked out here: a heading for each convention, a row for each day."""
    told = sorted((one for one in found if one.benchmark.concept != "collected"), key=lambda one: one.benchmark.day)
    rows = [row for title in dict.fromkeys(one.title for one in told) for row in (title, *(one for one in told if one.title == title))]
    places = [place for place, row in enumerate(rows) if not isinstance(row, str)]
    with canvas(1.5 + 0.24 * len(rows), ax=ax) as (figure, axes):
        for place, row in enumerate(rows):
            if isinstance(row, str):
                axes.text(
                    0.01, place, shown_words(row), transform=axes.get_yaxis_transform(), va="center", fontsize=SMALL, fontweight="bold"
                )
            else:
                _pair(axes, place, row)
        axes.set_yticks(places, [text("short-day", day=row.benchmark.day) for row in rows if not isinstance(row, str)])
        axes.set(xlabel=text("percent-of-value"), ylim=(len(rows) - 0.4, -0.6))
        for name, look in _PAIR.items():
            axes.plot([], [], label=text(f"figure-published.{name}"), **look)  # type: ignore[arg-type]
        figure.legend(loc="outside lower center", ncols=2)
        quiet(axes, grid="x")
        worst = max(told, key=lambda one: abs(one.off))
        data = [(one.title, str(one.benchmark.day), round(100 * one.published, 3), round(100 * one.computed, 3)) for one in told]
        return finish(
            figure,
            "published",
            columns=("convention", "day", "published_pct", "computed_pct"),
            rows=data,
            count=len(told),
            near=sum(bool(one.holds) for one in told),
            stated=sum(one.holds is not None for one in told),
            worst=worst.title,
            day=worst.benchmark.day,
            off=float(worst.off),
        )


#: How a rate that was published and one that was replicated are marked.
_PAIR: dict[str, dict[str, object]] = {
    "published": {"marker": "D", "color": IMPORTER, "markersize": 6, "linestyle": "none"},
    "replicated": {"marker": "o", "color": PARTNER, "markersize": 4.5, "linestyle": "none"},
}


def _pair(axes: Axes, place: int, one: Compared) -> None:
    axes.plot([100 * one.published, 100 * one.computed], [place, place], color=FAINT, linewidth=2.5)
    for rate, look in zip((one.published, one.computed), _PAIR.values(), strict=True):
        axes.plot(100 * rate, place, **look)  # type: ignore[arg-type]


def bridge(found: Bridge, *, ax: Axes | None = None) -> Drawn:
    """The walk from one published rate to another, rests hatched."""
    first, last = found.start, found.end
    opening = first.published if first.published is not None else first.computed
    bars: list[tuple[str, float, str]] = [(text("bridge-rest"), -(first.rest or 0.0), "rest")] if first.published is not None else []
    bars += [(shown_words(step.name), step.change, "step") for step in found.steps]
    bars += [(text("bridge-rest"), last.rest or 0.0, "rest")] if last.published is not None else []
    ends = [_end(one) for one in (first, last)]
    labels = [in_lines(name) for name in (ends[0], *(name for name, _, _ in bars), ends[1])]
    with canvas(1.35 + height_of(labels, 0.33), ax=ax) as (figure, axes):
        bar(axes, 0, 0.0, 100 * opening, SUSPENDED, f"{100 * opening:.2f}")
        reached = opening
        for number, (_, change, kind) in enumerate(bars, start=1):
            colour = IMPORTER if change > 0 else IN_FORCE
            bar(axes, number, 100 * reached, 100 * change, colour, signed(100 * change, 2), hatched=kind == "rest")
            reached += change
        bar(axes, len(bars) + 1, 0.0, 100 * reached, PARTNER, f"{100 * reached:.2f}")
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        axes.set(xlabel=text("percent-of-value"))
        axes.margins(x=0.12)
        quiet(axes, grid="x")
        largest = max(found.steps, key=lambda step: abs(step.change), default=None)
        return finish(
            figure,
            "bridge",
            columns=("step", "change_points"),
            rows=[(name, round(100 * change, 4)) for name, change, _ in bars],
            **{"step": largest.name if largest else "none", "change": largest.change if largest else 0.0, "steps": len(found.steps)},
            **{"first": ends[0], "last": ends[1], "opening": float(opening), "closing": float(reached), "day": found.as_of},
        )


def _end(one: End) -> str:
    """One end of the walk: whose rate it is, and whether it was published or replicated."""
    return shown_words(one.title) if one.published is not None else text("bridge-replicated", title=one.title)


def collected(found: Sequence[Gap], *, ax: Axes | None = None) -> Drawn:
    """The law of the last day of each month beside what customs collected."""
    places = np.arange(len(found))
    law, taken = ([100 * getattr(one, name) for one in found] for name in ("statutory", "collected"))
    explained = [100 * (one.statutory + one.timing + one.coverage) for one in found]
    with canvas(3.3, ax=ax) as (figure, axes):
        axes.bar(places - 0.2, law, width=0.4, color=PARTNER, label=text("figure-collected.statutory"))
        look = {"color": HIGHLIGHT, "hatch": "//", "edgecolor": "white", "linewidth": 0}
        axes.bar(places + 0.2, taken, width=0.4, label=text("figure-collected.collected"), **look)
        dash = {"color": INK, "marker": "_", "markersize": 16, "markeredgewidth": 2.2, "linestyle": "none"}
        axes.plot(places + 0.2, explained, label=text("figure-collected.explained"), **dash)
        axes.set_xticks(places, [text("short-month", day=one.month.first) for one in found])
        axes.set(ylabel=text("percent-of-value"), ylim=(0, 1.3 * max(law, default=1)))
        axes.legend(loc="upper left", ncols=3)
        quiet(axes)
        columns = ("month", "statutory", "timing", "coverage", "rest", "collected")
        data = [(f"{one.month.first:%Y-%m}", *(round(100 * getattr(one, name), 3) for name in columns[1:])) for one in found]
        return finish(
            figure,
            "collected",
            importer=named_parties.adjective("importer"),
            columns=columns,
            rows=data,
            months=len(found),
            month=found[-1].month.first if found else "none",
            law=float(found[-1].statutory) if found else 0.0,
            taken=float(found[-1].collected) if found else 0.0,
        )
