"""What the site shows besides the pages in this folder: the READMEs of the seeds, and the parameters of notebooks and recipes as they declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

import tradebrief
from tradebrief.commands.reports import listing, typed
from tradebrief.results.contract import COLUMNS
from tradebrief.results.frames import DTYPES
from tradebrief.results.result import Result

ROOT = Path(__file__).parents[1]

EVERYTHING = [getattr(tradebrief, name) for name in dir(tradebrief)]
"""Every public name, imported, so that all results are known."""


def on_files(files: Files, *, config: Any) -> Files:
    """The files of the site, and the READMEs that stand beside the seeds."""
    for path in sorted(ROOT.glob("seeds/**/README.md")):
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """A page whose links lead to the site's READMEs of the seeds, code by its file; on notebooks, with the tables after its words."""
    told = re.sub(r"\[(`\w+`)\]\(\.\./(lib/\S+)\)", r"\1 (`\2`)", markdown)
    more = {"reference/notebooks.md": _shelves, "reference/columns.md": _columns}.get(page.file.src_uri)
    return told.replace("](../../seeds/", "](../seeds/") + ("\n".join(more()) if more else "")


def _columns() -> Iterator[str]:
    """The frames of each result, and what each column means."""
    yield "\n## Frames\n\n| result | frame | columns |\n| --- | --- | --- |"
    classes = sorted(_with_frames(Result), key=lambda one: one.__name__)
    for one in classes:
        yield from (
            f"| `{one.__name__}` | `{name}` | {', '.join(f'`{column}`' for column in frame.names)} |" for name, frame in one._frames.items()
        )
    yield "\n## Columns\n\n| column | kind | unit | meaning |\n| --- | --- | --- | --- |"
    yield from (f"| `{name}` | {DTYPES[column.kind]} | {column.unit} | {column.says} |" for name, column in sorted(COLUMNS.items()))


def _with_frames(cls: type) -> Iterator[type]:
    for one in cls.__subclasses__():
        if isinstance(getattr(one, "_frames", None), dict) and one._frames:
            yield one
        yield from _with_frames(one)


def _shelves() -> Iterator[str]:
    """A table of parameters for each notebook, and a table of the recipes."""
    shelves = list(listing())
    for one in shelves:
        if one["type"] == "notebook":
            yield f"\n## {one['name']}\n\n*{one['title']}*\n\n| parameter | takes | default | meaning |\n| --- | --- | --- | --- |"
            yield from (f"| `{each['name']}` | {each['takes']} | {_code(each['default'])} | {each['help']} |" for each in one["parameters"])
    yield "\n## Recipes\n\n| recipe | notebook | values | title |\n| --- | --- | --- | --- |"
    for one in shelves:
        if one["type"] == "recipe":
            values = ", ".join(f"{name}={typed(value)}" for name, value in one["values"].items())
            yield f"| `{one['name']}` | [{one['notebook']}](#{one['notebook']}) | {values} | {one['title']} |"


def _code(value: object) -> str:
    return f"`{text}`" if (text := typed("" if value is None else value)) else ""
