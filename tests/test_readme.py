"""What the README shows is what the program does."""

import re
import shlex

import pytest

from conftest import ROOT
from tradebrief import guide

README = (ROOT / "README.md").read_text(encoding="utf-8")


def examples() -> list[tuple[str, list[str]]]:
    """Each ``$ tradebrief …`` line of a console block with the lines shown under it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, *shown = part.rstrip("\n").splitlines()
            found.append((command, shown))
    return found


@pytest.mark.parametrize(
    ("command", "shown"), [pair for pair in examples() if pair[0].startswith("tradebrief")], ids=lambda value: str(value)[:60]
)
def test_each_example_of_the_readme_runs_and_prints_what_is_shown(command, shown, run):
    """The lines under a command are printed by it, in that order; a line of dots stands for any number of lines."""
    result = run(*shlex.split(command.partition(" #")[0])[1:])
    printed = [line.rstrip() for line in (result.out + result.err).splitlines()]
    at = 0
    for line in shown:
        if line.strip() == "…":
            continue
        assert line.rstrip() in printed[at:], f"{line!r} is not printed by {command}:\n" + "\n".join(printed[:40])
        at = printed.index(line.rstrip(), at) + 1


def test_python_examples_of_the_readme_run(monkeypatch):
    """The README's Python blocks are doctests."""
    import doctest

    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README", "README.md", 0)
    out: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test, out=out.append)
    assert results.failed == 0, "".join(out)
    assert results.attempted > 2


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
