"""A publisher's reading of the law covers every origin of his data: by hand on a few lines, and against what he publishes."""

from __future__ import annotations

import csv
from decimal import Decimal
from statistics import median

import polars as pl
import pytest

import tradebrief as tb
from conftest import DATA, needs_data
from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import law_of_publisher, terms_of
from tradebrief.analysis.exposure.lists import Lists
from tradebrief.analysis.exposure.stack import stack
from tradebrief.period import read_day
from tradebrief.trade.convention import Residual
from tradebrief.trade.sources.read import TradeFile, TradeSummary
from tradebrief.workbook.loader import check, read

CAR, PHONE, COFFEE, TROUSERS, RETURNED = "8703230190", "8517130000", "0901110025", "6203424011", "9801001012"
FIVE = (CAR, PHONE, COFFEE, TROUSERS, RETURNED)
ALUMINIUM, HONEY, SOFA = "7601106000", "0409000010", "9401614011"


@pytest.fixture(scope="module")
def book():
    return tb.load()


def increases(book, origin, lines, days):
    """The increase over the MFN duty in percent by day, on lines of code, value and duty."""
    law, terms = law_of_publisher(book, "waugh"), terms_of(book, book.conventions["waugh"])
    frame = pl.DataFrame(lines, schema=["code", "value", "duty"], orient="row").with_columns(pl.all().cast(pl.String))
    columns = {name: name for name in frame.columns}
    summary = TradeSummary(file="lines", layout="lines", columns=columns, rows=len(frame), digits=10, value=Decimal(0), currency="USD")
    file = TradeFile(summary=summary, frame=frame.with_row_index("line"))
    table = treat(file, [law], origin, {}, Lists()).table
    owed = {day: stack(table, law.as_at(day).rules(origin), law.by_id, law.claims, terms).total(len(table)).sum() for day in days}
    return {day: 100 * owed[day] / table.value[:, 0].sum() for day in days}


# --- by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "day", "codes", "rates"),
    [
        ("CHN", "2025-02-04", FIVE, (20, 20, 20, 20, 20)),
        ("CHN", "2025-04-11", FIVE, (25, 20, 125, 125, 125)),
        ("CHN", "2025-11-14", FIVE, (25, 10, 0, 20, 20)),
        ("MEX", "2025-08-07", FIVE, (15, 0, 4.5, 4.5, 4.5)),
        ("EU", "2025-08-07", FIVE, (15, 0, 15, 15, 15)),
        ("DEU", "2025-08-07", FIVE, (15, 0, 15, 15, 15)),
        ("SVK", "2025-08-07", FIVE, (25, 0, 10, 10, 10)),
        ("CAN", "2026-03-01", FIVE, (15, 0, 0, 0, 0)),
        ("GBR", "2026-03-01", FIVE, (10, 0, 0, 10, 10)),
        ("BRA", "2026-07-22", FIVE, (25, 0, 0, 10 + 25, 10 + 25)),
        ("GTM", "2026-07-24", FIVE, (25, 0, 0, 0, 10)),
        ("BRA", "2026-07-24", FIVE, (25, 0, 0, 25 + 12.5, 25 + 12.5)),
        ("JPN", "2026-07-24", FIVE, (15, 0, 0, 12.5, 12.5)),
        ("SVK", "2026-07-24", FIVE, (25, 0, 0, 0, 0)),
        ("RUS", "2026-04-06", (ALUMINIUM,), (200,)),
        ("NOR", "2026-04-06", (ALUMINIUM,), (50,)),
        ("GBR", "2026-04-06", (ALUMINIUM,), (25,)),
        ("CAN", "2026-08-18", (HONEY,), (0,)),
        ("CAN", "2026-08-19", (HONEY,), (50,)),
        ("VNM", "2025-10-14", (SOFA,), (25,)),
        ("VNM", "2027-01-01", (SOFA,), (30,)),
        ("GBR", "2025-10-14", (SOFA,), (10,)),
    ],
)
def test_each_good_pays_what_the_trackers_actions_make_of_it(book, origin, day, codes, rates):
    """Phase 1 sets the country rate, phase 2 stamps goods, phase 3 adds; worked by hand from the tracker's registry."""
    found = [increases(book, origin, [(code, 100, 0)], [day])[day] for code in codes]
    assert found == pytest.approx(rates)


def test_the_convention_reads_it_for_any_origin(book, tmp_path):
    """An exposure under the convention gives the same: China in April 2025, five lines of one value."""
    path = tmp_path / "lines.csv"
    path.write_text("hs10,imports_usd,calculated_duty_usd\n" + "".join(f"{code},100,0\n" for code in FIVE))
    found = tb.exposure(book, as_of="2025-04-11", origin="CHN", convention="waugh", trade=path)
    assert 100 * found.increase_over_mfn == pytest.approx((25 + 20 + 3 * 125) / 5)


