"""Tables of what changed between two days of knowing."""

from __future__ import annotations

from tradebrief.analysis.difference import Difference, Differences
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
