"""Origins, grades and readings, on toyland and on facts made for the purpose."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.facts.comparison import compare
from tradebrief.facts.evidence import Evidence, grade, graded, plain_value
from tradebrief.facts.readings import read_all
from tradebrief.facts.records import Article, Fact, Person, Resolution, Source

PEOPLE = {
    "firefly": Person(id="firefly", name="Rufus Firefly", side="FRE", office="Envoy"),
    "trentino": Person(id="trentino", name="Trentino", side="SYL", office="Minister"),
}


def text(origin: str, *, name: str = "", derives_from: str | None = None, published: str = "2031-03-03") -> Article:
    source = Source(
        title="t", wire=origin, carrier=origin, page=f"{name or origin}.txt", published=published, zone="UTC", dated_by="dateline",
        basis="printed", origin=origin, derives_from=derives_from,
    )  # fmt: skip
    return Article(id=name or origin, source=source, facts=())


def says(article: Article, value: object = None, **more: object) -> Evidence:
    fields = {"key": "hats.rate", "kind": "tariff rate", "says": "x", "on": "2031-03-03", **more}
    if value is not None:
        fields["value"] = str(value)
    fact = Fact(id=f"{article.id}#{fields['key']}={value}", **fields)
    return Evidence(fact=fact, article=article, known_from=article.source.known_from())


A, B = text("alpha"), text("beta")
COPY = text("alpha", name="alpha-copy", derives_from="alpha")


def test_an_official_text_is_grade_a():
    """Whatever else is said."""
    assert grade([says(A, 10, unit="%", attribution="official text")], PEOPLE) == "A"


def test_both_sides_on_record_are_grade_a():
    """One named person of each side says the same."""
    both = [says(A, 10, by="firefly", attribution="named"), says(A, 10, by="trentino", attribution="named")]
    assert grade(both, PEOPLE) == "A"
    assert grade(both[:1], PEOPLE) == "C"


def test_two_independent_origins_are_grade_b():
    """Two texts of one origin are not."""
    assert grade([says(A, 10), says(B, 10)], PEOPLE) == "B"
    assert grade([says(A, 10), says(text("alpha", name="alpha-2"), 10)], PEOPLE) == "C"


def test_sources_without_a_name_are_grade_d():
    """One origin, anonymous only."""
    assert grade([says(A, 10, attribution="anonymous")], PEOPLE) == "D"


def test_a_copy_alone_is_grade_e_and_adds_no_vote():
    """A derived text is never a second source."""
    assert grade([says(COPY, 10)], PEOPLE) == "E"
    assert grade([says(A, 10), says(COPY, 10)], PEOPLE) == "C"


def test_a_day_within_the_days_left_open_supports_them():
    """The exact day confirms the week, the week does not confirm the day."""
    week = says(A, "[2031-03-10..2031-03-16]", key="round-3.day")
    day = says(B, "2031-03-11", key="round-3.day")
    by_id = {one.fact.id: one.grade for one in graded([week, day], PEOPLE)}
    assert by_id[week.fact.id] == "B"
    assert by_id[day.fact.id] == "C"


def test_what_we_inferred_ourselves_has_no_vote():
    """A day counted out from a text does not make a second origin."""
    told, counted = says(A, "2031-03-03"), says(B, "2031-03-03", attribution="inference")
    assert grade([told, counted], PEOPLE) == "C"
    assert grade([counted], PEOPLE) == "D"


def test_a_deadline_that_was_moved_is_no_contradiction():
    """Texts before the move give the earlier day or leave it open, later ones the later day."""
    early, open_day = (
        says(A, "2031-07-09", key="pause.end", kind="deadline"),
        says(B, "[2031-07-01..2031-07-10]", key="pause.end", kind="deadline"),
    )
    late = says(text("alpha", name="alpha-late", published="2031-07-07"), "2031-08-01", key="pause.end", kind="deadline")
    found = compare([late, early, open_day])
    assert (found.verdict, found.preferred) == ("changed over time", "2031-08-01")
    assert "[2031-07-01" not in found.reason


def test_who_was_absent_is_not_on_the_list():
    """A text that says somebody was not there does not name him as present."""
    evidence = [
        says(A, "present", key="guests.list/firefly"),
        says(A, "absent", key="guests.list/trentino"),
        says(B, "present", key="guests.list/firefly"),
    ]
    found = {reading.key for reading in read_all(evidence, people=PEOPLE, resolutions=[], known_by=date(2031, 4, 1))}
    assert "guests.list" not in found


# --- comparison -------------------------------------------------------------------


def rate(article: Article, value: object, sense: str) -> Evidence:
    return says(article, value, unit="%", sense=sense)


def test_rates_that_add_up_differ_in_definition():
    """2.5 before, 25 on top, 27.5 in all: no contradiction."""
    found = compare([rate(A, 25, "additional"), rate(B, "27.5", "total"), rate(B, "2.5", "base")])
    assert found.verdict == "definitions differ"
    assert "2.5 base + 25 additional = 27.5 total" in found.reason
    assert found.preferred == "27.5"


def test_parts_of_a_whole_add_up_too():
    """10 for all and 14 for one country are 24."""
    found = compare([rate(A, 24, "total"), rate(B, 10, "baseline part"), rate(B, 14, "country part")])
    assert found.verdict == "definitions differ"


def test_with_one_part_missing_the_rest_is_told():
    """27.5 in all less 25 on top leaves 2.5."""
    assert "leaves 2.5 base" in compare([rate(A, 25, "additional"), rate(B, "27.5", "total")]).reason


def test_rates_that_do_not_add_up_are_a_conflict():
    """2.5 and 25 are not 30."""
    assert compare([rate(A, 25, "additional"), rate(B, 30, "total"), rate(B, "2.5", "base")]).verdict == "conflict"


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.decimals(0, 200, places=2))
def test_a_sum_is_recognised_exactly_when_it_is_one(base, additional, total):
    """For any three rates, definitions differ if and only if the parts make the total."""
    found = compare([rate(A, base, "base"), rate(B, additional, "additional"), rate(B, total, "total")])
    assert (found.verdict == "definitions differ") == (base + additional == total)


def test_a_plan_and_its_event_are_not_a_contradiction():
    """The narrower day is used, and the step from plan to event is named."""
    plan = says(A, "[2031-03-10..2031-03-16]", key="round-3.day", kind="planned meeting")
    event = says(B, "2031-03-11", key="round-3.day", kind="meeting")
    found = compare([plan, event])
    assert (found.verdict, found.preferred) == ("planned, then held", "2031-03-11")


def test_days_that_exclude_each_other_are_a_conflict():
    """The fifteenth and the sixteenth cannot both be the first day."""
    assert compare([says(A, "2031-06-15", key="summit.start"), says(B, "2031-06-16", key="summit.start")]).verdict == "conflict"


def test_values_of_different_days_have_changed():
    """25 in spring and 50 in summer, each true of its day."""
    found = compare([says(A, 25, unit="%", on="2031-03-01"), says(B, 50, unit="%", on="2031-06-04")])
    assert (found.verdict, found.preferred) == ("changed over time", "50 %")


def test_a_value_that_drifted_in_a_copy_is_the_story_s():
    """The rewrite says 50, the story 40: the story is used."""
    found = compare([says(A, 40, unit="ducks"), says(COPY, 50, unit="ducks")])
    assert (found.verdict, found.preferred) == ("drift in a copy", "40 ducks")


def test_what_nothing_explains_keeps_every_value():
    """A conflict names each value with who gave it, and prefers none."""
    found = compare([says(A, "imposed", key="act.of"), says(B, "announced", key="act.of")])
    assert found.verdict == "conflict"
    assert found.preferred == ""
    assert "imposed" in found.reason
    assert "announced" in found.reason


# --- readings -----------------------------------------------------------------------


def test_a_resolution_decides_from_the_day_its_reason_was_known():
    """Before that day both values stand."""
    evidence = [says(A, "imposed", key="act.of"), says(B, "announced", key="act.of")]
    settled = Resolution(
        id="act", key="act.of", verdict="resolved", prefer="announced", why="the act took effect later", known_from=date(2031, 4, 1)
    )
    before = read_all(evidence, people=PEOPLE, resolutions=[settled], known_by=date(2031, 3, 31))
    after = read_all(evidence, people=PEOPLE, resolutions=[settled], known_by=date(2031, 4, 1))
    assert (before[0].verdict, before[0].preferred) == ("conflict", "")
    assert (after[0].verdict, after[0].preferred, after[0].reason) == ("resolved", "announced", "the act took effect later")


def test_a_copy_that_drops_items_is_a_weaker_copy():
    """What it drops is named."""
    evidence = [says(A, key="demands.list/hats"), says(A, key="demands.list/ducks"), says(COPY, key="demands.list/hats")]
    [found] = read_all(evidence, people=PEOPLE, resolutions=[], known_by=date(2031, 4, 1))
    assert found.verdict == "weaker copy"
    assert "drops ducks" in found.reason


def test_lists_of_two_origins_may_differ_without_denying_each_other():
    """Both lists stand; the reading says which items only one names."""
    evidence = [says(A, key="guests.list/firefly"), says(B, key="guests.list/firefly"), says(B, key="guests.list/trentino")]
    found = {reading.key: reading for reading in read_all(evidence, people=PEOPLE, resolutions=[], known_by=date(2031, 4, 1))}
    assert found["guests.list"].verdict == "lists differ"
    assert "trentino in beta only" in found["guests.list"].reason


def test_a_page_that_mixes_days_is_found():
    """A side-bar of May beside a report of March."""
    book = tb.load(TOYLAND)
    found = {reading.key: reading for reading in book.readings()}
    assert found["page.010/published"].verdict == "texts of different days"
    assert "page.010/published" not in {reading.key for reading in book.readings(known_by="2031-03-10")}


def test_known_by_leaves_out_what_was_published_later():
    """On the third of March only the Gazette's report is known, and its claims are as good as they were then."""
    book = tb.load(TOYLAND)
    then = book.facts(known_by="2031-03-03")
    assert {one.article.id for one in then} == {"2031-03-03-gazette-second-round"}
    assert next(one for one in then if one.fact.key == "round-2.day").grade == "C"
    assert next(one for one in book.facts() if one.fact.key == "round-2.day").grade == "B"


