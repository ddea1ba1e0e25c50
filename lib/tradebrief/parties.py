"""Names of parties for sentences, tables and figures: those of the workbook that was read last, else what the language's own locale data call them;
and the party that a name means.

Like the language, they are the process's: each cell of a notebook may run in a context of its own.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

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


_FORM = re.compile(r"^(?:\w+ )*?(?:commonwealth|duchy|federation|kingdom|principality|republic|state|states|sultanate|union) (?:of )?")
"""How official names begin: *Federal Democratic Republic of*."""

_SHORT = {"dem": "democratic", "fed": "federated", "is": "islands", "rep": "republic", "st": "saint", "sts": "states"}


def code_of(name: str) -> str:
    """The party that a code or a name means, in any case, in everyday or official form: ISO 3166 alpha-3, ``EU`` for the European Union; else nothing.

    >>> [code_of(name) for name in ("jp", "KOREA, SOUTH", "Kingdom of Norway", "Côte d'Ivoire", "Zorro")]
    ['JPN', 'KOR', 'NOR', 'CIV', '']
    """
    first, _, last = name.partition(",")
    forms = [_bare(form) for form in (name, f"{last} {first}", re.sub(r"\(.*?\)", "", name))]
    known = _codes()
    found = (known.get(form) for form in (name.lower(), *(form for whole in forms for form in (whole, _FORM.sub("", whole)))))
    return next(filter(None, found), name if re.fullmatch(r"[A-Z]{3}", name) else "")


@cache
def _codes() -> dict[str, str]:
    """Parties by two letters, by three and by name, as ``_bare`` leaves these: the names of the locale data, and those of ``party_names.csv`` that
    statistics and customs offices write.
    """
    letters = {
        two: three
        for three, (two, *more) in get_global("territory_aliases").items()
        if re.fullmatch(r"(?!Q[M-Z]|X|AAA|ZZZ)[A-Z]{3}", three) and not more
    }
    letters |= {"CD": "COD", "FR": "FRA", "TL": "TLS", "XK": "XKX"}  # of which the data have several, or none
    found = {}
    for two, name in chain.from_iterable(Locale(language).territories.items() for language in ("ja", "en")):
        if two in letters:
            found |= dict.fromkeys((two.lower(), letters[two].lower(), _bare(name), _bare(re.sub(r"\(.*\)", "", name))), letters[two])
    with (Path(__file__).parent / "party_names.csv").open(encoding="utf-8") as also:
        return found | {_bare(row["name"]): row["code"] for row in csv.DictReader(also)}


def _bare(name: str) -> str:
    """A name without case, accents, signs and small words."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("'", "").replace("’", ""))
    words: list[str] = re.findall(r"[^\W_]+", "".join(one for one in letters if not unicodedata.combining(one)))
    return " ".join(_SHORT.get(word, word) for word in words if word not in {"the", "and"})
