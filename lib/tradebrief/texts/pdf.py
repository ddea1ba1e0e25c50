"""PDF: the words of every page by PDFium, with the lines of a paragraph joined again.

A line goes on in the next one unless it ends a sentence or a headline short of the column's width; a word broken at a line's end is joined, and
keeps its hyphen where the text writes it so elsewhere. Lines that head or foot every page, and page numbers, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tradebrief.errors import ask_error, needs
from tradebrief.texts.document import Document, Head

MOST_PAGES = 2_000
"""Pages of the longest file that is read."""

_WIDE = r"\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60"
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_HYPHEN = re.compile("[\x02\ufffe]\\s*")
_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:。！？][\"'”’)\]」』]*$")


def read(data: bytes, where: str) -> dict[str, Any]:
    """The text of a PDF and its properties; ``AskError`` when it is locked, damaged or holds pictures only."""
    pdfium = needs("pypdfium2", "curate", where)
    try:
        file = pdfium.PdfDocument(data)
        count = len(file)
    except pdfium.PdfiumError as bad:
        locked = "assword" in str(bad)
        wrong, remedy = (
            ("is locked by a password", "Save it without one.")
            if locked
            else ("is no PDF that can be read", "Save it again, or save its text.")
        )
        raise ask_error(where, wrong, str(bad), remedy) from None
    if count > MOST_PAGES:
        raise ask_error(where, "has too many pages", count, f"Cut it down to the pages that matter: at most {MOST_PAGES:,}.")
    pages = [_lines(file, number) for number in range(count)]
    running = _running(pages)
    lines = [line for page in pages for line in _body(page, running)]
    text = "\n".join(_paragraphs(lines))
    if not text:
        raise ask_error(
            where, "holds no text", f"{count} pages of pictures", "It may be a scan: run text recognition on it, or type the passage."
        )
    about = file.get_metadata_dict()
    head = Head(
        title=about.get("Title", "").strip()[:300], author=about.get("Author", "").strip()[:120], made=_day(about.get("CreationDate", ""))
    )
    notes = (f"{len(running)} lines that head or foot every page are left out",) if running else ()
    return asdict(Document(text=text, heads=(head,), read_as=f"PDF of {count} pages", notes=notes))


def _lines(file: Any, number: int) -> list[str]:
    """The lines of a page, in the order in which the file has them."""
    page = file[number]
    words = page.get_textpage()
    found = words.get_text_bounded()
    words.close()
    page.close()
    found = _HYPHEN.sub("-\n", found)  # PDFium marks a word broken at a line's end and drops the end
    return [" ".join(line.split()) for line in found.splitlines() if line.strip()]


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand first or last on most pages, digits apart."""
    if len(pages) < 3:
        return frozenset()
    edges = Counter(line for page in pages for line in {_shape(one) for one in (*page[:2], *page[-2:])})
    return frozenset(line for line, times in edges.items() if times > len(pages) / 2)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _body(page: Sequence[str], running: frozenset[str]) -> list[str]:
    """A page without what heads and foots it."""
    edge = {0, 1, len(page) - 2, len(page) - 1}
    return [line for at, line in enumerate(page) if not (at in edge and (_shape(line) in running or _NUMBER.fullmatch(line)))]


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined into paragraphs."""
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 3 // 4] if lengths else 0
    compounds = Counter(re.findall(r"[^\W\d_]+-[^\W\d_]+", " ".join(lines).lower()))
    found: list[str] = []
    goes_on = False
    for line in lines:
        found[-1:] = [_joined(found[-1], line, compounds)] if goes_on else [*found[-1:], line]
        short = len(line) < 0.8 * width
        goes_on = bool(_BROKEN.search(line[-40:])) or not (short and (_ENDED.search(line[-10:]) or len(line) < 0.6 * width))
    return found


def _joined(before: str, line: str, compounds: Counter[str]) -> str:
    """Two lines of a paragraph as one: a broken word whole again, no space between signs that are written without."""
    broken = _BROKEN.search(before[-40:])
    begun = re.match(r"[^\W\d_]+", line)
    if broken and begun and line[0].islower():
        hyphen = "-" if compounds[f"{broken[1]}-{begun.group()}".lower()] and before[-1] in "-\u2010" else ""
        return before[:-1] + hyphen + line
    if (re.match(rf"[{_WIDE}]", before[-1:]) and re.match(rf"[{_WIDE}\d]", line)) or re.match(rf"[{_WIDE}]", line):
        return before + line
    return before + ("" if before.endswith(("-", "–", "/")) else " ") + line


def _day(stamp: str) -> str:
    """The day of a PDF date, ``D:20250628091200+09'00'``."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", stamp)
    return "-".join(found.groups()) if found else ""
