"""What the README shows is what the program does."""

import re

import pytest
from PIL import Image
from pydantic import BaseModel

from conftest import ROOT
from console import Block, blocks, commands, run_command, run_python
from tradebrief.facts import records
from tradebrief.law import charge, goods, measure, scenario
from tradebrief.workbook import rules

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


def test_the_pictures_on_the_first_screen_are_there_and_light():
    """The briefing and the explorer, each in light and dark and described, in less than 300 kB together, before the first heading."""
    top = README.partition("\n## ")[0]
    named = re.findall(r'(?:src|srcset)="(docs/pictures/[\w-]+\.webp)"', top)
    assert sorted(named) == [f"docs/pictures/{page}-{scheme}.webp" for page in ("briefing", "explorer") for scheme in ("dark", "light")]
    assert all(len(alt.split()) > 5 for alt in re.findall(r'<img alt="([^"]*)"', top))
    sizes = [Image.open(ROOT / name).size for name in named]
    assert len(set(sizes)) == 1
    assert sizes[0][0] >= 1000
    assert sum((ROOT / name).stat().st_size for name in named) < 300_000


def test_every_command_is_told():
    """The README names each command of the command line."""
    from tradebrief.__main__ import COMMANDS

    assert [name for name in COMMANDS if not re.search(rf"`(tradebrief )?{name}\b", README)] == []


def test_every_verb_of_the_makefile_is_told():
    """The README names each verb that 'make help' shows."""
    verbs = re.findall(r"(?m)^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert {f"make {verb}" for verb in verbs} <= set(re.findall(r"make [a-z]+", README))


RECORDS = {
    model.__name__: model
    for module in (records, measure, charge, scenario, goods)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
}

README_OF_SEEDS = sorted((ROOT / "seeds").rglob("README.md"))


@pytest.mark.parametrize("path", README_OF_SEEDS, ids=lambda path: path.parent.name)
def test_field_tables_in_the_seeds_readmes_name_each_field(path):
    """A table between marks has a row for each field of its record, and says which must be given."""
    for name, table in re.findall(r"<!-- fields: (\w+) -->\n(.*?)<!-- end -->", path.read_text(encoding="utf-8"), re.DOTALL):
        told = {field: needed == "yes" for field, needed in re.findall(r"(?m)^\| `([^`]+)` \| *(yes)? *\|", table)}
        fields = {field.alias or key: field.is_required() for key, field in RECORDS[name].model_fields.items() if key != "id"}
        assert told == fields, name


def test_the_rules_of_the_seeds_are_told():
    """Each rule with what to do, in order."""
    told = re.search(r"<!-- rules -->\n(.*?)<!-- end -->", README_OF_SEEDS[0].read_text(encoding="utf-8"), re.DOTALL)[1]
    assert told.splitlines() == [
        f"- {(text := rules.sentence(rule))[0].upper()}{text[1:]}. *{rules.remedy(rule)}*" for rule in rules.rules()
    ]
