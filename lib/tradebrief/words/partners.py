"""Sentences that compare partners. The words stand in ``en/partners.ftl``."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.partner_terms import Mix
from tradebrief.analysis.partners import PartnerRate, Partners
from tradebrief.provenance.quantity import Quantity, count, derive, given, leading
from tradebrief.words.messages import say, translated
from tradebrief.words.named_parties import adjective
from tradebrief.words.sentence import Sentence


def rank(found: Partners, origin: str) -> Sentence:
    """Where an origin stands among all partners, beside the average of all."""
    one = found.of(origin)
    largest = sorted(found.partners, key=lambda each: -each.exposure.duty)
    parts = {
        "duties": leading([_of_all(each, "duty") for each in largest], "more partners' duties", most=3, to="partners"),
        "values": leading([_of_all(each, "customs_value") for each in largest], "more partners' customs values", most=3, to="partners"),
    }
    everyone = derive("sum(duties) / sum(values)", "average tariff on all partners", "ratio", using=parts)
    rates = [each.in_table for each in found.partners]
    higher = count(rates[: one.rank - 1], "partners with a higher average", to="partners", table=found.heading, most=3)
    place = derive("1 + higher", "place from the highest down", "", higher=higher)
    partners = count(rates, "partners of which trade is known", to="partners", table=found.heading, most=3)
    numbers = {"rate": one.effective_rate, "rank": place, "count": partners, "all": everyone}
    return say("partners-rank", day=found.as_of, name=translated(one.name), importer=adjective("importer"), **numbers)


def _of_all(one: PartnerRate, amount: str) -> Quantity:
    """A partner's duty or customs value as the table of partners has it."""
    return given(float(getattr(one.exposure, amount)), f"{{}}: {amount.replace('_', ' ')}, goods of {one.name}", "USD", to="partners")


def beside(found: Partners, origin: str, mix: Mix) -> Sentence:
    """Why the averages of two partners differ."""
    return say(
        "partners-beside",
        name=translated(found.of(origin).name),
        other=translated(mix.name),
        own=found.of(origin).effective_rate,
        rate=mix.rate,
        side="more" if mix.difference > 0 else "less",
        gap=mix.difference if mix.difference > 0 else derive("0 - difference", "the same as a lead", "points", difference=mix.difference),
        treatment=mix.treatment,
        composition=mix.composition,
    )


def terms(found: Partners, origin: str, others: Sequence[ScenarioResult]) -> Sentence:
    """What the best and the worst terms of others would make of an origin's average."""
    if not others:
        return say("partners-terms-none")
    worst, best = others[0], others[-1]
    return say(
        "partners-terms",
        best=_partner(found, best),
        worst=_partner(found, worst),
        low=best.exposure.effective_rate,
        high=worst.exposure.effective_rate,
        own=found.of(origin).effective_rate,
    )


def _partner(found: Partners, one: ScenarioResult) -> str:
    """The partner whose terms a scenario lays on other goods."""
    return translated(found.whose_terms(one.name).name)
