"""What a stranger looks for is there and agrees: the licence, how to contribute, how to cite, which version."""

import re
from importlib.metadata import version

import yaml

import tradebrief as tb
from conftest import ROOT


def test_the_version_is_one(run):
    """The command line, the installed package and the citation name the version of the code."""
    cited = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert {cited["version"], version("tradebrief"), run("--version").out.split()[-1]} == {tb.__version__}
    assert {"cff-version", "message", "title", "authors"} <= set(cited)


def test_contributing_names_every_verb_of_a_change_and_nothing_else():
    """Each ``make VERB`` is a verb of the Makefile; setting up, checking and accepting are among them."""
    verbs = set(re.findall(r"(?m)^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8")))
    told = set(
        re.findall(r"make ([a-z]+)`|^\$ make ([a-z]+)", text := (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {one or other for one, other in told}
    assert {"check", "test", "accept"} <= named <= verbs
    assert "Numbers that moved" in text


def test_the_licence_is_the_one_the_package_names():
    """MIT, in the file and in the citation."""
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "license: MIT" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
