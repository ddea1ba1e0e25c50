"""One self-contained HTML page from an executed notebook: it asks nothing of the network and runs no script.

What a notebook shows is cleaned before it goes in: text is escaped, HTML keeps
only the elements of prose and tables, a figure is an image and must have an alternative text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tradebrief.errors import ask_error
from tradebrief.provenance.lineage import Trace
from tradebrief.render.cache import digest_of
from tradebrief.render.clean import clean, prose
from tradebrief.render.footnotes import Footnotes
from tradebrief.render.links import living

if TYPE_CHECKING:
    from tradebrief.render.job import Job

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")

#: Cells with these tags set the stage; the page shows what they set in its last section.
BACKSTAGE = frozenset({"parameters", "injected-parameters", "setup"})

#: Signs that would end an address, its quotes or an element, as an address writes them; the first must be first.
_IN_ADDRESSES = {"%": "%25", '"': "%22", "#": "%23", "<": "%3C", ">": "%3E", "&": "%26", "\n": " ", "\r": " ", "\t": " "}

#: Kinds of figures, the better one first.
FIGURES = ("image/svg+xml", "image/png")


@dataclass(frozen=True)
class Heading:
    """One entry of the list of contents."""

    level: int
    text: str
    name: str


def page(notebook: Mapping[str, Any], job: Job, reads: Sequence[str] = ()) -> str:
    """The page of an executed notebook whose run read the files ``reads``; ``AskError`` when a figure has no alternative text."""
    notes = Footnotes()
    body = "\n".join(_sections(notebook["cells"], job, notes))
    body, headings = _with_contents(_unique_ids(body))
    lineages = _lineages(notebook, body)
    numbers = (f"source-{number}" for number, _ in enumerate(notes.sources, start=1))
    body = living(body, {*_ID.findall(body), *(name for name, _ in lineages), *numbers})
    style = stylesheet()
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=job.title,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            headings=headings,
            body=body,
            brief=notebook["metadata"].get("tradebrief", {}).get("print") == "brief",
            footnotes=notes.sources,
            lineages=lineages,
            parameters=[(name, shown_value(value), _help(job, name)) for name, value in job.parameters.items()],
            code=[_source(cell) for cell in notebook["cells"] if BACKSTAGE & _tags(cell)],
            made=colophon(job, reads),
        )
        .rstrip()
        + "\n"
    )


def _lineages(notebook: Mapping[str, Any], body: str) -> list[tuple[str, Markup]]:
    """The chains behind the numbers that the body links to, in order of first use, with the name of each; what several share is told once."""
    found: dict[str, Trace] = {}
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            carried = output.get("metadata", {}).get("text/html", {}).get("lineage", {})
            found |= {name: Trace.read(plain) for name, plain in carried.items() if name not in found}
    chains = {name: trace for name, trace in found.items() if name == trace.name}
    places, told = set(_ID.findall(body)), set(chains)
    return [(name, Markup(_chain(trace, places, told))) for name, trace in chains.items()]  # noqa: S704 (escaped in _chain)


def _chain(trace: Trace, places: set[str], told: set[str]) -> str:
    """A chain as nested lists, escaped; a step leads to the place that shows it, when the page has it."""
    line = escape(trace.line)
    line = f'<a href="#{escape(trace.to)}">{line}</a>' if escape(trace.to) in places else line
    steps = "".join(_step(step, places, told) for step in trace.of)
    return f"<p>{line}</p>" + (f"<ul>{steps}</ul>" if steps else "")


def _step(step: Trace, places: set[str], told: set[str]) -> str:
    """A step of a chain; one that is told elsewhere in the page, with what it rests on, leads there."""
    if not step.of:
        return f"<li>{_chain(step, places, told)}</li>"
    if step.name in told:
        return f'<li><p><a class="told" href="#{step.name}">{escape(step.line)}</a></p></li>'
    told.add(step.name)
    return f'<li id="{step.name}">{_chain(step, places, told)}</li>'


def colophon(job: Job, reads: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What the page was made from: hashes of the notebook and of what its cells read, versions of what computed and drew it."""
    files = [path for path in reads if not path.endswith("/")]
    return [
        ("notebook", f"{job.notebook.name}, SHA-256 {digest_of([str(job.notebook)])[:16]}"),
        ("read", f"{len(files)} files, SHA-256 {digest_of(files)[:16]}" if files else "no file"),
        *((name, _version(name)) for name in ("tradebrief", "papermill", "pandas", "matplotlib")),
    ]


@cache
def _version(name: str) -> str:
    return version(name)


