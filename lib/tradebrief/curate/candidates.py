"""Candidate facts of a text: what a person would look at to write its facts down, sentence by sentence.

A sentence with a figure or a day gives a candidate for each; one with a hedge or a name alone gives one. Kind, strength,
speaker and the sense of a rate are read off words that usually tell; a candidate never holds the passage, only its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradebrief.curate import japanese
from tradebrief.curate.known_keys import Fit, KnownKeys
from tradebrief.curate.mark import Mark
from tradebrief.curate.marks import firmest_first, marks_in
from tradebrief.curate.names import pattern_of
from tradebrief.curate.page_parts import PagePart, sentences
from tradebrief.facts.records import Person
from tradebrief.period import When

MOST = 150
"""Sentences of a text that are looked at; of a longer one, those that share most with what is known."""

LONGEST = 420
"""Code points of the longest passage a fact may have."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What may become a fact: its place in the page, the figures and names there, and what is suggested for its fields."""

    at: tuple[int, int]
    tokens: tuple[str, ...]
    kind: str
    value: Decimal | str | None = None
    unit: str = ""
    sense: str = ""
    state: str = ""
    strength: str = "certain"
    hedge: str = ""
    by: str = ""
    people: tuple[str, ...] = ()
    """Everyone named in it, by id."""
    attribution: str = "writer"
    on: str = ""
    basis: str = ""
    fits: tuple[Fit, ...] = ()

    @property
    def fit(self) -> Fit | None:
        """The key that fits best."""
        return self.fits[0] if self.fits else None

    @property
    def relation(self) -> str:
        """How it stands to what is known: *agrees*, *conflicts* or *adds*."""
        return self.fit.relation if self.fit else "adds"


def candidates_of(part: PagePart, published: When | None, people: Iterable[Person], keys: KnownKeys) -> tuple[tuple[Candidate, ...], int]:
    """The candidates of one text, in order of place, and how many sentences of a long text were passed over."""
    known = [(person, re.compile(pattern_of(person))) for person in people]
    found = list(sentences(part))
    looked_at = sorted(sorted(found, key=lambda one: -keys.relevance(one[2]))[:MOST]) if len(found) > MOST else found
    return tuple(_each(looked_at, published, known, keys)), len(found) - len(looked_at)


def _each(
    found: Iterable[tuple[int, int, str]], published: When | None, known: Sequence[tuple[Person, re.Pattern[str]]], keys: KnownKeys
) -> Iterator[Candidate]:
    for start, _, sentence in found:
        marks = marks_in(sentence, published)
        named = [(person, found) for person, pattern in known for found in [pattern.search(sentence)] if found]
        bearers: Sequence[Mark | None] = [mark for mark in marks if mark.sort != "hedge"] or [None]
        if bearers[0] is None and not named and not firmest_first(marks):
            continue
        for bearer in bearers:
            yield _candidate(start, sentence, bearer, marks, named, published, keys)


def _candidate(
    start: int,
    sentence: str,
    bearer: Mark | None,
    marks: Sequence[Mark],
    named: Sequence[tuple[Person, re.Match[str]]],
    published: When | None,
    keys: KnownKeys,
) -> Candidate:
    hedge = firmest_first([mark for mark in marks if bearer is None or mark.end <= bearer.start or len(sentence) < 200] or marks)
    begin, end = _clause(sentence, bearer or hedge)
    clause = sentence[begin:end]
    ahead = bool(hedge and hedge.value in {"plans", "expects", "might", "considers"})
    kind = kind_of(clause, bearer, ahead, sentence[max(0, bearer.start - 40) : bearer.start] if bearer else "")
    value = bearer.value if bearer and bearer.value != "" else None
    speaker, attribution = _speaker(clause, named)
    sense, state = rate_reading(clause, bearer.start - begin if bearer else 0) if kind == "tariff rate" else ("", "")
    day = next((mark for mark in marks if mark.sort == "day" and mark.value and begin <= mark.start < end), None)
    on, basis = _about(kind, bearer, day, published)
    unit = bearer.unit if bearer and bearer.sort == "figure" else ""
    ordinals = " ".join(str(mark.value) for mark in marks if mark.unit == "rounds" and begin <= mark.start < end)
    terms = japanese.translated(clause)
    fits = keys.fits(f"{clause} {terms} {ordinals}", value=value, unit=unit, kind=kind, sense=sense)
    tokens = _tokens(bearer or hedge, named, begin, end)
    strength = str(hedge.value) if hedge else "certain" if attribution == "writer" else "says"
    return Candidate(
        at=(start + begin, start + end), tokens=tokens, kind=kind, value=value, unit=unit, sense=sense, state=state, strength=strength,
        hedge=hedge.text.lower() if hedge else "", by=speaker, people=_named_in(clause, named), attribution=attribution, on=on, basis=basis, fits=fits,
    )  # fmt: skip


