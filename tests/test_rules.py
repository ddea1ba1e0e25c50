"""Every rule: its sentence, and one seed that breaks it."""

import inspect
from pathlib import Path

import pytest

import breaks_law
import breaks_talks
import tradebrief as tb
from conftest import ROOT, TOYLAND
from tradebrief.errors import SeedError
from tradebrief.workbook import rules
from tradebrief.workbook.loader import check, read

ARTICLE = "articles/2031-03-03-gazette-second-round.yaml"
COURIER = "articles/2031-03-04-courier-second-round.yaml"
COPY = "articles/2031-03-05-copycat-second-round.yaml"
SIDE = "articles/2031-05-gazette-side-bar.yaml"

AGAIN = """
  - key: round-2.day
    kind: meeting
    says: the same once more
    value: 2031-03-03
    on: 2031-03-03
    at: [37, 103]
    tokens: [Monday]
  - key: round-3.day"""

#: One edit for each rule: file, what stands there, what to write instead. An empty old text makes the file.
BREAKS = {
    "origins_are_declared": (COURIER, "origin: courier", "origin: courir"),
    "copies_share_their_origin": (COPY, "derives_from: 2031-03-03-gazette-second-round", "derives_from: 2031-03-04-courier-second-round"),
    "copies_end_in_a_first_text": (ARTICLE, "  origin: gazette", "  origin: gazette\n  derives_from: 2031-03-05-copycat-second-round"),
    "parts_of_a_page_lie_apart": (SIDE, "part: [399, 485]", "part: [390, 485]"),
    "side_bars_name_their_neighbour": (SIDE, "side_bar_of: 2031-03-03-gazette-second-round", "side_bar_of: 2031-03-04-courier-second-round"),
    "facts_stand_in_their_text": (ARTICLE, "at: [361, 398]", "at: [361, 485]"),
    "facts_can_be_followed": (ARTICLE, "    tokens: [third]\n", ""),
    "passages_are_short": (ARTICLE, "at: [72, 172]", "at: [0, 485]"),
    "anchors_are_up_to_date": (ARTICLE, "at: [72, 172]", "at: [72, 171]"),
    "anchors_belong_to_an_article": ("articles/nobody.anchors.csv", "", "anchor_id\n"),
    "numbers_have_a_unit": (ARTICLE, "    unit: ducks a year\n", ""),
    "rates_say_how_they_count": (ARTICLE, "    sense: total\n", ""),
    "uncertain_days_have_a_basis": (ARTICLE, "    basis: counted from the day of publication\n", ""),
    "nothing_held_is_still_to_come": (ARTICLE, "    on: 2031-03-03\n    event: toy-talks/round-2", "    on: 2031-03-30\n    event: toy-talks/round-2"),
    "plans_lie_ahead": (COURIER, "    on: 2031-03-11", "    on: 2031-03-01"),
    "speakers_are_known": (COURIER, "by: firefly", "by: fierfly"),
    "named_sources_have_a_name": (COURIER, "    by: firefly\n", ""),
    "a_fact_is_stated_once": (COURIER, "\n  - key: round-3.day", AGAIN),
    "keys_are_not_misspelt": (COURIER, "key: sylvania-hats.rate", "key: sylvania-hats.rates"),
    "resolutions_settle_a_dispute": ("resolutions/hats.yaml", "", "key: sylvania-hats.rate\nverdict: resolved\nprefer: 99\nwhy: a reason\nknown_from: 2031-03-05\n"),
    "one_resolution_to_a_key": ("resolutions/hats.yaml", "", "key: sylvania-hats.rate\nverdict: resolved\nwhy: a reason\nknown_from: 2031-03-05\n"),
}  # fmt: skip

BREAKS |= breaks_law.BREAKS | breaks_talks.BREAKS


def names() -> list[str]:
    return [rule.__name__ for rule in rules.rules()]


@pytest.mark.parametrize("name", names())
def test_each_rule_speaks_when_it_is_broken(name, toyland: Path):
    """A seed that breaks the rule gives the rule's own sentence as the message."""
    tb.load(toyland)  # what kept the rules is not looked at again by the next load, which must tell the same nevertheless
    file, old, new = BREAKS[name]
    path = toyland / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text() if old else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new)
    if name == "one_resolution_to_a_key":
        (toyland / "resolutions" / "hats-again.yaml").write_text(new)
    book, problems = read(toyland)
    rule = next(rule for rule in rules.rules() if rule.__name__ == name)
    wrong = problems + check(book)
    said = [problem for problem in wrong if problem.wrong == rules.sentence(rule)]
    assert said or name == "anchors_belong_to_an_article"
    assert name != "anchors_belong_to_an_article" or any("anchors" in str(problem) for problem in wrong)
    with pytest.raises(SeedError) as told:
        tb.load(toyland)
    assert sorted(told.value.problems) == sorted(wrong)


def test_every_rule_has_a_breaking_seed_a_sentence_and_a_remedy():
    """Rules without a test, a message or a cure do not exist."""
    assert set(names()) == set(BREAKS)
    for rule in rules.rules():
        doc = inspect.getdoc(rule) or ""
        assert doc.splitlines()[0].endswith("."), rule.__name__
        assert rules.remedy(rule).endswith("."), rule.__name__


def test_the_readme_of_the_seeds_lists_every_rule():
    """A curator reads the same sentences that the check prints."""
    text = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    for rule in rules.rules():
        assert (inspect.getdoc(rule) or "").splitlines()[0] in text, rule.__name__


def test_whole_seeds_break_no_rule():
    """Toyland keeps every rule."""
    book, problems = read(TOYLAND)
    assert problems + check(book) == []
