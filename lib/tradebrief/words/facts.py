"""Sentences of the fact book."""

from __future__ import annotations

from collections import Counter

from tradebrief.evidence import GRADES
from tradebrief.factbook import FactBook
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of


def coverage(found: FactBook) -> Sentence:
    """How much is known, from how many texts and how many independent origins."""
    origins = len({one.origin for one in found.facts})
    return Sentence(
        f"As known by {long_day(found.known_by)}, ",
        Part(number_of(len(found.articles), "text"), "sources"),
        f" of {number_of(origins, 'independent origin')} ",
        "makes " if len(found.articles) == 1 else "make ",
        Part(number_of(len(found.facts), "checkable claim"), "evidence"),
        ". ",
        f"Beside them stand {number_of(found.outside, 'claim')} of acts and reports known by citation only.",
    )


def trust(found: FactBook) -> Sentence:
    """How well the claims are supported: the share of each grade, best first."""
    total = max(len(found.facts), 1)
    graded = [f"{count} ({round(100 * count / total)} %) are graded {grade}, {GRADES[grade]}" for grade, count in found.grades.items()]
    return Sentence("Of these claims ", "; ".join(graded) or "none is graded", ".")


def disputes(found: FactBook) -> Sentence:
    """What the texts contradict each other on, and what is settled."""
    verdicts = Counter(reading.verdict for reading in found.readings)
    open_keys = [reading.key for reading in found.readings if reading.verdict == "conflict"]
    counted = [f"{count} × {verdict}" for verdict, count in sorted(verdicts.items(), key=lambda pair: (-pair[1], pair[0]))]
    return Sentence(
        Part(number_of(len(found.readings), "question"), "readings"),
        " got more than one answer or more than one origin: ",
        listed(counted, most=12),
        ". ",
        f"Still open between the texts: {listed(open_keys)}." if open_keys else "None is left open without an explanation.",
    )


def newest(found: FactBook) -> Sentence:
    """What the latest text brought."""
    if not found.additions:
        return Sentence("No text was known by then.")
    last = found.additions[-1]
    return Sentence(
        f"The latest text is of {long_day(last.known_from)} ({last.article.source.wire}): ",
        f"it answers {number_of(len(last.new), 'question')} for the first time, confirms {len(last.confirms)} and answers {len(last.differs)} otherwise than before.",
    )


def checks(found: FactBook) -> Sentence:
    """Whether the book's checks of itself hold."""
    failed = [name for name, holds, _ in found.checks if not holds]
    return Sentence(f"All {len(found.checks)} checks hold." if not failed else f"Not all checks hold: {listed(failed)}.")
