"""``cadence``, ``events`` and ``backtest``: how often the sides meet, what happened, and how good the forecasts were."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

import tradebrief as tb
from tradebrief.analysis.cadence.cadence import Cadence
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.cadence.survival import DealClock
from tradebrief.commands.output import as_json, as_of_option, clock, known_by, print_json, print_table, talks_option
from tradebrief.given import day_given
from tradebrief.talks.known_event import KnownEvent
from tradebrief.words.forecast import back_test
from tradebrief.words.talks import may_say


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
    seeds: str | None, as_json: bool, talks: str | None, as_of: str | None, known_by: str | None, before: tuple[str, ...], **asked: Any
) -> None:
    """Show how often the sides met, what the gaps can show, and when a next round was likely."""
    book = tb.load(seeds)
    day = day_given(as_of) if as_of else book.chronicle(talks, known_by=known_by).known_by
    days = [day_given(text, "before") for text in before]
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
        "trend": counted._trend_dict(),
        "forecast": made.to_dict(),
        "deal": deals.to_dict(),
        "articles_alone": {**counted.bounds.to_dict(), "p_before": {str(one.before): one.p for one in alone.horizons}},
        "planned": [one.to_dict() for one in counted.planned],
        "deadlines": [one.model_dump(mode="json") | {"stands": one.stands} for one in counted.deadlines],
        "ended": counted.ended.to_dict() if counted.ended else None,
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
        print_json(found.to_dict() | {"may_say": [str(back_test(found))], "ledger": [asdict(one) for one in kept]})
        return
    columns = ("model", "about", "origins", "mean log score", "mean CRPS", "80% hits")
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


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
