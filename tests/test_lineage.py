"""Every number of a sentence can be followed down to what is given, in a page and in Python alike, and the formulas on the way are right."""

import csv
import inspect
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import ROOT
from tradebrief.analysis.cadence.backtest import MODELS
from tradebrief.compare.read_back import chain
from tradebrief.errors import AskError
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace
from tradebrief.results.missing import Missing
from tradebrief.wording import long_day
from tradebrief.words.sentence import Part, Sentence

GIVEN = frozenset({"fact", "passage", "text", "origin", "act", "table", "assumption", "convention", "scenario", "simulation"})

#: Before any round, after one, on the day most reports are made for, after everything that is known.
DAYS = ("2025-03-15", "2025-04-20", "2025-06-14", "2026-10-31")

TALKS = "japan-us-2025"

GOODS = ["8703.23.01", "8708.30.50", "8481.80.50", "7208.10.15"]


@cache
def book() -> tb.Workbook:
    return tb.load()


# --- every sentence on every day ---------------------------------------------------------------


@cache
def said(day: str) -> dict[str, Sentence]:
    """Every sentence function of every module of words, called on the results of a day."""
    asked = {"as_of": day, "known_by": day}
    found = tb.exposure(book(), **asked)
    rates = tb.published_rates(book())
    response = tb.incidence(book(), found, count=4096)
    cadence, deals, facts = (
        tb.cadence(book(), TALKS, **asked),
        tb.time_to_deal(book(), TALKS, **asked),
        tb.fact_book(book(), known_by=day),
    )
    made, moved = tb.forecast(book(), TALKS, **asked), tb.negotiating_positions(book(), TALKS, **asked)
    daily = tb.series(book(), first="2025-01-01", last="2026-10-31", known_by=day)
    owed = tb.current_duties(book(), GOODS, **asked)
    case = tb.quota_case(book(), found, volume=100_000, inside_rate=0.1, outside_rate=0.275)
    changes = tb.diff(book(), from_known="2025-01-15", to_known=day)
    brief = tb.briefing(book(), TALKS, since="2025-01-15", **asked)
    partners = tb.partners(book(), **asked)
    mix, terms = tb.partner_mix(partners, "JPN", ["EU"])[0], tb.terms_compared(book(), partners, "JPN", ["GBR", "EU"])
    given = {
        "exposure": {
            "owed": (found,), "changed": (daily, found.as_of), "groups": (found,), "measures": (found, tb.suspended(book(), found)),
            "scenarios": (tb.compare_scenarios(book(), found),), "published": (rates,), "collected": (tb.collected_vs_statutory(book(), first=daily.first, last=daily.last),),
            "bridge": (tb.bridge(book(), as_of="2025-11-14", start="tpc", end="waugh"),), "companies": (tb.check_claims(book()),),
            "checks": (tb.exposure_checks(book(), found, rates),),
        },
        "incidence": {"bearers": (response,), "matters": (response,), "quota": (case, 0.15)},
        "talks": dict.fromkeys(("rounds", "median", "cadence", "trap", "articles_alone"), (cadence,)),
        "forecast": dict.fromkeys(("next_round", "next_round_in_short", "leaning", "outcome"), (made,))
        | {"likelihood": (0.5,)}
        | {"deal": (deals,), "deadlines": (deals,), "back_test": (tb.backtest(book(), TALKS, known_by=day),)},
        "positions": dict.fromkeys(("offers", "lone_sources", "meetings", "topics", "accounts", "remarks", "hedging"), (moved,)),
        "facts": dict.fromkeys(("coverage", "trust", "disputes", "newest", "checks"), (facts,)) | {"still_open": (facts, "contested")},
        "partners": {"rank": (partners, "JPN"), "beside": (partners, "JPN", mix), "terms": (partners, "JPN", terms)},
        "gaps": {"gap_said": (Missing("talks"),)},
        "side_by_side": {"overview": (tb.side_by_side(**asked),)},
        "rates": {"goods": (owed,), "ahead": (owed,)},
        "changes": {"summary": (changes,), "talks": (changes, TALKS), "law": (changes, "JPN"), "disputes": (changes,)},
        "brief": dict.fromkeys(("bottom_line", "tariffs_now", "since", "stands", "watch", "without_effect"), (brief,))
        | {"outlook": (brief, owed), "contested": (facts,)},
    }  # fmt: skip
    return {f"{module}.{name}": functions(module)[name](*args) for module, calls in given.items() for name, args in calls.items()}


