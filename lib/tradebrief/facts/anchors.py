"""Anchors: where in a text a fact stands, kept as position and hashes, never as the words.

A page is normalised (``N1``, Japanese by ``J1``) so that curly quotes, dashes, no-break spaces and line
breaks do not count. Positions are code points in the normalised text of the whole page, as
in the W3C Web Annotation text position selector; hashes are SHA-256 of UTF-8 bytes
in lower-case hex. ``N2`` is a looser form that may *find* a passage but never
confirms a figure, because it drops the signs and points of numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from tradebrief.facts.normalise import _WORD, Norm, digest, loosen, norm_of, normalise
from tradebrief.facts.tokens import find_all, stands_in

CONTEXT = 32
"""Code points of context hashed on each side of a passage."""

EXTRACTOR = "page text as fetched"

Status = Literal[
    "EXACT", "MOVED", "REFORMATTED", "AMBIGUOUS", "CHANGED_VALUE_PRESENT", "CHANGED_VALUE_ABSENT", "CONTEXT_ONLY", "LOST", "NOT_CHECKED"
]

#: What each outcome means and what a curator does about it.
MEANING: dict[str, str] = {
    "EXACT": "the passage stands where it stood",
    "MOVED": "the same passage stands elsewhere: run 'tradebrief anchor' when the page is to be followed",
    "REFORMATTED": "the same words with other punctuation, figures intact: read it once, then anchor anew",
    "AMBIGUOUS": "the passage stands in more places than when it was anchored: say which",
    "CHANGED_VALUE_PRESENT": "reworded between the same neighbours, the figures still there: read it again",
    "CHANGED_VALUE_ABSENT": "reworded and a figure is gone: the fact may have been corrected",
    "CONTEXT_ONLY": "the passage is gone, a neighbour is left",
    "LOST": "nothing of it was found",
    "NOT_CHECKED": "the text is not here",
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """A text as it lies in a file: its bytes' hash, its normal form, the rule it was normalised by and what read it."""

    name: str
    raw_sha256: str
    text: str
    norm: Norm = "N1"
    extractor: str = EXTRACTOR

    @classmethod
    def read(cls, name: str, raw: bytes, text: str | None = None, *, norm: Norm | None = None, extractor: str = EXTRACTOR) -> Page:
        """A page from its bytes, and from its text where these are no UTF-8 text; by the rule of its language unless ``norm`` names one.

        ``UnicodeDecodeError`` when no text is given and the bytes are not UTF-8.
        """
        text = raw.decode("utf-8") if text is None else text
        norm = norm or norm_of(text)
        return cls(name=name, raw_sha256=hashlib.sha256(raw).hexdigest(), text=normalise(text, norm), norm=norm, extractor=extractor)

    @cached_property
    def sha256(self) -> str:
        """Hash of the normalised text."""
        return digest(self.text)

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """The N2 words, each with the place in the normalised text it came from."""
        return [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(self.text)]


class Anchor(NamedTuple):
    """One row of an ``.anchors.csv``: where a fact stands and the hashes that let us find it again.

    ``start`` and ``end`` are code points in the text of the page normalised by ``norm``, end exclusive;
    ``occurrence`` says which of how many equal passages it is, ``1 of 2``.
    """

    anchor_id: str
    source_id: str
    part_id: str
    norm: Norm
    start: int
    end: int
    len: int
    sha256: str
    len_loose: int
    sha256_loose: str
    prefix_len: int
    prefix_sha256: str
    suffix_len: int
    suffix_sha256: str
    occurrence: str
    value_tokens: str
    doc_sha256_raw: str
    doc_sha256_norm: str
    extractor: str = EXTRACTOR

    @property
    def tokens(self) -> tuple[str, ...]:
        """The figures and names that must stand in the passage."""
        return tuple(self.value_tokens.split(" | ")) if self.value_tokens else ()

    @property
    def number_of_equals(self) -> int:
        """How many equal passages the page held when it was anchored."""
        return int(self.occurrence.rpartition(" ")[2])


def make_anchor(page: Page, *, fact: str, part: str, start: int, end: int, tokens: Iterable[str]) -> Anchor:
    """The anchor of the passage ``[start, end)`` of a page; ``ValueError`` when the place or a token is not in it."""
    text = page.text
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"the passage lies outside the text (got [{start}, {end}] in {len(text)} characters). Count code points of the normalised text."
        )
    passage = text[start:end]
    tokens = tuple(tokens)
    if missing := [token for token in tokens if not stands_in(token, passage, page.norm)]:
        raise ValueError(f"a token does not stand in the passage (got {missing[0]!r}). Correct 'at' or 'tokens'.")
    places = list(find_all(text, passage))
    prefix, suffix, loose = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], loosen(passage)
    return Anchor(
        anchor_id=fact,
        source_id=page.name,
        part_id=part,
        norm=page.norm,
        start=start,
        end=end,
        len=end - start,
        sha256=digest(passage),
        len_loose=len(loose),
        sha256_loose=digest(loose),
        prefix_len=len(prefix),
        prefix_sha256=digest(prefix),
        suffix_len=len(suffix),
        suffix_sha256=digest(suffix),
        occurrence=f"{places.index(start) + 1} of {len(places)}",
        value_tokens=" | ".join(tokens),
        doc_sha256_raw=page.raw_sha256,
        doc_sha256_norm=page.sha256,
        extractor=page.extractor,
    )


