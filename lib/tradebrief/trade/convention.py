"""Conventions: the choices that make published effective rates differ, each a named bundle.

They are the denominator, whether the MFN duty is inside, the metal share of mixed goods, conditions that importers claim, whether rules
count from the day they are in force or the day they are published, and where a publisher reads the law otherwise than the acts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from tradebrief.law.duty import read_percent
from tradebrief.period import Period
from tradebrief.records.record import Day, Name, Number, Party, Record, Text

METALS = ("steel", "aluminium", "copper")


def _share(value: Any) -> Decimal | str:
    """A share as ``40 %``, or the name of the assumption that gives it."""
    return value if isinstance(value, Decimal) or (isinstance(value, str) and "%" not in value) else read_percent(value)


Share = Annotated[Decimal | str, PlainValidator(_share)]
Metal = Annotated[Decimal | str, PlainValidator(lambda value: value if value == "input-output" else _share(value))]


def _metals(value: Any) -> Any:
    return dict.fromkeys(METALS, value) if isinstance(value, str | Decimal) else value


class Residual(Record):
    """Why a publisher's rates are not met by the convention that follows him: whose, from which day, by how many points at most, and the cause."""

    partner: Party | Literal["all"]
    except_: Annotated[tuple[Party, ...], Field(alias="except")] = ()
    """Whom *all* leaves out."""
    from_: Annotated[Day, Field(alias="from")]
    last_day: Day | None = None
    points: Annotated[Number, Field(gt=0)]
    """The largest distance between the two increases that the cause leaves, in percentage points."""
    cause: Text

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Residual:
        if self.last_day and self.last_day < self.from_:
            raise ValueError(f"has a last day before its first (got {self.last_day} before {self.from_}). Correct one of the days.")
        return self

    def concerns(self, partner: str, day: date) -> bool:
        """Whether it may explain a distance for a partner on a day."""
        meant = self.partner == partner or (self.partner == "all" and partner not in self.except_)
        return meant and day in Period(start=self.from_, end=self.last_day)


class Convention(Record):
    """How a rate is made of law and trade.

    ``metal`` is the share of each metal in derivatives: ``input-output`` (by line), a percentage or an assumption; ``on_part`` puts a whole duty on a
    share of the value; ``claimed`` is the share of the goods for which a condition is claimed. ``provisions`` says whether goods under chapters 98
    and 99 are charged. ``law`` names a folder of ``seeds/publisher_law`` where the publisher's own reading of the law stands as measures. ``unstated``
    says what of its convention a publisher does not tell; ``residuals`` where his published rates are known not to be met, and why.
    """

    id: Name
    title: Text
    kind: Literal["statutory", "collected"] = "statutory"
    mfn: Literal["in", "out"] = "in"
    without_chapters: tuple[Annotated[str, Field(pattern=r"^\d\d$")], ...] = ()
    metal: Annotated[dict[Literal["steel", "aluminium", "copper"], Metal], BeforeValidator(_metals)] = Field(
        default_factory=lambda: dict.fromkeys(METALS, "input-output")
    )
    on_part: dict[Name, Share] = Field(default_factory=dict)
    claimed: dict[Name, Share] = Field(default_factory=dict)
    provisions: Literal["free", "charged"] = "free"
    dates: Literal["effect", "publication"] = "effect"
    law: Name | None = None
    why: Text
    source: Text
    unstated: Text | None = None
    residuals: tuple[Residual, ...] = ()

    @model_validator(mode="after")
    def _names_every_metal(self) -> Convention:
        missing = [name for name in METALS if name not in self.metal]
        if missing:
            raise ValueError(
                f"names no share for every metal (got none for {', '.join(missing)}). Write steel, aluminium and copper, or one share for all."
            )
        return self
