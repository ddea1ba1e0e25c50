"""Tables of the talks: rounds and contacts, tests, forecasts and what they lean on, times to a deal, scores."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.cadence.backtest import BackTest, Summary
from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.ledger import LedgerEntry
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.analysis.cadence.trend_tests import TrendTests
from tradebrief.tables.table import Marked, Table, days, named
from tradebrief.talks.chronicle import starts_by
from tradebrief.wording import number_of

#: Names of the bounded statistics as a table gives them.
BOUNDED = {
    "span": "days from the first round to the last",
    "median": "middle gap, days",
    "burstiness": "burstiness B",
    "corrected": "burstiness A, n = gaps",
    "laplace": "Laplace U, event-truncated",
    "beta": "Crow-AMSAA β, event-truncated",
    "laplace_time": "Laplace U, time-truncated (the trap)",
}


_IN_DAYS = {"span", "median"}


def figure(value: float | bool | None, places: int = 3) -> str:
    """A number with so many places; nothing where there is none.

    >>> figure(0.5), figure(None), figure(True)
    ('0.500', '', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:.{places}f}"


def rounds(found: Cadence) -> Table:
    """The rounds: days, place, who was met, days since the last one, since when it was known, how sure we are."""
    own = found.chronicle.negotiation.counterparts
    rows = tuple(
        (
            Marked(str(one.event.number or number), f"round-{one.event.number or number}"),
            days(one.when),
            one.event.place or "",
            ", ".join(name.title() for name in (own or tuple(one.met)) if name in one.met),
            ", ".join(name.title() for name in one.absent),
            str(gap),
            one.settled_from.isoformat(),
            one.confidence,
            len(one.from_articles),
        )
        for number, (one, gap) in enumerate(zip(found.rounds, ("", *found.gaps), strict=False), start=1)
    )
    columns = ("round", "days", "place", "met", "absent", "days since the last", "known from", "confidence", "facts")
    note = f"A round: {found.chronicle.negotiation.rounds_are}. Days by the clock of the place."
    return Table(name="rounds", caption="The rounds", columns=columns, rows=rows, numbers={"days since the last", "facts"}, note=note)


def contacts(found: Cadence) -> Table:
    """Everything else between the sides: leaders, ministers' calls and meetings, threats, visits planned and called off."""
    others = [one for one in found.chronicle.events if one.kind != "round" and one.start <= found.as_of]
    rows = tuple(
        (days(one.when), one.kind, one.status, one.event.says, one.settled_from.isoformat(), one.confidence, one.rows[0].source)
        for one in others
    )
    return Table(
        caption="Contacts that are no rounds", columns=("days", "kind", "status", "what", "known from", "confidence", "source"), rows=rows
    )


def deadlines(found: Cadence) -> Table:
    """The deadlines ahead as they stood on the day, with when they were set and moved."""
    rows = tuple(
        (
            one.says,
            one.sort,
            one.set_on.isoformat(),
            str(one.stands),
            str(one.moved_on or ""),
            ", ".join(map(str, one.earlier)),
            one.by,
            one.consequence,
        )
        for one in found.deadlines
    )
    columns = ("what", "sort", "set on", "due", "moved on", "was due", "by", "if missed")
    return Table(caption=f"Deadlines ahead on {found.as_of}", columns=columns, rows=rows)


def trend(found: Cadence) -> Table:
    """The trend tests side by side: the columns to read, and, marked, the trap of a fixed end."""
    cases = [("ended at the last round", found.event), ("the same, clock started by the act", found.event_from_clock)]
    cases += [("TRAP: the day asked taken as fixed", found.time), ("TRAP: the same, clock started by the act", found.time_from_clock)]
    rows = tuple((name, str(tests.m), *_tests(tests)) for name, tests in cases if tests)
    columns = ("how the record ends", "m", "Laplace U", "exact p", "MIL-HDBK χ²", "p", "β", "β unbiased", "β 90 %", "Lewis-Robinson")
    note = (
        "m: days that enter a test. "
        f"Read with the ladder: at {number_of(found.n, 'gap')} a sentence may use {', '.join(found.rung.allowed)}; not {', '.join(found.rung.not_allowed) or 'nothing'}. "
        f"The order of the gaps alone: permutation p = {figure(found.order.p_faster)}, Mann-Kendall τ = {figure(found.order.tau, 2)} (p = {figure(found.order.p_tau)})."
    )
    return Table(name="trend", caption="Tests for a trend", columns=columns, rows=rows, numbers=columns[1:], note=note)


def _tests(one: TrendTests) -> tuple[str, ...]:
    interval = f"{one.beta_low:.2f} to {one.beta_high:.2f}" if one.beta_low is not None and one.beta_high is not None else ""
    return (
        figure(one.laplace), figure(one.laplace_p_upper), figure(one.mil_chi2), figure(one.mil_p_lower), figure(one.beta), figure(one.beta_unbiased),
        interval, figure(one.lewis_robinson),
    )  # fmt: skip


def bounds(found: Cadence) -> Table:
    """Each statistic over every set of dates that the articles alone leave open."""
    rows = tuple(
        (BOUNDED[name], *(figure(value, 0 if name in _IN_DAYS else 3) for value in (low, high)))
        for name, (low, high) in found.bounds.ranges.items()
    )
    caption = f"What the articles alone allow, over {found.bounds.sets} {'set' if found.bounds.sets == 1 else 'sets'} of dates"
    return Table(name="bounds", caption=caption, columns=("statistic", "lowest", "highest"), rows=rows, numbers={"lowest", "highest"})


