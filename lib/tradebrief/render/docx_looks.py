"""How text and paragraphs of a Word document look, beside what their styles say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bs4 import Tag

from tradebrief.render.docx_xml import node

LANGUAGES = {"en": "en-GB", "ja": "ja-JP"}
"""The languages of pages, as Word names them."""


def language_of(element: Tag | None) -> str:
    """The language that an element names for itself; nothing where it names none."""
    told = str(element.get("lang") or "") if element else ""
    return LANGUAGES.get(told, told)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a stretch of text looks, and its language where it is another than the page's."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: str = ""
    language: str = ""

    def inside(self, element: Tag) -> Look:
        """The look of what stands in an element, in a stretch that looks so."""
        name = element.name
        return replace(
            self,
            bold=self.bold or name in {"b", "strong"},
            italic=self.italic or name in {"em", "i"},
            code=self.code or name == "code",
            raised={"sub": "subscript", "sup": "superscript"}.get(name, self.raised),
            language=language_of(element) or self.language,
        )

    def run(self, *inside: Any) -> Any:
        """A run of text that looks so."""
        parts = (
            ("w:rStyle", {"val": self.style}, self.style),
            ("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "cs"), "Consolas"), self.code),
            ("w:b", {}, self.bold),
            ("w:i", {}, self.italic),
            ("w:vertAlign", {"val": self.raised}, self.raised),
            ("w:lang", {"val": self.language, "eastAsia": self.language}, self.language),
        )
        return node("w:r", node("w:rPr", *(node(tag, **how) for tag, how, wanted in parts if wanted)), *inside)


@dataclass(frozen=True, kw_only=True)
class Line:
    """How a paragraph stands: its style, the list it counts in, its indent in twentieths of a point, its side, and whether the next one stays with it."""

    style: str = ""
    number: int = 0
    indent: int = 0
    align: str = ""
    keep: bool = False

    def paragraph(self) -> Any:
        """An empty paragraph that stands so."""
        count = [node("w:ilvl", val=0), node("w:numId", val=self.number)]
        parts = (
            ("w:pStyle", [], {"val": self.style}, self.style),
            ("w:keepNext", [], {}, self.keep),
            ("w:numPr", count, {}, self.number),
            ("w:ind", [], {"left": self.indent, "hanging": 0 if "Continue" in self.style else 360}, self.indent),
            ("w:jc", [], {"val": self.align}, self.align),
        )
        return node("w:p", node("w:pPr", *(node(tag, *inside, **how) for tag, inside, how, wanted in parts if wanted)))
