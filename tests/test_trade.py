"""Lines of trade are read whole or refused, and added together without losing anything."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import tradebrief as tb
from conftest import DATA, ROOT, needs_data
from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.build import treat
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lines import TradeWarning, check_totals, read_lines
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.scopes import held
from tradebrief.analysis.exposure.trade import shipped_table
from tradebrief.errors import AskError
from tradebrief.law.goods import CodeLine, CodeList, Scope

HEAD = "hs10,imports_usd,calculated_duty_usd\n"
LINES = DATA / "us_imports_from_japan_2024_hs10.csv"


@pytest.fixture(scope="module")
def book():
    return tb.load()


@pytest.fixture()
def write(tmp_path):
    """Writes a file of lines and gives its path."""

    def made(text: str | bytes, name: str = "lines.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return made


def problems(path: Path) -> str:
    with pytest.raises(AskError) as refused:
        read_lines(path)
    return str(refused.value)


# --- reading ----------------------------------------------------------------------------


def test_a_plain_file_of_lines_is_read_in_the_order_of_its_codes(write):
    """Codes, values and duties come out sorted by code and exact."""
    found = read_lines(write(HEAD + "8703230190,1000,25\n0101210010,7.25,0\n"))
    assert found.codes == ("0101210010", "8703230190")
    assert list(found.value) == [7.25, 1000.0]
    assert (found.total_value, found.total_duty) == (Decimal("1007.25"), Decimal(25))


@pytest.mark.parametrize("form", ["bom", "semicolons", "windows lines", "spaces"])
def test_a_byte_order_mark_semicolons_and_line_ends_make_no_difference(write, form):
    """The same lines in other dress are the same lines."""
    text = HEAD + "0101210010,7,0\n8703230190,1000,25\n"
    dressed = {
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "semicolons": b"\xef\xbb\xbf" + text.replace(",", ";").encode(),
        "windows lines": text.replace("\n", "\r\n").encode(),
        "spaces": text.replace(",", " , ").encode(),
    }[form]
    found = read_lines(write(dressed))
    assert found.codes == ("0101210010", "8703230190")
    assert list(found.duty) == [0.0, 25.0]


def test_parquet_is_read_like_a_csv(tmp_path):
    """Numbers may be typed, codes must be text."""
    path = tmp_path / "lines.parquet"
    pl.DataFrame({"hs10": ["8703230190"], "imports_usd": [1000], "calculated_duty_usd": [25.0]}).write_parquet(path)
    assert list(read_lines(path).value) == [1000.0]


def test_codes_kept_as_numbers_get_their_zero_back(tmp_path):
    """A number has lost its leading zero; it is put back with a warning."""
    path = tmp_path / "lines.parquet"
    pl.DataFrame({"hs10": [101210010, 8703230190], "imports_usd": [1000, 1], "calculated_duty_usd": [25, 0]}).write_parquet(path)
    with pytest.warns(TradeWarning, match="lost their first zero"):
        assert read_lines(path).codes == ("0101210010", "8703230190")


def test_a_truncated_parquet_file_is_refused(tmp_path):
    """A file that was cut off is told as such, not read in part."""
    path = tmp_path / "lines.parquet"
    pl.DataFrame({"hs10": ["8703230190"] * 1, "imports_usd": [1000], "calculated_duty_usd": [25]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-40])
    assert "cannot be read as a table" in problems(path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("8703230190,-1,0", "'imports_usd' is below zero (got -1)"),
        ("8703230190,1,-2", "'calculated_duty_usd' is below zero (got -2)"),
        ("87032301AB,1,0", "is not a code of ten digits (got 87032301AB)"),
        ("870323,1,0", "is not a code of ten digits (got 870323)"),
        ("8703230190,1e6,0", "'imports_usd' is not a number (got 1e6)"),
        ("8703230190,nan,0", "'imports_usd' is not a number (got nan)"),
        ("8703230190,,0", "'imports_usd' is not a number (got nothing)"),
        ("8703230190,0,5", "is owed on goods of no value"),
        ("0101210010,1,0", "'hs10' stands twice (got 0101210010)"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_place(write, row, said):
    """File, line, what is wrong, what was found, what to do."""
    told = problems(write(f"{HEAD}0101210010,1,0\n{row}\n"))
    assert said in told
    assert "line 3" in told


def test_every_wrong_line_is_told_at_once(write):
    """Nobody corrects a file one error at a time; past twenty the rest is counted."""
    told = problems(write(HEAD + "".join(f"x{number},1,0\n" for number in range(30))))
    assert told.count("is not a code") == 20
    assert "10 more lines that are wrong" in told


def test_a_missing_column_names_the_columns_there_are(write):
    """What is there is told beside what is lacking."""
    assert "has no column 'imports_usd'" in problems(write("hs10,worth\n8703230190,1\n"))


def test_a_file_without_lines_is_refused(write):
    """An empty table is no answer of zero."""
    assert "holds no lines" in problems(write(HEAD))


def test_a_file_that_is_no_text_is_refused(write):
    """A picture under the name of a table."""
    assert "is no text" in problems(write(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9))


# --- scopes -----------------------------------------------------------------------------


def test_asking_from_the_chapter_down_gives_what_asking_code_by_code_gives():
    """The short way to the answer is the same answer, part lines and exceptions included."""
    lines = (CodeLine(code="8703"), CodeLine(code="870310", covers="none"), CodeLine(code="8704", covers="part"), CodeLine(code="87042101"))
    scope = Scope(all=False, inside=(CodeList(name="v", lines=lines),), outside=(CodeList(name="x", lines=(CodeLine(code="8703240150"),)),))
    codes = ["0101210010", "8703101000", "8703230190", "8703240150", "8703240160", "8704210100", "8704320010", "8708100000"]
    one_by_one = [{None: -1, True: 1, False: 0}[scope.holds(code)] for code in codes]
    assert list(held(scope, codes)) == one_by_one == [0, 0, 1, 0, 1, 1, -1, 0]


def test_a_full_list_settles_only_what_the_short_one_leaves_open():
    """The seeds are asked first: what they say for sure stays, whatever a list says."""
    short = CodeList(name="n", lines=(CodeLine(code="8704", covers="part"), CodeLine(code="8703")))
    full = {"n": CodeList(name="n", lines=(CodeLine(code="87042101"), CodeLine(code="8702")), full=True)}
    scope = Scope(all=False, inside=(short,), outside=())
    assert list(held(scope, ["8702100000", "8703230190", "8704210100", "8704320010"], full)) == [0, 1, 1, 0]


# --- adding lines together --------------------------------------------------------------


def test_a_table_of_lines_keeps_every_dollar(book, write):
    """Values and duties of the rows add up to those of the lines."""
    path = write(HEAD + "8703230190,1000,25\n8703240150,500,12.5\n8429511050,300,0\n9801001010,40,0\n")
    table = treat(path, laws(book), "JPN", book.groups, Lists(), shipped_table(book, "JPN")).table
    assert table.value[:, 0].sum() == 1840
    assert table.duty[:, 0].sum() == 37.5
    assert int(table.lines.sum()) == 4


def test_lines_on_two_sides_of_an_all_in_rate_stay_apart(book, write):
    """A line below 15% and one above owe differently under a floor, so they are two rows."""
    path = write(HEAD + "8704210100,100,25\n8703230190,100,2.5\n")
    table = treat(path, laws(book), "JPN", book.groups, Lists(), shipped_table(book, "JPN")).table
    assert len(table) == 2
    floor = exposure(book, as_of="2025-11-14", trade=table)
    assert floor.duty == pytest.approx(100 * 0.15 + 25)


def test_a_control_total_that_is_off_by_a_dollar_is_refused(book, write):
    """Lines that do not add up to the stated total are not used, and the difference is told."""
    path = write(HEAD + "8703230190,1000,25\n")
    treated = treat(path, laws(book), "JPN", book.groups, Lists(), shipped_table(book, "JPN"))
    with pytest.raises(AskError, match=r"control total of customs value, 1,001 \(got 1,000, -1 off\)"):
        check_totals(treated.lines, Decimal(1001), None)


def test_a_sidecar_whose_total_is_off_by_a_dollar_is_a_problem_of_the_seeds(tmp_path):
    """The shipped table is checked against its control totals whenever the seeds are read."""
    from tradebrief.workbook import loader as seeds

    folder = Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
    sidecar = folder / "trade" / "us-imports-from-jpn-2024.yaml"
    text = sidecar.read_text()
    assert "customs_value_usd: 151340030810" in text
    sidecar.write_text(text.replace("customs_value_usd: 151340030810", "customs_value_usd: 151340030811"))
    _, wrong = seeds.read(folder)
    assert [
        "'customs_value_usd' does not add up to its control total 151,340,030,811" in str(one) and "-1 off" in str(one) for one in wrong
    ] == [True]


def test_the_shipped_table_meets_its_control_totals(book):
    """The figures of the customs file, to the dollar."""
    totals = book.figures["us-imports-from-jpn-2024"].about.totals
    assert totals["customs_value_usd"] == Decimal(151340030810)
    assert totals["mfn_duty_usd"] == Decimal(2282216944)
    assert shipped_table(book, "JPN").value[:, 0].sum() == 151340030810
    assert len(shipped_table(book, "JPN")) < 600


@needs_data
def test_the_shipped_table_is_what_the_command_makes_of_the_public_lines(book):
    """The table in the seeds is the one the lines give under the law as it stands in the seeds."""
    treated = treat(LINES, laws(book), "JPN", book.groups, read_lists(DATA / "rule_lists", book.published_lists))
    mine, shipped = treated.table, shipped_table(book, "JPN")
    assert len(mine) == len(shipped)
    assert np.allclose(np.sort(mine.value[:, 0]), np.sort(shipped.value[:, 0]), rtol=0, atol=0.001)


@needs_data
def test_the_public_file_has_the_lines_and_totals_its_readme_states():
    """10,102 lines, 151,340,030,810 USD and 2,282,216,944 USD of duty."""
    found = read_lines(LINES)
    assert len(found.codes) == 10102
    assert (found.total_value, found.total_duty) == (Decimal(151340030810), Decimal(2282216944))
