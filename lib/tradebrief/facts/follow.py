"""Steps from a fact down to the place of its passage, its text, and the reporting behind that."""

from __future__ import annotations

from collections.abc import Mapping

from tradebrief.facts.evidence import Evidence
from tradebrief.facts.records import Article, Fact, Origin
from tradebrief.provenance import citations
from tradebrief.provenance.lineage import Trace


def of_fact(
    one: Evidence, *, origins: Mapping[str, Origin] | None = None, places: Mapping[str, str] | None = None, place: str = ""
) -> Trace:
    """A fact with its passage, its text and, where ``origins`` are given, its origin.

    ``places`` says where a page shows facts and texts by id, ``place`` where it shows this fact.
    """
    shown = places or {}
    source = one.article.source
    origin = (_of_origin(source.origin, origins),) if origins is not None else ()
    by = source.wire + (f" via {source.carrier}" if source.carrier != source.wire else "")
    text = Trace(
        kind="text",
        says=f"{source.title}, {by}, {source.published}",
        to=shown.get(one.article.id, ""),
        of=origin,
        cite=citations.text(source),
    )
    passage = Trace(kind="passage", says=passage_of(one.article, one.fact), of=(text,))
    grade = f" (grade {one.grade})" if one.grade else ""
    return Trace(kind="fact", says=f"{one.fact.key}: {one.fact.says}{grade}", to=place or shown.get(one.fact.id, ""), of=(passage,))


def _of_origin(name: str, origins: Mapping[str, Origin]) -> Trace:
    return Trace(kind="origin", says=f"{name}: {origins[name].title}" if name in origins else name)


def passage_of(article: Article, fact: Fact) -> str:
    """Where a fact stands: the place of its passage in a page, or how it is cited."""
    if fact.at:
        return f"code points {fact.at[0]} to {fact.at[1]} of page {article.source.page}"
    return fact.cite or article.source.cite or "known by citation only"
