"""Tables of what moved: statements on offers and demands, topics, hedges, and each side's account."""

from __future__ import annotations

from tradebrief.analysis.position_result import Positions
from tradebrief.facts.records import STRENGTHS
from tradebrief.tables.table import Table, table
from tradebrief.words import named_parties
from tradebrief.words.messages import language, text
from tradebrief.words.phrases import days, named, side_by_side
from tradebrief.words.sentence import Foreign


def statements(found: Positions) -> Table:
    """Every statement on an offer or demand: since when known, how firm it made it, who stands behind it."""
    titles = {one.id: one.title for one in found.proposals}
    rows = tuple(
        (
            one.known_from.isoformat(),
            titles.get(one.proposal, one.proposal),
            text("status", level=int(one.firmness)),
            one.says,
            text("yes") if one.anonymous else "",
            one.source,
        )
        for one in found.statements
    )
    return table("statements", rows, name="offers")


def topics(found: Positions) -> Table:
    """The topics reported of each round, and which came in or went out."""
    rows = tuple((named(one.round), _names(one.topics), _names(one.entered), _names(one.left)) for one in found.topics)
    return table("topics", rows, name="topics")


def _names(topics: tuple[str, ...]) -> str:
    return side_by_side(map(named, topics))


def hedges(found: Positions) -> Table:
    """How each text hedges: its facts by strength, and the words."""
    rows = tuple(
        (one.article, days(one.published), *(one.strengths.get(name, "") for name in STRENGTHS), tuple(map(_as_said, one.words[:8])))
        for one in found.hedges
    )
    return table("hedges", rows, name="hedges", numbers=STRENGTHS)


def _as_said(word: str) -> str:
    """A word of a text, which stays in its language."""
    return word if language() == "en" else Foreign(word)


def accounts(found: Positions) -> Table:
    """What each side said of one meeting, side by side."""
    rows = tuple((named(one.event), *(_told(one.says.get(side)) for side in found.sides)) for one in found.accounts)
    sides = dict(zip(("partner", "importer"), found.sides, strict=True))
    heads = {role: named_parties.capital(code) for role, code in sides.items()}
    return table("accounts", rows, name="accounts", **heads)


def _told(said: tuple[str, str, str] | None) -> str:
    return text("account", says=said[0], tone=said[1] or "none", source=said[2]) if said else ""


def remarks(found: Positions) -> Table:
    """Conditions, threats and statements on atmosphere, in the order in which they were known."""
    rows = [(one.known_from.isoformat(), one.kind, one.by, one.says, one.source) for one in found.remarks]
    return table("remarks", rows, name="remarks")
