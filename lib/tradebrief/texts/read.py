"""A file as a text, whatever it is: told by its bytes, its name only where they leave it open."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tradebrief.errors import ask_error
from tradebrief.guarded import guarded
from tradebrief.texts.document import Document
from tradebrief.texts.encoding import decoded

LONGEST = 50 << 20
"""Bytes of the longest file that is read."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta)\b", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_FIELDS = re.compile(rb"^(?:From|Date|Subject|MIME-Version|Received|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, name: str = "") -> str:
    """What a file is: *html*, *pdf*, *docx*, *mail*, or *plain* text.

    >>> kind_of(b"<!DOCTYPE html><title>x</title>"), kind_of(b"%PDF-1.7"), kind_of(b"Tariffs rose.")
    ('html', 'pdf', 'plain')
    """
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx"
    suffix = name.lower().rpartition(".")[2]
    if _HTML.match(start) or suffix in {"html", "htm", "xhtml"}:
        return "html"
    fields = len(_MAIL_FIELDS.findall(start)) if _MAIL.match(start) or suffix in {"eml", "mht", "mhtml"} else 0
    return "mail" if fields >= 2 or suffix in {"eml", "mht", "mhtml"} else "plain"


def read(data: bytes, name: str, where: str = "") -> Document:
    """The text of a file called ``name`` and what it says of itself; ``AskError``, told of ``where``, when it has none.

    Everything but plain text is read in a process of its own (see ``guarded``).
    """
    where = where or name
    if len(data) > LONGEST:
        raise ask_error(
            where, "is too long to be read", f"{len(data) >> 20:,} MB", f"Cut it down to the article: at most {LONGEST >> 20} MB."
        )
    kind = kind_of(data, name)
    if kind == "plain":
        text, encoding = decoded(data, where)
        return Document(text=text.replace("\f", "\n"), read_as=f"plain text in {encoding}")
    return Document.of(guarded(f"tradebrief.texts.{kind}:read", data, where))


def task_of(data: bytes, name: str) -> Callable[[bytes, str], dict[str, Any]]:
    """The reader of a file's kind, for a file within another; plain text is read as a page of one paragraph would be."""
    kind = kind_of(data, name)
    return import_module(f"tradebrief.texts.{'html' if kind == 'plain' else kind}").read
