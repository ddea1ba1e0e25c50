"""Sentences of the report on tariff exposure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebrief.claims import Checked
from tradebrief.exposure.account import Exposure
from tradebrief.exposure.bridge import Bridge
from tradebrief.exposure.collected import Gap
from tradebrief.exposure.compare import Check, Compared, WhatIf
from tradebrief.exposure.parts import Part as Share
from tradebrief.exposure.series import Series
from tradebrief.incidence.quota import QuotaCase
from tradebrief.incidence.response import Response
from tradebrief.words.sentence import Part, Sentence, listed, long_day, number_of


def owed(found: Exposure) -> Sentence:
    """What is owed, on how much trade, with its band."""
    return Sentence(
        f"On {long_day(found.as_of)}, by the acts known on {long_day(found.known_by)}, goods of Japan owe ",
        Part(f"{100 * found.effective_rate:.2f} %", "groups"),
        f" of their customs value (band {100 * found.low:.2f} to {100 * found.high:.2f} %), ",
        f"{100 * found.increase_over_mfn:.2f} points more than the ordinary duty: at the trade of 2024 ",
        Part(f"{found.duty / 1e9:.1f} billion dollars", "measures"),
        f" or {found.duty_yen / 1e12:.2f} trillion yen a year on {found.customs_value / 1e9:.1f} billion dollars. ",
        "" if found.coverage is None else f"{100 * found.coverage:.0f} % of the trade owes an additional duty.",
    )


def changed(found: Series, on: date) -> Sentence:
    """What the last change before a day was, and the highest rate of the series."""
    before = [step for step in found.steps if step[0] <= on]
    peak = max(found.steps, key=lambda step: step[2])
    if len(before) < 2:
        return Sentence("Nothing has changed since the first day shown.")
    (_, _, old), (day, _, new) = before[-2:]
    turn = "rose" if new > old else "fell"
    return Sentence(
        f"The rate {turn} last on {long_day(day)}, from {100 * old:.2f} to {100 * new:.2f} %. ",
        f"Of {number_of(len(found.steps), 'step')} between {long_day(found.first)} and {long_day(found.last)} the highest is {100 * peak[2]:.2f} %, from {long_day(peak[0])}.",
    )


def groups(found: Exposure) -> Sentence:
    """Which goods owe most."""
    first, second = found.by_group[:2]
    return Sentence(
        f"{first.title} owe {100 * first.duty / found.duty:.0f} % of all duty on {100 * first.customs_value / found.customs_value:.0f} % of the trade, ",
        f"at {100 * first.rate:.1f} %; next come {second.title[0].lower() + second.title[1:]} with {second.duty / 1e9:.1f} billion dollars at {100 * second.rate:.1f} %.",
    )


def measures(found: Exposure, held_back: Sequence[Share]) -> Sentence:
    """Which measures take most, and what is suspended."""
    largest = [part for part in found.by_measure if part.duty][:3]
    if not largest:
        return Sentence("No additional duty is owed.")
    named = listed(f"{part.title} ({part.duty / 1e9:.1f} billion)" for part in largest)
    later = sum(part.duty for part in held_back)
    tail = (
        f" Suspended, and back if the pause ended that day: {later / 1e9:.1f} billion dollars more." if later else " Nothing is suspended."
    )
    return Sentence(f"Of the additional duty, in dollars a year, most comes from {named}.", tail)


def scenarios(found: Sequence[WhatIf]) -> Sentence:
    """The dearest and the cheapest scenario."""
    if not found:
        return Sentence("No scenario of the workbook has begun by that day.")
    dear, cheap = found[0], found[-1]
    return Sentence(
        f"Of {number_of(len(found), 'scenario')} the dearest is '{dear.title}' ",
        f"({dear.difference / 1e9:+.1f} billion dollars a year, a rate of {100 * dear.exposure.effective_rate:.1f} %), ",
        f"the one that saves most '{cheap.title}' ({cheap.difference / 1e9:+.1f} billion, {100 * cheap.exposure.effective_rate:.1f} %).",
    )


def bearers(found: Response) -> Sentence:
    """Who bears the duty, and what is left of it."""
    exporter, buyer, duty = (found.bands[name] for name in ("exporter_usd", "buyer_usd", "duty_usd"))
    total = exporter.central + buyer.central
    share = 100 * exporter.central / total if total else 0
    return Sentence(
        f"Once prices and volumes have moved, {duty.central / 1e9:.1f} of {found.static_duty / 1e9:.1f} billion dollars of duty are left ",
        f"(band {duty.low / 1e9:.1f} to {duty.high / 1e9:.1f}). ",
        f"Of what is new on the goods still shipped exporters bear {exporter.central / 1e9:.1f} billion ({share:.0f} %) and buyers {buyer.central / 1e9:.1f} billion. ",
        f"On static trade the duty costs {found.loss / 1e9:.1f} billion in lost trade by the triangle; one uniform rate of {100 * found.tri:.1f} % would cost as much.",
    )


def matters(found: Response, titles: dict[str, str]) -> Sentence:
    """Which assumption matters most."""
    name, (low, high) = next(iter(found.tornado.items()))
    title = titles[name][0].lower() + titles[name][1:]
    return Sentence(
        f"Most hangs on one number, the {title}. From its low to its high end the duty left goes from {low / 1e9:.1f} to {high / 1e9:.1f} billion dollars."
    )


def quota(found: QuotaCase, rate: float) -> Sentence:
    """What a quota would do at today's number of cars."""
    return Sentence(
        f"A quota of {found.volume:,.0f} cars at {100 * found.inside_rate:g} % and {100 * found.outside_rate:g} % above it ",
        f"would hold {100 * found.share:.1f} % of {found.units:,.0f} cars: ",
        f"the mean duty would be {100 * found.rate:.2f} %, and the places within it would be worth {found.worth / 1e6:,.0f} million dollars a year. ",
        f"To bring the mean down to {100 * rate:g} % it would have to hold {found.break_even(rate):,.0f} cars.",
    )


