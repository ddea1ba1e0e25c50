"""How the partners of an importer fare beside one another: the tariff on each, its range and its cause, on a day and day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.build_partners import add_up
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.series import series
from tradebrief.analysis.exposure.trade import partner_trade
from tradebrief.errors import LackError, ask_error
from tradebrief.law.answer import left_out
from tradebrief.law.scenario import terms_partner
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.trade.sources.read import read_trade
from tradebrief.workbook.workbook import Workbook

DRIVERS = 3
"""How many measures are named as what drives a rate."""

LEAST = 0.05
"""Points below which a measure is not named."""


@dataclass(frozen=True, kw_only=True, repr=False)
class PartnerRate(Result):
    """One partner on a day: its exposure, its rank from the highest rate down, and what its law leaves out."""

    rank: int
    partner: str
    name: str
    census_name: str
    exposure: Exposure
    incomplete: tuple[str, ...]
    differs: str
    """Why the rate differs from the publisher's whose convention is followed, where that is known."""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "partner": Frame(
            "",
            "rank party=partner title=name census_name customs_value=exposure.customs_value mfn_duty=exposure.mfn_duty increase_over_mfn effective_rate "
            "low_rate=exposure.low high_rate=exposure.high drivers incomplete=leaves_out differs",
        )
    }
    _headlines: ClassVar[Mapping[str, str]] = {"average tariff": "effective_rate"}
    _heading: ClassVar[str] = "{0.name}"

    @property
    def effective_rate(self) -> Quantity:
        """Duty as a share of customs value."""
        return self.exposure.effective_rate

    @property
    def in_table(self) -> Quantity:
        """The same rate as the table of partners has it: what stands beside a partner whose own chain would be as long again."""
        duty, value = (float(each) for each in (self.exposure.duty, self.exposure.customs_value))
        parts = {
            "duty": given(duty, f"{{}}: duty on goods of {self.name}", "USD", to="partners"),
            "value": given(value, f"{{}}: customs value of goods of {self.name}", "USD", to="partners"),
        }
        return derive("duty / value if value else 0", f"average tariff on goods of {self.name}", "ratio", to="partners", using=parts)

    @property
    def increase_over_mfn(self) -> Quantity:
        """What measures add to the MFN duty, as a share of customs value."""
        return self.exposure.increase_over_mfn

    @property
    def drivers(self) -> str:
        """The measures that add most, each with its points."""
        assert self.exposure.ask is not None
        names, value = self.exposure.ask.schedule.by_id, float(self.exposure.customs_value)
        added: dict[str, float] = {}
        for one in self.exposure.by_measure:
            said = names[one.name].measure.short or one.title
            added[said] = added.get(said, 0.0) + (100 * one.duty / value if value else 0.0)
        most = sorted(added.items(), key=lambda pair: -pair[1])[:DRIVERS]
        return "; ".join(f"{said} {points:.1f}" for said, points in most if points >= LEAST)

    @property
    def leaves_out(self) -> str:
        """What the law on its goods leaves out here, in words."""
        return "; ".join(self.incomplete)

    def to_row(self) -> dict[str, Any]:
        """The partner as JSON has it: rates as fractions."""
        return {
            "rank": self.rank,
            "partner": self.partner,
            "name": self.name,
            "census_name": self.census_name,
            "customs_value_usd": float(self.exposure.customs_value),
            "mfn_rate": float(self.exposure.mfn_duty) / float(self.exposure.customs_value) if self.exposure.customs_value else 0.0,
            "increase_over_mfn": float(self.increase_over_mfn),
            "effective_rate": float(self.effective_rate),
            "low": float(self.exposure.low),
            "high": float(self.exposure.high),
            "drivers": self.drivers,
            "incomplete": list(self.incomplete),
            "differs": self.differs,
        }


@dataclass(frozen=True, kw_only=True, repr=False)
class Partners(Result):
    """Every partner of which trade is known on a day, the highest rate first."""

    as_of: date
    known_by: date
    convention: str
    scenario: tuple[str, ...]
    partners: tuple[PartnerRate, ...]

    _frames: ClassVar[Mapping[str, Frame]] = {"partner": Frame("partners", PartnerRate._frames["partner"].columns)}
    _next: ClassVar[Sequence[str]] = ('tb.partner_panel(book, first="2025-01-01", last="2025-12-31")',)

    @property
    def trade_year(self) -> str:
        """The year of the trade."""
        return self.partners[0].exposure.trade_year if self.partners else ""

    @property
    def heading(self) -> str:
        """What the result is, in a line."""
        return f"Average tariffs on the goods of {len(self.partners)} partners on {self.as_of}"

    def of(self, partner: str) -> PartnerRate:
        """One partner; one that is not there is an ``AskError``."""
        found = next((one for one in self.partners if one.partner == partner), None)
        if found is None:
            raise ask_error("partner", "has no trade here", partner, f"Known: {', '.join(one.partner for one in self.partners)}.")
        return found

    def whose_terms(self, scenario: str) -> PartnerRate:
        """The partner whose terms a scenario lays on other goods."""
        return self.of(terms_partner(scenario) or scenario)


