"""Tables of what changed between two days of knowing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tradebrief.analysis.difference import Difference, Differences
from tradebrief.facts.evidence import Evidence, shown_value
from tradebrief.tables.facts import amount, short_name
from tradebrief.tables.table import Table, table
from tradebrief.words.messages import text, translated
from tradebrief.words.phrases import days

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


def of_kind(what: str, rows: Sequence[Difference], *, name: str = "", talks: Mapping[str, str] = MappingProxyType({})) -> Table:
    """The differences of one kind, each by what people call it: before, after, the cause, and the day it is about where the rest does not tell it.

    ``talks`` are the titles of negotiations that are told with their events.
    """
    parts = {"which": [_called(row, talks) for row in rows], "before": [_days(row.before) for row in rows]}
    parts |= {"after": [_days(row.after) for row in rows], "cause": [_first(row.cause) for row in rows]}
    parts |= {"day": [row.day.isoformat() if row.day and row.after != row.day.isoformat() else "" for row in rows]}
    idle = {part for part, cells in parts.items() if not any(cells) or (part == "day" and what == "event")} - {"which"}
    told = zip(*(cells for part, cells in parts.items() if part not in idle), strict=True)
    whole = {"day", *(("before", "after") if what in {"event", "deadline"} else ())}
    return table("changed", told, name=name, what=what, without=idle, tight=whole - idle)


def _called(row: Difference, talks: Mapping[str, str]) -> object:
    title, negotiation = translated(row.title or row.id), talks.get(row.id.partition("/")[0])
    return text("changed-in", talks=translated(negotiation), title=title) if negotiation else title


def _days(told: str) -> str:
    """What was known in words, its days as tables write them."""
    said = translated(told)
    return type(said)(days(said))


def _first(cause: str, most: int = 3) -> list[str]:
    """The first sources of many, and how many more there are."""
    sources = [_days(one) for one in cause.split("; ")] if cause else []
    return sources if len(sources) <= most + 1 else [*sources[:most], text("more", count=len(sources) - most)]


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
