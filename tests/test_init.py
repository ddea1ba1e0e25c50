"""``tradebrief init`` writes a complete, valid workbook: it is checked and rendered at once, and says what is missing."""

import json
import re
from pathlib import Path

import pytest

import tradebrief as tb
from tradebrief.workbook.loader import check, read

INVENTED = (
    "--importer",
    "FRE",
    "--partner",
    "SYL",
    "--importer-name",
    "Freedonia",
    "--partner-name",
    "Sylvania",
    "--currency",
    "CHF",
    "--day",
    "2031-03-03",
)


def words_of(page: Path) -> str:
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    return " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL).split())


@pytest.fixture()
def made(run, tmp_path, monkeypatch) -> Path:
    """A workbook of two invented parties, entered as an analyst would."""
    outcome = run("init", tmp_path / "own", *INVENTED)
    assert outcome.code == 0, outcome.err
    monkeypatch.chdir(tmp_path / "own")
    monkeypatch.delenv("TRADEBRIEF_SEEDS", raising=False)
    return tmp_path / "own"


def test_a_new_workbook_checks_renders_and_sweeps_at_once(run, made):
    """In its folder without an option; each page says what is missing, and none names a party, year or currency of another workbook."""
    assert run("check").out == "Nothing is wrong in 0 texts with 0 facts.\n"
    assert run("render", "briefing").code == 0
    assert run("sweep").code == 0
    text = words_of(made / "reports" / "briefing.html")
    for said in ("No measure yet", "No negotiation yet", "No text yet"):
        assert said in text
    for page in (made / "reports").glob("*.html"):
        assert not (found := re.search(r"Japan|Tokyo|Washington|United States|\byen\b|¥|2024|2025", words_of(page))), (
            f"{page.name}: {found}"
        )


def test_a_new_workbook_is_asked_from_elsewhere(run, made, tmp_path, monkeypatch):
    """``--seeds`` and ``--workbook`` take its folder."""
    monkeypatch.chdir(tmp_path)
    assert run("--seeds", made / "seeds", "check").code == 0
    assert run("--workbook", made, "check").code == 0
    assert run("--seeds", made / "seeds", "render", "briefing", "--out", tmp_path / "out").code == 0


def test_it_holds_what_an_analyst_needs(made):
    """Notebooks without what they said of other goods, recipes, README, .gitignore, a CI file, and an example of each kind of record."""
    for name in (
        "README.md",
        ".gitignore",
        ".github/workflows/check.yml",
        "seeds/workbook.yaml",
        "reports/briefing.yaml",
        "notebooks/briefing.ipynb",
    ):
        assert (made / name).is_file(), name
    for notebook in (made / "notebooks").glob("*.ipynb"):
        assert not [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell.get("outputs")]
    shipped = {path.name for path in tb.load().root.iterdir() if path.is_dir()}
    assert {path.parts[0] for path in (one.relative_to(made / "seeds") for one in made.glob("seeds/*/**/*.example"))} == shipped - {"hts"}
    assert "<<" not in "".join(path.read_text(encoding="utf-8") for path in made.rglob("*") if path.is_file())


def test_the_examples_are_records_that_hold(run, made):
    """Each named without ``.example``, and the text anchored: no rule is broken."""
    for path in [*made.rglob("*.example")]:
        path.rename(path.with_suffix(""))
    talks = made / "seeds" / "talks"
    (talks / "example.yaml").rename(talks / "sylvania-freedonia-2031.yaml")
    assert run("anchor", "example", "--text", made / "texts" / "example.txt").code == 0
    book, problems = read(made / "seeds")
    assert [str(one) for one in problems + check(book)] == []
    assert run("render", "briefing").code == 0


def test_what_any_negotiation_with_an_importer_shares_is_taken_over_by_reference(run, tmp_path):
    """Column 1, section 232 and the people of the importer, none of them copied."""
    assert (
        run(
            "init", tmp_path / "own", "--importer", "USA", "--partner", "Switzerland", "--like", "japan-us-2025", "--day", "2025-06-14"
        ).code
        == 0
    )
    book, shipped = tb.load(tmp_path / "own"), tb.load()
    assert (book.about.partner, book.about.currency) == ("CHE", "CHF")
    assert book.measures["usa-232-autos"] == shipped.measures["usa-232-autos"]
    assert "bessent" in book.people
    assert not list((tmp_path / "own" / "seeds" / "measures").glob("*.yaml"))
    assert book.articles == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--partner", "CHE"), "--importer: is not given. Give --importer; nothing is asked for where there is no terminal."),
        (("--importer", "USA", "--partner", "us"), "--partner: is the importer (got USA)"),
        (("--importer", "USA", "--partner", "Atlantis"), "--partner: names no country or union (got Atlantis)"),
        (("--importer", "USA", "--partner", "CHE", "--currency", "francs"), "--currency: is no currency"),
        (("--importer", "USA", "--partner", "CHE", "--zone", "Mars/Tharsis"), "--zone: is no time zone (got Mars/Tharsis)"),
        (("--importer", "USA", "--partner", "CHE", "--like", "japan-us-2026"), "Did you mean 'japan-us-2025'?"),
        (("--importer", "CHE", "--partner", "USA", "--like", "japan-us-2025"), "--like: follows the tariffs of USA (got --importer CHE)"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run, tmp_path, words, said):
    """One line that names the option; never a half-written folder, and no question without a terminal."""
    outcome = run("init", tmp_path / "own", *words)
    assert (outcome.code, said in outcome.err) == (1, True), outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(run, tmp_path):
    """Nothing that exists is changed."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.txt").write_text("mine")
    assert "is not empty" in run("init", tmp_path / "own", *INVENTED).err
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["mine.txt"]


def test_a_workbook_without_talks_trade_or_measures_gives_honest_pages_and_clear_errors(run, made):
    """Commands say in one line what to add; in Python a question is refused, in notebooks answered by the gap."""
    for words, said in (
        (("cadence",), "has no negotiation yet"),
        (("exposure", "--as-of", "2031-03-03"), "has no measure yet"),
        (("rate", "9101", "--as-of", "2031-03-03"), "has no measure yet"),
    ):
        outcome = run(*words)
        assert (outcome.code, said in outcome.err) == (1, True), outcome.err
    book = tb.load(made)
    with pytest.raises(tb.AskError, match="has no negotiation yet"):
        tb.cadence(book, as_of="2031-03-03")
    gap = tb.cadence(tb.load(made, gaps="told"), as_of="2031-03-03")
    assert not gap
    assert str(tb.words.talks.rounds(gap)).startswith("No negotiation yet")
    assert str(tb.tables.talks.rounds(gap)).startswith("No negotiation yet")
