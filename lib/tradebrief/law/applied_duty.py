"""What a good owes on a day: the total, every component with its act, and what gave way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from tradebrief.law.charge import Verb, spoken_rate
from tradebrief.law.duty import NONE, ONE, percent, plain
from tradebrief.law.goods import Label, name_of, read_code
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import Quantity, computed, derive, given
from tradebrief.results.frames import Frame
from tradebrief.results.result import Result


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """What one measure adds to the total: ``rate`` on ``share`` of the customs value, and the act that says so.

    ``stated`` is the duty as the act has it (``15 %`` all-in), ``rate`` what it comes to on top of the base duty (0.125);
    ``of`` tells whether the share is one of the value or, under a quota, of the units.
    """

    measure: str
    type: str
    verb: Verb
    stated: str
    rate: Decimal
    share: Decimal
    act: str
    cite: str | None
    in_force: date
    published: date
    confidence: str
    scenario: str = ""
    of: Literal["value", "units"] = "value"

    @property
    def duty(self) -> Decimal:
        """The duty as a fraction of the whole customs value."""
        return self.rate * self.share

    @property
    def says(self) -> str:
        """The component in words."""
        return f"{self.measure} {spoken_rate(self.verb, self.stated, self.rate, self.share, self.of)} ({self.act})"

    def step(self, *, placed: bool = True) -> Trace:
        """The duty with the act that charges it; ``placed`` where the page shows the acts of that day."""
        act = ", ".join(filter(None, (self.act, self.cite)))
        charged = Trace(
            kind="act",
            says=f"{self.measure} {self.verb} {self.stated}: {act}, published {self.published}",
            value=float(self.rate),
            unit="ratio",
            to=citations.place_of(self.act) if placed else "",
            cite=citations.act(self),
        )
        if self.share == ONE:
            return charged
        share = given(float(self.share), f"{{}}: share of the {self.of} that {self.measure} applies to", "ratio", kind="assumption")
        return computed("rate * share", f"{self.measure} on part of the {self.of}", "ratio", rate=charged, share=share)

    def to_dict(self) -> dict[str, Any]:
        """A part of an answer as JSON has it: ``rate`` on ``share`` of the value makes ``duty``."""
        return {
            "measure": self.measure,
            "type": self.type,
            "verb": self.verb,
            "stated": self.stated,
            "rate": plain(self.rate),
            "share": plain(self.share),
            "duty": plain(self.duty),
            "act": self.act,
            "cite": self.cite,
            "in_force": self.in_force.isoformat(),
            "published": self.published.isoformat(),
            "confidence": self.confidence,
            "scenario": self.scenario or None,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class GaveWay:
    """A measure that covers the good but not the whole of its value: to which measures it yields, on which share, why."""

    measure: str
    to: tuple[str, ...]
    share: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class AppliedDuty(Result):
    """What a good owes on a day as known by a day: the total, every component, what gave way, and what was taken for granted.

    ``total`` is a fraction of the customs value: the sum of the components. With a quota and a quantity it is
    the mean over all units, and ``last_unit`` what the last of them owes.
    """

    code: str
    origin: str
    as_of: date
    known_by: date
    scenario: tuple[str, ...]
    total: Decimal
    last_unit: Decimal
    components: tuple[Component, ...]
    gave_way: tuple[GaveWay, ...]
    caveats: tuple[str, ...]
    low: Decimal = NONE
    high: Decimal = NONE
    """The lowest and highest total, where an act takes some lines of a heading and nobody tells which; else both the total."""

    _frames: ClassVar[Mapping[str, Frame]] = {
        "component": Frame("components", "measure type verb stated rate share duty_rate=duty act cite in_force published confidence"),
    }
    _headlines: ClassVar[Mapping[str, str]] = {"rate of duty": "rate"}
    _next: ClassVar[Sequence[str]] = ("tb.history(book, code)", "tb.rate_path(book, code)")
    _heading: ClassVar[str] = "Tariff on {0.code}"

    def rate(self, *, placed: bool = True) -> Quantity:
        """The total with its trace, from the acts of its parts; ``placed`` on the day of which the page shows the acts."""
        about = f"on {self.code} of {self.origin} on {self.as_of}"
        return derive("sum(duties)", about, "ratio", duties=[part.step(placed=placed) for part in self.components])

    @property
    def base(self) -> Decimal:
        """The base duty: column 1, or what replaces it."""
        return sum((one.duty for one in self.components if one.type in {"mfn duty", "preferential duty"}), NONE)

    @property
    def additional(self) -> Decimal:
        """What comes on top of the base duty."""
        return self.total - self.base

    @property
    def sources(self) -> tuple[str, ...]:
        """The acts it rests on, each once, with their citations."""
        return tuple(dict.fromkeys(f"{one.act}, {one.cite}" if one.cite else one.act for one in self.components))

    @property
    def says(self) -> str:
        """The answer in one line."""
        return f"{percent(self.total)} = " + " + ".join(one.says for one in self.components)

    def component(self, measure: str) -> Component | None:
        """The first component of a measure, if it has one."""
        return next((one for one in self.components if one.measure == measure), None)

    def to_dict(self, labels: Iterable[Label] = ()) -> dict[str, Any]:
        """An answer as JSON has it: rates as decimal strings, fractions of the customs value."""
        return {
            "code": self.code,
            "goods": name_of(read_code(self.code), labels),
            "origin": self.origin,
            "as_of": self.as_of.isoformat(),
            "known_by": self.known_by.isoformat(),
            "scenario": list(self.scenario),
            "total": plain(self.total),
            "base": plain(self.base),
            "additional": plain(self.additional),
            "last_unit": plain(self.last_unit),
            "low": plain(self.low),
            "high": plain(self.high),
            "components": [one.to_dict() for one in self.components],
            "gave_way": [
                {"measure": one.measure, "to": list(one.to), "share": plain(one.share), "reason": one.reason} for one in self.gave_way
            ],
            "caveats": list(self.caveats),
            "sources": list(self.sources),
        }
