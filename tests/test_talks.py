"""Talks: what a record may hold, what is known of an event on a day, the rules, and what moved."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from pydantic import ValidationError

from breaks_talks import TALKS
from conftest import TOYLAND
from tradebrief.analysis.cadence.cadence import cadence
from tradebrief.analysis.positions import negotiating_positions
from tradebrief.errors import AskError
from tradebrief.talks.deadlines import deadline_known
from tradebrief.talks.records import CODES, KINDS, Deadline, Event, EventReport, latest_row
from tradebrief.workbook import rules
from tradebrief.workbook.loader import check, read

JUNE = date(2025, 6, 14)


@lru_cache
def book():
    return read()[0]


@lru_cache
def toy():
    return read(TOYLAND)[0]


def report(**fields):
    """A report with what every report needs."""
    return EventReport.model_validate({"known_from": "2031-03-05", "source": "Gazette", "status": "occurred", **fields})


# --- records --------------------------------------------------------------------


def test_shipped_talks_can_be_read_and_break_no_rule():
    """Every file of talks, classes and assumptions is sound."""
    _, problems = read()
    ours = [one for one in problems + check(book()) if one.file.startswith(("seeds/talks", "seeds/classes", "seeds/assumptions"))]
    assert ours == []


def test_minutes_are_whole_numbers_or_left_out():
    """A length that was not reported is left empty; anything but digits is refused in the house's words."""
    assert report(met={"trentino": None}).met == {"trentino": None}
    assert report(met={"trentino": "90"}).met == {"trentino": 90}
    with pytest.raises(ValidationError, match="is not a number of minutes"):
        report(met={"trentino": "an hour"})


def test_nobody_is_met_and_absent_at_once():
    """One report cannot say both of one person."""
    with pytest.raises(ValidationError, match="met and stayed away"):
        report(met={"trentino": None}, absent=["trentino"])


def test_every_kind_has_a_code():
    """PLOVER and CAMEO codes exist for each kind of event, CAMEO's as text with its leading nought."""
    assert set(CODES) == set(KINDS)
    assert CODES["round"] == ("CONSULT", "visit", "economic", "042")


def test_an_unknown_kind_is_refused():
    """A kind that is none is a problem and no new kind."""
    with pytest.raises(ValidationError):
        Event.model_validate({"id": "x", "kind": "sumit", "says": "x"})


# --- known by a day -------------------------------------------------------------


def test_a_plan_that_came_true_is_two_reports():
    """Two days before the report the third round is planned within a week; the second is held from the day the paper says so."""
    view = toy().chronicle("toy-talks", known_by="2031-03-05")
    third = next(one for one in view.events if one.id == "round-3")
    assert (third.status, third.codes[0]) == ("planned", "AGREE")
    second = next(one for one in view.events if one.id == "round-2")
    assert (second.status, second.codes[0], second.start) == ("occurred", "CONSULT", date(2031, 3, 3))


def test_before_anything_was_published_nothing_is_known():
    """A day before the first report the talks are empty, and that is no error."""
    assert toy().chronicle("toy-talks", known_by="2031-01-31").events == ()


def test_an_event_known_to_articles_is_not_typed_again():
    """The second round has no report of its own: its day and its support come from the facts that name it."""
    event = toy().talks["toy-talks"].events["round-2"]
    assert event.reports == ()
    known = next(one for one in toy().chronicle("toy-talks").events if one.id == "round-2")
    assert all("#" in fact for fact in known.from_articles)
    assert len({row.source for row in known.rows}) > 1


def test_articles_alone_know_nothing_of_the_first_round():
    """With articles as the only support, an event that none of them tells of does not exist."""
    assert "round-1" not in [one.id for one in toy().chronicle("toy-talks", support="articles").events]


def test_a_deadline_is_as_it_was_known():
    """Until the day the move was out the first date counts; then the moved one, with the first kept."""
    deadline = toy().talks["toy-talks"].deadlines["hats"]
    assert deadline_known(deadline, date(2031, 1, 31)) is None
    assert deadline_known(deadline, date(2031, 3, 9)).stands == date(2031, 3, 15)
    moved_one = deadline_known(deadline, date(2031, 3, 10))
    assert (moved_one.stands, moved_one.moved_on, moved_one.earlier) == (date(2031, 4, 15), date(2031, 3, 10), (date(2031, 3, 15),))


