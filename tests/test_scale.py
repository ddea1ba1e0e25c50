"""Large workbooks: what is worked out once for many facts is what comparing each with each gives, and the work grows as the facts do."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TOYLAND
from test_readings import PEOPLE, says, text
from tradebrief.commands.output import print_json, print_rows
from tradebrief.errors import Names, Problem, SeedError, near, told
from tradebrief.facts import comparison
from tradebrief.facts.evidence import Evidence, as_days, grade, graded, origins_of, shown_value
from tradebrief.facts.readings import read_all
from tradebrief.period import When, first_apart
from tradebrief.workbook.loader import check, read
from tradebrief.workbook.rules.answers import _slip, _slips
from tradebrief.workbook.rules.texts import parts_of_a_page_lie_apart

DAYS = st.sampled_from(
    [
        "2031-03-03",
        "2031-03-04",
        "2031-03-05",
        "2031-03",
        "2031",
        "2031-03-04?",
        "[2031-03-03..2031-03-05]",
        "[..2031-03-04]",
        "2031-03-03/2031-03-04",
    ]
)
VALUES = st.one_of(DAYS, st.sampled_from(["10", "10.0", "25", "2031", "open", "no", "absent", None]))
TEXTS = st.builds(
    lambda origin, copy, day: text(origin, name=f"{origin}-{day}{'-copy' * copy}", derives_from=origin if copy else None, published=day),
    st.sampled_from(["alpha", "beta", "gamma"]),
    st.booleans(),
    st.sampled_from(["2031-03-03", "2031-03-04", "2031-03-05"]),
)


@st.composite
def facts(draw, **fixed: object) -> Evidence:
    """A fact of a small world, in which answers, days and origins meet often."""
    chosen = {
        "key": draw(st.sampled_from(["hats.day", "hats.rate", "hats.list/a", "hats.list/b"])),
        "kind": draw(st.sampled_from(["deadline", "meeting", "planned meeting", "context"])),
        "unit": draw(st.sampled_from([None, "%"])),
        "sense": draw(st.sampled_from([None, "base", "additional", "total"])),
        "on": draw(st.one_of(st.none(), DAYS)),
        "by": draw(st.sampled_from([None, "firefly", "trentino", "nobody"])),
        "attribution": draw(st.sampled_from(["official text", "named", "body", "writer", "anonymous", "inference"])),
        **fixed,
    }
    return says(draw(TEXTS), draw(VALUES), **chosen)


BOOKS = st.lists(facts(), max_size=12)
GROUPS = st.lists(facts(key="hats.day"), min_size=1, max_size=7)
DEADLINES = st.lists(facts(key="hats.day", kind="deadline", unit=None, sense=None), min_size=1, max_size=6)


@given(BOOKS)
def test_grades_are_those_of_all_facts_that_support_a_claim(book):
    """Against the plain definition: each fact asked of each other."""
    for one in graded(book, PEOPLE):
        support = [other for other in book if other.supports(one)]
        assert (one.grade, one.origins) == (grade(support, PEOPLE), origins_of(support))


def plain_fits(group):
    days = [as_days(one.fact.value) for one in group]
    return all(days) and all(a.allows(b) for a, b in combinations(days, 2))


def plain_moved(group):
    if any(one.fact.on is None or as_days(one.fact.value) for one in group):
        return False
    spans = {one.answer: [other.fact.on for other in group if other.answer == one.answer] for one in group}
    bounds = [(min(on.earliest for on in ons), max(on.latest for on in ons)) for ons in spans.values()]
    return not any(a[0] <= b[1] and b[0] <= a[1] for a, b in combinations(bounds, 2))


def plain_set_anew(group):
    """Each telling is looked for among all days told before it; a day's span runs from its first telling to its last."""
    told: dict[str, list[date]] = {}
    for one in sorted(group, key=lambda one: one.known_from):
        days = as_days(one.fact.value)
        same = [value for value in told if days and (known := as_days(value)) and known.allows(days)]
        told.setdefault(same[0] if same else shown_value(one.fact), []).append(one.known_from)
    spans = list(told.items())
    if len(spans) < 2 or any(earlier[-1] >= later[0] for (_, earlier), (_, later) in pairwise(spans)):
        return None
    return [(value, days[0]) for value, days in spans]


