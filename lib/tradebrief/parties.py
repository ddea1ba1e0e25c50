"""Names of parties for sentences, tables and figures: those of the workbook that was read last, else what the language's own locale data call them.

Like the language, they are the process's: each cell of a notebook may run in a context of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global


@dataclass(frozen=True)
class PartyNames:
    """What a party is called in a sentence: its name, where room is short, as an adjective, and by its capital."""

    name: str
    short: str
    adjective: str
    capital: str


_KNOWN: list[Mapping[str, PartyNames]] = [{}]


def know(names: Mapping[str, PartyNames]) -> None:
    """Name parties so from now on."""
    _KNOWN[0] = names


def names_of(code: str, locale: str = "en_GB") -> PartyNames:
    """The names of a party by its code, or what the locale calls it, or the code.

    >>> names_of("MCO").name, names_of("MCO", "ja_JP").name, names_of("XQX").capital
    ('Monaco', 'モナコ', 'XQX')
    """
    return _KNOWN[0].get(code) or _by_locale(code, locale)


@cache
def _by_locale(code: str, locale: str) -> PartyNames:
    name = Locale.parse(locale).territories.get(territory(code), code)
    return PartyNames(name, name, name, name)


def territory(code: str) -> str:
    """A party as the locale data know it, by two letters; the code itself where they know none."""
    return (get_global("territory_aliases").get(code) or ["EU" if code in {"EUU", "EUN"} else code])[0]
