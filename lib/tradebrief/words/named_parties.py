"""Parties in sentences, tables and figures, in the language: by name, where room is short, as an adjective, by capital, or by a word of a key."""

from __future__ import annotations

from tradebrief.parties import PartyNames, names_of
from tradebrief.wording import LANGUAGES
from tradebrief.words.messages import language, translated


def _names(code: str) -> PartyNames:
    return names_of(code, LANGUAGES[language()])


def party(code: str) -> str:
    """What a party is called.

    >>> party("JPN"), party("CHE")
    ('Japan', 'Switzerland')
    """
    return str(translated(_names(code).name))


def short(code: str) -> str:
    """What a party is called where room is short."""
    return str(translated(_names(code).short))


def adjective(code: str) -> str:
    """The party as an adjective, as in *the average US tariff*."""
    return str(translated(_names(code).adjective))


def capital(code: str) -> str:
    """The capital of a party, which stands for its government."""
    return str(translated(_names(code).capital))


def roles() -> dict[str, str]:
    """The importer of the workbook as an adjective, for labels that any message may name it in."""
    return {"importer": adjective("importer")}
