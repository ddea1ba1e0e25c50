"""What changed between two days of knowing: of toyland, where it can be told in the head, and of the retroactive order of September."""

from datetime import date

import pytest

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.analysis.changes import differences
from tradebrief.analysis.difference import Difference
from tradebrief.errors import AskError

TOY = tb.load(TOYLAND)


def between(first, last, **asked):
    return tb.diff(TOY, from_known=first, to_known=last, **asked)


def test_the_facts_that_came_out_in_between_are_those_of_the_new_text():
    """The Courier of 4 March brought three; each names the text it came with and the day."""
    rows = between("2031-03-03", "2031-03-04").of("fact")
    assert {row.id.partition("#")[2] for row in rows} == {"round-2.day", "sylvania-hats.rate", "round-3.day"}
    assert {(row.cause, row.day, row.change) for row in rows} == {("2031-03-04-courier-second-round", date(2031, 3, 4), "new")}


def test_support_from_a_second_origin_changes_the_grade_of_an_earlier_fact():
    """Both papers tell of the Monday: the Gazette's fact rises to B, because of the Courier."""
    [row] = [row for row in between("2031-03-03", "2031-03-04").of("grade") if row.id.endswith("#round-2.day")]
    assert (row.change, row.after) == ("changed", "grade B")
    assert "courier" in row.cause


def test_a_question_that_is_answered_otherwise_is_a_changed_reading():
    """The copy of 5 March turned forty ducks into fifty."""
    [row] = [row for row in between("2031-03-04", "2031-03-05").of("reading") if row.id == "freedonia.offers/ducks"]
    assert row.before == ""
    assert row.after.startswith("drift in a copy")
    assert "40 ducks a year" in row.after
    assert "50 ducks a year" in row.after


def test_a_deadline_that_was_moved_names_the_act():
    """Act 2 of 10 March put the end of the pause off by a month."""
    [row] = between("2031-03-09", "2031-03-10").of("deadline")
    assert (row.before, row.after, row.change) == ("2031-03-15", "2031-04-15", "changed")
    assert "Act 2" in row.cause


def test_a_plan_that_gets_a_day_is_a_changed_event():
    """On 3 March the third round was a week; the Courier named the day."""
    [row] = [row for row in between("2031-03-03", "2031-03-04").of("event") if row.id == "toy-talks/round-3"]
    assert row.change == "changed"
    assert row.after == "planned, 2031-03-11"


def test_a_deal_is_a_new_event_with_its_source():
    """It was known from 1 April."""
    [row] = between("2031-03-31", "2031-04-01").of("event")
    assert (row.id, row.change, row.after) == ("toy-talks/deal", "new", "occurred, 2031-04-01")
    assert "Sylvanian Gazette, 2031-04-01" in row.cause


def test_an_act_published_in_between_changes_what_a_measure_charges():
    """The Hat Truce of 2 May reaches back to 1 April: before it 20 per cent on top, after it 12 in all."""
    [row] = between("2031-05-01", "2031-05-02").of("measure")
    assert (row.id, row.before, row.after, row.day) == ("fre-hats", "adds 20%", "tops up to 12%", date(2031, 4, 1))
    assert row.cause == "Hat Truce (1 FG 9), published 2031-05-02"


def test_one_day_of_the_law_can_be_asked_of_both_days_of_knowing():
    """The truce changed 15 April and not 1 March."""
    assert [row.after for row in between("2031-05-01", "2031-05-02", as_of="2031-04-15").of("measure")] == ["tops up to 12%"]
    assert between("2031-05-01", "2031-05-02", as_of="2031-03-01").of("measure") == ()


def test_what_was_only_announced_is_told_as_expected():
    """The speech of 3 May put nothing in force."""
    [row] = between("2031-05-02", "2031-05-03").of("measure")
    assert row.after == "expected: adds 40%"
    assert "speech of 3 May 2031" in row.cause


def test_headline_numbers_differ_with_what_brought_it_about():
    """Two texts instead of one on 4 March."""
    [row] = [row for row in between("2031-03-03", "2031-03-04").of("headline") if row.id == "texts known"]
    assert (row.before, row.after) == ("1", "2")
    assert row.cause == "1 text that came out in between"


def test_sentences_are_compared_without_the_day_they_are_said_on():
    """New facts change the sentence that counts them; a day on which nothing came out changes none."""
    assert "facts, coverage" in {row.id for row in between("2031-03-03", "2031-03-04").of("sentence")}
    assert between("2031-03-12", "2031-03-13").of("sentence") == ()


def test_between_a_day_and_itself_nothing_changed():
    """And the sentence says so."""
    found = between("2031-03-04", "2031-03-04")
    assert (found.rows, found.sources, found.counts) == ((), (), {})
    assert "nothing became known" in str(tb.words.changes.summary(found))


