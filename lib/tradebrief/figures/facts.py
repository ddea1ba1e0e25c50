"""Figures of the fact book: who says what on which matter, and claims on both clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

from tradebrief.analysis.factbook import FactBook
from tradebrief.facts.evidence import Evidence
from tradebrief.figures.style import FORECAST, INK, PARTNER, SMALL, Drawn, canvas, day_axis, finish, quiet, shown_words
from tradebrief.words.messages import text


def origins_by_kind(found: FactBook, *, ax: Axes | None = None) -> Drawn:
    """Who says what: how many facts of each kind come from each independent origin."""
    origins = sorted(
        {origin for _, origin in found.matrix}, key=lambda name: (-sum(n for (_, o), n in found.matrix.items() if o == name), name)
    )
    kinds, most = found.kinds, max(found.matrix.values(), default=1)
    with canvas(1.9 + 0.28 * len(kinds), ax=ax) as (figure, axes):
        for (kind, origin), count in found.matrix.items():
            _tally(axes, origins.index(origin), kinds.index(kind), count, most)
        _frame_matrix(axes, _labels(found, origins), map(shown_words, kinds))
        alone = [kind for kind in kinds if sum((kind, origin) in found.matrix for origin in origins) == 1]
        return finish(
            figure,
            "origins",
            columns=("kind", "origin", "claims"),
            rows=[(kind, origin, count) for (kind, origin), count in sorted(found.matrix.items())],
            claims=len(found.facts),
            day=found.known_by,
            kinds=len(kinds),
            origins=len(origins),
            most=_labels(found, origins[:1])[0] if origins else "none",
            alone=len(alone),
        )


def _labels(found: FactBook, origins: list[str]) -> list[str]:
    """The agencies behind origins; one that stands twice is told apart by the origin's own name."""
    agencies = [shown_words(found.origins[name].agency) if name in found.origins else name for name in origins]
    return [agency if agencies.count(agency) == 1 else f"{agency}\n({name})" for agency, name in zip(agencies, origins, strict=True)]


def _tally(axes: Axes, column: int, row: int, count: int, most: int) -> None:
    """One cell: darker for more, the number printed in it."""
    strength = 0.12 + 0.75 * count / most
    axes.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, facecolor=PARTNER, alpha=strength, linewidth=0))
    axes.text(column, row, str(count), ha="center", va="center", color="white" if strength > 0.55 else INK, fontsize=SMALL)


def _frame_matrix(axes: Axes, origins: list[str], kinds: Iterable[str]) -> None:
    labels = list(kinds)
    axes.set_xlim(-0.5, max(len(origins), 1) - 0.5)
    axes.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    axes.set_xticks(range(len(origins)), origins, rotation=30, ha="right", rotation_mode="anchor", fontsize=SMALL)
    axes.set_yticks(range(len(labels)), labels)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)


def two_clocks(found: FactBook, *, ax: Axes | None = None) -> Drawn:
    """Claims on both clocks: the day they are about across, the day they could first be known upwards.

    On the line a claim was known the day it came true; above it was told afterwards, below it looked ahead.
    """
    dated = [one for one in found.facts if one.fact.on is not None]
    first, last = _window(dated, found.known_by)
    inside = [one for one in dated if _in_window(one, first, last)]
    ahead = [one for one in inside if _looks_ahead(one)]
    with canvas(5.3, ax=ax) as (figure, axes):
        axes.plot([date2num(first), date2num(last)], [date2num(first), date2num(last)], color=INK, linewidth=0.8, linestyle=(0, (4, 3)))
        spots = sorted(Counter(map(_spot, inside)).items())
        for looks in (False, True):
            _open_days(axes, [spot for spot, _ in spots if spot[3] == looks], ahead=looks)
        for looks, count in sorted({(spot[3], count) for spot, count in spots}):
            _spots(axes, [spot for spot, number in spots if (spot[3], number) == (looks, count)], count, ahead=looks)
        _frame_clocks(axes, first, last)
        return finish(
            figure,
            "clocks",
            columns=("question", "about", "known from"),
            rows=[(one.fact.key, str(one.fact.on), one.known_from.isoformat()) for one in inside],
            claims=len(inside),
            day=found.known_by,
            ahead=len(ahead),
            after=len(inside) - len(ahead),
            left=len(dated) - len(inside),
            first=first,
            last=last,
        )


def _window(dated: list[Evidence], known_by: date) -> tuple[date, date]:
    """The days shown: from a month before the first text to two months after the last, not beyond the days claims are about."""
    known = [one.known_from for one in dated] or [known_by]
    return min(known) - timedelta(days=35), max(known) + timedelta(days=45)


def _in_window(one: Evidence, first: date, last: date) -> bool:
    on = one.fact.on
    return on is not None and first <= on.earliest and on.latest <= last


def _looks_ahead(one: Evidence) -> bool:
    return one.fact.on is not None and one.fact.on.latest > one.known_from


Spot = tuple[date, date, date, bool]
"""Where a claim is drawn: the days it is about, the day it was known, whether it looks ahead."""


def _spot(one: Evidence) -> Spot:
    on = one.fact.on
    return (on.earliest if on else one.known_from, on.latest if on else one.known_from, one.known_from, _looks_ahead(one))


def _open_days(axes: Axes, spots: Sequence[Spot], *, ahead: bool) -> None:
    """A bar for each claim whose days are open."""
    bars = [(date2num(known), date2num(first), date2num(last)) for first, last, known, _ in spots if last > first]
    heights, left, right = zip(*bars, strict=True) if bars else ((), (), ())
    axes.hlines(heights, left, right, color=FORECAST if ahead else PARTNER, linewidth=2.5, alpha=0.35)


def _spots(axes: Axes, spots: Sequence[Spot], count: int, *, ahead: bool) -> None:
    """Dots for claims of so many on one spot, larger for more; open diamonds where they look ahead."""
    colour = FORECAST if ahead else PARTNER
    axes.plot(
        [(date2num(first) + date2num(last)) / 2 for first, last, _, _ in spots],
        [date2num(known) for _, _, known, _ in spots],
        marker="D" if ahead else "o",
        color=colour,
        linestyle="none",
        markersize=min(3.5 + 1.1 * count**0.5, 13),
        markerfacecolor="white" if ahead else colour,
        alpha=0.85,
    )


def _frame_clocks(axes: Axes, first: date, last: date) -> None:
    axes.set_xlim(date2num(first), date2num(last))
    axes.set_ylim(date2num(first), date2num(last))
    day_axis(axes)
    day_axis(axes, which="y")
    quiet(axes, grid="both")
    axes.set_xlabel(text("figure-clocks.about-day"))
    axes.set_ylabel(text("figure-clocks.known-day"))
    told = {"transform": axes.transAxes, "fontsize": SMALL}
    axes.text(0.02, 0.97, text("figure-clocks.told"), va="top", color=PARTNER, **told)
    axes.text(0.98, 0.03, text("figure-clocks.ahead"), ha="right", va="bottom", color="#8a4a6c", **told)