@given(GROUPS)
def test_explanations_are_found_as_by_comparing_each_with_each(group):
    """Days that allow each other, and values of different days."""
    assert bool(comparison._fits(group)) == bool(plain_fits(group))
    assert bool(comparison._moved(group)) == plain_moved(group)


@given(DEADLINES)
@settings(max_examples=300)
def test_a_deadline_is_set_anew_as_by_comparing_each_with_each(group):
    """The verdict, its steps and the day we use."""
    found, plain = comparison._set_anew(group), plain_set_anew(group)
    assert (found is None) == (plain is None)
    if found and plain:
        assert found.reason == "Set anew: " + ", then ".join(f"{value} (as told on {day})" for value, day in plain)
        assert found.preferred == plain[-1][0]


@given(st.lists(DAYS.map(When.read), max_size=6))
def test_the_first_two_days_apart_are_those_of_the_first_pair(days):
    """In the order in which pairs are made of a list."""
    assert first_apart(days) == next(((a, b) for a, b in combinations(range(len(days)), 2) if not days[a].allows(days[b])), None)


@given(st.sets(st.text("aest1", min_size=11, max_size=14).map(lambda word: f"hats.{word}"), max_size=12))
def test_slips_are_found_as_by_comparing_each_with_each(keys):
    """Each key once, with the first before it from which it differs by a slip."""
    ordered = sorted(keys)
    plain = [(min(like), two) for place, two in enumerate(ordered) if (like := [one for one in ordered[:place] if _slip(one, two)])]
    assert list(_slips(ordered)) == plain


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted), max_size=5))
def test_parts_of_a_page_overlap_as_by_comparing_each_with_each(parts):
    """Something is reported where two overlap, and nothing where none do."""
    whole = text("alpha")
    texts = {
        f"t{n}": whole.model_copy(update={"id": f"t{n}", "source": whole.source.model_copy(update={"part": tuple(part)})})
        for n, part in enumerate(parts)
    }
    book = replace(read(TOYLAND)[0], articles=texts)
    overlap = any(a < d and c < b for (a, b), (c, d) in combinations(parts, 2))
    assert bool(list(parts_of_a_page_lie_apart(book))) == overlap


