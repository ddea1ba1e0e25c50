"""Whether a figure or a name stands in a passage as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from tradebrief.facts.normalise import Norm, normalise


def stands_in(token: str, passage: str, norm: Norm = "N1") -> bool:
    """Whether a token stands in a normalised passage as a whole: ``May 1`` is not in ``May 12``, nor ``5%`` in ``45%``.

    Between signs that are written without spaces every place is a word's end, but a number is never cut.

    >>> stands_in("May 1", "on May 1, he"), stands_in("May 1", "on May 12")
    (True, False)
    >>> stands_in("赤沢", "赤沢経済再生相", "J1"), stands_in("三回", "十三回目", "J1")
    (True, False)
    """
    wanted = normalise(token, norm)
    if not wanted:
        return False
    for at in find_all(passage, wanted):
        before, after = passage[at - 1 : at], passage[at + len(wanted) : at + len(wanted) + 1]
        if not _joined(before, wanted[0]) and not _joined(wanted[-1], after):
            beyond = passage[at + len(wanted) + 1 : at + len(wanted) + 2]
            cuts_a_number = wanted[-1].isdigit() and after in {".", ","} and beyond.isdigit()
            led_by_number = wanted[0].isdigit() and before in {".", ","} and passage[at - 2 : at - 1].isdigit()
            if not cuts_a_number and not led_by_number:
                return True
    return False


_NUMERALS = frozenset("0123456789〇一二三四五六七八九十百千万億兆")


def _joined(one: str, other: str) -> bool:
    """Whether two signs beside each other belong to one word or number."""
    if {one, other} <= _NUMERALS:
        return True
    return one.isalnum() and other.isalnum() and max(one, other) < "\u2e80"


def find_all(text: str, passage: str) -> Iterator[int]:
    """Every place where ``passage`` stands in ``text``, overlapping ones included."""
    at = text.find(passage)
    while at >= 0:
        yield at
        at = text.find(passage, at + 1)
