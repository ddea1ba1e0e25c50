"""Which known articles a new text is like, by what the project keeps of them: hashes of passages, figures and names.

The articles' texts are not kept, so nothing here compares words. A passage in common is found by its stored hash; a
detail is a figure or a name of several words that few origins have.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tradebrief.curate.page_parts import PagePart
from tradebrief.facts.anchors import Page
from tradebrief.facts.normalise import digest, loosen
from tradebrief.facts.tokens import stands_in
from tradebrief.workbook.workbook import Workbook

READ = 60_000
"""Code points of a text in which passages in common are looked for: a report that is longer was not made from a wire story."""

SHORTEST = 60
"""Code points from which a passage in common counts: shorter ones are offices and names."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A known article the text shares something with: passages by hash, rare figures and names by token.

    ``verdict``: *already curated* (the same page), *repeats* (passages in common), *retells* (rare details in common).
    """

    article: str
    origin: str
    verdict: str
    passages: int
    details: tuple[str, ...]
    weight: float

    @property
    def is_strong(self) -> bool:
        """Whether so much is shared that one was likely made from the other or both from one report."""
        return self.passages >= 2 or len(self.details) >= 8


def curated_as(book: Workbook, page: Page) -> tuple[str, ...]:
    """The articles whose anchors were made on this page, byte for byte or but for white space and quotes."""
    same = {
        name
        for name, rows in book.anchors.items()
        if any(page.sha256 == row.doc_sha256_norm or page.raw_sha256 == row.doc_sha256_raw for row in rows)
    }
    return tuple(sorted(same))


def likenesses(book: Workbook, page: Page, part: PagePart, most: int = 5) -> tuple[Likeness, ...]:
    """The known articles that share passages or rare details with a text, the likest first.

    A passage is found by its stored hash; a detail is a figure or name that the texts of no more than two origins hold.
    """
    body = page.text[part.start : min(part.end, part.start + READ)]
    repeated = _passages(book, body)
    rare = _rare_details(book)
    found = []
    for name in book.anchors:
        article = book.articles.get(name)
        if article is None:
            continue
        details = tuple(sorted(token for token in rare.get(name, ()) if stands_in(token, body)))
        weight = 3.0 * repeated[name] + len(details)
        if repeated[name] or len(details) >= 3:
            same = any(page.sha256 == row.doc_sha256_norm for row in book.anchors[name]) and repeated[name] > 2
            verdict = "already curated" if same else "repeats" if repeated[name] else "retells"
            found.append(
                Likeness(
                    article=name, origin=article.source.origin, verdict=verdict, passages=repeated[name], details=details, weight=weight
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.weight, one.article))[:most])


def _passages(book: Workbook, body: str) -> Counter[str]:
    """How many different anchored passages of each article stand in a text, by hashes of windows that begin and end with words."""
    wanted: dict[int, dict[str, set[str]]] = {}
    for name, rows in book.anchors.items():
        for row in rows:
            if row.len_loose >= SHORTEST:
                wanted.setdefault(row.len_loose, {}).setdefault(row.sha256_loose, set()).add(name)
    text = loosen(body)
    begins = [0, *(found.end() for found in re.finditer(" ", text))]
    ends = {found.start() for found in re.finditer(" ", text)} | {len(text)}
    count: Counter[str] = Counter()
    for length, hashes in wanted.items():
        windows = {digest(text[at : at + length]) for at in begins if at + length in ends}
        for found in windows & hashes.keys():
            count.update(hashes[found])
    return count


def _rare_details(book: Workbook) -> dict[str, set[str]]:
    """The figures and names in each article's anchors that no more than two origins have."""
    origins: dict[str, set[str]] = {}
    by_article: dict[str, set[str]] = {}
    for name, rows in book.anchors.items():
        if name in book.articles:
            for token in {token for row in rows for token in row.tokens if _tells(token)}:
                origins.setdefault(token, set()).add(book.articles[name].source.origin)
                by_article.setdefault(name, set()).add(token)
    return {name: {token for token in tokens if len(origins[token]) <= 2} for name, tokens in by_article.items()}


def _tells(token: str) -> bool:
    """Whether a token is a figure or more than one word: single names stand in any text on the matter."""
    return any(letter.isdigit() for letter in token) or (" " in token and len(token) > 8)


def short(likeness: Likeness) -> str:
    """A likeness in words."""
    details = f"{len(likeness.details)} rare details ({', '.join(likeness.details[:4])})" if likeness.details else ""
    passages = f"{likeness.passages} passages" if likeness.passages else ""
    return f"{likeness.verdict} {likeness.article} (origin {likeness.origin}): " + ", ".join(filter(None, (passages, details)))
