"""Figures of tariff exposure: the rate over time, groups, the waterfall of measures, scenarios, published rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.exposure.benchmarks import Compared
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.exposure.series import Series
from tradebrief.figures.style import (
    FAINT,
    HIGHLIGHT,
    IN_FORCE,
    INK,
    JAPAN,
    SMALL,
    SUSPENDED,
    USA,
    Drawn,
    beside,
    canvas,
    day_axis,
    finish,
    height_of,
    in_lines,
    quiet,
    signed,
)


def over_time(found: Series, on: date, *, ax: Axes | None = None) -> Drawn:
    """The effective rate day by day, with the day of the question."""
    days, rates = [*(day for day, _, _ in found.steps), found.last], [100 * rate for _, _, rate in found.steps]
    rates.append(rates[-1])  # a step line needs the end of its last step
    base = 100 * float((found.lines["effective_rate"] - found.lines["increase_over_mfn"]).iloc[0])
    with canvas(3.1, ax=ax) as (figure, axes):
        axes.fill_between(days, 0, rates, step="post", color=JAPAN, alpha=0.18, linewidth=0)
        axes.step(days, rates, where="post", color=JAPAN, linewidth=1.6)
        axes.axhline(base, color=SUSPENDED, linewidth=1, linestyle=(0, (4, 3)))
        middle = found.first + (found.last - found.first) / 2
        beside(axes, "MFN duty", (middle, base), (0, 4), color="#4d4d4d")
        peak = max(found.steps, key=lambda step: step[2])
        beside(axes, f"{100 * peak[2]:.1f} % from {peak[0]:%-d %b %Y}", (peak[0], 100 * peak[2]), (8, -4))
        if found.first <= on <= found.last:
            _day_asked(axes, on, late=on - found.first > 0.8 * (found.last - found.first))
        axes.set(ylim=(0, 1.12 * max(rates) or 1), ylabel="% of customs value", xlim=(found.first, found.last))
        axes.set_title("Effective rate on the trade of 2024, day by day")
        day_axis(axes)
        quiet(axes)
        alt = (
            f"Step line of the effective rate from {found.first} to {found.last}: {100 * found.steps[0][2]:.1f} % at first, "
            f"at most {100 * peak[2]:.1f} % from {peak[0]}, {100 * found.steps[-1][2]:.1f} % at the end."
        )
        rows = [(str(day), round(duty), round(rate, 6)) for day, duty, rate in found.steps]
        return finish(figure, title="Effective rate day by day", alt=alt, columns=("from", "duty_usd", "rate"), rows=rows)


def _day_asked(axes: Axes, on: date, *, late: bool) -> None:
    """A line on the day of the question, named on the side where there is room."""
    axes.axvline(on, color=HIGHLIGHT, linewidth=1.4)  # type: ignore[arg-type]
    place, side = ((-4, 18), "right") if late else ((4, 18), "left")
    beside(axes, f"{on:%-d %b %Y}", (on, 0.0), place, ha=side, color="#8a5a00")


def by_group(found: Exposure, *, ax: Axes | None = None) -> Drawn:
    """MFN and additional duty of each group of products, with its rate."""
    parts = list(reversed(found.by_group))
    with canvas(0.9 + 0.27 * len(parts), ax=ax) as (figure, axes):
        names = [part.title for part in parts]
        mfn = np.array([part.mfn_duty for part in parts]) / 1e9
        added = np.array([part.duty - part.mfn_duty for part in parts]) / 1e9
        axes.barh(names, mfn, color=SUSPENDED, label="MFN duty")
        axes.barh(names, added, left=mfn, color=JAPAN, label="additional duty")
        for number, part in enumerate(parts):
            beside(axes, f"{part.duty / 1e9:.2f} bn at {100 * part.rate:.1f} %", (part.duty / 1e9, number), va="center")
        axes.set(xlabel="billion dollars a year", xlim=(0, 1.28 * float((mfn + added).max() or 1)))
        axes.legend(loc="lower right")
        axes.set_title(f"Who owes it: duty by product group on {found.as_of}")
        quiet(axes, grid="x")
        first = found.by_group[0]
        alt = (
            f"Bars of duty by product group on {found.as_of}: {first.title} owe most, "
            f"{first.duty / 1e9:.1f} of {found.duty / 1e9:.1f} billion dollars, at {100 * first.rate:.1f} %."
        )
        rows = [(part.title, round(part.customs_value), round(part.duty), round(part.rate, 6)) for part in found.by_group]
        return finish(figure, title="Duty by product group", alt=alt, columns=("group", "customs_value_usd", "duty_usd", "rate"), rows=rows)


def waterfall(found: Exposure, held_back: Sequence[ExposurePart], *, ax: Axes | None = None) -> Drawn:
    """From the MFN duty, measure by measure, to what is owed; what is suspended comes on top, hatched."""
    parts = [part for part in found.by_measure if part.duty >= 0.004 * found.duty]
    small = sum(part.duty for part in found.by_measure) - sum(part.duty for part in parts)
    inside = found.mfn_duty if found.convention.mfn == "in" else 0.0
    bars = [("MFN duty", inside, SUSPENDED), *((part.title, part.duty, JAPAN) for part in parts)]
    bars += [("Other measures", small, JAPAN)] if round(small / 1e9, 2) else []
    labels = [*(in_lines(name) for name, _, _ in bars), "Owed", *(in_lines(part.title) for part in held_back)]
    with canvas(1.2 + height_of(labels, 0.31), ax=ax) as (figure, axes):
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
        axes.set(xlabel="billion dollars a year", xlim=(0, 1.14 * reached / 1e9 or 1))
        axes.set_title(f"Duty on {found.as_of}" + (", hatched: suspended" if held_back else ""))
        quiet(axes, grid="x")
        later = sum(part.duty for part in held_back)
        alt = (
            f"Waterfall of duty by measure on {found.as_of}: from {inside / 1e9:.1f} billion dollars of MFN duty to {found.duty / 1e9:.1f}"
            + (f", and {later / 1e9:.1f} more suspended." if later else ".")
        )
        rows = [(name, round(amount)) for name, amount, _ in bars] + [(part.title, round(part.duty)) for part in held_back]
        return finish(figure, title="Duty by measure", alt=alt, columns=("measure", "duty_usd"), rows=rows)


def _billions(axes: Axes, row: int, start: float, amount: float, colour: str, *, hatched: bool = False) -> None:
    _bar(axes, row, start / 1e9, amount / 1e9, colour, f"{amount / 1e9:.2f}", hatched=hatched)


def _bar(axes: Axes, row: int, start: float, size: float, colour: str, text: str, *, hatched: bool = False) -> None:
    """A bar of a waterfall, with what it says beside its end; hatched where it is suspended or not explained."""
    hatching = {"facecolor": "white", "edgecolor": colour, "hatch": "////", "linewidth": 1.0}
    axes.barh([row], [size], left=[start], height=0.68, **(hatching if hatched else {"facecolor": colour, "linewidth": 0}))
    beside(axes, text, (max(start, start + size), row), va="center")


def scenarios(found: Exposure, others: Sequence[ScenarioResult], *, ax: Axes | None = None) -> Drawn:
    """The duty under each scenario beside that of the law, with bands."""
    rows = sorted(others, key=lambda one: one.exposure.duty)
    labels = [in_lines(one.title) for one in rows]
    with canvas(1.1 + height_of(labels or [""], 0.36), ax=ax) as (figure, axes):
        axes.axvline(found.duty / 1e9, color=INK, linewidth=1.2)
        for number, one in enumerate(rows):
            colour = USA if one.difference > 0 else IN_FORCE
            low, high = (rate * one.exposure.customs_value / 1e9 for rate in (one.exposure.low, one.exposure.high))
            axes.plot([low, high], [number, number], color=FAINT, linewidth=7, solid_capstyle="butt")
            axes.plot([found.duty / 1e9, one.exposure.duty / 1e9], [number, number], color=colour, linewidth=1.6)
            axes.plot([one.exposure.duty / 1e9], [number], marker="o" if one.difference > 0 else "D", color=colour, markersize=6)
            end = max(high, one.exposure.duty / 1e9, found.duty / 1e9)
            beside(axes, signed(one.difference / 1e9, 1), (end, number), (6, 0), va="center")
        axes.set_yticks(range(len(rows)), labels)
        axes.set(xlabel="billion dollars a year (line: the law; grey: band; number: difference)")
        axes.margins(x=0.12)
        axes.set_title(f"Duty under each scenario on {found.as_of}")
        quiet(axes, grid="x")
        told = (
            f"from {rows[0].exposure.duty / 1e9:.1f} ({rows[0].title}) to {rows[-1].exposure.duty / 1e9:.1f} ({rows[-1].title})"
            if rows
            else "no scenario has begun"
        )
        alt = f"Points of duty under {len(rows)} scenarios beside {found.duty / 1e9:.1f} billion dollars by the law: {told}."
        data = [(one.name, round(one.exposure.duty), round(one.difference)) for one in rows]
        return finish(figure, title="Scenarios", alt=alt, columns=("scenario", "duty_usd", "difference_usd"), rows=data)


def published(found: Sequence[Compared], *, ax: Axes | None = None) -> Drawn:
    """Published rates and the same worked out here: a heading for each convention, a row for each day."""
    told = sorted((one for one in found if one.benchmark.concept != "collected"), key=lambda one: one.benchmark.day)
    rows = [row for title in dict.fromkeys(one.title for one in told) for row in (title, *(one for one in told if one.title == title))]
    places = [place for place, row in enumerate(rows) if not isinstance(row, str)]
    with canvas(1.2 + 0.24 * len(rows), ax=ax) as (figure, axes):
        for place, row in enumerate(rows):
            if isinstance(row, str):
                axes.text(0.01, place, row, transform=axes.get_yaxis_transform(), va="center", fontsize=SMALL, fontweight="bold")
            else:
                _pair(axes, place, row)
        axes.set_yticks(places, [f"{row.benchmark.day:%-d %b %Y}" for row in rows if not isinstance(row, str)])
        axes.set(xlabel="% of customs value", ylim=(len(rows) - 0.4, -0.6))
        for name, look in _PAIR.items():
            axes.plot([], [], label=name, **look)  # type: ignore[arg-type]
        figure.legend(loc="outside lower center", ncols=2)
        axes.set_title("Published, and worked out here")
        quiet(axes, grid="x")
        worst = max(told, key=lambda one: abs(one.off))
        alt = (
            f"Pairs of points for {len(told)} published rates and those worked out here; "
            f"furthest apart is {worst.title} on {worst.benchmark.day}, {signed(100 * worst.off, 2)} points."
        )
        data = [(one.title, str(one.benchmark.day), round(100 * one.published, 3), round(100 * one.computed, 3)) for one in told]
        return finish(figure, title="Published rates", alt=alt, columns=("convention", "day", "published_pct", "computed_pct"), rows=data)


#: How a rate that was published and one that was worked out are marked.
_PAIR: dict[str, dict[str, object]] = {
    "published": {"marker": "D", "color": USA, "markersize": 6, "linestyle": "none"},
    "worked out here": {"marker": "o", "color": JAPAN, "markersize": 4.5, "linestyle": "none"},
}


def _pair(axes: Axes, place: int, one: Compared) -> None:
    axes.plot([100 * one.published, 100 * one.computed], [place, place], color=FAINT, linewidth=2.5)
    for rate, look in zip((one.published, one.computed), _PAIR.values(), strict=True):
        axes.plot(100 * rate, place, **look)  # type: ignore[arg-type]


def bridge(found: Bridge, *, ax: Axes | None = None) -> Drawn:
    """The walk from one published rate to another, rests hatched."""
    first, last = found.start, found.end
    opening = first.published if first.published is not None else first.computed
    bars: list[tuple[str, float, str]] = [("not explained", -(first.rest or 0.0), "rest")] if first.published is not None else []
    bars += [(step.name, step.change, "step") for step in found.steps]
    bars += [("not explained", last.rest or 0.0, "rest")] if last.published is not None else []
    ends = [f"{end.title}" + ("" if end.published is not None else ", worked out") for end in (first, last)]
    labels = [in_lines(name) for name in (ends[0], *(name for name, _, _ in bars), ends[1])]
    with canvas(1.1 + height_of(labels, 0.33), ax=ax) as (figure, axes):
        _bar(axes, 0, 0.0, 100 * opening, SUSPENDED, f"{100 * opening:.2f} %")
        reached = opening
        for number, (_, change, kind) in enumerate(bars, start=1):
            colour = USA if change > 0 else IN_FORCE
            _bar(axes, number, 100 * reached, 100 * change, colour, signed(100 * change, 2), hatched=kind == "rest")
            reached += change
        _bar(axes, len(bars) + 1, 0.0, 100 * reached, JAPAN, f"{100 * reached:.2f} %")
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        axes.set(xlabel="% of customs value")
        axes.margins(x=0.12)
        axes.set_title(f"Step by step on {found.as_of} (hatched: not explained)")
        quiet(axes, grid="x")
        alt = f"Waterfall from {ends[0]} at {100 * opening:.2f} % to {ends[1]} at {100 * reached:.2f} % in {len(found.steps)} steps."
        return finish(
            figure,
            title="Bridge",
            alt=alt,
            columns=("step", "change_points"),
            rows=[(name, round(100 * change, 4)) for name, change, _ in bars],
        )


def collected(found: Sequence[Gap], *, ax: Axes | None = None) -> Drawn:
    """The law of the last day of each month beside what customs collected."""
    places = np.arange(len(found))
    law, taken = ([100 * getattr(one, name) for one in found] for name in ("statutory", "collected"))
    explained = [100 * (one.statutory + one.timing + one.coverage) for one in found]
    with canvas(3.0, ax=ax) as (figure, axes):
        axes.bar(places - 0.2, law, width=0.4, color=JAPAN, label="by the law of the last day")
        axes.bar(places + 0.2, taken, width=0.4, color=HIGHLIGHT, hatch="//", edgecolor="white", linewidth=0, label="collected")
        axes.plot(
            places + 0.2,
            explained,
            color=INK,
            marker="_",
            markersize=16,
            markeredgewidth=2.2,
            linestyle="none",
            label="law, timing and coverage",
        )
        axes.set_xticks(places, [f"{one.month.first:%b}" for one in found])
        axes.set(ylabel="% of customs value", ylim=(0, 1.3 * max(law, default=1)))
        axes.legend(loc="upper left", ncols=3)
        axes.set_title(
            f"What the law asks for and what customs collected in {found[0].month.first:%Y}" if found else "No month of collected duty"
        )
        quiet(axes)
        last = f"; in the last month {law[-1]:.1f} and {taken[-1]:.1f} %." if found else "."
        alt = f"Paired bars for {len(found)} months: the law of the last day and what was collected{last}"
        columns = ("month", "statutory", "timing", "coverage", "rest", "collected")
        data = [(f"{one.month.first:%Y-%m}", *(round(100 * getattr(one, name), 3) for name in columns[1:])) for one in found]
        return finish(figure, title="Statutory beside collected", alt=alt, columns=columns, rows=data)
