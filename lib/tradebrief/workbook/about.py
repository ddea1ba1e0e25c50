"""What a workbook is about: ``workbook.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from tradebrief.parties import PartyNames
from tradebrief.records.record import Code, Day, Name, Party, Record, Text, Zone

Role = Literal["importer", "partner"]


class AboutParty(Record):
    """One of the two parties as reports name it: importer or partner, in every form a sentence needs.

    ``subject`` is the word by which the keys of facts speak of it (``japan`` in ``japan.demands``), ``clock`` the zone its days are told by,
    ``colour`` what stands for it in figures.
    """

    id: Party
    role: Role
    name: Text
    short: Text | None = None
    adjective: Text | None = None
    subject: Name | None = None
    capital: Text | None = None
    zone: Zone | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = None

    @property
    def names(self) -> PartyNames:
        """Its names; what is not given is its name."""
        return PartyNames(self.name, self.short or self.name, self.adjective or self.name, self.capital or self.name)


class AboutDays(Record):
    """The days asked about where a notebook is given none; ``first`` and ``last`` bound daily series."""

    as_of: Day | None = None
    known_by: Day | None = None
    since: Day | None = None
    first: Day | None = None
    last: Day | None = None
    bridge_day: Day | None = None
    """The day on which published rates are walked between; without one the day asked about."""


class Include(Record):
    """Another workbook whose seeds this one shares, all of them or ``only`` some folders and files, ``without`` some records."""

    workbook: Text
    only: tuple[Text, ...] = ()
    without: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, data: Any) -> Any:
        return {"workbook": data} if isinstance(data, str) else data


def _with_ids(value: Any) -> Any:
    """Give each party its code as id."""
    if not isinstance(value, dict):
        return value
    return {code: {**entry, "id": code} if isinstance(entry, dict) else entry for code, entry in value.items()}


class About(Record):
    """The title of a workbook, whose tariffs on whose goods it follows, and what a question means that leaves something out.

    ``goods`` are the codes shown where none is named, ``trade_year`` is the year of trade, ``currency`` the partner's, into which ``exchange``, an
    assumption, takes dollars; ``includes`` are workbooks whose seeds it shares.
    """

    id: Name
    name: Name | None = None
    title: Text = "Workbook"
    importer: Party | None = None
    """Whose tariff schedule is asked."""
    partner: Party | None = None
    """Whose goods are asked about."""
    talks: Name | None = None
    """Which negotiation is asked about."""
    beside: tuple[Party, ...] = ()
    """Partners beside whose average tariff a briefing sets that of the own goods."""
    goods: tuple[Code, ...] = ()
    others: tuple[Text, ...] = ()
    """Partners that the partner is compared with."""
    trade_year: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    exchange: Name | None = None
    tables: Mapping[Name, Name] = {}
    """Tables of figures by what reports show them as: ``exports``, ``cars``, ``estimates``."""
    quantities: Mapping[Name, Name] = {}
    """The assumption that gives the units of a year, by the unit of a quota."""
    days: AboutDays = AboutDays()
    parties: Annotated[Mapping[Party, AboutParty], BeforeValidator(_with_ids)] = {}
    includes: tuple[Include, ...] = ()
    like: tuple[Text, ...] = ()
    """What another workbook that is made like this one includes."""
    shared_only: bool = False
    """Whether it only holds seeds for others to include and is no workbook by itself."""

    @model_validator(mode="after")
    def _parties_agree(self) -> About:
        for role, code in (("importer", self.importer), ("partner", self.partner)):
            mine = [one.id for one in self.parties.values() if one.role == role]
            if len(mine) > 1:
                raise ValueError(f"has two parties with the role {role} (got {', '.join(mine)}). Give one party each role")
            if mine and mine != [code]:
                raise ValueError(f"names one {role} and gives another the role (got {code} and {mine[0]}). Write one code in both places")
        if self.partner and self.partner == self.importer:
            raise ValueError(f"has one party for both roles (got {self.importer}). Name another importer or partner")
        return self

    def party(self, role: Role) -> AboutParty | None:
        """The party in a role, where it is written down."""
        return next((one for one in self.parties.values() if one.role == role), None)

    @property
    def sides(self) -> tuple[str, ...]:
        """Partner and importer, in the order in which reports show them."""
        return tuple(filter(None, (self.partner, self.importer)))

    @property
    def subjects(self) -> dict[str, str]:
        """The party by the word that keys of facts speak of it by."""
        return {one.subject: code for code, one in self.parties.items() if one.subject}

    @property
    def clocks(self) -> dict[str, str]:
        """The zones of the parties by the names of their capitals, as one writes them: ``tokyo``."""
        return {one.capital.lower().replace(" ", "-"): one.zone for one in self.parties.values() if one.capital and one.zone}
