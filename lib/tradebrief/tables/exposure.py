"""Tables of tariff exposure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradebrief.analysis.claims import Checked
from tradebrief.analysis.company_guidance import exact
from tradebrief.analysis.exposure.benchmarks import Compared, ReportCheck
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.exposure.series import Series
from tradebrief.tables.table import Number, Table
from tradebrief.trade.datasets import Figures, Guidance
from tradebrief.wording import change, number_of


def by_group(found: Exposure) -> Table:
    """What each group of products owes."""
    rows = tuple(
        (part.title, billions(part.customs_value), billions(part.duty), percent(part.rate), percent(part.increase))
        for part in found.by_group
    )
    total = (
        "All trade",
        billions(found.customs_value),
        billions(found.duty),
        percent(found.effective_rate),
        percent(found.increase_over_mfn),
    )
    columns = ("group", "customs value, bn USD", "duty, bn USD", "rate, %", "over the MFN duty, points")
    return Table(
        name="groups",
        caption=f"Duty by product group on {found.as_of}",
        columns=columns,
        rows=(*rows, total),
        numbers=columns[1:],
    )


SMALLEST = 5e6
"""Dollars a year below which a measure is counted and not shown: it would stand as 0.00 billion."""


def _takes(amounts: Sequence[float]) -> str:
    return "takes" if len(amounts) == 1 else "take"


def by_measure(found: Exposure) -> Table:
    """What each measure takes, alone and on top of the others."""
    rows = tuple(
        (
            part.title,
            billions(part.customs_value),
            billions(part.duty),
            signed(-(part.marginal or 0.0)),
            " ".join(filter(None, (part.act, part.cite))),
        )
        for part in found.by_measure
        if part.duty >= SMALLEST
    )
    small = [part.duty for part in found.by_measure if 0 < part.duty < SMALLEST]
    columns = ("measure", "applies to, bn USD", "duty, bn USD", "total without it, bn USD more or less", "act")
    note = "Without a measure those that yielded to it take its place, so the total may rise." + (
        f" {number_of(len(small), 'measure')} of less than {SMALLEST / 1e6:g} million dollars together {_takes(small)} {sum(small) / 1e6:,.1f} million."
        if small
        else ""
    )
    return Table(name="measures", caption=f"Duty by measure on {found.as_of}", columns=columns, rows=rows, numbers=columns[1:4], note=note)


def steps(found: Series) -> Table:
    """The days on which the duty changes."""
    rows = tuple((str(day), billions(duty), percent(rate)) for day, duty, rate in found.steps)
    columns = ("from", "duty in a year, bn USD", "rate, %")
    return Table(name="steps", caption="Days on which what is owed changes", columns=columns, rows=rows, numbers=columns[1:])


def scenarios(found: Sequence[ScenarioResult]) -> Table:
    """What each scenario costs or saves."""
    rows = tuple(
        (
            one.title,
            percent(one.exposure.effective_rate),
            f"{percent(one.exposure.low)} to {percent(one.exposure.high)}",
            billions(one.exposure.duty),
            signed(one.difference),
            one.why,
        )
        for one in found
    )
    columns = ("scenario", "rate, %", "band, %", "duty, bn USD", "against the law, bn USD", "why it is asked")
    return Table(name="scenarios", caption="What each scenario costs or saves in a year", columns=columns, rows=rows, numbers=columns[1:5])


def published(found: Iterable[Compared]) -> Table:
    """Published rates beside those worked out here."""
    words = {True: "near enough", False: "too far off", None: "none given"}
    rows = tuple(
        (
            one.title,
            one.benchmark.day.isoformat(),
            percent(one.published),
            percent(one.computed),
            f"{100 * one.off:+z.2f}",
            words[one.holds],
            one.benchmark.where,
        )
        for one in found
    )
    columns = ("convention", "day", "published, %", "worked out, %", "off, points", "verdict", "read at")
    note = "Near enough is 0.05 points where a convention is told in full and 0.6 where a part of it is not; where too little is told no verdict is given."
    return Table(
        name="published",
        caption="Published rates and the same worked out here",
        columns=columns,
        rows=rows,
        numbers=columns[2:5],
        note=note,
    )


def bridge(found: Bridge) -> Table:
    """The walk from one published rate to another."""
    first, last = found.start, found.end
    rows: list[tuple[object, ...]] = []
    if first.published is not None:
        rows += [
            (f"{first.title}, published", percent(first.published), "", first.source),
            ("not explained", "", f"{-100 * (first.rest or 0):+z.2f}", first.unstated),
        ]
    rows.append((f"{first.title}, worked out", percent(first.computed), "", ""))
    rows += [(step.name, percent(step.rate_after), f"{100 * step.change:+z.2f}", f"{step.before} → {step.after}") for step in found.steps]
    if last.published is not None:
        rows += [
            ("not explained", "", f"{100 * (last.rest or 0):+z.2f}", last.unstated),
            (f"{last.title}, published", percent(last.published), "", last.source),
        ]
    columns = ("step", "rate, %", "change, points", "how")
    return Table(
        name="bridge",
        caption=f"From {first.title} to {last.title} on {found.as_of}",
        columns=columns,
        rows=tuple(rows),
        numbers=columns[1:3],
    )


def collected(found: Iterable[Gap]) -> Table:
    """The law beside what customs collected, month by month."""
    rows = tuple(
        (
            f"{one.month.first:%B %Y}",
            percent(one.statutory),
            f"{100 * one.timing:+z.2f}",
            f"{100 * one.coverage:+z.2f}",
            f"{100 * one.rest:+z.2f}",
            percent(one.collected),
        )
        for one in found
    )
    columns = ("month", "by the law of its last day, %", "timing", "coverage", "rest", "collected, %")
    return Table(
        name="collected",
        caption="What the law asks for and what customs collected",
        columns=columns,
        rows=rows,
        numbers=columns[1:],
    )


def companies(found: Iterable[Guidance]) -> Table:
    """What makers said, in the order in which they said it."""
    rows = tuple(
        (one.company, one.disclosed_on, one.period, one.metric, _amount(one), one.basis, one.kind, one.confidence, one.note or "")
        for one in found
    )
    columns = ("company", "disclosed", "period", "what", "bn yen", "basis", "kind", "confidence", "note")
    note = "Gross, net and maximum figures are not comparable and are never added up; several hold plants outside Japan, so none is duty on bilateral trade."
    return Table(
        name="companies",
        caption="What companies said the tariffs cost them",
        columns=columns,
        rows=rows,
        numbers={"bn yen"},
        note=note,
    )


def _amount(one: Guidance) -> str:
    if exact(one) is not None:
        return f"{one.low:,}"
    return (
        f"{one.low:,} to {one.high:,}" if one.low is not None and one.high is not None else ("" if one.low is None else f"over {one.low:,}")
    )


def claims(found: Iterable[Checked]) -> Table:
    """Company and trade figures of the articles, with what the data say."""
    rows = tuple((one.evidence.fact.says, one.evidence.article.id, one.verdict, one.why) for one in found if one.verdict != "no data")
    return Table(
        name="claims", caption="What the articles state and what the data say", columns=("claim", "text", "verdict", "why"), rows=rows
    )


def checks(found: Iterable[ReportCheck]) -> Table:
    """What the report checks about itself."""
    rows = tuple((one.name, "holds" if one.holds else "FAILS", one.numbers) for one in found)
    return Table(name="checks", caption="Checks", columns=("check", "result", "numbers"), rows=rows)


def sources(found: Exposure) -> Table:
    """The acts, tables and conventions an exposure rests on, and what it takes for granted."""
    rows = (
        *((one, "source") for one in found.sources),
        *((one, "taken for granted") for one in found.caveats),
        *((one, "left out") for one in found.left_out),
    )
    return Table(name="sources", caption="Sources and what is taken for granted", columns=("what", "kind"), rows=rows)


def billions(amount: float) -> Number:
    """Dollars in billions."""
    return Number(f"{amount / 1e9:z,.2f}", amount / 1e9)


def signed(amount: float) -> Number:
    """A difference of dollars in billions, with no sign on what rounds to nothing."""
    return Number(change(amount / 1e9), amount / 1e9)


def percent(rate: float) -> Number:
    """A share in per cent."""
    return Number(f"{100 * rate:z.2f}", 100 * rate)


def exports(found: Figures) -> Table:
    """Japan's trade with the United States by goods in yen, one column a year."""
    years = sorted({row["year"] for row in found.rows})[-4:]
    cells = {(row["direction"], row["goods"], row["year"]): f"{float(row['billion_yen']):,.1f}" for row in found.rows}
    names = dict.fromkeys((row["direction"], row["goods"]) for row in found.rows)
    rows = tuple((f"{goods} ({direction})", *(cells.get((direction, goods, year), "") for year in years)) for direction, goods in names)
    return Table(
        caption=f"{found.about.title}, {found.about.unit}",
        columns=("goods", *years),
        rows=rows,
        numbers=years,
        note=f"{found.about.source}.",
    )


def estimates(found: Figures) -> Table:
    """Published estimates as they stand, one row each."""
    columns = ("institution", "published", "scenario", "impact_pct", "horizon", "confidence")
    heads = ("institution", "published", "scenario", "effect, %", "horizon", "confidence")
    rows = tuple(tuple(row[name] for name in columns) for row in found.rows)
    return Table(caption=found.about.title, columns=heads, rows=rows, note=found.about.note or "")