@cache
def functions(module: str) -> dict:
    """The public functions of a module of words that make a sentence."""
    home = import_module(f"tradebrief.words.{module}")
    return {
        name: one
        for name, one in inspect.getmembers(home, inspect.isfunction)
        if one.__module__ == home.__name__ and not name.startswith("_") and inspect.signature(one).return_annotation == "Sentence"
    }


MODULES = sorted(
    path.stem for path in (ROOT / "lib/tradebrief/words").glob("*.py") if not path.stem.startswith("_") and path.stem != "messages"
)

NAMES = [f"{module}.{name}" for module in MODULES for name in functions(module)]

EVERY = [(day, name) for day in DAYS for name in NAMES]


def test_no_sentence_function_is_left_out():
    """A sentence that is added must be called in this test too."""
    assert set(NAMES) == said("2025-06-14").keys()
    assert len(NAMES) > 40


@cache
def titles() -> tuple[str, ...]:
    """What things are called, figures and all: by the seeds, and the models by their code. The longest first, so that none is cut short."""
    told = book()
    named = [
        one.title for kept in (told.scenarios, told.measures, told.conventions, told.assumptions, told.groups) for one in kept.values()
    ]
    named += [one.title for one in told.publisher_law["waugh"].values()]
    named += [one.event.says for talks in told.talks for one in told.chronicle(talks).events] + [
        one.says for talks in told.talks.values() for one in talks.deadlines.values()
    ]
    named += [one.title for talks in told.talks.values() for one in talks.proposals.values()] + [one.name for one in told.labels.values()]
    named += [f"{code}, {about}" for code, about, _, _ in MODELS]
    named += [fact.key for article in told.articles.values() for fact in article.facts]
    named += [f"{one.act} ({one.cite})" for kept in told.measures.values() for entries in kept.duties.values() for one in entries]
    return tuple(sorted({*named, *(name[0].lower() + name[1:] for name in named)}, key=len, reverse=True))


def bare(sentence: Sentence, question: tuple[str, ...]) -> str:
    """What a sentence says outside the parts that can be followed, without titles and the days of the question."""
    text = "".join("|" if isinstance(part, Part) and part.trace else str(part) for part in sentence.parts)
    for known in (*map(long_day_of, question), *titles()):
        text = text.replace(known, "")
    return re.sub(r"“[^”]*”", "", text)


def long_day_of(day: str) -> str:
    from datetime import date

    return long_day(date.fromisoformat(day))


@pytest.mark.parametrize(("day", "name"), EVERY)
def test_every_figure_can_be_followed(day, name):
    """Outside parts with a lineage stand no figures but the days of the question and those of titles."""
    question = (day, "2025-01-01", "2026-10-31", "2025-01-15")
    assert not re.findall(r"\d+", bare(said(day)[name], question)), str(said(day)[name])


@pytest.mark.parametrize(("day", "name"), EVERY)
def test_every_chain_ends_in_what_is_given(day, name):
    """No chain ends in a formula, but for a count of nothing; a text, an act or a file of the seeds is cited; no chain is too long to follow."""
    for shown, trace in said(day)[name].traces():
        found = list(leaves(trace))
        assert all(one.kind in GIVEN or one.text.startswith("0 counted") for one in found), f"{shown}: {trace}"
        assert all(one.cite for one in found if one.kind in {"text", "act"} or ".csv" in one.text), f"{shown}: {trace}"
        assert len(set(found)) <= 24, f"{shown}: {len(set(found))} leaves"


def leaves(trace: Trace) -> Iterator[Trace]:
    if trace.of:
        for step in trace.of:
            yield from leaves(step)
    else:
        yield trace


def steps(trace: Trace) -> Iterator[Trace]:
    yield trace
    for step in trace.of:
        yield from steps(step)


@cache
def everything() -> tuple[Trace, ...]:
    """Every step of every chain, once."""
    found = {str(one): one for day in DAYS for sentence in said(day).values() for _, trace in sentence.traces() for one in steps(trace)}
    return tuple(found.values())


@pytest.mark.parametrize(("day", "name"), EVERY)
def test_what_stands_around_a_number_finds_its_chain(day, name):
    """In Python a number is followed by its words, or with those around it where the same is said twice."""
    sentence = said(day)[name]
    text, at = str(sentence), 0
    for part in sentence.parts:
        at += len(str(part))
        if isinstance(part, Part) and part.trace:
            assert str(told(sentence, part.text, text[:at])) == str(part.trace)


