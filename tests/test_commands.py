"""The command line as programs and people use it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TOY_TEXTS, TOYLAND

FIELDS = {
    "id", "article", "key", "kind", "says", "value", "unit", "on", "known_from", "strength", "origin", "grade", "start", "end", "source_file",
}  # fmt: skip


def test_facts_as_json_have_every_field(run):
    """Each fact is an object with at least the promised fields; numbers are numbers."""
    rows = run("--seeds", TOYLAND, "facts", "--json").json
    assert len(rows) == 11
    assert all(set(row) >= FIELDS for row in rows)
    ducks = next(row for row in rows if row["key"] == "freedonia.offers/ducks")
    assert (ducks["value"], ducks["unit"], ducks["grade"], ducks["known_from"]) == (40, "ducks a year", "D", "2031-03-03")
    assert (ducks["start"], ducks["end"], ducks["source_file"]) == (173, 256, "010_gazette.txt")


def test_facts_are_chosen_by_article_kind_key_and_day(run):
    """Each filter narrows; an article may be named by its page's number."""
    ask = lambda *words: run("--seeds", TOYLAND, "facts", "--json", *words).json  # noqa: E731
    assert {row["article"] for row in ask("--article", "010")} == {"2031-03-03-gazette-second-round", "2031-05-gazette-side-bar"}
    assert {row["kind"] for row in ask("--kind", "tariff rate")} == {"tariff rate"}
    assert {row["key"] for row in ask("--key", "freedonia.offers")} == {"freedonia.offers/ducks"}
    assert len(ask("--known-by", "2031-03-03")) == 6
    assert ask("--known-by", "2030-01-01") == []


def test_readings_as_json_show_values_side_by_side(run):
    """Key, values with their origins, grade, verdict and reason."""
    rows = {row["key"]: row for row in run("--seeds", TOYLAND, "readings", "--json").json}
    hats = rows["sylvania-hats.rate"]
    assert {answer["value"] for answer in hats["answers"]} == {"2.5", "10", "12.5"}
    assert (hats["verdict"], hats["grade"]) == ("definitions differ", "B")
    assert hats["reason"]


def test_verify_finds_every_fact_in_place(run):
    """With the texts, all are EXACT and the exit code is 0."""
    result = run("--seeds", TOYLAND, "verify", "--texts", TOY_TEXTS, "--json")
    assert result.code == 0
    assert {row["status"] for row in result.json} == {"EXACT"}


@pytest.mark.parametrize("words", [[], ["--texts", "/nowhere/at/all"]])
def test_verify_without_texts_says_so_and_passes(run, words):
    """NOT_CHECKED, exit 0, and a line that says it."""
    result = run("--seeds", TOYLAND, "verify", "--json", *words)
    assert result.code == 0
    assert {row["status"] for row in result.json} == {"NOT_CHECKED"}
    assert "Not checked" in result.err


def test_verify_warns_about_a_page_fetched_anew(run, tmp_path):
    """Changed pages do not fail; only the page that was anchored may."""
    for path in TOY_TEXTS.glob("*.txt"):
        (tmp_path / path.name).write_text(path.read_text().replace("40 more ducks", "45 more ducks"))
    result = run("--seeds", TOYLAND, "verify", "--texts", tmp_path, "--json")
    by_key = {row["id"]: row["status"] for row in result.json}
    assert by_key["2031-03-03-gazette-second-round#freedonia.offers/ducks"] == "CHANGED_VALUE_ABSENT"
    assert result.code == 0


def test_verify_fails_when_the_anchored_page_itself_does_not_match(run, toyland):
    """The page is byte for byte the anchored one and the anchor is not there: the seeds are wrong."""
    path = toyland / "articles" / "2031-03-04-courier-second-round.anchors.csv"
    rows = path.read_text().splitlines()
    cells = rows[1].split(",")
    cells[7] = "0" * 64
    path.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    assert run("--seeds", toyland, "verify", "--texts", TOY_TEXTS).code == 1


def test_anchor_writes_what_check_wants(run, toyland):
    """Without its anchors file an article is reported; 'anchor' writes it, byte for byte as it was."""
    path = toyland / "articles" / "2031-03-04-courier-second-round.anchors.csv"
    before = path.read_bytes()
    path.unlink()
    assert "tradebrief anchor" in run("--seeds", toyland, "check").out
    assert run("--seeds", toyland, "anchor", "2031-03-04-courier-second-round", "--text", TOY_TEXTS / "011_courier.txt").code == 0
    assert path.read_bytes() == before
    assert run("--seeds", toyland, "check").code == 0


def test_anchor_refuses_an_article_it_does_not_know(run, toyland):
    """With the nearest name."""
    result = run("--seeds", toyland, "anchor", "2031-03-04-courier", "--text", TOY_TEXTS / "011_courier.txt")
    assert result.code == 1
    assert "Did you mean '2031-03-04-courier-second-round'?" in result.err


@pytest.mark.parametrize(("file", "said"), [("missing.txt", "cannot be read"), ("picture.txt", "is no text")])
def test_anchor_refuses_a_text_it_cannot_read(run, toyland, tmp_path, file, said):
    """A missing file and a picture are named."""
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9)
    result = run("--seeds", toyland, "anchor", "2031-03-04-courier-second-round", "--text", tmp_path / file)
    assert result.code == 1
    assert said in result.err


def test_tables_for_people_hold_the_same_facts(run):
    """Without --json there is a table with a heading and a row a fact."""
    out = run("--seeds", TOYLAND, "facts").out
    assert "11 facts" in out
    assert "freedonia.offers/ducks" in out


def test_the_command_itself_prints_errors_in_one_line_and_no_traceback():
    """As a whole process: exit 1, the message on standard error."""
    done = subprocess.run([sys.executable, "-m", "tradebrief", "--seeds", "/nowhere", "facts"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("/nowhere: is no folder of seeds")


def test_help_imports_nothing_heavy():
    """The help of the command line needs no pandas, matplotlib, papermill, scipy or pydantic."""
    code = (
        "import sys; from tradebrief.__main__ import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas','matplotlib','papermill','scipy','numpy','pydantic','rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]"), done.stdout[-300:]


def test_list_shows_notebooks_with_parameters_and_recipes(run):
    """Every notebook with the words of its parameters, every recipe with its values."""
    rows = run("list", "--json").json
    book = next(row for row in rows if row["type"] == "notebook" and row["name"] == "fact_book")
    assert {"name", "takes", "default", "help"} <= set(book["parameters"][0])
    assert "known_by" in {one["name"] for one in book["parameters"]}
    recipes = [row for row in rows if row["type"] == "recipe"]
    assert {row["name"] for row in recipes} == {path.stem for path in (ROOT / "reports").glob("*.yaml")}


def test_json_is_written_as_text_and_not_escaped(run, edit, toyland):
    """A Japanese word stays readable."""
    edit("articles/2031-03-04-courier-second-round.yaml", "says: The extra duty on hats", "says: 帽子への追加関税")
    out = run("--seeds", toyland, "facts", "--json").out
    assert "帽子への追加関税" in out
    assert json.loads(out)


def test_the_package_finds_its_seeds_from_anywhere(tmp_path: Path):
    """Called from another folder, the shipped seeds are read."""
    done = subprocess.run([sys.executable, "-m", "tradebrief", "facts", "--json"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) > 200
