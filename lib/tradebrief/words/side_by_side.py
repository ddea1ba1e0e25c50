"""Sentences that set several negotiations beside each other. The words stand in ``en/side_by_side.ftl``."""

from __future__ import annotations

from tradebrief.analysis.side_by_side import SideBySide
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import count
from tradebrief.words.messages import say
from tradebrief.words.named_parties import party
from tradebrief.words.sentence import Sentence


def overview(found: SideBySide) -> Sentence:
    """How many negotiations are shown, how many have a deal, and whose goods face the highest and the lowest average tariff."""
    rated = sorted((one for one in found.negotiations if one.now), key=lambda one: -(one.effective_rate or 0))
    ends = [say("side-by-side-rate", name=party(one.partner), rate=one.now.effective_rate) for one in (rated[:1] + rated[-1:]) if one.now]
    steps = [(one.stage, Trace(kind="table", says=f"{one.title}: {one.stage}", to="side-by-side")) for one in found.negotiations]
    counts = {
        "count": count([step for _, step in steps], "negotiations shown", to="side-by-side"),
        "deals": count([step for stage, step in steps if stage == "deal reached"], "negotiations with a deal", to="side-by-side"),
    }
    rates = say("side-by-side-rates", highest=ends[0], lowest=ends[-1]) if len(rated) > 1 else say("side-by-side-no-rates")
    return say("side-by-side", day=found.as_of, known_by=found.known_by, rates=rates, **counts)
