"""Figures: the same bytes for the same numbers, words and numbers as they were written, an alternative text always."""

import re

import pytest
from matplotlib.figure import Figure

from tradebrief.figures.style import Drawn, canvas, finish, slim


def drawn() -> Drawn:
    with canvas(2.0) as (figure, axes):
        axes.plot([0.123456, 1.987654], [1, 2])
        axes.text(0.5, 1.5, "p = 0.117, 1,370,000 cars, <b>&</b>")
        return finish(figure, title="A line", alt="Line of 2 points")


def test_numbers_written_in_a_figure_keep_their_decimals():
    """Slimming shortens coordinates, never what a reader reads."""
    svg = drawn().svg
    assert "p = 0.117" in svg
    assert not re.search(r'="[^"]*\d\.\d{3,}', svg)


def test_a_figure_is_the_same_bytes_each_time():
    """No date, no random names."""
    assert drawn().svg == drawn().svg
    assert "dc:date" not in drawn().svg


def test_markup_in_a_label_is_text():
    """What a label says cannot become an element of the picture."""
    assert "<b>" not in drawn().svg
    assert "&lt;b&gt;" in drawn().svg


def test_a_figure_without_an_alternative_text_cannot_be_made():
    """The library refuses it where it is drawn."""
    with pytest.raises(ValueError, match="no alternative text"):
        Drawn(title="x", alt=" ", figure=Figure(), axes=Figure().subplots())


def test_slimming_an_svg_twice_changes_nothing_more_than_its_fonts():
    """What can be taken out is taken out at once."""
    once = drawn().svg
    assert slim(once).count("<path") == once.count("<path")
