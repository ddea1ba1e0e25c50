"""The explorer: controls, views that answer them at once, and what can be taken along, each a part for a cell of a notebook.

Nothing is computed here: the controls make a question, the views ask it. Only the view on show is drawn, in steps, the newest move first, so that
no view stays behind its controls; the others are emptied when what they show no longer holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from tradebrief.errors import ask_error, near
from tradebrief.explore.answers import Answers
from tradebrief.explore.controls import Controls
from tradebrief.explore.debounce import Debouncer
from tradebrief.explore.exports import as_csv, carried, keep, pictured
from tradebrief.explore.fields import ExplorerPart, button, copies, guarded, live, note, problems_of, setting
from tradebrief.explore.form import Form
from tradebrief.explore.question import ExplorerQuestion, contract, in_words, question_of
from tradebrief.explore.reproduce import reproduce
from tradebrief.explore.views import VIEWS, View
from tradebrief.figures.style import Drawn
from tradebrief.tables.table import Table
from tradebrief.workbook.workbook import Workbook


class Pane:
    """The place of one view: what it says, its figure and its table, each filled anew in place. ``holds`` is what they answer."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.holds: tuple[object, ...] | None = None
        self.told, self.figure, self.table = (widgets.HTML() for _ in range(3))
        self.told.add_class("tb-told")
        self.figure.add_class("tb-figure")
        self.table.add_class("tb-table")
        shown = widgets.Box([self.figure, self.table])
        shown.add_class("tb-shown")
        self.box = widgets.VBox([self.told, shown])
        self.box.add_class("tb-pane")

    def empty(self) -> None:
        """Show nothing rather than what no longer holds."""
        if self.holds is not None:
            self.holds = None
            self.told.value = self.figure.value = self.table.value = ""

    def refuse(self, lines: Sequence[str]) -> None:
        """Show why there is no answer."""
        self.holds = ("refused",)
        self.told.value, self.figure.value, self.table.value = note(*lines, wrong=True), "", ""

    def tell(self, asked: str, sentences: str, table: Table) -> None:
        """Show what was asked, the sentences and the table."""
        self.told.value = Markup('<p class="tb-asked">{}</p><p class="tb-said">{}</p>').format(asked, sentences)
        self.table.value = table._repr_html_()

    def draw(self, drawn: Drawn) -> None:
        """Show the figure, under the alternative text that it carries."""
        self.figure.value = Markup('<figure role="img" tabindex="0" aria-label="{}">{}</figure>').format(drawn.alt, Markup(drawn.svg))  # noqa: S704 (its own SVG)


