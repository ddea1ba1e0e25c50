"""How a source is cited: one short form for each, the same wherever it is named, so that a page can number its footnotes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Protocol

from tradebrief.period import FIRST_DAY, LAST_DAY, When

#: The part of an act that a citation leaves out: one act is one source, whatever section speaks.
_SECTION = re.compile(r",? (section \d+|(s|cl)\. \d+)(\([a-z]\))*(?= and |$)| Annex( [IVX]+)?(?= and |$)")

#: An act as a text known by citation names it: *EO 14257 of 2025-04-02, 90 FR 15041*.
_NAMED_ACT = re.compile(r"(EO|Proclamation) (\d+) of \d{4}-\d\d-\d\d, (.+)")

_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")

#: Words in brackets with a figure in them.
_ASIDE = re.compile(r" \([^()]*\d[^()]*\)")

#: Where the publisher ends in the words that say where a table comes from.
_BY_WAY = re.compile(r", | by way of |; ")


class Text(Protocol):
    """What of a text is needed to cite it: who wrote and who carried it, what it is about, when it was out, how an official text is cited."""

    @property
    def title(self) -> str:
        """What it is about."""
        ...

    @property
    def wire(self) -> str:
        """Who wrote it."""
        ...

    @property
    def carrier(self) -> str:
        """Who carried it."""
        ...

    @property
    def published(self) -> When:
        """When it was out."""
        ...

    @property
    def time(self) -> str | None:
        """The hour printed with it."""
        ...

    @property
    def dated_by(self) -> str:
        """How its day is known."""
        ...

    @property
    def cite(self) -> str | None:
        """How an official text is cited."""
        ...


class CitedAct(Protocol):
    """What of an entry, a component or a change is needed to cite its act."""

    @property
    def act(self) -> str:
        """The act and the section that speaks."""
        ...

    @property
    def cite(self) -> str | None:
        """Where it is printed."""
        ...


class Sourced(Protocol):
    """A record with a title and the words that say where it comes from."""

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def source(self) -> str:
        """Where it comes from."""
        ...


def text(source: Text) -> str:
    """A text by who wrote it, who carried it and its day; an official one as it is cited, so that an act read as a text is one source with it.

    *Reuters via Newsmaker23, 15 May 2025*; with the hour where it is printed, for one house may publish twice a day.
    """
    if source.dated_by == "official text" and source.cite:
        act_read = _NAMED_ACT.fullmatch(source.cite)
        return f"{act_read[1].replace('Proclamation', 'Proc.')} {act_read[2]}, {act_read[3]}" if act_read else named(source.cite)
    by = source.title if source.wire == "not named" else source.wire
    via = "" if source.wire.split()[-1] in source.carrier or source.carrier == "not named" else f" via {source.carrier}"
    return f"{by}{via}, {when(source.published)}{f' {source.time}' if source.time else ''}"


def act(one: CitedAct) -> str:
    """An act and where it is printed, without the section that speaks.

    >>> from types import SimpleNamespace
    >>> act(SimpleNamespace(act="EO 14257 s. 3(a)", cite="90 FR 15041")), act(SimpleNamespace(act="EO 14345 s. 4 and notice", cite=None))
    ('EO 14257, 90 FR 15041', 'EO 14345 and notice')
    """
    return ", ".join(filter(None, (_SECTION.sub("", one.act), one.cite)))


def place_of(act: str) -> str:
    """The place in a page where an act stands, from its name."""
    return "act-" + "-".join("".join(letter if letter.isalnum() else " " for letter in act.lower()).split())


def table(about: Sourced) -> str:
    """A table of figures by its title and its publisher.

    >>> from types import SimpleNamespace
    >>> table(SimpleNamespace(title="Imports of cars", source="US Census Bureau by way of a mirror, heading 8703"))
    'Imports of cars (US Census Bureau)'
    """
    return f"{about.title} ({_BY_WAY.split(about.source)[0]})"


def chosen(one: Sourced) -> str:
    """An assumption, a convention or a class of cases: what it is called, and where it comes from."""
    return f"{one.title}: {short(one.source)}"


def short(source: str) -> str:
    """A source without what it says: figures in brackets are left out.

    >>> short("Caliendo and Parro 2015 (1.84), Shapiro 2016 (6.87)")
    'Caliendo and Parro 2015, Shapiro 2016'
    """
    return named(_ASIDE.sub("", source))


def own(kind: str, name: str) -> str:
    """A record of the seeds that is a source of its own, as a scenario is: by its kind and its file."""
    return f"{kind} {name}, seeds/{kind}s/{name}.yaml"


def named(source: str) -> str:
    """A source as a record names it, its days in words, an act without its section.

    >>> named("Yomiuri, 2025-04-18"), named("EO 14345, FR 2025-17389, section 2")
    ('Yomiuri, 18 April 2025', 'EO 14345, FR 2025-17389')
    """
    return _DAY.sub(lambda found: day(date.fromisoformat(found[1])), _SECTION.sub("", source))


def when(published: When) -> str:
    """The day or days of publication in words.

    >>> when(When.read("2025-05-15~")), when(When.read("[2025-06-12..2025-06-13]"))
    ('about 15 May 2025', '12 June 2025 or 13 June 2025')
    """
    if published.exact:
        return f"{'about ' if published.inferred else ''}{day(published.earliest)}"
    if published.earliest == FIRST_DAY or published.latest == LAST_DAY:
        return str(published)
    near = (published.latest - published.earliest).days == 1 and not published.lasts
    return f"{day(published.earliest)} {'or' if near else 'to'} {day(published.latest)}"


def day(one: Any) -> str:
    """A day in words: *14 June 2025*."""
    return f"{one.day} {one:%B} {one.year}"
