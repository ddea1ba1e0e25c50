"""Figures of tariff exposure: the rate over time, groups, the waterfall of measures, scenarios, published rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.exposure.series import Series
from tradebrief.figures.style import (
    FAINT,
    HIGHLIGHT,
    IMPORTER,
    IN_FORCE,
    INK,
    LEAST,
    PARTNER,
    SKY,
    SUSPENDED,
    Drawn,
    bar,
    beside,
    canvas,
    day_axis,
    finish,
    quiet,
    shown_words,
)
from tradebrief.figures.titles import height_of, in_lines
from tradebrief.words.messages import large, text


def over_time(found: Series, on: date, *, ax: Axes | None = None) -> Drawn:
    """The average tariff day by day, with the day of the question."""
    days, rates = [*(day for day, _, _ in found.steps), found.last], [100 * rate for _, _, rate in found.steps]
    rates.append(rates[-1])  # a step line needs the end of its last step
    base = 100 * float((found.lines["effective_rate"] - found.lines["increase_over_mfn"]).iloc[0])
    peak = max(found.steps, key=lambda step: step[2])
    now = max((step for step in found.steps if step[0] <= on), default=found.steps[0])
    with canvas(3.3, ax=ax) as (figure, axes):
        axes.fill_between(days, 0, rates, step="post", color=PARTNER, alpha=0.18, linewidth=0)
        axes.step(days, rates, where="post", color=PARTNER, linewidth=1.6)
        axes.axhline(base, color=SUSPENDED, linewidth=1, linestyle=(0, (4, 3)))
        beside(axes, text("figure-over-time.mfn"), (found.first, base), (4, 4), color="#4d4d4d")
        beside(axes, text("figure-over-time.peak", rate=peak[2], day=peak[0]), (peak[0], 100 * peak[2]), (2, 4))
        if found.first <= on <= found.last:
            _day_asked(axes, on, 100 * now[2], late=on - found.first > 0.8 * (found.last - found.first))
        axes.set(ylim=(0, 1.16 * max(rates) or 1), ylabel=text("percent-of-value"), xlim=(found.first, found.last))
        day_axis(axes)
        quiet(axes)
        rows = [(str(day), round(duty), round(rate, 6)) for day, duty, rate in found.steps]
        return finish(
            figure,
            "over-time",
            columns=("from", "duty_usd", "rate"),
            rows=rows,
            **{"day": on, "rate": now[2], "first": found.first, "last": found.last, "peak": peak[2], "peak_day": peak[0]},
            **{"first_rate": found.steps[0][2], "last_rate": found.steps[-1][2], "year": found.trade_year},
        )


def _day_asked(axes: Axes, on: date, height: float, *, late: bool) -> None:
    """A line on the day of the question up to its rate, named on the side where there is room."""
    axes.plot([on, on], [0, height], color=HIGHLIGHT, linewidth=1.4, marker="o", markevery=[1], markersize=5)  # type: ignore[list-item]
    place, side = ((-4, 18), "right") if late else ((4, 18), "left")
    beside(axes, text("short-day", day=on), (on, 0.0), place, ha=side, color="#8a5a00")


def by_group(found: Exposure, *, ax: Axes | None = None) -> Drawn:
    """MFN and additional duty of each group of products, with its rate."""
    parts = list(reversed(found.by_group))
    with canvas(1.15 + 0.27 * len(parts), ax=ax) as (figure, axes):
        names = [in_lines(shown_words(part.title), 44) for part in parts]
        mfn = np.array([part.mfn_duty for part in parts]) / large()
        added = np.array([part.duty - part.mfn_duty for part in parts]) / large()
        axes.barh(names, mfn, color=SUSPENDED, label=text("figure-groups.mfn"))
        axes.barh(names, added, left=mfn, color=PARTNER, label=text("figure-groups.added"))
        for number, part in enumerate(parts):
            label = text("figure-groups.bar", duty=part.duty / large(), rate=float(part.rate))
            beside(axes, label, (part.duty / large(), number), va="center")
        axes.set(xlabel=text("billions"), xlim=(0, 1.28 * float((mfn + added).max() or 1)))
        axes.legend(loc="lower right")
        quiet(axes, grid="x")
        first, second = found.by_group[:2]
        rows = [(part.title, round(part.customs_value), round(part.duty), round(part.rate, 6)) for part in found.by_group]
        return finish(
            figure,
            "groups",
            columns=("group", "customs_value_usd", "duty_usd", "rate"),
            rows=rows,
            group=first.title,
            second=second.title,
            share=first.duty / found.duty if found.duty else 0.0,
            both=(first.duty + second.duty) / found.duty if found.duty else 0.0,
            day=found.as_of,
            year=found.trade_year,
            duty=first.duty / large(),
            total=found.duty / large(),
            rate=float(first.rate),
        )


ROOMY = 0.09
"""Share of trade from which a box is wide enough for its name."""


def _place(height: float, average: float, *, low: bool) -> tuple[float, float, str]:
    """Where a box has its name, clear of the line of the average: over a low box, else at its foot or under its upper edge."""
    if low:
        return max(height, average), 4, "bottom"
    return (0.0, 4, "bottom") if average > 0.4 * height else (height, -4, "top")


def by_sector(found: Exposure, *, ax: Axes | None = None) -> Drawn:
    """Each group as a box as wide as its trade and as high as its tariff: the area is its duty."""
    parts = sorted((part for part in found.by_group if part.customs_value), key=lambda part: -part.rate)
    average, top = 100 * float(found.effective_rate), max(100 * float(part.rate) for part in parts)
    with canvas(4.0, ax=ax) as (figure, axes):
        left = 0.0
        for part in parts:
            width, height = part.customs_value / large(), 100 * float(part.rate)
            share = part.customs_value / found.customs_value
            heavy = part.duty >= 0.08 * found.duty
            axes.bar(left, height, width=width, align="edge", color=PARTNER if heavy else SKY, edgecolor="white", linewidth=0.8)
            if heavy and share >= ROOMY:
                label = f"{in_lines(shown_words(part.title), int(95 * share))}\n{text('percent', rate=height / 100)}"
                low = height < 0.14 * top
                at, up, side = _place(height, average, low=low)
                beside(axes, label, (left + width / 2, at), (0, up), ha="center", va=side, fontsize=LEAST, color=INK if low else "white")
            left += width
        axes.axhline(average, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        beside(axes, text("figure-sectors.average", rate=average / 100), (left, average), (-2, 4), ha="right")
        axes.set(xlim=(0, left), ylim=(0, 1.05 * top))
        axes.set(xlabel=text("figure-sectors.trade"), ylabel=text("percent-of-value"))
        quiet(axes)
        heaviest = max(parts, key=lambda part: part.duty)
        rows = [(part.title, round(part.customs_value), round(part.rate, 6), round(part.duty)) for part in parts]
        return finish(
            figure,
            "sectors",
            columns=("group", "customs_value_usd", "rate", "duty_usd"),
            rows=rows,
            **{"group": heaviest.title, "trade": heaviest.customs_value / found.customs_value, "rate": float(found.effective_rate)},
            **{"share": heaviest.duty / found.duty if found.duty else 0.0, "day": found.as_of, "year": found.trade_year},
        )


def waterfall(found: Exposure, held_back: Sequence[ExposurePart], *, ax: Axes | None = None) -> Drawn:
    """From the MFN duty, measure by measure, to what is owed; what is suspended comes on top, hatched."""
    parts = [part for part in found.by_measure if part.duty >= 0.004 * found.duty]
    small = sum(part.duty for part in found.by_measure) - sum(part.duty for part in parts)
    inside = found.mfn_duty if found.convention.mfn == "in" else 0.0
    bars = [(text("figure-measures.mfn"), inside, SUSPENDED), *((shown_words(part.title), part.duty, PARTNER) for part in parts)]
    bars += [(text("figure-measures.others"), small, PARTNER)] if round(small / large(), 2) else []
    suspended = [in_lines(shown_words(part.title)) for part in held_back]
    labels = [*(in_lines(name) for name, _, _ in bars), text("figure-measures.total"), *suspended]
    with canvas(1.45 + height_of(labels, 0.31), ax=ax) as (figure, axes):
        reached = 0.0
        for number, (_, amount, colour) in enumerate(bars):
            _billions(axes, number, reached, amount, colour)
            reached += amount
        reached = inside + sum(part.duty for part in found.by_measure)
        _billions(axes, len(bars), 0.0, reached, IN_FORCE)
        for number, part in enumerate(held_back, start=len(bars) + 1):
            _billions(axes, number, reached, part.duty, SUSPENDED, hatched=True)
            reached += part.duty
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        axes.set(xlabel=text("billions"), xlim=(0, 1.14 * reached / large() or 1))
        quiet(axes, grid="x")
        largest = max(parts, key=lambda part: part.duty, default=None)
        rows = [(name, round(amount)) for name, amount, _ in bars] + [(part.title, round(part.duty)) for part in held_back]
        return finish(
            figure,
            "measures",
            columns=("measure", "duty_usd"),
            rows=rows,
            measure=largest.title if largest else "none",
            share=largest.duty / found.duty if largest and found.duty else 0.0,
            **_in_all(found, inside, sum(part.duty for part in held_back)),
        )


def _in_all(found: Exposure, mfn: float, later: float) -> dict[str, Any]:
    """The MFN duty, all duty and what is suspended, in the unit of the figures; the day and the year."""
    amounts = {"mfn": mfn / large(), "duty": found.duty / large(), "later": later / large()}
    return {**amounts, "held": "yes" if later else "no", "day": found.as_of, "year": found.trade_year}


def _billions(axes: Axes, row: int, start: float, amount: float, colour: str, *, hatched: bool = False) -> None:
    bar(axes, row, start / large(), amount / large(), colour, text("amount", value=float(amount / large())), hatched=hatched)


def scenarios(found: Exposure, others: Sequence[ScenarioResult], *, ax: Axes | None = None) -> Drawn:
    """The duty under each scenario beside that of the law, with bands."""
    rows = sorted(others, key=lambda one: one.exposure.duty)
    labels = [in_lines(shown_words(one.title)) for one in rows]
    with canvas(1.35 + height_of(labels or [""], 0.36), ax=ax) as (figure, axes):
        axes.axvline(found.duty / large(), color=INK, linewidth=1.2)
        for number, one in enumerate(rows):
            colour = IMPORTER if one.difference > 0 else IN_FORCE
            low, high = (rate * one.exposure.customs_value / large() for rate in (one.exposure.low, one.exposure.high))
            axes.plot([low, high], [number, number], color=FAINT, linewidth=7, solid_capstyle="butt")
            axes.plot([found.duty / large(), one.exposure.duty / large()], [number, number], color=colour, linewidth=1.6)
            axes.plot([one.exposure.duty / large()], [number], marker="o" if one.difference > 0 else "D", color=colour, markersize=6)
            end = max(high, one.exposure.duty / large(), found.duty / large())
            beside(axes, text("difference", value=one.difference / large()), (end, number), (6, 0), va="center")
        axes.set_yticks(range(len(rows)), labels)
        axes.set(xlabel=text("figure-scenarios.axis"))
        axes.margins(x=0.12)
        quiet(axes, grid="x")
        data = [(one.name, round(one.exposure.duty), round(one.difference)) for one in rows]
        low, high = (rows[0], rows[-1]) if rows else (None, None)
        return finish(
            figure,
            "scenarios",
            columns=("scenario", "duty_usd", "difference_usd"),
            rows=data,
            **{"count": len(rows), "day": found.as_of, "year": found.trade_year, "duty": found.duty / large()},
            **{"low": low.title if low else "", "low_duty": low.exposure.duty / large() if low else 0.0},
            **{"high": high.title if high else "", "high_duty": high.exposure.duty / large() if high else 0.0},
            difference=float(high.difference) if high else 0.0,
        )
