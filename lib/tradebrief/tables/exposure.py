"""Tables of tariff exposure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tradebrief.analysis.claims import Checked
from tradebrief.analysis.company_guidance import exact
from tradebrief.analysis.exposure.benchmarks import Compared, ReportCheck
from tradebrief.analysis.exposure.bridge import Bridge
from tradebrief.analysis.exposure.collected import Gap
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult
from tradebrief.analysis.exposure.series import Series
from tradebrief.tables.table import Number, Table, table
from tradebrief.trade.datasets import Figures, Guidance
from tradebrief.words.messages import large, text, translated
from tradebrief.words.phrases import ranged


def by_group(found: Exposure) -> Table:
    """What each group of products owes."""
    rows = [
        (part.title, billions(part.customs_value), billions(part.duty), percent(part.rate), percent(part.increase))
        for part in found.by_group
    ]
    whole = (found.customs_value, found.duty, found.effective_rate, found.increase_over_mfn)
    total = (text("all-trade"), *map(billions, whole[:2]), *map(percent, whole[2:]))
    return table("groups", [*rows, total], name="groups", numbers={"value", "duty", "rate", "added"}, day=found.as_of)


SMALLEST = 5e6
"""Dollars a year below which a measure is counted and not shown: it would stand as 0.00 billion."""


def by_measure(found: Exposure) -> Table:
    """What each measure takes, alone and on top of the others."""
    rows = [
        (
            part.title,
            billions(part.customs_value),
            billions(part.duty),
            signed(-(part.marginal or 0.0)),
            " ".join(filter(None, (translated(part.act), part.cite))),
        )
        for part in found.by_measure
        if part.duty >= SMALLEST
    ]
    small = [part.duty for part in found.by_measure if 0 < part.duty < SMALLEST]
    return table(
        "measures",
        rows,
        name="measures",
        numbers={"value", "duty", "without"},
        notes=("note", "note-small") if small else ("note",),
        day=found.as_of,
        count=len(small),
        least=SMALLEST,
        sum=float(sum(small)),
    )


def steps(found: Series) -> Table:
    """The days on which the duty changes."""
    rows = [(str(day), billions(duty), percent(rate)) for day, duty, rate in found.steps]
    return table("steps", rows, name="steps", numbers={"duty", "rate"})


def scenarios(found: Sequence[ScenarioResult], *, short: bool = False) -> Table:
    """What each scenario costs or saves, in ``short`` without the reason for which it is asked."""
    rows = [
        (
            one.title,
            percent(one.exposure.effective_rate),
            spread(one.exposure.low, one.exposure.high),
            billions(one.exposure.duty),
            signed(one.difference),
            *(() if short else (one.why,)),
        )
        for one in found
    ]
    return table("scenarios", rows, name="scenarios", numbers={"rate", "range", "duty", "difference"}, without={"why"} if short else ())


def published(found: Iterable[Compared]) -> Table:
    """Published rates beside those worked out here."""
    words = {True: text("replicates"), False: text("replicates-not"), None: text("replicates-unstated")}
    rows = [
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
    ]
    return table("published", rows, name="published", numbers={"published", "replicated", "difference"})


def bridge(found: Bridge) -> Table:
    """The walk from one published rate to another."""
    first, last = found.start, found.end
    rows: list[tuple[object, ...]] = []
    if first.published is not None:
        rows += [
            (text("bridge-published", title=first.title), percent(first.published), "", first.source),
            (text("bridge-rest"), "", f"{-100 * (first.rest or 0):+z.2f}", first.unstated),
        ]
    rows.append((text("bridge-replicated", title=first.title), percent(first.computed), "", ""))
    rows += [(step.name, percent(step.rate_after), f"{100 * step.change:+z.2f}", f"{step.before} → {step.after}") for step in found.steps]
    if last.published is not None:
        rows += [
            (text("bridge-rest"), "", f"{100 * (last.rest or 0):+z.2f}", last.unstated),
            (text("bridge-published", title=last.title), percent(last.published), "", last.source),
        ]
    return table("bridge", rows, name="bridge", numbers={"rate", "change"}, first=first.title, last=last.title, day=found.as_of)


def collected(found: Iterable[Gap]) -> Table:
    """The law beside what customs collected, month by month."""
    rows = [
        (
            text("month-of", day=one.month.first),
            percent(one.statutory),
            f"{100 * one.timing:+z.2f}",
            f"{100 * one.coverage:+z.2f}",
            f"{100 * one.rest:+z.2f}",
            percent(one.collected),
        )
        for one in found
    ]
    return table("collected", rows, name="collected", numbers={"statutory", "timing", "composition", "residual", "collected"})


def companies(found: Iterable[Guidance]) -> Table:
    """What makers said, in the order in which they said it."""
    found = tuple(found)
    rows = [
        (one.company, one.disclosed_on, one.period, one.metric, _amount(one), one.basis, one.kind, one.confidence, one.note or "")
        for one in found
    ]
    currency = str(translated(found[0].currency)) if found else ""
    return table("companies", rows, name="companies", numbers={"amount"}, currency=currency)


def _amount(one: Guidance) -> str:
    if one.low is None:
        return ""
    if exact(one) is not None:
        return _large(one.low)
    return text("over", amount=_large(one.low)) if one.high is None else ranged(_large(one.low), _large(one.high))


def _large(billions: Decimal) -> str:
    """An amount given in billions, in the large unit of the language."""
    return f"{billions:,}" if large() == 1e9 else f"{float(billions) * 1e9 / large():,.10g}"


def claims(found: Iterable[Checked]) -> Table:
    """Company and trade figures of the articles, with what the data say."""
    rows = [(one.evidence.fact.says, one.evidence.article.id, one.verdict, one.why) for one in found if one.verdict != "no data"]
    return table("claims", rows, name="claims")


def checks(found: Iterable[ReportCheck]) -> Table:
    """What the report checks about itself."""
    return table("checks", [(one.name, held(one.holds), one.numbers) for one in found], name="checks")


def held(holds: bool) -> str:
    """Whether a check holds, in a word."""
    return text("check-holds" if holds else "check-fails")


def sources(found: Exposure) -> Table:
    """The acts, tables and conventions an exposure rests on, and what it takes for granted."""
    rows = [
        *((one, text("source")) for one in found.sources),
        *((one, text("assumed")) for one in found.caveats),
        *((one, text("left-out")) for one in found.left_out),
    ]
    return table("sources", rows, name="sources")


def billions(amount: float) -> Number:
    """Dollars in the large unit of the language, billions in English."""
    return Number(text("amount", value=float(amount / large())), amount / large())


def signed(amount: float) -> Number:
    """A difference of dollars in that unit, with no sign on what rounds to nothing."""
    return Number(text("amount-change", value=float(amount / large())).replace("−", "-"), amount / large())


def percent(rate: float) -> Number:
    """A share in per cent."""
    return Number(f"{100 * rate:z.2f}", 100 * rate)


def spread(low: float, high: float) -> str:
    """Two shares in per cent as a range."""
    return ranged(percent(low), percent(high))


def exports(found: Figures) -> Table:
    """A table of trade by goods, one column a year."""
    amount = list(found.about.columns)[-1]
    years = sorted({row["year"] for row in found.rows})[-4:]
    cells = {(row["direction"], row["goods"], row["year"]): f"{float(row[amount]):,.1f}" for row in found.rows}
    names = dict.fromkeys((row["direction"], row["goods"]) for row in found.rows)
    rows = [
        (text("goods-traded", goods=goods, direction=direction), *(cells.get((direction, goods, year), "") for year in years))
        for direction, goods in names
    ]
    about = found.about
    return table("trade", rows, more=years, title=translated(about.title), unit=about.unit, source=about.source)


def estimates(found: Figures) -> Table:
    """Published estimates as they stand, one row each."""
    columns = ("institution", "published", "scenario", "impact_pct", "horizon", "confidence")
    rows = [tuple(row[name] for name in columns) for row in found.rows]
    return table("estimates", rows, title=translated(found.about.title), about=found.about.note or "")
