"""The figures of a page as PNG, for documents that show no SVG everywhere: drawn by resvg with the fonts that matplotlib brings, so the same on every machine."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image

from tradebrief.errors import needs

ACROSS = 1600
"""Pixels across a figure, 240 an inch on A4."""

TALLEST = 4
"""How many times as high as wide a figure may be; what is higher would not stand on a page."""

INCH = 96
"""Pixels of a page in an inch."""

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|pt|in|cm|mm|pc|)\s*")
_UNITS = {"": 1, "px": 1, "pt": INCH / 72, "in": INCH, "cm": INCH / 2.54, "mm": INCH / 25.4, "pc": INCH / 6}

LARGEST = 50_000_000
"""Pixels of an image that is taken over; more is a trap."""


@dataclass(frozen=True)
class Picture:
    """A figure in pixels: the bytes of its PNG, its own width in inches, and its height by its width."""

    png: bytes
    width: float
    ratio: float


def picture(address: str) -> Picture | None:
    """The figure at a ``data:`` address; nothing where the address holds none that can be drawn."""
    resvg, etree = (needs(library, "docx", "--format docx") for library in ("resvg_py", "lxml.etree"))
    kind, _, data = address.removeprefix("data:").partition(",")
    try:
        return _drawn(unquote(data), resvg, etree) if kind == "image/svg+xml" else _converted(b64decode(data))
    except Exception:  # a stranger's figure can be broken in many ways; the page shows it broken too, with its description
        return None


def _drawn(svg: str, resvg: Any, etree: Any) -> Picture:
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    width, height = _size(root)
    if not 0 < height <= TALLEST * width:
        raise ValueError("not the shape of a figure")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    for one in list(root.iter("{*}image", "{*}use", "{*}feImage")):  # no file of this machine is drawn, as in the page
        if not all(value.strip().startswith(("data:", "#")) for name, value in one.attrib.items() if str(name).endswith("href")):
            one.getparent().remove(one)
    drawn = resvg.svg_to_bytes(
        svg_string=etree.tostring(root, encoding="unicode"),
        width=ACROSS,
        dpi=INCH,
        background="white",
        skip_system_fonts=True,
        font_dirs=list(_fonts()),
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
        monospace_family="DejaVu Sans Mono",
    )
    return Picture(bytes(drawn), width / INCH, height / width)


def _size(root: Any) -> tuple[float, float]:
    """Width and height of a drawing in pixels of the page, by its own words or else by its ``viewBox``."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    told = [_length(root.get(name)) for name in ("width", "height")]
    width, height = (float(one or other) for one, other in zip(told, box[2:] or (0, 0), strict=True))
    return width, height


def _length(told: str | None) -> float:
    """A length in pixels of the page; 0 for one that is told by what is around it.

    >>> _length("72pt"), _length("100%"), _length("3in"), _length(None)
    (96.0, 0, 288.0, 0)
    """
    found = _LENGTH.fullmatch(told or "")
    return float(found[1]) * _UNITS[found[2]] if found else 0


@cache
def _fonts() -> tuple[str, ...]:
    """The folders of the fonts that figures are written in."""
    homes = {"matplotlib": "mpl-data/fonts/ttf", "matplotlib_fontja": "fonts"}
    specs = {name: find_spec(name) for name in homes}
    return tuple(str(Path(spec.origin).parent / homes[name]) for name, spec in specs.items() if spec and spec.origin)


def _converted(image: bytes) -> Picture:
    out = io.BytesIO()
    with Image.open(io.BytesIO(image)) as opened:
        width, height = opened.size
        if width * height > LARGEST or height > TALLEST * width:
            raise ValueError("not the size of a figure")
        opened.convert("RGBA").save(out, "PNG")
    return Picture(out.getvalue(), width / INCH, height / width)
