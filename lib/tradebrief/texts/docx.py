"""Word: the paragraphs of ``word/document.xml`` (Office Open XML, ECMA-376), cells of a table side by side; deleted words and field codes are left out.

Title, author and the day the file was made come from ``docProps/core.xml``. Links, images, macros and embedded files are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tradebrief.errors import ask_error, needs
from tradebrief.texts.document import Document, Head
from tradebrief.zipped import Zipped

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAPS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, where: str) -> dict[str, Any]:
    """The text of a Word file and its properties; ``AskError`` when it is none or swells beyond measure."""
    file = Zipped(data, where)
    body = _tree(file.part("word/document.xml"), where).find(f"{_W}body")
    text = "\n".join(line.strip() for block in (body if body is not None else ()) for line in _block(block) if line.strip())
    core = _tree(file.part("docProps/core.xml"), where) if "docProps/core.xml" in file.names else None
    about = {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in (core if core is not None else ()) if isinstance(one.tag, str)}
    head = Head(title=about.get("title", "")[:300], author=about.get("creator", "")[:120], made=about.get("created", "")[:10])
    if not text:
        raise ask_error(where, "holds no text", remedy="Paste the article, or name a file that holds it.")
    return asdict(Document(text=text, heads=(head,), read_as="Word file"))


def _tree(xml: bytes, where: str) -> Any:
    etree = needs("lxml.etree", "curate", where)
    if b"<!DOCTYPE" in xml[:2000]:
        raise ask_error(
            where, "holds a DOCTYPE, which no Word file has", remedy="It may be made to do harm; save its text as TXT and give that."
        )
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as bad:
        raise ask_error(where, "is damaged", str(bad), "Save it again.") from None


def _block(block: Any) -> Iterator[str]:
    """The lines of a paragraph, or of a table row by row; content controls hold blocks of their own."""
    if block.tag == f"{_W}tbl":
        for row in block.iter(f"{_W}tr"):
            yield " | ".join(" ".join(map(_words, cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc"))
    elif block.tag == f"{_W}sdt":
        for inner in block.find(f"{_W}sdtContent") or ():
            yield from _block(inner)
    elif block.tag == f"{_W}p":
        yield from _words(block).splitlines()


def _words(paragraph: Any) -> str:
    """What is said in a paragraph, links and insertions included."""
    return "".join(one.text or "" if one.tag == f"{_W}t" else _GAPS.get(one.tag, "") for one in paragraph.iter())
