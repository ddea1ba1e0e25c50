"""Tables of the briefing: short enough that two printed pages hold them, each row leading to where the whole is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.factbook import FactBook
from tradebrief.analysis.position_records import Statement
from tradebrief.analysis.position_result import Positions
from tradebrief.law.duty import percent as duty_percent
from tradebrief.tables.exposure import scenarios as scenarios_in_full
from tradebrief.tables.facts import contested as contested_in_full
from tradebrief.tables.table import Table
from tradebrief.talks.records import FIRMNESS, Proposal

MOST = 5
"""Contested questions that a briefing shows; the fact book has them all."""

_DATED = re.compile(r" of \d{4}-\d\d-\d\d$")

LONE = "†"
"""Marks what one reporting without a named source alone tells."""

_SIDES = {"offer": "offers", "request": "wants"}

_NAMES = {"JPN": "Japan", "USA": "US"}


def positions(found: Positions) -> Table:
    """What each side wants and offers: its latest status, the statement that carries it, and where it was last reported; one row for one statement."""
    told: dict[tuple[object, ...], list[str]] = {}
    for one in sorted(found.proposals, key=lambda one: (one.by, one.type == "offer")):
        side, what, *rest = _position(found, one)
        told.setdefault((side, *rest), []).append(str(what))
    rows = tuple((side, "; ".join(what), *rest) for (side, *rest), what in told.items())
    columns = ("side", "demand or offer", "status", "statement", "last reported")
    note = f"{LONE} Rests on one report without a named source." if any(LONE in str(row[2]) for row in rows) else ""
    caption = f"What each side wants and offers, up to {found.as_of}"
    return Table(name="offers", caption=caption, columns=columns, rows=rows, note=note, tight={"side", "status", "last reported"})


def _position(found: Positions, proposal: Proposal) -> tuple[object, ...]:
    cells = [found.cells[proposal.id, column.name] for column in found.columns if (proposal.id, column.name) in found.cells]
    last = max(cells[-1].statements, key=lambda one: (one.firmness, not one.anonymous, one.known_from))
    firmness = FIRMNESS[cells[-1].firmness] + (f" {LONE}" if cells[-1].lone else "")
    title = proposal.title.partition(": ")[2] or proposal.title
    return (
        f"{_NAMES.get(proposal.by, proposal.by)} {_SIDES[proposal.type]}",
        title,
        firmness,
        last.says,
        f"{_publisher(last)}, {last.known_from.isoformat()}",
    )


def _publisher(one: Statement) -> str:
    """Who told it, without title or day, which stand beside it."""
    return _DATED.sub("", one.source.partition(":")[0].partition(",")[0])


def ahead(rounds: Cadence, owed: Sequence[CurrentDuty]) -> Table:
    """What is set for a day to come: deadlines, planned meetings, and duties that change without a new act."""
    rows = tuple(sorted({*_deadlines(rounds), *_planned(rounds), *_duties(owed)}))
    columns = ("day", "what is set", "if missed, or from then on", "set by")
    note = "As known on the day; a new act or an agreement changes it."
    return Table(name="ahead", caption=f"Days ahead of {rounds.as_of}", columns=columns, rows=rows, note=note if rows else "")


def _deadlines(rounds: Cadence) -> Iterator[tuple[str, ...]]:
    yield from ((one.stands.isoformat(), one.says, one.consequence, one.by) for one in rounds.deadlines)


def _planned(rounds: Cadence) -> Iterator[tuple[str, ...]]:
    yield from ((str(one.when.earliest), one.event.says, "", one.rows[0].source) for one in rounds.planned)


def _duties(owed: Sequence[CurrentDuty]) -> Iterator[tuple[str, ...]]:
    for one in owed:
        if one.ahead and one.ahead.new is not None and one.ahead.old is not None:
            step = f"{duty_percent(one.ahead.old)} to {duty_percent(one.ahead.new)}"
            yield _day(one.ahead.day), f"duty on {one.name}", step, one.ahead.act or one.ahead.cause


def _day(day: date) -> str:
    return day.isoformat()


def scenarios(found: Sequence[ScenarioResult]) -> Table:
    """What each scenario costs or saves, with its band."""
    whole = scenarios_in_full(found)
    caption = "What each scenario costs or saves in a year, on static trade"
    return replace(whole, caption=caption, columns=whole.columns[:-1], rows=tuple(row[:-1] for row in whole.rows))


def contested(found: FactBook) -> Table:
    """The contested questions that matter most: the answers, which one is used and why."""
    full = contested_in_full(found)
    rest = len(full.rows) - MOST
    note = f"{rest} more stand in the fact book, with the words that hedge them." if rest > 0 else ""
    columns = ("question", "answers", "we use", "why")
    rows = tuple((row[0], row[1], row[3], row[4]) for row in full.rows[:MOST])
    return Table(name="contested", caption="Contested between sources", columns=columns, rows=rows, note=note)