def told(sentence: Sentence, number: str, up_to: str) -> Trace:
    try:
        return tb.why(sentence, number)
    except AskError:
        return tb.why(sentence, up_to)


# --- sources ---------------------------------------------------------------------------------------


def test_one_text_is_cited_in_one_way():
    """Wherever a fact of an article is named, its text is cited as that article is."""
    named = [(match[1], one.cite) for one in everything() if one.kind == "text" and (match := re.search(r"\(([\w-]+)#", one.says))]
    assert len(named) > 20
    assert {cite for name, cite in named} == {citations.text(book().articles[name].source) for name, _ in named}


def test_one_act_is_cited_in_one_way():
    """An act has one citation, whatever section of it speaks and whoever names it."""
    found: dict[str, set[str]] = {}
    for cite in {one.cite for one in everything()} | {citations.text(one.source) for one in book().articles.values()}:
        for act in re.findall(r"^(?:EO|Proc\.) \d+(?= s\.|,|$)", cite):
            found.setdefault(act, set()).add(cite)
    assert len(found) > 8
    assert {act: sorted(told) for act, told in found.items() if len(told) > 1} == {}
    assert "EO 14257, 90 FR 15041" in found["EO 14257"]


def test_no_two_texts_share_a_citation():
    """A footnote means one text."""
    cited = [citations.text(one.source) for one in book().articles.values()]
    assert len(set(cited)) == len(cited)
    assert "Reuters via Newsmaker23, 15 May 2025" in cited


# --- formulas --------------------------------------------------------------------------------------


def test_every_formula_comes_to_its_value_again():
    """Each formula on the way, evaluated anew from the leaves: what a chain prints is what was computed."""
    found = [one for one in everything() if one.formula]
    wrong = [one.text for one in found if not same(one.recompute(), one.value)]
    assert wrong == []
    assert len(found) > 300
    assert len({one.formula for one in found}) > 40


def same(one, other) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) if isinstance(other, int | float) else one == other


#: A number as a sentence shows it; a day is none, nor is what belongs to a name.
SHOWN = re.compile(r"(?<![\w.-])[+−]?\d[\d,]*(?:\.\d+)?(?![\w-]*\d{2}-)")
SCALES = (1, 100, 1e-3, 1e-6, 1e-9, 1e-12)


def test_a_number_is_what_its_chain_comes_to():
    """What a sentence shows is the value of its chain, or of an input of its last formula, rounded to the digits shown."""
    checked, wrong = 0, []
    for day in DAYS:
        for name, sentence in said(day).items():
            for printed, trace in sentence.traces():
                values = [step.value for step in (trace, *trace.of[: len(trace.inputs)]) if isinstance(step.value, int | float)]
                if not values or re.search(r"\b20\d\d\b", printed):
                    continue
                for number in SHOWN.findall(printed):
                    checked += 1
                    if not any(rounds_to(value * scale, number) for value in values for scale in SCALES):
                        wrong.append(f"{name}: {number} in '{printed}' beside {trace.text}")
    assert wrong == []
    assert checked > 400


def rounds_to(value: float, number: str) -> bool:
    digits = number.replace(",", "").replace("−", "-")
    places = len(digits.partition(".")[2])
    return abs(abs(value) - abs(float(digits))) <= 0.5000001 * 10**-places


# --- from the number to the file ---------------------------------------------------------------------


def test_the_duty_adds_up_from_the_file_of_trade():
    """The MFN duty and the customs value are sums of the CSV; each act that adds a rate charges it on the goods it names."""
    trace = tb.why(said("2025-06-14")["exposure.owed"], "$24.6 billion")
    rows = list(csv.DictReader((ROOT / "seeds/trade/us-imports-from-jpn-2024.csv").open()))
    mfn, value = (sum(float(row[column]) for row in rows) for column in ("mfn_duty_usd", "customs_value_usd"))
    named = dict(zip(trace.inputs, trace.of, strict=False))
    assert named["mfn"].value == pytest.approx(mfn, rel=1e-9)
    charged = [(act, match) for act in trace.of if (match := re.search(r"adds (\d+)%(?: of metal-content-\w+)? on ([\d,]+) USD", act.text))]
    assert len(charged) > 4
    for act, match in charged:
        rate, on = (float(part.replace(",", "")) for part in match.groups())
        assert act.value == pytest.approx(rate / 100 * on, rel=1e-6)
    assert trace.value == pytest.approx(mfn + math.fsum(step.value for step in trace.of[1 : len(trace.inputs)]), rel=1e-9)
    assert tb.why(said("2025-06-14")["exposure.owed"], "2024").value == pytest.approx(value, rel=1e-9)


