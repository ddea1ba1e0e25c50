"""Figures of the schedule: the course of a rate, what it is made of on a day, how long acts took from word to force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

from tradebrief.figures.style import (
    FAINT,
    FORECAST,
    HIGHLIGHT,
    IMPORTER,
    IN_FORCE,
    INK,
    LEAST,
    PARTNER,
    SKY,
    SMALL,
    SUSPENDED,
    Drawn,
    beside,
    canvas,
    day_axis,
    finish,
    quiet,
)
from tradebrief.law.applied_duty import AppliedDuty, Component
from tradebrief.law.changes import RateChange
from tradebrief.law.duty import HUNDRED
from tradebrief.law.duty import percent as stated
from tradebrief.law.rate_path import RatePath, RatePeriod
from tradebrief.words import named_parties
from tradebrief.words.messages import language, text, translated

#: How a rate that did not hold is drawn: colour, hatch, line, and on which side of its box the rate is written.
_BESIDE = {
    "suspended": (SUSPENDED, "////", "-", "right"),
    "first published": (HIGHLIGHT, "\\\\\\\\", "-", "left"),
    "threatened": (FORECAST, "", (0, (4, 2)), "left"),
}
_DEAL_NAME = "#a84a00"
"""The colour of a deal's line, dark enough to write with."""

_BRIEF = 20
"""Days below which a step is too short for its act."""


def rate_path(found: RatePath, *, ax: Axes | None = None) -> Drawn:
    """The steps of a good's rate: in force solid, suspended hatched, first published hatched the other way, threatened outlined, deals marked, the act at each step."""
    with canvas(4.5, ax=ax) as (figure, axes):
        for one in found.beside:
            _beside(axes, one)
        for one, before in zip(found.steps, (None, *found.steps), strict=False):
            _step(axes, one, before)
        for day, _ in found.deals:
            _deal(axes, day)
        _frame_path(axes, found)
        known = [one for one in found.steps if one.rate is not None]
        highest = max(known, key=lambda one: one.rate or Decimal(0))
        aside = [
            text("figure-path.aside", rate=float(one.rate or 0), state=one.state.replace(" ", "-"), day=one.first) for one in found.beside
        ]
        return finish(
            figure,
            "path",
            columns=("from", "to", "rate", "state", "act"),
            rows=[
                (one.first.isoformat(), one.last.isoformat(), _shown(one.rate), one.state, one.act) for one in (*found.steps, *found.beside)
            ],
            code=found.code,
            origin=named_parties.party(found.origin),
            known_by=found.known_by,
            steps=len(found.steps),
            first=float(known[0].rate or 0),
            first_day=known[0].first,
            last=float(known[-1].rate or 0),
            last_day=found.steps[-1].last,
            highest=float(highest.rate or 0),
            highest_day=highest.first,
            aside=aside or "none",
        )


def _shown(rate: Decimal | None) -> str:
    return text("rate-unknown") if rate is None else percent(rate)


def percent(rate: Decimal) -> str:
    """A rate as the law states it, written as the language does."""
    return str(translated(stated(rate)))


def _height(rate: Decimal | None) -> float:
    return float((rate or 0) * HUNDRED)


def _step(axes: Axes, one: RatePeriod, before: RatePeriod | None) -> None:
    """A solid line, joined to the step before, with its rate above and, where there is room, its act below."""
    if one.rate is None:
        return
    left, right, height = date2num(one.first), date2num(one.last) + 1, _height(one.rate)
    axes.plot([left, right], [height, height], color=IN_FORCE, linewidth=2.6, solid_capstyle="butt")
    if before and before.rate is not None:
        axes.plot([left, left], [_height(before.rate), height], color=IN_FORCE, linewidth=1)
    if right - left > _BRIEF:
        beside(axes, percent(one.rate), (left, height), (4, 3), va="bottom")
        beside(axes, _short(one.act), (left, height), (4, -3), va="top", fontsize=LEAST, color="#555555")
    elif before is None or ((before.rate or 0) < one.rate and right - left < 3):
        brief = text("figure-path.brief", rate=float(one.rate), days=(one.last - one.first).days + 1)
        axes.text(left, height + 0.5, brief, ha="right", va="bottom", fontsize=SMALL, color=INK)


def _short(act: str) -> str:
    """An act as it fits under a step."""
    name = act.partition(" and ")[0]
    name = name.replace("memorandum", "memo") if language() == "en" else str(translated(name))
    return name if len(name) <= 22 else f"{name[:21]}…"


def _beside(axes: Axes, one: RatePeriod) -> None:
    """A rate that did not hold, as a box from the axis up to it."""
    colour, hatch, line, side = _BESIDE[one.state]
    left, right, height = date2num(one.first), date2num(one.last) + 1, _height(one.rate)
    axes.add_patch(
        Rectangle((left, 0), right - left, height, fill=False, edgecolor=colour, hatch=hatch, linestyle=line, linewidth=1.1, alpha=0.9)
    )
    if right - left > _BRIEF or side == "left":
        at, align, aside = (left, "right", -4) if side == "right" else (right, "left", 4)
        named = text("state", state=one.state.replace(" ", "-"))
        told = f"{percent(one.rate or Decimal(0))}{chr(10) if side == 'right' else ' '}{named}"
        level = {"ha": align, "va": "top" if side == "right" else "center"}
        beside(axes, told, (at, height), (aside, 0), fontsize=LEAST, **level)


def _deal(axes: Axes, day: date) -> None:
    axes.axvline(date2num(day), color=IMPORTER, linewidth=1, linestyle=(0, (1, 2)))
    place = {"xycoords": ("data", "axes fraction"), "va": "top"}
    beside(axes, text("figure-path.deal", day=day), (date2num(day), 1.0), (4, -2), fontsize=LEAST, color=_DEAL_NAME, **place)


