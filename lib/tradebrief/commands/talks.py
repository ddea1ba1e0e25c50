"""``cadence``, ``events`` and ``backtest``: how often the sides meet, what happened, and how good the forecasts were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click

import tradebrief as tb
from tradebrief.analysis.cadence.backtest import BackTest
from tradebrief.analysis.cadence.bounds import Bounds
from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast import ForecastOutcome
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.commands.output import as_json, clock, known_by, print_json, print_table
from tradebrief.errors import ask_error, near
from tradebrief.facts.records import Person
from tradebrief.talks.chronicle import KnownEvent, day_given
from tradebrief.talks.records import KINDS
from tradebrief.words.forecast import back_test
from tradebrief.words.talks import may_say

JAPAN = "japan-us-2025"

talks_option = click.option("--talks", default=JAPAN, show_default=True, metavar="ID", help="Which negotiation: a file of seeds/talks.")
as_of_option = click.option("--as-of", metavar="DATE", help="Up to which day things happened, as 2025-06-14. Default: the day known by.")


@click.command()
@talks_option
@as_of_option
@known_by
@click.option(
    "--before",
    multiple=True,
    metavar="DATE",
    help="Forecast a next round before this day; may be given several times. Default: the deadlines ahead.",
)
@click.option(
    "--round-rule",
    default="start",
    show_default=True,
    metavar="RULE",
    help="What counts: 'start', 'last day', 'with treasury' or 'contacts'.",
)
@click.option(
    "--prior-gap", type=float, metavar="DAYS", help="Mean gap to lean on. Default: that of the reference class as known on the day."
)
@click.option("--prior-weight", type=float, metavar="GAPS", help="How many gaps of our own the class is worth.")
@click.option("--articles-only", is_flag=True, help="Use nothing but what the articles say.")
@clock
@as_json
@click.pass_obj
def cadence(
    seeds: str | None, as_json: bool, talks: str, as_of: str | None, known_by: str | None, before: tuple[str, ...], **asked: Any
) -> None:
    """Show how often the sides met, what the gaps can show, and when a next round was likely."""
    book = tb.load(seeds)
    day = day_given(as_of, "--as-of") if as_of else book.chronicle(talks, known_by=known_by).known_by
    days = [day_given(text, "--before") for text in before]
    clock, support = asked["clock"], "articles" if asked["articles_only"] else "all"
    common = {"as_of": day, "known_by": known_by, "clock": clock}
    counted = tb.cadence(book, talks, **common, round_rule=asked["round_rule"], support=support)
    lean = {"prior_gap": asked["prior_gap"], "prior_weight": asked["prior_weight"], "before": days}
    made = tb.forecast(book, talks, **common, **lean, round_rule=asked["round_rule"], support=support)
    alone = tb.forecast(book, talks, **common, **lean, support="articles")
    deals = tb.time_to_deal(book, talks, **common, before=days)
    if as_json:
        print_json(cadence_row(counted, made, alone, deals))
    else:
        print_cadence(counted, made, deals)


def print_cadence(counted: Cadence, made: Forecast, deals: DealClock) -> None:
    """The rounds and forecasts as tables, and below them what may be said."""
    rows = [round_row(number, one, counted) for number, one in enumerate(counted.rounds, start=1)]
    print_table(
        ("n", "start", "end", "place", "counterparts"),
        ([row["n"], row["start"], row["end"], row["place"], ", ".join(row["counterparts"])] for row in rows),
    )
    for horizon in made.horizons:
        print_table(("model", f"P(next round before {horizon.before})"), ((name, f"{p:.3f}") for name, p in horizon.models.items()))
    for sentence in may_say(counted, made, deals):
        click.echo(sentence)


def cadence_row(counted: Cadence, made: Forecast, alone: Forecast, deals: DealClock) -> dict[str, Any]:
    """Everything that ``cadence`` says, for programs."""
    statistics = asdict(counted.statistics)
    return {
        "talks": made.talks,
        "title": counted.chronicle.negotiation.title,
        "as_of": counted.as_of,
        "known_by": counted.known_by,
        "clock": counted.chronicle.clock,
        "round_rule": counted.round_rule,
        "rounds": [round_row(number, one, counted) for number, one in enumerate(counted.rounds, start=1)],
        "gaps": list(counted.gaps),
        "median": statistics["median"],
        "mad": statistics["mad"],
        "statistics": statistics,
        "trend": trend_row(counted),
        "forecast": forecast_row(made),
        "deal": deal_row(deals),
        "articles_alone": {**bounds_row(counted.bounds), "p_before": {str(one.before): one.p for one in alone.horizons}},
        "planned": [event_row(one) for one in counted.planned],
        "deadlines": [one.model_dump(mode="json") | {"stands": one.stands} for one in counted.deadlines],
        "ended": event_row(counted.ended) if counted.ended else None,
        "ladder": {"n": counted.n, "allowed": counted.rung.allowed, "not_allowed": counted.rung.not_allowed},
        "may_say": may_say(counted, made, deals),
        "sources": [dict(zip(("event", "source", "where", "known_from"), row, strict=True)) for row in counted.sources],
    }


def round_row(number: int, one: KnownEvent, counted: Cadence) -> dict[str, Any]:
    """One round: its days, its place, whom Japan's side met for how long, and who was known to be absent."""
    table = counted.chronicle.negotiation.counterparts
    met = [name for name in table if name in one.met] if table else [name for name in one.met if name not in one.event.led_by]
    return {
        "n": one.event.number or number,
        "id": one.id,
        "start": one.start,
        "end": one.end,
        "when": str(one.when),
        "precise": one.precise,
        "place": one.event.place,
        "counterparts": met,
        "minutes": {name: one.met[name] for name in met},
        "absent": list(one.absent),
        "known_from": one.settled_from,
        "confidence": one.confidence,
        "facts": list(one.from_articles),
    }


