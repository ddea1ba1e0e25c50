"""Figures of the talks: what happened against which clock, the gaps and the next one, the spread over models, the time to a deal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.measure_changes import MeasureChange
from tradebrief.analysis.cadence.models import DEFAULT
from tradebrief.figures.style import (
    FAINT,
    FORECAST,
    HIGHLIGHT,
    INK,
    JAPAN,
    LEAST,
    SMALL,
    SUSPENDED,
    USA,
    Drawn,
    beside,
    canvas,
    day_axis,
    finish,
    headed,
    quiet,
)
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import inside
from tradebrief.wording import number_of

#: Lanes of the swim-lane figure from the top: name, kinds of events, colour, mark.
LANES: tuple[tuple[str, frozenset[str], str, str], ...] = (
    ("leaders", frozenset({"leaders meeting", "leaders call"}), INK, "s"),
    ("ministers in person", frozenset({"round", "visit", "meeting"}), JAPAN, "o"),
    ("ministers' calls", frozenset({"call"}), JAPAN, "^"),
    ("Washington's acts", frozenset({"threat", "deal", "signing", "understanding"}), USA, "D"),
    ("Japan's politics", frozenset({"politics"}), SUSPENDED, "v"),
)
ACTS = 3
"""The lane that duties coming into force are drawn in."""


def swim_lanes(found: Cadence, *, ax: Axes | None = None) -> Drawn:
    """What happened when, and against which clock: a lane for each kind of contact, deadlines as lines, the asked day marked.

    What was only planned, or known by the day within a span, is an open bar; what came later is faint.
    """
    first, last = _window(found)
    shown = [one for one in found.chronicle.events if first <= one.start <= last and one.status != "cancelled"]
    with canvas(4.2, ax=ax) as (figure, axes):
        for lane, (_, kinds, colour, mark) in enumerate(LANES):
            for one in (one for one in shown if one.kind in kinds):
                _contact(axes, one, len(LANES) - 1 - lane, colour, mark, later=one.start > found.as_of)
        _names_of_rounds(axes, shown, len(LANES) - 2, (last - first).days)
        for act in (act for act in found.acts if first <= act.day <= last):
            _act(axes, act, len(LANES) - 1 - ACTS, later=act.day > found.as_of)
        for deadline in found.deadlines:
            _deadline(axes, deadline, last)
        _frame_lanes(axes, first, last, found.as_of)
        axes.set_title(f"The talks up to {found.as_of} (n = {number_of(len(found.rounds), 'round')})", pad=26)
        return finish(
            figure,
            title="The talks, lane by lane",
            alt=_lanes_alt(found, shown),
            columns=("day", "kind", "status", "what", "known from"),
            rows=[(str(one.when), one.kind, one.status, one.event.says, str(one.settled_from)) for one in shown],
        )


def _lanes_alt(found: Cadence, shown: Sequence[KnownEvent]) -> str:
    ahead = "; ".join(f"{inside(one.says)} due {one.stands}" for one in found.deadlines) or "no deadline ahead"
    apart = f", {', '.join(map(str, found.gaps))} days apart" if found.gaps else ""
    return (
        f"Swim-lane chart of {number_of(len(shown), 'contact')} between the sides ({found.chronicle.negotiation.title}), as of {found.as_of}, where "
        f"n = {number_of(len(found.rounds), 'ministerial round')} had begun{apart}; {ahead}."
    )


def _window(found: Cadence) -> tuple[date, date]:
    """From a month before the first round, or the asked day, to seven weeks after the last thing known or due."""
    first = min([one.start for one in found.rounds] or [found.as_of]) - timedelta(days=35)
    ends = [one.stands for one in found.deadlines] + [one.start for one in found.chronicle.events if one.start <= found.as_of]
    return first, min(max([found.as_of, *ends]) + timedelta(days=21), found.as_of + timedelta(days=90))


def _contact(axes: Axes, one: KnownEvent, lane: float, colour: str, mark: str, *, later: bool) -> None:
    """A mark for an exact day, a bar of true width for a lasting or uncertain one; open while planned, faint when later."""
    start, end = date2num(one.when.earliest), date2num(one.when.latest) + 1
    alpha, hollow = (0.3 if later else 1.0), one.status in {"planned", "reported"} or not one.precise
    if not one.when.exact:
        fill, strength = ("none", 0.7) if hollow else (colour, 1.0)
        axes.add_patch(Rectangle((start, lane - 0.16), end - start, 0.32, facecolor=fill, edgecolor=colour, alpha=alpha * strength))
    middle = (start + end - 1) / 2 if hollow else start
    axes.plot(middle, lane, marker=mark, color=colour, markersize=6, alpha=alpha, markerfacecolor="white" if hollow else colour)


def _names_of_rounds(axes: Axes, shown: Sequence[KnownEvent], lane: float, days: int) -> None:
    """Numbers above rounds and visits; those that would run into each other on so many days are named together, *R3–R6*."""
    runs: list[list[KnownEvent]] = []
    for one in sorted((one for one in shown if one.kind in {"round", "visit"} and one.event.number), key=lambda one: one.start):
        near = runs and (one.start - runs[-1][-1].start).days < 0.035 * days and one.kind == runs[-1][-1].kind
        runs[-1].append(one) if near else runs.append([one])
    for number, run in enumerate(runs):
        ends = [f"{one.kind[0].upper()}{one.event.number}" for one in (run[0], run[-1])]
        middle = (date2num(run[0].start) + date2num(run[-1].start)) / 2
        near = number and (run[0].start - runs[number - 1][-1].start).days < 0.035 * days
        beside(axes, "–".join(dict.fromkeys(ends)), (middle, lane), (0, 20 if near else 9), ha="center", fontsize=LEAST)


def _act(axes: Axes, act: MeasureChange, lane: float, *, later: bool) -> None:
    """A duty coming into force: a small upright bar below the lane's middle."""
    x = date2num(act.day)
    axes.plot([x, x], [lane - 0.34, lane - 0.1], color=USA, linewidth=2, alpha=0.3 if later else 1.0, solid_capstyle="butt")


