"""Sentences on what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tradebrief.analysis.position_result import Positions, presence
from tradebrief.talks.records import FIRMNESS
from tradebrief.wording import long_day
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row


def offers(found: Positions) -> Sentence:
    """How firm the offers and demands stood in the latest interval, against the first in which they were heard of."""
    if not found.cells:
        return Sentence(f"By {long_day(found.as_of)} neither side had put anything forward that a report tells of.")
    firmest, rose = found.firmest, found.risen
    names = in_row([(f"“{one.title}”",) for one in rose], more=found.risen_count)
    return Sentence(
        f"By {long_day(found.as_of)} ",
        counted(found.proposal_count, "offer or demand", "offers and demands"),
        " had been spoken of, none firmer than ",
        Part(f"{int(firmest)}, {FIRMNESS[int(firmest)]}", trace=firmest),
        ". ",
        *(["Firmer than when first heard of: ", *names, "."] if rose else ["None had become firmer than when first heard of."]),
    )


def lone_sources(found: Positions) -> Sentence:
    """How much of it rests on one unnamed source."""
    if not found.cells:
        return Sentence("Nothing had been put forward, so nothing rests on unnamed sources.")
    if not any(cell.lone for cell in found.cells.values()):
        return Sentence(
            "Nothing of it rests on the unnamed sources of one reporting alone; what nobody mentions is missing and not withdrawn."
        )
    return Sentence(
        counted(found.lone_count),
        " of ",
        counted(found.cell_count, "cell"),
        " rest on the unnamed sources of one reporting alone; what nobody mentions is missing and not withdrawn.",
    )


def meetings(found: Positions) -> Sentence:
    """Who was met how often, and who was known to stay away."""
    if not found.rounds:
        return Sentence("No round had begun, so nobody had been met.")
    met = Counter(name for (_, name), one in found.meetings.items() if one.mark == "met")
    often = [(f"{name.title()} ", counted(found.met_count(name))) for name, _ in met.most_common()]
    absent = [
        (f"{name.title()} from ", Part(one.id.replace("-", " "), trace=presence(one, name)))
        for one in found.rounds
        for name in found.counterparts
        if found.meetings[one.id, name].mark == "absent"
    ]
    away: list[Piece] = [" Known to have stayed away: ", *in_row(absent), "."] if absent else [" Nobody is known to have stayed away."]
    return Sentence(
        "Over ",
        counted(found.round_count, "round"),
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
    why = found.topics_trace
    came, went = (in_row([(topic.replace("-", " "),) for topic in names], more=why) for names in (last.entered, last.left))
    return Sentence(
        "At ",
        Part(last.round.replace("-", " "), trace=why),
        " these came in against the round before: ",
        *came,
        "; no longer reported: ",
        *went,
        ".",
    )


def accounts(found: Positions) -> Sentence:
    """Of which meetings both sides' tellings are known, and where they differ in tone."""
    both = found.told_by_both
    apart = [Part(one.event.replace("-", " "), trace=one.step) for one in both if len({tone for _, tone, _ in one.says.values()}) > 1]
    if not both:
        return Sentence("Of no meeting are both sides' tellings known.")
    number = found.told_by_both_count
    differ = in_row(apart, more=number)
    return Sentence("Of ", counted(number, "meeting"), " both sides' tellings are known; they differ in tone at ", *differ, ".")


def remarks(found: Positions) -> Sentence:
    """How many conditions, threats and words on the mood there were, and the latest threat."""
    if not found.remarks:
        return Sentence("No condition, threat or mood was yet reported.")
    threats = [one for one in found.remarks if one.kind == "threat"]
    last: list[Piece] = [" No threat is reported."]
    if threats:
        day = Part(long_day(threats[-1].known_from), trace=threats[-1].step)
        last = [" The latest threat was known from ", day, f": “{threats[-1].says}”."]
    return Sentence("Reported are ", *in_row(list(_kinds(found))), ".", *last)


def _kinds(found: Positions) -> Iterator[Part]:
    """How many remarks of each kind."""
    counts = Counter(one.kind for one in found.remarks)
    for kind, many in (("condition", "conditions"), ("threat", "threats"), ("tone", "words on the mood")):
        if counts[kind]:
            yield counted(found.remark_count(kind), kind, many)


def hedging(found: Positions) -> Sentence:
    """How much of the texts is certain, and how much looks ahead with a hedge."""
    if not any(one.strengths for one in found.hedges):
        return Sentence("No text was out yet.")
    return Sentence(
        "Of ",
        counted(found.claim_count, "claim"),
        " in ",
        counted(found.text_count, "text"),
        " ",
        Part(f"{100 * found.firm_share:.0f} %", trace=found.firm_share),
        " are stated or quoted as fact; the rest plan, expect, consider, hope or say might.",
    )
