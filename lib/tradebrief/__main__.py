"""The door of the command line: finds the command that is asked for and turns what is refused into one clear message."""

from __future__ import annotations

import ast
import gc
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from tradebrief import __version__
from tradebrief.errors import AskError, SeedError, TradebriefError, ask_error, near, told

#: Each command's module and function, in the order in which a newcomer meets them.
COMMANDS = {
    "init": "init.init",
    "check": "facts.check",
    "facts": "facts.facts",
    "readings": "facts.readings",
    "verify": "facts.verify",
    "anchor": "facts.anchor",
    "new": "curate.new",
    "diff": "changes.diff",
    "goods": "goods.goods",
    "rate": "law.rate",
    "history": "law.history",
    "conflicts": "law.conflicts",
    "hts": "hts.hts",
    "trade": "trade.trade",
    "exposure": "trade.exposure",
    "partners": "partners.partners",
    "bridge": "trade.bridge",
    "series": "trade.series",
    "claims": "trade.claims",
    "cadence": "talks.cadence",
    "events": "events.events",
    "backtest": "talks.backtest",
    "list": "reports.list_",
    "render": "reports.render",
    "brief": "briefs.brief",
    "edition": "editions.edition",
    "sweep": "sweeps.sweep",
    "why": "follow.why",
    "compare": "follow.compare",
    "accept": "reports.accept",
}


class OnDemand(click.Group):
    """Imports a command's module when it is run, so that ``--help`` reads no more than the first line of each docstring.

    ``options`` are those of the command that was asked for, by the name of the argument that each sets.
    """

    options: Mapping[str, str] = MappingProxyType({})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            ctx.fail(f"No such command '{cmd_name}'. {near(cmd_name, COMMANDS)}")
        module, _, function = COMMANDS[cmd_name].partition(".")
        command = getattr(import_module(f"tradebrief.commands.{module}"), function)
        assert isinstance(command, click.Command)
        named = [(one.name or "", option) for one in command.params for option in one.opts if option.startswith("--")]
        self.options = dict(named) | {option[2:].replace("-", "_"): option for _, option in named}
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it refuses names the option, where Python would name the argument."""
        try:
            return super().invoke(ctx)
        except TradebriefError as refused:
            problems = (replace(one, file=self.options.get(one.file, one.file)) for one in refused.problems)
            raise (SeedError if isinstance(refused, SeedError) else AskError)(*problems) from refused

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands with a line for each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(place)) for name, place in COMMANDS.items()])


def _first_line(place: str) -> str:
    """The first line of a command's docstring, read without importing what the command needs."""
    module, _, function = place.partition(".")
    return next(
        (ast.get_docstring(node) or "").partition("\n")[0]
        for node in _parsed(module).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse((Path(__file__).parent / "commands" / f"{module}.py").read_text(encoding="utf-8"))


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--seeds", metavar="DIR", help="Read this folder of seeds instead of the one that comes with the package.")
@click.option("--workbook", metavar="NAME", help="Read this workbook: one that comes with the package, or a folder that holds seeds.")
@click.version_option(__version__)
@click.pass_context
def cli(ctx: click.Context, seeds: str | None, workbook: str | None) -> None:
    """Cited facts, dated law and briefings on trade talks."""
    if seeds and workbook:
        raise ask_error("--workbook", "and --seeds both say what to read", f"{workbook} and {seeds}", "Give one of them.")
    places = import_module("tradebrief.workbook.places")
    ctx.obj = str(places.seeds_asked(workbook)) if workbook else seeds or places.here()


def main() -> None:
    """Run a command; what it refuses is printed on standard error, one line a problem, with exit code 1."""
    gc.set_threshold(50_000, 50, 100)  # a command makes many objects and few circles, and then ends
    try:
        cli(prog_name="tradebrief")
    except TradebriefError as refused:
        for line in told(refused.problems):
            click.echo(line, err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as failed:
        click.echo(f"{failed.filename or 'tradebrief'}: {failed.strerror or failed}. Check the place and its permissions.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
