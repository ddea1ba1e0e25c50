"""Workbooks share seeds by reference: what is included is read from where it lies, a record of one's own wins only where it says so."""

import shutil
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import TOYLAND
from tradebrief.workbook.loader import check, read

HATS = "measures/fre-hats.yaml"


@pytest.fixture()
def shelf(tmp_path: Path) -> Path:
    """A folder of workbooks: toyland, and a small one beside it that includes it."""
    shutil.copytree(TOYLAND, tmp_path / "toyland" / "seeds")
    seeds = tmp_path / "own" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "workbook.yaml").write_text("title: Our own\nimporter: FRE\npartner: SYL\ntalks: toy-talks\nincludes: [toyland]\n")
    return tmp_path


def about(shelf: Path, name: str, includes: str) -> None:
    folder = shelf / name / "seeds"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workbook.yaml").write_text(f"title: {name}\nimporter: FRE\npartner: SYL\nincludes: {includes}\n")


def problems(seeds: Path) -> list[str]:
    book, found = read(seeds)
    return [str(one) for one in found + check(book)]


def test_what_is_included_is_part_of_the_workbook(shelf):
    """Every record of toyland, none of them copied."""
    own, toy = tb.load(shelf / "own" / "seeds"), tb.load(TOYLAND)
    assert [*own.contents] == [*toy.contents]
    assert own.about.title == "Our own"
    assert own.anchors["2031-03-03-gazette-second-round"] == toy.anchors["2031-03-03-gazette-second-round"]
    assert own.schedule().as_at("2031-06-01").duty("6505", "SYL").total == toy.schedule().as_at("2031-06-01").duty("6505", "SYL").total
    assert sorted(path.name for path in (shelf / "own" / "seeds").iterdir()) == ["workbook.yaml"]


def test_a_path_and_a_name_mean_the_same(shelf):
    """``../../toyland`` beside ``toyland``."""
    about(shelf, "own", "[../../toyland]")
    assert tb.load(shelf / "own").contents == tb.load(TOYLAND).contents


def test_an_include_can_be_a_part(shelf):
    """Only some folders, without some records."""
    about(shelf, "own", "[{workbook: toyland, only: [measures, hts, codes/parties.yaml], without: [measures/fre-hats]}]")
    book = tb.load(shelf / "own" / "seeds")
    assert "fre-mfn" in book.measures
    assert "fre-hats" not in book.measures
    assert (book.articles, book.talks, book.people) == ({}, {}, {})
    assert set(book.partners) == set(tb.load(TOYLAND).partners)


def test_a_record_of_ones_own_wins_only_where_it_says_so(shelf):
    """``replaces: true``; else both are named and what to do."""
    own = shelf / "own" / "seeds" / HATS
    own.parent.mkdir()
    text = (TOYLAND / HATS).read_text()
    own.write_text(text.replace("title:", "title: Our", 1))
    [problem] = problems(shelf / "own" / "seeds")
    assert problem.startswith(
        f"seeds/{HATS}: has the id of another record that is included (got toyland/seeds/{HATS}). Write 'replaces: true'"
    )
    own.write_text("replaces: true\n" + text.replace("title:", "title: Our", 1))
    assert problems(shelf / "own" / "seeds") == []
    assert tb.load(shelf / "own" / "seeds").measures["fre-hats"].title.startswith("Our ")


def test_an_entry_of_a_list_wins_only_where_it_says_so(shelf):
    """People and parties are entries of one file."""
    own = shelf / "own" / "seeds" / "codes" / "people.yaml"
    own.parent.mkdir()
    own.write_text("firefly: {name: Another, side: FRE, office: Envoy}\nnewcomer: {name: New, side: FRE, office: Envoy}\n")
    [problem] = problems(shelf / "own" / "seeds")
    assert "codes/people.yaml, firefly, line 1: has the id of an entry that is included (got toyland/seeds/codes/people.yaml)" in problem
    own.write_text("firefly: {name: Another, side: FRE, office: Envoy, replaces: true}\nnewcomer: {name: New, side: FRE, office: Envoy}\n")
    book = tb.load(shelf / "own" / "seeds")
    assert (book.people["firefly"].name, book.people["newcomer"].name) == ("Another", "New")


