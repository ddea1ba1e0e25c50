"""Sentences of the report on tariff exposure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradebrief.analysis.claims import Checked, checked_count, claim_count
from tradebrief.analysis.exposure.benchmarks import Compared, ReportCheck, check_count, near_rates, told_rates
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.parts import ExposurePart as Share
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult, scenario_count
from tradebrief.analysis.exposure.series import Series
from tradebrief.provenance.quantity import Quantity
from tradebrief.wording import long_day
from tradebrief.words.sentence import Part, Piece, Sentence, counted, in_row, linked, listed


def owed(found: Exposure) -> Sentence:
    """What is owed, on how much trade, with its band."""
    return Sentence(
        f"On {long_day(found.as_of)}, by the acts known on {long_day(found.known_by)}, goods of Japan owe ",
        Part(f"{100 * found.effective_rate:.2f} %", trace=found.effective_rate),
        " of their customs value (band ",
        Part(f"{100 * found.low:.2f} to {100 * found.high:.2f} %", trace=found.range),
        "), ",
        Part(f"{100 * found.increase_over_mfn:.2f} points", trace=found.increase_over_mfn),
        " more than the MFN duty: at the ",
        Part(f"trade of {found.as_of:%B %Y}" if found.ask is None else "trade of 2024", trace=found.customs_value),
        " ",
        Part(f"{found.duty / 1e9:.1f} billion dollars", trace=found.duty),
        " or ",
        Part(f"{found.duty_yen / 1e12:.2f} trillion yen", trace=found.duty_yen),
        f" a {'month' if found.ask is None else 'year'} on ",
        Part(f"{found.customs_value / 1e9:.1f} billion dollars", trace=found.customs_value),
        ". ",
        *(() if found.coverage is None else (Part(f"{100 * found.coverage:.0f} %", trace=found.coverage), _COVERED)),
    )


_COVERED = " of the trade owes an additional duty."


def changed(found: Series, on: date) -> Sentence:
    """What the last change before a day was, and the highest rate of the series."""
    last = max((number for number, step in enumerate(found.steps) if step[0] <= on), default=0)
    peak = max(range(len(found.steps)), key=lambda number: found.steps[number][2])
    if last < 1:
        return Sentence("Nothing has changed since the first day shown.")
    (_, _, old), (day, _, new) = found.steps[last - 1 : last + 1]
    why, highest = found.step(last), found.step(peak)
    return Sentence(
        f"The rate {'rose' if new > old else 'fell'} last on ",
        Part(long_day(day), trace=why),
        ", ",
        Part(f"from {100 * old:.2f} to {100 * new:.2f} %", trace=found.change(last)),
        ". Of ",
        counted(found.step_count, "step"),
        f" between {long_day(found.first)} and {long_day(found.last)} the highest is ",
        Part(f"{100 * found.steps[peak][2]:.2f} %", trace=highest),
        ", from ",
        Part(long_day(found.steps[peak][0]), trace=highest),
        ".",
    )


def groups(found: Exposure) -> Sentence:
    """Which goods owe most."""
    first, second = found.by_group[:2]
    share, trade = found.group_share(first, "duty"), found.group_share(first, "customs_value")
    return Sentence(
        f"{first.title} owe ",
        Part(f"{100 * share:.0f} % of all duty", trace=share),
        " on ",
        Part(f"{100 * trade:.0f} % of the trade", trace=trade),
        ", ",
        Part(f"at {100 * first.rate:.1f} %", trace=found.group_rate(first)),
        f"; next come {second.title[0].lower() + second.title[1:]} with ",
        Part(f"{second.duty / 1e9:.1f} billion dollars at {100 * second.rate:.1f} %", trace=found.group_duty(second)),
        ".",
    )  # fmt: skip


def measures(found: Exposure, held_back: Sequence[Share]) -> Sentence:
    """Which measures take most, and what is suspended."""
    largest = [part for part in found.by_measure if part.duty][:3]
    if not largest:
        return Sentence("No additional duty is owed.")
    named = in_row([(f"{part.title} (", billions(part.charge), ")") for part in largest])
    later = found.suspended_duty(held_back)
    tail: list[Piece] = [" Nothing is suspended."]
    if later:
        tail = [" Suspended, and back if the pause ended that day: ", Part(f"{later / 1e9:.1f} billion dollars more", trace=later), "."]  # fmt: skip
    return Sentence("Of the additional duty, in dollars a year, most comes from ", *named, ".", *tail)


def billions(amount: Quantity) -> Part:
    """An amount in billions of dollars that leads to its chain."""
    return Part(f"{amount / 1e9:.1f} billion", trace=amount)


def scenarios(found: Sequence[ScenarioResult]) -> Sentence:
    """The costliest and the cheapest scenario."""
    if not found:
        return Sentence("No scenario of the workbook has begun by that day.")
    number = counted(scenario_count(found), "scenario")
    costly, cheap = found[0], found[-1]
    most = (
        [f"the costliest is '{costly.title}' (", *_against_the_law(costly), ")"] if _told(costly) > 0 else ["none costs more than the law"]
    )
    least = [f", the one that saves most '{cheap.title}' (", *_against_the_law(cheap), ")"] if _told(cheap) < 0 else [", none less"]
    return Sentence("Of ", number, " ", *most, *least, ".")


def _told(one: ScenarioResult) -> float:
    """What a scenario costs, in billions as they are shown."""
    return round(one.difference / 1e9, 1)


def _against_the_law(one: ScenarioResult) -> list[Piece]:
    """What a scenario costs or saves, and its rate."""
    amount = f"{_told(one):+.1f} billion dollars a year".replace("-", "−")
    rate = Part(f"{100 * one.exposure.effective_rate:.1f} %", trace=one.exposure.effective_rate)
    return [Part(amount, trace=one.difference), ", a rate of ", rate]


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
    return Sentence(
        "Of ",
        counted(told_rates(found), "published rate"),
        " whose convention is stated ",
        Part("all" if len(near) == len(told) else f"{len(near)}", trace=near_rates(found)),
        f" are met within what it leaves open. Furthest off is {worst.title} on ",
        Part(long_day(worst.benchmark.day), trace=worst.published),
        ": ",
        Part(f"{100 * worst.published:.2f} % published", trace=worst.published),
        ", ",
        Part(f"{100 * worst.computed:.2f} % here", trace=worst.computed),
        ".",
    )


def bridge(found: Bridge) -> Sentence:
    """Which choices separate two published rates."""
    largest = sorted(found.steps, key=lambda step: -abs(step.change))[:3]
    named = in_row([(f"{step.name} (", Part(points(step.change), trace=step.change), ")") for step in largest])
    rest: list[Piece] = []
    if found.unexplained is not None:
        rest = [" What no choice explains is ", Part(f"{points(found.unexplained)} points", trace=found.unexplained), "."]
    return Sentence(
        f"From {found.start.title} (",
        Part(f"{100 * found.start.computed:.2f} % worked out here", trace=found.start.computed),
        f") to {found.end.title} (",
        Part(f"{100 * found.end.computed:.2f} %", trace=found.end.computed),
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
    return Sentence(
        "In ",
        Part(f"{last.month.first:%B %Y}", trace=last.collected),
        " customs collected ",
        Part(f"{100 * last.collected:.2f} %", trace=last.collected),
        ", where the law of its last day makes ",
        Part(f"{100 * last.statutory:.2f} %", trace=last.statutory),
        ": timing ",
        Part(points(last.timing), trace=last.timing),
        ", coverage ",
        Part(points(last.coverage), trace=last.coverage),
        ", rest ",
        Part(f"{points(last.rest)} points", trace=last.rest),
        ".",
    )


def companies(found: Sequence[Checked]) -> Sentence:
    """What the claim checker found."""
    told = [one for one in found if one.verdict != "no data"]
    misleading = next((one for one in told if one.verdict == "holds but misleads"), None)
    tail: list[Piece] = ["None of them misleads."]
    if misleading:
        says = misleading.evidence.fact.says
        tail = ["One is right and misleads: ", *linked(f"{says[0].lower()}{says[1:]}: {misleading.why}", misleading.trace), "."]
    return Sentence(
        "Of ",
        counted(claim_count(found), "company or trade figure", "company and trade figures"),
        " in the texts ",
        counted(checked_count(found)),
        " can be checked against the tables. ",
        *tail,
    )


def checks(found: Sequence[ReportCheck]) -> Sentence:
    """Whether the report's checks of itself hold."""
    failed = [one.name for one in found if not one.holds]
    if failed:
        return Sentence(f"Not all checks hold: {listed(failed)}.")
    return Sentence("All ", counted(check_count(found), "check"), " hold.")
