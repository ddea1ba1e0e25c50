"""The claim checker: for each company and trade figure of the articles, what the data of the seeds say.

A figure can be right and still mislead: a year that ended before a tariff began shows nothing of that tariff. A verdict always names
the numbers it rests on; where no table speaks to a figure, it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from tradebrief.analysis.company_guidance import SHEET, disclosed_by, guidance
from tradebrief.facts.evidence import Evidence
from tradebrief.facts.follow import of_fact
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, count, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result, listed
from tradebrief.trade.datasets import Guidance
from tradebrief.workbook.workbook import Workbook

KINDS = ("company figure", "trade figure")

CARS = "us-cars-by-origin-2024"

Verdict = Literal["holds", "holds but misleads", "differs", "no data"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Checked(Result):
    """A figure of an article, the verdict on it, why, the sources of the data, and the rows and acts that the verdict ``rests`` on."""

    evidence: Evidence
    verdict: Verdict
    why: str
    sources: tuple[str, ...] = ()
    rests: tuple[Trace, ...] = ()

    _frames: ClassVar[Mapping[str, Frame]] = {
        "claim": Frame("", "fact=evidence.fact.id article=evidence.article.id says=evidence.fact.says verdict why source=sources"),
    }

    @property
    def trace(self) -> Trace:
        """The figure beside the data, by its passage and the rows that speak to it."""
        steps = (of_fact(self.evidence, place="claims"), *self.rests)
        return Trace(kind="fact", says=f"{self.verdict}: {self.why}", to="claims", of=steps)


def claim_count(found: Sequence[Checked]) -> Quantity:
    """How many figures of companies and trade the texts state, as the sum over the texts."""
    texts: dict[str, list[Evidence]] = {}
    for one in found:
        texts.setdefault(one.evidence.article.id, []).append(one.evidence)
    steps = [
        given(len(mine), f"{name}: {{}} figure{'s' * (len(mine) != 1)}", kind="text", cite=citations.text(mine[0].article.source))
        for name, mine in texts.items()
    ]
    return derive("sum(figures)", "company and trade figures of the texts", to="claims", figures=steps) if steps else count([], "figures")


def checked_count(found: Sequence[Checked]) -> Quantity:
    """How many of them a table of the seeds speaks to."""
    steps = [of_fact(one.evidence, place="claims") for one in found if one.verdict != "no data"]
    says, table = "figures to which a table of the seeds speaks", "What the articles state and what the data say"
    return count(steps, says, table=table, to="claims", most=3)


Said = tuple[Verdict, str, tuple[Trace, ...]]


@listed("Claims of the texts, beside the data", Checked)
def check_claims(book: Workbook, *, known_by: date | str | None = None) -> tuple[Checked, ...]:
    """Every company and trade figure the articles state by a day, with what the data say.

    Args:
        book: the workbook, from ``tb.load()``
        known_by: use nothing published later; without one, everything

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.check_claims(book, known_by="2025-06-14")
        Claims of the texts, beside the data
        known_by 2025-06-14
        19 rows: .to_frame()
    """
    found = []
    for one in book.facts(known_by=known_by):
        if one.fact.kind in KINDS:
            verdict, why, rests = CHECKS.get(one.fact.key, _nothing)(book, one)
            sources = tuple(dict.fromkeys(cite for step in rests for cite in step.cited))
            found.append(Checked(evidence=one, verdict=verdict, why=why, sources=sources, rests=rests))
    return tuple(found)


def _nothing(book: Workbook, one: Evidence) -> Said:
    return "no data", "no table of the seeds speaks to this figure", ()


def first_day_of_car_tariff(book: Workbook) -> date:
    """The first day on which the schedule charges the duty on cars."""
    return book.measures["usa-232-autos"].first_day


def _mazda_profit(book: Workbook, one: Evidence) -> Said:
    """The fall worked out anew from the profits told, and the end of the year beside the start of the car tariff."""
    result = next(row for row in guidance(book, company="Mazda") if row.metric == "net profit")
    before = Decimal((result.note or "").split(" ")[0])
    fall = (Decimal(result.low or 0) / before - 1) * 100
    start, end = first_day_of_car_tariff(book), one.fact.on.latest if one.fact.on else None
    stated = one.fact.value if isinstance(one.fact.value, Decimal) else None
    if stated is None or abs(fall - stated) > Decimal("0.05"):
        return "differs", f"{result.low} after {before} billion yen is a change of {fall:.1f}%", (_disclosed(result),)
    late = end is not None and end < start
    why = f"{result.low} after {before} billion yen is a change of {fall:.1f}%"
    if late and end is not None:
        why += f", but of the year that ended on {end}, {(start - end).days} days before the car tariff began on {start}: it cannot be its effect"
    return ("holds but misleads" if late else "holds"), why, (_disclosed(result), _car_tariff(book))


def _mazda_outlook(book: Workbook, one: Evidence) -> Said:
    given = next((row for row in guidance(book, company="Mazda") if row.kind == "guidance" and row.low is not None), None)
    if given is None:
        return _nothing(book, one)
    why = f"guidance for {given.period} was left open in May 2025 and given on {disclosed_by(given)}: it is the year that ends in March 2026, not the day of the forecast"
    return ("differs" if "until March 2026" in str(one.fact.value) else "holds"), why, (_disclosed(given),)


def _mazda_year(book: Workbook, one: Evidence) -> Said:
    result = next(row for row in guidance(book, company="Mazda") if row.metric == "net profit")
    return "holds", f"the result disclosed on {result.disclosed_on} is of {result.period}", (_disclosed(result),)


def _cars_shipped(book: Workbook, one: Evidence) -> Said:
    """The units against both sides' values: what one car comes to in dollars and in yen."""
    units = Decimal(one.fact.value) if isinstance(one.fact.value, Decimal) else Decimal(0)
    cars = _value(book, CARS, "party", "JPN", "customs_value_usd")
    yen = next(
        Decimal(row["billion_yen"]) for row in book.figures["japan-trade-with-usa"].rows if row["goods"] == "cars" and row["year"] == "2024"
    )
    dollars, price = cars / units, yen * 10**9 / units
    why = f"{cars / 10**9:.1f} bn USD of cars make {dollars:,.0f} USD each, {yen:,.0f} bn yen make {price / 10**6:.2f} million yen each: the figures of both customs fit it"
    rows = (_kept(book, CARS, "party JPN: customs_value_usd"), _kept(book, "japan-trade-with-usa", "cars, 2024: billion_yen"))
    return ("holds" if 20_000 < dollars < 45_000 else "differs"), why, rows


