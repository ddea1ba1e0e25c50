"""Where two readings of the law differ: by a later act, or between sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from tradebrief.given import party
from tradebrief.law.charge import DutyEntry
from tradebrief.law.measure import Measure
from tradebrief.law.schedule import Schedules
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, repr=False)
class Conflict(Result):
    """Days on which two readings of the law differ: by a later act (*postponed*, *rewritten*) or between sources (*disputed*).

    ``used`` is the reading the schedule follows once all is known, ``other`` the one it does not.
    """

    kind: Literal["postponed", "rewritten", "disputed"]
    measure: str
    first_day: date
    last_day: date | None
    used: str
    used_by: str
    other: str
    other_by: str
    why: str

    _frames: ClassVar[Mapping[str, Frame]] = {"conflict": Frame("", "measure kind first_day last_day used other why")}

    def _parts(self) -> dict[str, Any]:
        """A conflict as JSON has it."""
        return asdict(self) | {"first_day": self.first_day.isoformat(), "last_day": self.last_day and self.last_day.isoformat()}


@tells_gaps
@listed("Readings of the law that differ", Conflict)
def conflicts(
    book: Schedules, *, known_by: date | str | None = None, origin: str = "", importer: str | None = None
) -> tuple[Conflict, ...]:
    """The days on which two readings of the law differ, and why, by day: rewritten ones and disputes of all measures.

    ``known_by`` leaves out acts published later and disputes about later days, ``origin`` measures that are not about its goods.

    Args:
        book: the workbook, from ``tb.load()``
        known_by: use nothing published later; without one, everything
        origin: whose goods, by code or name of a party; without one, the workbook's partner
        importer: whose tariffs, by code or name; without one, the workbook's importer

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> len(tb.conflicts(book, known_by="2025-06-14", origin="Japan"))
        7
    """
    schedule = book.schedule(importer)
    known = schedule.known_day(known_by)
    origin = party(origin) if origin else ""
    asked = [one.for_origin(origin) for one in schedule.measures if not origin or one.origins.holds(origin)]
    last_day = schedule.law.last_day
    found = [conflict for measure in asked for conflict in (*_rewritten(measure, last_day, known), *_disputed(measure, known))]
    return tuple(sorted(found, key=lambda one: (one.first_day, one.measure, one.other)))


def _rewritten(measure: Measure, last_day: date, known_by: date) -> list[Conflict]:
    """Days under which an act says otherwise than the last one published: postponed when that came in time, rewritten when it came after."""
    found = []
    days = measure.days()
    for number, day in enumerate(days):
        entries = [entry for entry in measure.duties[day] if not entry.expected and entry.published <= known_by]
        used = entries[-1] if entries else None
        for other in [entry for entry in entries[:-1] if used and entry.says != used.says]:
            assert used is not None
            late = used.published > day
            until = days[number + 1] - DAY if number + 1 < len(days) else last_day
            found.append(
                Conflict(
                    kind="rewritten" if late else "postponed",
                    measure=measure.id,
                    first_day=day,
                    last_day=until,
                    used=used.says,
                    used_by=_by(used),
                    other=other.says,
                    other_by=_by(other),
                    why=f"{used.act} of {used.signed or used.published} takes the place of {other.act}"
                    + (f", {(used.published - day).days} days after that was in force" if late else " before that came into force"),
                )
            )
    return found


def _by(entry: DutyEntry) -> str:
    return f"{entry.act}, published {entry.published}"


def _disputed(measure: Measure, known_by: date) -> list[Conflict]:
    found = []
    for one in [one for one in measure.disputed if one.day <= known_by]:
        used = measure.entry_on(one.day, known_by)
        found.append(
            Conflict(
                kind="disputed",
                measure=measure.id,
                first_day=one.day,
                last_day=one.last_day,
                used=used[1].says if used else "not in force",
                used_by=_by(used[1]) if used else "",
                other=one.reading,
                other_by=one.by,
                why=one.why,
            )
        )
    return found
