"""Properties of the talks: nothing known later moves what was known, and the formulas keep their laws whatever the gaps."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import integrate

from tradebrief.analysis.cadence.backtest import backtest
from tradebrief.analysis.cadence.cadence import cadence
from tradebrief.analysis.cadence.fitted import fitted_gamma, fitted_power_law, fitted_weibull
from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.gap_statistics import burstiness_corrected, greenwood, greenwood_lower, variation
from tradebrief.analysis.cadence.ledger import ledger
from tradebrief.analysis.cadence.predictive import averaged, by, own_only, quantile, shrunk
from tradebrief.analysis.cadence.scores import crps
from tradebrief.analysis.cadence.survival import kaplan_meier, time_to_deal
from tradebrief.analysis.cadence.trend_tests import order_tests, trend_tests
from tradebrief.analysis.positions import negotiating_positions
from tradebrief.commands.talks import cadence_row
from tradebrief.facts.records import Article
from tradebrief.talks.records import Event, EventReport, Move, ProposalStep
from tradebrief.workbook.loader import read

TALKS = "japan-us-2025"
DAYS = st.dates(date(2025, 2, 1), date(2025, 10, 1))
GAPS = st.lists(st.integers(1, 90), min_size=2, max_size=7).map(tuple)
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@lru_cache
def book():
    return read()[0]


def everything(workbook, day: date, as_of: date) -> str:
    """All that is said as known by a day, as one text."""
    asked = {"as_of": as_of, "known_by": day}
    counted, made, deals = cadence(workbook, TALKS, **asked), forecast(workbook, TALKS, **asked), time_to_deal(workbook, TALKS, **asked)
    found = negotiating_positions(workbook, TALKS, **asked)
    parts = [
        cadence_row(counted, made, forecast(workbook, TALKS, **asked, support="articles"), deals),
        [one.to_dict() for one in workbook.chronicle(TALKS, known_by=day).events],
        [asdict(one) for one in backtest(workbook, TALKS, known_by=day).summary()],
        [asdict(one) for one in ledger(workbook, TALKS, known_by=day)],
        [[asdict(one) for one in found.statements], [one.id for one in found.proposals], [asdict(one) for one in found.topics]],
        [
            [asdict(one) for one in found.hedges],
            [asdict(one) for one in found.accounts],
            found.unplaced,
            [asdict(one) for one in found.remarks],
        ],
    ]
    return json.dumps(parts, default=str, sort_keys=True)


@st.composite
def later_reports(draw):
    """A report of any event of the talks, some days after the day asked for, saying anything."""
    event = draw(st.sampled_from(sorted(book().talks[TALKS].events)))
    on = draw(st.dates(date(2025, 3, 1), date(2025, 9, 30)))
    fields = {
        "status": draw(st.sampled_from(["planned", "occurred", "cancelled", "reported"])),
        "on": draw(st.sampled_from([f"{on}", f"[{on}..{on + timedelta(days=6)}]", f"{on}/{on + timedelta(days=1)}"])),
        "met": {
            name: draw(st.sampled_from([None, 30, 500]))
            for name in draw(st.lists(st.sampled_from(["bessent", "lutnick", "greer", "trump"]), unique=True))
        },
        "corrects": draw(st.booleans()),
        "topics": draw(st.lists(st.sampled_from(["cars", "rice"]), unique=True)),
        "account": draw(st.sampled_from([None, "JPN", "USA"])),
        "says": "something else",
        "source": "a later paper",
    }
    return event, fields


def with_later_rows(workbook, day: date, reports, after: int):
    """The workbook with rows added that were out only after the day: reports, a move, a step, an event, an article."""
    out = day + timedelta(days=after)
    talks = workbook.talks[TALKS]
    events = dict(talks.events)
    for name, fields in reports:
        report = EventReport.model_validate({**fields, "known_from": out})
        events[name] = events[name].model_copy(update={"reports": (*events[name].reports, report)})
    new = EventReport.model_validate({"known_from": out, "status": "occurred", "on": str(day), "source": "a later paper"})
    events["later-round"] = Event.model_validate({"id": "later-round", "kind": "round", "says": "One more", "reports": [new]})
    pause = talks.deadlines["pause-end"]
    move = Move(
        moved_on=out, moved_to=out + timedelta(days=60), by="a later act", known_from=out, zone="America/New_York", source="a later act"
    )
    farm = talks.proposals["japan-offer-farm"]
    step = ProposalStep.model_validate({"on": str(day), "firmness": 6, "says": "in force", "known_from": out, "source": "a later paper"})
    changed = talks.model_copy(
        update={
            "events": events,
            "deadlines": {**talks.deadlines, "pause-end": pause.model_copy(update={"moves": (*pause.moves, move)})},
            "proposals": {**talks.proposals, farm.id: farm.model_copy(update={"steps": (*farm.steps, step)})},
        }
    )
    return replace(workbook, talks={**workbook.talks, TALKS: changed}, articles={**workbook.articles, "later": article(out)})


def article(out: date) -> Article:
    """A text out on a day, with another day for the third round, an offer made firm, and a call."""
    facts = [
        {
            "key": "round-3.day",
            "kind": "meeting",
            "says": "another day",
            "value": "2025-05-20",
            "on": "2025-05-20",
            "event": f"{TALKS}/round-3",
        },
        {"key": "japan.offers/rice", "kind": "offer", "says": "rice", "value": "rice", "firmness": 6, "on": "2025-05-20"},
        {"key": "round-7.day", "kind": "planned meeting", "says": "soon", "value": str(out), "on": str(out), "event": f"{TALKS}/round-7"},
    ]
    source = {
        "title": "Later", "wire": "Later", "carrier": "Later", "page": "later.txt", "published": str(out), "zone": "Asia/Tokyo",
        "dated_by": "dateline", "basis": "given", "origin": "later",
    }  # fmt: skip
    return Article.model_validate({"id": "later", "source": source, "facts": facts})


@few
@given(day=DAYS, as_of=DAYS, reports=st.lists(later_reports(), max_size=4), after=st.integers(2, 90))
def test_nothing_known_later_moves_what_was_known(day, as_of, reports, after):
    """Rows added that were published after a day leave everything said as known by that day as it was, to the last digit."""
    assert everything(with_later_rows(book(), day, reports, after), day, as_of) == everything(book(), day, as_of)


@few
@given(day=DAYS, as_of=DAYS)
def test_rows_published_later_can_be_taken_away(day, as_of):
    """The workbook without its later rows says the same as known by a day."""
    slack = day + timedelta(days=1)
    talks = {}
    for name, one in book().talks.items():
        events = {
            key: event.model_copy(update={"reports": tuple(row for row in event.reports if row.known_from <= slack)})
            for key, event in one.events.items()
        }
        talks[name] = one.model_copy(update={"events": events})
    articles = {
        name: one
        for name, one in book().articles.items()
        if one.known_from(one.facts[0]) <= slack or any(fact.published for fact in one.facts)
    }
    assert everything(replace(book(), talks=talks, articles=articles), day, as_of) == everything(book(), day, as_of)


@few
@given(day=DAYS, later=st.integers(1, 200))
def test_what_is_known_grows_event_by_event(day, later):
    """An event that took place as known by a day took place as known by any later day."""
    before = {one.id for one in book().chronicle(TALKS, known_by=day).events if one.occurred}
    after = {one.id for one in book().chronicle(TALKS, known_by=day + timedelta(days=later)).events if one.occurred}
    assert before <= after


@few
@given(as_of=DAYS, known_by=st.one_of(st.none(), DAYS), rule=st.sampled_from(["start", "last day", "with treasury", "contacts"]))
def test_any_two_days_make_a_report(as_of, known_by, rule):
    """Whatever the days and the rule, there is a cadence and a forecast, and every probability lies between nought and one."""
    counted = cadence(book(), as_of=as_of, known_by=known_by, round_rule=rule)
    made = forecast(book(), as_of=as_of, known_by=known_by, round_rule=rule)
    assert len(counted.gaps) == max(len(counted.rounds) - 1, 0)
    assert all(gap > 0 for gap in counted.gaps)
    for horizon in made.horizons:
        assert all(0 <= p <= 1 for p in horizon.models.values())
        assert horizon.sensitivity[0] <= horizon.p <= horizon.sensitivity[1]
    json.dumps(cadence_row(counted, made, made, time_to_deal(book(), as_of=as_of, known_by=known_by)), default=str)


@few
@given(talks=st.sampled_from(sorted(book().talks)), as_of=st.dates(date(2017, 7, 1), date(2026, 6, 1)))
def test_every_negotiation_can_be_asked_on_every_day(talks, as_of):
    """No talks and no day bring an error; gaps of the class never reach beyond the day."""
    made = forecast(book(), talks, as_of=as_of)
    assert all(gap.end <= as_of and gap.known_from <= as_of and gap.talks != talks for gap in made.reference.gaps)
    assert made.prior.basis == ("class" if made.reference.gaps else "assumed")
    cadence(book(), talks, as_of=as_of)
    time_to_deal(book(), talks, as_of=as_of)


# --- formulas -------------------------------------------------------------------


@given(gaps=GAPS, scale=st.integers(2, 9))
def test_shape_statistics_do_not_depend_on_the_unit(gaps, scale):
    """Days or weeks: burstiness, Greenwood and the trend tests are the same."""
    wide = tuple(gap * scale for gap in gaps)
    assert float(burstiness_corrected(gaps)) == pytest.approx(float(burstiness_corrected(wide)), abs=1e-12)
    assert trend_tests(gaps).laplace == pytest.approx(trend_tests(wide).laplace, abs=1e-12)
    assert order_tests(gaps).p_faster == order_tests(wide).p_faster


@given(gaps=GAPS)
def test_greenwood_and_variation_are_one_number(gaps):
    """r² = n·G - 1, and the chance of as regular a cut lies between nought and one."""
    g = float(greenwood(gaps))
    assert float(variation(gaps)) ** 2 == pytest.approx(len(gaps) * g - 1, abs=1e-9)
    assert 0 <= greenwood_lower(g, len(gaps)) <= 1


@given(gaps=GAPS)
def test_the_middle_gaps_do_not_matter_to_the_default(gaps):
    """Any order and any split with the same sum gives the same forecast: only the count and the span enter."""
    even = (sum(gaps) / len(gaps),) * len(gaps)
    one, other = (shrunk(each, k=2, weight=2, prior_gap=28) for each in (gaps, even))
    assert by(one, 25, 1) == pytest.approx(by(other, 25, 1), rel=1e-12)


@given(gaps=GAPS, p=st.floats(0.02, 0.98), e=st.integers(0, 60))
def test_quantiles_undo_probabilities(gaps, p, e):
    """The quantile of a probability has that probability, given what has passed."""
    for model in (shrunk(gaps, k=2, weight=2, prior_gap=28), averaged(gaps, weight=2, prior_gap=28), own_only(gaps)):
        assert by(model, quantile(model, p, e), e) == pytest.approx(p, abs=1e-9)


@settings(max_examples=30)
@given(gaps=GAPS, y=st.integers(1, 60))
def test_the_crps_is_the_integral_it_stands_for(gaps, y):
    """The closed form agrees with the squared distance between the distribution and the outcome, integrated."""
    models = [
        shrunk(gaps, k=2, weight=2, prior_gap=28),
        averaged(gaps, weight=2, prior_gap=28),
        fitted_gamma(gaps),
        fitted_weibull(gaps),
        fitted_power_law(gaps),
    ]
    for model in filter(None, models):
        below, _ = integrate.quad(lambda x, m=model: (1 - m.survival(x)) ** 2, 0, y, limit=200)
        above, _ = integrate.quad(lambda x, m=model: m.survival(x) ** 2, y, np.inf, limit=400)
        assert crps(model, y) == pytest.approx(below + above, rel=1e-4, abs=1e-4)


@given(times=st.lists(st.tuples(st.integers(1, 100), st.booleans()), min_size=1, max_size=15))
def test_the_survival_curve_only_falls(times):
    """Each step lies at or below the one before, inside its own interval."""
    steps = kaplan_meier([time for time, _ in times], [dealt for _, dealt in times])
    shares = [step.share for step in steps]
    assert shares == sorted(shares, reverse=True)
    assert all(step.low <= step.share + 1e-12 and step.share <= step.high + 1e-12 for step in steps)
