"""What a question means that leaves something out: the workbook's own parties, talks, days and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal

from tradebrief.errors import LackError, ask_error, near
from tradebrief.facts.records import Article
from tradebrief.given import day_given, is_latest, party
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.parties import PartyNames
from tradebrief.period import LAST_DAY, PUBLISHER
from tradebrief.records.record import is_zone
from tradebrief.results.missing import Missing
from tradebrief.talks.records import Negotiation
from tradebrief.workbook.about import About
from tradebrief.workbook.own import DAYS, OWN, own_value


class Defaults:
    """The part of a workbook that reads what is asked; what is left out stands in ``workbook.yaml``."""

    about: About
    gaps: Literal["refused", "told"]
    talks: Mapping[str, Negotiation]
    measures: Mapping[str, Measure]
    partners: Mapping[str, PartyRecord]
    articles: Mapping[str, Article]

    @cached_property
    def latest_known(self) -> date:
        """The day the latest text of the workbook was surely out."""
        return max((day for article in self.articles.values() for _, day in article.known_days()), default=LAST_DAY)

    def known_day(self, known_by: date | str | None) -> date:
        """The day up to which things are known: ``None`` or ``latest`` is the day the last text was published."""
        return self.latest_known if is_latest(known_by) else day_given(known_by, "known_by")

    def origin_asked(self, origin: str | None) -> str:
        """Whose goods are asked about: a code or name of a party, without one the workbook's partner."""
        if origin:
            return party(origin, "origin")
        if self.about.partner is None:
            raise ask_error("origin", "is not given, and the workbook names no partner", remedy="Give one, or name it in workbook.yaml.")
        return self.about.partner

    def importer_asked(self, importer: str | None = None) -> str:
        """Whose tariffs are asked about: a code or name of a party, without one the workbook's importer, or the only one with measures."""
        if importer:
            return party(importer, "importer")
        known = sorted({one.importer for one in self.measures.values()})
        if self.about.importer or len(known) == 1:
            return self.about.importer or known[0]
        if not known:
            raise LackError("measures")
        remedy = "Give one, or name it in workbook.yaml."
        raise ask_error("importer", "is not given, and the workbook names none", ", ".join(known), remedy)

    def talks_asked(self, talks: str | None) -> str:
        """Which negotiation is asked about: an id, without one the workbook's own; ``AskError`` for one that is not there."""
        name = talks or self.about.talks or next(iter(self.talks), "")
        if not name:
            raise LackError("talks")
        if name not in self.talks:
            if name == self.about.talks:
                raise LackError("talks", name)
            raise ask_error("talks", "names no negotiation", name, near(name, self.talks))
        return name

    def clock_asked(self, clock: str) -> str:
        """A clock as days are told by it: ``publisher``, or the zone of a party by role or capital, or a zone by its own name."""
        if clock == PUBLISHER or is_zone(clock):
            return clock
        if clock not in self.clocks:
            raise ask_error("clock", "is no clock", clock, near(clock, self.clocks))
        return self.clocks[clock]

    @property
    def clocks(self) -> dict[str, str]:
        """The clocks by name: the publisher's, those of importer and partner, and the same by their capitals."""
        roles = {role: one.zone if (one := self.about.party(role)) and one.zone else PUBLISHER for role in ("importer", "partner")}  # type: ignore[arg-type]
        return {PUBLISHER: PUBLISHER, **roles, **self.about.clocks}

    def asked(self, **given: Any) -> list[Any]:
        """The values of a notebook's parameters by name, in order, with what ``workbook.yaml`` says in place of the word ``own``.

        >>> import tradebrief as tb
        >>> tb.load().asked(talks="own", as_of="2025-05-15")
        ['japan-us-2025', '2025-05-15']
        """
        return [self.own(name) if value in (OWN, [OWN]) else value for name, value in given.items()]

    def own(self, name: str) -> Any:
        """What ``workbook.yaml`` says of a parameter; nothing where it is silent, but of a day the last on which a text was published."""
        days = {day: str(said) for day in DAYS if (said := getattr(self.about.days, day)) is not None}
        found = own_value({**vars(self.about), "days": days}, name)
        if found is None and name in DAYS:
            if not self.articles:
                raise ask_error(
                    "workbook.yaml", "names no day to ask about", name, f"Write 'days: {{{name}: 2025-06-14}}' in it, or give the day."
                )
            return self.latest_known.isoformat()
        if name == "code" and not found and self.gaps == "told":
            return Missing("goods")
        return found or ([] if name in {"goods", "others"} else "")

    @property
    def party_names(self) -> dict[str, PartyNames]:
        """What each party is called in sentences: as ``workbook.yaml`` says, else by its name in ``codes/parties.yaml``; also by role."""
        listed = {
            code: PartyNames(said, one.name, one.name, one.name) for code, one in self.partners.items() if (said := one.said or one.name)
        }
        written = {code: one.names for code, one in self.about.parties.items()}
        return listed | written | {one.role: one.names for one in self.about.parties.values()}
