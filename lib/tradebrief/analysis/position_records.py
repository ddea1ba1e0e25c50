"""What is recorded of positions: statements on offers and demands, meetings, topics, hedges, tellings and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tradebrief.provenance.lineage import Trace

Met = Literal["met", "absent", "not reported"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thing said of a proposal: how firm it made it, from which day it counts, who stands behind it."""

    proposal: str
    day: date
    known_from: date
    firmness: int
    says: str
    source: str
    origin: str
    anonymous: bool
    fact: str = ""
    cite: str = ""
    place: str = ""

    @property
    def step(self) -> Trace:
        """What is said, with the place of its passage and its text."""
        return said_step(f"{self.proposal}, {self.firmness}: {self.says}", self)


@dataclass(frozen=True, kw_only=True)
class IntervalColumn:
    """An interval of the talks: from the start of one round to the next, or from the deal on."""

    name: str
    start: date


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Where a proposal stood in an interval: the firmest statement; ``lone`` when one reporting without a named source is all there is."""

    firmness: int
    lone: bool
    statements: tuple[Statement, ...]

    @property
    def step(self) -> Trace:
        """The firmest statement, and how many more there are."""
        firmest = next(one for one in self.statements if one.firmness == self.firmness)
        more = len(self.statements) - 1
        says = f"{firmest.proposal}, {firmest.firmness}: {firmest.says}{f', and {more} more' if more else ''}"
        return said_step(says, firmest)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Whether a counterpart was met at a round, and for how long."""

    mark: Met
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Topics:
    """The topics reported of a round, and which came in or went out against the round before."""

    round: str
    topics: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Hedges:
    """How a text hedges: facts by strength, and the words it hedges with."""

    article: str
    published: str
    strengths: Mapping[str, int]
    words: tuple[str, ...]
    cite: str = ""


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """What each side said of one meeting, and in what tone; ``cites`` holds how each telling is cited."""

    event: str
    says: Mapping[str, tuple[str, str, str]]
    cites: Mapping[str, str] = field(default_factory=dict)

    @property
    def both(self) -> bool:
        """Whether both sides have told of it."""
        return len(self.says) > 1

    @property
    def step(self) -> Trace:
        """Both sides' tellings of a meeting."""
        steps = [
            Trace(kind="text", says=f"{side}: {says} ({tone or 'no tone noted'}; {source})", cite=self.cites.get(side, source))
            for side, (says, tone, source) in self.says.items()
        ]
        return Trace(kind="fact", says=f"{self.event.replace('-', ' ')}, as each side tells it", to="accounts", of=tuple(steps))


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A condition, a threat or a word on the mood: since when known, whose (where told), what and by which text."""

    kind: str
    known_from: date
    by: str
    says: str
    source: str
    fact: str = ""
    cite: str = ""
    place: str = ""

    @property
    def step(self) -> Trace:
        """The remark and its text."""
        return said_step(f"{self.says}{f' ({self.by})' if self.by else ''}", self)


def said_step(says: str, one: Statement | Remark) -> Trace:
    """What is said, with the place of its passage, where it has one, and its text."""
    text = Trace(kind="text", says=f"{one.source}, reported on {one.known_from}", cite=one.cite)
    return Trace(kind="fact", says=says, of=(Trace(kind="passage", says=one.place, of=(text,)) if one.place else text,))
