"""How a text is normalised before passages are looked for in it."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

_DELETE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])


_SINGLE = dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0x0060, 0x00B4], "'")


_DOUBLE = dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB], '"')


_DASH = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")


_REPLACE = _DELETE | _SINGLE | _DOUBLE | _DASH | {0x2026: "..."}


_DASHES = re.compile(r"-{2,}")


_WORD = re.compile(r"\w+")


def normalise(text: str, *, is_html: bool = False) -> str:
    """The N1 form of a text: NFC, invisible marks gone, quotes and dashes plain, white space single.

    Not NFKC, which would turn three and a half into thirty-one halves.

    >>> normalise("\\u201cTariff\\u201d\\u00a0\\u2014 24\\u202f%\\u2026")
    '"Tariff" - 24 %...'
    """
    if is_html:
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", text).translate(_REPLACE)
    return " ".join(_DASHES.sub("-", text).split())


def loosen(text: str) -> str:
    """The N2 form of an N1 text: case folded, every run of non-word characters one space.

    >>> loosen("A 45.1% drop!")
    'a 45 1 drop'
    """
    return " ".join(_WORD.findall(text.casefold()))


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()
