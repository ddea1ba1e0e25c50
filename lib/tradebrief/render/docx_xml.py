"""What WordprocessingML has and python-docx lacks: footnotes with references back to them, links and their places, fields, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import Tag
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tradebrief.render.elements import in_xml, text_of
from tradebrief.render.footnotes import runs


def node(tag: str, *inside: Any, **attributes: object) -> Any:
    """An element as ``w:r``, with attributes of its own namespace; text goes into it as text.

    >>> node("w:p", node("w:r", node("w:t", "a & b")), rsidR=1).xml.count("a &amp; b")
    1
    """
    made = OxmlElement(tag, {qn(f"{tag.partition(':')[0]}:{name}"): in_xml(str(value)) for name, value in attributes.items()})
    for one in inside:
        if isinstance(one, str):
            made.text = in_xml(one)
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            made.append(one)
    return made


def run(*inside: Any, style: str = "") -> Any:
    """A run of text or signs in a character style."""
    look = [node("w:rPr", node("w:rStyle", val=style))] if style else []
    return node("w:r", *look, *(node("w:t", one) if isinstance(one, str) else one for one in inside))


def field(code: str, shown: str, style: str = "") -> Any:
    """A field, which the program that opens the document works out; until then it shows what is given."""
    return node("w:fldSimple", run(shown, style=style), instr=f" {code} ")


class Numbers:
    """Ids that a document may use once, and names for places: letters, digits and at most 40 of them."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}
        self._last = 0

    def place(self, name: str) -> str:
        """The name of a place of the page in the document."""
        return self._places.setdefault(name, f"place_{len(self._places) + 1}")

    def marked(self, name: str, *inside: Any) -> tuple[Any, ...]:
        """Elements as a place that links lead to."""
        self._last += 1
        return node("w:bookmarkStart", id=self._last, name=name), *inside, node("w:bookmarkEnd", id=self._last)


# --- footnotes --------------------------------------------------------------------


class WordNotes:
    """The footnotes of a document: each text once where it is first cited, and references to its number afterwards."""

    REFERENCE = "FootnoteReference"

    def __init__(self, texts: dict[str, str], numbers: Numbers) -> None:
        self.texts, self._numbers = texts, numbers
        self._cited: dict[str, int] = {}

    def cite(self, names: list[str]) -> Iterator[Any]:
        """The marks of notes, parted by commas; of those cited before, what stands in a row is told by its first and last."""
        before = [(self._cited[name], name) for name in names if name in self._cited]
        parts: list[tuple[Any, ...]] = []
        for first, last in runs(number for number, _ in before):
            ends = [self._again(name, number) for number, name in before if number in {first, last}]
            parts.append((ends[0], *(sign for end in ends[1:] for sign in (run("–", style=self.REFERENCE), end))))
        parts += [self._first(name) for name in names if name not in self._cited]
        for place, part in enumerate(parts):
            yield from [run(",", style=self.REFERENCE)] if place else []
            yield from part

    def _again(self, name: str, number: int) -> Any:
        return field(f"NOTEREF {self._numbers.place(name)} \\f \\h", str(number), self.REFERENCE)

    def _first(self, name: str) -> tuple[Any, ...]:
        number = self._cited.setdefault(name, len(self._cited) + 1)
        return self._numbers.marked(self._numbers.place(name), run(node("w:footnoteReference", id=number), style=self.REFERENCE))

    def add_to(self, document: Document) -> None:
        """Put the part of the footnotes that were cited into a document."""
        lines = (("separator", -1), ("continuationSeparator", 0))
        root = node(
            "w:footnotes",
            *(node("w:footnote", node("w:p", run(node(f"w:{kind}"))), type=kind, id=number) for kind, number in lines),
            *(self._note(number, self.texts[name]) for name, number in self._cited.items()),
        )
        blob = serialize_part_xml(root)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        settings.find(qn("w:compat")).addprevious(node("w:footnotePr", *(node("w:footnote", id=number) for _, number in lines)))

    def _note(self, number: int, text: str) -> Any:
        style = node("w:pPr", node("w:pStyle", val="FootnoteText"))
        return node("w:footnote", node("w:p", style, run(node("w:footnoteRef"), style=self.REFERENCE), run(f" {text}")), id=number)


# --- formulas ---------------------------------------------------------------------

_PARTS = {
    "mfrac": ("m:f", "m:num", "m:den"),
    "msup": ("m:sSup", "m:e", "m:sup"),
    "msub": ("m:sSub", "m:e", "m:sub"),
    "msubsup": ("m:sSubSup", "m:e", "m:sub", "m:sup"),
    "mover": ("m:limUpp", "m:e", "m:lim"),
    "munder": ("m:limLow", "m:e", "m:lim"),
    "mroot": ("m:rad", "m:e", "m:deg"),
}
"""What MathML writes as an element with so many parts, and how Office names them."""


def formula(math: Tag) -> Any:
    """A formula of MathML as Office's."""
    return node("m:oMath", *_omml(math))


def _omml(one: Tag) -> Iterator[Any]:
    parts = one.find_all(True, recursive=False)
    tag, *names = _PARTS.get(one.name, ("",))
    if names and len(parts) == len(names):
        made = [node(name, *_omml(part)) for name, part in zip(names, parts, strict=True)]
        yield node(tag, *(reversed(made) if tag == "m:rad" else made))
    elif one.name == "munderover" and len(parts) == 3:
        of, under, over = ([*_omml(part)] for part in parts)
        yield node("m:limUpp", node("m:e", node("m:limLow", node("m:e", *of), node("m:lim", *under))), node("m:lim", *over))
    elif one.name == "msqrt":
        inside = [step for part in parts for step in _omml(part)]
        yield node("m:rad", node("m:radPr", node("m:degHide", val=1)), node("m:deg"), node("m:e", *inside))
    elif one.name == "mtable":
        yield node("m:m", *(node("m:mr", *(node("m:e", *_omml(cell)) for cell in row.find_all("mtd"))) for row in parts))
    elif parts:
        for part in parts:
            yield from _omml(part)
    elif text := text_of(one):
        yield node("m:r", node("m:t", text))
