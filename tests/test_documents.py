"""From a page to Word and Excel: the same content, real parts of each format, the same bytes, and nothing that runs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

import docx as word
import lxml.html
import numpy as np
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from conftest import ROOT, TOYLAND
from test_render import EVIL, notebook
from tradebrief.render.docx import docx
from tradebrief.render.pixels import picture
from tradebrief.render.run import prepare, render
from tradebrief.render.xlsx import write_text, xlsx

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48" {more}>{inside}</svg>'
FORMULAS = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "=HYPERLINK('http://a.example')", "#N/A", "=cmd|' /C calc'!A0"]


def page_of(body: str, language: str = "en", kind: str = "") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head><title>t</title></head><body class="{kind}">{body}</body></html>'


def table_of(*rows: tuple[str, ...], caption: str = "A table", numbers: tuple[int, ...] = ()) -> str:
    def cell(place: int, text: str) -> str:
        return f"<td{' class=number' if place in numbers else ''}>{text}"

    head, *body = rows
    heads = "".join(f'<th scope="col">{text}</th>' for text in head)
    lines = "".join("<tr>" + "".join(cell(place, text) for place, text in enumerate(row)) for row in body)
    return f'<div class="table"><table><caption>{caption}</caption><thead><tr>{heads}</thead><tbody>{lines}</tbody></table></div>'


def opened(html: str):
    return word.Document(io.BytesIO(docx(html)))


def part(document: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(name))


def words(element: etree._Element) -> str:
    return "".join(element.itertext(qn("w:t")))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A report with sentences, sources, tables and figures, as page, Word and Excel."""
    job = prepare("fact_book", {}, out=tmp_path_factory.mktemp("documents"), seeds=str(TOYLAND))
    report = render(replace(job, formats=("html", "docx", "xlsx")))
    assert report.status == "done", report.error
    assert {path.suffix for path in report.files} == {".ipynb", ".html", ".docx", ".xlsx"}
    return Path(report.html)


@pytest.fixture(scope="module")
def as_html(made) -> lxml.html.HtmlElement:
    """The page by another reader than the documents were made with."""
    return lxml.html.fromstring(made.read_text(encoding="utf-8"))


def shown(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- Word -----------------------------------------------------------------------------


def test_headings_have_the_styles_of_headings(made, as_html):
    """The title and each section, in order, for the list of contents and for screen readers."""
    document = word.Document(made.with_suffix(".docx"))
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == [shown(as_html.find(".//h1"))]
    wanted = [shown(one) for one in as_html.iter("h2") if one.get("id") != "footnotes"]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == wanted


def test_tables_are_tables_with_head_and_caption(made, as_html):
    """Every cell of every table, the head repeated on each page, the caption above."""
    document = word.Document(made.with_suffix(".docx"))
    tables = list(as_html.iter("table"))
    assert len(document.tables) == len(tables) > 5
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    for real, wanted in zip(document.tables, tables, strict=True):
        rows = [[shown(cell) for cell in row.iter("td", "th")] for row in wanted.iter("tr")]
        assert [[" ".join(words(cell).split()) for cell in row.tc_lst] for row in real._tbl.tr_lst] == rows
        assert real._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert real._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) == shown(wanted.find("caption"))
        assert shown(wanted.find("caption")) in captions


def test_figures_are_png_with_their_description(made, as_html):
    """One for each of the page, with the alternative text and within the margins."""
    document = word.Document(made.with_suffix(".docx"))
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == [one.get("alt") for one in as_html.iter("img")]
    section = document.sections[0]
    for shape in document.inline_shapes:
        assert shape.width <= section.page_width - section.left_margin - section.right_margin
    with zipfile.ZipFile(made.with_suffix(".docx")) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    for one in pictures:
        drawn = np.asarray(Image.open(io.BytesIO(one)).convert("L"))
        assert 0.005 < (drawn < 200).mean() < 0.6, "a figure is neither empty nor black"


