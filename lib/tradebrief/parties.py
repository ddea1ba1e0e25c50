"""Names of parties for sentences, tables and figures: those of the workbook that was read last, else what the language's own locale data call them;
and the party that a name means.

Like the language, they are the process's: each cell of a notebook may run in a context of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

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


#: What statistics and customs offices call parties otherwise than the locale data, as ``_bare`` leaves it; ``EU`` is no country.
_ALSO = """
ARG argentine republic; ATF french southern territories; BES bonaire saint eustatius saba; BLM saint barths; BRN brunei darussalam
CHE swiss confederation; CHN peoples republic of china, prc; CIV cote divoire, cote d ivoire, ivory coast
COD congo democratic republic, democratic republic congo, dr congo, democratic republic of congo, zaire
COG congo, republic congo, congo republic, republic of congo; CPV cabo verde, cape verde; CZE czech republic; EU european union, eun, euu
FLK falkland islands malvinas; FRA french republic; GBR uk, great britain, united kingdom of great britain northern ireland; GRC hellenic republic
HKG hong kong, china hong kong, hong kong sar; HMD heard mcdonald islands; ITA italian republic; KGZ kyrgyz republic
KOR korea, republic of korea, republic korea; LAO lao pdr, lao peoples democratic republic; LBN lebanese republic; MAC macao, macau, macau sar
MEX united mexican states; MKD macedonia; MMR burma, myanmar; PCN pitcairn; PRK democratic peoples republic of korea, dpr korea
PRT portuguese republic; PSE palestine, west bank, gaza strip, west bank gaza, gaza strip administered by israel; RUS russian federation
SGS south georgia south sandwich islands; SHN saint helena; SJM svalbard jan mayen islands; STP sao tome; SVK slovak republic; SWZ swaziland
SYR syrian arab republic; TLS east timor; TUR turkey
TWN chinese taipei, taiwan china, china taiwan, republic of china, taiwan province of china, other asia nes; UMI united states minor outlying islands
USA us, u s, usa, u s a, united states of america; VAT vatican, vatican city state, holy see
VIR united states virgin islands, virgin islands of united states, virgin islands; VNM viet nam; WLF wallis futuna islands
"""

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
    """Parties by two letters, by three and by name, as ``_bare`` leaves these."""
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
    for line in _ALSO.strip().replace("\n", ";").split(";"):
        code, _, names = line.strip().partition(" ")
        found |= {name.strip(): code for name in (*names.split(","), code.lower())}
    return found


def _bare(name: str) -> str:
    """A name without case, accents, signs and small words."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("'", "").replace("’", ""))
    words: list[str] = re.findall(r"[^\W_]+", "".join(one for one in letters if not unicodedata.combining(one)))
    return " ".join(_SHORT.get(word, word) for word in words if word not in {"the", "and"})
