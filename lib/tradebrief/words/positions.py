"""Sentences on positions. The words stand in ``en/positions.ftl``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tradebrief.analysis.position_result import Positions, presence
from tradebrief.words.messages import WithTrace, joined, say, translated
from tradebrief.words.phrases import in_row, named, person
from tradebrief.words.sentence import Part, Sentence


def status(level: float) -> str:
    """How far a demand or an offer has come, in words."""
    return str(say("status", level=int(level)))


def offers(found: Positions) -> Sentence:
    """How far the offers and demands had come in the latest interval, against the first in which they were heard of."""
    if not found.cells:
        return say("offers-none", day=found.as_of)
    firmest, rose = found.firmest, found.risen
    names = Sentence(*in_row([say("quoted", name=one.title).parts for one in rose], more=found.risen_count))
    return joined(
        say(
            "offers",
            day=found.as_of,
            count=found.proposal_count,
            agreed="yes" if firmest >= 5 else "no",
            status=WithTrace(status(firmest), firmest),
        ),
        say("offers-risen", names=names) if rose else say("offers-not-risen"),
    )


def lone_sources(found: Positions) -> Sentence:
    """How much of it rests on one unnamed source."""
    if not found.cells:
        return say("lone-none-yet")
    if not any(cell.lone for cell in found.cells.values()):
        return say("lone-none")
    return say("lone", lone=found.lone_count, cells=found.cell_count)


def meetings(found: Positions) -> Sentence:
    """Who was met how often, and who was known to stay away."""
    if not found.rounds:
        return say("meetings-none")
    met = Counter(name for (_, name), one in found.meetings.items() if one.mark == "met")
    often = [say("meeting-count", name=person(name), count=found.met_count(name)) for name, _ in met.most_common()]
    absent = [
        say("meeting-absent", name=person(name), round=Part(named(one.id), trace=presence(one, name)))
        for one in found.rounds
        for name in found.counterparts
        if found.meetings[one.id, name].mark == "absent"
    ]
    away = say("meetings-absent", absent=absent) if absent else say("meetings-none-absent")
    return joined(say("meetings", rounds=found.round_count, often=often), away)


def topics(found: Positions) -> Sentence:
    """What came onto the table at the last round against the one before, and what went."""
    if not found.topics:
        return say("topics-none")
    last, why = found.topics[-1], found.topics_trace
    names = ([(translated(named(topic)),) for topic in topics] for topics in (last.entered, last.left))
    came, went = (Sentence(*in_row(one, more=why)) if one else say("topics-nothing") for one in names)
    return say("topics", round=Part(named(last.round), trace=why), came=came, went=went)


def accounts(found: Positions) -> Sentence:
    """Of which meetings both sides' tellings are known, and where they differ in tone."""
    both = found.told_by_both
    if not both:
        return say("accounts-none")
    number = found.told_by_both_count
    apart = [Part(named(one.event), trace=one.step) for one in both if len({tone for _, tone, _ in one.says.values()}) > 1]
    return say("accounts", count=number, apart=Sentence(*in_row(apart, more=number)) if apart else say("accounts-none-apart"))


def remarks(found: Positions) -> Sentence:
    """How many conditions, threats and statements on atmosphere there were, and the latest threat."""
    if not found.remarks:
        return say("remarks-none")
    threats = [one for one in found.remarks if one.kind == "threat"]
    last = say("remarks-no-threat")
    if threats:
        last = say("remarks-threat", day=WithTrace(threats[-1].known_from, threats[-1].step), says=threats[-1].says)
    return joined(say("remarks", kinds=list(_kinds(found))), last)


def _kinds(found: Positions) -> Iterator[Sentence]:
    """How many remarks of each kind."""
    counts = Counter(one.kind for one in found.remarks)
    for kind, message in (("condition", "remarks-conditions"), ("threat", "remarks-threats"), ("tone", "remarks-atmosphere")):
        if counts[kind]:
            yield say(message, count=found.remark_count(kind))


def hedging(found: Positions) -> Sentence:
    """How much of the texts is certain, and how much looks ahead with a hedge."""
    if not any(one.strengths for one in found.hedges):
        return say("hedging-none")
    return say("hedging", claims=found.claim_count, texts=found.text_count, share=found.firm_share)
