"""A number that opens its chain where it stands: by click or key, without a script, and its first step when pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markupsafe import Markup

from tradebrief.provenance.lineage import Trace
from tradebrief.templates import filled

MOST = 24
"""Steps of a chain that are shown in a cell."""

_STYLE = re.compile(r"<style>[^<]*</style>")
_SENTENCE = re.compile(r'<div class="sentence">(.*?)</div>', re.DOTALL)
_OPENED = re.compile(r'<details class="tb-why" data-trace="([^"]*)"><summary[^>]*>(.*?)</summary>.*?</details>', re.DOTALL)


def opens(text: str, trace: Trace) -> Markup:
    """A text that opens the chain behind it."""
    return filled("provenance/chain.html.j2", text=text, place=trace.name, first=trace.line, lines=list(_short(trace)))


def _short(trace: Trace) -> Iterator[str]:
    lines = list(trace.lines())
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"and {len(lines) - MOST} more steps, which tb.why tells"


def as_links(markup: str) -> str:
    """The same HTML for a page, which has its own style and prints each chain once: numbers are links to the place of their chain.

    >>> as_links('<div class="sentence"><details class="tb-why" data-trace="w"><summary title="">3 %</summary><pre></pre></details>.</div>')
    '<p class="sentence"><a href="#w">3 %</a>.</p>'
    """
    linked = _OPENED.sub(r'<a href="#\1">\2</a>', _STYLE.sub("", markup))
    return _SENTENCE.sub(r'<p class="sentence">\1</p>', linked)


@cache
def style() -> Markup:
    """The style of what is shown in a cell, which takes its colours from around it."""
    css = (Path(__file__).parent / "cell.css").read_text(encoding="utf-8")
    return Markup("<style>{}</style>").format(Markup(" ".join(css.split())))  # noqa: S704 (a file of this package)