def models(made: Forecast) -> Table:
    """Every model's probability of a next round before each day asked."""
    rows = tuple(
        (model.name, model.about, "yes" if model.bayesian else "no", *(figure(one.models[model.name]) for one in made.horizons))
        for model in made.models
    )
    columns = ("model", "what it is", "own uncertainty", *(f"before {one.before}" for one in made.horizons))
    note = f"As of {made.as_of}, n = {number_of(made.n, 'gap')}, {number_of(made.elapsed, 'day')} since the last round. {made.note}".strip()
    return Table(
        name="forecast",
        caption="Probability of a next round, by model",
        columns=columns,
        rows=rows,
        numbers=columns[3:],
        note=note,
    )


def reference(made: Forecast) -> Table:
    """The gaps of other talks that were known on the day, and why each is in."""
    rows = tuple((gap.title, str(gap.start), str(gap.end), gap.days, str(gap.known_from), gap.confidence) for gap in made.reference.gaps)
    out = "; ".join(f"{name}: {why}" for name, why in made.reference.left_out.items())
    columns = ("talks", "from", "to", "days", "known from", "confidence")
    return Table(
        name="reference",
        caption=f"The reference class as known by {made.reference.known_by}",
        columns=columns,
        rows=rows,
        numbers={"days"},
        note=f"Left out: {out}.",
    )


def partners(found: DealClock) -> Table:
    """The partners of the class as known on the day, with days watched, deal, and why each is in."""
    rows = tuple(
        (named(one.id).title(), one.days, figure(one.dealt), str(one.deal or ""), one.confidence if one.dealt else "", one.why)
        for one in found.partners
    )
    columns = ("partner", "days watched", "deal", "on", "confidence", "why in the class")
    return Table(
        name="partners",
        caption=f"Partners under the pause, as known by {min(found.as_of, found.known_by)}",
        columns=columns,
        rows=rows,
        numbers={"days watched"},
    )


def deals(found: DealClock) -> Table:
    """The chance of a deal by each day asked, by both classes, and what came."""
    rows = tuple(
        (str(one.by), figure(one.p), figure(one.p_agreements), figure(one.outcome), figure(one.brier), figure(one.log_score))
        for one in found.horizons
    )
    columns = ("by", "as the partners went", "as free trade agreements went", "came", "Brier score", "log score")
    return Table(name="deal", caption="Chance of a deal", columns=columns, rows=rows, numbers=(*columns[1:3], "Brier score", "log score"))


def back_test(found: BackTest) -> Table:
    """Every model over all rounds, and over those whose outcome no reader of the articles could know."""
    late = {one.model: one for one in found.summary(out_of_sample=True)}
    rows = tuple(_scores(one) + (_scores(late[one.model])[2:] if one.model in late else ("", "", "")) for one in found.summary())
    columns = (
        "model",
        "what it is",
        "mean log score",
        "mean CRPS, days",
        "80 % hits",
        "later: log score",
        "later: CRPS, days",
        "later: hits",
    )
    note = f"Prior of {found.prior_gap:g} days worth {found.prior_weight:g} gaps throughout. Later: rounds not known by {found.since}. Seven scores a model: differences are noise."
    return Table(name="back-test", caption="Back-test, as of each round", columns=columns, rows=rows, numbers=columns[2:], note=note)


def _scores(one: Summary) -> tuple[str, ...]:
    return one.model, one.about, figure(one.mean_log), figure(one.mean_crps), f"{one.hits}/{one.origins}"


def ledger(entries: Sequence[LedgerEntry]) -> Table:
    """The forecasts kept: the claim, its probability with the range over models or classes, what came, the scores, since when that was known."""
    rows = tuple(
        (
            str(one.as_of), one.claim, figure(one.p), f"{figure(one.low)} to {figure(one.high)}", figure(one.outcome), figure(one.brier),
            figure(one.log_score), str(one.outcome_known_from or ""),
        )
        for one in entries
    )  # fmt: skip
    columns = ("as of", "claim", "p", "range", "came", "Brier", "log score", "known from")
    note = "Computed anew from what was known on the day of each claim."
    return Table(caption="Forecast ledger", columns=columns, rows=rows, numbers={"p", "Brier", "log score"}, note=note)


def checks(found: Cadence, made: Forecast, alone: Forecast) -> Table:
    """What the report checks about itself."""
    same = bool(made.headline and alone.headline and abs(made.headline.p - alone.headline.p) < 1e-12)
    ends = starts_by(found.rounds, found.round_rule)
    span = (ends[-1] - ends[0]).days if ends else 0
    late = [one for one in found.rounds if one.settled_from > found.known_by]
    rows = (
        ("gaps add up to the span of the rounds", figure(sum(found.gaps) == span), f"{span} days"),
        ("no round was published after the day asked for", figure(not late), f"{len(late)} later"),
        (
            "the articles alone give the same forecast",
            figure(same) if made.headline else "",
            figure(alone.headline.p, 6) if alone.headline else "",
        ),
        (
            "the forecast lies within the range of the models",
            figure(made.headline.low <= made.headline.p <= made.headline.high) if made.headline else "",
            "",
        ),
    )
    return Table(name="checks", caption="Checks", columns=("check", "holds", "numbers"), rows=rows)


def sources(found: Cadence) -> Table:
    """What the rounds rest on, source by source."""
    rows = tuple((named(event), *rest) for event, *rest in found.sources)
    return Table(caption="Sources of the rounds", columns=("event", "source", "where", "known from"), rows=rows)
