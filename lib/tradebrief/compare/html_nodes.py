"""The elements of a page that this package wrote, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tradebrief.errors import ask_error

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
        """All text in it, on one line, without the numbers of footnotes."""
        parts = (part if isinstance(part, str) else part.text for part in self.inside if isinstance(part, str) or part.tag != "sup")
        return " ".join("".join(parts).split())

    @property
    def steps(self) -> list[Node]:
        """The lists of steps in a step of a lineage."""
        return [part for part in self.inside if isinstance(part, Node) and part.tag == "ul"]

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


def read_page(path: Path) -> Node:
    """The elements of a page; ``AskError`` when it cannot be read."""
    try:
        return nodes_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as bad:
        raise ask_error(str(path), "cannot be read as a page", bad, "Name a report that 'tradebrief render' wrote.") from bad


def nodes_of(markup: str) -> Node:
    """The elements of HTML that this package wrote."""
    reader = _Reader()
    reader.feed(markup)
    _unfold(list(reader.root.all()))
    return reader.root


def _unfold(nodes: list[Node]) -> None:
    """What a page tells once and leads to from elsewhere stands below each step that rests on it."""
    items = {node.attributes["id"]: node for node in nodes if node.tag == "li" and "id" in node.attributes}
    for node in nodes:
        if node.tag == "li" and not node.steps:
            for link in list(node.all()):
                if link.attributes.get("class") == "told":
                    node.inside += items[link.attributes["href"].removeprefix("#")].steps