def test_sources_are_footnotes_with_the_numbers_of_the_page(made, as_html):
    """Each source is one footnote, and every mark says the number that the page says."""
    document = made.with_suffix(".docx").read_bytes()
    notes = {one.get(qn("w:id")): words(one).strip() for one in part(document, "word/footnotes.xml") if one.get(qn("w:type")) is None}
    assert list(notes.values()) == [shown(one) for one in as_html.xpath('//section[@class="footnotes"]//li')]
    body = part(document, "word/document.xml")
    assert [one.get(qn("w:id")) for one in body.iter(qn("w:footnoteReference"))] == list(notes)
    assert [marks(one) for one in body.iter(qn("w:p")) if marks(one)] == [
        numbers for one in as_html.xpath("//p[sup]") if (numbers := spelt(" ".join(a.text for a in one.findall("sup/a"))))
    ]


def marks(paragraph: etree._Element) -> set[int]:
    """The numbers of the notes that a paragraph cites, by references and by fields that repeat one."""
    text = ""
    for run in paragraph.iter(qn("w:r")):
        if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}[@{qn('w:val')}='FootnoteReference']") is not None:
            note = run.find(qn("w:footnoteReference"))
            text += note.get(qn("w:id")) if note is not None else words(run)
    return spelt(text.replace(",", " "))


def spelt(text: str) -> set[int]:
    """The numbers of ``1–3 5``."""
    ends = [part.split("–") for part in text.split()]
    return {number for one in ends for number in range(int(one[0]), int(one[-1]) + 1)}


def test_a_note_is_cited_again_by_its_number():
    """The second mark is a field that names the first, so that it follows when notes are added."""
    sources = "".join(f'<li id="source-{number}">Source {number}</li>' for number in range(1, 5))
    mark = '<sup class="notes"><a href="#source-1">1–4</a></sup>'
    document = docx(page_of(f"<p>A.{mark}</p><p>B.{mark}</p><section class=footnotes><h2 id=footnotes>F</h2><ol>{sources}</ol></section>"))
    body = part(document, "word/document.xml")
    fields = [one.get(qn("w:instr")).split() for one in body.iter(qn("w:fldSimple"))]
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert [one[0] for one in fields] == ["NOTEREF", "NOTEREF"]
    assert {one[1] for one in fields} <= places
    assert [marks(one) for one in body.iter(qn("w:p")) if marks(one)] == [{1, 2, 3, 4}] * 2
    assert not [one for one in word.Document(io.BytesIO(document)).paragraphs if one.text == "F"]


def test_links_lead_to_places_that_are_there(made):
    """Within the document to a bookmark, outside to the web; a link to what is not shown is its words."""
    body = part(made.with_suffix(".docx").read_bytes(), "word/document.xml")
    anchors = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert anchors
    assert anchors <= {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    links = opened(page_of('<p><a href="https://a.example/?b=1&amp;c">out</a> <a href="javascript:x">bad</a> <a href="#gone">gone</a></p>'))
    told = [one.target_ref for one in links.part.rels.values() if one.is_external]
    assert told == ["https://a.example/?b=1&c"]
    assert links.paragraphs[0].text == "out bad gone"


@pytest.mark.parametrize(("language", "told"), [("en", "en-GB"), ("ja", "ja-JP")])
def test_the_document_has_the_language_and_paper_of_the_page(language, told):
    """For spelling, hyphenation and voices; Japanese in a font that has it; A4 with the title above."""
    document = opened(page_of('<h1>相互関税 24%</h1><p>本文 <span lang="en">pending</span></p>', language))
    look = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert look.find(qn("w:lang")).get(qn("w:val")) == told
    assert look.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "Yu Gothic"
    assert not [name for one in document.styles.element.iter(qn("w:rFonts")) for name in one.attrib if "Theme" in name]
    assert document.core_properties.language == language
    assert document.core_properties.title == document.sections[0].header.paragraphs[0].text == "相互関税 24%"
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (210, 297)
    other = [one for one in document.element.iter(qn("w:r")) if one.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None]
    assert [words(one) for one in other] == ["pending"]


def test_lists_count_for_themselves_and_formulas_are_formulas():
    """A second list starts at one again; a fraction is Office's fraction."""
    body = "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol><ol><li>d</li></ol>"
    formula = "<p><math><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math></p>"
    document = opened(page_of(body + formula))
    assert [(one.text, one.style.name) for one in document.paragraphs[:4]] == [
        ("a", "List Number"),
        ("b", "List Bullet 2"),
        ("c", "List Number"),
        ("d", "List Number"),
    ]
    counts = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:numId"))]
    assert counts[0] == counts[1] != counts[2]
    fraction = next(document.element.body.iter(qn("m:f")))
    assert ["".join(one.itertext(qn("m:t"))) for one in fraction] == ["a", "b2"]


def test_wide_and_spanning_tables_keep_every_cell():
    """Word takes 63 columns; cells that span several are merged; absurd spans are cut."""
    wide = table_of(tuple(f"h{n}" for n in range(150)), tuple(f"c{n}" for n in range(150)))
    tables = opened(page_of(wide)).tables
    assert [len(one.columns) for one in tables] == [63, 63, 24]
    assert [words(cell) for one in tables for cell in one._tbl.tr_lst[1].tc_lst] == [f"c{n}" for n in range(150)]
    spans = '<table><tr><td colspan="2">a<td>b<tr><td rowspan="999999">c<td>d<td>e<tr><td>f<td>g</table>'
    [table] = opened(page_of(spans)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "a", "b"], ["c", "d", "e"], ["c", "f", "g"]]
    assert openpyxl.load_workbook(io.BytesIO(xlsx(page_of(spans)))).worksheets[1]["B1"].value == "a"


