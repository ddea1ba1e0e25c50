"""A new workbook: a folder with everything that a negotiation of one's own needs, which can be checked and rendered at once."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from babel.numbers import get_territory_currencies

from tradebrief.errors import ask_error, near
from tradebrief.files import shelf
from tradebrief.parties import names_of, territory
from tradebrief.records.record import is_zone
from tradebrief.workbook.places import about_tree, known_places, place_of

TEMPLATES = Path(__file__).parents[1] / "scaffold"

RECIPES = {
    "briefing": "The briefing",
    "tariff_exposure": "Tariff exposure",
    "tariff_schedule": "The tariff on a good",
    "negotiation_cadence": "Negotiation cadence",
    "offers_and_demands": "Offers and demands",
    "fact_book": "The fact book",
}
"""The notebooks of which a new workbook has a recipe, with its title."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a new workbook is about; parties by ISO 3166 code, or by a code of three capitals that is made up, each with its name."""

    title: str
    importer: str
    partner: str
    importer_name: str = ""
    partner_name: str = ""
    currency: str = ""
    zone: str = "UTC"
    like: str = ""
    day: date


def check_plan(plan: Plan) -> None:
    """``AskError`` for parties, a currency or a zone that cannot be, and for a workbook to be like that is not there."""
    if plan.importer == plan.partner:
        raise ask_error("--partner", "is the importer", plan.partner, "Name two parties: whose tariffs, and whose goods.")
    if plan.currency and not re.fullmatch(r"[A-Z]{3}", plan.currency):
        raise ask_error("--currency", "is no currency", plan.currency, "Write its ISO 4217 code, as CHF.")
    if not is_zone(plan.zone):
        raise ask_error("--zone", "is no time zone", plan.zone, "Write one of the IANA database, as Europe/Zurich.")
    if plan.like:
        place = place_of(plan.like)
        if place is None:
            raise ask_error("--like", "is no workbook", plan.like, near(plan.like, known_places()))
        theirs = about_tree(place).get("importer")
        if theirs and theirs != plan.importer:
            raise ask_error(
                "--like",
                f"follows the tariffs of {theirs}",
                f"--importer {plan.importer}",
                "Ask for the same importer, or leave --like out.",
            )


