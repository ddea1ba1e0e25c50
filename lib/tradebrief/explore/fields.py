"""What the parts of the explorer are made of: labelled controls, lines that are announced, and parts that print when nobody is there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython import get_ipython
from IPython.display import display
from markupsafe import Markup

from tradebrief.errors import TradebriefError
from tradebrief.render.parameters import Parameter
from tradebrief.templates import filled

STYLE = {"description_width": "10.5em"}


def live() -> bool:
    """Whether the cell that runs was sent by a page with a reader, and not by a program that only keeps what comes out.

    JupyterLab lets a cell ask its reader for input; papermill, nbconvert and nbval do not, and a report has no kernel at all. Voilà does
    not either, and says who it is, or that it runs the cells before a reader is there.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    request: dict[str, Any] = kernel.get_parent() or {}
    voila = os.environ.get("SERVER_SOFTWARE", "").startswith("voila/") or os.environ.get("VOILA_PREHEAT") == "True"
    return voila or bool(request.get("content", {}).get("allow_stdin"))


class ExplorerPart(widgets.VBox):
    """A part of the explorer: its widgets where a reader is there, else what ``printed`` gives, as a report shows it.

    A notebook that is saved keeps the part's name and nothing of what it shows.
    """

    def __init__(self, name: str, children: Sequence[widgets.Widget], printed: Callable[[], Iterable[object]]) -> None:
        super().__init__(list(children))
        self.name, self.printed = name, printed
        self.add_class("tradebrief-explore")

    def _ipython_display_(self) -> None:
        if live():
            display(self._repr_mimebundle_(), raw=True)
            return
        for one in self.printed():
            display(one)

    def __repr__(self) -> str:
        return f"{self.name} of the explorer: run the notebook to use them"


def guarded(say: Callable[[Any, Sequence[str]], None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """For handlers: what is refused, or fails in a way nobody foresaw, is said by ``say`` and leaves the page usable."""

    def wrap(handler: Callable[..., None]) -> Callable[..., None]:
        @wraps(handler)
        def told(mine: Any, *given: Any, **named: Any) -> None:
            try:
                handler(mine, *given, **named)
            except Exception as failed:
                say(mine, problems_of(failed))

        return told

    return wrap


def problems_of(failed: Exception) -> list[str]:
    """What went wrong, one line each; never a traceback, and without the signs that a name carries on the command line."""
    if isinstance(failed, TradebriefError):
        return [re.sub(r"^(-p |--)", "", str(problem)) for problem in failed.problems]
    if isinstance(failed, OSError):
        return [f"{failed.filename or 'a file'}: {failed.strerror or failed}. Check the place and its permissions."]
    return [f"the explorer: could not do that (got {type(failed).__name__}: {failed}). Move a control to go on."]


def note(*lines: str, wrong: bool = False) -> Markup:
    """Lines for people; what is wrong is an alert to a screen reader and stands out."""
    line, how = Markup('<p role="{}" class="tb-{}">{}</p>'), ("alert", "wrong") if wrong else ("status", "said")
    return Markup().join(line.format(*how, one) for one in lines)


def copies(texts: Mapping[str, str], said: str = "") -> Markup:
    """Texts by what they are, each with a button that copies it, below what is said of them."""
    return filled("explore/copies.html.j2", copies=texts, said=said)


@cache
def setting() -> str:
    """The style of the parts, and the names of sliders, as HTML that a page takes in once for each explorer."""
    here = Path(__file__).parent
    style, script = ((here / name).read_text(encoding="utf-8") for name in ("explore.css", "explore.js"))
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACADs="
    shown = Markup('<style>{}</style><img alt="" hidden src="{}" onload="{}">')
    return shown.format(Markup(style), pixel, script)  # noqa: S704 (its own style)


def button(label: str, tooltip: str, act: Callable[[], None]) -> widgets.Button:
    """A button that does one thing."""
    made = widgets.Button(description=label, tooltip=tooltip, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _: act())
    return made


def choice(label: str, meaning: str, options: Sequence[tuple[str, Any]], value: Any) -> widgets.Dropdown:
    """One of some values under their titles."""
    return widgets.Dropdown(description=label, options=list(options), value=value, tooltip=meaning, style=STYLE, layout=wide())


def several(label: str, meaning: str, options: Sequence[tuple[str, Any]], value: Sequence[Any], rows: int = 5) -> widgets.SelectMultiple:
    """Any number of some values under their titles."""
    made = widgets.SelectMultiple(description=label, options=list(options), value=tuple(value), rows=rows, style=STYLE, layout=wide())
    made.tooltip = meaning
    return made


def slider(label: str, meaning: str, options: Sequence[tuple[str, Any]], value: Any) -> widgets.SelectionSlider:
    """A place among values in order, told by their titles."""
    made = widgets.SelectionSlider(description=label, options=list(options), value=value, style=STYLE, layout=wide())
    made.tooltip = meaning
    return made


def day_field(label: str, meaning: str, value: date) -> widgets.DatePicker:
    """A day to be typed; without bounds, for the widget would change a day beyond them without a word."""
    made = widgets.DatePicker(description=label, value=value, tooltip=meaning, layout=widgets.Layout(width="auto"))
    made.add_class("tb-typed")
    return made


def days(first: date, last: date) -> list[tuple[str, date]]:
    """Every day from one to another under its title."""
    return [(titled(first + timedelta(days=after)), first + timedelta(days=after)) for after in range((last - first).days + 1)]


def titled(day: date) -> str:
    """A day as a slider shows it: *14 Jun 2025*."""
    return f"{day.day} {day:%b %Y}"


def helped(parameter: Parameter) -> str:
    """What a parameter means and takes, as a tooltip tells it."""
    return f"{parameter.help or parameter.name} ({parameter.takes})"


def wide() -> widgets.Layout:
    """A layout as wide as its place."""
    return widgets.Layout(width="auto", max_width="100%")
