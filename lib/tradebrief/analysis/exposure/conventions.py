"""The law as a convention reads it, and the open numbers of a question under a convention."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from weakref import WeakKeyDictionary

from tradebrief.analysis.exposure.stack import Terms
from tradebrief.errors import LackError, ask_error, near
from tradebrief.law.schedule import TariffSchedule
from tradebrief.trade.convention import METALS, Convention
from tradebrief.workbook.workbook import Workbook

UNSETTLED = "unsettled-scopes"
"""The name under which bands take scopes that the lists leave open: low, they hold nothing; high, they hold."""

BY_LINE = "metal-content"
"""The assumption whose high value stands against metal shares by line."""

_MADE: WeakKeyDictionary[TariffSchedule, dict[str, TariffSchedule]] = WeakKeyDictionary()


def convention_of(book: Workbook, name: str, origin: str) -> Convention:
    """A convention by name, with the claims that goods of an origin can make; an unknown one is an ``AskError``."""
    if not book.conventions:
        raise LackError("conventions", name)
    if name not in book.conventions:
        raise ask_error("convention", "is no convention", name, near(name, book.conventions))
    how = book.conventions[name]
    about = [measure for measure in law_under(book, how).measures if measure.origins.holds(origin)]
    can = {claim for measure in about for claim in (measure.if_claimed, measure.unless_claimed)}
    return (
        how
        if can >= how.claimed.keys()
        else how.model_copy(update={"claimed": {name: how.claimed[name] for name in how.claimed if name in can}})
    )


def law_under(book: Workbook, convention: Convention) -> TariffSchedule:
    """The schedule of a convention: the law, or the publisher's own reading of it, made once for each workbook."""
    return book.schedule() if convention.law is None else law_of_publisher(book, convention.law)


def law_of_publisher(book: Workbook, name: str) -> TariffSchedule:
    """A publisher's reading of the law as a schedule; an unknown one is an ``AskError``."""
    schedule = book.schedule()
    if name not in book.publisher_law:
        raise ask_error("convention", "names no reading of the law", name, near(name, book.publisher_law))
    made = _MADE.setdefault(schedule, {})
    if name not in made:
        made[name] = TariffSchedule(
            importer=schedule.importer, measures=tuple(book.publisher_law[name].values()), lists=book.lists, partners=book.partners
        )
    return made[name]


def laws(book: Workbook) -> list[TariffSchedule]:
    """The law and every other reading of it."""
    return [book.schedule(), *(law_of_publisher(book, name) for name in book.publisher_law)]


def terms_of(book: Workbook, convention: Convention, ends: Mapping[str, str] | None = None) -> Terms:
    """The open numbers of a convention: shares as stated, or the central value of the assumption named.

    ``ends`` takes the low or high end of single assumptions, as ``{"claimed-civil-aircraft": "high"}``.
    """
    chosen = ends or {}

    def number(share: Decimal | str) -> float:
        return float(share) if isinstance(share, Decimal) else book.assumed(share, chosen.get(share, "central"))

    def metal(share: Decimal | str) -> float | None:
        if share != "input-output":
            return number(share)
        return book.assumed(BY_LINE, "high") if chosen.get(BY_LINE) == "high" else None

    return Terms(
        metal={name: metal(convention.metal[name]) for name in METALS},
        on_part={name: number(share) for name, share in convention.on_part.items()},
        claimed={name: number(share) for name, share in convention.claimed.items()},
        by_chapter={name: rows for name, share in convention.claimed.items() if (rows := _by_chapter(book, share, chosen))},
        quantity={
            unit: book.assumed(name, chosen.get(name, "central"))
            for unit, name in book.about.quantities.items()
            if name in book.assumptions
        },
        unsure=chosen.get(UNSETTLED) == "high",
        provisions=convention.provisions == "charged",
    )


def _by_chapter(book: Workbook, share: Decimal | str, chosen: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """What a share is by origin and chapter, where the assumption that gives it has a table."""
    found = book.assumptions.get(share) if isinstance(share, str) else None
    which = chosen.get(str(share), "central")
    return {(row.origin, row.chapter): float(getattr(row, which)) for row in found.by_chapter} if found else {}


def open_numbers(convention: Convention) -> tuple[str, ...]:
    """The names of what a convention leaves open: assumptions, metal shares by line, scopes that nobody told."""
    shares = [*convention.metal.values(), *convention.on_part.values(), *convention.claimed.values()]
    named = dict.fromkeys(share for share in shares if isinstance(share, str) and share != "input-output")
    return (*([BY_LINE] if "input-output" in convention.metal.values() else []), *named, *([UNSETTLED] if convention.law is None else []))


def known_on(convention: Convention, as_of: date, known_by: date) -> date:
    """The day by which acts count: with dates of publication nothing counts before it is published."""
    return min(as_of, known_by) if convention.dates == "publication" else known_by