# --- growth -----------------------------------------------------------------------


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: time without the clock."""
    count = 0

    def seen(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def many(times: int, keys: int) -> list[Evidence]:
    """``times`` texts of own origins that each answer ``keys`` keys: days, numbers and items of a list."""
    found = []
    for n in range(times):
        article = text(f"origin-{n}", published=f"2031-{1 + n % 12:02}-{1 + n % 28:02}")
        for k in range(keys):
            key, value = [
                (f"hats.day-{k}", f"2031-{1 + n % 12:02}-{1 + n % 28:02}"),
                (f"hats.rate-{k}", n % 40),
                (f"hats.list/item-{n % 9}", "yes"),
            ][k % 3]
            found.append(says(article, value, key=key, kind="deadline" if k % 3 == 0 else "context"))
    return found


@pytest.mark.parametrize("keys", [3, 30])
def test_twice_the_texts_are_twice_the_work(keys):
    """Grading and reading: doubling costs at most 2.2 times."""

    def work(evidence):
        return lambda: read_all(graded(evidence, PEOPLE), people=PEOPLE, resolutions=(), known_by=date(2032, 1, 1))

    half, whole = calls(work(many(200, keys))), calls(work(many(400, keys)))
    assert whole < 2.2 * half


def test_rules_grow_with_the_texts(monkeypatch):
    """Toyland with each text eight and sixteen times, on pages of their own; without anchors each is a problem with a place and a suggestion."""
    monkeypatch.setattr(Names, "FEW", 5)
    book, _ = read(TOYLAND)

    def copies(times):
        made = {
            f"{name}-{n}": one.model_copy(
                update={"id": f"{name}-{n}", "source": one.source.model_copy(update={"page": f"{n}-{one.source.page}"})}
            )
            for n in range(times)
            for name, one in book.articles.items()
        }
        return replace(book, articles=made)

    rest, half, whole = (calls(lambda times=times: check(copies(times))) for times in (0, 8, 16))
    assert whole - rest < 2.2 * (half - rest)


# --- messages at scale ------------------------------------------------------------


@given(st.text("abc-", max_size=6), st.lists(st.text("abc-", max_size=6), max_size=250))
def test_what_was_typed_is_never_offered(name, known):
    """Neither as the nearest name nor among those that are known."""
    offered = near(name, known)
    assert f"'{name}'" not in offered
    assert name not in offered.removeprefix("Known: ").removesuffix(".").split(", ") or name == ""


def test_a_slip_is_found_among_very_many_names():
    """Of ten thousand names few are looked at, and the right one is among them."""
    names = Names(f"2031-{n % 12:02}-courier-story-{n}" for n in range(10_000))
    assert near("2031-04-courier-stroy-9988", names) == "Did you mean '2031-04-courier-story-9988'?"
    assert len(names.like("2031-04-courier-stroy-9988")) <= Names.FEW


def test_of_many_problems_the_first_are_told_and_all_are_counted():
    """Twenty by file, then how often each thing is wrong."""
    problems = [Problem(file=f"seeds/{n:03}.yaml", wrong="has no unit" if n % 3 else "is empty") for n in range(150)]
    lines = told(problems)
    assert lines[:20] == [str(problem) for problem in problems[:20]]
    assert lines[20:] == [
        "And 130 more; 'tradebrief check --all' shows each. All 150 by what is wrong:",
        "    100  has no unit",
        "     50  is empty",
    ]
    assert str(SeedError(*problems)).splitlines() == lines
    assert told(problems[:20]) == [str(problem) for problem in problems[:20]]


def test_check_shows_each_problem_when_asked(toyland, run):
    """``--all`` and ``--json`` leave none out; the lines are those of their files."""
    for n in range(30):
        (toyland / "origins" / f"own-{n}.yaml").write_text("title: T\nagency: A\nwhy: W\nwhose: mine\n")
    each = run("--seeds", toyland, "check", "--json").json
    assert [(one["wrong"], one["line"]) for one in each] == [("'whose' is not a field", 4)] * 30
    short, whole = (run("--seeds", toyland, "check", *more).out.splitlines() for more in ((), ("--all",)))
    assert [one["message"] for one in each] == whole[:-1]
    assert short == [
        *whole[:20],
        "And 10 more; 'tradebrief check --all' shows each. All 30 by what is wrong:",
        "     30  'whose' is not a field",
        whole[-1],
    ]


PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.dates())
HELD = st.recursive(PLAIN, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(), one, max_size=3), max_leaves=6)


@given(st.lists(st.dictionaries(st.text(), HELD, max_size=6), max_size=6))
def test_rows_are_written_as_the_whole_would_be(rows):
    """Many rows of JSON, written as they come, are the bytes of all at once."""
    whole, parts = io.StringIO(), io.StringIO()
    with redirect_stdout(whole):
        print_json(rows)
    with redirect_stdout(parts):
        print_rows(iter(rows))
    assert parts.getvalue() == whole.getvalue()


def test_readings_of_a_workbook_without_law(run, toyland):
    """Texts alone are compared with each other, and with nothing else."""
    for folder in ("measures", "scenarios", "hts", "talks", "classes"):
        shutil.rmtree(toyland / folder)
    (toyland / "codes" / "rates.yaml").unlink()
    (toyland / "workbook.yaml").unlink()
    with_law = run("--seeds", TOYLAND, "readings", "--json").json
    alone = run("--seeds", toyland, "readings", "--json").json
    assert alone
    assert [one for one in with_law if one["verdict"] != "differs from the law"] == alone
