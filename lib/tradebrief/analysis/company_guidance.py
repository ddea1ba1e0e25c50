"""What companies said the tariffs cost them, vintage by vintage, with figures before and after their own measures kept apart.

No sum is formed here: gross, net and maximum figures are not comparable, several hold plants in Mexico and Canada, and none is the duty on
trade between two parties.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from tradebrief.errors import ask_error, near
from tradebrief.given import day_given, is_latest
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.trade.datasets import Guidance, filled
from tradebrief.workbook.workbook import Workbook

SHEET = "tariff-costs"


@dataclass(frozen=True, kw_only=True, repr=False)
class Revision(Result):
    """Two vintages of one maker's guidance on one basis: the earlier, the later, and the change in billions."""

    company: str
    basis: str
    period: str
    first: Guidance
    then: Guidance

    _frames: ClassVar[Mapping[str, Frame]] = {
        "revision": Frame("", "company basis period billions_low=first.low billions_high=then.low currency=first.currency"),
    }

    @property
    def change(self) -> Decimal | None:
        """The later figure less the earlier; ``None`` where one is a range or is lacking."""
        low, high = exact(self.first), exact(self.then)
        return None if low is None or high is None else high - low


def exact(one: Guidance) -> Decimal | None:
    """A figure that is one number."""
    return one.low if one.low is not None and one.low == one.high else None


@tells_gaps
@listed("What companies said the tariffs cost", Guidance)
def guidance(book: Workbook, *, company: str | None = None, known_by: date | str | None = None) -> tuple[Guidance, ...]:
    """What was disclosed by a day, in the order of disclosure; an unknown company is an ``AskError``.

    Args:
        book: the workbook, from ``tb.load()``
        company: a company's name; without one, all
        known_by: use nothing published later; without one, everything

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> tb.guidance(book, company="Toyota", known_by="2025-08-31").to_frame()[["period", "billions_high"]]
                             period  billions_high
        0         Apr-May 2025 only          180.0
        1              Apr-Jun 2025          450.0
        2  April 2025 to March 2026         1400.0
    """
    if SHEET not in book.figures:
        return ()
    day = None if is_latest(known_by) else day_given(known_by, "known_by")
    currency = book.figures[SHEET].about.currency or book.about.currency or ""
    rows = [Guidance.model_validate(filled(row) | {"currency": currency}) for row in book.figures[SHEET].rows]
    names = {one.company for one in rows}
    if company is not None and company not in names:
        raise ask_error("company", "is no company whose figures are in the seeds", company, near(company, names))
    chosen = [one for one in rows if company in (None, one.company) and (day is None or disclosed_by(one) <= day)]
    return tuple(sorted(chosen, key=lambda one: (one.company, disclosed_by(one), one.id)))


def disclosed_by(one: Guidance) -> date:
    """The day by which a figure was out: the last day of a month told without its day."""
    year, month, *day = (int(part) for part in one.disclosed_on.split("-"))
    if day:
        return date(year, month, day[0])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


@listed("How company guidance moved", Revision)
def revisions(book: Workbook, *, known_by: date | str | None = None) -> tuple[Revision, ...]:
    """How guidance for one period moved, only between figures on the same basis."""
    found: dict[tuple[str, str, str], list[Guidance]] = {}
    for one in guidance(book, known_by=known_by):
        if one.kind == "guidance" and one.low is not None and one.basis in ("gross", "net"):
            found.setdefault((one.company, one.basis, one.period), []).append(one)
    return tuple(
        Revision(company=company, basis=basis, period=period, first=first, then=then)
        for (company, basis, period), rows in sorted(found.items())
        for first, then in itertools.pairwise(rows)
    )
