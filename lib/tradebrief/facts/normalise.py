"""How a text is normalised before passages are looked for in it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

_DELETE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])


_SINGLE = dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0x0060, 0x00B4], "'")


_DOUBLE = dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB], '"')


_DASH = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")


_REPLACE = _DELETE | _SINGLE | _DOUBLE | _DASH | {0x2026: "..."}


_DASHES = re.compile(r"-{2,}")


_WORD = re.compile(r"\w+")


Norm = Literal["N1", "J1"]
"""The rule a text is normalised by: ``J1`` for Japanese, ``N1`` for all others."""

#: Full-width letters, digits and signs as their plain forms; the comma and the full stop are told apart by what stands about them.
_NARROW = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F) if full not in (0xFF0C, 0xFF0E, 0xFF5E)} | {0xFFE5: 0xA5, 0xFF5E: 0x301C}
_KANA_FORMS = re.compile(r"[\uff61-\uff9f]+|[\u3300-\u3357]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\uff0c\uff0e](?=\d)")
_STOPS = {0xFF0C: "\u3001", 0xFF0E: "\u3002"}
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
_GAP = re.compile(rf"(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")


def norm_of(text: str) -> Norm:
    """``J1`` where at least one letter in ten is kana, as in any Japanese prose; else ``N1``.

    >>> norm_of("米国の関税"), norm_of("Tariffs (関税の) on cars")
    ('J1', 'N1')
    """
    return "J1" if 10 * len(_KANA.findall(text)) >= len("".join(text.split())) > 0 else "N1"


def normalise(text: str, norm: Norm = "N1") -> str:
    """A text in a normal form. ``N1``: NFC, invisible marks gone, quotes and dashes plain, white space single.

    Not NFKC, which would turn three and a half into thirty-one halves. ``J1`` is N1 and, as Japanese is printed: full-width
    letters and digits plain, half-width kana and squared words full, wave dashes alike, and no white space beside a wide sign,
    where it shows the end of a line and not of a word.

    >>> normalise("\\u201cTariff\\u201d\\u00a0\\u2014 24\\u202f%\\u2026")
    '"Tariff" - 24 %...'
    >>> normalise("\\u3000２５％の追加\\n関税、１，２００億㌦～", "J1")
    '25%の追加関税、1,200億ドル〜'
    """
    if norm == "J1":
        text = _KANA_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text.translate(_NARROW))
        text = _BETWEEN_DIGITS.sub(lambda found: chr(ord(found.group()) - 0xFEE0), text).translate(_STOPS)
    text = unicodedata.normalize("NFC", text).translate(_REPLACE)
    text = " ".join(_DASHES.sub("-", text).split())
    return _GAP.sub("", text) if norm == "J1" else text


def loosen(text: str) -> str:
    """The N2 form of an N1 text: case folded, every run of non-word characters one space.

    >>> loosen("A 45.1% drop!")
    'a 45 1 drop'
    """
    return " ".join(_WORD.findall(text.casefold()))


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()
