"""What moved: offers and demands from round to round, who met whom, topics that came and went, hedges, and each side's account.

Firmness runs from 1 (considered) to 6 (in force), see ``talks.FIRMNESS``. Articles give it for offers; a demand that is made
is put to the other side (3); a matter said to be on the agenda is prepared (2), one only expected there considered (1). A cell
without a statement means that nobody mentioned it, not that it was withdrawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tradebrief.analysis.position_records import Accounts, Cell, Hedges, IntervalColumn, Meeting, Remark, Statement, Topics
from tradebrief.analysis.position_result import Positions
from tradebrief.facts.follow import passage_of
from tradebrief.facts.records import STRENGTHS, Article, Fact
from tradebrief.provenance import citations
from tradebrief.results.missing import tells_gaps
from tradebrief.talks.chronicle import Chronicle, day_asked
from tradebrief.talks.known_event import KnownEvent
from tradebrief.talks.records import ProposalStep
from tradebrief.workbook.workbook import Workbook

#: What each question of a key asks: for the offers of a side or for its demands.
QUESTIONS = {
    "offers": "offer",
    "demands": "request",
    "review-request": "request",
    "request": "request",
    "agenda": "request",
    "concerns": "request",
}


@tells_gaps
def negotiating_positions(
    book: Workbook, talks: str | None = None, *, as_of: date | str, known_by: date | str | None = None, clock: str = "publisher"
) -> Positions:
    """What moved in a negotiation up to ``as_of``, as known by ``known_by`` (everything, without one).

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        as_of: the day whose law and events are asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.negotiating_positions(book, as_of="2025-06-14", known_by="2025-06-14")
        Positions of both sides
        as_of 2025-06-14, known_by 2025-06-14, talks japan-us-2025
        offers and demands: 12
        firmer than when first heard of: 4
        rounds: 6
        73 rows: .to_frame(), or .to_frame('statement' | 'proposal')
    """
    talks, clock = book.talks_asked(talks), book.clock_asked(clock)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    as_of = day_asked(as_of, view)
    rounds, deal = view.rounds(as_of), view.ended(as_of)
    columns = [IntervalColumn(name=one.id, start=one.start) for one in rounds] + (
        [IntervalColumn(name="since the deal", start=deal.start)] if deal else []
    )
    facts = [
        (article, fact, known) for article in book.articles.values() for fact, known in article.known_days(clock) if known <= view.known_by
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
        sides=_sides(book, view),
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
        cite=citations.named(step.source),
    )


def _side(book: Workbook, fact: Fact) -> str:
    """Whose offer or demand a fact tells of: the subject of its key; at a round, the side of whoever it is by."""
    subject = fact.key.partition(".")[0]
    if subject.startswith("round-") and fact.by and fact.by in book.people:
        return book.people[fact.by].side
    return book.about.subjects.get(subject, "")


def _sides(book: Workbook, view: Chronicle) -> tuple[str, str]:
    """The partner and the importer of these talks: those of the workbook where they take part, else as the talks name them."""
    parties = view.negotiation.parties
    importer = next((one for one in parties if one == book.about.importer), parties[-1])
    partner = book.about.partner
    return partner if partner and partner in parties else next((one for one in parties if one != importer), parties[0]), importer


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
        cite=citations.text(article.source),
        place=passage_of(article, fact),
    )


def _implied(fact: Fact) -> int:
    """Firmness where the fact gives none: a demand is on the table, a matter of the agenda prepared or only thought of."""
    if fact.kind == "demand":
        return 3
    return 2 if fact.strength in {"certain", "says"} else 1


def _cells(statements: Iterable[Statement], columns: Sequence[IntervalColumn]) -> dict[tuple[str, str], Cell]:
    """The statements by proposal and interval; what was said before the first round stands with it."""
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
            cite=citations.text(group[0][0].source),
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
            if fact.by and fact.by in book.people
            else {"anonymous": "unnamed", "writer": "the writer"}.get(fact.attribution, ""),
            says=fact.says,
            source=f"{article.source.wire}: {article.source.title}",
            fact=fact.id,
            cite=citations.text(article.source),
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