# --- against what is published ----------------------------------------------------------


@needs_data
def test_the_published_increases_of_every_origin_are_met_or_the_cause_is_named(book):
    """510 increases on ten days: exact to 0.01 points but where a residual of the convention names the partner, the day and the cause."""
    with (DATA / "published_partner_rates_waugh.csv").open() as file:
        rows = list(csv.DictReader(file))
    codes = {one.census: one.id for one in book.partners.values() if one.census}
    days = sorted({row["date"] for row in rows})
    lines = pl.read_parquet(DATA / "us_imports_2024_hs10_by_origin_51.parquet").with_columns(pl.col("^.*_usd$").cast(pl.Int64))
    found = {
        codes[str(name)]: increases(book, codes[str(name)], of.select("hs10", "imports_usd", "calculated_duty_usd").rows(), days)
        for (name,), of in lines.group_by("cty_name")
    }
    published = {(codes[row["country_name"]], row["date"]): float(row["increase_pct"]) for row in rows}
    off = {(partner, day): found[partner][day] - increase for (partner, day), increase in published.items()}
    assert len(off) == 510
    named = book.conventions["waugh"].residuals
    for (partner, day), distance in off.items():
        known = [float(one.points) for one in named if one.concerns(partner, read_day(day))]
        assert abs(distance) <= max([0.01, *known]), (partner, day)
    distances = sorted(map(abs, off.values()))
    assert median(distances) <= 0.01
    assert distances[-1] <= 0.31


@pytest.mark.parametrize(
    ("origin", "day", "published"),
    [("CHN", "2025-04-11", 88.1404), ("EU", "2025-11-14", 11.1231), ("VNM", "2026-02-24", 8.6014), ("JPN", "2026-02-24", 11.4700)],
)
def test_the_shipped_tables_give_the_published_increase(book, origin, day, published):
    """The scopes of the tracker's measures cut no row of the tables of trade: country-by-time.csv at 726c595."""
    found = tb.exposure(book, as_of=day, origin=origin, convention="waugh")
    assert 100 * found.increase_over_mfn == pytest.approx(published, abs=0.001)


# --- as seeds ---------------------------------------------------------------------------

HATS = """title: Hats as a tracker reads them
type: reciprocal duty
basis: emergency powers
importer: FRE
origins: {all: true}
goods: {list: toy-hats}
yields_to: [%s]
duties:
  2031-06-01: {adds: 5%%, published: 2031-05-01, act: Hat Act}
acts:
  hat-act: {published: 2031-05-01, act: Hat Act}
"""


@pytest.fixture
def tracker(toyland):
    """Toyland with a tracker's reading of the law."""
    folder = toyland / "publisher_law" / "toy"
    folder.mkdir(parents=True)
    (folder / "toy-hats.yaml").write_text(HATS % "exemption")
    (folder / "toy-hats.codes.csv").write_text("code\n6505\n")
    (folder / "toy-hats.partners.csv").write_text("partner,from,rate,act\nSYL,2031-06-01,7%,hat-act\n")
    return folder


def test_lists_and_rates_by_partner_stand_beside_a_publishers_measures(tracker, toyland):
    """NAME.codes.csv and NAME.partners.csv are read there as beside the law's own measures."""
    book, problems = read(toyland)
    assert not problems + check(book)
    measure = book.publisher_law["toy"]["toy-hats"]
    day = read_day("2031-06-01")
    said = [one.entry_on(day, day)[1].adds for one in (measure, measure.for_origin("SYL"))]
    assert [str(one) for one in said] == ["5%", "7%"]
    assert book.lists["toy-hats"].holds("65050000")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("toy-hats.yaml", HATS % "toy-caps", "toy-hats.yaml"),
        ("toy-hats.yaml", HATS.replace("toy-hats", "toy-hat") % "exemption", "toy-hats.yaml"),
        ("toy-hats.codes.csv", "code\n65O5\n", "toy-hats.codes.csv, line 2"),
        ("toy-hats.partners.csv", "partner,from,rate,act\nSYL,2031-06-01,7%,hats-act\n", "toy-hats.partners.csv, line 2"),
    ],
)
def test_what_is_wrong_with_a_publishers_law_is_reported(tracker, toyland, file, text, said):
    """Relations, lists, codes and acts are checked as those of the law are."""
    (tracker / file).write_text(text)
    book, problems = read(toyland)
    [problem] = problems + check(book)
    assert f"toyland/publisher_law/toy/{said}" in str(problem)


def test_a_residual_ends_after_it_begins():
    """A last day before the first is refused with both days."""
    with pytest.raises(ValueError, match="2025-01-01 before 2025-02-01"):
        Residual(partner="BRA", **{"from": "2025-02-01"}, last_day="2025-01-01", points="1", cause="none")
