"""Sentences of the briefing that no other report needs."""

from __future__ import annotations

from tradebrief.analysis.factbook import FactBook
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row

#: Verdicts that leave nothing to decide, in the words of a sentence.
_SETTLED = {"agree": "agree", "resolved": "settled here with a reason"}


def contested(found: FactBook) -> Sentence:
    """How many questions the sources answer side by side, how many agree or are settled, and which stay open."""
    if not found.readings:
        return Sentence("No question was answered by more than one text or origin.")
    parts: list[Piece] = []
    for verdict, said in _SETTLED.items():
        parts += [", ", counted(found.read_as(verdict)), f" {said}"]
    still = [Part(one.key, trace=found.question_trace(one)) for one in found.readings if one.verdict == "conflict"]
    return Sentence(
        "Of ",
        counted(found.question_count, "question"),
        " that several texts or origins answer",
        *parts,
        ". ",
        *(["Still open: ", *in_row(still, more=found.read_as("conflict")), "."] if still else ["None is left open."]),
    )
