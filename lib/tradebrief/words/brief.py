"""Sentences of the briefing that no other report needs."""

from __future__ import annotations

from collections import Counter

from tradebrief.analysis.factbook import FactBook
from tradebrief.words import fact_chains as chains
from tradebrief.words.sentence import Part, Piece, Sentence, in_row, number_of

#: Verdicts that leave nothing to decide, in the words of a sentence.
_SETTLED = {"agree": "agree", "resolved": "settled here with a reason"}


def contested(found: FactBook) -> Sentence:
    """How many questions the sources answer side by side, how many agree or are settled, and which stay open."""
    if not found.readings:
        return Sentence("No question was answered by more than one text or origin.")
    counts = Counter(reading.verdict for reading in found.readings)
    parts: list[Piece] = []
    for verdict, said in _SETTLED.items():
        parts += [", ", Part(str(counts[verdict]), "contested", chains.read_as(found, verdict)), f" {said}"]
    still = [Part(one.key, "contested", chains.disputed(found, one)) for one in found.readings if one.verdict == "conflict"]
    return Sentence(
        "Of ",
        Part(number_of(len(found.readings), "question"), "contested", chains.questions(found)),
        " that several texts or origins answer",
        *parts,
        ". ",
        *(["Still open: ", *in_row(still, more=chains.read_as(found, "conflict")), "."] if still else ["None is left open."]),
    )
