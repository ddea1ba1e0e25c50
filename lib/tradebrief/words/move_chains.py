"""Chains from counts of what moved down to statements, meetings and remarks, and the texts that tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tradebrief.analysis.positions import Accounts, Cell, Positions, Remark, Statement
from tradebrief.provenance.lineage import Trace
from tradebrief.talks.chronicle import KnownEvent
from tradebrief.talks.records import FIRMNESS, Proposal
from tradebrief.words.sentence import number_of
from tradebrief.words.steps import counted, formula
from tradebrief.words.talk_chains import of_rounds, of_row

OFFERS, REMARKS = "Statements on offers and demands", "Conditions, threats, moods"
"""Tables of the page that hold every statement and every remark."""


def proposals(found: Positions) -> Trace:
    """How many offers and demands had been spoken of: the firmest statement on each."""
    steps = [_of_statement(_firmest(found.cells[place]), found.cells[place]) for place in _latest(found, found.proposals)]
    return counted(f"offers and demands that a text tells of by {found.as_of}", len(found.proposals), steps, shown=OFFERS, to="offers")


def _latest(found: Positions, proposals: Sequence[Proposal]) -> list[tuple[str, str]]:
    """Where each proposal was last spoken of."""
    last = {
        proposal: (proposal, column) for column in (one.name for one in found.columns) for proposal, name in found.cells if name == column
    }
    return [last[one.id] for one in proposals if one.id in last]


def firmness(found: Positions) -> Trace:
    """How firm the firmest of them is."""
    firmest = max(cell.firmness for cell in found.cells.values())
    rows = [one for one in found.statements if one.firmness == firmest]
    ladder = ", ".join(f"{step} {name}" for step, name in FIRMNESS.items())
    steps = [_step(one) for one in rows]
    return formula(
        f"{firmest} = the highest on the ladder {ladder}",
        *counted("", len(steps), steps, shown=OFFERS, to="offers", most=6).of,
        to="offers",
    )


def firmer(found: Positions, proposals: Sequence[Proposal]) -> Trace:
    """How many offers and demands stood firmer than when first heard of: the firmest statement on each."""
    steps = [_of_statement(_firmest(found.cells[place]), found.cells[place]) for place in _latest(found, proposals)]
    return counted("offers and demands that stand firmer than when first heard of", len(proposals), steps, shown=OFFERS, to="offers")


def cells(found: Positions) -> Trace:
    """How many stretches of the talks hold a statement on a proposal."""
    counts = Counter(column for _, column in found.cells)
    sums = " + ".join(str(counts[one.name]) for one in found.columns)
    says = f"{sums} = {len(found.cells)}: offers and demands spoken of from each round to the next"
    return formula(says, *of_rounds(found.rounds, placed=False), to="offers")


def lone(found: Positions) -> Trace:
    """How many of those rest on one reporting without a named source."""
    rows = [cell for cell in found.cells.values() if cell.lone]
    steps = [_of_statement(_firmest(cell), cell) for cell in rows]
    return counted(
        "cells whose firmest statements all come from unnamed sources of one reporting", len(rows), steps, shown=OFFERS, to="offers"
    )


def _firmest(cell: Cell) -> Statement:
    return next(one for one in cell.statements if one.firmness == cell.firmness)


def _of_statement(one: Statement, cell: Cell) -> Trace:
    more = len(cell.statements) - 1
    return _step(one, f", and {more} more" if more else "")


def _step(one: Statement, more: str = "") -> Trace:
    return _told(f"{one.proposal}, {one.firmness}: {one.says}{more}", one)


def _told(says: str, one: Statement | Remark) -> Trace:
    """What is said, with the place of its passage, where it has one, and its text."""
    text = Trace(kind="text", says=f"{one.source}, known from {one.known_from}", cite=one.cite)
    return Trace(kind="fact", says=says, of=(Trace(kind="passage", says=one.place, of=(text,)) if one.place else text,))


# --- meetings, topics, accounts ---------------------------------------------------------------


def rounds(found: Positions) -> Trace:
    """How many rounds there were."""
    return counted(f"rounds begun by {found.as_of}", len(found.rounds), of_rounds(found.rounds, placed=False))


def met(found: Positions, name: str) -> Trace:
    """At how many rounds a counterpart was met."""
    held = [present(one, name) for one in found.rounds if found.meetings[one.id, name].mark == "met"]
    return counted(f"rounds at which {name.title()} was met", len(held), held)


def present(one: KnownEvent, name: str) -> Trace:
    """Whether a counterpart was at a round, by the text that tells of it."""
    row = next((row for row in one.rows if name in {*row.met, *row.spent, *row.absent}), one.settled)
    mark = "known to have stayed away" if name in one.absent else "met"
    return Trace(kind="fact", says=f"{one.event.says}, {one.when}: {name.title()} {mark}", of=(of_row(row),))


def topics(found: Positions) -> Trace:
    """What was reported on the agenda of the last round and of the one before."""
    steps = map(_agenda, found.rounds[-2:])
    return formula("topics of the last round that were not reported of the one before, and the other way round", *steps, to="topics")


def _agenda(one: KnownEvent) -> Trace:
    rows = [of_row(row) for row in one.rows if row.topics] or [of_row(one.settled)]
    return Trace(kind="fact", says=f"{one.event.says}, {one.when}: {', '.join(one.topics) or 'no topic reported'}", of=tuple(rows[:3]))


def accounts(found: Sequence[Accounts]) -> Trace:
    """Of how many meetings both sides have told."""
    return counted("meetings of which both sides have told", len(found), [told_of(one) for one in found], to="accounts", most=4)


def told_of(one: Accounts) -> Trace:
    """Both sides' tellings of a meeting."""
    steps = [
        Trace(kind="text", says=f"{side}: {says} ({tone or 'no tone noted'}; {source})", cite=one.cites.get(side, source))
        for side, (says, tone, source) in one.says.items()
    ]
    return Trace(kind="fact", says=f"{one.event.replace('-', ' ')}, as each side tells it", to="accounts", of=tuple(steps))


