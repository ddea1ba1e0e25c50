"""The widgets of one candidate for a fact on the curator's desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from tradebrief.curate.draft import Draft
from tradebrief.curate.fields import FACT, entry, fill, offer, parsed, passage, written
from tradebrief.facts.anchors import Page


class FactRow:
    """The widgets of one candidate, filled anew for whichever candidate they show."""

    def __init__(
        self, tick: Callable[[int, bool], None], change: Callable[[int, str, Any], None], keys: Sequence[str], people: Sequence[str]
    ) -> None:
        self.number = -1
        self.keep = widgets.Checkbox(description="Keep", indent=False, layout=widgets.Layout(width="6em"))
        self.passage = widgets.HTML()
        self.fields = {
            name: entry(name, choices, meaning, narrow=name not in {"key", "says", "tokens", "basis"}) for name, choices, meaning in FACT
        }
        offer(self.fields["key"], keys)
        offer(self.fields["by"], people)
        self.keep.observe(lambda told: tick(self.number, told["new"]), "value")
        for name, field in self.fields.items():
            field.observe(lambda told, name=name: change(self.number, name, parsed(name, told["new"])), "value")
        grid = widgets.GridBox(list(self.fields.values()), layout=widgets.Layout(grid_template_columns="repeat(3, minmax(15em, 1fr))"))
        self.box = widgets.VBox(
            [widgets.HBox([self.keep, self.passage]), grid],
            layout=widgets.Layout(border="1px solid #d9d9d9", padding="4px", margin="4px 0"),
        )

    def show(self, number: int, draft: Draft, kept: Collection[int], page: Page | None) -> None:
        """Show a candidate, or nothing past the last one."""
        self.number = number
        self.box.layout.display = "none" if number >= len(draft.facts) else ""
        if number >= len(draft.facts):
            return
        fact = draft.facts[number]
        self.keep.value = number in kept
        for name, field in self.fields.items():
            fill(field, written(name, fact.get(name, "")))
        remark = draft.remarks[number] if number < len(draft.remarks) else ""
        self.passage.value = Markup("<b>{}.</b> {}<br><small>{}</small>").format(number + 1, passage(page, fact), remark)