def traded(book: Workbook) -> tuple[str, ...]:
    """The partners of which trade is known, without members of a union that stands itself."""
    shared = partner_trade(book)
    if shared is None:
        raise LackError("trade")
    known = set(shared.origins)
    return tuple(one for one in shared.origins if one in book.partners and book.partners[one].within not in known)


@tells_gaps
def partners(
    book: Workbook,
    *,
    as_of: date | str,
    known_by: date | str | None = None,
    convention: str = "legal",
    scenario: Iterable[str] | str = (),
    members: bool = False,
) -> Partners:
    """Every partner's average tariff on a day, with its range and what drives it.

    Args:
        book: the workbook, from ``tb.load()``
        as_of: the day whose law is asked: ``2025-06-14``, a date, or ``latest``
        known_by: use nothing published later; without one, everything
        convention: how the rates are made, as ``legal`` or ``waugh``
        scenario: one scenario or several, laid over the law
        members: also members of a union whose own trade is known (their trade is inside the union's)

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.partners(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> found.partners[0].name
        'China'
    """
    schedule = book.schedule()
    asked = {"as_of": as_of, "known_by": known_by, "convention": convention, "scenario": scenario}
    shared = partner_trade(book)
    names = shared.origins if members and shared else traded(book)
    done = [(one, exposure(book, origin=one, **asked)) for one in names]  # type: ignore[arg-type]
    ranked = sorted(done, key=lambda pair: (-float(pair[1].effective_rate), pair[0]))
    rows = tuple(
        PartnerRate(
            rank=rank,
            partner=name,
            name=book.partners[name].name,
            census_name=book.partners[name].census or "",
            exposure=found,
            incomplete=left_out(schedule, name),
            differs="; ".join(one.cause for one in found.convention.residuals if one.concerns(name, found.as_of)),
        )
        for rank, (name, found) in enumerate(ranked, start=1)
    )
    first = rows[0].exposure
    return Partners(as_of=first.as_of, known_by=first.known_by, convention=convention, scenario=first.scenario, partners=rows)


@dataclass(frozen=True, kw_only=True, repr=False)
class PartnerPanel(Result):
    """The average tariff on each partner day by day: a row for each partner and day."""

    first: date
    last: date
    known_by: date
    convention: str
    scenario: tuple[str, ...]
    names: Mapping[str, str] = field(repr=False)
    """The name of each partner."""
    days: pd.DataFrame = field(repr=False, compare=False)
    trade_year: str = ""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "day": Frame("days", "party=partner first_day=day customs_value=customs_value_usd duty=duty_usd effective_rate increase_over_mfn")
    }
    _heading: ClassVar[str] = "Average tariffs by partner and day"

    def wide(self, column: str = "effective_rate") -> pd.DataFrame:
        """One column for each partner, one row for each day."""
        return self.days.pivot(index="day", columns="partner", values=column)


@tells_gaps
def partner_panel(
    book: Workbook,
    *,
    first: date | str,
    last: date | str,
    known_by: date | str | None = None,
    convention: str = "legal",
    scenario: Iterable[str] | str = (),
    only: Sequence[str] = (),
    trade: str | Path | None = None,
    lists: str | Path | None = None,
) -> PartnerPanel:
    """The average tariff on each partner between two days, both included.

    Args:
        book: the workbook, from ``tb.load()``
        first: the first day
        last: the last day
        known_by: use nothing published later; without one, everything
        convention: how the rates are made, as ``legal`` or ``waugh``
        scenario: one scenario or several, laid over the law
        only: these partners alone; without any, all
        trade: a file of lines of every origin in place of the shipped table
        lists: a folder with full lists of codes in place of the short ones of the seeds

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> panel = tb.partner_panel(book, first="2025-04-08", last="2025-04-10", only=["KOR", "EU"])
        >>> panel.to_frame().shape
        (6, 6)
    """
    asked = {"first": first, "last": last, "known_by": known_by, "convention": convention, "scenario": scenario}
    lines = add_up(book, read_trade(trade), Path(trade).name, lists).trade if trade else None
    made = [(one, series(book, origin=one, trade=lines and lines.of(one), **asked)) for one in only or traded(book)]  # type: ignore[arg-type]
    days = pd.concat([found.lines.assign(partner=one) for one, found in made], ignore_index=True)
    one, names = made[0][1], {party: book.partners[party].name for party, _ in made}
    return PartnerPanel(
        first=one.first,
        last=one.last,
        known_by=one.known_by,
        convention=convention,
        scenario=one.scenario,
        names=names,
        days=days,
        trade_year=one.trade_year,
    )
