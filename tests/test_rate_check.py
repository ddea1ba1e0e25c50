"""Every rate that an article states stands beside the law of its day."""

from __future__ import annotations

import pytest

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.analysis.stated_rates import check_rates


@pytest.fixture(scope="module")
def checks():
    return {one.evidence.fact.id: one for one in check_rates(tb.load())}


def test_every_tariff_rate_of_the_articles_is_checked(checks):
    """No rate in per cent of kind tariff rate escapes."""
    book = tb.load()
    rates = {one.fact.id for one in book.evidence() if one.fact.kind == "tariff rate" and one.fact.unit == "%"}
    assert rates
    assert rates <= set(checks)


@pytest.mark.parametrize(
    ("fact", "expected", "reason"),
    [
        (
            "2025-06-14-kyodo-last-ditch-effort#us-car-tariff.rate~2",
            "27.5% on 2025-06-14",
            "charged on 2025-06-14 by the acts known on 2025-06-13",
        ),
        ("2025-06-14-kyodo-last-ditch-effort#us-reciprocal-japan.rate~2", "14% from 2025-04-09", "EO 14266"),
        ("2025-06-14-kyodo-last-ditch-effort#us-reciprocal-japan.rate~3", "24% from 2025-07-09", "EO 14266"),
        ("2025-06-14-kyodo-last-ditch-effort#us-uk-deal.in-quota-rate", "10% from 2025-06-30", "told of by EO 14309 s. 2(a), 2025-05-08"),
        ("2025-07-07-white-house-letter#us-letter-japan.rate", "25% from 2025-08-01", "letter of 7 July 2025"),
        ("2025-06-03-white-house-proclamation-10947#us-steel-tariff.rate", "50% from 2025-06-04", "Proc. 10947"),
    ],
)
def test_a_rate_that_the_law_has_agrees_and_names_the_act(checks, fact, expected, reason):
    """27.5 = 2.5 + 25 in force; 24 = 10 + 14 suspended; quotas and letters as told of."""
    found = checks[fact]
    assert found.agrees
    assert expected in found.expected
    assert reason in found.reason


def test_what_differs_is_reported_with_its_reason(checks):
    """The 10% told as laid on 2 April was published that day and charged from the fifth."""
    found = checks["2025-05-15-reuters-third-round-trip#us-reciprocal-baseline.rate"]
    assert not found.agrees
    assert found.expected == "0% on 2025-04-02"
    assert found.reason == "10% starts on 2025-04-05 by EO 14257 s. 3(a), published 2025-04-02"


def test_only_known_differences_remain(checks):
    """A new difference is a finding: write it here with its reason, or correct the seed."""
    assert {name for name, one in checks.items() if not one.agrees} == {"2025-05-15-reuters-third-round-trip#us-reciprocal-baseline.rate"}


def test_a_rate_the_law_never_had_is_told_so(tmp_path):
    """Toyland's hats bear 10% by the law: a text that says 15 is told that no act says so."""
    import shutil

    root = shutil.copytree(TOYLAND, tmp_path / "toyland")
    article = root / "articles" / "2031-03-04-courier-second-round.yaml"
    article.write_text(article.read_text().replace("value: 10\n", "value: 15\n"))
    from tradebrief.workbook.loader import read

    found = check_rates(read(root)[0], "FRE")
    wrong = next(one for one in found if str(one.evidence.fact.value) == "15")
    assert not wrong.agrees
    assert wrong.reason == "no act told of by then says 15%"


def test_toylands_rates_agree_with_toylands_law():
    """12.5 = 2.5 + 10, in the head."""
    found = check_rates(tb.load(TOYLAND), "FRE")
    assert len(found) >= 4
    assert all(one.agrees for one in found), [(one.evidence.fact.id, one.reason) for one in found if not one.agrees]
