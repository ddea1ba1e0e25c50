"""Sentences on who bears a duty, which assumption matters, and what a quota would do."""

from __future__ import annotations

from tradebrief.analysis.incidence.quota import QuotaCase, asked_rate
from tradebrief.analysis.incidence.result import Response
from tradebrief.words.exposure import billions
from tradebrief.words.sentence import Part, Sentence


def bearers(found: Response) -> Sentence:
    """Who bears the duty, and what is left of it."""
    duty, exporter, share = found.outcome("duty_usd"), found.outcome("exporter_usd"), found.exporter_share
    spread = found.spread("duty_usd")
    return Sentence(
        "Once prices and volumes have moved, ",
        Part(f"{duty / 1e9:.1f}", trace=duty),
        " of ",
        Part(f"{found.static_duty / 1e9:.1f} billion dollars", trace=found.duty_before),
        " of duty are left (band ",
        Part(f"{found.bands['duty_usd'].low / 1e9:.1f} to {found.bands['duty_usd'].high / 1e9:.1f}", trace=spread),
        "). Of the added duty on the goods still shipped exporters bear ",
        billions(exporter),
        " (",
        Part(f"{100 * share:.0f} %", trace=share),
        ") and buyers ",
        billions(found.outcome("buyer_usd")),
        ". At unchanged trade values the trade that is lost is worth ",
        billions(found.deadweight_loss),
        ", half of base times height; one uniform rate of ",
        Part(f"{100 * found.uniform_equivalent:.1f} %", trace=found.uniform_equivalent),
        " would cost as much.",
    )


def matters(found: Response) -> Sentence:
    """Which assumption matters most."""
    name, (low, high) = next(iter(found.tornado.items()))
    title = found.assumed[name].title
    title = title[0].lower() + title[1:]
    return Sentence(
        f"Most hangs on one number, the {title}. From its low to its high end the duty left goes ",
        Part(f"from {low / 1e9:.1f} to {high / 1e9:.1f} billion dollars", trace=found.swing(name)),
        ".",
    )


def quota(found: QuotaCase, rate: float) -> Sentence:
    """What a quota would do at today's number of cars."""
    return Sentence(
        "A quota of ",
        Part(f"{found.volume:,.0f} cars", trace=found.asked),
        " at ",
        Part(f"{100 * found.inside_rate:g} %", trace=asked_rate(found.inside_rate)),
        " and ",
        Part(f"{100 * found.outside_rate:g} % above it", trace=asked_rate(found.outside_rate)),
        " would hold ",
        Part(f"{100 * found.share:.1f} %", trace=found.share),
        " of ",
        Part(f"{found.units:,.0f} cars", trace=found.units_a_year),
        ": the mean duty would be ",
        Part(f"{100 * found.rate:.2f} %", trace=found.rate),
        ", and the places within it would be worth ",
        Part(f"{found.worth / 1e6:,.0f} million dollars a year", trace=found.worth),
        ". To bring the mean down ",
        Part(f"to {100 * rate:g} %", trace=asked_rate(rate)),
        " it would have to hold ",
        Part(f"{found.break_even(rate):,.0f} cars", trace=found.break_even(rate)),
        ".",
    )
