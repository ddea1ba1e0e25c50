"""The fields of the curator's desk: what each is called, what it takes, and how its value is written in a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, get_args
from zoneinfo import available_timezones

import ipywidgets as widgets
from markupsafe import Markup, escape

from tradebrief.curate.publishers import ZONES_OF_PUBLISHERS
from tradebrief.errors import TradebriefError, ask_error
from tradebrief.facts.anchors import Page
from tradebrief.facts.records import KINDS, STRENGTHS, Attribution, Sense, Source, State
from tradebrief.period import When, read_day

ZONES: tuple[str, ...] = tuple(dict.fromkeys([*ZONES_OF_PUBLISHERS, *sorted(available_timezones())]))
"""Every time zone, those of well-known publishers first."""
DATED: tuple[str, ...] = get_args(Source.model_fields["dated_by"].annotation)

#: The fields of a source as the form shows them: name, choices (or none), what to write.
SOURCE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("title", (), "what the text is about, in our own words"),
    ("wire", (), "who reported it"),
    ("author", (), "who signed it"),
    ("carrier", (), "whose page it was read on"),
    ("page", (), "file name of the page's text"),
    ("published", (), "day of publication: 2025-06-14, or [2025-06-13..2025-06-14]"),
    ("time", (), "hour printed with it: 09:53"),
    ("zone", ("", *ZONES), "clock of that day"),
    ("dated_by", DATED, "whether the day is printed"),
    ("basis", (), "how the day was found"),
    ("origin", (), "the reporting it comes from"),
    ("derives_from", (), "the article it was made from, for a copy"),
    ("side_bar_of", (), "the article it stands beside"),
    ("language", (), "language of the text where it is not English: ja"),
)

#: The fields of a fact, in the same form.
FACT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("key", (), "the question answered"),
    ("kind", KINDS, "what sort of claim"),
    ("says", (), "the claim in our own words"),
    ("value", (), "the answer"),
    ("unit", (), "unit of a number"),
    ("sense", ("", *get_args(Sense)), "how a rate counts"),
    ("state", ("", *get_args(State)), "whether a rate stood"),
    ("strength", STRENGTHS, "how firmly it is put"),
    ("hedge", (), "the word that softens it"),
    ("attribution", get_args(Attribution), "who stands behind it"),
    ("by", (), "who says so"),
    ("on", (), "the day it is true of"),
    ("basis", (), "how an open day was counted"),
    ("event", (), "negotiation/event"),
    ("scope", (), "which goods, firms, years"),
    ("firmness", (), "of an offer or demand, 1 to 6"),
    ("tokens", (), "figures and names in the passage, with | between"),
    ("at", (), "place: first, last plus one"),
)

#: The fields of an origin that is not known yet.
ORIGIN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("title", (), "what the reporting is about"),
    ("agency", (), "whose reporting it is"),
    ("why", (), "why these texts are one reporting"),
)


class DeskPart(widgets.VBox):
    """A part of the desk; a notebook that is saved keeps its name and not what is typed or shown in it."""

    def __repr__(self) -> str:
        return "a part of the curator's desk: run the notebook to use it"


def passage(page: Page | None, fact: Any) -> str:
    """The words at a candidate's place, its tokens in bold; for the eye only."""
    try:
        start, end = (int(place) for place in fact.get("at") or ())
    except (TypeError, ValueError):
        return "no place is given"
    words = escape(page.text[start:end] if page else "")
    for token in fact.get("tokens") or ():
        words = words.replace(escape(token), Markup("<mark>{}</mark>").format(token), 1)
    return words or "nothing stands there"


def parsed(name: str, text: str) -> Any:
    """What a field holds as a draft has it: places and tokens are lists."""
    if name == "tokens":
        return [part.strip() for part in text.split("|") if part.strip()]
    if name == "at":
        return [part.strip() for part in text.split(",") if part.strip()]
    return text.strip()


def written(name: str, value: Any) -> str:
    """A field of a draft as a form shows it."""
    if isinstance(value, list | tuple):
        return (" | " if name == "tokens" else ", ").join(map(str, value))
    return "" if value is None else str(value)


Control = widgets.Dropdown | widgets.Combobox | widgets.Text | widgets.Textarea
"""A field that takes a text."""


def entry(name: str, choices: Sequence[str], meaning: str, *, narrow: bool = False) -> Control:
    """A labelled field: a list where the choices are given, a box that offers known words where it has options, else a line."""
    style = {"description_width": "8.5em"}
    layout = wide() if not narrow else widgets.Layout(width="auto")
    if choices:
        return widgets.Dropdown(options=list(choices), description=name, tooltip=meaning, style=style, layout=layout)
    if name in {"key", "by", "origin", "derives_from", "side_bar_of"}:
        return widgets.Combobox(description=name, placeholder=meaning, tooltip=meaning, style=style, layout=layout, continuous_update=False)
    return widgets.Text(description=name, placeholder=meaning, tooltip=meaning, style=style, layout=layout, continuous_update=False)


def text_in(field: Control) -> str:
    """What stands in a field, without spaces about it."""
    return str(field.value or "").strip()


def offer(field: Control, options: Sequence[str]) -> None:
    """Let a field offer what is known, as far as it can."""
    if isinstance(field, widgets.Dropdown | widgets.Combobox):
        field.options = tuple(options)


def fill(field: Control, value: Any) -> None:
    """Put a value into a field; a list of choices takes only what it has."""
    text = "" if value is None else str(value)
    if isinstance(field, widgets.Dropdown):
        field.value = text if text in field.options else field.options[0]
    else:
        field.value = text


def button_for(label: str, tooltip: str, act: Callable[[], None]) -> widgets.Button:
    """A button that does one thing."""
    button = widgets.Button(description=label, tooltip=tooltip)
    button.on_click(lambda _: act())
    return button


def wide(**also: str) -> widgets.Layout:
    """A layout as wide as the page."""
    return widgets.Layout(width="99%", **also)


def note(text: str, *, wrong: bool = False) -> Markup:
    """A line that a screen reader announces when it changes; in red where something is wrong."""
    return Markup('<p role="status"{}>{}</p>').format(Markup(' style="color: #a40000"' if wrong else ""), text)  # noqa: S704 (a constant)


ROWS = 4
"""Candidates on show at a time: their widgets are made once and filled anew, so that turning a page does not flicker."""


Method = Callable[..., None]


def told(method: Method) -> Method:
    """A handler whose refusals become a message on the desk."""

    @wraps(method)
    def guarded(desk: Any, *given: Any, **named: Any) -> None:
        try:
            method(desk, *given, **named)
        except TradebriefError as refused:
            desk.say(*map(str, refused.problems), wrong=True)
        except Exception as failed:  # the desk stays usable whatever a text does to it
            desk.say(f"the desk: could not do that (got {type(failed).__name__}: {failed}). Nothing was written.", wrong=True)

    return guarded


def _day(text: str) -> str | None:
    """A day from a field; ``AskError`` when it is none."""
    return _read("read on", text, read_day, "Write it as 2025-06-14.")


def _days(text: str) -> str | None:
    """An uncertain day from a field; ``AskError`` when it is none."""
    return _read("published", text, When.read, "Write 2025-06-14, or [2025-06-13..2025-06-14] where it is not certain.")


def _read(where: str, text: str, reader: Callable[[str], object], remedy: str) -> str | None:
    try:
        return str(reader(text.strip())) if text.strip() else None
    except ValueError as bad:
        raise ask_error(where, "is not a day", text, remedy) from bad
