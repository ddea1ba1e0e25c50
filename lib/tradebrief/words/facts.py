"""Sentences of the fact book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tradebrief.analysis.factbook import FactBook
from tradebrief.facts.evidence import GRADES
from tradebrief.wording import long_day
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row, listed


def coverage(found: FactBook) -> Sentence:
    """How much is known, from how many texts and how many independent origins."""
    return Sentence(
        f"As known by {long_day(found.known_by)}, ",
        counted(found.text_count, "text"),
        " of ",
        counted(found.origin_count, "independent origin"),
        " makes " if len(found.articles) == 1 else " make ",
        counted(found.claim_count, "checkable claim"),
        ". Beside them stand ",
        counted(found.outside, "claim"),
        " of acts and reports known by citation only.",
    )


def trust(found: FactBook) -> Sentence:
    """How well the claims are supported: the share of each grade, best first."""
    parts: list[Piece] = []
    for grade, number in found.grades.items():
        share = found.share_graded(grade)
        parts += ["; " if parts else "", Part(f"{number} ({100 * share:.0f} %)", trace=share), f" are graded {grade}, {GRADES[grade]}"]
    return Sentence("Of these claims ", *(parts or ["none is graded"]), ".")


def _verb(one: str, many: str) -> Callable[[int], str]:
    return lambda count: one if count == 1 else many


#: What questions read in one way do, as a sentence says it of one and of several.
_READ: Mapping[str, Callable[[int], str]] = {
    "agree": _verb("agrees", "agree"),
    "lists differ": _verb("has lists that differ", "have lists that differ"),
    "resolved": _verb("is resolved", "are resolved"),
    "compatible": _verb("fits together", "fit together"),
    "planned, then held": _verb("was planned and then held", "were planned and then held"),
    "definitions differ": _verb("differs by definition", "differ by definition"),
    "drift in a copy": _verb("drifted in a copy", "drifted in a copy"),
    "texts of different days": _verb("has texts of different days", "have texts of different days"),
    "conflict": _verb("is a conflict", "are conflicts"),
    "weaker copy": _verb("is put more weakly in a copy", "are put more weakly in a copy"),
    "changed over time": _verb("changed over time", "changed over time"),
    "differs from the law": _verb("differs from the law", "differ from the law"),
}


def disputes(found: FactBook) -> Sentence:
    """What the texts contradict each other on, and what is settled."""
    verdicts = Counter(reading.verdict for reading in found.readings)
    ordered = sorted(verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    each = [(counted(found.read_as(verdict)), f" {_READ[verdict](number)}") for verdict, number in ordered]
    still = [Part(one.key, trace=found.question_trace(one)) for one in found.readings if one.verdict == "conflict"]
    return Sentence(
        counted(found.question_count, "question"),
        " got more than one answer or more than one origin: ",
        *in_row(each, most=12, more=found.question_count),
        ". ",
        *(
            ["Still open between the texts: ", *in_row(still, more=found.read_as("conflict")), "."]
            if still
            else ["None is left open without an explanation."]
        ),
    )


def newest(found: FactBook) -> Sentence:
    """What the latest text brought."""
    last = found.latest
    if last is None:
        return Sentence("No text was known by then.")
    return Sentence(
        "The latest text is of ",
        Part(long_day(last.known_from), trace=found.known_from(last)),
        f" ({last.article.source.wire}): it answers ",
        counted(found.answered(last, "new"), "question"),
        " for the first time, confirms ",
        counted(found.answered(last, "confirms")),
        " and answers ",
        counted(found.answered(last, "differs")),
        " otherwise than before.",
    )


def checks(found: FactBook) -> Sentence:
    """Whether the book's checks of itself hold."""
    failed = [name for name, holds, _ in found.checks if not holds]
    if failed:
        return Sentence(f"Not all checks hold: {listed(failed)}.")
    return Sentence("All ", counted(found.check_count, "check"), " hold.")
