"""Sentences of the fact book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tradebrief.analysis.factbook import FactBook
from tradebrief.facts.evidence import GRADES
from tradebrief.words import fact_chains as chains
from tradebrief.words.sentence import Part, Piece, Sentence, in_row, listed, long_day, number_of


def coverage(found: FactBook) -> Sentence:
    """How much is known, from how many texts and how many independent origins."""
    origins = {one.origin for one in found.facts}
    return Sentence(
        f"As known by {long_day(found.known_by)}, ",
        Part(number_of(len(found.articles), "text"), "sources", chains.texts(found)),
        " of ",
        Part(number_of(len(origins), "independent origin"), "", chains.origins(found)),
        " makes " if len(found.articles) == 1 else " make ",
        Part(number_of(len(found.facts), "checkable claim"), "evidence", chains.claims(found)),
        ". Beside them stand ",
        Part(number_of(found.outside, "claim"), "", chains.outside(found)),
        " of acts and reports known by citation only.",
    )


def trust(found: FactBook) -> Sentence:
    """How well the claims are supported: the share of each grade, best first."""
    total = len(found.facts)
    parts: list[Piece] = []
    for grade, count in found.grades.items():
        share = Part(f"{count} ({round(100 * count / total)} %)", "evidence", chains.graded(found, grade, count))
        parts += ["; " if parts else "", share, f" are graded {grade}, {GRADES[grade]}"]
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
    counted = [(Part(str(count), "readings", chains.read_as(found, verdict)), f" {_READ[verdict](count)}") for verdict, count in ordered]
    still = [Part(one.key, "readings", chains.disputed(found, one)) for one in found.readings if one.verdict == "conflict"]
    return Sentence(
        Part(number_of(len(found.readings), "question"), "readings", chains.questions(found)),
        " got more than one answer or more than one origin: ",
        *in_row(counted, most=12, more=chains.questions(found)),
        ". ",
        *(
            ["Still open between the texts: ", *in_row(still, more=chains.read_as(found, "conflict")), "."]
            if still
            else ["None is left open without an explanation."]
        ),
    )


def newest(found: FactBook) -> Sentence:
    """What the latest text brought."""
    if not found.additions:
        return Sentence("No text was known by then.")
    last = found.additions[-1]
    return Sentence(
        "The latest text is of ",
        Part(long_day(last.known_from), "additions", chains.known_from(found, last)),
        f" ({last.article.source.wire}): it answers ",
        Part(number_of(len(last.new), "question"), "additions", chains.added(found, last, last.new, "no earlier text answers")),
        " for the first time, confirms ",
        Part(str(len(last.confirms)), "additions", chains.added(found, last, last.confirms, "with an answer an earlier text gave")),
        " and answers ",
        Part(str(len(last.differs)), "additions", chains.added(found, last, last.differs, "with none of the earlier answers")),
        " otherwise than before.",
    )


def checks(found: FactBook) -> Sentence:
    """Whether the book's checks of itself hold."""
    failed = [name for name, holds, _ in found.checks if not holds]
    if failed:
        return Sentence(f"Not all checks hold: {listed(failed)}.")
    return Sentence("All ", Part(f"{len(found.checks)} checks", "checks", chains.checks(found)), " hold.")