def trend_row(counted: Cadence) -> dict[str, Any]:
    """All trend tests; those under ``time_truncated`` are the trap and say so."""
    trap = "takes the day asked for as fixed in advance, which it is not: reports follow rounds"
    return {
        "order": asdict(counted.order),
        "event_truncated": asdict(counted.event),
        "event_truncated_from_clock": asdict(counted.event_from_clock) if counted.event_from_clock else None,
        "time_truncated": asdict(counted.time) | {"warning": trap},
        "time_truncated_from_clock": asdict(counted.time_from_clock) | {"warning": trap} if counted.time_from_clock else None,
    }


def bounds_row(bounds: Bounds) -> dict[str, Any]:
    """What the articles alone leave open."""
    return {
        "date_sets": bounds.sets,
        "open_rounds": [one.id for one in bounds.open_rounds],
        "bounds": {name: list(ends) for name, ends in bounds.ranges.items()},
    }


def forecast_row(made: Forecast) -> dict[str, Any]:
    """The forecast: probabilities by day, the default's quantiles, every model, what it leans on, and what came of it."""
    head = made.headline
    return {
        "n": made.n,
        "last_round": made.last,
        "elapsed": made.elapsed,
        "p_before": {str(one.before): one.p for one in made.horizons},
        "p_before_midday": {str(one.before): one.midday for one in made.horizons},
        "median": made.median,
        "median_day": made.day(made.median) if made.median is not None else None,
        "interval80": list(made.interval80) if made.interval80 else None,
        "interval50": list(made.interval50) if made.interval50 else None,
        "models": dict(head.models) if head else {},
        "models_by_date": {str(one.before): dict(one.models) for one in made.horizons},
        "range": {str(one.before): [one.low, one.high] for one in made.horizons},
        "range_bayesian": {str(one.before): list(one.bayesian) for one in made.horizons},
        "sensitivity": {str(one.before): list(one.sensitivity) for one in made.horizons},
        "prior": asdict(made.prior),
        "reference_class": {
            "id": made.reference.id,
            "known_by": made.reference.known_by,
            "n": len(made.reference.gaps),
            "mean": made.reference.mean,
            "median": made.reference.median,
            "mad": made.reference.mad,
            "gaps": [asdict(gap) | {"days": gap.days} for gap in made.reference.gaps],
        },
        "note": made.note,
        "outcome": outcome_row(made.outcome),
    }


def outcome_row(outcome: ForecastOutcome | None) -> dict[str, Any] | None:
    """What came of a forecast."""
    if outcome is None:
        return None
    return {
        "known_by": outcome.known_by,
        "next_round": outcome.next_round.start if outcome.next_round else None,
        "gap": outcome.gap,
        "log_score": outcome.log_score,
        "pit": outcome.pit,
        "crps": outcome.crps,
        "in_interval80": outcome.in_interval80,
        "events": {str(day): dict(zip(("came", "brier", "log"), scores, strict=True)) for day, scores in outcome.events.items()},
    }


def deal_row(deals: DealClock) -> dict[str, Any]:
    """Time to a deal by both classes."""
    return {
        "deal": deals.deal.start if deals.deal else None,
        "p_by": {str(one.by): one.p for one in deals.horizons},
        "p_by_agreements": {str(one.by): one.p_agreements for one in deals.horizons},
        "outcomes": {str(one.by): {"came": one.outcome, "brier": one.brier, "log": one.log_score} for one in deals.horizons},
        "partners": {
            "origin": deals.origin,
            "n": len(deals.partners),
            "deals": int(deals.deals),
            "partner_days": int(deals.exposure),
            "survival": [asdict(step) for step in deals.steps],
            "members": [asdict(one) for one in deals.partners],
        },
        "agreements": {
            "n": len(deals.agreements),
            "months": list(deals.agreements),
            "survival": [asdict(step) for step in deals.agreement_steps],
        },
        "deadline_effect_in_hindsight": asdict(deals.effect) if deals.effect else None,
    }


