"""What the guide shows is what the program does, every link leads somewhere, and the reference is that of the code."""

import re
import shutil
from pathlib import Path
from pkgutil import resolve_name

import pytest

import tradebrief as tb
from conftest import ROOT, TOY_TEXTS, TOYLAND
from console import blocks, run_page

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
WRITTEN = [page for page in PAGES if page.parent.name != "reference"]
EXPLANATIONS = sorted((DOCS / "explanation").glob("*.md"))

#: What a page that explains a method says, in this order.
PARTS = ("By hand", "What it cannot show", "Sources")


def name_of(page: Path) -> str:
    return str(page.relative_to(DOCS))


def a_clone(folder: Path) -> Path:
    """A copy of what a fresh clone holds, to write into, as if it were the clone."""
    for name in ("seeds", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    (folder / "reports").mkdir()
    for recipe in (ROOT / "reports").glob("*.yaml"):
        shutil.copy(recipe, folder / "reports")
    shutil.copytree(TOYLAND, folder / "tests" / "toyland")
    shutil.copytree(TOY_TEXTS, folder / "tests" / "toyland_texts")
    return folder


@pytest.fixture(scope="module")
def shared_clone(tmp_path_factory) -> Path:
    """One clone for all pages that explain: they change no seed."""
    return a_clone(tmp_path_factory.mktemp("clone"))


@pytest.fixture()
def place(request, tmp_path, monkeypatch) -> Path:
    """The clone that examples run in: one of their own, but for pages that explain."""
    page = request.node.callspec.params.get("page")
    folder = request.getfixturevalue("shared_clone") if page in EXPLANATIONS else a_clone(tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TRADEBRIEF_SEEDS", str(folder / "seeds"))
    return folder


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_the_examples_of_a_page_do_what_it_shows(page, run, place):
    """Commands print what stands under them, Python gives what stands under it, files are as shown; nothing is written into the project."""
    text = page.read_text(encoding="utf-8")
    count = run_page(text, name_of(page), run, place)
    assert count or not any(block.language in {"console", "python"} for block in blocks(text))


@pytest.mark.parametrize(
    "wrong",
    [
        "```console\n$ tradebrief check\nEverything is wrong.\n```",
        "```console\n$ tradebrief chekc\n```",
        "```python\n>>> 1 + 1\n3\n\n```",
        "`../escaped.txt`:\n\n```text\nnot here\n```",
        "```console\n$ tradebrief accept\n```",
    ],
)
def test_an_example_that_does_not_hold_is_found(wrong, run, place):
    """A line that is not printed, a command that fails, a value that differs, and what would write elsewhere."""
    with pytest.raises(AssertionError):
        run_page(f"# A page\n\n{wrong}\n", "page", run, place)


@pytest.mark.parametrize("page", EXPLANATIONS, ids=name_of)
def test_a_page_on_a_method_works_it_by_hand_and_says_what_it_cannot_show(page):
    """Formula, worked example, limits and source are all there."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.+)$", text)
    assert [one for one in headings if one in PARTS] == list(PARTS)
    assert ">>>" in section(text, "By hand")


@pytest.mark.parametrize("page", EXPLANATIONS, ids=name_of)
def test_every_figure_of_a_worked_example_stands_in_a_doctest_of_its_page(page):
    """A figure in the prose of a worked example is given to the program or given by it, so it cannot go stale."""
    text = page.read_text(encoding="utf-8")
    tested = set(figures("\n".join(block.body for block in blocks(text) if block.language in {"python", "console"})))
    prose = re.sub(r"(?ms)^```.*?^```$", "", section(text, "By hand"))
    shares = {one for one in figures(prose) if figures(f"{float(one) / 100:.6f}")[0] in tested and f"{one}%" in prose}
    assert [one for one in figures(prose) if one not in tested | shares] == []


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second order."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def figures(text: str) -> list[str]:
    """The numbers in a text, those of its days too, without separators of thousands or idle zeros."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\]\([^)]*\)", "]", text))
    found = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", plain)
    return [re.sub(r"\.?0+$", "", one) if "." in one else one.lstrip("0") or "0" for one in found]


def test_every_link_between_pages_leads_somewhere():
    """Files that pages link to are there (their headings are checked when the site is built); no page names a path of this machine."""
    broken = []
    for page in [*PAGES, *ROOT.glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"(?ms)^```.*?^```$", "", text))]
        broken += [f"{page.name}: {target}" for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


def test_every_page_is_reached_from_the_index():
    """The index links to each page."""
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert [name_of(page) for page in PAGES if page.name != "README.md" and f"({name_of(page)})" not in index] == []


def test_every_command_and_verb_that_pages_name_exists():
    """`tradebrief NAME` and `make NAME` are what they are called."""
    from tradebrief.__main__ import COMMANDS

    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"(?:`|^\$ )tradebrief (?:--seeds \S+ )?([a-z]+)", text, re.MULTILINE))
    assert named <= set(COMMANDS)
    verbs = set(re.findall(r"(?m)^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(re.findall(r"(?:`|^\$ )make ([a-z]+)", text, re.MULTILINE)) <= verbs


def test_the_site_lists_every_page():
    """The navigation of the site holds each page of the guide and each README of the seeds, and no page that is not there."""
    nav = re.findall(r"(?m)^ +- [^:]+: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    readmes = [str(path.relative_to(ROOT)) for path in (ROOT / "seeds").rglob("README.md")]
    assert sorted(nav) == sorted([*map(name_of, PAGES), *readmes])


def test_every_public_name_and_shown_module_is_in_the_reference():
    """What ``tb`` gives, in the order of its stub, and each module of figures, tables and sentences; each entry names something that is there."""
    stub = (ROOT / "lib/tradebrief/__init__.pyi").read_text(encoding="utf-8")
    named = [f"tradebrief{place}.{name}" for place, name in re.findall(r"(?m)^from (\.\w\S*) import (\w+) as \w+(?:  #.*)?$", stub)]
    shown = [f"tradebrief.{room}.{name}" for room in ("figures", "tables", "words") for name in dir(getattr(tb, room)) if name.islower()]
    assert entries("python") == named
    assert [name for name in shown if name not in entries("shown")] == []
    assert [one for page in (DOCS / "reference").glob("*.md") for one in entries(page.stem) if not resolve_name(one)] == []


def entries(page: str) -> list[str]:
    """What a page of the reference shows of the code."""
    return re.findall(r"(?m)^::: (tradebrief[\w.]+)$", (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8"))


def test_the_reference_holds_every_folder_of_the_seeds():
    """Each folder and listing of the seeds has its record in the reference."""
    text = (DOCS / "reference" / "seeds.md").read_text(encoding="utf-8")
    places = [path for path in (ROOT / "seeds").iterdir() if path.is_dir() and path.name != "codes"]
    listings = (ROOT / "seeds" / "codes").glob("*.yaml")
    assert [one.name for one in places if f"`{one.name}/" not in text] == []
    assert [one.name for one in listings if f"`codes/{one.name}`" not in text] == []
