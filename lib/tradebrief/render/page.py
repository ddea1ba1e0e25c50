"""One self-contained HTML page from an executed notebook: it asks nothing of the network and runs no script.

What a notebook shows is cleaned before it goes in: text is escaped, HTML keeps
only the elements of prose and tables, a figure is an image and must have an alternative text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mistune
import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tradebrief.errors import ask_error

if TYPE_CHECKING:
    from tradebrief.render.run import Job

_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "li",
    "ol", "p", "pre", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang"},
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "div": {"role", "tabindex", "aria-label"},
}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

#: Cells with these tags set the stage; the page shows what they set in its last section.
BACKSTAGE = frozenset({"parameters", "injected-parameters", "setup"})


@dataclass(frozen=True)
class Heading:
    """One entry of the list of contents."""

    level: int
    text: str
    name: str


def page(notebook: Mapping[str, Any], job: Job) -> str:
    """The page of an executed notebook; ``AskError`` when a figure has no alternative text."""
    body = "\n".join(_sections(notebook["cells"], job))
    body, headings = _with_contents(_unique_ids(body))
    style = _style()
    return (
        _template()
        .render(
            title=job.title,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            headings=headings,
            body=body,
            parameters=[(name, _shown(value), _help(job, name)) for name, value in job.parameters.items()],
            code=[_source(cell) for cell in notebook["cells"] if BACKSTAGE & _tags(cell)],
            made=colophon(notebook, job),
        )
        .rstrip()
        + "\n"
    )


def colophon(notebook: Mapping[str, Any], job: Job) -> list[tuple[str, str]]:
    """What the page was made from: hashes of the notebook and the seeds, versions of what computed and drew it."""
    return [
        ("notebook", f"{job.notebook.name}, SHA-256 {digest_of([job.notebook])[:16]}"),
        ("seeds", f"SHA-256 {digest_of(_seed_files(job))[:16]}"),
        *((name, version(name)) for name in ("tradebrief", "papermill", "pandas", "matplotlib")),
    ]


def digest_of(files: list[Path]) -> str:
    """SHA-256 over names and bytes of files, in order of name."""
    together = hashlib.sha256()
    for path in sorted(files):
        together.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()


def _seed_files(job: Job) -> list[Path]:
    from tradebrief.seeds import shipped_seeds

    root = Path(job.seeds) if job.seeds else shipped_seeds()
    return [path for path in root.rglob("*") if path.suffix in {".yaml", ".csv"}]


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).get_template(
        "page.html.j2"
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return {True: "yes", False: "no", "": "nothing"}.get(value, str(value)) if isinstance(value, bool | str) else str(value)


def _help(job: Job, name: str) -> str:
    return next((parameter.help for parameter in job.contract.parameters if parameter.name == name), "")


# --- cells --------------------------------------------------------------------


def _sections(cells: list[Mapping[str, Any]], job: Job) -> Iterator[str]:
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
                yield from _output(output, number, job)
    yield from _disclosed(code)


def _disclosed(code: list[str]) -> Iterator[str]:
    if code:
        lines = escape("\n".join(code))
        yield f'<details class="code"><summary>How this section was made</summary><pre><code>{lines}</code></pre></details>'


def prose(text: str) -> str:
    """Markdown as HTML; HTML inside it is shown as text, the title of the notebook is left to the page."""
    rendered = str(_markdown()(text))
    return clean(re.sub(r"<h1>.*?</h1>\s*", "", rendered, flags=re.DOTALL))


@cache
def _markdown() -> Any:
    return mistune.create_markdown(escape=True, plugins=["table", "strikethrough", "footnotes"])


def clean(markup: str) -> str:
    """HTML with the elements of prose and tables only, links within the page or to the web."""
    return nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel=None)


def _output(output: Mapping[str, Any], number: int, job: Job) -> Iterator[str]:
    if output["output_type"] == "stream":
        yield f'<pre class="{"warning" if output.get("name") == "stderr" else "printed"}">{escape(_ANSI.sub("", _joined(output["text"])))}</pre>'
    elif output["output_type"] == "error":
        yield f'<pre class="warning">{escape(_ANSI.sub("", chr(10).join(output.get("traceback", []))))}</pre>'
    else:
        data, metadata = output.get("data", {}), output.get("metadata", {})
        for kind in ("image/svg+xml", "image/png"):
            if kind in data:
                yield _figure(kind, _joined(data[kind]), metadata.get(kind) or metadata, number, job)
                return
        if "text/html" in data:
            yield clean(_joined(data["text/html"]))
        elif "text/markdown" in data:
            yield prose(_joined(data["text/markdown"]))
        elif "text/plain" in data:
            yield f"<pre>{escape(_joined(data['text/plain']))}</pre>"


def _figure(kind: str, data: str, metadata: Mapping[str, Any], number: int, job: Job) -> str:
    alt = str(metadata.get("alt", "")).strip()
    if not alt:
        remedy = "Show a figure of tradebrief.figures, or set 'alt' in the output's metadata."
        raise ask_error(f"{job.notebook.name}, cell {number + 1}", "shows a figure without an alternative text", kind, remedy)
    encoded = base64.b64encode(data.encode()).decode() if kind == "image/svg+xml" else "".join(data.split())
    return f'<figure><img alt="{escape(alt)}" src="data:{kind};base64,{encoded}"><figcaption>{escape(alt)}</figcaption></figure>'


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
    taken: set[str] = set(re.findall(r'\bid="([^"]+)"', body))

    def named(match: re.Match[str]) -> str:
        text = _TAG.sub("", match.group(2))
        stem = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
        name = next(candidate for candidate in (stem, *(f"{stem}-{count}" for count in range(2, 1000))) if candidate not in taken)
        taken.add(name)
        headings.append(Heading(int(match.group(1)), text, name))
        return f'<h{match.group(1)} id="{name}">{match.group(2)}</h{match.group(1)}>'

    return _HEADING.sub(named, body), headings


def _unique_ids(body: str) -> str:
    """The body with every later use of an id dropped: a page has each once, and the first is the one links mean."""
    seen: set[str] = set()

    def first_only(match: re.Match[str]) -> str:
        if match.group(1) in seen:
            return ""
        seen.add(match.group(1))
        return match.group(0)

    return re.sub(r'\sid="([^"]*)"', first_only, body)
