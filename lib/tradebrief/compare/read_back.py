"""Reads a report back, from its page or its notebook: sentences, figures, and the chain behind a number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from tradebrief.errors import ask_error, near
from tradebrief.provenance.lineage import KINDS, Trace
from tradebrief.provenance.opened import as_links
from tradebrief.render.elements import elements_of, text_of
from tradebrief.render.outputs import figures_of, joined, lineage_of
from tradebrief.render.page import shown_value, source_of
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


class ReadPage:
    """A page that this package wrote, read back: its elements, its places by their ids and the chains that it prints."""

    def __init__(self, markup: str) -> None:
        self.elements = elements_of(markup)
        for numbers in self.elements.find_all("sup", class_="notes"):  # of footnotes, which are no words of a sentence
            numbers.decompose()
        self.places: dict[str, Tag] = {str(one["id"]): one for one in self.elements.find_all(id=True)}

    @cached_property
    def chains(self) -> dict[str, Trace]:
        """The chains by the places where they are printed, each step with its kind and its words."""
        found: dict[str, Trace] = {}
        for name in self.places:
            self._chain(name, found)
        return found

    def _chain(self, name: str, found: dict[str, Trace]) -> Trace | None:
        if name.startswith("why-") and name not in found and (trace := self._trace(self.places[name], found)):
            found[name] = trace
        return found.get(name)

    def _trace(self, item: Tag, found: dict[str, Trace]) -> Trace | None:
        """A list item with its steps in a list; one whose words lead to where the page tells it has the steps that stand there."""
        line = item.find("p", recursive=False)
        kind, _, says = text_of(line).partition(": ") if line else ("", "", "")
        if line is None or kind not in KINDS:
            return None
        told, steps = line.find("a", class_="told"), item.find("ul", recursive=False)
        if told and (whole := self._chain(str(told["href"])[1:], found)):
            return whole
        of = (self._trace(step, found) for step in (steps.find_all("li", recursive=False) if steps else ()))
        return Trace(kind=kind, says=says, of=tuple(filter(None, of)))


def read_page(path: Path) -> ReadPage:
    """The page in a file; ``AskError`` when it cannot be read."""
    try:
        return ReadPage(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as bad:
        raise ask_error(str(path), "cannot be read as a page", bad, "Name a report that 'tradebrief render' wrote.") from bad


def told(path: Path) -> ReadReport:
    """What a page (``.html``) or an executed notebook (``.ipynb``) says."""
    return _told_by_notebook(path) if path.suffix == ".ipynb" else _told_by_page(path)


def _told_by_page(path: Path) -> ReadReport:
    page = read_page(path)
    figures = ((image.get("alt", ""), image.get("src", "")) for image in page.elements("img"))
    rows = ([text_of(cell) for cell in row(["th", "td"])] for row in page.elements.select('[aria-label="Parameters"] tbody tr'))
    title = page.elements.h1
    return _told(path, text_of(title) if title else "", _said(page.elements, page.chains), figures, {row[0]: row[1] for row in rows})


def _told_by_notebook(path: Path) -> ReadReport:
    cells = read_notebook(path)["cells"]
    heads = (source_of(cell).splitlines()[0][2:] for cell in cells if cell["cell_type"] == "markdown" and source_of(cell).startswith("# "))
    said = (sentence for cell in cells for output in cell.get("outputs", []) for sentence in _said_by(output))
    figures = ((one["alt"], one["source"]) for one in figures_of({"cells": cells}))
    return _told(path, next(heads, ""), said, figures, dict(_asked_of_notebook(cells)))


def _told(path: Path, title: str, said: Iterable[Any], figures: Iterable[Any], parameters: Mapping[str, str]) -> ReadReport:
    sentences, chains = zip(*said, strict=True) if (said := tuple(said)) else ((), ())
    return ReadReport(
        name=path.stem, title=title or path.stem, sentences=sentences, chains=chains, figures=tuple(figures), parameters=parameters
    )


def _said_by(output: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Linked, ...]]]:
    markup = as_links(joined(output.get("data", {}).get("text/html", "")))
    if 'class="sentence"' in markup:
        yield from _said(BeautifulSoup(markup, "html.parser"), lineage_of(output))


def _said(elements: Tag, chains: Mapping[str, Trace]) -> Iterator[tuple[str, tuple[Linked, ...]]]:
    """Each sentence as text on one line, and what is linked in it."""
    for sentence in elements.find_all("p", class_="sentence"):
        text, links = "", []
        for part in sentence.children:
            more = re.sub(r"\s+", " ", part.get_text())
            more = more.lstrip() if not text or text.endswith(" ") else more
            why = chains.get(str(part.get("href", ""))[1:]) if isinstance(part, Tag) else None
            links += [Linked(start=len(text), end=len(text) + len(more), why=why)] if why else []
            text += more
        yield text.rstrip(), tuple(links)


def _asked_of_notebook(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Names and values that were put into an executed notebook, as its page shows them."""
    injected = next((source_of(cell) for cell in cells if "injected-parameters" in cell["metadata"].get("tags", [])), "")
    for line in ast.parse(injected).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, shown_value(ast.literal_eval(line.value))


# --- the chain behind a number ----------------------------------------------------------


def chain(path: Path, name: str) -> list[str]:
    """The lines behind the place ``name`` of a page: a lineage as it was printed, or a row of a table and the rows it leads to."""
    page = read_page(path)
    if name not in page.places:
        known = [place for place in page.places if place.startswith("why-") == name.startswith("why-")] or list(page.places)
        raise ask_error(f"{path.name}#{name}", "is no place in the page", name, near(name, known))
    return list(page.chains[name].lines() if name in page.chains else _row(page, name, set()))


def _row(page: ReadPage, name: str, seen: set[int], depth: int = 0) -> Iterator[str]:
    """The table row that a place lies in, a cell a line under its column's name, and the rows its links lead to."""
    place, indent = page.places[name], "  " * depth
    row = place if place.name == "tr" else place.find_parent("tr")
    if row is None:
        yield indent + text_of(place)
    elif id(row) not in seen and depth <= 3:
        seen.add(id(row))
        table = row.find_parent("table")
        heads = table.find_all("th", scope="col") if table else []
        cells = row.find_all(["th", "td"], recursive=False)
        yield from (f"{indent}{text_of(head)}: {text}" for head, cell in zip(heads, cells, strict=False) if (text := text_of(cell)))
        for link in row.find_all("a", href=re.compile("^#")):
            target = str(link["href"])[1:]
            if target in page.places:
                yield from _row(page, target, seen, depth + 1)