def _deadline(axes: Axes, deadline: DeadlineState, last: date) -> None:
    """A line on the day that counts; a moved one dashed, with an arrow from its first day."""
    x, moved = date2num(deadline.stands), deadline.moved_to is not None
    if deadline.stands <= last:
        axes.axvline(x, color=HIGHLIGHT, linewidth=1.6, linestyle=(0, (4, 2)) if moved else "-")
        text = f"{'deadline' if deadline.sort == 'legal' else deadline.says.split(',')[0]}, {deadline.stands:%-d %b}"
        beside(axes, text, (x, 1), (2, 3), xycoords=("data", "axes fraction"), fontsize=LEAST, rotation=18, ha="left")
    for before in deadline.earlier:
        axes.annotate("", (x, -0.45), (date2num(before), -0.45), arrowprops={"arrowstyle": "->", "color": HIGHLIGHT})


def _frame_lanes(axes: Axes, first: date, last: date, as_of: date) -> None:
    axes.axvline(date2num(as_of), color=INK, linewidth=1, linestyle=":")
    place, side = ((-3, 3), "right") if as_of - first > 0.9 * (last - first) else ((3, 3), "left")
    beside(axes, "as of", (date2num(as_of), 0), place, xycoords=("data", "axes fraction"), ha=side, fontsize=LEAST)
    axes.set_xlim(date2num(first), date2num(last))
    axes.set_ylim(-0.6, len(LANES) - 0.4)
    axes.set_yticks(range(len(LANES)), [name for name, _, _, _ in reversed(LANES)])
    day_axis(axes)
    quiet(axes, grid="x")


def gaps(found: Cadence, made: Forecast, *, ax: Axes | None = None) -> Drawn:
    """The gaps by round, the reference class beside them, and the fan of the next gap; the realised one as a ring where it is known."""
    with canvas(3.6, columns=2, sharey=True, width_ratios=(4, 1), ax=ax) as (figure, (axes, side)):
        _own_gaps(axes, found)
        _fan(axes, made, len(found.gaps) + 1)
        _class_strip(side, made)
        axes.set_title(f"Days between rounds and the next gap (n = {number_of(found.n, 'gap')})")
        axes.set_ylabel("days from start to start")
        axes.set_xlim(0.4, len(found.gaps) + 1.8)
        axes.set_xticks(range(1, len(found.gaps) + 2), [f"R{n}→R{n + 1}" for n in range(1, len(found.gaps) + 1)] + ["next"])
        top = max([*found.gaps, *made.reference.days, made.interval80[1] if made.interval80 else 0, 10])
        axes.set_ylim(0, top * 1.08)
        return finish(
            figure,
            title="Days between rounds and the next gap",
            alt=_gaps_alt(found, made),
            columns=("gap", "days"),
            rows=[(f"round {n} to {n + 1}", gap) for n, gap in enumerate(found.gaps, start=1)],
        )


def _gaps_alt(found: Cadence, made: Forecast) -> str:
    p = found.order.p_faster
    chance = (
        f"with {found.n} gaps the order is not distinguishable from chance (p = {p:.2f})"
        if p is not None and 0.05 <= p <= 0.95
        else "too little is known to speak of a trend"
    )
    fan = (
        f"; the forecast median for the next gap is {made.median:.0f} days, 80 % interval {made.interval80[0]:.0f} to {made.interval80[1]:.0f}"
        if made.median and made.interval80
        else ""
    )
    return (
        f"Dot plot of days between {len(found.rounds)} ministerial rounds, as of {found.as_of}, where the gaps (n = {found.n}) are "
        f"{', '.join(map(str, found.gaps)) or 'none yet'}; {chance}{fan}."
    )


