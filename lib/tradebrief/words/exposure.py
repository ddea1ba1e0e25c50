"""Sentences of the report on tariff exposure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebrief.analysis.claims import Checked
from tradebrief.analysis.exposure.benchmarks import Compared, ReportCheck, ScenarioResult
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.parts import ExposurePart as Share
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.series import Series
from tradebrief.analysis.incidence.quota import QuotaCase
from tradebrief.analysis.incidence.response import Response
from tradebrief.words import compare_chains as beside
from tradebrief.words import exposure_chains as chains
from tradebrief.words import response_chains as moved
from tradebrief.words.sentence import Part, Piece, Sentence, in_row, linked, listed, long_day, number_of


def owed(found: Exposure) -> Sentence:
    """What is owed, on how much trade, with its band."""
    return Sentence(
        f"On {long_day(found.as_of)}, by the acts known on {long_day(found.known_by)}, goods of Japan owe ",
        Part(f"{100 * found.effective_rate:.2f} %", "groups", chains.effective(found)),
        " of their customs value (band ",
        Part(f"{100 * found.low:.2f} to {100 * found.high:.2f} %", "groups", chains.band(found)),
        "), ",
        Part(f"{100 * found.increase_over_mfn:.2f} points", "groups", chains.increase(found)),
        " more than the ordinary duty: at the ",
        Part(f"trade of {found.as_of:%B %Y}" if found.ask is None else "trade of 2024", why=chains.value(found)),
        " ",
        Part(f"{found.duty / 1e9:.1f} billion dollars", "measures", chains.duty(found)),
        " or ",
        Part(f"{found.duty_yen / 1e12:.2f} trillion yen", "measures", chains.yen(found)),
        f" a {'month' if found.ask is None else 'year'} on ",
        Part(f"{found.customs_value / 1e9:.1f} billion dollars", "groups", chains.value(found)),
        ". ",
        *(() if found.coverage is None else (Part(f"{100 * found.coverage:.0f} %", "groups", chains.coverage(found)), _COVERED)),
    )


_COVERED = " of the trade owes an additional duty."


def changed(found: Series, on: date) -> Sentence:
    """What the last change before a day was, and the highest rate of the series."""
    last = max((number for number, step in enumerate(found.steps) if step[0] <= on), default=0)
    peak = max(range(len(found.steps)), key=lambda number: found.steps[number][2])
    if last < 1:
        return Sentence("Nothing has changed since the first day shown.")
    (_, _, old), (day, _, new) = found.steps[last - 1 : last + 1]
    why, highest = chains.step(found, last), chains.step(found, peak)
    return Sentence(
        f"The rate {'rose' if new > old else 'fell'} last on ",
        Part(long_day(day), "steps", why),
        ", ",
        Part(f"from {100 * old:.2f} to {100 * new:.2f} %", "steps", why),
        ". Of ",
        Part(number_of(len(found.steps), "step"), "steps", chains.steps(found)),
        f" between {long_day(found.first)} and {long_day(found.last)} the highest is ",
        Part(f"{100 * found.steps[peak][2]:.2f} %", "steps", highest),
        ", from ",
        Part(long_day(found.steps[peak][0]), "steps", highest),
        ".",
    )


def groups(found: Exposure) -> Sentence:
    """Which goods owe most."""
    first, second = found.by_group[:2]
    return Sentence(
        f"{first.title} owe ",
        Part(f"{100 * first.duty / found.duty:.0f} % of all duty", "groups", chains.group_share(found, first, "duty")),
        " on ",
        Part(f"{100 * first.customs_value / found.customs_value:.0f} % of the trade", "groups", chains.group_share(found, first, "customs_value")),
        ", ",
        Part(f"at {100 * first.rate:.1f} %", "groups", chains.group_rate(found, first)),
        f"; next come {second.title[0].lower() + second.title[1:]} with ",
        Part(f"{second.duty / 1e9:.1f} billion dollars at {100 * second.rate:.1f} %", "groups", chains.group_duty(found, second)),
        ".",
    )  # fmt: skip


def measures(found: Exposure, held_back: Sequence[Share]) -> Sentence:
    """Which measures take most, and what is suspended."""
    largest = [part for part in found.by_measure if part.duty][:3]
    if not largest:
        return Sentence("No additional duty is owed.")
    named = in_row([(f"{part.title} (", _billions(part.duty, "measures", chains.measure(found, part)), ")") for part in largest])
    later = sum(part.duty for part in held_back)
    tail: list[Piece] = [" Nothing is suspended."]
    if later:
        tail = [" Suspended, and back if the pause ended that day: ", Part(f"{later / 1e9:.1f} billion dollars more", why=chains.held_back(found, held_back)), "."]  # fmt: skip
    return Sentence("Of the additional duty, in dollars a year, most comes from ", *named, ".", *tail)


def _billions(amount: float, to: str, why: chains.Trace) -> Part:
    return Part(f"{amount / 1e9:.1f} billion", to, why)


def scenarios(found: Sequence[ScenarioResult]) -> Sentence:
    """The dearest and the cheapest scenario."""
    if not found:
        return Sentence("No scenario of the workbook has begun by that day.")
    count = Part(number_of(len(found), "scenario"), "scenarios", chains.scenarios(found))
    dear, cheap = found[0], found[-1]
    most = [f"the dearest is '{dear.title}' (", *_against_the_law(dear), ")"] if _told(dear) > 0 else ["none costs more than the law"]
    least = [f", the one that saves most '{cheap.title}' (", *_against_the_law(cheap), ")"] if _told(cheap) < 0 else [", none less"]
    return Sentence("Of ", count, " ", *most, *least, ".")


def _told(one: ScenarioResult) -> float:
    """What a scenario costs, in billions as they are shown."""
    return round(one.difference / 1e9, 1)


def _against_the_law(one: ScenarioResult) -> list[Piece]:
    """What a scenario costs or saves, and its rate."""
    amount = f"{_told(one):+.1f} billion dollars a year".replace("-", "−")
    rate = Part(f"{100 * one.exposure.effective_rate:.1f} %", "scenarios", chains.rate_under(one))
    return [Part(amount, "scenarios", chains.switched(one)), ", a rate of ", rate]


def bearers(found: Response) -> Sentence:
    """Who bears the duty, and what is left of it."""
    exporter, buyer, duty = (found.bands[name] for name in ("exporter_usd", "buyer_usd", "duty_usd"))
    total = exporter.central + buyer.central
    share = 100 * exporter.central / total if total else 0
    return Sentence(
        "Once prices and volumes have moved, ",
        Part(f"{duty.central / 1e9:.1f}", "response", moved.outcome(found, "duty_usd")),
        " of ",
        Part(f"{found.static_duty / 1e9:.1f} billion dollars", "response", moved.static(found)),
        " of duty are left (band ",
        Part(f"{duty.low / 1e9:.1f} to {duty.high / 1e9:.1f}", "response", moved.band(found, duty)),
        "). Of the added duty on the goods still shipped exporters bear ",
        _billions(exporter.central, "response", moved.outcome(found, "exporter_usd")),
        " (",
        Part(f"{share:.0f} %", "response", moved.share(found)),
        ") and buyers ",
        _billions(buyer.central, "response", moved.outcome(found, "buyer_usd")),
        ". At unchanged trade values the trade that is lost is worth ",
        _billions(found.loss, "response", moved.loss(found)),
        ", half of base times height; one uniform rate of ",
        Part(f"{100 * found.tri:.1f} %", "response", moved.uniform(found)),
        " would cost as much.",
    )


def matters(found: Response, titles: dict[str, str]) -> Sentence:
    """Which assumption matters most."""
    name, (low, high) = next(iter(found.tornado.items()))
    title = titles[name][0].lower() + titles[name][1:]
    return Sentence(
        f"Most hangs on one number, the {title}. From its low to its high end the duty left goes ",
        Part(f"from {low / 1e9:.1f} to {high / 1e9:.1f} billion dollars", why=moved.swung(found, name)),
        ".",
    )


def quota(found: QuotaCase, rate: float) -> Sentence:
    """What a quota would do at today's number of cars."""
    return Sentence(
        "A quota of ",
        Part(f"{found.volume:,.0f} cars at {100 * found.inside_rate:g} %", why=moved.asked(found)),
        " and ",
        Part(f"{100 * found.outside_rate:g} % above it", why=moved.asked(found)),
        " would hold ",
        Part(f"{100 * found.share:.1f} %", why=moved.inside(found)),
        " of ",
        Part(f"{found.units:,.0f} cars", why=moved.units(found)),
        ": the mean duty would be ",
        Part(f"{100 * found.rate:.2f} %", why=moved.mean_duty(found)),
        ", and the places within it would be worth ",
        Part(f"{found.worth / 1e6:,.0f} million dollars a year", why=moved.worth(found)),
        ". To bring the mean down ",
        Part(f"to {100 * rate:g} %", why=moved.held_against(rate)),
        " it would have to hold ",
        Part(f"{found.break_even(rate):,.0f} cars", "quota", moved.break_even(found, rate)),
        ".",
    )


