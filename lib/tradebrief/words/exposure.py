"""Sentences of the report on tariff exposure: which message, with which numbers. The words stand in ``en/exposure.ftl``."""

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
from tradebrief.words import named_parties
from tradebrief.words.messages import WithTrace, joined, lowered, say, text
from tradebrief.words.sentence import Sentence, linked


def owed(found: Exposure) -> Sentence:
    """The average tariff, on how much trade, with its range."""
    numbers = {
        "rate": found.effective_rate,
        "increase": found.increase_over_mfn,
        "duty": found.duty,
        "own": _own(found),
        "value": found.customs_value,
    }
    origin = named_parties.party(found.origin)
    if found.ask is None:
        return say("owed-collected", day=found.as_of, origin=origin, importer=named_parties.adjective("importer"), **numbers)
    span = WithTrace((float(found.low), float(found.high)), found.range)
    basis = say("owed-basis", year=WithTrace(found.trade_year, found.customs_value))
    first = say("owed", day=found.as_of, known_by=found.known_by, origin=origin, range=span, basis=basis, **numbers)
    return joined(first, say("owed-coverage", share=found.coverage) if found.coverage is not None else None)


def _own(found: Exposure) -> Sentence | str:
    """The duty in the partner's currency; nothing where the workbook has none, and where it has no rate for it what to add."""
    if not found.currency:
        return ""
    if found.duty_in_currency is None:
        return say("owed-no-rate", currency=found.currency)
    return say("owed-own", amount=found.duty_in_currency, currency=found.currency.lower())


def changed(found: Series, on: date) -> Sentence:
    """What the last change before a day was, and the highest rate of the series."""
    last = max((number for number, step in enumerate(found.steps) if step[0] <= on), default=0)
    peak = max(range(len(found.steps)), key=lambda number: found.steps[number][2])
    if last < 1:
        return say("changed-not")
    (_, _, old), (day, _, new) = found.steps[last - 1 : last + 1]
    highest = found.step(peak)
    return say(
        "changed",
        direction="up" if new > old else "down",
        day=WithTrace(day, found.step(last)),
        old=WithTrace(old, found.change(last)),
        new=WithTrace(new, found.change(last)),
        steps=found.step_count,
        first=found.first,
        last=found.last,
        peak=highest,
        peak_day=WithTrace(found.steps[peak][0], highest),
    )


def groups(found: Exposure) -> Sentence:
    """Which goods carry most of the duty."""
    first, second = found.by_group[:2]
    return say(
        "groups",
        first=first.title,
        share=found.group_share(first, "duty"),
        trade=found.group_share(first, "customs_value"),
        rate=found.group_rate(first),
        second=second.title,
        duty=found.group_duty(second),
        second_rate=found.group_rate(second),
    )


def measures(found: Exposure, held_back: Sequence[Share]) -> Sentence:
    """Which measures take most, and what is suspended."""
    largest = [part for part in found.by_measure if part.duty][:3]
    if not largest:
        return say("measures-none")
    later = found.suspended_duty(held_back)
    return joined(
        say("measures", largest=[say("measure", title=part.title, duty=part.charge) for part in largest]),
        say("measures-suspended", duty=later) if later else say("measures-not-suspended"),
    )


def scenarios(found: Sequence[ScenarioResult]) -> Sentence:
    """The costliest and the cheapest scenario."""
    if not found:
        return say("scenarios-none")
    costly, cheap = found[0], found[-1]
    return say(
        "scenarios",
        count=scenario_count(found),
        costly=_named("scenarios-costliest", costly) if _in_billions(costly) > 0 else say("scenarios-none-costs-more"),
        cheap=_named("scenarios-largest-saving", cheap) if _in_billions(cheap) < 0 else say("scenarios-none-saves"),
    )


def _named(message: str, one: ScenarioResult) -> Sentence:
    against = say("scenario-against-the-law", difference=one.difference, rate=one.exposure.effective_rate)
    return say(message, title=one.title, against=against)


def _in_billions(one: ScenarioResult) -> float:
    """What a scenario costs, in billions as they are shown."""
    return round(one.difference / 1e9, 1)


def published(found: Sequence[Compared]) -> Sentence:
    """How near published rates are."""
    told = [one for one in found if one.holds is not None]
    near, worst = near_rates(found), max(found, key=lambda one: abs(one.off))
    return say(
        "published",
        count=told_rates(found),
        near=WithTrace(str(say("published-all")), near) if int(near) == len(told) else near,
        title=worst.title,
        day=WithTrace(worst.benchmark.day, worst.published),
        published=worst.published,
        computed=worst.computed,
    )


def bridge(found: Bridge) -> Sentence:
    """Which choices separate two published rates."""
    largest = sorted(found.steps, key=lambda step: -abs(step.change))[:3]
    steps = [say("bridge-step", title=step.name, change=step.change) for step in largest] or [say("bridge-no-step")]
    ends = {"start": found.start.title, "start_rate": found.start.computed, "end": found.end.title, "end_rate": found.end.computed}
    rest = say("bridge-residual", rest=found.unexplained) if found.unexplained is not None else None
    return joined(say("bridge", steps=steps, **ends), rest)


def collected(found: Sequence[Gap]) -> Sentence:
    """How far collection lies from the law."""
    if not found:
        return say("collected-none")
    last = found[-1]
    parts = {name: getattr(last, name) for name in ("collected", "statutory", "timing", "coverage", "rest")}
    return say("collected", month=WithTrace(last.month.first, last.collected), **parts)


def companies(found: Sequence[Checked]) -> Sentence:
    """What the claim checker found."""
    misleading = next((one for one in found if one.verdict == "holds but misleads"), None)
    tail = say("claims-none-misleading")
    if misleading:
        claim = text("claim-why", claim=lowered(misleading.evidence.fact.says), why=misleading.why)
        tail = say("claims-misleading", claim=Sentence(*linked(claim, misleading.trace)))
    return joined(say("claims", count=claim_count(found), checked=checked_count(found)), tail)


def checks(found: Sequence[ReportCheck]) -> Sentence:
    """Whether the report's checks of itself hold."""
    failed = [one.name for one in found if not one.holds]
    return say("checks-failed", names=failed) if failed else say("checks", count=check_count(found))
