"""What the outputs of cells put into a page: anybody's, safely. Text is escaped, HTML cleaned, a figure is an image with an alternative text.

A figure without one is shown with a note that says so, or refused where a report is to be strict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tradebrief.errors import ask_error
from tradebrief.look import COLOURS
from tradebrief.look import SVG_FONTS as FONTS
from tradebrief.provenance.lineage import Trace
from tradebrief.provenance.opened import as_links
from tradebrief.render.clean import clean, formula, prose
from tradebrief.render.footnotes import Footnotes
from tradebrief.words.messages import text

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_EMPTY_HEAD = re.compile(r"<th[^>]*></th>")
_BARE_HEAD = re.compile(r"<th(?=[ >])(?![^>]*\bscope=)")
_FRAME = re.compile(r'<table class="dataframe">.*?</table>', re.DOTALL)
_WORDS = re.compile(r"<[^>]*>|\s")

#: Signs that would end an address, its quotes or an element, as an address writes them; the first must be first.
_IN_ADDRESSES = {"%": "%25", '"': "%22", "#": "%23", "<": "%3C", ">": "%3E", "&": "%26", "\n": " ", "\r": " ", "\t": " "}

#: Kinds of figures, the better one first.
FIGURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")

WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True, kw_only=True)
class Showing:
    """How the outputs of a report are shown: whose they are, its footnotes, and whether a figure must have a description."""

    notebook: str
    notes: Footnotes
    strict: bool = False

    def output(self, output: Mapping[str, Any], cell: int) -> Iterator[tuple[str, Any]]:
        """What an output shows, each piece with its kind; ``AskError`` for a figure without a description where one must be."""
        data = {kind: joined(text) for kind, text in output.get("data", {}).items() if isinstance(text, str | list)}
        if output["output_type"] == "stream":
            yield "warning" if output.get("name") == "stderr" else "printed", _ANSI.sub("", joined(output["text"]))
        elif output["output_type"] == "error":
            yield "warning", _ANSI.sub("", "\n".join(output.get("traceback", [])))
        elif figure := figure_of(output):
            yield "figure", self._described(figure, cell)
        elif WIDGET in output.get("data", {}):
            yield "note", text("page-control", name=data.get("text/plain", ""))
        else:
            yield from self._text(data, output)

    def _text(self, data: Mapping[str, str], output: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        shown = with_scope(self.notes.after(clean(as_links(data.get("text/html", ""))), lineage_of(output).values()))
        if _WORDS.sub("", shown):
            yield "markup", shown
        elif "text/latex" in data:
            yield "formula", formula(data["text/latex"])
        elif "text/markdown" in data:
            yield "markup", prose(data["text/markdown"])
        elif "application/json" in output.get("data", {}):
            yield "plain", json.dumps(output["data"]["application/json"], ensure_ascii=False, indent=2)
        elif "text/plain" in data:
            yield "plain", data["text/plain"]

    def _described(self, figure: dict[str, str], cell: int) -> dict[str, str]:
        alt = figure["alt"].strip()
        if not alt and self.strict:
            remedy = "Say what it shows: tb.describe(figure, '…')."
            raise ask_error(f"{self.notebook}, cell {cell}", "shows a figure without a description", figure["kind"], remedy)
        return {**figure, "alt": alt or text("page-undescribed"), "described": "yes" if alt else ""}


def with_scope(markup: str) -> str:
    """HTML whose tables say what each of their heads heads: a column in the head of a table, else a row.

    >>> with_scope("<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>0</th></tr></tbody></table>")
    '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><th scope="row">0</th></tr></tbody></table>'
    """
    if "<th" not in markup:
        return markup
    columns = _HEAD.sub(lambda head: _BARE_HEAD.sub('<th scope="col"', _EMPTY_HEAD.sub("<td></td>", head.group())), markup)
    return _FRAME.sub(_in_region, _BARE_HEAD.sub('<th scope="row"', columns))


def _in_region(frame: re.Match[str]) -> str:
    """A DataFrame in a region that scrolls by itself, for it may be wider than a telephone."""
    return f'<div class="table" role="region" tabindex="0" aria-label="{text("page-table")}">{frame.group()}</div>'


def lineage_of(output: Mapping[str, Any]) -> dict[str, Trace]:
    """The chains that a cell's output carries, by the names that its numbers link to."""
    carried = output.get("metadata", {}).get("text/html", {}).get("lineage", {})
    return {name: Trace.read(plain) for name, plain in carried.items()}


DRAWN = f'<svg style="{FONTS}"'
"""How a figure of this package begins: its colours are known, so that it can be shown on a dark ground."""

#: The colours that a figure has on a dark ground in place of those it is drawn in: ink and lines, greys, grid, and colours too dark to read there.
_AT_NIGHT = {
    "#1b1b1b": "#e9e9e6", "#000000": "#e9e9e6", "#4d4d4d": "#b3b5b8", "#555555": "#b3b5b8", "#6b6b6b": "#8d9196", "#e6e6e6": "#34383c",
    "#d9d9d9": "#4a4f55", "#767676": "#9a9ea3", "#8a5a00": "#ffc766", "#a84a00": "#ffb37a", "#8a4a6c": "#e5a8c8",
}  # fmt: skip
_GROUND, _BLUE = "#16181a", "#6bb8ea"


@cache
def _night() -> str:
    rules = [f'[style*="{what}: {day}"]{{{what}:{night}!important}}' for day, night in _AT_NIGHT.items() for what in ("fill", "stroke")]
    rules += [
        f':not(text)[style*="fill: #ffffff"]{{fill:{_GROUND}!important}}',
        f'[style*="stroke: #ffffff"]{{stroke:{_GROUND}!important}}',
    ]
    rules += [f'text[style*="fill: {COLOURS["partner"].lower()}"]{{fill:{_BLUE}!important}}']
    return f"<style>@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}</style>"


def at_night(svg: str) -> str:
    """A figure of this package with its colours for a dark ground; any other as it is."""
    end = svg.index(">") + 1 if svg.startswith(DRAWN) else 0
    return svg[:end] + _night() + svg[end:] if end else svg


def embedded(kind: str, data: str) -> str:
    """A figure as an address that holds the figure itself; one of this package with its colours for a dark ground."""
    if kind == "image/svg+xml":
        return f"data:{kind},{_as_address(at_night(data))}"
    return f"data:{kind};base64,{''.join(data.split())}"


def _as_address(text: str) -> str:
    for sign, written in _IN_ADDRESSES.items():
        text = text.replace(sign, written)
    return text


def figures_of(notebook: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The figures that an executed notebook shows, as ``figure_of`` gives them; one that nobody described says so."""
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", [])):
        if figure := figure_of(output):
            yield {**figure, "alt": figure["alt"].strip() or text("page-undescribed")}


def figure_of(output: Mapping[str, Any]) -> dict[str, str]:
    """The best figure of an output: its kind, data, alternative text, title and address; nothing where it shows none."""
    kind = next((one for one in FIGURES if one in output.get("data", {})), "")
    if not kind:
        return {}
    said = output.get("metadata", {}).get(kind) or output.get("metadata", {})
    data = joined(output["data"][kind])
    return {
        "kind": kind,
        "data": data,
        "alt": str(said.get("alt", "")),
        "title": str(said.get("title", "")),
        "source": embedded(kind, data),
        "class": "drawn" if data.startswith(DRAWN) else "",
    }


def joined(text: str | list[str]) -> str:
    """Text of a notebook, which may be kept as a list of lines."""
    return text if isinstance(text, str) else "".join(text)
