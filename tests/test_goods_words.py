"""Goods by words: labels in two languages, descriptions of a user's file, words where a code is asked for."""

from __future__ import annotations

import csv
import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import DATA, ROOT, needs_data
from tradebrief.law.goods import Label
from tradebrief.law.goods_words import GoodsNames, words_of
from tradebrief.law.hts import descriptions
from tradebrief.law.hts.described import descriptions_of

LINES, SCHEDULE = DATA / "us_imports_from_japan_2024_hs10.csv", DATA / "hts_2026_rev4.csv.gz"


@cache
def book():
    return tb.load()


@pytest.fixture()
def own_data(tmp_path, monkeypatch):
    """A data folder of a user that nobody has put anything into."""
    path = tmp_path / "data" / "hts.json.gz"
    monkeypatch.setattr(descriptions, "kept_file", lambda: path)
    return path


def first(words: str) -> str:
    return tb.goods(book(), words, most=1)[0].code


# --- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("passenger cars", "8703"),
        ("CARS, passenger", "8703"),
        ("passenger car", "8703"),
        ("pasenger cars", "8703"),
        ("automobiles", "8703"),
        ("乗用車", "8703"),
        ("excavator", "8429.52"),
        ("excvators", "8429.52"),
        ("油圧ショベル", "8429.52"),
        ("aluminum sheets", "7606"),
        ("tires", "4011"),
        ("truck tires", "4011.20"),
        ("forklift", "8427"),
        ("soysauce", "2103.10"),
        ("醤油", "2103.10"),
        ("コンピュータ", "8471"),
        ("ﾌﾟﾘﾝﾀｰ", "8443"),  # half-width letters
        ("parts for cars", "8708"),
        ("batteries", "8507"),
        ("watch", "9102"),
    ],
)
def test_words_find_what_a_reader_means(words, code, own_data):
    """Plural, case, order, a slip, the American spelling and Japanese with or without the last long vowel."""
    assert first(words) == code


@pytest.mark.parametrize(("one", "other"), [("battery", "batteries"), ("lens", "lenses"), ("Glasses", "glass"), ("fiber", "fibres")])
def test_plurals_and_spellings_are_one_word(one, other):
    """The stem need not be a word; both forms must have the same."""
    assert list(words_of(one)) == list(words_of(other))


def test_what_nobody_calls_anything_finds_nothing(own_data, run):
    """No guess is better than a bad one, and it is said so."""
    assert tb.goods(book(), "quagga") == ()
    assert tb.goods(book(), "of the") == ()
    outcome = run("goods", "quagga")
    assert (outcome.code, outcome.out.startswith("No goods are called 'quagga'.")) == (0, True)


def test_a_word_that_few_names_have_counts_more():
    """Of two words the rarer one decides; of two names with both the shorter one comes first."""
    names = GoodsNames(
        [Label(id=code, name=name) for code, name in [("8401", "parts of mills"), ("8402", "parts of looms"), ("8403", "looms")]], {}
    )
    assert [one.code for _, one in names.find("looms")] == ["8403", "8402"]
    assert next(one.code for _, one in names.find("parts of looms")) == "8402"


# --- results --------------------------------------------------------------------------------


def test_a_find_tells_rate_and_value(own_data, run):
    """8703.23 was 14.7 billion dollars of trade at 2.5%; larger trade comes first among equals; headings with several rates give the range."""
    found = run("goods", "passenger", "cars", "--json").json
    assert [one["code"] for one in found] == ["8703", "8703.23", "8703.24", "8703.22"]
    assert {"code", "name", "description", "general_rate", "customs_value", "score"} == set(found[1])
    assert (found[1]["general_rate"], round(found[1]["customs_value"] / 1e9, 1)) == ("2.5%", 14.7)
    assert tb.goods(book(), "tyres")[0].general_rate == "free to 4%"
    frame = tb.goods(book(), "tyres").to_frame()
    assert list(frame.columns) == ["code", "title", "says", "stated", "customs_value"]


