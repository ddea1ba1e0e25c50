"""The pages of the seeds: every record by the file it is written in, and every rule."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from tradebrief.facts.records import Article, Origin, Person, Resolution
from tradebrief.guide.fields import full_table
from tradebrief.guide.markdown import page, prose, section, slug
from tradebrief.law.goods import Label
from tradebrief.law.measure import Measure
from tradebrief.law.prepared_measures import PartyRecord
from tradebrief.law.scenario import Scenario
from tradebrief.law.seeds import RateKey
from tradebrief.records.assumption import Assumption
from tradebrief.talks.classes import ReferenceClass
from tradebrief.talks.records import Negotiation
from tradebrief.trade.convention import Convention
from tradebrief.trade.datasets import Benchmark, Group, Guidance, PublishedList, Sheet
from tradebrief.workbook import rules

#: Each place of the seeds, what it holds, and the record of one file or entry.
PLACES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("articles/NAME.yaml", "one text and its facts; NAME.anchors.csv beside it is written by `tradebrief anchor`", Article),
    ("outside/NAME.yaml", "claims known by citation only; the same record", Article),
    ("origins/NAME.yaml", "the reporting behind texts", Origin),
    ("resolutions/NAME.yaml", "which of several answers is used, and why", Resolution),
    ("codes/people.yaml", "who speaks, an entry each", Person),
    ("measures/NAME.yaml", "one duty rule; NAME.codes.csv beside it holds a long list of codes", Measure),
    ("readings/PUBLISHER/NAME.yaml", "a publisher's own reading of a duty rule; the same record", Measure),
    ("scenarios/NAME.yaml", "one what-if", Scenario),
    ("codes/parties.yaml", "parties to trade, an entry each", PartyRecord),
    ("codes/goods.yaml", "names of goods, an entry each", Label),
    ("codes/rates.yaml", "which good a rate in an article is about, an entry each", RateKey),
    ("talks/NAME.yaml", "one negotiation", Negotiation),
    ("classes/NAME.yaml", "cases a forecast may learn from", ReferenceClass),
    ("assumptions/NAME.yaml", "one number that neither law nor articles give", Assumption),
    ("conventions/NAME.yaml", "how a rate is made of law and trade", Convention),
    ("trade/NAME.yaml", "the sidecar of a table of figures", Sheet),
    ("companies/NAME.yaml", "the sidecar of company figures; a row of `tariff-costs.csv` is a Guidance", Guidance),
    ("benchmarks/NAME.yaml", "the sidecar of published figures; a row of `published-rates.csv` is a Benchmark", Benchmark),
    ("codes/groups.yaml", "groups of products, an entry each", Group),
    ("codes/published-lists.yaml", "how full lists are drawn from a tracker's files, an entry each", PublishedList),
)  # fmt: skip

ABOUT = """One record is one YAML file, whose name is its id, or one entry of a listing. Every value is plain text, exact as written; an unknown field is refused with the
nearest known one. How to add one is said in `seeds/README.md` ([here](../../seeds/README.md)) and in the how-to pages: [article](../how-to/article.md),
[measure](../how-to/measure.md), [scenario](../how-to/scenario.md), [negotiation](../how-to/negotiation.md). What all of them keep: [rules](rules.md)."""

ABOUT_RULES = """`tradebrief check` reports every broken rule at once, sorted by file, with the line, what was found and what to do. The names are those of the
functions, and of the tests that break each rule on purpose. Records and their fields: [seeds](seeds.md)."""


def records() -> list[type[BaseModel]]:
    """Every record of the seeds: those of a place in reading order, each followed by the records inside it."""
    found: dict[type[BaseModel], None] = {}
    for _, _, record in PLACES:
        _walk(record, found)
    return list(found)


def _walk(record: type[BaseModel], found: dict[type[BaseModel], None]) -> None:
    if record in found:
        return
    found[record] = None
    for field in record.model_fields.values():
        for inner in _models(field.annotation):
            _walk(inner, found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records an annotation is made of, wherever they stand in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def seeds_page(headings: Mapping[type, str]) -> str:
    """The listing of places, then each record."""
    here = {one: address.removeprefix("seeds.md") for one, address in headings.items()}
    places = "\n".join(f"- `{place}`: {holds} – [{one.__name__}]({here[one]})" for place, holds, one in PLACES)
    return page("Records of the seeds", ABOUT, (places, *(_record(one, here) for one in records())))


def _record(record: type[BaseModel], here: Mapping[type, str]) -> str:
    return section(record.__name__, f"*{record.__module__}*", prose(record), full_table(record, here))


def rules_page() -> str:
    """Every rule by what it is about: its sentence and what to do."""
    by_module: dict[str, list[str]] = {}
    for rule in rules.rules():
        says = f"- `{rule.__name__}`: {(inspect.getdoc(rule) or '').splitlines()[0]} *{rules.remedy(rule)}*"
        by_module.setdefault(rule.__module__.rpartition(".")[2], []).append(says)
    return page("Rules", ABOUT_RULES, (section(f"On the {name}", "\n".join(lines)) for name, lines in by_module.items()))


def seed_headings() -> dict[type, str]:
    """The address of each record of the seeds."""
    return {one: f"seeds.md#{slug(one.__name__)}" for one in records()}
