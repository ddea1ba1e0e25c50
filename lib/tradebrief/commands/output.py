"""What every command prints with: tables for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
from pydantic_core import to_json

from tradebrief.wording import tight

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of a table.")
known_by = click.option("--known-by", metavar="DATE", help="Use nothing published later, as 2025-06-14. Default: everything.")
clock = click.option(
    "--clock",
    default="publisher",
    show_default=True,
    metavar="CLOCK",
    help="Whose day counts as published: publisher, importer, partner, the capital of either, or a time zone.",
)

talks_option = click.option("--talks", metavar="ID", help="Which negotiation: a file of seeds/talks. Default: the workbook's own.")
as_of_option = click.option("--as-of", metavar="DATE", help="Up to which day things happened, as 2025-06-14. Default: the day known by.")


def print_json(value: Any) -> None:
    """JSON on standard output, text as it is written and not escaped."""
    sys.stdout.write(_json(value))
    sys.stdout.write("\n")


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Many rows as JSON, written as they come: the bytes of ``print_json`` of all, without holding them at once."""
    between = "[\n  "
    for row in rows:
        told = _json(row).replace("\n", "\n  ")  # no string holds a line break: JSON escapes it
        sys.stdout.write(f"{between}{told}")
        between = ",\n  "
    sys.stdout.write("\n]\n" if between.startswith(",") else "[]\n")


def _json(value: Any) -> str:
    return to_json(value, indent=2, inf_nan_mode="constants", fallback=str).decode()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """A table for people: as wide as the terminal, or unbroken where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else tight(str(cell))) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 400)
    with console.capture() as drawn:
        console.print(table, crop=False)
    lines = [*([title] if title else []), *(line.rstrip() for line in drawn.get().rstrip().splitlines())]
    sys.stdout.write("\n".join(lines) + "\n")