def _against_britain(book: Workbook, one: Evidence) -> Said:
    japan, britain = (_value(book, CARS, "party", party, "customs_value_usd") for party in ("JPN", "GBR"))
    why = f"in 2024 the United States imported cars for {japan / 10**9:.1f} bn USD from Japan and {britain / 10**9:.1f} bn USD from the United Kingdom"
    return ("holds" if japan > britain else "differs"), why, (_kept(book, CARS, "party JPN, party GBR: customs_value_usd"),)


def _disclosed(row: Guidance) -> Trace:
    """What a company disclosed, as a step of a lineage."""
    note = f" ({row.note})" if row.note else ""
    says = f"{row.company}, {row.metric} of {row.period}: {row.low} billion yen{note}, disclosed {row.disclosed_on}; row {row.id} of {SHEET}.csv"
    return Trace(kind="table", says=says, to="companies", cite=citations.named(row.source))


def _car_tariff(book: Workbook) -> Trace:
    """The act from which the duty on cars is charged."""
    day = first_day_of_car_tariff(book)
    entry = book.measures["usa-232-autos"].duties[day][-1]
    says = f"{book.measures['usa-232-autos'].title} {entry.says} from {day} on ({', '.join(filter(None, (entry.act, entry.cite)))})"
    return Trace(kind="act", says=says, cite=citations.act(entry))


def _kept(book: Workbook, name: str, row: str) -> Trace:
    """A row of a table of the seeds."""
    about = book.figures[name].about
    return Trace(kind="table", says=f"{about.title}, {row} of {name}.csv", cite=citations.table(about))


def _value(book: Workbook, sheet: str, column: str, name: str, wanted: str) -> Decimal:
    return next(Decimal(row[wanted]) for row in book.figures[sheet].rows if row[column] == name)


#: What can be checked, by the key of the fact.
CHECKS: dict[str, Callable[[Workbook, Evidence], Said]] = {
    "mazda.net-profit-change": _mazda_profit,
    "mazda.fiscal-year-end": _mazda_year,
    "mazda.outlook": _mazda_outlook,
    "japan.cars-exported-to-us": _cars_shipped,
    "japan.car-exports-against-uk": _against_britain,
}
