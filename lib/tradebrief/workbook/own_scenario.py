"""A scenario of one's own, written in Python instead of a seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from tradebrief.errors import AskError, Problem
from tradebrief.given import day_given, party
from tradebrief.law.scenario import Scenario
from tradebrief.records.record import one_or_several
from tradebrief.workbook.rules.law import scenarios_name_measures
from tradebrief.workbook.wording import _worded
from tradebrief.workbook.workbook import Workbook


def scenario(
    book: Workbook,
    name: str,
    *,
    off: str | Iterable[str] = (),
    change: Mapping[str, str | Mapping[str, Any]] | None = None,
    expect: Mapping[str, date | str] | None = None,
    first: date | str | None = None,
    last: date | str | None = None,
    origins: str | Iterable[str] = (),
    title: str = "",
    why: str = "asked in Python",
) -> Workbook:
    """The workbook with a scenario more, for ``scenario=name`` wherever one is taken; the book given is not changed.

    ``AskError`` where it names no measure, says two things of one, or charges what is no duty.

    Args:
        book: the workbook, from ``tb.load()``
        name: what it is called: small letters, digits and hyphens
        off: measures that do not apply, or ``everything`` for all but the base duty
        change: measures with another duty, as ``{"usa-232-autos": "adds 10%"}``; ``tops up to`` and ``replaces`` as in seeds
        expect: measures whose announced duty applies, each with the day it stands under
        first: the first day it is laid over the law; without one, the first day known
        last: the last day, if it ends
        origins: whose goods it is about; without any, everybody's
        title: what it is, in a line
        why: what makes it worth asking

    Examples:
        >>> import tradebrief as tb
        >>> book = tb.scenario(tb.load(), "cars-at-10", change={"usa-232-autos": "adds 10%"}, title="Cars at 10%")
        >>> tb.exposure(book, as_of="2025-06-14", known_by="2025-06-14", scenario="cars-at-10").effective_rate
        12.1184% (12.1184% to 12.8832%)
    """
    first_day = book.schedule().law.first_day
    entry = {
        "id": name,
        "title": title or f"{name}",
        "why": why,
        "importer": book.about.importer,
        "from": day_given(first, "first") if first else first_day,
        "last_day": day_given(last, "last") if last else None,
        "origins": tuple(party(one, "origins") for one in one_or_several(origins)),
        "off": off if off == "everything" else one_or_several(off),
        "change": {measure: _charge(duty) for measure, duty in (change or {}).items()},
        "expect": {measure: day_given(day, "expect") for measure, day in (expect or {}).items()},
    }
    try:
        made = Scenario.model_validate(entry)
    except ValidationError as bad:
        raise AskError(*(_problem(name, error) for error in bad.errors(include_url=False))) from bad
    found = replace(book, scenarios={**book.scenarios, name: made})
    wrong = [breach for breach in scenarios_name_measures(found) if breach.file == f"scenarios/{name}.yaml"]
    if wrong:
        raise AskError(
            *(
                Problem(file=f"scenario '{name}'", place=str(one.place[0]), wrong="names no measure", got=one.got, remedy=one.remedy)
                for one in wrong
            )
        )
    return found


def _charge(duty: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """A duty as a seed states it: ``adds 10 %`` is ``{adds: 10 %}``."""
    if not isinstance(duty, str):
        return duty
    verb = next((one for one in ("tops up to", "replaces", "adds") if duty.startswith(one)), "")
    return {verb or "adds": duty.removeprefix(verb).strip()}


def _problem(name: str, error: Any) -> Problem:
    wrong, got, remedy = _worded(error, Scenario)
    return Problem(file=f"scenario '{name}'", place=", ".join(map(str, error["loc"])), wrong=wrong, got=got, remedy=remedy)
