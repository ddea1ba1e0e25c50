"""What every command prints with: tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import click

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
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Many rows as JSON, written as they come: the bytes of ``print_json`` of all, without holding them at once."""
    between, waiting = "[\n  ", iter(rows)
    while some := list(islice(waiting, 500)):
        for told in _indented(some):
            sys.stdout.write(f"{between}{told}")
            between = ",\n  "
    sys.stdout.write("\n]\n" if between.startswith(",") else "[]\n")


def _indented(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as they stand in an indented list.

    Json's fast encoder knows no indent. So what holds nothing else is given to it, of many rows in one go, with the line breaks as separators.
    """
    parts: list[list[tuple[str | None, Any]]] = []  # of each row: what stands together, without a name, and what holds others
    for row in rows:
        told: list[tuple[str | None, Any]] = []
        plain: dict[str, Any] = {}
        for name, value in row.items():
            if value and isinstance(value, _HOLDERS):
                told.append((name, value))
                plain = {}
            elif plain:
                plain[name] = value
            else:
                plain = {name: value}
                told.append((None, plain))
        parts.append(told)
    flat = _lines([held for told in parts for name, held in told if name is None], 2)
    lists = _lines([held for told in parts for name, held in told if name is not None and _is_flat(held)], 3)
    for told in parts:
        lines = [
            next(flat) if name is None else f"{_name(name)}: [\n      {next(lists)}\n    ]" if _is_flat(held) else _deep(name, held)
            for name, held in told
        ]
        yield "{\n    " + ",\n    ".join(lines) + "\n  }" if lines else "{}"


_HOLDERS = (list, tuple, dict)


def _is_flat(held: Any) -> bool:
    """Whether it is a list of what holds nothing else."""
    return not isinstance(held, dict) and not any(isinstance(one, _HOLDERS) for one in held)


def _lines(held: Sequence[Any], depth: int) -> Iterator[str]:
    """The inside of each of many lists or of many mappings, as it stands at a depth; no string holds a line break, so they part at these."""
    between = ",\n" + "  " * depth
    whole = json.JSONEncoder(ensure_ascii=False, default=str, separators=(between, ": ")).encode(held)
    return iter(whole[2:-2].split(f"{whole[-2]}{between}{whole[1]}"))


_name = json.JSONEncoder(ensure_ascii=False).encode


def _deep(name: str, held: Any) -> str:
    return f"{_name(name)}: " + json.dumps(held, ensure_ascii=False, indent=2, default=str).replace("\n", "\n    ")


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
