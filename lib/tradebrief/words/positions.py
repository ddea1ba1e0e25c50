"""Sentences on what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tradebrief.analysis.positions import Cell, Positions
from tradebrief.talks.records import FIRMNESS
from tradebrief.words import move_chains as chains
from tradebrief.words.sentence import Part, Piece, Sentence, in_row, long_day, number_of


def offers(found: Positions) -> Sentence:
    """How firm the offers and demands stood in the latest stretch, against the first in which they were heard of."""
    if not found.cells:
        return Sentence(f"By {long_day(found.as_of)} neither side had put anything forward that a report tells of.")
    firmest = max(cell.firmness for cell in found.cells.values())
    rose = [proposal for proposal in found.proposals if _rose(_steps(found, proposal.id))]
    names = in_row([(f"“{one.title}”",) for one in rose], more=chains.firmer(found, rose))
    return Sentence(
        f"By {long_day(found.as_of)} ",
        Part(number_of(len(found.proposals), "offer or demand", "offers and demands"), "offers", chains.proposals(found)),
        " had been spoken of, none firmer than ",
        Part(f"{firmest}, {FIRMNESS[firmest]}", "offers", chains.firmness(found)),
        ". ",
        *(["Firmer than when first heard of: ", *names, "."] if rose else ["None had become firmer than when first heard of."]),
    )


def _steps(found: Positions, proposal: str) -> list[Cell]:
    return [found.cells[proposal, column.name] for column in found.columns if (proposal, column.name) in found.cells]


def _rose(steps: list[Cell]) -> bool:
    return len(steps) > 1 and steps[-1].firmness > steps[0].firmness


def lone_sources(found: Positions) -> Sentence:
    """How much of it rests on one unnamed source."""
    if not found.cells:
        return Sentence("Nothing had been put forward, so nothing rests on unnamed sources.")
    if not any(cell.lone for cell in found.cells.values()):
        return Sentence(
            "Nothing of it rests on the unnamed sources of one reporting alone; what nobody mentions is missing and not withdrawn."
        )
    return Sentence(
        Part(str(sum(cell.lone for cell in found.cells.values())), "offers", chains.lone(found)),
        " of ",
        Part(number_of(len(found.cells), "cell"), "offers", chains.cells(found)),
        " rest on the unnamed sources of one reporting alone; what nobody mentions is missing and not withdrawn.",
    )


def meetings(found: Positions) -> Sentence:
    """Who was met how often, and who was known to stay away."""
    if not found.rounds:
        return Sentence("No round had begun, so nobody had been met.")
    met = Counter(name for (_, name), one in found.meetings.items() if one.mark == "met")
    often = [(f"{name.title()} ", Part(str(count), "rounds", chains.met(found, name))) for name, count in met.most_common()]
    absent = [
        (f"{name.title()} from ", Part(one.id.replace("-", " "), why=chains.present(one, name)))
        for one in found.rounds
        for name in found.counterparts
        if found.meetings[one.id, name].mark == "absent"
    ]
    away: list[Piece] = [" Known to have stayed away: ", *in_row(absent), "."] if absent else [" Nobody is known to have stayed away."]
    return Sentence(
        "Over ",
        Part(number_of(len(found.rounds), "round"), "rounds", chains.rounds(found)),
        " the counterparts met were, by number of rounds, ",
        *in_row(often),
        ".",
        *away,
    )


def topics(found: Positions) -> Sentence:
    """What came onto the table at the last round against the one before, and what went."""
    if not found.topics:
        return Sentence("No round had begun, so no topic is reported.")
    last = found.topics[-1]
    why = chains.topics(found)
    came, went = (in_row([(topic.replace("-", " "),) for topic in names], more=why) for names in (last.entered, last.left))
    return Sentence(
        "At ",
        Part(last.round.replace("-", " "), "topics", why),
        " these came in against the round before: ",
        *came,
        "; no longer reported: ",
        *went,
        ".",
    )


def accounts(found: Positions) -> Sentence:
    """Of which meetings both sides' tellings are known, and where they differ in tone."""
    both = [one for one in found.accounts if one.both]
    apart = [
        Part(one.event.replace("-", " "), "accounts", chains.told_of(one))
        for one in both
        if len({tone for _, tone, _ in one.says.values()}) > 1
    ]
    if not both:
        return Sentence("Of no meeting are both sides' tellings known.")
    count = Part(number_of(len(both), "meeting"), "accounts", chains.accounts(both))
    return Sentence(
        "Of ", count, " both sides' tellings are known; they differ in tone at ", *in_row(apart, more=chains.accounts(both)), "."
    )


def remarks(found: Positions) -> Sentence:
    """How many conditions, threats and words on the mood there were, and the latest threat."""
    if not found.remarks:
        return Sentence("No condition, threat or mood was yet reported.")
    threats = [one for one in found.remarks if one.kind == "threat"]
    last: list[Piece] = [" No threat is reported."]
    if threats:
        day = Part(long_day(threats[-1].known_from), "remarks", chains.remark(threats[-1]))
        last = [" The latest threat was known from ", day, f": “{threats[-1].says}”."]
    return Sentence("Reported are ", *in_row(list(_kinds(found))), ".", *last)


def _kinds(found: Positions) -> Iterator[Part]:
    """How many remarks of each kind."""
    counts = Counter(one.kind for one in found.remarks)
    for kind, many in (("condition", "conditions"), ("threat", "threats"), ("tone", "words on the mood")):
        if counts[kind]:
            yield Part(number_of(counts[kind], kind, many), "remarks", chains.remarks(found.remarks, kind))


def hedging(found: Positions) -> Sentence:
    """How much of the texts is certain, and how much looks ahead with a hedge."""
    total = Counter(name for one in found.hedges for name, count in one.strengths.items() for _ in range(count))
    if not total:
        return Sentence("No text was out yet.")
    count = sum(total.values())
    return Sentence(
        "Of ",
        Part(number_of(count, "claim"), "hedges", chains.hedged(found)),
        " in ",
        Part(number_of(len(found.hedges), "text"), "hedges", chains.texts(found)),
        " ",
        Part(f"{round(100 * (total['certain'] + total['says']) / count)} %", "hedges", chains.firm(found)),
        " are stated or quoted as fact; the rest plan, expect, consider, hope or say might.",
    )
