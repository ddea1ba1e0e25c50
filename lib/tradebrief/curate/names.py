"""How a person is found in a text: by full name or surname, and by the other names and offices that are known of them."""

from __future__ import annotations

import re

from tradebrief.facts.records import Person

_OFFICE = re.compile(r"(?:相|大臣|長官|代表|大統領|総理)$")
_NO_BODY = "(?! [Aa]dministration|政権|関税)"
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def pattern_of(person: Person) -> str:
    """A person's names as a regular expression. English papers put the surname last; a two-word Chinese name is known as a whole.

    An administration that bears a name is no person. A Japanese office alone means its holder; behind another name (``カーニー首相``) it does not.
    """
    return "|".join([_english(person), *(_alias(one) for one in sorted(person.aliases, key=len, reverse=True))])


def _english(person: Person) -> str:
    first, *_, last = person.name.split() if " " in person.name else (person.name, person.name)
    return (
        rf"\b(?:{re.escape(person.name)}|{re.escape(last)}|{re.escape(first)} {re.escape(last)})\b{_NO_BODY}"
        if len(last) > 4 or person.id == last.lower()
        else rf"\b{re.escape(person.name)}\b"
    )


def _alias(name: str) -> str:
    if not _WIDE.search(name):
        return rf"\b{re.escape(name)}\b{_NO_BODY}"
    return (r"(?<![ァ-ヶー一-龥])" if _OFFICE.search(name) else "") + re.escape(name) + _NO_BODY
