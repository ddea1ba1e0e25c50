"""The pages of ``docs/reference`` that need the commands, and the refreshing of all of them.

Commands and the contracts of notebooks stand above ``guide`` in the house, so their pages are written here and
joined to those that ``guide`` writes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from tradebrief.files import write_whole
from tradebrief.guide import reference
from tradebrief.guide.markdown import cell, code, marked, page, section, table

ABOUT_COMMANDS = """In the order in which a newcomer meets them. `tradebrief --seeds DIR COMMAND` asks another folder of seeds than the shipped one. What is refused is
told on standard error, a line a problem, with exit code 1; `--json` prints for programs. The same questions in Python: [public names](python.md)."""

ABOUT_NOTEBOOKS = """A notebook is a question and its parameters are a contract, checked before anything runs. `date`, `number 0..1` and the like say what is taken;
`scenario`, `origin` and other listings take a name of the seeds; `or nothing` allows it to be left empty. `tradebrief render NAME -p PARAMETER=VALUE` renders one
([how](../how-to/notebook.md)), `tradebrief sweep` many ([how](../how-to/sweep.md))."""


def refresh_reference(folder: Path, root: click.Group, shelves: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Write the pages of the reference into a folder, those alone that changed; each page's name and whether it did."""
    for name, text in pages(root, shelves).items():
        path = folder / name
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        if changed:
            write_whole(path, text)
        yield name, changed


def pages(root: click.Group, shelves: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Every page of the reference by file name; ``root`` holds the commands, ``shelves`` the notebooks and recipes as ``list`` tells them."""
    return {**reference(), "commands.md": commands_page(root), "notebooks.md": notebooks_page(list(shelves))}


def commands_page(root: click.Group) -> str:
    """Each command with its usage, help and options."""
    return page("Commands", ABOUT_COMMANDS, _commands(root, "tradebrief"))


def _commands(group: click.Group, path: str) -> Iterator[str]:
    """The commands of a group in their order, those of a group within it under its own name."""
    for name, command in group.commands.items():
        whole = f"{path} {name}"
        if isinstance(command, click.Group):
            yield section(whole, marked(_help(command)))
            yield from _commands(command, whole)
        else:
            context = click.Context(command, info_name=whole)
            usage = " ".join([whole, *command.collect_usage_pieces(context)])
            yield section(
                whole, code(usage, "text"), marked(_help(command)), table(("option", "takes", "default", "meaning"), _options(context))
            )


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _options(context: click.Context) -> Iterator[tuple[str, str, str, str]]:
    for one in context.command.params:
        if isinstance(one, click.Option):
            default = f"`{one.default}`" if one.show_default else ""
            names = ", ".join(f"`{name}`" for name in one.opts) + (" (needed)" if one.required else "")
            yield names, "" if one.is_flag else cell(one.make_metavar(context)), default, cell(marked(one.help or ""))


def notebooks_page(shelves: list[Mapping[str, Any]]) -> str:
    """Each notebook with its contract, then the recipes."""
    notebooks = [one for one in shelves if one["type"] == "notebook"]
    recipes = [one for one in shelves if one["type"] == "recipe"]
    rows = [(f"`{one['name']}`", f"[{one['notebook']}](#{one['notebook']})", _given(one["values"]), cell(one["title"])) for one in recipes]
    listed = section("Recipes", "The reports that `make reports` renders.", table(("recipe", "notebook", "parameters", "title"), rows))
    return page("Notebooks and recipes", ABOUT_NOTEBOOKS, (*map(_notebook, notebooks), listed))


def _notebook(one: Mapping[str, Any]) -> str:
    rows = [(f"`{each['name']}`", each["takes"], _shown(each["default"]), cell(each["help"])) for each in one["parameters"]]
    return section(one["name"], f"*{one['title']}*", table(("parameter", "takes", "default", "meaning"), rows))


def _given(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _shown(default: Any) -> str:
    """A default as it is written on the command line; nothing where it is empty."""
    text = ",".join(map(str, default)) if isinstance(default, list) else str(default)
    return f"`{text}`" if text else ""