def test_the_clock_decides_which_day_counts():
    """09:30 in Tokyo on the third is still the second in Washington."""
    book = tb.load(TOYLAND)
    assert book.facts(known_by="2031-03-02", clock="America/New_York")
    assert not book.facts(known_by="2031-03-02", clock="Asia/Tokyo")


def test_unknown_names_are_answered_with_the_nearest_known():
    """An article, a kind, a key, a clock, a day that is not there: an error, never an empty list."""
    book = tb.load(TOYLAND)
    for asked, said in [
        ({"article": "2031-03-03-gazete-second-round"}, "Did you mean '2031-03-03-gazette-second-round'?"),
        ({"kind": "meting"}, "Did you mean 'meeting'?"),
        ({"key": "round-2.dya"}, "Did you mean 'round-2.day'?"),
        ({"clock": "importr"}, "Did you mean 'importer'?"),
        ({"known_by": "14 June"}, "is not a day"),
    ]:
        with pytest.raises(tb.AskError, match=said.replace("?", r"\?")):
            book.facts(**asked)


@given(st.dates(date(2031, 3, 1), date(2031, 5, 31)), st.dates(date(2031, 3, 1), date(2031, 5, 31)))
def test_a_later_day_never_knows_less(one, two):
    """Whatever was known stays known."""
    earlier, later = min(one, two), max(one, two)
    assert {e.fact.id for e in BOOK.facts(known_by=earlier)} <= {e.fact.id for e in BOOK.facts(known_by=later)}


BOOK = tb.load(TOYLAND)


def test_numbers_are_shown_without_idle_zeros():
    """27.50 is 27.5, a million is not 1E+6."""
    assert plain_value(Decimal("27.50")) == "27.5"
    assert plain_value(Decimal("1E+6")) == "1000000"
