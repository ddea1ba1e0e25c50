"""The parts of an exposure: product groups, measures with what each adds alone, and the bands of its open numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from tradebrief.analysis.exposure.conventions import BY_LINE, UNSETTLED, open_numbers, terms_of
from tradebrief.analysis.exposure.stack import RowDuties, Terms, stack
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.law.scenario import Scenario
from tradebrief.law.schedule import LawOfDay, TariffSchedule
from tradebrief.law.stacking import Rule
from tradebrief.provenance.citations import own
from tradebrief.provenance.lineage import Trace, shown
from tradebrief.provenance.quantity import Quantity, derive, given, later, leading
from tradebrief.provenance.steps import act_step, convention, table_figure
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Sheet
from tradebrief.workbook.workbook import Workbook

MOST = 6
"""Measures that a chain shows one by one; the others are told as a sum."""

OVER = "duty / customs_value if customs_value else 0"


def scenario_step(one: Scenario) -> Trace:
    """A scenario: what it switches, and its file."""
    switched = "every additional duty off" if one.off == "everything" else "; ".join(f"{name} {one.says(name)}" for name in one.named)
    by = f", by {', '.join(one.acts)}" if one.acts else ""
    says = f"{one.title}: {switched or 'nothing is switched'}{by}; scenarios/{one.id}.yaml"
    return Trace(kind="scenario", says=says, to="scenarios", cite=own("scenario", one.id))


@dataclass(frozen=True, kw_only=True, repr=False)
class ExposurePart(Result):
    """A part of the trade: a group of products or the goods under one measure. Amounts in dollars, rates as shares of customs value.

    ``marginal`` is what the total would fall by without the measure; the others take its place where they yielded to it.
    ``says`` is what the measure charges, ``scenario`` the scenario that makes it charge that.
    """

    name: str
    title: str
    customs_value: float
    duty: float
    mfn_duty: float = 0.0
    marginal: float | None = None
    act: str = ""
    cite: str | None = None
    confidence: str = ""
    says: str = ""
    scenario: str = ""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "part": Frame("", "id=name title customs_value duty mfn_duty rate increase_over_mfn=increase act cite"),
    }
    _heading: ClassVar[str] = "{0.title}"

    @property
    def rate(self) -> float:
        """Duty over customs value."""
        return self.duty / self.customs_value if self.customs_value else 0.0

    @property
    def charge(self) -> Quantity:
        """What a measure takes, by its act."""
        by = f", by scenario {self.scenario}" if self.scenario else ""
        says = f"{self.title} {self.says} on {shown(self.customs_value, 'USD')}{by}: {{}}"
        return later(self.duty, "USD", lambda: act_step(self, says, float(self.duty), "USD", to="measures"))

    @property
    def increase(self) -> float:
        """What comes on top of the MFN duty, over customs value."""
        return (self.duty - self.mfn_duty) / self.customs_value if self.customs_value else 0.0

    def _parts(self) -> dict[str, Any]:
        """A group or a measure for programs."""
        return {
            "name": self.name,
            "title": self.title,
            "customs_value_usd": self.customs_value,
            "duty_usd": self.duty,
            "rate": self.rate,
            "increase_over_mfn": self.increase,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class ExposureQuery:
    """A question of exposure made ready: the convention, the law of the day, the rows of trade and which of them count."""

    book: Workbook
    how: Convention
    schedule: TariffSchedule
    law: LawOfDay
    table: TradeTable
    origin: str

    @cached_property
    def rows(self) -> np.ndarray:
        """Which rows are in the denominator of the convention."""
        return ~np.isin(self.table.chapter, list(self.how.without_chapters))

    @cached_property
    def value(self) -> float:
        """The customs value of those rows."""
        return float(self.table.value[self.rows, 0].sum())

    @cached_property
    def mfn_duty(self) -> float:
        """The MFN duty on them."""
        return float(self.table.duty[self.rows, 0].sum())

    @property
    def inside(self) -> float:
        """The MFN duty as far as the convention counts it."""
        return self.mfn_duty if self.how.mfn == "in" else 0.0

    def of_rows(self, value: float, says: str) -> Quantity:
        """A sum in dollars over rows of the table of trade, or over the asker's own lines."""
        if self.sheet:
            return table_figure(self.sheet, value, says, "USD")
        return given(value, f"{says} of {self.table.name}", "USD", cite=f"lines of {self.table.name}")

    @cached_property
    def customs_value(self) -> Quantity:
        """The customs value of the rows that count, with its trace."""
        without = f", without chapters {' and '.join(self.how.without_chapters)}" if self.how.without_chapters else ""
        return self.of_rows(self.value, f"customs value {{}}: customs_value_usd{without}")

    @cached_property
    def duty(self) -> Quantity:
        """The duty as the convention counts it: the MFN duty and what each measure adds."""
        return later(self.inside + self.added(), "USD", self._duty)

    def _duty(self) -> Quantity:
        paying = [part for part in self.charged if part.duty]
        mfn = self.of_rows(self.inside, "MFN duty {}: mfn_duty_usd")
        says = f"MFN duty{'' if self.inside else ', left out'}, and what {len(paying)} measures add"
        added = leading([part.charge for part in paying], f"more measures ({self._command})", most=MOST)
        switched = [scenario_step(one) for one in self.law.chosen]
        if self.inside:
            return derive("mfn + sum(added)", says, "USD", mfn=mfn, added=added, rests=switched)
        return derive("sum(added)", says, "USD", added=added, rests=[*switched, *([] if added else [self.customs_value])])

    @property
    def _command(self) -> str:
        """The command that lists all that the question holds."""
        words = [f"tradebrief exposure --as-of {self.law.as_of}"]
        if self.law.known_by != self.schedule.law.known_to:
            words.append(f"--known-by {self.law.known_by}")
        if self.how.id != "legal":
            words.append(f"--convention {self.how.id}")
        return " ".join([*words, *(f"--scenario {name}" for name in self.law.scenarios)])

    @cached_property
    def effective_rate(self) -> Quantity:
        """Duty over customs value, with its trace."""
        says = f"duty over customs value on {self.law.as_of}"
        rests = [convention(self.how)]
        return derive(OVER, says, "ratio", duty=self.duty, customs_value=self.customs_value, rests=rests)

    @property
    def sheet(self) -> Sheet | None:
        """What the table of trade says of itself; ``None`` where the lines are the asker's own."""
        kept = self.book.figures.get(self.table.name)
        return kept.about if kept else None

    @cached_property
    def terms(self) -> Terms:
        """The open numbers at their central values."""
        return terms_of(self.book, self.how)

    def stack(self, terms: Terms | None = None, without: str = "") -> RowDuties:
        """What each row owes beyond the MFN duty; ``without`` leaves one measure out."""
        rules = [rule for rule in self.law.rules(self.origin) if rule.id != without]
        return stack(self.table, rules, self.schedule.by_id, self.schedule.claims, terms or self.terms)

    @cached_property
    def charged(self) -> tuple[ExposurePart, ...]:
        """What each measure takes of the goods it applies to, the most first, without asking what would take its place."""
        return tuple(part for part, _ in _charged(self.stack(), self.rows))

    def charged_on(self, group: str) -> tuple[ExposurePart, ...]:
        """The same of one group of products."""
        return tuple(part for part, _ in _charged(self.stack(), self.rows & (self.table.group == group)))

    def added(self, terms: Terms | None = None, without: str = "") -> float:
        """The additional duty on the rows that count."""
        return float(self.stack(terms, without).total(len(self.table))[self.rows].sum())

    def rate(self, ends: Mapping[str, str] | None = None) -> float:
        """The effective rate, with single open numbers at one of their ends."""
        added = self.added(terms_of(self.book, self.how, ends)) if ends else self.added()
        return (self.inside + added) / self.value if self.value else 0.0


