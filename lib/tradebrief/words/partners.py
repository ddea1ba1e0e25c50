"""Sentences that compare partners. The words stand in ``en/partners.ftl``."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.partner_terms import Mix, terms_partner
from tradebrief.analysis.partners import Partners
from tradebrief.provenance.quantity import derive, leading
from tradebrief.words.messages import say, translated
from tradebrief.words.named_parties import adjective
from tradebrief.words.sentence import Sentence


def rank(found: Partners, origin: str) -> Sentence:
    """Where an origin stands among all partners, beside the average of all."""
    one = found.of(origin)
    largest = [each.exposure for each in sorted(found.partners, key=lambda each: -each.exposure.duty)]
    parts = {
        "duties": leading([each.duty for each in largest], "more partners' duties", most=3, to="partners"),
        "values": leading([each.customs_value for each in largest], "more partners' customs values", most=3, to="partners"),
    }
    everyone = derive("sum(duties) / sum(values)", "average tariff on all partners", "ratio", using=parts)
    name = translated(one.name)
    return say(
        "partners-rank",
        day=found.as_of,
        name=name,
        importer=adjective("importer"),
        rate=one.effective_rate,
        rank=one.rank,
        count=len(found.partners),
        all=everyone,
    )


def beside(found: Partners, origin: str, mix: Mix) -> Sentence:
    """Why the averages of two partners differ."""
    return say(
        "partners-beside",
        name=translated(found.of(origin).name),
        other=translated(mix.name),
        own=found.of(origin).effective_rate,
        rate=found.of(mix.partner).effective_rate,
        side="more" if mix.difference > 0 else "less",
        gap=abs(mix.difference),
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
    return translated(found.of(terms_partner(one.name)).name)
