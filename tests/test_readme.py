"""What the README shows is what the program does."""

import re

import pytest

from conftest import ROOT
from console import Block, blocks, commands, run_command, run_python
from tradebrief import guide

README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown(language: str) -> list[Block]:
    return [block for block in blocks(README) if block.language == language]


@pytest.mark.parametrize("one", [one for block in shown("console") for one in commands(block)], ids=lambda one: one.words[:60])
def test_each_example_of_the_readme_runs_and_prints_what_is_shown(one, run):
    """The lines under a command are printed by it, in that order; a line of dots stands for any number of lines."""
    run_command(one, run)


def test_python_examples_of_the_readme_run(monkeypatch):
    """The README's Python blocks are doctests."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    assert sum(run_python(block, names, "README.md") for block in shown("python")) > 2


def test_every_command_is_told():
    """The README names each command of the command line."""
    from tradebrief.__main__ import cli

    assert [name for name in cli.commands if not re.search(rf"`(tradebrief )?{name}\b", README)] == []


def test_every_verb_of_the_makefile_is_told():
    """The README names each verb that 'make help' shows."""
    verbs = re.findall(r"(?m)^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert {f"make {verb}" for verb in verbs} <= set(re.findall(r"make [a-z]+", README))


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").rglob("README.md")), ids=lambda path: path.parent.name)
def test_field_tables_and_rules_in_the_seeds_readmes_are_those_of_the_code(path):
    """What is generated from the models is up to date; 'make accept' refreshes it."""
    text = path.read_text(encoding="utf-8")
    assert guide.refreshed(text) == text
