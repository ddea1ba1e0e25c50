"""What a spreadsheet does to the schedule, undone where that is certain.

A spreadsheet that opens the CSV takes ``0101.30`` for the number 101.3 and ``2.5%`` for 2.50%, shows 33 1/3% as 33.33%, and people fill the column of
general rates down. Each leaves a trace that tells what stood there: codes have an even number of digits in pairs, the schedule writes no rate with
a needless zero, and every line that has a rate of its own has one in column 2. What leaves two answers is a problem with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tradebrief.law.hts.export import ExportRow

_CODE = re.compile(r"\d{4}(\.\d{2}){0,3}")
_DIGITS = re.compile(r"\d{4}|\d{6}|\d{8}|\d{10}")
_NUMBER = re.compile(r"(\d{3,4})(?:\.(\d{1,2}))?")
_TWO_PLACES = re.compile(r"(?<![\d.])(\d+)\.(\d)(\d)%")
_TENTHS = re.compile(r"\d+\.\d0?%")
_NEEDLESS = re.compile(r"(?<![\d.])\d+\.(\d0|0)%")

Repairs = Counter[str]


def code_of(text: str) -> str:
    """The digits of a code as exported or as a spreadsheet left it; a ``ValueError`` where that is not certain.

    >>> code_of("0101.30.00.00"), code_of("101.3"), code_of("8703.1")
    ('0101300000', '010130', '870310')
    """
    if _CODE.fullmatch(text):
        return text.replace(".", "")
    if _DIGITS.fullmatch(text):
        return text
    if re.fullmatch(r"\d{5}|\d{7}|\d{9}", text):
        return f"0{text}"
    if found := _NUMBER.fullmatch(text):
        return found[1].zfill(4) + (found[2].ljust(2, "0") if found[2] else "")
    raise ValueError(f"is no code of the schedule (got {text!r}). Export the file anew; a spreadsheet may have changed the code.")


def mixed(rows: Iterable[ExportRow]) -> ExportRow | None:
    """The row at which a file that a spreadsheet saved becomes one as exported, or the other way round; nothing in a file of one kind.

    A spreadsheet gives every percentage two places, the schedule gives none a needless zero: no single file has both.
    """
    kinds = [(row, bool(_NEEDLESS.search(row.general))) for row in rows if row.number[:2] < "98" and _TENTHS.fullmatch(row.general)]
    return next((row for row, kind in kinds if kind != kinds[0][1]), None)


def repaired(rows: Iterable[ExportRow]) -> tuple[list[ExportRow], Repairs]:
    """The rows as they were exported, and how many of each damage were undone."""
    found, done = list(rows), Repairs()
    spreadsheet = any(_NEEDLESS.search(row.general) and row.number[:2] < "98" for row in found)
    kept = [replace(row, **{name: _mended(getattr(row, name), done) for name in _CELLS}) for row in found]
    if not spreadsheet:
        return kept, done
    kept = [replace(row, general=_percentages(row.general, done), column2=_percentages(row.column2, done)) for row in kept]
    kept = list(_unfilled(kept, done))
    return kept, +done


_CELLS = ("number", "units", "general", "special", "column2")


def _unfilled(rows: list[ExportRow], done: Repairs) -> Iterator[ExportRow]:
    """The rows without general rates that repeat the one above where there is none in column 2.

    Provisions of chapter 98 have rates of their own without one in column 2, so there it cannot be told and they are left out.
    """
    above, filled = "", False
    for row in rows:
        bare, provision = bool(row.general) and not row.column2, row.number[:2] in ("98", "99")
        repeats = bare and not provision and row.general == above
        hidden = bare and provision and filled
        done["general rates filled down into rows that have none"] += repeats
        done["provisions of chapter 98 left out, whose rate may be one filled down"] += hidden and row.number[:2] == "98"
        filled, above = filled or repeats, row.general or above
        yield replace(row, general="") if repeats or hidden else row


def _mended(text: str, done: Repairs) -> str:
    """A text whose UTF-8 was read as another code page, read right: ``Â¢`` is no sign of the schedule."""
    if "Â" not in text:
        return text
    done["signs of another code page"] += 1
    return text.replace("Â¢", "¢").replace("mÂ²", "m²").replace("Â\xa0", " ")


def _percentages(text: str, done: Repairs) -> str:
    """Percentages without the needless zeros; a third is the only rate of the schedule that two places cannot hold."""

    def plain(found: re.Match[str]) -> str:
        whole, tenth, hundredth = found.groups()
        if tenth + hundredth in ("33", "67"):
            done["thirds that were cut to two places"] += 1
            return f"{whole} {1 if tenth == '3' else 2}/3%"
        if hundredth == "0":
            done["percentages with a needless zero"] += 1
            return f"{whole}.{tenth}%" if tenth != "0" else f"{whole}%"
        return found[0]

    return _TWO_PLACES.sub(plain, text)