def test_two_included_records_of_one_id_are_refused(shelf):
    """Nobody says which of them counts; left out of one they do not clash, and one workbook on two ways is no clash."""
    other = shelf / "other" / "seeds"
    (other / "measures").mkdir(parents=True)
    shutil.copy(TOYLAND / HATS, other / HATS)
    about(shelf, "other", "[]")
    about(shelf, "own", "[toyland, other]")
    [problem] = problems(shelf / "own" / "seeds")
    assert problem.startswith(f"toyland/seeds/{HATS}: has the id of another record that is included (got other/seeds/{HATS}).")
    about(shelf, "own", "[{workbook: toyland, without: [measures/fre-hats]}, other]")
    assert problems(shelf / "own" / "seeds") == []
    about(shelf, "between", "[toyland]")
    about(shelf, "own", "[toyland, between]")
    assert problems(shelf / "own" / "seeds") == []


def test_a_circle_of_includes_is_refused(shelf):
    """The way round is told once for each workbook on it."""
    about(shelf, "own", "[second]")
    about(shelf, "second", "[own]")
    [problem] = problems(shelf / "own" / "seeds")
    assert (
        problem
        == "second/seeds/workbook.yaml, includes 1: includes itself in a circle (got own > second > own). Take one of the includes out."
    )


def test_an_unknown_include_is_refused(shelf):
    """With the nearest that is there."""
    about(shelf, "own", "[toylnd]")
    assert problems(shelf / "own" / "seeds")[0] == (
        "seeds/workbook.yaml, includes 1: names no workbook (got toylnd). Did you mean 'toyland'?"
    )


def test_a_broken_included_record_names_its_workbook(shelf):
    """The message leads to the file that is wrong."""
    path = shelf / "toyland" / "seeds" / HATS
    path.write_text(path.read_text().replace("origins: [SYL]", "origins: [SYV]"))
    [problem] = problems(shelf / "own" / "seeds")
    assert problem.startswith(f"toyland/seeds/{HATS}, origins, line")


def test_a_change_of_an_included_seed_is_seen(shelf):
    """What was kept of an earlier start is not used for another text."""
    seeds = shelf / "own" / "seeds"
    assert tb.load(seeds).measures["fre-hats"].title != "Other"
    path = shelf / "toyland" / "seeds" / HATS
    path.write_text("\n".join("title: Other" if line.startswith("title:") else line for line in path.read_text().splitlines()) + "\n")
    assert tb.load(seeds).measures["fre-hats"].title == "Other"


def test_parties_in_the_wrong_roles_are_refused(shelf):
    """Importer and partner swapped, one party twice, a role given to another party."""
    path = shelf / "own" / "seeds" / "workbook.yaml"
    for text, said in (
        ("importer: SYL\npartner: SYL\n", "has one party for both roles (got SYL)"),
        (
            "importer: FRE\npartner: SYL\nparties: {SYL: {role: importer, name: Sylvania}}\n",
            "names one importer and gives another the role (got FRE and SYL)",
        ),
        (
            "importer: FRE\nparties: {FRE: {role: importer, name: F}, SYL: {role: importer, name: S}}\n",
            "has two parties with the role importer",
        ),
    ):
        path.write_text(f"title: Own\n{text}includes: [toyland]\n")
        assert any(said in one for one in problems(shelf / "own" / "seeds")), problems(shelf / "own" / "seeds")


def test_a_workbook_is_asked_for_by_name(run):
    """``--workbook`` and ``tb.load`` take the names that ``tb.workbooks()`` lists; an unknown one is told the nearest, two choices are refused."""
    names = tb.workbooks().to_frame()["workbook"].tolist()
    assert "japan-us-2025" in names
    assert tb.load("japan-us-2025").about.name == "japan-us-2025"
    assert run("--workbook", "japan-us-2025", "events", "--talks", "us-uk-2025").code == 0
    assert "Did you mean 'japan-us-2025'?" in run("--workbook", "japan-us-2026", "check").err
    assert "Give one of them." in run("--workbook", "japan-us-2025", "--seeds", str(TOYLAND), "check").err
