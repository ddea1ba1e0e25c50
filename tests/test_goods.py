"""Goods: codes, lists of codes, scopes with exceptions, and three answers to whether a list holds a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tradebrief.law.goods import CodeLine, CodeList, Goods, Label, Scope, dotted, name_of, read_code, scope_of
from tradebrief.law.seeds import read_lines

digits = st.text("0123456789", min_size=2, max_size=8)
codes = st.builds(
    lambda chapter, rest: f"{chapter:02d}" + rest, st.integers(1, 76), st.sampled_from(["", "03", "0310", "031050", "03105020"])
)


@pytest.mark.parametrize("text", ["8703.23.01", "87032301", "8703 23 01"])
def test_a_code_is_read_however_it_is_dotted(text):
    """The dots of a code do not count."""
    assert read_code(text) == "87032301"


@pytest.mark.parametrize("text", ["870", "8703.2", "", "car", "8703.23.01.90.00", "77", "9903.94.01", "00", 8703, None])
def test_what_is_no_code_of_goods_is_refused(text):
    """A code has an even number of digits up to ten, in a chapter of goods, written as text."""
    with pytest.raises(ValueError, match=r"HS code|chapter|is a number"):
        read_code(text)


@given(codes)
def test_writing_and_reading_a_code_gives_it_back(code):
    """A dotted code reads as itself."""
    assert read_code(dotted(code)) == code


def test_the_longest_line_of_a_list_decides():
    """A line cut out of a heading wins over the heading, and a line taken in again over the cut."""
    vehicles = CodeList(name="v", lines=(CodeLine(code="8703"), CodeLine(code="870310", covers="none"), CodeLine(code="87031010")))
    assert vehicles.holds("87032301") is True
    assert vehicles.holds("87031050") is False
    assert vehicles.holds("87031010") is True
    assert vehicles.holds("8704") is False


def test_a_list_cannot_tell_of_a_code_that_is_too_short_or_partly_named():
    """A heading above the lines of a list, and a line named in part, are left open."""
    listed = CodeList(name="l", lines=(CodeLine(code="87082951"), CodeLine(code="8471", covers="part")))
    assert listed.holds("8708") is None
    assert listed.holds("87082951") is True
    assert listed.holds("84713001") is None


@given(st.lists(codes, min_size=1, max_size=5, unique=True), codes)
def test_a_list_holds_what_lies_below_its_lines(lines, code):
    """Every longer code below a line that is held whole is held."""
    listed = CodeList(name="l", lines=tuple(CodeLine(code=one) for one in lines))
    if listed.holds(code) and len(code) < 10:
        assert listed.holds(code + "10") is True


def test_a_scope_leaves_out_its_exception():
    """All goods but a list, and a heading but a line of it."""
    scope = scope_of(Goods.model_validate({"all": "true", "except": {"codes": ["27"]}}), "m", {})
    assert scope.holds("8703") is True
    assert scope.holds("2711") is False
    narrow = scope_of(Goods.model_validate({"codes": ["8703"], "except": {"codes": ["8703.10"]}}), "m", {})
    assert narrow.holds("87031010") is False
    assert narrow.holds("87032301") is True


def test_an_exception_by_list_is_named_shortly():
    """``except: NAME`` names a list of codes."""
    lists = {"free": CodeList(name="free", lines=(CodeLine(code="8471"), CodeLine(code="8542", covers="part")))}
    scope = scope_of(Goods.model_validate({"all": "true", "except": "free"}), "m", lists)
    assert scope.holds("84713001") is False
    assert scope.holds("85423100") is None
    assert scope.holds("8703") is True


def test_a_full_list_of_the_user_stands_in_for_the_prefixes():
    """Prefixes that are named in part are settled by the user's own list of that name."""
    goods = Goods.model_validate({"codes": ["8471"], "partly": ["8542"], "list": "chips"})
    assert scope_of(goods, "m", {}).holds("85423100") is None
    full = {"chips": CodeList(name="chips", lines=(CodeLine(code="85423100"),), full=True)}
    assert scope_of(goods, "m", full).holds("85423100") is True
    assert scope_of(goods, "m", full).holds("84713001") is False


@pytest.mark.parametrize(
    "tree", [{}, {"all": "true", "codes": ["87"]}, {"all": "maybe"}, {"codes": ["8"]}, {"codes": ["87"], "colour": "red"}]
)
def test_a_scope_says_which_goods_or_all_goods(tree):
    """Neither, both, or something else is refused."""
    with pytest.raises(ValidationError):
        Goods.model_validate(tree)


def test_a_scope_that_names_no_list_of_the_book_is_refused():
    """The nearest list is proposed."""
    with pytest.raises(ValueError, match="Did you mean 'chips'"):
        scope_of(Goods.model_validate({"list": "chip"}), "m", {"chips": CodeList(name="chips", lines=())})


def test_touched_prefixes_lead_to_every_list_that_may_hold_a_code():
    """A code shorter and a code longer than a line both touch it."""
    scope = Scope(all=False, inside=(CodeList(name="l", lines=(CodeLine(code="870829"),)),), outside=())
    assert scope.touched() == {"87", "8708", "870829"}


def test_the_longest_label_names_a_good():
    """A subheading's own name wins over that of its heading."""
    labels = [Label.model_validate({"id": "8703", "name": "cars"}), Label.model_validate({"id": "8703.80", "name": "electric cars"})]
    assert name_of("87038000", labels) == "electric cars"
    assert name_of("87032301", labels) == "cars"
    assert name_of("0101", labels) == ""


def test_a_list_is_read_from_its_first_column_and_the_columns_it_knows():
    """Other columns are left alone; what stands beside a code is read."""
    lines, bad = read_lines("hts8,duty,basis,colour\n8703.23.01,2.5%,memory,red\n")
    assert not bad
    assert str(lines[0].duty) == "2.5%"
    assert lines[0].basis == "memory"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("code\n870\n", "is not an HS code"),
        ("code,covers\n8703,some\n", "says how much is covered in no known word"),
        ("code,duty\n8703,25\n", "has no unit"),
        ("code\n8703\n8703\n", "the code stands twice"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_line(text, wrong):
    """A list is read on past a bad line, and each is told of."""
    _, bad = read_lines(text)
    assert len(bad) == 1
    assert wrong in bad[0][1]
    assert bad[0][0] == len(text.splitlines())


def test_a_users_list_of_a_measures_name_stands_in_for_prefixes_without_a_list():
    """What a refusal asks for, NAME.csv, is what settles the question."""
    goods = Goods.model_validate({"codes": ["9401.61.40.11"], "partly": ["9401.61.40"]})
    assert scope_of(goods, "sofas", {}).holds("94016140") is None
    full = {"sofas": CodeList(name="sofas", lines=(CodeLine(code="94016140"),), full=True)}
    assert scope_of(goods, "sofas", full).holds("94016140") is True