@cache
def environment() -> Any:
    """Where templates are found, each compiled once."""
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def stylesheet() -> str:
    """The style of every page, for screens in light and dark and for print."""
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def shown_value(value: Any) -> str:
    """A parameter's value as a page shows it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return {True: "yes", False: "no", "": "nothing"}.get(value, str(value)) if isinstance(value, bool | str) else str(value)


def _help(job: Job, name: str) -> str:
    return next((parameter.help for parameter in job.contract.parameters if parameter.name == name), "")


# --- cells --------------------------------------------------------------------


def _sections(cells: list[Mapping[str, Any]], job: Job, notes: Footnotes) -> Iterator[str]:
    """What the cells show, in order; the code of a section is disclosed at its end, so that nothing stands in the reader's way."""
    code: list[str] = []
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            yield from _disclosed(code)
            code = []
            yield prose(_source(cell))
        elif cell["cell_type"] == "code" and not BACKSTAGE & _tags(cell):
            code.append(_source(cell))
            for output in cell.get("outputs", []):
                yield from _output(output, number, job, notes)
    yield from _disclosed(code)


def _disclosed(code: list[str]) -> Iterator[str]:
    if code:
        lines = escape("\n".join(code))
        yield f'<details class="code"><summary>How this section was made</summary><pre><code>{lines}</code></pre></details>'


def _output(output: Mapping[str, Any], number: int, job: Job, notes: Footnotes) -> Iterator[str]:
    if output["output_type"] == "stream":
        yield f'<pre class="{"warning" if output.get("name") == "stderr" else "printed"}">{escape(_ANSI.sub("", _joined(output["text"])))}</pre>'
    elif output["output_type"] == "error":
        yield f'<pre class="warning">{escape(_ANSI.sub("", chr(10).join(output.get("traceback", []))))}</pre>'
    else:
        data, metadata = output.get("data", {}), output.get("metadata", {})
        for kind in FIGURES:
            if kind in data:
                yield _figure(kind, _joined(data[kind]), metadata.get(kind) or metadata, number, job)
                return
        if "text/html" in data:
            yield notes.after(clean(_joined(data["text/html"])), metadata.get("text/html", {}).get("lineage", {}))
        elif "text/markdown" in data:
            yield prose(_joined(data["text/markdown"]))
        elif "text/plain" in data:
            yield f"<pre>{escape(_joined(data['text/plain']))}</pre>"


def _figure(kind: str, data: str, metadata: Mapping[str, Any], number: int, job: Job) -> str:
    alt = str(metadata.get("alt", "")).strip()
    if not alt:
        remedy = "Show a figure of tradebrief.figures, or set 'alt' in the output's metadata."
        raise ask_error(f"{job.notebook.name}, cell {number + 1}", "shows a figure without an alternative text", kind, remedy)
    return f'<figure tabindex="0"><img alt="{escape(alt)}" src="{embedded(kind, data)}"><figcaption>{escape(alt)}</figcaption></figure>'


def embedded(kind: str, data: str) -> str:
    """A figure as an address that holds the figure itself."""
    if kind == "image/svg+xml":
        return f"data:{kind},{_as_address(data)}"
    return f"data:{kind};base64,{''.join(data.split())}"


def _as_address(text: str) -> str:
    for sign, written in _IN_ADDRESSES.items():
        text = text.replace(sign, written)
    return text


def figures_of(notebook: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The figures that an executed notebook shows: alternative text, title and address."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            for kind in FIGURES:
                if kind in output.get("data", {}):
                    said = output.get("metadata", {}).get(kind) or output.get("metadata", {})
                    source = embedded(kind, _joined(output["data"][kind]))
                    yield {"alt": str(said.get("alt", "")), "title": str(said.get("title", "")), "source": source}
                    break


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell.get("metadata", {}).get("tags", []))


def _source(cell: Mapping[str, Any]) -> str:
    return _joined(cell["source"])


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


# --- contents -------------------------------------------------------------------


def _with_contents(body: str) -> tuple[str, list[Heading]]:
    """The body with a name on each heading, and the list of them; a name that is taken gets a number."""
    headings: list[Heading] = []
    taken: set[str] = set(_ID.findall(body))

    def named(match: re.Match[str]) -> str:
        text = _TAG.sub("", match.group(2))
        stem = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
        name = next(one for one in chain((stem,), (f"{stem}-{number}" for number in count(2))) if one not in taken)
        taken.add(name)
        headings.append(Heading(int(match.group(1)), text, name))
        return f'<h{match.group(1)} id="{name}">{match.group(2)}</h{match.group(1)}>'

    return _HEADING.sub(named, body), headings


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
