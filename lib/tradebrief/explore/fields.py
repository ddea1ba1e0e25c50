"""What the parts of the explorer are made of: labelled controls, lines that are announced, and parts that print when nobody is there."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from tradebrief.errors import TradebriefError
from tradebrief.explore.live import live
from tradebrief.render.parameters import Parameter

STYLE = {"description_width": "10.5em"}


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


def note(*lines: str, wrong: bool = False) -> str:
    """Lines for people; what is wrong is an alert to a screen reader and stands out."""
    role, kind = ("alert", "wrong") if wrong else ("status", "said")
    return "".join(f'<p role="{role}" class="tb-{kind}">{html.escape(line)}</p>' for line in lines)


@cache
def setting() -> str:
    """The style of the parts, and the names of sliders, as HTML that a page takes in once for each explorer."""
    here = Path(__file__).parent
    style, script = ((here / name).read_text(encoding="utf-8") for name in ("explore.css", "explore.js"))
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACADs="
    return f'<style>{style}</style><img alt="" hidden src="{pixel}" onload="{html.escape(script)}">'


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
