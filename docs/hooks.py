"""Puts the parameters of the shipped notebooks and recipes into their page of the site, read from the notebooks themselves."""

from __future__ import annotations

from typing import Any

from tradebrief.commands.reports import listing


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with a table for each notebook or recipe after its words."""
    return markdown + "".join(map(_section, listing())) if page.file.src_uri == "reference/notebooks.md" else markdown


def _section(shelf: dict[str, Any]) -> str:
    rows = [f"| `{one['name']}` | {one['takes']} | `{one['default']}` | {one['help']} |" for one in shelf["parameters"]]
    head = "| parameter | takes | default | meaning |\n| --- | --- | --- | --- |\n"
    return f"\n## {shelf['name']}\n\n*{shelf['title']}*\n\n" + (head + "\n".join(rows) + "\n" if rows else "")
