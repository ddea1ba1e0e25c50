"""A tariff quota in units: the mean duty, the number of units at which it equals another rate, and what a place within it is worth.

``t = s t_in + (1 - s) t_out`` with ``s = min(1, Q / q)``: of ``q`` units a year the first ``Q`` pay the duty within the quota.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from tradebrief.analysis.exposure.result import Exposure
from tradebrief.errors import ask_error, near
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.provenance.steps import assumption
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class QuotaCase(Result):
    """A quota laid on a trade: units a year, units within the quota, both all-in rates, the customs value of the whole trade.

    ``assumed`` says where the units a year come from, ``exposure`` where the customs value does, of the goods titled ``goods``.
    """

    units: float
    volume: float
    inside_rate: float
    outside_rate: float
    customs_value: float
    goods: str = ""
    assumed: Assumption | None = field(default=None, repr=False, compare=False)
    exposure: Exposure | None = field(default=None, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {"case": Frame("", "customs_value share rate duty")}
    _headlines: ClassVar[Mapping[str, str]] = {"share within the quota": "share", "mean duty": "rate"}
    _heading: ClassVar[str] = "A quota of {0.volume:,.0f} units a year"

    def __post_init__(self) -> None:
        if self.units <= 0 or self.volume < 0 or self.customs_value < 0:
            raise ask_error(
                "quota",
                "needs units above zero, and a volume and value of zero or more",
                f"{self.units:g}, {self.volume:g}, {self.customs_value:g}",
            )

    @property
    def asked(self) -> Trace:
        """The quota as it was asked for."""
        rates = f"{100 * self.inside_rate:g}%, the others at {100 * self.outside_rate:g}% (parameters of the report)"
        return Trace(kind="scenario", says=f"asked: {{}} units a year at {rates}", value=self.volume)

    @property
    def units_a_year(self) -> Quantity:
        """The units of a year, as assumed."""
        return assumption(self.assumed) if self.assumed else given(self.units, "units a year", kind="scenario")

    @cached_property
    def share(self) -> Quantity:
        """Which share of the units comes in within the quota."""
        return derive("min(1, quota / units)", "share of the units within the quota", "ratio", quota=self.asked, units=self.units_a_year)

    @property
    def _rates(self) -> dict[str, Quantity]:
        return {"inside": asked_rate(self.inside_rate), "outside": asked_rate(self.outside_rate)}

    @cached_property
    def rate(self) -> Quantity:
        """The mean duty over all units, as a share of customs value."""
        return derive("share * inside + (1 - share) * outside", "mean duty over all units", "ratio", share=self.share, using=self._rates)

    @property
    def duty(self) -> float:
        """The duty on the trade, at one value for every unit."""
        return self.rate * self.customs_value

    @property
    def unit_value(self) -> float:
        """The customs value of one unit."""
        return self.customs_value / self.units

    @cached_property
    def worth(self) -> Quantity:
        """What the places within the quota are worth in a year: the duty that is not paid on them."""
        says = f"{{}}: customs_value_usd of {self.goods}"
        ask = self.exposure.ask if self.exposure else None
        value = ask.of_rows(self.customs_value, says) if ask else given(self.customs_value, says, "USD")
        formula = "share * (outside - inside) * customs_value"
        return derive(formula, "duty that is not paid within the quota", "USD", share=self.share, customs_value=value, using=self._rates)

    def break_even(self, rate: float) -> Quantity:
        """The volume at which the mean duty equals another rate; an ``AskError`` for a rate outside both duties of the quota.

        >>> float(QuotaCase(units=1000, volume=100, inside_rate=0.1, outside_rate=0.3, customs_value=1).break_even(0.2))
        500.0
        """
        low, high = sorted((self.inside_rate, self.outside_rate))
        if not low <= rate <= high or low == high:
            raise ask_error(
                "quota",
                "cannot reach a mean duty outside the two it has",
                f"{100 * rate:g}%",
                f"Ask between {100 * low:g}% and {100 * high:g}%.",
            )
        formula, says = "round(units * (outside - mean) / (outside - inside), 6)", "volume at which the mean duty is the other rate"
        return derive(
            formula, says, "units", to="quota", units=self.units_a_year, mean=asked_rate(rate), rests=[self.asked], using=self._rates
        )


def asked_rate(rate: float) -> Quantity:
    """A rate that was asked for, as a parameter of the report."""
    return given(rate, "asked: {} (a parameter of the report)", "ratio", kind="scenario")


@tells_gaps
def quota_case(
    book: Workbook,
    found: Exposure,
    *,
    volume: float,
    inside_rate: float,
    outside_rate: float,
    group: str = "cars",
    units: str | None = None,
) -> QuotaCase:
    """A quota laid on a group of products of an exposure, with the units a year of an assumption; a group without trade is an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        found: the exposure it is about, from ``tb.exposure``
        volume: units a year within the quota
        inside_rate: rate within the quota, as a fraction
        outside_rate: rate above it, as a fraction
        group: product group, as in ``seeds/codes/groups.yaml``
        units: assumption that says how many units come in a year; without one, the workbook's for that group

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> found = tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14")
        >>> tb.quota_case(book, found, volume=100_000, inside_rate=0.025, outside_rate=0.275).rate
        25.6752%
    """
    name = units or book.about.quantities.get(group) or f"{group}-a-year"
    part = next((one for one in found.by_group if one.name == group), None)
    if part is None:
        raise ask_error("quota", "is laid on no group of the exposure", group, near(group, [one.name for one in found.by_group]))
    return QuotaCase(
        units=book.assumed(name),
        volume=volume,
        inside_rate=inside_rate,
        outside_rate=outside_rate,
        customs_value=part.customs_value,
        goods=part.title,
        assumed=book.assumptions[name],
        exposure=found,
    )