def test_without_words_the_goods_with_most_trade_come(own_data, run):
    """Cars, then vehicles' parts, as Japan's trade has it."""
    assert [one.code for one in tb.goods(book(), most=3)] == ["8703", "8703.23", "8703.40"]
    assert len(tb.goods(book(), most=None)) == len(book().labels)
    assert "leave one of them out" in run("goods", "tea", "--out", "x.csv").err.lower()


def test_values_of_other_origins_are_not_guessed(own_data, tmp_path):
    """The shipped table is Japan's; a user's lines give any code a value."""
    assert tb.goods(book(), "passenger cars", origin="KOR")[0].customs_value is None
    lines = tmp_path / "lines.csv"
    lines.write_text("hs10,customs_value_usd,duty_usd\n8703230190,100,2.5\n8703240150,50,1.25\n8704310000,7,1\n", encoding="utf-8")
    assert [one.customs_value for one in tb.goods(book(), "passenger cars", trade=lines)] == [150, 100, 50, 0]


# --- where a code is asked for ------------------------------------------------------------------


def test_words_instead_of_a_code_are_answered_with_candidates(run):
    """One error that lists the best codes, on the command line and in Python; a slip in a code is told as before."""
    outcome = run("rate", "passenger cars", "--as-of", "2025-06-14")
    said = "code: is not an HS code (got passenger cars). Ask with one of these codes: 8703 (passenger cars), "
    assert (outcome.code, outcome.err.startswith(said)) == (1, True)
    assert "8703.23 (passenger cars, 1.5–3 l engine)" in outcome.err
    assert run("history", "hybrid car").err.endswith("8703.40 (hybrid cars), 8703.60 (plug-in hybrid cars).")
    for ask in (
        lambda: tb.current_duties(book(), ["whiskey"], as_of="2025-06-14"),
        lambda: tb.rate_path(book(), "whisky"),
        lambda: book().schedule().as_at("2025-06-14").duty("ウイスキー", "JPN"),
    ):
        with pytest.raises(tb.AskError, match=re.escape("2208.30 (whisky)")):
            ask()
    assert "tradebrief goods 'quagga'" in run("rate", "quagga", "--as-of", "2025-06-14").err
    assert "Write 2, 4, 6, 8 or 10 digits" in run("rate", "8703.2x", "--as-of", "2025-06-14").err


def test_an_exact_label_of_a_line_is_called_by_its_short_name_in_answers(run):
    """A sentence says passenger cars, whatever the engine."""
    assert run("rate", "8703.23.01", "--as-of", "2025-06-14").out.startswith("8703.23.01 (passenger cars) from JPN")


# --- a file of the schedule ---------------------------------------------------------------------


@needs_data
def test_descriptions_are_searched_once_a_file_was_given(own_data, run):
    """They are kept in the user's folder alone; a line stands with its headings, the description beside our label."""
    assert tb.goods(book(), "toothbrushes") == ()
    seeds = {path: path.stat().st_mtime_ns for path in (ROOT / "seeds").rglob("*")}
    given = run("goods", "--hts", SCHEDULE, "toothbrushs", "--json")
    assert (given.code, "descriptions kept in " + str(own_data) in given.err) == (0, True)
    assert {path: path.stat().st_mtime_ns for path in (ROOT / "seeds").rglob("*")} == seeds
    again = run("goods", "toothbrushes", "--json").json
    brush = next(one for one in again if one["code"] == "9603.21.00")
    assert brush["description"].split(" > ")[-1].startswith("Toothbrushes")
    assert brush["description"].startswith("Brooms, brushes")
    assert brush["general_rate"]
    car = run("goods", "passenger cars", "--json").json[0]
    assert (car["code"], car["name"]) == ("8703", "passenger cars")
    assert car["description"].startswith("Motor cars")


