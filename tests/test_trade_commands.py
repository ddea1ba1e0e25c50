"""The commands about trade print what programs need, refuse what is wrong, and write nothing by half."""

from __future__ import annotations

import pytest

from conftest import DATA, needs_data

LINES = DATA / "us_imports_from_japan_2024_hs10.csv"
HEAD = "hs10,imports_usd,calculated_duty_usd\n"


@pytest.fixture()
def few(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text(HEAD + "8703230190,1000,25\n8429511050,300,0\n0901210045,50,1\n")
    return path


def test_exposure_prints_the_fields_it_promises(run):
    """Amounts in dollars, rates as shares of customs value, parts and sources."""
    row = run("exposure", "--as-of", "2025-06-14", "--json").json
    assert {
        "customs_value_usd",
        "duty_usd",
        "effective_rate",
        "increase_over_mfn",
        "low",
        "high",
        "by_group",
        "by_measure",
        "sources",
    } <= row.keys()
    assert row["customs_value_usd"] == 151340030810
    assert row["effective_rate"] == pytest.approx(row["duty_usd"] / row["customs_value_usd"])
    assert sum(part["duty_usd"] for part in row["by_group"]) == pytest.approx(row["duty_usd"])


def test_exposure_for_people_names_the_rate_and_both_currencies(run):
    """One line says rate, band, dollars and yen."""
    out = run("exposure", "--as-of", "2025-06-14").out
    assert "bn USD" in out
    assert "tn yen" in out
    assert "usa-232-autos" in out


def test_exposure_works_on_a_users_own_lines(run, few):
    """Three lines, worked out by hand: cars 27.5%, machinery 10%, coffee 10% beside its 2%."""
    row = run("exposure", "--as-of", "2025-06-14", "--trade", few, "--json").json
    assert row["customs_value_usd"] == 1350
    assert row["duty_usd"] == pytest.approx(1000 * 0.275 + 300 * 0.10 + 50 * 0.12)


@needs_data
def test_exposure_on_the_public_lines_is_that_of_the_shipped_table(run):
    """The file gives what the table gives."""
    for day in ("2025-04-09", "2025-11-14", "2026-08-01"):
        table, lines = (run("exposure", "--as-of", day, *more, "--json").json for more in ((), ("--trade", LINES)))
        assert lines["duty_usd"] == pytest.approx(table["duty_usd"], rel=1e-9)
        assert lines["low"] == pytest.approx(table["low"], rel=1e-9)


def test_the_response_comes_with_bands(run):
    """Low, central and high of each outcome, and the tornado."""
    row = run("exposure", "--as-of", "2025-06-14", "--response", "--json").json["response"]
    low, central, high = row["bands"]["duty_usd"]
    assert low < central < row["static_duty_usd"]
    assert central <= high
    assert row["draws"] == 1_000_000


def test_series_prints_each_day_and_each_step(run):
    """A month of days, with the steps of April."""
    row = run("series", "--from", "2025-04-01", "--to", "2025-04-30", "--json").json
    assert len(row["days"]) == 30
    assert [step["day"] for step in row["steps"]] == ["2025-04-01", "2025-04-03", "2025-04-05", "2025-04-09", "2025-04-10"]


def test_bridge_prints_both_ends_and_the_steps(run):
    """What was published, what is worked out here, what remains."""
    row = run("bridge", "--as-of", "2025-11-14", "--from", "tpc", "--to", "waugh", "--json").json
    assert row["to"]["published"] == 0.1433
    assert row["from"]["rest"] == pytest.approx(row["from"]["published"] - row["from"]["computed"])
    assert all(step["change"] == pytest.approx(step["rate_after"] - step["rate_before"]) for step in row["steps"])


def test_claims_warns_of_the_figure_that_misleads(run):
    """Mazda's fall is told with the day its year ended."""
    out = run("claims").out
    assert "holds but misleads" in out
    assert "2025-03-31" in out


def test_trade_build_writes_a_table_and_its_sidecar_that_read_back(run, few, tmp_path):
    """The pair can stand in the seeds."""
    import shutil

    from conftest import ROOT
    from tradebrief.workbook import loader as seeds

    folder = shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = run("trade", "build", "--lines", few, "--out", folder / "trade" / "mine.csv", "--json")
    assert done.json["customs_value_usd"] == 1350
    book, wrong = seeds.read(folder)
    assert wrong == []
    assert len(book.figures["mine"].rows) == done.json["rows"] == 3


@pytest.mark.parametrize("row", ["8703230190,-5,0", "0901210045,1,0", "87o3230190,1,0"])
def test_trade_build_writes_nothing_when_a_line_is_wrong(run, few, tmp_path, row):
    """A negative value, a duplicate code, a code with letters: an error, and neither file."""
    few.write_text(few.read_text() + row + "\n")
    out = tmp_path / "out" / "mine.csv"
    done = run("trade", "build", "--lines", few, "--out", out)
    assert done.code == 1
    assert "line 5" in done.err
    assert not out.parent.exists()


def test_trade_build_writes_nothing_when_a_control_total_is_off_by_one_dollar(run, few, tmp_path):
    """The difference is told."""
    out = tmp_path / "out" / "mine.csv"
    done = run("trade", "build", "--lines", few, "--out", out, "--control-value", "1351")
    assert done.code == 1
    assert "-1 off" in done.err
    assert not out.exists()


@needs_data
def test_trade_build_refuses_public_lines_that_lost_a_dollar(run, tmp_path):
    """The same codes must meet the control totals of the shipped table, asked for or not."""
    text = LINES.read_text()
    assert ",1257799,0," in text
    path = tmp_path / "lines.csv"
    path.write_text(text.replace(",1257799,0,", ",1257798,0,", 1))
    done = run("trade", "build", "--lines", path, "--out", tmp_path / "x.csv")
    assert done.code == 1
    assert "-1 off" in done.err


@needs_data
def test_trade_build_makes_the_shipped_table_again(run, tmp_path):
    """From the public lines and lists the same rows come out, byte for byte."""
    from conftest import ROOT

    out = tmp_path / "again.csv"
    assert run("trade", "build", "--lines", LINES, "--lists", DATA / "rule_lists", "--out", out).code == 0
    assert out.read_bytes() == (ROOT / "seeds" / "trade" / "us-imports-from-jpn-2024.csv").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exposure", "--as-of", "2025-06-14", "--convention", "wuagh"), "Did you mean 'waugh'?"),
        (("exposure", "--as-of", "2030-01-01"), "--as-of: is outside the days"),
        (("series", "--from", "2025-06-14", "--to", "2025-06-01"), "--to: is before the first day"),
        (("bridge", "--as-of", "2025-06-14", "--from", "tpc", "--to", "nobody"), "is no convention"),
        (("exposure", "--as-of", "2025-06-14", "--lists", "/nowhere", "--trade", "x.csv"), "x.csv: cannot be read"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(run, words, said):
    """Where, what, got what, what to do; never a traceback."""
    done = run(*words)
    assert done.code == 1
    assert said in done.err
