"""Figures of incidence: who bears the duty, what is left of it by open number, and quotas counted in units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.result import Response
from tradebrief.figures.style import HIGHLIGHT, IN_FORCE, INK, JAPAN, USA, Drawn, beside, canvas, finish, height_of, in_lines, quiet


def bearers(found: Response, *, ax: Axes | None = None) -> Drawn:
    """What exporters and buyers bear and what trade is lost, by group of products, central run."""
    rows = found.lines.sort_values("duty_static_usd")
    names = list(rows["title"])
    old = rows["customs_value_usd"] * (1 + rows["volume"])
    exporter = (old - rows["customs_value_after_usd"]) / 1e9
    buyer = (rows["duty_after_usd"] - rows["rate_before"] * old) / 1e9 - exporter
    with canvas(1.0 + 0.27 * len(names), ax=ax) as (figure, axes):
        axes.barh(names, exporter, color=JAPAN, label="exporters, by lower prices")
        axes.barh(names, buyer, left=exporter, color=USA, hatch="xx", edgecolor="white", linewidth=0, label="buyers, by higher prices")
        axes.set(xlabel="billion dollars a year, on what is still shipped", xlim=(min(0.0, float(exporter.min())), None))
        axes.legend(loc="lower right")
        axes.set_title("Who bears the duty that is new")
        quiet(axes, grid="x")
        alt = f"Stacked bars by product group: exporters bear {exporter.sum():.1f} and buyers {buyer.sum():.1f} billion dollars on what is still shipped."
        data = [(name, round(float(one), 4), round(float(two), 4)) for name, one, two in zip(names, exporter, buyer, strict=True)]
        return finish(figure, title="Who bears the duty", alt=alt, columns=("group", "exporters_bn_usd", "buyers_bn_usd"), rows=data)


def tornado(found: Response, *, ax: Axes | None = None) -> Drawn:
    """The duty left with one open number at its low and high end."""
    names = list(found.tornado)[::-1]
    centre = found.bands["duty_usd"].central / 1e9
    labels = [in_lines(found.assumed[name].title) for name in names]
    with canvas(1.0 + height_of(labels, 0.36), ax=ax) as (figure, axes):
        for number, name in enumerate(names):
            low, high = (value / 1e9 for value in found.tornado[name])
            axes.barh([number], [low - centre], left=[centre], color=JAPAN, height=0.62, label="at its low end" if number == 0 else None)
            axes.barh(
                [number],
                [high - centre],
                left=[centre],
                color=HIGHLIGHT,
                hatch="//",
                edgecolor="white",
                linewidth=0,
                height=0.62,
                label="at its high end" if number == 0 else None,
            )
        axes.axvline(centre, color=INK, linewidth=1)
        axes.set_yticks(range(len(names)), labels)
        axes.set(xlabel="duty left, billion dollars a year")
        axes.legend(loc="lower right")
        axes.set_title("Duty left, one assumption at a time")
        quiet(axes, grid="x")
        ends = found.tornado[names[-1]]
        alt = (
            f"Tornado of the duty left, {centre:.1f} billion dollars in the middle: widest for '{found.assumed[names[-1]].title}', "
            f"{min(ends) / 1e9:.1f} to {max(ends) / 1e9:.1f}."
        )
        data = [(name, round(low), round(high)) for name, (low, high) in found.tornado.items()]
        return finish(figure, title="Tornado", alt=alt, columns=("assumption", "duty_at_low_usd", "duty_at_high_usd"), rows=data)


def quota(found: QuotaCase, rate: float, *, ax: Axes | None = None) -> Drawn:
    """The mean duty along the size of a quota, with today's question and the size that equals another rate."""
    even = found.break_even(rate)
    line = [(size, replace(found, volume=size).rate) for size in np.linspace(0, found.units, 201).tolist()]
    with canvas(3.0, ax=ax) as (figure, axes):
        axes.plot([size / 1e3 for size, _ in line], [100 * mean for _, mean in line], color=JAPAN, linewidth=1.8)
        _spot(axes, found.volume, found.rate, f"{found.volume:,.0f} cars: {100 * found.rate:.1f} %", marker="o", color=USA)
        _spot(axes, even, rate, f"{100 * rate:g} % needs {even:,.0f} cars", marker="D", color=IN_FORCE)
        axes.set(xlabel="thousand cars a year within the quota", ylabel="mean duty, %", ylim=(0, 110 * max(mean for _, mean in line)))
        axes.set_title(f"A quota in units: mean duty on {found.units:,.0f} cars")
        quiet(axes)
        alt = (
            f"Falling line of the mean duty along the size of a quota: {100 * found.rate:.1f} % at {found.volume:,.0f} cars, "
            f"{100 * rate:g} % at {even:,.0f}."
        )
        rows = [(round(size), round(100 * mean, 4)) for size, mean in line[::10]]
        return finish(figure, title="Quota", alt=alt, columns=("cars_within", "mean_duty_pct"), rows=rows)


def _spot(axes: Axes, volume: float, rate: float, text: str, *, marker: str, color: str) -> None:
    axes.plot([volume / 1e3], [100 * rate], marker=marker, color=color, markersize=8, linestyle="none")
    beside(axes, text, (volume / 1e3, 100 * rate), (8, 4))
