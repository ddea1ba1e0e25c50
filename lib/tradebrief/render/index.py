"""The front page over a sweep: the bottom line of its newest briefing, what failed and why, and a card for each report, by question.

Links lead to the reports beside it, pictures are files in ``index.files``. Its one script searches, filters and pages; without it the page still
shows everything. Nothing is kept of a report but its card, and a report that is unchanged is not read again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradebrief import render, words
from tradebrief.files import code, write_whole
from tradebrief.render.cache import held, record_of
from tradebrief.render.job import Job
from tradebrief.render.page import shown_value, stylesheet
from tradebrief.render.sweep import SweepOutcome
from tradebrief.templates import filled

if TYPE_CHECKING:
    from tradebrief.render.thumbnails import Thumbnail

PICTURES = "index.files"
"""The folder of the pictures, beside the page."""

HEADLINE, ERROR, VALUE = 200, 300, 60
"""Letters of a report's first sentence, of an error and of a parameter's value that are shown; the whole stands in the report."""

FAILURES, CARDS = 20, 60
"""Failures and cards that are shown at once."""

LATEST = "9999-12-31"
"""Where reports that ask for the latest day stand in the order of days."""

Notes = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReportCard:
    """A report as the page shows it.

    ``day`` is ISO 8601, or nothing; ``series`` is what else it was asked with and which notebook it comes from, so that two reports of one
    series differ in their days only; ``bottom_line`` is nothing where it is no briefing.
    """

    name: str
    link: str
    title: str
    day: str
    told: tuple[str, ...]
    language: str
    series: str
    usual: bool
    headline: str
    bottom_line: str
    picture: Thumbnail | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """The reports of one notebook, the newest first, two to compare, and the comparisons that were made."""

    title: str
    cards: tuple[ReportCard, ...]
    pair: tuple[ReportCard, ReportCard] | None
    compared: tuple[tuple[str, ReportCard, ReportCard], ...]


def write_index(
    outcomes: Sequence[SweepOutcome],
    folder: Path,
    *,
    title: str = "",
    figure: int = 1,
    finished: Callable[[Sequence[Path]], None] = lambda files: None,
) -> Path:
    """Write ``index.html`` and its pictures, unless those there were made from the same outcomes; its path.

    ``figure`` is the number of the figure shown of each report, 0 for none. ``finished`` is called with the files that were written or removed.
    """
    target, pictures = folder / "index.html", folder / PICTURES
    with held(folder, "index"):
        kept = _read(folder)
        key = _key(outcomes, folder, title, figure)
        if kept.get("key") == key and kept.get("page") == _hash(target) and _there(pictures) >= set(kept["files"]):
            return target
        before = kept["pictures"] if kept.get("of") == [figure, code()] else {}
        found = {one.job.name: _picture(one, pictures, figure, before) for one in outcomes if one.report.status == "done"}
        shown = {name: render.thumbnails.Thumbnail(**noted["picture"]) for name, noted in found.items() if noted["picture"]}
        names = {one.name for one in shown.values()}
        stale = _there(pictures) - names
        write_whole(target, index(outcomes, shown, folder, title))
        for name in stale:
            (pictures / name).unlink(missing_ok=True)
        notes = {"key": key, "of": [figure, code()], "page": _hash(target), "files": sorted(names), "pictures": found}
        write_whole(folder / ".cache" / "index.json", json.dumps(notes, ensure_ascii=False))
    finished([target, *(pictures / name for name in sorted(names | stale))])
    return target


_OURS = re.compile(r"[0-9a-f]{16}\.(?:svg|png)")


def _there(pictures: Path) -> set[str]:
    """The pictures that are there; other files in their folder are somebody else's."""
    return {path.name for path in pictures.iterdir() if _OURS.fullmatch(path.name)} if pictures.is_dir() else set()


def _read(folder: Path) -> Notes:
    try:
        notes = json.loads((folder / ".cache" / "index.json").read_text(encoding="utf-8"))
        return notes if isinstance(notes, dict) and {"files", "pictures"} <= notes.keys() else {}
    except (OSError, ValueError):
        return {}


