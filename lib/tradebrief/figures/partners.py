"""Figures that compare partners: who pays how much on a day, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from tradebrief.analysis.partners import PartnerPanel, Partners
from tradebrief.figures.style import IMPORTER, INK, PARTNER, SUSPENDED, Drawn, beside, canvas, day_axis, finish, quiet
from tradebrief.words.messages import text, translated
from tradebrief.words.named_parties import roles

SHOWN = 15
"""How many of the largest partners a figure shows."""

TOWERS = 2.0
"""How many times the next highest line a line may reach before it is cut off."""


def ranking(found: Partners, origin: str, *, ax: Axes | None = None) -> Drawn:
    """The average tariff on the goods of the largest partners, the origin asked about marked."""
    largest = sorted(found.partners, key=lambda one: -one.exposure.customs_value)[:SHOWN]
    own = found.of(origin)
    shown = sorted({one.partner: one for one in (*largest, own)}.values(), key=lambda one: one.rank)
    with canvas(1.2 + 0.27 * len(shown), ax=ax) as (figure, axes):
        for place, one in enumerate(shown):
            rate, low, high = (100 * float(each) for each in (one.effective_rate, one.exposure.low, one.exposure.high))
            axes.barh(place, rate, height=0.62, color=PARTNER if one.partner == origin else SUSPENDED)
            axes.plot([low, high], [place, place], color=INK, linewidth=1.1)
            beside(axes, text("percent", rate=float(one.effective_rate)), (max(rate, high), place), va="center")
        axes.set_yticks(range(len(shown)), [translated(one.name) for one in shown])
        axes.invert_yaxis()
        axes.set(xlabel=text("percent-of-value"))
        axes.margins(x=0.12)
        quiet(axes, grid="x")
        rows = [
            (one.partner, round(float(one.effective_rate), 6), round(float(one.exposure.low), 6), round(float(one.exposure.high), 6))
            for one in shown
        ]
        first, last = shown[0], shown[-1]
        return finish(
            figure,
            "partners",
            **roles(),
            columns=("partner", "rate", "low", "high"),
            rows=rows,
            **{"name": translated(own.name), "rate": float(own.effective_rate), "rank": own.rank, "count": len(found.partners)},
            **{"shown": len(shown), "day": found.as_of, "first": translated(first.name), "top": float(first.effective_rate)},
            **{"last": translated(last.name), "bottom": float(last.effective_rate)},
        )


def over_time(panel: PartnerPanel, origin: str, others: Sequence[str], *, ax: Axes | None = None) -> Drawn:
    """The average tariff on a few partners day by day, each line named at its end."""
    whole = panel.wide()
    names = [one for one in dict.fromkeys((origin, *others)) if one in whole.columns]
    wide = pd.DataFrame({one: whole[one] for one in names})
    told = {one: translated(panel.names[one]) for one in names}
    other = names[1] if len(names) > 1 else origin
    with canvas(3.6, ax=ax) as (figure, axes):
        for number, one in enumerate(names):
            colour = PARTNER if one == origin else (IMPORTER if one == other else SUSPENDED)
            axes.step(
                wide.index, 100 * wide[one], where="post", color=colour, linewidth=2.0 if one == origin else 1.2, zorder=3 - (number > 0)
            )
        axes.set(ylabel=text("percent-of-value"), xlim=(wide.index[0], wide.index[-1]), ylim=(0, _top(axes, wide, told)))
        _named(axes, {told[one]: 100 * float(wide[one].iloc[-1]) for one in names}, wide.index[-1], told[origin])
        day_axis(axes)
        quiet(axes)
        ends = {one: (float(wide[one].iloc[0]), float(wide[one].iloc[-1])) for one in names}
        rows = [(one, str(panel.first), round(start, 6), str(panel.last), round(end, 6)) for one, (start, end) in ends.items()]
        return finish(
            figure,
            "partner-days",
            **roles(),
            year=panel.trade_year,
            columns=("partner", "first", "rate_then", "last", "rate_now"),
            rows=rows,
            **{"name": told[origin], "start": ends[origin][0], "end": ends[origin][1], "shown": len(names)},
            **{"other": told[other], "other_start": ends[other][0], "other_end": ends[other][1]},
            first=panel.first,
            last=panel.last,
        )


def _top(axes: Axes, wide: pd.DataFrame, told: dict[str, str]) -> float:
    """The top of the axis: a line that towers over the others is cut off there, and its peak named."""
    peaks = (100 * wide.max()).sort_values()
    highest, following = peaks.index[-1], float(peaks.iloc[-2]) if len(peaks) > 1 else float(peaks.iloc[-1])
    top = 1.08 * float(peaks.iloc[-1])
    if float(peaks.iloc[-1]) <= TOWERS * following:
        return top
    top = max(1.5 * following, 1.3 * 100 * float(wide[highest].iloc[-1]))
    label = text(
        "figure-partner-days.peak",
        name=told[highest],
        rate=float(peaks.iloc[-1]) / 100,
        day=pd.Timestamp(str(wide[highest].idxmax())).date(),
    )
    axes.annotate(label, (wide[highest].idxmax(), top), (4, -4), textcoords="offset points", va="top", ha="left")
    return top


def _named(axes: Axes, ends: dict[str, float], day: object, bold: str) -> None:
    """Each line's name beside its end, moved apart where lines end close together."""
    height = max(axes.get_ylim()[1], 1e-9)
    step, last = 0.062 * height, -1e9
    for one, rate in sorted(ends.items(), key=lambda pair: pair[1]):
        place = max(rate, last + step)
        label = text("figure-partner-line", name=one, rate=rate / 100)
        axes.annotate(label, (day, place), (4, 0), textcoords="offset points", va="center", fontweight="bold" if one == bold else "normal")  # type: ignore[arg-type]
        last = place