@click.command()
@talks_option
@as_of_option
@known_by
@click.option("--kind", metavar="KIND", help="Only events of this kind, as 'round' or 'call'.")
@clock
@as_json
@click.pass_obj
def events(seeds: str | None, as_json: bool, talks: str, as_of: str | None, known_by: str | None, kind: str | None, clock: str) -> None:
    """List what happened, was planned or called off, with its support; as known by a day."""
    if kind and kind not in KINDS:
        raise ask_error("--kind", "is no kind of event", kind, near(kind, KINDS))
    book = tb.load(seeds)
    view = book.chronicle(talks, known_by=known_by, clock=clock)
    day = day_given(as_of, "--as-of") if as_of else None
    found = [one for one in view.events if (day is None or one.when.earliest <= day) and (kind is None or one.kind == kind)]
    if as_json:
        print_json([event_row(one) | {"participants": participants(one, book.people)} for one in found])
        return
    rows = ((str(one.when), one.kind, one.event.number or "", one.status, one.settled_from, one.event.says) for one in found)
    print_table(("day", "kind", "n", "status", "known from", "what"), rows, title=f"{len(found)} events")


def participants(one: KnownEvent, people: Mapping[str, Person]) -> list[dict[str, Any]]:
    """Everyone named at an event: who, of which side, in which role, and for how many minutes or known to be absent."""
    roles = dict.fromkeys(one.event.led_by, "lead") | {
        name: "counterpart" for name in (*one.met, *one.absent) if name not in one.event.led_by
    }
    return [
        {
            "id": name,
            "name": people[name].name if name in people else name,
            "side": people[name].side if name in people else None,
            "office": people[name].office if name in people else None,
            "role": role,
            "present": name not in one.absent,
            "minutes": one.met.get(name),
        }
        for name, role in roles.items()
    ]


def event_row(one: KnownEvent) -> dict[str, Any]:
    """An event for programs: coded, dated on both clocks, with everything that supports it."""
    category, mode, context, cameo = one.codes
    return {
        "id": f"{one.talks}/{one.id}",
        "kind": one.kind,
        "n": one.event.number,
        "status": one.status,
        "when": str(one.when),
        "start": one.start,
        "end": one.end,
        "precise": one.precise,
        "zone": one.event.zone,
        "place": one.event.place,
        "says": one.event.says,
        "plover": {"category": one.event.plover or category, "mode": mode, "context": context},
        "cameo": cameo,
        "actor": one.event.visitor,
        "recipient": one.event.host,
        "led_by": list(one.event.led_by),
        "minutes": one.minutes,
        "met": dict(one.met),
        "absent": list(one.absent),
        "topics": list(one.topics),
        "issues": list(one.event.issues),
        "known_from": one.known_from,
        "status_known_from": one.settled_from,
        "confidence": one.confidence,
        "support": [
            {"source": row.source, "known_from": row.known_from, "status": row.status, "fact": row.fact, "where": row.url}
            for row in one.rows
        ],
    }


@click.command()
@talks_option
@known_by
@clock
@as_json
@click.pass_obj
def backtest(seeds: str | None, as_json: bool, talks: str, known_by: str | None, clock: str) -> None:
    """Score every model on every gap it could have foretold, and list the forecasts kept with what came of them."""
    book = tb.load(seeds)
    found, kept = tb.backtest(book, talks, known_by=known_by, clock=clock), tb.ledger(book, talks, known_by=known_by, clock=clock)
    if as_json:
        print_json(backtest_row(found) | {"ledger": [asdict(one) for one in kept]})
        return
    columns = ("model", "about", "origins", "mean log score", "mean CRPS", "80 % hits")
    print_table(
        columns,
        (
            (one.model, one.about, one.origins, f"{one.mean_log:.4f}", f"{one.mean_crps:.3f}", f"{one.hits}/{one.origins}")
            for one in found.summary()
        ),
    )
    shown = (
        (one.as_of, one.claim, _figure(one.p), "" if one.outcome is None else ("no", "yes")[one.outcome], _figure(one.brier))
        for one in kept
    )
    print_table(("as of", "claim", "p", "came", "Brier"), shown)
    click.echo(back_test(found))


def backtest_row(found: BackTest) -> dict[str, Any]:
    """The back-test for programs: every score by round, the means of each model, and what may be said."""
    return {
        "talks": found.talks,
        "known_by": found.known_by,
        "prior": {"gap": found.prior_gap, "weight": found.prior_weight, "shape": found.shape},
        "summary": [asdict(one) for one in found.summary()],
        "out_of_sample_since": found.since,
        "summary_out_of_sample": [asdict(one) for one in found.summary(out_of_sample=True)],
        "summary_as_known": [asdict(one) for one in found.summary_as_known],
        "origins": [asdict(one) | {"hit": one.hit} for one in found.origins],
        "may_say": [str(back_test(found))],
    }


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
