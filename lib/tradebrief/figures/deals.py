"""Figures of deals: partners of the pause and free trade agreements, by how long they took."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from tradebrief.analysis.cadence.survival import DAYS_A_MONTH, DealClock, SurvivalStep
from tradebrief.figures.style import HIGHLIGHT, IN_FORCE, INK, LEAST, Drawn, beside, canvas, finish, quiet
from tradebrief.words.messages import text
from tradebrief.words.phrases import named, side_by_side


def time_to_deal(found: DealClock, *, ax: Axes | None = None) -> Drawn:
    """How unusual is a deal by now: the share of partners without one, by days since the pause, deals named on the steps."""
    with canvas(4.1, ax=ax) as (figure, axes):
        end = max([one.days for one in found.partners] or [1])
        _curve(axes, found.steps, end)
        _names(axes, found)
        days = [((horizon.by - found.origin).days, horizon.by) for horizon in found.horizons] if found.origin else []
        for day, by in days:
            axes.axvline(day, color=HIGHLIGHT, linewidth=1.4)
            beside(axes, text("short-day", day=by), (day, 0.02), (3, 0), fontsize=LEAST)
        axes.set_ylim(0, 1.04)
        axes.set_xlim(0, max([end, *(day for day, _ in days)]) * 1.06)
        axes.set_xlabel(text("figure-deals.days", day=found.origin or found.as_of))
        axes.set_ylabel(text("figure-deals.share"))
        quiet(axes, grid="both")
        columns = ("day", "at risk", "deals", "share without", "low", "high")
        shown = [(step.time, step.at_risk, step.deals, f"{step.share:.3f}", f"{step.low:.3f}", f"{step.high:.3f}") for step in found.steps]
        told = [one for one in found.horizons if one.p is not None]
        return finish(
            figure,
            "deals",
            columns=columns,
            rows=shown,
            deals=int(found.deals),
            partners=len(found.partners),
            day=found.as_of,
            share=found.steps[-1].share if found.steps else 1.0,
            by=told[-1].by if told else "none",
            p=float(told[-1].p or 0) if told else 0.0,
        )


def time_to_signing(found: DealClock, *, ax: Axes | None = None) -> Drawn:
    """The other class: the share of free trade agreements not yet signed, by months since launch; the asked day marked."""
    with canvas(3.5, ax=ax) as (figure, axes):
        _curve(axes, found.agreement_steps, max(found.agreements, default=1))
        months = (found.as_of - found.first_round).days / DAYS_A_MONTH if found.first_round else None
        if months is not None and months >= 0:
            axes.axvline(months, color=INK, linewidth=1, linestyle=":")
            beside(axes, text("figure-agreements.here"), (months, 0.02), (3, 0), fontsize=LEAST)
        axes.set_ylim(0, 1.04)
        axes.set_xlim(left=0)
        axes.set_xlabel(text("figure-agreements.months"))
        axes.set_ylabel(text("figure-agreements.share"))
        quiet(axes, grid="both")
        middle = next((step.time for step in found.agreement_steps if step.share <= 0.5), None)
        shown = [(step.time, step.at_risk, step.deals, f"{step.share:.3f}") for step in found.agreement_steps]
        return finish(
            figure,
            "agreements",
            columns=("months", "at risk", "signed", "share not signed"),
            rows=shown,
            agreements=len(found.agreements),
            day=found.as_of,
            known="yes" if middle else "no",
            middle=float(middle or 0),
        )


def _names(axes: Axes, found: DealClock) -> None:
    """Who came to a deal at each step, and a tick for those still waiting."""
    for step in found.steps:
        names = side_by_side(named(one.id).title() for one in found.partners if one.dealt and one.days == step.time)
        beside(axes, names, (step.time, step.share), (-4, -3), ha="right", va="top")
    left = found.steps[-1].share if found.steps else 1.0
    for one in found.partners:
        if not one.dealt:
            axes.plot(one.days, left, marker="|", color=INK, markersize=10, linestyle="")


def _curve(axes: Axes, steps: Sequence[SurvivalStep], end: float) -> None:
    """The stepped curve with its interval as a band."""
    at = [0.0, *[step.time for step in steps], float(end)]
    for values, style in (([1.0, *[step.share for step in steps]], {"color": IN_FORCE, "linewidth": 2}),):
        axes.step(at, [*values, values[-1]], where="post", **style)
    low, high = [1.0, *[step.low for step in steps]], [1.0, *[step.high for step in steps]]
    axes.fill_between(at, [*low, low[-1]], [*high, high[-1]], step="post", color=IN_FORCE, alpha=0.15, linewidth=0)