def test_a_step_of_the_series_is_the_sum_of_what_its_acts_move():
    """On 9 April 2025 the duty rises by what the reciprocal duty goes up to, and by nothing else."""
    trace = tb.why(said("2026-10-31")["exposure.changed"], "9 April 2025")
    acts = [step for step in trace.of if step.kind == "act"]
    before = next(step for name, step in zip(trace.inputs, trace.of, strict=False) if name == "before")
    after = trace.value * next(step.value for name, step in zip(trace.inputs, trace.of, strict=False) if name == "customs_value")
    assert sum(step.value for step in acts) == pytest.approx(after - before.value, abs=2)
    assert [step.cite for step in acts] == ["EO 14257, 90 FR 15041"]


def test_the_probability_is_the_beta_prime_of_its_chain():
    """The closed form of the chain, worked out by scipy from the numbers that the chain names."""
    from scipy import stats

    trace = tb.why(said("2025-06-14")["forecast.next_round"], "78%")
    asked = {name: step.value for name, step in zip(trace.inputs, trace.of, strict=False)}
    law = stats.betaprime(asked["k"], asked["a"], scale=asked["b"])
    assert 1 - law.sf(asked["days"]) / law.sf(asked["elapsed"]) == pytest.approx(trace.value, abs=1e-6)


def test_a_quota_charges_its_units_at_both_rates():
    """Under the scenario of a quota: 100,000 of 1,370,000 cars at 7.5%, the others at 25%, on the value of all of them."""
    found = tb.exposure(book(), as_of="2025-06-14", scenario="uk-style-quota")
    act = next(
        one for one in steps(tb.why(tb.words.exposure.owed(found), "$24.1 billion")) if "100,000 cars" in one.text and one.kind == "act"
    )
    assert "adds 7.5% within 100,000 cars, adds 25% above" in act.text
    value, owed = (float(one.replace(",", "")) for one in re.findall(r"([\d,]{9,}) USD", act.text))
    assert owed == pytest.approx(value * (0.075 * 100_000 + 0.25 * 1_270_000) / 1_370_000, rel=1e-9)


def test_what_was_collected_is_told_of_its_month():
    """A convention of collection has no acts: the row of the month, and no figures of another year."""
    found = tb.exposure(book(), as_of="2025-06-14", convention="collected")
    sentence = tb.words.exposure.owed(found)
    row = next(row for row in csv.DictReader((ROOT / "seeds/trade/collected-monthly-jpn.csv").open()) if row["month"] == "2025-06")
    rate = tb.why(sentence, f"{100 * found.effective_rate:.2f}%")
    assert rate.recompute() == pytest.approx(float(row["duty_usd"]) / float(row["customs_value_usd"]), rel=1e-6)
    assert "In June 2025 US customs collected" in str(sentence)
    assert "2024" not in str(sentence)


def test_words_that_are_said_twice_ask_for_more_words():
    """Two goods owe 27.5%: the error says what to do, and the good's name does it."""
    sentence = said("2025-06-14")["rates.goods"]
    with pytest.raises(AskError, match=r"is found in 2 places .* Give more of the words around it"):
        tb.why(sentence, "27.5%")
    assert "8708.30.50" in tb.why(sentence, "car parts 27.5%").text


def test_a_rate_is_the_sum_of_its_acts():
    """27.5% on a car: 2.5% of the schedule and 25% of the proclamation, each with its act."""
    trace = tb.why(said("2025-06-14")["rates.goods"], "passenger cars 27.5%")
    assert trace.text.startswith("2.5% + 25% = 27.5%: on 8703.23.01")
    assert [step.cite for step in trace.of] == ["HTSUS column 1", "Proc. 10908, 90 FR 14705"]