class Explorer:
    """The parts ``controls``, ``views``, ``take`` and ``form``. ``question`` is what the controls say, ``on_show`` the view that is open."""

    def __init__(self, book: Workbook, question: ExplorerQuestion, *, view: str, out: Path, refused: Sequence[str] = ()) -> None:
        self.book, self.out = book, out
        self.answers = Answers(book)
        self.debouncer = Debouncer(self._answer)
        self.panes = {name: Pane(one) for name, one in VIEWS.items()}
        self._of_controls = Controls(book, question, self._moved, lambda failed: self._say(problems_of(failed)))
        self.message = widgets.HTML(note(*refused, wrong=True))
        self._make(view)
        self.tabs.observe(lambda change: self._moved(), "selected_index")
        if live():
            self.debouncer.call()

    def _make(self, view: str) -> None:
        self.tabs = widgets.Tab([pane.box for pane in self.panes.values()], titles=[one.title for one in VIEWS.values()])
        self.tabs.selected_index = list(VIEWS).index(view)
        self.lines = widgets.HTML()
        self.saved = widgets.HTML()
        saves = [
            button("Save figure as SVG", "The figure on show as lines, for print and for the web", partial(self.save, "svg")),
            button("Save figure as PNG", "The figure on show in pixels, for slides and messages", partial(self.save, "png")),
            button("Save table as CSV", "The table on show, for a spreadsheet", partial(self.save, "csv")),
            button("Save recipe", "The recipe above as a file that 'tradebrief render' takes", partial(self.save, "yaml")),
        ]
        row = widgets.Box(saves)
        row.add_class("tb-buttons")
        self.controls = ExplorerPart(
            "the controls", [widgets.HTML(setting()), *self._of_controls.rows, self.message], self._printed_controls
        )
        self.views = ExplorerPart("the views", [self.tabs], self._printed_views)
        self.take = ExplorerPart("what can be taken along", [self.lines, row, self.saved], self._printed_lines)
        self.form = Form(self.book, self.out).part

    # --- asking -------------------------------------------------------------

    @property
    def question(self) -> ExplorerQuestion:
        """What the controls say."""
        return self._of_controls.question

    @property
    def on_show(self) -> View:
        """The view that is open."""
        return list(VIEWS.values())[self.tabs.selected_index or 0]

    def ask(self, **changes: Any) -> None:
        """Move controls, as by hand: ``ask(as_of="2025-07-09", group="cars")``; a value that cannot be is an ``AskError``."""
        self._of_controls.set(question_of(self.book, **{**self.question.parameters, **changes}))

    def open(self, view: str) -> None:
        """Open a view."""
        self.tabs.selected_index = list(VIEWS).index(known_view(view))

    def _moved(self) -> None:
        self.message.value = self.saved.value = ""
        self.debouncer.call()

    def _answer(self) -> Iterator[None]:
        """The view on show for what the controls say now, in steps: sentences and table, then the figure, then how to ask it again."""
        question, view = self.question, self.on_show
        pane = self.panes[view.name]
        for other in self.panes.values():
            if other is not pane and other.holds != other.view.inputs(question):
                other.empty()
        try:
            if pane.holds != view.inputs(question):
                asked = in_words(self.book, question, view.needs)
                pane.tell(asked, view.told(self.answers, question), view.table(self.answers, question))
                pane.holds = ()
                yield
                pane.draw(view.figure(self.answers, question))
                pane.holds = view.inputs(question)
        except Exception as failed:
            pane.refuse(problems_of(failed))
        yield
        self.lines.value = _copies(view, question)

    # --- taking along ---------------------------------------------------------

    def _say(self, lines: Sequence[str]) -> None:
        self.message.value = note(*lines, wrong=True)

    def _unsaved(self, lines: Sequence[str]) -> None:
        self.saved.value = note(*lines, wrong=True)

    @guarded(_unsaved)
    def save(self, kind: str) -> None:
        """Keep the figure (``svg``, ``png``), the table (``csv``) or the recipe (``yaml``) of what the controls say, as a file below ``out``."""
        question, view = self.question, self.on_show
        path, anew = keep(self.out, reproduce(view, question).name, kind, self._content(kind, view, question))
        told = f"Written: {path}" if anew else f"Stands already, the same: {path}"
        self.saved.value = note(told) + carried(path)

    def _content(self, kind: str, view: View, question: ExplorerQuestion) -> bytes:
        if kind == "svg":
            return view.figure(self.answers, question).svg.encode()
        if kind == "png":
            return pictured(view, self.answers, question)
        if kind == "csv":
            return as_csv(view.table(self.answers, question))
        return reproduce(view, question).recipe.encode()

    # --- printing -------------------------------------------------------------

    def _printed_controls(self) -> Iterator[object]:
        asked = self.question.parameters
        rows = tuple((one.name, _shown(asked[one.name]), one.help) for one in contract().parameters if one.name in asked)
        yield Table(caption="What was asked", columns=("control", "value", "meaning"), rows=rows)

    def _printed_views(self) -> Iterator[object]:
        question = self.question
        for view in sorted(VIEWS.values(), key=lambda one: one is not self.on_show):
            yield from view.printed(self.answers, question)

    def _printed_lines(self) -> Iterator[object]:
        question = self.question
        rows = tuple((view.title, reproduce(view, question).command) for view in VIEWS.values())
        yield Table(caption="How to ask it again", columns=("view", "command"), rows=rows)


def _shown(value: Any) -> str:
    return (", ".join(value) or "none") if isinstance(value, list) else str(value)


def _copies(view: View, question: ExplorerQuestion) -> str:
    """The three ways to ask a view again, each with a button that copies it."""
    same = reproduce(view, question)
    ways = {"Command": same.command, "papermill": same.papermill, "Recipe": same.recipe}
    return copies(ways, f"{view.title}. {same.why}")


def known_view(name: str) -> str:
    """The name of a view; an unknown one is an ``AskError``."""
    if name not in VIEWS:
        raise ask_error("view", "is no view", name, near(name, VIEWS))
    return name


def explorer(book: Workbook, *, view: str = "rates", out: str = "exports", **asked: Any) -> Explorer:
    """The explorer of a workbook, opened on a question: the parameters of the notebook ``explore``.

    What is wrong with them is a message where a reader is there, who can go on from the notebook's own start; else it is an ``AskError``.

    >>> import tradebrief as tb
    >>> tb.explorer(tb.load(), as_of="2025-07-09").question.as_of
    '2025-07-09'
    """
    try:
        return Explorer(book, question_of(book, **asked), view=known_view(view), out=Path(out))
    except Exception as failed:
        if not live():
            raise
        return Explorer(book, question_of(book), view="rates", out=Path(out), refused=problems_of(failed))