# --- remarks and hedges -------------------------------------------------------------------------


def remarks(found: Iterable[Remark], kind: str) -> Trace:
    """How many remarks of one kind there are."""
    rows = [one for one in found if one.kind == kind]
    return counted(f"remarks of kind '{kind}'", len(rows), [remark(one) for one in rows], shown=REMARKS, to="remarks", most=6)


def remark(one: Remark) -> Trace:
    """A remark and its text."""
    return _told(f"{one.says}{f' ({one.by})' if one.by else ''}", one)


def hedged(found: Positions) -> Trace:
    """How many claims the texts make."""
    counts = [sum(one.strengths.values()) for one in found.hedges]
    sums = " + ".join(map(str, counts))
    return formula(f"{sums} = {sum(counts)}: the claims of each text", *_texts(found), to="hedges")


def texts(found: Positions) -> Trace:
    """How many texts."""
    return counted(f"texts out by {found.as_of}", len(found.hedges), _texts(found), to="hedges")


def firm(found: Positions) -> Trace:
    """The share of claims that are stated or quoted as fact."""
    total = Counter(name for one in found.hedges for name, count in one.strengths.items() for _ in range(count))
    stated, quoted, all_of_them = total["certain"], total["says"], sum(total.values())
    says = f"({stated} + {quoted}) / {all_of_them} = {100 * (stated + quoted) / all_of_them:.4f} %: claims stated or quoted as fact"
    return formula(says, *_texts(found), to="hedges")


def _texts(found: Positions) -> list[Trace]:
    return [
        Trace(kind="text", says=f"{one.article}: {number_of(sum(one.strengths.values()), 'claim')}", to="hedges", cite=one.cite)
        for one in found.hedges
    ]