def _own_gaps(axes: Axes, found: Cadence) -> None:
    for n, gap in enumerate(found.gaps, start=1):
        axes.plot([n, n], [0, gap], color=JAPAN, linewidth=1, alpha=0.5)
        axes.plot(n, gap, marker="o", color=JAPAN, markersize=8)
        beside(axes, str(gap), (n, gap), (0, 7), ha="center")
    p = found.order.p_faster
    if p is not None and found.n >= 5:
        axes.text(0.01, 0.97, f"permutation p = {p:.3f}", transform=axes.transAxes, va="top", fontsize=SMALL)
    quiet(axes)


def _fan(axes: Axes, made: Forecast, x: int) -> None:
    """Bars of the 80 and 50 % intervals, a line at the median, a ring at what came."""
    if made.interval80 is None or made.interval50 is None or made.median is None:
        return
    for (low, high), width in ((made.interval80, 0.5), (made.interval50, 0.3)):
        axes.add_patch(Rectangle((x - width / 2, low), width, high - low, facecolor=FORECAST, alpha=0.45, edgecolor=INK, linewidth=0.6))
    axes.plot([x - 0.28, x + 0.28], [made.median, made.median], color=INK, linewidth=2)
    told = f"median {made.median:.1f}\n80 % {made.interval80[0]:.1f} to {made.interval80[1]:.1f}"
    if made.outcome and made.outcome.gap:
        axes.plot(x, made.outcome.gap, marker="o", markersize=11, markerfacecolor="none", color=INK, markeredgewidth=1.6)
        told += f"\nring: came after {made.outcome.gap}"
    beside(axes, told, (x + 0.3, made.median), (3, 0), va="center")


def _class_strip(side: Axes, made: Forecast) -> None:
    """The gaps of the class, spread a little so that equal ones show."""
    for place, gap in enumerate(sorted(made.reference.days)):
        side.plot((place % 3) - 1, gap, marker="o", color=SUSPENDED, markerfacecolor="white", markersize=5)
    side.axhline(made.prior.gap, color=SUSPENDED, linewidth=1.2, linestyle=(0, (4, 2)))
    side.set_xlim(-2.2, 2.2)
    side.set_xticks([])
    side.set_xlabel(f"other talks\n(n = {len(made.reference.gaps)}; dashed:\nmean {made.prior.gap:.1f})")
    side.spines[["left", "bottom"]].set_visible(False)
    quiet(side)


def spread(made: Forecast, *, ax: Axes | None = None) -> Drawn:
    """How sure are we: the probability of a next round before the first day asked, one row a model, the default in bold."""
    head = made.headline
    rows = list(head.models.items()) if head else []
    with canvas(1.3 + 0.3 * max(len(rows), 1), ax=ax) as (figure, axes):
        for place, (name, p) in enumerate(reversed(rows)):
            _model(axes, made, name, p, place)
        axes.set_yticks(range(len(rows)), [name for name, _ in reversed(rows)])
        for label in axes.get_yticklabels():
            label.set_fontweight("bold" if label.get_text() == DEFAULT else "normal")
        axes.set_xlim(0, 1.09)
        axes.set_xlabel("probability (● carries its own uncertainty; ◆ takes a fit for the truth)")
        quiet(axes, grid="x")
        asked = f"before {head.before}" if head else "before any day"
        headed(figure, f"Next round {asked}, by model, as of {made.as_of} (n = {number_of(made.n, 'gap')}){_came(made)}")
        shown = [(name, f"{p:.6f}") for name, p in rows]
        return finish(
            figure, title="Probability of a next round, by model", alt=_spread_alt(made), columns=("model", "probability"), rows=shown
        )


def _model(axes: Axes, made: Forecast, name: str, p: float, place: int) -> None:
    """One row: a dot for a model with its own uncertainty, a diamond for a fit taken for the truth."""
    bayesian, default = any(model.name == name and model.bayesian for model in made.models), name == DEFAULT
    axes.plot([0, p], [place, place], color=FAINT, linewidth=1.2)
    axes.plot(p, place, marker="o" if bayesian else "D", color=FORECAST, markeredgecolor=INK, markersize=9 if default else 6.5)
    weight = "bold" if default else "normal"
    beside(axes, f"{p:.3f}", (p, place), (9, 0), va="center", fontweight=weight)


def _spread_alt(made: Forecast) -> str:
    head = made.headline
    if head is None:
        return f"Empty dot plot of models, as of {made.as_of} with n = 0 gaps, where no round had begun to count from."
    return (
        f"Dot plot of {len(head.models)} models' probability of a next round before {head.before}, as of {made.as_of}, where the default "
        f"(n = {number_of(made.n, 'gap')}) gives {head.p:.3f} and the models run from {head.low:.3f} to {head.high:.3f}."
    )


def _came(made: Forecast) -> str:
    """What came of it, for the title, where it is known."""
    if not (made.outcome and made.headline):
        return ""
    came = made.outcome.events[made.headline.before][0]
    return "" if came is None else (": it came" if came else ": it did not come")
