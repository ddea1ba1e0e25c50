"""One self-contained HTML page from an executed notebook: it asks nothing of the network and runs no script.

What a notebook shows is cleaned before it goes in: text is escaped, HTML keeps
only the elements of prose and tables, a figure is an image and must have an alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from typing import Any

from tradebrief.provenance.lineage import Trace
from tradebrief.render.cache import digest_of
from tradebrief.render.clean import prose
from tradebrief.render.footnotes import Footnotes
from tradebrief.render.job import Job
from tradebrief.render.outputs import Showing, joined, lineage_of
from tradebrief.tables.table import cell as as_html
from tradebrief.templates import filled
from tradebrief.words.messages import in_language, language, text, translated

_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_LABEL = re.compile(r'(<div [^>]*?aria-label=")([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r'<a href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)

ENGLISH = '<span lang="en">'
"""What marks a text that is shown in English in a page of another language."""

#: Cells with these tags set the stage; the page shows what they set in its last section.
BACKSTAGE = frozenset({"parameters", "injected-parameters", "setup"})


@dataclass(frozen=True)
class Heading:
    """One entry of the list of contents."""

    level: int
    text: str
    name: str


def page(notebook: Mapping[str, Any], job: Job, reads: Sequence[str] = ()) -> str:
    """The page of an executed notebook whose run read the files ``reads``; ``AskError`` when a figure has no alternative text."""
    with in_language(str(job.parameters.get("language", "en"))):
        return _page(notebook, job, reads)


def _page(notebook: Mapping[str, Any], job: Job, reads: Sequence[str]) -> str:
    notes = Footnotes()
    return assembled(
        _shown(notebook["cells"], job, notes),
        notes,
        title=job.title,
        lineages=chains_of(output for cell in notebook["cells"] for output in cell.get("outputs", [])),
        parameters=[(name, shown_value(value), _help(job, name)) for name, value in job.parameters.items()],
        made=lambda english: colophon(job, reads, english),
        code=[source_of(cell) for cell in notebook["cells"] if BACKSTAGE & _tags(cell)],
        brief=notebook["metadata"].get("tradebrief", {}).get("print") == "brief",
    )


def assembled(
    shown: Iterable[tuple[str, Any]],
    notes: Footnotes,
    *,
    title: str,
    lineages: Mapping[str, Trace],
    parameters: Sequence[tuple[str, str, str]],
    made: Callable[[int], Sequence[tuple[str, str]]],
    code: Sequence[str] = (),
    brief: bool = False,
) -> str:
    """A page of pieces, each with its kind, in the language that is said: contents before them; footnotes, chains and how it was made after them.

    ``parameters`` are names, values and help; ``made`` gives names and values for the footer, from how many texts are shown in English.
    """
    body = filled("render/body.html.j2", shown=shown, t=text)
    body, headings = _with_contents(_unique_labels(_unique_ids(body)))
    places = set(_ID.findall(body))
    numbers = (f"source-{number}" for number, _ in enumerate(notes.sources, start=1))
    whole = filled(
        "render/page.html.j2",
        title=title,
        style=stylesheet(),
        headings=headings,
        body=_living(body, {*places, *lineages, *numbers}),
        brief=brief,
        footnotes=notes.sources,
        lineages=lineages,
        places=places,
        told=set(lineages),
        parameters=parameters,
        code=code,
        made=made(body.count(ENGLISH)),
        t=text,
        said=lambda words: as_html(translated(words)),
        lang=language(),
    )
    return whole + "\n"


def chains_of(outputs: Iterable[Mapping[str, Any]]) -> dict[str, Trace]:
    """The chains behind the numbers of the sentences among outputs by name, in order of first use."""
    found = {name: trace for output in outputs for name, trace in lineage_of(output).items()}
    return {name: trace for name, trace in found.items() if name == trace.name}


def colophon(job: Job, reads: Sequence[str] = (), english: int = 0) -> list[tuple[str, str]]:
    """What the page was made from: hashes of the notebook and of what its cells read, versions of what computed and drew it."""
    files = [path for path in reads if not path.endswith("/")]
    return [
        (text("page-made-notebook"), text("page-made-notebook.value", name=job.notebook.name, hash=digest_of([str(job.notebook)])[:16])),
        (
            text("page-made-read"),
            text("page-made-read.value", files=len(files), hash=digest_of(files)[:16]) if files else text("page-made-read.none"),
        ),
        *([(text("page-made-english"), text("page-made-english.value", count=english))] if english else []),
        *((name, _version(name)) for name in ("tradebrief", "papermill", "pandas", "matplotlib")),
    ]


@cache
def _version(name: str) -> str:
    return version(name)


@cache
def stylesheet() -> str:
    """The style of every page, for screens in light and dark and for print."""
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def shown_value(value: Any) -> str:
    """A parameter's value as a page shows it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or text("page-nothing")
    return (
        {True: text("page-yes"), False: text("page-no"), "": text("page-nothing")}.get(value, str(value))
        if isinstance(value, bool | str)
        else str(value)
    )


