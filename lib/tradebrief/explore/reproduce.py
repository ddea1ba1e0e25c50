"""A question written down so that a report asks the same: as a command, as a line for papermill and as a recipe.

A view is asked again of the report that holds it. Where that report has no parameter for what was asked (a product group, a number that is not
as assumed, several scenarios), the notebook ``explore`` is asked, which takes everything.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tradebrief.explore.question import ALL, ASSUMED, NOTEBOOK, ExplorerQuestion
from tradebrief.explore.views import View
from tradebrief.period import read_day
from tradebrief.wording import long_day


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """The report that asks the same: its notebook, its parameters, the name and title it is given, and why it is this one."""

    notebook: str
    parameters: Mapping[str, Any]
    name: str
    title: str
    why: str

    @property
    def command(self) -> str:
        """The command that renders it."""
        return command(self.notebook, self.parameters, self.name)

    @property
    def papermill(self) -> str:
        """The same for papermill; lists are given as YAML, for it takes no other."""
        words = ["papermill", f"notebooks/{self.notebook}.ipynb", f"{self.name}.ipynb"]
        for name, value in self.parameters.items():
            words += ["-y", f"{name}: {json.dumps(value)}"] if isinstance(value, list) else ["-p", name, str(value)]
        return shlex.join(words)

    @property
    def recipe(self) -> str:
        """The recipe, for a file in ``reports/`` or one that ``tradebrief render`` is given."""
        values = "".join(f"  {name}: {_quoted(value)}\n" for name, value in self.parameters.items())
        return f"notebook: {self.notebook}\ntitle: {_quoted(self.title)}\nparameters:\n{values}"


def command(notebook: str, parameters: Mapping[str, Any], name: str = "", out: str = "") -> str:
    """The command that renders a notebook with these parameters."""
    words = ["tradebrief", "render", notebook]
    for key, value in parameters.items():
        words += ["-p", f"{key}={shown(value)}"]
    words += (["--name", name] if name else []) + (["--out", out] if out else [])
    return shlex.join(words)


def shown(value: Any) -> str:
    """A value as the command line takes it."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _quoted(value: Any) -> str:
    """A value as YAML: text in quotes, which JSON writes the same way."""
    return json.dumps([str(one) for one in value] if isinstance(value, list | tuple) else str(value), ensure_ascii=False)


def reproduce(view: View, question: ExplorerQuestion) -> Reproduction:
    """The report that asks what a view asks."""
    own, why = _own(view, question)
    parameters = (
        own if own is not None else {"view": view.name, **{name: value for name, value in question.parameters.items() if value != []}}
    )
    return Reproduction(
        notebook=view.notebook if own is not None else NOTEBOOK,
        parameters=parameters,
        name=f"{view.name}_{question.as_of}",
        title=f"{view.title} on {long_day(read_day(question.as_of))}",
        why=why,
    )


def _own(view: View, question: ExplorerQuestion) -> tuple[dict[str, Any] | None, str]:
    """The parameters of the view's own report, or ``None`` where it cannot ask this; and why."""
    if view.notebook == "negotiation_cadence":
        return {name: getattr(question, name) for name in ("as_of", "known_by", "talks")}, "The report on cadence asks the same."
    beyond = _beyond(view, question)
    if beyond:
        return (
            None,
            f"The report on exposure cannot ask for {' or '.join(beyond)}, so the recipe names this notebook, which prints every view.",
        )
    asked = {name: getattr(question, name) for name in ("as_of", "known_by", "convention", "first", "last")}
    laid = {"scenario": question.scenarios[0]} if question.scenarios else {}
    return asked | laid, "The report on exposure asks the same."


def _beyond(view: View, question: ExplorerQuestion) -> list[str]:
    """What the report on exposure has no parameter for."""
    chosen = len(question.scenarios)
    asked = {
        "one product group": question.group != ALL,
        "several scenarios at once": chosen > 1 and view.name != "scenarios",
        "some scenarios only": chosen > 0 and view.name == "scenarios",
        "another pass-through": "pass_through" in view.needs and question.pass_through != ASSUMED,
        "another elasticity": "elasticity" in view.needs and question.elasticity != ASSUMED,
    }
    return [name for name, needed in asked.items() if needed]