def test_a_round_leads_to_the_passage_that_dates_it():
    """The last round of June: an article's own words by their place, which is the fact's."""
    day = tb.why(said("2025-06-14")["talks.rounds"], "13 June 2025")
    passage, text = day.of[0], day.of[0].of[0]
    article, key = re.search(r"\(([\w-]+)#([\w.-]+)\)", text.says).groups()
    fact = next(one for one in book().articles[article].facts if one.key == key)
    assert (passage.kind, text.kind) == ("passage", "text")
    assert passage.says == f"code points {fact.at[0]} to {fact.at[1]} of page {book().articles[article].source.page}"
    assert str(fact.value) == "2025-06-13"


# --- in the page ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(reports) -> list[tuple[str, Path]]:
    """The page of every report, with the name of its notebook."""
    return [(one.notebook, one.page) for one in reports.values()]


def carried(page: Path) -> dict[str, Trace]:
    """The chains that the executed notebook beside a page carries."""
    cells = json.loads(page.with_suffix(".ipynb").read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return {
        name: Trace.read(plain) for output in outputs for name, plain in output["metadata"].get("text/html", {}).get("lineage", {}).items()
    }


def ids(page: Path) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', page.read_text()))


def test_a_page_prints_the_chain_that_python_gives(pages):
    """``tradebrief why PAGE#ID`` for every number of every page, line by line."""
    compared = 0
    for _, page in pages:
        text = page.read_text()
        chains = carried(page)
        linked = set(re.findall(r'<a href="#(why-[0-9a-f]+)"', "".join(re.findall(r'<p class="sentence">.*?</p>', text, re.DOTALL))))
        assert linked == chains.keys()
        for name in sorted(linked)[:: max(1, len(linked) // 3)]:
            assert chain(page, name) == str(chains[name]).splitlines()
            compared += 1
    assert compared > 60


def test_a_chain_is_recomputed_where_nothing_else_was_imported():
    """A stored chain brings the functions that its formula names with it."""
    plain = json.dumps(tb.why(said("2025-06-14")["forecast.next_round"], "78%").plain)
    code = "import sys, json; from tradebrief.provenance.lineage import Trace; print(Trace.read(json.load(sys.stdin)).recompute())"
    done = subprocess.run([sys.executable, "-c", code], input=plain, capture_output=True, text=True, timeout=60)
    assert float(done.stdout) == pytest.approx(0.779217, abs=1e-6), done.stderr


def test_every_number_of_every_report_can_be_recomputed(pages):
    """From what a report itself carries, stored and read again: each formula comes to the value that its chain prints."""
    found = {str(one): one for _, page in pages for trace in carried(page).values() for one in steps(trace) if one.formula}
    assert [one.text for one in found.values() if not same(one.recompute(), one.value)] == []
    assert len(found) > 300


#: Rows of tables that the briefing does not show.
ROWS = re.compile(r"(round|act)-")


OVERVIEWS = frozenset({"briefing", "partners_compared", "talks_side_by_side"})
"""Reports that show few of the tables their numbers come from."""


def test_steps_lead_to_places_that_are_there(pages):
    """In the report whose subject it is each step leads to a place of the page; the briefing shows few of the tables. No link is dead."""
    tables = "".join(path.read_text() for path in (ROOT / "lib/tradebrief/tables").glob("*.py"))
    everywhere = set().union(re.findall(r'name="([\w-]+)"', tables), *(ids(page) for _, page in pages))
    for name, page in pages:
        wanted = {step.to for trace in carried(page).values() for step in steps(trace) if step.to}
        missing = {
            place for place in wanted - (everywhere if name in OVERVIEWS else ids(page)) if not ROWS.match(place) or name not in OVERVIEWS
        }
        assert missing == set(), page.name
        assert set(re.findall(r'href="#([^"]+)"', page.read_text())) <= ids(page), page.name


def test_pages_stay_small(pages):
    """Under 300 kB with every chain in them."""
    assert {page.name: page.stat().st_size for _, page in pages if page.stat().st_size >= 300_000} == {}


def test_what_chains_share_is_printed_once(pages):
    """The rounds stand once in the report on the talks, however many numbers rest on them."""
    page = next(page for name, page in pages if page.stem == "negotiation_cadence_2025-06-14")
    lineage = re.search(r'<section class="lineage".*?</section>', page.read_text(), re.DOTALL)[0]
    gap = next(step.text for trace in carried(page).values() for step in steps(trace) if step.formula == "days_between(start, next)")
    assert sum(gap == step.text for trace in carried(page).values() for step in steps(trace)) > 10
    assert len(re.findall(rf"<li[^>]*><p>formula: {re.escape(gap)}</p>\s*<ul", lineage)) == 1
