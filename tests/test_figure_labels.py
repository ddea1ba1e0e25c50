"""No label of a figure lies on another label, on a line of data or outside the figure: measured on every figure, on days of each stage of the talks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

import tradebrief as tb
from tradebrief.figures.style import Drawn
from tradebrief.words.messages import in_language

DAYS = ("2025-03-20", "2025-06-14", "2025-08-15", "2026-10-31")
MARGIN = 2.0
"""Pixels that boxes may share: a box is a little larger than what is written in it."""


@cache
def book() -> tb.Workbook:
    return tb.load()


def figures(day: str) -> Iterator[Drawn]:
    """Every figure of the reports, as of a day and as known by then."""
    asked = {"as_of": day, "known_by": day}
    brief = tb.briefing(book(), since="2025-01-15", **asked)
    found, talks, made = brief.now, brief.rounds, brief.forecast
    daily = tb.series(book(), first=brief.first.as_of, last=day, known_by=day)
    shown = tb.figures
    yield shown.briefing.average_tariff(brief, daily)
    yield shown.exposure.over_time(daily, found.as_of)
    yield shown.exposure.by_group(found)
    yield shown.exposure.by_sector(found)
    yield shown.exposure.waterfall(found, brief.held_back)
    yield shown.exposure.scenarios(found, brief.scenarios)
    yield shown.incidence.quota(tb.quota_case(book(), found, volume=100_000, inside_rate=0.1, outside_rate=0.275), 0.15)
    yield shown.rates.rate_path(tb.rate_path(book(), "8703.23.01", known_by=day))
    yield shown.rates.stack(book().schedule("USA").as_at(day, day).duty("8481.80.50", "JPN"))
    yield shown.rates.gaps(tb.history(book(), "8481.80.50", known_by=day))
    facts = tb.fact_book(book(), known_by=max(day, "2025-06-14"))
    yield shown.facts.origins_by_kind(facts)
    yield shown.facts.two_clocks(facts)
    yield shown.talks.swim_lanes(talks)
    yield shown.talks.gaps(talks, made)
    yield shown.talks.spread(made)
    yield shown.talks.calendar(talks)
    yield shown.deals.time_to_deal(brief.deals)
    yield shown.deals.time_to_signing(brief.deals)
    yield shown.positions.offers_and_demands(brief.positions)
    yield shown.positions.who_met_whom(brief.positions)


def published() -> Iterator[Drawn]:
    """The figures that hang on no day of the question."""
    response = tb.incidence(book(), tb.exposure(book(), as_of="2025-06-14"))
    yield tb.figures.incidence.bearers(response)
    yield tb.figures.incidence.tornado(response)
    yield tb.figures.benchmarks.published(tb.published_rates(book()))
    yield tb.figures.benchmarks.bridge(tb.bridge(book(), as_of="2025-11-14", start="tpc", end="waugh"))
    yield tb.figures.benchmarks.collected(tb.collected_vs_statutory(book(), first="2025-01-01", last="2025-12-31"))


def boxes(drawn: Drawn) -> tuple[list[tuple[Text, Any]], Any]:
    """What is written in a figure, level text with its box in pixels; ticks beyond the axes are not drawn."""
    figure = drawn.figure
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()  # all that is placed is placed; no pixel is needed
    renderer = canvas.get_renderer()
    beyond = set()
    for axis in (one for axes in figure.axes for one in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        room = 1e-9 * (high - low)
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not low - room <= tick.get_loc() <= high + room:
                beyond |= {tick.label1, tick.label2}
    written = [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip() and one not in beyond]
    return [(one, one.get_window_extent(renderer)) for one in written if not one.get_rotation() % 90], figure.bbox


def collisions(drawn: Drawn) -> Iterator[str]:
    """What lies on what. The title keeps blank lines for what is written below it, so these two are left out."""
    written, page = boxes(drawn)
    own = set(drawn.figure.texts)
    for (one, first), (other, second) in combinations(written, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        if wide > MARGIN and high > MARGIN + 1 and not {one, other} <= own:
            yield f"'{one.get_text()}' on '{other.get_text()}'"
    for text, box in written:
        if box.x0 < -MARGIN or box.x1 > page.width + MARGIN or box.y0 < -MARGIN or box.y1 > page.height + MARGIN:
            yield f"'{text.get_text()}' runs out of the figure"
        if text.get_bbox_patch() is None and any(crosses(line, box) for axes in drawn.figure.axes for line in axes.lines):
            yield f"a line crosses '{text.get_text()}'"


def crosses(line: Any, box: Any) -> bool:
    """Whether a line of data runs through a box."""
    if not line.get_visible() or line.get_linestyle() in ("None", "none", ""):
        return False
    places = line.get_transform().transform_path(line.get_path()).vertices
    for (x0, y0), (x1, y1) in pairwise(places):
        steps = np.linspace(0, 1, int(max(abs(x1 - x0), abs(y1 - y0))) + 2)
        xs, ys = x0 + (x1 - x0) * steps, y0 + (y1 - y0) * steps
        if np.any((xs > box.x0 + MARGIN) & (xs < box.x1 - MARGIN) & (ys > box.y0 + MARGIN + 1) & (ys < box.y1 - MARGIN - 1)):
            return True
    return False


def found(shown: Iterator[Drawn]) -> list[str]:
    return [f"{drawn.title}: {one}" for drawn in shown for one in collisions(drawn)]


@pytest.mark.parametrize("day", DAYS)
def test_labels_of_figures_keep_clear_of_each_other(day):
    """On a day before the talks, during them, after the deal and today."""
    assert found(figures(day)) == []


def test_labels_of_figures_of_published_rates_keep_clear():
    """The same for the figures of published and collected rates."""
    assert found(published()) == []


def test_a_label_on_a_label_is_found():
    """The measure itself: two labels in one place, and a line through one."""
    from tradebrief.figures.style import canvas, finish

    with canvas(2.0) as (figure, axes):
        axes.text(0.5, 0.5, "first", transform=axes.transAxes)
        axes.text(0.5, 0.5, "second", transform=axes.transAxes)
        axes.plot([0, 1], [0.2, 0.2])
        axes.text(0.5, 0.2, "crossed", va="center")
        drawn = finish(figure, title="x", alt="x")
    told = list(collisions(drawn))
    assert any("'first' on 'second'" in one for one in told)
    assert any("crosses 'crossed'" in one for one in told)


def test_labels_of_figures_in_japanese_keep_clear():
    """Wide signs need more room."""
    with in_language("ja", book()):
        assert found(figures("2025-06-14")) == []
