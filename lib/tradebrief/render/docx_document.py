"""A Word document from the elements of a page: what its print shows, in styles that an editor can change, the sources as footnotes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby, repeat
from typing import Any

from bs4.element import NavigableString, PageElement, Tag
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu, Inches

from tradebrief.render.archive import settled
from tradebrief.render.docx_looks import LANGUAGES, Line, Look, language_of
from tradebrief.render.docx_styles import ACROSS, DOWN, framed, styled
from tradebrief.render.docx_tables import tables_of
from tradebrief.render.docx_xml import Numbers, WordNotes, formula, node
from tradebrief.render.elements import elements_of, in_xml, text_of
from tradebrief.render.pixels import picture

UNSEEN = "nav, .skip, details, script, style, head"
"""What print leaves out."""

UNSEEN_IN_BRIEF = ".lineage, footer .table, #colophon"
"""What print leaves out of a brief too."""

HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
INLINE = frozenset({"a", "b", "br", "code", "em", "i", "math", "small", "span", "strong", "sub", "sup"})

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NUMBERED = re.compile(r"#(.*?)(\d+)")


def document_of(html: str) -> bytes:
    """The document of a page; the same page gives the same bytes."""
    return _Writer(html).document()


PLAIN = repeat(Line())


class _Writer:
    """Writes a document from the start of a page to its end."""

    def __init__(self, html: str) -> None:
        self.page = elements_of(html)
        body = self.page.body or self.page
        brief = "brief" in body.get_attribute_list("class")
        for unseen in self.page.select(f"{UNSEEN}, {UNSEEN_IN_BRIEF}" if brief else UNSEEN):
            unseen.decompose()
        self.language = str(self.page.html.get("lang") or "en") if self.page.html else "en"
        self.title = text_of(self.page.h1) if self.page.h1 else ""
        self.numbers = Numbers()
        self.notes = WordNotes(dict(self._taken_notes()), self.numbers)
        self.places = {str(one["id"]) for one in self.page.find_all(id=True)}
        self.linked = {str(link["href"])[1:] for link in self.page.select('a[href^="#"]')}
        self.due: list[str] = []
        self.made = Document()
        styled(self.made, LANGUAGES.get(self.language, self.language), brief=brief)
        self.into = self.made.element.body
        self._blocks(body, PLAIN)

    def document(self) -> bytes:
        """The bytes of the document."""
        if self.notes.texts:
            self.notes.add_to(self.made)
        framed(self.made, self.title)
        about = self.made.core_properties
        about.title, about.author, about.language, about.comments = in_xml(self.title)[:255], "tradebrief", self.language, ""
        package = self.made.part.package
        assert package is not None
        for key in [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
            del package.rels[key]  # a picture of the library's own template
        out = io.BytesIO()
        self.made.save(out)
        return settled(out.getvalue())

    def _taken_notes(self) -> Iterator[tuple[str, str]]:
        """The items that marks in the text lead to, by their ids, taken out of the page's lists of them."""
        for name in dict.fromkeys(name for mark in self.page.select('sup a[href^="#"]') for name in _cited(mark)):
            item = self.page.find("li", id=name)
            if not isinstance(item, Tag):
                continue
            for back in item.select("a.footnote"):
                back.decompose()
            yield name, text_of(item)
            listed = item.parent
            item.decompose()
            if listed and not listed.find("li"):
                (listed.parent if listed.parent and listed.parent.name == "section" else listed).decompose()

    # --- blocks -------------------------------------------------------------------

    def _blocks(self, element: Tag, lines: Iterator[Line], level: int = 0) -> None:
        """Write what stands in an element, its stretches of text as paragraphs that stand as ``lines`` say."""
        for inline, group in groupby(element.children, _is_inline):
            if inline:
                self._prose(group, lines, _outer(element))
                continue
            for child in group:
                if isinstance(child, Tag):
                    self._block(child, lines, level)

    def _block(self, element: Tag, lines: Iterator[Line], level: int) -> None:
        self.due += [str(element["id"])] if element.get("id") in self.linked else []
        name = element.name
        if name in {"ul", "ol"}:
            self._list(element, level)
        elif name == "dl":
            for head in element.find_all("dt"):
                said = head.find_next_sibling("dd")
                self._prose([*head.children, NavigableString(": "), *(said.children if said else ())], repeat(Line(style="TableText")))
        elif name == "table":
            self._table(element)
        elif name == "figure":
            self._figure(element)
        elif name == "pre":
            text = in_xml(element.get_text().strip("\n")).split("\n")
            broken = chain.from_iterable((node("w:br"), node("w:t", one)) for one in text)
            self._paragraph(Line(style="Code")).append(node("w:r", *list(broken)[1:]))
        elif name in HEADINGS:
            self._prose(element.children, repeat(Line(style=HEADINGS[name])), _outer(element))
        elif name in {"p", "figcaption", "caption"}:
            style = repeat(Line(style="Caption", keep=name == "caption"))
            self._prose(element.children, lines if name == "p" else style, _outer(element))
        else:
            self._blocks(element, repeat(Line(style="Quote")) if name == "blockquote" else lines, level)

    def _paragraph(self, line: Line) -> Any:
        """A new paragraph, which is the place of what leads to it."""
        made = line.paragraph()
        for name in self.due:
            made.extend(self.numbers.marked(self.numbers.place(name)))
        self.due = []
        self._put(made)
        return made

    def _put(self, made: Any) -> None:
        last = self.into[-1] if len(self.into) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(made)  # which has to stay the last
        else:
            self.into.append(made)

    def _prose(self, nodes: Iterable[PageElement], lines: Iterator[Line], look: Look | None = None) -> None:
        """A paragraph of text, without blanks at its ends; none where there is nothing to say."""
        parts = list(self._inline(nodes, look or Look()))
        texts = [text for part in parts for text in part.iter(qn("w:t"))]
        if texts:
            texts[0].text = (texts[0].text or "").lstrip(" ")
            texts[-1].text = (texts[-1].text or "").rstrip(" ")
        if any(part.tag != qn("w:r") or (len(part) > 1 and part[-1].text != "") for part in parts):
            self._paragraph(next(lines)).extend(parts)

    def _list(self, element: Tag, level: int) -> None:
        items = element.find_all("li", recursive=False)
        if "asked" in element.get_attribute_list("class"):
            parts = chain.from_iterable([NavigableString(" · "), *item.children] for item in items)
            self._prose(list(parts)[1:], repeat(Line(style="Subtitle")))
            return
        depth = "" if level == 0 else str(min(level, 2) + 1)
        number = self._counted(f"ListNumber{depth}") if element.name == "ol" else 0
        indent = 360 * (level + 1) if level > 2 else 0
        first = Line(style=f"List{'Number' if number else 'Bullet'}{depth}", number=number, indent=indent)
        for item in items:
            self.due += [str(item["id"])] if item.get("id") in self.linked else []
            self._blocks(item, chain([first], repeat(Line(style=f"ListContinue{depth}", indent=indent))), level + 1)

    def _counted(self, style: str) -> int:
        """A count of its own for a list that is numbered as its style is."""
        numbering = self.made.part.numbering_part.element
        like = self.made.styles.element.xpath(f'w:style[@w:styleId="{style}"]/w:pPr/w:numPr/w:numId/@w:val')[0]
        made = numbering.add_num(numbering.num_having_numId(int(like)).abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return made.numId

    def _figure(self, element: Tag) -> None:
        image = element.find("img")
        if isinstance(image, Tag) and (drawn := picture(str(image.get("src", "")))):
            width = Emu(min(ACROSS, Inches(drawn.width), int(DOWN / drawn.ratio)))
            inline = self.made.part.new_pic_inline(io.BytesIO(drawn.png), width, Emu(int(width * drawn.ratio)))
            for side in ("distT", "distB", "distL", "distR"):
                inline.set(side, "0")
            inline.docPr.set("descr", in_xml(str(image.get("alt", ""))))
            self._paragraph(Line(style="Figure", keep=True)).append(node("w:r", node("w:drawing", inline)))
        self._blocks(element, PLAIN)

    # --- tables -------------------------------------------------------------------

    def _table(self, element: Tag) -> None:
        caption = element.find("caption")
        if isinstance(caption, Tag):
            self._block(caption, PLAIN, 0)
        for table in tables_of(element, text_of(caption) if caption else "", self._cell):
            self._put(table)
            self._put(Line(style="TableText").paragraph())  # two tables in a row would become one

    def _cell(self, cell: Tag, into: Any, head: bool) -> None:
        outer, self.into = self.into, into
        number = {"number", "tb-number"} & set(cell.get_attribute_list("class"))
        self._blocks(cell, repeat(Line(style="TableHead" if head else "TableText", align="right" if number else "")))
        self.into = outer

    # --- text ---------------------------------------------------------------------

    def _inline(self, nodes: Iterable[PageElement], look: Look) -> Iterator[Any]:
        """Text, links, marks of notes and formulas as runs and what holds runs."""
        for one in nodes:
            if isinstance(one, Tag):
                yield from self._element(one, look.inside(one))
            elif type(one) is NavigableString and (text := _BLANKS.sub(" ", one)):
                yield look.run(node("w:t", text))

    def _element(self, element: Tag, look: Look) -> Iterator[Any]:
        if element.name == "br":
            yield look.run(node("w:br"))
        elif element.name == "math":
            yield formula(element)
        elif element.name == "sup" and (cited := self._cited_in(element)):
            yield from self.notes.cite(cited)
        elif element.name == "a":
            yield from self._link(element, look)
        elif element.get("id") in self.linked:
            yield from self.numbers.marked(self.numbers.place(str(element["id"])), *self._inline(element.children, look))
        else:
            yield from self._inline(element.children, look)

    def _cited_in(self, mark: Tag) -> list[str]:
        return [name for link in mark.find_all("a") for name in _cited(link) if name in self.notes.texts]

    def _link(self, element: Tag, look: Look) -> Iterator[Any]:
        address = str(element.get("href", ""))
        if address[1:] in self.places and address.startswith("#"):
            yield node("w:hyperlink", *self._inline(element.children, look), anchor=self.numbers.place(address[1:]))
        elif address.startswith(("https://", "http://", "mailto:")):
            link = node("w:hyperlink", *self._inline(element.children, replace(look, style="Hyperlink")))
            link.set(qn("r:id"), self.made.part.relate_to(in_xml(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            yield link
        else:
            yield from self._inline(element.children, look)


def _is_inline(one: PageElement) -> bool:
    return one.name in INLINE if isinstance(one, Tag) else type(one) is NavigableString


def _cited(mark: Tag) -> list[str]:
    """The places that a footnote's mark names: one, or from the first to the last of its numbers."""
    found, numbers = _NUMBERED.fullmatch(str(mark.get("href", ""))), re.findall(r"\d+", mark.get_text())
    if not found or not numbers:
        return []
    return [f"{found[1]}{number}" for number in range(int(found[2]), int(found[2]) + int(numbers[-1]) - int(numbers[0]) + 1)]


def _outer(element: Tag) -> Look:
    """The look that a paragraph takes from the elements around it: their language, where it is not the page's."""
    around = element if element.get("lang") else element.find_parent(attrs={"lang": True})
    return Look(language=language_of(around) if around and around.name != "html" else "")
