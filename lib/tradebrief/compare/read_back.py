"""Reads a report back, from its page or its notebook: sentences, figures, and the chain behind a number."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tradebrief.compare.html_nodes import Node, nodes_of, read_page
from tradebrief.errors import ask_error, near
from tradebrief.provenance.lineage import KINDS, Trace
from tradebrief.render.parameters import read_notebook


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A stretch of a sentence, from its first letter up to but without ``end``, and the chain behind it."""

    start: int
    end: int
    why: Trace


@dataclass(frozen=True, kw_only=True)
class ReadReport:
    """What a report says: its title, its sentences in order, its figures as alternative text and address.

    ``chains`` holds what is linked in each sentence, ``parameters`` what the report was asked with, as its page shows it.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    chains: tuple[tuple[Linked, ...], ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)


def told(path: Path) -> ReadReport:
    """What a page (``.html``) or an executed notebook (``.ipynb``) says."""
    return _told_by_notebook(path) if path.suffix == ".ipynb" else _told_by_page(path)


def _told_by_page(path: Path) -> ReadReport:
    page = read_page(path)
    nodes = list(page.all())
    chains = {name: trace for node in nodes if (name := node.attributes.get("id", "")).startswith("why-") and (trace := _trace(node))}
    said = [_said(node, chains) for node in nodes if _is_sentence(node)]
    figures = tuple((node.attributes.get("alt", ""), node.attributes.get("src", "")) for node in nodes if node.tag == "img")
    title = next((node.text for node in nodes if node.tag == "h1"), path.stem)
    return _told(path, title, said, figures, dict(_asked_of_page(nodes)))


def _told(path: Path, title: str, said: list[tuple[str, tuple[Linked, ...]]], figures: Any, parameters: Mapping[str, str]) -> ReadReport:
    sentences, chains = tuple(text for text, _ in said), tuple(links for _, links in said)
    return ReadReport(name=path.stem, title=title, sentences=sentences, chains=chains, figures=tuple(figures), parameters=parameters)


def _is_sentence(node: Node) -> bool:
    return node.tag == "p" and node.attributes.get("class") == "sentence"


def _said(sentence: Node, chains: Mapping[str, Trace]) -> tuple[str, tuple[Linked, ...]]:
    """A sentence's text on one line, without the numbers of its footnotes, and what is linked in it."""
    text, links = "", []
    for part in sentence.inside:
        if isinstance(part, str):
            more = part
        elif part.attributes.get("class") == "notes":
            continue
        else:
            more = part.text
            why = chains.get(part.attributes.get("href", "").removeprefix("#"))
            links += [Linked(start=len(text), end=len(text) + len(more), why=why)] if why else []
        text += more
    return _on_one_line(text, links)


def _on_one_line(text: str, links: list[Linked]) -> tuple[str, tuple[Linked, ...]]:
    """The text with single spaces, and the links at their places in it."""
    places = {}
    line = ""
    for at, letter in enumerate(text):
        places[at] = len(line)
        line += letter if not letter.isspace() else " " if line and not line.endswith(" ") else ""
    places[len(text)] = len(line)
    moved = (Linked(start=places[link.start], end=places[link.end], why=link.why) for link in links)
    return line.rstrip(), tuple(moved)


def _trace(item: Node) -> Trace | None:
    """The chain that a page prints as a list item with lists in it; nothing where it is none."""
    kind, _, says = next((part.text for part in item.inside if isinstance(part, Node) and part.tag == "p"), "").partition(": ")
    lists = (part for part in item.inside if isinstance(part, Node) and part.tag == "ul")
    of = tuple(trace for one in lists for inner in one.inside if isinstance(inner, Node) and (trace := _trace(inner)))
    return Trace(kind=kind, says=says, of=of) if kind in KINDS else None


def _asked_of_page(nodes: list[Node]) -> Iterator[tuple[str, str]]:
    """Names and values from the table of parameters at the end of a page."""
    table = next((node for node in nodes if node.attributes.get("aria-label") == "Parameters"), Node("div"))
    for row in table.all():
        cells = [part.text for part in row.inside if isinstance(part, Node)]
        if (
            row.tag == "tr"
            and len(cells) > 1
            and any(isinstance(part, Node) and part.attributes.get("scope") == "row" for part in row.inside)
        ):
            yield cells[0], cells[1]


