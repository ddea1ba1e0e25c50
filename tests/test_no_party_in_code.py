"""No party, company, person, currency or year of a workbook stands in code, messages or notebooks: they come from its seeds."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from fluent.syntax import FluentParser
from fluent.syntax.ast import TextElement
from fluent.syntax.visitor import Visitor

from conftest import ROOT

LIB = ROOT / "lib" / "tradebrief"

#: Where a name may stand, and why.
ALLOWED = {
    "commands/hts.py": "the publisher and licence of the same schedule",
    "trade/sources/": "layouts of public files: their publishers, their columns and the countries they number",
    "curate/": "reads texts of any workbook: publishers with their zones, and words of languages in which texts name countries and money",
    "analysis/exposure/build_partners.py": "the currency in which tables of trade of that schedule are kept",
    "commands/trade_rows.py": "the currency in which tables of trade of that schedule are kept",
    "words/ja/units.ftl": "how a currency is written",
    "render/pdf.py": "a font with Japanese glyphs, a matter of writing and not of parties",
    "words/ja/words.ftl": "names of publishers and words of fixed lists in Japanese",
    "words/ja/forms.ftl": "names of acts, which are cited by them",
}


def names() -> dict[str, re.Pattern[str]]:
    """What a workbook is about, as words that must not be in code: from its seeds, so that a new workbook adds its own."""
    found: set[str] = set()
    for path in [ROOT / "seeds" / "workbook.yaml", *ROOT.glob("workbooks/*/seeds/workbook.yaml")]:
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
        for code, one in about.get("parties", {}).items():
            found |= {code, *(str(one[key]) for key in ("name", "name_ja", "adjective", "capital", "capital_ja", "zone") if key in one)}
        found |= {str(about[key]) for key in ("talks", "trade_year", "currency", "exchange") if key in about} | set(
            about.get("tables", {}).values()
        )
    for sheet in (ROOT / "seeds" / "companies").glob("*.csv"):
        found |= {row["company"] for row in csv.DictReader(sheet.open(encoding="utf-8")) if row.get("company", "").isalpha()}
    people = yaml.safe_load((ROOT / "seeds" / "codes" / "people.yaml").read_text(encoding="utf-8"))
    found |= set(people)
    wanted = {one.removeprefix("the ") for one in found} | {"yen", "円"}
    ascii_words = sorted(re.escape(one) for one in wanted if one.isascii())
    others = sorted(re.escape(one) for one in wanted if not one.isascii())
    return {"any": re.compile(rf"(?<![\w-])(?:{'|'.join(ascii_words)})(?![\w-])|{'|'.join(others)}")}


NAMES = names()["any"]


def allowed(path: Path) -> bool:
    return any(path.relative_to(LIB).as_posix().startswith(one) for one in ALLOWED)


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Text constants of a module that are no documentation, and its identifiers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id.replace("_", " ")


@pytest.mark.parametrize("path", sorted(LIB.rglob("*.py")), ids=lambda path: path.relative_to(LIB).as_posix())
def test_code_names_no_party(path):
    """Constants and identifiers of the library."""
    if "_shipped" in path.parts or allowed(path):
        return
    assert [(line, text) for line, text in texts_of(path) if NAMES.search(text)] == []


class Texts(Visitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: TextElement) -> None:  # noqa: N802
        self.found.append(node.value)


@pytest.mark.parametrize("path", sorted(LIB.glob("words/*/*.ftl")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_messages_name_no_party(path):
    """Texts of messages in every language."""
    if allowed(path):
        return
    texts = Texts()
    texts.visit(FluentParser().parse(path.read_text(encoding="utf-8")))
    assert [text for text in texts.found if NAMES.search(text)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_name_no_party(path):
    """Cells as they are written; what they say of the shipped workbook stands in their outputs."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [found.group() for cell in cells if (found := NAMES.search("".join(cell["source"])))] == []


def test_every_allowance_is_needed():
    """Each place that may name a party does."""
    idle = []
    for place in ALLOWED:
        here = LIB / place
        files = [here] if here.is_file() else [*here.rglob("*.py")]
        texts = [
            text
            for path in files
            for text in ([path.read_text(encoding="utf-8")] if path.suffix == ".ftl" else [t for _, t in texts_of(path)])
        ]
        idle += [place] if files and not any(NAMES.search(text) for text in texts) else []
    assert idle == []
