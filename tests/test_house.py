"""The house keeps its floors, its addresses and its thin notebooks."""

import ast
import json
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

LIB = ROOT / "lib" / "tradebrief"

#: The floors from the ground up; a package is one room. A module imports from lower floors; on floors 0 to 3 also from its neighbours to the left.
FLOORS = [
    ["errors", "files", "lazily", "lineage", "period", "record", "plain_yaml", "uses", "cites"],
    ["texts", "law", "talks"],
    ["trade", "assumption", "convention"],
    ["workbook"],
    ["rules", "seeds", "rate_check", "factbook", "goods_owed", "differences", "pace", "exposure", "incidence", "companies", "claims", "drafting"],
    ["figures", "tables", "words"],
    ["what_changed", "guide", "curate", "explore", "render"],
    ["commands"],
    ["__main__", "__init__"],
]  # fmt: skip

#: On floor 4 and above neighbours are strangers, but for these doors: who may use whom.
DOORS = {
    "incidence": {"exposure"},
    "claims": {"companies"},
    "seeds": {"rules"},
    "factbook": {"seeds", "rate_check"},
    "drafting": {"seeds"},
    "explore": {"render"},
}

PLACE = {room: (number, place) for number, floor in enumerate(FLOORS) for place, room in enumerate(floor)}


def may_import(mine: str, theirs: str) -> bool:
    """Whether the house lets one room use another."""
    (floor, place), (below, left) = PLACE[mine], PLACE[theirs]
    return below < floor or theirs in DOORS.get(mine, ()) or (below == floor <= 3 and left < place)


#: Third-party packages and the only places that may use them.
ADDRESSES = {
    "pydantic": {"record", "texts", "law", "talks", "trade", "assumption", "convention", "seeds", "render", "guide"},
    "yaml": {"plain_yaml"},
    "polars": {"exposure"},
    "numpy": {"exposure", "incidence", "pace", "figures"},
    "pandas": {"exposure", "incidence", "tables"},
    "scipy": {"pace", "incidence"},
    "matplotlib": {"figures"},
    "ipywidgets": {"explore", "curate"},
    "IPython": {"explore", "curate", "render"},
    "dateparser": {"drafting"},
    "text_to_num": {"drafting"},
    "papermill": {"render"},
    "jinja2": {"render"},
    "mistune": {"render"},
    "nh3": {"render"},
    "weasyprint": {"render"},
    "fsspec": {"render"},
    "distributed": {"render"},
    "nbclient": {"render"},
    "click": {"commands", "__main__"},
    "rich": {"commands"},
}  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for path in LIB.rglob("*.py") if "_shipped" not in path.parts)


def room(path: Path) -> str:
    """The module or package of the house a file belongs to."""
    parts = path.relative_to(LIB).parts
    return parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports when it runs; what only type checkers see does not count."""
    for node in walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}" for alias in node.names) if node.module == "tradebrief" else (node.module,))


def walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from walk(child)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LIB)))
def test_a_module_imports_only_from_lower_floors(path):
    """Directions can be drawn from memory: downwards, and to the left on the lower floors."""
    mine = room(path)
    assert mine in PLACE, f"{mine} has no floor: give it one in this test and say why"
    for name in imports(path):
        theirs = name.split(".")[1] if name.startswith("tradebrief.") else mine
        if theirs != mine and theirs in PLACE:
            assert may_import(mine, theirs), f"{mine} imports {theirs}"


#: Imports made late, inside a function, that lead back on purpose, each with its reason.
LATE = {
    "tradebrief.analysis.exposure.account": {
        "tradebrief.analysis.exposure.collected"
    },  # a convention may ask for the duty that was collected
}


def test_no_import_leads_back():
    """Inside a package, too, modules stand in an order: none imports another that needs it."""
    files = {".".join(("tradebrief", *path.relative_to(LIB).with_suffix("").parts)).removesuffix(".__init__"): path for path in modules()}
    needs = {name: (set(imports(path)) & files.keys()) - {name} - LATE.get(name, set()) for name, path in files.items()}
    assert list(TopologicalSorter(needs).static_order())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LIB)))
def test_each_library_has_one_address(path):
    """A third-party package is used where the house says and nowhere else."""
    for name in imports(path):
        top = name.split(".")[0]
        if top in ADDRESSES:
            assert room(path) in ADDRESSES[top], f"{room(path)} uses {top}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LIB)))
def test_every_public_function_and_class_says_what_it_means(path):
    """Public names carry a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_functions_are_short():
    """The median function has at most eight lines of code and none has more than thirty."""
    lengths = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                lengths[f"{path.relative_to(LIB)}:{node.name}"] = code_lines(node)
    ordered = sorted(lengths.values())
    longest = max(lengths, key=lengths.__getitem__)
    assert ordered[len(ordered) // 2] <= 8
    assert lengths[longest] <= 32, f"{longest} has {lengths[longest]} lines"


def code_lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


# --- notebooks --------------------------------------------------------------------------

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BANNED = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.If,
    ast.Lambda,
    ast.With,
    ast.Try,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)


def code_cells(path: Path) -> Iterator[tuple[set[str], str]]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield set(cell["metadata"].get("tags", [])), "".join(cell["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_only_call(path):
    """No definitions, loops or branches, no import outside the set-up, at most six lines."""
    for tags, source in code_cells(path):
        tree = ast.parse(source)
        assert not [node for node in ast.walk(tree) if isinstance(node, BANNED)], source
        if "setup" not in tags:
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)], source
        if not tags & {"parameters", "setup"}:
            assert len(source.splitlines()) <= 6, source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_hand_written_prose_holds_no_figure(path):
    """A number comes from a function or not at all."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            assert not any(letter.isdigit() for letter in "".join(cell["source"])), cell["source"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_checked_sentences_are_stored(path):
    """Outputs are stripped but for the sentences nbval compares, and each of those is stored."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            checked = "nbval-check-output" in cell["metadata"].get("tags", [])
            assert bool(cell["outputs"]) == checked, cell["source"]


def test_no_file_names_a_package_index():
    """Pins and hashes carry no address."""
    for name in ("pyproject.toml", "requirements.lock", "Makefile", ".ci/run", "README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in text.replace("--no-emit-index-url", "")
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_pin_carries_hashes():
    """The lock file pins each package to a version and to hashes."""
    blocks = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n\n")
    lines = [line for block in blocks for line in block.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) > 100
    assert all("==" in line and line.rstrip().endswith("\\") for line in lines)


def test_no_public_name_is_hidden_by_a_module_of_the_same_name():
    """``tb.name`` is what the table of public names says, however the modules were imported before."""
    import tradebrief as tb

    assert [name for name in tb._PUBLIC if (LIB / f"{name}.py").exists() or (LIB / name).is_dir()] == []