# --- figures --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "data:image/svg+xml," + quote(SVG.format(more="", inside="<rect")),
        "data:image/svg+xml," + quote('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="100000000"/>'),
        "data:image/svg+xml," + quote('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'),
        "data:image/png;base64,AAAA",
        "data:image/png;base64,iVBORw0KGgo",
        "https://a.example/a.png",
        "",
    ],
)
def test_a_figure_that_cannot_be_drawn_leaves_its_words(address):
    """The document is written, without the picture and with its description."""
    document = opened(page_of(f'<figure><img alt="what it shows" src="{address}"><figcaption>what it shows</figcaption></figure>'))
    assert len(document.inline_shapes) == 0
    assert document.paragraphs[0].text == "what it shows"


def test_a_figure_draws_no_file_of_this_machine(tmp_path):
    """Neither by an image nor by what it takes over from elsewhere; what stands in the figure is drawn."""
    Image.new("RGB", (96, 48), "red").save(tmp_path / "red.png")
    for inside in (f'<image href="{tmp_path}/red.png" width="96" height="48"/>', f'<use href="file://{tmp_path}/red.png#a"/>'):
        drawn = picture("data:image/svg+xml," + quote(SVG.format(more="", inside=inside)))
        assert Image.open(io.BytesIO(drawn.png)).convert("RGB").getcolors() == [(1600 * 800, (255, 255, 255))]
    own = picture("data:image/svg+xml," + quote(SVG.format(more="", inside='<rect width="96" height="48" fill="red"/>')))
    assert Image.open(io.BytesIO(own.png)).convert("RGB").getpixel((800, 400)) == (255, 0, 0)


def test_japanese_in_a_figure_is_drawn():
    """Glyphs and not boxes: two signs that differ are drawn differently, with the fonts of the package alone."""

    def ink(sign: str) -> np.ndarray:
        inside = f"<text x='10' y='40' style=\"font: 30px 'DejaVu Sans'\">{sign}</text>"
        return np.asarray(
            Image.open(io.BytesIO(picture("data:image/svg+xml," + quote(SVG.format(more="", inside=inside))).png)).convert("L")
        )

    assert (ink("関") < 128).sum() > 1000
    assert (ink("関") != ink("税")).any()


# --- Excel ----------------------------------------------------------------------------


