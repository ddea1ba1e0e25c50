"""Sentences of the fact book. The words stand in ``en/facts.ftl``."""

from __future__ import annotations

from collections import Counter

from tradebrief.analysis.factbook import FactBook
from tradebrief.facts.evidence import GRADES
from tradebrief.words.messages import WithTrace, joined, say
from tradebrief.words.phrases import in_row
from tradebrief.words.sentence import Part, Sentence


def coverage(found: FactBook) -> Sentence:
    """How much is known, from how many texts and how many independent origins."""
    numbers = {"texts": found.text_count, "origins": found.origin_count, "claims": found.claim_count, "outside": found.outside}
    return say("coverage", day=found.known_by, **numbers)


def trust(found: FactBook) -> Sentence:
    """How well the claims are supported: the share of each grade, best first."""
    grades = [
        say("trust-grade", number=WithTrace(number, share := found.share_graded(grade)), share=share, grade=grade, meaning=GRADES[grade])
        for grade, number in found.grades.items()
    ]
    return say("trust", grades=grades) if grades else say("trust-none")


def disputes(found: FactBook) -> Sentence:
    """What the texts contradict each other on, and what is settled."""
    verdicts = Counter(reading.verdict for reading in found.readings)
    each = [
        say("disputes-verdict", verdict=verdict.replace(",", "").replace(" ", "-"), count=found.read_as(verdict))
        for verdict, _ in sorted(verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    tail = still_open(found, "disputes")
    return joined(say("disputes", count=found.question_count, each=each), tail) if each else tail


def still_open(found: FactBook, of: str) -> Sentence:
    """Which questions stay open, by the messages of a sentence."""
    still = [Part(one.key, trace=found.question_trace(one)) for one in found.readings if one.verdict == "conflict"]
    return say(f"{of}-open", questions=Sentence(*in_row(still, more=found.read_as("conflict")))) if still else say(f"{of}-settled")


def newest(found: FactBook) -> Sentence:
    """What the latest text brought."""
    last = found.latest
    if last is None:
        return say("newest-none")
    counts = {name: found.answered(last, name) for name in ("new", "confirms", "differs")}
    return say("newest", day=WithTrace(last.known_from, found.known_from(last)), publisher=last.article.source.wire, **counts)


def checks(found: FactBook) -> Sentence:
    """Whether the book's checks of itself hold."""
    failed = [name for name, holds, _ in found.checks if not holds]
    return say("checks-failed", names=failed) if failed else say("checks", count=found.check_count)
