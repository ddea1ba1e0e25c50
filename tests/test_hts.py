"""The tariff schedule from its published file: rates, formats, what a spreadsheet damaged, what is refused, what a revision changed."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import tradebrief as tb
from conftest import DATA, ROOT, needs_data
from tradebrief.law.duty import Duty
from tradebrief.law.hts.build import read_schedule
from tradebrief.law.hts.rate_text import rate_text
from tradebrief.law.hts.repair import code_of

HEADER = "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,Additional Duties"
REVISION, RESAVED = DATA / "hts_2026_rev4.csv.gz", DATA / "hts_2025_04_as_resaved_in_excel.csv.gz"


def row(code: str, general: str = "", special: str = "", column2: str = "", units: str = "", indent: int = 2) -> list[str]:
    return [code, str(indent), "Goods", units, general, special, column2, "", ""]


def export(**changed: list[list[str]]) -> list[list[str]]:
    """A small whole schedule: one line in each chapter; ``changed`` gives the rows of a chapter instead, as ``ch22=[…]``."""
    rows = []
    for chapter in [f"{number:02d}" for number in range(1, 100) if number != 77]:
        if chapter in ("98", "99"):
            rows.append(row(f"{chapter}01.00.10", "Free"))
        else:
            rows += changed.get(
                f"ch{chapter}", [row(f"{chapter}01", indent=0), row(f"{chapter}01.10.00", "2.5%", "Free (AU,JP)", "10%", '["kg"]')]
            )
    return rows


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([HEADER.split(","), *rows])
    return out.getvalue()


def written(folder: Path, rows: list[list[str]], name: str = "hts.csv") -> Path:
    path = folder / name
    path.write_text(as_csv(rows), encoding="utf-8", newline="")
    return path


def real(path: Path = REVISION) -> list[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.fixture
def answer(run):
    """What a command prints with ``--json``."""

    def asked(*words: object):
        done = run(*words, "--json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return asked


# --- texts of rates ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("Free", "free"),
        ("6.8%", "6.8%"),
        ("33 1/3%", "33 1/3%"),
        ("10.5¢/bbl", "0.105 USD/bbl"),
        ("$1.035/kg +13.6%", "13.6% + 1.035 USD/kg"),
        ("0.18¢/line/ gross + 2.5%", "2.5% + 0.0018 USD/line gross"),
        ("4.4¢/liter + 31.4¢/pf. liter", "0.044 USD/litre + 0.314 USD/proof litre"),
        ("53¢ each + 4.6% on the case and strap, band or bracelet", "0.53 USD/each + 4.6% of case and strap"),
        ("6.5% on the entire set", "6.5%"),
        ("See additional U.S. note 5", "as for the notes of the chapter"),
        (
            "The rate of duty appli- cable to that article in the set subject to the high- est rate of duty",
            "as for the dearest article of the set",
        ),
    ],
)
def test_a_rate_text_is_read_into_the_form_of_the_seeds(text, duty):
    """Cents become dollars, the share of the value stands first, a text that points elsewhere keeps where to; all of them read back."""
    assert rate_text(text) == duty
    Duty.read(duty)


@pytest.mark.parametrize(
    "text", ["10.5/bbl", "10.5¢/barrel", "10,5%", "about 5%", "5% on the lid", "5% + 3%", "¢/kg", "10.5¢", "5%%", "-5%", "2.5"]
)
def test_a_rate_text_nobody_has_seen_is_refused(text):
    """Units, parts and wordings are listed; what is none of them is never guessed."""
    with pytest.raises(ValueError, match=r"nobody has seen|two shares"):
        rate_text(text)


@pytest.mark.parametrize(
    ("text", "code"), [("0101.30", "010130"), ("101.3", "010130"), ("8703.1", "870310"), ("101", "0101"), ("101300000", "0101300000")]
)
def test_a_code_that_became_a_number_is_restored(text, code):
    """Codes have two digits a level, so a lost zero has one place only."""
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["1.01E+09", "Jan-01", "01013", "870.31.1", "8703.231"])
def test_a_code_that_may_have_been_two_is_refused(text):
    """An exponent, a date or digits that fit no level."""
    if text != "01013":
        with pytest.raises(ValueError, match="is no code of the schedule"):
            code_of(text)


# --- a small schedule -------------------------------------------------------------------


def test_a_rate_at_ten_digits_moves_up(tmp_path):
    """The line of eight digits has the rates and units of its lines of ten."""
    rows = [
        row("2201"),
        row("2201.10.00"),
        row("2201.10.00.10", "0.26¢/liter", "Free (JP)", "2.6¢/liter", '["liters"]'),
        row("2201.10.00.90", units='["kg"]'),
    ]
    line = read_schedule(written(tmp_path, export(ch22=rows))).lines["22011000"]
    assert (line.general, line.unit, line.special, line.column2) == (
        "0.0026 USD/litre",
        "liters;kg",
        (("free", ("JP",)),),
        "0.026 USD/litre",
    )


def test_csv_json_xlsx_and_gzip_give_the_same_lines(tmp_path):
    """As downloaded in each format; a spreadsheet's own numbers are read as what they show."""
    rows = export(ch22=[row("2201.10.00", "6.8%", "Free (AU) 3.95% (JP)", "33 1/3%", '["No.","kg"]')])
    keys = ("htsno", "indent", "description", "units", "general", "special", "other", "quotaQuantity", "additionalDuties")
    objects = [
        {**dict(zip(keys, cells, strict=True)), "units": json.loads(cells[3] or "[]"), "superior": None, "footnotes": []} for cells in rows
    ]
    (tmp_path / "hts.json").write_text(json.dumps(objects, indent=2, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "hts.csv.gz").write_bytes(gzip.compress(as_csv(rows).encode()))
    (tmp_path / "semicolons.csv").write_text("\ufeff" + as_csv(rows, ";"), encoding="utf-8", newline="")
    book = openpyxl.Workbook()
    for cells in [HEADER.split(","), *rows]:
        book.active.append(cells)
    place = next(cell for line in book.active.iter_rows() for cell in line if cell.value == "6.8%")
    place.value, place.number_format = 0.068, "0.00%"
    book.save(tmp_path / "hts.xlsx")
    wanted = read_schedule(written(tmp_path, rows)).lines
    assert wanted["22011000"].rates() == {"general": "6.8%", "column 2": "33 1/3%", "AU": "free", "JP": "3.95%"}
    for name in ("hts.json", "hts.csv.gz", "semicolons.csv", "hts.xlsx"):
        assert read_schedule(tmp_path / name).lines == wanted, name


def with_line(*cells: str) -> Callable[[list[list[str]]], None]:
    """A change of an export: the line 2201.10.00 with other cells."""
    return lambda rows: rows.__setitem__(43, row("2201.10.00", *cells))


BAD = {
    "a duplicate line": (lambda rows: rows.insert(45, rows[43]), 47, "stands twice, as on line 45, with the same rates"),
    "two revisions mixed": (
        lambda rows: rows.insert(44, [*rows[43][:4], "3%", *rows[43][5:]]),
        46,
        "with other rates: two revisions are mixed",
    ),
    "a revision that a spreadsheet saved from some chapter on": (
        lambda rows: [one.__setitem__(4, "2.50%") for one in rows[80:] if one[4] == "2.5%"],
        83,
        "one as exported and one as a spreadsheet saved it are mixed",
    ),
    "two files joined": (lambda rows: rows.extend([HEADER.split(","), *export()]), 196, "is a header in the middle of the file"),
    "lines out of order": (lambda rows: rows.insert(60, row("0101.20.00", "Free", "", "Free")), 62, "lines of two files are mixed"),
    "a truncated file": (
        lambda rows: rows.__delitem__(slice(100, None)),
        101,
        "is cut off: the file ends in chapter 50 (got without 51, 52",
    ),
    "a chapter left out": (lambda rows: rows.__delitem__(slice(42, 44)), 193, "lacks whole chapters (got without 22"),
    "an unknown unit": (
        with_line("10.5¢/barrel", "", "21¢/bbl"),
        45,
        "has a unit nobody has seen, 'barrel'",
    ),
    "a lost sign": (
        with_line("10.5\ufffd/bbl", "", "21¢/bbl"),
        45,
        "is a rate text nobody has seen",
    ),
    "an unknown programme": (
        with_line("3%", "Free (AU,ZZ)", "20%"),
        45,
        "names a programme nobody has seen, 'ZZ'",
    ),
    "a special rate alone": (
        with_line("3%", "Free (AU) 2%", "20%"),
        45,
        "has special rates nobody has seen",
    ),
    "a line without a rate": (with_line(), 45, "2201.10.00 has no general rate"),
    "a line without column 2": (with_line("3%"), 45, "has a general rate and none in column 2"),
    "two rates in one line": (
        lambda rows: rows.__setitem__(slice(43, 44), [row("2201.10.00.10", "3%", "", "20%"), row("2201.10.00.20", "4%", "", "20%")]),
        46,
        "2201.10.00.20 has another rate than 2201.10.00.10 of the same line",
    ),
    "a rate of a heading": (lambda rows: rows.__setitem__(42, row("2201", "3%")), 44, "is no line of eight digits and has a rate"),
    "a code that is none": (lambda rows: rows.__setitem__(43, row("2.20E+07", "3%", "", "20%")), 45, "is no code of the schedule"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_its_line_and_nothing_is_written(name, tmp_path, run):
    """File, line, what is wrong, what was found, what to do: on standard error, with no file left behind."""
    rows = export()
    change, line, message = BAD[name]
    change(rows)
    done = run("hts", "build", str(written(tmp_path, rows)), "--revision", "2026-4", "--out", str(tmp_path / "out"))
    assert done.code == 1
    assert done.out == ""
    told = next(one for one in done.err.splitlines() if message in one)
    assert f"hts.csv, line {line}: " in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hts.csv.gz", "is cut off or damaged within its compression"),
        ("hts.json", "line 1: is cut off or no JSON"),
        ("hts.xlsx", "is cut off or no XLSX"),
        ("hts.csv", "is cut off"),
    ],
)
def test_a_file_that_breaks_off_is_refused_in_every_format(name, message, tmp_path):
    """Half of the bytes of each."""
    text = as_csv(export())
    whole = {
        "hts.csv.gz": gzip.compress(text.encode()),
        "hts.json": json.dumps([{"htsno": "0101", "units": [], "general": "", "special": "", "other": ""}] * 9).encode(),
        "hts.xlsx": b"PK\x03\x04" + b"0" * 900,
        "hts.csv": text.encode(),
    }[name]
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(tb.AskError, match=message):
        read_schedule(tmp_path / name)


def test_a_file_of_another_revision_or_without_a_column_is_refused(tmp_path):
    """The name of the file says otherwise; a column is missing."""
    with pytest.raises(tb.AskError, match=r"names another revision than 2026-4 \(got 2025-9\)"):
        read_schedule(written(tmp_path, export(), "hts_2025_revision_9_csv.csv"), "2026-4")
    (tmp_path / "short.csv").write_text(as_csv(export()).replace("Special Rate of Duty", "Special"), encoding="utf-8")
    read_schedule(tmp_path / "short.csv")  # the name that JSON gives it
    (tmp_path / "short.csv").write_text(as_csv(export()).replace("Column 2 Rate of Duty", "Column"), encoding="utf-8")
    with pytest.raises(tb.AskError, match=r"short\.csv, line 1: has no column 'column 2 rate of duty'"):
        read_schedule(tmp_path / "short.csv")


def test_what_a_spreadsheet_did_is_undone_where_that_is_certain(tmp_path):
    """Needless zeros, thirds cut off, codes that became numbers, rates filled down, another code page; each is counted."""
    rows, above = [], ""
    for cells in export(ch22=[row("2201.10.00", "6.8%", "", "33.33%"), row("2201.90.00", "0.2Â¢/liter", "", "4¢/liter")]):
        code, general = cells[0], re.sub(r"^(\d+)(\.\d)?%$", lambda found: f"{found[1]}{found[2] or '.0'}0%", cells[4])
        above = general or above
        rows.append([re.sub(r"^0(\d{3})$", r"\1", code), *cells[1:4], above, *cells[5:]])
    read = read_schedule(written(tmp_path, rows))
    assert {code: (line.general, line.column2) for code, line in read.lines.items() if code[:2] == "22"} == {
        "22011000": ("6.8%", "33 1/3%"),
        "22019000": ("0.002 USD/litre", "0.04 USD/litre"),
    }
    assert read.repairs["thirds that were cut to two places"] == 1
    assert read.repairs["signs of another code page"] == 2  # in its row and in the one it was filled into
    assert read.repairs["percentages with a needless zero"] > 96
    rows[4][4] = "7.00%"  # a rate that repeats nothing above it, in a row without column 2: which of two it is cannot be told
    with pytest.raises(tb.AskError, match=r"line 6: 0301 is no line of eight digits and has a rate \(got 7%\)"):
        read_schedule(written(tmp_path, rows))


def test_a_revision_is_built_diffed_and_asked(tmp_path, run, answer):
    """Seeds of one's own revision: the command writes them, the next revision is compared with them."""
    old, new = export(), export(ch22=[row("2201.10.00", "2%", "Free (AU)", "10%"), row("2201.90.00", "Free", "", "Free")])
    out = tmp_path / "kept"
    built = answer("hts", "build", str(written(tmp_path, old)), "--revision", "2025-9", "--out", str(out))
    assert built["lines"] == 97
    assert sorted(path.name for path in out.iterdir()) == ["usa-2025-9.csv", "usa-2025-9.special.csv", "usa-2025-9.yaml"]
    later = written(tmp_path, new, "later.csv")
    found = answer("hts", "diff", str(out / "usa-2025-9.csv"), str(later), "--in-force", "2026-01-01")
    assert [(one["code"], one["rate_of"], one["kind"], one["old"], one["new"], one["last_day"]) for one in found["changes"]] == [
        ("2201.10.00", "general", "other rate", "2.5%", "2%", "2025-12-31"),
        ("2201.10.00", "JP", "rate gone", "free", None, "2025-12-31"),
        ("2201.90.00", "general", "new line", None, "free", "2025-12-31"),
    ]
    run(
        "hts",
        "diff",
        str(out / "usa-2025-9.csv"),
        str(later),
        "--in-force",
        "2026-01-01",
        "--act",
        "Proc. 1",
        "--out",
        str(tmp_path / "usa-earlier.csv"),
    )
    records = list(csv.DictReader((tmp_path / "usa-earlier.csv").open()))
    assert records[0] == {
        "code": "22011000",
        "rate_of": "general",
        "rate": "2.5%",
        "last_day": "2025-12-31",
        "published": "2026-01-01",
        "act": "Proc. 1",
        "confidence": "medium",
    }


# --- the shipped schedule ---------------------------------------------------------------


@pytest.fixture(scope="module")
def book():
    return tb.load(only="law")


@needs_data
def test_the_shipped_schedule_is_what_the_command_makes_of_the_public_file(tmp_path, run):
    """Byte for byte, under a megabyte, with the hash of the file."""
    done = run("hts", "build", str(REVISION), "--revision", "2026-4", "--out", str(tmp_path))
    assert "11,569 lines" in done.out
    for name in ("usa-2026-4.csv", "usa-2026-4.special.csv"):
        assert (tmp_path / name).read_bytes() == (ROOT / "seeds" / "hts" / name).read_bytes()
    shipped = (ROOT / "seeds" / "hts" / "usa-2026-4.yaml").read_text(encoding="utf-8")
    assert set((tmp_path / "usa-2026-4.yaml").read_text(encoding="utf-8").splitlines()) <= set(shipped.splitlines())
    assert sum(path.stat().st_size for path in (ROOT / "seeds" / "hts").iterdir()) < 1_000_000


@needs_data
def test_every_ad_valorem_line_is_read_as_the_file_writes_it(book):
    """By a second, plain reading of the file: the first row of an eight-digit line that has a rate."""
    stated: dict[str, str] = {}
    for cells in real():
        code = cells[0].replace(".", "")
        if len(code) >= 8 and code < "98" and cells[4]:
            stated.setdefault(code[:8], cells[4])
    assert len(stated) == 11_414
    lines = {line.code: line for line in book.revisions["USA"].lines() if line.code < "98"}
    assert lines.keys() == stated.keys()
    plain = {code: text for code, text in stated.items() if re.fullmatch(r"Free|[\d.]+%", text)}
    assert len(plain) > 10_000
    assert all(lines[code].general == ("free" if text == "Free" else text) for code, text in plain.items())


@needs_data
def test_the_resaved_file_is_repaired_to_the_very_lines(book):
    """Column 1 general and column 2 did not change between April 2025 and revision 4 of 2026, so every repaired rate must equal the clean file's."""
    repaired = read_schedule(RESAVED)
    clean = {line.code: line for line in book.revisions["USA"].lines() if line.code < "98"}
    assert repaired.repairs["general rates filled down into rows that have none"] > 20_000
    assert {code: (line.general, line.column2) for code, line in repaired.lines.items() if code < "98"} == {
        code: (line.general, line.column2) for code, line in clean.items()
    }
    other = Counter(
        name
        for code, line in clean.items()
        for name in {*line.rates(), *repaired.lines[code].rates()}
        if line.rates().get(name) != repaired.lines[code].rates().get(name)
    )
    assert other["JP"] == 2
    assert set(other) <= {"JP", "KR", "PA", "CO"}


@needs_data
def test_lines_that_were_inferred_wrongly_are_as_the_schedule_states_them(book):
    """Five lines of the list that went before; rates as the file has them."""
    wanted = ("27101911", "29341010", "62012011", "62012040", "62053020")
    stated = {cells[0].replace(".", "")[:8]: cells[4] for cells in reversed(real()) if cells[4]}
    schedule = book.revisions["USA"]
    assert [schedule.line(code).general for code in wanted] == [rate_text(stated[code]) for code in wanted]
    assert [Duty.read(rate_text(stated[code])).is_ad_valorem for code in wanted] == [False, True, False, False, False]


@needs_data
def test_general_rates_are_those_the_european_union_paid(book):
    """An independent check: the Union has no preference, so its duty over value in 2024 is the general rate, but for metals under section 232, chemicals of the
    pharmaceutical appendix, repairs and rounding."""
    paid = (
        pl.read_parquet(DATA / "us_imports_2024_hs10_by_origin_51.parquet")
        .filter(pl.col("cty_code").cast(pl.String) == "0003")
        .group_by(code=pl.col("hs10").str.slice(0, 8))
        .agg(pl.col("imports_usd").sum(), pl.col("calculated_duty_usd").sum())
        .filter(pl.col("imports_usd") > 1_000_000)
    )
    schedule, near, all_lines = book.revisions["USA"], 0, 0
    for code, value, duty in paid.iter_rows():
        line = schedule.line(code)
        if line and code < "98" and code[:2] not in ("29", "30", "72", "73", "76") and Duty.read(line.general).is_ad_valorem:
            all_lines += 1
            near += abs(duty / value - float(Duty.read(line.general).rate())) < 0.002
    assert all_lines > 3000
    assert near / all_lines > 0.95


def test_a_line_asks_for_the_day(book):
    """Chewing gum of Japan: ten stages from 4%, so 2% in 2024, 1.6 in 2025, 1.2 in 2026; a day that nobody could know of does not count."""
    schedule = book.schedule("USA")
    assert [schedule.as_at(day).duty("1704.10.00", "JPN").base for day in ("2024-12-31", "2025-12-31", "2026-01-01")] == [
        Decimal("0.02"),
        Decimal("0.016"),
        Decimal("0.012"),
    ]
    assert "2026-01-01" not in {str(one.day) for one in tb.history(book, "1704.10.00", preference=False)}


def test_a_code_too_short_to_tell_whether_a_preference_covers_it_is_refused(book):
    """Some lines of 2106.90 are free under the agreement with Japan, some are not."""
    with pytest.raises(tb.AskError, match="is too short to tell"):
        book.schedule("USA").as_at("2025-01-15").duty("2106.90", "JPN")


@needs_data
@pytest.mark.parametrize("day", ["2024-12-31", "2025-06-14", "2025-08-18", "2026-04-06", "2026-10-31"])
def test_nearly_every_line_that_japan_ships_is_answered(book, day):
    """At least 99 of a hundred lines of ten digits, and 99% of their customs value."""
    law = book.schedule("USA").as_at(day)
    lines = answered = 0
    worth = told = 0
    with (DATA / "us_imports_from_japan_2024_hs10.csv").open(encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            lines, worth = lines + 1, worth + int(cells["imports_usd"])
            try:
                law.duty(cells["hs10"], "JPN")
            except tb.AskError:
                continue
            answered, told = answered + 1, told + int(cells["imports_usd"])
    assert lines == 10_102
    assert answered / lines > 0.99
    assert told / worth > 0.99


@needs_data
def test_duties_by_unit_come_to_what_japan_paid(book):
    """Added up over the lines with duties by unit, the equivalents give the duty that customs calculated, to a hundredth of the value."""
    law, worth, owed, paid = book.schedule("USA").as_at("2024-12-31"), 0, 0.0, 0
    with (DATA / "us_imports_from_japan_2024_hs10.csv").open(encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            line = book.revisions["USA"].line(cells["hs8"])
            if line and not Duty.read(line.general).is_ad_valorem and cells["hs2"] not in ("72", "73", "76", "98"):
                try:
                    found = law.duty(cells["hs10"], "JPN")
                except tb.AskError:
                    continue
                worth, owed, paid = (
                    worth + int(cells["imports_usd"]),
                    owed + float(found.base) * int(cells["imports_usd"]),
                    paid + int(cells["calculated_duty_usd"]),
                )
    assert worth > 1_200_000_000
    assert abs(owed - paid) / worth < 0.002


def test_a_unit_value_given_stands_before_what_was_paid(book):
    """Sake at 3 cents a litre: 0.3% at ten dollars; without a value, what sake of Japan paid, and the answer says so."""
    law = book.schedule("USA").as_at("2025-01-15")
    given, paid = law.duty("2206.00.45", "JPN", unit_value=Decimal(10)), law.duty("2206.00.45", "JPN")
    assert given.total == Decimal("0.003")
    assert not any("paid in 2024" in caveat for caveat in given.caveats)
    assert any("0.03 USD/litre is taken as the" in caveat and "goods of JPN paid in 2024" in caveat for caveat in paid.caveats)


def test_quantities_in_trade_data_give_the_value_of_a_unit(tmp_path, run):
    """1,000 litres of sake worth 12,000 dollars: 3 cents a litre are a quarter of a per cent, whatever duty the data say."""
    lines = tmp_path / "lines.csv"
    lines.write_text("hs10,origin,imports_usd,calculated_duty_usd,quantity,unit\n2206004500,Japan,12000,300,1000,litre\n")
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("articles", "outside"))
    done = run("--seeds", str(seeds), "hts", "equivalents", str(lines), "--source", "made up", "--licence", "none")
    assert done.code == 0, done.err
    found = tb.load(seeds, only="law").schedule("USA").as_at("2025-01-15").duty("2206.00.45", "JPN")
    assert found.total == Decimal("0.0025")
    assert any("is taken at 12 USD a unit" in caveat for caveat in found.caveats)


@pytest.mark.parametrize(("args", "total"), [((), "0.1"), (("--no-preference",), "0.13")])
def test_the_command_takes_or_leaves_the_preference(answer, args, total):
    """Soy sauce of Japan in May 2025: free under the agreement and 10%, or 3% and 10%."""
    assert answer("rate", "2103.10.00", "--as-of", "2025-05-01", *args)["total"] == total


@needs_data
def test_the_earlier_rates_are_those_of_the_earlier_file(book):
    """Each reviewed record is what the file of April 2025 states, and another rate than revision 4 of 2026 has."""
    earlier, schedule = read_schedule(RESAVED).lines, book.revisions["USA"]
    with (ROOT / "seeds" / "hts" / "usa-earlier.csv").open(encoding="utf-8") as file:
        records = [record for record in csv.DictReader(file) if record["last_day"] == "2025-12-31"]
    assert len(records) == 181
    for record in records:
        assert earlier[record["code"]].rates()[record["rate_of"]] == record["rate"]
        assert schedule.line(record["code"]).rates()[record["rate_of"]] != record["rate"]