def test_each_table_is_a_sheet_of_numbers_days_and_text(made, as_html):
    """Each cell says what the page says: numbers in columns of numbers and days anywhere as such."""
    book = openpyxl.load_workbook(made.with_suffix(".xlsx"))
    tables = [one for one in as_html.iter("table") if one.getparent().getparent().tag != "footer"]
    assert book.sheetnames[0] == "Parameters"
    assert book.sheetnames[-1] == "Sources"
    assert len(book.sheetnames) == len(tables) + 2
    numbers = days = 0
    for sheet, table in zip(book.worksheets[1:-1], tables, strict=True):
        for line, row in zip(sheet.iter_rows(), table.iter("tr"), strict=True):
            for cell, wanted in zip(line, row.iter("td", "th"), strict=True):
                text = shown(wanted)
                if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                    assert (cell.value, cell.is_date) == (datetime.fromisoformat(text), True)
                    days += 1
                elif "number" in wanted.get("class", "") and re.fullmatch(r"-?\d+(\.\d+)?", text):
                    assert (cell.value, cell.data_type) == (float(text), "n")
                    numbers += 1
                elif text and wanted.tag == "td" and not re.search(r"\d", text):
                    assert (cell.value, cell.data_type) == (text, "s")
    assert numbers > 20
    assert days > 20
    sources = [shown(one) for one in as_html.xpath('//section[@class="footnotes"]//li')]
    assert [(row[0].value, row[1].value) for row in book["Sources"].iter_rows(min_row=2)] == list(enumerate(sources, start=1))


def test_the_first_sheet_has_the_parameters_and_leads_to_the_others(made, as_html):
    """Name, value and meaning; days as days; a link to each sheet with its caption."""
    book = openpyxl.load_workbook(made.with_suffix(".xlsx"))
    first = book.worksheets[0]
    rows = {row[0].value: row for row in first.iter_rows()}
    for row in as_html.xpath("//footer//tbody/tr"):
        name, value, meaning = map(shown, row)
        kept = rows[name][1].value
        assert str(kept.date() if isinstance(kept, datetime) else kept) == value
        assert rows[name][2].value == meaning
    links = {cell.value: cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: "'{}'!A1".format(name.replace("'", "''")) for name in book.sheetnames[1:]}


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("16.25", 16.25, "0.00"),
        ("16.2%", 0.162, "0.0%"),
        ("27.5\u00a0%", 0.275, "0.0%"),
        ("−1,234.5", -1234.5, "#,##0.0"),
        ("+10.41", 10.41, "+0.00;-0.00"),
        ("4.165616e+10", 41656160000.0, "0.000000E+00"),
        ("$24.6 billion", 24.6, '0.0" $ billion"'),
        ("245億ドル", 245, '0" 億ドル"'),
        ("14 June 2025", date(2025, 6, 14), "d mmmm yyyy"),
        ("2025年6月14日", date(2025, 6, 14), 'yyyy"年"m"月"d"日"'),
        ("2025-02-30", "2025-02-30", "General"),
        ("16 to 17", "16 to 17", "General"),
        ("0101", "0101", "General"),
        ("1234567890123456789", "1234567890123456789", "General"),
        ("1e+999", "1e+999", "General"),
        ('5 "x', '5 "x', "General"),
    ],
)
def test_a_cell_of_numbers_holds_the_number_it_shows(text, value, form):
    """With its places, its sign and its unit; what a number would not keep stays text."""
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(page_of(table_of(("h",), (text,), ("1 day",), numbers=(0,)))))).worksheets[1]
    kept = sheet["A2"].value
    assert (kept.date() if isinstance(kept, datetime) else kept, sheet["A2"].number_format) == (value, form)


def test_one_unit_stands_in_the_head_and_codes_stay_text():
    """A column's common unit is told once; a column without the class of numbers holds none beside text."""
    table = table_of(("duty", "rate", "code", "plain"), ("1,000 USD", "1%", "8703", "1"), ("20 USD", "2%", "7208.10", "2"), numbers=(0, 1))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(page_of(table)))).worksheets[1]
    assert [cell.value for cell in sheet[1]] == ["duty, USD", "rate", "code", "plain"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [[1000, 0.01, 8703, 1], [20, 0.02, 7208.1, 2]]
    mixed = table_of(("code",), ("8703",), ("8703.23.01",))
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(xlsx(page_of(mixed)))).worksheets[1]["A"]] == [
        "code",
        "8703",
        "8703.23.01",
    ]


