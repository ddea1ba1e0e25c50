"""Duties: ad valorem, specific, compound, and their equivalents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebrief.law.duty import Duty, percent, plain, read_percent


@pytest.mark.parametrize(
    ("text", "unit_value", "rate"),
    [
        ("25%", None, "0.25"),
        ("2.5%", None, "0.025"),
        ("free", None, "0"),
        ("0.50 USD/kg", 10, "0.05"),
        ("5.4% + 0.008 USD/each", "0.40", "0.074"),
        ("1.20 EUR/kg", 6, "0.2"),
    ],
)
def test_a_duty_comes_to_a_share_of_the_value(text, unit_value, rate):
    """Percentages as they stand; amounts divided by the value of a unit (50 cents on 10 dollars: 5%)."""
    assert Duty.read(text).rate(None if unit_value is None else Decimal(unit_value)) == Decimal(rate)


@pytest.mark.parametrize("text", ["25", "0.25", "27.5"])
def test_a_rate_without_a_unit_is_refused_with_both_forms(text):
    """25 could be per cent or a currency: the message shows how to say which."""
    with pytest.raises(ValueError, match=rf"has no unit \(got {text}\). Write '{text}%' or '1.20 EUR/kg'."):
        Duty.read(text)


@pytest.mark.parametrize("text", ["", "%", "-5%", "25 percent", "1% + 2% + 3%", "1.20 EUR", "5% + 25", "1,5%", "nan %", "1e3%"])
def test_what_is_no_duty_is_refused(text):
    """Only the four forms are read."""
    with pytest.raises(ValueError, match=r"is not a duty|has no unit"):
        Duty.read(text)


@pytest.mark.parametrize("unit_value", [None, Decimal(0), Decimal(-1)])
def test_a_specific_duty_needs_the_value_of_a_unit(unit_value):
    """Without a value above zero there is no share to state."""
    with pytest.raises(ValueError, match="depends on what one unit is worth"):
        Duty.read("0.50 USD/kg").rate(unit_value)


@given(st.decimals(0, 1000, places=3))
def test_a_percentage_reads_back_as_it_is_written(number):
    """Writing a duty and reading it gives the same duty."""
    duty = Duty(share=number / 100)
    assert Duty.read(str(duty)) == duty


def test_numbers_are_written_without_needless_zeros():
    """Programs get exact decimals, never exponents."""
    assert [plain(Decimal(text)) for text in ("0.50", "0.275", "0", "1E+2", "0.1250")] == ["0.5", "0.275", "0", "100", "0.125"]
    assert percent(Decimal(1) / 3) == "33.333333%"


@pytest.mark.parametrize("text", ["101%", "40", "", "-1%", None])
def test_a_share_lies_between_nothing_and_all(text):
    """A share of a value is a percentage up to a hundred."""
    with pytest.raises(ValueError, match="is not a share"):
        read_percent(text)
