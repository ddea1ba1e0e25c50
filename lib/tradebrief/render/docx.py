"""The page as a Word document, by python-docx: the same headings, sentences, tables, figures and sources, to edit and to pass on."""

from __future__ import annotations

from pkgutil import resolve_name

from tradebrief.errors import needs


def docx(html: str) -> bytes:
    """The bytes of the document; ``AskError`` where the libraries it is made with are not installed."""
    for library in ("docx", "resvg_py"):
        needs(library, "docx", "--format docx")
    return resolve_name("tradebrief.render.docx_document:document_of")(html)
