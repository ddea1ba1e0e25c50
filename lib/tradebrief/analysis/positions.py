"""What moved: offers and demands from round to round, who met whom, topics that came and went, hedges, and each side's account.

Firmness runs from 1 (considered) to 6 (in force), see ``talks.FIRMNESS``. Articles give it for offers; a demand that is made
is put to the other side (3); a matter said to be on the agenda is prepared (2), one only expected there considered (1). A cell
without a statement means that nobody mentioned it, not that it was withdrawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tradebrief.analysis.position_records import Accounts, Cell, Column, Hedges, Meeting, Remark, Statement, Topics
from tradebrief.facts.follow import passage_of
from tradebrief.facts.records import STRENGTHS, Article, Fact
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given, some
from tradebrief.talks.chronicle import Chronicle, KnownEvent, day_given
from tradebrief.talks.records import FIRMNESS, Proposal, ProposalStep
from tradebrief.talks.steps import event_step, event_steps, row_step
from tradebrief.workbook.workbook import Workbook

#: Subjects of keys by which articles speak of a side.
SIDES = {"japan": "JPN", "us": "USA"}

#: What each question of a key asks: for the offers of a side or for its demands.
QUESTIONS = {
    "offers": "offer",
    "demands": "request",
    "review-request": "request",
    "request": "request",
    "agenda": "request",
    "concerns": "request",
}


OFFERS = "Statements on offers and demands"
"""The title of the table that holds every statement."""


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Everything that moved up to a day, as known by a day; ``proposals`` are those somebody had spoken of by then."""

    talks: str
    as_of: date
    known_by: date
    proposals: tuple[Proposal, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]
    rounds: tuple[KnownEvent, ...]
    counterparts: tuple[str, ...]
    meetings: Mapping[tuple[str, str], Meeting]
    topics: tuple[Topics, ...]
    hedges: tuple[Hedges, ...]
    accounts: tuple[Accounts, ...]
    remarks: tuple[Remark, ...]
    unplaced: tuple[str, ...]

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
        """Where a proposal stood, stretch by stretch."""
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
        """How many stretches of the talks hold a statement on a proposal, as the sum over the stretches."""
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
        return count(steps, f"remarks of kind '{kind}'", table="Conditions, threats, moods", to="remarks", most=6)

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


def negotiating_positions(
    book: Workbook, talks: str = "japan-us-2025", *, as_of: date | str, known_by: date | str | None = None, clock: str = "publisher"
) -> Positions:
    """What moved in a negotiation up to ``as_of``, as known by ``known_by`` (everything, without one)."""
    as_of, view = day_given(as_of), book.chronicle(talks, known_by=known_by, clock=clock)
    rounds, deal = view.rounds(as_of), view.ended(as_of)
    columns = [Column(name=one.id, start=one.start) for one in rounds] + ([Column(name="since the deal", start=deal.start)] if deal else [])
    facts = [
        (article, fact, known)
        for article in book.articles.values()
        for fact in article.facts
        if (known := article.known_from(fact, clock)) <= view.known_by
    ]
    statements, unplaced = _statements(book, view, facts, clock)
    cells = _cells([one for one in statements if one.day <= as_of], columns)
    return Positions(
        talks=talks,
        as_of=as_of,
        known_by=view.known_by,
        proposals=tuple(one for one in view.negotiation.proposals.values() if any(place[0] == one.id for place in cells)),
        columns=tuple(columns),
        cells=cells,
        rounds=rounds,
        counterparts=view.negotiation.counterparts,
        meetings={(one.id, name): _meeting(one, name) for one in rounds for name in view.negotiation.counterparts},
        topics=tuple(_topics(rounds)),
        hedges=tuple(_hedges(facts, as_of)),
        accounts=tuple(_accounts(view, as_of)),
        remarks=_remarks(book, view, [one for one in facts if one[2] <= as_of], as_of),
        unplaced=unplaced,
    )


# --- offers and demands ---------------------------------------------------------


def _statements(
    book: Workbook, view: Chronicle, facts: Sequence[tuple[Article, Fact, date]], clock: str
) -> tuple[list[Statement], tuple[str, ...]]:
    """What facts and steps say of the proposals, and the keys of facts that speak of no proposal we know."""
    placed: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in view.negotiation.proposals.values():
        for item in one.items:
            placed[one.by, one.type, item].append(one.id)
    found = [
        _of_step(one.id, step, clock)
        for one in view.negotiation.proposals.values()
        for step in one.steps
        if step.known_on(clock) <= view.known_by
    ]
    unplaced = set()
    for article, fact, known in facts:
        side, sort = _side(book, fact), QUESTIONS.get(fact.question.partition(".")[2], "")
        if side and sort and fact.item:
            names = placed.get((side, sort, fact.item), [])
            unplaced |= set() if names else {fact.key}
            found += [_of_fact(name, article, fact, known) for name in names]
    return found, tuple(sorted(unplaced))


def _of_step(proposal: str, step: ProposalStep, clock: str) -> Statement:
    return Statement(
        proposal=proposal,
        day=step.on.latest,
        known_from=step.known_on(clock),
        firmness=step.firmness,
        says=step.says,
        source=step.source,
        origin=step.source,
        anonymous=step.attribution == "anonymous",
        cite=cites.named(step.source),
    )