def _told_by_notebook(path: Path) -> ReadReport:
    from tradebrief.render.page import figures_of

    cells = [{**cell, "source": _joined(cell["source"])} for cell in read_notebook(path)["cells"]]
    heads = (cell["source"].splitlines()[0][2:] for cell in cells if cell["cell_type"] == "markdown" and cell["source"].startswith("# "))
    said = [sentence for cell in cells for output in cell.get("outputs", []) for sentence in _said_by(output)]
    figures = ((one["alt"], one["source"]) for one in figures_of({"cells": cells}))
    return _told(path, next(heads, path.stem), said, figures, dict(_asked_of_notebook(cells)))


def _said_by(output: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Linked, ...]]]:
    markup = _joined(output.get("data", {}).get("text/html", ""))
    if 'class="sentence"' in markup:
        carried = output.get("metadata", {}).get("text/html", {}).get("lineage", {})
        chains = {name: Trace.read(plain) for name, plain in carried.items()}
        yield from (_said(node, chains) for node in nodes_of(markup).all() if _is_sentence(node))


def _asked_of_notebook(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Names and values that were put into an executed notebook, as its page shows them."""
    from tradebrief.render.page import shown_value

    injected = next((cell["source"] for cell in cells if "injected-parameters" in cell["metadata"].get("tags", [])), "")
    for line in ast.parse(injected).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, shown_value(ast.literal_eval(line.value))


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


# --- the chain behind a number ----------------------------------------------------------


def chain(path: Path, name: str) -> list[str]:
    """The lines behind the place ``name`` of a page: a lineage as it was printed, or a row of a table and the rows it leads to."""
    page = read_page(path)
    parents = {id(child): node for node in page.all() for child in node.inside if isinstance(child, Node)}
    places = {node.attributes["id"]: node for node in page.all() if "id" in node.attributes}
    if name not in places:
        known = [place for place in places if place.startswith("why-") == name.startswith("why-")] or list(places)
        raise ask_error(f"{path.name}#{name}", "is no place in the page", name, near(name, known))
    node = places[name]
    if node.tag == "li":
        return list(_nested(node, 0))
    return list(_row(node, parents, places, set()))


def _nested(item: Node, depth: int) -> Iterator[str]:
    """A list item's own paragraph, then those of the lists in it, indented."""
    for part in item.inside:
        if isinstance(part, Node) and part.tag == "p":
            yield "  " * depth + part.text
        elif isinstance(part, Node) and part.tag == "ul":
            for inner in part.inside:
                if isinstance(inner, Node):
                    yield from _nested(inner, depth + 1)


def _row(node: Node, parents: dict[int, Node], places: dict[str, Node], seen: set[int], depth: int = 0) -> Iterator[str]:
    """The table row that a place lies in, a cell a line under its column's name, and the rows its links lead to."""
    row = _around(node, "tr", parents)
    if row is None or id(row) in seen or depth > 3:
        if row is None:
            yield "  " * depth + node.text
        return
    seen.add(id(row))
    table = _around(row, "table", parents)
    heads = [one.text for one in table.all() if one.tag == "th" and one.attributes.get("scope") == "col"] if table else []
    cells = [part for part in row.inside if isinstance(part, Node)]
    yield from ("  " * depth + f"{head}: {cell.text}" for head, cell in zip(heads, cells, strict=False) if cell.text)
    for link in row.all():
        target = link.attributes.get("href", "")
        if link.tag == "a" and target.startswith("#") and target[1:] in places:
            yield from _row(places[target[1:]], parents, places, seen, depth + 1)


def _around(node: Node, tag: str, parents: dict[int, Node]) -> Node | None:
    """The nearest element of a kind around a node, itself included."""
    while node.tag != tag:
        above = parents.get(id(node))
        if above is None:
            return None
        node = above
    return node