def test_sheets_have_names_that_excel_takes():
    """At most 31 signs, no sign that means something, each once whatever its case, none that Excel keeps."""
    captions = ["a" * 40, "A" * 40, "[x]:*?/\\y", "'quoted'", "History", "parameters", "", "関" * 40, "😀" * 20]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(page_of("".join(table_of(("h",), ("1",), caption=one) for one in captions)))))
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == len(captions) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.casefold() != "history"


# --- what is hostile --------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text):
    """In a cell, a head, a caption, a title, a source or a parameter: it is written as text, and stays text when it is edited."""
    footer = f"<footer>{table_of(('name', 'value'), ('n', text), caption='Parameters')}</footer>"
    notes = f'<section class="footnotes"><ol><li>{text}</li></ol></section>'
    document = xlsx(page_of(f"<h1>{text}</h1>{table_of((text, text), (text, text), caption=text, numbers=(0,))}{notes}{footer}"))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not [sheet for sheet in sheets if re.search(r'<f[ >]|t="e"|t="str"', sheet)]
    book = openpyxl.load_workbook(io.BytesIO(document))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text and not cell.hyperlink]
    assert len(found) == 8
    assert {cell.data_type for cell in found} == {"s"}
    assert {bool(cell.quotePrefix) for cell in found} == {text[0] in "=+-@"}


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", "=1+1", "@x", "+x", "-x"])
def test_text_is_written_as_text(text):
    """Whatever it starts with, blanks included."""
    book = openpyxl.Workbook()
    write_text(book.active["A1"], text)
    out = io.BytesIO()
    book.save(out)
    cell = openpyxl.load_workbook(out).active["A1"]
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)


def test_hostile_words_reach_no_document_as_code(tmp_path):
    """HTML, formulas and signs that XML does not hold, from a parameter, printed text, a table and a caption."""
    source = (
        "import pandas as pd\nfrom IPython.display import HTML, Markdown, display\nprint(name)\n"
        "display(pd.DataFrame({name: [name, '=1+1']}))\ndisplay(HTML(f'<p>{name}</p>'))\ndisplay(Markdown(name))"
    )
    path = notebook(tmp_path / "evil.ipynb", ("code", 'name: "text" = "x"  # any words', ["parameters"]), ("code", source, []))
    evil = f"=1+1\x00\x08\x1f\ufffe{EVIL}"
    report = render(replace(prepare(str(path), {"name": evil}, out=tmp_path / "out"), formats=("html", "docx", "xlsx")))
    assert report.status == "done", report.error
    document = word.Document(report.docx)
    assert "<script>alert(1)</script>" in document.element.body.xml.replace("&lt;", "<").replace("&gt;", ">")
    assert {one.reltype.rpartition("/")[2] for one in document.part.rels.values() if one.is_external} <= {"hyperlink"}
    for name in (report.docx, report.xlsx):
        with zipfile.ZipFile(name) as archive:
            for inside in archive.namelist():
                if inside.endswith((".xml", ".rels")):
                    root = etree.fromstring(archive.read(inside))
                    assert not [
                        one for one in root.iter() if etree.QName(one).localname in {"script", "img", "f", "instrText", "oleObject"}
                    ]
                assert not re.search(r"vba|macro.*bin|embeddings|externalLink", inside)


def test_no_document_leaves_its_folder(run, tmp_path):
    """A name that leads elsewhere is refused before anything runs."""
    done = run("--seeds", TOYLAND, "render", "fact_book", "--format", "docx", "--name", "../x", "--out", tmp_path / "out")
    assert done.code == 1
    assert "--name: is not a plain file name" in done.err
    assert list(tmp_path.iterdir()) == [tmp_path / "toyland"] * (tmp_path / "toyland").exists()


