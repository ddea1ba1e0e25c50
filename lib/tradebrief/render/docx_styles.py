"""How a Word document looks: A4, its styles, its fonts and language, its title on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from tradebrief.render.docx_xml import field, node
from tradebrief.render.elements import in_xml

LETTERS, JAPANESE = "Calibri", "Yu Gothic"
"""Fonts that Word brings; another program takes its own in their place."""

MARGIN = Mm(18)
ACROSS: Length = Mm(210 - 2 * 18)
"""The room between the margins of an A4 page."""

DOWN: Length = Mm(215)
"""The height that a figure may have above its caption."""

INK = RGBColor(0x1B, 0x1B, 0x1B)


def styled(document: Document, language: str, *, brief: bool) -> None:
    """Give a new document its styles, in smaller type for a brief, its fonts and its language."""
    size = 9.0 if brief else 10.0
    _defaults(document, language)
    looks = {
        "Normal": (size, 0, 4),
        "Title": (size + 8, 0, 4),
        "Subtitle": (size - 1, 0, 8),
        "Heading 1": (size + 3, 10, 3),
        "Heading 2": (size + 1, 8, 2),
        "Heading 3": (size, 6, 2),
        "Caption": (size - 1.5, 4, 4),
        "Quote": (size, 0, 4),
        **{f"List {kind}{number}": (size, 0, 2) for kind in ("Bullet", "Number", "Continue") for number in ("", " 2", " 3")},
        "Table Text": (size - 2, 1, 1),
        "Table Head": (size - 2, 1, 1),
        "Figure": (size, 4, 0),
        "Code": (size - 2, 2, 4),
        "footnote text": (size - 2, 0, 0),
    }
    for name, (points, before, after) in looks.items():
        style: Any = document.styles[name] if name in document.styles else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = None if name == "Normal" else document.styles["Normal"]
        style.font.size, style.font.color.rgb = Pt(points), INK
        style.font.italic = False
        style.font.bold = name.startswith(("Title", "Heading", "Table Head", "Caption"))
        told = style.paragraph_format
        told.space_before, told.space_after, told.line_spacing = Pt(before), Pt(after), 1.05
    code: Any = document.styles["Code"]
    code.font.name = "Consolas"
    for idle in document.styles.element.xpath("w:style/w:pPr/w:pBdr | w:style/w:rPr/w:spacing"):
        idle.getparent().remove(idle)
    _signs(document)
    _table(document)


def _defaults(document: Document, language: str) -> None:
    """Fonts by name in place of the template's themes, and the language of all that says no other."""
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        if any("Theme" in name for name in fonts.attrib):
            fonts.getparent().remove(fonts)
    look = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    look.insert(0, node("w:rFonts", ascii=LETTERS, hAnsi=LETTERS, cs=LETTERS, eastAsia=JAPANESE))
    asian = language if language.startswith(("ja", "zh", "ko")) else "ja-JP"
    for place in (look.find(qn("w:lang")), document.settings.element.find(qn("w:themeFontLang"))):
        place.set(qn("w:val"), language)
        place.set(qn("w:eastAsia"), asian)


def _signs(document: Document) -> None:
    """The styles of links and of the numbers of footnotes."""
    link: Any = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    mark: Any = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x05, 0x63, 0xC1), True
    mark.font.superscript = True
    for name, key in (("footnote reference", "FootnoteReference"), ("footnote text", "FootnoteText")):
        document.styles[name].element.styleId = key


def _table(document: Document) -> None:
    """The style of tables: fine lines between rows, a stronger one below the head."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "BFBFBF"}
    strong = node("w:bottom", **{**line, "sz": 8, "color": "595959"})
    borders = node("w:tblBorders", node("w:top", **line), node("w:bottom", **line), node("w:insideH", **line))
    sides = (node(f"w:{side}", w=60, type="dxa") for side in ("left", "right"))
    head = node(
        "w:tblStylePr",
        node("w:tcPr", node("w:tcBorders", strong), node("w:shd", val="clear", color="auto", fill="F2F2F2")),
        type="firstRow",
    )
    made = node("w:style", node("w:name", val="Report Table"), node("w:basedOn", val="TableNormal"), type="table", styleId="ReportTable")
    made.append(node("w:tblPr", borders, node("w:tblCellMar", *sides)))
    made.append(head)
    document.styles.element.append(made)


def framed(document: Document, title: str) -> None:
    """A4 with the title above every page and its number below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(9)
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.add_run(in_xml(title))
    below.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
    below._p.extend([field("PAGE", "1"), node("w:r", node("w:t", " / ")), field("NUMPAGES", "1")])
    for line in (above, below):
        for run in line.runs:
            run.font.size = Pt(8)
