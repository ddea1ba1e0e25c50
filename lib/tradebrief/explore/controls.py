"""The controls: one for each field of a question, labelled with its unit and told by the notebook's own help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import ipywidgets as widgets

from tradebrief.errors import ask_error
from tradebrief.explore.fields import button, choice, day_field, days, helped, several, slider, titled
from tradebrief.explore.question import ALL, ASSUMED, LATEST, ExplorerQuestion, contract
from tradebrief.period import read_day
from tradebrief.workbook.workbook import Workbook

Moved = Callable[[], None]
Refused = Callable[[Exception], None]


class Controls:
    """The controls of one explorer. ``question`` is what they say now; ``moved`` is called after a change, ``refused`` with what was not taken."""

    def __init__(self, book: Workbook, question: ExplorerQuestion, moved: Moved, refused: Refused) -> None:
        self.start, self.moved, self.refused = question, moved, refused
        self.first, self.last = read_day(question.first), read_day(question.last)
        self._filling = False
        self._make(book)
        self.fill(question)
        for name, field in self.fields.items():
            field.observe(lambda change, name=name: self._on_move(name), "value")
        for name, field in self.typed.items():
            field.observe(lambda change, name=name: self._on_typed(name), "value")

    def _make(self, book: Workbook) -> None:
        told = {parameter.name: helped(parameter) for parameter in contract().parameters}
        of_days = days(self.first, self.last)
        groups = [(group.title, name) for name, group in book.groups.items()]
        self.fields: dict[str, Any] = {
            "as_of": slider("As of (day)", told["as_of"], of_days, self.first),
            "known_by": slider("Known by (day)", told["known_by"], [*of_days, ("latest", LATEST)], LATEST),
            "scenarios": several("Scenarios", f"{told['scenarios']}; Ctrl adds or removes one", list(_scenarios(book)), (), rows=7),
            "group": choice("Product group", told["group"], [("All goods", ALL), *groups], ALL),
            "convention": choice(
                "Convention", told["convention"], [(one.title, name) for name, one in book.conventions.items()], self.start.convention
            ),
            "pass_through": slider("Pass-through, %", told["pass_through"], shares(self.start.pass_through), ASSUMED),
            "elasticity": slider("Elasticity (% per %)", told["elasticity"], elasticities(self.start.elasticity), ASSUMED),
            "talks": choice("Negotiation", told["talks"], [(one.title, name) for name, one in book.talks.items()], self.start.talks),
        }
        self.typed = {
            name: day_field(f"{label}, typed", told[name], self.last) for name, label in (("as_of", "As of"), ("known_by", "Known by"))
        }

    @property
    def question(self) -> ExplorerQuestion:
        """What the controls say."""
        said = {name: _plain(field.value) for name, field in self.fields.items()}
        return ExplorerQuestion(**said, first=self.start.first, last=self.start.last)

    @property
    def rows(self) -> list[widgets.Widget]:
        """The controls in the order in which they are shown and reached by the keyboard."""
        with_day = [self._row(name) if name in self.typed else field for name, field in self.fields.items()]
        back = button("Back to the start", "Set every control to what the notebook's parameters say", lambda: self.set(self.start))
        grid = widgets.Box(with_day)
        grid.add_class("tb-controls")
        return [grid, back]

    def _row(self, name: str) -> widgets.Box:
        row = widgets.Box([self.fields[name], self.typed[name]])
        row.add_class("tb-day")
        return row

    def set(self, question: ExplorerQuestion) -> None:
        """Move every control to a question, as one move."""
        self.fill(question)
        self.moved()

    def fill(self, question: ExplorerQuestion) -> None:
        """Show a question without telling of a move."""
        with self._quietly():
            for name, field in self.fields.items():
                value = getattr(question, name)
                field.value = read_day(value) if name in self.typed and value != LATEST else value
            self._follow()

    def _on_move(self, name: str) -> None:
        if self._filling:
            return
        if name in self.typed:
            with self._quietly():
                self._follow()
        self.moved()

    def _follow(self) -> None:
        """The typed days say what the sliders say."""
        for name, field in self.typed.items():
            value = self.fields[name].value
            field.value = self.last if value == LATEST else value

    def _on_typed(self, name: str) -> None:
        """A typed day moves its slider; one outside the slider's days is refused, and the day that holds comes back."""
        if self._filling:
            return
        day = self.typed[name].value
        if day is not None and self.first <= day <= self.last:
            self.fields[name].value = day
            return
        with self._quietly():
            self._follow()
        if day is not None:
            where = self.fields[name].description
            remedy = f"Type a day from {titled(self.first)} to {titled(self.last)}."
            self.refused(ask_error(where, "is outside the days of the slider", titled(day), remedy))

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _scenarios(book: Workbook) -> Iterator[tuple[str, str]]:
    """Scenarios under their titles, with the day they begin on."""
    for name, one in book.scenarios.items():
        yield f"{one.title} (from {titled(one.period.start)})", name


def shares(given: float | str) -> list[tuple[str, Any]]:
    """Shares in steps of five in a hundred, with the given one among them, after the word for what is assumed.

    >>> shares(0.33)[:3], len(shares(0.5))
    ([('as assumed', 'assumed'), ('0%', 0.0), ('5%', 0.05)], 22)
    """
    return _numbers((step / 20 for step in range(21)), given, lambda number: f"{100 * number:g}%")


def elasticities(given: float | str) -> list[tuple[str, Any]]:
    """Elasticities in steps of a quarter up to ten, with the given one among them, after the word for what is assumed."""
    return _numbers((step / 4 for step in range(41)), given, lambda number: f"{number:g}")


def _numbers(steps: Iterator[float], given: float | str, title: Callable[[float], str]) -> list[tuple[str, Any]]:
    values: list[float] = sorted({*steps, *([] if given == ASSUMED else [float(given)])})
    return [("as assumed", ASSUMED), *((title(value), value) for value in values)]
