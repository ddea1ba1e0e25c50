"""Everything that moved in the positions of both sides up to a day, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tradebrief.analysis.position_records import Accounts, Cell, Hedges, IntervalColumn, Meeting, Remark, Statement, Topics
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given, some
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import FIRMNESS, Proposal
from tradebrief.talks.steps import event_step, event_steps, row_step

OFFERS = "Statements on offers and demands"
"""The title of the table that holds every statement."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Positions(Result):
    """Everything that moved up to a day, as known by a day; ``proposals`` are those somebody had spoken of by then.

    ``sides`` are the partner, whose goods pay, and the importer.
    """

    talks: str
    as_of: date
    known_by: date
    proposals: tuple[Proposal, ...]
    columns: tuple[IntervalColumn, ...]
    cells: Mapping[tuple[str, str], Cell]
    rounds: tuple[KnownEvent, ...]
    counterparts: tuple[str, ...]
    sides: tuple[str, str]
    meetings: Mapping[tuple[str, str], Meeting]
    topics: tuple[Topics, ...]
    hedges: tuple[Hedges, ...]
    accounts: tuple[Accounts, ...]
    remarks: tuple[Remark, ...]
    unplaced: tuple[str, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {
        "statement": Frame("statements", "proposal says firmness first_day=day known_from original=origin anonymous fact cite"),
        "proposal": Frame("proposals", "proposal=id title by=by"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {
        "offers and demands": "proposal_count",
        "firmer than when first heard of": "risen_count",
        "rounds": "round_count",
    }
    _next: ClassVar[Sequence[str]] = ("tb.tables.positions.brief(found)", "tradebrief render offers_and_demands")
    _heading: ClassVar[str] = "Positions of both sides"

    @property
    def proposal_count(self) -> Quantity:
        """How many offers and demands had been spoken of: of each where it was last spoken of."""
        return self._count(self.proposals, f"offers and demands that a text tells of by {self.as_of}")

    @property
    def risen(self) -> tuple[Proposal, ...]:
        """Offers and demands that stood firmer than when they were first heard of."""
        return tuple(one for one in self.proposals if len(cells := self._cells_of(one)) > 1 and cells[-1].firmness > cells[0].firmness)

    @property
    def risen_count(self) -> Quantity:
        """How many of them did."""
        return self._count(self.risen, "offers and demands that stand firmer than when first heard of")

    def _count(self, proposals: Sequence[Proposal], says: str) -> Quantity:
        steps = [cells[-1].step if (cells := self._cells_of(one)) else Trace(kind="fact", says=one.title) for one in proposals]
        return count(steps, says, table=OFFERS, to="offers")

    def _cells_of(self, proposal: Proposal) -> list[Cell]:
        """Where a proposal stood, interval by interval."""
        return [self.cells[proposal.id, column.name] for column in self.columns if (proposal.id, column.name) in self.cells]

    @property
    def firmest(self) -> Quantity:
        """How firm the firmest of them is, on the ladder of ``FIRMNESS``."""
        highest = max(cell.firmness for cell in self.cells.values())
        ladder = ", ".join(f"{step} {name}" for step, name in FIRMNESS.items())
        steps = some([one.step for one in self.statements if one.firmness == highest], table=OFFERS, to="offers", most=6)
        return given(highest, f"{{}}: the highest on the ladder {ladder}", kind="fact", to="offers", rests=steps)

    @property
    def cell_count(self) -> Quantity:
        """How many intervals of the talks hold a statement on a proposal, as the sum over the intervals."""
        counts = Counter(column for _, column in self.cells)
        cells = [given(counts[one.name], f"{{}} {one.name}") for one in self.columns if counts[one.name]]
        rests = event_steps(self.rounds, placed=False)
        return derive("sum(cells)", "offers and demands spoken of from each round to the next", to="offers", cells=cells, rests=rests)

    @property
    def lone_count(self) -> Quantity:
        """How many of those rest on one reporting without a named source."""
        steps = [cell.step for cell in self.cells.values() if cell.lone]
        return count(steps, "cells whose firmest statements all come from unnamed sources of one reporting", table=OFFERS, to="offers")

    @property
    def round_count(self) -> Quantity:
        """How many rounds there were."""
        return count([event_step(one, placed=False) for one in self.rounds], f"rounds begun by {self.as_of}")

    def met_count(self, name: str) -> Quantity:
        """At how many rounds a counterpart was met."""
        held = [presence(one, name) for one in self.rounds if self.meetings[one.id, name].mark == "met"]
        return count(held, f"rounds at which {name.title()} was met")

    @property
    def topics_trace(self) -> Trace:
        """What was reported on the agenda of the last round and of the one before."""
        says = "topics of the last round that were not reported of the one before, and the other way round"
        return Trace(kind="table", says=says, to="topics", of=tuple(map(_agenda, self.rounds[-2:])))

    @property
    def told_by_both(self) -> tuple[Accounts, ...]:
        """The meetings of which both sides have told."""
        return tuple(one for one in self.accounts if one.both)

    @property
    def told_by_both_count(self) -> Quantity:
        """How many meetings those are."""
        return count([one.step for one in self.told_by_both], "meetings of which both sides have told", to="accounts", most=4)

    def remark_count(self, kind: str) -> Quantity:
        """How many remarks of one kind there are."""
        steps = [one.step for one in self.remarks if one.kind == kind]
        return count(steps, f"remarks of kind '{kind}'", table="Conditions, threats and statements on atmosphere", to="remarks", most=6)

    @property
    def _text_steps(self) -> list[Quantity]:
        return [
            given(
                number := sum(one.strengths.values()),
                f"{one.article}: {{}} claim{'s' * (number != 1)}",
                kind="text",
                to="hedges",
                cite=one.cite,
            )
            for one in self.hedges
        ]

    @property
    def claim_count(self) -> Quantity:
        """How many claims the texts make, as the sum over the texts."""
        return derive("sum(claims)", "the claims of each text", to="hedges", claims=self._text_steps)

    @property
    def text_count(self) -> Quantity:
        """How many texts were out."""
        return count(self._text_steps, f"texts out by {self.as_of}", to="hedges")

    @property
    def firm_share(self) -> Quantity:
        """The share of claims that are stated or quoted as fact."""
        stated, quoted = (
            given(sum(one.strengths.get(name, 0) for one in self.hedges), f"{{}} claims of strength '{name}'", to="hedges")
            for name in ("certain", "says")
        )
        says = "claims stated or quoted as fact"
        return derive("(stated + quoted) / claims", says, "ratio", to="hedges", stated=stated, quoted=quoted, claims=self.claim_count)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement on a proposal, in the order in which they were known."""
        return tuple(
            sorted((one for cell in self.cells.values() for one in cell.statements), key=lambda one: (one.known_from, one.proposal))
        )


def presence(one: KnownEvent, name: str) -> Trace:
    """Whether a counterpart was at a round, by the text that tells of it."""
    row = next((row for row in one.rows if name in {*row.met, *row.spent, *row.absent}), one.settled)
    mark = "known to have stayed away" if name in one.absent else "met"
    return Trace(kind="fact", says=f"{one.event.says}, {one.when}: {name.title()} {mark}", of=(row_step(row),))


def _agenda(one: KnownEvent) -> Trace:
    rows = [row_step(row) for row in one.rows if row.topics] or [row_step(one.settled)]
    return Trace(kind="fact", says=f"{one.event.says}, {one.when}: {', '.join(one.topics) or 'no topic reported'}", of=tuple(rows[:3]))