def loose(book: Workbook, how: Convention, table: TradeTable) -> list[str]:
    """The open numbers of a convention that can matter for a table."""
    doubtful = any(rows.any() for rows in table.unsure.values())
    return [
        name
        for name in open_numbers(how)
        if name not in (UNSETTLED, BY_LINE) or (name == UNSETTLED and doubtful) or (name == BY_LINE and name in book.assumptions)
    ]


def bands(rate: Callable[[Mapping[str, str]], float], names: Sequence[str]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """The rate at both ends of each open number alone, and with all of them at the end that lowers, or raises, it."""
    swings: dict[str, tuple[float, float]] = {}
    central = rate({})
    for name in names:
        swings[name] = (central if name in (UNSETTLED, BY_LINE) else rate({name: "low"}), rate({name: "high"}))
    lower = {name: ("low" if pair[0] <= pair[1] else "high") for name, pair in swings.items()}
    upper = {name: ("high" if end == "low" else "low") for name, end in lower.items()}
    return swings, min(central, rate(lower)), max(central, rate(upper))


def by_group(ask: ExposureQuery, additional: np.ndarray) -> tuple[ExposurePart, ...]:
    """What each group of products owes, the most first."""
    return tuple(
        sorted(
            (_group(ask, str(name), additional) for name in np.unique(ask.table.group[ask.rows])), key=lambda part: (-part.duty, part.name)
        )
    )


def _group(ask: ExposureQuery, name: str, additional: np.ndarray) -> ExposurePart:
    here = ask.rows & (ask.table.group == name)
    inside = float(ask.table.duty[here, 0].sum()) if ask.how.mfn == "in" else 0.0
    return ExposurePart(
        name=name,
        title=ask.book.groups[name].title if name in ask.book.groups else name,
        customs_value=float(ask.table.value[here, 0].sum()),
        duty=inside + float(additional[here].sum()),
        mfn_duty=inside,
    )


def by_measure(ask: ExposureQuery, found: RowDuties) -> tuple[ExposurePart, ...]:
    """What each measure takes of the goods it applies to, the most first, and what the total would fall by without it."""
    total = float(found.total(len(ask.table))[ask.rows].sum())
    return tuple(replace(part, marginal=total - ask.added(without=rule.id)) for part, rule in _charged(found, ask.rows))


def _charged(found: RowDuties, rows: np.ndarray) -> list[tuple[ExposurePart, Rule]]:
    """Each measure that applies to goods of some rows, the costliest first."""
    parts = []
    for one in found.owed:
        value = float(one.on_value[rows].sum())
        if value:
            parts.append((_measure(one.rule, value, float(one.duty[rows].sum())), one.rule))
    return sorted(parts, key=lambda pair: (-pair[0].duty, pair[0].name))


def _measure(rule: Rule, value: float, duty: float) -> ExposurePart:
    entry = rule.entry
    return ExposurePart(
        name=rule.id,
        title=rule.measure.title,
        customs_value=value,
        duty=duty,
        act=entry.act,
        cite=entry.cite,
        confidence=entry.confidence,
        says=_says(rule),
        scenario=rule.scenario,
    )


def _says(rule: Rule) -> str:
    """What a measure charges that day: as its act has it, or as a scenario changes it."""
    if not rule.scenario:
        return rule.entry.says
    if rule.quota is None:
        return " ".join(map(str, rule.charged or ()))
    inside, outside = (" ".join(map(str, charge.stated)) for charge in (rule.quota.in_, rule.quota.out))
    return f"{inside} within {rule.quota.volume:,} {rule.quota.unit}, {outside} above,"
