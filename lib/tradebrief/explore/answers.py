"""The answers to a question, each worked out from the fields it needs and no others, and kept.

Nothing is computed here that an analysis does not compute: an answer calls it with what the controls say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from cachetools import LRUCache

from tradebrief.analysis.cadence.cadence import Cadence, cadence
from tradebrief.analysis.cadence.forecast import forecast
from tradebrief.analysis.cadence.forecast_result import Forecast
from tradebrief.analysis.exposure.account import exposure
from tradebrief.analysis.exposure.parts import ExposurePart
from tradebrief.analysis.exposure.result import Exposure
from tradebrief.analysis.exposure.scenarios import ScenarioResult, compare_scenarios, suspended
from tradebrief.analysis.exposure.series import Series, series
from tradebrief.analysis.exposure.table import TradeTable
from tradebrief.analysis.exposure.trade import trade_table
from tradebrief.analysis.incidence.draws import Range
from tradebrief.analysis.incidence.response import incidence, sectors_of
from tradebrief.analysis.incidence.result import Response
from tradebrief.errors import ask_error
from tradebrief.explore.question import ALL, ASSUMED, ExplorerQuestion
from tradebrief.workbook.workbook import Workbook

Worked = TypeVar("Worked")

MOST = 96
"""Answers kept; the one used longest ago goes first."""

DRAWS = 65_536
"""Draws behind the bands of a response: few enough to follow a slider. The central run does not depend on them."""

LAW = ("known_by", "convention", "group")
"""The fields that every question to the law needs besides its day and its scenarios."""


def from_fields(*needs: str) -> Callable[[Callable[[Answers, ExplorerQuestion], Worked]], Callable[[Answers, ExplorerQuestion], Worked]]:
    """An answer that is kept by these fields of the question."""

    def kept(work: Callable[[Answers, ExplorerQuestion], Worked]) -> Callable[[Answers, ExplorerQuestion], Worked]:
        @wraps(work)
        def answer(answers: Answers, question: ExplorerQuestion) -> Worked:
            inputs = tuple(getattr(question, name) for name in needs)
            return answers.kept(work.__name__, inputs, lambda: work(answers, question))

        return answer

    return kept


class Answers:
    """What a workbook answers. The last answers are kept by name and inputs; ``runs`` counts how often each name was worked out."""

    def __init__(self, book: Workbook, most: int = MOST) -> None:
        self.book, self.runs = book, Counter[str]()
        self._kept: LRUCache[Hashable, Any] = LRUCache(most)

    def kept(self, name: str, inputs: Hashable, work: Callable[[], Worked]) -> Worked:
        """The answer kept under these inputs, else worked out now; what was refused is not kept."""
        if (name, inputs) not in self._kept:
            self.runs[name] += 1
            self._kept[name, inputs] = work()
        return self._kept[name, inputs]

    @from_fields("group")
    def trade(self, question: ExplorerQuestion) -> TradeTable:
        """The rows of trade asked about: all of them, or one group of products."""
        table = trade_table(self.book, self.book.origin_asked(None))
        return table if question.group == ALL else table.only(question.group)

    def _law(self, question: ExplorerQuestion) -> dict[str, object]:
        how, table = self.book.conventions[question.convention], self.trade(question)
        if question.group != ALL and how.kind == "collected":
            raise ask_error("product group", "is not shown separately in what customs collected", question.group, "Choose all goods.")
        if set(table.chapter) <= set(how.without_chapters):
            raise ask_error(
                "product group", f"is left out by the convention {how.id}", question.group, "Choose another group or convention."
            )
        return {"known_by": question.known_by, "convention": question.convention, "trade": table}

    @from_fields("as_of", "scenarios", *LAW)
    def exposure(self, question: ExplorerQuestion) -> Exposure:
        """What is owed on the day, with the scenarios laid over the law together."""
        return exposure(self.book, as_of=question.as_of, scenario=question.scenarios, **self._law(question))  # type: ignore[arg-type]

    @from_fields("as_of", "scenarios", *LAW)
    def held_back(self, question: ExplorerQuestion) -> tuple[ExposurePart, ...]:
        """What is suspended on the day."""
        return suspended(self.book, self.exposure(question))

    @from_fields("first", "last", "scenarios", *LAW)
    def daily(self, question: ExplorerQuestion) -> Series:
        """The rate day by day."""
        return series(self.book, first=question.first, last=question.last, scenario=question.scenarios, **self._law(question))  # type: ignore[arg-type]

    def plain(self, question: ExplorerQuestion) -> Exposure:
        """What is owed on the day by the law as it is, without a scenario."""
        return self.exposure(replace(question, scenarios=()))

    @from_fields("as_of", "scenarios", *LAW)
    def others(self, question: ExplorerQuestion) -> tuple[ScenarioResult, ...]:
        """Each chosen scenario alone beside the law; where none is chosen, every one that has begun."""
        return compare_scenarios(self.book, self.plain(question), question.scenarios)

    @from_fields("as_of", "scenarios", "pass_through", "elasticity", *LAW)
    def response(self, question: ExplorerQuestion) -> Response:
        """What trade does about it; a number that is given takes the place of every range of its kind."""
        found = self.exposure(question)
        if not found.by_group:
            raise ask_error("who bears it", "has no product group to be told of", question.convention, "Choose another convention.")
        sectors = sectors_of(self.book, found)
        given = dict.fromkeys(sectors.pass_through, question.pass_through) | dict.fromkeys(sectors.elasticity, question.elasticity)
        spread = {name: Range(low=float(one), central=float(one), high=float(one)) for name, one in given.items() if one != ASSUMED}
        return incidence(self.book, found, spread=spread, count=DRAWS)

    @from_fields("as_of", "known_by", "talks")
    def cadence(self, question: ExplorerQuestion) -> Cadence:
        """How often the sides had met."""
        return cadence(self.book, question.talks, as_of=question.as_of, known_by=question.known_by)

    @from_fields("as_of", "known_by", "talks")
    def forecast(self, question: ExplorerQuestion) -> Forecast:
        """When they are likely to meet again."""
        return forecast(self.book, question.talks, as_of=question.as_of, known_by=question.known_by)
