"""A report's recipe: which notebook, with which parameters. Recipes are committed, pages are built.

A recipe may come from a stranger: it names a notebook by its bare name and sets parameters, nothing else,
so it can run no code beyond that notebook and write nowhere but into the output folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tradebrief import render
from tradebrief.errors import ask_error, near
from tradebrief.files import shelf

SAFE = re.compile(r"[a-z0-9][a-z0-9_.-]*", re.IGNORECASE)


def find(name: str, home: Path | None = None) -> tuple[Path, render.recipe_record.Recipe | None]:
    """The notebook a name means and the recipe, if it means one.

    A name is a path to an ``.ipynb`` or ``.yaml`` file, or the bare name of a recipe or notebook of the workbook in ``home``, or of those that come
    with the package.
    """
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path, None
    if path.suffix in {".yaml", ".yml"} and path.is_file():
        return _with_notebook(read_recipe(path), path.parent)
    recipes, notebooks = by_name("reports", ".yaml", home), by_name("notebooks", ".ipynb", home)
    bare = path.name if path.parent == Path() else name
    stem = bare.removesuffix(".yaml").removesuffix(".ipynb")
    if stem in recipes and not bare.endswith(".ipynb"):
        return _with_notebook(read_recipe(recipes[stem]), recipes[stem].parent)
    if stem in notebooks:
        return notebooks[stem], None
    raise ask_error("render", "is neither a notebook nor a recipe", name, near(stem, [*recipes, *notebooks]))


def by_name(kind: str, suffix: str, home: Path | None = None) -> dict[str, Path]:
    """The files of a shelf by their stem, those of the workbook in ``home`` before those that come with the package."""
    return {path.stem: path for path in (*sorted(shelf(kind).glob(f"*{suffix}")), *own_files(kind, suffix, home))}


def own_files(kind: str, suffix: str, home: Path | None) -> list[Path]:
    """The files of a workbook's own shelf, in order of name."""
    return sorted((home / kind).glob(f"*{suffix}")) if home else []


def read_recipe(path: Path) -> render.recipe_record.Recipe:
    """A recipe file; ``SeedError`` when it is broken."""
    return render.recipe_record.read(path)  # which needs pydantic, as no report does that has no recipe


def _with_notebook(recipe: render.recipe_record.Recipe, beside: Path) -> tuple[Path, render.recipe_record.Recipe]:
    """The notebook of a recipe: in ``../notebooks`` beside it, beside it, or among those that come with the package."""
    for folder in (beside.parent / "notebooks", beside, shelf("notebooks")):
        if (folder / f"{recipe.notebook}.ipynb").is_file():
            return folder / f"{recipe.notebook}.ipynb", recipe
    raise ask_error(
        f"{recipe.id}.yaml", "names a notebook that is not there", recipe.notebook, near(recipe.notebook, by_name("notebooks", ".ipynb"))
    )


def all_recipes(home: Path | None = None) -> Iterator[render.recipe_record.Recipe]:
    """Every recipe of the workbook in ``home``, else of those that come with the package, by name."""
    for path in own_files("reports", ".yaml", home) or by_name("reports", ".yaml").values():
        yield read_recipe(path)


def inside(folder: Path, name: str, suffix: str) -> Path:
    """A file called ``name`` in ``folder`` and nowhere else; an ``AskError`` when the name would lead out of it."""
    if not SAFE.fullmatch(name) or name.startswith("."):
        raise ask_error("--name", "is not a plain file name", name, "Use letters, digits, '-', '_' and '.'.")
    return folder / f"{name}{suffix}"
