"""Figures of tariff exposure: the rate over time, groups, the waterfall of measures, scenarios, published rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from tradebrief.analysis.briefing import Briefing
from tradebrief.analysis.exposure.benchmarks import Compared
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.exposure.series import Series
from tradebrief.figures.style import (
    FAINT,
    GROUND,
    HIGHLIGHT,
    IN_FORCE,
    INK,
    JAPAN,
    LEAST,
    SKY,
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
    shown_words,
    signed,
    signs,
)
from tradebrief.words.exposure import TRADE_YEAR
from tradebrief.words.messages import large, text


def over_time(found: Series, on: date, *, ax: Axes | None = None) -> Drawn:
    """The average tariff day by day, with the day of the question."""
    days, rates = [*(day for day, _, _ in found.steps), found.last], [100 * rate for _, _, rate in found.steps]
    rates.append(rates[-1])  # a step line needs the end of its last step
    base = 100 * float((found.lines["effective_rate"] - found.lines["increase_over_mfn"]).iloc[0])
    peak = max(found.steps, key=lambda step: step[2])
    with canvas(3.3, ax=ax) as (figure, axes):
        axes.fill_between(days, 0, rates, step="post", color=JAPAN, alpha=0.18, linewidth=0)
        axes.step(days, rates, where="post", color=JAPAN, linewidth=1.6)
        axes.axhline(base, color=SUSPENDED, linewidth=1, linestyle=(0, (4, 3)))
        beside(axes, text("figure-over-time.mfn"), (found.first, base), (4, 4), color="#4d4d4d")
        beside(axes, text("figure-over-time.peak", rate=peak[2], day=peak[0]), (peak[0], 100 * peak[2]), (2, 4))
        if found.first <= on <= found.last:
            asked = max((step for step in found.steps if step[0] <= on), default=found.steps[0])
            _day_asked(axes, on, 100 * asked[2], late=on - found.first > 0.8 * (found.last - found.first))
        axes.set(ylim=(0, 1.16 * max(rates) or 1), ylabel=text("percent-of-value"), xlim=(found.first, found.last))
        day_axis(axes)
        quiet(axes)
        rows = [(str(day), round(duty), round(rate, 6)) for day, duty, rate in found.steps]
        now = max((step for step in found.steps if step[0] <= on), default=found.steps[0])
        return finish(
            figure,
            "over-time",
            columns=("from", "duty_usd", "rate"),
            rows=rows,
            day=on,
            rate=now[2],
            first=found.first,
            last=found.last,
            first_rate=found.steps[0][2],
            last_rate=found.steps[-1][2],
            peak=peak[2],
            peak_day=peak[0],
            year=str(TRADE_YEAR),
        )


def _day_asked(axes: Axes, on: date, height: float, *, late: bool) -> None:
    """A line on the day of the question up to its rate, named on the side where there is room."""
    axes.plot([on, on], [0, height], color=HIGHLIGHT, linewidth=1.4, marker="o", markevery=[1], markersize=5)  # type: ignore[list-item]
    place, side = ((-4, 18), "right") if late else ((4, 18), "left")
    beside(axes, text("short-day", day=on), (on, 0.0), place, ha=side, color="#8a5a00")


STEP = 0.002
"""The least step of the average tariff that a briefing names, as a fraction."""


def in_briefing(found: Briefing, daily: Series, *, ax: Axes | None = None) -> Drawn:
    """The average tariff up to the day with its legal steps named, and the path the law holds suspended, hatched to its day and beyond."""
    steps = [step for step in daily.steps if step[0] <= found.as_of]
    days, rates = [*(day for day, _, _ in steps), found.as_of], [100 * rate for _, _, rate in steps]
    rates.append(rates[-1])
    lapses = found.legal_deadline.stands if found.legal_deadline and found.rate_if_lapsed is not None else None
    end = max(found.as_of, lapses or found.as_of) + timedelta(days=50 if lapses else 12)
    then = 100 * float(found.rate_if_lapsed) if found.rate_if_lapsed is not None and lapses else 0.0
    top = max([*rates, then, 1.0])
    with canvas(4.2, ax=ax) as (figure, axes):
        axes.fill_between(days, 0, rates, step="post", color=JAPAN, alpha=0.18, linewidth=0)
        axes.step(days, rates, where="post", color=JAPAN, linewidth=2)
        if lapses:
            axes.plot([found.as_of, lapses], [rates[-1], rates[-1]], color=JAPAN, linewidth=1.2, linestyle=(0, (2, 2)))
            hatched = {"facecolor": "none", "edgecolor": SUSPENDED, "hatch": "////", "linewidth": 1.0}
            axes.fill_between([lapses, end], [0, 0], [then, then], **hatched)
            label = text("figure-in-briefing.lapses", day=lapses, rate=then / 100)
            beside(axes, label, (lapses, then), (5, -5), fontsize=LEAST, va="top", bbox=GROUND)
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
        return finish(figure, "in-briefing", columns=("from", "rate"), rows=rows, **values, **later, year=str(TRADE_YEAR))


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


def by_group(found: Exposure, *, ax: Axes | None = None) -> Drawn:
    """MFN and additional duty of each group of products, with its rate."""
    parts = list(reversed(found.by_group))
    with canvas(1.15 + 0.27 * len(parts), ax=ax) as (figure, axes):
        names = [in_lines(shown_words(part.title), 44) for part in parts]
        mfn = np.array([part.mfn_duty for part in parts]) / large()
        added = np.array([part.duty - part.mfn_duty for part in parts]) / large()
        axes.barh(names, mfn, color=SUSPENDED, label=text("figure-groups.mfn"))
        axes.barh(names, added, left=mfn, color=JAPAN, label=text("figure-groups.added"))
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
            year=str(TRADE_YEAR),
            duty=first.duty / large(),
            total=found.duty / large(),
            rate=float(first.rate),
        )


ROOMY = 0.09
"""Share of trade from which a box is wide enough for its name."""


def by_sector(found: Exposure, *, ax: Axes | None = None) -> Drawn:
    """Each group as a box as wide as its trade and as high as its tariff: the area is its duty."""
    parts = sorted((part for part in found.by_group if part.customs_value), key=lambda part: -part.rate)
    average = 100 * float(found.effective_rate)
    with canvas(4.0, ax=ax) as (figure, axes):
        left = 0.0
        for part in parts:
            width, height = part.customs_value / large(), 100 * float(part.rate)
            share = part.customs_value / found.customs_value
            heavy = part.duty >= 0.08 * found.duty
            axes.bar(left, height, width=width, align="edge", color=JAPAN if heavy else SKY, edgecolor="white", linewidth=0.8)
            if heavy and share >= ROOMY:
                label = f"{in_lines(shown_words(part.title), int(95 * share))}\n{text('percent', rate=height / 100)}"
                at, up, side = (0.0, 4, "bottom") if average > 0.4 * height else (height, -4, "top")  # where the average does not run
                beside(axes, label, (left + width / 2, at), (0, up), ha="center", va=side, fontsize=LEAST, color="white")
            left += width
        axes.axhline(average, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        beside(axes, text("figure-sectors.average", rate=average / 100), (left, average), (-2, 4), ha="right")
        axes.set(xlim=(0, left), ylim=(0, 1.05 * max(100 * float(part.rate) for part in parts)))
        axes.set(xlabel=text("figure-sectors.trade"), ylabel=text("percent-of-value"))
        quiet(axes)
        heaviest = max(parts, key=lambda part: part.duty)
        rows = [(part.title, round(part.customs_value), round(part.rate, 6), round(part.duty)) for part in parts]
        return finish(
            figure,
            "sectors",
            columns=("group", "customs_value_usd", "rate", "duty_usd"),
            rows=rows,
            group=heaviest.title,
            trade=heaviest.customs_value / found.customs_value,
            share=heaviest.duty / found.duty if found.duty else 0.0,
            day=found.as_of,
            year=str(TRADE_YEAR),
            rate=float(found.effective_rate),
        )


def waterfall(found: Exposure, held_back: Sequence[ExposurePart], *, ax: Axes | None = None) -> Drawn:
    """From the MFN duty, measure by measure, to what is owed; what is suspended comes on top, hatched."""
    parts = [part for part in found.by_measure if part.duty >= 0.004 * found.duty]
    small = sum(part.duty for part in found.by_measure) - sum(part.duty for part in parts)
    inside = found.mfn_duty if found.convention.mfn == "in" else 0.0
    bars = [(text("figure-measures.mfn"), inside, SUSPENDED), *((shown_words(part.title), part.duty, JAPAN) for part in parts)]
    bars += [(text("figure-measures.others"), small, JAPAN)] if round(small / large(), 2) else []
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
            day=found.as_of,
            year=str(TRADE_YEAR),
            held="yes" if held_back else "no",
            mfn=inside / large(),
            duty=found.duty / large(),
            later=sum(part.duty for part in held_back) / large(),
        )


def _billions(axes: Axes, row: int, start: float, amount: float, colour: str, *, hatched: bool = False) -> None:
    _bar(axes, row, start / large(), amount / large(), colour, text("amount", value=float(amount / large())), hatched=hatched)


def _bar(axes: Axes, row: int, start: float, size: float, colour: str, text: str, *, hatched: bool = False) -> None:
    """A bar of a waterfall, with what it says beside its end; hatched where it is suspended or not explained."""
    hatching = {"facecolor": "white", "edgecolor": colour, "hatch": "////", "linewidth": 1.0}
    axes.barh([row], [size], left=[start], height=0.68, **(hatching if hatched else {"facecolor": colour, "linewidth": 0}))
    beside(axes, text, (max(start, start + size), row), va="center")


def scenarios(found: Exposure, others: Sequence[ScenarioResult], *, ax: Axes | None = None) -> Drawn:
    """The duty under each scenario beside that of the law, with bands."""
    rows = sorted(others, key=lambda one: one.exposure.duty)
    labels = [in_lines(shown_words(one.title)) for one in rows]
    with canvas(1.35 + height_of(labels or [""], 0.36), ax=ax) as (figure, axes):
        axes.axvline(found.duty / large(), color=INK, linewidth=1.2)
        for number, one in enumerate(rows):
            colour = USA if one.difference > 0 else IN_FORCE
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
        ends = (
            {"low": rows[0].title, "low_duty": rows[0].exposure.duty / large(), "high": rows[-1].title}
            if rows
            else {"low": "", "low_duty": 0.0, "high": ""}
        )
        return finish(
            figure,
            "scenarios",
            columns=("scenario", "duty_usd", "difference_usd"),
            rows=data,
            count=len(rows),
            **ends,
            high_duty=rows[-1].exposure.duty / large() if rows else 0.0,
            difference=float(rows[-1].difference) if rows else 0.0,
            day=found.as_of,
            year=str(TRADE_YEAR),
            duty=found.duty / large(),
        )


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
    "published": {"marker": "D", "color": USA, "markersize": 6, "linestyle": "none"},
    "replicated": {"marker": "o", "color": JAPAN, "markersize": 4.5, "linestyle": "none"},
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
    ends = [
        str(shown_words(end.title)) if end.published is not None else text("bridge-replicated", title=end.title) for end in (first, last)
    ]
    labels = [in_lines(name) for name in (ends[0], *(name for name, _, _ in bars), ends[1])]
    with canvas(1.35 + height_of(labels, 0.33), ax=ax) as (figure, axes):
        _bar(axes, 0, 0.0, 100 * opening, SUSPENDED, f"{100 * opening:.2f}")
        reached = opening
        for number, (_, change, kind) in enumerate(bars, start=1):
            colour = USA if change > 0 else IN_FORCE
            _bar(axes, number, 100 * reached, 100 * change, colour, signed(100 * change, 2), hatched=kind == "rest")
            reached += change
        _bar(axes, len(bars) + 1, 0.0, 100 * reached, JAPAN, f"{100 * reached:.2f}")
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
            step=largest.name if largest else "none",
            change=largest.change if largest else 0.0,
            first=ends[0],
            last=ends[1],
            opening=float(opening),
            closing=float(reached),
            steps=len(found.steps),
            day=found.as_of,
        )


def collected(found: Sequence[Gap], *, ax: Axes | None = None) -> Drawn:
    """The law of the last day of each month beside what customs collected."""
    places = np.arange(len(found))
    law, taken = ([100 * getattr(one, name) for one in found] for name in ("statutory", "collected"))
    explained = [100 * (one.statutory + one.timing + one.coverage) for one in found]
    with canvas(3.3, ax=ax) as (figure, axes):
        axes.bar(places - 0.2, law, width=0.4, color=JAPAN, label=text("figure-collected.statutory"))
        look = {"color": HIGHLIGHT, "hatch": "//", "edgecolor": "white", "linewidth": 0}
        axes.bar(places + 0.2, taken, width=0.4, label=text("figure-collected.collected"), **look)
        axes.plot(
            places + 0.2,
            explained,
            color=INK,
            marker="_",
            markersize=16,
            markeredgewidth=2.2,
            linestyle="none",
            label=text("figure-collected.explained"),
        )
        axes.set_xticks(places, [text("short-month", day=one.month.first) for one in found])
        axes.set(ylabel=text("percent-of-value"), ylim=(0, 1.3 * max(law, default=1)))
        axes.legend(loc="upper left", ncols=3)
        quiet(axes)
        columns = ("month", "statutory", "timing", "coverage", "rest", "collected")
        data = [(f"{one.month.first:%Y-%m}", *(round(100 * getattr(one, name), 3) for name in columns[1:])) for one in found]
        return finish(
            figure,
            "collected",
            columns=columns,
            rows=data,
            months=len(found),
            month=found[-1].month.first if found else "none",
            law=float(found[-1].statutory) if found else 0.0,
            taken=float(found[-1].collected) if found else 0.0,
        )
