"""Small pictures of figures, as files that stand beside a page.

A browser runs nothing of a picture that a page shows, but a file can also be opened by itself: so an SVG keeps only what draws, and pixels are
written anew.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from tradebrief.files import write_whole
from tradebrief.render.outputs import at_night, figures_of

WIDTH = 320
"""Pixels across that a page gives a picture; pixels themselves are kept twice as dense."""

LONGEST = 140
"""Letters of an alternative text; the whole one stands in the report."""

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_DRAWS = {
    "svg", "g", "defs", "use", "symbol", "style", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "textPath", "image", "clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "stop",
}  # fmt: skip
_LEADS = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,")
_FETCHES = re.compile(r"\\|@import|image-set|url\((?!\s*['\"]?#)", re.IGNORECASE)

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


@dataclass(frozen=True, kw_only=True)
class Thumbnail:
    """A picture in the folder of a page: its name, which is the hash of its content, its size as shown, and what it shows in words."""

    name: str
    width: int
    height: int
    alt: str


def thumbnail(notebook: Mapping[str, Any], number: int, folder: Path) -> Thumbnail | None:
    """The figure ``number`` of an executed notebook, counted from one, written into ``folder``; ``None`` where there is none that can be drawn."""
    figure = next(islice(figures_of(notebook), number - 1, None), None) if number else None
    if figure is None:
        return None
    svg = figure["kind"] == "image/svg+xml"
    drawn = _vector(at_night(figure["data"])) if svg else _pixels(figure["data"])
    if drawn is None:
        return None
    content, wide, high = drawn
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{'svg' if svg else 'png'}"
    if not (folder / name).exists():
        write_whole(folder / name, content)
    return Thumbnail(name=name, width=WIDTH, height=max(1, round(WIDTH * high / wide)), alt=clipped(figure["alt"], LONGEST))


def clipped(text: str, longest: int) -> str:
    """Text on one line, cut after a word where it is longer.

    >>> clipped("Cars carry  most of it.", 12)
    'Cars carry…'
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return (line[: longest - 1].rpartition(" ")[0] or line[: longest - 1]).rstrip(",;:–(") + "…"


# --- drawings ---------------------------------------------------------------------------


def _vector(text: str) -> tuple[bytes, float, float] | None:
    """A drawing with only what draws, and its size."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 (expat bounds what entities may grow to)
        size = _size(root)
        if _local(root.tag) != "svg" or size is None:
            return None
        _cleaned(root)
        return ElementTree.tostring(root, encoding="utf-8"), *size
    except (ElementTree.ParseError, RecursionError, ValueError):
        return None


def _local(tag: Any) -> str:
    """The name of an element of SVG, which a notebook may write without its namespace; nothing for any other."""
    space, _, name = tag.rpartition("}") if isinstance(tag, str) else ("?", "", "")
    return name if space in {"", f"{{{_SVG}"} else ""


def _cleaned(root: ElementTree.Element) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element.tag = f"{{{_SVG}}}{_local(element.tag)}"
        element.attrib = dict(_kept(element))
        for child in list(element):
            fetches = _local(child.tag) == "style" and _FETCHES.search("".join(child.itertext()))
            if _local(child.tag) not in _DRAWS or fetches:
                element.remove(child)
            else:
                waiting.append(child)


def _kept(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        leads_out = local == "href" and not _LEADS.match(value.strip())
        if not (local.startswith("on") or local == "base" or leads_out or (local != "href" and _FETCHES.search(value))):
            yield name, value


def _size(root: ElementTree.Element) -> tuple[float, float] | None:
    """Width and height of a drawing, in any unit."""
    box = root.get("viewBox", "").replace(",", " ").split()
    given = box[2:] if len(box) == 4 else [re.sub(r"[a-z]+$", "", root.get(name, "")) for name in ("width", "height")]
    wide, high = map(float, given)
    return (wide, high) if 0 < wide < 1e6 and 0 < high < 1e6 else None


# --- pixels -----------------------------------------------------------------------------


def _pixels(text: str) -> tuple[bytes, float, float] | None:
    """An image made small and written anew as PNG, and its size."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(base64.b64decode(text))) as image:
                small = image.convert("RGBA")
        small.thumbnail((2 * WIDTH, 2 * WIDTH))
        written = io.BytesIO()
        small.save(written, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return written.getvalue(), *small.size