def test_in_june_only_the_first_end_of_the_pause_was_known():
    """The move to 1 August was made on 7 July: on 14 June the pause ended on 9 July."""
    on = {day: book().chronicle("japan-us-2025", known_by=day).ahead(JUNE) for day in ("2025-06-14", "2025-07-06", "2025-07-07")}
    stands = {day: [one.stands for one in ahead if one.id == "pause-end"] for day, ahead in on.items()}
    assert stands == {"2025-06-14": [date(2025, 7, 9)], "2025-07-06": [date(2025, 7, 9)], "2025-07-07": [date(2025, 8, 1)]}


def test_a_cancelled_visit_is_no_visit():
    """The visit called off on the morning of departure stands as cancelled and has no number."""
    view = book().chronicle("japan-us-2025")
    off = next(one for one in view.events if one.id == "visit-2025-08-28")
    assert (off.status, off.event.number) == ("cancelled", None)
    assert [one.event.number for one in view.until(date(2025, 12, 31), "visit")] == [9, 10]


def test_what_was_understood_in_june_was_known_only_in_july():
    """The understanding of mid-June is reported from 27 July on and by no reader before."""
    assert "understanding-2025-06" not in [one.id for one in book().chronicle("japan-us-2025", known_by="2025-07-26").events]
    later = next(one for one in book().chronicle("japan-us-2025", known_by="2025-07-27").events if one.id == "understanding-2025-06")
    assert later.status == "reported"
    assert not later.precise


def test_calls_and_visits_are_not_rounds():
    """Three series: eight rounds, two numbered visits, and ministers' calls."""
    view = book().chronicle("japan-us-2025")
    last = date(2025, 9, 30)
    assert len(view.rounds(last)) == 8
    assert len(view.until(last, "call")) == 9
    assert len(view.until(last, "leaders call")) == 4


def test_the_deal_is_of_july_22_in_washington():
    """Its day is told by Washington's clock; in Tokyo it was the 23rd."""
    deal = book().chronicle("japan-us-2025").ended(date(2025, 7, 31))
    assert (deal.start, deal.event.zone) == (date(2025, 7, 22), "America/New_York")


def test_the_clock_moves_what_is_known():
    """What a Tokyo paper printed on the 14th at 09:53 was known in Washington on the 13th."""
    early = {clock: book().chronicle("japan-us-2025", known_by="2025-06-13", clock=clock) for clock in ("publisher", "washington")}
    held = {clock: next(one for one in view.events if one.id == "round-6").status for clock, view in early.items()}
    assert held == {"publisher": "planned", "washington": "occurred"}


def test_unknown_talks_and_clocks_are_refused():
    """Both with what was meant."""
    with pytest.raises(AskError, match="Did you mean 'toy-talks'"):
        toy().chronicle("toy-talk")
    with pytest.raises(AskError, match="Did you mean 'publisher'"):
        toy().chronicle("toy-talks", clock="publishr")


def test_the_latest_row_counts_moves_and_reports():
    """The last thing known of toyland's talks is the deal."""
    assert latest_row(toy().talks) == date(2031, 4, 1)


# --- bad seeds ------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    ["rounds_come_in_order", "reports_of_one_event_agree", "nothing_planned_is_marked_held", "deadlines_are_moved_after_they_were_set"],
)
def test_a_broken_rule_names_file_line_and_what_to_do(rule, toyland):
    """Each is reported with its place and a cure, and nothing else is."""
    from breaks_talks import BREAKS

    file, old, new = BREAKS[rule]
    path = toyland / file
    path.write_text(path.read_text().replace(old, new, 1))
    broken, problems = read(toyland)
    found = problems + check(broken)
    assert {one.wrong for one in found} == {rules.sentence(next(one for one in rules.rules() if one.__name__ == rule))}
    assert all(one.file == f"toyland/{file}" and one.line > 0 and one.remedy for one in found)


def test_one_id_twice_in_a_file_is_refused(edit, toyland):
    """Two events under one id cannot be told apart, so the file is not read."""
    edit(TALKS, "  round-3:\n", "  round-2:\n")
    _, problems = read(toyland)
    assert any("stands twice" in str(one) for one in problems)


def test_a_correction_sets_earlier_days_aside(edit, toyland):
    """A later report may take back an earlier day when it says so."""
    edit(TALKS, "        source: Sylvanian Gazette, 2031-02-02\n", "        source: Sylvanian Gazette, 2031-02-02\n"
         "      - {known_from: 2031-02-05, status: occurred, on: 2031-02-03, source: Courier, corrects: 'true'}\n")  # fmt: skip
    corrected, problems = read(toyland)
    assert problems + check(corrected) == []
    assert corrected.chronicle("toy-talks").rounds(date(2031, 3, 1))[0].start == date(2031, 2, 3)
    assert corrected.chronicle("toy-talks", known_by="2031-02-04").rounds(date(2031, 3, 1))[0].start == date(2031, 2, 1)


