"""Tables of the talks: rounds and contacts, tests, forecasts and what they lean on, times to a deal, scores."""

from __future__ import annotations

from collections.abc import Sequence

from tradebrief.analysis.cadence.backtest import BackTest, Summary
from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.ledger import LedgerEntry
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.analysis.cadence.trend_tests import TrendTests
from tradebrief.tables.exposure import held
from tradebrief.tables.table import Marked, Table, table
from tradebrief.talks.chronicle import starts_by
from tradebrief.words.messages import text, translated
from tradebrief.words.phrases import days, named, person, ranged, set_apart, side_by_side

_IN_DAYS = {"span", "median"}


def figure(value: float | bool | None, places: int = 3) -> str:
    """A number with so many places; nothing where there is none.

    >>> figure(0.5), figure(None), figure(True)
    ('0.500', '', 'yes')
    """
    if isinstance(value, bool):
        return text("yes" if value else "no")
    return "" if value is None else f"{value:.{places}f}"


def rounds(found: Cadence) -> Table:
    """The rounds: days, place, who was met, days since the last one, since when it was known, how sure we are."""
    own = found.chronicle.negotiation.counterparts
    rows = tuple(
        (
            Marked(str(one.event.number or number), f"round-{one.event.number or number}"),
            days(one.when),
            one.event.place or "",
            side_by_side(person(name) for name in (own or tuple(one.met)) if name in one.met),
            side_by_side(map(person, one.absent)),
            str(gap),
            one.settled_from.isoformat(),
            one.confidence,
            len(one.from_articles),
        )
        for number, (one, gap) in enumerate(zip(found.rounds, ("", *found.gaps), strict=False), start=1)
    )
    return table(
        "rounds",
        rows,
        name="rounds",
        numbers={"interval", "facts"},
        rule=translated(found.chronicle.negotiation.rounds_are),
    )


def contacts(found: Cadence) -> Table:
    """Everything else between the sides: leaders, ministers' calls and meetings, threats, visits planned and called off."""
    others = [one for one in found.chronicle.events if one.kind != "round" and one.start <= found.as_of]
    rows = tuple(
        (days(one.when), one.kind, one.status, one.event.says, one.settled_from.isoformat(), one.confidence, one.rows[0].source)
        for one in others
    )
    return table("contacts", rows)


def deadlines(found: Cadence) -> Table:
    """The deadlines ahead as they stood on the day, with when they were set and moved."""
    rows = tuple(
        (
            one.says,
            one.sort,
            one.set_on.isoformat(),
            str(one.stands),
            str(one.moved_on or ""),
            side_by_side(one.earlier),
            one.by,
            one.consequence,
        )
        for one in found.deadlines
    )
    return table("deadlines", rows, day=found.as_of)


def trend(found: Cadence) -> Table:
    """The trend tests side by side: the columns to read, and, marked, the trap of a fixed end."""
    cases = [(found.event, "trend-event"), (found.event_from_clock, "trend-event-clock")]
    cases += [(found.time, "trend-time"), (found.time_from_clock, "trend-time-clock")]
    rows = [(text(name), str(tests.m), *_tests(tests)) for tests, name in cases if tests]
    return table(
        "trend",
        rows,
        name="trend",
        numbers={"m", "laplace", "laplace-p", "mil", "mil-p", "beta", "beta-unbiased", "beta-interval", "lewis-robinson"},
        gaps=found.n,
        allowed=side_by_side(map(translated, found.rung.allowed)),
        barred=side_by_side(map(translated, found.rung.not_allowed)) or text("nothing"),
        p=figure(found.order.p_faster),
        tau=figure(found.order.tau, 2),
        p_tau=figure(found.order.p_tau),
    )


def _tests(one: TrendTests) -> tuple[str, ...]:
    interval = ranged(figure(one.beta_low, 2), figure(one.beta_high, 2)) if one.beta_low is not None and one.beta_high is not None else ""
    return (
        figure(one.laplace), figure(one.laplace_p_upper), figure(one.mil_chi2), figure(one.mil_p_lower), figure(one.beta), figure(one.beta_unbiased),
        interval, figure(one.lewis_robinson),
    )  # fmt: skip


def bounds(found: Cadence) -> Table:
    """Each statistic over every set of dates that the articles alone leave open."""
    rows = [
        (text(f"statistic-{name.replace('_', '-')}"), *(figure(value, 0 if name in _IN_DAYS else 3) for value in (low, high)))
        for name, (low, high) in found.bounds.ranges.items()
    ]
    return table("bounds", rows, name="bounds", numbers={"lowest", "highest"}, sets=int(found.bounds.sets))


