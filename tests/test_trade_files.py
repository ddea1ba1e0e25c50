"""Files of trade statistics as their publishers give them: read by layout, with what was dropped, repaired or refused told."""

import io
import json
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import tradebrief as tb
from conftest import ROOT
from tradebrief.analysis.exposure.lines import TradeWarning, read_lines
from tradebrief.errors import AskError
from tradebrief.trade.sources.mapping import FILE
from tradebrief.trade.sources.read import read_trade
from tradebrief.trade.sources.schedule_c import SCHEDULE_C

HANDED = ROOT.parent / "shared" / "handed" / "trade"
needs_handed = pytest.mark.skipif(not HANDED.is_dir(), reason="the handed files are not here")


@pytest.fixture()
def write(tmp_path):
    """Writes a file and gives its path."""

    def made(content, name="lines.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


def rows(found):
    """The lines of a file: code, value, duty."""
    return [tuple(row[name] for name in ("code", "value", "duty") if name in row) for row in found.frame.to_dicts()]


def refused(path, **asked):
    with pytest.raises(AskError) as said:
        read_trade(path, **asked)
    return str(said.value)


# --- DataWeb ---------------------------------------------------------------------------------

DATAWEB = (
    '"USITC DataWeb","","",""\n"Customs Value by HTS Number, {unit}","","",""\n"HTS Number","Description","Country","2023","2024"\n'
    '"8703230190","Cars, new","Japan","1","1,234,567"\n"0101210010","Horses","Japan","2","12,345"\n"0101210010","Horses","Canada","3","5"\n'
    '"Total:","","","6","1,246,917"\n"Note: values in actual dollars"\n'
)


def test_a_dataweb_download_is_read_without_its_titles_totals_and_notes(write):
    """The last year, the rows of the origin; byte-order mark and thousands separators make no difference."""
    found = read_trade(write("\ufeff" + DATAWEB.format(unit="actual dollars")), origin="JPN")
    assert rows(found) == [("8703230190", "1234567"), ("0101210010", "12345")]
    summary = found.summary
    assert (summary.layout, summary.rows, summary.value, summary.duty, summary.currency) == (
        "USITC DataWeb",
        2,
        Decimal(1246912),
        None,
        "USD",
    )
    assert summary.dropped == ("2 title rows", "1 total rows (Total:)", "1 rows that hold notes", "1 rows of other partners")
    assert any("last of 2023, 2024" in note for note in summary.notes)
    assert list(found.frame["line"]) == [4, 5]


def test_thousands_of_dollars_are_scaled_and_said(write):
    """As the title above the table has it."""
    found = read_trade(write(DATAWEB.format(unit="in 1,000 dollars")), origin="JPN")
    assert found.summary.value == Decimal(1246912000)
    assert any("multiplied by 1,000" in note for note in found.summary.notes)


def test_value_and_duty_one_below_the_other_become_one_line(write):
    """``Data Type`` tells them apart."""
    text = (
        'Data Type,HTS Number,Country,Year 2024\nCustoms Value,8703230190,Japan,"1,000"\nCustoms Value,0101210010,Japan,7\n'
        "Calculated Duties,8703230190,Japan,25\nCalculated Duties,0101210010,Japan,0\n"
    )
    assert rows(read_trade(write(text), origin="JPN")) == [("8703230190", "1000", "25"), ("0101210010", "7", "0")]


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in content:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_dataweb_workbook_with_a_sheet_for_each_measure_is_one_table(write):
    """Codes kept as numbers get their zero back; a sheet of parameters is passed over."""
    head = ["HTS Number", "Country", "Year 2024"]
    data = workbook(
        Query_Parameters=[["Trade Flow", "Imports"], ["Measures", "two"]],
        Customs_Value=[["USITC DataWeb"], head, [8703230190, "Japan", 1000], [101210010, "Japan", 7.5], ["Total:", "", 1007.5]],
        Calculated_Duties=[["USITC DataWeb"], head, [8703230190, "Japan", 25], [101210010, "Japan", 0], ["Total:", "", 25]],
    )
    found = read_trade(write(data, "dataweb.xlsx"), origin="JPN")
    assert rows(found) == [("8703230190", "1000", "25"), ("0101210010", "7.5", "0")]
    assert "put back on line 4" in found.summary.repaired[0]


# --- Census ------------------------------------------------------------------------------------

HEADS = ["I_COMMODITY", "CTY_CODE", "GEN_VAL_YR", "CAL_DUT_YR", "time"]


def census(*cells, heads=HEADS):
    return json.dumps([heads, *cells])


def test_the_census_interface_gives_an_array_of_arrays(write):
    """Totals over goods and partners, groups of countries and other partners are dropped, each counted."""
    data = census(
        ["8703230190", "5880", "1000", "25", "2024-12"], ["0101210010", "5880", "7", "0", "2024-12"], ["-", "5880", "1007", "25", "2024-12"],
        ["8703230190", "-", "5000", "125", "2024-12"], ["8703230190", "0003", "900", "20", "2024-12"], ["8703230190", "4280", "900", "20", "2024-12"],
    )  # fmt: skip
    found = read_trade(write(data, "census.json"), origin="JPN")
    assert rows(found) == [("8703230190", "1000", "25"), ("0101210010", "7", "0")]
    assert found.summary.dropped == ("1 total rows (-)", "1 rows of all partners together", "2 rows of other partners")


def test_running_totals_count_once_and_months_are_added_up(write):
    """Year to date: the last month has it all. Months: each has its own."""
    running = census(["8703230190", "5880", "10", "1", "2024-01"], ["8703230190", "5880", "30", "3", "2024-02"])
    assert rows(read_trade(write(running, "a.json"), origin="JPN")) == [("8703230190", "30", "3")]
    months = census(
        ["8703230190", "5880", "10", "1", "2024-01"],
        ["8703230190", "5880", "20.50", "2", "2024-02"],
        heads=[name.replace("_YR", "_MO") for name in HEADS],
    )
    assert rows(read_trade(write(months, "b.json"), origin="JPN")) == [("8703230190", "30.5", "3")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[", "is no JSON"),
        ("{}", "holds no rows"),
        ('{"error": "no key"}', "holds no rows"),
        ('[["I_COMMODITY", "GEN_VAL_YR"], ["8703230190"]]', "has another number of cells than heads"),
        ("[1, 2]", "holds neither rows nor objects"),
        (census(["8703230190", "4280", "1", "0", "2024"]), "holds no rows of JPN"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_an_answer_that_is_none_is_refused(write, data, said):
    """Cut off, an error of the interface, another country."""
    assert said in refused(write(data, "a.json"), origin="JPN")


def test_schedule_c_names_the_partners():
    """Codes as the Census Bureau publishes them."""
    assert {SCHEDULE_C[code] for code in ("5880", "5700", "5800", "1220", "2010", "4280")} == {"JPN", "CHN", "KOR", "CAN", "MEX", "DEU"}


# --- the others ----------------------------------------------------------------------------------


def test_usa_trade_online_has_code_and_description_in_one_cell(write):
    """With totals over goods and the world."""
    text = (
        '"U.S. Census Bureau","","",""\nCommodity,Country,Time,"Customs Value (Cons) ($US)","Calculated Duty ($US)"\n'
        '"All Commodities",Japan,2024,"1,007",25\n"8703230190 MTR VEH, 1500-3000 CC",Japan,2024,"1,000",25\n"0101210010 Horses",Japan,2024,7,0\n'
        '"8703230190 MTR VEH, 1500-3000 CC","World Total",2024,"9,000",100\n'
    )
    found = read_trade(write(text), origin="JPN")
    assert (found.summary.layout, rows(found)) == ("USA Trade Online", [("8703230190", "1000", "25"), ("0101210010", "7", "0")])


COMTRADE = "cmdCode,partnerISO,flowCode,primaryValue\nTOTAL,JPN,M,100\n87,JPN,M,60\n8703,JPN,M,50\n870323,JPN,M,40\n870323,JPN,X,1\n"


def test_levels_that_contain_each_other_are_refused_until_one_is_chosen(write):
    """They would be counted four times; the chosen one is read alone, exports apart."""
    path = write(COMTRADE)
    told = refused(path, origin="JPN")
    assert "(TOTAL, 87, 8703, 870323), so trade would be counted up to 4 times" in told
    assert "--level: 2, 4, 6" in told
    found = read_trade(path, origin="JPN", level=6)
    assert rows(found) == [("870323", "40")]
    assert "1 rows of exports" in found.summary.dropped


def test_shorter_levels_that_are_exact_sums_are_dropped(write):
    """Nothing is lost, so nothing need be asked."""
    text = "hs10,imports_usd,duty_usd\n87,100,5\n8703,100,5\n8703230190,60,3\n8703330145,40,2\n"
    found = read_trade(write(text))
    assert rows(found) == [("8703230190", "60", "3"), ("8703330145", "40", "2")]
    assert found.summary.dropped == ("2 rows of 2 and 4 digits, which are the sums of those of 10",)


def test_comtrade_json_is_read_and_lines_too_short_for_duties_are_refused(write):
    """Its interface gives objects; six digits set no duty."""
    row = {"partnerISO": "JPN", "flowCode": "M"}
    path = write(
        json.dumps({"data": [{**row, "cmdCode": "870323", "primaryValue": 40.0}, {**row, "cmdCode": "010121", "primaryValue": 2.5}]}),
        "c.json",
    )
    assert rows(read_trade(path, origin="JPN")) == [("870323", "40"), ("010121", "2.5")]
    with pytest.raises(AskError, match="holds codes of 6 digits, and duties are set by ten"):
        read_lines(path, "JPN")


@pytest.mark.parametrize("heads", ["Exp or Imp,Year,HS,Country,Value-Year", "輸出入,年,統計品目番号,国,金額（千円）"])
def test_japanese_statistics_are_in_shift_jis_and_thousand_yen(write, heads):
    """Nine digits in quotes keep their zeros; the currency is said, and no duty can be laid on them."""
    path = write(f"{heads}\n1,2024,'870323915',304,123\n1,2024,'030289500',304,4\n".encode("cp932"))
    found = read_trade(path, origin="JPN")
    assert rows(found) == [("870323915", "123000"), ("030289500", "4000")]
    assert (found.summary.currency, found.summary.value, found.summary.digits) == ("JPY", Decimal(127000), 9)
    with pytest.raises(AskError, match="is in JPY"):
        read_lines(path, "JPN")


def test_parquet_keeps_numbers_and_text(tmp_path):
    """A float that is whole is no different from an integer."""
    path = tmp_path / "lines.parquet"
    pl.DataFrame({"hs10": ["8703230190"], "customs_value_usd": [1000.0], "duty_usd": [25]}).write_parquet(path)
    assert read_lines(path).total_value == 1000


# --- codes and columns -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code"),
    [("302895030", "0302895030"), ("0302.89.50.30", "0302895030"), ("'0302895030", "0302895030"), ("8703.23.0190", "8703230190")],
)
def test_a_code_is_the_same_however_it_is_written(write, written, code):
    """Points, a spreadsheet's quote, a lost zero."""
    assert rows(read_trade(write(f"hs10,imports_usd,duty_usd\n{written},5,0\n")))[0][0] == code


def test_a_zero_is_put_back_where_a_level_of_the_file_tells_so(write):
    """Chapter 1 beside chapter 87; a code three digits short of a line is no code that lost its zero."""
    assert [row[0] for row in rows(read_trade(write("cmdCode,primaryValue\n1,5\n87,6\n")))] == ["01", "87"]
    with pytest.raises(AskError, match="is not a code of ten digits"):
        read_lines(write("hs10,imports_usd,duty_usd\n8708305,5,0\n8703230190,6,0\n"))


def test_a_rounded_code_is_refused(write):
    """Its digits are gone."""
    assert "line 2: holds a code as a spreadsheet rounds it" in refused(write("hs10,imports_usd,duty_usd\n8.70323E+09,5,0\n"))


def test_columns_are_given_once_and_remembered_for_the_same_heads(write):
    """Beside the file; another file with these heads needs no mapping, one with others is not touched by it."""
    path = write("Ware,Betrag,Zoll\n8703230190,1000,25\n8708305060,7,1\n")
    assert "has no column 'imports_usd'" in refused(path)
    given = {"value": "Betrag", "duty": "Zoll"}
    assert rows(read_trade(path, columns=given)) == [("8703230190", "1000", "25"), ("8708305060", "7", "1")]
    again = write("Ware,Betrag,Zoll\n8703230190,5,1\n8708305060,6,1\n", "next.csv")
    assert read_trade(again).summary.columns == {"code": "Ware", **given}
    assert "has no column" in refused(write("Ware,Summe\n8703230190,5\n", "other.csv"))
    assert sorted(one.name for one in path.parent.iterdir()) == sorted([FILE, "lines.csv", "next.csv", "other.csv"])


@pytest.mark.parametrize(("given", "said"), [({"worth": "a"}, "is no role"), ({"value": "Betreg"}, "Did you mean 'Betrag'")])
def test_a_mapping_that_cannot_be_is_refused_and_not_kept(write, given, said):
    """With the near name."""
    path = write("Ware,Betrag\n8703230190,1000\n")
    assert said in refused(path, columns=given)
    assert not (path.parent / FILE).exists()


def test_a_file_without_duty_takes_mfn_rates_from_the_shipped_table_and_says_so(write):
    """By hand: the MFN duty on cars is 2.5%, so 25 on 1,000; the estimate is a warning and stands among the sources."""
    path = write("hs10,imports_usd\n8703230190,1000\n8703330145,1000\n")
    with pytest.warns(TradeWarning, match="MFN duty estimated"):
        found = tb.exposure(tb.load(), as_of="2025-01-15", trade=path)
    assert float(found.duty) == pytest.approx(50, rel=0.01)


# --- what would do harm, and how fast ---------------------------------------------------------------


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    return made.getvalue()


def sparse():
    """A workbook with one cell in the first corner and one in the last of seventeen thousand million."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "HTS Number", "x"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (bomb(), "bomb.xlsx", "unpacks to more than"),
        (sparse(), "sparse.xlsx", "cannot be read within"),
        (b"PK\x03\x04 and nothing", "cut.xlsx", "is damaged"),
        (b"", "empty.csv", "cannot be read as a table"),
        (b"hs10,imports_usd,duty_usd\n8703230190,=1+1,0\n", "formula.csv", "is not a number (got =1+1)"),
        (b"hs10,imports_usd,duty_usd\n8703230190,\"=cmd|' /C calc'!A0\",0\n", "dde.csv", "is not a number"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_hostile_table_is_one_error(write, data, name, said):
    """A zip bomb, a bomb of empty cells, a cut file, formulas."""
    with pytest.raises(AskError) as refusal:
        read_lines(write(data, name), "JPN")
    assert said in str(refusal.value)


def test_a_formula_in_a_workbook_is_not_worked_out(write):
    """What was stored beside it counts; where nothing was, there is no number."""
    data = workbook(S=[["HTS Number", "Country", "2024"], ["8703230190", "Japan", "=1+1"], ["8708305060", "Japan", 5]])
    with pytest.raises(AskError, match="is not a number"):
        read_lines(write(data, "f.xlsx"), "JPN")


def test_two_hundred_thousand_lines_take_seconds(write):
    """A generous bound for machines that are busy; the benchmark prints the time."""
    codes = [f"{1 + number // 2300:02d}{number % 2300:04d}{number % 97:04d}" for number in range(200_000)]
    path = write("hs10,imports_usd,duty_usd\n" + "".join(f"{code},{1000 + number},{number % 50}\n" for number, code in enumerate(codes)))
    begin = time.process_time()
    assert read_trade(path).summary.rows == 200_000
    assert time.process_time() - begin < 6


# --- the commands --------------------------------------------------------------------------------------


@needs_handed
@pytest.mark.parametrize(
    ("name", "lines", "value", "duty"),
    [("dataweb.csv", 2, "1246912", None), ("census.json", 2, "1012345", "25000"), ("lost_zeros.csv", 2, "1005000", "25000")],
)
def test_the_handed_files_are_summed_up_and_used(run, name, lines, value, duty):
    """Before they are used; the exposure on them then works."""
    told = run("trade", "read", HANDED / name, "--origin", "JPN", "--json").json
    assert (told["rows"], told["value"], told["duty"]) == (lines, value, duty)
    done = run("exposure", "--origin", "JPN", "--as-of", "2025-06-14", "--trade", HANDED / name)
    assert (done.code, f"{lines} lines" in done.err) == (0, True), done.err


@needs_handed
def test_the_handed_comtrade_file_is_refused_with_its_reason(run):
    """And which level to choose."""
    done = run("exposure", "--origin", "JPN", "--as-of", "2025-06-14", "--trade", HANDED / "comtrade.csv")
    assert (done.code, "TOTAL, 87, 8703, 870323" in done.err, "--level" in done.err) == (1, True, True)


def test_a_summary_says_what_was_done(run, write):
    """In words on the screen, and as JSON."""
    path = write("hs10,imports_usd,duty_usd\n8703230190,1000,25\n302895030,5,0\nTotal,1005,25\n")
    done = run("trade", "read", path)
    assert done.code == 0
    assert "2 lines of 10 digits, value 1,005 USD, duty 25" in done.out
    assert "Dropped: 1 total rows (Total)." in done.out
    assert "Warning: 1 codes had lost their first zero" in done.out
    assert run("trade", "read", path, "--column", "value").err == "--column: is no pair (got value). Write --column value=NAME."


def test_a_folder_of_lists_that_is_none_is_named(run, write):
    """Once the lines are read."""
    path = write("hs10,imports_usd,duty_usd\n8703230190,1000,25\n")
    assert "is no folder" in run("exposure", "--as-of", "2025-06-14", "--lists", "/nowhere", "--trade", path).err
