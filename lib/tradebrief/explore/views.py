"""The views: which fields of the question each answers to, and the sentences, the table and the figure that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from IPython.display import Markdown

from tradebrief import figures, tables, words
from tradebrief.errors import AskError
from tradebrief.explore.answers import LAW, Answers
from tradebrief.explore.question import ExplorerQuestion, in_words
from tradebrief.figures.style import Drawn, footed
from tradebrief.period import read_day
from tradebrief.tables.table import Table, plain


@dataclass(frozen=True, kw_only=True)
class View:
    """One view: its name and title, the fields of the question it answers to, and how it is said, tabled and drawn.

    ``notebook`` is the report that asks the same, where a report can.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    notebook: str
    say: Callable[[Answers, ExplorerQuestion], tuple[words.Sentence, ...]]
    tabled: Callable[[Answers, ExplorerQuestion], Table]
    drawn: Callable[[Answers, ExplorerQuestion], Drawn]

    def inputs(self, question: ExplorerQuestion) -> tuple[object, ...]:
        """What of a question the view hangs on: two questions alike in it are shown alike."""
        return tuple(getattr(question, name) for name in self.needs)

    def told(self, answers: Answers, question: ExplorerQuestion) -> str:
        """The sentences, as one text."""
        return answers.kept(f"{self.name}: words", self.inputs(question), lambda: " ".join(map(str, self.say(answers, question))))

    def table(self, answers: Answers, question: ExplorerQuestion) -> Table:
        """The table without its links, which lead to places of a report."""
        return answers.kept(f"{self.name}: table", self.inputs(question), lambda: _bare(self.tabled(answers, question)))

    def figure(self, answers: Answers, question: ExplorerQuestion) -> Drawn:
        """The figure, with what was asked at its foot."""
        return answers.kept(f"{self.name}: figure", self.inputs(question), lambda: self.draw(answers, question))

    def printed(self, answers: Answers, question: ExplorerQuestion) -> Iterator[object]:
        """The view as a report shows it; where it is refused, why."""
        yield Markdown(f"### {self.title}")
        try:
            yield from (words.Sentence(self.told(answers, question)), self.figure(answers, question), self.table(answers, question))
        except AskError as refused:
            yield words.Sentence(str(refused))

    def draw(self, answers: Answers, question: ExplorerQuestion) -> Drawn:
        """The figure, drawn anew."""
        with footed(in_words(answers.book, question, self.needs)):
            return self.drawn(answers, question)


def _bare(table: Table) -> Table:
    return replace(table, name="", rows=tuple(tuple(plain(cell) for cell in row) for row in table.rows))


VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View(
            name="rates",
            title="Rate steps",
            needs=("as_of", "first", "last", "scenarios", *LAW),
            notebook="tariff_exposure",
            say=lambda ask, q: (words.exposure.owed(ask.exposure(q)), words.exposure.changed(ask.daily(q), read_day(q.as_of))),
            tabled=lambda ask, q: tables.exposure.steps(ask.daily(q)),
            drawn=lambda ask, q: figures.exposure.over_time(ask.daily(q), read_day(q.as_of)),
        ),
        View(
            name="measures",
            title="Duty by measure",
            needs=("as_of", "scenarios", *LAW),
            notebook="tariff_exposure",
            say=lambda ask, q: (words.exposure.owed(ask.exposure(q)), words.exposure.measures(ask.exposure(q), ask.held_back(q))),
            tabled=lambda ask, q: tables.exposure.by_measure(ask.exposure(q)),
            drawn=lambda ask, q: figures.exposure.waterfall(ask.exposure(q), ask.held_back(q)),
        ),
        View(
            name="scenarios",
            title="Scenarios",
            needs=("as_of", "scenarios", *LAW),
            notebook="tariff_exposure",
            say=lambda ask, q: (words.exposure.scenarios(ask.others(q)),),
            tabled=lambda ask, q: tables.exposure.scenarios(ask.others(q)),
            drawn=lambda ask, q: figures.exposure.scenarios(ask.plain(q), ask.others(q)),
        ),
        View(
            name="bearers",
            title="Who bears it",
            needs=("as_of", "scenarios", "pass_through", "elasticity", *LAW),
            notebook="tariff_exposure",
            say=lambda ask, q: (words.incidence.bearers(ask.response(q)),),
            tabled=lambda ask, q: tables.incidence.response(ask.response(q)),
            drawn=lambda ask, q: figures.incidence.bearers(ask.response(q)),
        ),
        View(
            name="talks",
            title="The talks",
            needs=("as_of", "known_by", "talks"),
            notebook="negotiation_cadence",
            say=lambda ask, q: (words.talks.rounds(ask.cadence(q)),),
            tabled=lambda ask, q: tables.talks.rounds(ask.cadence(q)),
            drawn=lambda ask, q: figures.talks.swim_lanes(ask.cadence(q)),
        ),
        View(
            name="forecast",
            title="Next round",
            needs=("as_of", "known_by", "talks"),
            notebook="negotiation_cadence",
            say=lambda ask, q: (words.forecast.next_round(ask.forecast(q)),),
            tabled=lambda ask, q: tables.talks.models(ask.forecast(q)),
            drawn=lambda ask, q: figures.talks.gaps(ask.cadence(q), ask.forecast(q)),
        ),
    )
}
"""The views by name, in the order in which they are shown."""