@needs_data
def test_a_line_is_read_with_its_headings():
    """0101.29.00.10 is for slaughter, below *Other*, below *Horses*; ten digits that end in 00 are the line of eight."""
    found = {code: (text, above) for code, text, above in descriptions_of(SCHEDULE)}
    assert found["0101290010"] == ("Imported for immediate slaughter", "Live horses, asses, mules and hinnies > Horses > Other")
    assert found["01013000"] == ("Asses", "Live horses, asses, mules and hinnies")
    assert not any("<" in text and "/" in text and ">" in text for text, _ in found.values())
    assert not [code for code in found if code[:2] > "97"]


@needs_data
def test_a_bad_file_is_refused_and_what_was_kept_stays(own_data, run, tmp_path):
    """A file that breaks off is told with its line; damaged data of the user say what to do."""
    descriptions.keep([("8703", "Kept before", "")])
    before = own_data.read_bytes()
    whole = gzip.decompress(SCHEDULE.read_bytes()).decode()
    cut = tmp_path / "hts.csv"
    cut.write_text(whole[: len(whole) // 2], encoding="utf-8")
    outcome = run("goods", "--hts", cut, "cars")
    assert (outcome.code, "is cut off" in outcome.err) == (1, True)
    assert own_data.read_bytes() == before
    own_data.write_bytes(before[:-9])
    assert "Give the file of the schedule again: tradebrief goods --hts FILE." in run("goods", "cars").err
    own_data.write_bytes(gzip.compress(json.dumps([["8703"]]).encode()))
    assert "cannot be read" in run("goods", "cars").err
    assert run("goods", "--hts", tmp_path / "none.csv", "cars").code == 1


# --- our labels -----------------------------------------------------------------------------------


@needs_data
def test_labels_name_most_of_what_japan_ships():
    """85% of the value of goods (chapters 1 to 97), by a heading or longer code, in English and Japanese."""
    rows = [row for row in csv.DictReader(LINES.open(encoding="utf-8")) if row["hs2"] < "98"]
    named = tuple(code for code in (one.id for one in book().labels.values()) if len(code) >= 4)
    total = sum(int(row["imports_usd"]) for row in rows)
    assert total == 144_863_352_475
    assert sum(int(row["imports_usd"]) for row in rows if row["hs10"].startswith(named)) / total > 0.93
    assert [one.name for one in book().labels.values() if one.name not in book().translations["ja"]] == []


@needs_data
def test_shipped_values_are_those_of_the_lines(run, tmp_path):
    """The table of values is what its command makes of the public file."""
    run("goods", "--trade", LINES, "--out", tmp_path / "values.csv")
    shipped = ROOT / "seeds" / "trade" / "us-goods-from-jpn-2024.csv"
    assert (tmp_path / "values.csv").read_text() == shipped.read_text()
    sums: dict[str, int] = {}
    for row in csv.DictReader(LINES.open(encoding="utf-8")):
        for size in (2, 4, 6, 8):
            sums[row["hs10"][:size]] = sums.get(row["hs10"][:size], 0) + int(row["imports_usd"])
    rows = list(csv.DictReader(shipped.open(encoding="utf-8")))
    assert {row["code"]: int(row["customs_value_usd"]) for row in rows} == {row["code"]: sums[row["code"]] for row in rows}


@needs_data
def test_labels_are_our_own_words():
    """No label has five words in a row of a description of the schedule."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z]+", text.casefold())
        return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}

    theirs = set().union(*(runs(text) for _, text, _ in descriptions_of(SCHEDULE)))
    assert [one.name for one in book().labels.values() if runs(one.name) & theirs] == []


@needs_data
def test_no_description_is_shipped():
    """The seeds' files of the schedule hold codes, rates and units."""
    texts = {text for _, text, _ in descriptions_of(SCHEDULE) if len(text.split()) >= 9}
    held = "\n".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "seeds" / "codes").glob("*.yaml"))
    assert not [text for text in texts if text in held]
