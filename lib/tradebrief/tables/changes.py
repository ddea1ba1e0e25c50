"""Tables of what changed between two days of knowing."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.difference import Difference, Differences
from tradebrief.facts.evidence import Evidence, shown_value
from tradebrief.tables.facts import amount, short_name
from tradebrief.tables.table import Table, table

#: Kinds that a note tells one by one; single facts are told by text.
TOLD = ("headline", "sentence", "event", "deadline", "measure", "proposal", "reading")


def changes(found: Differences) -> Table:
    """What differs, kind by kind: before, after, the cause. Facts are counted by text in ``new_facts``."""
    rows = [_row(row) for what in TOLD for row in found.of(what)]
    others = [_row(row) for row in found.rows if row.what not in {*TOLD, "fact", "grade"}]
    return table("changes", [*rows, *others], name="changes", first=found.span.from_known, last=found.span.to_known)


def _row(row: Difference) -> tuple[object, ...]:
    return (row.what, row.id, row.before, row.after, row.cause, "" if row.day is None else row.day.isoformat())


def new_facts(found: Differences) -> Table:
    """How many facts each new text brought, and how many earlier ones it lent support."""
    texts: dict[str, list[Difference]] = {}
    for row in found.of("fact"):
        texts.setdefault(row.cause, []).append(row)
    rows = [(name, rows[0].day.isoformat() if rows[0].day else "", len(rows)) for name, rows in texts.items()]
    return table("new-facts", rows, numbers={"facts"}, grades=len(found.of("grade")))


def sources(found: Differences) -> Table:
    """The texts and acts that came out between the two days."""
    return table("change-sources", [(one.id, one.what, one.published) for one in found.sources], name="change-sources")


def of_kind(what: str, rows: Sequence[Difference], *, name: str = "") -> Table:
    """The differences of one kind, each by what people call it: before, after, the cause and the day it is about."""
    dated = any(row.day for row in rows)
    told = [(row.title or row.id, row.before, row.after, row.cause, *([row.day.isoformat() if row.day else ""] if dated else ())) for row in rows]
    days = {"tight": {"day"}} if dated else {"without": {"day"}}
    return table("changed", told, name=name, what=what, **days)


def claims(found: Sequence[Evidence]) -> Table:
    """Claims that came out, each with its text and the day it was out."""
    rows = [
        (one.fact.says, amount(shown_value(one.fact), one.fact.unit, one.fact.sense) if one.fact.value is not None else "",
         short_name(one.article), one.known_from.isoformat())
        for one in found
    ]  # fmt: skip
    return table("new-claims", rows, tight={"reported"})


def corrections(rows: Sequence[Difference]) -> Table:
    """What is recorded otherwise about the time before an edition than when it was made."""
    return table("corrections", [(row.what, row.id, row.before, row.after) for row in rows])
