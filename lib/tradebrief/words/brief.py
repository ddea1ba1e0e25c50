"""Sentences of the briefing that no other report needs."""

from __future__ import annotations

from tradebrief.analysis.factbook import FactBook
from tradebrief.words.facts import still_open
from tradebrief.words.messages import joined, say
from tradebrief.words.sentence import Sentence


def contested(found: FactBook) -> Sentence:
    """How many questions the sources answer side by side, how many agree or are settled, and which stay open."""
    if not found.readings:
        return say("contested-none")
    numbers = {"count": found.question_count, "agree": found.read_as("agree"), "resolved": found.read_as("resolved")}
    return joined(say("contested", **numbers), still_open(found, "contested"))
