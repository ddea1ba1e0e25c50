"""Bytes as text: the encodings in which pages and mails are saved, Japanese ones among them.

A byte-order mark or a declaration decides; then UTF-8, whose rules chance bytes break; then the Japanese encodings, told apart by the
share of kana; then what charset-normalizer finds likeliest.
"""

from __future__ import annotations

import codecs
import re

from tradebrief.errors import ask_error, needs

NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
}

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HALF_WIDTH = re.compile(r"[\uff61-\uff9f]")
_DECLARED = re.compile(rb"""(?:<meta[^>]{0,200}?charset=|<\?xml[^>]{0,80}?encoding=)["']?\s*([\w-]{2,30})""", re.IGNORECASE)


def decoded(data: bytes, where: str, declared: str = "") -> tuple[str, str]:
    """The text in some bytes and the name of its encoding; ``AskError`` for bytes that are no text.

    >>> decoded("関税をめぐる協議".encode("cp932"), "x.txt")
    ('関税をめぐる協議', 'Shift-JIS')
    """
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    text = _try(data, name) if name else _try(data, declared) if declared else None
    if text is None:
        text, name = _guessed(data, where)
    else:
        name = name or declared
    if is_binary(text):
        remedy = "Name a web page, PDF, Word file, mail or plain text; of an image, the text must be typed."
        raise ask_error(where, "is no text", "bytes that are not letters", remedy)
    return text, NAMES.get(name.lower(), name)


def declared_in(data: bytes) -> str:
    """The encoding that the first bytes of a page declare, by the name Python knows it by; nothing where none is declared or known.

    Pages that declare Shift-JIS are in Microsoft's extension of it, and browsers read them so.
    """
    found = _DECLARED.search(data[:4096])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return {"shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}.get(name, name)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes, where: str) -> tuple[str, str]:
    if b"\x1b$" in data and (text := _try(data, "iso2022_jp")):
        return text, "iso2022_jp"
    for name in ("utf-8", "cp932", "euc_jp"):
        text = _try(data, name)
        if text is not None and (name == "utf-8" or _is_japanese(text)):
            return text, name
    found = needs("charset_normalizer", "curate", where).from_bytes(data[:200_000])
    best = found.best()
    western = next((one for one in found if one.encoding == "cp1252"), None)
    best = western if best and western and western.chaos <= best.chaos else best  # Central European reads as well, and is rarer
    text = _try(data, best.encoding) if best else None
    if text is None:
        bad = next((number for number, byte in enumerate(data) if byte > 127), 0)
        raise ask_error(where, "is no text in a known encoding", f"byte 0x{data[bad] if data else 0:02x} at {bad}", "Save it as UTF-8.")
    return text, best.encoding


def _is_japanese(text: str) -> bool:
    """Whether a decoding gives kana as Japanese has them; EUC-JP read as Shift-JIS gives half-width ones instead."""
    kana, half = len(_KANA.findall(text)), len(_HALF_WIDTH.findall(text))
    wide = sum(letter > "\u2fff" for letter in text)
    return kana > 2 * half and kana * 8 > wide


def is_binary(text: str) -> bool:
    """Whether one letter in two hundred is a control character or a mark for what could not be read."""
    bad = len(re.findall(r"[\ufffd\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]", text))
    return bad > len(text) // 200
