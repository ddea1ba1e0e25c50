"""The door of the command line: gathers the commands and turns what is refused into one clear message."""

from __future__ import annotations

import os
import sys

import click

from tradebrief.commands import curate, facts, follow, law, reports, sweeps, talks, trade


class InOrder(click.Group):
    """Lists commands in the order a newcomer meets them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they were added."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--seeds", metavar="DIR", help="Read this folder of seeds instead of the one that comes with the package.")
@click.version_option(package_name="tradebrief")
@click.pass_context
def cli(ctx: click.Context, seeds: str | None) -> None:
    """Cited facts, dated law and briefings on trade talks."""
    ctx.obj = seeds


for command in (
    facts.check,
    facts.facts,
    facts.readings,
    facts.verify,
    facts.anchor,
    curate.new,
    curate.diff,
    law.rate,
    law.history,
    law.conflicts,
    trade.trade,
    trade.exposure,
    trade.bridge,
    trade.series,
    trade.claims,
    talks.cadence,
    talks.events,
    talks.backtest,
    reports.list_,
    reports.render,
    sweeps.sweep,
    follow.why,
    follow.compare,
    reports.accept,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; what it refuses is printed on standard error, one line a problem, with exit code 1."""
    from tradebrief.errors import TradebriefError

    try:
        cli(prog_name="tradebrief")
    except TradebriefError as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as failed:
        click.echo(f"{failed.filename or 'tradebrief'}: {failed.strerror or failed}. Check the place and its permissions.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
