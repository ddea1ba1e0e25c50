"""Chains from what a good owes down to the acts of its parts."""

from __future__ import annotations

from tradebrief.law.changes import RateChange
from tradebrief.law.duty import percent
from tradebrief.law.stacking import AppliedDuty, Component
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.words.steps import formula


def of_duty(duty: AppliedDuty, *, placed: bool = True) -> Trace:
    """From a rate down to the acts of its parts; ``placed`` on the day of which the page shows the acts."""
    total = (
        " + ".join(percent(part.duty) for part in duty.components)
        + f" = {percent(duty.total)} on {duty.code} of {duty.origin} on {duty.as_of}"
    )
    return formula(total, *(_of_part(part, cites.place_of(part.act) if placed else "") for part in duty.components))


def _of_part(part: Component, to: str) -> Trace:
    act = ", ".join(filter(None, (part.act, part.cite)))
    says = f"{part.measure} {part.verb} {part.stated}: {act}, published {part.published}"
    return Trace(kind="act", says=says, to=to, cite=cites.act(part))


def of_change(change: RateChange, duty: AppliedDuty | None) -> Trace:
    """The act that changes a rate on a day, and what is owed on one side of it, where that is asked for."""
    act = ", ".join(filter(None, (change.act, change.cite or "")))
    told = f"{act}, published {change.published}" if act else change.cause
    says = f"from {change.day} on {'not told' if change.new is None else percent(change.new)} instead of {'not told' if change.old is None else percent(change.old)}: {told}"
    return Trace(kind="act", says=says, cite=cites.act(change) or change.cause, of=(of_duty(duty, placed=False),) if duty else ())
