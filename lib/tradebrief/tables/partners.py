"""Tables that compare partners: their average tariffs, what the law leaves out, treatment and composition, deals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.partner_terms import Deal, Mix
from tradebrief.analysis.partners import Partners
from tradebrief.tables.exposure import billions, percent, signed, spread
from tradebrief.tables.table import Table, table
from tradebrief.words.messages import text, translated
from tradebrief.words.named_parties import roles


def ranking(found: Partners, most: int | None = None) -> Table:
    """Every partner, or the ``most`` with the highest rate: trade, MFN duty, what is added, the average tariff with its range."""
    rows = [
        (
            one.rank,
            translated(one.name),
            text("partners-incomplete") if one.incomplete else "",
            billions(one.exposure.customs_value),
            percent(one.effective_rate - one.increase_over_mfn),
            percent(one.increase_over_mfn),
            percent(one.effective_rate),
            spread(one.exposure.low, one.exposure.high),
            one.drivers,
        )
        for one in found.partners[:most]
    ]
    return table(
        "partner-rates",
        rows,
        name="partners",
        numbers={"rank", "value", "mfn", "increase", "rate", "range"},
        day=found.as_of,
        year=found.trade_year,
        **roles(),
    )


def gaps(found: Partners) -> Table:
    """What the law on goods of single partners leaves out."""
    rows = [(translated(one.name), translated(thing)) for one in found.partners for thing in one.incomplete]
    return table("partner-gaps", rows, name="partner-gaps")


def mix(found: Sequence[Mix], name: str) -> Table:
    """Why an origin's average differs from others'."""
    rows = [
        (
            translated(one.name),
            percent(one.rate),
            percent(one.own_rate),
            *(f"{100 * part:+z.2f}" for part in (one.difference, one.treatment, one.composition)),
        )
        for one in found
    ]
    return table("mix", rows, name="mix", numbers={"rate", "own", "difference", "treatment", "composition"}, whose=translated(name))


def terms(found: Partners, origin: str, others: Sequence[ScenarioResult]) -> Table:
    """An origin's average on the terms of others, the most expensive first."""
    rows = [
        (
            translated(found.whose_terms(one.name).name),
            percent(one.exposure.effective_rate),
            spread(one.exposure.low, one.exposure.high),
            billions(one.exposure.duty),
            signed(one.difference),
        )
        for one in others
    ]
    return table(
        "terms",
        rows,
        name="terms",
        numbers={"rate", "range", "duty", "difference"},
        whose=translated(found.of(origin).name),
        day=found.as_of,
    )


def deals(found: Iterable[Deal], day: date) -> Table:
    """Who got what: tariffs before and after a deal, and what was given for them."""
    none = text("deals-none")
    rows = [
        (
            translated(one.name),
            one.day.isoformat(),
            one.reciprocal_before or none,
            one.reciprocal_after or none,
            percent(one.cars_before or 0.0),
            percent(one.cars_after or 0.0),
            translated(one.gave),
            f"{one.source} ({one.confidence})",
        )
        for one in found
    ]
    return table("deals", rows, name="deals", numbers={"cars-before", "cars-after"}, day=day)
