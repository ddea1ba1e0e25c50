"""A scenario: the same law with named measures off, changed, or an expected duty on, from a day.

It is laid over the schedule and changes no record. What it leaves alone stays as the law has it; a measure
that has ended stays ended. Scenarios can be combined as long as they agree.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from tradebrief.law.charge import Charge, Quota
from tradebrief.period import LAST_DAY, Period
from tradebrief.records.record import Day, Name, Party, Record, Text

Cited = Annotated[str, Field(pattern=r"^[a-z0-9./-]+$", max_length=120)]


class Changed(Charge):
    """The duty a measure would have: a verb with its duty, or a quota."""

    quota: Quota | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Changed:
        if self.count() + (self.quota is not None) != 1:
            raise ValueError("states not one duty (got none or several). Write one of 'adds', 'tops up to', 'replaces', 'quota'.")
        return self

    @property
    def says(self) -> str:
        """The change in words."""
        if self.quota:
            return f"a quota of {self.quota.volume:,} {self.quota.unit}"
        return " ".join(map(str, self.charged or ()))


def _all_or_list(value: Any) -> Any:
    return () if value is None else value


class Scenario(Record):
    """A what-if: its days, whom it is about, what is off, changed or expected, and the facts that make it worth asking.

    ``off`` may be ``everything``: every measure but the base duty. ``expect`` names a measure and the day its expected entry stands under.
    """

    id: Name
    title: Text
    """What it is, in a line."""
    why: Text
    """What makes it worth asking."""
    cites: tuple[Cited, ...] = ()
    """Keys of the facts that motivate it."""
    acts: tuple[Text, ...] = ()
    """Acts it draws on."""
    from_: Annotated[Day, Field(alias="from")]
    """The first day it is laid over the law."""
    last_day: Day | None = None
    """The last day, if it ends."""
    importer: Party | None = None
    """Whose schedule it is laid over."""
    origins: tuple[Party, ...] = ()
    """Goods of which origins it is about; all where none is named."""
    off: Annotated[tuple[Name, ...] | Literal["everything"], BeforeValidator(_all_or_list)] = ()
    """Measures that do not apply, or everything: every one but the base duty."""
    change: dict[Name, Changed] = Field(default_factory=dict)
    """Measures with another duty: adds, tops up to, replaces or a quota."""
    expect: dict[Name, Day] = Field(default_factory=dict)
    """Measures whose expected entry applies, each with the day it stands under."""
    terms_of: Annotated[Party | None, Field(alias="terms-of")] = None
    """Goods are charged what goods of this partner are, beyond the base duty, which stays their own."""

    @model_validator(mode="after")
    def _is_one_overlay(self) -> Scenario:
        if self.last_day and self.last_day < self.from_:
            raise ValueError(f"has a last day before its first (got {self.last_day} before {self.from_}). Correct one of the days.")
        named = [*(self.off if self.off != "everything" else ()), *self.change, *self.expect]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"says two things of one measure (got {', '.join(twice)}). Keep one of 'off', 'change', 'expect'.")
        return self

    @property
    def period(self) -> Period:
        """The days on which it is laid over the law."""
        return Period(start=self.from_, end=self.last_day)

    @property
    def named(self) -> tuple[str, ...]:
        """The measures it names."""
        return (*(self.off if self.off != "everything" else ()), *self.change, *self.expect)

    def meets(self, origin: str) -> bool:
        """Whether it is about goods of this origin."""
        return not self.origins or origin in self.origins

    def meets_both(self, other: Scenario) -> bool:
        """Whether one day and one origin at least lie under both."""
        return self.period.overlaps(other.period) and (
            not self.origins or not other.origins or bool(set(self.origins) & set(other.origins))
        )

    def says(self, measure: str, *, base: bool = False) -> str:
        """What it makes of a measure, in words; nothing where it leaves it alone."""
        if measure in self.change:
            return self.change[measure].says
        if measure in self.expect:
            return f"expected from {self.expect[measure]}"
        return "off" if measure in self.off or (self.off == "everything" and not base) else ""


TERMS_OF = "terms-of-"
"""A scenario of this name and a partner's code is known without a record: goods on the terms of that partner."""


def terms_scenario(partner: str) -> str:
    """The scenario that lays the terms of a partner on other goods."""
    return f"{TERMS_OF}{partner.lower()}"


def terms_partner(scenario: str) -> str | None:
    """The partner whose terms a scenario lays on other goods; nothing where its name speaks of none."""
    return scenario.removeprefix(TERMS_OF).upper() if scenario.startswith(TERMS_OF) else None


def on_terms_of(partner: str, name: str, first_day: date, importer: str) -> Scenario:
    """The scenario that charges goods what goods of a partner are charged."""
    return Scenario.model_validate(
        {
            "id": terms_scenario(partner),
            "title": f"The terms of {name}",
            "why": f"what goods of {name} are charged beyond the base duty is charged on these goods",
            "from": first_day,
            "importer": importer,
            "terms-of": partner,
        }
    )


def contradictions(chosen: list[Scenario], base: frozenset[str]) -> list[tuple[Scenario, Scenario, str, str, str]]:
    """Pairs of scenarios that say different things of one measure on days and origins they share."""
    found = []
    for number, one in enumerate(chosen):
        for other in chosen[number + 1 :]:
            if not one.meets_both(other):
                continue
            for measure in sorted({*one.named, *other.named}):
                here, there = one.says(measure, base=measure in base), other.says(measure, base=measure in base)
                if here and there and here != there:
                    found.append((one, other, measure, here, there))
    return found


def change_days(chosen: list[Scenario]) -> list[date]:
    """The days on which scenarios start, and those after they end."""
    ends = [date.fromordinal(one.last_day.toordinal() + 1) for one in chosen if one.last_day and one.last_day < LAST_DAY]
    return sorted({one.from_ for one in chosen} | set(ends))
