"""What may stand in a page: prose from Markdown and HTML from outputs, with the elements of prose and tables and no others."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any, Literal

import mistune
import nh3
from latex2mathml.converter import convert
from markupsafe import escape

_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "li",
    "ol", "p", "pre", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_MATH = {
    "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup",
    "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang"},
    **{name: {"display", "displaystyle", "fence", "linethickness", "mathvariant", "stretchy", "width", "accent"} for name in _MATH},
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "div": {"role", "tabindex", "aria-label"},
}
_DOLLARS = re.compile(r"^\s*\$+|\$+\s*$")
_STYLE = re.compile(r"<style>[^<]*</style>")
_ANY = re.compile(r"<[^<>]*>")
_PLAIN = re.compile(
    r"</?(?:a|caption|div|em|li|ol|p|small|span|strong|table|tbody|td|th|thead|tr|ul)"
    r'(?: (?:href="#[^"<>]*"|(?:class|id|scope|role|tabindex|aria-label|title|lang)="[^"<>]*"))*>'
)


def prose(text: str) -> str:
    """Markdown as HTML; HTML inside it is shown as text, the title of the notebook is left to the page."""
    rendered = str(_markdown()(text))
    return clean(re.sub(r"<h1>.*?</h1>\s*", "", rendered, flags=re.DOTALL))


@cache
def _markdown() -> Any:
    made = mistune.create_markdown(escape=True, plugins=["table", "strikethrough", "footnotes", "math"])
    assert made.renderer is not None
    for name, display in (("inline_math", "inline"), ("block_math", "block")):
        made.renderer.register(name, partial(_mathml, display))  # type: ignore[attr-defined]
    return made


def _mathml(display: Literal["inline", "block"], renderer: Any, text: str) -> str:
    return formula(text, display)


def formula(latex: str, display: Literal["inline", "block"] = "block") -> str:
    """A formula as MathML, which browsers draw by themselves; one that cannot be read as it is written."""
    latex = _DOLLARS.sub("", latex.replace(r"\displaystyle", "")).strip()
    try:
        return clean(convert(latex, display=display))
    except Exception:  # a stranger's formula can fail in many ways, and its text is still worth showing
        return f"<code>{escape(latex)}</code>"


def clean(markup: str) -> str:
    """HTML with the elements of prose and tables only, links within the page or to the web; ends of cells and rows are left out, as HTML allows."""
    markup = _STYLE.sub("", markup)  # a page has one style, its own; what is left is cleaned as it then stands
    short = _without_ends(markup)
    return short if _is_plain(short) else _without_ends(_cleaner().clean(markup))


def _without_ends(markup: str) -> str:
    return markup.replace("</td>", "").replace("</tr>", "")


def _is_plain(markup: str) -> bool:
    """Whether nothing is in it but such elements, as this package writes them: then it need not be taken apart, which costs more."""
    tags = _ANY.findall(markup.replace("<td>", ""))
    return len(tags) + markup.count("<td>") == markup.count("<") and all(map(_PLAIN.fullmatch, set(tags)))


@cache
def _cleaner() -> Any:
    return nh3.Cleaner(tags=_TAGS | _MATH, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel=None)
