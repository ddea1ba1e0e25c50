"""What neither ruff nor import-linter says of the code: sizes, names, late imports, thin notebooks, pins without addresses."""

import ast
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import tradebrief as tb
from conftest import ROOT

LIB = ROOT / "lib" / "tradebrief"

TREES = {
    path.relative_to(LIB): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(LIB.rglob("*.py")) if "_shipped" not in path.parts
}

#: Third-party libraries that stay unloaded until they are needed; nothing else is imported inside a function.
HEAVY = {
    "IPython", "comm", "dateparser", "dateutil", "distributed", "fsspec", "ipykernel", "jupyter_client", "matplotlib", "nbclient", "pandas", "papermill",
    "rich", "text_to_num", "traitlets", "weasyprint",
}  # fmt: skip


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in TREES.items():
        yield from ((f"{path}:{node.name}", node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def code_lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_short():
    """The median function has at most five lines of code and none has more than thirty-two."""
    lengths = {name: code_lines(node) for name, node in functions()}
    assert sorted(lengths.values())[len(lengths) // 2] <= 5
    assert {name: length for name, length in lengths.items() if length > 32} == {}


def test_modules_are_short():
    """No module has more than 300 lines."""
    assert {str(path): lines for path in TREES if (lines := len((LIB / path).read_text(encoding="utf-8").splitlines())) > 300} == {}


def test_no_two_public_classes_share_a_name():
    """One name, one thing."""
    names = Counter(
        node.name for tree in TREES.values() for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_only_heavy_libraries_are_imported_late():
    """An import inside a function keeps a heavy third-party library unloaded; there are at most 25."""
    late = [
        (name, module)
        for name, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    ]
    assert [one for one in late if one[1].split(".")[0] not in HEAVY] == []
    assert len(late) <= 25


def test_every_public_name_is_what_the_stub_says():
    """The typed stub names what ``tb`` gives, and no module of the root hides a name."""
    assert len(tb.__all__) > 40
    assert [name for name in tb.__all__ if getattr(tb, name, None) is None] == []
    assert {"figures", "tables", "words"} == {name for name in tb.__all__ if (LIB / name).is_dir() or (LIB / f"{name}.py").exists()}
    assert {"exposure", "rates", "talks"} <= set(dir(tb.figures))


# --- notebooks --------------------------------------------------------------------------

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BANNED = (
    ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Lambda, ast.With, ast.Try, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip


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
