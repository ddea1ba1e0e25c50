"""What the site shows besides the pages in this folder: the READMEs of the seeds, and the parameters of notebooks and recipes as they declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from tradebrief.commands.reports import listing, typed

ROOT = Path(__file__).parents[1]


def on_files(files: Files, *, config: Any) -> Files:
    """The files of the site, and the READMEs that stand beside the seeds."""
    for path in sorted(ROOT.glob("seeds/**/README.md")):
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """A page whose links lead to the site's READMEs of the seeds, code by its file; on notebooks, with the tables after its words."""
    told = re.sub(r"\[(`\w+`)\]\(\.\./(lib/\S+)\)", r"\1 (`\2`)", markdown)
    return told.replace("](../../seeds/", "](../seeds/") + ("\n".join(_shelves()) if page.file.src_uri == "reference/notebooks.md" else "")


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
