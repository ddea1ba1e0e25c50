"""Whether each passage still stands where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradebrief.facts.anchors import MEANING, Anchor, AnchorCheck, Verifier
from tradebrief.facts.normalise import Norm
from tradebrief.facts.records import Article
from tradebrief.workbook.loader import read_page
from tradebrief.workbook.workbook import Workbook


@dataclass(frozen=True, kw_only=True)
class Verified:
    """One anchor checked against the texts; ``same_page`` when the page is byte for byte the one that was anchored."""

    article: Article
    check: AnchorCheck
    same_page: bool = False

    def to_dict(self) -> dict[str, Any]:
        """A check of one anchor as the command line shows it."""
        anchor, found = self.check.anchor, self.check
        return {
            "id": anchor.anchor_id,
            "article": self.article.id,
            "key": anchor.anchor_id.partition("#")[2],
            "source_file": anchor.source_id,
            "origin": self.article.source.origin,
            "status": found.status,
            "start": found.start,
            "end": found.end,
            "shift": found.shift,
            "tokens": list(anchor.tokens),
            "tokens_found": list(found.tokens_found),
            "same_page": self.same_page,
            "action": MEANING[found.status],
        }


def verify(book: Workbook, folder: Path | None) -> list[Verified]:
    """Each anchored fact against the text of its page in ``folder``; NOT_CHECKED where there is none."""
    pages = _pages(folder)
    verifiers: dict[tuple[str, Norm], Verifier | None] = {}
    found = []
    for article in book.articles.values():
        for anchor in book.anchors.get(article.id, ()):
            asked = (anchor.source_id, anchor.norm)
            if asked not in verifiers:
                page = pages.get(anchor.source_id)
                verifiers[asked] = Verifier(read_page(page, norm=anchor.norm)) if page else None
            found.append(_verified(article, anchor, verifiers[asked]))
    return found


def _pages(folder: Path | None) -> dict[str, Path]:
    """The files of a folder by name. It is listed, so that a report rests on which pages there are."""
    return {path.name: path for path in folder.iterdir() if path.is_file()} if folder and folder.is_dir() else {}


def _verified(article: Article, anchor: Anchor, verifier: Verifier | None) -> Verified:
    if verifier is None:
        return Verified(article=article, check=AnchorCheck(anchor=anchor, status="NOT_CHECKED"))
    return Verified(article=article, check=verifier.check(anchor), same_page=verifier.page.raw_sha256 == anchor.doc_sha256_raw)
