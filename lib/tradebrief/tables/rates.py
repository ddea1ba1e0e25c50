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
from tradebrief.tables.table import Link, Marked, Table, table
from tradebrief.words import named_parties
from tradebrief.words.messages import gap, text, translated
from tradebrief.words.phrases import side_by_side


def schedule(law: LawOfDay, origin: str) -> Table:
    """The measures in force for an origin on a day, each with its duty and a link to its act."""
    rules = sorted(law.rules(origin), key=lambda rule: (rule.measure.basis, rule.id))
    rows = [
        (
            rule.id,
            text("if-claimed", title=rule.measure.title, note=rule.measure.if_claimed) if rule.measure.if_claimed else rule.measure.title,
            rule.entry.says,
            rule.in_force.isoformat(),
            rule.entry.published.isoformat(),
            Link(rule.entry.act, place_of(rule.entry.act)),
        )
        for rule in rules
    ]
    return table("schedule", rows, name="schedule", origin=named_parties.party(origin), day=law.as_of, known_by=law.known_by)


def acts(law: LawOfDay, origin: str) -> Table:
    """The acts behind those measures: what each is cited as, where it can be read and how well it is known."""
    entries = {rule.entry.act: (rule.entry, rule.measure.url) for rule in law.rules(origin)}
    rows = [
        (Marked(act, place_of(act)), entry.cite or "", entry.signed or "", entry.published.isoformat(), entry.confidence, url or "")
        for act, (entry, url) in sorted(entries.items())
    ]
    return table("acts", rows, name="acts", origin=named_parties.party(origin), day=law.as_of)


def components(owed: AppliedDuty) -> Table:
    """The tariff on a good: each part with its rate, the share it applies to, and its act; the total last."""
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
    gave_way = [text("gave-way", measure=one.measure, share=float(one.share), reason=one.reason) for one in owed.gave_way]
    total = (text("total"), "", "", "", percent(owed.total), "")
    return table(
        "components",
        [*rows, total],
        numbers={"rate", "share", "duty"},
        code=owed.code,
        origin=named_parties.party(owed.origin),
        day=owed.as_of,
        known_by=owed.known_by,
        remarks=gap().join(text("remark", says=str(translated(one)).rstrip(".")) for one in (*gave_way, *owed.caveats)),
    )


def history(code: str, changes: Sequence[RateChange]) -> Table:
    """How a rate changed: the day, before and after, the act and the days it took."""
    rows = [
        (
            one.day.isoformat(),
            "" if one.old is None else percent(one.old),
            text("rate-unknown") if one.new is None else percent(one.new),
            Link(one.act, place_of(one.act)) if one.act else one.cause,
            one.announced or "",
            one.published or "",
            "" if one.days_between["announced to in force"] is None else one.days_between["announced to in force"],
        )
        for one in changes
    ]
    return table("history", rows, numbers={"from", "to", "days"}, code=code)


def conflicts(found: Sequence[Conflict]) -> Table:
    """Days on which two readings of the law differ: which we use, which we do not, and why."""
    rows = [
        (
            one.measure,
            one.kind,
            one.first_day.isoformat(),
            one.last_day or "",
            one.used,
            text("with-source", says=one.other, source=one.other_by),
            one.why,
        )
        for one in found
    ]
    return table("conflicts", rows, name="conflicts")


def goods(found: Sequence[CurrentDuty]) -> Table:
    """The tariff on selected goods: now, before the last change, and after the next one that is published."""
    rows = tuple(
        (
            one.name,
            one.code,
            percent(one.duty.base),
            percent(one.duty.total),
            _step(one.last, before=True),
            _step(one.ahead, before=False),
            side_by_side(map(translated, one.acts)),
        )
        for one in found
    )
    return table(
        "goods",
        rows,
        numbers={"mfn", "rate"},
        tight={"before", "next"},
        day=found[0].duty.as_of if found else "none",
    )


def _step(change: RateChange | None, *, before: bool) -> str:
    if change is None:
        return ""
    rate = change.old if before else change.new
    told = text("rate-unknown") if rate is None else percent(rate)
    return text("rate-until" if before else "rate-from", rate=told, day=str(change.day))
