"""The figure that a briefing opens with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from matplotlib.axes import Axes

from tradebrief.analysis.briefing import Briefing
from tradebrief.analysis.exposure.series import Series
from tradebrief.figures.style import (
    GROUND,
    HIGHLIGHT,
    LEAST,
    PARTNER,
    SMALL,
    SUSPENDED,
    Drawn,
    beside,
    canvas,
    day_axis,
    finish,
    quiet,
)
from tradebrief.figures.titles import signs
from tradebrief.words.messages import text

STEP = 0.002
"""The least step of the average tariff that a briefing names, as a fraction."""


def average_tariff(found: Briefing, daily: Series, *, ax: Axes | None = None) -> Drawn:
    """The average tariff up to the day with its legal steps named, and the path the law holds suspended, hatched to its day and beyond."""
    steps = [step for step in daily.steps if step[0] <= found.as_of]
    days, rates = [*(day for day, _, _ in steps), found.as_of], [100 * rate for _, _, rate in steps]
    rates.append(rates[-1])
    lapses = found.legal_deadline.stands if found.legal_deadline and found.rate_if_lapsed is not None else None
    end = max(found.as_of, lapses or found.as_of) + timedelta(days=50 if lapses else 12)
    then = 100 * float(found.rate_if_lapsed) if found.rate_if_lapsed is not None and lapses else 0.0
    top = max([*rates, then, 1.0])
    with canvas(4.2, ax=ax) as (figure, axes):
        axes.fill_between(days, 0, rates, step="post", color=PARTNER, alpha=0.18, linewidth=0)
        axes.step(days, rates, where="post", color=PARTNER, linewidth=2)
        if lapses:
            axes.plot([found.as_of, lapses], [rates[-1], rates[-1]], color=PARTNER, linewidth=1.2, linestyle=(0, (2, 2)))
            _suspended(axes, lapses, end, then)
        changes = [(before, after) for before, after in pairwise(steps) if abs(after[2] - before[2]) >= STEP]
        flags = [(after[0], 100 * max(before[2], after[2]), _acts(daily, after[0])) for before, after in changes]
        levels = _levels([(day, signs(words) * (end - daily.first).days / FLAG_SIGNS) for day, _, words in flags])
        for (day, height, words), level in zip(flags, levels, strict=True):
            _flag(axes, day, height, words, top * (1.12 + 0.09 * level))
        look = {"color": HIGHLIGHT, "linewidth": 1.4, "marker": "o", "markevery": [1], "markersize": 5}
        axes.plot([found.as_of, found.as_of], [0, rates[-1]], **look)  # type: ignore[arg-type]
        now = text("figure-in-briefing.now", day=found.as_of, rate=rates[-1] / 100)
        beside(axes, now, (found.as_of, 0.0), (-4, 5), ha="right", color="#8a5a00", fontsize=SMALL)
        axes.set(ylim=(0, top * (1.22 + 0.09 * max(levels, default=0))), ylabel=text("percent-of-value"), xlim=(daily.first, end))
        axes.set_yticks([tick for tick in axes.get_yticks() if tick <= top * 1.1])
        day_axis(axes)
        quiet(axes)
        values = {"day": found.as_of, "rate": rates[-1] / 100, "first": daily.first, "first_rate": steps[0][2], "steps": len(changes)}
        later = {"lapses": lapses, "then": then / 100} if lapses else {"lapses": "none", "then": 0.0}
        rows = [(str(day), round(rate, 6)) for day, _, rate in steps]
        return finish(figure, "in-briefing", columns=("from", "rate"), rows=rows, **values, **later, year=daily.trade_year)


def _suspended(axes: Axes, lapses: date, end: date, rate: float) -> None:
    """The path that the law holds suspended, from the day on which it takes effect unless an act comes before."""
    hatched = {"facecolor": "none", "edgecolor": SUSPENDED, "hatch": "////", "linewidth": 1.0}
    axes.fill_between([lapses, end], [0, 0], [rate, rate], **hatched)  # type: ignore[arg-type]
    label = text("figure-in-briefing.lapses", day=lapses, rate=rate / 100)
    beside(axes, label, (lapses, rate), (5, -5), fontsize=LEAST, va="top", bbox=GROUND)


FLAG_SIGNS = 98
"""Signs of a flag's writing that go across the figure."""


def _levels(flags: Sequence[tuple[date, float]]) -> list[int]:
    """How high each flag stands, by its day and the days that its words cover: over those to its right whose poles would cross its words."""
    levels: list[int] = [0] * len(flags)
    for number in reversed(range(len(flags))):
        day, days = flags[number]
        right = [levels[other] for other in range(number + 1, len(flags)) if (flags[other][0] - day).days < days]
        levels[number] = max(right, default=-1) + 1
    return levels


def _flag(axes: Axes, day: date, height: float, words: str, level: float) -> None:
    """A step's act on a thin pole over the line."""
    axes.plot([day, day], [height, level], color=SUSPENDED, linewidth=0.8)  # type: ignore[list-item]
    beside(axes, words, (day, level), (2, 0), va="center", fontsize=LEAST)


def _acts(daily: Series, day: date) -> str:
    """What changed on a day, in a word or two."""
    causes = daily.causes_of(day)
    return text("figure-in-briefing.flag", what=causes[0], day=day) if causes else text("short-day", day=day)