def _key(outcomes: Sequence[SweepOutcome], folder: Path, title: str, figure: int) -> str:
    parts = [title, str(figure), code(), *sorted(path.name for path in folder.glob("compare_*.html"))]
    for one in outcomes:
        parts += [one.job.name, one.job.title, one.report.error, one.report.status, _hash(record_of(one.job))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _picture(one: SweepOutcome, pictures: Path, figure: int, kept: Mapping[str, Any]) -> Notes:
    """The picture of a report, and the record of what it was taken from; read from the report only where that is another."""
    of, noted = _hash(record_of(one.job)), kept.get(one.job.name)
    if of and noted and noted["of"] == of and (not noted["picture"] or (pictures / noted["picture"]["name"]).exists()):
        return noted
    found = (
        render.thumbnails.thumbnail(json.loads(Path(one.report.ipynb).read_text(encoding="utf-8")), figure, pictures) if figure else None
    )
    return {"of": of, "picture": asdict(found) if found else None}


# --- the page ---------------------------------------------------------------------------


def index(outcomes: Sequence[SweepOutcome], pictures: Mapping[str, Thumbnail], folder: Path, title: str) -> str:
    """The page as text, with the pictures of reports by their names."""
    questions = list(_questions([one for one in outcomes if one.report.status == "done"], pictures, folder))
    failed = [_failure(one) for one in outcomes if one.report.status != "done"]
    cards = [card for question in questions for card in question.cards]
    days = sorted({card.day for card in cards if card.day})
    return (
        filled(
            "render/index.html.j2",
            title=title or words.front.title(),
            style=stylesheet() + _beside("index.css"),
            script=_beside("index.js").strip(),
            words=words.front,
            labels=words.front.labels(),
            tops=_tops(cards),
            failed=failed,
            most=FAILURES,
            size=CARDS,
            questions=questions,
            count=len(outcomes),
            pictures=PICTURES,
            languages={code: words.front.language(code) for code in sorted({card.language for card in cards})},
            days=(days[0], days[-1] if days[-1] != LATEST else "") if days else None,
        )
        + "\n"
    )


def _failure(one: SweepOutcome) -> dict[str, str]:
    report = one.report
    link = Path(report.ipynb).name if report.ipynb else ""
    return {
        "name": one.job.name,
        "link": link,
        "where": words.front.failed_in(report.cell),
        "error": render.thumbnails.clipped(report.error, ERROR),
    }


def _questions(outcomes: Sequence[SweepOutcome], pictures: Mapping[str, Thumbnail], folder: Path) -> Iterator[Question]:
    """The reports of each notebook, in order of first appearance."""
    by_notebook: dict[Path, list[SweepOutcome]] = {}
    for one in outcomes:
        by_notebook.setdefault(one.job.notebook, []).append(one)
    made = sorted(path.stem for path in folder.glob("compare_*.html"))
    for ours in by_notebook.values():
        varied, titles = _varied([one.job for one in ours]), Counter(one.job.title for one in ours)
        cards = [_card(one, varied, pictures.get(one.job.name), alone=titles[one.job.title] == 1) for one in ours]
        cards.sort(key=lambda card: card.day, reverse=True)
        contract = ours[0].job.contract
        named = contract.title or contract.notebook
        yield Question(title=named, cards=tuple(cards), pair=_pair(cards), compared=tuple(_compared(cards, made)))


def _varied(jobs: Sequence[Job]) -> list[str]:
    """The parameters that differ between reports, in the notebook's order."""
    names = list(dict.fromkeys(name for job in jobs for name in job.parameters))
    return [name for name in names if len({json.dumps(job.parameters.get(name), default=str) for job in jobs}) > 1]


def _pair(cards: Sequence[ReportCard]) -> tuple[ReportCard, ReportCard] | None:
    """The two newest reports that differ in their days only, the older first; without such, the first two; ``None`` where there is but one."""
    later: dict[str, ReportCard] = {}
    for card in cards:
        other = later.setdefault(card.series, card)
        if other.day > card.day:
            return card, other
    return (cards[1], cards[0]) if len(cards) > 1 else None


def _compared(cards: Sequence[ReportCard], made: Iterable[str]) -> Iterator[tuple[str, ReportCard, ReportCard]]:
    """The pages ``compare_A_B`` that compare two of these reports; a name may itself hold the sign between the two."""
    known = {card.name: card for card in cards}
    for page in made:
        names = page.removeprefix("compare_").split("_")
        halves = (("_".join(names[:cut]), "_".join(names[cut:])) for cut in range(1, len(names)))
        yield from ((page, known[one], known[other]) for one, other in halves if one in known and other in known)


def _tops(cards: Sequence[ReportCard]) -> list[ReportCard]:
    """For each language, the newest report that begins with a bottom line; of several, one that was asked with what is usual."""
    newest: dict[str, ReportCard] = {}
    for card in cards:
        if card.bottom_line and (card.language not in newest or (card.day, card.usual) > _rank(newest[card.language])):
            newest[card.language] = card
    return [newest[language] for language in sorted(newest, key=lambda one: (one != "en", one))]


def _rank(card: ReportCard) -> tuple[str, bool]:
    return card.day, card.usual


def _card(one: SweepOutcome, varied: Sequence[str], picture: Thumbnail | None, *, alone: bool) -> ReportCard:
    job, headline = one.job, one.report.headline
    dated = _dated(job)
    asked = job.parameters.get(dated[0]) if dated else None
    bottom_line = words.front.without_mark(headline)
    defaults = {parameter.name: parameter.default for parameter in job.contract.parameters}
    others = {name: value for name, value in job.parameters.items() if name not in dated}
    told = [words.front.day(asked)] if asked else []
    for name in varied:
        value = job.parameters.get(name)
        if name not in {"language", *dated[:1]} and value not in ("", None, asked):
            text = words.front.day(value) if name in dated else render.thumbnails.clipped(shown_value(value), VALUE)
            told.append(f"{name.replace('_', ' ')} {text}")
    return ReportCard(
        name=job.name,
        link=Path(one.report.html).name,
        title=render.thumbnails.clipped(job.title if alone else " · ".join(told) or job.name, HEADLINE),
        day=LATEST if asked == "latest" else asked if asked and _DAY.fullmatch(asked) else "",
        told=tuple(told) if alone else (),
        language=_language(job),
        series=json.dumps([job.contract.notebook, others], sort_keys=True, default=str),
        usual=all(defaults.get(name) == value for name, value in others.items() if name != "language"),
        headline=render.thumbnails.clipped(bottom_line or headline, HEADLINE),
        bottom_line=bottom_line,
        picture=picture,
    )


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _dated(job: Job) -> list[str]:
    """The parameters that take a day, that which says what the report is about first."""
    names = [one.name for one in job.contract.parameters if one.takes.startswith("date") and isinstance(job.parameters.get(one.name), str)]
    return sorted(names, key=lambda name: ("as_of", "known_by").index(name) if name in {"as_of", "known_by"} else 2)


def _language(job: Job) -> str:
    """The language that a report was asked in, as a tag of BCP 47."""
    asked = str(job.parameters.get("language", ""))
    return asked if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", asked) else "en"


@cache
def _beside(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
