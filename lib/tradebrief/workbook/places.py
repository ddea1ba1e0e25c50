"""Where workbooks lie: the one that comes with the package, those beside it in ``workbooks``, and those beside one's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tradebrief.errors import ask_error, near
from tradebrief.files import SEEDS, shelf
from tradebrief.records.strict_yaml import NotPlainError, plain

ABOUT = "workbook.yaml"


def about_tree(seeds: Path) -> Mapping[str, Any]:
    """What ``workbook.yaml`` of a folder of seeds holds, unread; nothing where it cannot be read."""
    try:
        tree = plain((seeds / ABOUT).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, NotPlainError):
        return {}
    return tree if isinstance(tree, dict) else {}


def known_places(beside: Path | None = None) -> dict[str, Path]:
    """The folder of seeds of each workbook by name: one's own neighbours first, then those that come with the package."""
    shipped = shelf("seeds")
    folders = [*_within(shelf("workbooks")), *(_within(beside.resolve().parent.parent) if beside else ())]
    own = str(about_tree(shipped).get("name") or shipped.parent.name)
    return {own: shipped, **{folder.parent.name: folder for folder in folders}}


def _within(folder: Path) -> list[Path]:
    """The folders of seeds of the workbooks in a folder, in order of name."""
    if not folder.is_dir():
        return []
    return sorted(path.parent for path in folder.glob(f"*/seeds/{ABOUT}"))


def place_of(name: str | os.PathLike[str], beside: Path | None = None) -> Path | None:
    """The folder of seeds that a name or a path means, a path as seen from ``beside``; ``None`` where there is none."""
    text = os.fspath(name)
    known = {} if os.sep in text else known_places(beside)  # a path names no workbook, and what is not asked is not read
    if text in known:
        return known[text]
    path = Path(text) if beside is None else beside / text
    found = next((one for one in (path, path / "seeds") if (one / ABOUT).is_file()), path)
    return found if found.is_dir() and (beside is None or (found / ABOUT).is_file()) else None


def here() -> str | None:
    """The folder of seeds of the workbook that the present folder is, or is a part of, where that is not the shipped one and none is named."""
    if os.environ.get(SEEDS):
        return None
    found = next((place for place in (Path("seeds"), Path("../seeds")) if (place / ABOUT).is_file()), None)
    return str(found.resolve()) if found and found.resolve() != shelf("seeds").resolve() else None


def home_of(seeds: str | os.PathLike[str] | None) -> Path | None:
    """The folder of a workbook whose recipes and notebooks lie beside its seeds, where it is not the shipped one."""
    place = seeds_asked(seeds).resolve()
    return None if place == shelf("seeds").resolve() else place.parent


def seeds_asked(named: str | os.PathLike[str] | None) -> Path:
    """The folder of seeds asked for: by name or path, else by the environment variable ``SEEDS``, else the one we are in, else the shipped one."""
    chosen = named or os.environ.get(SEEDS) or here()
    if not chosen:
        return shelf("seeds")
    found = place_of(chosen)
    if found is None and os.sep not in os.fspath(chosen) and not Path(chosen).exists():
        raise ask_error("workbook", "is neither a known workbook nor a folder of seeds", chosen, near(os.fspath(chosen), named_workbooks()))
    return found or Path(chosen)


def named_workbooks() -> dict[str, Path]:
    """The workbooks that one can load by name; those that only hold seeds for others to include are left out."""
    return {name: place for name, place in known_places().items() if about_tree(place).get("shared_only") != "true"}