def write_workbook(folder: Path, plan: Plan) -> list[Path]:
    """Write a workbook whole or not at all; the files in order. ``AskError`` where the folder holds anything, or the plan cannot be."""
    check_plan(plan)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ask_error("init", "would write into a folder that is not empty", folder, "Name a new one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as made:
        whole = Path(made) / "whole"
        for name, text in _files(folder.name, plan):
            path = whole / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        shutil.move(whole, folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _files(name: str, plan: Plan) -> Iterator[tuple[str, str]]:
    """Each file with its text."""
    words = _words(name, plan)
    for path in sorted(one for one in TEMPLATES.rglob("*") if one.is_file()):
        place = path.relative_to(TEMPLATES).as_posix()
        target = {"gitignore": ".gitignore", "ci/check.yml": ".github/workflows/check.yml"}.get(place, place)
        yield target, _MARK.sub(lambda found: words[found[1]], path.read_text(encoding="utf-8"))
    yield "seeds/workbook.yaml", _about(words, plan)
    if parties := _parties(plan):
        yield "seeds/codes/parties.yaml", parties
    for notebook in sorted(shelf("notebooks").glob("*.ipynb")):
        yield f"notebooks/{notebook.name}", _emptied(notebook)
    for data in sorted(shelf("notebooks").glob("*.csv")):
        yield f"notebooks/{data.name}", data.read_text(encoding="utf-8")
    for recipe, title in RECIPES.items():
        yield f"reports/{recipe}.yaml", f"notebook: {recipe}\ntitle: {_quoted(title)}\n"


def called(code: str, like: str = "") -> str:
    """What sentences call a party: as the workbook that is taken over says, else by the locale data."""
    parties = about_tree(place_of(like) or Path()).get("parties") if like else None
    known = parties.get(code) if isinstance(parties, Mapping) else None
    return str(known["name"]) if isinstance(known, Mapping) and "name" in known else names_of(code).name


_MARK = re.compile(r"<<(\w+)>>")


def _words(name: str, plan: Plan) -> dict[str, str]:
    """What stands in the places of the templates."""
    partner, importer = (
        given or names_of(code).name for given, code in ((plan.partner_name, plan.partner), (plan.importer_name, plan.importer))
    )
    return {
        "title": plan.title, "folder": name, "importer": plan.importer, "partner": plan.partner, "importer_name": importer, "partner_name": partner,
        "currency": plan.currency or "XXX", "zone": plan.zone, "day": plan.day.isoformat(), "later": (plan.day + timedelta(days=90)).isoformat(),
        "trade_year": str(plan.day.year - 1), "talks": f"{_slug(partner)}-{_slug(importer)}-{plan.day.year}", "subject": _slug(partner),
    }  # fmt: skip


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower().removeprefix("the ")).strip("-") or "party"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def _about(words: Mapping[str, str], plan: Plan) -> str:
    """``workbook.yaml``: what is known is written, what an analyst adds stands in a comment."""
    tree = about_tree(place_of(plan.like) or Path()) if plan.like else {}
    includes = tree.get("like") or ["methods"]
    day, last = plan.day, date(plan.day.year, 12, 31)
    return (
        "\n".join(
            [
                "# What this workbook is about: whose tariffs on whose goods, which talks, and what a question means that leaves something out.",
                f"title: {_quoted(plan.title)}",
                f"importer: {plan.importer}",
                f"partner: {plan.partner}",
                f"talks: {words['talks']}  # seeds/talks/{words['talks']}.yaml",
                f"trade_year: {words['trade_year']}  # the year of the trade that rates are laid on",
                *([f"currency: {plan.currency}  # the partner's; 'exchange' names the assumption with its rate"] if plan.currency else []),
                "# goods: [8703.23.01]  # codes of the goods whose tariff is shown",
                f"days: {{as_of: {day}, known_by: {day}, since: {day - timedelta(days=30)}, first: {date(day.year, 1, 1)}, last: {last}}}",
                f"includes: [{', '.join(map(str, includes))}]" + "  # workbooks whose seeds this one shares by reference",
                "parties:  # adjective and capital: as sentences use them; subject: the word by which keys of facts speak of it",
                *_party(plan.partner, "partner", words["partner_name"], plan.zone, {}),
                *_party(plan.importer, "importer", words["importer_name"], "UTC", tree.get("parties", {}).get(plan.importer, {})),
            ]
        )
        + "\n"
    )


def _party(code: str, role: str, name: str, zone: str, known: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a party, as another workbook has them where it does."""
    written = {"role": role, "name": name, "subject": _slug(name), "zone": zone, **{key: str(value) for key, value in known.items()}}
    yield f"  {code}:"
    yield from (f"    {key}: {_quoted(value)}" for key, value in written.items())
    yield from (
        f"    # {key}: {hint}"
        for key, hint in (("adjective", f"as in the average {name} tariff"), ("capital", "the seat of government"))
        if key not in written
    )


def _parties(plan: Plan) -> str:
    """Parties that no included workbook lists."""
    listed = about_tree(place_of(plan.like) or Path()) if plan.like else {}
    known = {plan.importer, *((listed.get("parties") or {}) if plan.like else {})}
    named = {plan.importer: plan.importer_name, plan.partner: plan.partner_name}
    missing = [code for code in (plan.partner, plan.importer) if not (plan.like and code in known)]
    lines = [f"{code}: {{name: {_quoted(named[code] or names_of(code).name)}, replaces: true}}" for code in missing]
    return "\n".join(["# Parties to trade by ISO 3166 code.", *lines, ""])


def _emptied(notebook: Path) -> str:
    """A notebook without what it last said of another workbook."""
    tree = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def currency_of(party: str) -> str:
    """The currency that a party pays in, where the locale data know one."""
    found = get_territory_currencies(territory(party)) if territory(party) else []
    return found[0] if found else ""
