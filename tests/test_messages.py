"""Sentences come from message files: each message is said, each variable used, numbers keep their chains, languages their rules."""

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