@dataclass(frozen=True, kw_only=True)
class AnchorCheck:
    """How an anchor fares against a page: the outcome, where the passage now is, which tokens were found."""

    anchor: Anchor
    status: Status
    start: int | None = None
    end: int | None = None
    tokens_found: tuple[str, ...] = ()

    @property
    def shift(self) -> int | None:
        """By how many code points the passage moved, where it was found."""
        return None if self.start is None else self.start - self.anchor.start


class Verifier:
    """Checks the anchors of one page against a copy of it, remembering how far the last one had moved.

    The steps and their order: the hash in its place; the same hash elsewhere; the
    same words with other punctuation; what lies between the same neighbours; one neighbour; nothing.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._shift = 0

    def check(self, anchor: Anchor) -> AnchorCheck:
        """The outcome for one anchor."""
        found = self._strict(anchor)
        if found is not None:
            return self._same_passage(anchor, found)
        for outcome in (self._loose(anchor), self._between(anchor), self._neighbour(anchor)):
            if outcome is not None:
                return outcome
        return AnchorCheck(anchor=anchor, status="LOST")

    def _same_passage(self, anchor: Anchor, found: int) -> AnchorCheck:
        text, length = self.page.text, anchor.len
        places = list(find_all(text, text[found : found + length]))
        if len(places) != anchor.number_of_equals:
            return self._outcome(anchor, "AMBIGUOUS", found, found + length)
        place = places[int(anchor.occurrence.split(" ")[0]) - 1]
        self._shift = place - anchor.start
        return self._outcome(anchor, "EXACT" if place == anchor.start else "MOVED", place, place + length)

    def _outcome(self, anchor: Anchor, status: Status, start: int, end: int) -> AnchorCheck:
        passage = self.page.text[start:end]
        found = tuple(token for token in anchor.tokens if stands_in(token, passage, self.page.norm))
        return AnchorCheck(anchor=anchor, status=status, start=start, end=end, tokens_found=found)

    def _strict(self, anchor: Anchor) -> int | None:
        for guess in (anchor.start, anchor.start + self._shift):
            if guess >= 0 and digest(self.page.text[guess : guess + anchor.len]) == anchor.sha256:
                return guess
        return self._slide(anchor.len, anchor.sha256)

    def _slide(self, length: int, wanted: str, begin: int = 0) -> int | None:
        """The first place from ``begin`` on where a window of ``length`` has the wanted hash."""
        text = self.page.text
        if length == CONTEXT:
            return next((at for at in self._contexts.get(wanted, ()) if at >= begin), None)
        return next((at for at in range(begin, len(text) - length + 1) if digest(text[at : at + length]) == wanted), None)

    @cached_property
    def _contexts(self) -> dict[str, list[int]]:
        """Where each window of context length stands, by its hash: every anchor asks for two of them."""
        places: dict[str, list[int]] = {}
        for at in range(len(self.page.text) - CONTEXT + 1):
            places.setdefault(digest(self.page.text[at : at + CONTEXT]), []).append(at)
        return places

    def _loose(self, anchor: Anchor) -> AnchorCheck | None:
        """The same words: a window of N2 words with the wanted hash, and every token strictly inside it."""
        words = self.page.words
        ends = [0]
        for word, _, _ in words:
            ends.append(ends[-1] + len(word) + 1)
        last_at = {total: index for index, total in enumerate(ends)}
        for first in range(len(words)):
            last = last_at.get(ends[first] + anchor.len_loose + 1)
            if last and digest(" ".join(word for word, _, _ in words[first:last])) == anchor.sha256_loose:
                outcome = self._outcome(anchor, "REFORMATTED", words[first][1], self._closing(words[last - 1][2]))
                if outcome.tokens_found == anchor.tokens:
                    return outcome
        return None

    def _closing(self, end: int) -> int:
        """Past the signs that close the last word: a window of words would cut the per cent sign off 25%."""
        text = self.page.text
        while end < len(text) and not text[end].isspace() and not text[end].isalnum():
            end += 1
        return end

    def _between(self, anchor: Anchor) -> AnchorCheck | None:
        """What now lies between the same neighbours, when both are left and there is something between them."""
        if not anchor.prefix_len or not anchor.suffix_len:
            return None
        before = self._slide(anchor.prefix_len, anchor.prefix_sha256)
        if before is None:
            return None
        start = before + anchor.prefix_len
        end = self._slide(anchor.suffix_len, anchor.suffix_sha256, begin=start)
        if end is None or end - start > 4 * anchor.len + 200 or not self.page.text[start:end].strip():
            return None
        outcome = self._outcome(anchor, "CHANGED_VALUE_PRESENT", start, end)
        kept = anchor.tokens and outcome.tokens_found == anchor.tokens
        return outcome if kept else AnchorCheck(**{**outcome.__dict__, "status": "CHANGED_VALUE_ABSENT"})

    def _neighbour(self, anchor: Anchor) -> AnchorCheck | None:
        sides = ((anchor.prefix_len, anchor.prefix_sha256), (anchor.suffix_len, anchor.suffix_sha256))
        left = any(length and self._slide(length, wanted) is not None for length, wanted in sides)
        return AnchorCheck(anchor=anchor, status="CONTEXT_ONLY") if left else None
