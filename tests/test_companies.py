"""Company figures stand by vintage and basis, and the claims of the articles are held against the data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import tradebrief as tb
from tradebrief.analysis import company_guidance as companies
from tradebrief.errors import AskError


@pytest.fixture(scope="module")
def book():
    return tb.load()


def test_only_what_was_disclosed_by_a_day_is_known(book):
    """In May 2025 nobody knew the guidance of August."""
    known = tb.guidance(book, company="Toyota", known_by=date(2025, 6, 14))
    assert [one.disclosed_on for one in known] == ["2025-05-08"]


def test_a_month_without_its_day_is_known_at_its_end(book):
    """Honda's figures of February 2026 count from the last day of that month."""
    honda = next(one for one in tb.guidance(book, company="Honda") if one.disclosed_on == "2026-02")
    assert companies.disclosed_by(honda) == date(2026, 2, 28)


def test_revisions_are_formed_on_one_basis_only(book):
    """Honda's 650 before and 450 after measures are two bases: the revision of the gross figure is from 650 to 450 to 385."""
    honda = [one for one in companies.revisions(book) if one.company == "Honda"]
    assert [(one.basis, one.change) for one in honda] == [("gross", Decimal(-200)), ("gross", Decimal(-65))]
    assert all(one.first.basis == one.then.basis for one in companies.revisions(book))


def test_a_range_is_kept_as_a_range(book):
    """Mazda's burden before measures was told as 233.3 and 233.5."""
    mazda = next(one for one in tb.guidance(book, company="Mazda") if one.low == Decimal("233.3"))
    assert mazda.high == Decimal("233.5")
    assert companies.exact(mazda) is None


def test_an_unknown_company_is_refused(book):
    """The error names the nearest."""
    with pytest.raises(AskError, match="Did you mean 'Mazda'"):
        tb.guidance(book, company="Matsda")


def test_mazdas_fall_is_of_a_year_that_ended_before_the_car_tariff(book):
    """114.079 after 207.7 billion yen is 45.1% less, and 31 March comes three days before 3 April."""
    found = [one for one in tb.check_claims(book) if one.evidence.fact.key == "mazda.net-profit-change"]
    assert len(found) >= 2
    for one in found:
        assert one.verdict == "holds but misleads"
        assert "ended on 2025-03-31, 3 days before the car tariff began on 2025-04-03" in one.why
    assert float(Decimal("114.079") / Decimal("207.7") - 1) == pytest.approx(-0.4508, abs=1e-4)


def test_the_cars_shipped_fit_both_customs(book):
    """1.37 million cars are 30,587 USD each by American and 4.31 million yen each by Japanese figures."""
    one = next(one for one in tb.check_claims(book) if one.evidence.fact.key == "japan.cars-exported-to-us")
    assert one.verdict == "holds"
    assert "30,587 USD each" in one.why
    assert round(41904344023 / 1_370_000) == 30587
    assert "4.31 million yen" in one.why


def test_every_company_and_trade_figure_gets_a_verdict(book):
    """Where no table speaks to a figure the checker says so."""
    wanted = [one for one in book.facts() if one.fact.kind in ("company figure", "trade figure")]
    found = tb.check_claims(book)
    assert len(found) == len(wanted)
    assert all(one.why for one in found)