def test_two_steps_bring_the_same_facts_as_one():
    """From the 2nd to the 5th is from the 2nd to the 4th and on to the 5th."""
    whole = {row.id for row in between("2031-03-02", "2031-03-05").of("fact")}
    steps = {row.id for pair in (("2031-03-02", "2031-03-04"), ("2031-03-04", "2031-03-05")) for row in between(*pair).of("fact")}
    assert whole == steps
    assert len(whole) == len(between("2031-03-02", "2031-03-05").of("fact"))


def test_sources_are_the_texts_and_acts_that_came_out():
    """With their day."""
    assert [(one.id, one.published) for one in between("2031-03-03", "2031-03-04").sources] == [
        ("2031-03-04-courier-second-round", "2031-03-04")
    ]
    assert ("Hat Truce", "1 FG 9", "2031-05-02") in {
        (one.id, one.what, one.published) for one in between("2031-05-01", "2031-05-02").sources
    }


def test_a_collection_more_is_one_function_more():
    """Whatever yields rows of the same form is told with the others."""

    def weather(book, span):
        yield Difference(what="weather", id="rain", change="new", before="", after="wet", cause="clouds", day=span.to_known)

    found = differences(TOY, from_known="2031-03-03", to_known="2031-03-04", also=[weather])
    assert found.of("weather")[0].after == "wet"
    assert ("weather", "rain") in {row[:2] for row in tb.tables.changes.changes(found).rows}


def test_what_changed_can_be_shown():
    """Every row but single facts stands in the table, facts are counted by text, and each source has its row."""
    found = between("2031-03-03", "2031-03-04")
    table = tb.tables.changes.changes(found)
    assert len(table.rows) == len([row for row in found.rows if row.what not in {"fact", "grade"}])
    assert tb.tables.changes.new_facts(found).rows == (("2031-03-04-courier-second-round", "2031-03-04", 3),)
    assert len(tb.tables.changes.sources(found).rows) == 1
    assert "3 facts" in str(tb.words.changes.summary(found))
    assert "Planned: Third round (11 March)" in str(tb.words.changes.talks(found))
    assert "nothing new" in str(tb.words.changes.talks(found, "other-talks"))


def test_words_on_the_law_name_the_act():
    """And say so where nothing moved."""
    assert "(1 measure)" in str(tb.words.changes.law(between("2031-05-01", "2031-05-02")))
    assert "No act" in str(tb.words.changes.law(between("2031-03-03", "2031-03-04")))
    assert "No question" in str(tb.words.changes.disputes(between("2031-03-12", "2031-03-13")))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from_known": "2031-03-04", "to_known": "2031-03-03"}, "is before the first day of knowing"),
        ({"from_known": "March", "to_known": "2031-03-03"}, "from_known: is not a day"),
        ({"from_known": "2031-03-03", "to_known": "2031-02-30"}, "to_known: is not a day"),
        ({"from_known": "2031-03-03", "to_known": "2031-03-04", "as_of": "x"}, "as_of: is not a day"),
        ({"from_known": "2031-03-03", "to_known": "2031-03-04", "clock": "big ben"}, "is no clock"),
    ],
)
def test_days_that_cannot_be_are_named(asked, said):
    """By their option, with what to write."""
    with pytest.raises(AskError, match=said):
        tb.diff(TOY, **asked)


def test_the_command_gives_the_same_rows_as_json(run):
    """Kind, id, change, before, after, cause and day of each; days as text."""
    told = run("--seeds", TOYLAND, "diff", "--from-known", "2031-05-01", "--to-known", "2031-05-02", "--as-of", "2031-04-15", "--json").json
    found = between("2031-05-01", "2031-05-02", as_of="2031-04-15")
    assert [(row["what"], row["id"], row["before"], row["after"]) for row in told["changes"]] == [
        (row.what, row.id, row.before, row.after) for row in found.rows
    ]
    assert set(told["changes"][0]) == {"what", "id", "change", "before", "after", "cause", "day", "title"}
    assert told["as_of"] == "2031-04-15"


def test_the_command_tells_people_in_a_sentence_and_tables(run):
    """The summary first."""
    out = run("--seeds", TOYLAND, "diff", "--from-known", "2031-03-03", "--to-known", "2031-03-04").out
    assert out.startswith("Between 3 March 2031 and 4 March 2031, 1 text or act came out")
    assert "New claims by text" in out


def test_the_september_order_changes_the_law_of_august_and_nothing_of_july():
    """EO 14345, published on 4 September 2025, made the duty on Japan all-in from 7 August."""
    book = tb.load()
    ask = lambda day: tb.diff(book, from_known="2025-09-03", to_known="2025-09-04", as_of=day).of("measure")  # noqa: E731
    [row] = [row for row in ask("2025-08-20") if row.id == "usa-reciprocal-jpn"]
    assert (row.before, row.after) == ("adds 15%", "tops up to 15%")
    assert "14345" in row.cause
    assert [row for row in ask("2025-07-20") if row.id == "usa-reciprocal-jpn"] == []
