"""Tables of the schedule: the measures on a day, what a duty is made of, how a rate changed, where readings differ."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.law.applied_duty import AppliedDuty
from tradebrief.law.changes import RateChange
from tradebrief.law.conflicts import Conflict
from tradebrief.law.duty import percent
from tradebrief.law.schedule import LawOfDay
from tradebrief.provenance.citations import place_of
from tradebrief.tables.table import Link, Marked, Table


def schedule(law: LawOfDay, origin: str) -> Table:
    """The measures in force for an origin on a day, each with its duty and a link to its act."""
    rules = sorted(law.rules(origin), key=lambda rule: (rule.measure.basis, rule.id))
    return Table(
        name="schedule",
        caption=f"Measures on goods of {origin} on {law.as_of}, known by {law.known_by}",
        columns=("measure", "goods", "says", "in force", "published", "act"),
        rows=tuple(
            (
                rule.id,
                rule.measure.title + (f", if claimed: {rule.measure.if_claimed}" if rule.measure.if_claimed else ""),
                rule.entry.says,
                rule.in_force.isoformat(),
                rule.entry.published.isoformat(),
                Link(rule.entry.act, place_of(rule.entry.act)),
            )
            for rule in rules
        ),
    )


def acts(law: LawOfDay, origin: str) -> Table:
    """The acts behind those measures: what each is cited as, where it can be read and how well it is known."""
    entries = {rule.entry.act: (rule.entry, rule.measure.url) for rule in law.rules(origin)}
    return Table(
        name="acts",
        caption=f"Acts behind the duties on goods of {origin} on {law.as_of}",
        columns=("act", "cited as", "signed", "published", "known from", "to be read at"),
        rows=tuple(
            (Marked(act, place_of(act)), entry.cite or "", entry.signed or "", entry.published.isoformat(), entry.confidence, url or "")
            for act, (entry, url) in sorted(entries.items())
        ),
        note="Read: the act or a text of it was read; medium: indirect sources tell of it; memory: it is remembered.",
    )


def components(owed: AppliedDuty) -> Table:
    """What a good owes: each part with its rate, the share it applies to, and its act; the total last."""
    rows = [
        (
            one.measure,
            f"{one.verb} {one.stated}",
            percent(one.rate),
            percent(one.share),
            percent(one.duty),
            Link(one.act, place_of(one.act)),
        )
        for one in owed.components
    ]
    return Table(
        caption=f"{owed.code} from {owed.origin} on {owed.as_of}, known by {owed.known_by}",
        columns=("measure", "says", "rate", "of the value", "duty", "act"),
        rows=(*rows, ("total", "", "", "", percent(owed.total), "")),
        numbers={"rate", "of the value", "duty"},
        note=". ".join(
            [*(f"{one.measure} gives way on {percent(one.share)} of the value: {one.reason}" for one in owed.gave_way), *owed.caveats]
        ),
    )


def history(code: str, changes: Sequence[RateChange]) -> Table:
    """How a rate changed: the day, before and after, the act and the days it took."""
    return Table(
        caption=f"Changes of the rate on {code}",
        columns=("day", "from", "to", "act", "announced", "published", "days to force"),
        rows=tuple(
            (
                one.day.isoformat(),
                "" if one.old is None else percent(one.old),
                "not told" if one.new is None else percent(one.new),
                Link(one.act, place_of(one.act)) if one.act else one.cause,
                one.announced or "",
                one.published or "",
                "" if one.days_between["announced to in force"] is None else one.days_between["announced to in force"],
            )
            for one in changes
        ),
        numbers={"from", "to", "days to force"},
    )


def conflicts(found: Sequence[Conflict]) -> Table:
    """Days on which two readings of the law differ: which we use, which we do not, and why."""
    return Table(
        name="conflicts",
        caption="Readings of the law that differ",
        columns=("measure", "kind", "from", "to", "we use", "the other", "why"),
        rows=tuple(
            (one.measure, one.kind, one.first_day.isoformat(), one.last_day or "", one.used, f"{one.other} ({one.other_by})", one.why)
            for one in found
        ),
    )


def goods(found: Sequence[CurrentDuty]) -> Table:
    """What telling goods owe: now, before the last change, and after the next one that is published."""
    rows = tuple(
        (
            one.name,
            one.code,
            percent(one.duty.base),
            percent(one.duty.total),
            _step(one.last, before=True),
            _step(one.ahead, before=False),
            ", ".join(one.acts),
        )
        for one in found
    )
    day = f" on {found[0].duty.as_of}" if found else ""
    return Table(
        caption=f"What telling goods owe{day}",
        columns=("good", "HS code", "MFN duty", "owes", "before", "next", "acts"),
        rows=rows,
        numbers={"MFN duty", "owes"},
        tight={"before", "next"},
        note="All rates with the MFN duty inside. Next: as set by acts published by the day of knowing.",
    )


def _step(change: RateChange | None, *, before: bool) -> str:
    if change is None:
        return ""
    rate = change.old if before else change.new
    return f"{'cannot be told' if rate is None else percent(rate)} {'until' if before else 'from'} {change.day}"
