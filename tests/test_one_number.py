"""The walk in ``docs/one-number.md`` is what happens: the functions it names run in the order in which it names them."""

import re
import sys
from pathlib import Path

import tradebrief as tb
from conftest import ROOT
from tradebrief.render.grid import jobs_of
from tradebrief.render.page import page

WALK = (ROOT / "docs" / "one-number.md").read_text(encoding="utf-8")


def told() -> list[tuple[str, Path]]:
    """The functions of the walk with their files, in order."""
    return [(name, (ROOT / "docs" / path).resolve()) for name, path in re.findall(r"\[`(\w+)`\]\((\S+)\)", WALK)]


def test_the_walk_is_what_happens(tmp_path):
    """From the seed to the page: each function is called first where the walk says so, in at most twelve files with the seed."""
    steps = told()
    wanted = {(str(path), name) for name, path in steps}
    called: list[tuple[str, str]] = []

    def watch(frame, event, argument):
        place = (frame.f_code.co_filename, frame.f_code.co_name)
        if event == "call" and place in wanted and place not in called:
            called.append(place)

    [job] = jobs_of(["briefing"], [{}], out=tmp_path, seeds=None)
    sys.setprofile(watch)
    try:
        found = tb.exposure(tb.load(), as_of="2025-06-14", known_by="2025-06-14")
        data, metadata = tb.words.exposure.owed(found)._repr_mimebundle_()
        output = {"output_type": "display_data", "data": data, "metadata": metadata}
        cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
        html = page({"cells": [cell], "metadata": {}}, job)
    finally:
        sys.setprofile(None)
    assert called == [(str(path), name) for name, path in steps]
    assert len({path for _, path in steps}) + 1 <= 12
    assert (ROOT / "seeds/measures/usa-232-autos.yaml").is_file()
    assert "16.25" in html
    assert "formula: 24,586,296,262 / 151,340,030,810 = 16.2457%" in html
