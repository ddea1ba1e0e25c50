"""Sentences on what moved."""

from __future__ import annotations

from collections import Counter

from tradebrief.pace.moved import Cell, Moved
from tradebrief.talks.records import FIRMNESS
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of


def offers(found: Moved) -> Sentence:
    """How firm the offers and demands stood in the latest stretch, against the first in which they were heard of."""
    if not found.cells:
        return Sentence(f"By {long_day(found.as_of)} neither side had put anything forward that a report tells of.")
    firmest = max(cell.firmness for cell in found.cells.values())
    rose = [proposal.title for proposal in found.proposals if _rose(_steps(found, proposal.id))]
    return Sentence(
        f"By {long_day(found.as_of)} ",
        Part(number_of(len(found.proposals), "offer or demand", "offers and demands"), "offers"),
        f" had been spoken of, none firmer than {firmest}, {FIRMNESS[firmest]}. "
        + (
            f"Firmer than when first heard of: {listed([f'“{title}”' for title in rose])}."
            if rose
            else "None had become firmer than when first heard of."
        ),
    )


def _steps(found: Moved, proposal: str) -> list[Cell]:
    return [found.cells[proposal, column.name] for column in found.columns if (proposal, column.name) in found.cells]


def _rose(steps: list[Cell]) -> bool:
    return len(steps) > 1 and steps[-1].firmness > steps[0].firmness


def lone_sources(found: Moved) -> Sentence:
    """How much of it rests on one unnamed source."""
    lone = sum(cell.lone for cell in found.cells.values())
    if not found.cells:
        return Sentence("Nothing had been put forward, so nothing rests on unnamed sources.")
    return Sentence(
        f"{lone} of {number_of(len(found.cells), 'cell')} rest on the unnamed sources of one reporting alone; what nobody mentions is missing and not withdrawn."
    )


def meetings(found: Moved) -> Sentence:
    """Who was met how often, and who was known to stay away."""
    if not found.rounds:
        return Sentence("No round had begun, so nobody had been met.")
    met = Counter(name for (_, name), one in found.meetings.items() if one.mark == "met")
    absent = [f"{name.title()} from {event.replace('-', ' ')}" for (event, name), one in found.meetings.items() if one.mark == "absent"]
    often = [f"{name.title()} {count}" for name, count in met.most_common()]
    away = f" Known to have stayed away: {listed(absent)}." if absent else " Nobody is known to have stayed away."
    return Sentence(
        f"Over {number_of(len(found.rounds), 'round')} the counterparts met were, by number of rounds, ",
        listed(often),
        f".{away}",
    )


def topics(found: Moved) -> Sentence:
    """What came onto the table at the last round against the one before, and what went."""
    if not found.topics:
        return Sentence("No round had begun, so no topic is reported.")
    last = found.topics[-1]
    came, went = ([topic.replace("-", " ") for topic in names] for names in (last.entered, last.left))
    return Sentence(
        f"At {last.round.replace('-', ' ')} these came in against the round before: {listed(came)}; no longer reported: {listed(went)}."
    )


def accounts(found: Moved) -> Sentence:
    """Of which meetings both sides' tellings are known, and where they differ in tone."""
    both = [one for one in found.accounts if one.both]
    apart = [one.event.replace("-", " ") for one in both if len({tone for _, tone, _ in one.says.values()}) > 1]
    if not both:
        return Sentence("Of no meeting are both sides' tellings known.")
    return Sentence(f"Of {number_of(len(both), 'meeting')} both sides' tellings are known; they differ in tone at {listed(apart)}.")


def remarks(found: Moved) -> Sentence:
    """How many conditions, threats and words on the mood there were, and the latest threat."""
    counts = Counter(one.kind for one in found.remarks)
    if not counts:
        return Sentence("No condition, threat or mood was yet reported.")
    told = [
        number_of(counts[kind], kind, many)
        for kind, many in (("condition", "conditions"), ("threat", "threats"), ("tone", "words on the mood"))
        if counts[kind]
    ]
    threats = [one for one in found.remarks if one.kind == "threat"]
    last = (
        f" The latest threat was known from {long_day(threats[-1].known_from)}: “{threats[-1].says}”."
        if threats
        else " No threat is reported."
    )
    return Sentence("Reported are ", Part(listed(told), "remarks"), f".{last}")


def hedging(found: Moved) -> Sentence:
    """How much of the texts is certain, and how much looks ahead with a hedge."""
    total = Counter(name for one in found.hedges for name, count in one.strengths.items() for _ in range(count))
    if not total:
        return Sentence("No text was out yet.")
    count, firm = sum(total.values()), total["certain"] + total["says"]
    share, texts = round(100 * firm / count), number_of(len(found.hedges), "text")
    return Sentence(
        f"Of {number_of(count, 'claim')} in {texts} {share} % are stated or quoted as fact; the rest plan, expect, consider, hope or say might."
    )