def _frame_path(axes: Axes, found: RatePath) -> None:
    highest = max([_height(one.rate) for one in (*found.steps, *found.beside)] + [5.0])
    first, last = date2num(found.steps[0].first), date2num(found.steps[-1].last) + 1
    axes.set_xlim(first, last + 0.05 * (last - first))
    axes.set_ylim(0, highest * 1.22)
    axes.set_ylabel(text("percent-of-value"))
    day_axis(axes)
    quiet(axes)


_PARTS = (PARTNER, IMPORTER, SKY, HIGHLIGHT, FORECAST, IN_FORCE)


def stack(owed: AppliedDuty, *, ax: Axes | None = None) -> Drawn:
    """What a duty is made of: each component with its act, one beside the other, and what gave way below."""
    charged = [one for one in owed.components if one.duty]
    crowded = len(charged) > 2 and any(one.duty < Decimal("0.2") * owed.total for one in charged)
    with canvas(2.3 + 0.3 * crowded + 0.2 * len(owed.gave_way), ax=ax) as (figure, axes):
        left = 0.0
        for number, one in enumerate(charged):
            left = _part(axes, one, left, _PARTS[number % len(_PARTS)], 0.55 * (number % 2) if crowded else 0.0)
        for number, one in enumerate(owed.gave_way):
            axes.text(
                0,
                -0.75 - 0.32 * number,
                text("figure-stack.gave-way", measure=one.measure, share=float(one.share)),
                fontsize=LEAST,
                color="#555555",
            )
        axes.set_xlim(0, max(left, 1.0) * 1.02)
        axes.set_ylim(-0.6 - 0.32 * len(owed.gave_way), 1.95 if crowded else 1.3)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(text("percent-of-value"))
        quiet(axes, grid="x")
        return finish(
            figure,
            "stack",
            columns=("measure", "rate", "share", "duty", "act"),
            rows=[(one.measure, stated(one.rate), stated(one.share), stated(one.duty), one.act) for one in owed.components],
            code=owed.code,
            origin=named_parties.party(owed.origin),
            day=owed.as_of,
            known_by=owed.known_by,
            rate=float(owed.total),
            parts=[text("figure-stack.part", measure=one.measure, rate=float(one.duty)) for one in charged] or text("nothing"),
        )


def _part(axes: Axes, one: Component, left: float, colour: str, lift: float) -> float:
    """One component as a bar with its label over it, at a height; where it ends."""
    width = float(one.duty * HUNDRED)
    axes.barh(0.3, width, left=left, height=0.55, color=colour, edgecolor="white", hatch="//" if one.share != 1 else "")
    axes.text(
        left + width / 2, 0.66 + lift, f"{one.measure.removeprefix('usa-')}\n{percent(one.duty)}", ha="center", va="bottom", fontsize=LEAST
    )
    return left + width


#: The four days of an act, how each is marked and how far above or below its line, so that days that fall together all show.
_DAYS = (
    ("announced", "o", IMPORTER, -0.26),
    ("signed", "D", PARTNER, 0.0),
    ("published", "s", HIGHLIGHT, 0.26),
    ("in force", "|", IN_FORCE, 0.0),
)


def gaps(changes: Sequence[RateChange], *, ax: Axes | None = None) -> Drawn:
    """How long each act took: announced, signed, published and in force, on one line; a line that runs back is retroactive."""
    shown = [one for one in changes if one.published is not None]
    with canvas(1.5 + 0.46 * max(len(shown), 1), ax=ax) as (figure, axes):
        for number, one in enumerate(shown):
            _line_of_days(axes, one, number)
        axes.set_yticks(range(len(shown)), [f"{_short(one.act)}\n{text('short-day', day=one.day)}" for one in shown])
        axes.set_ylim(max(len(shown), 1) - 0.5, -0.6)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_xlabel(text("figure-acts.axis"))
        quiet(axes, grid="x")
        for name, marker, colour, _ in _DAYS:
            axes.plot([], [], marker=marker, color=colour, markersize=_SIZE[marker], linestyle="", label=text("act-day", day=name))
        figure.legend(loc="outside lower center", ncols=4)
        late = [one for one in shown if (one.days_between["published to in force"] or 0) < 0]
        waits = sorted(one.days_between["announced to in force"] or 0 for one in shown)
        back = [text("figure-acts.late", act=_short(one.act), days=-(one.days_between["published to in force"] or 0)) for one in late]
        return finish(
            figure,
            "acts",
            columns=("act", *(name for name, *_ in _DAYS), "days"),
            rows=_gap_rows(shown),
            acts=len(shown),
            median=waits[len(waits) // 2] if waits else 0,
            late=back or "none",
            count=len(late),
        )


_SIZE = {"o": 6, "D": 5, "s": 5, "|": 14}


def _days(one: RateChange) -> tuple[date | None, ...]:
    return one.announced, one.signed, one.published, one.day


def _line_of_days(axes: Axes, one: RateChange, number: int) -> None:
    at = [None if day is None else (day - one.day).days for day in _days(one)]
    known = [days for days in at if days is not None]
    axes.plot([min(known), max(known)], [number, number], color=FAINT if max(known) <= 0 else HIGHLIGHT, linewidth=3, solid_capstyle="butt")
    for days, (_, marker, colour, lift) in zip(at, _DAYS, strict=True):
        if days is not None:
            axes.plot(days, number + lift, marker=marker, color=colour, markersize=_SIZE[marker])


def _gap_rows(shown: Sequence[RateChange]) -> list[tuple[object, ...]]:
    return [
        (one.act, *("" if day is None else day.isoformat() for day in _days(one)), one.days_between["announced to in force"])
        for one in shown
    ]
