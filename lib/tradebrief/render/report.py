"""Reads a report back, from its page or its notebook: sentences, figures, and the chain behind a number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tradebrief.errors import ask_error, near
from tradebrief.render.parameters import read_notebook

#: Elements that hold nothing and are not closed.
VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})


@dataclass
class Node:
    """An element of a page with what it holds, text and elements, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, on one line."""
        return " ".join("".join(part if isinstance(part, str) else part.text for part in self.inside).split())

    def all(self) -> Iterator[Node]:
        """It and every element in it, in order."""
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.all()


class _Reader(HTMLParser):
    """Builds nodes from a page that this package wrote, where only cells and rows may go without their end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_cells(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def _end_cells(self, tag: str) -> None:
        """A cell ends the cell before it, a row the row."""
        while self.open[-1].tag in {"tr": {"td", "th", "tr"}, "td": {"td", "th"}, "th": {"td", "th"}}.get(tag, ()):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                continue

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a report says: its title, its sentences in order, its figures as alternative text and address."""

    name: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def read_page(path: Path) -> Node:
    """The elements of a page; ``AskError`` when it cannot be read."""
    reader = _Reader()
    try:
        reader.feed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as bad:
        raise ask_error(str(path), "cannot be read as a page", bad, "Name a report that 'tradebrief render' wrote.") from bad
    return reader.root


def told(path: Path) -> Told:
    """What a page (``.html``) or an executed notebook (``.ipynb``) says."""
    return _told_by_notebook(path) if path.suffix == ".ipynb" else _told_by_page(path)


def _told_by_page(path: Path) -> Told:
    nodes = list(read_page(path).all())
    sentences = tuple(node.text for node in nodes if node.tag == "p" and node.attributes.get("class") == "sentence")
    figures = tuple((node.attributes.get("alt", ""), node.attributes.get("src", "")) for node in nodes if node.tag == "img")
    title = next((node.text for node in nodes if node.tag == "h1"), path.stem)
    return Told(name=path.stem, title=title, sentences=sentences, figures=figures)


def _told_by_notebook(path: Path) -> Told:
    from tradebrief.render.page import figures_of

    notebook = json.loads(json.dumps(read_notebook(path)))
    sentences, title = [], path.stem
    for cell in notebook["cells"]:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "markdown" and source.startswith("# ") and title == path.stem:
            title = source.splitlines()[0][2:]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if 'class="sentence"' in "".join(data.get("text/html", "")):
                sentences.append(" ".join("".join(data.get("text/plain", "")).split()))
    figures = tuple((one["alt"], one["source"]) for one in figures_of(notebook))
    return Told(name=path.stem, title=title, sentences=tuple(sentences), figures=figures)


# --- the chain behind a number ----------------------------------------------------------


def chain(path: Path, name: str) -> list[str]:
    """The lines behind the place ``name`` of a page: a lineage as it was printed, or a row of a table and the rows it leads to."""
    page = read_page(path)
    parents = {id(child): node for node in page.all() for child in node.inside if isinstance(child, Node)}
    places = {node.attributes["id"]: node for node in page.all() if "id" in node.attributes}
    if name not in places:
        known = [place for place in places if place.startswith("why-")] or list(places)
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
