"""What the trade of an origin owes on a day: the answer of ``account.exposure``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

from tradebrief.analysis.exposure.conventions import BY_LINE, UNSETTLED
from tradebrief.analysis.exposure.parts import OVER, ExposurePart, ExposureQuery, scenario_step
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, derive, given
from tradebrief.provenance.steps import act_step, assumption, convention
from tradebrief.records.assumption import Assumption
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet


@dataclass(frozen=True, kw_only=True, repr=False)
class Exposure(Result):
    """What the trade of an origin owes on ``as_of`` by the acts known on ``known_by``, at the trade of one year (duty on static trade).

    ``duty`` and ``mfn_duty`` are in dollars, both over ``customs_value``, as is ``covered_value``, the value of the rows that owe an additional duty
    (``None`` where that is not told); ``low`` and ``high`` are the effective rate with every open number at the end that lowers or raises it,
    ``swings`` the rate at both ends of each one alone. ``ask`` is the question made ready, ``None`` for what customs collected, which stands in the
    table ``kept``.
    """

    as_of: date
    known_by: date
    origin: str
    scenario: tuple[str, ...]
    convention: Convention
    trade: str
    customs_value: Quantity
    duty: Quantity
    mfn_duty: float
    covered_value: float | None
    low: float
    high: float
    by_group: tuple[ExposurePart, ...]
    by_measure: tuple[ExposurePart, ...]
    swings: Mapping[str, tuple[float, float]]
    left_out: tuple[str, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]
    table: TradeTable = field(repr=False, compare=False)
    additional: np.ndarray = field(repr=False, compare=False)
    exchange: Assumption | None = field(default=None, repr=False, compare=False)
    currency: str = ""
    trade_year: str = ""
    ask: ExposureQuery | None = field(default=None, repr=False, compare=False)
    kept: Sheet | None = field(default=None, repr=False, compare=False)

    _frames: ClassVar[Mapping[str, Frame]] = {
        "group": Frame("by_group", "group=name title customs_value duty mfn_duty rate increase_over_mfn=increase"),
        "measure": Frame("by_measure", "measure=name title customs_value duty marginal_duty=marginal act cite confidence"),
        "line": Frame(
            "lines",
            "chapter group tariff_lines=lines customs_value=customs_value_usd mfn_duty=ordinary_duty_usd "
            "additional_duty=additional_duty_usd",
        ),
        "swing": Frame("swing_rows", "quantity swing_low swing_high"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {
        "effective rate": "effective_rate",
        "increase over MFN": "increase_over_mfn",
        "duty in a year": "duty",
        "customs value": "customs_value",
        "share of trade covered": "coverage",
    }
    _next: ClassVar[Sequence[str]] = (
        "tb.figures.exposure.by_group(found)",
        "tb.tables.exposure.by_measure(found)",
        "tb.incidence(book, found)",
        "tradebrief render tariff_exposure",
    )
    _heading: ClassVar[str] = "Tariff exposure"

    @property
    def swing_rows(self) -> list[tuple[str, float, float]]:
        """The effective rate at both ends of each open number alone."""
        return [(name, *pair) for name, pair in self.swings.items()]

    @cached_property
    def effective_rate(self) -> Quantity:
        """Duty over customs value, without the MFN duty where the convention leaves it out; from ``low`` to ``high``."""
        says = f"duty over customs value on {self.as_of}" if self.ask else "what customs collected in the month"
        rests = [convention(self.convention)]
        inputs = {"duty": self.duty, "customs_value": self.customs_value}
        return derive(OVER, says, "ratio", to="groups", low=self.low, high=self.high, rests=rests, using=inputs)

    @cached_property
    def range(self) -> Quantity:
        """How far apart the ends of the effective rate lie: every open number at the end that lowers it, then at the one that raises it."""
        moved = [self._swing(name, pair) for name, pair in self.swings.items() if pair[0] != pair[1]]
        still = len(self.swings) - len(moved)
        also = f"; {still} more make no difference that day" if still else ""
        low = given(
            self.low,
            "{}: the rate with every open number at the end that lowers it",
            "ratio",
            kind="simulation",
            rests=[self.effective_rate],
        )
        high = given(self.high, "{}: the rate with every open number at the end that raises it", "ratio", kind="simulation", rests=moved)
        return derive("upper - lower", f"range of the rate over the open numbers{also}", "points", to="groups", upper=high, lower=low)

    def _swing(self, name: str, pair: tuple[float, float]) -> Trace:
        """An open number alone, from end to end."""
        assert self.ask is not None
        goes = f"alone it takes the rate from {100 * pair[0]:.2f} to {100 * pair[1]:.2f}%"
        if name == UNSETTLED:
            cite = citations.table(self.ask.sheet) if self.ask.sheet else ""
            return Trace(kind="assumption", says=f"what the lists leave open lies in no scope, or in all that it may; {goes}", cite=cite)
        one = self.ask.book.assumptions[name]
        by_line = "metal in each line by its industry, or one share: " if name == BY_LINE else ""
        return assumption(one, f"{by_line}{goes}; {one.source}").trace

    @cached_property
    def increase_over_mfn(self) -> Quantity:
        """The additional duty over customs value."""
        mfn = self.mfn_duty if self.convention.mfn == "in" else 0.0
        inside = (
            self.ask.of_rows(mfn, "MFN duty {}: mfn_duty_usd")
            if self.ask
            else given(mfn, f"MFN duty {{}}: {'; '.join(self.caveats)}", "USD", kind="assumption")
        )
        formula = "(duty - mfn) / customs_value if customs_value else 0"
        return derive(formula, "without the MFN duty", "points", duty=self.duty, mfn=inside, customs_value=self.customs_value)

    @cached_property
    def duty_in_currency(self) -> Quantity | None:
        """The duty in the partner's currency at the mean rate of exchange of the year of trade; ``None`` without a rate."""
        if self.exchange is None:
            return None
        unit = self.exchange.unit.partition(" per ")[0]
        inputs = {"duty": self.duty, self._rate_name: assumption(self.exchange)}
        return derive(f"duty * {self._rate_name}", f"duty in {unit}", unit, using=inputs)

    @property
    def _rate_name(self) -> str:
        """The rate of exchange as formulas and programs name it: ``yen_per_dollar``."""
        return self.exchange.id.replace("-", "_") if self.exchange else ""

    def _in_currency(self) -> dict[str, Any]:
        """The amounts in the partner's currency for programs, where there is a rate."""
        if self.exchange is None:
            return {}
        rate, code = float(self.exchange.central), self.currency.lower() or "own"
        return {f"customs_value_{code}": self.customs_value * rate, f"duty_{code}": self.duty_in_currency, self._rate_name: rate}

    @cached_property
    def coverage(self) -> Quantity | None:
        """The share of trade that owes an additional duty; ``None`` where that is not told."""
        if self.covered_value is None or self.ask is None:
            return None
        covered = self.ask.of_rows(self.covered_value, "{}: customs_value_usd of the rows on which any measure takes something")
        formula = "covered / customs_value if customs_value else 0"
        return derive(
            formula, "share of trade with an additional duty", "ratio", covered=covered, customs_value=self.customs_value, rests=[self.duty]
        )

    def group_rate(self, part: ExposurePart) -> Quantity:
        """The effective rate on one group of products."""
        mine = {"duty": self._amount(part, "duty"), "customs_value": self._amount(part, "customs_value")}
        return derive(OVER, f"{part.title}, duty over customs value", "ratio", to="groups", rests=self._charges_on(part), using=mine)

    def group_share(self, part: ExposurePart, of: Literal["duty", "customs_value"]) -> Quantity:
        """The share of one group in all duty or in all trade."""
        says = f"{part.title}, share of all {of.replace('_', ' ')}"
        inputs = {"group": self._amount(part, of), "all": getattr(self, of)}
        return derive("group / all if all else 0", says, "ratio", to="groups", rests=self._charges_on(part), using=inputs)

    def group_duty(self, part: ExposurePart) -> Quantity:
        """The duty of one group of products: its rate on its customs value."""
        inputs = {"rate": self.group_rate(part), "customs_value": self._amount(part, "customs_value")}
        return derive("rate * customs_value", part.title, "USD", to="groups", using=inputs)

    def _amount(self, part: ExposurePart, of: Literal["duty", "customs_value"]) -> Quantity:
        """An amount of a group, over its rows."""
        columns = "customs_value_usd" if of == "customs_value" else "mfn_duty_usd and what measures add"
        says = f"{{}}: {columns} of the rows whose product_group is {part.name},"
        return self.ask.of_rows(getattr(part, of), says) if self.ask else given(getattr(part, of), says, "USD")

    def _charges_on(self, part: ExposurePart) -> list[Quantity]:
        """The acts that take most of what is owed on a group."""
        return [one.charge for one in self.ask.charged_on(part.name)[:2]] if self.ask else []

    def suspended_duty(self, parts: Sequence[ExposurePart]) -> Quantity:
        """What ``parts`` of measures would add at once if they were not suspended."""
        book = self.ask.book.scenarios if self.ask else {}
        switches = [scenario_step(book[name]) for name in dict.fromkeys(part.scenario for part in parts) if name in book]
        steps = [act_step(part, f"{part.title}, charges now {part.says}, would add {{}}", float(part.duty), "USD") for part in parts]
        return derive("sum(suspended)", "duty if it took effect at once less duty now", "USD", suspended=steps, rests=switches)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The rows behind it: chapter, group, customs value, MFN and additional duty in dollars."""
        table = self.table
        return pd.DataFrame(
            {
                "chapter": table.chapter,
                "group": table.group,
                "lines": table.lines,
                "customs_value_usd": table.value[:, 0],
                "ordinary_duty_usd": table.duty[:, 0],
                "additional_duty_usd": self.additional,
            }
        )

    def _parts(self) -> dict[str, Any]:
        """An exposure for programs: amounts in dollars, rates as shares of customs value."""
        return {
            "as_of": self.as_of,
            "known_by": self.known_by,
            "origin": self.origin,
            "scenario": list(self.scenario),
            "convention": self.convention.id,
            "trade": self.trade,
            "customs_value_usd": self.customs_value,
            "duty_usd": self.duty,
            "ordinary_duty_usd": self.mfn_duty,
            "effective_rate": self.effective_rate,
            "increase_over_mfn": self.increase_over_mfn,
            "low": self.low,
            "high": self.high,
            "coverage_ratio": self.coverage,
            **self._in_currency(),
            "by_group": [part.to_dict() for part in self.by_group],
            "by_measure": [
                part.to_dict() | {"marginal_duty_usd": part.marginal, "act": part.act, "cite": part.cite, "confidence": part.confidence}
                for part in self.by_measure
            ],
            "swings": {name: list(pair) for name, pair in self.swings.items()},
            "left_out": list(self.left_out),
            "caveats": list(self.caveats),
            "sources": list(self.sources),
        }
