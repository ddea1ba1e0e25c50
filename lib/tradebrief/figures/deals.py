"""Figures of deals: partners of the pause and free trade agreements, by how long they took."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from tradebrief.analysis.cadence.survival import DAYS_A_MONTH, DealClock, SurvivalStep
from tradebrief.figures.style import HIGHLIGHT, IN_FORCE, INK, LEAST, Drawn, beside, canvas, finish, headed, quiet
from tradebrief.wording import number_of


def time_to_deal(found: DealClock, *, ax: Axes | None = None) -> Drawn:
    """How unusual is a deal by now: the share of partners without one, by days since the pause, deals named on the steps."""
    with canvas(3.8, ax=ax) as (figure, axes):
        end = max([one.days for one in found.partners] or [1])
        _curve(axes, found.steps, end)
        _names(axes, found)
        days = [((horizon.by - found.origin).days, horizon.by) for horizon in found.horizons] if found.origin else []
        for day, by in days:
            axes.axvline(day, color=HIGHLIGHT, linewidth=1.4)
            beside(axes, str(by), (day, 0.02), (3, 0), fontsize=LEAST)
        axes.set_ylim(0, 1.04)
        axes.set_xlim(0, max([end, *(day for day, _ in days)]) * 1.06)
        axes.set_xlabel(f"days since {found.origin}")
        axes.set_ylabel("share without a deal")
        axes.set_title(f"Partners without a deal, as of {found.as_of} (n = {len(found.partners)}, {number_of(found.deals, 'deal')})")
        quiet(axes, grid="both")
        columns = ("day", "at risk", "deals", "share without", "low", "high")
        shown = [(step.time, step.at_risk, step.deals, f"{step.share:.3f}", f"{step.low:.3f}", f"{step.high:.3f}") for step in found.steps]
        return finish(figure, title="Partners without a deal", alt=_deal_alt(found), columns=columns, rows=shown)


def time_to_signing(found: DealClock, *, ax: Axes | None = None) -> Drawn:
    """The other class: the share of free trade agreements not yet signed, by months since launch; the asked day marked."""
    with canvas(3.2, ax=ax) as (figure, axes):
        _curve(axes, found.agreement_steps, max(found.agreements, default=1))
        months = (found.as_of - found.first_round).days / DAYS_A_MONTH if found.first_round else None
        if months is not None and months >= 0:
            axes.axvline(months, color=INK, linewidth=1, linestyle=":")
            beside(axes, "these talks, as of", (months, 0.02), (3, 0), fontsize=LEAST)
        axes.set_ylim(0, 1.04)
        axes.set_xlim(left=0)
        axes.set_xlabel("months since launch")
        axes.set_ylabel("share not yet signed")
        headed(figure, f"Free trade agreements not yet signed (n = {len(found.agreements)})")
        quiet(axes, grid="both")
        middle = next((step.time for step in found.agreement_steps if step.share <= 0.5), None)
        alt = (
            f"Step curve of the share of n = {len(found.agreements)} free trade agreements not yet signed, by months since launch, as of {found.as_of}, "
            f"where half were signed within {f'{middle:g}' if middle else 'an unknown number of'} months."
        )
        shown = [(step.time, step.at_risk, step.deals, f"{step.share:.3f}") for step in found.agreement_steps]
        return finish(
            figure, title="Agreements not yet signed", alt=alt, columns=("months", "at risk", "signed", "share not signed"), rows=shown
        )


def _names(axes: Axes, found: DealClock) -> None:
    """Who came to a deal at each step, and a tick for those still waiting."""
    for step in found.steps:
        names = ", ".join(one.id.replace("-", " ").title() for one in found.partners if one.dealt and one.days == step.time)
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


def _deal_alt(found: DealClock) -> str:
    share = found.steps[-1].share if found.steps else 1.0
    chances = "; ".join(f"the chance of a deal by {one.by} is {one.p:.3f}" for one in found.horizons if one.p is not None)
    return (
        f"Step curve of the share of n = {len(found.partners)} partners without a deal, as of {found.as_of}, where {int(found.deals)} had one and a share of {share:.2f} was left"
        f"{'; ' + chances if chances else ''}."
    )