def models(made: Forecast) -> Table:
    """Every model's probability of a next round before each day asked."""
    rows = tuple(
        (model.name, model.about, text("yes" if model.bayesian else "no"), *(figure(one.models[model.name]) for one in made.horizons))
        for model in made.models
    )
    return table(
        "forecast",
        rows,
        name="forecast",
        more=[text("before-day", day=str(one.before)) for one in made.horizons],
        day=made.as_of,
        gaps=made.n,
        elapsed=made.elapsed if made.elapsed is not None else 0,
        remark=translated(made.note),
    )


def reference(made: Forecast) -> Table:
    """The gaps of other talks that were known on the day, and why each is in."""
    rows = [(gap.title, str(gap.start), str(gap.end), gap.days, str(gap.known_from), gap.confidence) for gap in made.reference.gaps]
    out = set_apart(text("with-reason", what=name, why=why) for name, why in made.reference.left_out.items())
    return table("reference", rows, name="reference", numbers={"days"}, known_by=made.reference.known_by, out=out or text("nothing"))


def partners(found: DealClock) -> Table:
    """The partners of the class as known on the day, with days watched, deal, and why each is in."""
    rows = tuple(
        (named(one.id).title(), one.days, figure(one.dealt), str(one.deal or ""), one.confidence if one.dealt else "", one.why)
        for one in found.partners
    )
    return table("partners", rows, name="partners", numbers={"days"}, known_by=min(found.as_of, found.known_by))


def deals(found: DealClock) -> Table:
    """The chance of a deal by each day asked, by both classes, and what came."""
    rows = tuple(
        (str(one.by), figure(one.p), figure(one.p_agreements), figure(one.outcome), figure(one.brier), figure(one.log_score))
        for one in found.horizons
    )
    return table("deal", rows, name="deal", numbers={"partners", "agreements", "brier", "log"})


def back_test(found: BackTest) -> Table:
    """Every model over all rounds, and over those whose outcome no reader of the articles could know."""
    late = {one.model: one for one in found.summary(out_of_sample=True)}
    rows = tuple(_scores(one) + (_scores(late[one.model])[2:] if one.model in late else ("", "", "")) for one in found.summary())
    return table(
        "back-test",
        rows,
        name="back-test",
        numbers={"log", "crps", "hits", "later-log", "later-crps", "later-hits"},
        gap=float(found.prior_gap),
        weight=float(found.prior_weight),
        since=found.since or "none",
    )


def _scores(one: Summary) -> tuple[str, ...]:
    return one.model, one.about, figure(one.mean_log), figure(one.mean_crps), f"{one.hits}/{one.origins}"


def ledger(entries: Sequence[LedgerEntry]) -> Table:
    """The forecasts kept: the claim, its probability with the range over models or classes, what came, the scores, since when that was known."""
    rows = tuple(
        (
            str(one.as_of), one.claim, figure(one.p), ranged(figure(one.low), figure(one.high)), figure(one.outcome), figure(one.brier),
            figure(one.log_score), str(one.outcome_known_from or ""),
        )
        for one in entries
    )  # fmt: skip
    return table("ledger", rows, numbers={"p", "brier", "log"})


def checks(found: Cadence, made: Forecast, alone: Forecast) -> Table:
    """What the report checks about itself."""
    same = bool(made.headline and alone.headline and abs(made.headline.p - alone.headline.p) < 1e-12)
    ends = starts_by(found.rounds, found.round_rule)
    span = (ends[-1] - ends[0]).days if ends else 0
    late = [one for one in found.rounds if one.settled_from > found.known_by]
    head = made.headline
    rows = [
        (text("check-gaps"), held(sum(found.gaps) == span), text("check-days", span=span)),
        (text("check-known"), held(not late), text("check-later", count=len(late))),
        (text("check-articles"), held(same) if head else "", figure(alone.headline.p, 6) if alone.headline else ""),
        (text("check-models"), held(head.low <= head.p <= head.high) if head else "", ""),
    ]
    return table("checks", rows, name="checks")


def sources(found: Cadence) -> Table:
    """What the rounds rest on, source by source."""
    rows = tuple((named(event), *rest) for event, *rest in found.sources)
    return table("round-sources", rows)
