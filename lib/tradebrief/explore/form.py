"""A form for any notebook, made from its contract: what each parameter takes, its bounds and its help, checked as it is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from tradebrief.errors import AskError
from tradebrief.explore.exports import carried, free_name
from tradebrief.explore.fields import STYLE, ExplorerPart, button, choice, copies, guarded, note, problems_of, wide
from tradebrief.explore.question import NOTEBOOK
from tradebrief.explore.renders import Made, Renders
from tradebrief.explore.reproduce import command, shown
from tradebrief.period import read_day
from tradebrief.render.parameters import Contract, Parameter, contract_of
from tradebrief.render.recipe import by_name
from tradebrief.render.values import choices
from tradebrief.tables.table import Table
from tradebrief.workbook.own import OWN
from tradebrief.workbook.workbook import Workbook


class Field:
    """One parameter of a notebook as a labelled control, with its help below and what is wrong with it beside."""

    def __init__(self, book: Workbook, contract: Contract, parameter: Parameter) -> None:
        self.book, self.contract, self.parameter = book, contract, parameter
        self.control = control_of(book, parameter)
        self.wrong = widgets.HTML()
        meaning = widgets.HTML(Markup('<p class="tb-help">{} <em>({})</em></p>').format(parameter.help, parameter.takes))
        self.box = widgets.VBox([self.control, meaning, self.wrong])
        self.box.add_class("tb-field")
        self.control.observe(lambda change: self.check(), "value")

    @property
    def given(self) -> Any:
        """What the control says, as the contract reads it."""
        value = self.control.value
        if isinstance(value, tuple):
            return list(value)
        return value if isinstance(value, bool | list) else "" if value is None else str(value)

    def check(self) -> Any:
        """The value as declared, or ``None`` with the reason beside the control."""
        try:
            value = self.contract.check({self.parameter.name: self.given}, lambda: self.book)[self.parameter.name]
        except AskError as refused:
            self.wrong.value = note(*problems_of(refused), wrong=True)
            return None
        self.wrong.value = ""
        return value


def control_of(book: Workbook, parameter: Parameter) -> Any:
    """The control that suits what a parameter takes: a box to tick, a list, a day, a line that offers known names, or a line."""
    takes, default, look = parameter.takes, parameter.default, {"style": STYLE, "layout": wide()}
    label, tip = parameter.name, f"{parameter.help} ({takes})"
    if takes == "yes or no":
        return widgets.Checkbox(description=label, value=bool(default), tooltip=tip, indent=True, **look)
    names = choices(takes, book)
    if names and takes.startswith("list of "):
        return widgets.SelectMultiple(
            description=label, options=names, value=tuple(default if isinstance(default, list) else ()), rows=min(6, len(names)), **look
        )
    if names and takes.startswith("one of: "):
        return widgets.Dropdown(description=label, options=names, value=default, tooltip=tip, **look)
    if names:
        return widgets.Combobox(description=label, options=names, value=shown(default), placeholder=takes, tooltip=tip, **look)
    if takes in {"date", f"date or {OWN}"}:
        day = str(book.own(label) if default == OWN else default)
        return widgets.DatePicker(description=label, value=read_day(day), tooltip=tip, **look)
    return widgets.Text(description=label, value=shown(default), placeholder=takes, tooltip=tip, continuous_update=False, **look)


class Form:
    """The form of one notebook at a time. ``part`` is what a cell shows; reports are written to ``out``."""

    def __init__(self, book: Workbook, out: Path) -> None:
        self.book, self.out = book, out
        self.contracts = {name: contract_of(path) for name, path in by_name("notebooks", ".ipynb").items()}
        self.renders = Renders(self._made)
        first = next(name for name in self.contracts if name != NOTEBOOK)
        titles = [(f"{contract.title} – {name}", name) for name, contract in self.contracts.items()]
        self.notebook = choice("Notebook", "the question to ask", titles, first)
        self.place, self.said = widgets.VBox(), widgets.HTML()
        self.render_button = button("Render the report", "Run the notebook with these values and write its page", self.render)
        row = widgets.Box([self.render_button, button("Show the command", "The line that renders the same in a terminal", self.show)])
        row.add_class("tb-buttons")
        self.notebook.observe(lambda change: self.choose(), "value")
        self.choose()
        self.part = ExplorerPart("the form", [self.notebook, self.place, row, self.said], self._printed)

    @property
    def chosen(self) -> str:
        """The notebook that is chosen."""
        return str(self.notebook.value)

    def choose(self) -> None:
        """Show the fields of the notebook that is chosen."""
        contract = self.contracts[self.chosen]
        self.fields = [Field(self.book, contract, parameter) for parameter in contract.parameters]
        self.place.children = [field.box for field in self.fields]
        self.said.value = ""

    def _say(self, lines: Sequence[str]) -> None:
        self.said.value = note(*lines, wrong=True)

    def changed(self) -> dict[str, Any] | None:
        """The values that are not the notebook's own; ``None`` where one is wrong, which its field then says."""
        values = {field.parameter.name: field.check() for field in self.fields}
        if None in values.values():
            self._say(["Some fields are wrong; each says why. Correct them first."])
            return None
        return {
            field.parameter.name: values[field.parameter.name]
            for field in self.fields
            if values[field.parameter.name] not in (field.parameter.default, self._own(field.parameter))
        }

    def _own(self, parameter: Parameter) -> Any:
        """What a parameter means that is left to the workbook; its default where it is not."""
        return self.book.own(parameter.name) if parameter.default == OWN else parameter.default

    @guarded(_say)
    def show(self) -> None:
        """Print the command."""
        values = self.changed()
        if values is not None:
            self.said.value = copies({"Command": command(self.chosen, values)})

    @guarded(_say)
    def render(self) -> None:
        """Render the report in a process of its own, so that the controls stay usable; under a name that no file has."""
        values = self.changed()
        if values is not None:
            name = free_name(self.out, self.chosen)
            self.render_button.disabled = True
            self.said.value = note(f"Rendering {name} …")
            self.renders.start(self.chosen, values, self.out, name)

    def _made(self, made: Made) -> None:
        """Tell what came of it."""
        self.render_button.disabled = False
        if made.page is None:
            self._say(list(made.lines))
            return
        self.said.value = note(f"Written: {made.page}", *made.lines) + carried(made.page)

    def _printed(self) -> Iterator[object]:
        rows = tuple(
            (name, contract.title, ", ".join(one.name for one in contract.parameters)) for name, contract in self.contracts.items()
        )
        yield Table(caption="Notebooks that can be asked", columns=("notebook", "question", "takes"), rows=rows)