def _help(job: Job, name: str) -> str:
    return next((parameter.help for parameter in job.contract.parameters if parameter.name == name), "")


# --- cells --------------------------------------------------------------------


def _shown(cells: list[Mapping[str, Any]], job: Job, notes: Footnotes) -> Iterator[tuple[str, Any]]:
    """What the cells show, in order, each with its kind; the code of a section comes at its end, so that nothing stands in the reader's way."""
    code: list[str] = []
    said: list[tuple[str, Any]] = []
    showing = Showing(notebook=job.notebook.name, notes=notes, strict=job.strict)
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "markdown":
            yield from _disclosed(code)
            code, said = [], []
            yield "markup", prose(source_of(cell))
        elif cell["cell_type"] == "code" and not BACKSTAGE & _tags(cell):
            code.append(source_of(cell))
            for shown in (shown for output in cell.get("outputs", []) for shown in showing.output(output, number)):
                yield from [] if shown in said else [shown]  # a section says once what the workbook lacks
                said += [shown] if "sentence" in str(shown[1])[:200] else []
    yield from _disclosed(code)


def _disclosed(code: list[str]) -> Iterator[tuple[str, str]]:
    yield from [("code", "\n".join(code))] if code else []


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell.get("metadata", {}).get("tags", []))


def source_of(cell: Mapping[str, Any]) -> str:
    """What is written in a cell."""
    return joined(cell["source"])


# --- contents -------------------------------------------------------------------


def _with_contents(body: str) -> tuple[str, list[Heading]]:
    """The body with a name on each heading, and the list of them; a name that is taken gets a number."""
    headings: list[Heading] = []
    taken: set[str] = set(_ID.findall(body))

    def named(match: re.Match[str]) -> str:
        text = _TAG.sub("", match.group(2))
        stem = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
        name = _free(stem, "-", taken)
        headings.append(Heading(int(match.group(1)), text, name))
        return f'<h{match.group(1)} id="{name}">{match.group(2)}</h{match.group(1)}>'

    return _HEADING.sub(named, body), headings


def _free(name: str, joint: str, taken: set[str]) -> str:
    """A name that is not taken yet, with a number where it has to have one; from now on it is taken."""
    free = next(one for one in chain((name,), (f"{name}{joint}{number}" for number in count(2))) if one not in taken)
    taken.add(free)
    return free


def _unique_labels(body: str) -> str:
    """The body with a number after each label that a part of it has already, so that who hears its regions by name tells them apart.

    >>> _unique_labels('<div aria-label="Table"></div><div role="region" aria-label="Table"></div>')
    '<div aria-label="Table"></div><div role="region" aria-label="Table 2"></div>'
    """
    taken: set[str] = set()
    return _LABEL.sub(lambda label: f'{label[1]}{_free(label[2], " ", taken)}"', body)


def _unique_ids(body: str) -> str:
    """The body with every later use of an id dropped: a page has each once, and the first is the one links mean."""
    names = _ID.findall(body)
    if len(names) == len(set(names)):
        return body
    seen: set[str] = set()

    def first_only(match: re.Match[str]) -> str:
        if match.group(1) in seen:
            return ""
        seen.add(match.group(1))
        return match.group(0)

    return _ID.sub(first_only, body)


def _living(body: str, places: Collection[str]) -> str:
    """The body with links to ``places``, as their ids are written, and the mere words of all others, so that no link leads nowhere.

    >>> _living('<a href="#acts">EO 14266</a>, <a href="#gone">Annex I</a>', {"acts"})
    '<a href="#acts">EO 14266</a>, Annex I'
    """
    return _LINK.sub(lambda link: link.group(0) if link.group(1) in places else link.group(2), body)
