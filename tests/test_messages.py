"""Sentences come from message files: each message is said, each variable used, numbers keep their chains, languages their rules."""

import json
from datetime import date

import pytest

from messages import messages, problems
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.quantity import given
from tradebrief.words.forecast import LIKELIHOODS, likelihood
from tradebrief.words.messages import WithTrace, joined, say
from tradebrief.words.sentence import Part

FACT = Trace(kind="fact", says="a fact")


def test_every_message_is_said_and_every_variable_used():
    """Nothing is missing and nothing idle."""
    assert list(problems()) == []
    assert len(messages()) > 100


def test_a_number_in_a_message_keeps_its_chain():
    """What a function writes for it is a part that leads there."""
    rate = given(0.1625, "a rate", "ratio")
    sentence = say("owed-coverage", share=rate)
    assert str(sentence) == "Additional tariffs apply to 16% of trade."
    assert [(part.text, part.trace) for part in sentence.parts if isinstance(part, Part)] == [("16%", rate.trace)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "−$500 million a year, average tariff 16.2%"), (-24.5861e0, ""), (0, "")],
)
def test_money_and_signs_are_written_as_the_language_has_them(value, text):
    """Billions and millions in words, a real minus sign, a plus where a change is told."""
    told = {0.5: -5e8, -24.5861e0: 24.5861e9, 0: 1.2e12}[value]
    said = str(say("scenario-against-the-law", difference=given(told, "a difference", "USD"), rate=given(0.1624, "a rate", "ratio")))
    assert said == (
        text or {24.5861e9: "+$24.6 billion a year, average tariff 16.2%", 1.2e12: "+$1.2 trillion a year, average tariff 16.2%"}[told]
    )


def test_ranges_days_lists_and_plurals():
    """A dash between the ends, days in words, a list with *and*, one and several."""
    numbers = {"rate": given(0.1625, "r", "ratio")}
    assert str(
        say("deal-chance", day=WithTrace(date(2025, 7, 9), FACT), likelihood="is unlikely", p=WithTrace((0.2, 0.305), FACT))
    ).endswith("(20–30%)")
    goods = [say("good", name=name, **numbers) for name in ("cars", "steel", "soy sauce")]
    said = str(say("goods", day=date(2025, 6, 14), known_by=date(2025, 6, 1), goods=goods))
    assert said == "On 14 June 2025, under acts published by 1 June 2025: cars 16.25%, steel 16.25% and soy sauce 16.25%."
    assert str(say("law-act", cite="EO 1", measures=given(1, "{} measure"))) == "EO 1 (1 measure)"
    assert str(say("law-act", cite="EO 1", measures=given(3, "{} measures"))) == "EO 1 (3 measures)"


def test_sentences_are_joined_where_there_are_any():
    """With a space between."""
    assert (
        str(joined(say("checks-failed", names=["a"]), None, say("checks-failed", names=["b"])))
        == "Not all checks hold: a. Not all checks hold: b."
    )


@pytest.mark.parametrize(
    ("values", "says"), [({}, "Unknown external: names"), ({"names": ["a"], "more": 1}, "is given what it does not use")]
)
def test_a_variable_too_few_or_too_many_is_an_error(values, says):
    """A slip in the code shows at once."""
    with pytest.raises(ValueError, match=says):
        say("checks-failed", **values)


def test_a_message_that_is_not_there_is_an_error():
    """By its name."""
    with pytest.raises(LookupError, match="no-such-message"):
        say("no-such-message")


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.0, "has almost no chance"), (0.048, "is very unlikely"), (0.3, "is unlikely"), (0.5, "has roughly even chances"), (0.78, "is likely"),
     (0.9, "is very likely"), (1.0, "is almost certain")],
)  # fmt: skip
def test_a_probability_has_its_word(p, words):
    """The same words for the same numbers, everywhere."""
    assert str(likelihood(p)) == words
    assert [most for most, _ in LIKELIHOODS] == sorted(most for most, _ in LIKELIHOODS)


EN = """# English
hello = Hello { $name }{ $count ->
    [one] { "" }
   *[other] , { $count } times
}
table-list = A list of { $day }
    .what = what
    .note = { $why }
figure-line = A line
    .about = of { $unit }
    .alt = A line of { $unit }.
    .axis = axis
page-name = name
"""