def points(change: float) -> str:
    """A change of a rate in points, with its sign.

    >>> points(-0.0351), points(0.002)
    ('−3.51', '+0.20')
    """
    return f"{100 * change:+.2f}".replace("-", "−")


def published(found: Sequence[Compared]) -> Sentence:
    """How near published rates are."""
    told = [one for one in found if one.holds is not None]
    near = [one for one in told if one.holds]
    worst = max(found, key=lambda one: abs(one.off))
    read = beside.published(worst)
    return Sentence(
        "Of ",
        Part(number_of(len(told), "published rate"), "published", beside.told(found)),
        " whose convention is stated ",
        Part("all" if len(near) == len(told) else f"{len(near)}", "published", beside.near(found)),
        f" are met within what it leaves open. Furthest off is {worst.title} on ",
        Part(long_day(worst.benchmark.day), "published", read),
        ": ",
        Part(f"{100 * worst.published:.2f} % published", "published", read),
        ", ",
        Part(f"{100 * worst.computed:.2f} % here", "published", beside.computed(worst)),
        ".",
    )


def bridge(found: Bridge) -> Sentence:
    """Which choices separate two published rates."""
    largest = sorted(found.steps, key=lambda step: -abs(step.change))[:3]
    named = in_row([(f"{step.name} (", Part(points(step.change), "bridge", beside.walked(found, step)), ")") for step in largest])
    rest: list[Piece] = []
    if found.unexplained is not None:
        rest = [" What no choice explains is ", Part(f"{points(found.unexplained)} points", "bridge", beside.unexplained(found)), "."]
    return Sentence(
        f"From {found.start.title} (",
        Part(f"{100 * found.start.computed:.2f} % worked out here", "bridge", beside.end(found.start)),
        f") to {found.end.title} (",
        Part(f"{100 * found.end.computed:.2f} %", "bridge", beside.end(found.end)),
        ") the largest steps, in points, are ",
        *(named if largest else ["nothing"]),
        ".",
        *rest,
    )


