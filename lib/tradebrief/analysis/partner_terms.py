"""Composition apart from treatment, who got what in a deal, and what the terms of one partner would mean for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult, compare_scenarios
from tradebrief.analysis.partners import Partners
from tradebrief.law.duty import percent
from tradebrief.law.scenario import terms_scenario
from tradebrief.provenance.quantity import Quantity, derive, given, leading
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class Mix(Result):
    """Why the average tariffs of two partners differ: the rates on like goods (treatment), or the goods that are sold (composition)."""

    partner: str
    name: str
    rate: Quantity
    own_rate: Quantity
    treatment: Quantity
    """The difference at the mean of the two mixes of goods: own rates less the partner's."""
    composition: Quantity
    """The difference that the two mixes of goods make at the mean of the two rates."""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "mix": Frame("", "party=partner title=name rate own_rate change_points=difference treatment composition")
    }
    _heading: ClassVar[str] = "Treatment and composition beside {0.name}"

    @property
    def difference(self) -> Quantity:
        """The own rate less the partner's."""
        return derive("own - other", f"own average less that of {self.name}", "points", own=self.own_rate, other=self.rate)


@tells_gaps
@listed("Treatment and composition", Mix)
def partner_mix(found: Partners, origin: str, others: Sequence[str]) -> tuple[Mix, ...]:
    """The difference between an origin's average tariff and that of others, split exactly by product group.

    With shares *s* and rates *t* of the groups, ``treatment = sum of mean s x difference of t`` and ``composition = sum of mean t x difference of s``;
    a group that one of them does not sell counts at the rate of the other.

    Args:
        found: the partners of a day, from ``tb.partners``
        origin: whose tariff is explained
        others: beside which partners

    Examples:
        >>> import tradebrief as tb
        >>> found = tb.partners(tb.load(), as_of="2025-06-14", known_by="2025-06-14")
        >>> one = tb.partner_mix(found, "JPN", ["EU"])[0]
        >>> abs(one.difference - one.treatment - one.composition) < 1e-12
        True
    """
    return tuple(_mix(found, origin, one) for one in others)


def _mix(found: Partners, origin: str, other: str) -> Mix:
    own, theirs = found.of(origin).exposure, found.of(other).exposure
    mine, there = ({part.name: part for part in one.by_group} for one in (own, theirs))
    treatment, composition = list[Quantity](), list[Quantity]()
    for name in dict.fromkeys((*mine, *there)):
        title = (mine.get(name) or there[name]).title
        share, share2 = _share(own, mine.get(name)), _share(theirs, there.get(name))
        rates = [float(part.rate) for part in (mine.get(name), there.get(name)) if part]
        rate, rate2 = rates[0], rates[-1]  # a group that one does not sell counts at the rate of the other
        treatment.append(
            given((share + share2) / 2 * (rate - rate2), f"{{}}: {title}, mean share times difference of rates", "points", to="mix")
        )
        composition.append(
            given((rate + rate2) / 2 * (share - share2), f"{{}}: {title}, mean rate times difference of shares", "points", to="mix")
        )
    return Mix(
        partner=other,
        name=found.of(other).name,
        rate=found.of(other).in_table,
        own_rate=found.of(origin).effective_rate,
        treatment=_summed(treatment, f"treatment beside {found.of(other).name}"),
        composition=_summed(composition, f"composition beside {found.of(other).name}"),
    )


def _share(asked: Exposure, part: ExposurePart | None) -> float:
    """The share of a group in all trade."""
    return float(part.customs_value) / (float(asked.customs_value) or 1.0) if part else 0.0


def _summed(parts: list[Quantity], says: str) -> Quantity:
    """The sum of what the groups make, the largest first."""
    ordered = sorted(parts, key=lambda one: -abs(one))
    return derive("sum(parts)", says, "points", using={"parts": leading(ordered, "more groups", most=5, to="mix")})


@dataclass(frozen=True, kw_only=True, repr=False)
class Deal(Result):
    """A deal: the reciprocal tariff announced before it and in force on a day, the tariff on cars before it and on that day, and what was given."""

    partner: str
    name: str
    day: date
    reciprocal_before: str
    reciprocal_after: str
    cars_before: float | None
    cars_after: float | None
    gave: str
    source: str
    confidence: str

    _frames: ClassVar[Mapping[str, Frame]] = {
        "deal": Frame(
            "", "party=partner title=name announced=day reciprocal_before reciprocal_after cars_before cars_after gave source confidence"
        )
    }
    _heading: ClassVar[str] = "The deal with {0.name}"


@tells_gaps
@listed("Deals with the importer", Deal)
def deals(book: Workbook, *, as_of: date | str, known_by: date | str | None = None) -> tuple[Deal, ...]:
    """The deals known by a day, oldest first, with the tariffs before them and on the day asked about.

    Args:
        book: the workbook, from ``tb.load()``
        as_of: the day whose law is asked
        known_by: use nothing published later; without one, everything

    Examples:
        >>> import tradebrief as tb
        >>> [one.partner for one in tb.deals(tb.load(), as_of="2025-06-14", known_by="2025-06-14")]
        ['GBR']
    """
    schedule = book.schedule()
    day, known = schedule.day(as_of), schedule.known_day(known_by)
    rows = []
    for one in sorted(book.deal_terms.values(), key=lambda one: (one.day, one.id)):
        if one.known_from > known:
            continue
        cars = [schedule.as_at(when, seen).duty(one.cars, one.id).total for when, seen in ((one.day, min(one.day, known)), (day, known))]
        before, after = (
            _reciprocal(book, one.id, when, seen) for when, seen in ((one.instead_of, one.instead_of - timedelta(days=1)), (day, known))
        )
        rows.append(
            Deal(
                partner=one.id,
                name=book.partners[one.id].name,
                day=one.day,
                reciprocal_before=before,
                reciprocal_after=after,
                cars_before=float(cars[0]),
                cars_after=float(cars[1]),
                gave=one.gave,
                source=one.source,
                confidence=one.confidence,
            )
        )
    return tuple(rows)


def _reciprocal(book: Workbook, partner: str, day: date, known_by: date) -> str:
    """The reciprocal duty on goods of a partner, as an act states it; nothing where none is in force."""
    for measure in book.measures.values():
        if measure.type == "reciprocal duty" and measure.origins.holds(partner) and not measure.if_claimed:
            found = measure.for_origin(partner).entry_on(day, known_by)
            if found and found[1].charged:
                verb, duty = found[1].charged
                return f"{verb} {percent(duty.rate())}"
    return ""


@tells_gaps
def terms_compared(book: Workbook, found: Partners, origin: str, others: Sequence[str]) -> tuple[ScenarioResult, ...]:
    """What an origin's trade would be charged on the terms of others, the most expensive first.

    Args:
        book: the workbook, from ``tb.load()``
        found: the partners of a day, from ``tb.partners``
        origin: whose trade
        others: on whose terms

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.partners(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> tb.terms_compared(book, found, "JPN", ["GBR"])[0].title
        'The terms of United Kingdom'
    """
    return compare_scenarios(book, found.of(origin).exposure, [terms_scenario(one) for one in others if one != origin])
