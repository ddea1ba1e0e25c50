"""Figures of what moved: offers and demands on the firmness ladder, and who met whom."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from tradebrief.analysis.position_records import Cell, IntervalColumn, Meeting
from tradebrief.analysis.position_result import Positions
from tradebrief.figures.style import (
    FAINT,
    HIGHLIGHT,
    IMPORTER,
    INK,
    LEAST,
    PARTNER,
    SMALL,
    SUSPENDED,
    Drawn,
    beside,
    canvas,
    finish,
    shown_words,
)
from tradebrief.figures.titles import in_lines
from tradebrief.words import named_parties
from tradebrief.words.messages import text
from tradebrief.words.phrases import person, side_by_side


def offers_and_demands(found: Positions, *, ax: Axes | None = None) -> Drawn:
    """What moved: each offer and demand by interval of the talks, darker for firmer, the step printed in the cell.

    Grey is not mentioned, which is not withdrawn; a marked corner is one reporting without a named source.
    """
    with canvas(2.2 + 0.32 * len(found.proposals), ax=ax) as (figure, axes):
        for row, proposal in enumerate(found.proposals):
            for column, interval in enumerate(found.columns):
                _cell(
                    axes, column, row, found.cells.get((proposal.id, interval.name)), PARTNER if proposal.by == found.sides[0] else IMPORTER
                )
        _frame(axes, [short(column) for column in found.columns], [in_lines(shown_words(one.title), 40) for one in found.proposals])
        steps = [f"{level} {text('status', level=level)}" for level in range(1, 7)]
        key = f"{side_by_side([*steps[:3], '']).rstrip()}\n{side_by_side(steps[3:])}\n{text('figure-offers.key')}"
        axes.set_xlabel(key, fontsize=SMALL)
        firmest = max((cell.firmness for cell in found.cells.values()), default=0)
        there = {name for (name, _), cell in found.cells.items() if cell.firmness == firmest}
        return finish(
            figure,
            "offers",
            columns=("proposal", "interval", "firmness", "lone unnamed source"),
            rows=[(name, interval, cell.firmness, "yes" if cell.lone else "no") for (name, interval), cell in sorted(found.cells.items())],
            proposals=len(found.proposals) if found.cells else 0,
            intervals=len(found.columns),
            statements=len(found.statements),
            there=len(there),
            status=text("status", level=int(firmest)),
            day=found.as_of,
        )


def short(column: IntervalColumn) -> str:
    """An interval as a column head: the round it starts with, or the deal."""
    return text("figure-offers.deal") if column.name == "since the deal" else column.name.replace("round-", "R")


def _cell(axes: Axes, column: int, row: int, cell: Cell | None, colour: str) -> None:
    place = (column - 0.48, row - 0.45)
    if cell is None:
        axes.add_patch(Rectangle(place, 0.96, 0.9, facecolor=FAINT, linewidth=0))
        return
    strength = 0.14 + 0.13 * cell.firmness
    axes.add_patch(Rectangle(place, 0.96, 0.9, facecolor=colour, alpha=strength, linewidth=0))
    axes.text(column, row, str(cell.firmness), ha="center", va="center", fontsize=SMALL, color="white" if strength > 0.6 else INK)
    if cell.lone:
        right, top = column + 0.48, row - 0.45
        axes.add_patch(Polygon([(right, top), (right - 0.2, top), (right, top + 0.34)], facecolor=HIGHLIGHT, edgecolor=INK, linewidth=0.5))


def who_met_whom(found: Positions, *, ax: Axes | None = None) -> Drawn:
    """Did the deciders show up: rounds by counterparts, a disc sized by minutes where they met, a cross where one stayed away, nothing where none reports."""
    with canvas(2.0 + 0.42 * max(len(found.counterparts), 1), ax=ax) as (figure, axes):
        for row, name in enumerate(found.counterparts):
            for column, event in enumerate(found.rounds):
                _meeting(axes, column, row, found.meetings[event.id, name])
        _frame(
            axes,
            [f"R{event.event.number or number}" for number, event in enumerate(found.rounds, start=1)],
            [person(name) for name in found.counterparts],
        )
        axes.set_xlabel(text("figure-attendance.key"), fontsize=SMALL)
        met = {name: sum(found.meetings[event.id, name].mark == "met" for event in found.rounds) for name in found.counterparts}
        ranked = sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))
        counts = [text("meeting-count", name=person(name), count=count) for name, count in ranked]
        return finish(
            figure,
            "attendance",
            columns=("counterpart", "round", "mark", "minutes"),
            rows=[
                (name, event.id, found.meetings[event.id, name].mark, found.meetings[event.id, name].minutes)
                for name in found.counterparts
                for event in found.rounds
            ],
            rounds=len(found.rounds),
            people=len(found.counterparts),
            name=person(ranked[0][0]) if ranked else "none",
            count=ranked[0][1] if ranked else 0,
            counts=counts or text("nothing"),
            day=found.as_of,
            importer=named_parties.adjective("importer"),
        )


def _meeting(axes: Axes, column: int, row: int, meeting: Meeting) -> None:
    if meeting.mark == "absent":
        axes.plot(column, row, marker="x", color=IMPORTER, markersize=9, markeredgewidth=2)
    elif meeting.mark == "met" and meeting.minutes:
        axes.plot(column, row, marker="o", color=PARTNER, markersize=6 + meeting.minutes / 10)
        beside(axes, f"{meeting.minutes}′", (column, row), (13, 0), va="center", fontsize=LEAST)
    elif meeting.mark == "met":
        axes.plot(column, row, marker="o", color=PARTNER, markersize=8, alpha=0.45, markeredgecolor=SUSPENDED)


def _frame(axes: Axes, columns: list[str], rows: list[str]) -> None:
    axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), columns)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), rows)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