def collected(found: Sequence[Gap]) -> Sentence:
    """How far collection lies from the law."""
    if not found:
        return Sentence("No month of collected duty lies within these days.")
    last = found[-1]
    month = beside.collected_rate(last.month)
    return Sentence(
        "In ",
        Part(f"{last.month.first:%B %Y}", "collected", month),
        " customs collected ",
        Part(f"{100 * last.collected:.2f} %", "collected", month),
        ", where the law of its last day makes ",
        Part(f"{100 * last.statutory:.2f} %", "collected", beside.statutory(last)),
        ": timing ",
        Part(points(last.timing), "collected", beside.timing(last)),
        ", coverage ",
        Part(points(last.coverage), "collected", beside.coverage(last)),
        ", rest ",
        Part(f"{points(last.rest)} points", "collected", beside.rest(last)),
        ".",
    )


def companies(found: Sequence[Checked]) -> Sentence:
    """What the claim checker found."""
    told = [one for one in found if one.verdict != "no data"]
    misleading = next((one for one in told if one.verdict == "holds but misleads"), None)
    tail: list[Piece] = ["None of them misleads."]
    if misleading:
        says = misleading.evidence.fact.says
        why = beside.claim(misleading)
        tail = ["One is right and misleads: ", *linked(f"{says[0].lower()}{says[1:]}: {misleading.why}", why), "."]
    return Sentence(
        "Of ",
        Part(number_of(len(found), "company or trade figure", "company and trade figures"), "claims", beside.claims(found)),
        " in the texts ",
        Part(str(len(told)), "claims", beside.spoken_to(told)),
        " can be checked against the tables. ",
        *tail,
    )


def checks(found: Sequence[ReportCheck]) -> Sentence:
    """Whether the report's checks of itself hold."""
    failed = [one.name for one in found if not one.holds]
    if failed:
        return Sentence(f"Not all checks hold: {listed(failed)}.")
    why = beside.checks((one.name, one.numbers) for one in found)
    return Sentence("All ", Part(f"{len(found)} checks", "checks", why), " hold.")
