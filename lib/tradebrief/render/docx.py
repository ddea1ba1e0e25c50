"""The page as a Word document, by python-docx: the same headings, sentences, tables, figures and sources, to edit and to pass on."""

from __future__ import annotations

from tradebrief.errors import needs


def docx(html: str) -> bytes:
    """The bytes of the document; ``AskError`` where the libraries it is made with are not installed."""
    for library in ("docx", "resvg_py"):
        needs(library, "docx", "--format docx")
    from tradebrief.render.docx_document import document_of

    return document_of(html)
