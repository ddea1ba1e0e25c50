"""Figures of incidence: who bears the duty, what is left of it by open number, and quotas counted in units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.result import Response
from tradebrief.figures.style import HIGHLIGHT, IMPORTER, IN_FORCE, INK, PARTNER, Drawn, beside, canvas, finish, quiet, shown_words
from tradebrief.figures.titles import height_of, in_lines
from tradebrief.words.messages import large, text


def bearers(found: Response, *, ax: Axes | None = None) -> Drawn:
    """What exporters and buyers bear and what trade is lost, by group of products, central run."""
    rows = found.lines.sort_values("duty_static_usd")
    names = [in_lines(shown_words(name), 44) for name in rows["title"]]
    old = rows["customs_value_usd"] * (1 + rows["volume"])
    exporter = (old - rows["customs_value_after_usd"]) / large()
    buyer = (rows["duty_after_usd"] - rows["rate_before"] * old) / large() - exporter
    with canvas(1.3 + 0.27 * len(names), ax=ax) as (figure, axes):
        axes.barh(names, exporter, color=PARTNER, label=text("figure-bearers.exporters"))
        axes.barh(
            names, buyer, left=exporter, color=IMPORTER, hatch="xx", edgecolor="white", linewidth=0, label=text("figure-bearers.buyers")
        )
        axes.set(xlabel=text("billions"), xlim=(min(0.0, float(exporter.min())), None))
        axes.legend(loc="lower right")
        quiet(axes, grid="x")
        data = [(name, round(float(one), 4), round(float(two), 4)) for name, one, two in zip(rows["title"], exporter, buyer, strict=True)]
        both = float(exporter.sum() + buyer.sum())
        return finish(
            figure,
            "bearers",
            columns=("group", "exporters_bn_usd", "buyers_bn_usd"),
            rows=data,
            exporters=float(exporter.sum()),
            buyers=float(buyer.sum()),
            share=float(exporter.sum()) / both if both else 0.0,
        )


def tornado(found: Response, *, ax: Axes | None = None) -> Drawn:
    """The duty left with one open number at its low and high end."""
    names = list(found.tornado)[::-1]
    centre = found.bands["duty_usd"].central / large()
    labels = [in_lines(shown_words(found.assumed[name].title)) for name in names]
    with canvas(1.3 + height_of(labels, 0.36), ax=ax) as (figure, axes):
        for number, name in enumerate(names):
            low, high = (value / large() for value in found.tornado[name])
            named = [text(f"figure-assumptions.{end}") if number == 0 else None for end in ("low", "high")]
            axes.barh([number], [low - centre], left=[centre], height=0.62, color=PARTNER, label=named[0])
            look = {"color": HIGHLIGHT, "hatch": "//", "edgecolor": "white", "linewidth": 0}
            axes.barh([number], [high - centre], left=[centre], height=0.62, label=named[1], **look)
        axes.axvline(centre, color=INK, linewidth=1)
        axes.set_yticks(range(len(names)), labels)
        axes.set(xlabel=text("figure-assumptions.axis"))
        axes.legend(loc="lower right")
        quiet(axes, grid="x")
        low, high = sorted(found.tornado[names[-1]])
        return finish(
            figure,
            "assumptions",
            columns=("assumption", "duty_at_low_usd", "duty_at_high_usd"),
            rows=[(name, round(low), round(high)) for name, (low, high) in found.tornado.items()],
            central=centre,
            assumption=found.assumed[names[-1]].title,
            least=low / large(),
            most=high / large(),
        )


def quota(found: QuotaCase, rate: float, *, ax: Axes | None = None) -> Drawn:
    """The mean duty along the size of a quota, with today's question and the size that equals another rate."""
    even = found.break_even(rate)
    line = [(size, replace(found, volume=size).rate) for size in np.linspace(0, found.units, 201).tolist()]
    with canvas(3.3, ax=ax) as (figure, axes):
        axes.plot([size / 1e3 for size, _ in line], [100 * mean for _, mean in line], color=PARTNER, linewidth=1.8)
        _spot(
            axes,
            found.volume,
            found.rate,
            text("figure-quota.now", cars=int(found.volume), rate=float(found.rate)),
            marker="o",
            color=IMPORTER,
        )
        _spot(axes, even, rate, text("figure-quota.needs", cars=round(even), rate=float(rate)), marker="D", color=IN_FORCE)
        axes.set(xlabel=text("figure-quota.cars"), ylabel=text("figure-quota.mean"), ylim=(0, 110 * max(mean for _, mean in line)))
        quiet(axes)
        rows = [(round(size), round(100 * mean, 4)) for size, mean in line[::10]]
        values = {
            "units": round(found.units),
            "cars": int(found.volume),
            "rate": float(found.rate),
            "needed": round(even),
            "target": float(rate),
        }
        return finish(figure, "quota", columns=("cars_within", "mean_duty_pct"), rows=rows, **values)


def _spot(axes: Axes, volume: float, rate: float, text: str, *, marker: str, color: str) -> None:
    axes.plot([volume / 1e3], [100 * rate], marker=marker, color=color, markersize=8, linestyle="none")
    beside(axes, text, (volume / 1e3, 100 * rate), (8, 4))
