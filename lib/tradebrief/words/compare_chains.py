"""Chains from comparisons down to both things compared: published rates, the walk between two, collection, claims, checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradebrief.analysis.claims import Checked
from tradebrief.analysis.exposure.benchmarks import ALLOWED, Compared
from tradebrief.analysis.exposure.bridge import Bridge, BridgeStep, End
from tradebrief.analysis.exposure.collected import Gap, Month
from tradebrief.facts.follow import of_fact
from tradebrief.provenance import citations as cites
from tradebrief.provenance.lineage import Trace
from tradebrief.words import exposure_chains as owed
from tradebrief.words.sentence import number_of
from tradebrief.words.steps import counted, formula, of_convention, of_sheet, some

# --- published rates --------------------------------------------------------------------


def near(found: Sequence[Compared]) -> Trace:
    """How many published rates lie as near as their convention is told."""
    count = sum(bool(one.holds) for one in found)
    return formula(f"{count} counted: those no further off than {_allowed()}", told(found), to="published")


def told(found: Sequence[Compared]) -> Trace:
    """How many published rates tell of their convention."""
    rates = [one for one in found if one.holds is not None]
    what = "published rates whose convention is told in full or in part"
    shown = "Published rates and the same worked out here"
    return counted(what, len(rates), [published(one) for one in rates], shown=shown, to="published", most=4)


def _allowed() -> str:
    return ", ".join(f"{100 * points:g} points where it is told {how}" for how, points in ALLOWED.items())


def published(one: Compared) -> Trace:
    """A published rate and where it was read."""
    rate = one.benchmark
    says = f"{one.title} on {rate.day}: {rate.value} %, {rate.where}; row {rate.id} of published-rates.csv"
    return Trace(kind="table", says=says, to="published", cite=_read_at(rate.source, rate.where))


def computed(one: Compared) -> Trace:
    """The same rate as it is worked out here."""
    if one.ask:
        return owed.of_rate(one.ask)
    assert one.month is not None
    return collected_rate(one.month)


def _read_at(source: str, where: str) -> str:
    return cites.named(f"{source}, {where}")


# --- the walk from one rate to another -----------------------------------------------------


def end(one: End) -> Trace:
    """One end of a walk, as it is worked out here."""
    assert one.ask is not None
    return owed.of_rate(one.ask)


def walked(found: Bridge, step: BridgeStep) -> Trace:
    """One choice changed on the way."""
    before, after = 100 * step.rate_before, 100 * step.rate_after
    says = f"{after:.4f} - {before:.4f} = {100 * step.change:+.4f} points: {step.name}, {step.before} → {step.after}"
    return formula(says, _conventions(found), to="bridge")


def _conventions(found: Bridge) -> Trace:
    """The conventions of both ends, and the trade both are laid on."""
    asks = [one.ask for one in (found.start, found.end) if one.ask]
    says = f"from {found.start.title} to {found.end.title}, one choice after the other, on {found.as_of}"
    return Trace(kind="convention", says=says, of=(*(of_convention(ask.how) for ask in asks), *map(owed.of_value, asks[:1])))


def unexplained(found: Bridge) -> Trace:
    """What no choice explains."""
    start, last = found.start, found.end
    rests = [one.rest or 0.0 for one in (last, start)]
    says = f"{100 * rests[0]:+.4f} - {100 * rests[1]:.4f} = {100 * (rests[0] - rests[1]):+.4f} points: published less worked out, at the end and at the start"
    rows = [
        Trace(kind="table", says=f"{one.title}: {100 * (one.published or 0):.2f} % published, {100 * one.computed:.4f} % here", to="bridge", cite=cites.named(one.source))
        for one in (start, last)
    ]  # fmt: skip
    return formula(says, *rows, _conventions(found), to="bridge")


# --- what customs collected ----------------------------------------------------------------


def collected_rate(month: Month) -> Trace:
    """What customs collected in a month."""
    says = f"{month.duty:,.0f} / {month.value:,.0f} = {100 * month.rate:.4f} %: duty over customs value of {month.first:%B %Y}"
    return formula(says, *_month(month), to="collected")


def _month(month: Month) -> Sequence[Trace]:
    return [of_sheet(month.sheet, f"row {month.first:%Y-%m}: duty_usd, customs_value_usd, transport_equipment_usd")] if month.sheet else []


def statutory(found: Gap) -> Trace:
    """The rate by the law of a month's last day."""
    assert found.ask is not None
    return owed.of_rate(found.ask)


def timing(found: Gap) -> Trace:
    """What days under other rules and late publication make of a month."""
    mean = found.statutory + found.timing
    says = f"{100 * mean:.4f} - {100 * found.statutory:.4f} = {100 * found.timing:+.4f} points: mean of the month's days by the acts published by then, less its last day"
    return formula(says, statutory(found), to="collected")


def coverage(found: Gap) -> Trace:
    """What other goods than those of the year of the table make of a month."""
    vehicles, others = 100 * found.on_vehicles, 100 * found.on_others
    says = (
        f"({found.month.vehicles:.6f} - {found.usual:.6f}) · ({vehicles:.4f} - {others:.4f}) = {100 * found.coverage:+.4f} points: "
        "share of transport equipment beyond that of the year of the table, by what its rate is above that of other goods"
    )
    value = [owed.of_value(found.ask)] if found.ask else []
    return formula(says, *_month(found.month), *value, to="collected")


def rest(found: Gap) -> Trace:
    """What neither timing nor coverage explains."""
    parts = (found.collected, found.statutory, found.timing, found.coverage)
    worked, law, late, other = (100 * part for part in parts)
    says = f"{worked:.4f} - {law:.4f} - ({late:+.4f}) - ({other:+.4f}) = {100 * found.rest:+.4f} points"
    return formula(says, collected_rate(found.month), statutory(found), to="collected")


# --- what articles claim, and what a report checks ------------------------------------------


def claims(found: Sequence[Checked]) -> Trace:
    """How many figures of companies and trade the texts state."""
    by_text: dict[str, list[Checked]] = {}
    for one in found:
        by_text.setdefault(one.evidence.article.id, []).append(one)
    steps = [
        Trace(kind="text", says=f"{name}: {number_of(len(group), 'figure')}", cite=cites.text(group[0].evidence.article.source))
        for name, group in by_text.items()
    ]
    return counted("company and trade figures of the texts", len(found), steps)


def spoken_to(found: Sequence[Checked]) -> Trace:
    """How many of them the tables speak to."""
    rows = [of_fact(one.evidence, place="claims") for one in found]
    return counted("figures to which a table of the seeds speaks", len(found), rows, shown="What the articles state and what the data say", to="claims", most=3)  # fmt: skip


def claim(one: Checked) -> Trace:
    """A figure of a text beside the data."""
    return formula(f"{one.verdict}: {one.why}", of_fact(one.evidence, place="claims"), *one.rests, to="claims")


def checks(rows: Iterable[tuple[str, str]]) -> Trace:
    """How many checks a report makes of itself."""
    steps = [Trace(kind="table", says=f"{name}: {numbers}", to="checks") for name, numbers in rows]
    return counted("checks, each a row of the table", len(steps), some(steps), to="checks")
