"""Tables of the briefing: short enough that two printed pages hold them, each row leading to where the whole is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.current_duties import CurrentDuty
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.factbook import FactBook
from tradebrief.analysis.position_records import Statement
from tradebrief.analysis.position_result import Positions
from tradebrief.tables.exposure import scenarios as scenarios_in_full
from tradebrief.tables.facts import contested as contested_in_full
from tradebrief.tables.table import Table, table
from tradebrief.talks.deadlines import DeadlineState
from tradebrief.talks.records import Proposal
from tradebrief.words import named_parties
from tradebrief.words.messages import lowered, text, translated
from tradebrief.words.phrases import set_apart

MOST = 5
"""Contested questions that a briefing shows; the fact book has them all."""

_SIDE = re.compile(": |：")
"""What parts whose demand it is from what is demanded, in a title."""

_DATED = re.compile(r" of \d{4}-\d\d-\d\d$")

LONE = "†"
"""Marks what one reporting without a named source alone tells."""


def positions(found: Positions) -> Table:
    """What each side wants and offers: its latest status, the statement that carries it, and where it was last reported; one row for one statement."""
    told: dict[tuple[object, ...], list[str]] = {}
    for one in sorted(found.proposals, key=lambda one: (one.by, one.type == "offer")):
        side, what, *rest = _position(found, one)
        told.setdefault((side, *rest), []).append(str(translated(str(what))))
    rows = tuple((side, set_apart(what), *rest) for (side, *rest), what in told.items())
    notes = ("note-lone",) if any(LONE in str(row[2]) for row in rows) else ()
    return table("offers", rows, name="offers", notes=notes, tight={"side", "status", "reported"}, day=found.as_of, lone=LONE)


def _position(found: Positions, proposal: Proposal) -> tuple[object, ...]:
    cells = [found.cells[proposal.id, column.name] for column in found.columns if (proposal.id, column.name) in found.cells]
    last = max(cells[-1].statements, key=lambda one: (one.firmness, not one.anonymous, one.known_from))
    firmness = text("status", level=int(cells[-1].firmness)) + (f" {LONE}" if cells[-1].lone else "")
    title = translated(proposal.title)
    return (
        text("side", party=named_parties.short(proposal.by), type=proposal.type),
        type(title)(_SIDE.split(title, maxsplit=1)[-1]),
        firmness,
        last.says,
        text("publisher-day-apart", name=_publisher(last), day=last.known_from.isoformat()),
    )


def _publisher(one: Statement) -> str:
    """Who told it, without title or day, which stand beside it."""
    return str(translated(_DATED.sub("", one.source.partition(":")[0].partition(",")[0])))


def ahead(rounds: Cadence, owed: Sequence[CurrentDuty]) -> Table:
    """What is set for a day to come: deadlines, planned meetings, and duties that change without a new act."""
    rows = tuple(sorted({*_deadlines(rounds), *_planned(rounds), *_duties(owed)}))
    return table("ahead", rows, name="ahead", notes=("note",) if rows else (), day=rounds.as_of)


def _deadlines(rounds: Cadence) -> Iterator[tuple[str, ...]]:
    yield from ((one.stands.isoformat(), one.says, _if_missed(one), one.by) for one in rounds.deadlines)


def _if_missed(one: DeadlineState) -> str:
    """What follows, as the condition it is: nobody knew by then whether the day would be met."""
    return text("if-missed", consequence=lowered(one.consequence)) if one.consequence else ""


def _planned(rounds: Cadence) -> Iterator[tuple[str, ...]]:
    yield from ((str(one.when.earliest), one.event.says, "", one.rows[0].source) for one in rounds.planned)


def _duties(owed: Sequence[CurrentDuty]) -> Iterator[tuple[str, ...]]:
    for one in owed:
        if one.ahead and one.ahead.new is not None and one.ahead.old is not None:
            step = text("rate-step", old=float(one.ahead.old), new=float(one.ahead.new))
            yield one.ahead.day.isoformat(), text("tariff-on", name=one.name), step, one.ahead.act or one.ahead.cause


def scenarios(found: Sequence[ScenarioResult]) -> Table:
    """What each scenario costs or saves, with its range."""
    return scenarios_in_full(found, short=True)


def contested(found: FactBook) -> Table:
    """The contested questions that matter most: the answers, which one is used and why."""
    rows = [(row[0], row[1], row[3], row[4]) for row in contested_in_full(found).rows]
    notes = ("note",) if len(rows) > MOST else ()
    return table("contested", rows[:MOST], name="contested", notes=notes, without={"verdict"}, rest=len(rows) - MOST)
