"""The ledger: forecasts kept with the day they were made for, and what came of them.

A claim states no number. Its probability is computed anew from what was known on its day, so a ledger kept for years
says the same as on the first day, and a claim cannot be improved afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.survival import time_to_deal
from tradebrief.results.frames import Frame
from tradebrief.results.missing import tells_gaps
from tradebrief.results.result import Result, listed
from tradebrief.talks.records import Claim
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True, repr=False)
class LedgerEntry(Result):
    """One claim: its probability as of its day with the range over models or classes, the outcome, its scores, and since when that could be known.

    ``n`` is the number of gaps behind a claim on a round, of deals behind one on a deal.
    """

    as_of: date
    of: str
    by: date
    n: int
    p: float | None
    low: float | None
    high: float | None
    outcome: bool | None
    brier: float | None
    log_score: float | None
    outcome_known_from: date | None

    _frames: ClassVar[Mapping[str, Frame]] = {
        "entry": Frame("", "as_of of by_day=by n probability=p low high outcome brier log_score outcome_known_from"),
    }

    @property
    def claim(self) -> str:
        """The claim in words."""
        return f"{'a next round' if self.of == 'round' else 'a deal'} by {self.by}"


@tells_gaps
@listed("Forecasts on record, with their outcomes", LedgerEntry)
def ledger(
    book: Workbook, talks: str | None = None, *, known_by: date | str | None = None, clock: str = "publisher"
) -> tuple[LedgerEntry, ...]:
    """Every claim of a negotiation made by ``known_by``, with its outcome as far as known by then.

    Args:
        book: the workbook, from ``tb.load()``
        talks: id of a negotiation; without one, the workbook's own
        known_by: use nothing published later; without one, everything
        clock: whose day counts as published: ``publisher``, ``importer``, ``partner`` or a time zone

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.load()
        >>> len(tb.ledger(book, known_by="2025-06-14"))
        3
    """
    talks = book.talks_asked(talks)
    day = book.chronicle(talks, known_by=known_by, clock=clock).known_by
    make = {"round": _round, "deal": _deal}
    return tuple(make[claim.of](book, talks, claim, day, clock) for claim in book.talks[talks].claims if claim.as_of <= day)


def _round(book: Workbook, talks: str, claim: Claim, known_by: date, clock: str) -> LedgerEntry:
    after = claim.by + timedelta(days=1)
    made = forecast(book, talks, as_of=claim.as_of, known_by=known_by, before=[after], clock=clock)
    horizon = made.headline
    came, brier, log_score = made.outcome.events[after] if made.outcome else (None, None, None)
    following = made.outcome.next_round if made.outcome else None
    return LedgerEntry(
        as_of=claim.as_of,
        of="round",
        by=claim.by,
        n=made.n,
        p=horizon.p if horizon else None,
        low=horizon.low if horizon else None,
        high=horizon.high if horizon else None,
        outcome=came,
        brier=brier,
        log_score=log_score,
        outcome_known_from=_known(came, following.settled_from if following else None, after),
    )


def _deal(book: Workbook, talks: str, claim: Claim, known_by: date, clock: str) -> LedgerEntry:
    clock_view = time_to_deal(book, talks, as_of=claim.as_of, known_by=known_by, before=[claim.by], clock=clock)
    horizon = clock_view.horizons[0]
    both = [p for p in (horizon.p, horizon.p_agreements) if p is not None]
    made = book.chronicle(talks, known_by=known_by, clock=clock).ended(known_by)
    return LedgerEntry(
        as_of=claim.as_of,
        of="deal",
        by=claim.by,
        n=int(clock_view.deals),
        p=horizon.p,
        low=min(both, default=None),
        high=max(both, default=None),
        outcome=horizon.outcome,
        brier=horizon.brier,
        log_score=horizon.log_score,
        outcome_known_from=_known(horizon.outcome, made.settled_from if made else None, claim.by + timedelta(days=1)),
    )


def _known(came: bool | None, known_from: date | None, after: date) -> date | None:
    """Since when the outcome could be known: with the event where it came, else once the day had passed."""
    if came is None:
        return None
    return known_from if came else after
