"""What the page over the reports says. The words stand in ``en/front.ftl``.

Titles, errors and other words of notebooks are no values of messages: they may hold what a message takes for its own marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace

from babel import Locale, UnknownLocaleError

from tradebrief.words.messages import say

LABELS = (
    "front-skip", "front-none-failed", "front-bottom-line", "front-read", "front-failed", "front-failed-note", "front-questions", "front-reports", "front-filters",
    "front-search", "front-question", "front-all-questions", "front-language", "front-all-languages", "front-from", "front-to", "front-clear",
    "front-nothing-shown", "front-pages", "front-previous", "front-next", "front-compare", "front-earlier", "front-later", "front-compare-how",
    "front-compared",
)  # fmt: skip

BOTTOM_LINES = ("Bottom line:", "「要点」", "【要点】", "要点:", "要点：")
"""How the first sentence of a briefing begins, in any language."""


def labels() -> SimpleNamespace:
    """The fixed words, by what they are for."""
    return SimpleNamespace(**{name.removeprefix("front-").replace("-", "_"): str(say(name)) for name in LABELS})


def for_script() -> Mapping[str, str]:
    """Sentences with gaps that the page's script fills: what stands in braces is replaced by a number."""
    return {
        "shown": str(say("front-shown", first="{first}", last="{last}", all="{all}")),
        "none": str(say("front-nothing-shown")),
        "page": str(say("front-page", page="{page}", pages="{pages}")),
    }


def title() -> str:
    """What the page is called where the reports have no title in common."""
    return str(say("front-title"))


def count(reports: int, failed: int) -> tuple[str, str]:
    """How many reports there are, and how many failed."""
    return str(say("front-count", reports=reports)), str(say("front-some-failed", failed=failed))


def more_failed(number: int) -> str:
    """How many failures stand further down."""
    return str(say("front-failed-more", count=number))


def failed_in(cell: int | None) -> str:
    """Where a report failed."""
    return str(say("front-failed-cell", cell=cell) if cell else say("front-failed-early"))


def day(value: object) -> str:
    """A day in words; words that stand for one, as they are.

    >>> day("2025-06-14"), day("latest")
    ('14 June 2025', 'latest')
    """
    if value == "latest":
        return str(say("front-latest"))
    try:
        return str(say("front-day", day=date.fromisoformat(str(value))))
    except ValueError:
        return str(value)


def language(code: str) -> str:
    """A language by the name that its readers call it.

    >>> language("ja")
    '日本語'
    """
    try:
        return Locale.parse(code, sep="-").get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def without_mark(sentence: str) -> str:
    """The bottom line that a briefing begins with, without the words that announce it; nothing where a report does not begin with one.

    >>> without_mark("Bottom line: no deal."), without_mark("No deal.")
    ('no deal.', '')
    """
    mark = next((one for one in BOTTOM_LINES if sentence.startswith(one)), None)
    return "" if mark is None else sentence.removeprefix(mark).strip()