# --- bytes and files ----------------------------------------------------------------------


def test_documents_tell_no_moment(made):
    """The same page gives the same bytes: fixed times in the archive and in the properties, parts in order."""
    html = made.read_text(encoding="utf-8")
    for write, kind in ((docx, ".docx"), (xlsx, ".xlsx")):
        document = made.with_suffix(kind).read_bytes()
        assert write(html) == document
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            assert archive.namelist() == sorted(archive.namelist())
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            told = re.findall(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", archive.read("docProps/core.xml").decode())
        assert set(told) == {"1980-01-01T00:00:00Z"}


def test_two_runs_give_the_same_documents(run, tmp_path):
    """By a second process, and the command names what it wrote."""
    done = run("--seeds", TOYLAND, "render", "fact_book", "--check", "--format", "docx", "--format", "xlsx", "--out", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.split() == [str(tmp_path / f"fact_book.{kind}") for kind in ("html", "docx", "xlsx")]


def test_a_sweep_keeps_and_mends_documents(run, tmp_path):
    """What is there is kept; what is gone or changed is made again."""
    path = notebook(tmp_path / "t.ipynb", ("code", "n: int = 1", ["parameters"]), ("code", "print(n)", []))
    words = ("sweep", path, "-p", "n=1,2", "--format", "docx", "--format", "xlsx", "--out", tmp_path / "out", "--json")
    first = run(*words)
    assert first.code == 0
    assert {Path(row[kind]).name for row in first.json for kind in ("docx", "xlsx")} == {"t_1.docx", "t_1.xlsx", "t_2.docx", "t_2.xlsx"}
    (tmp_path / "out" / "t_2.xlsx").write_bytes(b"")
    again = run(*words)
    assert {row["name"]: row["kept"] for row in again.json} == {"t_1": True, "t_2": False}
    assert zipfile.is_zipfile(tmp_path / "out" / "t_2.xlsx")


def test_without_the_library_nothing_is_touched(run, tmp_path, monkeypatch):
    """One clear error; the page of an earlier run stays as it was, and no part of a new one is left."""
    assert run("--seeds", TOYLAND, "render", "fact_book", "--out", tmp_path).code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setitem(sys.modules, "docx", None)
    done = run("--seeds", TOYLAND, "render", "fact_book", "--format", "docx", "-p", "known_by=2031-02-01", "--out", tmp_path)
    assert done.code == 1
    assert "--format docx: needs docx, which is not installed. Install it: pip install 'tradebrief[docx]'." in done.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


# --- brief --------------------------------------------------------------------------------


def test_brief_makes_the_briefing_of_a_day(run, tmp_path):
    """One short command; what is not asked follows from the day."""
    done = run("brief", "--as-of", "14 June 2025", "--format", "docx", "--format", "xlsx", "--out", tmp_path, "--json")
    assert done.code == 0, done.err
    assert done.json["parameters"] | {"as_of": "2025-06-14", "known_by": "2025-06-14", "since": "2025-05-15"} == done.json["parameters"]
    assert [Path(done.json[kind]).name for kind in ("html", "docx", "xlsx")] == [
        f"briefing_2025-06-14.{one}" for one in ("html", "docx", "xlsx")
    ]
    texts = [one.text for one in word.Document(done.json["docx"]).paragraphs]
    assert any(text.startswith(done.json["headline"][:60]) for text in texts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2025-13-01"), "--as-of: is not a day (got 2025-13-01)."),
        (("--known-by", "soon"), "--known-by: is not a day (got soon)."),
    ],
)
def test_brief_refuses_what_is_no_day(run, tmp_path, words, said):
    """It names the option; nothing is written."""
    done = run("brief", *words, "--out", tmp_path)
    assert done.code == 1
    assert said in done.err
    assert not list(tmp_path.iterdir())


def test_brief_asks_for_a_language_only_where_there_is_a_choice(run, tmp_path, monkeypatch):
    """A notebook without the parameter is told of in one line; one that has it gets it, and its file is named by it."""
    monkeypatch.setattr("tradebrief.commands.briefs.by_name", lambda kind, suffix: {"briefing": tmp_path / "briefing.ipynb"})
    parameters = 'as_of: "date" = "2025-06-14"\nknown_by: "date" = "2025-06-14"\nsince: "date" = "2025-05-15"\n'
    notebook(tmp_path / "briefing.ipynb", ("code", parameters, ["parameters"]), ("code", "1", []))
    done = run("brief", "--language", "ja", "--out", tmp_path / "out")
    assert done.code == 1
    assert "--language: cannot be chosen: briefing.ipynb has no parameter of that name (got ja). Leave it out." in done.err
    parameters += 'language: "one of: en, ja" = "en"\n'
    notebook(tmp_path / "briefing.ipynb", ("code", parameters, ["parameters"]), ("code", "print(language)", []))
    done = run("brief", "--language", "ja", "--out", tmp_path / "out", "--json")
    assert (done.json["parameters"]["language"], done.json["name"]) == ("ja", "briefing_2025-06-14_ja")


# --- LibreOffice ----------------------------------------------------------------------------


needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")


def converted(path: Path, folder: Path) -> Path:
    """A document as PDF, by LibreOffice."""
    home = f"-env:UserInstallation=file://{folder / 'office'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, path], check=True, capture_output=True, timeout=300
    )
    return folder / f"{path.stem}.pdf"