def _clause(sentence: str, mark: Mark | None) -> tuple[int, int]:
    """The sentence where it is short enough, else the clauses around a mark, cut at commas."""
    if len(sentence) <= LONGEST:
        return 0, len(sentence)
    place = mark.start if mark else 0
    cuts = [0, *(found.end() for found in re.finditer(r"[,;:] |、| - ", sentence)), len(sentence)]
    begin = max((cut for cut in cuts if cut <= place and place - cut <= LONGEST // 2), default=max(0, place - LONGEST // 2))
    until = max(
        (cut for cut in cuts if begin < cut <= begin + LONGEST and cut > (mark.end if mark else 0)),
        default=min(len(sentence), begin + LONGEST),
    )
    return begin, begin + len(sentence[begin:until].rstrip(" ,;:-"))


#: Words that tell the kind of a claim, asked in this order.
KINDS: tuple[tuple[str, str], ...] = (
    ("deadline", r"\bexpir|\bdeadline|\bset to (?:expire|end)\b|\bgrace period"),
    ("call", r"\bphone (?:call|conversation)|\btelephone|\bby phone\b|\bspoke with\b"),
    ("threat", r"\bthreat|\bmay (?:increase|raise)|\bhints? at|\bretaliat"),
    ("third-country deal", r"\b(?:Britain|U\.K\.|UK|China|EU|Vietnam|South Korea)\b[^.]*\b(?:deal|truce|agreement)"),
    ("politics", r"\belection|\bruling party|\bopposition|\bparliament|\blawmakers|\bCabinet\b|\bcoalition"),
    ("trade figure", r"\btrade (?:deficit|surplus)\b|\bexports?\b|\bimports?\b[^.]*\b(?:billion|trillion|tons|units)|\bunits in\b|\bshipments?\b"),
    ("company figure", r"\b(?:net )?profit|\bearnings|\bsales\b|\bsold\b|\bbuybacks?|\bfiscal year|\bCorp\b|\bsuppliers?\b"),
    ("offer", r"\boffer|\bpropos|\bpackage\b|\bexpand (?:its )?imports|\bconcessions?\b|\binvest"),
    ("demand", r"\bdemand|\burg(?:e|es|ed|ing)\b|\brequest|\bcall(?:s|ed)? (?:on|for)\b|\bseek(?:s|ing)? (?:a )?(?:review|removal|exempt)|\bscrap\b|\beliminat"),
    ("condition", r"\bunless\b|\bif\b|\bdepends?\b|\bonce\b|\bwithout\b"),
    ("role", r"\bminister (?:of|for|in charge)|\bchief (?:tariff )?negotiator|\bchief delegate|\btop (?:trade |tariff )?negotiator"),
    ("tone", r"\bregrettable|\boptimis|\bprogress|\bconstructive|\bproductive|\bin-depth|\bfog\b|\bdisappoint|\bgood faith"),
    ("position", r"\bstance|\bpriorit|\bnational interest|\bposition\b|\bwants?\b|\brefrain|\bdeclin|\b(?:would|will) (?:not|never)\b"),
)  # fmt: skip
_KIND = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS]
_TARIFF = re.compile(r"\btariff|\bdut(?:y|ies)\b|\blev(?:y|ies)\b|\brate of\b|関税|税率", re.IGNORECASE)
_MEETING = re.compile(
    r"\bmeet|\bmet\b|\bvisit|\btrip\b|\bround of\b|\btalks\b|\bsummit|\bhold(?:ing)? talks|会談|協議|会合|交渉|訪米|訪問|訪れ|面会|サミット|首脳会議",
    re.IGNORECASE,
)


def kind_of(clause: str, bearer: Mark | None, ahead: bool, before: str = "") -> str:
    """The kind a claim seems to be of: what bears it first, then the words around it; a day on which something was only said is context."""
    wide = bool(japanese.WIDE.search(clause))
    is_rate = bearer is not None and bearer.unit == "%"
    if is_rate and _TARIFF.search(clause):
        return "tariff rate"
    only_said = japanese.SAID_ON.search(clause) and not japanese.HELD.search(clause) if wide else _SAID_ON.search(before)
    if bearer and bearer.sort == "day" and only_said:
        return "context"
    named = next((kind for kind, pattern in (_JAPANESE_KIND if wide else _KIND) if pattern.search(clause)), "")
    if named in {"deadline", "call"}:
        return named
    if (
        bearer
        and (bearer.sort == "day" or bearer.unit == "rounds")
        and _MEETING.search(clause)
        and named not in {"politics", "third-country deal"}
    ):
        return "planned meeting" if ahead or _comes_later(bearer) else "meeting"
    if (
        _TARIFF.search(clause)
        and (japanese.TARIFF_ACT if wide else _TARIFF_ACT).search(clause)
        and named not in {"demand", "threat", "third-country deal"}
    ):
        return "tariff act"
    if named:
        return named
    if _MEETING.search(clause):
        return "planned meeting" if ahead else "meeting"
    return "prospect" if ahead else "context"


_TARIFF_ACT = re.compile(
    r"\bimpos|\bannounc|\bpause|\bsuspend|\blift|\brais(?:ed|ing)|\bdoubl|\bsigned|\bin force|\b(?:take|took|taking) effect"
)
_JAPANESE_KIND = [(kind, re.compile(pattern)) for kind, pattern in japanese.KINDS]


_SAID_ON = re.compile(r"\b(?:said|says|told|announced|reported)\b[^,.;]{0,25}$")


def _comes_later(bearer: Mark) -> bool:
    return bearer.text.lower().startswith(("next", "later"))


def rate_reading(clause: str, place: int) -> tuple[str, str]:
    """How a rate counts and whether it stood, by the words nearest to it."""
    near = clause[max(0, place - 60) : place + 60].lower()
    after, before = clause[place : place + 45].lower(), clause[max(0, place - 30) : place].lower()
    if "total" in before or "in all" in near:
        sense = "total"
    elif "country-specific" in near:
        sense = "country part"
    elif re.search(r"baseline|universal|blanket|all countries", near):
        sense = "baseline part"
    elif re.search(r"\bfrom\s*$", before) and "from" in before[-6:]:
        sense = "base"
    elif re.search(r"\bextra|\badditional|on top", near) or re.search(r"auto|car|steel|alumin", after):
        sense = "additional"
    else:
        sense = "total"
    states = (
        ("suspended", r"paus|suspend"),
        ("threatened", r"threat|may (?:increase|raise)"),
        ("demanded", r"\bdemand|lifted"),
        ("announced", r"announc|starting in|beginning|faces|from july"),
    )
    return sense, next((state for state, pattern in states if re.search(pattern, clause.lower())), "in force")


_SPOKEN = re.compile(r"\b(?:said|says|told|pledged|stressed|added|emphasi[sz]ed|declined|hopes|expressed|announced)\b|述べ|語っ")
_ANONYMOUS = re.compile(r"\bsources?\b|\banonymity\b|\bofficials? (?:said|who)|\bpeople familiar|関係者")
_BODY = re.compile(
    r"\b(?:government|ministry|White House|administration|policymakers|lawmakers|office)\b[^.]{0,40}\b(?:said|says|have said|announced|indicated)"
)


def _speaker(clause: str, named: Sequence[tuple[Person, re.Match[str]]]) -> tuple[str, str]:
    """Who says so: a person before a verb of speech, sources without a name, a body, else the writer."""
    if japanese.WIDE.search(clause):
        return _japanese_speaker(clause, named)
    if _ANONYMOUS.search(clause):
        return "", "anonymous"
    spoken = _SPOKEN.search(clause)
    if spoken and named:
        whole = [(person, found) for person, found in named if found.group() in clause]
        nearest = min(whole, key=lambda pair: abs(clause.find(pair[1].group()) - spoken.start()), default=None)
        if nearest:
            return nearest[0].id, "named"
    return "", "body" if _BODY.search(clause) else "writer"


def _japanese_speaker(clause: str, named: Sequence[tuple[Person, re.Match[str]]]) -> tuple[str, str]:
    """Who says so in Japanese: the first person made the subject, where a verb of speech follows."""
    if japanese.ANONYMOUS.search(clause):
        return "", "anonymous"
    for person, found in sorted(named, key=lambda pair: pair[1].start()):
        place = clause.find(found.group())
        subject = re.match(r"[^、。]{0,15}?[はもが]", clause[place + len(found.group()) :]) if place >= 0 else None
        if subject and japanese.SPOKEN.search(clause, place):
            return person.id, "named"
    return "", "body" if japanese.BODY.search(clause) and japanese.SPOKEN.search(clause) else "writer"


def _named_in(clause: str, named: Sequence[tuple[Person, re.Match[str]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.id for person, found in named if found.group() in clause))


def _about(kind: str, bearer: Mark | None, day: Mark | None, published: When | None) -> tuple[str, str]:
    """The day a claim is about, and how an open one was counted; the day of publication where it names none."""
    told = bearer if bearer and bearer.sort == "day" else day
    if told and told.value:
        return str(told.value), told.basis
    if kind in {"meeting", "planned meeting", "call"} or published is None:
        return "", ""
    return str(published), "" if published.exact and not published.inferred else "the day of the text"


def _tokens(bearer: Mark | None, named: Sequence[tuple[Person, re.Match[str]]], begin: int, end: int) -> tuple[str, ...]:
    """The figure, day or hedge and the names beside it, as they must stand in the passage."""
    names = [found.group() for _, found in named if begin <= found.start() and found.end() <= end]
    first = [bearer.text[:60]] if bearer else []
    return tuple(dict.fromkeys([*first, *names][:4]))
