"""Tables of what changed between two days of knowing."""

from __future__ import annotations

from tradebrief.analysis.difference import Difference, Differences
from tradebrief.tables.table import Table

#: Kinds that a note tells one by one; single facts are told by text.
TOLD = ("headline", "sentence", "event", "deadline", "measure", "proposal", "reading")


def changes(found: Differences) -> Table:
    """What differs, kind by kind: before, after, the cause. Facts are counted by text in ``new_facts``."""
    rows = tuple(_row(row) for what in TOLD for row in found.of(what))
    others = tuple(_row(row) for row in found.rows if row.what not in {*TOLD, "fact", "grade"})
    return Table(
        name="changes",
        caption=f"What changed from {found.span.from_known} to {found.span.to_known}",
        columns=("what", "which", "before", "after", "because of", "day"),
        rows=rows + others,
        note="Before and after are what was known on the two days; the day is the one a change is about.",
    )


def _row(row: Difference) -> tuple[object, ...]:
    return (row.what, row.id, row.before, row.after, row.cause, "" if row.day is None else row.day.isoformat())


def new_facts(found: Differences) -> Table:
    """How many facts each new text brought, and how many earlier ones it lent support."""
    texts: dict[str, list[Difference]] = {}
    for row in found.of("fact"):
        texts.setdefault(row.cause, []).append(row)
    rows = tuple((name, rows[0].day.isoformat() if rows[0].day else "", len(rows)) for name, rows in texts.items())
    grades = len(found.of("grade"))
    note = f"The grades of {grades} earlier facts changed with them." if grades else "No earlier fact changed its grade."
    return Table(caption="New facts by text", columns=("text", "known from", "facts"), rows=rows, numbers={"facts"}, note=note)


def sources(found: Differences) -> Table:
    """The texts and acts that came out between the two days."""
    rows = tuple((one.id, one.what, one.published) for one in found.sources)
    return Table(name="change-sources", caption="What came out in between", columns=("text or act", "what it is", "published"), rows=rows)
