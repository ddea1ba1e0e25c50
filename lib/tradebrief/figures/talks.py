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
    GROUND,
    HIGHLIGHT,
    IMPORTER,
    INK,
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
    shown_words,
)
from tradebrief.figures.titles import in_lines
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.known_event import KnownEvent
from tradebrief.words.messages import lowered, text
from tradebrief.words.named_parties import roles
from tradebrief.words.phrases import side_by_side

#: Lanes of the swim-lane figure from the top: name, kinds of events, colour, mark.
LANES: tuple[tuple[str, frozenset[str], str, str], ...] = (
    ("leaders", frozenset({"leaders meeting", "leaders call"}), INK, "s"),
    ("ministers", frozenset({"round", "visit", "meeting"}), PARTNER, "o"),
    ("calls", frozenset({"call"}), PARTNER, "^"),
    ("acts", frozenset({"threat", "deal", "signing", "understanding"}), IMPORTER, "D"),
    ("politics", frozenset({"politics"}), SUSPENDED, "v"),
)
ACTS = 3
"""The lane that duties coming into force are drawn in."""


def swim_lanes(found: Cadence, *, ax: Axes | None = None) -> Drawn:
    """What happened when, and against which clock: a lane for each kind of contact, deadlines as lines, the asked day marked.

    What was only planned, or known by the day within a span, is an open bar; what came later is faint.
    """
    first, last = _window(found)
    shown = [one for one in found.chronicle.events if first <= one.start <= last and one.status != "cancelled"]
    with canvas(4.7, ax=ax) as (figure, axes):
        for lane, (_, kinds, colour, mark) in enumerate(LANES):
            for one in (one for one in shown if one.kind in kinds):
                _contact(axes, one, len(LANES) - 1 - lane, colour, mark, later=one.start > found.as_of)
        _names_of_rounds(axes, shown, len(LANES) - 2, (last - first).days)
        for act in (act for act in found.acts if first <= act.day <= last):
            _act(axes, act, len(LANES) - 1 - ACTS, later=act.day > found.as_of)
        for deadline in found.deadlines:
            _deadline(axes, deadline, last)
        _frame_lanes(axes, first, last, found.as_of, [one.stands for one in found.deadlines])
        ahead = [text("deadline-due", says=lowered(one.says), day=one.stands) for one in found.deadlines]
        return finish(
            figure,
            "lanes",
            columns=("day", "kind", "status", "what", "known from"),
            rows=[(str(one.when), one.kind, one.status, one.event.says, str(one.settled_from)) for one in shown],
            rounds=len(found.rounds),
            contacts=len(shown),
            day=found.as_of,
            talks=found.chronicle.negotiation.title,
            gaps=side_by_side(found.gaps) or "none",
            ahead=ahead or "none",
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
        beside(axes, "–".join(dict.fromkeys(ends)), (middle, lane), (0, 20 if near else 9), ha="center", fontsize=LEAST, bbox=GROUND)


def _act(axes: Axes, act: MeasureChange, lane: float, *, later: bool) -> None:
    """A duty coming into force: a small upright bar below the lane's middle."""
    x = date2num(act.day)
    axes.plot([x, x], [lane - 0.34, lane - 0.1], color=IMPORTER, linewidth=2, alpha=0.3 if later else 1.0, solid_capstyle="butt")


def _deadline(axes: Axes, deadline: DeadlineState, last: date) -> None:
    """A line on the day that counts; a moved one dashed, with an arrow from its first day."""
    x, moved = date2num(deadline.stands), deadline.moved_to is not None
    if deadline.stands <= last:
        axes.axvline(x, color=HIGHLIGHT, linewidth=1.6, linestyle=(0, (4, 2)) if moved else "-")
        what = (
            text("figure-lanes.deadline") if deadline.sort == "legal" else shown_words(deadline.says).partition(",")[0].partition("（")[0]
        )
        beside(
            axes,
            text("figure-lanes.due", what=what, day=deadline.stands),
            (x, 1),
            (2, 3),
            xycoords=("data", "axes fraction"),
            fontsize=LEAST,
            rotation=18,
            ha="left",
        )
    for before in deadline.earlier:
        axes.annotate("", (x, -0.45), (date2num(before), -0.45), arrowprops={"arrowstyle": "->", "color": HIGHLIGHT})


def _frame_lanes(axes: Axes, first: date, last: date, as_of: date, due: Sequence[date]) -> None:
    axes.axvline(date2num(as_of), color=INK, linewidth=1, linestyle=":")
    left = any(as_of < day < as_of + 0.15 * (last - first) for day in due) or as_of - first > 0.85 * (last - first)
    how = {"by": (-3 if left else 3, 3), "ha": "right" if left else "left", "fontsize": LEAST}
    beside(axes, text("short-day", day=as_of), (date2num(as_of), 0), xycoords=("data", "axes fraction"), **how)
    axes.set(xlim=(date2num(first), date2num(last)), ylim=(-0.6, len(LANES) - 0.4))
    axes.set_yticks(range(len(LANES)), [text(f"figure-lanes.{name}", **roles()) for name, _, _, _ in reversed(LANES)])
    day_axis(axes)
    quiet(axes, grid="x")


def gaps(found: Cadence, made: Forecast, *, ax: Axes | None = None) -> Drawn:
    """The gaps by round, the reference class beside them, and the fan of the next gap; the realised one as a ring where it is known."""
    with canvas(3.9, columns=2, sharey=True, width_ratios=(4, 1), ax=ax) as (figure, (axes, side)):
        _own_gaps(axes, found)
        _fan(axes, made, len(found.gaps) + 1)
        _class_strip(side, made)
        axes.set_ylabel(text("figure-intervals.days"))
        axes.set_xlim(0.4, len(found.gaps) + 1.8)
        axes.set_xticks(
            range(1, len(found.gaps) + 2), [f"R{n}→R{n + 1}" for n in range(1, len(found.gaps) + 1)] + [text("figure-intervals.next")]
        )
        top = max([*found.gaps, *made.reference.days, made.interval80[1] if made.interval80 else 0, 10])
        axes.set_ylim(0, top * 1.08)
        fan = {"median": made.median, "low": made.interval80[0], "high": made.interval80[1]} if made.median and made.interval80 else {}
        p = found.order.p_faster
        return finish(
            figure,
            "intervals",
            columns=("gap", "days"),
            rows=[(f"round {n} to {n + 1}", gap) for n, gap in enumerate(found.gaps, start=1)],
            count=found.n,
            rounds=len(found.rounds),
            day=found.as_of,
            gaps=side_by_side(found.gaps) or "none",
            chance="yes" if p is not None and 0.05 <= p <= 0.95 else "no",
            p=float(p if p is not None else 1.0),
            forecast="yes" if fan else "no",
            median=float(fan.get("median", 0.0)),
            low=float(fan.get("low", 0.0)),
            high=float(fan.get("high", 0.0)),
        )


def _own_gaps(axes: Axes, found: Cadence) -> None:
    for n, gap in enumerate(found.gaps, start=1):
        axes.plot([n, n], [0, gap], color=PARTNER, linewidth=1, alpha=0.5)
        axes.plot(n, gap, marker="o", color=PARTNER, markersize=8)
        beside(axes, str(gap), (n, gap), (0, 7), ha="center")
    p = found.order.p_faster
    if p is not None and found.n >= 5:
        axes.text(0.01, 0.97, text("figure-intervals.p", p=float(p)), transform=axes.transAxes, va="top", fontsize=SMALL)
    quiet(axes)


def _fan(axes: Axes, made: Forecast, x: int) -> None:
    """Bars of the 80% and 50% intervals, a line at the median, a ring at what came."""
    if made.interval80 is None or made.interval50 is None or made.median is None:
        return
    for (low, high), width in ((made.interval80, 0.5), (made.interval50, 0.3)):
        axes.add_patch(Rectangle((x - width / 2, low), width, high - low, facecolor=FORECAST, alpha=0.45, edgecolor=INK, linewidth=0.6))
    axes.plot([x - 0.28, x + 0.28], [made.median, made.median], color=INK, linewidth=2)
    told = text("figure-intervals.fan", median=float(made.median), low=float(made.interval80[0]), high=float(made.interval80[1]))
    if made.outcome and made.outcome.gap:
        axes.plot(x, made.outcome.gap, marker="o", markersize=11, markerfacecolor="none", color=INK, markeredgewidth=1.6)
        told += "\n" + text("figure-intervals.came", days=made.outcome.gap)
    beside(axes, told, (x + 0.3, made.median), (3, 0), va="center")


def _class_strip(side: Axes, made: Forecast) -> None:
    """The gaps of the class, spread a little so that equal ones show."""
    for place, gap in enumerate(sorted(made.reference.days)):
        side.plot((place % 3) - 1, gap, marker="o", color=SUSPENDED, markerfacecolor="white", markersize=5)
    side.axhline(made.prior.gap, color=SUSPENDED, linewidth=1.2, linestyle=(0, (4, 2)))
    side.set_xlim(-2.2, 2.2)
    side.set_xticks([])
    side.set_xlabel(text("figure-intervals.others", count=len(made.reference.gaps), mean=float(made.prior.gap)))
    side.spines[["left", "bottom"]].set_visible(False)
    quiet(side)


def spread(made: Forecast, *, ax: Axes | None = None) -> Drawn:
    """How sure are we: the probability of a next round before the first day asked, one row a model, the default in bold."""
    head = made.headline
    rows = list(head.models.items()) if head else []
    with canvas(1.6 + 0.3 * max(len(rows), 1), ax=ax) as (figure, axes):
        for place, (name, p) in enumerate(reversed(rows)):
            _model(axes, made, name, p, place)
        axes.set_yticks(range(len(rows)), [shown_words(name) for name, _ in reversed(rows)])
        for label in axes.get_yticklabels():
            label.set_fontweight("bold" if label.get_text() == shown_words(DEFAULT) else "normal")
        axes.set_xlim(0, 1.09)
        axes.set_xlabel(text("figure-models.axis"))
        quiet(axes, grid="x")
        return finish(
            figure,
            "models",
            columns=("model", "probability"),
            rows=[(name, f"{p:.6f}") for name, p in rows],
            models=len(rows),
            before=head.before if head else "none",
            p=float(head.p) if head else 0.0,
            low=float(head.low) if head else 0.0,
            high=float(head.high) if head else 0.0,
            count=made.n,
            day=made.as_of,
            came=_came(made),
        )


def _model(axes: Axes, made: Forecast, name: str, p: float, place: int) -> None:
    """One row: a dot for a model with its own uncertainty, a diamond for a fit taken for the truth."""
    bayesian, default = any(model.name == name and model.bayesian for model in made.models), name == DEFAULT
    axes.plot([0, p], [place, place], color=FAINT, linewidth=1.2)
    axes.plot(p, place, marker="o" if bayesian else "D", color=FORECAST, markeredgecolor=INK, markersize=9 if default else 6.5)
    weight = "bold" if default else "normal"
    beside(axes, f"{p:.3f}", (p, place), (9, 0), va="center", fontweight=weight)


def _came(made: Forecast) -> str:
    """What came of it, where it is known."""
    came = made.outcome.events[made.headline.before][0] if made.outcome and made.headline else None
    return "unknown" if came is None else "yes" if came else "no"


def calendar(found: Cadence, *, ax: Axes | None = None) -> Drawn:
    """The deadlines ahead on one line of days each, from the day each was set to the day it falls due, earlier due days ringed."""
    shown = sorted(found.deadlines, key=lambda one: one.stands)
    with canvas(1.5 + 0.55 * max(len(shown), 1), ax=ax) as (figure, axes):
        for row, one in enumerate(shown):
            due, legal = date2num(one.stands), one.sort == "legal"
            colour = HIGHLIGHT if legal else SUSPENDED
            axes.plot([date2num(max(one.set_on, found.as_of)), due], [row, row], color=colour, linewidth=3, solid_capstyle="butt")
            axes.plot(due, row, marker="D", color=colour, markersize=8)
            for earlier in (day for day in one.earlier if day >= found.as_of):
                axes.plot(date2num(earlier), row, marker="o", color=colour, markersize=7, markerfacecolor="white")
            beside(axes, text("figure-calendar.due", day=one.stands, days=(one.stands - found.as_of).days), (due, row), (9, 0), va="center")
        axes.axvline(date2num(found.as_of), color=INK, linewidth=1, linestyle=":")
        axes.set_yticks(range(len(shown)), [in_lines(shown_words(one.says), 36) for one in shown])
        axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
        last = max([one.stands for one in shown] or [found.as_of])
        axes.set_xlim(date2num(found.as_of) - 1, date2num(last) + 0.4 * max((last - found.as_of).days, 10))
        day_axis(axes)
        quiet(axes, grid="x")
        near = shown[0] if shown else None
        return finish(
            figure,
            "calendar",
            columns=("deadline", "kind", "set on", "due"),
            rows=[(one.says, one.sort, one.set_on.isoformat(), one.stands.isoformat()) for one in shown],
            count=len(shown),
            next=near.stands if near else "none",
            says=lowered(near.says) if near else "none",
            days=(near.stands - found.as_of).days if near else 0,
            day=found.as_of,
        )
