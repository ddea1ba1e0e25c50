"""The look of figures, known to matplotlib once it is there: a style by name, colours by name, a font with Japanese glyphs.

They stand on the ground floor because they are made known when ``tradebrief`` is imported, before any room is.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tradebrief.imported import after_import

STYLE = Path(__file__).with_name("tradebrief.mplstyle")
"""The style sheet of this project's figures."""

FONTS = ("DejaVu Sans", "IPAexGothic")
"""The font of figures, and the one for glyphs it lacks."""

SVG_FONTS = "font-family: 'DejaVu Sans', 'Verdana', 'Arial', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', 'IPAexGothic', sans-serif"
"""The fonts that a figure as SVG asks for, in which its text is text: where the first are missing, others of like width, and Japanese ones last."""

COLOURS = {
    "partner": "#0072B2",
    "importer": "#D55E00",
    "in-force": "#009E73",
    "forecast": "#CC79A7",
    "suspended": "#767676",
    "highlight": "#E69F00",
    "sky": "#56B4E9",
    "ink": "#1b1b1b",
    "faint": "#d9d9d9",
}
"""Colours with a fixed role; matplotlib knows each as ``tradebrief:NAME``."""


def register() -> None:
    """Have matplotlib know the style, the colours and the font as soon as it is imported."""
    after_import("matplotlib.colors", lambda colors: colors.get_named_colors_mapping().update(_named()))
    after_import("matplotlib.font_manager", _add_font)
    after_import("matplotlib.style", _add_style)


def paint(**colours: str | None) -> None:
    """Draw parties in colours of their own from now on: ``partner`` and ``importer``, each as ``#0072B2``."""
    COLOURS.update({role: colour for role, colour in colours.items() if colour})
    if "matplotlib.colors" in sys.modules:
        sys.modules["matplotlib.colors"].get_named_colors_mapping().update(_named())


def _named() -> dict[str, str]:
    return {f"tradebrief:{name}": colour for name, colour in COLOURS.items()}


def japanese_font() -> Path | None:
    """The file of that font in the package ``matplotlib-fontja``; nothing where there is none."""
    package = find_spec("matplotlib_fontja")
    files = [Path(folder) / "fonts" / "ipaexg.ttf" for folder in (package.submodule_search_locations or () if package else ())]
    return next((file for file in files if file.is_file()), None)


def _add_font(manager: Any) -> None:
    """The IPAex Gothic that the package ``matplotlib-fontja`` brings, without what that package does when it is imported."""
    if font := japanese_font():
        manager.fontManager.addfont(font)
        manager.fontManager.ttflist.append(replace(manager.fontManager.ttflist[-1], weight=700))  # it stands in for its own bold


def _add_style(style: Any) -> None:
    style.library["tradebrief"] = read_style()
    style.available[:] = sorted({*style.available, "tradebrief"})


def read_style() -> Any:
    """The style sheet as matplotlib's settings."""
    from matplotlib import rc_params_from_file

    return rc_params_from_file(STYLE, use_default_template=False)


def japanese_glyphs(matplotlib: Any) -> None:
    """Draw what the usual font lacks in one that has Japanese, where a figure does not ask for fonts of its own."""
    matplotlib.rcParams["font.family"] = list(FONTS)
