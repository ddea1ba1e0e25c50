"""The programmes of special rates: whose goods they are for, from which act, and the measure that each makes of the schedule.

Rates that differ only by programme are one table, ``seeds/hts/programmes.yaml``; a programme whose parties the seeds know becomes a measure
``usa-preference-jp`` that replaces the general rate, taken as claimed unless a question says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from pydantic import Field

from tradebrief.law.hts.store import list_name
from tradebrief.law.measure import Measure
from tradebrief.records.record import Day, Name, Party, Record, Text

ID = "{}-preference-{}"


class Programme(Record):
    """A programme of special rates by its symbol in the schedule."""

    id: str = Field(pattern=r"^[A-Z]{1,2}[+*]?$")
    title: Text
    """The agreement or programme."""
    origins: tuple[Party, ...] = ()
    """Whose goods may claim it; without any, goods of every origin that meet the claim."""
    from_: Day = Field(alias="from")
    """The first day it is in force, or the first day this workbook asks about."""
    last_day: Day | None = None
    """Its last day, where it lapsed."""
    act: Text
    """The act that put it into the schedule."""
    cite: Text | None = None
    """Where that is printed."""
    published: Day
    """When it was public."""
    confidence: Text = "memory"
    if_claimed: Name | None = None
    """A claim that decides more than the rate, so that it is never presumed."""
    floor: Text | None = None
    """How its rates meet all-in rates, with the act that says so."""


def preference_measures(programmes: Mapping[str, Programme], parties: Collection[str], importer: str) -> Iterable[tuple[str, Measure]]:
    """The measure of each programme whose parties are known, by its id."""
    for one in programmes.values():
        origins = [party for party in one.origins if party in parties]
        if one.origins and not origins:
            continue
        name = ID.format(importer.lower(), re.sub(r"[+*]", "-plus", one.id.lower()))
        entry = {
            "replaces": "as listed",
            "published": str(one.published),
            "act": one.act,
            "cite": one.cite,
            "confidence": one.confidence,
            "note": one.floor,
        }
        fields = {
            "id": name,
            "title": f"Preferential rates: {one.title} ({one.id})",
            "type": "preferential duty",
            "basis": "trade agreement",
            "importer": importer,
            "origins": origins or {"all": "true"},
            "goods": {"list": list_name(importer, one.id)},
            "if_claimed": one.if_claimed,
            "last_day": one.last_day,
            "duties": {str(one.from_): {key: value for key, value in entry.items() if value}},
        }
        yield name, Measure.model_validate({key: value for key, value in fields.items() if value is not None})
