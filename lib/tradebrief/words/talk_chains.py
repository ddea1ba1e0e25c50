"""Chains from the numbers on talks down to formulas, gaps, rounds, texts and assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.lineage import Trace
from tradebrief.pace.cadence import Cadence
from tradebrief.pace.forecast import Forecast
from tradebrief.pace.survival import DealClock, DealHorizon
from tradebrief.talks.chronicle import KnownEvent


def of_rounds(rounds: Sequence[KnownEvent]) -> tuple[Trace, ...]:
    """A step for each round: its day, and the texts that give it."""
    return tuple(
        Trace(
            kind="fact",
            says=f"{one.event.says}: {one.when}, known from {one.settled_from}",
            to=f"round-{one.event.number or ''}",
            of=_texts(one),
        )
        for one in rounds
    )


def _texts(one: KnownEvent) -> tuple[Trace, ...]:
    """The texts that say on which day it took place, each once."""
    told = {row.source: row for row in one.rows if row.status == one.status and row.on}
    return tuple(
        Trace(kind="text", says=f"{row.source}, out by {row.known_from}" + (f" ({row.fact})" if row.fact else "")) for row in told.values()
    )


def of_count(found: Cadence) -> Trace:
    """How many rounds."""
    return Trace(
        kind="formula",
        says=f"{len(found.rounds)} counted: rounds begun by {found.as_of}, known by {found.known_by}",
        of=of_rounds(found.rounds),
    )


def of_order(found: Cadence) -> Trace:
    """The permutation p."""
    says = (
        f"p = share of {found.order.orders:,} orders of {', '.join(map(str, found.gaps))} whose sum of round days is at least that of the order observed "
        f"= {found.order.p_faster}"
    )
    return Trace(kind="formula", says=says, of=of_rounds(found.rounds))


def of_forecast(made: Forecast) -> Trace:
    """The default's probability: its closed form, the gaps it counts, the class and the assumptions it leans on."""
    head, prior, n = made.headline, made.prior, made.n
    a, b = prior.shape * (prior.weight + n), prior.weight * prior.gap + sum(made.gaps)
    asked = f"P(gap ≤ {head.days} | gap > {made.elapsed}) = {head.p:.6f}" if head else "nothing asked"
    says = f"{asked}, gap / {b:g} ~ beta prime ({prior.shape}, {a:g}): a = {prior.shape} ({prior.weight:g} + {n}), b = {prior.weight:g} · {prior.gap:g} + {sum(made.gaps)}"
    return Trace(kind="formula", says=says, of=(*of_rounds(made.rounds), of_class(made), *_assumed(made)))


def of_class(made: Forecast) -> Trace:
    """The mean gap the default leans on."""
    if made.prior.basis == "class":
        gaps = ", ".join(map(str, made.reference.days))
        return Trace(
            kind="table",
            says=f"{made.reference.title}, known by {made.reference.known_by}: mean of {gaps} = {made.prior.gap:.6g}",
            to="reference",
        )
    return Trace(kind="assumption", says=f"mean gap {made.prior.gap:g} days, {made.prior.basis}")


def _assumed(made: Forecast) -> tuple[Trace, ...]:
    return (
        Trace(kind="assumption", says=f"prior-weight: the class is worth {made.prior.weight:g} gaps"),
        Trace(kind="assumption", says=f"gap-shape: gamma gaps of shape {made.prior.shape}"),
    )


def of_deal(found: DealClock, horizon: DealHorizon) -> Trace:
    """The chance of a deal by a day from the partners' days and deals."""
    says = f"1 - ({found.exposure} / ({found.exposure} + {horizon.days}))^({found.deals} + 1/2) = {horizon.p:.6f}"
    made = [f"{one.id} on {one.deal}" for one in found.partners if one.dealt]
    table = Trace(
        kind="table",
        says=f"{found.exposure:,} partner-days of {len(found.partners)} partners; deals: {', '.join(made) or 'none'}",
        to="partners",
    )
    return Trace(kind="formula", says=says, of=(table, Trace(kind="assumption", says="Jeffreys' prior, Gamma(1/2, 0), on a steady rate")))
