"""The texts in which the schedule states a duty, written as the seeds state one.

``2.5¢/kg + 4%`` is ``4% + 0.025 USD/kg``. A text that points to the rate of other goods becomes *by reference* in words of our own.
Every unit and every wording is listed here: a text nobody has seen is refused, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tradebrief.law.duty import Duty, plain

UNITS = {
    "kg": "kg",
    "g": "g",
    "t": "t",
    "liter": "litre",
    "pf. liter": "proof litre",
    "pf.liter": "proof litre",
    "pf. liter on ethyl alcohol content": "proof litre",
    "bbl": "bbl",
    "m": "m",
    "lin. m": "m",
    "m2": "m2",
    "m3": "m3",
    "m2 of recording surface": "m2 recorded",
    "head": "head",
    "each": "each",
    "pr.": "pair",
    "doz.": "dozen",
    "gross": "gross",
    "gross of immediate containers": "gross of containers",
    "line/gross": "line gross",
    "1000": "thousand",
    "1,000": "thousand",
    "thousand": "thousand",
    "1,000 pins": "thousand pins",
    "jewel": "jewel",
    "jewel over 7": "jewel over 7",
    "article": "article",
    "pack": "pack",
    "clean kg": "clean kg",
    "kg on drained weight": "kg drained",
    "kg on contents and container": "kg with container",
    "kg on entire contents of container": "kg of contents",
    "kg, including weight of container": "kg with container",
    "t, including weight of container": "t with container",
    "kg of total sugars": "kg of sugars",
    "kg of anhydrous morphine content": "kg of morphine",
    **{f"kg on {metal} content": f"kg of {metal}" for metal in ("lead", "copper", "zinc", "tungsten", "molybdenum", "magnesium")},
    **{f"kg on {metal} content": f"kg of {metal}" for metal in ("manganese", "silicon")},
}
"""Units as the schedule writes them, and as the seeds do."""

PARTS = {
    "case": "case",
    "strap, band or bracelet": "strap",
    "case and strap, band or bracelet": "case and strap",
    "battery": "battery",
    "movement": "movement",
    "movement and case": "movement and case",
    "apparatus": "apparatus",
    "lead content": "lead",
    "rifle": "rifle",
    "telescopic sight": "sight",
}
"""Parts of a good that a rate is a share of."""

REFERENCES = (
    (r"the rate applicable to each garment in the (in the )?ensemble if (separately entered|entered separately)", "each garment apart"),
    (r"see additional u\.s\. note \d+", "the notes of the chapter"),
    (r"the rate of duty applicable to that article in the set subject to the highest rate of duty", "the dearest article of the set"),
    (r"the rate applicable to the natural juice in heading 2009", "the natural juice of 2009"),
    (r"the rate applicable to the article of which it is (a part or accessory|an accessory)", "the article it belongs to"),
    (r"the rate applicable to the complete, assembled( movement)?", "the complete movement"),
    (r"the rate applicable,? to each article in the absence of this subheading", "each article apart"),
    (r"the rate applicable in the absence of this (sub)?heading.*", "the same goods outside this line"),
    (r"a duty upon the value of (the repairs or ?alterations|such processing outside the united states).*", "the work done abroad"),
    (r"a duty upon the full value of the imported article,? less .*", "the value that was added abroad"),
    (r"the duty rate provided in such subheading minus [\d.]+%", "its own line, less a little"),
    (r"[\d.]+ percent of the (cost|fair retail value).*", "a part of the cost or retail value"),
    (r"a duty (equal to|\(in lieu of any other duty or tax\) equal to) .*", "like goods, up to what was refunded"),
)
"""Texts that state no duty, and the goods whose rate they point to."""

_DEGREES = re.compile(
    r"(?P<most>[\d.]+)¢/kg less [\d.]+¢ ?/kg for each degree under 100 degrees .* not less (than )?(?P<least>[\d.]+)¢ ?/kg", re.I
)
_PIECES = re.compile(r"(?P<share>[\d.]+%) \+ [\d.]+¢/jewel \+ [\d.]+¢ for each other piece or part, .*", re.I)
_AMOUNT = re.compile(r"(?:(?P<cents>\d+(?:\.\d+)?) ?¢|\$ ?(?P<dollars>\d+(?:\.\d+)?)) ?(?:/ ?(?P<unit>.+)|(?P<each>each))")
_SHARE = re.compile(r"(?P<share>\d+(?:\.\d+)?|\d+ [12]/3) ?%(?: on (?:the )?(?:value of the )?(?P<of>[a-z ,]+?))?(?:,? if any)?")
_FREE = re.compile(r"free(, under bond.*|, for such temporary periods.*)?", re.I)


def tidy(text: str) -> str:
    """A text without line breaks, doubled spaces and words broken at the end of a line."""
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(text.split()))


@lru_cache(maxsize=16384)
def rate_text(text: str) -> str:
    """The duty of a text in the form of the seeds; a ``ValueError`` says which words nobody has seen.

    >>> rate_text("1.1¢/kg + 2.9%"), rate_text("Free"), rate_text("40¢ each + 4.6% on the case")
    ('2.9% + 0.011 USD/kg', 'free', '0.4 USD/each + 4.6% of case')
    """
    said = tidy(text)
    if _FREE.fullmatch(said):
        return "free"
    for wording, words in REFERENCES:
        if re.fullmatch(wording, said, re.I | re.S):
            return f"as for {words}"
    if found := _DEGREES.fullmatch(said):
        return f"as for raw sugar by degree, {_usd(found['most'])} to {_usd(found['least'])} USD/kg"
    if found := _PIECES.fullmatch(said):
        return f"as for {found['share']} and amounts by jewel and piece"
    terms = [_term(term.strip(), text) for term in said.split("+")]
    ordered = [term for term in terms if term.endswith("%")] + [term for term in terms if not term.endswith("%")]
    duty = " + ".join(ordered)
    if sum(term.endswith("%") for term in terms) > 1:
        raise ValueError(f"states two shares of the whole value (got {text!r})")
    Duty.read(duty)  # what the seeds could not read back is never written
    return duty


def _term(term: str, whole: str) -> str:
    if found := _AMOUNT.fullmatch(term):
        unit = "each" if found["each"] else re.sub(r"\s*/\s*", "/", found["unit"]).replace("m2of", "m2 of")
        if unit not in UNITS:
            raise ValueError(f"has a unit nobody has seen, {unit!r} (got {whole!r})")
        return f"{_usd(found['cents']) if found['cents'] else plain(Decimal(found['dollars']))} USD/{UNITS[unit]}"
    if found := _SHARE.fullmatch(term.replace("thebattery", "the battery")):
        share = found["share"] if "/" in found["share"] else plain(Decimal(found["share"]))
        of = (found["of"] or "entire set").removesuffix(",").removesuffix(", if any").strip()
        if of == "entire set":
            return f"{share}%"
        if of not in PARTS:
            raise ValueError(f"is a share of a part nobody has seen, {of!r} (got {whole!r})")
        return f"{share}% of {PARTS[of]}"
    raise ValueError(f"is a rate text nobody has seen (got {whole!r})")


def _usd(cents: str) -> str:
    return plain(Decimal(cents) / 100)