def _side(book: Workbook, fact: Fact) -> str:
    """Whose offer or demand a fact tells of: the subject of its key; at a round, the side of whoever it is by."""
    subject = fact.key.partition(".")[0]
    if subject.startswith("round-") and fact.by in book.people:
        return book.people[fact.by].side
    return SIDES.get(subject, "")


def _of_fact(proposal: str, article: Article, fact: Fact, known: date) -> Statement:
    return Statement(
        proposal=proposal,
        day=known,
        known_from=known,
        firmness=fact.firmness or _implied(fact),
        says=fact.says,
        source=f"{article.source.wire}: {article.source.title}",
        origin=article.source.origin,
        anonymous=fact.attribution == "anonymous",
        fact=fact.id,
        cite=cites.text(article.source),
        place=passage_of(article, fact),
    )


def _implied(fact: Fact) -> int:
    """Firmness where the fact gives none: a demand is on the table, a matter of the agenda prepared or only thought of."""
    if fact.kind == "demand":
        return 3
    return 2 if fact.strength in {"certain", "says"} else 1


def _cells(statements: Iterable[Statement], columns: Sequence[Column]) -> dict[tuple[str, str], Cell]:
    """The statements by proposal and stretch; what was said before the first round stands with it."""
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        begun = [column for column in columns if column.start <= one.day] or list(columns[:1])
        if begun:
            grouped.setdefault((one.proposal, begun[-1].name), []).append(one)
    return {place: _cell(group) for place, group in grouped.items()}


def _cell(group: list[Statement]) -> Cell:
    firmest = max(one.firmness for one in group)
    behind = [one for one in group if one.firmness == firmest]
    lone = all(one.anonymous for one in behind) and len({one.origin for one in behind}) == 1
    return Cell(firmness=firmest, lone=lone, statements=tuple(sorted(group, key=lambda one: (one.known_from, one.source))))


# --- who, what, how -------------------------------------------------------------


def _meeting(event: KnownEvent, name: str) -> Meeting:
    if name in event.met:
        return Meeting(mark="met", minutes=event.met[name])
    return Meeting(mark="absent" if name in event.absent else "not reported")


def _topics(rounds: Sequence[KnownEvent]) -> Iterator[Topics]:
    before: tuple[str, ...] = ()
    for one in rounds:
        entered = tuple(topic for topic in one.topics if topic not in before)
        yield Topics(round=one.id, topics=one.topics, entered=entered, left=tuple(topic for topic in before if topic not in one.topics))
        before = one.topics


def _hedges(facts: Sequence[tuple[Article, Fact, date]], as_of: date) -> Iterator[Hedges]:
    """Texts in articles only, in the order in which they were out."""
    by_text: dict[str, list[tuple[Article, Fact, date]]] = {}
    for article, fact, known in facts:
        if not article.is_outside and not article.source.side_bar_of and known <= as_of:
            by_text.setdefault(article.id, []).append((article, fact, known))
    for group in sorted(by_text.values(), key=lambda group: (group[0][2], group[0][0].id)):
        counts = Counter(fact.strength for _, fact, _ in group)
        words = Counter(fact.hedge for _, fact, _ in group if fact.hedge)
        yield Hedges(
            article=group[0][0].id,
            published=str(group[0][0].source.published),
            strengths={name: counts[name] for name in STRENGTHS if counts[name]},
            words=tuple(word for word, _ in words.most_common()),
            cite=cites.text(group[0][0].source),
        )


def _accounts(view: Chronicle, as_of: date) -> Iterator[Accounts]:
    """Events of which some side's telling is known, in the order of their days."""
    for event in view.until(as_of):
        told = {row.account: (row.says, row.tone, row.source) for row in event.rows if row.account and row.says}
        if told:
            cited = {row.account: row.cite for row in event.rows if row.account in told and row.says}
            yield Accounts(event=event.id, says=told, cites=cited)


#: Kinds of facts that are remarks.
REMARKS = frozenset({"condition", "threat", "tone"})


def _remarks(book: Workbook, view: Chronicle, facts: Sequence[tuple[Article, Fact, date]], as_of: date) -> tuple[Remark, ...]:
    """Conditions, threats and moods: from the articles' facts, and threats that are events of the talks and stand in no article."""
    found = [
        Remark(
            kind=fact.kind,
            known_from=known,
            by=book.people[fact.by].name
            if fact.by in book.people
            else {"anonymous": "unnamed", "writer": "the writer"}.get(fact.attribution, ""),
            says=fact.says,
            source=f"{article.source.wire}: {article.source.title}",
            fact=fact.id,
            cite=cites.text(article.source),
            place=passage_of(article, fact),
        )
        for article, fact, known in facts
        if fact.kind in REMARKS and not article.source.side_bar_of
    ]
    for event in view.until(as_of, "threat"):
        speaker = ", ".join(book.people[name].name for name in event.event.led_by if name in book.people)
        row = event.rows[0]
        found.append(
            Remark(
                kind="threat",
                known_from=event.settled_from,
                by=speaker,
                says=event.event.says,
                source=row.source,
                cite=row.cite,
                place=row.place,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.known_from, one.kind, one.says)))