def test_an_impossible_day_is_reported_with_its_line(edit, toyland):
    """A 30th of February is a problem of that line, not a crash."""
    edit(TALKS, "        on: 2031-02-01", "        on: 2031-02-30")
    _, problems = read(toyland)
    assert any("no day of the calendar" in str(one) and one.line for one in problems)


def test_a_deadline_needs_its_day():
    """A deadline without the day it was set is no deadline."""
    with pytest.raises(ValidationError, match="set_on"):
        Deadline.model_validate(
            {"id": "x", "says": "x", "due": "2031-03-15", "set_by": "x", "consequence": "x", "known_from": "2031-03-01", "source": "x"}
        )


# --- what moved -----------------------------------------------------------------


@lru_cache
def june():
    return negotiating_positions(book(), as_of=JUNE, known_by=JUNE)


@pytest.mark.parametrize(
    ("proposal", "steps"),
    [
        ("japan-offer-farm", {"round-2": 1, "round-5": 3, "round-6": 3}),
        ("japan-offer-ships", {"round-2": 1, "round-5": 3, "round-6": 3}),
        ("japan-offer-car-rules", {"round-2": 1, "round-5": 3, "round-6": 2}),
        ("japan-offer-chips", {"round-5": 3}),
        ("japan-offer-purchases", {"round-6": 3}),
        ("japan-offer-deficit", {"round-6": 3}),
    ],
)
def test_offers_stand_where_the_articles_put_them(proposal, steps):
    """On 15 May considered, on 9 June put to the other side: the firmness of each interval as read by hand from the texts."""
    found = {
        column.name: june().cells[proposal, column.name].firmness for column in june().columns if (proposal, column.name) in june().cells
    }
    assert {name: found.get(name) for name in steps} == steps


def test_what_nobody_mentions_is_missing_and_not_zero():
    """Chips were not spoken of around the sixth round, and have no cell there."""
    assert ("japan-offer-chips", "round-6") not in june().cells


def test_one_unnamed_source_is_marked():
    """The package of 9 June rests on unnamed sources of one agency; the demand on cars does not."""
    assert june().cells["japan-offer-chips", "round-5"].lone
    assert not june().cells["japan-demand-cars", "round-6"].lone


def test_every_offer_and_demand_of_the_articles_has_a_place():
    """No fact on an offer or demand falls through the table."""
    assert negotiating_positions(book(), as_of=date(2026, 12, 31)).unplaced == ()


def test_met_absent_and_not_reported_are_three_things():
    """Bessent stayed away from the third round; of Greer nothing is reported at the sixth."""
    meetings = june().meetings
    assert meetings["round-3", "bessent"].mark == "absent"
    assert (meetings["round-3", "lutnick"].mark, meetings["round-3", "lutnick"].minutes) == ("met", 90)
    assert meetings["round-6", "greer"].mark == "not reported"
    assert meetings["round-1", "trump"].minutes == 50


def test_topics_enter_and_leave():
    """Cars left after the first round, came back at the fifth and stayed."""
    rows = {one.round: one for one in june().topics}
    assert "cars" in rows["round-2"].left
    assert "cars" in rows["round-5"].entered
    assert "cars" in rows["round-6"].topics


def test_both_sides_told_of_the_second_round():
    """Tokyo spoke of a June deal, Washington of the reciprocal tariff alone."""
    second = next(one for one in june().accounts if one.event == "round-2")
    assert second.both
    assert {tone for _, tone, _ in second.says.values()} == {"guarded", "pessimistic"}


def test_nothing_moves_after_the_day_asked_for():
    """As of June there is no interval of July and no agreed step."""
    assert all(column.start <= JUNE for column in june().columns)
    assert max(cell.firmness for cell in june().cells.values()) == 3
    assert negotiating_positions(book(), as_of=date(2025, 9, 30)).cells["japan-demand-cars", "since the deal"].firmness == 6


def test_before_the_first_round_nothing_has_moved():
    """No column, no cell, no error."""
    empty = negotiating_positions(book(), as_of=date(2025, 3, 1))
    assert (empty.columns, dict(empty.cells)) == ((), {})


def test_a_round_without_a_report_counts_by_its_facts():
    """Toyland's cadence has one gap, of thirty days, from a report and an article."""
    assert cadence(toy(), "toy-talks", as_of=date(2031, 3, 5)).gaps == (30,)