def published(found: Sequence[Compared]) -> Sentence:
    """How near published rates are."""
    told = [one for one in found if one.holds is not None]
    near = [one for one in told if one.holds]
    worst = max(found, key=lambda one: abs(one.off))
    return Sentence(
        f"{len(near)} of ",
        Part(number_of(len(told), "published rate"), "published"),
        f" whose convention is told lie as near as it is told. Furthest off is {worst.title} on {long_day(worst.benchmark.day)}: ",
        f"{100 * worst.published:.2f} % published, {100 * worst.computed:.2f} % here.",
    )


def bridge(found: Bridge) -> Sentence:
    """Which choices separate two published rates."""
    largest = sorted(found.steps, key=lambda step: -abs(step.change))[:3]
    named = listed(f"{step.name} ({100 * step.change:+.2f})" for step in largest) if largest else "nothing"
    rest = "" if found.unexplained is None else f" What no choice explains is {100 * found.unexplained:+.2f} points."
    return Sentence(
        f"From {found.start.title} ({100 * found.start.computed:.2f} % worked out here) ",
        f"to {found.end.title} ({100 * found.end.computed:.2f} %) most is made, in points, by {named}.",
        rest,
    )


def collected(found: Sequence[Gap]) -> Sentence:
    """How far collection lies from the law."""
    if not found:
        return Sentence("No month of collected duty lies within these days.")
    last = found[-1]
    return Sentence(
        f"In {last.month.first:%B %Y} customs collected {100 * last.collected:.2f} %, where the law of its last day makes {100 * last.statutory:.2f} %: ",
        f"timing {100 * last.timing:+.2f}, coverage {100 * last.coverage:+.2f}, rest {100 * last.rest:+.2f} points.",
    )


def companies(found: Sequence[Checked]) -> Sentence:
    """What the claim checker found."""
    told = [one for one in found if one.verdict != "no data"]
    mislead = list(
        dict.fromkeys(
            f"{one.evidence.fact.says[0].lower()}{one.evidence.fact.says[1:]}: {one.why}"
            for one in told
            if one.verdict == "holds but misleads"
        )
    )
    return Sentence(
        f"Of {number_of(len(found), 'company or trade figure', 'company and trade figures')} in the texts the tables speak to {len(told)}. ",
        f"One is right and misleads: {mislead[0]}." if mislead else "None of them misleads.",
    )


def checks(found: Sequence[Check]) -> Sentence:
    """Whether the report's checks of itself hold."""
    failed = [one.name for one in found if not one.holds]
    return Sentence(f"All {len(found)} checks hold." if not failed else f"Not all checks hold: {listed(failed)}.")