JA = """hello = { $name }さん、{ $count }回
table-list = { $day }の一覧
    .what = 項目
    .note = { $why }
figure-line = 線
    .about = { $unit }
    .alt = { $unit }の線。
    .axis = 軸
page-name = 名前
word-cars = 自動車
word-form-act = 大統領令{ $number }号
    .of = EO (?P<number>\\\\d+)
nb-title = # 題名
"""

CODE = """
sentence = say("hello", name="you", count=2)
found = table("list", [], numbers={"what"}, day=1, why="so")
drawn = finish(figure, "line", columns=(), unit="m")
label = text("figure-line.axis")
"""


def tree(folder, en=EN, ja=JA, code=CODE, page="{{ t('page-name') }}"):
    """A small project with messages, code that says them, a template and a notebook."""
    files = {"words/en/a.ftl": en, "words/ja/a.ftl": ja.replace("\\\\", "\\"), "tables/a.py": code, "render/a.html.j2": page}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    cell = {"cell_type": "markdown", "id": "nb-title", "source": "# Title"}
    (folder / "a.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return list(problems(folder, folder))


def test_a_sound_tree_has_no_problem(tmp_path):
    """Messages that are said, with their parts and values, in both languages."""
    assert tree(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"code": CODE.replace('"hello"', '"hallo"')}, "tables/a.py, line 2: says a message that is not there (got hallo)."),
        ({"code": CODE.replace(", count=2", "")}, "does not give 'hello' a variable it uses (got count)."),
        ({"code": CODE.replace("count=2", "count=2, age=3")}, "gives 'hello' a variable it does not use (got age)."),
        ({"code": CODE.replace('table("list"', 'table("lists"')}, "says a message that is not there (got table-lists)."),
        ({"code": CODE.replace('why="so"', 'because="so"')}, "does not give 'table-list' a variable it uses (got why)."),
        ({"code": CODE.replace('{"what"}', '{"which"}')}, "names a part of 'table-list' that is not there (got which)."),
        ({"code": CODE.replace('"line"', '"curve"')}, "says a message that is not there (got figure-curve)."),
        ({"code": CODE.replace('unit="m"', "size=1")}, "does not give 'figure-line' a variable it uses (got unit)."),
        ({"en": EN.replace("    .alt = A line of { $unit }.\n", "")}, "says a part that is not there (got figure-line.alt)."),
        ({"code": CODE.replace("figure-line.axis", "figure-line.end")}, "says a message that is not there (got figure"),
        ({"code": CODE.replace('label = text("figure-line.axis")', "")}, "en: no code says 'figure-line.axis'."),
        ({"en": f"{EN}idle = Idle\n"}, "en: no code says 'idle'."),
        ({"page": "{{ t('page-named') }}"}, "render/a.html.j2: says a message that is not there"),
        ({"page": '{{ t("page-other") }}'}, "en: no code says 'page-name'."),
        ({"ja": JA.replace("page-name = 名前\n", "")}, "ja: 'page-name' is not there."),
        ({"ja": JA.replace("    .axis = 軸\n", "")}, "ja: 'figure-line.axis' is not there."),
        ({"ja": f"{JA}more = 余分\n"}, "ja: 'more' is not in English."),
        (
            {"ja": JA.replace("    .what = 項目\n    .note = { $why }\n", "    .note = { $why }\n    .what = 項目\n")},
            "ja: the parts of 'table-list' are not in the order of English.",
        ),
        ({"ja": JA.replace("{ $day }の", "{ $days }の")}, "ja: 'table-list' names a variable that its English does not (got days)."),
        ({"ja": JA.replace("、{ $count }回", "")}, "ja: 'hello' does not name a variable that it is given (got count)."),
        ({"ja": JA.replace("自動車", "{ $cars }")}, "ja: 'word-cars' names a variable that nothing gives (got cars)."),
        ({"ja": JA.replace("{ $number }", "{ $order }")}, "ja: 'word-form-act' names a variable that nothing gives (got order)."),
        ({"ja": JA.replace("nb-title", "nb-titel")}, "ja: 'nb-titel' fits no cell of a notebook."),
    ],
)
def test_each_kind_of_fault_is_found(tmp_path, change, says):
    """By the place and by what is wrong."""
    found = tree(tmp_path, **change)
    assert any(says in one for one in found), found


@pytest.mark.parametrize(("en", "says"), [(f"{EN}hello = Again\n", "'hello' is there twice"), (f"{EN}broken = {{ $\n", "cannot be read")])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, en, says):
    """By its file."""
    with pytest.raises(ValueError, match=says):
        tree(tmp_path, en=en)