@needs_office
def test_libreoffice_shows_the_document_as_pages(made, as_html, tmp_path):
    """A4; every heading, caption and source is on a page, the figures are drawn, notes stand on the page that cites them."""
    import pypdf

    pages = pypdf.PdfReader(converted(made.with_suffix(".docx"), tmp_path)).pages
    assert {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in pages} <= {(595, 842), (596, 842)}
    texts = [" ".join(one.extract_text().split()) for one in pages]
    whole = " ".join(texts)
    for one in [*as_html.iter("h2"), *as_html.iter("caption"), *as_html.xpath('//section[@class="footnotes"]//li')]:
        assert shown(one) in whole or one.get("id") == "footnotes", shown(one)
    assert sum(len(one.images) for one in pages) >= len(list(as_html.iter("img")))
    first = shown(as_html.xpath('//section[@class="footnotes"]//li')[0])
    sentence = as_html.xpath("//p[sup/a[@href='#source-1']]")[0].text_content()[:40]
    assert next(n for n, text in enumerate(texts) if first in text) == next(n for n, text in enumerate(texts) if sentence in text)


@needs_office
def test_libreoffice_reads_the_workbook(made, tmp_path):
    """Its own program opens it: the parameters and a source are on its pages."""
    import pypdf

    text = " ".join(" ".join(one.extract_text().split()) for one in pypdf.PdfReader(converted(made.with_suffix(".xlsx"), tmp_path)).pages)
    assert "known_by" in text
    assert str(openpyxl.load_workbook(made.with_suffix(".xlsx"))["Sources"]["B2"].value)[:30] in text


def test_the_packages_of_the_documents_are_named():
    """An extra brings them, as PDF has one."""
    assert re.search(r'^docx = \["python-docx", "resvg-py"\]', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)


def test_every_report_becomes_a_document_and_a_workbook(reports):
    """One of each notebook: all sections and figures in Word, a sheet for each table in Excel."""
    for report in {one.notebook: one for one in reports.values()}.values():
        html = report.page.read_text(encoding="utf-8")
        page = lxml.html.fromstring(html)
        hidden = {"footnotes"} | ({"colophon", "lineage"} if "brief" in page.xpath("string(//body/@class)") else set())
        document = opened(html)
        wanted = [shown(one) for one in page.iter("h2") if one.get("id") not in hidden]
        assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == wanted, report.recipe
        assert len(document.inline_shapes) == len(list(page.iter("img"))), report.recipe
        notes = bool(page.xpath('//section[@class="footnotes"]'))
        assert len(openpyxl.load_workbook(io.BytesIO(xlsx(html))).sheetnames) == len(list(page.iter("table"))) + notes, report.recipe
