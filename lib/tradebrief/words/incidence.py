"""Sentences on who bears a duty, which assumption matters, and what a quota would do. The words stand in ``en/incidence.ftl``."""

from __future__ import annotations

from tradebrief.analysis.incidence.quota import QuotaCase, asked_rate
from tradebrief.analysis.incidence.result import Response
from tradebrief.provenance.lineage import Trace
from tradebrief.words.messages import WithTrace, say
from tradebrief.words.sentence import Sentence

DRAWN = Trace(kind="convention", says="the interval with a twentieth of the draws below it and a twentieth above")


def bearers(found: Response) -> Sentence:
    """Who bears the duty, and what is left of it."""
    band = found.bands["duty_usd"]
    return say(
        "bearers",
        duty=found.outcome("duty_usd"),
        before=found.duty_before,
        level=WithTrace("90%", DRAWN),
        range=WithTrace((band.low, band.high), found.spread("duty_usd")),
        exporters=found.outcome("exporter_usd"),
        share=found.exporter_share,
        buyers=found.outcome("buyer_usd"),
        loss=found.deadweight_loss,
        uniform=found.uniform_equivalent,
    )


def matters(found: Response) -> Sentence:
    """Which assumption matters most."""
    name, (low, high) = next(iter(found.tornado.items()))
    why = found.swing(name)
    return say("matters", title=found.assumed[name].title, low=WithTrace(low, why), high=WithTrace(high, why))


def quota(found: QuotaCase, rate: float) -> Sentence:
    """What a quota would do at today's number of cars."""
    return say(
        "quota",
        volume=WithTrace(found.volume, found.asked),
        inside=asked_rate(found.inside_rate),
        outside=asked_rate(found.outside_rate),
        share=found.share,
        units=found.units_a_year,
        mean=found.rate,
        worth=found.worth,
        target=asked_rate(rate),
        needed=found.break_even(rate),
    )
