"""Tables of what moved: statements on offers and demands, topics, hedges, and each side's account."""

from __future__ import annotations

from tradebrief.analysis.position_result import Positions
from tradebrief.facts.records import STRENGTHS
from tradebrief.tables.table import Table, days, named
from tradebrief.talks.records import FIRMNESS


def statements(found: Positions) -> Table:
    """Every statement on an offer or demand: since when known, how firm it made it, who stands behind it."""
    titles = {one.id: one.title for one in found.proposals}
    rows = tuple(
        (
            one.known_from.isoformat(),
            titles.get(one.proposal, one.proposal),
            f"{one.firmness} {FIRMNESS[one.firmness]}",
            one.says,
            "yes" if one.anonymous else "",
            one.source,
        )
        for one in found.statements
    )
    return Table(
        name="offers",
        caption="Statements on offers and demands",
        columns=("known from", "proposal", "firmness", "what is said", "unnamed", "source"),
        rows=rows,
    )


def topics(found: Positions) -> Table:
    """The topics reported of each round, and which came in or went out."""
    rows = tuple((named(one.round), _names(one.topics), _names(one.entered), _names(one.left)) for one in found.topics)
    return Table(
        name="topics",
        caption="Topics by round",
        columns=("round", "topics", "came in", "went out"),
        rows=rows,
        note="As reported: a topic that no report names may have been talked about.",
    )


def _names(topics: tuple[str, ...]) -> str:
    return ", ".join(named(topic) for topic in topics)


def hedges(found: Positions) -> Table:
    """How each text hedges: its facts by strength, and the words."""
    rows = tuple(
        (one.article, days(one.published), *(one.strengths.get(name, "") for name in STRENGTHS), ", ".join(one.words[:8]))
        for one in found.hedges
    )
    return Table(
        name="hedges",
        caption="How the texts hedge",
        columns=("text", "published", *STRENGTHS, "words"),
        rows=rows,
        numbers=STRENGTHS,
    )


def accounts(found: Positions) -> Table:
    """What each side said of one meeting, side by side."""
    rows = tuple((named(one.event), *(_told(one.says.get(side)) for side in ("JPN", "USA"))) for one in found.accounts)
    return Table(
        name="accounts",
        caption="Each side's account",
        columns=("event", "Tokyo", "Washington"),
        rows=rows,
        note="Empty: no account of that side is known.",
    )


def _told(said: tuple[str, str, str] | None) -> str:
    return f"{said[0]} ({said[1] or 'no tone noted'}; {said[2]})" if said else ""


def remarks(found: Positions) -> Table:
    """Conditions, threats and words on the mood, in the order in which they were known."""
    rows = tuple((one.known_from.isoformat(), one.kind, one.by, one.says, one.source) for one in found.remarks)
    return Table(
        name="remarks", caption="Conditions, threats, moods", columns=("known from", "kind", "by", "what is said", "source"), rows=rows
    )
